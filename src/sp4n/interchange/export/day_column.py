"""The days of a column as a whole: which order its all-numeric dates have, and which were swapped.

A spreadsheet of another country takes days for months where it can. It leaves the other dates as
they are, or turns all, where none can be told apart. What it did shows by what is left, or by the
rows: exports come day by day.
"""

from collections.abc import Mapping
from datetime import date

from sp4n.errors import Fault, fault
from sp4n.interchange.export.moments import DATES, HIGHEST_MONTH, Dates, Day
from sp4n.interchange.reader import FormatError

__all__ = ["DayColumn"]

_MANY = 20  # own choice: so many days are of several months, and some lie behind the twelfth
_FEW = 4  # own choice: three whole dates in five have a day above 12; below a quarter is odd
_BREAKS = 3  # own choice: seven rows or more, which by chance are in order once in 2,500 times


_OTHER: Mapping[Dates, Dates] = {"dmy": "mdy", "mdy": "dmy", "iso": "iso"}


class _Sequence:
    """How days follow each other, row by row."""

    def __init__(self) -> None:
        self._last: date | None = None
        self._rises = self._falls = 0

    def add(self, day: date) -> None:
        """Take the next day into account."""
        if self._last is not None:
            self._rises += day > self._last
            self._falls += day < self._last
        self._last = day

    def is_in_order_unlike(self, other: "_Sequence") -> bool:
        """Tell whether these days rise, or fall, nearly throughout, and the others don't."""
        breaks = other.breaks()
        return breaks >= _BREAKS and self.breaks() * _FEW < breaks

    def breaks(self) -> int:
        """Count where they turn against their way."""
        return min(self._rises, self._falls)


class DayColumn:
    """All days of a column, by which the order of its all-numeric dates is settled.

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
        self._as_first, self._as_second = _Sequence(), _Sequence()

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
        first, second = day.in_order("dmy"), day.in_order("mdy", swapped=True)
        if is_received and (one := first or second):
            self._as_first.add(one)
            self._as_second.add(second or one)

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
        of many lies behind the twelfth, unless `are_confirmed` says that they lie in the days of
        their file, and swapped would not; or where only then the rows come day by day.
        """
        settled = self._settled()
        is_rewritten = settled is not None and self._are_rows_in_order(_OTHER[settled])
        is_swapped = settled is not None and self._whole_late * _FEW < self._whole
        are_early = len(self._whole_days) >= _MANY and not self._whole_late
        is_doubtful = (are_early and not are_confirmed) or (
            self._whole > 0 and self._are_rows_in_order("mdy")
        )
        if asked is not None:
            if settled is None and self._open and self._are_rows_in_order(_OTHER[asked]):
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

    def _are_rows_in_order(self, order: Dates) -> bool:
        """Tell whether days come one after the other in that order only.

        For whole dates the order ``mdy`` is that in which days and months are swapped. Where some
        are whole and some are not, nothing can be told.
        """
        has_numbers = self._open or self._day_first or self._month_first
        if order == "iso" or (self._whole and has_numbers):
            return False
        one, other = self._as_second, self._as_first
        return one.is_in_order_unlike(other) if order == "mdy" else other.is_in_order_unlike(one)

    def _settled(self) -> Dates | None:
        if bool(self._day_first) == bool(self._month_first):
            return None
        return "dmy" if self._day_first else "mdy"

    def _said(self, code: str) -> Fault:
        n = self._open + self._day_first + self._month_first or self._whole
        return fault(code, "Tanggal Laporan Masuk", rows=n, allowed=DATES)
