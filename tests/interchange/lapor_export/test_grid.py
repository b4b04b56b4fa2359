"""Cells and rows as other programs, and odd ones, write them: never somebody else's text."""

import io
import zipfile

import openpyxl
import pytest

from sp4n.interchange import FormatError, read_export

COLUMNS = (
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Judul Laporan",
    "Isi Laporan Awal", "Tipe Laporan (Anonim/Rahasia)", "Status Laporan",
)  # fmt: skip

CELLS = (
    "9000001",
    "3 Jan 2026",
    "08:15",
    "Jalan rusak",
    "Jalan berlubang.",
    "Anonim",
    "Terverifikasi",
)
NUMBER, TITLE, BODY, PRIVACY = 0, 3, 4, 5
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def written(*rows: str, strings: str = "") -> io.BytesIO:
    """A workbook with those rows below the header, as XML."""
    into, plain = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    header = f"<row>{''.join(map(inline, COLUMNS))}</row>"
    parts = {
        "xl/worksheets/sheet1.xml": f"<worksheet {SPACE}><sheetData>{header}{''.join(rows)}"
        "</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {SPACE}>{strings}</sst>",
    }
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            told = old.read(name).decode().replace("</Types>", f"{STRINGS}</Types>")
            new.writestr(name, parts.pop(name, told))
        for name, content in parts.items():
            new.writestr(name, content)
    into.seek(0)
    return into


def row_with(place: int, cell: str, row: str = "<row>") -> str:
    cells = [inline(text) for text in CELLS]
    cells[place] = cell
    return f"{row}{''.join(cells)}</row>"


def refused(source: io.BytesIO) -> str:
    with pytest.raises(FormatError) as caught:
        read_export(source)
    return caught.value.code


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="s"><v/></c>',
        '<c t="s"/>',
        '<c t="inlineStr"><v>Anonim</v></c>',
        '<c t="n"><v>NaN</v></c>',
        '<c t="b"/>',
        '<c t="e"/>',
        '<c t="d"/>',
        "<c><f>A1</f></c>",
    ],
)
def test_a_cell_that_is_not_what_it_says_is_told(cell: str) -> None:
    """As blank it would say that somebody is not anonymous."""
    (found,) = read_export(written(row_with(PRIVACY, cell), strings="<si><t>-</t></si>")).rows

    assert (True, True) == (found.complaint.anonymous, found.complaint.confidential)
    assert "error_cell" in [one.code for one in found.notes]


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="s"><v>-1</v></c>',
        '<c t="s"><v>1</v></c>',
        '<c t="s"><v>satu</v></c>',
        '<c t="s"><v> 0 </v></c>',
        '<c t="s"><v>0\n</v></c>',
        '<c t="s"><v>0<!-- --></v></c>',
        '<c t="s"><v><![CDATA[0]]></v></c>',
        '<c t="s"><v>&#48;</v></c>',
        '<c t="s">Anonim<v>0</v></c>',
        '<c t="n"><v>1_000</v></c>',
        '<c t="lain"><v>Anonim</v></c>',
        "<c><x/></c>",
    ],
)
def test_a_cell_that_could_show_the_text_of_another_is_refused(cell: str) -> None:
    """Of an index that is no number, calamine makes the first text of the table."""
    source = written(row_with(PRIVACY, cell), strings="<si><t>Rahasia</t></si>")

    assert "damaged_workbook" == refused(source)


@pytest.mark.parametrize("cell", ["<c/>", "<c><v/></c>", '<c t="inlineStr"/>', '<c t="str"/>'])
def test_a_cell_with_nothing_in_it_is_empty(cell: str) -> None:
    """So writers say that there is nothing; openpyxl writes an empty text as the third."""
    (found,) = read_export(written(row_with(PRIVACY, cell))).rows

    assert (False, ()) == (found.complaint.anonymous, found.notes)


@pytest.mark.parametrize(
    "number", ["1.2345678901234567E+19", "9007199254740992.0", "1e999", "12345678901234567891"]
)
def test_a_number_that_is_not_exact_is_no_tracking_number(number: str) -> None:
    """Its last digits were lost."""
    (found,) = read_export(written(row_with(NUMBER, f"<c><v>{number}</v></c>"))).unreadable

    assert ["error_cell"] == [one.code for one in found.faults]


TEXTS = [
    ("satu_x000D_\ndua", "satu\r\ndua"),
    ("lihat _x005F_x000D_ di sini", "lihat _x000D_ di sini"),
    ("lihat x005F_ dan _x00_", "lihat x005F_ dan _x00_"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_text_is_what_the_citizen_wrote(text: str, expected: str) -> None:
    """Signs that XML can't hold are escaped once, wherever a text stands."""
    cells = (inline(text), f'<c t="str"><v>{text}</v></c>', '<c t="s"><v>0</v></c>')
    rows = [row_with(BODY, cell) for cell in cells]
    found = read_export(written(*rows, strings=f"<si><t>{text}</t></si>"))

    assert [expected] == [one.complaint.body for one in found.rows]
    assert 2 == found.updates


def test_a_text_is_all_of_its_runs() -> None:
    """Not how they are spoken."""
    first = '<r><t xml:space="preserve">Jalan </t></r>'
    runs = f'{first}<r><t>rusak</t></r><rPh sb="0" eb="1"><t>ja</t></rPh>'
    source = written(row_with(TITLE, '<c t="s"><v>0</v></c>'), strings=f"<si>{runs}</si>")

    assert "Jalan rusak" == read_export(source).complaints[0].title


@pytest.mark.parametrize("number", ["x", "0", "-3", "9999999", "2.5", "", "7.0", "A2"])
def test_a_row_whose_number_can_not_be_is_refused(number: str) -> None:
    """Nobody knows where its cells are."""
    source = written(row_with(BODY, inline("Berlubang."), f'<row r="{number}">'))

    assert "damaged_workbook" == refused(source)


def test_rows_and_cells_need_not_say_where_they_are() -> None:
    """Each follows the one before; what only spaces are is nothing."""
    spaced = row_with(BODY, inline("Berlubang."), '<row r="4">').replace("><c", ">\n <c")
    rows = [
        spaced.replace("9000001", "1"),
        row_with(NUMBER, inline("2")),
        row_with(NUMBER, '<c r="A9"><v>3</v></c>'),
    ]
    found = read_export(written(*rows, strings="<si><t>-</t></si>")).rows

    assert [(4, "1"), (5, "2")] == [(one.row, one.complaint.number) for one in found]


@pytest.mark.parametrize("empty", ["<si/>", "<si><t/></si>", "<si></si>", "<si><r/></si>"])
def test_an_empty_text_of_the_table_is_one(empty: str) -> None:
    """Without it, each later one would be another's."""
    source = written(row_with(TITLE, '<c t="s"><v>1</v></c>'), strings=f"{empty}<si><t>b</t></si>")

    assert "b" == read_export(source).complaints[0].title


def test_formulas_behind_the_rows_are_of_no_cell() -> None:
    """Small charts have some, for instance; the last cell stays empty."""
    last = row_with(PRIVACY, "<c/>").replace(inline(CELLS[-1]), inline(CELLS[-1]) + '<c r="Z2"/>')
    source = written(f"{last}</sheetData><extLst><f>A1</f></extLst><sheetData>")
    (found,) = read_export(source).rows

    assert () == found.notes
