"""The scan of an .xlsx: where its cells are, and which texts they show.

Nearly all rows are written alike. One expression takes such a row as a whole, which is several
times as fast as to parse it; any other row is parsed.
"""

import re
import zipfile
from array import array
from collections.abc import Iterable
from functools import cache
from itertools import chain, islice, pairwise, product
from string import ascii_uppercase

from sp4n.interchange.lapor_export.source import refuse_over
from sp4n.interchange.lapor_export.workbook_scan import (
    CELLS_LIMIT,
    DAYS_BEFORE_1904,
    ROWS_LIMIT,
    Attributes,
    Notes,
    Part,
    Parts,
    Room,
    count_in,
    damaged,
)

_COLUMNS_LIMIT = 16_384  # of the format itself
_PLAIN_COLUMNS = 32, 256  # own choice, from and to: LAPOR! has 26; a row with more is parsed
_PLACE = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_INDEX = re.compile(rb"(?<![^>\s])<[^<>]*>([0-9]{0,9})</")  # no text stands before its tag
_PLAIN_ROW = (
    r'<row r="([1-9][0-9]{0,6})"(?: (?:hidden="(?:false|0)"|(?!hidden)[\w:.-]+="[^"<>&]*"))*+>'
    r"(?=<c)%s</row>\s*+"
)
# One for each column, in their order: each has its row's number, and what it shows or nothing.
_PLAIN_CELL = (
    r'(?:<c r="%s\1"(?: s="[0-9]+")?+(?: t="s"><v>([0-9]{1,9})</v></c>'
    r'|(?: t="(?:n|str|inlineStr)")?+(?: ?/>|></c>)'
    r'|(?:(?: t="inlineStr")?+><is><t(?: xml:space="preserve")?+>[^<]*+</t></is></c>'
    r'|(?: t="(?:n|str)")?+><v>[^<&]*+</v></c>)()))?+'
)


def xlsx_notes(archive: zipfile.ZipFile, parts: Parts, room: Room) -> list[Notes]:
    """Look through a package, and give the notes of each of its sheets, in their order."""
    table = parts.get("xl/sharedstrings.xml")
    lengths = _lengths(archive, table, room) if table else array("q")
    for name in ("_rels/.rels", "xl/styles.xml"):
        if name in parts:
            Part(room).read(archive, parts[name])
    names, days_before = _sheets(archive, parts, room)
    sheets = [(parts[name], _Sheet(room, lengths, days_before)) for name in names]
    for part, sheet in sheets:
        sheet.read(archive, part)
    return [sheet.notes for _, sheet in sheets]


def _sheets(archive: zipfile.ZipFile, parts: Parts, room: Room) -> tuple[list[str], int]:
    """Name the parts that the sheets are, as calamine finds them, and tell how they count days."""
    links: list[Attributes] = []
    sheets: list[Attributes] = []
    book: list[Attributes] = []
    Part(room, Relationship=links.append).read(archive, parts["xl/_rels/workbook.xml.rels"])
    Part(room, sheet=sheets.append, workbookPr=book.append).read(archive, parts["xl/workbook.xml"])
    targets = {link["Id"]: link["Target"].replace("\\", "/").lower() for link in links}
    if len(targets) != len(links):
        damaged()
    ids = [value for sheet in sheets for name, value in sheet.items() if name.endswith(":id")]
    names = [targets[link_id].removeprefix("/") for link_id in ids]
    is_since_1904 = any(properties.get("date1904") in ("1", "true") for properties in book)
    return (
        [name if name.startswith("xl/") else f"xl/{name}" for name in names],
        DAYS_BEFORE_1904 if is_since_1904 else 0,
    )


def _lengths(archive: zipfile.ZipFile, table: zipfile.ZipInfo, room: Room) -> "array[int]":
    """Read how long each text of the table of texts is, with its tags."""
    begins = array("q")

    def text(_: Attributes) -> None:
        part.apart("si")
        refuse_over("texts", CELLS_LIMIT, part.units)
        begins.append(part.parser.CurrentByteIndex)

    def told(attributes: Attributes) -> None:  # calamine makes room for so many, there or not
        refuse_over("texts", CELLS_LIMIT, int(attributes.get("uniqueCount", 0)))

    part = Part(room, si=text, sst=told)
    part.read(archive, table)
    begins.append(part.parser.CurrentByteIndex)
    return array("q", (end - begin for begin, end in pairwise(begins)))


