"""Documents: values as plain data in a versioned envelope, ready for JSON, and back.

The envelope is ``{"schema": "sp4n/case/1", "workflow": "lapor/2", …}``. A document is loaded whole
or refused whole (FormatError, all faults at once); instants must have an offset. Events of a kind
that this version does not know, and keys within an event that it does not know, are written back
as they were read.

A schema ends with a major version, and a minor one if the document has something that the major
version did not have from its beginning: ``sp4n/case/1.2``. What a later minor version adds is kept
in `Additions`, and written back with that minor version; a later major version is refused.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve

from sp4n.additions import Additions
from sp4n.errors import Fault, InvalidValue, fault, hidden, shown
from sp4n.interchange.codec import (
    DEPTH_LIMIT_LEVELS,
    added,
    complaint_data,
    complaint_from,
    event_data,
    event_from,
    text_data,
    text_from,
)
from sp4n.model.complaint import Complaint
from sp4n.model.texts import Texts
from sp4n.reader import FormatError, Reader, plain_fault
from sp4n.validation import line_fault, refuse
from sp4n.workflow.case import Case
from sp4n.workflow.events import Event, Events, event_faults
from sp4n.workflow.histories import gap_faults

Item = TypeVar("Item", bound=Complaint | Case)

_COMPLAINT, _TEXTS = "sp4n/complaint/1", "sp4n/texts/1"
_EVENTS, _CASE = "sp4n/events/1", "sp4n/case/1"
_SCHEMA = re.compile(r"(sp4n/[a-z]+/1)(?:\.([1-9][0-9]{0,3}))?", re.ASCII)
_NUMBER_LIMIT = 64  # as a complaint's number


def dump(value: Complaint | Texts | Case | Event | Sequence[Event]) -> dict[str, Any]:
    """Write a complaint, texts, events or a case as plain data.

    An empty list or tuple is written as no events. Events that know their case say so once for all.
    The same value gives the same document on every machine.

    Raises InvalidValue if *value* is anything else (``wrong_type``), or has events of several cases
    (``other_case``).

    >>> from datetime import datetime, timezone
    >>> when = datetime(2026, 1, 5, 2, 30, tzinfo=timezone.utc)
    >>> complaint = Complaint("1000001", "Jalan", "Jalan berlubang.", when)
    >>> dump(complaint)["schema"], load(dump(complaint)) == complaint
    ('sp4n/complaint/1', True)
    """
    if isinstance(value, Complaint):
        return _written(
            _COMPLAINT, {"complaint": complaint_data(value)}, None, _in_complaint(value)
        )
    if isinstance(value, Texts):
        rows = {"texts": [text_data(text) for text in value]}
        return _written(_TEXTS, rows, value.additions, _in_texts(value))
    if isinstance(value, Case):
        return _case_data(value)
    events: object = (value,) if isinstance(value, Event) else value
    if isinstance(events, list | tuple) and all(isinstance(event, Event) for event in events):
        return _events_data(events)
    kind = type(value).__name__
    raise InvalidValue.of("wrong_type", expected="complaint_texts_events_or_a_case", found=kind)


def _case_data(case: Case) -> dict[str, Any]:
    parts = {
        "workflow": case.workflow,
        "complaint": complaint_data(case.complaint),
        "events": [event_data(event) for event in case.events],
        "texts": [text_data(text) for text in case.texts],
    }
    inner = (*_in_complaint(case.complaint), *_in_events(case.events), *_in_texts(case.texts))
    return _written(_CASE, parts, case.additions, inner)


def _events_data(events: Sequence[Event]) -> dict[str, Any]:
    refuse(*(wrong for event in events for wrong in event_faults(event, "event")))
    cases = {event.case for event in events}
    if len(cases) > 1:
        raise InvalidValue.of("other_case", "events")
    known = {} if cases <= {None} else {"case": events[0].case}
    parts = known | {"events": [event_data(event) for event in events]}
    additions = events.additions if isinstance(events, Events) else None
    return _written(_EVENTS, parts, additions, _in_events(events))


def _written(
    schema: str,
    parts: Mapping[str, object],
    additions: Additions | None,
    inner: Iterable[Additions | None],
) -> dict[str, Any]:
    """Put parts into an envelope, of the minor version that its additions need."""
    minor = max((block.minor for block in (additions, *inner) if block is not None), default=0)
    return {"schema": f"{schema}.{minor}" if minor else schema, **parts, **added(additions)}


def _in_complaint(complaint: Complaint) -> Iterator[Additions | None]:
    yield complaint.additions
    yield from (attachment.additions for attachment in complaint.attachments)


def _in_events(events: Iterable[Event]) -> Iterator[Additions | None]:
    return (event.by.additions for event in events)


def _in_texts(texts: Texts) -> Iterator[Additions | None]:
    return (text.additions for text in texts)


def load(document: Mapping[str, Any]) -> Complaint | Texts | tuple[Event, ...] | Case:
    """Read a document that `dump` wrote: a complaint, texts, a tuple of events, or a case.

    Raises FormatError with every fault and its key path (``events[3].at``): an unknown schema, a
    missing or unknown key, a naive instant, a gap between the events' numbers, whatever a value
    itself would refuse. A case's events begin with number 1; a document of events alone may hold
    the later part of a history, and how it goes on from there is for the case to check. Values of a
    program's own types are refused where they do not behave as JSON's do.
    """
    try:
        return _loaded(document)
    except FormatError:
        raise
    except Exception:  # whatever the methods of foreign values may raise
        foreign = plain_fault(document)
        if foreign is None:
            raise
    raise FormatError(foreign)  # raised here, so that their error can't hang on ours


def _loaded(document: Mapping[str, Any]) -> Complaint | Texts | tuple[Event, ...] | Case:
    reader = Reader(document)
    schema, reader.minor = _schema(reader)
    reader.check()
    value: Complaint | Texts | tuple[Event, ...] | Case | None = _READERS[schema](reader)
    reader.check()
    assert value is not None  # noqa: S101  # a reader without faults has made its value
    return value


def _schema(reader: Reader) -> tuple[str, int]:
    """Read what a document is, and its minor version; any other one is noted."""
    schema = reader.text("schema")
    if schema is None:
        return "", 0
    known = _SCHEMA.fullmatch(schema)
    if known is None or known[1] not in _READERS:
        where = reader.path("schema")
        allowed = tuple(_READERS)
        reader.faults.append(fault("unknown_schema", where, found=shown(schema), allowed=allowed))
        return "", 0
    return known[1], int(known[2] or 0)


def read_complaints(text: str) -> tuple[Complaint, ...]:
    """Read complaints from JSON: an array of objects, or one object a line (JSON lines).

    The keys are those of `Complaint`; number, title, body and submitted_at are required. A
    complaint without a region is read too: its region is unknown. An object may also be what
    `dump` wrote of a complaint, or of a case: its complaint is read. Raises FormatError, all faults
    at once, each with its place (``[3].body``); nothing at all is no complaints either
    (``not_complaints``).
    """
    return _read_rows(text, _complaint_in)


def read_items(text: str) -> tuple[Complaint | Case, ...]:
    """Read complaints and cases: what `dump` wrote of a case stays one, with its history.

    All else is as for `read_complaints`, FormatError too.
    """
    return _read_rows(text, _item_in)


def _read_rows(
    text: str, read: Callable[[object, str, list[Fault]], Item | None]
) -> tuple[Item, ...]:
    rows = _json_rows(text)
    faults = [] if rows is not None else [fault("not_complaints")]
    made = [read(row, f"[{place}]", faults) for place, row in enumerate(rows or [])]
    if faults:
        raise FormatError(*faults)
    return tuple(value for value in made if value is not None)


def _complaint_in(row: object, where: str, faults: list[Fault]) -> Complaint | None:
    """Read a complaint as it stands, or out of a document that holds one."""
    reader = Reader(row, where, faults)
    if not isinstance(row, dict) or "schema" not in row:
        return complaint_from(reader)
    noted = len(faults)
    schema, minor = _schema(reader)
    if len(faults) > noted:
        return None
    if schema in (_COMPLAINT, _CASE):
        return complaint_from(Reader(row.get("complaint"), where, faults, minor=minor))
    return complaint_from(reader)


def _item_in(row: object, where: str, faults: list[Fault]) -> Complaint | Case | None:
    schema = row.get("schema") if isinstance(row, dict) else None
    if not isinstance(schema, str) or not schema.startswith(_CASE_OF_ANY_VERSION):
        return _complaint_in(row, where, faults)
    reader = Reader(row, where, faults)
    noted = len(faults)
    _, reader.minor = _schema(reader)
    return _case(reader) if len(faults) == noted else None


_CASE_OF_ANY_VERSION = "sp4n/case/"
_BYTE_ORDER_MARK = "\ufeff"  # some editors begin a file with it


def _json_rows(text: str) -> list[object] | None:
    """Parse an array, one object, or JSON lines; None when it is JSON of another shape.

    Only a line feed ends a line: JSON may hold the other line ends of Unicode within a string.
    """
    text = text.removeprefix(_BYTE_ORDER_MARK)
    lines = [(place, line) for place, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and _is_json(lines[0][1]):
        return [_parsed(line, place) for place, line in lines]
    whole = _parsed(text, 1) if lines else None
    if isinstance(whole, list):
        return whole
    return [whole] if isinstance(whole, dict) else None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(text: str, line: int) -> object:
    content = _json_or_fault(text, line)
    if isinstance(content, Fault):  # raised here, so that the parser's error can't hang on ours
        raise FormatError(content)
    return content


def _json_or_fault(text: str, line: int) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return fault("not_json", line=line + error.lineno - 1, column=error.colno)
    except ValueError:  # Python reads no number of more than some thousand digits
        return fault("not_readable", problem=hidden("too_many_digits"))
    except RecursionError:
        return fault("too_deep", limit=DEPTH_LIMIT_LEVELS)


def _case(reader: Reader) -> Case | None:
    noted = len(reader.faults)
    pinned = reader.text("workflow")
    inner = reader.table("complaint")
    complaint = None if inner is None else complaint_from(inner)
    number = None if complaint is None else complaint.number
    events = [event_from(data, number) for data in reader.tables("events", required=True)]
    if reader.raw("events") == []:
        reader.faults.append(fault("missing", reader.path("events")))
    texts = _texts_of(reader, required=False)
    additions = reader.additions()
    if complaint is None or texts is None or len(reader.faults) > noted:
        return None
    known = [event for event in events if event is not None]
    reader.faults += [wrong.under(reader.path("events")) for wrong in gap_faults(known, 1)]
    if len(reader.faults) > noted:
        return None
    case = reader.make(lambda: Case(complaint, known, texts, additions=additions))
    if case is not None and case.workflow != pinned:
        where = reader.path("workflow")
        reader.faults.append(
            fault("contradiction", where, found=shown(pinned), other=shown(case.workflow))
        )
    return case


def _events(reader: Reader) -> tuple[Event, ...] | None:
    """Read events that follow each other without a gap.

    They may begin later than a history does. How they fit together is for the case to say that
    they are applied to.
    """
    noted = len(reader.faults)
    case = reader.text("case", required=False)
    wrong = None if case is None else line_fault(case, reader.path("case"), _NUMBER_LIMIT)
    reader.faults += [] if wrong is None else [wrong]
    read = [event_from(data, case) for data in reader.tables("events", required=True)]
    additions = reader.additions()
    if len(reader.faults) > noted:
        return None
    events = tuple(event for event in read if event is not None)
    where = reader.path("events")
    for place, event in enumerate(events):
        reader.faults += event_faults(event, f"{where}[{place}]")
    if len(reader.faults) == noted:
        number = max(1, events[0].number) if events else 1
        reader.faults += [wrong.under(where) for wrong in gap_faults(events, number)]
    return events if additions is None else Events(events, additions)


def _texts_of(reader: Reader, *, required: bool = True) -> Texts | None:
    read = [text_from(data) for data in reader.tables("texts", required=required)]
    return reader.make(lambda: Texts(text for text in read if text is not None))


def _texts(reader: Reader) -> Texts | None:
    texts, additions = _texts_of(reader), reader.additions()
    return texts if texts is None or additions is None else evolve(texts, additions=additions)


def _complaint(reader: Reader) -> Complaint | None:
    inner = reader.table("complaint")
    complaint = None if inner is None else complaint_from(inner)
    reader.refuse_unknown_keys()
    return complaint


_READERS: Mapping[str, Callable[[Reader], Any]] = {
    _COMPLAINT: _complaint,
    _TEXTS: _texts,
    _EVENTS: _events,
    _CASE: _case,
}
