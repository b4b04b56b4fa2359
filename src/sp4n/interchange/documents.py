"""Documents: values as plain data in a versioned envelope, ready for JSON, and back.

The envelope is ``{"schema": "sp4n/case/1", "workflow": "lapor/1", …}``. A document is loaded whole
or refused whole (FormatError, all faults at once); instants must have an offset. Events of a kind
that this version does not know, and keys within an event that it does not know, are written back
as they were read.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.interchange.codec import (
    DEPTH_LIMIT_LEVELS,
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

__all__ = ["dump", "load", "read_complaints", "read_items"]

Item = TypeVar("Item", bound=Complaint | Case)

_COMPLAINT, _TEXTS = "sp4n/complaint/1", "sp4n/texts/1"
_EVENTS, _CASE = "sp4n/events/1", "sp4n/case/1"


def dump(value: Complaint | Texts | Case | Event | Sequence[Event]) -> dict[str, Any]:
    """Write a complaint, texts, events or a case as plain data.

    An empty list or tuple is written as no events. Raises InvalidValue (``wrong_type``) for
    anything else. The same value gives the same document on every machine.

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
    if isinstance(events, list | tuple) and all(isinstance(one, Event) for one in events):
        return {"schema": _EVENTS, "events": [event_data(one) for one in events]}
    kind = type(value).__name__
    raise InvalidValue.of("wrong_type", expected="a complaint, texts, events or a case", found=kind)


def load(document: Mapping[str, Any]) -> Complaint | Texts | tuple[Event, ...] | Case:
    """Read a document that `dump` wrote: a complaint, texts, a tuple of events, or a case.

    Raises FormatError with every fault and its key path (``events[3].at``): an unknown schema, a
    missing or unknown key, a naive instant, a gap between the events' numbers. A case's events
    begin with number 1; a document of events alone may hold the later part of a history.
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
    return tuple(one for one in made if one is not None)


def _complaint_in(row: object, where: str, faults: list[Fault]) -> Complaint | None:
    return complaint_from(Reader(_row_of(row), where, faults))


def _item_in(row: object, where: str, faults: list[Fault]) -> Complaint | Case | None:
    if not isinstance(row, dict) or row.get("schema") != _CASE:
        return _complaint_in(row, where, faults)
    reader = Reader(row, where, faults)
    reader.text("schema")
    case = _case(reader)
    reader.refuse_unknown_keys()
    return case


def _row_of(row: object) -> object:
    """Take the complaint out of a document that holds one."""
    if isinstance(row, dict) and row.get("schema") in (_COMPLAINT, _CASE):
        return row.get("complaint")
    return row


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
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = line + error.lineno - 1
        raise FormatError(fault("not_json", line=at, column=error.colno)) from None
    except ValueError:  # Python reads no number of more than some thousand digits
        raise FormatError(fault("not_readable", problem="a number with too many digits")) from None
    except RecursionError:
        raise FormatError(fault("too_deep", limit=DEPTH_LIMIT_LEVELS)) from None


def _case(reader: Reader) -> Case | None:
    pinned = reader.text("workflow")
    inner = reader.table("complaint")
    complaint = None if inner is None else complaint_from(inner)
    events, texts = _events(reader, begins=True), _texts(reader, required=False)
    if complaint is None or texts is None or reader.faults:
        return None
    case = Case.from_events(complaint, events, texts)
    if case.workflow != pinned:
        where = reader.path("workflow")
        reader.faults.append(
            fault("contradiction", where, found=shown(pinned), other=shown(case.workflow))
        )
    return case


def _events(reader: Reader, *, begins: bool = False) -> tuple[Event, ...]:
    """Read events that follow each other without a gap; `begins` asks for the first one too."""
    noted = len(reader.faults)
    read = [event_from(one) for one in reader.tables("events", required=True)]
    events = tuple(event for event in read if event is not None)
    if len(reader.faults) == noted:
        where = reader.path("events")
        reader.faults += [one.under(where) for one in _numbering_faults(events, begins=begins)]
    return events


def _numbering_faults(events: Sequence[Event], *, begins: bool) -> Iterator[Fault]:
    if begins and not events:
        yield fault("missing")
    if begins and events and events[0].number != 1:
        yield fault("out_of_order", "[0].number", earlier=0)
    for place, (before, after) in enumerate(pairwise(events), 1):
        if after.number != before.number + 1:
            yield fault("out_of_order", f"[{place}].number", earlier=before.number)


def _texts(reader: Reader, *, required: bool = True) -> Texts | None:
    read = [text_from(one) for one in reader.tables("texts", required=required)]
    return reader.make(lambda: Texts(one for one in read if one is not None))


def _complaint(reader: Reader) -> Complaint | None:
    inner = reader.table("complaint")
    return None if inner is None else complaint_from(inner)


_READERS: Mapping[str, Callable[[Reader], Any]] = {
    _COMPLAINT: _complaint,
    _TEXTS: _texts,
    _EVENTS: _events,
    _CASE: _case,
}
