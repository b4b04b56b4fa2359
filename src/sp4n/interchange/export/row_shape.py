"""How a row begins in a CSV: where to go on after a broken one, and which rows swallowed others."""

import re
from collections.abc import Sequence

from attrs import frozen

from sp4n.interchange.export.columns import Column, known_names
from sp4n.interchange.export.lines import Line

__all__ = ["RowShape", "row_shape"]

_NUMBER = r'\s{0,9}"?\s{0,9}[A-Za-z0-9._-]{0,40}[0-9][A-Za-z0-9._-]{0,40}\s{0,9}"?\s{0,9}'
_DAY = r'\s{0,9}"?\s{0,9}[0-9]{1,2}\s{1,9}[A-Za-z]{1,20}\s{1,9}[0-9]{4}\s{0,9}"?\s{0,9}'


@frozen
class RowShape:
    """What the first cells of a row look like; `is_sure` when hardly anything else looks so."""

    pattern: re.Pattern[str]
    is_sure: bool

    def next_row(self, lines: Sequence[Line]) -> int:
        """Give the place of the first line behind the first that looks like a row's beginning."""
        places = (
            place for place, line in enumerate(lines) if place and self.pattern.match(line.text)
        )
        return next(places, len(lines))

    def hides_rows(self, lines: Sequence[Line]) -> bool:
        """Tell whether a row of several lines looks as if it had swallowed others."""
        return self.is_sure and len(lines) > 1 and self.next_row(lines) < len(lines)


def row_shape(header: Sequence[str], delimiter: str) -> RowShape:
    """Tell how rows begin: with the number and the day, with the number, or in no known way.

    >>> shape = row_shape(["Tracking ID", "Tanggal Laporan Masuk", "Judul Laporan"], ";")
    >>> shape.next_row([Line(7, '1;3 Jan 2026;"Jalan'), Line(8, "rusak"), Line(9, "2;4 Jan 2026;")])
    2
    """
    names, end = known_names(header), re.escape(delimiter)
    if names[0] is not Column.NUMBER:
        return RowShape(re.compile(""), is_sure=False)
    if names[1:2] != [Column.RECEIVED_ON]:
        return RowShape(re.compile(_NUMBER + end), is_sure=False)
    return RowShape(re.compile(_NUMBER + end + _DAY + end), is_sure=True)
