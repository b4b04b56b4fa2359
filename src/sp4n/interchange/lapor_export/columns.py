"""The columns of an export: found by their names, in any order, some in some years only.

Names are compared without case, spaces and punctuation; a caller may name a file's own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, fault, suggester
from sp4n.interchange.lapor_export.cells import Cell, folded, is_blank, text_of
from sp4n.reader import FormatError
from sp4n.signs import has_no_unseen
from sp4n.workflow.lapor import LAPOR


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
    ANSWERED_AT = "answered_at"
    """When it was first answered: LAPOR! has no such column, other registers do."""
    CLOSED_AT = "closed_at"
    """When it was closed: the same."""

    __hash__ = str.__hash__  # an enumeration's own is several times as slow


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
    answered_at: Cell
    closed_at: Cell


READ_COLUMNS = tuple(Column[name.upper()] for name in Cells._fields)
"""The columns of `Cells`, in their order."""

REQUIRED = (Column.NUMBER, Column.RECEIVED_ON, Column.STATUS)
"""Without these nothing can be counted; what another column lacks costs its own figures only."""

DAYS = (Column.RECEIVED_ON, Column.ANSWERED_AT, Column.CLOSED_AT)
"""Columns of days."""

WORDS = (Column.TITLE, Column.BODY, Column.FINAL_BODY)
"""Columns that hold what citizens wrote, and that no figure needs."""

FEWEST_NAMES = 3
"""Own choice: a row with so many known names is a header, wherever the number stands."""

HEADER_LIMIT_ROWS = 100
"""Own choice: where the header is looked for; real files have it in row 11, about."""

_NOT_IN_LAPOR = (Column.ANSWERED_AT, Column.CLOSED_AT)
_BY_NAME: Mapping[str, Column] = {folded(column.value): column for column in Column}
_BY_FIELD: Mapping[str, Column] = {folded(column.name): column for column in Column}
_LIKE_REQUIRED = {
    Column.NUMBER: ("nomor", "no", "tiket", "ticket", "id", "kode", "number", "tracking"),
    Column.RECEIVED_ON: ("tanggal", "tgl", "date", "masuk", "diterima", "received"),
    Column.STATUS: ("status", "state", "posisi"),
}
_SHOWN_CHARACTERS = 40  # own choice: headers are shorter, and a complaint is longer
_LONGEST_NAME = 1_000  # own choice: what is longer is a complaint, and takes time to fold
_NAME_CHARACTERS = 60  # own choice: LAPOR!'s longest has 47
_NO_NAMES = frozenset(
    folded(name) for status in LAPOR.statuses for name in (status.label.id, status.label.en)
) | {"anonim", "rahasia", "anonimrahasia"}  # what stands below a header
_SHOWN_NAMES = 12  # own choice: of a header that is not known


@frozen
class Layout:
    """Where the columns of a header lie: `places` by column, from 0.

    `width` is how many cells a row has at most that are named, `cells_in_header` how many cells the
    header has: spreadsheets write empty ones behind the last name. `preamble` is what stands above
    a header that is not the first of its file.
    """

    places: Mapping[Column, int] = field(hash=False)
    missing: tuple[Column, ...]
    unknown: tuple[str, ...]
    width: int
    cells_in_header: int = field(eq=False)
    _pick: Callable[[Sequence[Cell]], tuple[Cell, ...]] = field(eq=False)
    preamble: Sequence[Sequence[Cell]] = field(default=(), eq=False)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The known columns, in the header's order."""
        return tuple(self.places)

    def cells(self, row: Sequence[Cell]) -> Cells:
        """Give the cells of a row by their names; those behind its end are not there."""
        if len(row) == self.width:  # as nearly always
            return Cells._make(self._pick((*row, None)))
        named = row[: self.width]
        return Cells._make(self._pick([*named, *(None,) * (self.width + 1 - len(named))]))

    def cell(self, row: Sequence[Cell], column: Column) -> Cell:
        """Give one cell; None when there is none."""
        place = self.places.get(column, len(row))
        return row[place] if place < len(row) else None

    def below(self, preamble: Sequence[Sequence[Cell]]) -> "Layout":
        """Give the same columns, below some rows."""
        return evolve(self, preamble=preamble)


