"""Rows from a program: frames of pandas or polars, or dicts, as if they stood on a sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, cast

from sp4n.errors import InvalidValue
from sp4n.interchange.lapor_export.cells import BROKEN_CELL, Cell
from sp4n.interchange.lapor_export.columns import HEADER_LIMIT_ROWS, Headings
from sp4n.interchange.lapor_export.sheet import HeaderAbove, Record, Sheet, Sheets

_EXACT = 2**53
_HIGHEST = 10**38  # own choice: no number of a complaint, of a day or of an office is as high
_PLAIN = (str, int, float, date, time, timedelta)


def table_sheets(rows: object, headings: Headings) -> Sheets:
    """Read the names of a table's columns as its header.

    A table that was read from a file with rows above its header has that header further down.
    Raises InvalidValue (``wrong_type``) if *rows* is not a table, FormatError as for a file.
    """
    names, values = _parts(rows)
    grid = [names, *values]
    place = next(
        (at for at, row in enumerate(grid[:HEADER_LIMIT_ROWS]) if headings.is_header(row)), None
    )
    if place is None:
        raise headings.none_found(grid[:HEADER_LIMIT_ROWS])
    layout = headings.layout(grid[place])
    records = _records(grid[place + 1 :], place + 1, HeaderAbove(layout, headings))
    return Sheets((Sheet(grid[:place], layout, records),), len(grid), lambda: len(grid))


def _records(rows: Iterable[Sequence[Cell]], first: int, above: HeaderAbove) -> Iterator[Record]:
    for number, cells in enumerate(rows, start=first):
        wrong = above.fault_of(cells)
        yield Record(number, number, cells, above.layout, wrong)


def _parts(rows: Any) -> tuple[list[Cell], Iterator[list[Cell]]]:  # noqa: ANN401  # any table
    """Give the names of columns and the rows; each missing value is an empty cell."""
    if hasattr(rows, "iter_rows") and hasattr(rows, "columns"):  # polars
        return _cells(rows.columns), map(_cells, rows.iter_rows())
    if hasattr(rows, "itertuples") and hasattr(rows, "isna"):  # pandas
        known = rows.astype(object).where(~rows.isna(), None)
        return _cells(rows.columns), map(_cells, known.itertuples(index=False, name=None))
    dicts = list(rows) if isinstance(rows, Iterable) and not isinstance(rows, str | Mapping) else []
    if not dicts or not all(isinstance(row, Mapping) for row in dicts):
        kind = type(rows).__name__
        raise InvalidValue.of("wrong_type", "rows", expected="table", found=kind)
    names = list(dict.fromkeys(name for row in dicts for name in row))
    return _cells(names), ([_cell(row[k]) if k in row else None for k in names] for row in dicts)


def _cells(values: Iterable[object]) -> list[Cell]:
    return [_cell(value) for value in values]


def _cell(value: object) -> Cell:
    """Give a value as a cell; numbers of numpy as Python's, any other thing as its text."""
    if isinstance(value, bool):
        return str(value).upper()
    if _is_missing(value):
        return ""
    if isinstance(value, int | float) and not abs(value) < _highest(value):
        return BROKEN_CELL
    if isinstance(value, _PLAIN):
        return value
    item = getattr(value, "item", None)
    return cast("Cell", item()) if callable(item) else str(value)


def _highest(value: object) -> int:
    """Give the bound below which a number is what it was: a float loses digits beyond 2^53."""
    return _EXACT if isinstance(value, float) else _HIGHEST


def _is_missing(value: object) -> bool:
    """Tell what is no value, as None and what is not even like itself: not a number, not a time."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124
    except (TypeError, ValueError, ArithmeticError):  # pandas.NA is neither like itself nor unlike
        return True
