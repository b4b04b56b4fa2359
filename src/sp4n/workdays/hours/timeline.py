"""The timeline of an office: every opening and closing in a row, and the time worked by then."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.errors import InvalidValue, shown
from sp4n.workdays._checks import aware, iterable
from sp4n.workdays.known_range import OutsideKnownRange
from sp4n.workdays.settings import ZONES

if TYPE_CHECKING:
    from sp4n.workdays.hours.office_hours import OfficeHours
    from sp4n.workdays.working_days import WorkingDays

Stretch = tuple[datetime, datetime]
"""From when to when an office was open, without a break."""

Pause = tuple[datetime, datetime | None]
"""From when to when nothing was to be done; None while that is still so."""

Marks = tuple[int, int]
"""From which mark of a timeline to which."""

_MINUTE = 60_000_000
_DAY = 1440 * _MINUTE
_GROWING = Lock()  # a timeline asks its calendar, but no other timeline


@frozen(eq=False, repr=False)
class Timeline:
    """When an office opens and closes, as marks: microseconds since its first known day began.

    `_edges` begins with a mark before all others; after it openings stand at odd places and
    closings at even ones. A break is a closing and an opening. `_worked` holds the time worked up
    to each edge. So the time worked up to a mark is one search, and the instant by which some time
    has been worked is another.

    Years are appended in order when they are first asked about; a reader in another thread sees a
    year whole or not at all, since `_worked` grows before `_edges` and the bounds move last.
    """

    _calendar: "WorkingDays"
    _hours: "OfficeHours"
    _epoch: datetime
    _known_until: date
    _next_year: int
    _edges: tuple[int, ...] = (-1,)
    _worked: tuple[int, ...] = (0,)
    _total: int = 0
    _end: int = 0

    @classmethod
    def of(cls, calendar: "WorkingDays") -> "Timeline":
        """Lay out the hours of a calendar; no year of it is read yet."""
        hours = calendar.hours
        first, last = calendar.known_from.year, calendar.known_until.year
        if (years := hours.known_years) is not None:
            first, last = max(first, years.start), min(last, years.stop - 1)
        epoch = datetime(first, 1, 1, tzinfo=ZONES[calendar.zone])
        return cls(calendar, hours, epoch, date(last, 12, 31), first)

    def any_mark(self, at: datetime, where: str = "instant") -> int:
        """Turn an instant into a mark, known or not; InvalidValue if it isn't an aware datetime."""
        if at.__class__ is not datetime or at.tzinfo is None:
            aware(at, where)
        since = at - self._epoch
        return (since.days * 86400 + since.seconds) * 1000000 + since.microseconds

    def mark(self, at: datetime, where: str = "instant") -> int:
        """Do `any_mark` and read further years if need be; OutsideKnownRange if it isn't known.

        Only such marks, and those between two of them, may be asked about.
        """
        mark = self.any_mark(at, where)
        while mark > self._end and self._grow():
            pass
        if 0 <= mark <= self._end:
            return mark
        raise self._outside(at)

    def worked(self, mark: int) -> int:
        """Give the microseconds worked up to a mark."""
        place = bisect_right(self._edges, mark) - 1
        if place & 1:
            return self._worked[place] + mark - self._edges[place]
        return self._worked[place]

    def paused(self, first: int, last: int, pauses: Iterable[Pause]) -> int:
        """Give the microseconds of working time that pauses cover, with the sign of the way."""
        earlier, later = min(first, last), max(first, last)
        marks = pause_marks(pauses, self.any_mark, later)
        covered = merged(earlier, later, marks)
        paused = sum(self.worked(resumed) - self.worked(paused) for paused, resumed in covered)
        return paused if first <= last else -paused

    def stretches(
        self, start: datetime, end: datetime, pauses: Iterable[Pause] = ()
    ) -> Iterator[Stretch]:
        """Give what `WorkingCalendar.working_stretches` documents."""
        first, last = self.mark(start, "start"), self.mark(end, "end")
        for left in rest(first, last, pause_marks(pauses, self.any_mark, last)):
            yield from self._stretches(*left)

    def _stretches(self, first: int, last: int) -> Iterator[Stretch]:
        """Give each stretch of work from mark to mark."""
        place = (bisect_right(self._edges, first) - 1) | 1
        while place < len(self._edges) and self._edges[place] < last:
            opens, closes = max(first, self._edges[place]), min(last, self._edges[place + 1])
            if opens < closes:
                yield self._instant(opens), self._instant(closes)
            place += 2

    def after(self, start: datetime, duration: timedelta) -> datetime:
        """Give the instant that `WorkingCalendar.add_working_time` documents."""
        mark = self.mark(start, "start")
        added = (duration.days * 86400 + duration.seconds) * 1000000 + duration.microseconds
        target = self.worked(mark) + added
        while target > self._total and self._grow():
            pass
        if not 0 <= target <= self._total:
            raise self._outside(start, duration)
        if added > 0:  # the first edge by which so much was worked: a closing
            place = bisect_left(self._worked, target)
        elif added < 0:  # the last edge by which no more was worked: an opening
            place = bisect_right(self._worked, target) - 1
        else:
            return self._instant(self._rolled(start, mark))
        return self._instant(self._edges[place] + target - self._worked[place])

    def closes_at(self, instant: datetime) -> datetime:
        """Give the last closing time of the day on which an instant falls."""
        midnight = self.mark(instant) // _DAY * _DAY
        spans = self._hours.on_working_day(self._instant(midnight).date())
        return self._instant(midnight + (spans[-1][1] if spans else 0) * _MINUTE)

    def _rolled(self, start: datetime, mark: int) -> int:
        """Give a mark itself if the office is open or just closes, else the next opening."""
        place = bisect_right(self._edges, mark) - 1
        if place & 1 or self._edges[place] == mark:
            return mark
        while place + 1 >= len(self._edges) and self._grow():
            pass
        if place + 1 < len(self._edges):
            return self._edges[place + 1]
        raise self._outside(start, timedelta(0))

    def _instant(self, mark: int) -> datetime:
        return self._epoch + timedelta(0, 0, mark)

    def _grow(self) -> bool:
        """Append the next year; False when the timeline is complete."""
        with _GROWING:
            year = self._next_year
            if year > self._known_until.year:
                return False
            edges, worked = [self._end], [self._total]
            for opens, closes in self._spans_of(year):
                edges += opens, closes
                worked += worked[-1], worked[-1] + closes - opens
            for name, value in (
                ("_worked", (*self._worked, *worked[1:])),
                ("_edges", (*self._edges, *edges[1:])),
                ("_next_year", year + 1),
                ("_total", worked[-1]),
                ("_end", self._mark_of_day(date(year + 1, 1, 1))),
            ):
                object.__setattr__(self, name, value)
        return True

    def _spans_of(self, year: int) -> Iterator[tuple[int, int]]:
        """Give from which mark to which the office is open, all year."""
        first = date(year, 1, 1).toordinal()
        for day in map(date.fromordinal, range(first, date(year + 1, 1, 1).toordinal())):
            if self._calendar.is_working_day(day):
                midnight = self._mark_of_day(day)
                for opens, closes in self._hours.on_working_day(day):
                    yield midnight + opens * _MINUTE, midnight + closes * _MINUTE

    def _mark_of_day(self, day: date) -> int:
        return (day.toordinal() - self._epoch.toordinal()) * _DAY

    def _outside(self, at: datetime, duration: timedelta | None = None) -> OutsideKnownRange:
        return OutsideKnownRange(
            self._calendar.nearest_date_of(at),
            self._epoch.date(),
            self._known_until,
            self._calendar.last_decree,
            hours=None if duration is None else duration / timedelta(hours=1),
            by_ramadan=self._epoch.year > self._calendar.known_from.year
            or self._known_until < self._calendar.known_until,
        )


