"""Clocks: how one may stand, and when it ran for a case, read from the case's events alone."""

from collections.abc import Container
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.model.complaint import Classification
from sp4n.sla.standards import PhaseTable, Standard
from sp4n.workdays import Limit
from sp4n.workflow import Case, Effect, Event, Phase


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


Pause = tuple[datetime, datetime | None]
"""From when to when a clock stood still; None while it still does."""


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
        is_lost: Whether nobody knows what became of it: the case went on in another system.
    """

    started_at: datetime
    holders: tuple[str, ...]
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    last_stop_at: datetime | None = None
    number: int = 1
    is_lost: bool = False

    @property
    def is_paused(self) -> bool:
        """Tell whether it stands still now."""
        return bool(self.pauses) and self.pauses[-1][1] is None

    @property
    def is_open(self) -> bool:
        """Tell whether it was neither stopped nor ended, nor lost sight of."""
        return self.stopped_at is None and self.ended_at is None and not self.is_lost


@frozen
class FormerClass:
    """The class that a case had when a clock started, if the limit has become another one since.

    Attributes:
        classification: That class; None if the case had no class then.
        limit: The limit for it.
        until_at: When the class was last changed.
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
    keyed it in later. Of a case adopted from another system the steps count that are known; a clock
    from the submission runs if it can't have stopped before them. What goes on there after a pause
    is no start. `before` is the last phase that was no pause.
    """
    phases, first = standard.phases, case.events[0]
    starts, pauses, resumes = phases.starts, phases.pauses, phases.resumes
    undated = _undated(case)
    draft = _first(standard, case, is_dated=undated is not first)
    drafts = [] if draft is None else [draft]
    before = first.phase
    for event in as_if_never_joined(case.events)[1:]:
        phase = event.phase
        if draft is not None and Effect.REVIVE in event.effects:
            draft.revive(event.at, phases)
        if event is undated:
            if draft is not None:
                draft.hear_undated(event, phases, before)
        elif draft is not None and draft.is_open:
            draft.hear(event, phases, before)
        elif draft is not None and draft.stopped_at is not None and resumes:
            draft.hear_when_done(event, phases)
        is_open = draft is not None and draft.is_open
        starts_here = phase is starts and event is not undated
        if starts_here and not is_open and _starts(pauses, before, event):
            draft = _Draft(event, event.at, pauses)
            drafts.append(draft)
        if phase not in pauses:
            before = phase
    return tuple([draft.run(number) for number, draft in enumerate(drafts, start=1)])


def as_if_never_joined(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Leave out each joining that was undone, with all from there to the separation.

    It was no answer to the reporter, who has been waiting all along: a clock that ran then runs on.
    """
    if not any(map(_separates, events)):
        return events
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
    return tuple(lived)


def _separates(event: Event) -> bool:
    return Effect.UNLINK in event.effects and event.fact("out_of") is not None


def is_known_from_the_start(case: Case) -> bool:
    """Tell whether nothing of a case's past is missing: what did not start has not started."""
    if not case.is_adopted:
        return True
    began_at, has_past = case.events[0].at, case.past_steps > 0
    return has_past and began_at == case.complaint.submitted_at and _undated(case) is None


def _undated(case: Case) -> Event | None:
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


def _first(standard: Standard, case: Case, *, is_dated: bool) -> "_Draft | None":
    """Give the run that begins with the first event; None when there is none, or nobody knows."""
    phases, first = standard.phases, case.events[0]
    submitted_at = case.complaint.submitted_at
    if not case.is_adopted:
        is_first = phases.starts is None or first.phase is phases.starts
        return _Draft(first, submitted_at, phases.pauses) if is_first else None
    if phases.starts is not None:
        is_known = is_dated and first.phase is phases.starts
        return _Draft(first, first.at, phases.pauses) if is_known else None
    waits, stops = first.phase in phases.pauses, is_dated and first.phase is phases.stops
    goes_on = standard.measures(first.phase) and not _comes_after(first.phase, phases)
    if not (waits or stops or goes_on):
        return None
    draft = _Draft(first, submitted_at, ())
    if waits or stops:
        draft.hear(first, phases, first.phase)
    return draft


def _comes_after(phase: Phase, phases: PhaseTable) -> bool:
    """Tell whether a case in a phase may have met the standard: a reply follows an answer."""
    replied = phase is Phase.IN_PROGRESS and phases.stops is Phase.ANSWERED
    return replied or phase in phases.resumes


