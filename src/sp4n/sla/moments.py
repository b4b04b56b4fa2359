"""Moments: what starts and stops clocks, in one vocabulary.

A moment is the submission; coming into a phase; something that a command did (an effect); or that
the complaint is complete. Whether an event is such a moment is read from the event, and from where
the case was before it.
"""

from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast, get_args

from attrs import evolve, field, frozen

from sp4n.errors import Fault, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.validation import items_or_as_given, list_faults
from sp4n.workflow import Case, Effect, Event, Phase
from sp4n.workflow.events import HAND_OVER

if TYPE_CHECKING:
    from sp4n.sla.standards import Standard

SUBMITTED = "submitted"
"""The moment at which the complaint was handed in: it comes once."""

COMPLETE = "complete"
"""The moment at which the complaint was complete: the first acceptance that was not sent back, or
the completion that was asked for. It comes once."""

Again = Literal["restart", "go_on", "beside"]
"""What a new start does to a clock that is open: it begins anew, goes on, or another one runs
beside it."""

RunsFor = Literal["case", "holder"]
"""Whose a run is: the case's, whoever holds it, or one of each holder."""

STARTING_PHASES = (Phase.NEW, Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED)
"""The phases that may start a clock, in the order in which a case goes forward."""

_INTERIM = "interim"
_ASK, _INTERIM_ANSWER, _FINAL_ANSWER, _DECISION = 1, 2, 4, 8
_EFFECTS: Mapping[str, int] = FrozenDict(
    {
        Effect.ASK.value: _ASK,
        Effect.ANSWER.value: _INTERIM_ANSWER | _FINAL_ANSWER,
        f"{Effect.ANSWER}.{_INTERIM}": _INTERIM_ANSWER,
        f"{Effect.ANSWER}.final": _FINAL_ANSWER,
        Effect.DECIDE.value: _DECISION | _FINAL_ANSWER,
    }
)
"""By which of these bits each of the moments is known. A final answer tells a decision, so that it
was decided then at the latest."""

ANSWERS = _INTERIM_ANSWER | _FINAL_ANSWER
ASSIGNS_ANEW, GIVES_BACK, INTERRUPTS, HANDS_OVER, ASSIGNS, REVIVES, UNLINKS = (
    16,
    32,
    64,
    128,
    256,
    512,
    1024,
)
"""What else matters of an event: the case comes to another holder by an assignment; is sent back;
goes on in a way after which a start is a new one; is handed over to a successor; is assigned, be
it to whoever holds it; is revived from the archive; or may have been separated from another."""

STANDS_STILL, COMES_BACK, STOPS, ENDS, RESUMES, MAY_START, ENTERS, OVER = (
    1,
    2,
    4,
    8,
    16,
    32,
    64,
    128,
)
"""What it means for a clock that a case comes from one phase to another (or stays in it): it
stands still; comes back from that; is met by coming into the phase; ends; runs on; may start; ends
since it comes into the phase, or since the case is over."""

_BITS_OF = (
    (Effect.ASK, _ASK),
    (Effect.ANSWER, ANSWERS | INTERRUPTS),
    (Effect.DECIDE, _DECISION),
    (Effect.GIVE_BACK, GIVES_BACK | INTERRUPTS),
    (Effect.ASSIGN, INTERRUPTS | ASSIGNS),
    (Effect.REVIVE, INTERRUPTS | REVIVES),
    (Effect.UNLINK, UNLINKS),
)

START_WORDS = (SUBMITTED, COMPLETE, *STARTING_PHASES, *_EFFECTS)
"""What may start a clock."""

STOP_WORDS = (*Phase, *_EFFECTS)
"""What may stop a clock."""

_ONCE = frozenset({SUBMITTED, COMPLETE})
_OVER = frozenset(phase for phase in Phase if not phase.is_open)
ACCEPTED = frozenset({Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED})
"""In these phases somebody has taken a complaint for complete."""


def words(given: Iterable[str] | str) -> tuple[str, ...]:
    """Take one word or several; what is neither is told by `moment_faults`."""
    if isinstance(given, str):
        return (str(given),)
    items: object = items_or_as_given(given)
    if not isinstance(items, tuple):
        return cast("tuple[str, ...]", items)
    return tuple(str(item) if isinstance(item, str) else item for item in items)


def moment_faults(given: object, allowed: tuple[str, ...], where: str) -> Iterable[Fault | None]:
    """Each of them is a moment, and there is one at least."""
    if given == ():
        return [fault("missing", where)]
    if not isinstance(given, tuple):
        return list_faults(str, given, where, "moment")
    plain = tuple(map(str, allowed))
    return [
        None if word in plain else fault("not_one_of", where, found=shown(word), allowed=plain)
        for word in given
    ]


Step = tuple[Event, int, int]
"""An event, the phases before and after it (their place in a `MomentTable`'s plan), and what else
of it matters to clocks, as bits."""

