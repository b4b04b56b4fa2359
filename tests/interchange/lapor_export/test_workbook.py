"""Exports as workbooks: typed cells, odd sheets, and files that are broken."""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break

from sp4n.errors import MissingExtra
from sp4n.interchange import FormatError, read_export
from sp4n.interchange.lapor_export import workbook

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]


def refused(source: io.BytesIO) -> str:
    with pytest.raises(FormatError) as caught:
        read_export(source)
    return caught.value.code


def repacked(source: io.BytesIO, name: str, change: Callable[[bytes], bytes]) -> io.BytesIO:
    """The same zip with one of its files changed."""
    into = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(into, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            new.writestr(one, change(content) if one == name else content)
    into.seek(0)
    return into


@pytest.mark.parametrize("number", [9_000_001, 9_000_001.0, "9000001", " 9000001 ", "9000001.0"])
def test_a_number_may_be_a_number(number: object, row: Row, as_xlsx: Write) -> None:
    """It is the same complaint."""
    assert "9000001" == read_export(as_xlsx([row({"Tracking ID": number})])).complaints[0].number


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 1, 3), time(1, 30, 15)),
        (datetime(2026, 1, 3), "01:30:15"),  # noqa: DTZ001
        (datetime(2026, 1, 3, 1, 30, 15), datetime(2026, 1, 3, 1, 30, 15)),  # noqa: DTZ001
        ("3 Jan 2026", time(1, 30, 15)),
    ],
)
def test_days_and_times_may_be_cells_of_their_own_kind(
    day: object, moment: object, row: Row, as_xlsx: Write
) -> None:
    """Spreadsheets turn texts into them."""
    cells = {"Tanggal Laporan Masuk": day, "Waktu Laporan Masuk": moment}
    (found,) = read_export(as_xlsx([row(cells)])).complaints

    assert datetime(2026, 1, 3, 1, 30, 15, tzinfo=UTC) == found.submitted_at


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Tanggal Laporan Masuk", 46_025, None),  # as spreadsheets count days
        ("Tanggal Laporan Masuk", 3.5, "not_a_day"),
        ("Waktu Laporan Masuk", 0.5, None),  # noon
        ("Tracking ID", True, "not_a_tracking_number"),
        ("Tracking ID", 900_000.5, "not_a_tracking_number"),
        ("Rating", 4.0, None),
        ("Judul Laporan", 112, None),
    ],
)
def test_numbers_elsewhere_are_what_they_are(
    column: str, cell: object, code: str | None, row: Row, as_xlsx: Write
) -> None:
    """A bare number is a day or a time only where a spreadsheet counts it so."""
    export = read_export(as_xlsx([row({column: cell})]))

    assert ([] if code is None else [code]) == [one.faults[0].code for one in export.unreadable]
    assert (code is None) == (len(export) == 1)


def test_a_formula_that_was_never_worked_out_is_no_empty_cell(row: Row, as_xlsx: Write) -> None:
    """Programs that write formulas leave that to spreadsheets; nothing is worked out here."""
    cells = {"Isi Laporan Akhir": ArrayFormula("A1", "=SUM(A2)"), "Rating": "=4"}
    (found,) = read_export(as_xlsx([row(cells)])).rows

    assert (None, None) == (found.final_body, found.rating)
    assert [("Isi Laporan Akhir", "error_cell"), ("Rating", "error_cell")] == sorted(
        (one.where, one.code) for one in found.notes
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c><f>2+2</f><v>4</v></c>", (4, [])),
        ('<c t="str"><f>IF(1,"","")</f><v></v></c>', (None, [])),
        ("<c><f>2+2</f></c>", (None, ["error_cell"])),
    ],
)
def test_what_a_formula_came_to_is_read(
    cell: str, expected: tuple[int | None, list[str]], row: Row, as_xlsx: Write
) -> None:
    """As the spreadsheet kept it; an empty text is one."""
    source = repacked(
        as_xlsx([row({"Rating": 1})]), "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb'<c r="Z12".*?</c>', f'<c r="Z12"{cell[2:]}'.encode(), xml),
    )  # fmt: skip
    (found,) = read_export(source).rows

    assert expected == (found.rating, [one.code for one in found.notes])


