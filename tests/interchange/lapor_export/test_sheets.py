"""Workbooks with several sheets, odd rows and odd cells: nothing of them is lost in silence."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sp4n.interchange import Export, FormatError, read_export
from sp4n.interchange.lapor_export.columns import Headings
from sp4n.interchange.lapor_export.workbook import workbook_sheets

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

SHEET = "xl/worksheets/sheet1.xml"
SECRET = "Nama Contoh yang tidak boleh bocor"


def with_sheets(source: io.BytesIO, add: Callable[[openpyxl.Workbook], object]) -> io.BytesIO:
    """The same workbook, with what is added to it."""
    book = openpyxl.load_workbook(source)
    add(book)
    into = io.BytesIO()
    book.save(into)
    into.seek(0)
    return into


def changed(source: io.BytesIO, change: Callable[[str], str], name: str = SHEET) -> io.BytesIO:
    """The same workbook, with other XML."""
    into = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(into, "w") as new:
        for one in old.namelist():
            content = old.read(one).decode()
            new.writestr(one, change(content) if one == name else content)
    into.seek(0)
    return into


def fill(sheet: Worksheet, *rows: list[Any]) -> None:
    for row in rows:
        sheet.append(row)


def numbers(export: Export) -> list[tuple[str | None, int, str]]:
    return [(one.sheet, one.row, one.complaint.number) for one in export.rows]


def test_all_sheets_with_a_header_are_read(columns: list[str], row: Row, as_xlsx: Write) -> None:
    """One after the other; rows tell their sheet, and where a number was before."""

    def add(book: openpyxl.Workbook) -> None:
        fill(book.create_sheet("2025"), ["x"], columns, row({"Tracking ID": "7"}), row())

    export = read_export(with_sheets(as_xlsx([row()]), add))

    assert [("2025", 3, "7"), ("2025", 4, "9000001")] == numbers(export)
    assert ((), 1) == (export.unreadable, export.updates)
    note = export.rows[1].notes[0]
    assert "Tracking ID: also appears in row Sheet:12; it is counted once" == note.describe()
    assert ["2025"] == export.problems().to_dict()["sheet"]
    assert () == export.other_sheets


def test_sheets_may_have_different_headers(columns: list[str], row: Row, as_xlsx: Write) -> None:
    """Each is read by its own; the file was made when the last of its exports was."""
    older = [one for one in columns if one != "Rating"]

    def add(book: openpyxl.Workbook) -> None:
        second = book.create_sheet("2025")
        cells = row({"Tracking ID": "7"}, older)
        fill(second, ["Tanggal Generate", "1 Jan 2026"], older, cells)

    export = read_export(with_sheets(as_xlsx([row()]), add))

    assert [4, None] == [one.rating for one in export.rows]
    assert ("Rating",) == export.missing_columns
    assert date(2026, 2, 3) == export.generated_on
    assert "3 Feb 2026 10:15" == export.about["Tanggal Generate"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_named_only(
    state: str, columns: list[str], row: Row, as_xlsx: Write
) -> None:
    """Whoever hid them did not mean them to be counted."""

    def add(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Cadangan", 0)
        sheet.sheet_state = state
        fill(sheet, columns, row({"Tracking ID": "7"}))
        book.active = 1

    export = read_export(with_sheets(as_xlsx([row()]), add))

    assert [(None, 12, "9000001")] == numbers(export)
    assert ("Cadangan",) == export.other_sheets
    assert [
        "hidden sheets are not read: Cadangan; unhide them first if their rows should be counted"
    ] == [one.describe() for one in export.notes]


def test_a_workbook_of_which_all_is_hidden_says_so(row: Row, as_xlsx: Write) -> None:
    """What can be seen has no header."""

    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[0].sheet_state = "hidden"
        book.create_sheet("Sampul")
        book.active = 1

    with pytest.raises(FormatError) as caught:
        read_export(with_sheets(as_xlsx([row()]), hide))

    assert ["not_an_export", "hidden_sheets"] == [one.code for one in caught.value.faults]


def test_a_hidden_sheet_that_is_no_export_is_not_missed(row: Row, as_xlsx: Write) -> None:
    """Lists to choose from are hidden in many a form."""

    def add(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Pilihan")
        sheet.sheet_state = "hidden"
        fill(sheet, ["Terverifikasi"])

    assert () == read_export(with_sheets(as_xlsx([row()]), add)).notes


def test_sheets_that_are_not_read_are_named(row: Row, as_xlsx: Write) -> None:
    """A cover, more rows without a header, one that lacks columns; those that are empty are not."""

    def add(book: openpyxl.Workbook) -> None:
        fill(book.create_sheet("Sampul", 0), ["Laporan Ringkas"])
        fill(book.create_sheet("Lanjutan"), *([[]] * 200), row({"Tracking ID": "7"}))
        fill(book.create_sheet("Lampiran"), ["Tracking ID", "Judul Laporan"])
        fill(book.create_sheet("Nama\u200bAneh"), ["x"])
        fill(book.create_sheet("Kosong"), ["", " "])

    export = read_export(with_sheets(as_xlsx([row()]), add))

    assert [(None, 12, "9000001")] == numbers(export)
    assert ("Sampul", "Lanjutan", "Lampiran", "<9 characters>") == export.other_sheets


def test_without_any_good_header_the_best_one_says_what_it_lacks(as_xlsx: Write) -> None:
    """It is the one with the most names."""

    def add(book: openpyxl.Workbook) -> None:
        header = ["Tracking ID", "Judul Laporan", "Isi Laporan Awal", "Status Laporan"]
        fill(book.create_sheet("Kedua"), header)

    with pytest.raises(FormatError) as caught:
        read_export(with_sheets(as_xlsx([], ["Tracking ID"]), add))

    assert ["Tanggal Laporan Masuk"] == [one.where for one in caught.value.faults]


@pytest.mark.parametrize("note", [["Tracking ID"], ["Tracking ID", "Semua"]])
def test_a_row_above_that_mentions_the_number_hides_no_header(
    note: list[str], row: Row, as_xlsx: Write
) -> None:
    """The first row with all that is required is the header."""
    assert 1 == len(read_export(as_xlsx([row()], preamble=[note])))


def test_each_row_is_read_by_the_header_above_it(
    columns: list[str], row: Row, as_xlsx: Write
) -> None:
    """In a sheet as in a file of text."""
    other = columns[::-1]
    useless = ["Tracking ID", "Judul Laporan", "Isi Laporan Awal"]
    rows = [row(), other, row({"Tracking ID": "7"}, other), useless, row({"Tracking ID": "8"})]
    export = read_export(as_xlsx(rows))

    assert [(None, 12, "9000001"), (None, 14, "7")] == numbers(export)
    assert ["unusable_header", "below_unusable_header"] == [
        one.faults[0].code for one in export.unreadable
    ]


def test_a_row_number_twice_costs_no_row(row: Row, as_xlsx: Write) -> None:
    """Nor does one that goes back, or one that isn't told."""
    source = as_xlsx([row(), row({"Tracking ID": "7"}), row({"Tracking ID": "8"})])
    whole = source.getvalue()
    for change in (
        lambda xml: xml.replace('r="13"', 'r="12"'),
        lambda xml: xml.replace('<row r="13"', '<row r="4"'),
        lambda xml: re.sub(r'<row r="[0-9]+"', "<row", xml),
    ):
        found = numbers(read_export(changed(io.BytesIO(whole), change)))

        assert ["9000001", "7", "8"] == [number for _, _, number in found]


