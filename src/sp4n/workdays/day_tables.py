"""The working days of some years as tables, so that each answer about a day is one look-up."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import accumulate, compress
from types import MappingProxyType

from attrs import frozen

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
    _weeks: tuple[tuple[int, tuple[bool, ...]], ...]

    @classmethod
    def of(
        cls, first_year: int, last_year: int, weeks: Iterable[tuple[date, tuple[bool, ...]]]
    ) -> "DayTables":
        """Give tables that may hold some years, and hold none yet.

        `weeks` tells in order from which day on which weekdays are worked.
        """
        days, place = _days_between(first_year, last_year)
        start = days[0].toordinal()
        placed = tuple((first.toordinal() - start, week) for first, week in weeks)
        nowhere = (date.min,)  # never an answer: ranks begin at 1
        return cls(first_year, place, (), (), nowhere, days, placed)

    def with_years(self, off: Iterable[Iterable[date]], worked: Collection[date]) -> "DayTables":
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
        ranks = (tuple(upto), tuple(before), tuple(working))
        return DayTables(year, self.place, *ranks, self._days, self._weeks)

    def _weekdays(self, start: int, stop: int) -> bytearray:
        """Give the days from a place to another as the weeks have them."""
        mask = bytearray()
        until = [*(first for first, _ in self._weeks[1:]), stop]
        for (since, week), end in zip(self._weeks, until, strict=True):
            first, last = max(start, since), min(stop, end)
            if first < last:
                weekday = self._days[first].weekday()
                row = bytes(week[weekday:] + week[:weekday])
                mask += (row * 53)[: last - first]
        return mask
