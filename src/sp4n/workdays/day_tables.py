"""Tables by day: the whole arithmetic of working days is two look-ups in them."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import accumulate, compress

__all__ = ["DayTables"]


@lru_cache(maxsize=8)
def _days_between(first_year: int, last_year: int) -> tuple[list[date], dict[date, int]]:
    """Give every day of some years, and its place in the list; all calendars share them."""
    first = date(first_year, 1, 1).toordinal()
    days = [*map(date.fromordinal, range(first, date(last_year + 1, 1, 1).toordinal()))]
    return days, dict(zip(days, range(len(days)), strict=True))


class DayTables:
    """The working days of some years in a row, with the rank of every day among them.

    `place` maps a day to its position; a datetime, a day out of range or anything else is not in
    it. `upto[place]` is the number of working days up to and including that day, `before[place]`
    one more than those before it. `working` lists the working days from 1 on, so that
    ``working[upto + n]`` is the n-th working day after a day and ``working[before + n]`` the one
    ``-n`` working days before it (for n = 0: the day itself or the next working day).

    Years are appended in order; a reader in another thread sees a year whole or not at all.
    """

    __slots__ = ("_days", "_week", "before", "next_year", "place", "upto", "working")

    def __init__(self, first_year: int, last_year: int, workdays_a_week: int) -> None:
        self._days, self.place = _days_between(first_year, last_year)
        self._week = tuple(weekday < workdays_a_week for weekday in range(7))
        self.next_year = first_year
        self.upto: list[int] = []
        self.before: list[int] = []
        self.working: list[date] = [date.min]  # never an answer: ranks begin at 1

    def append_year(self, off: Iterable[date], worked: Iterable[date]) -> None:
        """Add the next year: weekends are off, the days of `off` too, those of `worked` are not."""
        year = self.next_year
        start, stop = len(self.upto), self.place[date(year, 12, 31)] + 1
        mask = self._weekdays(start, stop)
        for day in off:
            mask[self.place[day] - start] = 0
        for day in worked:
            if day.year == year:
                mask[self.place[day] - start] = 1
        rank = self.upto[-1] if start else 0
        self.working.extend(compress(self._days[start:stop], mask))
        self.before.extend(accumulate(mask[:-1], initial=rank + 1))
        self.upto.extend([*accumulate(mask, initial=rank)][1:])
        self.next_year = year + 1

    def _weekdays(self, start: int, stop: int) -> bytearray:
        weekday = self._days[start].weekday()
        week = bytes(self._week[weekday:] + self._week[:weekday])
        return bytearray((week * 53)[: stop - start])
