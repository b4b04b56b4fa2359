"""What a row looks like under a header: how many cells it has, and how its first line begins."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.export.cells import (
    Cell,
    is_blank,
    looks_like_a_day,
    looks_like_a_time,
    number_of,
    shown_number,
)
from sp4n.interchange.export.columns import (
    HEADER_WORD,
    REQUIRED,
    Column,
    Layout,
    heading,
    is_header,
)
from sp4n.interchange.export.vocabulary import is_privacy, is_status

__all__ = ["RowShape", "shape_fault"]

_WRITTEN = (Column.TITLE, Column.BODY, Column.FINAL_BODY)
_TEXTS = (*_WRITTEN, Column.BECAUSE)
_DELIMITERS_IN_HEADER = len(REQUIRED) - 1
_KEYS = (Column.NUMBER, Column.RECEIVED_ON, Column.RECEIVED_AT)


def shape_fault(layout: Layout, row: Sequence[Cell]) -> Fault | None:
    """Refuse a row whose cells nobody could tell apart: it has too few of them, or too many.

    Behind the last name it may have as many empty cells as the header has. With another number of
    them it was shifted, as by a comma without quotes, unless status and privacy are in their place.
    """
    if len(row) <= max(layout.places[one] for one in REQUIRED):
        return fault("too_few_cells", cells=len(row), columns=layout.width)
    extra = row[layout.width :]
    is_as_header = not extra or len(row) == layout.cells_in_header
    is_shifted = not is_as_header and not _is_in_place(layout, row)
    if is_shifted or any(heading(cell) for cell in extra):
        return fault("too_many_cells", cells=len(row), columns=layout.width)
    return None


def _is_in_place(layout: Layout, row: Sequence[Cell]) -> bool:
    """Tell whether what stands behind the texts shows that no comma in them shifted the rest."""
    places = layout.places
    is_behind = places[Column.STATUS] > max(places.get(one, 0) for one in _WRITTEN)
    status, privacy = (layout.cell(row, one) for one in (Column.STATUS, Column.PRIVACY))
    return is_behind and is_status(status) and is_privacy(privacy)


@frozen
class RowShape:
    """How the rows of a CSV look under one header: where they begin, and when they are whole.

    A line begins a row when number, day and time stand where this header has them, and when it goes
    as far as the first text: what citizens list in theirs hardly does. It may be broken behind
    that. Where texts stand before those three, the last line of a row of several may look so, too:
    see `is_sure`.
    """

    layout: Layout
    delimiter: str
    _first_text: int = field(init=False, repr=False)

    @_first_text.default
    def _place_of_first_text(self) -> int:
        places = self.layout.places
        return min(places[one] for one in _TEXTS if one in places)

    def begins(self, line: str) -> bool:
        """Tell whether a line begins a row, or is a header."""
        delimiters = line.count(self.delimiter)
        if delimiters >= self._first_text and any(map(self._is_row, self._readings(line))):
            return True
        may_be_header = delimiters >= _DELIMITERS_IN_HEADER and HEADER_WORD in line.casefold()
        return may_be_header and any(map(is_header, self._readings(line)))

    def is_sure(self, first: str) -> bool:
        """Tell whether lines that look like rows, in a record with that first line, surely are.

        They may be the end of a text when texts stand in front. But then the record's own first
        line is its beginning, and looks like no row.
        """
        return self._has_texts_last() or self.begins(first)

    def number(self, line: str) -> str | None:
        """Give the tracking number of the row that a line begins, if it may be shown."""
        found = (shown_number(self.layout.cell(one, Column.NUMBER)) for one in self._readings(line))
        return next((one for one in found if one is not None), None)

    def fits(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a record is a whole row."""
        return shape_fault(self.layout, cells) is None and self._has_keys(cells)

    def _is_row(self, cells: Sequence[Cell]) -> bool:
        return len(cells) > self._first_text and self._has_keys(cells)

    def _has_texts_last(self) -> bool:
        return max(self.layout.places[one] for one in _KEYS) < self._first_text

    def _has_keys(self, cells: Sequence[Cell]) -> bool:
        number, day, time = (self.layout.cell(cells, one) for one in _KEYS)
        if number_of(number) is None or (is_blank(day) and is_blank(time)):
            return False
        return (_is_empty(day) or looks_like_a_day(day)) and (
            _is_empty(time) or looks_like_a_time(time)
        )

    def _readings(self, line: str) -> Iterator[list[str]]:
        """Give the cells of a line as its quotes have them, and as if quotes were signs."""
        text = line.rstrip("\r\n")
        if '"' in text:
            with suppress(csv.Error):  # of a cell without end
                yield next(csv.reader([text], delimiter=self.delimiter), [])
        yield text.split(self.delimiter)


def _is_empty(cell: Cell) -> bool:
    """Tell whether a cell is there, and empty."""
    return cell is not None and is_blank(cell)
