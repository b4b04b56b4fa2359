"""The rows of a sheet as openpyxl parses them, with what it would leave out.

Read as openpyxl means it, a row whose number was there before is dropped, and one odd cell ends the
reading. So its parser is asked row by row. It is no public name of openpyxl; the tests read files
that need it, whatever version is installed.
"""

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from datetime import date, time, timedelta
from typing import Any, NamedTuple, cast
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import (
    FORMULA_TAG,
    INLINE_STRING,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)

from sp4n.interchange.export.cells import BROKEN_CELL, Cell, is_error
from sp4n.interchange.export.package import Part, elements
from sp4n.interchange.export.texts import decoded, text_in

__all__ = ["ROWS_LIMIT", "GridRow", "grid_rows"]

ROWS_LIMIT = 1_048_576
"""Of the format itself."""

_COLUMNS_LIMIT = 16_384  # of the format itself
_EXACT_LIMIT = 2**53  # from here on, numbers with a point skip whole numbers
_BROKEN = {"value": BROKEN_CELL, "data_type": "e"}
_PLAIN = (str, int, float, date, time, timedelta)
_ROW_NUMBER = re.compile(r"([0-9]{1,7})(?:\.0+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(
    r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[Ee][+-]?[0-9]+)?|[+-]?\.[0-9]+(?:[Ee][+-]?[0-9]+)?"
)


_Found = dict[str, Any]
"""A cell as openpyxl tells it: its column, its value and its kind, and more."""


class GridRow(NamedTuple):
    """A row with its number; not `is_clear` when a cell is there twice, or outside of the sheet."""

    number: int
    cells: list[Cell]
    is_clear: bool


class _Parser(WorkSheetParser):
    """A parser for which a cell that isn't what it says costs that cell, not the workbook."""

    def parse(self) -> Generator[tuple[int, list[_Found]], None, None]:
        """Give the rows, and keep none; what else a sheet holds is nothing to us."""
        part = cast("Part", self.source)
        for row in elements(part, ROW_TAG, 2):
            yield self.parse_row(row)

    def parse_row(self, row: Any) -> tuple[int, list[_Found]]:  # noqa: ANN401  # as in openpyxl
        """Give a row's number and cells; without a number that can be, it is the next one."""
        told = _ROW_NUMBER.fullmatch(row.get("r", ""))
        number = int(told[1]) if told else 0
        self.row_counter = number if 0 < number <= ROWS_LIMIT else self.row_counter + 1
        self.col_counter = 0
        return self.row_counter, [self.parse_cell(one) for one in row]

    def parse_cell(self, element: Any) -> _Found:  # noqa: ANN401  # as in openpyxl
        """Give a cell; those that hold texts are read here, exactly."""
        try:
            read = _TEXTS.get(element.get("t", "n"))
            if read is None or element.find(FORMULA_TAG) is not None:
                found: _Found = super().parse_cell(element)
                return found | _BROKEN if _lies(element) else found
            place = element.get("r")
            self.col_counter = coordinate_to_tuple(place)[1] if place else self.col_counter + 1
            value = read(element, cast("Sequence[str]", self.shared_strings))
        except Exception:  # noqa: BLE001  # whatever a number, a date or an index may raise
            return {"column": self.col_counter or 1, **_BROKEN}
        kind = "e" if value is BROKEN_CELL else "s"
        return {"column": self.col_counter, "value": value, "data_type": kind}


def _shared(cell: Element, strings: Sequence[str]) -> str:
    """Look a text up; counting from the end, as Python would, is somebody else's text."""
    index = (cell.findtext(VALUE_TAG) or "").strip()
    return strings[int(index)] if _INDEX.fullmatch(index) else BROKEN_CELL


def _inline(cell: Element, _: object) -> str:
    """Read a text in the cell; without anything in it, as openpyxl writes it, it is empty."""
    text = cell.find(INLINE_STRING)
    if text is None:
        return BROKEN_CELL if len(cell) else ""
    return text_in(text)


def _written(cell: Element, _: object) -> str:
    value = cell.findtext(VALUE_TAG)
    return BROKEN_CELL if value is None and len(cell) else decoded(value or "")


_TEXTS = {"s": _shared, "inlineStr": _inline, "str": _written}


def _lies(cell: Element) -> bool:
    """Tell whether a cell without text holds something, but not what its kind says."""
    if cell.find(FORMULA_TAG) is not None:
        return False
    kind, value = cell.get("t", "n"), (cell.findtext(VALUE_TAG) or "").strip()
    if kind not in ("n", "b", "d", "e"):
        return True
    if not value:
        return kind != "n" or any(one.tag != VALUE_TAG for one in cell)
    return kind == "n" and _NUMBER.fullmatch(value) is None


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
    if isinstance(value, float) and not abs(value) < _EXACT_LIMIT:
        return BROKEN_CELL
    if isinstance(value, _PLAIN):
        return BROKEN_CELL if kind == "e" and not is_error(value) else value
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else BROKEN_CELL
