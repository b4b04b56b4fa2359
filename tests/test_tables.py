"""Tables: rows for frames, notebooks and spreadsheets, and no formula in any of them."""

import csv
import io
import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n import MissingExtra
from sp4n.tables import Cell, Table, safe_in_spreadsheets

LOADS = Table(
    "loads",
    ["agency", "n", "share", "due_on"],
    [["DPU", 12, 0.75, date(2026, 1, 5)], ["<DLH>", 4, None, None]],
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
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
        ("\r=1", "'\r=1"),
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


def _written(cell: Cell) -> str:
    return "" if cell is None else str(safe_in_spreadsheets(cell))
