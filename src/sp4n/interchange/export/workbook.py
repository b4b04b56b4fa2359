"""Exports as workbooks (.xlsx), read row by row with openpyxl, which the extra ``xlsx`` brings."""

import os
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from sp4n.errors import MissingExtra, fault
from sp4n.interchange.export.cells import Cell, is_blank
from sp4n.interchange.export.columns import (
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

_ROWS_LIMIT = 1_048_576  # of the format itself
_UNPACKED_LIMIT_BYTES = 2_000_000_000  # own choice: 700,000 rows, about
_STRINGS_LIMIT_BYTES = 600_000_000  # own choice: three times the texts of 100,000 rows
_STRINGS_LIMIT = 5_000_000  # own choice: fifty for each of 100,000 rows
_RATIO_LIMIT = 100  # own choice: real exports unpack to ten times their size, about
_RATIO_FROM_BYTES = 50_000_000  # own choice: what is smaller does no harm
_STRINGS_NAME = "sharedstrings.xml"
_CHUNK_BYTES = 1 << 20

Result = TypeVar("Result")


@contextmanager
def workbook_sheets(file: BinaryIO, lay_out: LayOut) -> Iterator[Sheets]:
    """Find the sheets that have a header and can be seen; rows come as they are read.

    Raises MissingExtra without openpyxl, FormatError for a workbook that is broken
    (``not_readable``) or unpacks to more than any export would (``too_large``), and when no sheet
    has a header (``not_an_export``).
    """
    try:
        import openpyxl  # an extra
    except ImportError:
        raise MissingExtra("xlsx") from None
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")  # of styles and the like
        _checked(lambda: _refuse_bombs(file))
        book = _checked(lambda: openpyxl.load_workbook(file, read_only=True, keep_links=False))
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
        problem = type(error).__name__
    raise FormatError(fault("not_readable", problem=problem))


def _refuse_bombs(file: BinaryIO) -> None:
    """A zip tells the size of what it holds, and Python unpacks no more than that."""
    at = file.tell()
    packed = file.seek(0, os.SEEK_END) - at
    file.seek(at)
    with zipfile.ZipFile(file) as archive:
        unpacked = sum(one.file_size for one in archive.infolist())
        _refuse_over("bytes", _UNPACKED_LIMIT_BYTES, unpacked)
        _refuse_over("bytes", max(packed * _RATIO_LIMIT, _RATIO_FROM_BYTES), unpacked)
        for one in archive.infolist():
            if one.filename.casefold().endswith(_STRINGS_NAME):
                _refuse_over("bytes", _STRINGS_LIMIT_BYTES, one.file_size)
                _refuse_over("texts", _STRINGS_LIMIT, _texts_in(archive, one))
    file.seek(at)


def _texts_in(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Count the texts in the table of texts: each takes memory, however short it is."""
    with archive.open(entry) as table:
        chunks = iter(lambda: table.read(_CHUNK_BYTES), b"")
        return sum(chunk.count(b"si>") for chunk in chunks) // 2  # where it begins, and ends


def _refuse_over(where: str, limit: int, found: int) -> None:
    if found > limit:
        raise FormatError(fault("too_large", where, limit=limit, found=found))


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
    from sp4n.interchange.export.grid import grid_rows  # needs the extra

    rows = grid_rows(sheet)
    while (row := _checked(lambda: next(rows, None))) is not None:
        _refuse_over("rows", _ROWS_LIMIT, row.number)
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


def _records(found: _Found, above: HeaderAbove) -> Iterator[Record]:
    """Read what is below the header; cells that a sheet doesn't store are empty ones."""
    for row in islice(_rows(found.sheet), len(found.preamble) + 1, None):
        wrong = above.fault_of(row.cells)
        layout = above.layout
        cells = _as_wide_as(layout.width, row.cells)
        unclear = wrong if row.is_clear else fault("misplaced_cell")
        yield Record(row.number, row.number, cells, layout, unclear)
