"""A sheet: the preamble, the header and the records of an export, whatever file they came from."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from attrs import frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.export.cells import Cell, date_of, number_of, text_of
from sp4n.interchange.export.columns import (
    FEWEST_NAMES,
    Column,
    Layout,
    header_rank,
    heading,
    layout_faults,
)
from sp4n.validation import line_fault

__all__ = [
    "HALF_A_CHARACTER",
    "HEADER_LIMIT_ROWS",
    "HeaderAbove",
    "LayOut",
    "Record",
    "Sheet",
    "Sheets",
    "about_of",
    "generated_on",
]

HEADER_LIMIT_ROWS = 100
"""Own choice: where the header is looked for; real files have it in row 11, about."""

HALF_A_CHARACTER = "\udcff"
"""Stands for bytes that are no text."""

_GENERATED = "Tanggal Generate"
_ABOUT = ("Judul Laporan", "Nama Instansi", _GENERATED, "Periode Masuk")
_KEYS = {heading(key): key for key in _ABOUT}
_ABOUT_LIMIT = 200  # own choice
_COLONS = ": \t\r\n"
_DAY_FIRST = re.compile(r"(.+? [0-9]{4})(?:,? [0-9]{1,2}[:.][0-9]{2}.*)?")

LayOut = Callable[[Sequence[Cell]], Layout]
"""What finds the columns in a header."""


class Record(NamedTuple):
    """One row as it was found, from line to line, with the layout of the header above it.

    `fault` says why its cells can't be told; then `number` is the tracking number that it begins
    with, where that can be seen and shown. `is_hidden` tells of a row that a filter, or somebody,
    hid in a workbook.
    """

    row: int
    last_row: int
    cells: Sequence[Cell]
    layout: Layout
    fault: Fault | None = None
    number: str | None = None
    is_hidden: bool = False


@frozen
class Sheet:
    """A header with the records below it; `layout` is that of the header.

    `name` is that of the sheet, where a workbook has several to read. `in_lines` tells that rows
    are counted as lines of a file of text.
    """

    preamble: Sequence[Sequence[Cell]]
    layout: Layout
    records: Iterator[Record]
    name: str | None = None
    in_lines: bool = False


@frozen
class Sheets:
    """All that lies in a file: `done` tells how much of `total` was read (bytes, or rows).

    `others` are the names of the sheets that are not read, although something stands in them.
    """

    read: Sequence[Sheet]
    total: int
    done: Callable[[], int]
    others: tuple[str, ...] = ()


class HeaderAbove:
    """The header that a record stands under: a file may have several, as where exports were joined.

    >>> from sp4n.interchange.export.columns import REQUIRED, layout_of
    >>> above = HeaderAbove(layout_of(REQUIRED), layout_of)
    >>> above.fault_of(["9000001", "3 Jan 2026"]), above.fault_of([*REQUIRED, "Rating"]).code
    (None, 'another_header')
    >>> above.layout.width
    7
    """

    def __init__(self, layout: Layout, lay_out: LayOut) -> None:
        self.layout = layout
        self._lay_out = lay_out
        self._fault: Fault | None = None

    def fault_of(self, cells: Sequence[Cell]) -> Fault | None:
        """Tell whether a record is a header, which is no complaint, or stands under a useless one.

        From a header on, `layout` is its own.
        """
        if not self.is_header(cells):
            return self._fault
        if layout_faults(cells):
            self._fault = fault("below_unusable_header")
            return fault("unusable_header")
        self.layout, self._fault = self._lay_out(cells), None
        return fault("another_header")

    def is_header(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a record names columns, and has no number of its own."""
        is_row = number_of(self.layout.cell(cells, Column.NUMBER)) is not None
        return not is_row and header_rank(cells)[1] >= FEWEST_NAMES


def about_of(preamble: Iterable[Sequence[Cell]]) -> dict[str, str]:
    """Read the four known keys of a preamble, each with the value beside it.

    >>> about_of([["Nama Instansi :", "", "Pemerintah Kota Contoh"], ["Catatan", "-"]])
    {'Nama Instansi': 'Pemerintah Kota Contoh'}
    """
    told = {key: " ".join(text_of(cell).split()) for key, cell in _pairs(preamble)}
    return {key: text for key, text in told.items() if not line_fault(text, key, _ABOUT_LIMIT)}


def generated_on(preamble: Iterable[Sequence[Cell]]) -> date | None:
    """Read the day on which the export was made; None when it is not told in a known way.

    >>> generated_on([["Tanggal Generate", "3 Jan 2026 10:15"]])
    datetime.date(2026, 1, 3)
    """
    cell = dict(_pairs(preamble)).get(_GENERATED)
    day = _DAY_FIRST.fullmatch(" ".join(cell.split())) if isinstance(cell, str) else None
    return date_of(day[1] if day else cell)


def _pairs(preamble: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, Cell]]:
    """Give each known key with its value: behind a colon, or in the next cell that has one."""
    for row in preamble:
        first, *others = [cell for cell in row if text_of(cell).strip()] or [""]
        name, _, rest = text_of(first).partition(":")
        values = (cell for cell in (rest, *others) if text_of(cell).strip(_COLONS))
        if key := _KEYS.get(heading(name)):
            value = next(values, "")
            yield key, value.strip(_COLONS) if isinstance(value, str) else value
