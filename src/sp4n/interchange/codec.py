"""How complaints, events, texts and actors look as plain data, and back."""

import json
from datetime import UTC, datetime

from sp4n.additions import Additions
from sp4n.errors import fault, shown_key
from sp4n.model.complaint import Attachment, Classification, Complaint
from sp4n.model.officer import Actor, ActorKind
from sp4n.model.region import Region
from sp4n.model.texts import Text
from sp4n.reader import Reader
from sp4n.validation import instant_fault, refuse
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import EVENT_KEYS, Event, EventFact
from sp4n.workflow.status import Phase

DEPTH_LIMIT_LEVELS = 1_000
"""How deep JSON may be nested: Python's own limit, about."""

_Data = dict[str, object]

_ANY_TEXT, _ANY_INSTANT = "-", datetime(2000, 1, 1, tzinfo=UTC)
"""Stand for what is missing, so that the rest is checked nevertheless; never part of a result."""


def added(additions: Additions | None) -> _Data:
    """Write what a later version added, so that it is not lost."""
    return {} if additions is None else additions.to_data()


def complaint_data(complaint: Complaint) -> _Data:
    """Write a complaint as plain data: attribute names are the keys; what is absent is left out."""
    optional: _Data = {
        "occurred_on": _iso(complaint.occurred_on),
        "classification": complaint.classification and complaint.classification.value,
        "category": complaint.category,
        "region": complaint.region and complaint.region.code,
        "channel": complaint.channel,
        "anonymous": complaint.anonymous,
        "confidential": complaint.confidential,
        "target_agency": complaint.target_agency,
        "accused": sorted(complaint.accused),
        "accused_officers": sorted(complaint.accused_officers),
        "attachments": [_attachment_data(attachment) for attachment in complaint.attachments],
        "reporter": complaint.reporter,
        "representatives": sorted(complaint.representatives),
        "recorded": complaint.recorded,
        "erased": complaint.erased,
    }
    written: _Data = {
        "number": complaint.number,
        "title": complaint.title,
        "body": complaint.body,
        "submitted_at": complaint.submitted_at.isoformat(),
    } | {name: value for name, value in optional.items() if value not in (None, False, [])}
    return written | added(complaint.additions)


def complaint_from(reader: Reader) -> Complaint | None:
    """Read a complaint; None when anything was wrong, which the reader then knows."""
    noted = len(reader.faults)
    number, title, body = reader.text("number"), reader.text("title"), reader.text("body")
    submitted_at = reader.instant("submitted_at")
    occurred_on = reader.day("occurred_on", required=False)
    classification = reader.choice("classification", Classification, required=False)
    texts = {
        name: reader.text(name, required=False)
        for name in ("category", "channel", "target_agency", "reporter")
    }
    code = reader.text("region", required=False)
    region = None if code is None else reader.make(lambda: Region(code))
    anonymous, confidential = reader.flag("anonymous"), reader.flag("confidential")
    recorded, erased = reader.flag("recorded"), reader.flag("erased")
    accused, accused_officers = reader.texts("accused"), reader.texts("accused_officers")
    representatives = reader.texts("representatives")
    attachments = [_attachment_from(data) for data in reader.tables("attachments")]
    additions = reader.additions()
    made = reader.make(
        lambda: Complaint(
            _ANY_TEXT if number is None else number,
            _ANY_TEXT if title is None else title,
            _ANY_TEXT if body is None else body,
            _ANY_INSTANT if submitted_at is None else submitted_at,
            occurred_on=occurred_on,
            classification=classification,
            region=region,
            anonymous=anonymous,
            confidential=confidential,
            accused=accused,
            accused_officers=accused_officers,
            attachments=[attachment for attachment in attachments if attachment is not None],
            representatives=representatives,
            recorded=recorded,
            erased=erased,
            additions=additions,
            **texts,
        ),
        "complaint.",
    )
    return made if len(reader.faults) == noted else None


