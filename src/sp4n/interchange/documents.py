"""Documents: values as plain data in a versioned envelope, ready for JSON, and back.

The envelope is ``{"schema": "sp4n/case/1", "workflow": "lapor/1", …}``. A document is loaded whole
or refused whole (FormatError, all faults at once); instants must have an offset; events of a kind
that this version does not know come back exactly as they were.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sp4n.errors import InvalidValue, fault, shown
from sp4n.interchange.codec import (
    complaint_data,
    complaint_from,
    event_data,
    event_from,
    text_data,
    text_from,
)
from sp4n.interchange.reader import FormatError, Reader
from sp4n.model.complaint import Complaint
from sp4n.model.texts import Texts
from sp4n.workflow.case import Case
from sp4n.workflow.events import Event

__all__ = ["dump", "load", "read_complaints"]

_COMPLAINT, _TEXTS = "sp4n/complaint/1", "sp4n/texts/1"
_EVENTS, _CASE = "sp4n/events/1", "sp4n/case/1"


def dump(value: Complaint | Texts | Case | Event | Sequence[Event]) -> dict[str, Any]:
    """Write a complaint, texts, events or a case as plain data.

    An empty sequence is written as no events. Raises InvalidValue (``wrong_type``) for anything
    else. Equal values give equal documents, on every machine.

    >>> from datetime import datetime, timezone
    >>> when = datetime(2026, 1, 5, 2, 30, tzinfo=timezone.utc)
    >>> complaint = Complaint("1000001", "Jalan", "Jalan berlubang.", when)
    >>> dump(complaint)["schema"], load(dump(complaint)) == complaint
    ('sp4n/complaint/1', True)
    """
    if isinstance(value, Complaint):
        return {"schema": _COMPLAINT, "complaint": complaint_data(value)}
    if isinstance(value, Texts):
        return {"schema": _TEXTS, "texts": [text_data(one) for one in value]}
    if isinstance(value, Case):
        return {
            "schema": _CASE,
            "workflow": value.workflow,
            "complaint": complaint_data(value.complaint),
            "events": [event_data(one) for one in value.events],
            "texts": [text_data(one) for one in value.texts],
        }
    events: object = (value,) if isinstance(value, Event) else value
    if isinstance(events, Sequence) and all(isinstance(one, Event) for one in events):
        return {"schema": _EVENTS, "events": [event_data(one) for one in events]}
    kind = type(value).__name__
    raise InvalidValue.of("wrong_type", expected="a complaint, texts, events or a case", found=kind)


def load(document: Mapping[str, Any]) -> Complaint | Texts | tuple[Event, ...] | Case:
    """Read a document that `dump` wrote: a complaint, texts, a tuple of events, or a case.

    Raises FormatError with every fault and its key path (``events[3].at``): an unknown schema, a
    missing or unknown key, a naive instant, events that are not numbered 1, 2, 3, ….
    """
    reader = Reader(document)
    schema = reader.text("schema")
    reader.check()
    build = _READERS.get(schema or "")
    if build is None:
        raise FormatError(
            fault("unknown_schema", "schema", found=shown(schema), allowed=tuple(_READERS))
        )
    value: Complaint | Texts | tuple[Event, ...] | Case | None = build(reader)
    reader.refuse_unknown_keys()
    reader.check()
    assert value is not None  # noqa: S101  # a reader without faults has made its value
    return value


def read_complaints(text: str) -> tuple[Complaint, ...]:
    """Read complaints from JSON: an array of objects, or one object a line (JSON lines).

    The keys are those of `Complaint`; number, title, body, submitted_at and region are expected,
    the rest is optional. Raises FormatError, all faults at once, each with its place
    (``[3].body``); nothing at all is no complaints either (``not_complaints``).
    """
    rows = _json_rows(text)
    faults = [] if rows is not None else [fault("not_complaints")]
    made = []
    for place, row in enumerate(rows or []):
        reader = Reader(row, f"[{place}]")
        made.append(complaint_from(reader))
        faults.extend(reader.faults)
    if faults:
        raise FormatError(*faults)
    return tuple(one for one in made if one is not None)


def _json_rows(text: str) -> list[object] | None:
    """Parse an array or JSON lines; None when it is JSON of another shape."""
    stripped = text.strip()
    if stripped.startswith("["):
        return _list(_parsed(stripped, 1))
    lines = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) <= 1:
        whole = _parsed(stripped, 1) if lines else None
        return [whole] if isinstance(whole, dict) else None
    try:
        return [json.loads(stripped)]
    except (ValueError, RecursionError):
        return [_parsed(line, place) for place, line in lines]


def _list(value: object) -> list[object] | None:
    return value if isinstance(value, list) else None


def _parsed(text: str, line: int) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = line + error.lineno - 1
        raise FormatError(fault("not_json", line=at, column=error.colno)) from None
    except RecursionError:
        raise FormatError(fault("too_deep", limit=_DEPTH)) from None


_DEPTH = 1_000  # Python's own limit of nested JSON, about


def _case(reader: Reader) -> Case | None:
    pinned = reader.text("workflow")
    inner = reader.table("complaint")
    complaint = None if inner is None else complaint_from(inner)
    events = [event_from(one) for one in reader.tables("events", required=True)]
    texts = [text_from(one) for one in reader.tables("texts")]
    if complaint is None or None in events or None in texts:
        return None
    case = reader.make(lambda: Case.from_events(complaint, _whole(events), _whole(texts)))
    if case is not None and case.workflow != pinned:
        where = reader.path("workflow")
        reader.faults.append(
            fault("contradiction", where, found=shown(pinned), other=shown(case.workflow))
        )
    return case


def _whole(rows: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(row for row in rows if row is not None)


def _events(reader: Reader) -> tuple[Event, ...]:
    return _whole([event_from(one) for one in reader.tables("events", required=True)])


def _texts(reader: Reader) -> Texts:
    return Texts(_whole([text_from(one) for one in reader.tables("texts", required=True)]))


def _complaint(reader: Reader) -> Complaint | None:
    inner = reader.table("complaint")
    return None if inner is None else complaint_from(inner)


_READERS: Mapping[str, Callable[[Reader], Any]] = {
    _COMPLAINT: _complaint,
    _TEXTS: _texts,
    _EVENTS: _events,
    _CASE: _case,
}
