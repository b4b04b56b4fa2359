"""The latest word wins: over rows, blocks, sheets and files, in whatever order they come."""

import io
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.interchange import Export, FormatError, read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

NAMES = (
    "Tracking ID", "Tanggal Laporan Masuk", "Status Laporan", "ID Instansi Terdisposisi",
    "Instansi Terdisposisi",
)  # fmt: skip
OPEN, CLOSED, HELD = "Terverifikasi", "Ditutup oleh Sistem", "Menunggu Kelengkapan Informasi"
CITY = "Pemerintah Kota Contoh"


def block(
    made: str | None, *rows: tuple[str, str], city: str = CITY, office: str = "7"
) -> list[list[str]]:
    """An export: when it was made, and numbers with their statuses."""
    about = [] if made is None else [["Nama Instansi", city], ["Tanggal Generate", made]]
    told = [[number, "3 Jan 2026", status, office, "Dinas Jalan"] for number, status in rows]
    return [*about, [*NAMES], *told]


def csv_of(*blocks: list[list[str]]) -> io.BytesIO:
    lines = ["\t".join(row) for rows in blocks for row in rows]
    return io.BytesIO("\n".join(lines).encode())


def xlsx_of(*sheets: list[list[str]]) -> io.BytesIO:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Lembar {number}")
        for row in rows:
            sheet.append(row)
    book.save(into := io.BytesIO())
    into.seek(0)
    return into


def statuses(export: Export) -> dict[str, str | None]:
    assert () == export.unreadable
    return {row.complaint.number: row.status_label for row in export.rows}


def notes(export: Export) -> dict[str, list[str]]:
    return {row.complaint.number: [one.code for one in row.notes if one.where == "Tracking ID"]
            for row in export.rows}  # fmt: skip


OLD = block("1 Feb 2026", ("X-1", OPEN), ("X-2", OPEN), ("X-3", CLOSED))
NEW = block("1 Mar 2026", ("X-2", CLOSED), ("X-3", CLOSED), ("X-4", OPEN))
LATEST = {"X-1": OPEN, "X-2": CLOSED, "X-3": CLOSED, "X-4": OPEN}
NOTED = {"X-1": ["only_in_older"], "X-2": ["updated"], "X-3": ["repeated"], "X-4": []}


@pytest.mark.parametrize(("first", "second"), [(OLD, NEW), (NEW, OLD)])
def test_the_export_made_last_counts_in_whatever_order(
    first: list[list[str]], second: list[list[str]], tmp_path: Path
) -> None:
    """In one file below each other, on two sheets, and in two files."""
    path = tmp_path / "kedua.csv"
    path.write_bytes(csv_of(second).getvalue())
    both: list[Path | BinaryIO] = [csv_of(first), path]
    found = [
        read_export(csv_of(first, second)),
        read_export(csv_of(first, [[]], second)),
        read_export(xlsx_of(first, second)),
        read_export(xlsx_of([*first, [], *second])),
        read_export([csv_of(first), csv_of(second)]),
        read_export(iter(both)),
        read_export([xlsx_of(first), csv_of(second)]),
    ]

    for export in found:
        assert LATEST == statuses(export)
        assert NOTED == notes(export)
        assert (date(2026, 3, 1), 2) == (export.generated_on, export.updates)
        assert "1 Mar 2026" == export.about["Tanggal Generate"]


def test_three_exports_have_one_latest_word() -> None:
    """The two older ones are told, each once."""
    blocks = [block(f"1 {month} 2026", ("X-1", status))
              for month, status in (("Jan", OPEN), ("Feb", HELD), ("Mar", CLOSED))]  # fmt: skip
    for order in permutations(blocks):
        export = read_export([csv_of(one) for one in order])

        assert ({"X-1": CLOSED}, 2) == (statuses(export), export.updates)
        assert ["updated", "updated"] == notes(export)["X-1"]


@pytest.mark.parametrize("made", [("1 Feb 2026", "1 Feb 2026"), ("1 Feb 2026", None), (None, None),
                                  (None, "1 Feb 2026")])  # fmt: skip
def test_the_row_further_down_counts_where_no_day_decides(made: tuple[str | None, ...]) -> None:
    """Two of one day, or one that does not say its day: then nobody knows the day of both."""
    for one, other in ((OPEN, CLOSED), (CLOSED, OPEN)):
        export = read_export(
            [csv_of(block(made[0], ("X-1", one))), csv_of(block(made[1], ("X-1", other)))]
        )

        assert {"X-1": other} == statuses(export)
        assert (date(2026, 2, 1) if any(made) else None) == export.generated_on
        is_told = "order_unknown" in [one.code for one in export.notes]
        assert is_told == (None in made)


