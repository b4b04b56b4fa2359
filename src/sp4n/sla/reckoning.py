"""Reckoning: when one run of a clock is due, as promised at its start and as known now."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple

from attrs import frozen

from sp4n.sla.counting import Amount, Bounds, Counting, Leg, Point
from sp4n.sla.drafts import Pause, Run
from sp4n.validation import refuse, type_fault
from sp4n.workdays import OutsideKnownRange, WorkingCalendar

if TYPE_CHECKING:
    from sp4n.workdays import DayChange, Deadline, HoursDeadline

Amendments = Literal["follow", "keep"]
"""What a later decree does to a clock, even to one that has stopped: ``follow`` moves its due date
with the days off as they are known now, ``keep`` leaves the promise of its start."""


class Calendars(NamedTuple):
    """The calendar as known now, what it was on each day (if that is known), and which counts."""

    now: WorkingCalendar
    known_on: Callable[[date], WorkingCalendar] | None
    amendments: Amendments

    def at_start(self, run: Run) -> WorkingCalendar:
        """Give the calendar as it was known when a run started."""
        if self.known_on is None:
            return self.now
        return calendar_known(self.known_on, self.now.date_of(run.started_at))


def calendar_known(known_on: Callable[[date], WorkingCalendar], day: date) -> WorkingCalendar:
    """Ask for the calendar as it was known on a day; InvalidValue if the answer is none."""
    calendar = known_on(day)
    if calendar.__class__ is not WorkingCalendar:
        refuse(type_fault(WorkingCalendar, calendar, "calendar_on", "calendar"))
    return calendar


@frozen(eq=False)
class Reckoning(Generic[Point, Amount]):
    """What a run comes to, in the points and amounts of its unit.

    `due` is the last point in time of the limit by the calendar as known now, `promised`
    by the one known at the start; each is None while the run waits by that calendar, and when that
    one did not reach so far. `counts` is the one of them that the verdict rests on, at the end of
    `leg`; both are None when that is, and when the end lies beyond all known days. `left` is what
    is left of the limit at the end of the run, or now: the limit less what was used, which leaves
    pauses out; while the run waits it is what will be left. `is_kept` tells whether the promise
    counts whatever came later.
    """

    counting: Counting[Point, Amount]
    limit: Amount
    calendar: WorkingCalendar
    at_start: WorkingCalendar
    run: Run
    leg: Leg[Point, Amount]
    due: Point | None
    counts: Point | None
    left: Amount
    is_late: bool
    is_kept: bool
    _promise: "tuple[Leg[Point, Amount] | None, Point | None] | None"

    @property
    def promised(self) -> Point | None:
        """The due date as promised, worked out when it is first asked for."""
        if self.at_start is self.calendar:
            return self.due
        if self._promise is None:
            promise = _promise(self.counting, self.limit, self.run, self.at_start)
            object.__setattr__(self, "_promise", promise)
            return promise[1]
        return self._promise[1]

    @property
    def promised_on(self) -> date | None:
        """The date of the last moment, as promised."""
        return self._day(self.promised)

    @property
    def due_on(self) -> date | None:
        """The date of the last moment, as known now."""
        return self._day(self.due)

    @property
    def counts_on(self) -> date | None:
        """The date of the last moment that the verdict rests on."""
        return self._day(self.counts)

    @property
    def promised_at(self) -> datetime | None:
        """The instant that was promised, if the unit ends at one."""
        return self._instant(self.promised)

    @property
    def due_at(self) -> datetime | None:
        """The instant as known now, if the unit ends at one."""
        return self._instant(self.due)

    @property
    def counts_at(self) -> datetime | None:
        """The instant that counts, if the unit ends at one."""
        return self._instant(self.counts)

    @property
    def is_beyond(self) -> bool:
        """Tell whether it is due beyond the days that the calendar knows."""
        return self.counts is None and not self.leg.waits

    @property
    def is_soon(self) -> bool:
        """Tell whether so little is left that it is due soon."""
        return self.left <= self.counting.soon

    @property
    def soon_at(self) -> datetime | None:
        """The first moment at which it is due soon; None when nobody knows."""
        if self.counts is None:
            return None
        calendar = self.counting_calendar
        point = self.counting.soon_from(calendar, self.leg.start, self.counts)
        return max(self._goes_on_at, self.counting.begins_at(calendar, point))

    @property
    def late_at(self) -> datetime | None:
        """The first moment at which it is late; None when nobody knows."""
        if self.counts is None:
            return None
        return self.counting.is_over_at(self.counting_calendar, self.counts)

    @property
    def leg_key(self) -> str:
        """The number of the run, and how many pauses lie before its last leg."""
        return f"{self.run.number}.{self.leg.pauses}"

    @property
    def deadline(self) -> "Deadline | HoursDeadline | None":
        """Explain when it is due by the calendar as known now."""
        leg = self.counting.last_leg(self.run, self.limit, self.calendar)
        return self.counting.deadline(self.calendar, leg)

    @property
    def bounds(self) -> Bounds | None:
        """Say how sure what counts is; None when there is nothing that counts.

        A promise that is kept is sure. What was used before a pause is taken as it is.
        """
        if self.counts is None:
            return None
        if self.counting_calendar is not self.calendar:  # a promise that is kept, come what may
            return Bounds("fixed", self.counts_on, self.counts_on)
        return self.counting.bounds(self.calendar, self.leg, self.counts)

    def held(self, now: datetime) -> "tuple[tuple[Pause, Amount], ...]":
        """Give each hold, and for how many units the clock stood still; up to now, while it does.

        Raises OutsideKnownRange where the calendar doesn't reach.
        """
        counting, calendar = self.counting, self.calendar
        received = counting.received(calendar, self.run.started_at)
        return tuple(
            (pause, max(counting.nothing, counting.between(calendar, start, end)))
            for pause in self.run.pauses
            if pause.is_hold
            for start in [max(received, counting.point(calendar, pause.since_at))]
            for end in [counting.point(calendar, pause.until_at or max(now, pause.since_at))]
        )

    @property
    def counting_calendar(self) -> WorkingCalendar:
        """The calendar by which what counts was reckoned."""
        is_promise = self._promise is not None and self._promise[0] is not None
        return self.at_start if self.is_kept and is_promise else self.calendar

    def changed_days(
        self, before: WorkingCalendar, after: WorkingCalendar, until: date
    ) -> "tuple[DayChange, ...]":
        """Find the run's days that are worked by one of two calendars only, pauses left out."""
        from sp4n.workdays import diff

        start = self.calendar.date_of(self.run.started_at)
        return tuple(
            change
            for change in diff(before, after)
            if start <= change.date <= until
            and (change.before is None) is not (change.after is None)
            and not self._is_paused_on(change.date)
        )

    def _is_paused_on(self, day: date) -> bool:
        """Tell whether a whole day lay in a pause."""
        date_of = self.calendar.date_of
        return any(
            date_of(paused_at) < day and (resumed_at is None or day < date_of(resumed_at))
            for paused_at, resumed_at, _ in self.run.pauses
        )

    def _day(self, point: Point | None) -> date | None:
        if point is None:
            return None
        return self.counting.day(self.calendar, point, self.leg.left)

    def _instant(self, point: Point | None) -> datetime | None:
        return point if isinstance(point, datetime) else None

    @property
    def _goes_on_at(self) -> datetime:
        """When the last leg began."""
        pauses = self.leg.pauses
        resumed_at = self.run.pauses[pauses - 1].until_at if pauses else None
        return resumed_at or self.run.started_at


