"""A sheet: what stands above a header and below it, whatever file they came from."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from attrs import frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import Cell, is_blank, number_of
from sp4n.interchange.lapor_export.columns import FEWEST_NAMES, Column, Headings, Layout
from sp4n.interchange.lapor_export.preamble import is_preamble
from sp4n.interchange.lapor_export.row_shape import has_keys

ABOVE_HEADER = fault("above_header")

NO_ROW = fault("no_row")
"""Marks what is no complaint where exports were joined: a further header, and what is above it."""


class Record(NamedTuple):
    """One row as it was found, from line to line, with the layout of the header above it.

    `fault` says why its cells can't be told; then `number` is the tracking number that it begins
    with, where that can be seen. `is_hidden` tells of a row that a filter, or somebody,
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
    are counted as lines of a file of text; `notes` are what there is to say of the whole.
    """

    preamble: Sequence[Sequence[Cell]]
    layout: Layout
    records: Iterator[Record]
    name: str | None = None
    in_lines: bool = False
    notes: tuple[Fault, ...] = ()


@frozen
class Sheets:
    """All that lies in a file: `done` tells how much of `total` was read (bytes, or rows).

    `others` are the names of the sheets that are not read, although something stands in them;
    `hidden` of those that would have been, if they could be seen.
    """

    read: Sequence[Sheet]
    total: int
    done: Callable[[], int]
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def hidden_faults(names: Sequence[str]) -> list[Fault]:
    """Say that sheets were not read since somebody hid them; nothing without any."""
    return [fault("hidden_sheets", found=", ".join(names))] if names else []


class Above:
    """Tells, row by row from the first on, what is lost above the header of a layout.

    A header is one that was not chosen since it can't be used.

    >>> from sp4n.interchange.lapor_export.columns import REQUIRED
    >>> above = Above(Headings().layout(REQUIRED), Headings())
    >>> row = ["9000001", "3 Jan 2026", "-"]
    >>> unusable = ["Tracking ID", "Isi Laporan Awal", "Status Laporan"]
    >>> rows = ["Nama Instansi", "-"], row, unusable, row
    >>> [wrong and wrong.code for wrong in map(above.fault_of, rows)]
    [None, 'above_header', 'unusable_header', 'below_unusable_header']
    """

    def __init__(self, layout: Layout, headings: Headings) -> None:
        self._layout = layout
        self._headings = headings
        self._is_below = False

    def fault_of(self, cells: Sequence[Cell]) -> Fault | None:
        """Tell why a row above can't be read; None for what is no row, as a preamble has it."""
        if all(map(is_blank, cells)):
            return None
        if self._headings.names_in(cells) >= FEWEST_NAMES:
            self._is_below = True
            return fault("unusable_header")
        if self._is_below:
            return fault("below_unusable_header")
        return ABOVE_HEADER if has_keys(self._layout, cells) else None


class HeaderAbove:
    """The header that a record stands under: a file may have several, as where exports were joined.

    What an export says of itself above such a header becomes the preamble of its layout.

    >>> from sp4n.interchange.lapor_export.columns import REQUIRED
    >>> above = HeaderAbove(Headings().layout(REQUIRED), Headings())
    >>> above.fault_of(["9000001", "3 Jan 2026"]), above.fault_of([*REQUIRED, "Rating"]) is NO_ROW
    (None, True)
    >>> above.layout.width
    4
    """

    def __init__(self, layout: Layout, headings: Headings) -> None:
        self.layout = layout
        self._headings = headings
        self._fault: Fault | None = None
        self._preamble: list[Sequence[Cell]] = []

    def fault_of(self, cells: Sequence[Cell]) -> Fault | None:
        """Tell whether a record is no complaint, or stands under a useless header.

        From a header on, `layout` is its own.
        """
        is_first = self.layout.places[Column.NUMBER] == 0
        if self._has_number(cells) and (is_first or not self._is_preamble(cells)):
            self._preamble.clear()
            return self._fault
        if not self.is_header(cells):
            if not self._is_preamble(cells):
                return self._fault
            self._preamble.append(cells)
            return NO_ROW
        if self._headings.faults(cells):
            self._fault = fault("below_unusable_header")
            return fault("unusable_header")
        self.layout, self._fault = self._headings.layout(cells).below([*self._preamble]), None
        self._preamble.clear()
        return NO_ROW

    def is_header(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a record names columns, and has no number of its own."""
        return (
            not self._has_number(cells)
            and self._headings.is_header(cells)
            and self._headings.names_in(cells) >= FEWEST_NAMES
        )

    def _has_number(self, cells: Sequence[Cell]) -> bool:
        return number_of(self.layout.cell(cells, Column.NUMBER)) is not None

    def _is_preamble(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a record says what an export is; a day may stand where a number does."""
        return is_preamble(cells) and not has_keys(self.layout, cells)
