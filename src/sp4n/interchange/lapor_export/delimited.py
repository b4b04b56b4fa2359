"""Exports as CSV: whatever the encoding, the delimiter and the mistakes, no row gets lost.

A file that keeps to the rules is read as it stands: what a citizen wrote never becomes a row. Where
quotes don't fit, the row in which they begin is told as unreadable, and reading goes on at the next
line that begins a row. From then on, such a line is one, unless it may stand in a citizen's text.
"""

import codecs
import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from threading import Lock
from typing import BinaryIO, NamedTuple

from attrs import evolve

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import HALF_A_CHARACTER
from sp4n.interchange.lapor_export.columns import HEADER_LIMIT_ROWS, Headings
from sp4n.interchange.lapor_export.delimited_records import DelimitedRecords, lines_of
from sp4n.interchange.lapor_export.row_shape import RowShape
from sp4n.interchange.lapor_export.sheet import ABOVE_HEADER, Above, Record, Sheet, Sheets
from sp4n.interchange.lapor_export.source import beginning, readable
from sp4n.model.complaint import RECORDED_LIMIT_CHARACTERS
from sp4n.reader import FormatError

_DELIMITERS = (",", ";", "\t")
_HEADER_LINES = 50  # own choice: so many lines may the names of columns take
_LINE_LIMIT = 4 * RECORDED_LIMIT_CHARACTERS  # own choice: two long texts, and the rest
_LOOKED_AT = 64  # own choice: so many bytes tell UTF-16 without its mark
_PART_BYTES = 1 << 20
_CHARACTER_BYTES = 3  # so many bytes of one may stand before those that are read next
_OTHER_FILES = {
    "<": "HTML",
    "{": "JSON",
    "[": "JSON",
    "%PDF": "PDF",
    "\x89PNG": "PNG",
    f"{HALF_A_CHARACTER}PNG": "PNG",
    "‰PNG": "PNG",
    "\x1f": "gzip",
}
_BEYOND_ASCII = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def _marked(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101  # we only read
    return HALF_A_CHARACTER, error.end


codecs.register_error("sp4n.marked", _marked)


@contextmanager
def delimited_sheets(file: BinaryIO, headings: Headings) -> Iterator[Sheets]:
    """Find the header, and with it the delimiter, in a file of text; rows come as they are read.

    UTF-8 with or without a byte-order mark, UTF-16 with one; a file that is no UTF-8 at all is read
    as Windows-1252, which is noted. Raises FormatError (``not_an_export``) when there is no header,
    ``not_utf_8`` for UTF-16 without its mark.
    """
    start = file.tell()
    size = file.seek(0, os.SEEK_END) - start
    file.seek(start)
    encoding = _encoding(file)
    text = io.TextIOWrapper(file, encoding, errors="sp4n.marked", newline="")
    try:
        with longer_cells(RECORDED_LIMIT_CHARACTERS):
            notes = (fault("read_as_cp1252"),) if encoding == "cp1252" else ()
            sheet = evolve(_sheet(lines_of(text, _LINE_LIMIT), headings), notes=notes)
            yield Sheets((sheet,), size, lambda: file.tell() - start)
    finally:
        text.detach()  # or it would close the file of whoever gave it


def _encoding(file: BinaryIO) -> str:
    begin = beginning(file, _LOOKED_AT)
    if begin[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    halves = [bool(begin[place::2].strip(b"\0")) for place in (0, 1)]
    if len(begin) > 1 and halves in ([True, False], [False, True]):
        raise FormatError(fault("not_utf_8"))
    return "cp1252" if _is_cp1252(file) else "utf-8-sig"


def _is_cp1252(file: BinaryIO) -> bool:
    """Tell whether bytes beyond ASCII are nowhere UTF-8; where some are, others are mistakes."""
    start, before, is_ascii = file.tell(), b"", True
    try:
        for part in iter(lambda: readable(lambda: file.read(_PART_BYTES)), b""):
            if not part.isascii():
                is_ascii = False
                if _BEYOND_ASCII.search(before + part):
                    return False
            before = part[-_CHARACTER_BYTES:]
        return not is_ascii
    finally:
        file.seek(start)


class _Header(NamedTuple):
    """Where the header stands among the first lines, and how its file parts cells."""

    place: int
    lines: int
    cells: list[str]
    delimiter: str


def _sheet(lines: Iterator[str], headings: Headings) -> Sheet:
    head = list(islice(lines, HEADER_LIMIT_ROWS + _HEADER_LINES))
    header = _header_in(head, headings)
    layout = headings.layout(header.cells)
    below = header.place + header.lines
    rest = chain(head[below:], lines)
    shape = RowShape(layout, header.delimiter, headings)
    records = DelimitedRecords(rest, below + 1, shape)
    preamble = list(_rows(head[: header.place], header.delimiter))
    lost = _lost(preamble, shape)
    above = [row.cells for row in preamble]
    return Sheet(above, layout, chain(lost, records), in_lines=True)


class _Row(NamedTuple):
    """Some lines above the header from the `first` on, and what stands in them."""

    first: int
    lines: Sequence[str]
    cells: Sequence[str]


def _lost(rows: Iterable[_Row], shape: RowShape) -> Iterator[Record]:
    """Tell what stands above the header, and is no preamble."""
    above = Above(shape.layout, shape.headings)
    for row in rows:
        has_rows = any(map(shape.begins, row.lines))
        most = max((row.cells, *_parted(row.lines)), key=shape.headings.names_in)
        if wrong := above.fault_of(most) or (ABOVE_HEADER if has_rows else None):
            last, number = row.first + len(row.lines) - 1, shape.number(row.lines[0])
            yield Record(row.first, last, (), shape.layout, wrong, number)


def _parted(lines: Iterable[str]) -> Iterator[list[str]]:
    """Part lines at each of the delimiters: others than the header may have another one."""
    return (line.split(delimiter) for line in lines for delimiter in _DELIMITERS)


def _header_in(head: Sequence[str], headings: Headings) -> _Header:
    """Take the first row that names all that is required, or else the one with the most names."""
    headers = list(_headers_in(head, headings))
    best = headings.best([header.cells for header in headers])
    if best is not None:
        return headers[best]
    wrong = headings.none_found(map(_stripped, _parted(head[:HEADER_LIMIT_ROWS])))
    raise FormatError(*wrong.faults[:1], *(_other_file(head) or wrong.faults[1:]))


def _other_file(head: Sequence[str]) -> list[Fault]:
    """Say what a file is that is no table, by how it begins."""
    begin = "".join(head[:_LOOKED_AT]).lstrip()[:_LOOKED_AT]
    if not begin:
        return [fault("empty_file")]
    kinds = (kind for sign, kind in _OTHER_FILES.items() if begin.startswith(sign))
    return [fault("another_file", found=kind) for kind in kinds][:1]


def _stripped(cells: Iterable[str]) -> list[str]:
    return [cell.strip().strip('"') for cell in cells]


def _headers_in(head: Sequence[str], headings: Headings) -> Iterator[_Header]:
    for place, line in enumerate(head[:HEADER_LIMIT_ROWS]):
        if headings.may_head(line):
            lines = head[place : place + _HEADER_LINES]
            rows = [_first_row(place, lines, delimiter) for delimiter in _DELIMITERS]
            best = headings.best([row.cells for row in rows])
            if best is not None:
                yield rows[best]


def _first_row(place: int, lines: Sequence[str], delimiter: str) -> _Header:
    """Give the cells of the first row, none if it is broken, and how many lines it takes."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        return _Header(place, 1, [], delimiter)
    return _Header(place, reader.line_num, cells, delimiter)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[_Row]:
    """Give what stands before the header; from where it is broken, line by line."""
    reader = csv.reader(lines, delimiter=delimiter)
    start = 0
    try:
        for cells in reader:
            yield _Row(start + 1, lines[start : reader.line_num], cells)
            start = reader.line_num
    except csv.Error:
        for number, line in enumerate(lines[start:], start=start + 1):
            yield _Row(number, [line], line.split(delimiter))


class _Raised:
    """Who needs it now, and what it was before the first of them came."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.users = 0
        self.before = 0

    def enter(self, limit: int) -> None:
        with self.lock:
            self.users += 1
            if self.users == 1:
                self.before = csv.field_size_limit()
            csv.field_size_limit(max(limit, csv.field_size_limit()))

    def leave(self) -> None:
        with self.lock:
            self.users -= 1
            if not self.users:
                csv.field_size_limit(self.before)


_RAISED = _Raised()


@contextmanager
def longer_cells(limit_characters: int) -> Iterator[None]:
    """Let ``csv`` take cells of some length; afterwards its limit is what it was.

    Several threads may do so at the same time: the last one to leave puts it back.

    >>> with longer_cells(1_000_000):
    ...     csv.field_size_limit()
    1000000
    """
    _RAISED.enter(limit_characters)
    try:
        yield
    finally:
        _RAISED.leave()
