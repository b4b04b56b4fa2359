"""The same export as .xls and .ods: cells of their own kinds, and what is told of them."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pytest
import xlwt

from sp4n.interchange import FormatError, read_export
from sp4n.interchange.lapor_export.columns import Headings
from sp4n.interchange.lapor_export.workbook import workbook_sheets

Row = Callable[..., list[Any]]

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}'
    "</manifest:manifest>"
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def package(tables: str, manifest: str = "", styles: str = "") -> io.BytesIO:
    """An .ods by hand."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES} xmlns:calcext="
            '"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    into.seek(0)
    return into


def cell(value: object, about: str = "") -> str:
    if isinstance(value, date | time):
        kind = "time" if isinstance(value, time) else "date"
        told = value.strftime("PT%HH%MM%SS") if isinstance(value, time) else value.isoformat()
        return f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{told}"/>'
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell {about} office:value-type="string">{text}</table:table-cell>'


def line(cells: Sequence[object], about: str = "") -> str:
    inner = "".join(one if "<table" in (one := str(each)) else cell(each) for each in cells)
    return f"<table:table-row {about}>{inner}</table:table-row>"


def table(*rows: str, about: str = "", name: str = "Laporan") -> str:
    return f'<table:table table:name="{name}" {about}>{"".join(rows)}</table:table>'


def ods(columns: Sequence[str], *rows: str) -> io.BytesIO:
    return package(table(line(columns), *rows))


