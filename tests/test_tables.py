"""Tables: rows for frames, notebooks and spreadsheets, and no formula in any of them."""

import csv
import io
import re
import sys
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n import InvalidValue, MissingExtra, UnknownCode
from sp4n.tables import Cell, Kind, Shape, Table, safe_in_spreadsheets, table_named

LOADS = Table(
    "loads",
    ["agency", "n", "share", "due_on"],
    [["DPU", 12, 0.75, date(2026, 1, 5)], ["<DLH>", 4, None, None]],
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
RISKY_TEXTS = st.text(st.sampled_from("ab;,=+-@\t \r\n\"'"), max_size=8)
CELLS = st.one_of(st.none(), st.integers(-99, 99), TEXTS)


def test_records_and_columns() -> None:
    """The same cells by row and by column; dates are ISO where JSON takes them."""
    assert {"agency": "DPU", "n": 12, "share": 0.75, "due_on": date(2026, 1, 5)} == (
        LOADS.records()[0]
    )
    assert {
        "agency": ["DPU", "<DLH>"],
        "n": [12, 4],
        "share": [0.75, None],
        "due_on": ["2026-01-05", None],
    } == LOADS.to_dict()
    assert ("<Table loads: 2 rows of agency, n, share, due_on>", 2) == (repr(LOADS), len(LOADS))


def test_a_pandas_frame() -> None:
    """Whole numbers stay whole, what is missing is missing."""
    frame = LOADS.to_pandas()

    assert ["agency", "n", "share", "due_on"] == list(frame.columns)
    assert [12, 4] == frame["n"].tolist()
    assert [False, True] == frame["share"].isna().tolist()
    assert 0 == len(Table("none", ["a"], []).to_pandas())


def test_a_polars_frame() -> None:
    """Dates are dates, even where the first rows have none."""
    frame = LOADS.to_polars()
    late = Table("late", ["on"], [[None]] * 200 + [[date(2026, 1, 5)]]).to_polars()

    assert LOADS.records() == frame.to_dicts()
    assert date(2026, 1, 5) == late["on"][200]
    assert ["a"] == Table("none", ["a"], []).to_polars().columns


EVERY_KIND: dict[str, Kind] = {
    "agency": "text",
    "n": "whole",
    "share": "number",
    "due_on": "date",
    "started_at": "instant",
    "is_breach": "flag",
}
FULL_ROW: list[Cell] = [
    "DPU",
    12,
    0.75,
    date(2026, 1, 5),
    datetime(2026, 1, 5, 8, tzinfo=UTC),
    True,
]
NOTHING: list[Cell] = [None] * 6


@pytest.mark.parametrize("rows", [[], [NOTHING], [FULL_ROW], [NOTHING, FULL_ROW]])
def test_a_pandas_frame_has_the_types_of_the_kinds_whatever_was_found(
    rows: list[list[Cell]],
) -> None:
    """So that a notebook that was written for many rows runs with none."""
    frame = Table("all", EVERY_KIND, rows, kinds=EVERY_KIND).to_pandas()

    assert [
        "string", "Int64", "Float64", "datetime64[s]", "datetime64[us, UTC]", "boolean",
    ] == [str(one) for one in frame.dtypes]  # fmt: skip
    assert len(rows) == len(frame)


@pytest.mark.parametrize("rows", [[], [NOTHING], [FULL_ROW], [NOTHING, FULL_ROW]])
def test_polars_frames_of_many_tables_can_be_put_together(rows: list[list[Cell]]) -> None:
    """The empty ones too."""
    frame = Table("all", EVERY_KIND, rows, kinds=EVERY_KIND).to_polars()
    full = Table("all", EVERY_KIND, [FULL_ROW], kinds=EVERY_KIND).to_polars()

    assert [
        pl.String(), pl.Int64(), pl.Float64(), pl.Date(), pl.Datetime("us", "UTC"), pl.Boolean(),
    ] == list(frame.schema.values())  # fmt: skip
    assert len(rows) + 1 == len(pl.concat([frame, full]))


def test_instants_of_mixed_zones_are_one_column_in_utc() -> None:
    """08:00 in Jakarta is 01:00 UTC, 08:00 in Jayapura the evening before."""
    zones = [ZoneInfo("Asia/Jakarta"), UTC, ZoneInfo("Asia/Jayapura")]
    table = Table("at", ["at"], [[datetime(2026, 1, 5, 8, tzinfo=zone)] for zone in zones])

    assert [1, 8, 23] == table.to_pandas()["at"].dt.hour.tolist()
    assert [1, 8, 23] == table.to_polars()["at"].dt.hour().to_list()


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["DPU", None], "text"),
        ([1, None], "whole"),
        ([True, False], "flag"),
        ([True, 2], "whole"),
        ([1, 2.5], "number"),
        ([date(2026, 1, 5)], "date"),
        ([datetime(2026, 1, 5, tzinfo=UTC), None], "instant"),
        ([], "text"),
        ([None], "text"),
        ([1, "x"], "text"),
        ([date(2026, 1, 5), datetime(2026, 1, 5, tzinfo=UTC)], "text"),
    ],
)
def test_kinds_that_are_not_given_are_read_off_the_cells(cells: list[Cell], kind: str) -> None:
    """And a frame is made of them, whatever they are."""
    table = Table("x", ["a"], [[cell] for cell in cells])

    assert (kind,) == table.kinds
    assert len(cells) == len(table.to_pandas()) == len(table.to_polars())


