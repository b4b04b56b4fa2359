"""The rows of a sheet as openpyxl parses them, with what it would leave out.

Read as openpyxl means it, a row whose number was there before is dropped, and one odd cell ends the
reading. So its parser is asked row by row. It is no public name of openpyxl; the tests read files
that need it, whatever version is installed.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from openpyxl.worksheet._reader import WorkSheetParser

from sp4n.interchange.export.cells import BROKEN_CELL, Cell, is_error

__all__ = ["GridRow", "grid_rows"]

_COLUMNS_LIMIT = 16_384  # of the format itself
_PLAIN = (str, int, float, date, time, timedelta)


class GridRow(NamedTuple):
    """A row with its number; not `is_clear` when a cell is there twice, or outside of the sheet."""

    number: int
    cells: list[Cell]
    is_clear: bool


class _Parser(WorkSheetParser):
    """A parser for which a cell that isn't what it says costs that cell, not the workbook."""

    def parse_cell(self, element):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        try:
            return super().parse_cell(element)
        except Exception:  # noqa: BLE001  # whatever a number, a date or an index may raise
            return {"column": self.col_counter or 1, "value": BROKEN_CELL, "data_type": "e"}


def grid_rows(sheet: Any) -> Iterator[GridRow]:  # noqa: ANN401  # its type knows no inner parts
    """Give the rows that a sheet has, in its order; each cell that isn't there is empty."""
    book = sheet.parent
    with closing(sheet._get_source()) as source:  # noqa: SLF001
        parser = _Parser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for number, found in parser.parse():
            by_column = {one["column"]: one for one in found}
            width = max(by_column, default=0)
            cells: list[Cell] = [""] * min(width, _COLUMNS_LIMIT)
            for column, one in by_column.items():
                if column <= _COLUMNS_LIMIT:
                    cells[column - 1] = _plain(one["value"], one["data_type"])
            yield GridRow(number, cells, len(by_column) == len(found) and width <= _COLUMNS_LIMIT)


def _plain(value: object, kind: str) -> Cell:
    """Give a value as a cell; a formula is its text, unless openpyxl keeps none of it."""
    if value is None:
        return ""
    if isinstance(value, _PLAIN):
        return BROKEN_CELL if kind == "e" and not is_error(value) else value
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else BROKEN_CELL