@pytest.mark.parametrize("place", ["H12", "A12"])
def test_a_cell_at_no_place_of_its_own_costs_its_row(place: str, row: Row, as_xlsx: Write) -> None:
    """It is there twice, or goes back: nobody knows what is meant."""
    source = as_xlsx([row(), row({"Tracking ID": "7"})])
    export = read_export(changed(source, lambda xml: xml.replace('r="I12"', f'r="{place}"')))

    assert [(None, 13, "7")] == numbers(export)
    assert [12] == [one.row for one in export.unreadable]
    assert "misplaced_cell" == export.unreadable[0].faults[0].code


@pytest.mark.parametrize("place", ["12", "XFE12", "ZZZZZZZ12", "A1048577", "I0", "$I$12"])
def test_a_cell_outside_of_the_sheet_is_refused(place: str, row: Row, as_xlsx: Write) -> None:
    """As is one at no place at all."""
    with pytest.raises(FormatError) as caught:
        read_export(changed(as_xlsx([row()]), lambda xml: xml.replace('r="I12"', f'r="{place}"')))

    assert "damaged_workbook" == caught.value.code


def test_two_rows_of_one_number_are_told(row: Row, as_xlsx: Write) -> None:
    """Of two complaints at one place one would be lost; one row tells of both."""
    source = as_xlsx([row(), row({"Tracking ID": "7"}), row({"Tracking ID": "8"})])
    export = read_export(changed(source, lambda xml: re.sub(r'(r="[A-Z]*)13"', r'\g<1>12"', xml)))

    assert [(None, 14, "8")] == numbers(export)
    assert [(12, "misplaced_cell")] == [(one.row, one.faults[0].code) for one in export.unreadable]


