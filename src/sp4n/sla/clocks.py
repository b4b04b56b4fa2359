"""Clocks: how one may stand, and when it ran for a case, read from the case's events alone."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from attrs import evolve, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.model.complaint import Classification
from sp4n.sla.drafts import Draft, MoreTime, Run
from sp4n.sla.history import History, Step
from sp4n.sla.moment_table import MomentTable
from sp4n.sla.moments import (
    ASSIGNS,
    ASSIGNS_ANEW,
    COMES_BACK,
    ENDS,
    EXTENDS,
    HANDS_OVER,
    INTERRUPTS,
    MAY_START,
    REVIVES,
    STANDS_STILL,
    STARTING_PHASES,
    STOPS,
)
from sp4n.sla.standards import Standard
from sp4n.workdays import Limit
from sp4n.workflow import Case, Event
from sp4n.workflow.time_extension import BY, STANDARD


class ClockState(StrEnum):
    """How a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    """Open, and no more left than `DUE_SOON_DAYS` or `DUE_SOON_HOURS`."""
    OVERDUE = "overdue"
    """Open and past its due date: a breach already."""
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    ENDED = "ended"
    """The case went another way in time (sent back, archived): neither met nor breached."""
    UNKNOWN = "unknown"
    """It can't be told: the case began elsewhere, or the calendar does not reach that far."""


STATE_LABELS: FrozenDict[ClockState, Wording] = FrozenDict(
    {state: Message(f"clock_state.{state}") for state in ClockState}
)


@frozen
class FormerClass:
    """A class that a case had since a clock started, if its limit was another one.

    Attributes:
        classification: That class; None if the case had no class then.
        limit: The limit for it.
        until_at: When another limit took its place.
    """

    classification: Classification | None
    limit: Limit
    until_at: datetime

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "classification": self.classification and self.classification.value,
            "limit": str(self.limit),
            "until_at": self.until_at.isoformat(),
        }


def runs(standard: Standard, case: Case) -> tuple[Run, ...]:
    """Read all runs of a standard's clock from a case, the earliest first."""
    return tuple(runs_of(standard, History(case)))


def runs_of(standard: Standard, history: History) -> list[Run]:
    """Do `runs` for a case whose history was read already.

    The first run of a case that was submitted here starts at the submission, even if an officer
    keyed it in later. Of a case adopted from another system the steps count that are known; a clock
    from the submission runs if it can't have stopped before them. What goes on there after a pause
    is no start.
    """
    walk = Walk(standard.moments, history)
    walk.go()
    return [draft.run(number) for number, draft in enumerate(walk.drafts, start=1)]


