"""The scan of an .ods: how often its rows, cells and spaces are repeated."""

import zipfile
from datetime import date

from sp4n.errors import fault
from sp4n.interchange.export.moments import SERIAL_ZERO
from sp4n.interchange.export.workbook_scan import (
    Attributes,
    Notes,
    Part,
    Parts,
    Room,
    count_in,
    damaged,
)
from sp4n.interchange.reader import FormatError

__all__ = ["ods_notes"]

_HOLDS = frozenset(
    f"office:{name}"
    for name in ("value", "value-type", "string-value", "date-value", "time-value", "boolean-value")
)
_ROW, _TABLE, _TYPE = "table:table-row", "table:table", "office:value-type"


def ods_notes(archive: zipfile.ZipFile, parts: Parts, room: Room) -> list[Notes]:
    """Look through a package, and give the notes of each of its sheets, in their order."""
    manifest = parts["meta-inf/manifest.xml"]
    if any(b"encryption-data" in piece for piece in room.pieces(archive, manifest)):
        raise FormatError(fault("locked_workbook"))
    content = _Content(room)
    content.read(archive, parts["content.xml"])
    return content.sheets


class _Content(Part):
    """Reads all sheets; what is repeated counts as often as calamine writes it out."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.sheets: list[Notes] = []
        self._names: set[str] = set()
        self._unsure: list[tuple[int, bool]] = []
        self._days_before = 0
        self._begin_sheet()
        self.parser.StartCdataSectionHandler = damaged  # calamine leaves out what is in it
        self.named = {
            "table": self._table, "table-row": self._begin_row, "s": self._spaces,
            "null-date": self._null_date,
            "table-cell": self._cell, "covered-table-cell": self._cell,
        }  # fmt: skip

    def _null_date(self, attributes: Attributes) -> None:
        """Read from when on days are counted; it stands above all sheets."""
        zero = date.fromisoformat(attributes.get("table:date-value", "1899-12-30"))
        self._days_before = (zero - SERIAL_ZERO).days

    def _begin_sheet(self) -> None:
        self._notes = Notes(days_before=self._days_before)
        self._row = self._next_row = 1
        self._right = self._bottom = self._held = 0
        self._begin_cells()

    def _begin_cells(self) -> None:
        self._column = self._next_column = 1
        self._filled = self._extra = self._packed = 0
        self._begins, self._added = self.parser.CurrentByteIndex, 0
        self._unsure.clear()
        self._is_hidden = self._holds = False

    def _table(self, attributes: Attributes) -> None:
        """Begin a sheet: one of its own name, and within no other."""
        self._end_sheet()
        name = attributes["table:name"]
        if name in self._names or (self._names and _TABLE not in self.ended):
            damaged()
        self._names.add(name)
        self._begin_sheet()
        self.sheets.append(self._notes)
        self.ended.clear()

    def _end_sheet(self) -> None:
        self._end_row()
        self.room.add_sheet(self._area())

    def _area(self) -> int:
        return max(self._right * self._bottom, self._held)

    def _begin_row(self, attributes: Attributes) -> None:
        self._end_row()
        if self._next_row > 1 and _ROW not in self.ended:
            damaged()
        self.ended.clear()
        self.unit()
        self._row = self._next_row
        self._next_row += count_in(attributes, "table:number-rows-repeated", 1)
        self._begin_cells()
        self._is_hidden = attributes.get("table:visibility", "visible") != "visible"

    def _end_row(self) -> None:
        """Count a row as often as it is there, if anything is in it."""
        self._end_cell()
        if not self._filled:
            return
        self._right = max(self._right, self._filled)
        self._bottom = self._next_row - 1
        self._held += self._filled
        self.room.see_cells(self._area())
        rows = range(self._row, self._next_row)
        self.room.add_bytes((self._packed + self._extra) * len(rows) - self._packed)
        if self._is_hidden:
            self._notes.hidden.update(rows)
        for row in rows if self._unsure else ():
            for column, is_error in self._unsure:
                self._notes.doubt(row, column, is_error=is_error)
        self._filled = 0

    def _cell(self, attributes: Attributes) -> None:
        self._end_cell()
        self.unit()
        self._column = self._next_column
        self._next_column += count_in(attributes, "table:number-columns-repeated", 1)
        is_error = "error" in (attributes.get("calcext:value-type"), attributes.get(_TYPE))
        is_formula = "table:formula" in attributes
        self._holds = is_formula or not _HOLDS.isdisjoint(attributes)
        if is_formula or is_error:
            columns = range(self._column, self._next_column)
            self.room.see_cells(len(columns))
            self._unsure.extend((column, is_error) for column in columns)
        last = self._row + count_in(attributes, "table:number-rows-spanned", 1) - 1
        if last > self._row:
            end = self._column + count_in(attributes, "table:number-columns-spanned", 1) - 1
            self._notes.merged.append(((self._row - 1, self._column - 1), (last - 1, end - 1)))

    def _end_cell(self) -> None:
        """Count a cell as often as it is there, with the spaces that it has in short."""
        begins = self.parser.CurrentByteIndex
        if self._holds:
            length, times = begins - self._begins, self._next_column - self._column
            self._filled = self._next_column - 1
            self._packed += length
            self._extra += (length + self._added) * times - length
        self._holds = False
        self._begins, self._added = begins, 0

    def _spaces(self, attributes: Attributes) -> None:
        self._added += count_in(attributes, "text:c", 1)

    def finish(self) -> None:
        super().finish()
        self._end_sheet()