def test_a_truth_is_a_word(row: Row, as_xlsx: Write) -> None:
    """Not the number 1."""
    (found,) = read_export(as_xlsx([row({"Kategori": True, "Rating": True})])).rows

    assert ("TRUE", None) == (found.complaint.category, found.rating)


@pytest.mark.parametrize("breaks", [0, 1])
def test_what_is_printed_on_each_page_is_no_cell(breaks: int, row: Row, as_xlsx: Write) -> None:
    """LibreOffice writes a header and a footer below the rows of every sheet."""
    rows = [row(), row({"Tracking ID": "9000002", "Rating": "lima"})]
    book = openpyxl.load_workbook(as_xlsx(rows))
    sheet = book.worksheets[0]
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text, sheet.oddFooter.center.text = "Laporan 7", "Halaman &P"
    for _ in range(breaks):
        sheet.row_breaks.append(Break(id=3))
    book.save(source := io.BytesIO())
    source.seek(0)

    assert 2 == len(read_export(source))


def test_days_may_be_counted_from_1904(row: Row, as_xlsx: Write) -> None:
    """As Excel did on the Macintosh."""
    book = openpyxl.load_workbook(as_xlsx([row({"Tanggal Laporan Masuk": date(2026, 1, 3)})]))
    book.epoch = CALENDAR_MAC_1904
    into = io.BytesIO()
    book.save(into)
    into.seek(0)

    assert date(2026, 1, 3) == read_export(into).complaints[0].submitted_at.date()


