"""What a workbook (.xlsx, .ods) would take, looked at before calamine lays it out in memory.

A workbook of a kilobyte may ask for a cell in the last row and column, for one long text a million
times, or for a row repeated to the end of the sheet; calamine would do it. So all that it would
read is streamed once, and counted as calamine will keep it, whatever the package says of itself.
The same pass notes what calamine doesn't tell: errors, hidden rows, cells that are there twice.
Both read XML; a part that the two could understand differently is damaged.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pyexpat import ParserCreate
from typing import NoReturn

from attrs import define, field

from sp4n.errors import fault
from sp4n.interchange.lapor_export.source import refuse_over
from sp4n.reader import FormatError

CELLS_LIMIT = 3_000_000
"""Own choice: 100,000 rows of all 26 columns of LAPOR! are 2.6 million."""

DAYS_BEFORE_1904 = 1_462
"""From 30 December 1899 to 1 January 1904, from which Excel counted days on the Macintosh."""

ROWS_LIMIT = 1_048_576
"""Of the formats themselves."""

_BYTES_LIMIT = 600_000_000
# Own choice, of all that is unpacked and of texts as often as cells show them: 100,000 rows of 26
# columns, with two texts of 40 to 200 words each, come to 310 million (texts in their cells) or 520
# million (in a table of texts).
_AT_ONCE_BYTES = 5_000_000  # own choice: of one cell, or of what is none; it is kept as a whole
_SHEETS_LIMIT = 250  # own choice: an export has one; joined ones one for each city of a province
_PIECE_BYTES = 1 << 18
_NO_SIZE = 1 << 62  # a part ends where its packed bytes do
_COUNT = re.compile("[0-9]{1,7}")
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_KINDS = {"xl/workbook.bin": ".xlsb", "word/document.xml": ".docx", "ppt/presentation.xml": ".pptx"}

Attributes = Mapping[str, str]
Parts = Mapping[str, zipfile.ZipInfo]
Position = tuple[int, int]


def damaged() -> NoReturn:
    """Raise what becomes ``damaged_workbook``."""
    raise zipfile.BadZipFile


def parts_of(archive: zipfile.ZipFile) -> Parts:
    """Give the parts of a workbook by their names as calamine compares them.

    Raises FormatError (``another_zip``) if it is neither an .xlsx nor an .ods.
    """
    parts = {part.filename.replace("\\", "/").lower(): part for part in archive.infolist()}
    if archive.comment or len(parts) != len(archive.infolist()):
        damaged()
    books = [name for name in _BOOKS if name in parts]
    is_ods = parts and books == ["content.xml"] and "mimetype" in parts
    if not is_ods and books != ["xl/workbook.xml"]:
        kind = next((kind for name, kind in _KINDS.items() if name in parts), ".zip")
        raise FormatError(fault("another_zip", found=kind))
    return parts


@define
class Notes:
    """What a sheet takes, and what calamine doesn't tell of it, by row and column, from 1.

    A cell of `unsure` holds something: an error if True, else it can't be empty. Rows of
    `misplaced` have a cell twice. Ranges of `merged` are from 0, as calamine's. `right` is the last
    column that holds anything. `days_before` is how many days after 30 December 1899 the workbook
    begins to count days: calamine heeds it in dates, and not in plain numbers.
    """

    unsure: dict[int, dict[int, bool]] = field(factory=dict)
    misplaced: set[int] = field(factory=set)
    hidden: set[int] = field(factory=set)
    merged: list[tuple[Position, Position]] = field(factory=list)
    days_before: int = 0
    right: int = 0
    _bottom: int = 0
    _held: int = 0

    def doubt(self, row: int, column: int, *, is_error: bool = False) -> None:
        """Note that a cell is no empty one."""
        self.unsure.setdefault(row, {})[column] = is_error

    def trust(self, row: int, column: int) -> None:
        """Take a doubt back."""
        doubts = self.unsure.pop(row, {})
        doubts.pop(column, None)
        if doubts:
            self.unsure[row] = doubts

    def hold(self, right: int, bottom: int, count: int = 1) -> None:
        """Count what is kept, the last of it in this column and this row."""
        self.right = max(self.right, right)
        self._bottom = max(self._bottom, bottom)
        self._held += count

    def cells(self) -> int:
        """Give what calamine keeps: a rectangle, or more if cells lie over one another."""
        return max(self.right * self._bottom, self._held)


class Room:
    """Counts what calamine will keep, of all sheets together."""

    def __init__(self) -> None:
        self._bytes = self._cells = self._sheets = 0

    def add_bytes(self, count: int) -> None:
        """Count bytes that are unpacked, or repeated."""
        self._bytes += count
        refuse_over("bytes", _BYTES_LIMIT, self._bytes)

    def add_sheet(self, sheet: Notes) -> None:
        """Count a sheet with its cells."""
        self.see(sheet)
        self._cells += sheet.cells()
        self._sheets += 1
        refuse_over("sheets", _SHEETS_LIMIT, self._sheets)

    def see(self, sheet: Notes) -> None:
        """Look at the cells of a sheet that is not complete yet."""
        cells = self._cells + sheet.cells()
        if cells > CELLS_LIMIT:
            wrong = fault("too_large", "cells", limit=CELLS_LIMIT, found=cells)
            raise FormatError(wrong, fault("sheet_too_large"))

    def pieces(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack a part; each piece ends with a tag, so that no text is cut in two."""
        told, unpacked, kept = part.file_size, 0, b""
        part.file_size = _NO_SIZE
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            damaged()
        with archive.open(part) as opened:
            while piece := opened.read(_PIECE_BYTES):
                unpacked += len(piece)
                self.add_bytes(len(piece))
                kept += piece
                end = kept.rfind(b">") + 1
                refuse_over("bytes", _AT_ONCE_BYTES, len(kept) - end)
                yield kept[:end]
                kept = kept[end:]
        if unpacked != told:
            damaged()
        if kept:
            yield kept


