"""Counting: how the time of a run is counted, in whole days or to the moment.

Each unit of a limit has its own points (a date, an instant) and amounts (a number of days, a
duration); what is left of a limit after pauses is found in the same way for all of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.sla.drafts import Run
from sp4n.workdays import ZONES, OutsideKnownRange, WorkingCalendar
from sp4n.workdays.limit import SPANS, Roll, rolled

if TYPE_CHECKING:
    from sp4n.workdays import Deadline, HoursDeadline
    from sp4n.workdays.uncertainty import Certainty
    from sp4n.workdays.zones import Zone

DUE_SOON_DAYS = 1
"""Own choice: a clock with this many days left, or fewer, is due soon."""

DUE_SOON_HOURS = 1
"""Own choice: a clock with this many hours left, or fewer, is due soon."""

DUE_SOON_MINUTES = 10
"""Own choice: a clock with this many minutes left, or fewer, is due soon."""

Point = TypeVar("Point", date, datetime)
Amount = TypeVar("Amount", int, timedelta)

_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


class Leg(NamedTuple, Generic[Point, Amount]):
    """The last part of a run: `left` counts from `start`, after so many pauses.

    While it `waits`, nobody knows when it is due.
    """

    start: Point
    left: Amount
    pauses: int
    waits: bool = False


class Bounds(NamedTuple):
    """How sure a due date is, and between which days it may fall; None where that is unknown."""

    certainty: "Certainty"
    earliest_on: date | None
    latest_on: date | None


@frozen(eq=False)
class Counting(ABC, Generic[Point, Amount]):
    """How a unit is counted. Whatever a calendar is asked here may raise OutsideKnownRange."""

    unit: Amount
    nothing: Amount
    soon: Amount

    @abstractmethod
    def received(self, calendar: WorkingCalendar, at: datetime) -> Point:
        """Give the point from which a clock counts that starts at an instant."""

    @abstractmethod
    def point(self, calendar: WorkingCalendar, at: datetime) -> Point:
        """Give the point that an instant is, or lies in."""

    @abstractmethod
    def end(self, calendar: WorkingCalendar, start: Point, left: Amount) -> Point:
        """Give the last point in time; with nothing left, the start or the next worked point."""

    @abstractmethod
    def between(self, calendar: WorkingCalendar, start: Point, end: Point) -> Amount:
        """Count from one point to another; negative when the other comes before."""

    @abstractmethod
    def deadline(
        self, calendar: WorkingCalendar, leg: Leg[Point, Amount]
    ) -> "Deadline | HoursDeadline | None":
        """Give the end of a leg as something that explains itself, if the unit has any."""

    @abstractmethod
    def begins_at(self, calendar: WorkingCalendar, point: Point) -> datetime:
        """Give the first moment of a point."""

    @abstractmethod
    def is_over_at(self, calendar: WorkingCalendar, point: Point) -> datetime:
        """Give the first moment after a point."""

    @abstractmethod
    def day(self, calendar: WorkingCalendar, point: Point, left: Amount) -> date:
        """Give the date of the last moment of a limit that ends at a point."""

    @abstractmethod
    def bounds(self, calendar: WorkingCalendar, leg: Leg[Point, Amount], due: Point) -> "Bounds":
        """Say how sure the end of a leg is, and between which days it may fall."""

    def last_leg(self, run: Run, limit: Amount, calendar: WorkingCalendar) -> Leg[Point, Amount]:
        """Walk through the pauses and give what is left of a limit, and from when.

        Used is what was counted up to the point of a pause, that point included; what is left
        counts from the point of the resumption. A clock that was past due when it paused keeps its
        due date. In days, a pause within one day changes nothing.
        """
        start, left = self.received(calendar, run.started_at), limit
        for number, (paused_at, resumed_at, _) in enumerate(run.pauses):
            paused = self.point(calendar, paused_at)
            try:
                if paused > self.end(calendar, start, left):
                    return Leg(start, left, number)
            except OutsideKnownRange:  # it ends later than anything that is known
                pass
            used = self.between(calendar, start, paused)
            if used > self.nothing:  # it may pause before its day of receipt
                left = max(self.nothing, left - used)  # used up, it may be due by a roll
            if resumed_at is None:
                return Leg(paused, left, number, waits=True)
            start = max(start, self.point(calendar, resumed_at))
        return Leg(start, left, len(run.pauses))

    def used_after(
        self, calendar: WorkingCalendar, run: Run, leg: Leg[Point, Amount], due: Point, end: Point
    ) -> Amount:
        """Count from the due date of a leg to a later point, leaving the pauses after it out."""
        start, used = due, self.nothing
        for paused_at, resumed_at, _ in run.pauses[leg.pauses :]:
            paused = min(self.point(calendar, paused_at), end)
            used += max(self.nothing, self.between(calendar, start, paused))
            if resumed_at is None:
                return used
            start = max(start, self.point(calendar, resumed_at))
        return used + max(self.nothing, self.between(calendar, start, end))

    def soon_from(self, calendar: WorkingCalendar, start: Point, end: Point) -> Point:
        """Give the first point, from the start on, at which no more is left than is due soon."""
        before = self.between(calendar, start, end) - self.soon
        return self.end(calendar, start, before) if before > self.nothing else start


@lru_cache(maxsize=4096)  # own choice: the clocks of a case ask for the same few instants
def _date_in(zone: "Zone", at: datetime) -> date:
    return at.astimezone(ZONES[zone]).date()


@frozen(eq=False)
class _Days(Counting[date, int]):
    """What both kinds of days have in common: the whole of each day counts."""

    def received(self, calendar: WorkingCalendar, at: datetime) -> date:
        settings = calendar.settings
        if settings.late_receipt == "same-day" and not settings.changes:
            return self.point(calendar, at)
        return calendar.received_on(at)

    def point(self, calendar: WorkingCalendar, at: datetime) -> date:
        settings = calendar.settings
        if settings.changes and settings.changes_zone:
            return calendar.date_of(at)
        try:
            return _date_in(settings.zone, at)
        except (OverflowError, ValueError):
            return calendar.date_of(at)  # which says what is wrong

    def day(self, calendar: WorkingCalendar, point: date, left: int) -> date:
        del calendar, left
        return point

    def begins_at(self, calendar: WorkingCalendar, point: date) -> datetime:
        return calendar.begins_at(point)

    def is_over_at(self, calendar: WorkingCalendar, point: date) -> datetime:
        return calendar.begins_at(point + _DAY)


@frozen(eq=False)
class _WorkingDays(_Days):
    """Working days, from the day of receipt as the calendar has it."""

    def end(self, calendar: WorkingCalendar, start: date, left: int) -> date:
        return calendar.add(start, left)

    def between(self, calendar: WorkingCalendar, start: date, end: date) -> int:
        return calendar.count(start, end)

    def deadline(self, calendar: WorkingCalendar, leg: Leg[date, int]) -> "Deadline":
        return calendar.deadline(leg.start, leg.left)

    def bounds(self, calendar: WorkingCalendar, leg: Leg[date, int], due: date) -> Bounds:
        if due <= calendar.certain_until:
            return Bounds("fixed", due, due)
        return _bounds_of(self.deadline(calendar, leg))


def _bounds_of(deadline: "Deadline") -> Bounds:
    try:
        latest = deadline.latest
    except OutsideKnownRange:
        latest = None
    return Bounds(deadline.certainty, deadline.earliest, latest)


@frozen(eq=False)
class _CalendarDays(_Days):
    """Calendar days, by plain addition; the calendar has to know them, and may roll the last."""

    rolls: Roll | None = None

    def end(self, calendar: WorkingCalendar, start: date, left: int) -> date:
        calendar.is_working_day(start)  # raises when the day isn't known
        return rolled(calendar, start, start + left * _DAY, self.rolls)

    def between(self, calendar: WorkingCalendar, start: date, end: date) -> int:
        del calendar
        return (end - start).days

    def deadline(self, calendar: WorkingCalendar, leg: Leg[date, int]) -> None:
        del calendar, leg

    def bounds(self, calendar: WorkingCalendar, leg: Leg[date, int], due: date) -> Bounds:
        """What doesn't roll is fixed, whatever becomes a day off."""
        last = leg.start + leg.left * _DAY
        if self.rolls is None or max(last, due) <= calendar.certain_until:
            return Bounds("fixed", due, due)
        if self.rolls == "forward":
            return _bounds_of(calendar.deadline(last, 0))
        certainty = calendar.deadline(min(last, due), 0).certainty
        return (
            Bounds(certainty, due, due) if certainty == "fixed" else Bounds(certainty, None, last)
        )


