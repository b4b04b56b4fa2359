"""Exports as workbooks (.xlsx, .xls, .ods), read with calamine, which the extra ``xlsx`` brings."""

import errno
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from attrs import define

from sp4n.errors import MissingExtra, fault, reading_problem
from sp4n.interchange.lapor_export.cells import BROKEN_CELL, Cell, is_blank
from sp4n.interchange.lapor_export.columns import (
    DAYS,
    HEADER_LIMIT_ROWS,
    Headings,
    Layout,
    shown_name,
)
from sp4n.interchange.lapor_export.ods_scan import ods_notes
from sp4n.interchange.lapor_export.sheet import (
    Above,
    HeaderAbove,
    Record,
    Sheet,
    Sheets,
    hidden_faults,
)
from sp4n.interchange.lapor_export.source import OLD_MAGIC, beginning, refuse_over
from sp4n.interchange.lapor_export.workbook_scan import Notes, Position, Room, damaged, parts_of
from sp4n.interchange.lapor_export.xls_scan import xls_notes
from sp4n.interchange.lapor_export.xlsx_scan import xlsx_notes
from sp4n.reader import FormatError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_OLD_LIMIT_BYTES = 20 << 20  # own choice: calamine keeps all of it at once
_PIECE_BYTES = 1 << 20  # no name in an old workbook lies across its border
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_EXACT_LIMIT = 2**53  # from here on, numbers with a point skip whole numbers
_DAMAGED = "damaged_workbook"

_TEXTS_ONLY = {str}
_BATCH_ROWS = 200  # own choice
_NONE: dict[int, bool] = {}

Result = TypeVar("Result")
_Rows = Iterator[tuple[int, list[Cell]]]


@contextmanager
def workbook_sheets(file: BinaryIO, headings: Headings) -> Iterator[Sheets]:
    """Find the sheets that have a header and can be seen; rows come as they are read.

    Raises MissingExtra without calamine; FormatError if the workbook is damaged
    (``damaged_workbook``), has a password (``locked_workbook``), can't be read to its end
    (``not_readable``) or would take more room than any export (``too_large``), if it is another
    kind of zip (``another_zip``), or if no sheet has a header (``not_an_export``).
    """
    try:
        import python_calamine  # noqa: F401  # an extra
    except ImportError:
        raise MissingExtra("xlsx") from None
    book, notes = _checked(partial(_opened, file))
    with book:
        yield _sheets(_checked(lambda: list(_grids(book, notes, headings))), headings)


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
    content, size = file.read(_OLD_LIMIT_BYTES), 0
    for piece in chain([content], iter(partial(file.read, _PIECE_BYTES), b"")):
        size += len(piece)
        if _LOCKED in piece:
            raise FormatError(fault("locked_workbook"))
    refuse_over("bytes", _OLD_LIMIT_BYTES, size)
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
        return reading_problem(error)
    return None


