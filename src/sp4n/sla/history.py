"""Histories: a case's events as clocks read them, and what is known of them."""

from collections.abc import Container, Mapping
from functools import lru_cache

from attrs import evolve

from sp4n.sla.moments import (
    ANSWERS,
    ASSIGNS_ANEW,
    BITS_OF,
    FINAL_ANSWER,
    HANDS_OVER,
    INTERIM,
    INTERIM_ANSWER,
    PLACES,
    UNLINKS,
    WIDTH,
)
from sp4n.workflow import Case, Effect, Event, Phase
from sp4n.workflow.events import HAND_OVER

ACCEPTED = frozenset({Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED})
"""In these phases somebody has taken a complaint for complete."""

Step = tuple[Event, int, int]
"""An event, the phases before and after it (their place in a `MomentTable`'s plan), and what else
of it matters to clocks, as bits."""


class History:
    """A case as clocks read it: its first event, and each step after that.

    Of a case that was adopted, `undated` is the event by which it was taken over in a status that
    it had reached nobody knows when; None, if all that is known of it is dated.
    """

    __slots__ = (
        "_complete", "case", "events", "first", "is_adopted", "steps", "submitted_at", "undated",
    )  # fmt: skip

    def __init__(self, case: Case) -> None:
        self.case, self.is_adopted, self.undated = case, case.is_adopted, undated(case)
        self.submitted_at = case.complaint.submitted_at
        self._complete: Mapping[int, bool] | None = None
        if self._read(case.events) & UNLINKS:
            self._read(as_if_never_joined(case.events))

    def _read(self, events: tuple[Event, ...]) -> int:
        """Read each step; give what matters of any of them."""
        self.events, seen = events, 0
        before = events[0]
        last = PLACES[before.phase]
        bits = _answer_bits(before, _effects_bits(before.effects))
        self.first: Step = before, last * WIDTH + last, bits
        self.steps: list[Step] = []
        for event in events[1:]:
            place, bits = PLACES[event.phase], _effects_bits(event.effects)
            if bits & ANSWERS:
                bits = _answer_bits(event, bits)
            if before.holders is not event.holders and before.holders != event.holders:
                bits |= _moved(event)
            self.steps.append((event, last * WIDTH + place, bits))
            last, before = place, event
            seen |= bits
        return seen

    @property
    def complete(self) -> Mapping[int, bool]:
        """With which events the complaint became complete, or not any more."""
        if self._complete is None:
            self._complete = completeness(self)
        return self._complete

    @property
    def is_known_from_the_start(self) -> bool:
        """Tell whether nothing of the past is missing: what did not start has not started."""
        if not self.is_adopted:
            return True
        began_at, has_past = self.events[0].at, self.case.past_steps > 0
        return has_past and began_at == self.submitted_at and self.undated is None

    def before(self, event: Event) -> Event:
        """Give the event before another one."""
        return self.events[event.number - 2]

    def phase_before(
        self, event: Event, pauses: Container[Phase], *, including: bool = False
    ) -> Phase:
        """Give the last phase before an event, or with it, in which a clock did not stand still."""
        events, place = self.events, event.number - 2 + including
        while place > 0 and events[place].phase in pauses:
            place -= 1
        return events[place].phase


def as_if_never_joined(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Leave out each joining that was undone, with all from there to the separation.

    It was no answer to the reporter, who has been waiting all along: a clock that ran then runs on.
    What is left is numbered anew.
    """
    lived: list[Event] = []
    joined = 0
    for event in events:
        if joined and _separates(event):
            del lived[joined:]
            joined = 0
            continue
        if not event.phase.is_open and lived and lived[-1].phase.is_open:
            joined = len(lived)
        lived.append(event)
    if len(lived) == len(events):
        return events
    return tuple([evolve(event, number=number) for number, event in enumerate(lived, start=1)])


def _separates(event: Event) -> bool:
    return Effect.UNLINK in event.effects and event.fact("out_of") is not None


def undated(case: Case) -> Event | None:
    """Give the event by which a case was taken over in a status that it reached nobody knows when.

    The first, if nothing is known of the past; none, if the last known step led to that status.
    """
    if not case.is_adopted:
        return None
    steps = case.past_steps
    if steps == 0:
        return case.events[0]
    taken = case.events[steps : steps + 1]
    is_dated = not taken or taken[0].status == case.events[steps - 1].status
    return None if is_dated else taken[0]


def _answer_bits(event: Event, bits: int) -> int:
    """Tell an interim answer from a final one; what doesn't say its kind is final."""
    if event.facts and event.fact("answer_kind") == INTERIM:
        return bits & ~FINAL_ANSWER
    return bits & ~INTERIM_ANSWER


@lru_cache(maxsize=1024)
def _effects_bits(effects: tuple[Effect, ...]) -> int:
    bits = 0
    for effect, flags in BITS_OF:
        bits |= flags if effect in effects else 0
    return bits


def _moved(event: Event) -> int:
    """Tell how a case came to another holder, as far as that matters."""
    if Effect.ASSIGN in event.effects:
        return ASSIGNS_ANEW
    return HANDS_OVER if event.kind == HAND_OVER and not event.effects else 0


def completeness(history: History) -> Mapping[int, bool]:
    """Find the event with which a complaint was complete: True by its number.

    An acceptance that is sent back before anything else came of it was none: False by the number of
    that event. What an adopted case had before it came is unknown, unless it was new then: accepted
    there, nobody knows when, it has none.
    """
    found: dict[int, bool] = {}
    first, previous = history.events[0], history.events[0]
    if first.phase in ACCEPTED:
        return found if history.is_adopted else {first.number: True}
    if history.is_adopted and first.phase is not Phase.NEW:
        return found
    is_complete = is_fresh = False
    for event in history.events[1:]:
        if event is history.undated and event.phase is not Phase.NEW:
            return found
        if is_complete:
            if is_fresh and event.phase is Phase.NEW and Effect.GIVE_BACK in event.effects:
                found[event.number] = is_complete = False
            is_fresh = is_fresh and not _FIRM.intersection(event.effects)
        elif event.phase in ACCEPTED or _completes(previous, event):
            found[event.number] = is_complete = True
            is_fresh = previous.phase is not Phase.WAITING_REPORTER
        previous = event
    return found


_FIRM = frozenset({Effect.ASK, Effect.ANSWER, Effect.DECIDE, Effect.ASSIGN})


def _completes(previous: Event, event: Event) -> bool:
    """Tell whether what the reporter was asked for came."""
    waited = previous.phase is Phase.WAITING_REPORTER
    return waited and event.phase.is_open and event.phase is not Phase.WAITING_REPORTER
