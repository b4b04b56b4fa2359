"""Clocks: how one may stand, and when it ran for a case, read from the case's events alone."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.model.complaint import Classification
from sp4n.sla.moments import (
    ANSWERS,
    ASSIGNS_ANEW,
    ENTERS,
    GIVES_BACK,
    HANDS_OVER,
    INTERRUPTS,
    History,
    MomentTable,
    Step,
)
from sp4n.sla.standards import Standard
from sp4n.workdays import Limit
from sp4n.workflow import Event


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


class Pause(NamedTuple):
    """From when to when a clock stood still.

    Attributes:
        since_at: From when.
        until_at: Until when; None while it still does.
        is_hold: Whether somebody was waited for. If not, the step was done for the time being, and
            had to be done again.
    """

    since_at: datetime
    until_at: datetime | None
    is_hold: bool = True


class Run(NamedTuple):
    """One run of a clock: from its start to its stop.

    Attributes:
        started_at: When it started.
        holders: Those who held the case then.
        pauses: From when to when it stood still.
        stopped_at: When the step was done.
        ended_at: When the case went another way before that.
        last_stop_at: When the step was done for the time being, if the clock ran on after that:
            should the case end now, that is what counts.
        number: Counts the runs of one clock from 1.
        owners: Those whose turn it is or was: who held the case when it last began to run.
        is_known: Whether all its pauses are known. Not those of a case that began elsewhere: it is
            due on the day that is found *at the earliest*.
    """

    started_at: datetime
    holders: tuple[str, ...]
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    last_stop_at: datetime | None = None
    number: int = 1
    owners: tuple[str, ...] = ()
    is_known: bool = True

    @property
    def is_paused(self) -> bool:
        """Tell whether it stands still now."""
        return bool(self.pauses) and self.pauses[-1].until_at is None

    @property
    def is_open(self) -> bool:
        """Tell whether it was neither stopped nor ended."""
        return self.stopped_at is None and self.ended_at is None


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


def runs(standard: Standard, history: History) -> list[Run]:
    """Read all runs of a standard's clock from a case, the earliest first.

    The first run of a case that was submitted here starts at the submission, even if an officer
    keyed it in later. Of a case adopted from another system only the submission is known before it
    came: what else goes on there is no start.
    """
    walk = Walk(standard.moments, history)
    for step in history.steps:
        walk.hear(step)
    return [draft.run(number) for number, draft in enumerate(walk.drafts, start=1)]


class Walk:
    """A walk through a case's events, and the runs of one clock that come of it.

    `before` is the last phase in which the clock did not stand still, `holders` are those of the
    last event. While it is `after_hold`, the case has come back from a hold and nothing else was
    done since: a start continues what the hold interrupted.
    """

    __slots__ = ("after_hold", "before", "complete", "drafts", "holders", "moments")

    def __init__(self, moments: MomentTable, history: History) -> None:
        first = history.first
        self.moments = moments
        self.before = first.phase
        self.holders = first.event.holders
        self.after_hold = False
        self.drafts: list[_Draft] = []
        self.complete = history.complete if moments.on_completeness else None
        submitted_at = history.case.complaint.submitted_at
        if history.case.is_adopted:
            if moments.on_submission:
                self._begin_elsewhere(first, submitted_at)
        elif moments.on_submission or first.phase in moments.start_phases:
            self._start(first, submitted_at)
        elif first.bits & moments.start_bits or (self.complete and first.event.number in self.complete):
            self._start(first, first.event.at)

    def _begin_elsewhere(self, first: Step, submitted_at: datetime) -> None:
        """Read a clock from a submission in another system, as far as that is known."""
        self._start(first, submitted_at)
        draft, at = self.drafts[-1], first.event.at
        draft.is_known = False
        draft.paused_at = at if draft.paused_at is not None else None
        if draft.is_open and first.phase in self.moments.ends:
            draft.end(at)

    def hear(self, step: Step) -> None:
        """Let an event stop open clocks, end them, let them pause or go on, and start others."""
        moments, drafts = self.moments, self.drafts
        event, last, phase, bits = step
        stands_still = phase in moments.pauses
        if not stands_still and last in moments.pauses:
            self.after_hold = True
        stopped = False
        if drafts:
            stops = bits & moments.stop_bits or (bits & ENTERS and phase in moments.stop_phases)
            for draft in drafts:
                if draft.is_open:
                    if stops:
                        draft.stop(event.at)
                        stopped = True
                    else:
                        draft.hear(step, moments)
            if not stopped and moments.resumes and drafts[-1].stopped_at is not None:
                drafts[-1].hear_when_done(step, moments, stops=bool(stops))
        if not stopped and self._starts(step):
            self._begin(step)
        if bits & (INTERRUPTS | HANDS_OVER):
            self._go_elsewhere(step)
        if not stands_still:
            self.before = phase
        self.holders = event.holders

    def _go_elsewhere(self, step: Step) -> None:
        """What comes is no continuation of a hold; a successor has its predecessor's clocks."""
        if step.bits & INTERRUPTS:
            self.after_hold = False
            return
        for draft in self.drafts:
            if draft.owners == self.holders:
                draft.owners = step.event.holders

    @property
    def runs(self) -> bool:
        """Tell whether a clock runs now."""
        return any(draft.is_open and draft.paused_at is None for draft in self.drafts)

    @property
    def future(self) -> tuple[object, ...]:
        """Give all that matters for what comes: equal futures go on alike."""
        if not self.drafts:
            return self.before, self.complete_now
        draft, others = self.drafts[-1], self.drafts[:-1]
        if draft.ended_at is not None:
            return self.before, self.complete_now, "ended"
        return (
            self.before,
            self.complete_now,
            draft.is_open,
            draft.paused_at is not None,
            draft.is_open and draft.last_stop_at is not None,
            self.after_hold,
            self.moments.by_holder and draft.owners == self.holders,
            any(other.is_open and other.paused_at is None for other in others),
            any(other.paused_at is not None for other in others if other.is_open),
        )

    @property
    def complete_now(self) -> bool:
        """Tell whether the complaint is complete, as far as the clock asks for it."""
        return self.complete is not None and [*self.complete.values()][-1:] == [True]

    def _starts(self, step: Step) -> bool:
        """Tell whether an event is a moment that starts the clock."""
        moments, phase = self.moments, step.phase
        if step.bits & moments.start_bits:
            return True
        if phase in moments.start_phases:
            before = self.before
            if step.bits & ASSIGNS_ANEW or (before is not phase and before not in moments.pauses):
                return True
        return self.complete is not None and self.complete.get(step.event.number, False)

    def _begin(self, step: Step) -> None:
        """Start a run, unless an earlier one goes on instead."""
        draft, again = self.drafts[-1] if self.drafts else None, self.moments.again
        event = step.event
        goes_on, self.after_hold = self.after_hold, False
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

    def _start(self, step: Step, started_at: datetime) -> None:
        draft = _Draft(step.event, started_at, self.moments)
        self.drafts.append(draft)
        if step.phase in self.moments.stop_phases or step.bits & self.moments.stop_bits:
            draft.stop(step.event.at)


