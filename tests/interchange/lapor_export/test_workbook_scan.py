"""Workbooks of a few kilobytes that would take gigabytes, and those that only look so."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlwt

from sp4n.interchange import FormatError, read_export
from sp4n.interchange.lapor_export import source, workbook, workbook_scan, xlsx_scan

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

SHEET, BOOK, LINKS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TEXTS = "xl/sharedStrings.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from sp4n.interchange import FormatError, read_export
try:
    export = read_export(sys.argv[1])
except FormatError as error:
    print(error.code, error.faults[0].where)
else:
    print(len(export))
"""


def changed(source: io.BytesIO, changes: Mapping[str, Callable[[str], str]]) -> io.BytesIO:
    """The same workbook, with other parts, packed."""
    into = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            content = old.read(name).decode() if name in old.namelist() else ""
            new.writestr(name, changes[name](content) if name in changes else content)
    into.seek(0)
    return into


def with_rows(source: io.BytesIO, rows: str, texts: str = "") -> io.BytesIO:
    """The same workbook with rows behind its own, and a table of texts."""
    return changed(
        source,
        {
            SHEET: lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"),
            TEXTS: lambda _: f"<sst {SPACE}>{texts}</sst>",
        },
    )


def with_sheet(source: io.BytesIO, change: Callable[[str], str]) -> io.BytesIO:
    return changed(source, {SHEET: change})


def read_apart(source: io.BytesIO, folder: Path) -> str:
    """What comes of it in a process that may take so much memory, and no more."""
    path = folder / "export"
    path.write_bytes(source.getvalue())
    command = [sys.executable, "-c", CHILD, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    return (done.stdout or done.stderr[-300:]).strip()


def refused(source: io.BytesIO) -> tuple[str, str]:
    with pytest.raises(FormatError) as caught:
        read_export(source)
    return caught.value.code, caught.value.faults[0].where


CELL_AGAIN = '<c r="A90"><v>1</v></c>'
CELL = '<c t="s"><v>0</v></c>'
BOMBS = {
    "a far cell": ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "", "cells"),
    "cells over one another": (f"<row>{CELL_AGAIN * 150_000}</row>" * 21, "", "cells"),
    "a long text again and again": (
        f"<row>{CELL * 1_000}</row>", f"<si><t>{'a' * 1_000_000}</t></si>", "bytes",
    ),
    "texts without end": ("", "<si/>" * 3_000_001, "texts"),
    "a row without end": (f"<row>{'<c/>' * 2_000_000}</row>", "", "bytes"),
    "one thing in another": ("<row>" + "<a>" * 3_000_000, "", "bytes"),
    "a text without end": (f"<row><c><is><t>{'a' * 6_000_000}</t></is></c></row>", "", "bytes"),
    "a text of many runs": (
        f"<row><c><is>{'<r><t>aaaaaaaa</t></r>' * 300_000}</is></c></row>", "", "bytes",
    ),
}  # fmt: skip


LONG = dict.fromkeys(["cells over one another", "texts without end"], pytest.mark.long)


@pytest.mark.parametrize(
    "bomb",
    [pytest.param(bomb, id=name, marks=LONG.get(name, ())) for name, bomb in BOMBS.items()],
)
def test_a_small_file_takes_little_memory(
    bomb: tuple[str, str, str], row: Row, as_xlsx: Write, tmp_path: Path
) -> None:
    """It is refused before anything is laid out."""
    rows, texts, where = bomb
    source = with_rows(as_xlsx([row()]), rows, texts)

    assert f"too_large {where}" == read_apart(source, tmp_path)


def test_a_table_may_not_ask_for_more_texts_than_it_has(
    row: Row, as_xlsx: Write, tmp_path: Path
) -> None:
    """Calamine would make room for them."""
    source = changed(
        as_xlsx([row()]), {TEXTS: lambda _: f'<sst {SPACE} uniqueCount="4294967295"/>'}
    )

    assert "too_large texts" == read_apart(source, tmp_path)


@pytest.mark.parametrize("sheets", [1, 40])
def test_an_old_workbook_takes_little_memory(sheets: int, tmp_path: Path) -> None:
    """Calamine lays all of its sheets out when it opens one."""
    book = xlwt.Workbook()
    for number in range(sheets):
        book.add_sheet(str(number)).write(65_535, 255, 1)
    into = io.BytesIO()
    book.save(into)

    assert "too_large cells" == read_apart(into, tmp_path)