class _Sheet(Part):
    """Reads a sheet; its rows and cells need not say where they are, nor come in order."""

    def __init__(self, room: Room, lengths: "array[int]", days_before: int) -> None:
        super().__init__(
            room, row=self._begin_row, mergeCell=self._merge, hyperlink=self.unit,
            c=self._cell, v=self._value, f=self._formula, **{"is": self._hold},
        )  # fmt: skip
        self.notes = Notes(days_before=days_before)
        self._lengths = lengths
        self._row = self._told_row = self._column = self._parsed = 0
        self._kind = ""
        self._seen: set[int] = set()
        self._text = self._begun = b""

    def _merge(self, _: Attributes) -> None:
        self.unit()
        self.notes.hold(0, 0)

    def _begin_row(self, attributes: Attributes) -> None:
        self.apart("row")
        self._told_row = count_in(attributes, "r", self._told_row + 1)
        self._row = self._column = 0
        if attributes.get("hidden", "0") not in ("0", "false"):
            self.notes.hidden.add(self._told_row)

    def _cell(self, attributes: Attributes) -> None:
        """Find where a cell is, which may be in another row than its own."""
        place = attributes.get("r")
        row, column = _placed(place) if place else (self._told_row, self._column + 1)
        if row != self._row:
            self._turn_to(row)
        if column <= self._column:
            self.notes.misplaced.add(row)
        self._column, self._kind = column, attributes.get("t", "n")
        if self._kind in ("s", "e", "b", "d"):
            self.notes.doubt(row, column)

    def _turn_to(self, row: int) -> None:
        """Go on in another row; one that was there before may have its cells twice."""
        if row > ROWS_LIMIT:
            damaged()
        if row in self._seen:
            self.notes.misplaced.add(row)
        self._seen.add(row)
        self._row, self._column = row, 0

    def _hold(self, _: Attributes) -> None:
        self.notes.hold(self._column, self._row)

    def _value(self, attributes: Attributes) -> None:
        """Count a text of the table: calamine must read this very index, or none."""
        self._hold(attributes)
        if self._kind == "inlineStr":
            self.notes.doubt(self._row, self._column)
        elif self._kind == "s":
            at = self.parser.CurrentByteIndex - self._parsed
            index = _INDEX.match(self._text, at) or damaged()
            self._show(index.groups())
            if index[1]:
                self.notes.trust(self._row, self._column)

    def _show(self, indexes: Iterable[bytes | None]) -> None:
        """Count texts as often as they are shown."""
        shown = map(int, filter(None, indexes))
        self.room.add_bytes(sum(map(self._lengths.__getitem__, shown)))

    def _formula(self, _: Attributes) -> None:
        """Note that a cell begins with a formula; others stand behind the rows."""
        if self._kind != "str" and self.last_ended() in ("", "c"):
            self.notes.doubt(self._row, self._column)

    def parse(self, piece: bytes) -> None:
        """Take what is whole."""
        text = self._begun + piece
        end = _whole(text)
        self._take(text, end)
        self._begun = text[end:]
        self.room.see(self.notes)

    def _take(self, text: bytes, end: int) -> None:
        """Count rows that are plain, where one can be, and parse what is between them."""
        fewest, most = _PLAIN_COLUMNS
        columns = min(max(fewest, 1 << (self.notes.right - 1).bit_length()), most)
        at, is_between_rows = 0, self.last_ended() == "row"
        for row in _plain_row(columns).finditer(text, 0, end):
            if at < row.start():
                self._parse(text[at : row.start()])
                is_between_rows = self.last_ended() == "row"
            at = row.start()
            if is_between_rows:
                self._count(row)
                at = row.end()
        self._parse(text[at:end])

    def _parse(self, text: bytes) -> None:
        if text:
            self._text = text
            self.parser.Parse(text)
            self._parsed += len(text)

    def _count(self, row: re.Match[bytes]) -> None:
        self.units += 1
        self._told_row = int(row[1])
        self._turn_to(self._told_row)
        if right := (row.lastindex or 0) // 2:
            self.notes.hold(right, self._told_row, right)
        if self._lengths:
            self._show(row.groups()[1::2])

    def finish(self) -> None:
        self._take(self._begun, len(self._begun))
        super().finish()
        self.room.add_sheet(self.notes)


def _whole(text: bytes) -> int:
    """Find where its last row begins, or else where a value and its tags are whole."""
    row, end, last = map(text.rfind, (b"<row", b"</", b"<"))
    if row > 0:
        return row
    return text.index(b">", end) + 1 if end >= 0 else max(last, 0)


@cache
def _plain_row(columns: int) -> re.Pattern[bytes]:
    """Make the expression; its groups are the row's number, and two for each column."""
    cells = "".join(_PLAIN_CELL % letters for letters in islice(_columns(), columns))
    return re.compile((_PLAIN_ROW % cells).encode())


@cache
def _columns() -> dict[str, int]:
    """Number the columns by their letters."""
    letters = chain.from_iterable(product(ascii_uppercase, repeat=n) for n in (1, 2, 3))
    return {"".join(signs): at for at, signs in enumerate(islice(letters, _COLUMNS_LIMIT), 1)}


def _placed(place: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(place) or damaged()
    return int(match[2]), _columns().get(match[1].upper()) or damaged()
