"""Exports as workbooks (.xlsx, .xls, .ods), read with calamine, which the extra ``xlsx`` brings."""

import errno
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar, cast

from sp4n.errors import MissingExtra, fault
from sp4n.interchange.export.cells import BROKEN_CELL, Cell, is_blank
from sp4n.interchange.export.columns import (
    HEADER_LIMIT_ROWS,
    Column,
    Headings,
    Layout,
    shown_name,
)
from sp4n.interchange.export.ods_scan import ods_notes
from sp4n.interchange.export.sheet import Above, HeaderAbove, Record, Sheet, Sheets, hidden_faults
from sp4n.interchange.export.source import beginning, refuse_over
from sp4n.interchange.export.workbook_scan import Notes, Place, Room, damaged, parts_of
from sp4n.interchange.export.xls_scan import xls_notes
from sp4n.interchange.export.xlsx_scan import xlsx_notes
from sp4n.interchange.reader import FormatError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["MAGIC", "OLD_MAGIC", "workbook_sheets"]

MAGIC = b"PK\x03\x04"
"""With what a workbook begins: it is a zip."""

OLD_MAGIC = b"\xd0\xcf\x11\xe0"
"""With what an old workbook (.xls) begins, and one that is protected by a password."""

_OLD_LIMIT_BYTES = 20 << 20  # own choice: calamine keeps all of it at once
_PIECE_BYTES = 1 << 20  # no name in an old workbook lies across its border
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_EXACT_LIMIT = 2**53  # from here on, numbers with a point skip whole numbers
_DAMAGED = "damaged_workbook"

Result = TypeVar("Result")


@contextmanager
def workbook_sheets(file: BinaryIO, headings: Headings) -> Iterator[Sheets]:
    """Find the sheets that have a header and can be seen; rows come as they are read.

    Raises MissingExtra without calamine, FormatError for a workbook that is broken
    (``damaged_workbook``), has a password (``locked_workbook``), can't be read on
    (``not_readable``) or would take more room than any export (``too_large``), for a zip that is no
    workbook (``another_zip``), and when no sheet has a header (``not_an_export``).
    """
    try:
        import python_calamine  # noqa: F401  # an extra
    except ImportError:
        raise MissingExtra("xlsx") from None
    book, notes = _checked(lambda: _opened(file))
    with book:
        yield _sheets(_checked(lambda: list(_all_sheets(book, notes, headings))), headings)


def _opened(file: BinaryIO) -> "tuple[CalamineWorkbook, list[Notes]]":
    """Open a workbook after a look at what it would take."""
    from python_calamine import CalamineWorkbook

    if beginning(file, len(OLD_MAGIC)) == OLD_MAGIC:
        content = _old(file)
        notes = xls_notes(content, Room())
        return CalamineWorkbook.from_filelike(io.BytesIO(content)), notes
    whole = io.BytesIO(file.read()) if file.tell() else file
    with zipfile.ZipFile(whole) as archive:
        parts, room = parts_of(archive), Room()
        scan = ods_notes if "content.xml" in parts else xlsx_notes
        notes = scan(archive, parts, room)
    whole.seek(0)
    return CalamineWorkbook.from_filelike(whole), notes


def _old(file: BinaryIO) -> bytes:
    """Read an old workbook that is not locked, not too large, and no zip as well."""
    pieces, size, is_locked = [], 0, False
    for piece in iter(lambda: file.read(_PIECE_BYTES), b""):
        size += len(piece)
        is_locked |= _LOCKED in piece
        pieces += [piece] if size <= _OLD_LIMIT_BYTES else []
    if is_locked:
        raise FormatError(fault("locked_workbook"))
    refuse_over("bytes", _OLD_LIMIT_BYTES, size)
    content = b"".join(pieces)
    return damaged() if zipfile.is_zipfile(io.BytesIO(content)) else content


