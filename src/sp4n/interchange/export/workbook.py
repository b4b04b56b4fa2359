"""Exports as workbooks (.xlsx), read row by row with openpyxl, which the extra ``xlsx`` brings."""

import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from sp4n.errors import MissingExtra, fault
from sp4n.interchange.export.columns import Cell, is_header
from sp4n.interchange.export.sheet import HEADER_LIMIT_ROWS, Record, Sheet
from sp4n.interchange.reader import FormatError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

__all__ = ["MAGIC", "workbook_sheet"]

MAGIC = b"PK\x03\x04"
"""With what a workbook begins: it is a zip."""

_ROWS_LIMIT = 1_048_576  # of the format itself
_UNPACKED_LIMIT_BYTES = 2_000_000_000  # own choice: a million rows, about
_PLAIN = (str, int, float, date, time, timedelta, type(None))

Result = TypeVar("Result")


@contextmanager
def workbook_sheet(file: BinaryIO) -> Iterator[Sheet]:
    """Find the first sheet that has the header; rows come as they are read.

    Raises MissingExtra without openpyxl, FormatError for a workbook that is broken
    (``not_readable``) or unpacks to more than two gigabytes (``too_large``), and when no sheet has
    the header (``not_an_export``).
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
            yield _sheet(book)
        finally:
            book.close()


def _checked(read: Callable[[], Result]) -> Result:
    """Whatever a broken file makes the zip, the XML or openpyxl raise is one error of ours."""
    try:
        return read()
    except FormatError:
        raise
    except Exception as error:  # noqa: BLE001  # there are some twenty kinds, and no list of them
        raise FormatError(fault("not_readable", problem=type(error).__name__)) from None


def _refuse_bombs(file: BinaryIO) -> None:
    """A zip tells the size of what it holds, and Python unpacks no more than that."""
    at = file.tell()
    size = sum(one.file_size for one in zipfile.ZipFile(file).infolist())
    file.seek(at)
    if size > _UNPACKED_LIMIT_BYTES:
        raise FormatError(fault("too_large", "bytes", limit=_UNPACKED_LIMIT_BYTES, found=size))


def _sheet(book: "Workbook") -> Sheet:
    for worksheet in book.worksheets:
        total = worksheet.max_row or 0
        worksheet.reset_dimensions()  # some writers tell wrong ones
        records = _records(worksheet)
        preamble: list[Sequence[Cell]] = []
        for record in islice(records, HEADER_LIMIT_ROWS):
            if is_header(record.cells):
                rest = _Counted(records, total)
                return Sheet(preamble, record.cells, rest, total, rest.done)
            preamble.append(record.cells)
    raise FormatError(fault("not_an_export", rows=HEADER_LIMIT_ROWS))


def _records(worksheet: "ReadOnlyWorksheet") -> Iterator[Record]:
    rows = worksheet.iter_rows(values_only=True)  # type: ignore[misc]  # the stub knows no "read only"
    for number in range(1, _ROWS_LIMIT + 1):
        row = _checked(lambda: next(rows, None))
        if row is None:
            return
        yield Record(number, number, [_plain(cell) for cell in row])
    raise FormatError(fault("too_large", "rows", limit=_ROWS_LIMIT, found=_ROWS_LIMIT + 1))


def _plain(cell: object) -> Cell:
    """A formula that openpyxl gives as a value of its own is its text, like any other formula."""
    return cell if isinstance(cell, _PLAIN) else str(getattr(cell, "text", ""))


class _Counted:
    """Records, and how far they have come; never farther than the sheet says it goes."""

    def __init__(self, records: Iterator[Record], total: int) -> None:
        self._records = records
        self._total = total
        self._row = 0

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        record = next(self._records)
        self._row = record.row
        return record

    def done(self) -> int:
        """Give the row read last."""
        return min(self._row, self._total)
