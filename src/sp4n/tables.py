"""Tables: what was found as rows with named columns, for frames, notebooks and spreadsheets."""

import csv
import html
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, get_args

from attrs import field, frozen

from sp4n.errors import Fault, MissingExtra, UnknownCode, fault
from sp4n.frozen_dict import FrozenDict
from sp4n.signs import visible
from sp4n.validation import (
    instant_fault,
    items_or_as_given,
    list_faults,
    refuse,
    type_fault,
    word_fault,
)

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["Cell", "Kind", "Shape", "Table", "plain_cell", "safe_in_spreadsheets", "table_named"]

Cell = str | int | float | date | None
"""What a cell may hold; None is what nobody knows, or what was not measured."""

Kind = Literal["text", "whole", "number", "date", "instant", "flag"]
"""What a column holds beside None. An instant is a datetime that knows its offset."""

Found = TypeVar("Found")
_Row = tuple[Cell, ...]

_TYPES: Mapping[Kind, type | tuple[type, ...]] = {
    "flag": bool,
    "whole": int,
    "number": (int, float),
    "instant": datetime,
    "date": date,
    "text": str,
}


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return items_or_as_given(given)


def _rows(given: Iterable[Iterable[Cell]]) -> tuple[_Row, ...]:
    rows: object = items_or_as_given(given)
    if isinstance(rows, tuple):
        return tuple(map(items_or_as_given, rows))
    return cast("tuple[_Row, ...]", rows)


def _pairs(given: Mapping[str, Kind]) -> tuple[tuple[str, Kind], ...]:
    refuse(type_fault(Mapping, given, "table.kinds", "table"))
    return tuple(given.items())


@frozen(repr=False)
class Table:
    """Rows with named columns, each row as long as the columns.

    `kinds` says what a column holds, so that a frame has the same types whatever was found, and
    when nothing was. The kind of a column that it leaves out is inferred from the cells: text where
    they are mixed, and where there is none. `columns` may be such a mapping itself, for its names.
    Exact shares are told by their parts (whole numbers) and, beside them, as a rounded number.

    Raises InvalidValue for columns that are no list of different texts, rows that are shorter or
    longer (``row_length``), and cells that are not of their column's kind.

    >>> table = Table("loads", ["agency", "before"], [["DPU", 12], ["DLH", 7]])
    >>> table.records()
    [{'agency': 'DPU', 'before': 12}, {'agency': 'DLH', 'before': 7}]
    >>> print(table.to_csv(), end="")
    agency,before
    DPU,12
    DLH,7
    >>> table.kinds
    ('text', 'whole')
    >>> Table("loads", ["agency", "before"], [], kinds={"before": "whole"}).kinds
    ('text', 'whole')
    """

    name: str
    columns: tuple[str, ...] = field(converter=_names)
    rows: tuple[_Row, ...] = field(converter=_rows)
    _kinds: tuple[tuple[str, Kind], ...] = field(default={}, converter=_pairs, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            type_fault(str, self.name, "table.name", "text"),
            *list_faults(str, self.columns, "table.columns", "text"),
            *list_faults(tuple, self.rows, "table.rows", "list"),
        )
        refuse(*_column_faults(self.columns, self._kinds), *_row_faults(self.columns, self.rows))
        refuse(*_cell_faults(self))

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self.rows)} rows of {', '.join(self.columns)}>"

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kind of each column, as given or as its cells are."""
        given = dict(self._kinds)
        return tuple(
            given.get(name) or _inferred(cells)
            for name, cells in zip(self.columns, self._cells(), strict=True)
        )

    def records(self) -> list[dict[str, Cell]]:
        """Give each row by the names of its columns, as ``DataFrame(records)`` takes them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_dict(self) -> dict[str, list[object]]:
        """Give each column by its name, ready for JSON: dates as ISO has them."""
        columns = zip(self.columns, self._cells(), strict=True)
        return {name: [plain_cell(cell) for cell in cells] for name, cells in columns}

    def to_pandas(self) -> "pd.DataFrame":
        """Give a pandas DataFrame; MissingExtra without that package.

        Its types follow from the kinds alone: ``string``, ``Int64``, ``Float64``, ``boolean``,
        ``datetime64[s]`` for dates and ``datetime64[us, UTC]`` for instants, whatever zones they
        came in. Beware of the frame's ``to_excel``, which writes a text that begins with ``=`` as a
        formula: `to_csv` here does not.
        """
        try:
            import pandas as pd  # an extra
        except ImportError:
            raise MissingExtra("pandas") from None
        columns = zip(self.columns, self.kinds, self._cells(), strict=True)
        return pd.DataFrame(
            {
                name: pd.Series(_framed(kind, cells), dtype=_IN_PANDAS[kind])
                for name, kind, cells in columns
            }
        )

    def to_polars(self) -> "pl.DataFrame":
        """Give a polars DataFrame; MissingExtra without that package.

        Its schema follows from the kinds alone: ``String``, ``Int64``, ``Float64``, ``Boolean``,
        ``Date`` and, for instants, ``Datetime`` in UTC. So frames of many tables can be put
        together, the empty ones too.
        """
        try:
            import polars as pl  # an extra
        except ImportError:
            raise MissingExtra("polars") from None
        types: dict[Kind, pl.DataType | type[pl.DataType]] = {
            "text": pl.String,
            "whole": pl.Int64,
            "number": pl.Float64,
            "date": pl.Date,
            "instant": pl.Datetime("us", "UTC"),
            "flag": pl.Boolean,
        }
        columns = zip(self.columns, self.kinds, self._cells(), strict=True)
        return pl.DataFrame(
            [pl.Series(name, _framed(kind, cells), types[kind]) for name, kind, cells in columns]
        )

    def to_csv(self) -> str:
        """Write it for a spreadsheet, comma by comma; no cell of text can become a formula there.

        Nor a part of one, where the spreadsheet splits at semicolons, as an Indonesian one does.
        See `safe_in_spreadsheets`.
        """
        into = io.StringIO()
        writer = csv.writer(into, lineterminator="\n")
        writer.writerow(map(_in_csv, self.columns))
        writer.writerows(map(_in_csv, row) for row in self.rows)
        return into.getvalue()

    def _cells(self) -> list[_Row]:
        """Give the cells of each column."""
        return list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.columns)

    def _repr_html_(self) -> str:
        """Show a notebook the first rows."""
        head = "".join(f"<th>{_in_html(name)}</th>" for name in self.columns)
        body = "".join(_html_row(row) for row in self.rows[:_SHOWN_ROWS])
        more = len(self.rows) - _SHOWN_ROWS
        rest = f"<caption>{more} more rows</caption>" if more > 0 else ""
        return f"<table>{rest}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_SHOWN_ROWS = 50  # own choice: what a notebook shows; the table has all

