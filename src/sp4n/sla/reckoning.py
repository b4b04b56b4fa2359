"""Reckoning: when one run of a clock is due, as promised at its start and as known now."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar, get_args

from attrs import frozen

from sp4n.errors import Fault, fault, shown
from sp4n.sla.clocks import Run
from sp4n.sla.counting import Counting, Leg
from sp4n.validation import refuse, type_fault
from sp4n.workdays import OutsideKnownRange, WorkingCalendar

if TYPE_CHECKING:
    from sp4n.workdays import DayChange, Deadline, HoursDeadline

__all__ = ["Amendments", "Calendars", "Reckoning", "amendments_fault", "reckon"]

Amendments = Literal["follow", "keep"]
"""What a later decree does to a clock, even to one that has stopped: ``follow`` moves its due date
with the days off as they are known now, ``keep`` leaves the promise of its start."""

Point = TypeVar("Point", date, datetime)
Amount = TypeVar("Amount", int, timedelta)


def amendments_fault(value: object) -> Fault | None:
    """Amendments are one of the two words."""
    allowed = get_args(Amendments)
    if value in allowed:
        return None
    return fault("not_one_of", "amendments", found=shown(value), allowed=allowed)


class Calendars(NamedTuple):
    """The calendar as known now, what it was on each day (if that is known), and which counts."""

    now: WorkingCalendar
    known_on: Callable[[date], WorkingCalendar] | None
    amendments: Amendments

    def at_start(self, run: Run) -> WorkingCalendar:
        """Give the calendar as it was known when a run started."""
        if self.known_on is None:
            return self.now
        calendar = self.known_on(self.now.date_of(run.started_at))
        if calendar.__class__ is not WorkingCalendar:
            refuse(type_fault(WorkingCalendar, calendar, "calendar_on", "a calendar"))
        return calendar


@frozen
class Reckoning(Generic[Point, Amount]):
    """What a run comes to, in the points and amounts of its unit.

    `due` is the last point in time by the calendar as known now, `promised` by the one known at the
    start; each is None while the run waits by that calendar, and when that one did not reach so
    far. `counts` is the one of them that the verdict rests on, at the end of `leg`; both are None
    when that is. `left` lies between the end of the run, or now, and `counts`; while the run waits
    it is what will be left. `is_kept` tells whether the promise counts whatever came later.
    """

    counting: Counting[Point, Amount]
    calendar: WorkingCalendar
    at_start: WorkingCalendar
    run: Run
    leg: Leg[Point, Amount]
    promised: Point | None
    due: Point | None
    counts: Point | None
    left: Amount
    is_late: bool
    is_kept: bool

    @property
    def is_soon(self) -> bool:
        """Tell whether so little is left that it is due soon."""
        return self.left <= self.counting.soon

    @property
    def soon_at(self) -> datetime | None:
        """The first moment at which it is due soon; None when nobody knows."""
        if self.counts is None:
            return None
        point = self.counting.soon_from(self.calendar, self.leg.start, self.counts)
        return max(self._goes_on_at, self.counting.begins_at(self.calendar, point))

    @property
    def late_at(self) -> datetime | None:
        """The first moment at which it is late; None when nobody knows."""
        if self.counts is None:
            return None
        return self.counting.is_over_at(self.calendar, self.counts)

    @property
    def stretch(self) -> str:
        """The number of the run, and how many pauses lie before its last leg."""
        return f"{self.run.number}.{self.leg.pauses}"

    @property
    def counts_at(self) -> datetime | None:
        """The instant that counts, if the unit ends at one."""
        return None if self.counts is None else self.counting.instant(self.counts)

    def deadline(self, n: int) -> "Deadline | HoursDeadline | None":
        """Explain when a limit of n units is due by the calendar as known now."""
        leg = self.counting.last_leg(self.run, n, self.calendar)
        return self.counting.deadline(self.calendar, leg)

    def changed_days(self, until: date) -> "tuple[DayChange, ...]":
        """Find the days that are worked by one of the two calendars only, pauses left out."""
        from sp4n.workdays import diff

        start = self.calendar.date_of(self.run.started_at)
        return tuple(
            one
            for one in diff(self.at_start, self.calendar)
            if start <= one.date <= until
            and (one.before is None) is not (one.after is None)
            and not self._is_paused_on(one.date)
        )

    def _is_paused_on(self, day: date) -> bool:
        """Tell whether a whole day lay in a pause."""
        date_of = self.calendar.date_of
        return any(
            date_of(paused_at) < day and (resumed_at is None or day < date_of(resumed_at))
            for paused_at, resumed_at in self.run.pauses
        )

    @property
    def _goes_on_at(self) -> datetime:
        """When the last leg began."""
        resumed_at = self.run.pauses[self.leg.pauses - 1][1] if self.leg.pauses else None
        return resumed_at or self.run.started_at


def reckon(
    counting: Counting[Point, Amount], n: int, run: Run, now: datetime, calendars: Calendars
) -> Reckoning[Point, Amount]:
    """Work out how a run stands at an instant; OutsideKnownRange when that can't be told."""
    calendar, at_start = calendars.now, calendars.at_start(run)
    leg = counting.last_leg(run, n, calendar)
    due = None if leg.waits else counting.end(calendar, leg.start, leg.left)
    promised, counts, kept = due, due, calendars.amendments == "keep"
    if at_start is not calendar:
        promise, promised = _promise(counting, n, run, at_start)
        if kept and promise is not None:
            leg, counts = promise, promised
    left, late = leg.left, False
    if counts is None:
        promised = due = None
    else:
        end = counting.point(calendar, run.stopped_at or run.ended_at or now)
        left, late = counting.between(calendar, end, counts), end > counts
    return Reckoning(
        counting, calendar, at_start, run, leg, promised, due, counts, left, late, kept
    )


def _promise(
    counting: Counting[Point, Amount], n: int, run: Run, calendar: WorkingCalendar
) -> tuple[Leg[Point, Amount] | None, Point | None]:
    """Reckon by the calendar of the start; None when that one did not reach so far."""
    try:
        leg = counting.last_leg(run, n, calendar)
        return leg, None if leg.waits else counting.end(calendar, leg.start, leg.left)
    except OutsideKnownRange:
        return None, None
