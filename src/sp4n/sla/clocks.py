"""Clocks: how one may stand, and when it ran for a case, read from the case's events alone."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.model.complaint import Classification
from sp4n.sla.moments import MomentTable, completeness, happens
from sp4n.sla.standards import Standard
from sp4n.workdays import Limit
from sp4n.workflow import Case, Effect, Event, Phase
from sp4n.workflow.events import HAND_OVER


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


def runs(standard: Standard, case: Case) -> tuple[Run, ...]:
    """Read all runs of a standard's clock from a case, the earliest first.

    The first run of a case that was submitted here starts at the submission, even if an officer
    keyed it in later. Of a case adopted from another system only the submission is known before it
    came: what else goes on there is no start.
    """
    drafts = walked(standard, case).drafts
    return tuple([draft.run(number) for number, draft in enumerate(drafts, start=1)])


def walked(standard: Standard, case: Case) -> "Walk":
    """Walk through all events of a case."""
    walk = Walk(standard.moments, case)
    for event in case.events[1:]:
        walk.hear(event)
    return walk


class Walk:
    """A walk through a case's events, and the runs of one clock that come of it.

    `before` is the last phase in which the clock did not stand still, `holders` are those of the
    last event. While it is `after_hold`, the case has come back from a hold and was given to nobody
    else since: a start continues what the hold interrupted.
    """

    __slots__ = ("after_hold", "before", "complete", "drafts", "holders", "last", "moments")

    def __init__(self, moments: MomentTable, case: Case) -> None:
        first = case.events[0]
        self.moments = moments
        self.before = self.last = first.phase
        self.holders = first.holders
        self.after_hold = False
        self.drafts: list[_Draft] = []
        self.complete = completeness(case) if moments.on_completeness else None
        submitted_at = case.complaint.submitted_at
        if case.is_adopted:
            if moments.on_submission:
                self._begin_elsewhere(first, submitted_at)
        elif moments.on_submission or first.phase in moments.start_phases:
            self._start(first, submitted_at)
        elif self._starts(first) and not self.drafts:
            self._start(first, first.at)

    def _begin_elsewhere(self, first: Event, submitted_at: datetime) -> None:
        """Read a clock from a submission in another system, as far as that is known."""
        self._start(first, submitted_at)
        draft = self.drafts[-1]
        draft.is_known = False
        draft.paused_at = first.at if draft.paused_at is not None else None
        if draft.is_open and first.phase in self.moments.ends:
            draft.end(first.at)

    def hear(self, event: Event) -> None:
        """Let an event stop open clocks, end them, let them pause or go on, and start others."""
        moments, phase, last = self.moments, event.phase, self.last
        drafts = self.drafts
        if last in moments.pauses and phase not in moments.pauses:
            self.after_hold = True
        stops = (phase in moments.stop_phases and last is not phase) or (
            bool(moments.stop_kinds) and happens(event, moments.stop_kinds)
        )
        stopped = False
        if drafts:
            for draft in drafts:
                if draft.is_open:
                    draft.hear(event, moments, last, stops=stops)
                    stopped = stops
            if not stopped and moments.resumes and drafts[-1].stopped_at is not None:
                drafts[-1].hear_when_done(event, moments, stops=stops)
        if not stopped and self._starts(event):
            self._begin(event)
        if event.effects:
            self.after_hold = self.after_hold and _INTERRUPTS.isdisjoint(event.effects)
        elif event.kind == HAND_OVER:
            for draft in drafts:
                if draft.owners == self.holders:
                    draft.owners = event.holders
        if phase not in moments.pauses:
            self.before = phase
        self.last, self.holders = phase, event.holders

    @property
    def runs(self) -> bool:
        """Tell whether a clock runs now."""
        return any(draft.is_open and draft.paused_at is None for draft in self.drafts)

    @property
    def future(self) -> tuple[object, ...]:
        """Give all that matters for what comes: equal futures go on alike."""
        drafts = {(
            draft.is_open, draft.paused_at is None, draft.stopped_at is None,
            draft.ended_at is None, draft.last_stop_at is None,
            draft.owners == self.holders, draft is self.drafts[-1],
        ) for draft in self.drafts}  # fmt: skip
        begun = None if self.complete is None else [*self.complete.values()][-1:]
        return self.before, self.last, self.after_hold, frozenset(drafts), str(begun)

    def _starts(self, event: Event) -> bool:
        """Tell whether an event is a moment that starts the clock."""
        moments, phase = self.moments, event.phase
        if phase in moments.start_phases:
            entered = self.before is not phase and self.before not in moments.pauses
            if entered or (Effect.ASSIGN in event.effects and event.holders != self.holders):
                return True
        if self.complete is not None and event.number in self.complete:
            return self.complete[event.number]
        return bool(moments.start_kinds) and happens(event, moments.start_kinds)

    def _begin(self, event: Event) -> None:
        """Start a run, unless an earlier one goes on instead."""
        draft, again = self.drafts[-1] if self.drafts else None, self.moments.again
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
        self._start(event, event.at)

    def _start(self, event: Event, started_at: datetime) -> None:
        draft = _Draft(event, started_at, self.moments)
        self.drafts.append(draft)
        if event.phase in self.moments.stop_phases or happens(event, self.moments.stop_kinds):
            draft.stop(event.at)


_INTERRUPTS = frozenset({Effect.GIVE_BACK, Effect.ANSWER, Effect.ASSIGN})
"""After one of these a start is a new one, whatever the case was held for before."""


def _goes_back(event: Event, moments: MomentTable) -> bool:
    return event.phase in moments.ends and Effect.GIVE_BACK in event.effects


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

    def hear(self, event: Event, moments: MomentTable, last: Phase, *, stops: bool) -> None:
        """Let an event stop the clock, end it, or let it pause or go on."""
        phase = event.phase
        if stops:
            self.stop(event.at)
        elif phase in moments.pauses:
            self.paused_at = self.paused_at or event.at
        elif self.paused_at is not None and phase.is_open and not _goes_back(event, moments):
            self.away = moments.by_holder and event.holders != self.owners
            if not self.away:
                self._resume(event.at)
        elif phase in moments.ends and (last is not phase or self._is_lost(event)):
            self.end(event.at)

    def _is_lost(self, event: Event) -> bool:
        """Tell whether, after a hold, whoever's clock it is gave the case away without a step on."""
        return event.holders != self.owners and event.kind != HAND_OVER

    def _resume(self, at: datetime) -> None:
        if self.paused_at is not None:
            self.pauses, self.paused_at = (*self.pauses, Pause(self.paused_at, at)), None

    def stop(self, at: datetime) -> None:
        """The step is done."""
        self._resume(at)
        self.stopped_at, self.is_open = at, False

    def hear_when_done(self, event: Event, moments: MomentTable, *, stops: bool) -> None:
        """Let a clock that may run on do so, or stop at a further answer instead.

        Between two answers it was not done after all: that time counts.
        """
        if event.phase in moments.resumes:
            self._run_on(event)
        elif stops or (event.phase in moments.stop_phases and Effect.ANSWER in event.effects):
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
