"""Links: what the events of one case say of the cases that it was joined with.

A case that was joined to another one (*digabung*) says so in its last change of status, until it is
separated again. The other one lists what it has taken in. Supporters are counted by reporter: with
each case that it takes in, the other one notes a mark for every reporter behind it, and a mark that
comes twice counts once. A mark is a digest of the reporter's key, of which nothing can be read; who
has no key is told apart from others by their complaint alone, and counts for each complaint.
"""

from collections.abc import Iterable, Iterator, Mapping

from sp4n.model.complaint import Complaint
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import Event, EventFact

_MARK_DIGITS = 12  # own choice: among a million reporters two share a mark once in 500 times
_MARKS_IN_A_FACT = 70  # a fact holds 1,000 characters
_MARKS = "reporters"


def joining_of(events: tuple[Event, ...]) -> Event | None:
    """Find the event by which a case was joined to another one, if it still is.

    Whatever led it to another status since, has ended that.
    """
    status = events[-1].status
    for event in reversed(events):
        if event.status != status:
            return None
        if Effect.LINK in event.effects and event.fact("into") is not None:
            return event
    return None


def status_before_joining(events: tuple[Event, ...]) -> str | None:
    """Give the status in which a case was when it was joined; None if it isn't joined."""
    joining = joining_of(events)
    return None if joining is None or joining.number == 1 else events[joining.number - 2].status


def taken_in(events: Iterable[Event]) -> Mapping[EventFact, Event]:
    """Give the events by which a case took others in that it has not let go, by their numbers.

    One that says supporters but no number stands under its own, which no case has.
    """
    taken: dict[EventFact, Event] = {}
    for event in events:
        if not event.effects:
            continue
        number = event.fact("case")
        if Effect.LINK in event.effects:
            if number is not None or event.fact("supporters") is not None:
                taken[event.number if number is None else number] = event
        elif Effect.UNLINK in event.effects and number is not None:
            taken.pop(number, None)
    return taken


def supporters(complaint: Complaint, events: tuple[Event, ...]) -> int:
    """Count the reporters behind a case; joinings recorded without marks count as they say."""
    taken = taken_in(events)
    if not taken:
        return 1
    marks, unmarked = {mark_of(complaint)}, 0
    for event in taken.values():
        noted = {*_noted(event)}
        told = event.fact("supporters")
        marks |= noted
        if isinstance(told, int) and told is not True:
            unmarked += max(0, told - len(noted))
    return len(marks) + unmarked


def mark_facts(complaint: Complaint, events: tuple[Event, ...]) -> Iterator[tuple[str, EventFact]]:
    """Give what the event remembers by which a case is taken in: who is behind it, by marks."""
    noted = (mark for event in taken_in(events).values() for mark in _noted(event))
    marks = sorted({mark_of(complaint), *noted})
    for place in range(0, len(marks), _MARKS_IN_A_FACT):
        name = f"{_MARKS}.{place // _MARKS_IN_A_FACT + 1}" if place else _MARKS
        yield name, " ".join(marks[place : place + _MARKS_IN_A_FACT])


def mark_of(complaint: Complaint) -> str:
    """Give the mark of a complaint's reporter, or of the complaint where they have no key."""
    from hashlib import sha256  # slow to import

    key = complaint.reporter
    said = f"complaint {complaint.number}" if key is None else f"reporter {key}"
    return sha256(said.encode()).hexdigest()[:_MARK_DIGITS]


def _noted(event: Event) -> Iterator[str]:
    """Give the marks that an event notes."""
    for name, value in event.facts:
        if name.partition(".")[0] == _MARKS and isinstance(value, str):
            yield from value.split()
