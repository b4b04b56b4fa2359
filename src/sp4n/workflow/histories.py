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
        for number, at in times_set(event):
            right[number] = _moved(right[number], at)
    return tuple(right.values())


def times_set(event: Event) -> Iterator[tuple[int, datetime]]:
    """Give the times of earlier events that an event sets right, by their numbers."""
    for name, value in event.facts:
        head, _, digits = name.partition(".")
        number = int(digits) if head == "at" and digits.isdecimal() else 0
        if 0 < number < event.number and name == f"at.{number}":  # no other digits, no zeros
            at = instant_of(value)
            if at is not None:
                yield number, at


def as_recorded(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give a history with the times that were first on record: folding sets them right anew."""
    return tuple(_as_recorded(event) for event in events)


def _as_recorded(event: Event) -> Event:
    at = instant_of(event.fact(RECORDED_AT)) if event.facts else None
    if at is None:
        return event
    return evolve(event, at=at, facts=tuple(fact for fact in event.facts if fact[0] != RECORDED_AT))


def instant_of(given: EventFact | None) -> datetime | None:
    """Read a fact as an instant; None when it is none with an offset."""
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