class _Draft:
    """A run that is being read: it hears one event after the other, as long as it is open.

    While it is `away` the reporter has completed the case, but somebody else holds it: whether it
    goes on depends on whom they give it to.
    """

    __slots__ = (
        "away", "ended_at", "holders", "is_known", "is_open", "last_stop_at", "owners",
        "paused_at", "pauses", "started_at", "stopped_at",
    )  # fmt: skip

    def __init__(self, event: Event, started_at: datetime, moments: MomentTable) -> None:
        self.started_at, self.is_open = started_at, True
        self.holders = self.owners = event.holders
        self.pauses: tuple[Pause, ...] = ()
        self.paused_at = started_at if event.phase in moments.pauses else None
        self.stopped_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.last_stop_at: datetime | None = None
        self.is_known = True
        self.away = False

    def hear(self, step: Step, moments: MomentTable) -> None:
        """Let an event that doesn't stop the clock end it, or let it pause or go on."""
        event, last, phase, bits = step
        if phase in moments.pauses:
            self.paused_at = self.paused_at or event.at
        elif phase not in moments.ends:
            if self.paused_at is not None:
                self._come_back(event, moments)
        elif self.paused_at is not None and phase.is_open and not bits & GIVES_BACK:
            self._come_back(event, moments)
        elif last is not phase or (event.holders != self.owners and not bits & HANDS_OVER):
            self.end(event.at)

    def _come_back(self, event: Event, moments: MomentTable) -> None:
        """Go on after a hold, if whoever's turn it was holds the case."""
        self.away = moments.by_holder and event.holders != self.owners
        if not self.away:
            self._resume(event.at)

    def _resume(self, at: datetime) -> None:
        if self.paused_at is not None:
            self.pauses, self.paused_at = (*self.pauses, Pause(self.paused_at, at)), None

    def stop(self, at: datetime) -> None:
        """The step is done."""
        self._resume(at)
        self.stopped_at, self.is_open = at, False

    def hear_when_done(self, step: Step, moments: MomentTable, *, stops: bool) -> None:
        """Let a clock that may run on do so, or stop at a further answer instead.

        Between two answers it was not done after all: that time counts.
        """
        event, _, phase, bits = step
        if phase in moments.resumes:
            self._run_on(event)
        elif stops or (bits & ANSWERS and phase in moments.stop_phases):
            self.stopped_at = event.at

    def go_on(self, event: Event) -> None:
        """Go on after a hold, with what is left; what was done has to be done again."""
        if self.stopped_at is not None:
            self._run_on(event)
        self._resume(event.at)
        self.away = False

    def _run_on(self, event: Event) -> None:
        """Run on after the step was done: the time since then is not counted."""
        assert self.stopped_at is not None  # noqa: S101  # who calls it has looked
        self.pauses = (*self.pauses, Pause(self.stopped_at, event.at, is_hold=False))
        self.last_stop_at, self.stopped_at, self.is_open = self.stopped_at, None, True
        self.owners = event.holders

    def end(self, at: datetime) -> None:
        """The case goes another way; what was done before the clock ran on stays done."""
        self._resume(at)
        self.is_open = False
        done_at = self.last_stop_at
        if done_at is None:
            self.ended_at = at
        else:
            self.pauses = tuple(pause for pause in self.pauses if pause.since_at < done_at)
            self.stopped_at = done_at

    def run(self, number: int) -> Run:
        """Give the run as it stands after the last event."""
        pauses = self.pauses
        if self.paused_at is not None:
            pauses = (*pauses, Pause(self.paused_at, None))
        return Run(
            self.started_at,
            self.holders,
            pauses,
            self.stopped_at,
            self.ended_at,
            self.last_stop_at,
            number,
            self.owners,
            self.is_known,
        )
