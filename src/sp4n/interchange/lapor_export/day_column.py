"""The days of a column as a whole: which order its all-numeric dates have, and which were swapped.

A spreadsheet of another country takes days for months where it can: it makes whole dates of them,
and leaves the other texts as they are. The rules, in this order:

1. Texts settle their order if one number can be no month. Else the other columns do, or the caller.
2. Whole dates are swapped where several show it: hardly any lies behind the twelfth, and hardly any
   text is left that a spreadsheet would have taken; or the rows follow each other only if they are
   swapped; or only then they lie in the days of their file. Without texts beside them it suffices
   that many days lie before the thirteenth, or many rows on one day of each month.
3. Texts were written out again after that, where rows or the days of their file show the same.
4. Where nobody says how dates are meant, such a column is refused. What the caller says of texts
   counts, and is doubted where they contradict it; whole dates are swapped by it only where several
   show that they are (2), and stay as they are by ``iso``.

Rows in the order of their days' first digits, as sorting texts leaves them, show nothing.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple, cast

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.moments import DATES, HIGHEST_MONTH, OTHER_ORDER, Dates, Day

SEVERAL = 5
"""Own choice: fewer whole dates before the thirteenth, and no other, may be chance."""

FEW = 4
"""Own choice: three whole dates in five have a day above 12; below one in four is odd."""

_MANY = 20  # own choice: so many days are of several months, and some lie behind the twelfth
_DISTINCT = 6  # own choice: fewer days may be close to each other by chance
_CLOSER = 2  # own choice: days in any order are nearly as far from each other as swapped ones
_SOME = 8  # own choice: where fewer lie behind the twelfth, it may be those of one month
_MONTHS = 3  # own choice: one day of each month, or two, is what people make up, and no sign
_NEVER = date.max, date.min  # no day lies within


class Order(NamedTuple):
    """How a column is read: the order of its texts, and whether to put days for months.

    `is_doubted` tells that something speaks against it, and the caller, or too few dates, for it;
    `is_compact` that eight digits are days.
    """

    order: Dates | None
    is_swapped: bool = False
    is_doubted: bool = False
    is_compact: bool = False

    def on(self, day: Day) -> date | None:
        """Give the date that a day of the column is; None where it is none in that order."""
        if day.is_compact and not self.is_compact:
            return None
        return day.in_order(self.order, swapped=self.is_swapped)


class _Rows:
    """The days of the rows in one reading: how far they are from each other, on and back."""

    def __init__(self) -> None:
        self.on = self.back = self._late = self._n = 0
        self._early: set[int] = set()
        self._last: date | None = None
        self._rises = self._falls = self._rises_as_text = self._falls_as_text = True

    def add(self, day: date) -> None:
        """Go to the next day."""
        last, self._last = self._last, day
        self._n += 1
        if day.day > HIGHEST_MONTH:
            self._late += 1
        elif len(self._early) <= 1:
            self._early.add(day.day)
        if last is None:
            return
        days = day.toordinal() - last.toordinal()
        if days > 0:
            self.on += days
        else:
            self.back -= days
        self._compare(last.day, day.day)

    def _compare(self, last: int, day: int) -> None:
        if self._rises or self._falls:
            self._rises, self._falls = self._rises and last <= day, self._falls and last >= day
        if self._rises_as_text or self._falls_as_text:
            before, now = str(last), str(day)
            self._rises_as_text = self._rises_as_text and before <= now
            self._falls_as_text = self._falls_as_text and before >= now

    def is_sorted_by_its_text(self) -> bool:
        """Tell whether days of the month follow each other, early and late ones, as in texts."""
        is_sorted = self._rises or self._falls or self._rises_as_text or self._falls_as_text
        return is_sorted and len(self._early) > 1 and self._late * _SOME >= self._n

    def is_much_longer_than(self, other: "_Rows", *, has_many: bool) -> bool:
        """Tell whether it is so much longer that the other one is the way that the rows went.

        It has to be longer still where it never goes back, since days in their order are hardly
        swapped; and where days are few, unless the other one never goes back.
        """
        if self.is_sorted_by_its_text():
            return False
        is_likely = has_many or not (other.on and other.back)
        times = _CLOSER if self.on and self.back and is_likely else FEW
        return (other.on + other.back) * times < self.on + self.back


class _Kind:
    """The days of one kind, texts or whole dates, each plain and with days for months.

    Plain texts have the day first. `early` counts those that a spreadsheet may have swapped, or
    would have.
    """

    def __init__(self) -> None:
        self.early = self.late = 0
        self._plain, self._turned = _Rows(), _Rows()
        self._two_ways: set[date] = set()
        self._within = Counter[tuple[bool, bool]]()

    def __len__(self) -> int:
        return self.early + self.late

    def count(self, *, is_early: bool) -> None:
        """Take a row into account."""
        self.early += is_early
        self.late += not is_early

    def go_on(self, plain: date, turned: date) -> None:
        """Go to the next day that is another one."""
        self._plain.add(plain)
        self._turned.add(turned)
        if plain != turned and len(self._two_ways) < 2 * _DISTINCT:
            self._two_ways.add(plain)

    def place(self, *, is_plain_within: bool, is_turned_within: bool) -> None:
        """Take into account whether a day lies within those that its export says it has."""
        self._within[is_plain_within, is_turned_within] += 1

    def is_confirmed(self) -> bool:
        """Tell whether all lie in the days of their export, and turned some would not."""
        within = self._within
        return within[True, False] > 0 and not within[False, True] and not within[False, False]

    def fits(self, *, turned: bool) -> bool:
        """Tell whether several lie in the days of their export in that reading only."""
        only = self._within[not turned, turned]
        return only >= SEVERAL and only > FEW * (
            self._within[turned, not turned] + self._within[False, False]
        )

    def is_closer(self, *, turned: bool) -> bool:
        """Tell whether rows follow each other in that reading, and are far from each other else."""
        distinct = len(self._two_ways)
        near, far = (self._turned, self._plain) if turned else (self._plain, self._turned)
        has_many = distinct >= 2 * _DISTINCT
        return distinct >= _DISTINCT and far.is_much_longer_than(near, has_many=has_many)


class DayColumn:
    """All days of a column, by which the order of its all-numeric dates is settled.

    >>> from sp4n.interchange.lapor_export.moments import day_of
    >>> column = DayColumn("Tanggal Laporan Masuk")
    >>> for text in ("04/05/2023", "29/05/2023"):
    ...     column.add(day_of(text))
    >>> column.order(None)[0].order
    'dmy'
    """

    def __init__(self, name: str, *, is_in_rows: bool = True) -> None:
        """Begin; `is_in_rows` tells that the rows of a file follow each other by these days."""
        self.texts, self.wholes = _Kind(), _Kind()
        self._name = name
        self._is_in_rows = is_in_rows
        self._are_compact: set[bool] = set()
        self._told = Counter[Dates | None]()
        self._days: set[date] = set()
        self._short_firsts: set[int] = set()
        self._short_years: set[int] = set()
        self._last: Day | None = None
        self._known: dict[Day, tuple[date, date]] = {}

    def add(self, day: Day) -> None:
        """Take the day of the next row into account."""
        self._are_compact.add(day.is_compact)
        kind = self._kind_of(day)
        if kind is None:
            return
        if day.on is None:
            self._told[day.order_told() if day.numbers[0] != day.numbers[1] else "iso"] += 1
            kind.count(is_early=day.order_told() is None)
            if day.has_short_year:
                self._short_firsts.add(day.numbers[0])
                self._short_years.add(day.year)
        else:
            self._days.add(day.on)
            kind.count(is_early=day.on.day <= HIGHEST_MONTH)
        if self._is_in_rows and day is not self._last:
            kind.go_on(*self.readings(day))
        self._last = day

    def place(self, day: Day, period: tuple[date, date] | None) -> None:
        """Take into account whether a day lies within those of its export, plain and turned."""
        kind = self._kind_of(day)
        if kind is not None:
            first, last = period or _NEVER
            plain, turned = (first <= reading <= last for reading in self.readings(day))
            kind.place(is_plain_within=plain, is_turned_within=turned)

    def readings(self, day: Day) -> tuple[date, date]:
        """Give a day plain and turned, or twice as it is; instants are too many to be kept."""
        readings = self._known.get(day)
        if readings is None:
            plain, turned = day.in_order("dmy"), day.in_order("mdy", swapped=True)
            readings = cast("tuple[date, date]", (plain or turned, turned or plain))
            if day.at is None:
                self._known[day] = readings
        return readings

    def settled(self) -> Dates | None:
        """Give the order that its texts settle by themselves; None if none, or both, are told."""
        if bool(self._told["dmy"]) == bool(self._told["mdy"]):
            return None
        return "dmy" if self._told["dmy"] else "mdy"

    def order(self, asked: Dates | None, others: Dates | None = None) -> tuple[Order, Fault | None]:
        """Give how it is read, and why it can't be unless somebody says how dates are meant.

        `asked` is what the caller says, `others` the order that the other columns settle.
        ``dates_unclear`` when nothing settles it, or whole dates may be swapped; and
        ``dates_contradict`` when some texts have the day first and some the month, or a spreadsheet
        took days for months.
        """
        if asked == "iso":
            return Order("iso"), None
        own, doubt = self.settled(), self._doubt_of_wholes()
        told = own or asked or others
        is_rewritten = told is not None and self._are_texts_for(OTHER_ORDER[told])
        are_both = bool(self._told["dmy"] and self._told["mdy"])
        if asked is not None and own not in (None, asked):
            return Order(asked, is_rewritten and not len(self.wholes)), None
        if asked is not None:
            is_swapped = doubt is not None and not are_both
            return Order(asked, is_swapped, is_rewritten or self._are_few()), None
        order = Order(told)
        if is_rewritten or are_both or doubt == "dates_contradict" or self._are_few():
            return order, self.said("dates_contradict")
        is_open = told is None and self._told[None] > 0
        if doubt or is_open or self._may_years_be_first():
            return order, self.said("dates_unclear")
        return order, None

    def is_compact(self) -> bool:
        """Tell whether all its days are eight digits: in a mixed column they may be anything."""
        return self._are_compact == {True}

    def is_turned(self, read: Order) -> bool | None:
        """Tell whether that order turns its days; None where it has texts and whole dates."""
        if len(self.texts) and len(self.wholes):
            return None
        return read.is_swapped if len(self.wholes) else read.order == "mdy"

    def said(self, code: str) -> Fault:
        """Say what is wrong with it."""
        n = self._told.total() - self._told["iso"] or len(self.wholes)
        return fault(code, self._name, rows=n, allowed=DATES)

    def _kind_of(self, day: Day) -> _Kind | None:
        if day.on is None:
            return self.texts
        return self.wholes if day.may_be_swapped else None

    def _doubt_of_wholes(self) -> str | None:
        """Tell what several whole dates show, if they are swapped."""
        wholes, texts = self.wholes, self.texts
        if wholes.early < SEVERAL or wholes.is_confirmed():
            return None
        if wholes.fits(turned=True):
            return "dates_contradict"
        is_plain = not wholes.late and len({day.day for day in self._days}) < _MONTHS
        is_closer = not is_plain and wholes.is_closer(turned=True)
        if len(texts):
            are_late = wholes.late * FEW >= len(wholes)
            are_left = self.settled() is None or texts.early * FEW >= wholes.early
            is_shown = is_closer or not (are_late or are_left)
            return "dates_contradict" if is_shown else None
        are_early = not wholes.late and len(self._days) >= _MANY
        return "dates_unclear" if is_closer or are_early or (is_plain and self._heaps()) else None

    def _heaps(self) -> bool:
        """Tell whether many rows lie on each of few days, in several months."""
        months = {(day.year, day.month) for day in self._days}
        return len(months) >= _MONTHS and len(self.wholes) >= max(_MANY, FEW * len(self._days))

    def _are_texts_for(self, order: Dates) -> bool:
        turned = order == "mdy"
        return self.texts.is_closer(turned=turned) or self.texts.fits(turned=turned)

    def _are_few(self) -> bool:
        """Tell whether whole dates beside texts look swapped, and are too few to show it."""
        is_alike = len(self.texts) and not self.texts.early and not self.wholes.late
        return bool(is_alike) and 0 < self.wholes.early < SEVERAL

    def _may_years_be_first(self) -> bool:
        do_vary = len(self._short_years) > len(self._short_firsts)
        return do_vary and min(self._short_firsts) > HIGHEST_MONTH
