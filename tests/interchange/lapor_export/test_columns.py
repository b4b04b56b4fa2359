"""Columns and preamble of an export: found by name, in the layouts of several years."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from sp4n.interchange import FormatError, read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

REQUIRED = ["Tracking ID", "Tanggal Laporan Masuk", "Status Laporan"]
ONLY_2026 = [
    "Nama Pelapor", "Nomor SK", "Url SK", "Url Dokumen Laporan Tahunan",
    "Laporan yang Masuk melalui Kanal Aduan Setwapres", "Rating",
]  # fmt: skip


def refused(source: io.BytesIO) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(FormatError) as caught:
        read_export(source)
    return [(one.where, one.code) for one in caught.value.faults]


def test_all_columns_of_2026_are_known(columns: list[str], row: Row, write: Write) -> None:
    """Some are of no use here, but known."""
    export = read_export(write([row()]))

    assert tuple(columns) == export.columns
    assert ((), ()) == (export.missing_columns, export.unknown_columns)


def test_columns_of_earlier_years_are_enough(columns: list[str], row: Row, write: Write) -> None:
    """What a file does not have is unknown."""
    older = [one for one in columns if one not in ONLY_2026]
    export = read_export(write([row(columns=older)], older), keep_names=True)

    assert tuple(older) == export.columns
    assert tuple(ONLY_2026) == tuple(sorted(export.missing_columns, key=ONLY_2026.index))
    assert (None, None) == (export.rows[0].rating, export.rows[0].reporter)
    assert "Dinas Jalan Contoh" == export.rows[0].agency


def test_three_columns_are_required(columns: list[str], row: Row, write: Write) -> None:
    """With them alone a file can be read; all that are missing are told at once."""
    assert 1 == len(read_export(write([row(columns=REQUIRED)], REQUIRED)))
    assert [(one, "missing") for one in REQUIRED[1:]] == refused(write([], ["Tracking ID"]))
    for missing in REQUIRED[1:]:
        others = [one for one in columns if one != missing]
        assert [(missing, "missing")] == refused(write([row(columns=others)], others))


def test_names_of_columns_are_compared_without_case_and_gaps(row: Row, write: Write) -> None:
    """A name may have a line break, as headers in spreadsheets do."""
    header = ["  tracking   ID", *(one.upper().replace(" ", "\n") for one in REQUIRED[1:])]
    export = read_export(write([row(columns=REQUIRED)], header))

    assert tuple(REQUIRED) == export.columns
    assert 1 == len(export)


def test_a_column_twice_is_refused(row: Row, write: Write) -> None:
    """Nobody could say which one counts."""
    twice = [*REQUIRED, "Rating", "rating"]

    assert [("", "duplicate")] == refused(write([], twice))


def test_unknown_columns_are_named_safely(row: Row, write: Write) -> None:
    """Nothing that could upset a screen; a column without a name is none."""
    header = [*REQUIRED, "Nama  Petugas", "", "x" * 41, "a\u202eb"]
    export = read_export(write([[*row(columns=REQUIRED), 1, 2, 3, 4]], header))

    assert ("Nama Petugas", "<41 characters>", "<3 characters>") == export.unknown_columns
    assert 1 == len(export)


def test_the_order_of_columns_does_not_matter(columns: list[str], row: Row, write: Write) -> None:
    """Nor does it whether the number is the first."""
    backwards = columns[::-1]
    expected = read_export(write([row()])).complaints

    assert expected == read_export(write([row(columns=backwards)], backwards)).complaints


def test_a_header_without_the_number_in_front_needs_more_names(row: Row, write: Write) -> None:
    """A line of the preamble that mentions it is no header."""
    preamble = [["Judul Laporan", "Tracking ID"], ["Catatan", "tracking id"]]

    assert 1 == len(read_export(write([row()], preamble=preamble)))


@pytest.mark.parametrize(("before", "found"), [(0, True), (99, True), (100, False)])
def test_the_header_is_within_a_hundred_rows(
    before: int,
    found: bool,  # noqa: FBT001
    row: Row,
    write: Write,
) -> None:
    """Whatever stands above it."""
    source = write([row()], preamble=[["x"]] * before)

    if found:
        assert before + 2 == read_export(source).rows[0].row
    else:
        assert [("", "not_an_export")] == refused(source)


def test_the_preamble_is_told(row: Row, write: Write) -> None:
    """Four keys of it; the day on which it was made is read."""
    export = read_export(write([row()]))

    assert {
        "Judul Laporan": "Laporan Ringkas",
        "Nama Instansi": "Pemerintah Kota Contoh",
        "Tanggal Generate": "3 Feb 2026 10:15",
        "Periode Masuk": "1 Jan 2026 - 31 Jan 2026",
    } == export.about
    assert date(2026, 2, 3) == export.generated_on


@pytest.mark.parametrize(
    ("told", "about", "day"),
    [
        (["Tanggal Generate: 3 Feb 2026, 10:15:00 WIB"], "3 Feb 2026, 10:15:00 WIB", (2026, 2, 3)),
        (["TANGGAL GENERATE", ":", "03 February 2026"], "03 February 2026", (2026, 2, 3)),
        (["", "Tanggal Generate", ": 3 Feb 2026"], "3 Feb 2026", (2026, 2, 3)),
        (["Tanggal Generate", "3 Pebruari 2026"], "3 Pebruari 2026", (2026, 2, 3)),
        (["Tanggal Generate", "2026-02-03"], "2026-02-03", (2026, 2, 3)),
        (["tanggal_generate", "2026-02-03T10:15:00Z"], "2026-02-03T10:15:00Z", (2026, 2, 3)),
        (["Tanggal Generate", "03/02/2026"], "03/02/2026", None),
        (["Tanggal Generate", "31/02/2026"], "31/02/2026", None),
        (["Tanggal Generate", "kemarin"], "kemarin", None),
        (["Tanggal Generate", "x" * 201], None, None),
        (["Tanggal Generate"], None, None),
        (["Catatan", "3 Feb 2026"], None, None),
    ],
)
def test_the_day_of_the_export_may_be_unknown(
    told: list[str], about: str | None, day: tuple[int, int, int] | None, row: Row, write: Write
) -> None:
    """Beside the key or behind a colon; nothing is guessed."""
    export = read_export(write([row()], preamble=[told]))

    assert about == export.about.get("Tanggal Generate")
    assert (None if day is None else date(*day)) == export.generated_on


def test_the_day_of_the_export_may_be_a_cell_with_a_date(row: Row, as_xlsx: Write) -> None:
    """As workbooks have them."""
    preamble = [["Tanggal Generate", datetime(2026, 2, 3, 10, 15)]]  # noqa: DTZ001

    assert date(2026, 2, 3) == read_export(as_xlsx([row()], preamble=preamble)).generated_on


def test_an_export_without_rows_is_one(write: Write) -> None:
    """An agency that had no complaints."""
    assert 0 == len(read_export(write([], REQUIRED)))


def test_blank_rows_are_no_rows(row: Row, write: Write) -> None:
    """They are neither read nor unreadable."""
    export = read_export(write([["", "  "], row(), [], [None, " "], row({"Tracking ID": "2"})]))

    assert (2, 0) == (len(export.rows), len(export.unreadable))


def test_a_row_may_be_shorter_than_the_header(row: Row, write: Write) -> None:
    """Spreadsheets leave out what is empty at the end."""
    (found,) = read_export(write([row()[:16]])).rows

    assert ("closed_by_system", None) == (found.status, found.rating)


def test_a_row_must_not_be_longer_than_the_header(
    columns: list[str], row: Row, write: Write
) -> None:
    """Unless there is nothing in it: nobody could say what belongs where."""
    names = [one for one in columns if one != "Alasan Tunda/Arsip"]  # a text behind the status
    rows = [[*row({}, names), "", " "], [*row({"Tracking ID": "2"}, names), "", "x"]]
    export = read_export(write(rows, names))

    assert ["9000001"] == [one.number for one in export.complaints]
    assert "has 27 cells, but there are only 25 columns" in export.unreadable[0].describe()