@pytest.mark.parametrize(
    "dimension",
    [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:B3"/>', b'<dimension ref="A1:ZZ9999"/>'],
)
def test_the_size_that_a_sheet_tells_is_not_believed(
    dimension: bytes, row: Row, as_xlsx: Write
) -> None:
    """Some writers tell a wrong one; progress ends at what was told nevertheless."""
    told: list[tuple[int, int]] = []

    def change(content: bytes) -> bytes:
        head, _, rest = content.partition(b"<dimension ")
        return head + dimension + rest.partition(b"/>")[2]

    source = repacked(
        as_xlsx([row(), row({"Tracking ID": "2"})]), "xl/worksheets/sheet1.xml", change
    )
    export = read_export(source, progress=lambda done, total: told.append((done, total)))

    assert ["9000001", "2"] == [one.number for one in export.complaints]
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize("column", ["A", "Z"])
def test_rows_that_a_sheet_leaves_out_count(column: str, row: Row, as_xlsx: Write) -> None:
    """The row is that of the workbook."""
    book = openpyxl.load_workbook(as_xlsx([row()]))
    assert book.active is not None
    for place, cell in enumerate(row({"Tracking ID": "2"}), start=1):
        book.active.cell(40, place, cell)
    into = io.BytesIO()
    book.save(into)
    into.seek(0)

    assert [12, 40] == [one.row for one in read_export(into).rows]


def test_a_broken_zip_is_refused(row: Row, as_xlsx: Write) -> None:
    """Cut off, or with other bytes within: nothing of it is trusted."""
    whole = as_xlsx([row()]).getvalue()

    assert "damaged_workbook" == refused(io.BytesIO(whole[:4]))
    assert "damaged_workbook" == refused(io.BytesIO(whole[: len(whole) // 2]))
    assert "damaged_workbook" == refused(io.BytesIO(whole[:4] + b"x" * 500))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/workbook.xml", b""),
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
    ],
)
def test_a_zip_that_is_no_workbook_is_refused(
    name: str, content: bytes, row: Row, as_xlsx: Write
) -> None:
    """Whatever calamine makes of it."""
    assert "damaged_workbook" == refused(repacked(as_xlsx([row()]), name, lambda _: content))


def test_a_sheet_that_breaks_off_is_refused(row: Row, as_xlsx: Write) -> None:
    """Half of the rows would be counted as all."""
    source = as_xlsx([row({"Tracking ID": str(number)}) for number in range(2_000)])
    broken = repacked(source, "xl/worksheets/sheet1.xml", lambda content: content[:-500])

    assert "damaged_workbook" == refused(broken)


def test_a_workbook_without_the_header_is_no_export(as_xlsx: Write) -> None:
    """In none of its sheets."""
    assert "not_an_export" == refused(as_xlsx([], ["Nomor", "Judul Laporan"]))


def test_calamine_is_an_extra(
    monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write, as_csv: Write
) -> None:
    """Without it a CSV can be read nevertheless."""
    workbook = as_xlsx([row()])
    monkeypatch.setitem(sys.modules, "python_calamine", None)

    assert 1 == len(read_export(as_csv([row()])))
    with pytest.raises(MissingExtra) as caught:
        read_export(workbook)
    assert "xlsx" == caught.value.extra


def test_a_sheet_that_is_a_chart_is_passed_over(row: Row, as_xlsx: Write) -> None:
    """Even an empty one: it holds no rows."""
    book = openpyxl.load_workbook(as_xlsx([row()]))
    book.create_chartsheet("Grafik")
    into = io.BytesIO()
    book.save(into)
    into.seek(0)

    assert (1, ()) == (len(export := read_export(into)), export.other_sheets)


@pytest.mark.parametrize("name", ["docProps/core.xml", "xl/theme/theme1.xml"])
def test_what_holds_no_rows_may_be_broken(name: str, row: Row, as_xlsx: Write) -> None:
    """It is not looked at."""
    assert 1 == len(read_export(repacked(as_xlsx([row()]), name, lambda _: b"<")))


def test_a_damaged_workbook_is_told_in_plain_words() -> None:
    """A clerk knows no names of errors."""
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO(b"PK\x03\x04"))

    assert (
        "the workbook is damaged or of an unusual kind: save it again as .xlsx"
        == caught.value.describe()
    )
    assert "simpan ulang sebagai .xlsx" in caught.value.describe("id")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("word/document.xml", ".docx"),
        ("ppt/presentation.xml", ".pptx"),
        ("xl/workbook.bin", ".xlsb"),
        ("content.xml", ".zip"),
        ("laporan.csv", ".zip"),
    ],
)
def test_a_zip_that_is_something_else_is_told(name: str, kind: str) -> None:
    """Whatever the file is called: its content says what it is."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr(name, "<a/>")
    into.seek(0)
    with pytest.raises(FormatError) as caught:
        read_export(into)

    assert (
        f"is a {kind} file, which cannot be read here: open it, and save its table as"
        " .xlsx, .ods or .csv"
    ) == caught.value.describe()


def test_a_panic_of_calamine_is_a_damaged_workbook(
    monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """It is no Exception to Python; an interruption is none of ours."""

    class PanicException(BaseException):
        pass

    def fail(error: type[BaseException]) -> Callable[..., object]:
        def raised(*_: object) -> object:
            raise error

        return raised

    source = as_xlsx([row()]).getvalue()
    monkeypatch.setattr(workbook, "xlsx_notes", fail(PanicException))
    assert "damaged_workbook" == refused(io.BytesIO(source))

    monkeypatch.setattr(workbook, "xlsx_notes", fail(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        read_export(io.BytesIO(source))


def test_a_workbook_may_begin_within_a_file(row: Row, as_xlsx: Write) -> None:
    """It is read from where the file is."""
    file = io.BytesIO(b"lain" + as_xlsx([row()]).getvalue())
    file.seek(4)

    assert 1 == len(read_export(file))
