"""What is wrong is said once for each kind and column, in both languages; alarms guess nothing."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.interchange import Export, read_export
from sp4n.interchange.lapor_export import Problem

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

DAY, STATUS, CLASS = "Tanggal Laporan Masuk", "Status Laporan", "Klasifikasi Laporan"
AGENCY, AGENCY_ID = "Instansi Terdisposisi", "ID Instansi Terdisposisi"


def export_of(row: Row, write: Write, *changes: dict[str, Any], **options: Any) -> Export:
    """Good rows but for some cells, numbered from 1."""
    rows = [row({"Tracking ID": str(n), **one}) for n, one in enumerate(changes, start=1)]
    return read_export(write(rows, **options))


def said(export: Export) -> list[tuple[str, str, str, int, tuple[int, ...], tuple[str, ...]]]:
    return [(one.kind, one.column, one.code, one.rows, one.first_rows, one.values)
            for one in export.summary()]  # fmt: skip


def test_a_good_file_has_no_problems(row: Row, write: Write) -> None:
    """Nothing is said."""
    assert () == export_of(row, write, {}, {}).summary()


def test_faults_are_summed_by_kind_and_column(row: Row, as_xlsx: Write) -> None:
    """Unreadable rows first, the most frequent first; then the file, then what was noted."""
    export = export_of(
        row, as_xlsx,
        {DAY: "31 Mai 2026"}, {DAY: "32 Jan 2026"}, {DAY: "31 Mai 2026"}, {DAY: "33 Jan 2026"},
        {DAY: "34 Jan 2026"}, {DAY: ""}, {STATUS: "#REF!"}, {STATUS: "Selesei"},
        {STATUS: "Selesei"}, {"Rating": "9"}, {"Judul Laporan": ""}, {"Isi Laporan Awal": ""},
        {"Isi Laporan Awal": "-"},
    )  # fmt: skip

    assert [
        ("unreadable", DAY, "not_a_day", 5, (12, 13, 14),
         ("'31 Mai 2026'", "'32 Jan 2026'", "'33 Jan 2026'")),
        ("unreadable", DAY, "empty", 1, (17,), ()),
        ("unreadable", STATUS, "error_cell", 1, (18,), ()),
        ("note", STATUS, "unknown_status", 2, (19, 20), ("'Selesei'",)),
        ("note", "Isi Laporan Awal", "no_words", 2, (23, 24), ()),
        ("note", "Rating", "not_one_of", 1, (21,), ()),
        ("note", "Judul Laporan", "no_words", 1, (22,), ()),
    ] == said(export)  # fmt: skip


def test_a_problem_is_told_in_both_languages(row: Row, as_xlsx: Write) -> None:
    """Which column, what stands there, what to do, how many rows, and the first three."""
    days = ["31 Mai 2026", "32 Jan 2026", "31 Mai 2026", "33 Jan 2026"]
    (found,) = export_of(row, as_xlsx, *({DAY: day} for day in days)).summary()

    assert (
        "Tanggal Laporan Masuk: is not a date: '31 Mai 2026', '32 Jan 2026', '33 Jan"
        " 2026'; write it as 29 May 2023, 29/05/2023 or 2023-05-29 (4 in all: rows 12, 13, 14, …)"
    ) == found.describe()
    assert (
        "Tanggal Laporan Masuk: bukan tanggal: '31 Mai 2026', '32 Jan 2026', '33 Jan 2026';"
        " tulislah seperti 29 Mei 2023, 29/05/2023, atau 2023-05-29 (seluruhnya 4: baris 12, 13,"
        " 14, …)"
    ) == found.describe("id")
    assert {
        "kind": "unreadable", "column": DAY, "code": "not_a_day", "rows": 4,
        "first_rows": [12, 13, 14], "values": ["'31 Mai 2026'", "'32 Jan 2026'", "'33 Jan 2026'"],
        "first_places": ["12", "13", "14"], "message": found.describe("id"),
    } == found.to_dict("id")  # fmt: skip
    assert isinstance(found, Problem)


def test_each_fact_of_a_sum_is_told_where_rows_have_several(row: Row, as_xlsx: Write) -> None:
    """Not that of the first row for all: what was meant, and where each was before."""
    misspelt = export_of(row, as_xlsx, {STATUS: "Terverifikas"}, {STATUS: "Konten Terbloki"})
    again = read_export(as_xlsx([row({"Tracking ID": n}) for n in "121234"] * 2))

    assert (
        "Status Laporan: there is no status 'Terverifikas', 'Konten Terbloki'; did you mean"
        " Terverifikasi, Konten Terblokir? (2 in all: rows 12, 13)"
    ) == misspelt.summary()[0].describe()
    assert (
        "Tracking ID: also appears in row 12, 14, 18; it is counted once (4 in all: rows"
        " 20, 21, 22, …)"
    ) == again.summary()[0].describe()


def test_what_is_said_of_a_file_has_no_rows(columns: list[str], row: Row, write: Write) -> None:
    """A file without texts is thanked, not refused; each is told once, whatever it has of rows."""
    left = {"Waktu Laporan Masuk", "Judul Laporan", "Isi Laporan Awal", "Isi Laporan Akhir"}
    names = [one for one in columns if one not in left]
    rows = [row({"Tracking ID": str(n)}, names) for n in range(5)]
    export = read_export(write(rows, names))

    assert [
        ("file", "Waktu Laporan Masuk", "no_times", 0, (), ()),
        ("file", "", "without_words", 0, (), ()),
    ] == said(export)
    assert [
        "Waktu Laporan Masuk: the file has no times; only the days count",
        "the file has no titles or texts; thank you for keeping reporters' words private",
    ] == [one.describe() for one in export.summary()]
    assert "terima kasih telah menjaga privasi pelapor" in export.summary()[1].describe("id")
    assert {("", "", True)} == {(one.title, one.body, one.recorded) for one in export.complaints}


PRIVATE = "rahasia-warga"
OTHERS = [
    "Nama Pelapor", "Kategori", "Judul Laporan", "Isi Laporan Awal", "Isi Laporan Akhir",
    "Tipe Laporan (Anonim/Rahasia)", "Instansi Induk", AGENCY, "Alasan Tunda/Arsip", "Provinsi",
    "Kota/Kabupaten", "Kecamatan", "Kelurahan", "Rating", "Tracking ID", DAY,
]  # fmt: skip


@given(cells=st.dictionaries(st.sampled_from(OTHERS), st.text(max_size=5), min_size=1))
def test_only_columns_without_personal_data_are_shown(
    cells: dict[str, str], row: Row, as_csv: Write
) -> None:
    """Whatever is wrong elsewhere is told by its length."""
    wrong = {
        name: PRIVATE + text.encode("utf-8", "replace").decode() for name, text in cells.items()
    }
    export = read_export(as_csv([row(wrong), row({"Tracking ID": "2"})]), keep_names=True)
    everything = [one.describe(language) for one in export.summary() for language in ("id", "en")]

    assert not any(PRIVATE in one for one in everything)


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Selesei", "'Selesei'"),
        ("Laporan dari Ibu Contoh yang tinggal di Jalan Contoh", "<text:52>"),
        ("0800-0000-0000", "<text:14>"),
        ("Selesai\u202e", None),
    ],
)
def test_a_label_is_shown_unless_it_can_be_none(
    label: str, found: str | None, row: Row, as_csv: Write
) -> None:
    """What is too long, a number, or upsets a screen is none."""
    export = export_of(row, as_csv, {STATUS: label})

    (note,) = export.rows[0].notes
    assert label == "Selesai\u202e" or found == note["found"]
    assert "\u202e" not in note.describe()


# Alarms


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({AGENCY: "", AGENCY_ID: "", STATUS: "Ditutup oleh Sistem"},
         [(AGENCY, "without_agency")]),
        ({AGENCY: "", AGENCY_ID: "", STATUS: "ditutup oleh pelapor"},
         [(AGENCY, "without_agency")]),
        ({AGENCY: "", AGENCY_ID: "", STATUS: "Diarsipkan oleh Admin"}, []),
        ({AGENCY: "", AGENCY_ID: "", STATUS: "Terverifikasi"}, []),
        ({AGENCY: "", AGENCY_ID: "7"}, []),
        ({AGENCY: "Tidak Diketahui"}, [(AGENCY, "placeholder")]),
        ({"Kategori": "tidak ada"}, [("Kategori", "placeholder")]),
        ({"Kecamatan": "N/A"}, [("Kecamatan", "placeholder")]),
        ({"Tracking ID": "9.000.001"}, [("Tracking ID", "number_with_dots")]),
        ({"Tracking ID": "9,000,001"}, []),
        ({CLASS: "Pengaduan Berkadar Pengawasan", DAY: "6 Oct 2023"},
         [(CLASS, "class_doubtful"), (DAY, "outside_period")]),
        ({DAY: "3 Jan 2025"}, [(DAY, "outside_period")]),
        ({DAY: "31 Dec 2025"}, []), ({DAY: "30 Dec 2025"}, [(DAY, "outside_period")]),
        ({DAY: "1 Feb 2026"}, []), ({DAY: "2 Feb 2026"}, [(DAY, "outside_period")]),
    ],
)  # fmt: skip
def test_what_is_odd_is_noted(
    cells: dict[str, str], expected: list[tuple[str, str]], row: Row, as_csv: Write
) -> None:
    """A day more or less than the period may come from zones."""
    export = export_of(row, as_csv, cells)
    notes = [(one.where, one.code) for row in export.rows for one in row.notes]

    assert expected == notes


def test_a_file_without_offices_has_no_closed_ones_without(
    columns: list[str], row: Row, as_csv: Write
) -> None:
    """Nobody says that there is none."""
    names = [one for one in columns if "Terdisposisi" not in one]

    assert () == read_export(as_csv([row(columns=names)], names)).rows[0].notes


@pytest.mark.parametrize("times", ["UTC", "WIB", "WIT"])
def test_the_period_is_meant_in_the_zone_of_the_file(times: Any, row: Row, as_csv: Write) -> None:
    """Its last minute is within it."""
    cells = {DAY: "31 Jan 2026", "Waktu Laporan Masuk": "23:59:59"}

    assert () == read_export(as_csv([row(cells)]), times=times).rows[0].notes


def test_rows_hidden_by_a_filter_are_counted_and_noted(row: Row, as_xlsx: Write) -> None:
    """Where the format tells them."""
    book = openpyxl.load_workbook(as_xlsx([row({"Tracking ID": str(n)}) for n in range(4)]))
    sheet = book.active
    assert sheet is not None
    for number in (13, 15):
        sheet.row_dimensions[number].hidden = True
    book.save(into := io.BytesIO())
    into.seek(0)
    export = read_export(into)

    assert (4, [("file", "", "hidden_rows", 0, (), ())]) == (len(export), said(export))
    assert "rows hidden by a filter: 2" in export.summary()[0].describe()


def test_a_class_is_doubted_before_the_day_that_is_said(row: Row, as_csv: Write) -> None:
    """In both languages, with the day."""
    cells = {CLASS: "Pengaduan Berkadar Pengawasan", "Tracking ID": "1"}
    export = read_export(as_csv([row(cells)]), oversight_since=date(2026, 1, 4))
    (note,) = export.rows[0].notes

    assert None is export.complaints[0].classification
    assert ("class_doubtful", date(2026, 1, 4)) == (note.code, note["since"])
    assert "2026-01-04" in note.describe()
    assert "2026-01-04" in note.describe("id")


@pytest.mark.parametrize("words", [True, False])
def test_without_words_all_else_is_the_same(
    words: bool,  # noqa: FBT001
    row: Row,
    write: Write,
) -> None:
    """Reading without texts notes and counts what reading with them does."""
    cells = [
        {},
        {"Isi Laporan Awal": ""},
        {"Judul Laporan": "j" * 301},
        {STATUS: "?"},
        {DAY: "2026-01-09"},
        {DAY: "32 Jan 2026"},
        {"Isi Laporan Akhir": "x" * 4_000},
    ]
    rows = [row({"Tracking ID": str(n), **one}) for n, one in enumerate(cells)]
    expected, found = read_export(write(rows)), read_export(write(rows), words=words)

    assert said(expected) == said(found)
    assert [one.status for one in expected.rows] == [one.status for one in found.rows]
    assert words is any(one.body for one in found.complaints)
    assert words is any(one.final_body for one in found.rows)