_IN_PANDAS: Mapping[Kind, str] = {
    "text": "string",
    "whole": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
    "instant": "datetime64[us, UTC]",
    "flag": "boolean",
}


def _columns(given: Mapping[str, Kind]) -> Mapping[str, Kind]:
    return FrozenDict(given)


@frozen
class Shape(Generic[Found]):
    """How one table is made of what was found: the kinds of its columns, and its rows."""

    columns: Mapping[str, Kind] = field(converter=_columns)
    rows_of: Callable[[Found], Iterable[Iterable[Cell]]]


def table_named(name: str, shapes: Mapping[str, Shape[Found]], *, found: Found) -> Table:
    """Make one of several tables; UnknownCode (with the likely name) for another name.

    >>> squares = Shape[int]({"n": "whole", "square": "whole"}, lambda n: [(n, n * n)])
    >>> table_named("squares", {"squares": squares}, found=7).rows
    ((7, 49),)
    """
    refuse(type_fault(str, name, "table", "text"))
    if name not in shapes:
        raise UnknownCode("table", name, shapes)
    shape = shapes[name]
    return Table(name, shape.columns, shape.rows_of(found), kinds=shape.columns)


def plain_cell(cell: Cell) -> object:
    """Give a cell ready for JSON: a date or an instant as ISO has it."""
    return cell.isoformat() if isinstance(cell, date) else cell


# -- what is wrong with a table -----------------------------------------------------------------


def _column_faults(names: tuple[str, ...], kinds: Sequence[tuple[str, Kind]]) -> Iterator[Fault]:
    for place, name in enumerate(names):
        if name in names[:place]:
            yield fault("duplicate", f"table.columns[{place}]", found=name)
    for name, kind in kinds:
        answers = (
            word_fault(name, names, "table.kinds"),
            word_fault(kind, get_args(Kind), f"table.kinds.{name}"),
        )
        yield from (answer for answer in answers if answer is not None)


def _row_faults(names: tuple[str, ...], rows: tuple[_Row, ...]) -> Iterator[Fault]:
    if {len(names)}.issuperset(map(len, rows)):
        return
    for place, row in enumerate(rows):
        if len(row) != len(names):
            where = f"table.rows[{place}]"
            yield fault("row_length", where, cells=len(row), columns=len(names))