def test_mixed_cells_are_text_in_a_frame() -> None:
    """Dates and instants as ISO has them."""
    table = Table("x", ["a"], [[7], ["x"], [date(2026, 1, 5)]])

    assert ["7", "x", "2026-01-05"] == table.to_polars()["a"].to_list()
    assert [7, "x", "2026-01-05"] == table.to_dict()["a"]


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        (("x", ["a", "b"], [[1, 2], [1], [1, 2, 3]]), [
            ("row_length", "table.rows[1]"), ("row_length", "table.rows[2]"),
        ]),
        (("x", "ab", []), [("wrong_type", "table.columns")]),
        (("x", 5, []), [("wrong_type", "table.columns")]),
        (("x", [5], []), [("wrong_type", "table.columns[0]")]),
        (("x", ["a", "a"], []), [("duplicate", "table.columns[1]")]),
        (("x", ["a"], 5), [("wrong_type", "table.rows")]),
        (("x", ["a"], [5, "y"]), [
            ("wrong_type", "table.rows[0]"), ("wrong_type", "table.rows[1]"),
        ]),
        ((5, ["a"], []), [("wrong_type", "table.name")]),
        (("x", ["a"], [[object()]]), [("wrong_type", "table.rows[0].a")]),
        (("x", ["a"], [[datetime(2026, 1, 5)]]), [("naive_datetime", "table.rows[0].a")]),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(
    arguments: tuple[Any, Any, Any], faults: list[tuple[str, str]]
) -> None:
    """Every fault with its place."""
    with pytest.raises(InvalidValue) as refused:
        Table(*arguments)

    assert faults == [(one.code, one.where) for one in refused.value.faults]


def test_a_row_of_the_wrong_length_says_both_lengths() -> None:
    """In both languages."""
    with pytest.raises(InvalidValue) as refused:
        Table("x", ["a", "b"], [[1]])

    assert "table.rows[0]: has 1 cells, but the table has 2 columns" == str(refused.value)
    assert "sedangkan tabelnya memiliki 2 kolom" in refused.value.describe("id")


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("text", 1),
        ("whole", 1.5),
        ("whole", True),
        ("number", "1"),
        ("number", False),
        ("date", "2026-01-05"),
        ("date", datetime(2026, 1, 5, tzinfo=UTC)),
        ("instant", date(2026, 1, 5)),
        ("flag", 1),
    ],
)
def test_a_cell_that_is_not_of_its_columns_kind_is_refused(kind: Kind, cell: Cell) -> None:
    """With the place, and without what stands in it."""
    with pytest.raises(InvalidValue) as refused:
        Table("x", ["a"], [[None], [cell]], kinds={"a": kind})

    assert ("wrong_type", "table.rows[1].a") == (refused.value.code, refused.value.faults[0].where)