@frozen(eq=False)
class _Instants(Counting[datetime, timedelta]):
    """What ends at an instant has in common: each moment counts."""

    def received(self, calendar: WorkingCalendar, at: datetime) -> datetime:
        del calendar
        return at

    def point(self, calendar: WorkingCalendar, at: datetime) -> datetime:
        del calendar
        return at

    def begins_at(self, calendar: WorkingCalendar, point: datetime) -> datetime:
        del calendar
        return point

    def is_over_at(self, calendar: WorkingCalendar, point: datetime) -> datetime:
        del calendar
        return point + timedelta.resolution


@frozen(eq=False)
class _WorkingTime(_Instants):
    """Working hours and minutes, to the moment: what ends at closing time is due there."""

    def end(self, calendar: WorkingCalendar, start: datetime, left: timedelta) -> datetime:
        return calendar.add_working_time(start, left)

    def between(self, calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
        return calendar.working_time_between(start, end)

    def deadline(self, calendar: WorkingCalendar, leg: Leg[datetime, timedelta]) -> "HoursDeadline":
        return calendar.hours_deadline(leg.start, leg.left)

    def day(self, calendar: WorkingCalendar, point: datetime, left: timedelta) -> date:
        """A day that closes at 24:00 ends at 00:00 of the next."""
        return calendar.date_of(point - min(left, timedelta.resolution))

    def bounds(
        self, calendar: WorkingCalendar, leg: Leg[datetime, timedelta], due: datetime
    ) -> Bounds:
        """By how much it may move is not worked out."""
        certainty = self.deadline(calendar, leg).certainty
        day = self.day(calendar, due, leg.left) if certainty == "fixed" else None
        return Bounds(certainty, day, day)


@frozen(eq=False)
class _ClockTime(_Instants):
    """Hours and minutes by day and night; the calendar only has to know their days."""

    def end(self, calendar: WorkingCalendar, start: datetime, left: timedelta) -> datetime:
        calendar.is_working_day(calendar.date_of(start))  # raises when the day isn't known
        end = calendar.local(start + left)
        calendar.is_working_day(end.date())
        return end

    def between(self, calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
        del calendar
        return end - start

    def deadline(self, calendar: WorkingCalendar, leg: Leg[datetime, timedelta]) -> None:
        del calendar, leg

    def day(self, calendar: WorkingCalendar, point: datetime, left: timedelta) -> date:
        del left
        return calendar.date_of(point)

    def bounds(
        self, calendar: WorkingCalendar, leg: Leg[datetime, timedelta], due: datetime
    ) -> Bounds:
        day = self.day(calendar, due, leg.left)
        return Bounds("fixed", day, day)


_HOUR, _MINUTE = SPANS["working hours"], SPANS["minutes"]

WORKING_DAYS: Final = _WorkingDays(1, 0, DUE_SOON_DAYS)
CALENDAR_DAYS: Final[Mapping[Roll | None, _CalendarDays]] = FrozenDict(
    {
        None: _CalendarDays(1, 0, DUE_SOON_DAYS),
        "forward": _CalendarDays(1, 0, DUE_SOON_DAYS, "forward"),
        "back": _CalendarDays(1, 0, DUE_SOON_DAYS, "back"),
    }
)
HOURS: Final = _WorkingTime(_HOUR, timedelta(0), DUE_SOON_HOURS * _HOUR)
MINUTES: Final = _WorkingTime(_MINUTE, timedelta(0), DUE_SOON_MINUTES * _MINUTE)
CLOCK_HOURS: Final = _ClockTime(_HOUR, timedelta(0), DUE_SOON_HOURS * _HOUR)
CLOCK_MINUTES: Final = _ClockTime(_MINUTE, timedelta(0), DUE_SOON_MINUTES * _MINUTE)


def working_days_used(run: Run, calendar: WorkingCalendar) -> int | None:
    """Count the working days that a run took, pauses left out; None while it is not stopped.

    The day of its start is not counted, so that what is done on the same day took 0; a pause within
    one day changes nothing. OutsideKnownRange where the calendar does not reach.
    """
    if run.stopped_at is None:
        return None
    start, used = calendar.received_on(run.started_at), 0
    for paused_at, resumed_at, _ in run.pauses:
        used += max(0, calendar.count(start, calendar.date_of(paused_at)))
        start = max(start, calendar.date_of(resumed_at or run.stopped_at))
    return used + max(0, calendar.count(start, calendar.date_of(run.stopped_at)))