def test_an_odd_cell_is_told(row: Row, as_xlsx: Write) -> None:
    """A number that is none is no number of a complaint; no word of it leaks."""
    source = as_xlsx([row({"Tracking ID": 9_000_001}), row({"Tracking ID": "7"})])
    export = read_export(
        changed(
            source,
            lambda xml: xml.replace('t="n"><v>9000001</v>', f"><v>{SECRET}</v>"),
        )
    )

    assert [(None, 13, "7")] == numbers(export)
    assert [(12, [("Tracking ID", "not_a_tracking_number")])] == [
        (one.row, [(fault.where, fault.code) for fault in one.faults]) for one in export.unreadable
    ]
    assert SECRET not in export.unreadable[0].describe()


def test_what_a_workbook_calls_an_error_is_one(row: Row, as_xlsx: Write) -> None:
    """Calamine takes it for an empty cell."""
    source = as_xlsx([row({"Kategori": "#N/A"})])
    export = read_export(
        changed(
            source,
            lambda xml: re.sub(
                r'<c r="G12" t="(?:inlineStr|e)">.*?</c>',
                r'<c r="G12" t="e"><v>#N/A</v></c>',
                xml,
            ),
        )
    )

    assert (None, ["error_cell"]) == (
        export.rows[0].complaint.category, [one.code for one in export.rows[0].notes],
    )  # fmt: skip


def test_empty_cells_behind_the_header_are_none(row: Row, as_xlsx: Write) -> None:
    """In a grid nothing was shifted."""
    source = as_xlsx([[*row({"Status Laporan": "Selesai"}), "", " "]])

    assert 1 == len(read_export(source))


def test_an_error_carries_nothing_along(row: Row, as_xlsx: Write) -> None:
    """Not even what was raised first: that may quote a cell."""
    broken = changed(as_xlsx([row()]), lambda xml: xml.replace("</row>", f"<{SECRET}", 1))
    with pytest.raises(FormatError) as caught:
        read_export(broken)

    assert ("damaged_workbook", None) == (caught.value.code, caught.value.__context__)


def test_texts_that_repeat_are_no_bomb(row: Row, as_xlsx: Write) -> None:
    """A thousand rows that say the same unpack to a hundred times their size, and are small."""
    into = io.BytesIO()
    rows = [row({"Tracking ID": str(number)}) for number in range(1_000)]
    with (
        zipfile.ZipFile(as_xlsx(rows)) as old,
        zipfile.ZipFile(into, "w", 8, compresslevel=9) as new,
    ):
        for one in old.namelist():
            new.writestr(one, old.read(one))
    into.seek(0)

    assert 1_000 == len(read_export(into))


def test_what_is_lost_above_the_header_is_told(
    row: Row, columns: list[str], as_xlsx: Write
) -> None:
    """Complaints there, and those below a header that lacks a column; no preamble is lost."""
    lacking = ["Hari" if name == "Tanggal Laporan Masuk" else name for name in columns]
    above = [["Nama Instansi", "Kota Contoh"], row({"Tracking ID": "1"}), lacking, row(), []]
    export = read_export(as_xlsx([row({"Tracking ID": "2"})], preamble=above))

    assert ["2"] == [one.number for one in export.complaints]
    assert [(2, "above_header"), (3, "unusable_header"), (4, "below_unusable_header")] == [
        (one.row, one.faults[0].code) for one in export.unreadable
    ]


def test_merged_cells_count_for_every_row_that_they_cover(row: Row, as_xlsx: Write) -> None:
    """One status for two complaints, say; a title above the table spreads to none of them."""
    second = row({"Tracking ID": "7", "Status Laporan": "", "Kategori": ""})

    def add(book: openpyxl.Workbook) -> None:
        sheet = book["Sheet"]
        for cells in ("P12:P13", "A1:F3", "P14:P20", "B15:C16", "AC12:AD14"):
            sheet.merge_cells(cells)
        sheet["P14"] = sheet["B15"] = "Mengetahui"

    export = read_export(with_sheets(as_xlsx([row(), second]), add))

    assert ["Ditutup oleh Sistem"] * 2 == [one.status_label for one in export.rows]
    assert ["Jalan Berlubang", None] == [one.complaint.category for one in export.rows]
    assert [14, 15] == [one.row for one in export.unreadable]


def test_rows_that_are_hidden_are_known(row: Row, as_xlsx: Write) -> None:
    """A filter hides rows; they are read, and whoever reads knows."""

    def add(book: openpyxl.Workbook) -> None:
        book["Sheet"].row_dimensions[13].hidden = True

    source = with_sheets(as_xlsx([row(), row({"Tracking ID": "7"}), row()]), add)
    with workbook_sheets(source, Headings()) as sheets:
        (sheet,) = sheets.read

        assert [(12, False), (13, True), (14, False)] == [
            (one.row, one.is_hidden) for one in sheet.records
        ]