def _checked(read: Callable[[], Result]) -> Result:
    """Whatever a broken file makes the zip, the XML or calamine raise is one error of ours.

    It is raised outside of the handling, lest it carry along what the other one quotes.
    """
    try:
        return read()
    except (FormatError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001  # a panic of calamine is no Exception
        told = _system_says(error) or _system_says(error.__context__)
        code, problem = ("not_readable", told) if told else (_DAMAGED, type(error).__name__)
    raise FormatError(fault(code, problem=problem))


def _system_says(error: BaseException | None) -> str | None:
    """Say why the system has no bytes to give; a zip that is too short is no fault of it."""
    if isinstance(error, OSError) and error.errno != errno.EINVAL:
        return error.strerror
    return None


class _Found(NamedTuple):
    """A sheet with its header, if it has one, and what stands above that."""

    sheet: "CalamineSheet"
    notes: Notes
    can_be_seen: bool
    header: Sequence[Cell] = ()
    preamble: Sequence[Sequence[Cell]] = ()


class _Row(NamedTuple):
    """A row with its number; not `is_clear` when a cell is there twice."""

    number: int
    cells: list[Cell]
    is_clear: bool
    is_hidden: bool


def _all_sheets(
    book: "CalamineWorkbook", notes: Sequence[Notes], headings: Headings
) -> Iterator[_Found]:
    """Give the sheets that hold rows: charts have none."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    about = book.sheets_metadata
    for place, (one, noted) in enumerate(zip(about, notes, strict=True)):
        if one.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_index(place)
            noted.merged += sheet.merged_cell_ranges or ()
            can_be_seen = one.visible == SheetVisibleEnum.Visible
            yield _found(_Found(sheet, noted, can_be_seen), headings)


def _sheets(found: Sequence[_Found], headings: Headings) -> Sheets:
    seen = [one for one in found if one.can_be_seen]
    hidden = tuple(
        shown_name(one.sheet.name) for one in found if one.header and not one.can_be_seen
    )
    if not any(one.header for one in seen):
        wrong = headings.none_found(row for one in seen for row in one.preamble)
        raise FormatError(*wrong.faults, *hidden_faults(hidden))
    read = _to_read([one for one in seen if one.header], headings)
    others = (one for one in found if one not in read and _has_cells(one))
    counter = _Counter(sum(_height(one.sheet) for one in read))
    return Sheets(
        tuple(_sheet(one, headings, counter, is_one_of_several=len(read) > 1) for one in read),
        counter.total,
        counter.done,
        tuple(shown_name(one.sheet.name) for one in others),
        hidden,
    )


def _height(sheet: "CalamineSheet") -> int:
    return sheet.end[0] + 1 if sheet.end else 0


def _to_read(headed: Sequence[_Found], headings: Headings) -> Sequence[_Found]:
    """Take those whose header can be used; without any, the best one will say what it lacks."""
    usable = [one for one in headed if not headings.faults(one.header)]
    return usable or [max(headed, key=lambda one: headings.rank(one.header))]


def _sheet(
    found: _Found, headings: Headings, counter: "_Counter", *, is_one_of_several: bool
) -> Sheet:
    layout = headings.layout(found.header)
    records = counter.counted(_records(found, layout, headings))
    name = shown_name(found.sheet.name) if is_one_of_several else None
    return Sheet(found.preamble, layout, records, name)


def _found(found: _Found, headings: Headings) -> _Found:
    """Take the first row that names all that is required, or else the one with the most names."""
    head = list(islice(_rows(found), HEADER_LIMIT_ROWS))
    headers = [row for row in head if headings.is_header(row.cells)]
    if not headers:
        return found._replace(preamble=[row.cells for row in head])
    whole = (row for row in headers if headings.rank(row.cells)[0])
    header = next(whole, None) or max(headers, key=lambda row: headings.rank(row.cells))
    preamble = [row.cells for row in head[: head.index(header)]]
    for cells in preamble if found.notes.days_before else ():
        _count_days(cells, found.notes.days_before, range(len(cells)))
    return found._replace(header=header.cells, preamble=preamble)


def _has_cells(found: _Found) -> bool:
    return any(not is_blank(cell) for row in _rows(found) for cell in row.cells)


def _rows(found: _Found) -> Iterator[_Row]:
    """Give all rows from the first one on, with what calamine doesn't tell of them."""
    sheet, notes = found.sheet, found.notes
    rows, left = sheet.iter_rows(), [""] * (sheet.start[1] if sheet.start else 0)
    number = 0
    while (row := _checked(lambda: next(rows, None))) is not None:
        number += 1
        cells = [one if type(one) is str else _plain(one) for one in (*left, *row)]
        for column, is_error in notes.unsure.get(number, _NONE).items():
            if column <= len(cells) and (is_error or cells[column - 1] == ""):
                cells[column - 1] = BROKEN_CELL
        yield _Row(number, cells, number not in notes.misplaced, number in notes.hidden)


_DAYS = (Column.RECEIVED_ON, Column.ANSWERED_AT, Column.CLOSED_AT)
_NONE: dict[int, bool] = {}


def _plain(value: object) -> Cell:
    """Give a value as a cell: a truth as its word, a number that lost its last digits as broken."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and not abs(value) < _EXACT_LIMIT:
        return BROKEN_CELL
    return cast("Cell", value)


class _Counter:
    """Tells how many rows were read; never more than the sheets have."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._read = 0

    def counted(self, records: Iterator[Record]) -> Iterator[Record]:
        """Count records as they pass."""
        for record in records:
            self._read += 1
            yield record

    def done(self) -> int:
        """Give how many passed."""
        return self._read


def _as_wide_as(width: int, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Add empty cells or leave them out: in a grid they are everywhere, stored or not."""
    if not all(map(is_blank, cells[width:])):
        return cells
    return [*cells[:width], *("",) * (width - len(cells))]


def _records(found: _Found, layout: Layout, headings: Headings) -> Iterator[Record]:
    """Tell what is lost above the header, and read what is below."""
    rows = _rows(found)
    above = islice(rows, len(found.preamble))
    yield from _lost(above, layout, headings)
    above_each = HeaderAbove(layout, headings)
    yield from _below(islice(rows, 1, None), above_each, _Merged(found), found.notes.days_before)


def _lost(rows: Iterator[_Row], layout: Layout, headings: Headings) -> Iterator[Record]:
    above = Above(layout, headings)
    for row in rows:
        if wrong := above.fault_of(row.cells):
            yield Record(row.number, row.number, row.cells, layout, wrong)


def _below(
    rows: Iterator[_Row], header: HeaderAbove, merged: "_Merged", days_before: int
) -> Iterator[Record]:
    """Read what is below the header; cells that a sheet doesn't store are empty ones."""
    for row in rows:
        merged.fill(row)
        wrong = header.fault_of(row.cells)
        layout = header.layout
        if days_before:
            places = (layout.places[one] for one in _DAYS if one in layout.places)
            _count_days(row.cells, days_before, places)
        cells = _as_wide_as(layout.width, row.cells)
        unclear = wrong if row.is_clear else fault("misplaced_cell")
        yield Record(row.number, row.number, cells, layout, unclear, is_hidden=row.is_hidden)


def _count_days(cells: list[Cell], days_before: int, places: Iterable[int]) -> None:
    """Count days that stand as plain numbers as all spreadsheets do but those of the Macintosh."""
    for place in places:
        cell = cells[place] if place < len(cells) else None
        if isinstance(cell, int | float):
            cells[place] = cell + days_before


class _Merged:
    """Writes what merged cells hold into each row that they cover, in their first column.

    Only below the header, and only in rows that say something themselves: a note that spans the
    foot of a sheet is no row of its own.
    """

    def __init__(self, found: _Found) -> None:
        top = len(found.preamble) + 1
        self._begin: dict[int, list[Place]] = {}
        for (first, column), (last, _) in found.notes.merged:
            if top <= first < last:
                self._begin.setdefault(first + 1, []).append((last + 1, column))
        self._open: dict[int, tuple[int, Cell]] = {}

    def fill(self, row: _Row) -> None:
        """Fill the empty cells that a merged one covers."""
        cells = row.cells
        if self._open and not all(map(is_blank, cells)):
            for column, (last, cell) in self._open.items():
                if row.number <= last and column < len(cells) and cells[column] == "":
                    cells[column] = cell
        for last, column in self._begin.get(row.number, ()):
            if column < len(cells):
                self._open[column] = last, cells[column]