class Part:
    """Reads one part, with what to do at each element, by its name without a prefix."""

    def __init__(self, room: Room, **named: Callable[[Attributes], object]) -> None:
        self.room = room
        self.units = 0
        self.ended: list[str] = []
        self._is_begun = False
        self._named = named
        self._acts: dict[str, Callable[[Attributes], object]] = {}
        self.parser = parser = ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self.ended.append
        parser.StartDoctypeDeclHandler = lambda *_: damaged()

    def read(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Read a part to its end; between two of its units there can't be much."""
        since = units = 0
        for piece in self.room.pieces(archive, part):
            self.parse(piece)
            since = since + len(piece) if units == self.units else 0
            units = self.units
            refuse_over("bytes", _AT_ONCE_BYTES, since)
        self.finish()

    def parse(self, piece: bytes) -> None:
        """Parse what comes next."""
        self.parser.Parse(piece)

    def finish(self) -> None:
        """Parse, and count, what is left at the end."""
        self.parser.Parse(b"", True)  # noqa: FBT003  # it takes no names

    def unit(self, _: object = None) -> None:
        """Count what is kept by itself."""
        self.units += 1

    def apart(self, name: str) -> None:
        """Count one of these, which is not within another; `ended` is what ends from here on."""
        if self._is_begun and self.last_ended() != name:
            damaged()
        self._is_begun = True
        self.ended.clear()
        self.units += 1

    def _start(self, name: str, attributes: Attributes) -> None:
        act = self._acts.get(name)
        if act is None:
            act = self._acts[name] = self._named.get(name.rpartition(":")[2], bool)
        act(attributes)

    def last_ended(self) -> str:
        """Name what ended last; nothing is "", as where one begins within another."""
        return self.ended[-1].rpartition(":")[2] if self.ended else ""


def count_in(attributes: Attributes, name: str, default: int) -> int:
    """Read a count, a number of a row for instance; there can be no more than rows."""
    told = attributes.get(name)
    if told is None:
        return default
    if _COUNT.fullmatch(told) is None or not 0 < int(told) <= ROWS_LIMIT:
        damaged()
    return int(told)
