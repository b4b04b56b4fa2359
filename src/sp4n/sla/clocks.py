"""Clocks: when a standard's time ran for a case, read from the case's events alone."""

from datetime import date, datetime

from attrs import evolve, frozen

from sp4n.sla.standards import STARTING_PHASES, SUBMITTED, Standard
from sp4n.workdays import Limit, WorkingCalendar
from sp4n.workdays.limit import Unit
from sp4n.workflow import Case, Effect, Event, Phase

__all__ = ["Leg", "Pause", "Run", "runs"]

Pause = tuple[datetime, datetime | None]
"""From when to when a clock stood still; None while it still does."""


@frozen
class Run:
    """One run of a clock: from its start to its stop, with its pauses.

    `holders` are those who held the case when it started. `stopped_at` is when the step was done;
    `ended_at` when the case went another way before that. `last_stop_at` is when it was done for
    the time being, if the clock ran on after that: should the case end now, that is what counts.
    """

    started_at: datetime
    holders: tuple[str, ...]
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    last_stop_at: datetime | None = None

    @property
    def is_paused(self) -> bool:
        """Tell whether it stands still now."""
        return bool(self.pauses) and self.pauses[-1][1] is None

    @property
    def is_open(self) -> bool:
        """Tell whether it was neither stopped nor ended."""
        return self.stopped_at is None and self.ended_at is None

    def last_leg(self, limit: Limit, calendar: WorkingCalendar) -> "Leg":
        """Walk through the pauses and give what is left of the limit, and from which day.

        Working days count from the day of receipt as the calendar has it (`received_on`), calendar
        days from the date itself. Used is what was counted up to the day of a pause, that day
        included; what is left counts from the day of the resumption, at whatever hour that was. A
        clock that was past due when it paused keeps its due date, and a pause within one day
        changes nothing. Raises OutsideKnownRange.
        """
        counts_from = calendar.received_on if limit.unit == "working days" else calendar.date_of
        leg = Leg(counts_from(self.started_at), limit.n, limit.unit)
        for paused_at, resumed_at in self.pauses:
            paused_on = calendar.date_of(paused_at)
            if paused_on > leg.due_on(calendar):
                return leg
            used = max(0, leg.used(calendar, paused_on))  # it may pause before its day of receipt
            left = max(0, leg.n - used)  # used up, it may be due by a roll
            if resumed_at is None:
                return Leg(paused_on, left, limit.unit, waits=True)
            leg = Leg(max(leg.from_on, calendar.date_of(resumed_at)), left, limit.unit)
        return leg


@frozen
class Leg:
    """The last stretch of a run: `n` units after `from_on`.

    While it waits, nobody knows the due date.
    """

    from_on: date
    n: int
    unit: Unit
    waits: bool = False

    def due_on(self, calendar: WorkingCalendar) -> date:
        """Give the last day; with nothing left, the day itself or the next working day."""
        if self.n:
            return Limit(self.n, self.unit).end_on(calendar, self.from_on)
        return calendar.roll(self.from_on) if self.unit == "working days" else self.from_on

    def used(self, calendar: WorkingCalendar, until: date) -> int:
        """Count the units after the leg's first day up to and including `until`."""
        if self.unit == "working days":
            return calendar.count(self.from_on, until)
        return (until - self.from_on).days


def runs(standard: Standard, case: Case) -> tuple[Run, ...]:
    """Read all runs of a standard's clock from a case, the earliest first.

    The first run of a case that was submitted here starts at the submission, even if an officer
    keyed it in later. Nothing is known of a case adopted from another system before it came: what
    goes on there after a pause is no start. `before` is the last phase that was no pause.
    """
    found: list[Run] = []
    before: Phase | None = case.events[0].phase if case.is_adopted else None
    for event in case.events[1 if case.is_adopted else 0 :]:
        current = found[-1] if found else None
        if current is not None and current.is_open:
            found[-1] = _go_on(standard, current, before, event)
        elif current is not None and current.stopped_at and event.phase in standard.resumes:
            found[-1] = _resume(current, event)
        if _starts(standard, found[-1] if found else None, before, event):
            started_at = event.at if before is not None else case.complaint.submitted_at
            stands_still = event.phase in standard.pauses
            pauses: tuple[Pause, ...] = ((started_at, None),) if stands_still else ()
            found.append(Run(started_at, event.holders, pauses))
        if before is None or event.phase not in standard.pauses:
            before = event.phase
    return tuple(found)


def _go_on(standard: Standard, run: Run, before: Phase | None, event: Event) -> Run:
    """What an event does to a run that was open."""
    stops = event.phase == standard.stops
    if run.is_paused and (stops or event.phase not in standard.pauses):
        run = _close_pause(run, event.at)
    if stops:
        return evolve(run, stopped_at=event.at)
    if event.phase in standard.pauses:
        return run if run.is_paused else evolve(run, pauses=(*run.pauses, (event.at, None)))
    if not event.phase.is_open or _starts_over(standard, before, event):
        return _end(run, event.at)
    return run


def _end(run: Run, at: datetime) -> Run:
    """The case goes another way; what was done before the clock ran on stays done."""
    done_at = run.last_stop_at
    if done_at is None:
        return evolve(run, ended_at=at)
    pauses = tuple(pause for pause in run.pauses if pause[0] < done_at)
    return evolve(run, pauses=pauses, stopped_at=done_at)


def _starts_over(standard: Standard, before: Phase | None, event: Event) -> bool:
    """A run ends when the case goes back before its start, or starts the clock once more."""
    if standard.starts == SUBMITTED:
        return False
    start = STARTING_PHASES.index(Phase(standard.starts))
    came_back = before in STARTING_PHASES[start + 1 :] and event.phase == standard.starts
    return event.phase in STARTING_PHASES[:start] or came_back or _is_assigned_anew(standard, event)


def _is_assigned_anew(standard: Standard, event: Event) -> bool:
    return event.phase == standard.starts and Effect.ASSIGN in event.effects


def _starts(standard: Standard, run: Run | None, before: Phase | None, event: Event) -> bool:
    if run is not None and run.is_open:
        return False
    if standard.starts == SUBMITTED:
        return run is None and before is None
    entered = event.phase == standard.starts and before not in {event.phase, *standard.pauses}
    return entered or _is_assigned_anew(standard, event)


def _close_pause(run: Run, at: datetime) -> Run:
    return evolve(run, pauses=(*run.pauses[:-1], (run.pauses[-1][0], at)))


def _resume(run: Run, event: Event) -> Run:
    """Run on after the step was done: the time since then is not counted."""
    done_at = run.stopped_at or event.at
    pauses = (*run.pauses, (done_at, event.at))
    return evolve(run, pauses=pauses, stopped_at=None, last_stop_at=done_at)