def _starts(pauses: Container[Phase], before: Phase, event: Event) -> bool:
    """Tell whether an event in the phase of the start starts a clock that isn't open."""
    entered = before is not event.phase and before not in pauses
    return entered or Effect.ASSIGN in event.effects


class _Draft:
    """A run that is being read: it hears one event after the other, as long as it is open."""

    __slots__ = (
        "ended_at", "holders", "is_lost", "is_open", "last_stop_at", "paused_at", "pauses",
        "started_at", "stopped_at",
    )  # fmt: skip

    def __init__(self, event: Event, started_at: datetime, pauses: Container[Phase]) -> None:
        self.started_at, self.holders, self.is_open = started_at, event.holders, True
        self.is_lost = False
        self.pauses: tuple[Pause, ...] = ()
        self.paused_at = started_at if event.phase in pauses else None
        self.stopped_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.last_stop_at: datetime | None = None

    def hear(self, event: Event, phases: PhaseTable, before: Phase) -> None:
        """Let an event stop the clock, end it, or let it pause or go on."""
        phase = event.phase
        if phase in phases.pauses and phase is not phases.stops:
            self.paused_at = self.paused_at or event.at
            return
        if self.paused_at is not None:
            self.pauses, self.paused_at = (*self.pauses, (self.paused_at, event.at)), None
        if phase is phases.stops:
            self.stopped_at, self.is_open = event.at, False
        elif phase in phases.ends or _starts_over(phases, before, event):
            self._end(event.at)

    def hear_undated(self, event: Event, phases: PhaseTable, before: Phase) -> None:
        """Let it run on to where the case was found, or be lost if it stopped nobody knows when.

        A pause counts from the day on which the case was found in it.
        """
        phase = event.phase
        if not self.is_open and (self.stopped_at is None or phase not in phases.resumes):
            return
        waits = phase in phases.pauses and phase is not phases.stops
        is_lost = (
            _comes_after(phase, phases)
            or phase is phases.stops
            or phase in phases.ends
            or _starts_over(phases, before, event)
            or (self.paused_at is not None and not waits)
        )
        if is_lost:
            self.is_lost, self.is_open, self.stopped_at = True, False, None
        elif waits:
            self.paused_at = self.paused_at or event.at

    def hear_when_done(self, event: Event, phases: PhaseTable) -> None:
        """Let a clock that may run on do so, or stop at a further answer instead.

        Between two answers it was not done after all: that time counts.
        """
        if event.phase in phases.resumes and self.stopped_at is not None:
            self._run_on(self.stopped_at, event.at)
        elif event.phase is phases.stops and Effect.ANSWER in event.effects:
            self.stopped_at = event.at

    def _run_on(self, done_at: datetime, at: datetime) -> None:
        """Run on after the step was done: the time since then is not counted."""
        self.pauses = (*self.pauses, (done_at, at))
        self.last_stop_at, self.stopped_at, self.is_open = done_at, None, True

    def revive(self, at: datetime, phases: PhaseTable) -> None:
        """Run on after the case was archived, if nothing else starts this clock again.

        While it was archived nobody owed anything: that time is not counted.
        """
        if phases.starts is None and self.ended_at is not None:
            self.pauses = (*self.pauses, (self.ended_at, at))
            self.ended_at, self.is_open = None, True

    def _end(self, at: datetime) -> None:
        """The case goes another way; what was done before the clock ran on stays done."""
        self.is_open = False
        done_at = self.last_stop_at
        if done_at is None:
            self.ended_at = at
        else:
            self.pauses = tuple(pause for pause in self.pauses if pause[0] < done_at)
            self.stopped_at = done_at

    def run(self, number: int) -> Run:
        """Give the run as it stands after the last event."""
        pauses = self.pauses
        if self.paused_at is not None:
            pauses = (*pauses, (self.paused_at, None))
        return Run(
            self.started_at,
            self.holders,
            pauses,
            self.stopped_at,
            self.ended_at,
            self.last_stop_at,
            number,
            self.is_lost,
        )


def _starts_over(phases: PhaseTable, before: Phase, event: Event) -> bool:
    """A run ends when the case comes back to its start, or starts the clock once more."""
    if event.phase is not phases.starts:
        return False
    return before in phases.beyond or Effect.ASSIGN in event.effects
