"""Exports as workbooks (.xlsx), read row by row with openpyxl, which the extra ``xlsx`` brings."""

import errno
import os
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from sp4n.errors import MissingExtra, fault
from sp4n.interchange.export.above import Above
from sp4n.interchange.export.cells import Cell, is_blank
from sp4n.interchange.export.columns import (
    Layout,
    header_rank,
    heading,
    is_header,
    layout_faults,
    shown_name,
)
from sp4n.interchange.export.sheet import (
    HEADER_LIMIT_ROWS,
    HeaderAbove,
    LayOut,
    Record,
    Sheet,
    Sheets,
)
from sp4n.interchange.export.source import refuse_over
from sp4n.interchange.reader import FormatError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from sp4n.interchange.export.grid import GridRow

__all__ = ["MAGIC", "OLD_MAGIC", "workbook_sheets"]

MAGIC = b"PK\x03\x04"
"""With what a workbook begins: it is a zip."""

OLD_MAGIC = b"\xd0\xcf\x11\xe0"
"""With what an old workbook (.xls) begins, and one that is protected by a password."""

_UNPACKED_LIMIT_BYTES = 2_000_000_000  # own choice: 700,000 rows, about
_RATIO_LIMIT = 100  # own choice: real exports unpack to ten times their size, about
_RATIO_FROM_BYTES = 50_000_000  # own choice: what is smaller does no harm
_DAMAGED = "damaged_workbook"

Result = TypeVar("Result")


@contextmanager
def workbook_sheets(file: BinaryIO, lay_out: LayOut) -> Iterator[Sheets]:
    """Find the sheets that have a header and can be seen; rows come as they are read.

    Raises MissingExtra without openpyxl, FormatError for a workbook that is broken
    (``damaged_workbook``), can't be read on (``not_readable``) or unpacks to more than any export
    would (``too_large``), and when no sheet has a header (``not_an_export``).
    """
    try:
        import openpyxl  # noqa: F401  # an extra
    except ImportError:
        raise MissingExtra("xlsx") from None
    from sp4n.interchange.export.package import loaded

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")  # of styles and the like
        _checked(lambda: _refuse_bombs(file))
        book = _checked(lambda: loaded(file))
        try:
            yield _sheets(book, lay_out)
        finally:
            book.close()


def _checked(read: Callable[[], Result]) -> Result:
    """Whatever a broken file makes the zip, the XML or openpyxl raise is one error of ours.

    It is raised outside of the handling, lest it carry along what the other one quotes.
    """
    try:
        return read()
    except FormatError:
        raise
    except Exception as error:  # noqa: BLE001  # there are some twenty kinds, and no list of them
        told = _system_says(error) or _system_says(error.__context__)
        code, problem = ("not_readable", told) if told else (_DAMAGED, type(error).__name__)
    raise FormatError(fault(code, problem=problem))


def _system_says(error: BaseException | None) -> str | None:
    """Say why the system has no bytes to give; a zip that is too short is no fault of it."""
    if isinstance(error, OSError) and error.errno != errno.EINVAL:
        return error.strerror
    return None


def _refuse_bombs(file: BinaryIO) -> None:
    """A zip tells the size of what it holds, and Python unpacks no more than that."""
    at = file.tell()
    packed = file.seek(0, os.SEEK_END) - at
    file.seek(at)
    with zipfile.ZipFile(file) as archive:
        unpacked = sum(one.file_size for one in archive.infolist())
        refuse_over("bytes", _UNPACKED_LIMIT_BYTES, unpacked)
        refuse_over("bytes", max(packed * _RATIO_LIMIT, _RATIO_FROM_BYTES), unpacked)
    file.seek(at)


class _Found(NamedTuple):
    """A sheet with its header, if it has one, and what stands above that."""

    sheet: "ReadOnlyWorksheet"
    header: Sequence[Cell] = ()
    preamble: Sequence[Sequence[Cell]] = ()

    @property
    def can_be_seen(self) -> bool:
        """What somebody hid was not meant to be counted."""
        return self.sheet.sheet_state == "visible"