def xls(
    columns: Sequence[str], rows: Sequence[Sequence[Any]],
    change: Callable[[xlwt.Workbook], object] = lambda _: None,
) -> io.BytesIO:  # fmt: skip
    """An .xls with the header in its first row."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Laporan", cell_overwrite_ok=True)
    styles = {
        date: xlwt.easyxf(num_format_str="YYYY-MM-DD"),
        time: xlwt.easyxf(num_format_str="hh:mm:ss"),
    }
    for at, cells in enumerate((columns, *rows)):
        for place, one in enumerate(cells):
            sheet.write(at, place, one, styles.get(type(one), xlwt.Style.default_style))
    change(book)
    into = io.BytesIO()
    book.save(into)
    into.seek(0)
    return into


def refused(source: io.BytesIO) -> tuple[str, str]:
    with pytest.raises(FormatError) as caught:
        read_export(source)
    return caught.value.code, caught.value.faults[0].where


TYPED = {
    "Tracking ID": 9_000_001,
    "Tanggal Laporan Masuk": date(2026, 1, 3),
    "Waktu Laporan Masuk": time(1, 30, 15),
    "Rating": 4,
}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_each_kind_of_workbook_gives_the_same(kind: str, columns: list[str], row: Row) -> None:
    """Texts, numbers, days and times as cells of their own kinds."""
    rows = [row(TYPED), row({"Tracking ID": "7"})]
    source = xls(columns, rows) if kind == "xls" else ods(columns, *map(line, rows))
    found = read_export(source).rows

    assert ["9000001", "7"] == [one.complaint.number for one in found]
    assert [datetime(2026, 1, 3, 1, 30, 15, tzinfo=UTC)] * 2 == [
        one.complaint.submitted_at for one in found
    ]
    assert [(2, 4), (3, 4)] == [(one.row, one.rating) for one in found]
    assert {"Jalan berlubang,\ndi depan pasar."} == {one.complaint.body for one in found}


def test_errors_in_an_old_workbook_are_told(columns: list[str], row: Row) -> None:
    """Calamine takes them for empty cells."""

    def change(book: xlwt.Workbook) -> None:
        cells = book.get_sheet(0).row(1)
        cells.set_cell_error(columns.index("Rating"), "#N/A!")

    (found,) = read_export(xls(columns, [row()], change)).rows

    assert (None, ["error_cell"]) == (found.rating, [one.code for one in found.notes])


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (struct.pack("<d", 4.0), (4, [])),
        (b"\x02\x00\x2a\x00\x00\x00\xff\xff", (None, ["error_cell"])),
        (b"\x03\x00\x00\x00\x00\x00\xff\xff", (None, [])),
    ],
)
def test_what_a_formula_came_to_in_an_old_workbook(
    result: bytes, expected: tuple[int | None, list[str]], columns: list[str], row: Row
) -> None:
    """A number, an error, or an empty text."""

    def change(book: xlwt.Workbook) -> None:
        book.get_sheet(0).write(1, columns.index("Rating"), xlwt.Formula("2+2"))

    content = xls(columns, [row()], change).getvalue()
    at = (
        content.index(
            struct.pack("<HH", 1, columns.index("Rating")), content.index(b"\x06\x00", 512)
        )
        + 6
    )
    source = io.BytesIO(content[:at] + result + content[at + 8 :])
    (read,) = read_export(source).rows

    assert expected == (read.rating, [one.code for one in read.notes])


def hidden_rows(source: io.BytesIO) -> list[tuple[int, bool]]:
    with workbook_sheets(source, Headings()) as sheets:
        return [(one.row, one.is_hidden) for one in sheets.read[0].records]


def test_hidden_rows_of_each_kind_are_known(columns: list[str], row: Row) -> None:
    """Those that a filter leaves out."""

    def change(book: xlwt.Workbook) -> None:
        book.get_sheet(0).row(2).hidden = True

    rows = [row(), row({"Tracking ID": "7"}), row({"Tracking ID": "8"})]
    first, second, third = map(line, rows)
    hidden = second.replace("<table:table-row ", '<table:table-row table:visibility="filter" ')

    assert [(2, False), (3, True), (4, False)] == hidden_rows(xls(columns, rows, change))
    assert [(2, False), (3, True), (4, False)] == hidden_rows(ods(columns, first, hidden, third))


def test_merged_cells_of_each_kind_count_for_the_rows_that_they_cover(
    columns: list[str], row: Row
) -> None:
    """Not what stands beside them, nor in the first line."""
    place = columns.index("Status Laporan")
    covered = row({"Tracking ID": "7", "Status Laporan": ""})
    spanned = row()
    spanned[place] = cell(spanned[place], 'table:number-rows-spanned="2"')
    covered_cells: list[Any] = [*covered]
    covered_cells[place] = "<table:covered-table-cell/>"

    def change(book: xlwt.Workbook) -> None:
        book.get_sheet(0).merge(1, 2, place, place)

    for source in (
        xls(columns, [row(), covered], change),
        ods(columns, line(spanned), line(covered_cells)),
    ):
        found = read_export(source).rows

        assert ["Ditutup oleh Sistem"] * 2 == [one.status_label for one in found]


ERROR = 'calcext:value-type="error"'
TEXT = '<table:table-cell office:value-type="string"'
SPACES_AGAIN = '<text:s text:c="1000000"/>' * 700
SPACE_BOMB = f"{TEXT}><text:p>{SPACES_AGAIN}</text:p></table:table-cell>"
ERROR_BOMB = (
    f'<table:table-cell table:formula="1" {ERROR} table:number-columns-repeated="1000000"/>'
)
LOST = f"{TEXT}><text:p><![CDATA[a]]></text:p></table:table-cell>"


@pytest.mark.parametrize(
    "odd",
    [
        f'<table:table-cell office:value-type="string" office:string-value="" {ERROR}/>',
        f"{TEXT} {ERROR}><text:p>Err:502</text:p></table:table-cell>",
        '<table:table-cell table:formula="of:=1+1"/>',
    ],
)
def test_errors_in_an_ods_are_told(odd: str, columns: list[str], row: Row) -> None:
    """As is a formula that was never worked out."""
    cells = row({"Tracking ID": "7"})
    cells[columns.index("Kategori")] = odd
    (found,) = read_export(ods(columns, line(cells))).rows

    assert (None, ["error_cell"]) == (found.complaint.category, [one.code for one in found.notes])


def test_what_an_ods_repeats_to_its_end_is_nothing(columns: list[str], row: Row) -> None:
    """LibreOffice writes empty cells and rows so."""
    end = '<table:table-cell table:number-columns-repeated="16358"/></table:table-row>'
    rows = (
        line(row()).replace("</table:table-row>", end),
        f'<table:table-row table:number-rows-repeated="1048574">{end}',
    )
    export = read_export(ods(columns, *rows))

    assert [2] == [one.row for one in export.rows]


def test_a_row_that_an_ods_repeats_is_there_as_often(columns: list[str], row: Row) -> None:
    """The second one is the same complaint again."""
    export = read_export(ods(columns, line(row(), 'table:number-rows-repeated="2"')))

    assert ([3], 1) == ([one.row for one in export.rows], export.updates)


LONG = "a" * 1_000_000


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        (line(["a"], 'table:number-rows-repeated="1000000"') + line(["a"] * 9), "cells"),
        (line([cell("a", 'table:number-columns-repeated="1000000"')] * 4), "cells"),
        ('<table:table-row table:number-rows-repeated="900000"/>' + line(["a"] * 9), "cells"),
        (line([cell(LONG, 'table:number-columns-repeated="1000"')]), "bytes"),
        (line([LONG], 'table:number-rows-repeated="1000"'), "bytes"),
        (line([SPACE_BOMB]), "bytes"),
        (line([ERROR_BOMB] * 4), "cells"),
    ],
)  # fmt: skip
def test_what_an_ods_repeats_is_counted(rows: str, where: str) -> None:
    """As often as it would be written out."""
    assert ("too_large", where) == refused(package(table(rows)))


@pytest.mark.parametrize(
    "tables",
    [
        table(line(["a"]), name="A") + table(line(["b"]), name="A"),
        table(line(["<table:table-cell>" + table(line(["a"]), name="B") + "</table:table-cell>"])),
        table("<table:table-row>" + line(["a"]) + "</table:table-row>"),
        table(line([LOST])),
        table(line(["a"], 'table:number-rows-repeated="-1"')),
        table(line(["a"], 'table:number-rows-repeated="satu"')),
    ],
)  # fmt: skip
def test_an_ods_that_could_be_understood_in_two_ways_is_refused(tables: str) -> None:
    """Sheets of one name, one within another, rows within rows, and texts that would be lost."""
    assert "damaged_workbook" == refused(package(tables))[0]


def test_sheets_of_an_ods_that_are_hidden_are_named_only(columns: list[str], row: Row) -> None:
    """As in other workbooks."""
    shown = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="h" style:family="table">{shown}</style:style>'
    tables = table(
        line(columns),
        line(row({"Tracking ID": "7"})),
        about='table:style-name="h"',
        name="Cadangan",
    )
    export = read_export(package(tables + table(line(columns), line(row())), styles=style))

    assert (["9000001"], ("Cadangan",)) == (
        [one.number for one in export.complaints], export.other_sheets,
    )  # fmt: skip


def test_workbooks_with_a_password_are_told_in_plain_words(columns: list[str], row: Row) -> None:
    """Of each kind."""
    content = xls(columns, [row()]).getvalue()
    begin = content.index(b"\x09\x08\x10\x00")
    locked = content[: begin + 20] + b"\x2f\x00\x04\x00" + content[begin + 24 :]
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    for source in (io.BytesIO(locked), package("", entry)):
        with pytest.raises(FormatError) as caught:
            read_export(source)

        assert "is protected by a password: save it without one, and try again" == (
            caught.value.describe()
        )
        assert "tanpa kata sandi" in caught.value.describe("id")


def test_an_old_file_that_is_no_workbook_is_damaged(columns: list[str], row: Row) -> None:
    """A letter, say; or one with a zip behind it, which calamine would open instead."""
    content = xls(columns, [row()]).getvalue()
    letter = content.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    twice = content + package("").getvalue()
    entry = content.index("Workbook".encode("utf-16-le"))
    two_books = content[: entry + 128] + content[entry : entry + 128] + content[entry + 256 :]
    two_sheets = xls(columns, [], lambda book: book.add_sheet("Lain")).getvalue()
    first, second = re.findall(rb"\x85\x00[\x00-\x30]\x00(.{4})\x00\x00", two_sheets, re.DOTALL)
    one_sheet_twice = two_sheets.replace(second + b"\x00\x00", first + b"\x00\x00")
    for source in (letter, twice, two_books, one_sheet_twice, content[:600], content[:40]):
        assert "damaged_workbook" == refused(io.BytesIO(source))[0]


def test_long_texts_of_an_old_workbook_go_over_its_records(columns: list[str], row: Row) -> None:
    """Where one goes on, its letters may be of another width."""
    rows = [
        row({"Tracking ID": str(n), "Isi Laporan Awal": f"{'aé漢'[n % 3] * 2_900}{n}"})
        for n in range(300)
    ]
    found = read_export(xls(columns, rows)).complaints

    assert [one[columns.index("Isi Laporan Awal")] for one in rows] == [one.body for one in found]


def test_an_old_workbook_may_be_large(columns: list[str], row: Row) -> None:
    """Its own table of contents then takes parts of their own."""
    rows = [
        row({"Tracking ID": str(n), "Url SK": f"{'é漢'[n % 2] * 30_000}{n}"}) for n in range(200)
    ]

    assert 200 == len(read_export(xls(columns, rows)))


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter", "odf"])
def test_what_pandas_writes_is_the_same_export(
    engine: str, columns: list[str], row: Row, as_csv: Callable[..., io.BytesIO]
) -> None:
    """By each of the writers that it has: rows of many shapes, with empty cells here and there."""
    blank = [{}, {"Rating": ""}, {"Kategori": "", "Kelurahan": ""}, {"Alasan Tunda/Arsip": ""}]
    rows = [row({"Tracking ID": str(n), **blank[n % 4]}) for n in range(200)]
    into = io.BytesIO()
    pd.DataFrame(rows, columns=columns).to_excel(into, engine=engine, index=False)
    into.seek(0)
    expected = read_export(as_csv(rows, preamble=[]))
    found = read_export(into)

    assert expected.complaints == found.complaints
    assert [one.rating for one in expected.rows] == [one.rating for one in found.rows]
