"""The table of a standard's moments: what each event does to its clock, prepared once."""

from attrs import field, frozen

from sp4n.sla.moments import (
    ANSWERS,
    ASKS,
    COMES_BACK,
    COMPLETE,
    DECIDES,
    ENDS,
    ENTERS,
    EXTENDS,
    HANDS_OVER,
    MAY_START,
    ONCE,
    OVER,
    RESUMES,
    REVIVES,
    STANDS_STILL,
    STARTING_PHASES,
    STOPS,
    SUBMITTED,
    Again,
    RunsFor,
    bits_of,
)
from sp4n.workflow import Phase

_OVER = frozenset(phase for phase in Phase if not phase.is_open)
_END = len(STARTING_PHASES)
_ORDER = {
    phase: STARTING_PHASES.index(phase) if phase in STARTING_PHASES else -1 for phase in Phase
}
"""Where on a case's way forward a phase lies; -1 for one beside it, or behind its end."""


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
    extends: str | None
    plan: tuple[int, ...] = field(init=False, eq=False, repr=False)
    matters: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        plan = tuple(self._meaning(last, phase) for last in Phase for phase in Phase)
        object.__setattr__(self, "plan", plan)
        bits = self.start_bits | self.stop_bits | HANDS_OVER | REVIVES
        bits |= (ANSWERS if self.resumes else 0) | (EXTENDS if self.extends else 0)
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
        if self.stop_bits & ASKS:
            first = min(first, _ORDER[Phase.ASSIGNED])
        if self.stop_bits & (DECIDES | ANSWERS):
            first = min(first, _ORDER[Phase.IN_PROGRESS])
        replied = phase is Phase.IN_PROGRESS and Phase.ANSWERED in self.stop_phases
        return replied or phase in self.resumes or _ORDER[phase] >= first

    @classmethod
    def of(
        cls,
        starts: tuple[str, ...],
        stops: tuple[str, ...],
        *,
        pauses: frozenset[Phase],
        resumes: frozenset[Phase],
        again: Again | None,
        runs_for: RunsFor | None,
        extends: str | None = None,
    ) -> "MomentTable":
        """Read a standard's words; `extends` is its code, if it grants more time."""
        phases = [phase for phase in STARTING_PHASES if phase in starts]
        ends = _OVER
        if len(phases) == len(starts):
            ends |= frozenset(STARTING_PHASES[: STARTING_PHASES.index(phases[0])])
        return cls(
            SUBMITTED in starts,
            COMPLETE in starts,
            frozenset(phases),
            bits_of(starts),
            frozenset(phase for phase in Phase if phase in stops),
            bits_of(stops),
            pauses,
            resumes,
            ends,
            again or _again_by_default(starts),
            (runs_for or _runs_for_by_default(starts)) == "holder",
            extends,
        )


def _runs_for_by_default(starts: tuple[str, ...]) -> RunsFor:
    """Say whose a clock is that doesn't say so itself.

    What starts before anybody was given the case is the case's; what starts with somebody's turn is
    theirs.
    """
    return "case" if ONCE.union({Phase.NEW.value}).issuperset(starts) else "holder"


def _again_by_default(starts: tuple[str, ...]) -> Again:
    """Say what a new start does to a clock that doesn't say so itself."""
    return "restart" if len(starts) == 1 and starts[0] in STARTING_PHASES else "go_on"