class Walk:
    """A walk through a case's events, and the runs of one clock that come of it.

    `back` is the number of the event by which the case came back from a hold, 0 without one. As
    long as nothing else was done since, a start continues what the hold interrupted.
    """

    back = 0
    complete: Mapping[int, bool] | None = None

    def __init__(self, moments: MomentTable, history: History) -> None:
        event, place, bits = history.first
        self.moments, self.history = moments, history
        self.drafts: list[Draft] = []
        if moments.on_completeness:
            self.complete = history.complete
        if history.is_adopted and (moments.on_submission or history.undated is event):
            if moments.on_submission:
                self._begin_elsewhere(event, bits)
        elif moments.on_submission or moments.plan[place] & MAY_START:
            is_here = not history.is_adopted
            self._start(history.first, history.submitted_at if is_here else event.at)
        elif bits & moments.start_bits or (self.complete or {}).get(event.number):
            self._start(history.first, event.at)

    def _begin_elsewhere(self, event: Event, bits: int) -> None:
        """Read a clock from a submission in another system, as far as that is known."""
        moments, history, phase = self.moments, self.history, event.phase
        is_dated = history.undated is not event
        stops = is_dated and (phase in moments.stop_phases or bits & moments.stop_bits)
        goes_on = phase in STARTING_PHASES and not moments.may_have_stopped(phase)
        if not (stops or goes_on or phase in moments.pauses):
            return
        self._start(history.first, history.submitted_at)
        draft = self.drafts[-1]
        draft.is_known = is_dated and event.at == history.submitted_at
        draft.paused_at = event.at if draft.paused_at is not None else None

    def go(self) -> None:
        """Hear every event: it may stop an open clock, end it, let it pause or go on; or start one.

        This is where reading a case takes its time, so that what changes nothing is passed quickly.
        """
        moments = self.moments
        plan, matters, start_bits = moments.plan, moments.matters, moments.start_bits
        all_matters, by_holder = self.complete is not None, moments.by_holder
        undated = self.history.undated
        quick = not all_matters and moments.again != "beside" and undated is None
        for step in self.history.steps:
            event, place, bits = step
            meaning = plan[place]
            if quick and not (meaning or bits & matters or (by_holder and self.away)):
                continue
            if event is undated:
                for draft in self.drafts:
                    draft.hear_undated(event, meaning, moments)
                continue
            if bits & REVIVES and self.drafts and moments.comes_once:
                self.drafts[-1].revive(event.at)
            if bits & EXTENDS and event.fact(STANDARD) == moments.extends:
                self._extend(event)
            if meaning & COMES_BACK:
                self.back = event.number
            stopped = bool(self.drafts) and self._tell(event, meaning, bits)
            may_start = meaning & MAY_START or bits & start_bits or all_matters
            if may_start and not stopped and self._starts(step):
                self._begin(step)

    def _tell(self, event: Event, meaning: int, bits: int) -> bool:
        """Let what runs hear of an event; tell whether that stopped the last run."""
        moments, draft, stopped = self.moments, self.drafts[-1], False
        if not draft.is_open:
            if moments.resumes and draft.stopped_at is not None:
                draft.hear_when_done(event, meaning, bits, moments)
        elif meaning & STOPS or bits & moments.stop_bits:
            draft.stop(event.at)
            stopped = True
        elif meaning & STANDS_STILL:
            draft.paused_at = draft.paused_at or event.at
        elif draft.paused_at is not None or meaning & ENDS:
            draft.hear(event, meaning, bits, moments)
        if bits & HANDS_OVER:
            self._hand_over(event)
        if moments.again == "beside":
            self._tell_others(event, meaning, bits)
        return stopped

    def _tell_others(self, event: Event, meaning: int, bits: int) -> None:
        """Let the runs hear of an event beside which the last one runs."""
        for draft in self.drafts[:-1]:
            if draft.is_open and (meaning & STOPS or bits & self.moments.stop_bits):
                draft.stop(event.at)
            elif draft.is_open and meaning & STANDS_STILL:
                draft.paused_at = draft.paused_at or event.at
            elif draft.is_open:
                draft.hear(event, meaning, bits, self.moments)

    def _extend(self, event: Event) -> None:
        """Give the last run more time, while it is open."""
        if self.drafts and self.drafts[-1].is_open:
            by = event.fact(BY)
            more = MoreTime(event.at, by if isinstance(by, int) else None, event.number)
            self.drafts[-1].extended += (more,)

    def _hand_over(self, event: Event) -> None:
        """A successor has its predecessor's clocks."""
        owners = self.history.before(event).holders
        for draft in self.drafts:
            if draft.owners == owners:
                draft.owners = event.holders

    @property
    def away(self) -> bool:
        """Tell whether the last run waits for the case to come back to whom it belongs."""
        return bool(self.drafts) and self.drafts[-1].away

    @property
    def runs(self) -> bool:
        """Tell whether a clock runs now."""
        return any(draft.is_open and draft.paused_at is None for draft in self.drafts)

    @property
    def future(self) -> tuple[object, ...]:
        """Give all that matters for what comes: equal futures go on alike."""
        last = self.history.events[-1]
        before = self.history.phase_before(last, self.moments.pauses, including=True)
        if not self.drafts:
            return before, self.complete_now
        draft, others = self.drafts[-1], self.drafts[:-1]
        if draft.ended_at is not None:
            return before, self.complete_now, "ended"
        return (
            before,
            self.complete_now,
            draft.is_open,
            draft.paused_at is not None,
            draft.is_open and draft.last_stop_at is not None,
            self._goes_on(evolve(last, number=last.number + 1)),
            self.moments.by_holder and draft.owners == self.history.case.holders,
            any(other.is_open and other.paused_at is None for other in others),
            any(other.paused_at is not None for other in others if other.is_open),
        )

    @property
    def complete_now(self) -> bool:
        """Tell whether the complaint is complete, as far as the clock asks for it."""
        return self.complete is not None and [*self.complete.values()][-1:] == [True]

    def _starts(self, step: Step) -> bool:
        """Tell whether an event is a moment that starts the clock."""
        moments, (event, place, bits) = self.moments, step
        is_complete = self.complete is not None and self._is_complete(event)
        if is_complete or bits & moments.start_bits:
            return True
        if moments.plan[place] & MAY_START:
            before = self.history.phase_before(event, moments.pauses)
            if bits & ASSIGNS_ANEW or (before is not event.phase and before not in moments.pauses):
                return True
            return bool(bits & ASSIGNS) and not (self.drafts and self.drafts[-1].is_open)
        return False

    def _is_complete(self, event: Event) -> bool:
        """Tell whether the complaint is complete now; one that is not any more ends the clock."""
        assert self.complete is not None  # noqa: S101  # who asks has looked
        now = self.complete.get(event.number)
        if now is False and self.drafts and self.drafts[-1].is_open:
            self.drafts[-1].end(event.at)
        return now is True

    def _begin(self, step: Step) -> None:
        """Start a run, unless an earlier one goes on instead."""
        draft, again = self.drafts[-1] if self.drafts else None, self.moments.again
        event = step[0]
        goes_on, self.back = self._goes_on(event), 0
        if draft is not None and draft.ended_at is None:
            is_own = not self.moments.by_holder or draft.owners == event.holders
            if goes_on and is_own:
                draft.go_on(event)
                return
            if draft.is_open and is_own and again == "go_on":
                return
            if draft.is_open and again != "beside":
                draft.end(event.at)
        self._start(step, event.at)

    def _goes_on(self, event: Event) -> bool:
        """Tell whether the case came back from a hold, and nothing was done with it since."""
        steps = self.history.steps[self.back - 2 : event.number - 2] if self.back else []
        return bool(self.back) and not any(bits & INTERRUPTS for _, _, bits in steps)

    def _start(self, step: Step, started_at: datetime) -> None:
        event, _, bits = step
        moments = self.moments
        draft = Draft(event, started_at, moments)
        self.drafts.append(draft)
        if bits & moments.stop_bits or event.phase in moments.stop_phases:
            draft.stop(event.at)
        elif not event.phase.is_open:
            draft.end(event.at)