@define(eq=False)
class _Grid:
    """A sheet with its header, if it has one, and what stands above; `done` rows were read."""

    sheet: "CalamineSheet"
    notes: Notes
    can_be_seen: bool
    header: Sequence[Cell] = ()
    preamble: Sequence[Sequence[Cell]] = ()
    done: int = 0

    def total(self) -> int:
        """Count its rows."""
        return self.sheet.end[0] + 1 if self.sheet.end else 0

    def find_header(self, headings: Headings) -> None:
        """Look for it among the first rows."""
        head = [cells for _, cells in islice(self.rows(), HEADER_LIMIT_ROWS)]
        place = headings.best(head)
        for cells in head[:place] if self.notes.days_before else ():
            self._count_days(cells, range(len(cells)))
        self.preamble = head[:place]
        self.header = () if place is None else head[place]

    def rows(self) -> _Rows:
        """Give all rows with their numbers; what calamine takes for empty may be an error."""
        if self.sheet.start is None:  # nothing is in it; calamine 0.7 panics then
            return
        left = [""] * self.sheet.start[1]
        rows = self.sheet.iter_rows()
        batches = iter(lambda: _checked(lambda: list(islice(rows, _BATCH_ROWS))), [])
        for number, row in enumerate(chain.from_iterable(batches), start=1):
            cells = cast("list[Cell]", left + row)
            if not _TEXTS_ONLY.issuperset(map(type, cells)):
                cells = list(map(_plain, cells))
            for column, is_error in self.notes.unsure.get(number, _NONE).items():
                if column <= len(cells) and (is_error or cells[column - 1] == ""):
                    cells[column - 1] = BROKEN_CELL
            yield number, cells

    def is_filled(self) -> bool:
        """Tell whether anything stands in it."""
        return any(not is_blank(cell) for _, cells in self.rows() for cell in cells)

    def as_sheet(self, headings: Headings, *, is_one_of_several: bool) -> Sheet:
        """Give it with its records."""
        layout = headings.layout(self.header)
        name = shown_name(self.sheet.name) if is_one_of_several else None
        return Sheet(self.preamble, layout, self._records(layout, headings), name)

    def _records(self, layout: Layout, headings: Headings) -> Iterator[Record]:
        """Tell what is lost above the header, and read what is below."""
        rows = self.rows()
        above, header = Above(layout, headings), HeaderAbove(layout, headings)
        for number, cells in islice(rows, len(self.preamble)):
            if wrong := above.fault_of(cells):
                yield Record(number, number, cells, layout, wrong)
        next(rows)
        misplaced, hidden = self.notes.misplaced, self.notes.hidden
        for number, cells in self._with_merged(rows) if self.notes.merged else rows:
            self.done = number
            wrong = header.fault_of(cells)
            if self.notes.days_before:
                places = header.layout.places
                self._count_days(cells, (places[column] for column in DAYS if column in places))
            if number in misplaced:
                wrong = fault("misplaced_cell")
            row = _as_wide_as(header.layout.width, cells)
            yield Record(number, number, row, header.layout, wrong, None, number in hidden)

    def _count_days(self, cells: list[Cell], places: Iterable[int]) -> None:
        """Count days that stand as plain numbers as all spreadsheets do but the Macintosh's."""
        for place in places:
            cell = cells[place] if place < len(cells) else None
            if isinstance(cell, int | float):
                cells[place] = cell + self.notes.days_before

    def _with_merged(self, rows: _Rows) -> _Rows:
        """Write what merged cells hold into each row that they cover, in their first column.

        Only below the header, and only in rows that say something themselves: a note that spans the
        foot of a sheet is no row of its own.
        """
        begin: dict[int, list[Position]] = {}
        for (first, column), (last, _) in self.notes.merged:
            if len(self.preamble) < first < last:
                begin.setdefault(first + 1, []).append((last + 1, column))
        held: dict[int, tuple[int, Cell]] = {}
        for number, cells in rows:
            if held and not all(map(is_blank, cells)):
                for column, (last, cell) in held.items():
                    if number <= last and column < len(cells) and cells[column] == "":
                        cells[column] = cell
            for last, column in begin.get(number, ()):
                if column < len(cells):
                    held[column] = last, cells[column]
            yield number, cells


def _grids(book: "CalamineWorkbook", notes: Sequence[Notes], headings: Headings) -> Iterator[_Grid]:
    """Give the sheets that hold rows: charts have none."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for place, (sheet, noted) in enumerate(zip(book.sheets_metadata, notes, strict=True)):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            grid = _Grid(
                book.get_sheet_by_index(place), noted, sheet.visible == SheetVisibleEnum.Visible
            )
            noted.merged += grid.sheet.merged_cell_ranges or ()
            grid.find_header(headings)
            yield grid


def _sheets(grids: Sequence[_Grid], headings: Headings) -> Sheets:
    """Read those whose header can be used; without any, the best one will say what it lacks."""
    seen = [grid for grid in grids if grid.can_be_seen]
    headed = [grid for grid in seen if grid.header]
    hidden = tuple(
        shown_name(grid.sheet.name) for grid in grids if grid.header and not grid.can_be_seen
    )
    if not headed:
        wrong = headings.none_found(row for grid in seen for row in grid.preamble)
        raise FormatError(*wrong.faults, *hidden_faults(hidden))
    read = [grid for grid in headed if not headings.faults(grid.header)]
    read = read or [headed[headings.best([grid.header for grid in headed]) or 0]]
    others = [grid for grid in grids if grid not in read and grid.is_filled()]
    return Sheets(
        tuple(grid.as_sheet(headings, is_one_of_several=len(read) > 1) for grid in read),
        sum(grid.total() for grid in read),
        lambda: sum(grid.done for grid in read),
        tuple(shown_name(grid.sheet.name) for grid in others),
        hidden,
    )


def _plain(value: object) -> Cell:
    """Give a value as a cell: a truth as its word, a number that lost its last digits as broken."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and not abs(value) < _EXACT_LIMIT:
        return BROKEN_CELL
    return cast("Cell", value)


def _as_wide_as(width: int, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Add empty cells or leave them out: in a grid they are everywhere, stored or not."""
    if len(cells) == width or not all(map(is_blank, cells[width:])):
        return cells
    return [*cells[:width], *("",) * (width - len(cells))]