@pytest.mark.long
def test_a_long_text_again_and_again_in_an_old_workbook(tmp_path: Path) -> None:
    """Each cell would have its own."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Laporan")
    for number in range(60_000):
        sheet.write(number, 0, "a" * 32_000)
    into = io.BytesIO()
    book.save(into)

    assert "too_large bytes" == read_apart(into, tmp_path)


def test_bytes_are_counted_as_they_are_unpacked(
    monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """Whatever the zip says; one that says something else is damaged."""
    source = as_xlsx([row()])
    with zipfile.ZipFile(source) as archive:
        told = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    head, found, tail = source.getvalue().rpartition(told)
    lying = head + (100).to_bytes(4, "little") + tail

    assert found
    assert "damaged_workbook" == refused(io.BytesIO(lying))[0]

    source.seek(0)
    monkeypatch.setattr(workbook_scan, "_BYTES_LIMIT", 5_000)
    assert ("too_large", "bytes") == refused(source)


def test_what_is_between_rows_is_no_cell(row: Row, as_xlsx: Write) -> None:
    """Styled cells to the end of the sheet, and rows to its foot, hold nothing."""
    styled = "".join(
        f'<row r="{number}"><c r="{"A" if number % 2 else "XFD"}{number}" s="0"/></row>'
        for number in range(40, 900)
    )
    source = with_rows(as_xlsx([row()]), f'{styled}<row r="1048576"/>')

    assert 1 == len(read_export(source))


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("<row", "<x:row").replace("</row", "</x:row"),
        lambda xml: xml.replace("<c ", "<x:c ").replace("</c>", "</x:c>"),
        lambda xml: re.sub(' r="([A-Z0-9]+)"', r" r = '\1' ", xml),
        lambda xml: xml.replace("<row", "\n<row"),
        lambda xml: xml.replace("</row>", "</row >"),
        lambda xml: xml.replace("<v>", "<v >"),
        lambda xml: "\ufeff" + xml,
    ],
)
def test_xml_may_be_written_in_many_ways(
    change: Callable[[str], str], row: Row, as_xlsx: Write
) -> None:
    """With prefixes, other quotes, and spaces."""
    source = as_xlsx(
        [row({"Rating": number % 5 + 1, "Tracking ID": number}) for number in range(9)]
    )

    def prefixed(xml: str) -> str:
        whole = change(xml)
        return whole.replace("<worksheet ", '<worksheet xmlns:x="x" ')

    assert list("012345678") == [
        one.number for one in read_export(with_sheet(source, prefixed)).complaints
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: f'<!DOCTYPE worksheet [<!ENTITY a "b">]>{xml}',
        lambda xml: xml.replace("<row ", "<row><row ", 1).replace("</row>", "</row></row>", 1),
        lambda xml: xml.replace('t="inlineStr"', 't="inlineStr" x=">"', 1),
        lambda xml: xml.encode("utf-16").decode("latin-1"),
        lambda xml: f"lain{xml}",
    ],
)
def test_xml_that_could_be_understood_in_two_ways_is_refused(
    change: Callable[[str], str], row: Row, as_xlsx: Write
) -> None:
    """What is counted must be what is read; a sign ``>`` within quotes is no such case."""
    source = with_sheet(as_xlsx([row()]), change)
    if 'x=">"' in change('t="inlineStr"'):
        assert 1 == len(read_export(source))
    else:
        assert "damaged_workbook" == refused(source)[0]


def scanned(source: io.BytesIO) -> tuple[dict[str, int], workbook_scan.Notes]:
    """What the scan counts, and notes of the only sheet."""
    room = workbook_scan.Room()
    with zipfile.ZipFile(source) as archive:
        (notes,) = xlsx_scan.xlsx_notes(archive, workbook_scan.parts_of(archive), room)
    return vars(room), notes


SHAPES = {
    "texts of the table": '<c r="A{0}" t="s"><v>0</v></c><c r="C{0}" s="1" t="s"><v>1</v></c>',
    "texts of their own": '<c r="B{0}" t="inlineStr"><is><t>a &#10;b r="A1"</t></is></c>',
    "numbers and results": '<c r="A{0}"><v>4.5</v></c><c r="AB{0}" t="str"><v>a</v></c>',
    "empty cells": '<c r="A{0}"/><c r="B{0}" t="n"></c><c r="AN{0}" s="1" />',
    "many columns": '<c r="A{0}"><v>1</v></c><c r="CV{0}"><v>1</v></c><c r="IV{0}"/>',
    "too many columns": '<c r="A{0}"><v>1</v></c><c r="IW{0}"><v>1</v></c>',
    "no cells": "",
}


@pytest.mark.parametrize("cells", SHAPES.values(), ids=SHAPES)
def test_plain_rows_count_as_parsed_ones_do(
    cells: str, monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """They are not parsed, for speed; among them are odd ones, which are."""
    odd = '<row r="{0}"><c r="A{0}" t="e"><v>#N/A</v></c><c t="s"><v>1</v></c></row>'
    rows = [f'<row r="{n}" spans="1:3">{cells}</row>'.format(n) for n in range(20, 120)]
    rows[50:50] = [odd.format(150), rows[-1].replace('spans="1:3"', 'hidden="1"'), rows[3]]
    texts = f"<si><t>{'a' * 1_000}</t></si><si><t>b</t></si>"
    source = with_rows(as_xlsx([row()]), "".join(rows), texts)
    counted, notes = scanned(source)
    monkeypatch.setattr(xlsx_scan, "_plain_row", lambda _: re.compile(b"(?!)"))
    counted_anew, parsed = scanned(source)

    assert counted_anew == counted
    assert (parsed.unsure, parsed.hidden, parsed.misplaced) == (
        notes.unsure, notes.hidden, notes.misplaced,
    )  # fmt: skip
    assert ({119}, {23, 119} if cells else set()) == (notes.hidden, notes.misplaced)


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("size", [1, 7, 64, 1_000])
def test_it_is_the_same_in_pieces_of_any_size(
    size: int, prefix: str, monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """Whatever is cut, be it a row, a tag or a number."""
    cells = (
        '<c r="A{0}" t="s"><v>{1}</v></c><c r="B{0}" t="e"/><c r="C{0}" t="s"><v></v></c>',
        '<c r="A{0}" t="s"><v>{1}</v></c><c r="B{0}" t="s"><v>1</v></c>',
    )
    rows = "".join(f'<row r="{n}">{cells[n % 3 % 2].format(n, n)}</row>' for n in range(20, 80))
    rows = re.sub("<(/?)(?=[rcv])", rf"<\1{prefix}", rows)
    texts = "".join(f"<si><t>{'a' * n}</t></si>" for n in range(80))
    source = changed(
        with_rows(as_xlsx([row()]), rows, texts),
        {SHEET: lambda xml: xml.replace("<worksheet ", f"<worksheet xmlns:x={SPACE[6:]} ")},
    )
    counted, notes = scanned(source)
    monkeypatch.setattr(workbook_scan, "_PIECE_BYTES", size)
    counted_anew, noted_anew = scanned(source)

    assert counted_anew == counted
    assert noted_anew.unsure == notes.unsure
    assert {2, 3} == {column for cells in notes.unsure.values() for column in cells}


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ('<row r="20"><c r="A20" t="s"><v>0</v></c><c r="C20" t="s"><v>0</v></c></row>', 2_000),
        ('<row r="20"><c r="C20" t="s"><v>0</v></c><c r="A20" t="s"><v>0</v></c></row>', 2_000),
        ('<row r="20"><c r="A20" t="s"><v>0</v><v>0</v></c></row>', 2_000),
        ('<row r="20"><c r="A20" t="s"><f>A1</f><v>0</v></c></row>', 1_000),
        ('<row r="20"><c r="A20" t="s"><v></v></c><c t="s"/><c r="D20"><v>0</v></c></row>', 0),
    ],
)
def test_a_text_of_the_table_counts_as_often_as_it_is_shown(
    rows: str, counted: int, row: Row, as_xlsx: Write
) -> None:
    """By plain rows and by others."""
    plain = '<row r="19"><c r="A19"><v>1</v></c></row>'
    source = as_xlsx([row()])
    text = f"<si><t>{'a' * (1_000 - len('<si><t></t></si>'))}</t></si><si/>"
    with_texts, without = (
        scanned(with_rows(source, plain + rows.replace('t="s"', kind), text))[0]["_bytes"]
        for kind in ('t="s"', 't="n"')
    )

    assert counted == with_texts - without


@pytest.mark.parametrize(
    "value",
    ["x", "-1", "1.0", " 0 ", "0\n", "&#48;", "<![CDATA[0]]>", "<!-- a -->0", "0<?a?>", "99"],
)
def test_a_text_that_is_referred_to_oddly_is_refused(value: str, row: Row, as_xlsx: Write) -> None:
    """Calamine may understand it otherwise than we do, or there is none of that number."""
    rows = f'<row r="20"><c r="A20" t="s"><v>{value}</v></c></row>'
    source = with_rows(as_xlsx([row()]), rows, "<si><t>a</t></si>")

    assert "damaged_workbook" == refused(source)[0]


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter"])
def test_what_programs_write_is_plain(engine: str, row: Row) -> None:
    """Or a large export would take several times as long."""
    into = io.BytesIO()
    rows = [row({"Tracking ID": n, "Rating": n % 5 or None}) for n in range(9)]
    pd.DataFrame(rows).to_excel(into, engine=engine, index=False, header=False)
    with zipfile.ZipFile(into) as archive:
        xml = archive.read(SHEET)
    data = xml[xml.index(b"<row") : xml.index(b"</sheetData>")]

    assert data == b"".join(one[0] for one in xlsx_scan._plain_row(32).finditer(data))


@pytest.mark.parametrize(
    "changes",
    [
        {LINKS: lambda xml: xml.replace("</Relationships>", xml[xml.index("<Relationship ") :])},
        {LINKS: lambda xml: xml.replace("worksheets/sheet1.xml", "worksheets/lain.xml")},
        {BOOK: lambda xml: xml.replace("<sheets>", '<sheets><sheet name="lain"/>')},
        {"XL/Workbook.xml": lambda _: "<a/>"},
        {TEXTS: lambda _: f"<sst {SPACE}><si><t><si/></t></si></sst>"},
    ],
)  # fmt: skip
def test_a_package_that_could_be_two_is_refused(
    changes: Mapping[str, Callable[[str], str]], row: Row, as_xlsx: Write
) -> None:
    """Parts that are there twice, or are called by two names."""
    assert "damaged_workbook" == refused(changed(as_xlsx([row()]), changes))[0]


def test_a_zip_with_a_comment_or_another_packing_is_refused(row: Row, as_xlsx: Write) -> None:
    """A comment may hold a second list of parts."""
    for comment, packing in ((b"lain", zipfile.ZIP_DEFLATED), (b"", zipfile.ZIP_BZIP2)):
        into = io.BytesIO()
        with zipfile.ZipFile(as_xlsx([row()])) as old, zipfile.ZipFile(into, "w", packing) as new:
            new.comment = comment
            for name in old.namelist():
                new.writestr(name, old.read(name))
        into.seek(0)

        assert "damaged_workbook" == refused(into)[0]


def test_a_workbook_has_a_last_sheet(
    monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """Each is looked into."""
    monkeypatch.setattr(workbook_scan, "_SHEETS_LIMIT", 0)

    assert ("too_large", "sheets") == refused(as_xlsx([row()]))


def test_an_old_workbook_has_a_last_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    """One with a password is told as such, however large."""
    monkeypatch.setattr(workbook, "_OLD_LIMIT_BYTES", 500)

    assert ("too_large", "bytes") == refused(io.BytesIO(source.OLD_MAGIC + bytes(600)))
    locked = source.OLD_MAGIC + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "locked_workbook" == refused(io.BytesIO(locked))[0]


def test_a_workbook_may_lack_styles(row: Row, as_xlsx: Write) -> None:
    """Its texts are the same."""
    into = io.BytesIO()
    with zipfile.ZipFile(as_xlsx([row()])) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            if name != "xl/styles.xml":
                new.writestr(name, old.read(name))
    into.seek(0)

    assert 1 == len(read_export(into))
