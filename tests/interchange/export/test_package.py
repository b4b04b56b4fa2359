"""Workbooks of a few kilobytes that would take gigabytes, and those that only look so."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from sp4n.interchange import FormatError, read_export
from sp4n.interchange.export import package, workbook

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OVERRIDE = (
    '<Override PartName="/xl/{name}" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def changed(source: io.BytesIO, changes: Mapping[str, Callable[[str], str]]) -> io.BytesIO:
    """The same workbook, with other parts, packed."""
    into = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            content = old.read(name).decode() if name in old.namelist() else ""
            new.writestr(name, changes[name](content) if name in changes else content)
    into.seek(0)
    return into


def with_strings(source: io.BytesIO, texts: str, name: str = "sharedStrings.xml") -> io.BytesIO:
    """The same workbook with a table of texts, called by some name."""
    return changed(
        source,
        {
            TYPES: lambda xml: xml.replace("</Types>", OVERRIDE.format(name=name)),
            f"xl/{name}": lambda _: f"<sst {SPACE}>{texts}</sst>",
        },
    )


def refused(source: io.BytesIO) -> tuple[str, str]:
    with pytest.raises(FormatError) as caught:
        read_export(source)
    return caught.value.code, caught.value.faults[0].where


@pytest.mark.parametrize("name", ["sharedStrings.xml", "texts.xml"])
@pytest.mark.parametrize(
    ("limit", "where"),
    [
        ({"_STRINGS_LIMIT_BYTES": 100_000}, "bytes"),
        ({"_STRINGS_LIMIT": 10_000}, "texts"),
        ({"_TAGS_AT_ONCE": 2}, "tags"),
    ],
)
def test_a_table_of_texts_has_an_end(
    monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], where: str, name: str, row: Row,
    as_xlsx: Write,
) -> None:  # fmt: skip
    """Whatever its part is called."""
    for key, value in limit.items():
        monkeypatch.setattr(package, key, value)
    source = with_strings(as_xlsx([row()]), "<si><t>ab</t></si>" * 20_000, name)

    assert ("too_large", where) == refused(source)


def test_many_texts_are_no_bomb(row: Row, as_xlsx: Write) -> None:
    """What was read does not count against what comes."""
    texts = "<si><t>ab</t></si>" * (package._TAGS_AT_ONCE // 2)

    assert 1 == len(read_export(with_strings(as_xlsx([row()]), texts)))


def test_a_zip_tells_how_much_it_unpacks_to(
    monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """So nothing needs to be unpacked."""
    monkeypatch.setattr(workbook, "_RATIO_FROM_BYTES", 100_000)
    source = with_strings(as_xlsx([row()]), "<si><t>ab</t></si>" * 200_000)

    assert ("too_large", "bytes") == refused(source)


@pytest.mark.parametrize(
    ("name", "end", "bomb"),
    [
        (SHEET, "</row>", "<c/>"),
        (SHEET, "</sheetData>", "<row2/>"),
        (SHEET, "</row>", f"{'<c/>' * 100}<row/>"),
        (SHEET, "<sheetData>", "<cols><col/></cols>"),
        ("xl/styles.xml", "</cellXfs>", "<xf/>"),
        ("xl/workbook.xml", "</sheets>", "<sheet/>"),
    ],
)
def test_so_many_tags_are_no_row_and_no_style(
    name: str, end: str, bomb: str, row: Row, as_xlsx: Write
) -> None:
    """Each would take memory, however short it is."""
    many = bomb * (2 * package._TAGS_AT_ONCE // bomb.count("<"))
    source = changed(
        as_xlsx([row()]),
        {name: lambda xml: f"{many}{end}".join(xml.rsplit(end, 1))},
    )

    assert ("too_large", "tags") == refused(source)


def test_a_cell_has_an_end(monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write) -> None:
    """No row of an export is that long."""
    monkeypatch.setattr(package, "_BYTES_AT_ONCE", 20_000)

    assert 1 == len(read_export(as_xlsx([row()])))
    assert ("too_large", "bytes") == refused(as_xlsx([row({"Judul Laporan": "a" * 100_000})]))


def test_a_workbook_has_a_last_sheet(
    monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write
) -> None:
    """Each is looked into."""
    monkeypatch.setattr(package, "_SHEETS_LIMIT", 0)

    assert ("too_large", "sheets") == refused(as_xlsx([row()]))


def test_rows_are_not_kept(monkeypatch: pytest.MonkeyPatch, row: Row, as_xlsx: Write) -> None:
    """All together may have more tags, and bytes, than one."""
    monkeypatch.setattr(package, "_TAGS_AT_ONCE", 2_000)
    rows = [row({"Tracking ID": str(number)}) for number in range(500)]

    assert 500 == len(read_export(as_xlsx(rows)))


def test_texts_within_a_text_are_kept_and_count(row: Row, as_xlsx: Write) -> None:
    """Or it would grow without end."""
    texts = f"<si>{'<si/>' * (2 * package._TAGS_AT_ONCE)}</si>"

    assert ("too_large", "tags") == refused(with_strings(as_xlsx([row()]), texts))
