"""Which days are worked: the tables of one calendar and the verbs on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, compress, count, takewhile
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.workdays._checks import plain_date, whole_number
from sp4n.workdays.calendar_year import is_in_table, national_holidays
from sp4n.workdays.decree import Decree
from sp4n.workdays.known_range import OutsideKnownRange
from sp4n.workdays.settings import CalendarSettings
from sp4n.workdays.uncertainty import Stretch, stretches

if TYPE_CHECKING:
    from sp4n.workdays.calendar_year import CalendarYear
    from sp4n.workdays.hours.timeline import Timeline
    from sp4n.workdays.skipped_day import SkippedDay

_Days = tuple[tuple[date, ...], Mapping[date, int]]


@lru_cache(maxsize=8)
def _days_between(first_year: int, last_year: int) -> _Days:
    """Give every day of some years, and its place among them; all calendars share them."""
    first = date(first_year, 1, 1).toordinal()
    days = tuple(map(date.fromordinal, range(first, date(last_year + 1, 1, 1).toordinal())))
    # Read faster than a FrozenDict, and nobody pickles it: each answer about a day begins here.
    return days, MappingProxyType(dict(zip(days, range(len(days)), strict=True)))


@frozen(eq=False, repr=False)
class DayTables:
    """The working days of some years in a row, with the rank of every day among them.

    `place` maps a day to its position; a datetime, a day out of range or anything else is not in
    it. `upto[place]` is the number of working days up to and including that day, `before[place]`
    one more than those before it. `working` lists the working days from 1 on, so that
    ``working[upto + n]`` is the n-th working day after a day and ``working[before + n]`` the one
    ``-n`` working days before it (for n = 0: the day itself or the next working day).
    """

    next_year: int
    place: Mapping[date, int]
    upto: tuple[int, ...]
    before: tuple[int, ...]
    working: tuple[date, ...]
    _days: tuple[date, ...]
    _week: tuple[bool, ...]

    @classmethod
    def of(cls, first_year: int, last_year: int, workdays_a_week: int) -> "DayTables":
        """Give tables that may hold some years, and hold none yet."""
        days, place = _days_between(first_year, last_year)
        week = tuple(weekday < workdays_a_week for weekday in range(7))
        nowhere = (date.min,)  # never an answer: ranks begin at 1
        return cls(first_year, place, (), (), nowhere, days, week)

    def with_years(self, off: Iterable[Iterable[date]], worked: Sequence[date]) -> "DayTables":
        """Add the years that `off` tells of: weekends and those days are off, `worked` are not."""
        year = self.next_year
        upto, before, working = [*self.upto], [*self.before], [*self.working]
        for days_off in off:
            start, stop = len(upto), self.place[date(year, 12, 31)] + 1
            mask = self._weekdays(start, stop)
            for day in days_off:
                mask[self.place[day] - start] = 0
            for day in worked:
                if day.year == year:
                    mask[self.place[day] - start] = 1
            rank = upto[-1] if start else 0
            working += compress(self._days[start:stop], mask)
            before += accumulate(mask[:-1], initial=rank + 1)
            upto += [*accumulate(mask, initial=rank)][1:]
            year += 1
        found = (tuple(upto), tuple(before), tuple(working))
        return DayTables(year, self.place, *found, self._days, self._week)

    def _weekdays(self, start: int, stop: int) -> bytearray:
        weekday = self._days[start].weekday()
        week = bytes(self._week[weekday:] + self._week[:weekday])
        return bytearray((week * 53)[: stop - start])


FIRST_YEAR = 2015
"""The first year whose final list is known."""

LAST_ESTIMATED_YEAR = 2029
"""The last year answered without a decree (own choice): two beyond the decreed ones, flagged."""

_MOST_ESTIMATED_YEARS = 2  # own choice: a decree further away opens nothing in between

_GROWING = Lock()


def _decrees(value: Iterable[Decree]) -> tuple[Decree, ...]:
    return tuple(value)


def _pending(value: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple(value)


@frozen(cache_hash=True, repr=False)
class WorkingDays:
    """The days that an office works, one by one: what `sp4n.workdays.WorkingCalendar` rests on.

    The calendar adds what is made of them: deadlines, answers for many days at once, and instants.
    """

    settings: CalendarSettings
    decrees: tuple[Decree, ...] = field(converter=_decrees)
    pending: tuple[tuple[int, str], ...] = field(default=(), converter=_pending)
    known_from: date = field(init=False, eq=False, default=date(FIRST_YEAR, 1, 1))
    known_until: date = field(init=False, eq=False)
    certain_until: date = field(init=False, eq=False)
    _stretches: tuple[Stretch, ...] = field(init=False, eq=False)
    _decreed: Mapping[int, Decree] = field(init=False, eq=False)
    _tables: DayTables = field(init=False, eq=False)
    _place: Mapping[date, int] = field(init=False, eq=False)
    _upto: tuple[int, ...] = field(init=False, eq=False)
    _before: tuple[int, ...] = field(init=False, eq=False)
    _working: tuple[date, ...] = field(init=False, eq=False)
    _timeline: "Timeline | None" = field(init=False, eq=False, default=None)

    def __attrs_post_init__(self) -> None:
        """Fill the tables for the years that need no estimate by `holidays`."""
        decreed = {one.year: one for one in self.decrees}
        last_year = LAST_ESTIMATED_YEAR
        for year in sorted(decreed):
            if year <= last_year + _MOST_ESTIMATED_YEARS + 1:
                last_year = max(last_year, year)
        known_until = date(last_year, 12, 31)
        uncertain = stretches(self.decrees, self.pending, self.known_from, known_until)
        tables = DayTables.of(FIRST_YEAR, last_year, self.settings.days_a_week)
        certain_until = uncertain[0][0] - timedelta(days=1) if uncertain else known_until
        for name, value in (
            ("known_until", known_until),
            ("certain_until", certain_until),
            ("_stretches", uncertain),
            ("_decreed", FrozenDict(decreed)),
            ("_place", tables.place),
        ):
            object.__setattr__(self, name, value)
        listed = takewhile(lambda year: year in decreed or is_in_table(year), count(FIRST_YEAR))
        self._take(self._read(tables, listed))

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is worked.

        Raises:
            OutsideKnownRange: the day is not known.
            InvalidValue: it is no plain date.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().is_working_day(date(2025, 3, 28))  # joint leave around Nyepi
        False
        """
        try:
            place = self._place[day]
            return self._upto[place] == self._before[place]
        except (IndexError, KeyError, TypeError):
            pass  # no error hangs on the one that says what is wrong
        place = self._find(day)
        return self._upto[place] == self._before[place]

    def add(self, day: date, n: int) -> date:
        """Give the n-th working day after a day; the day itself is never counted.

        Negative n counts backwards, again without the day itself. n = 0 is no addition but a roll:
        the day, or the next working day. From a day off, ``add(day, 1)`` is the next working day,
        and so is ``add(day, 0)``.

        Raises:
            OutsideKnownRange: the day or the answer is not known.
            InvalidValue: `day` is no plain date, or `n` no whole number.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().add(date(2025, 1, 24), 5)
        datetime.date(2025, 2, 5)
        """
        if n.__class__ is not int:
            n = whole_number(n)
        try:
            rank = (self._upto if n > 0 else self._before)[self._place[day]] + n
            if rank > 0:  # a list's negative index would answer from its far end
                return self._working[rank]
        except (IndexError, KeyError, TypeError):
            pass
        return self._add_at_the_edge(day, n)

    def roll(self, day: date) -> date:
        """Give the day itself if it is worked, else the next working day.

        Raises as `add` does.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().roll(date(2025, 3, 28))
        datetime.date(2025, 4, 8)
        """
        return self.add(day, 0)

    def count(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`.

        Negative when `end` lies before `start`: ``count(a, b) == -count(b, a)``. For every n of at
        least 1 ``count(day, add(day, n)) == n``, whatever kind of day it is.

        Raises:
            OutsideKnownRange: one of the days is not known.
            InvalidValue: one of them is no plain date.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().count(date(2025, 1, 24), date(2025, 2, 5))
        5
        """
        try:
            place, upto = self._place, self._upto
            return upto[place[end]] - upto[place[start]]
        except (IndexError, KeyError, TypeError):
            pass
        first, last = self._find(start, "start"), self._find(end, "end")
        return self._upto[last] - self._upto[first]

    def day_off(self, day: date) -> "SkippedDay | None":
        """Say why a day isn't worked, or give None if it is.

        Raises as `is_working_day` does.

        >>> from sp4n.workdays import indonesia
        >>> str(indonesia().day_off(date(2025, 3, 28)))
        '2025-03-28 joint leave: Day of Silence'
        """
        if self.is_working_day(day):
            return None
        from sp4n.workdays.skipped_day import day_off

        return day_off(day, self.source_of(day.year), self.settings)

    def source_of(self, year: int) -> "CalendarYear":
        """Tell a year's days off and where they come from.

        Raises:
            OutsideKnownRange: the year is not known.

        >>> from sp4n.workdays import indonesia
        >>> str(indonesia().source_of(2026).decree)
        'SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (2025-09-19)'
        """
        if not self.known_from.year <= whole_number(year, "year") <= self.known_until.year:
            raise self.outside(date(min(max(year, 1), 9999), 1, 1))
        from sp4n.workdays.calendar_year import CalendarYear

        return CalendarYear(year, self._decreed.get(year))

    @property
    def years(self) -> "tuple[CalendarYear, ...]":
        """All known years in order, each with its days off and their source."""
        known = range(self.known_from.year, self.known_until.year + 1)
        return tuple(self.source_of(year) for year in known)

    @property
    def last_decree(self) -> str:
        """The latest decree of the calendar, as an error names it; empty if there is none."""
        return str(self.decrees[-1]) if self.decrees else ""

    def outside(self, day: date, n: int | None = None) -> OutsideKnownRange:
        """Make the error for a day that isn't known, or from which n working days lead outside."""
        return OutsideKnownRange(day, self.known_from, self.known_until, self.last_decree, n)

    # -- behind the verbs ----------------------------------------------------------------------

    def _find(self, day: date, where: str = "day") -> int:
        """Find a day's place, reading further years if need be; typed errors if there is none."""
        plain_date(day, where)
        if not self.known_from <= day <= self.known_until:
            raise self.outside(day)
        place = self._place[day]
        while place >= len(self._upto):
            self._grow()
        return place

    def _add_at_the_edge(self, day: date, n: int) -> date:
        place, n = self._find(day), whole_number(n)
        rank = (self._upto if n > 0 else self._before)[place] + n
        while rank >= len(self._working) and self._grow():
            pass
        if 0 < rank < len(self._working):
            return self._working[rank]
        raise self.outside(day, n)

    def _grow(self) -> bool:
        """Append the next year to the tables; False when the calendar is complete."""
        with _GROWING:
            if self._tables.next_year > self.known_until.year:
                return False
            self._take(self._read(self._tables, [self._tables.next_year]))
        return True

    def _take(self, tables: DayTables) -> None:
        """Answer by these tables: the same as before, with further years behind.

        A reader in another thread may see some of them earlier than others; the days of the year
        that comes are not in all of them then, so that it waits for `_grow`.
        """
        for name, value in (
            ("_working", tables.working),
            ("_before", tables.before),
            ("_upto", tables.upto),
            ("_tables", tables),
        ):
            object.__setattr__(self, name, value)

    def _read(self, tables: DayTables, years: Iterable[int]) -> DayTables:
        """Give tables with further years, the next ones."""
        return tables.with_years(map(self._days_off, years), self.settings.extra_working_days)

    def _days_off(self, year: int) -> list[date]:
        decree = self._decreed.get(year)
        off = [one.on for one in national_holidays(year, decree)]
        if decree and self.settings.joint_leave:
            off += [one.on for one in decree.joint_leave]
        return off + [one.on for one in self.settings.closures if one.on.year == year]
