"""Workbooks of a few kilobytes that would take gigabytes, and those that only look so."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlwt

from sp4n.interchange import FormatError, read_export
from sp4n.interchange.export import workbook, workbook_scan, xlsx_scan

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


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
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
        f'<row r="{number}"><c r="XFD{number}" s="0"/></row>' for number in range(40, 900)
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


def test_each_row_is_counted_whatever_its_shape(
    monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """Rows of a known shape are not parsed again: their cells and texts count the same."""
    cells = "".join(f'<c r="{letter}{{0}}" t="s"><v>{{1}}</v></c>' for letter in "ABC")
    rows = "".join(f'<row r="{n}">{cells.format(n, n % 2)}</row>' for n in range(20, 120))
    source = with_rows(as_xlsx([row()]), rows, f"<si><t>{'a' * 1_000}</t></si><si><t>b</t></si>")
    counted: list[int] = []
    monkeypatch.setattr(workbook_scan.Room, "add_bytes", lambda _, count: counted.append(count))
    read_export(source)
    total = sum(counted)
    counted.clear()
    monkeypatch.setattr(xlsx_scan, "_SHAPES_LIMIT", 0)
    source.seek(0)
    read_export(source)

    assert sum(counted) == total
    assert total > 150 * len(f"<si><t>{'a' * 1_000}</t></si>")


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

    assert ("too_large", "bytes") == refused(io.BytesIO(workbook.OLD_MAGIC + bytes(600)))
    locked = workbook.OLD_MAGIC + bytes(600) + "EncryptedPackage".encode("utf-16-le")
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
