"""The records of a CSV, and what becomes of its lines where the quotes don't fit."""

import csv
from collections.abc import Iterator, Sequence

from sp4n.errors import Fault, fault
from sp4n.interchange.export.columns import Layout
from sp4n.interchange.export.lines import Line, Lines, RecordBroken
from sp4n.interchange.export.row_shape import RowShape
from sp4n.interchange.export.sheet import HeaderAbove, LayOut, Record
from sp4n.model.complaint import BODY_LIMIT_CHARACTERS, RECORDED_LIMIT_CHARACTERS

__all__ = ["DelimitedRecords"]

_RECORD_LIMIT = 4 * RECORDED_LIMIT_CHARACTERS  # own choice: two long texts, and the rest
_BEHIND_LIMIT = 2 * BODY_LIMIT_CHARACTERS  # own choice: no form takes more behind what looks a row


class DelimitedRecords:
    """Reads one record after the other; each line is in one of them, whatever its quotes do.

    Where a record of several lines has others in it that begin rows, quotes may have swallowed
    rows, or a citizen wrote what looks like one. If the record fits its header nevertheless, nobody
    can tell: each of those rows is told as unreadable, so that none is lost and none is made up. If
    it doesn't fit, or goes on longer than a citizen's text, quotes can't be trusted in this file:
    the record ends where the next row begins, here and from then on.
    """

    def __init__(
        self, lines: Iterator[Line], layout: Layout, delimiter: str, lay_out: LayOut
    ) -> None:
        shape = RowShape(layout, delimiter)
        self._lines = Lines(lines, shape, record=_RECORD_LIMIT, behind=_BEHIND_LIMIT)
        self._above = HeaderAbove(layout, lay_out)
        self._delimiter = delimiter

    def __iter__(self) -> Iterator[Record]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        while True:
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, RecordBroken):
                cells = None
            if cells is not None and (not lines.inner or lines.shape.fits(cells)):
                yield from self._whole(cells)
            else:
                lines.cut()
                yield self._broken(lines.taken)

    def _whole(self, cells: Sequence[str]) -> Iterator[Record]:
        if self._lines.hide_rows():
            yield from map(self._broken, self._lines.pieces())
        else:
            yield self._record(cells)

    def _record(self, cells: Sequence[str]) -> Record:
        taken, wrong = self._lines.taken, self._above.fault_of(cells)
        layout = self._above.layout
        if layout is not self._lines.shape.layout:
            self._lines.shape = RowShape(layout, self._delimiter)
        return Record(taken[0].number, taken[-1].number, cells, layout, wrong)

    def _broken(self, taken: Sequence[Line]) -> Record:
        number = self._lines.shape.number(taken[0].text)
        return Record(
            taken[0].number, taken[-1].number, (), self._lines.shape.layout, _BROKEN, number
        )


_BROKEN: Fault = fault("broken_cells", limit=RECORDED_LIMIT_CHARACTERS)
