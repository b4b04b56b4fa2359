"""The columns of an export: found by their names, in any order, some in some years only."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from attrs import frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.reader import FormatError, shown_key

__all__ = [
    "READ_COLUMNS",
    "Cell",
    "Cells",
    "Column",
    "Layout",
    "heading",
    "is_header",
    "known_names",
    "layout_of",
]

Cell = str | int | float | date | time | timedelta | None
"""What a cell may hold: in a CSV always text, in a workbook numbers, dates and times as well."""


class Column(StrEnum):
    """The columns that are known, by their names in LAPOR! (verified; varying by year)."""

    NUMBER = "Tracking ID"
    RECEIVED_ON = "Tanggal Laporan Masuk"
    RECEIVED_AT = "Waktu Laporan Masuk"
    REPORTER = "Nama Pelapor"
    CLASSIFICATION = "Klasifikasi Laporan"
    CATEGORY_ID = "ID Kategori"
    CATEGORY = "Kategori"
    TITLE = "Judul Laporan"
    BODY = "Isi Laporan Awal"
    FINAL_BODY = "Isi Laporan Akhir"
    PRIVACY = "Tipe Laporan (Anonim/Rahasia)"
    CHANNEL = "Sumber Laporan"
    PARENT_AGENCY = "Instansi Induk"
    AGENCY_ID = "ID Instansi Terdisposisi"
    AGENCY = "Instansi Terdisposisi"
    STATUS = "Status Laporan"
    BECAUSE = "Alasan Tunda/Arsip"
    PROVINCE = "Provinsi"
    CITY = "Kota/Kabupaten"
    DISTRICT = "Kecamatan"
    VILLAGE = "Kelurahan"
    RATING = "Rating"
    LETTER_NUMBER = "Nomor SK"
    LETTER_URL = "Url SK"
    ANNUAL_REPORT_URL = "Url Dokumen Laporan Tahunan"
    VICE_PRESIDENT = "Laporan yang Masuk melalui Kanal Aduan Setwapres"


class Cells(NamedTuple):
    """The cells of one row that are read, in the order of `Column`; "" where there is none."""

    number: Cell
    received_on: Cell
    received_at: Cell
    reporter: Cell
    classification: Cell
    category_id: Cell
    category: Cell
    title: Cell
    body: Cell
    final_body: Cell
    privacy: Cell
    channel: Cell
    parent_agency: Cell
    agency_id: Cell
    agency: Cell
    status: Cell
    because: Cell
    province: Cell
    city: Cell
    district: Cell
    village: Cell
    rating: Cell


READ_COLUMNS = tuple(Column)[: len(Cells._fields)]
"""The columns that are read, in the order of `Cells`; what the others say is of no use here."""

_REQUIRED = (
    Column.NUMBER,
    Column.RECEIVED_ON,
    Column.RECEIVED_AT,
    Column.TITLE,
    Column.BODY,
    Column.STATUS,
)
_ENOUGH = 3  # own choice: so many known names make a header whose first is not the tracking number


def heading(cell: Cell) -> str:
    r"""Give a name as names are compared: without case, and each gap as one space.

    >>> heading(" Tracking\n ID")
    'tracking id'
    """
    return " ".join(str("" if cell is None else cell).split()).casefold()


_BY_HEADING: Mapping[str, Column] = {heading(column.value): column for column in Column}


def known_names(cells: Iterable[Cell]) -> list[Column | None]:
    """Give the known column for each cell, None for another.

    >>> known_names(["rating", "Nilai"])
    [<Column.RATING: 'Rating'>, None]
    """
    return [_BY_HEADING.get(heading(cell)) for cell in cells]


def is_header(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is the header: it begins with the tracking number, or it names several.

    >>> is_header(["Tracking ID", "?"]), is_header(["Judul Laporan", "Laporan Ringkas"])
    (True, False)
    """
    names = known_names(cell for cell in cells if heading(cell))
    known = [name for name in names if name is not None]
    return Column.NUMBER in known and (names[0] is Column.NUMBER or len(known) >= _ENOUGH)


@frozen
class Layout:
    """Where the columns of one file lie. `width` is how many cells a row has at most."""

    columns: tuple[Column, ...]
    missing: tuple[Column, ...]
    unknown: tuple[str, ...]
    width: int
    _pick: Callable[[Sequence[Cell]], tuple[Cell, ...]]

    def cells(self, row: Sequence[Cell]) -> Cells:
        """Give the cells of a row by their names; a row that is too short is filled up."""
        padded = [*row, *("",) * (self.width + 1 - len(row))]
        return Cells._make(self._pick(padded))

    def extra_fault(self, row: Sequence[Cell]) -> Fault | None:
        """Refuse what lies behind the last column: nobody could say what it is."""
        if len(row) <= self.width or not any(heading(cell) for cell in row[self.width :]):
            return None
        return fault("too_many_cells", cells=len(row), columns=self.width)


def layout_of(header: Sequence[Cell], *, leave_out: Iterable[Column] = ()) -> Layout:
    """Find the columns in a header; those left out are never looked at.

    Raises FormatError for every required column that is missing (``missing``) and every column
    that is there twice (``duplicate``).
    """
    width = max((place for place, cell in enumerate(header, 1) if heading(cell)), default=0)
    names = known_names(header[:width])
    places = {name: place for place, name in enumerate(names) if name is not None}
    faults = [fault("missing", one.value) for one in _REQUIRED if one not in places]
    faults += [
        fault("duplicate", found=name.value)
        for name, times in Counter(names).items()
        if name is not None and times > 1
    ]
    if faults:
        raise FormatError(*faults)
    looked_at = {name: place for name, place in places.items() if name not in leave_out}
    return Layout(
        tuple(places),
        tuple(one for one in Column if one not in places),
        tuple(_shown(one) for one, name in zip(header, names, strict=False) if _is_new(one, name)),
        width,
        itemgetter(*(looked_at.get(column, width) for column in READ_COLUMNS)),
    )


def _is_new(cell: Cell, name: Column | None) -> bool:
    return name is None and bool(heading(cell))


def _shown(cell: Cell) -> str:
    name = " ".join(str(cell).split())
    return shown_key(name) if name.isprintable() else f"<{len(name)} characters>"