def test_of_two_exports_of_one_day_the_time_decides() -> None:
    """Where both tell it: names of files say nothing of their order."""
    made = ["3 Feb 2026 10:15", "3 Feb 2026, 14.20 WIB"]
    files = [block(day, ("X-1", status)) for day, status in zip(made, (OPEN, CLOSED), strict=True)]
    for order in (files, files[::-1]):
        export = read_export([csv_of(one) for one in order])

        assert ({"X-1": CLOSED}, date(2026, 2, 3)) == (statuses(export), export.generated_on)


def test_a_header_that_repeats_itself_is_one_export() -> None:
    """As printed pages have them: the day of the file stays known."""
    rows = block("1 Feb 2026", ("X-1", OPEN), ("X-2", OPEN))
    export = read_export(csv_of(rows, [[*NAMES]], block(None, ("X-1", CLOSED))))

    assert {"X-1": CLOSED, "X-2": OPEN} == statuses(export)
    assert (date(2026, 2, 1), CITY) == (export.generated_on, export.about["Nama Instansi"])
    assert {"X-1": ["updated"], "X-2": []} == notes(export)


def test_another_header_without_a_preamble_is_another_export() -> None:
    """Nobody knows when it was made; the day that is known is told, with a note."""
    other = [[*NAMES, "Rating"], ["X-2", "3 Jan 2026", OPEN, "7", "Dinas Jalan", "5"]]

    export = read_export(csv_of(block("1 Feb 2026", ("X-1", OPEN)), other))

    assert date(2026, 2, 1) == export.generated_on
    assert "day_unknown" in [one.code for one in export.notes]


def test_a_day_that_stands_where_numbers_do_is_no_number() -> None:
    """The second column of a preamble: what stands there is not a complaint."""
    names = ["No", *NAMES]
    blocks = [[["Tanggal Generate", made], names, ["1", "X-1", "3 Jan 2026", status, "7", "Dinas"]]
              for made, status in (("2026-03-01", CLOSED), ("2026-02-01", OPEN))]  # fmt: skip
    export = read_export(csv_of(*blocks))

    assert ({"X-1": CLOSED}, date(2026, 3, 1)) == (statuses(export), export.generated_on)


def test_only_older_files_of_the_same_government_are_older() -> None:
    """Another city's complaints stand in its own file only; a name's case is none of another."""
    export = read_export(
        [csv_of(OLD), csv_of(block("1 Mar 2026", ("Y-1", OPEN), city="Kota Lain"))]
    )

    assert {"X-1": [], "X-2": [], "X-3": [], "Y-1": []} == notes(export)
    again = read_export(
        [csv_of(OLD), csv_of(block("1 Mar 2026", ("X-2", OPEN), city=CITY.upper()))]
    )
    assert ["only_in_older"] == notes(again)["X-1"]


def test_a_complaint_that_only_an_older_file_has_says_which() -> None:
    """It may have been given to another government since."""
    export = read_export([csv_of(OLD), csv_of(NEW)])
    (note,) = export.rows[0].notes[-1:]

    assert "Tracking ID: appears only in an older file, made on 2026-02-01" == note.describe()
    assert "2026-02-01" in note.describe("id")


@pytest.mark.parametrize(
    ("office", "status", "code"),
    [("7", OPEN, "repeated"), ("8", OPEN, "updated"), ("7", CLOSED, "updated")],
)
def test_another_status_or_office_is_an_update(office: str, status: str, code: str) -> None:
    """Anything else is the same row again."""
    later = block(None, ("X-1", status), office=office)[1:]

    assert {"X-1": [code]} == notes(read_export(csv_of(block(None, ("X-1", OPEN)), later)))


@pytest.mark.parametrize("number", ["9000001.0", " 9000001 ", "9000001"])
def test_a_number_is_the_same_however_a_program_writes_it(number: str) -> None:
    """Spreadsheets add a point."""
    export = read_export(csv_of(block(None, ("9000001", OPEN), (number, CLOSED))))

    assert {"9000001": CLOSED} == statuses(export)


def test_a_number_with_dots_is_noted_and_not_guessed() -> None:
    """It may be another one."""
    export = read_export(csv_of(block(None, ("8.000.001", OPEN), ("8000001", CLOSED))))

    assert {"8.000.001": OPEN, "8000001": CLOSED} == statuses(export)
    assert {"8.000.001": ["number_with_dots"], "8000001": []} == notes(export)


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("3 Feb 2026", "4 Feb 2026", ["later_unreadable"]),
        ("4 Feb 2026", "3 Feb 2026", []),
        (None, None, ["later_unreadable"]),
    ],
)
def test_a_newer_file_whose_row_is_broken_is_no_reason_for_calm(
    first: str | None, second: str | None, codes: list[str]
) -> None:
    """What an older one says still counts, and is noted."""
    broken = block(second, ("9000001", CLOSED))
    broken[-1][1] = "31 Feb 2026"
    older = csv_of(block(first, ("9000001", OPEN), ("9000002", OPEN)))
    export = read_export([older, csv_of(broken)])

    assert [OPEN, OPEN] == [one.status_label for one in export.rows]
    found = [one for row in export.rows for one in row.notes if one.where == "Tracking ID"]
    assert codes == [one.code for one in found if one.code != "only_in_older"]