def event_data(event: Event) -> _Data:
    """Write an event as plain data; empty fields are left out, foreign ones stay as they were.

    Raises InvalidValue (``naive_datetime``) for an event without an offset: no reader would take
    it.
    """
    refuse(instant_fault(event.at, "event.at"))
    optional: _Data = {
        "effects": [effect.value for effect in event.effects],
        "holders": list(event.holders),
        "reason": event.reason,
        "texts": list(event.texts),
        "facts": dict(event.facts),
    }
    foreign: _Data = json.loads(event.extra) if event.extra else {}
    return (
        {
            "number": event.number,
            "kind": event.kind,
            "version": event.version,
            "at": event.at.isoformat(),
            "by": _actor_data(event.by),
            "status": event.status,
            "phase": event.phase.value,
        }
        | {name: value for name, value in optional.items() if value not in (None, [], {})}
        | foreign
    )


def event_from(reader: Reader, case: str | None) -> Event | None:
    """Read an event, of whatever kind; None when anything was wrong, as the reader then knows.

    `case` is the number of the case that it belongs to, if the document says so.
    """
    noted = len(reader.faults)
    number, kind, version = reader.number("number"), reader.text("kind"), reader.number("version")
    at, by = reader.instant("at"), _actor_from(reader)
    status, phase = reader.text("status"), reader.choice("phase", Phase)
    effects, holders = reader.choices("effects", Effect), reader.texts("holders")
    reason, texts = reader.text("reason", required=False), reader.texts("texts")
    facts, extra = _facts_from(reader), reader.foreign(EVENT_KEYS, like=("case",))
    if number is None or kind is None or version is None or at is None or by is None:
        return None
    if status is None or phase is None or len(reader.faults) > noted:
        return None
    return Event(
        number, kind, at, by, status, phase, effects, holders, reason, texts, facts, version, extra,
        case,
    )  # fmt: skip


def text_data(text: Text) -> _Data:
    """Write a text as plain data; the body of an erased one is null."""
    written: _Data = {"key": text.key, "kind": text.kind, "body": text.body}
    return written if text.additions is None else written | added(text.additions)


def text_from(reader: Reader) -> Text | None:
    """Read a text; None when anything was wrong, which the reader then knows."""
    key, kind = reader.text("key"), reader.text("kind")
    body = reader.text("body", required=False)
    reader.require("body")
    additions = reader.additions()
    if key is None or kind is None:
        return None
    return reader.make(lambda: Text(key, kind, body, additions=additions), "text.")


def _actor_data(actor: Actor) -> _Data:
    fields = {"kind": actor.kind.value, "id": actor.id, "agency": actor.agency}
    written: _Data = {name: value for name, value in fields.items() if value is not None}
    return written if actor.additions is None else written | added(actor.additions)


def _actor_from(reader: Reader) -> Actor | None:
    inner = reader.table("by")
    if inner is None:
        return None
    kind = inner.choice("kind", ActorKind)
    identity, agency = inner.text("id", required=False), inner.text("agency", required=False)
    additions = inner.additions()
    if kind is None:
        return None
    return inner.make(lambda: Actor(kind, identity, agency, additions=additions), "actor.")


def _facts_from(reader: Reader) -> tuple[tuple[str, EventFact], ...]:
    inner = reader.table("facts", required=False)
    facts: list[tuple[str, EventFact]] = []
    for name, value in () if inner is None else [(name, inner.raw(name)) for name in inner.names()]:
        if isinstance(value, str | int) and isinstance(name, str):
            facts.append((name, value))
        else:
            where = f"{reader.path('facts')}.{shown_key(name)}"
            kind = type(value).__name__
            reader.faults.append(
                fault("wrong_type", where, expected="code_a_number_or_a_flag", found=kind)
            )
    return tuple(facts)


def _attachment_data(attachment: Attachment) -> _Data:
    fields = {
        "key": attachment.key,
        "media_type": attachment.media_type,
        "size_bytes": attachment.size_bytes,
    }
    written: _Data = {name: value for name, value in fields.items() if value is not None}
    return written | added(attachment.additions)


def _attachment_from(reader: Reader) -> Attachment | None:
    key = reader.text("key")
    media_type = reader.text("media_type", required=False)
    size_bytes = reader.number("size_bytes", required=False)
    additions = reader.additions()
    known = _ANY_TEXT if key is None else key
    return reader.make(
        lambda: Attachment(known, media_type, size_bytes, additions=additions), "attachment."
    )


def _iso(value: object) -> str | None:
    return value.isoformat() if hasattr(value, "isoformat") else None
