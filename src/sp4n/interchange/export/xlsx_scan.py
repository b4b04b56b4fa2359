"""The scan of an .xlsx: where its cells are, and which texts they show."""

import re
import zipfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring

from sp4n.interchange.export.source import refuse_over
from sp4n.interchange.export.workbook_scan import (
    CELLS_LIMIT,
    DAYS_BEFORE_1904,
    Attributes,
    Notes,
    Part,
    Parts,
    Room,
    count_in,
    damaged,
)

__all__ = ["xlsx_notes"]

_COLUMNS = 16_384  # of the format itself
_PLACE = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_INDEX = re.compile(rb"(?:v>)?([0-9]{1,9})")  # after its tag, perhaps
_ODD_VALUE = re.compile(
    rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>(?:[^<]*(?:<[!?]|&#(?:0*(?:4[89]|5[0-7])|x0*3[0-9]);)"
    rb"|\s*[0-9]+\s|\s+[0-9])"
)  # of which calamine takes a part, nothing, or the first text of all
_SPACES = " \t\r\n"
_ROW = b"<row"
_ROWS_END = re.compile(rb"</(?:[^\s<>/:]+:)?sheetData\s*>")
_SHAPES_LIMIT = 5_000  # own choice
_DIGITS = b"0123456789"
_TEXT = re.compile(rb">[^<]+<")
_ROW_NUMBER = re.compile(rb'<row r="([0-9]{1,7})"')
_PLACES = re.compile(rb'r="[A-Z]+([0-9]+)"')
_PLAIN_ROW = re.compile(
    rb'<row r="[0-9]+"(?: (?:hidden="false"|(?!hidden)[\w:.-]+="[^"<>&]*"))*>'
    rb'(?:<c r="[A-Z]{1,3}[0-9]+"(?: s="[0-9]+")?(?:(?: t="(?:n|str|inlineStr)")? ?/>|></c>'
    rb'|(?: t="s"><v>[0-9]+|(?: t="(?:n|str)")?><v>[^<]*)</v></c>'
    rb'|(?: t="inlineStr")?><is><t(?: xml:space="preserve")?>[^<]*</t></is></c>))*</row>\s*'
)
_VALUE, _INLINE, _FORMULA = range(3)


def xlsx_notes(archive: zipfile.ZipFile, parts: Parts, room: Room) -> list[Notes]:
    """Look through a package, and give the notes of each of its sheets, in their order."""
    texts = _Texts(room)
    if "xl/sharedstrings.xml" in parts:
        texts.read(archive, parts["xl/sharedstrings.xml"])
    for other in ("_rels/.rels", "xl/styles.xml"):
        if other in parts:
            Part(room).read(archive, parts[other])
    sheets = []
    names, days_before = _sheets(archive, parts, room)
    for name in names:
        sheet = _Sheet(room, texts, days_before)
        sheet.read(archive, parts[name])
        sheets.append(sheet.notes)
    return sheets


def _sheets(archive: zipfile.ZipFile, parts: Parts, room: Room) -> tuple[list[str], int]:
    """Name the parts that the sheets are, as calamine finds them, and tell how they count days."""
    links = _elements(archive, parts["xl/_rels/workbook.xml.rels"], room, "Relationship")
    targets = {one.attrib["Id"]: one.attrib["Target"].replace("\\", "/").lower() for one in links}
    if len(targets) != len(links):
        damaged()
    book = _elements(archive, parts["xl/workbook.xml"], room, "sheet", "workbookPr")
    ids = [found for one in book for name, found in one.items() if name.endswith("}id")]
    names = [targets[one].removeprefix("/") for one in ids]
    is_since_1904 = any(one.get("date1904") in ("1", "true") for one in book)
    return (
        [one if one.startswith("xl/") else f"xl/{one}" for one in names],
        DAYS_BEFORE_1904 if is_since_1904 else 0,
    )


def _elements(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: Room, *names: str
) -> list[Element]:
    small = Part(room)
    small.read(archive, part)
    with archive.open(part) as opened:
        root = fromstring(opened.read())  # noqa: S314  # it was just read, and is small
    return [one for one in root.iter() if one.tag.rpartition("}")[2] in names]


class _Texts(Part):
    """Reads how long each text of the table of texts is, with its tags."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._begins = array("q")
        self.named = {"si": self._text, "sst": self._table}

    def _table(self, attributes: Attributes) -> None:
        """See that calamine makes no room for texts that aren't there."""
        refuse_over("texts", CELLS_LIMIT, int(attributes.get("uniqueCount", 0)))

    def _text(self, _: Attributes) -> None:
        if self._begins and self.last_ended() != "si":
            damaged()
        self.ended.clear()
        self.unit()
        self._begins.append(self.parser.CurrentByteIndex)
        refuse_over("texts", CELLS_LIMIT, self.units)

    def finish(self) -> None:
        super().finish()
        self._begins.append(self.parser.CurrentByteIndex)

    def length(self, index: int) -> int:
        """Give the bytes of a text; one that isn't there is refused by calamine."""
        end = self._begins[index + 1] if index + 1 < len(self._begins) else 0
        return end - self._begins[index] if end else 0


class _Sheet(Part):
    """Reads a sheet; its rows and cells need not say where they are, nor come in order.

    What a row has is kept until it ends: the attributes of each cell, where a value or a formula
    begins, and, if there is a table of texts, whatever is written.
    """

    def __init__(self, room: Room, texts: _Texts, days_before: int) -> None:
        super().__init__(room)
        self.notes = Notes(days_before=days_before)
        self._texts = texts
        self._kept: list[Any] = []
        self._row = self._told_row = self._column = self._without_index = 0
        self._right = self._bottom = self._held = 0
        self._row_text, self._has_spaces = "", False
        self._kind: str | None = None
        self._columns: dict[str, int] = {}
        self._seen: set[int] = set()
        self._times = Counter[bytes]()
        self._begun = b""
        self._plain: dict[bytes, _Plain | None] = {}
        self.named = {
            "row": self._begin_row, "mergeCell": self._merge, "hyperlink": self.unit,
            "c": self._kept.append, "v": self._value, "is": self._inline, "f": self._formula,
        }  # fmt: skip
        if texts.units:
            self.parser.CharacterDataHandler = self._kept.append

    def _merge(self, _: Attributes) -> None:
        self.unit()
        self._held += 1

    def _value(self, _: Attributes) -> None:
        self._kept.append(_VALUE)

    def _inline(self, _: Attributes) -> None:
        self._kept.append(_INLINE)

    def _formula(self, _: Attributes) -> None:
        """Note that a cell begins with a formula; others stand behind the rows."""
        if self.last_ended() in ("", "c"):
            self._kept.append(_FORMULA)

    def _begin_row(self, attributes: Attributes) -> None:
        self._end_row()
        if self._told_row and self.last_ended() != "row":
            damaged()
        self.ended.clear()
        self.unit()
        self._told_row = count_in(attributes, "r", self._told_row + 1)
        self._row_text, self._column = "", 0
        if attributes.get("hidden", "0") not in ("0", "false"):
            self.notes.hidden.add(self._told_row)

    def _end_row(self) -> None:
        """Look at what a row has, one cell after the other."""
        indexes: list[bytes] = []
        is_index = False
        for one in self._kept:
            if one is _VALUE:
                self._hold()
                is_index = self._kind == "s"
                if self._kind == "inlineStr":
                    self.notes.doubt(self._row, self._column)
            elif one is _INLINE:
                self._hold()
            elif one.__class__ is str:
                if is_index:
                    self._without_index = 0
                    indexes.append(one.encode())
                elif self._kind == "s":
                    indexes.append(self._beside_index(one))
                is_index = False
            elif one is _FORMULA:
                if self._kind != "str":
                    self.notes.doubt(self._row, self._column)
            else:
                self._begin_cell(one)
                is_index = False
        self._end_cell()
        self._times.update(indexes)
        self._kept.clear()
        self._kind = None

    def _hold(self) -> None:
        self._held += 1
        self._right = max(self._right, self._column)
        self._bottom = max(self._bottom, self._row)

    def _beside_index(self, text: str) -> bytes:
        """See that only space is there; within the value it would make an index that is none."""
        self._has_spaces = True
        return damaged() if text.strip(_SPACES) else b"0"

    def _begin_cell(self, attributes: Attributes) -> None:
        if self._without_index:
            self._end_cell()
        place = attributes.get("r")
        column = self._columns.get(place.removesuffix(self._row_text)) if place else None
        if column is None:
            column = self._next_column() if place is None else self._placed(place)
        if column <= self._column:
            self.notes.misplaced.add(self._row)
        self._column = column
        self._kind = kind = attributes.get("t")
        if kind == "s":
            self._without_index = column
        elif kind is not None and kind in "ebd":
            self.notes.doubt(self._row, column, is_error=kind == "e")

    def _end_cell(self) -> None:
        """Note a cell that should show a text of the table, and doesn't."""
        if self._without_index:
            self.notes.doubt(self._row, self._without_index)
        self._without_index = 0

    def _next_column(self) -> int:
        column = self._column + 1
        if not self._row_text or self._row != self._told_row:
            self._turn_to(self._told_row)
        return column

    def _placed(self, place: str) -> int:
        """Find the column of a cell, and its row, which may be another one than its row's."""
        found = _PLACE.fullmatch(place) or damaged()
        column = _column_of(found[1])
        row = count_in({"r": found[2]}, "r", 0)
        if not self._row_text or self._row != row:
            self._turn_to(row)
        self._columns[found[1]] = column
        return column

    def _turn_to(self, row: int) -> None:
        """Go on in another row; one that was there before may have its cells twice."""
        if row in self._seen:
            self.notes.misplaced.add(row)
        self._seen.add(row)
        self._row, self._row_text, self._column = row, str(row), 0

    def parse(self, piece: bytes) -> None:
        """Take the rows one by one; what has none is parsed as it comes."""
        first, *others = piece.split(_ROW)
        self._begun += first
        for one in others:
            self._read_row(self._begun)
            self._begun = _ROW + one
        if not others:
            self._read_row(self._begun)
            self._begun = b""
        self.room.see_cells(self._area())

    def _read_row(self, row: bytes) -> None:
        """Parse a row, unless one was that differs in texts and digits only."""
        shape = _TEXT.sub(b"><", row.translate(None, _DIGITS))
        plain = self._plain.get(shape)
        if plain is not None and self._takes(plain, row):
            return
        end = _ROWS_END.search(row)
        cells = end.end() if end else len(row)
        self.parser.Parse(row[:cells])
        if self.last_ended() in ("row", "sheetData"):
            self._end_row()  # texts behind all rows, as of a page's header, are in no cell
        self.parser.Parse(row[cells:])
        self._refuse_odd_values(row)
        if len(self._plain) < _SHAPES_LIMIT and _PLAIN_ROW.fullmatch(row):
            self._plain[shape] = _Plain.of(row)

    def _refuse_odd_values(self, row: bytes) -> None:
        is_odd = self._has_spaces or b"<!" in row or b"<?" in row or b"&#" in row
        if is_odd and _ODD_VALUE.search(row):
            damaged()

    def _takes(self, plain: "_Plain", row: bytes) -> bool:
        """Count a row of a known shape, if its cells are those of its number."""
        number = _ROW_NUMBER.match(row)
        places = _PLACES.findall(row)
        if (
            number is None
            or len(places) != plain.places
            or not {number[1]}.issuperset(places)
            or b"&#" in row
            or self.last_ended() != "row"
        ):
            return False
        self.unit()
        self._told_row = count_in({"r": number[1].decode()}, "r", 0)
        self._turn_to(self._told_row)
        self._held += plain.held
        self._right = max(self._right, plain.right)
        self._bottom = max(self._bottom, self._told_row if plain.held else 0)
        if plain.shown is not None:
            self._times.update(plain.shown(row.split(b"<")))
        return True

    def _area(self) -> int:
        return max(self._right * self._bottom, self._held)

    def finish(self) -> None:
        self._read_row(self._begun)
        super().finish()
        self._end_row()
        self._refuse_odd_values(self._begun)
        self.room.add_sheet(self._area())
        del self._times[b""]
        for shown, times in self._times.items():
            index = _INDEX.fullmatch(shown) or damaged()
            self.room.add_bytes(times * self._texts.length(int(index[1])))
        self._times.clear()  # calamine needs the room now


class _Plain(NamedTuple):
    """What rows of one shape have: places and values of cells, and the tags before indexes."""

    places: int
    held: int
    right: int
    shown: Callable[[list[bytes]], Iterable[bytes]] | None

    @classmethod
    def of(cls, row: bytes) -> "_Plain | None":
        """Look at a plain row, tag by tag; None when its cells are in no order."""
        places = held = right = column = 0
        shows, is_index = [0], False
        for at, tag in enumerate(row.split(b"<")):
            if tag.startswith(b"c "):
                before, places = column, places + 1
                column = _column_of(tag.split(b'"')[1].rstrip(_DIGITS).decode())
                is_index = b' t="s"' in tag
                if column <= before:
                    return None
            elif tag.startswith((b"v>", b"is>")):
                held, right = held + 1, column
                if is_index:
                    shows.append(at)
        return cls(places, held, right, itemgetter(*shows) if len(shows) > 1 else None)


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column if column <= _COLUMNS else damaged()
