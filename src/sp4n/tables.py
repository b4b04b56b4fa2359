"""Tables: what was found as rows with named columns, for frames, notebooks and spreadsheets."""

import csv
import html
import io
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from sp4n.errors import MissingExtra

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["Cell", "Table", "safe_in_spreadsheets"]

Cell = str | int | float | date | None
"""What a cell may hold; None is what nobody knows, or what was not measured."""

_WIDE_SIGNS = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # some spreadsheets take these as well
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", *_WIDE_SIGNS)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


def _rows(given: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(map(tuple, given))


@frozen(repr=False)
class Table:
    """Rows with named columns, each row as long as the columns.

    Exact shares are told by their parts (whole numbers) and, beside them, as a rounded number.

    >>> table = Table("loads", ["agency", "before"], [["DPU", 12], ["DLH", 7]])
    >>> table.records()
    [{'agency': 'DPU', 'before': 12}, {'agency': 'DLH', 'before': 7}]
    >>> print(table.to_csv(), end="")
    agency,before
    DPU,12
    DLH,7
    """

    name: str
    columns: tuple[str, ...] = field(converter=_names)
    rows: tuple[tuple[Cell, ...], ...] = field(converter=_rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self.rows)} rows of {', '.join(self.columns)}>"

    def records(self) -> list[dict[str, Cell]]:
        """Give each row by the names of its columns, as ``DataFrame(records)`` takes them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_dict(self) -> dict[str, list[object]]:
        """Give each column by its name, ready for JSON: dates as ISO has them."""
        return {
            name: [_plain(row[place]) for row in self.rows]
            for place, name in enumerate(self.columns)
        }

    def to_pandas(self) -> "pd.DataFrame":
        """Give a pandas DataFrame; MissingExtra without that package."""
        try:
            import pandas as pd  # an extra
        except ImportError:
            raise MissingExtra("pandas") from None
        return pd.DataFrame.from_records(list(self.rows), columns=list(self.columns))

    def to_polars(self) -> "pl.DataFrame":
        """Give a polars DataFrame; MissingExtra without that package."""
        try:
            import polars as pl  # an extra
        except ImportError:
            raise MissingExtra("polars") from None
        rows, names = list(self.rows), list(self.columns)
        return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)

    def to_csv(self) -> str:
        """Write it for a spreadsheet; no cell of text can become a formula there."""
        into = io.StringIO()
        writer = csv.writer(into, lineterminator="\n")
        writer.writerow(map(safe_in_spreadsheets, self.columns))
        writer.writerows([safe_in_spreadsheets(cell) for cell in row] for row in self.rows)
        return into.getvalue()

    def _repr_html_(self) -> str:
        """Show a notebook the first rows."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(_html_row(row) for row in self.rows[:_SHOWN_ROWS])
        more = len(self.rows) - _SHOWN_ROWS
        rest = f"<caption>{more} more rows</caption>" if more > 0 else ""
        return f"<table>{rest}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_SHOWN_ROWS = 50  # own choice: what a notebook shows; the table has all


def safe_in_spreadsheets(cell: Cell) -> Cell:
    """Write a text that a spreadsheet would run as a formula behind an apostrophe.

    >>> safe_in_spreadsheets("=1+1"), safe_in_spreadsheets(" @SUM(A1)"), safe_in_spreadsheets(-3)
    ("'=1+1", "' @SUM(A1)", -3)
    """
    if not isinstance(cell, str):
        return cell
    risky = cell.startswith(_FORMULA_SIGNS) or cell.lstrip().startswith(_FORMULA_SIGNS)
    return f"'{cell}" if risky else cell


def _plain(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _html_row(row: tuple[Cell, ...]) -> str:
    cells = ("" if cell is None else html.escape(str(cell)) for cell in row)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
