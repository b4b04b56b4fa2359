"""The columns of an export: found by their names, in any order, some in some years only."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.export.cells import Cell
from sp4n.interchange.reader import FormatError

__all__ = [
    "FEWEST_NAMES",
    "HEADER_WORD",
    "READ_COLUMNS",
    "REQUIRED",
    "Cells",
    "Column",
    "Layout",
    "header_rank",
    "heading",
    "is_header",
    "layout_faults",
    "layout_of",
    "names_in",
    "shown_name",
]


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
    """The cells of one row that are read, by the names of `Column`; None where there is none.

    What the other columns say is of no use here.
    """

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


READ_COLUMNS = tuple(Column[name.upper()] for name in Cells._fields)
"""The columns of `Cells`, in their order."""

REQUIRED = (
    Column.NUMBER,
    Column.RECEIVED_ON,
    Column.RECEIVED_AT,
    Column.TITLE,
    Column.BODY,
    Column.STATUS,
)
"""Without these nothing can be said of a row."""

HEADER_WORD = "tracking"
"""Stands in every line with the name of the tracking number, in small letters."""

FEWEST_NAMES = 3
"""Own choice: a row with so many known names is a header, wherever the number stands."""

_MARK = "\ufeff"  # a byte-order mark; where files were joined, it stands within


def heading(cell: Cell) -> str:
    r"""Give a name as names are compared: without case, and each gap as one space.

    >>> heading(" Tracking\n ID")
    'tracking id'
    """
    text = str("" if cell is None else cell).replace(_MARK, " ")
    return " ".join(text.split()).casefold()


_BY_HEADING: Mapping[str, Column] = {heading(column.value): column for column in Column}


def _known(cells: Iterable[Cell]) -> list[Column | None]:
    return [_BY_HEADING.get(heading(cell)) for cell in cells]


def is_header(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is a header: it begins with the tracking number, or it names several.

    >>> is_header(["Tracking ID", "?"]), is_header(["Judul Laporan", "Laporan Ringkas"])
    (True, False)
    """
    names = _known(cell for cell in cells if heading(cell))
    known = [name for name in names if name is not None]
    return Column.NUMBER in known and (names[0] is Column.NUMBER or len(known) >= FEWEST_NAMES)


def header_rank(cells: Sequence[Cell]) -> tuple[bool, int]:
    """Tell how good a row is as a header: whether it names all that is required, and how many.

    >>> header_rank(["Tracking ID", "Semua"]), header_rank(["Nomor"])
    ((False, 1), (False, 0))
    """
    if not is_header(cells):
        return False, 0
    names = set(_known(cells)) - {None}
    return names.issuperset(REQUIRED), len(names)


def names_in(cells: Iterable[Cell]) -> int:
    """Count the columns that a row names, whether the number is among them or not."""
    return len(set(_known(cells)) - {None})


@frozen
class Layout:
    """Where the columns of a header lie: `places` by column, from 0.

    `width` is how many cells a row has at most that are named, `cells_in_header` how many cells the
    header has: spreadsheets write empty ones behind the last name.
    """

    places: Mapping[Column, int] = field(hash=False)
    missing: tuple[Column, ...]
    unknown: tuple[str, ...]
    width: int
    cells_in_header: int = field(eq=False)
    _pick: Callable[[Sequence[Cell]], tuple[Cell, ...]] = field(eq=False)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The known columns, in the header's order."""
        return tuple(self.places)

    def cells(self, row: Sequence[Cell]) -> Cells:
        """Give the cells of a row by their names; those behind its end are not there."""
        named = row[: self.width]
        return Cells._make(self._pick([*named, *(None,) * (self.width + 1 - len(named))]))

    def cell(self, row: Sequence[Cell], column: Column) -> Cell:
        """Give one cell; None when there is none."""
        place = self.places.get(column, len(row))
        return row[place] if place < len(row) else None


def layout_faults(header: Sequence[Cell]) -> list[Fault]:
    """Tell what keeps a header from being one: what it lacks, and what it has twice."""
    times = Counter(_known(header))
    faults = [fault("missing", one.value) for one in REQUIRED if not times[one]]
    return faults + [
        fault("duplicate", found=name.value)
        for name, n in times.items()
        if name is not None and n > 1
    ]


def layout_of(header: Sequence[Cell], *, leave_out: Iterable[Column] = ()) -> Layout:
    """Find the columns in a header; those left out are never looked at.

    Raises FormatError for every required column that is missing (``missing``) and every column
    that is there twice (``duplicate``).
    """
    faults = layout_faults(header)
    if faults:
        raise FormatError(*faults)
    width = max(place for place, cell in enumerate(header, 1) if heading(cell))
    names = _known(header[:width])
    places = {name: place for place, name in enumerate(names) if name is not None}
    looked_at = {name: place for name, place in places.items() if name not in leave_out}
    return Layout(
        places,
        tuple(one for one in Column if one not in places),
        tuple(
            shown_name(cell)
            for cell, name in zip(header, names, strict=False)
            if name is None and heading(cell)
        ),
        width,
        len(header),
        itemgetter(*(looked_at.get(column, width) for column in READ_COLUMNS)),
    )


_SHOWN_CHARACTERS = 40  # own choice: headers are shorter, and a complaint is longer


def shown_name(cell: Cell) -> str:
    """Show a name that a file gave to a column or a sheet, if no screen could be upset by it."""
    name = " ".join(str(cell).split())
    is_shown = name.isprintable() and len(name) <= _SHOWN_CHARACTERS
    return name if is_shown else f"<{len(name)} characters>"
