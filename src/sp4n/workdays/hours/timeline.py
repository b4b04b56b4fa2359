"""The timeline of an office: every opening and closing in a row, and the time worked by then."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.workdays._checks import aware
from sp4n.workdays.hours.hours_text import Span
from sp4n.workdays.hours.pauses import Pause, pause_marks, rest
from sp4n.workdays.hours.ramadan_gaps import unknown_hours
from sp4n.workdays.known_range import OutsideKnownRange
from sp4n.workdays.zones import ZONES

if TYPE_CHECKING:
    from sp4n.workdays.hours.office_hours import OfficeHours
    from sp4n.workdays.working_days import WorkingDays

Stretch = tuple[datetime, datetime]
"""From when to when an office was open, without a break."""

Unknown = tuple[int, int, date]
"""From which mark to which an office may be open that nobody knows it of, and on which day."""

_MINUTE = 60_000_000
_DAY = 1440 * _MINUTE
_DAY_MINUTES = 1440
_A_DAY = timedelta(days=1)
_GROWING = Lock()  # a timeline asks its calendar, but no other timeline


@frozen(eq=False, repr=False)
class Timeline:
    """When an office opens and closes, as marks: microseconds since its first known day began.

    `_edges` begins with a mark before all others; after it openings stand at odd places and
    closings at even ones. A break is a closing and an opening. `_worked` holds the time worked up
    to each edge. So the time worked up to a mark is one search, and the instant by which some time
    has been worked is another. Where nobody knows the hours of a day, it is among `_unknown` and
    has no edges: whoever asks across it is refused.

    Years are appended in order when they are first asked about; a reader in another thread sees a
    year whole or not at all, since `_worked` grows before `_edges` and the bounds move last.
    """

    _calendar: "WorkingDays"
    _epoch: datetime
    _first: int
    _next_year: int
    _changes_zone: bool
    _edges: tuple[int, ...] = (-1,)
    _worked: tuple[int, ...] = (0,)
    _unknown: tuple[Unknown, ...] = ()
    _unknown_ends: tuple[int, ...] = ()
    _total: int = 0
    _end: int = 0

    @classmethod
    def of(cls, calendar: "WorkingDays") -> "Timeline":
        """Lay out the hours of a calendar; no year of it is read yet."""
        first = calendar.known_from
        return cls(
            calendar,
            calendar.begins_at(first),
            first.toordinal(),
            first.year,
            calendar.settings.changes_zone,
        )

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
        raise self._outside(self._calendar.nearest_date_of(at))

    def between(self, first: int, last: int) -> int:
        """Give the microseconds worked from a mark to a later one."""
        self._refuse_unknown(first, last)
        return self._upto(last) - self._upto(first)

    def between_pauses(self, first: int, last: int, pauses: Iterable[Pause]) -> int:
        """Give the microseconds worked from a mark to a later one, pauses left out."""
        marks = pause_marks(pauses, self.any_mark, last)
        return sum(self.between(*left) for left in rest(first, last, marks))

    def _upto(self, mark: int) -> int:
        """Give the microseconds worked up to a mark."""
        place = bisect_right(self._edges, mark) - 1
        if place & 1:
            return self._worked[place] + mark - self._edges[place]
        return self._worked[place]

    def stretches(
        self, start: datetime, end: datetime, pauses: Iterable[Pause] = ()
    ) -> Iterator[Stretch]:
        """Give what `WorkingCalendar.working_stretches` documents."""
        first, last = self.mark(start, "start"), self.mark(end, "end")
        for left in rest(first, last, pause_marks(pauses, self.any_mark, last)):
            self._refuse_unknown(*left)
            yield from self._stretches(*left)

    def _stretches(self, first: int, last: int) -> Iterator[Stretch]:
        """Give each stretch of work from mark to mark."""
        place = (bisect_right(self._edges, first) - 1) | 1
        while place < len(self._edges) and self._edges[place] < last:
            opens, closes = max(first, self._edges[place]), min(last, self._edges[place + 1])
            if opens < closes:
                yield self._instant(opens), self._instant(closes, is_end=True)
            place += 2

    def after(self, start: datetime, duration: timedelta) -> datetime:
        """Give the instant that `WorkingCalendar.add_working_time` documents."""
        mark = self.mark(start, "start")
        added = (duration.days * 86400 + duration.seconds) * 1000000 + duration.microseconds
        if not added:
            return self._instant(self._rolled(start, mark))
        target = self._upto(mark) + added
        while target > self._total and self._grow():
            pass
        if not 0 <= target <= self._total:
            way = (mark, self._end) if added > 0 else (0, mark)
            self._refuse_unknown(*way, start=start, duration=duration)
            raise self._outside(self._calendar.nearest_date_of(start), duration)
        if added > 0:  # the first edge by which so much was worked: a closing
            place = bisect_left(self._worked, target)
        else:  # the last edge by which no more was worked: an opening
            place = bisect_right(self._worked, target) - 1
        end = self._edges[place] + target - self._worked[place]
        self._refuse_unknown(min(mark, end), max(mark, end), start=start, duration=duration)
        return self._instant(end, is_end=added > 0)

    def closes_at(self, day: date) -> datetime:
        """Give the last closing time of a day that is worked; its midnight if it has no hours."""
        hours = self._calendar.hours_on(day)
        if self._unknown_on(day, hours):
            raise self._not_known(day)
        spans = hours.spans_on(day)
        return self._instant(self._at(day, spans[-1][1] if spans else 0), is_end=bool(spans))

    def is_still_open(self, day: date, instant: datetime) -> bool:
        """Tell whether a shift that began on the day before goes on at an instant of a day."""
        before = day - _A_DAY
        if before < self._calendar.known_from or not self._calendar.is_working_day(before):
            return False
        hours = self._calendar.hours_on(before)
        _, closes = self._unknown_on(before, hours) or (hours.spans_on(before) or ((0, 0),))[-1]
        return closes > _DAY_MINUTES and instant <= self.closes_at(before)

    def _rolled(self, start: datetime, mark: int) -> int:
        """Give a mark itself if the office is open or just closes, else the next opening."""
        place = bisect_right(self._edges, mark) - 1
        if place & 1 or self._edges[place] == mark:
            return mark
        while place + 1 >= len(self._edges) and self._grow():
            pass
        opens = self._edges[place + 1] if place + 1 < len(self._edges) else None
        self._refuse_unknown(mark - 1, self._end if opens is None else opens, start=start)
        if opens is None:
            raise self._outside(self._calendar.nearest_date_of(start), timedelta(0))
        return opens

    def _instant(self, mark: int, *, is_end: bool = False) -> datetime:
        """Give the instant of a mark, in the zone then in force; an end belongs to what it ends."""
        instant = self._epoch + timedelta(0, 0, mark)
        if not self._changes_zone:
            return instant
        day = self._calendar.date_of(instant - timedelta.resolution * is_end)
        return instant.astimezone(ZONES[self._calendar.zone_on(day)])

    def _grow(self) -> bool:
        """Append the next year; False when the timeline is complete."""
        with _GROWING:
            year = self._next_year
            if year > self._calendar.known_until.year:
                return False
            edges, worked, unknown = [self._edges[-1]], [self._total], [*self._unknown]
            for day in filter(self._calendar.is_working_day, _days_of(year)):
                hours = self._calendar.hours_on(day)
                if outer := self._unknown_on(day, hours):
                    unknown.append((self._at(day, outer[0]), self._at(day, outer[1]), day))
                    continue
                for opens, closes in hours.spans_on(day):
                    opened, closed = max(edges[-1], self._at(day, opens)), self._at(day, closes)
                    if opened < closed:
                        edges += opened, closed
                        worked += worked[-1], worked[-1] + closed - opened
            for name, value in (
                ("_unknown", tuple(unknown)),
                ("_unknown_ends", tuple(last for _, last, _ in unknown)),
                ("_worked", (*self._worked, *worked[1:])),
                ("_edges", (*self._edges, *edges[1:])),
                ("_next_year", year + 1),
                ("_total", worked[-1]),
                ("_end", self._at(date(year + 1, 1, 1), 0)),
            ):
                object.__setattr__(self, name, value)
        return True

    def _at(self, day: date, minutes: int) -> int:
        """Give the mark of so many minutes after midnight; 24:00 is when the next day begins."""
        if not self._changes_zone:
            return ((day.toordinal() - self._first) * _DAY_MINUTES + minutes) * _MINUTE
        if minutes >= _DAY_MINUTES:
            day, minutes = day + _A_DAY, minutes - _DAY_MINUTES
        return self.any_mark(self._calendar.begins_at(day)) + minutes * _MINUTE

    # -- what is not known ---------------------------------------------------------------------

    def _unknown_on(self, day: date, hours: "OfficeHours") -> Span | None:
        """Give from when to when a working day may be worked, if nobody knows; else None."""
        if not hours.has_hours(day):
            return 0, _DAY_MINUTES
        return unknown_hours(self._calendar, hours, day)

    def _refuse_unknown(
        self,
        first: int,
        last: int,
        *,
        start: datetime | None = None,
        duration: timedelta | None = None,
    ) -> None:
        """Raise if an unknown day lies between two marks."""
        place = bisect_right(self._unknown_ends, first)
        if place < len(self._unknown) and self._unknown[place][0] < last:
            day = self._unknown[place][2]
            raise self._not_known(day, start, duration)

    def _not_known(
        self, day: date, start: datetime | None = None, duration: timedelta | None = None
    ) -> OutsideKnownRange:
        """Make the error for a day whose hours nobody knows."""
        hours = self._calendar.hours_on(day)
        hours.on_working_day(day)  # raises if nobody said when it is worked
        if duration is not None and start is not None:
            day = self._calendar.nearest_date_of(start)
        return self._outside(day, duration, hours.known_years)

    def _outside(
        self, day: date, duration: timedelta | None = None, years: range | None = None
    ) -> OutsideKnownRange:
        known_from, known_until = self._calendar.known_from, self._calendar.known_until
        if years is not None:
            known_from, known_until = date(years[0], 1, 1), date(years[-1], 12, 31)
        return OutsideKnownRange(
            day,
            known_from,
            known_until,
            self._calendar.last_decree,
            hours=None if duration is None else duration / timedelta(hours=1),
            by_ramadan=years is not None,
        )


def _days_of(year: int) -> Iterator[date]:
    first, end = (date(first, 1, 1).toordinal() for first in (year, year + 1))
    return map(date.fromordinal, range(first, end))


@lru_cache(maxsize=64)  # own choice: as many as calendars are kept
def timeline_of(calendar: "WorkingDays") -> Timeline:
    """Give the timeline of a calendar; the same one for calendars that are equal.

    Raises InvalidValue (`no_hours`) at once if a week that never changes has a day without hours.
    """
    if not calendar.settings.changes:
        calendar.settings.refuse_days_without_hours()
    return Timeline.of(calendar)