class Headings:
    """The names by which columns are found: LAPOR!'s own, and those that a caller gives.

    `own` pairs a name of the file with one of ours, either way round: ``{"No. Tiket": "Tracking
    ID"}`` or ``{"number": "No. Tiket"}``. Columns of `left_out` are never looked at. Raises
    InvalidValue (``unknown_column``) for a pair in which neither is a column of ours, or both.

    >>> headings = Headings({"No. Tiket": "number"})
    >>> headings.known(["NO TIKET", "status_laporan", "Catatan"])
    [<Column.NUMBER: 'Tracking ID'>, <Column.STATUS: 'Status Laporan'>, None]
    """

    def __init__(
        self, own: Mapping[str, str] | None = None, *, left_out: Iterable[Column] = ()
    ) -> None:
        given = dict(_pair(*pair) for pair in (own or {}).items())
        renamed = set(given.values())
        kept = {name: column for name, column in _BY_NAME.items() if column not in renamed}
        self._columns: Mapping[str, Column] = kept | given
        self._fields = {name: column for name, column in _BY_FIELD.items() if column not in renamed}
        self._left_out = frozenset(left_out)
        names = (*self._columns.items(), *self._fields.items())
        self._numbers = [name for name, column in names if column is Column.NUMBER]

    def known(self, cells: Iterable[Cell]) -> list[Column | None]:
        """Give the column that each cell names; None for one that names none.

        The name of a field of ours does, where nothing else names that column.
        """
        names = [
            folded(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_NAME else ""
            for cell in cells
        ]
        columns = [self._columns.get(name) for name in names]
        fields = {name: column for name, column in self._fields.items() if column not in columns}
        return [column or fields.get(name) for column, name in zip(columns, names, strict=True)]

    def may_head(self, line: str) -> bool:
        """Tell whether the name of the number stands in a line."""
        text = folded(line)
        return any(name in text for name in self._numbers)

    def is_header(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row is a header: it begins with the number's name, or it names several.

        >>> headings = Headings()
        >>> headings.is_header(["Tracking ID", "?"]), headings.is_header(["Judul Laporan", "Tes"])
        (True, False)
        """
        columns = zip(self.known(cells), cells, strict=True)
        named = [column for column, cell in columns if _is_said(cell)]
        known = [column for column in named if column is not None]
        return Column.NUMBER in known and (named[0] is Column.NUMBER or len(known) >= FEWEST_NAMES)

    def best(self, rows: Sequence[Sequence[Cell]]) -> int | None:
        """Find the header: the first row with all that is required, or that with the most names.

        >>> Headings().best([["Judul"], ["Tracking ID", "Semua"], [*REQUIRED], [*REQUIRED]])
        2
        """
        ranks = [self._rank(cells) for cells in rows]
        whole = (place for place, (is_whole, _) in enumerate(ranks) if is_whole)
        most = max(range(len(rows)), key=lambda place: ranks[place], default=0)
        return next(whole, most if ranks and ranks[most][1] else None)

    def _rank(self, cells: Sequence[Cell]) -> tuple[bool, int]:
        """Tell whether a header names all that is required, and how much; (False, 0) for none."""
        names = set(self.known(cells)) - {None} if self.is_header(cells) else set()
        return names.issuperset(REQUIRED), len(names)

    def names_in(self, cells: Iterable[Cell]) -> int:
        """Count the columns that a row names, whether the number is among them or not."""
        return len(set(self.known(cells)) - {None})

    def faults(self, header: Sequence[Cell]) -> list[Fault]:
        """Tell what keeps a header from being one: what it lacks, and what it has twice."""
        times = Counter(self.known(header))
        faults = [fault("missing", column.value) for column in REQUIRED if not times[column]]
        return faults + [
            fault("duplicate", found=name.value)
            for name, n in times.items()
            if name is not None and n > 1
        ]

    def layout(self, header: Sequence[Cell]) -> Layout:
        """Find the columns in a header; those left out are never looked at.

        Raises FormatError for every required column that is missing (``missing``) and every column
        that is there twice (``duplicate``).
        """
        faults = self.faults(header)
        if faults:
            raise FormatError(*faults, *self._guesses(header))
        width = max(place for place, cell in enumerate(header, 1) if _is_said(cell))
        names = self.known(header[:width])
        places = {name: place for place, name in enumerate(names) if name is not None}
        looked_at = {name: at for name, at in places.items() if name not in self._left_out}
        return Layout(
            places,
            tuple(
                column for column in Column if column not in places and column not in _NOT_IN_LAPOR
            ),
            tuple(
                shown_name(cell)
                for cell, name in zip(header, names, strict=False)
                if name is None and _is_said(cell)
            ),
            width,
            len(header),
            itemgetter(*(looked_at.get(column, width) for column in READ_COLUMNS)),
        )

    def none_found(self, rows: Iterable[Sequence[Cell]]) -> FormatError:
        """Say that no header was found in these rows, and what looks most like one."""
        wrong = fault("not_an_export", rows=HEADER_LIMIT_ROWS)
        likely = max(rows, key=self._likeness, default=())
        return FormatError(wrong, *(self._guesses(likely) if self._likeness(likely) else ()))

    def _likeness(self, cells: Sequence[Cell]) -> int:
        """Tell how much a row looks like a header; 0 for one that may hold anything else.

        It names columns, or it has some short texts that are no days, times, numbers or labels, and
        is like the columns that are required.
        """
        known = self.names_in(cells)
        if known >= FEWEST_NAMES:
            return known
        names = [cell for cell in cells if _is_said(cell)]
        if len(names) < FEWEST_NAMES or not all(map(_may_be_name, names)):
            return 0
        return sum(any(_is_like(str(name), column) for name in names) for column in REQUIRED)

    def _guesses(self, header: Sequence[Cell]) -> Iterator[Fault]:
        """Ask whether columns that are not known are those that are required.

        Of a row in which anything stands that is no name, nothing is shown: lines may have run
        together.
        """
        if not all(_may_be_name(cell) for cell in header if _is_said(cell)):
            return
        names = [text_of(cell) for cell in header if _is_said(cell)]
        own = [
            name for name, column in zip(names, self.known(names), strict=True) if column is None
        ]
        lacking = set(REQUIRED).difference(self.known(names))
        shown = ", ".join(shown_name(name) for name in own[:_SHOWN_NAMES])
        for column in REQUIRED:
            guess = next((name for name in own if _is_like(name, column)), None)
            if column in lacking and guess is not None:
                key, guessed = column.name.lower(), shown_name(guess)
                yield fault("column_guessed", column.value, found=shown, guess=guessed, key=key)


def _pair(name: object, column: object) -> tuple[str, Column]:
    """Tell which of two names is ours; the second, if both could be."""
    columns = {**_BY_FIELD, **_BY_NAME}
    pairs: list[tuple[str, str]] = []
    if isinstance(name, str) and isinstance(column, str):
        pairs = [(name, column), (column, name)]
    for known in (_BY_FIELD, columns):  # a field of ours is no name of a file's column
        readings = [
            (folded(name), known[folded(ours)]) for name, ours in pairs if folded(ours) in known
        ]
        if len({column for _, column in readings}) == 1 and all(folded(name) for name, _ in pairs):
            return readings[0]
    fields = [column.name.lower() for column in Column]
    suggestion = next(filter(None, (suggester(fields)(ours) for _, ours in pairs)), None)
    raise InvalidValue.of("unknown_column", "columns", suggestion=suggestion)


def _is_said(cell: Cell) -> bool:
    return not is_blank(cell)


def _is_like(name: str, column: Column) -> bool:
    words = "".join(sign if sign.isalnum() else " " for sign in name.casefold()).split()
    return any(word in words for word in _LIKE_REQUIRED[column])


def _may_be_name(cell: Cell) -> bool:
    """Tell whether a cell may name a column: it is short, has no digit, and is no label."""
    return (
        isinstance(cell, str)
        and len(cell) <= _NAME_CHARACTERS
        and not any(map(str.isdigit, cell))
        and folded(cell) not in _NO_NAMES
    )


def shown_name(cell: Cell) -> str:
    """Show a name that a file gave to a column or a sheet, if no screen could be upset by it."""
    name = " ".join(str(cell).split())
    is_shown = len(name) <= _SHOWN_CHARACTERS and name.isprintable() and has_no_unseen(name)
    return name if is_shown else f"<{len(name)} characters>"