def _sheets(book: "Workbook", lay_out: LayOut) -> Sheets:
    found = [_found(one) for one in book.worksheets]
    read = _to_read([one for one in found if one.header and one.can_be_seen])
    others = (one for one in found if one not in read and _has_cells(one))
    counter = _Counter(sum(one.sheet.max_row or 0 for one in read))
    return Sheets(
        tuple(_sheet(one, lay_out, counter, is_one_of_several=len(read) > 1) for one in read),
        counter.total,
        counter.done,
        tuple(shown_name(one.sheet.title) for one in others),
    )


def _to_read(headed: Sequence[_Found]) -> Sequence[_Found]:
    """Take those whose header can be used; without any, the best one will say what it lacks."""
    if not headed:
        raise FormatError(fault("not_an_export", rows=HEADER_LIMIT_ROWS))
    usable = [one for one in headed if not layout_faults(one.header)]
    return usable or [max(headed, key=lambda one: header_rank(one.header))]


def _sheet(
    found: _Found, lay_out: LayOut, counter: "_Counter", *, is_one_of_several: bool
) -> Sheet:
    layout = lay_out(found.header)
    records = counter.counted(_records(found, HeaderAbove(layout, lay_out)))
    name = shown_name(found.sheet.title) if is_one_of_several else None
    return Sheet(found.preamble, layout, records, name)


def _found(sheet: "ReadOnlyWorksheet") -> _Found:
    """Take the first row that names all that is required, or else the one with the most names."""
    head = list(islice(_rows(sheet), HEADER_LIMIT_ROWS))
    headers = [row for row in head if row.number <= HEADER_LIMIT_ROWS and is_header(row.cells)]
    if not headers:
        return _Found(sheet)
    whole = (row for row in headers if header_rank(row.cells)[0])
    header = next(whole, None) or max(headers, key=lambda row: header_rank(row.cells))
    preamble = [row.cells for row in head[: head.index(header)]]
    return _Found(sheet, header.cells, preamble)


def _has_cells(found: _Found) -> bool:
    return any(not is_blank(cell) for row in _rows(found.sheet) for cell in row.cells)


def _rows(sheet: "ReadOnlyWorksheet") -> Iterator["GridRow"]:
    """Give the rows that it has, in whatever order; their numbers may be anything."""
    from sp4n.interchange.export import grid  # needs the extra

    rows, count = grid.grid_rows(sheet), 0
    while (row := _checked(lambda: next(rows, None))) is not None:
        count += 1
        refuse_over("rows", grid.ROWS_LIMIT, count)
        yield row


class _Counter:
    """Tells how many rows were read; never more than the sheets say they have."""

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
        return min(self._read, self.total)


def _as_wide_as(width: int, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Add empty cells or leave them out: in a grid they are everywhere, stored or not."""
    if any(heading(cell) for cell in cells[width:]):
        return cells
    return [*cells[:width], *("",) * (width - len(cells))]


def _records(found: _Found, header: HeaderAbove) -> Iterator[Record]:
    """Tell what is lost above the header, and read what is below."""
    rows = _rows(found.sheet)
    above = islice(rows, len(found.preamble))
    yield from _lost(above, header.layout)
    yield from _below(islice(rows, 1, None), header)


def _lost(rows: Iterator["GridRow"], layout: Layout) -> Iterator[Record]:
    above = Above(layout)
    for row in rows:
        if wrong := above.fault_of(row.cells):
            yield Record(row.number, row.number, row.cells, layout, wrong)


def _below(rows: Iterator["GridRow"], header: HeaderAbove) -> Iterator[Record]:
    """Read what is below the header; cells that a sheet doesn't store are empty ones."""
    for row in rows:
        wrong = header.fault_of(row.cells)
        layout = header.layout
        cells = _as_wide_as(layout.width, row.cells)
        unclear = wrong if row.is_clear else fault("misplaced_cell")
        yield Record(row.number, row.number, cells, layout, unclear)