AnyReckoning = Reckoning[date, int] | Reckoning[datetime, timedelta]
"""In days, or in hours."""


def reckon(
    counting: Counting[Point, Amount], limit: Amount, run: Run, now: datetime, calendars: Calendars
) -> Reckoning[Point, Amount]:
    """Work out how a run stands at an instant; OutsideKnownRange when that can't be told."""
    calendar, at_start = calendars.now, calendars.at_start(run)
    leg = counting.last_leg(run, limit, calendar)
    due = counts = None
    if not leg.waits:
        try:
            due = counts = counting.end(calendar, leg.start, leg.left)
        except OutsideKnownRange:
            due = counts = None
    promise, kept, by = None, calendars.amendments == "keep", calendar
    if kept and at_start is not calendar:
        promise = _promise(counting, limit, run, at_start)
        if promise[0] is not None:
            leg, counts, by = promise[0], promise[1], at_start
    left, late = leg.left, False
    if leg.waits:
        due = None
    else:
        end = counting.point(by, run.stopped_at or run.ended_at or now)
        late = counts is not None and end > counts
        if counts is None:
            left -= max(counting.nothing, counting.between(by, leg.start, end))
        elif late:
            left = -counting.used_after(by, run, leg, counts, end)
        else:
            left = min(left, counting.between(by, end, counts))
    return Reckoning(
        counting, limit, calendar, at_start, run, leg, due, counts, left, late, kept, promise
    )


def _promise(
    counting: Counting[Point, Amount], limit: Amount, run: Run, calendar: WorkingCalendar
) -> tuple[Leg[Point, Amount] | None, Point | None]:
    """Reckon by the calendar of the start; None when that one did not reach so far."""
    try:
        leg = counting.last_leg(run, limit, calendar)
        return leg, None if leg.waits else counting.end(calendar, leg.start, leg.left)
    except OutsideKnownRange:
        return None, None