def _cell_faults(table: Table) -> Iterator[Fault | None]:
    """Look at the types of a column first: the cells are looked at only where one is wrong."""
    given = dict(table._kinds)  # noqa: SLF001  # its own constructor asks
    for name, cells in zip(table.columns, table._cells(), strict=True):  # noqa: SLF001
        kind = given.get(name)
        if all(_fits(type_, kind) for type_ in set(map(type, cells))):
            continue
        for place, cell in enumerate(cells):
            yield _cell_fault(cell, kind, f"table.rows[{place}].{name}")


def _fits(type_: type, kind: Kind | None) -> bool:
    """Tell whether every value of a type may be in a column; of an instant only its cell can."""
    if issubclass(type_, datetime):
        return False
    if kind in ("whole", "number") and issubclass(type_, bool):
        return False
    allowed = (str, int, float, date) if kind is None else _TYPES[kind]
    return type_ is type(None) or issubclass(type_, allowed)


def _cell_fault(cell: object, kind: Kind | None, where: str) -> Fault | None:
    if isinstance(cell, datetime) and kind in (None, "instant"):
        return instant_fault(cell, where)
    if _fits(type(cell), kind):
        return None
    return fault("wrong_type", where, expected=_EXPECTED[kind], found=type(cell).__name__)


_EXPECTED: Mapping[Kind | None, str] = {
    None: "text",  # or whatever else a cell may be
    "text": "text",
    "whole": "whole_number",
    "number": "any_number",
    "date": "date",
    "instant": "datetime",
    "flag": "true_or_false",
}


# -- kinds, frames, spreadsheets ----------------------------------------------------------------


def _inferred(cells: _Row) -> Kind:
    """Find the narrowest kind that all cells have; text when there is none."""
    types = {type(cell) for cell in cells if cell is not None}
    if any(issubclass(found, datetime) for found in types):
        return "instant" if all(issubclass(found, datetime) for found in types) else "text"
    fitting = (kind for kind in _TYPES if all(issubclass(found, _TYPES[kind]) for found in types))
    return next(fitting, "text") if types else "text"


def _framed(kind: Kind, cells: _Row) -> list[Any]:
    """Give cells as a frame takes them: instants in one zone, mixed ones as text."""
    convert = _IN_FRAMES[kind]
    return [None if cell is None else convert(cell) for cell in cells]


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _the_same(day: date) -> date:
    return day


def _as_text(cell: Cell) -> str:
    return str(plain_cell(cell))


_IN_FRAMES: Mapping[Kind, Callable[[Any], object]] = {
    "text": _as_text,
    "whole": int,
    "number": float,
    "date": _the_same,
    "instant": _in_utc,
    "flag": bool,
}


# What spreadsheets run as a formula: four signs, and what looks like them in other widths.
_SIGNS = "=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_UNSEEN = "\\s\u200b-\u200f\u2060\ufeff"  # what may stand before the sign, and what nobody sees
_RISKY = re.compile(
    rf"""\A(?=[\t\r\n]|["{_UNSEEN}]*[{_SIGNS}])"""  # the cell, or one that begins with a control
    rf"""|(?<=[;\r\n])(?=["{_UNSEEN}]*[{_SIGNS}])"""  # what becomes one where it is split
)
_LINE_END = re.compile(r"\r\n?")


def safe_in_spreadsheets(cell: Cell) -> Cell:
    """Put an apostrophe before whatever of a text a spreadsheet would run as a formula.

    Not only at its beginning. Indonesian spreadsheets part cells at semicolons, and one that opens
    a file with commas like that does not see the quotes around a cell: what follows a semicolon or
    a line end within a text begins a cell there. (Own choice: a text that has ``;=`` in it is
    changed by an apostrophe, which is better than a formula from a stranger.)

    >>> safe_in_spreadsheets("=1+1"), safe_in_spreadsheets(" @SUM(A1)"), safe_in_spreadsheets(-3)
    ("'=1+1", "' @SUM(A1)", -3)
    >>> safe_in_spreadsheets("X-1;=1+1")
    "X-1;'=1+1"
    """
    return _RISKY.sub("'", cell) if isinstance(cell, str) else cell


def _in_csv(cell: Cell) -> Cell:
    """Make a cell safe; every line end in it is one that Python's writer puts in quotes."""
    return safe_in_spreadsheets(_LINE_END.sub("\n", cell) if isinstance(cell, str) else cell)


def _html_row(row: _Row) -> str:
    cells = ("" if cell is None else _in_html(str(cell)) for cell in row)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _in_html(text: str) -> str:
    return html.escape(visible(text))
