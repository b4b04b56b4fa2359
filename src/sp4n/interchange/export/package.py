"""The package that a workbook is: what openpyxl may read of it, and how much at once.

A workbook of a few kilobytes may hold millions of elements, and each takes memory. So bytes and
tags are counted as they are unpacked, whatever a part is called; the count begins anew with each
row and each text that was read. Of what openpyxl would read, only that is read which cells need.
"""

import re
from collections.abc import Iterator
from typing import IO, Any, Self, cast
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from sp4n.interchange.export.source import refuse_over
from sp4n.interchange.export.texts import text_in

__all__ = ["Part", "elements", "loaded"]

_BYTES_AT_ONCE = 50_000_000  # own choice: a row or a text takes some 5,000
_TAGS_AT_ONCE = 200_000  # own choice: six for each of a row's 16,384 cells make half of them
_STRINGS_LIMIT_BYTES = 600_000_000  # own choice: three times the texts of 100,000 rows
_STRINGS_LIMIT = 5_000_000  # own choice: fifty for each of 100,000 rows
_SHEETS_LIMIT = 250  # own choice: an export has one; joined ones one for each city of a province
_HEAD_BYTES = 4_096  # own choice: what a sheet says of itself stands at its beginning
_STRING_TAG = f"{{{SHEET_MAIN_NS}}}si"
_LAST_ROW = re.compile(
    rb"""<(?:\w+:)?dimension\s+ref=["'](?:[A-Z]+[0-9]+:)?[A-Z]+([0-9]{1,7})["']"""
)


class Part:
    """A part of a package as it is unpacked; FormatError (``too_large``) for too much at once."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self._bytes = self._tags = 0
        self.bytes_in_all = 0

    def read(self, size: int | None = -1) -> bytes:
        """Unpack so many bytes, or all; an empty read is the end."""
        at_most = _BYTES_AT_ONCE - self._bytes + 1
        asked = at_most if size is None or size < 0 else min(size, at_most)
        found = self._inner.read(asked)
        self._bytes += len(found)
        self._tags += found.count(b"<")
        self.bytes_in_all += len(found)
        refuse_over("bytes", _BYTES_AT_ONCE, self._bytes)
        refuse_over("tags", _TAGS_AT_ONCE, self._tags)
        return found

    def begin_anew(self) -> None:
        """Say that what was read so far is not kept."""
        self._bytes = self._tags = 0

    def close(self) -> None:
        """Close what it reads from."""
        self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def elements(part: Part, tag: str, level: int) -> Iterator[Element]:
    """Give each element with a tag; those within so many others are not kept, nor what is beside.

    Where else one stands, it stays, and counts: others could pile up around it.
    """
    source = cast("IO[bytes]", part)
    around: list[Element] = []
    for event, element in iterparse(source, ("start", "end")):  # noqa: S314  # it is bounded
        if event == "start":
            around.append(element)
            continue
        around.pop()
        if element.tag == tag:
            yield element
            if len(around) == level:
                for one in around:
                    one.clear()
                part.begin_anew()


class _Package(ZipFile):
    """A zip all of whose parts count what they unpack."""

    def open(self, name: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401  # as in ZipFile
        return Part(super().open(name, *args, **options))


class _Sheet(ReadOnlyWorksheet):
    """A sheet whose size is what it tells; openpyxl would read all rows of one that tells none."""

    def _get_size(self) -> None:
        with self._get_source() as source:  # type: ignore[attr-defined]
            told = _LAST_ROW.search(source.read(_HEAD_BYTES))
        self._max_row = int(told[1]) if told else None


class _Reader(ExcelReader):
    """Reads texts, sheets and kinds of numbers; no charts, themes, properties and names."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401  # openpyxl's type for files has no name
        super().__init__(file, read_only=True, keep_links=False)
        self.archive = _Package(file)

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_strings(self) -> None:
        manifest: Any = self.package
        found = manifest.find(SHARED_STRINGS)
        if found is not None:
            with cast("Part", self.archive.open(found.PartName[1:])) as part:
                self.shared_strings.extend(_strings(part))

    def read_worksheets(self) -> None:
        sheets: Any = self.wb._sheets  # type: ignore[attr-defined]  # noqa: SLF001
        for sheet, about in self.parser.find_sheets():
            if about.target in self.valid_files and "chartsheet" not in about.Type:
                refuse_over("sheets", _SHEETS_LIMIT, len(sheets) + 1)
                one = _Sheet(self.wb, sheet.name, about.target, self.shared_strings)
                one.sheet_state = sheet.state or "visible"
                sheets.append(one)


def _strings(part: Part) -> Iterator[str]:
    """Give the texts of the table of texts."""
    for found, element in enumerate(elements(part, _STRING_TAG, 1), start=1):
        refuse_over("texts", _STRINGS_LIMIT, found)
        refuse_over("bytes", _STRINGS_LIMIT_BYTES, part.bytes_in_all)
        yield text_in(element)


def loaded(file: Any) -> Workbook:  # noqa: ANN401  # openpyxl's type for files has no name
    """Open a workbook; its sheets are read row by row, and must be closed with it."""
    reader = _Reader(file)
    reader.read()
    return reader.wb