@pytest.mark.parametrize(
    ("kinds", "code"),
    [({"b": "text"}, "not_one_of"), ({"a": "words"}, "not_one_of"), (["a"], "wrong_type")],
)
def test_kinds_that_are_none_are_refused(kinds: Any, code: str) -> None:
    """Names that no column has, and words that are no kind."""
    with pytest.raises(InvalidValue) as refused:
        Table("x", ["a"], [], kinds=kinds)

    assert code == refused.value.code


def test_a_table_can_be_a_key() -> None:
    """It is a value."""
    table = Table("x", EVERY_KIND, [FULL_ROW], kinds=EVERY_KIND)

    assert 1 == len({table, Table("x", EVERY_KIND, [FULL_ROW], kinds=EVERY_KIND)})


@pytest.mark.parametrize("extra", ["pandas", "polars"])
def test_without_the_package_it_says_so(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, extra, None)

    with pytest.raises(MissingExtra) as missing:
        getattr(LOADS, f"to_{extra}")()
    assert extra == missing.value.extra


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+62", "'+62"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r'=1"),
        ('"=1', "'\"=1"),
        ("\u22121", "'\u22121"),
        ("\ufe661", "'\ufe661"),
        ("\u200b=1", "'\u200b=1"),
        ("X-1;=1", "X-1;'=1"),
        ('X-1; "=1', "X-1;' \"=1"),
        ("X-1\n+1", "X-1\n'+1"),
        ("X-1;2", "X-1;2"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a=1", "a=1"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_no_text_becomes_a_formula(cell: Cell, safe: Cell) -> None:
    """A text is written behind an apostrophe; a number stays a number."""
    assert safe == safe_in_spreadsheets(cell)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_what_is_written_as_csv_is_read_as_it_was(rows: list[tuple[Any, Any]]) -> None:
    """But for the apostrophes, and no cell begins like a formula."""
    read = list(csv.reader(io.StringIO(Table("x", ["a", "b"], rows).to_csv(), newline="")))

    written = [
        ["" if cell is None else str(safe_in_spreadsheets(cell)) for cell in row] for row in rows
    ]
    assert [["a", "b"], *written] == read
    assert not any(
        cell.lstrip()[:1] in set("=+@") for row in read for cell in row if not _is_number(cell)
    )


@given(st.lists(st.tuples(RISKY_TEXTS, RISKY_TEXTS), max_size=4))
def test_no_part_becomes_a_formula_where_lines_are_split_at_semicolons(
    rows: list[tuple[str, str]],
) -> None:
    """An Indonesian spreadsheet does so, and sees no quotes within a line."""
    written = Table("x", ["a", "b"], rows).to_csv()

    pieces = [piece.strip(' \t"')[:1] for piece in re.split(r"[;\r\n]", written)]
    assert not {"=", "+", "-", "@"}.intersection(pieces)


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").isdigit()


def test_a_notebook_shows_the_first_rows_escaped() -> None:
    """No cell is markup; how many rows are left is told."""
    assert "<td>&lt;DLH&gt;</td><td>4</td><td></td><td></td>" in LOADS._repr_html_()
    assert "<caption>" not in LOADS._repr_html_()
    many = Table("many", ["n"], [[n] for n in range(60)])
    assert "<caption>10 more rows</caption>" in many._repr_html_()
    assert "<td>49</td>" in many._repr_html_()
    assert "<td>50</td>" not in many._repr_html_()


def test_an_instant_is_iso_too() -> None:
    """With its offset."""
    table = Table("at", ["at"], [[datetime(2026, 1, 5, tzinfo=UTC)]])

    assert {"at": ["2026-01-05T00:00:00+00:00"]} == table.to_dict()


def test_one_of_several_tables_is_found_by_its_name() -> None:
    """Another name is unknown, with the one that was most likely meant."""
    shapes = {"loads": Shape[int]({"n": "whole"}, lambda n: [[n]])}

    assert ((7,),) == table_named("loads", shapes, found=7).rows
    with pytest.raises(UnknownCode) as unknown:
        table_named("load", shapes, found=7)
    assert "loads" == unknown.value.suggestion
    with pytest.raises(InvalidValue):
        table_named(7, shapes, found=7)  # type: ignore[arg-type]
