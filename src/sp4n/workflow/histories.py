"""Histories: what makes a list of events one case's history, and which of its times are right."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from attrs import evolve

from sp4n.errors import Fault, fault
from sp4n.model.complaint import Complaint
from sp4n.validation import type_fault
from sp4n.workflow.events import (
    BEGINNINGS,
    RECORDED_AT,
    SET_RIGHT,
    Event,
    EventFact,
    event_faults,
)


def history_faults(complaint: object, events: object) -> Iterator[Fault | None]:
    """What speaks against these events being the history of the case of this complaint."""
    if not isinstance(events, tuple):
        yield type_fault(tuple, events, "events", "list")
        return
    if not events:
        yield fault("missing", "events")
    number, since_at = None, None
    if isinstance(complaint, Complaint):
        number, since_at = complaint.number, complaint.submitted_at
    is_sound = True
    for expected, event in enumerate(events, start=1):
        where = f"events[{expected - 1}]"
        for wrong in event_faults(event, where, number):
            is_sound = False
            yield wrong
        if isinstance(event, Event) and event.number != expected:
            yield fault("out_of_order", f"{where}.number", earlier=expected - 1)
            return  # one gap puts all that follow out of order
    if is_sound:
        right = set_right(events)
        yield from (wrong.under("events") for wrong in order_faults(right, since_at))


def gap_faults(events: Iterable[Event], number: int) -> Iterator[Fault]:
    """Events are numbered from `number` on: none is missing, and none is there twice."""
    for place, event in enumerate(events):
        if event.number != number:
            yield fault("out_of_order", f"[{place}].number", earlier=number - 1)
        number = event.number + 1


def order_faults(events: Iterable[Event], since_at: datetime | None = None) -> Iterator[Fault]:
    """A history begins with ``submit`` or ``adopt``, only once, and never goes back in time.

    `since_at` is when what comes before it happened, if that is known.
    """
    for place, event in enumerate(events):
        where = f"[{place}]"
        if (event.number == 1) is not (event.kind in BEGINNINGS):
            code = "no_beginning" if event.number == 1 else "second_beginning"
            yield fault(code, f"{where}.kind")
        if since_at is not None and event.at < since_at:
            yield fault("time_reversed", f"{where}.at", earlier=since_at.isoformat())
        since_at = event.at


def time_fact(number: int, at: datetime) -> tuple[str, EventFact]:
    """Give the fact by which an event sets the time of an earlier one right.

    >>> from datetime import UTC
    >>> time_fact(3, datetime(2026, 1, 5, 8, tzinfo=UTC))
    ('at.3', '2026-01-05T08:00:00+00:00')
    """
    return f"at.{number}", at.isoformat()


def set_right(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give a sound history with the times that its later events set right.

    What is no number of an earlier event, or no instant with an offset, sets nothing right.
    """
    setting = [event for event in events if event.kind == SET_RIGHT]
    if not setting:
        return events
    right = {event.number: event for event in events}
    for event in setting:
        for number in range(1, event.number):
            at = _instant(event.fact(f"at.{number}"))
            if at is not None:
                right[number] = _moved(right[number], at)
    return tuple(right.values())


def _instant(given: EventFact | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(given))
    except ValueError:
        return None
    return None if at.utcoffset() is None else at


def _moved(event: Event, at: datetime) -> Event:
    if event.at == at:
        return event
    known = event.fact(RECORDED_AT) is not None
    recorded = () if known else ((RECORDED_AT, event.at.isoformat()),)
    return evolve(event, at=at, facts=(*event.facts, *recorded))
