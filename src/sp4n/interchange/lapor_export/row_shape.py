"""What a row looks like under a header: how many cells it has, and how its first line begins."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import Cell, is_blank, number_of
from sp4n.interchange.lapor_export.clocks import looks_like_a_day, looks_like_a_time
from sp4n.interchange.lapor_export.columns import REQUIRED, Column, Headings, Layout
from sp4n.interchange.lapor_export.vocabulary import is_privacy, is_status

_TEXTS = (Column.TITLE, Column.BODY, Column.FINAL_BODY, Column.BECAUSE)
_DELIMITERS_IN_HEADER = len(REQUIRED) - 1
_KEYS = (Column.NUMBER, Column.RECEIVED_ON, Column.RECEIVED_AT)


def shape_fault(layout: Layout, row: Sequence[Cell]) -> Fault | None:
    """Refuse a row whose cells nobody could tell apart: it has too few of them, or too many.

    It has as many as the header has names, or cells. With another number of them it was shifted, as
    by a comma without quotes or by one that was lost, unless status and privacy are in their place.
    """
    cells, columns = len(row), layout.width
    if cells == columns:  # as nearly always
        return None
    is_whole = cells == layout.cells_in_header or _is_in_place(layout, row)
    if cells < columns:
        return None if is_whole else fault("too_few_cells", cells=cells, columns=columns)
    if not is_whole or not all(map(is_blank, row[columns:])):
        return fault("too_many_cells", cells=cells, columns=columns)
    return None


def _is_in_place(layout: Layout, row: Sequence[Cell]) -> bool:
    """Tell whether a row reaches all that is required, and status and privacy show no shift."""
    places = layout.places
    if len(row) <= max(places[column] for column in REQUIRED):
        return False
    status, privacy = (layout.cell(row, column) for column in (Column.STATUS, Column.PRIVACY))
    is_cut_off = places.get(Column.PRIVACY) == len(row) - 1 and is_blank(privacy)
    tells_privacy = Column.PRIVACY not in places or (is_privacy(privacy) and not is_cut_off)
    return is_status(status) and tells_privacy and not _may_be_shifted_behind(layout, row)


def _may_be_shifted_behind(layout: Layout, row: Sequence[Cell]) -> bool:
    """Tell whether a text behind the status may have shifted what follows it.

    Where cells are missing, one that is empty has not; where there are too many, a comma in it may
    have left it empty.
    """
    status, is_short = layout.places[Column.STATUS], len(row) < layout.width
    behind = (column for column in _TEXTS if layout.places.get(column, 0) > status)
    return any(not is_short or not is_blank(layout.cell(row, column)) for column in behind)


def has_keys(layout: Layout, cells: Sequence[Cell]) -> bool:
    """Tell whether number, day and time stand in their place; one of the latter may be empty."""
    number, day, time = (layout.cell(cells, column) for column in _KEYS)
    if number_of(number) is None or (is_blank(day) and is_blank(time)):
        return False
    has_time = Column.RECEIVED_AT not in layout.places or _is_empty(time) or looks_like_a_time(time)
    return (_is_empty(day) or looks_like_a_day(day)) and has_time


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
    headings: Headings = field(repr=False)
    _first_text: int = field(init=False, repr=False)

    @_first_text.default
    def _place_of_first_text(self) -> int:
        """Without texts it is where the last key stands."""
        places = self.layout.places
        texts = [places[column] for column in _TEXTS if column in places]
        return min(texts) if texts else self._last_key()

    def _last_key(self) -> int:
        return max(self.layout.places.get(column, 0) for column in _KEYS)

    def begins(self, line: str) -> bool:
        """Tell whether a line begins a row, or is a header."""
        delimiters = line.count(self.delimiter)
        if delimiters >= self._first_text and any(map(self._is_row, self._readings(line))):
            return True
        may_be_header = delimiters >= _DELIMITERS_IN_HEADER and self.headings.may_head(line)
        return may_be_header and any(map(self.headings.is_header, self._readings(line)))

    def is_sure(self, first: str) -> bool:
        """Tell whether lines that look like rows, in a record with that first line, surely are.

        They may be the end of a text when texts stand in front. But then the record's own first
        line is its beginning, and looks like no row.
        """
        return self._has_texts_last() or self.begins(first)

    def number(self, line: str) -> str | None:
        """Give the tracking number of the row that a line begins."""
        rows = (cells for cells in self._readings(line) if has_keys(self.layout, cells))
        numbers = (number_of(self.layout.cell(cells, Column.NUMBER)) for cells in rows)
        return next((number for number in numbers if number is not None), None)

    def fits(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a record is a whole row."""
        return shape_fault(self.layout, cells) is None and has_keys(self.layout, cells)

    def _is_row(self, cells: Sequence[Cell]) -> bool:
        return len(cells) > self._first_text and has_keys(self.layout, cells)

    def _has_texts_last(self) -> bool:
        return self._last_key() <= self._first_text

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