@lru_cache(maxsize=64)  # own choice: as many as calendars are kept
def timeline_of(calendar: "WorkingDays") -> Timeline:
    """Give the timeline of a calendar; the same one for calendars that are equal."""
    calendar.settings.refuse_days_without_hours()
    return Timeline.of(calendar)


def pause_marks(
    pauses: Iterable[Pause], mark: Callable[[datetime, str], int], until: int
) -> Iterator[Marks]:
    """Turn pauses into marks; one that lasts reaches to `until`.

    Raises InvalidValue for a pause that isn't two aware instants (`wrong_type`, `naive_datetime`)
    or ends before it begins (`out_of_order`), wherever it lies.
    """
    for number, pause in enumerate(iterable(pauses, "pauses")):
        where = f"pauses[{number}]"
        paused_at, resumed_at = _pair(pause, where)
        first = mark(paused_at, where)
        last = max(first, until) if resumed_at is None else mark(resumed_at, where)
        if last < first:
            raise InvalidValue.of("out_of_order", where, earlier=paused_at.isoformat())
        yield first, last


def _pair(pause: object, where: str) -> Pause:
    if isinstance(pause, tuple | list) and len(pause) == 2:  # noqa: PLR2004 - from and until
        return pause[0], pause[1]
    raise InvalidValue.of("wrong_type", where, expected="two_instants", found=shown(pause))


def merged(first: int, last: int, pauses: Iterable[Marks]) -> Iterator[Marks]:
    """Give what pauses cover between two marks, in order and without overlaps.

    >>> [*merged(0, 100, [(40, 70), (10, 20), (60, 130)])]
    [(10, 20), (40, 70), (70, 100)]
    """
    for paused, resumed in sorted(pauses):
        paused, resumed = max(paused, first), min(resumed, last)  # noqa: PLW2901 - clipped
        if paused < resumed:
            yield paused, resumed
            first = resumed


def rest(first: int, last: int, pauses: Iterable[Marks]) -> Iterator[Marks]:
    """Give what pauses leave between two marks, in order.

    >>> [*rest(0, 100, [(40, 70), (10, 20), (60, 130)])]
    [(0, 10), (20, 40), (70, 70), (100, 100)]
    """
    for paused, resumed in merged(first, last, pauses):
        yield first, paused
        first = resumed
    yield first, last
