"""Exports as CSV: whatever the encoding, the delimiter and the mistakes, no row gets lost.

A file that keeps to the rules is read as it stands: what a citizen wrote never becomes a row. Where
quotes don't fit, the row in which they begin is told as unreadable, and reading goes on at the next
line that looks like the beginning of a row.
"""

import codecs
import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import BinaryIO

from sp4n.errors import fault
from sp4n.interchange.export.columns import is_header, known_names
from sp4n.interchange.export.field_limit import longer_cells
from sp4n.interchange.export.lines import Line, Lines, RecordTooLong, numbered
from sp4n.interchange.export.row_shape import row_shape
from sp4n.interchange.export.sheet import HALF_A_CHARACTER, HEADER_LIMIT_ROWS, Record, Sheet
from sp4n.interchange.export.source import beginning
from sp4n.interchange.reader import FormatError
from sp4n.model.complaint import RECORDED_LIMIT_CHARACTERS

__all__ = ["delimited_sheet"]

_DELIMITERS = (",", ";", "\t")
_HEADER_LINES = 50  # own choice: so many lines may the names of columns take
_RECORD_LIMIT = 4 * RECORDED_LIMIT_CHARACTERS  # own choice: two long texts, and the rest
_AGAIN_CHARACTERS = 100_000_000  # own choice: a second or two


def _marked(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101  # we only read
    return HALF_A_CHARACTER, error.end


codecs.register_error("sp4n.marked", _marked)


@contextmanager
def delimited_sheet(file: BinaryIO) -> Iterator[Sheet]:
    """Find the header, and with it the delimiter, in a file of text; rows come as they are read.

    UTF-8 with or without a byte-order mark, UTF-16 with one. Raises FormatError
    (``not_an_export``) when there is no header.
    """
    start = file.tell()
    size = file.seek(0, os.SEEK_END) - start
    file.seek(start)
    is_utf_16 = beginning(file, 2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if is_utf_16 else "utf-8-sig"
    text = io.TextIOWrapper(file, encoding, errors="sp4n.marked", newline="")
    try:
        with longer_cells(RECORDED_LIMIT_CHARACTERS):
            yield _sheet(numbered(text, _RECORD_LIMIT), size, lambda: file.tell() - start)
    finally:
        text.detach()  # or it would close the file of whoever gave it


def _sheet(lines: Iterator[Line], size: int, done: Callable[[], int]) -> Sheet:
    head = list(islice(lines, HEADER_LIMIT_ROWS + _HEADER_LINES))
    place, header, rows, delimiter = _header_in(head)
    rest = Lines(chain(head[place + rows :], lines), limit=_RECORD_LIMIT, again=_AGAIN_CHARACTERS)
    preamble = list(_rows(head[:place], delimiter))
    return Sheet(preamble, header, _records(rest, header, delimiter), size, done)


def _header_in(head: Sequence[Line]) -> tuple[int, list[str], int, str]:
    """Give the place of the header among the lines, its cells, its lines and the delimiter."""
    for place, line in enumerate(head[:HEADER_LIMIT_ROWS]):
        if "tracking" not in line.text.casefold():
            continue
        lines = head[place : place + _HEADER_LINES]
        found = [(*_first_row(lines, delimiter), delimiter) for delimiter in _DELIMITERS]
        cells, rows, delimiter = max(found, key=lambda one: _fit(one[0]))
        if is_header(cells):
            return place, cells, rows, delimiter
    raise FormatError(fault("not_an_export", rows=HEADER_LIMIT_ROWS))


def _fit(cells: Sequence[str]) -> tuple[bool, int]:
    return is_header(cells), sum(name is not None for name in known_names(cells))


def _first_row(lines: Sequence[Line], delimiter: str) -> tuple[list[str], int]:
    """Give the cells of the first row, none if it is broken, and how many lines it takes."""
    reader = csv.reader((line.text for line in lines), delimiter=delimiter, strict=True)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return [], 1


def _rows(lines: Sequence[Line], delimiter: str) -> Iterator[list[str]]:
    """Give what can be read before the header; nothing depends on it."""
    try:
        yield from csv.reader((line.text for line in lines), delimiter=delimiter)
    except csv.Error:
        return


def _records(lines: Lines, header: Sequence[str], delimiter: str) -> Iterator[Record]:
    shape = row_shape(header, delimiter)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, RecordTooLong):
            lines.give_back(shape.next_row(lines.taken))
            yield _broken(lines.taken)
        else:
            taken = lines.taken
            if shape.hides_rows(taken):  # swallowed by a quote: nothing in it is sure
                yield _broken(taken)
            else:
                yield Record(taken[0].number, taken[-1].number, cells)


def _broken(taken: Sequence[Line]) -> Record:
    wrong = fault("broken_cells", limit=RECORDED_LIMIT_CHARACTERS)
    return Record(taken[0].number, taken[-1].number, (), wrong)
