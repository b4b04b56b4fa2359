"""The scan of an .ods: how often its rows, cells and spaces are repeated."""

import zipfile
from datetime import date
from itertools import product

from sp4n.errors import fault
from sp4n.interchange.lapor_export.moments import SERIAL_ZERO
from sp4n.interchange.lapor_export.workbook_scan import (
    Attributes,
    Notes,
    Part,
    Parts,
    Room,
    count_in,
    damaged,
)
from sp4n.reader import FormatError

_HOLDS = frozenset(
    f"office:{name}"
    for name in ("value", "value-type", "string-value", "date-value", "time-value", "boolean-value")
)
_NONE = range(1, 1)
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
        cells = dict.fromkeys(("table-cell", "covered-table-cell"), self._cell)
        super().__init__(
            room,
            table=self._table,
            s=self._spaces,
            **{"table-row": self._row, "null-date": self._null_date},
            **cells,
        )
        self._days_before = 0
        self.parser.StartCdataSectionHandler = damaged  # calamine leaves out what is in it
        self.sheets: list[Notes] = []
        self._names: set[str] = set()
        self._rows = self._columns = _NONE
        self._unsure: list[tuple[range, bool]] = []
        self._filled = self._packed = self._extra = self._begins = self._added = 0
        self._is_hidden = self._holds = False

    def _table(self, attributes: Attributes) -> None:
        """Begin a sheet: one of its own name, and within no other."""
        self._end_sheet()
        name = attributes["table:name"]
        if name in self._names or (self.sheets and _TABLE not in self.ended):
            damaged()
        self._names.add(name)
        self.sheets.append(Notes(days_before=self._days_before))
        self._rows = _NONE
        self.ended.clear()

    def _null_date(self, attributes: Attributes) -> None:
        """Read from when on days are counted; it stands above all sheets."""
        zero = date.fromisoformat(attributes.get("table:date-value", "1899-12-30"))
        self._days_before = (zero - SERIAL_ZERO).days

    def _end_sheet(self) -> None:
        self._end_row()
        if self.sheets:
            self.room.add_sheet(self.sheets[-1])

    def _row(self, attributes: Attributes) -> None:
        self._end_row()
        if self._rows and _ROW not in self.ended:
            damaged()
        self.ended.clear()
        self.unit()
        self._rows = _after(self._rows, count_in(attributes, "table:number-rows-repeated", 1))
        self._columns = _NONE
        self._is_hidden = attributes.get("table:visibility", "visible") != "visible"

    def _end_row(self) -> None:
        """Count a row as often as it is there, if anything is in it."""
        self._end_cell()
        if self._filled:
            notes, times = self.sheets[-1], len(self._rows)
            notes.hold(self._filled, self._rows[-1], self._filled * times)
            self.room.see(notes)
            self.room.add_bytes((self._packed + self._extra) * times - self._packed)
            if self._is_hidden:
                notes.hidden.update(self._rows)
            for columns, is_error in self._unsure:
                for row, column in product(self._rows, columns):
                    notes.doubt(row, column, is_error=is_error)
        self._filled = self._packed = self._extra = 0
        self._unsure.clear()

    def _cell(self, attributes: Attributes) -> None:
        self._end_cell()
        self.unit()
        times = count_in(attributes, "table:number-columns-repeated", 1)
        self._columns = _after(self._columns, times)
        is_error = "error" in (attributes.get("calcext:value-type"), attributes.get(_TYPE))
        is_formula = "table:formula" in attributes
        self._holds = is_formula or is_error or not _HOLDS.isdisjoint(attributes)
        if is_formula or is_error:
            self._unsure.append((self._columns, is_error))
        height = count_in(attributes, "table:number-rows-spanned", 1)
        if height > 1:
            row, column = self._rows[0] - 1, self._columns[0] - 1
            end = column + count_in(attributes, "table:number-columns-spanned", 1) - 1
            self.sheets[-1].merged.append(((row, column), (row + height - 1, end)))

    def _end_cell(self) -> None:
        """Count a cell as often as it is there, with the spaces that it has in short."""
        begins = self.parser.CurrentByteIndex
        if self._holds:
            length = begins - self._begins
            self._filled = self._columns[-1]
            self._packed += length
            self._extra += (length + self._added) * len(self._columns) - length
        self._holds = False
        self._begins, self._added = begins, 0

    def _spaces(self, attributes: Attributes) -> None:
        self._added += count_in(attributes, "text:c", 1)

    def finish(self) -> None:
        super().finish()
        self._end_sheet()


def _after(before: range, count: int) -> range:
    return range(before.stop, before.stop + count)
