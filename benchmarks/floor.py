"""The floor: what the arithmetic costs when nobody checks a question or names a mistake."""

from collections.abc import Callable
from datetime import date, timedelta

from attrs import field, frozen

__all__ = ["BareLookup"]

_SATURDAY = 5


@frozen
class BareLookup:
    """Prefix tables of working days, without any care: a dict, a list of ranks, a list of dates.

    Days outside, datetimes or strange numbers get any answer or any error.
    """

    off: frozenset[date] = field(repr=False)
    first: date
    last: date

    def adder(self) -> Callable[[date, int], date]:
        """Make the function that gives the n-th working day after a day, for n of at least 1."""
        place, upto, working = self._tables()

        def add(day: date, n: int) -> date:
            return working[upto[place[day]] + n]

        return add

    def counter(self) -> Callable[[date, date], int]:
        """Make the function that counts the working days after a day up to another."""
        place, upto, _ = self._tables()

        def count(start: date, end: date) -> int:
            return upto[place[end]] - upto[place[start]]

        return count

    def _tables(self) -> tuple[dict[date, int], list[int], list[date]]:
        span = (self.last - self.first).days + 1
        days = [self.first + timedelta(days=number) for number in range(span)]
        working, upto = [date.min], []
        for day in days:
            if day.weekday() < _SATURDAY and day not in self.off:
                working.append(day)
            upto.append(len(working) - 1)
        return {day: number for number, day in enumerate(days)}, upto, working