_END = len(STARTING_PHASES)
_ORDER = {
    phase: STARTING_PHASES.index(phase) if phase in STARTING_PHASES else -1 for phase in Phase
}
"""Where on a case's way forward a phase lies; -1 for one beside it, or behind its end."""
_WIDTH = len(Phase)
_PLACES = {phase: place for place, phase in enumerate(Phase)}


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
        last = _PLACES[before.phase]
        bits = _answer_bits(before, _effects_bits(before.effects))
        self.first: Step = before, last * _WIDTH + last, bits
        self.steps: list[Step] = []
        for event in events[1:]:
            place, bits = _PLACES[event.phase], _effects_bits(event.effects)
            if bits & ANSWERS:
                bits = _answer_bits(event, bits)
            if before.holders is not event.holders and before.holders != event.holders:
                bits |= _moved(event)
            self.steps.append((event, last * _WIDTH + place, bits))
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
    if event.facts and event.fact("answer_kind") == _INTERIM:
        return bits & ~_FINAL_ANSWER
    return bits & ~_INTERIM_ANSWER


@lru_cache(maxsize=1024)
def _effects_bits(effects: tuple[Effect, ...]) -> int:
    bits = 0
    for effect, flags in _BITS_OF:
        bits |= flags if effect in effects else 0
    return bits


def _moved(event: Event) -> int:
    """Tell how a case came to another holder, as far as that matters."""
    if Effect.ASSIGN in event.effects:
        return ASSIGNS_ANEW
    return HANDS_OVER if event.kind == HAND_OVER and not event.effects else 0


def _bits(moments: Iterable[str]) -> int:
    bits = 0
    for moment in moments:
        bits |= _EFFECTS.get(moment, 0)
    return bits


@frozen
class MomentTable:
    """What each event does to a standard's clock, prepared once.

    `ends` are the phases that end an open clock without stopping it: whatever is over, and what
    lies before the first phase that starts it.
    """

    on_submission: bool
    on_completeness: bool
    start_phases: frozenset[Phase]
    start_bits: int
    stop_phases: frozenset[Phase]
    stop_bits: int
    pauses: frozenset[Phase]
    resumes: frozenset[Phase]
    ends: frozenset[Phase]
    again: Again
    by_holder: bool
    plan: tuple[int, ...] = field(init=False, eq=False, repr=False)
    matters: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        plan = tuple(self._meaning(last, phase) for last in Phase for phase in Phase)
        object.__setattr__(self, "plan", plan)
        bits = self.start_bits | self.stop_bits | HANDS_OVER | REVIVES
        bits |= ANSWERS if self.resumes else 0
        object.__setattr__(self, "matters", bits)

    def _meaning(self, last: Phase, phase: Phase) -> int:
        """Say what it means to come from one phase to another."""
        enters, still = last is not phase, phase in self.pauses
        return sum(
            flag
            for flag, holds in (
                (STANDS_STILL, still),
                (COMES_BACK, last in self.pauses and not still),
                (STOPS, enters and phase in self.stop_phases),
                (ENDS, phase in self.ends),
                (RESUMES, phase in self.resumes),
                (MAY_START, phase in self.start_phases),
                (ENTERS, enters and phase in self.ends),
                (OVER, not phase.is_open and phase in self.ends),
            )
            if holds
        )

    @property
    def comes_once(self) -> bool:
        """Tell whether what starts the clock comes only once in a case's life."""
        return self.on_submission or self.on_completeness

    def may_have_stopped(self, phase: Phase) -> bool:
        """Tell whether a case that is found in a phase may have met the clock on its way there.

        What lies behind the phase that meets it, and a reply, which follows an answer; of what a
        command does, wherever the command may have been given before.
        """
        places = (_ORDER[each] for each in self.stop_phases)
        first = min((place for place in places if place >= 0), default=_END)
        if self.stop_bits & _ASK:
            first = min(first, _ORDER[Phase.ASSIGNED])
        if self.stop_bits & (_DECISION | ANSWERS):
            first = min(first, _ORDER[Phase.IN_PROGRESS])
        replied = phase is Phase.IN_PROGRESS and Phase.ANSWERED in self.stop_phases
        return replied or phase in self.resumes or _ORDER[phase] >= first

    @classmethod
    def of(cls, standard: "Standard") -> "MomentTable":
        """Read a standard's words."""
        starts, stops = standard.starts, standard.stops
        phases = [phase for phase in STARTING_PHASES if phase in starts]
        ends = _OVER
        if len(phases) == len(starts):
            ends |= frozenset(STARTING_PHASES[: STARTING_PHASES.index(phases[0])])
        return cls(
            SUBMITTED in starts,
            COMPLETE in starts,
            frozenset(phases),
            _bits(starts),
            frozenset(phase for phase in Phase if phase in stops),
            _bits(stops),
            standard.pauses,
            standard.resumes,
            ends,
            standard.again or _again_by_default(starts),
            (standard.runs_for or _runs_for_by_default(starts)) == "holder",
        )


def _runs_for_by_default(starts: tuple[str, ...]) -> RunsFor:
    """Say whose a clock is that doesn't say so itself.

    What starts before anybody was given the case is the case's; what starts with somebody's turn is
    theirs.
    """
    return "case" if _ONCE.union({Phase.NEW.value}).issuperset(starts) else "holder"


def _again_by_default(starts: tuple[str, ...]) -> Again:
    """Say what a new start does to a clock that doesn't say so itself."""
    return "restart" if len(starts) == 1 and starts[0] in STARTING_PHASES else "go_on"


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


AGAIN = get_args(Again)
RUNS_FOR = get_args(RunsFor)