def test_a_period_is_that_of_all_files() -> None:
    """Unknown when one does not say its own."""
    period = [["Periode Masuk", "1 Jan 2026 - 31 Jan 2026"]]
    later = [["Periode Masuk", "(2026-01-15) - (2026-02-28)"]]
    both = read_export([csv_of(period, OLD), csv_of(later, NEW)])

    assert (date(2026, 1, 1), date(2026, 2, 28)) == both.period
    assert read_export([csv_of(period, OLD), csv_of(NEW)]).period is None


def test_rows_of_several_files_tell_their_file(tmp_path: Path) -> None:
    """By its name; a file alone tells none."""
    broken = block("1 Feb 2026", ("X-1", OPEN), ("", OPEN))
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, rows in zip(paths, (broken, NEW), strict=True):
        path.write_bytes(csv_of(rows).getvalue())
    export = read_export(paths)

    assert {"a.csv", "b.csv"} == {row.file for row in export.rows}
    assert (
        "line 5 of the file a.csv: Tracking ID: must not be empty"
        == export.unreadable[0].describe()
    )
    assert "baris berkas 5 di berkas a.csv" in export.unreadable[0].describe("id")
    assert {None} == {row.file for row in read_export(paths[1]).rows}


def test_a_sum_over_several_files_says_in_which_each_row_stands(tmp_path: Path) -> None:
    """A number of a row alone could be that of any file, even where two have one name."""
    (tmp_path / "x").mkdir()
    paths = [tmp_path / "a.csv", tmp_path / "x" / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_bytes(csv_of(block("1 Feb 2026", ("", OPEN), ("X-1", OPEN))).getvalue())
    summed = {one.code: one for one in read_export(paths).summary()}
    unreadable, repeated = summed["empty"], summed["repeated"]

    assert ((4, 4, 4), ("a.csv:4", "a.csv (2):4", "b.csv:4")) == (
        unreadable.first_rows,
        unreadable.first_places,
    )
    assert (
        "Tracking ID: must not be empty (3 in all: rows a.csv:4, a.csv (2):4, b.csv:4)"
        == unreadable.describe()
    )
    assert "seluruhnya 3: baris a.csv:4, a.csv (2):4, b.csv:4" in unreadable.describe("id")
    assert (
        "Tracking ID: also appears in row a.csv:5, a.csv (2):5; it is counted once (1 in"
        " all: row b.csv:5)" == repeated.describe()
    )


def test_a_sum_over_several_sheets_says_on_which_each_row_stands() -> None:
    """As over several files."""
    sheets = [block("1 Feb 2026", ("", OPEN), (number, OPEN)) for number in ("X-1", "X-2")]
    unreadable = read_export(xlsx_of(*sheets)).summary()[0]

    assert ("empty", ("Lembar 0:4", "Lembar 1:4")) == (unreadable.code, unreadable.first_places)


def test_one_file_that_is_no_export_refuses_all() -> None:
    """So nothing is counted that was not asked for."""
    with pytest.raises(FormatError) as caught:
        read_export([csv_of(OLD), io.BytesIO(b"x")])
    with pytest.raises(InvalidValue) as none:
        read_export([])

    assert ("not_an_export", "empty") == (caught.value.code, none.value.code)


STATUS = st.sampled_from([OPEN, CLOSED, HELD])
ROWS = st.lists(st.tuples(st.sampled_from(["X-1", "X-2", "X-3"]), STATUS), max_size=5)


@given(files=st.lists(st.tuples(st.integers(1, 28), ROWS), min_size=1, max_size=4), data=st.data())
def test_the_order_of_files_changes_nothing(
    files: list[tuple[int, list[tuple[str, str]]]], data: st.DataObject
) -> None:
    """Held against a second count: numbers with statuses, filled from the oldest file on."""
    days = dict(files)  # one file a day
    expected: dict[str, str] = {}
    for day in sorted(days):
        expected |= dict(days[day])
    order = data.draw(st.permutations(sorted(days)))
    export = read_export([csv_of(block(f"{day} Feb 2026", *days[day])) for day in order])

    assert expected == statuses(export)
    assert sum(map(len, days.values())) == len(export) + export.updates
