"""The days of a column as a whole: which order its all-numeric dates have, and which were swapped.

A spreadsheet of another country takes days for months where it can. It leaves the other dates as
they are, or turns all, where none can be told apart. What it did shows by what is left, or by the
rows: those of an export come day by day, or in few weeks, and swapped days lie far from each other.
"""

from collections.abc import Mapping
from datetime import date
from typing import cast

from sp4n.errors import Fault, fault
from sp4n.interchange.export.moments import DATES, HIGHEST_MONTH, Dates, Day
from sp4n.reader import FormatError

_MANY = 20  # own choice: so many days are of several months, and some lie behind the twelfth
_FEW = 4  # own choice: three whole dates in five have a day above 12; below a quarter is odd
_DISTINCT = 6  # own choice: fewer days may be close to each other by chance
_CLOSER = 2  # own choice: days in any order are nearly as far from each other as swapped ones
_MONTHS = 3  # own choice: one day of each month, or two, is what people make up, and no sign
_OTHER: Mapping[Dates, Dates] = {"dmy": "mdy", "mdy": "dmy", "iso": "iso"}


class _Way:
    """How far it is from each day to that of the next row: on, and back."""

    def __init__(self) -> None:
        self.on = self.back = 0
        self._last = 0

    def add(self, day: date) -> None:
        """Go to the next day."""
        days = day.toordinal() - self._last if self._last else 0
        if days > 0:
            self.on += days
        else:
            self.back -= days
        self._last = day.toordinal()

    def is_longer_than(self, other: "_Way") -> bool:
        """Tell whether it is so much longer that the other one is the way that the rows went.

        One that never goes back has to be longer still: days in their order are hardly swapped.
        """
        times = _CLOSER if self.on and self.back else _FEW
        return (other.on + other.back) * times < self.on + self.back


class DayColumn:
    """All days of a column, by which the order of its all-numeric dates is settled.

    >>> from sp4n.interchange.export.moments import day_of
    >>> column = DayColumn()
    >>> for text in ("04/05/2023", "29/05/2023"):
    ...     column.add(day_of(text))
    >>> column.order(None)
    ('dmy', False)
    """

    def __init__(self) -> None:
        self._day_first = self._month_first = self._open = self._whole_late = self._whole = 0
        self._whole_days: set[date] = set()
        self._short_firsts: set[int] = set()
        self._short_years: set[int] = set()
        self._as_first, self._as_second = _Way(), _Way()
        self._two_ways: set[date] = set()
        self._last: Day | None = None
        self._known: dict[Day, tuple[date, date]] = {}

    def add(self, day: Day, *, is_received: bool = True) -> None:
        """Take a day into account; those on which complaints came follow each other."""
        if day.on is None:
            self._add_numbers(day)
        elif day.may_be_swapped:
            self._whole += 1
            self._whole_days.add(day.on)
            self._whole_late += day.on.day > HIGHEST_MONTH
        else:
            return
        if is_received:
            self._go_on(day)

    def _go_on(self, day: Day) -> None:
        """Go from the day of the row before to that of this one, in both orders."""
        if day is not self._last:
            first, second = self._in_both(day)
            self._as_first.add(first)
            self._as_second.add(second)
            if first != second and len(self._two_ways) < _DISTINCT:
                self._two_ways.add(first)
        self._last = day

    def _in_both(self, day: Day) -> tuple[date, date]:
        """Give a day in both orders, or twice as it is; instants are too many to be remembered."""
        found = self._known.get(day)
        if found is None:
            first, second = day.in_order("dmy"), day.in_order("mdy", swapped=True)
            found = cast("tuple[date, date]", (first or second, second or first))
            if day.at is None:
                self._known[day] = found
        return found

    def _add_numbers(self, day: Day) -> None:
        if day.has_short_year:
            self._short_firsts.add(day.numbers[0])
            self._short_years.add(day.year)
        order = day.order_told()
        self._day_first += order == "dmy"
        self._month_first += order == "mdy"
        self._open += order is None and day.numbers[0] != day.numbers[1]

    def order(
        self, asked: Dates | None, *, are_confirmed: bool = False
    ) -> tuple[Dates | None, bool]:
        """Give the order of all-numeric dates, and whether days have to be put for months.

        None when there are no such dates. What the caller says counts. Raises FormatError
        (``dates_unclear``) when nothing settles it, and (``dates_contradict``) when the dates
        contradict each other: some have the day first and some the month, or a spreadsheet took
        days for months in those dates in which it could, and left the others as they were; or when
        the rows contradict the caller. A spreadsheet may have taken all days for months, where none
        of many lies behind the twelfth, or where only swapped they are close to each other, unless
        `are_confirmed` says that they lie in the days of their file, and swapped would not.
        """
        settled = self._settled()
        is_rewritten = settled is not None and self._are_days_closer(_OTHER[settled])
        is_swapped = settled is not None and self._whole_late * _FEW < self._whole
        are_early = len(self._whole_days) >= _MANY and not self._whole_late
        are_doubted = are_early or (self._whole > 0 and self._are_days_closer("mdy"))
        is_doubtful = are_doubted and not are_confirmed
        if asked is not None:
            if settled is None and self._open and self._are_days_closer(_OTHER[asked]):
                raise FormatError(self._said("dates_contradict"))
            if is_rewritten and asked == settled:
                return _OTHER[settled], True
            swaps = is_swapped if settled is not None else is_doubtful
            return asked, swaps and asked in ((settled,) if settled else ("dmy", "mdy"))
        if is_swapped or is_rewritten or (self._day_first and self._month_first):
            raise FormatError(self._said("dates_contradict"))
        years_vary = len(self._short_years) > len(self._short_firsts)
        years_may_be_first = years_vary and min(self._short_firsts) > HIGHEST_MONTH
        if (settled is None and (self._open or is_doubtful)) or years_may_be_first:
            raise FormatError(self._said("dates_unclear"))
        return settled, False

    def _are_days_closer(self, order: Dates) -> bool:
        """Tell whether rows follow each other in that order, and are far from each other else.

        For whole dates the order ``mdy`` is that in which days and months are swapped. Where some
        are whole and some are not, nothing can be told.
        """
        has_numbers = self._open or self._day_first or self._month_first
        is_mixed = self._whole and has_numbers
        if order == "iso" or is_mixed or len(self._two_ways) < _DISTINCT:
            return False
        is_plain = not has_numbers and not self._whole_late
        if is_plain and len({day.day for day in self._whole_days}) < _MONTHS:
            return False
        first, second = self._as_first, self._as_second
        return first.is_longer_than(second) if order == "mdy" else second.is_longer_than(first)

    def _settled(self) -> Dates | None:
        if bool(self._day_first) == bool(self._month_first):
            return None
        return "dmy" if self._day_first else "mdy"

    def _said(self, code: str) -> Fault:
        n = self._open + self._day_first + self._month_first or self._whole
        return fault(code, "Tanggal Laporan Masuk", rows=n, allowed=DATES)
