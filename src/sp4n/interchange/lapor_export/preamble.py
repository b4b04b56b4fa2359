"""What an export says of itself above its header: whose it is, when it was made, of which days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time

from sp4n.interchange.lapor_export.cells import Cell, folded, text_of
from sp4n.interchange.lapor_export.moments import Dates, Day, day_of, days_in
from sp4n.validation import line_fault

MADE, PERIOD = "Tanggal Generate", "Periode Masuk"
"""Where it says when it was made, and of which days its complaints are."""
_KEYS = {folded(key): key for key in ("Judul Laporan", "Nama Instansi", MADE, PERIOD)}
_LIMIT_CHARACTERS = 200  # own choice
_OTHER: dict[Dates | None, Dates] = {"dmy": "mdy", "mdy": "dmy"}
_COLONS = ": \t\r\n"


def about_of(rows: Iterable[Sequence[Cell]]) -> dict[str, str]:
    """Read the four known keys, each with the value beside it.

    >>> about_of([["Nama Instansi :", "", "Pemerintah Kota Contoh"], ["Catatan", "-"]])
    {'Nama Instansi': 'Pemerintah Kota Contoh'}
    """
    told = {key: " ".join(text_of(cell).split()) for key, cell in _pairs(rows)}
    return {key: text for key, text in told.items() if not line_fault(text, key, _LIMIT_CHARACTERS)}


def made_on(
    rows: Iterable[Sequence[Cell]], order: Dates | None, *, may_be_swapped: bool = False
) -> date | None:
    """Read the day on which the export was made; None when it is not told in a known way.

    `may_be_swapped` tells that a spreadsheet took days for months in the rows below; then nobody
    knows whether it did so here.

    >>> made_on([["Tanggal Generate", "2025-11-14 10:15"]], None)
    datetime.date(2025, 11, 14)
    """
    found = _found(rows, MADE)
    days = _known_days(found, order)
    if may_be_swapped and days != _known_days(found, _OTHER.get(order), swapped=True):
        return None
    return days[0] if len(days) == 1 else None


def made_at(rows: Iterable[Sequence[Cell]]) -> time | None:
    """Read the time of day at which it was made, where it is told beside the day.

    >>> made_at([["Tanggal Generate", "3 Feb 2026, 10:15:00 WIB"]]).isoformat()
    '10:15:00+07:00'
    """
    found = day_of(dict(_pairs(rows)).get(MADE, ""))
    return None if found is None or found.at is None else found.at.replace(tzinfo=found.zone)


def period_of(rows: Iterable[Sequence[Cell]], order: Dates | None) -> tuple[date, date] | None:
    """Read the first and the last day on which its complaints came.

    >>> period_of([["Periode Masuk", "(2021-01-01) - (2024-12-31)"]], None)
    (datetime.date(2021, 1, 1), datetime.date(2024, 12, 31))
    """
    days = _known_days(_found(rows, PERIOD), order)
    is_one = len(days) == len(("first", "last")) and days[0] <= days[1]
    return (days[0], days[1]) if is_one else None


def is_preamble(row: Sequence[Cell]) -> bool:
    """Tell whether a row says one of these things.

    >>> is_preamble(["Tanggal Generate:", "2025-11-14"]), is_preamble(["9000001", "Jalan"])
    (True, False)
    """
    return any(_pairs([row]))


def _found(rows: Iterable[Sequence[Cell]], key: str) -> list[Day]:
    return days_in(dict(_pairs(rows)).get(key, ""))


def _known_days(found: Iterable[Day], order: Dates | None, *, swapped: bool = False) -> list[date]:
    """Give the days beside a key; none at all where one of them can't be told.

    What they say themselves counts: another program may have written them than the column.
    """
    told = {one for day in found if (one := day.order_told())}
    own = next(iter(told)) if len(told) == 1 else order
    days = [day.in_order(own, swapped=swapped) for day in found]
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
