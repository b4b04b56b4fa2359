"""What an export says of itself above its header: whose it is, when it was made, of which days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import Cell, folded, is_blank, text_of
from sp4n.interchange.lapor_export.moments import OTHER_ORDER, Dates, Day, day_of, days_in
from sp4n.validation import line_fault

_MADE, _PERIOD = "Tanggal Generate", "Periode Masuk"
_KEYS = {folded(key): key for key in ("Judul Laporan", "Nama Instansi", _MADE, _PERIOD)}
_LIMIT_CHARACTERS = 200  # own choice
_COLONS = ": \t\r\n"


class Block(NamedTuple):
    """What an export says of itself: whose it is, when it was made, and of which days.

    `made_at` is the time of day at which it was made, where it says so, with its zone if it names
    one.
    """

    about: dict[str, str]
    made_on: date | None
    period: tuple[date, date] | None
    made_at: time | None = None

    @property
    def government(self) -> str | None:
        """Whose complaints it has."""
        return self.about.get("Nama Instansi")

    def doubts(self) -> list[Fault]:
        """Tell which of its days it names in a way that can't be told for certain."""
        told = (_MADE, self.made_on), (_PERIOD, self.period)
        unclear = [key for key, days in told if days is None and not is_blank(self.about.get(key))]
        return [fault("preamble_unclear", key) for key in unclear]

    def is_older(self, other: "Block") -> bool:
        """Tell whether it was made before another one, as far as both say when."""
        if self.made_on is None or other.made_on is None:
            return False
        if self.made_at is None or other.made_at is None:
            return self.made_on < other.made_on
        made = datetime.combine(self.made_on, self.made_at)
        others = datetime.combine(other.made_on, other.made_at)
        if made.tzinfo is None or others.tzinfo is None:  # nobody knows how far they are apart
            made, others = made.replace(tzinfo=None), others.replace(tzinfo=None)
        return made < others


def block_of(
    rows: Iterable[Sequence[Cell]], order: Dates | None, *, may_be_swapped: bool = False
) -> Block:
    """Read what an export says of itself, its days in the order of those in its rows.

    `may_be_swapped` tells that a spreadsheet took days for months in these rows; then nobody knows
    whether it did so here. What isn't told in a known way is None.

    >>> block_of([["Nama Instansi :", "", "Pemerintah Kota Contoh"]], None).government
    'Pemerintah Kota Contoh'
    >>> block_of([["Tanggal Generate", "3 Feb 2026, 10:15:00 WIB"]], None)[1::2]
    (datetime.date(2026, 2, 3), datetime.time(10, 15, tzinfo=...))
    """
    told = dict(_pairs(rows))
    lines = {key: " ".join(text_of(cell).split()) for key, cell in told.items()}
    made = days_in(told.get(_MADE, ""))
    days = _known_days(made, order)
    if may_be_swapped and days != _known_days(made, OTHER_ORDER.get(order), swapped=True):
        days = []
    at = day_of(told.get(_MADE, ""))
    return Block(
        {key: line for key, line in lines.items() if not line_fault(line, key, _LIMIT_CHARACTERS)},
        days[0] if len(days) == 1 else None,
        period_of(rows, order),
        None if at is None or at.at is None else at.at.replace(tzinfo=at.zone),
    )


def period_of(rows: Iterable[Sequence[Cell]], order: Dates | None) -> tuple[date, date] | None:
    """Read the first and the last day on which its complaints came.

    >>> period_of([["Periode Masuk", "(2021-01-01) - (2024-12-31)"]], None)
    (datetime.date(2021, 1, 1), datetime.date(2024, 12, 31))
    """
    days = _known_days(days_in(dict(_pairs(rows)).get(_PERIOD, "")), order)
    is_one = len(days) == len(("first", "last")) and days[0] <= days[1]
    return (days[0], days[1]) if is_one else None


def is_preamble(row: Sequence[Cell]) -> bool:
    """Tell whether a row says one of these things.

    >>> is_preamble(["Tanggal Generate:", "2025-11-14"]), is_preamble(["9000001", "Jalan"])
    (True, False)
    """
    return any(_pairs([row]))


def _known_days(told: Sequence[Day], order: Dates | None, *, swapped: bool = False) -> list[date]:
    """Give the days beside a key; none at all where one of them can't be told.

    What they say themselves counts: another program may have written them than the column.
    """
    orders = {day.order_told() for day in told} - {None}
    own = orders.pop() if len(orders) == 1 else order
    days = [day.in_order(own, swapped=swapped) for day in told]
    return [day for day in days if day is not None] if None not in days else []


def _pairs(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, Cell]]:
    """Give each known key with its value: behind a colon, or in the next cell that has one."""
    for row in rows:
        first, *others = [cell for cell in row if text_of(cell).strip()] or [""]
        name, _, rest = text_of(first).partition(":")
        values = (cell for cell in (rest, *others) if text_of(cell).strip(_COLONS))
        is_long = len(name) > _LIMIT_CHARACTERS  # as complaints are, and it takes time to fold
        if key := None if is_long else _KEYS.get(folded(name)):
            value = next(values, "")
            yield key, value.strip(_COLONS) if isinstance(value, str) else value
