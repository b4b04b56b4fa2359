"""The records of a CSV, and what becomes of its lines where the quotes don't fit."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from attrs import evolve

from sp4n.errors import Fault, fault, reading_problem
from sp4n.interchange.lapor_export.cells import Cell
from sp4n.interchange.lapor_export.row_shape import RowShape
from sp4n.interchange.lapor_export.sheet import HeaderAbove, Record
from sp4n.model.complaint import BODY_LIMIT_CHARACTERS, RECORDED_LIMIT_CHARACTERS
from sp4n.reader import FormatError

_RECORD_LIMIT = 4 * RECORDED_LIMIT_CHARACTERS  # own choice: two long texts, and the rest
_BEHIND_LIMIT = 2 * BODY_LIMIT_CHARACTERS  # own choice: no form takes more behind what looks a row
_DOUBT_LIMIT = 4 * BODY_LIMIT_CHARACTERS  # own choice: two texts of the form, all quotes, doubled
_BROKEN = fault("broken_quotes")
_TOO_LONG = fault("cell_too_long", limit=RECORDED_LIMIT_CHARACTERS)
_MAY_BE_TEXT = fault("may_be_text")

_LINE_ENDS = ("\n", "\r")  # only the last line of a file may have none


class RecordBroken(Exception):
    """No record goes on as far as this one: a quote was never closed."""


class _Readable(Protocol):
    def readline(self, size: int, /) -> str:
        """Give the next line, or the part of it that fits; "" at the end."""


def lines_of(file: _Readable, limit_characters: int) -> Iterator[str]:
    """Give the lines of a file; of one that is too long comes only what shows that it is.

    Raises FormatError (``not_readable``) where the system can't go on reading.
    """
    read = file.readline
    try:
        while text := read(limit_characters + 1):
            yield text
            while text and not text.endswith(_LINE_ENDS):
                text = read(limit_characters)  # the rest must not look like a line
    except OSError as error:
        problem = reading_problem(error)
    else:
        return
    raise FormatError(fault("not_readable", problem=problem))


class Lines:
    r"""What ``csv.reader`` reads from, line by line; what a record swallowed can be read anew.

    `record` is how many characters a record may have. Once quotes are known not to fit in this
    file, it ends with the first line in it that begins a row by `shape`; where that may be the end
    of a text, `behind` characters later. So reading takes no time without end, whatever the file is
    like.

    >>> from sp4n.interchange.lapor_export.columns import REQUIRED, Headings
    >>> shape = RowShape(Headings().layout([*REQUIRED, "Judul Laporan"]), ",", Headings())
    >>> file = ['1,"\n', "2,3 Jan 2026,Arsip,Jalan\n"]
    >>> lines = Lines(iter(file), 1, shape, record=100, behind=100)
    >>> lines.begin()
    >>> [*lines]
    ['1,"\n', '2,3 Jan 2026,Arsip,Jalan\n']
    >>> lines.cut()
    >>> lines.first, lines.taken
    (1, ['1,"\n'])
    >>> lines.begin()
    >>> [*lines], lines.first
    (['2,3 Jan 2026,Arsip,Jalan\n'], 2)
    """

    def __init__(
        self, lines: Iterator[str], first: int, shape: RowShape, *, record: int, behind: int
    ) -> None:
        self.shape = shape
        self.first = first
        self.taken: list[str] = []
        self.inner: list[int] = []
        self.quotes_fit = True
        self._lines = lines
        self._given_back: deque[str] = deque()
        self._limit = record
        self._behind = behind
        self._characters_left = record

    def begin(self) -> None:
        """Forget the lines of the record before; `first` is the number of the next one."""
        self.first += len(self.taken)
        self.taken, self.inner = [], []
        self._characters_left = self._limit

    def cut(self) -> None:
        """End the record before the first line in it that begins a row, and trust no quote more.

        What was cut off is read anew.
        """
        self.quotes_fit = False
        if self.inner:
            self._given_back.extendleft(reversed(self.taken[self.inner[0] :]))
            del self.taken[self.inner[0] :]

    def quotes(self) -> int:
        """Count the signs in the lines of this record that are quotes."""
        return sum(line.count('"') for line in self.taken)

    def hide_rows(self) -> bool:
        """Tell whether this record has lines that begin rows, unless they may be ends of texts."""
        return bool(self.inner) and self.shape.is_sure(self.taken[0])

    def pieces(self) -> Iterator[tuple[int, int]]:
        """Give the places of the lines of this record, parted where they begin rows."""
        return pairwise([0, *self.inner, len(self.taken)])

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        if self.taken and self.shape.begins(line):
            self.inner.append(len(self.taken))
            if not self.quotes_fit:
                behind = 0 if self.hide_rows() else self._behind
                self._characters_left = min(self._characters_left, behind)
        self.taken.append(line)
        self._characters_left -= len(line)
        if self._characters_left < 0:
            raise RecordBroken
        return line


class DelimitedRecords:
    """Reads one record after the other; each line is in one of them, whatever its quotes do.

    Where a record of several lines has others in it that begin rows, quotes may have swallowed
    rows, or a citizen wrote what looks like one. If the record fits its header nevertheless, nobody
    can tell: each of those rows is told as unreadable, so that none is lost and none is made up. If
    it doesn't fit, or has no end, quotes can't be trusted in this file: the record ends where the
    next row begins, here and from then on.

    Then, where quotes may have left a text open, what looks like a row (or a header) may stand in
    that text: it is told as unreadable, until a quote ends it, or no form takes a longer one.
    """

    def __init__(self, lines: Iterator[str], first: int, shape: RowShape) -> None:
        """Begin at the `first` line below the header."""
        self._lines = Lines(lines, first, shape, record=_RECORD_LIMIT, behind=_BEHIND_LIMIT)
        self._above = HeaderAbove(shape.layout, shape.headings)
        self._doubt_left = 0

    def __iter__(self) -> Iterator[Record]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=lines.shape.delimiter, strict=True)
        while True:
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, RecordBroken):
                cells = None
            if cells is None or (lines.inner and not lines.shape.fits(cells)):
                lines.cut()
                cells = None
            if cells == [] and lines.quotes_fit:
                continue  # a blank line
            if cells is not None and lines.quotes_fit and not lines.inner:  # as nearly always
                yield self._record(cells)
            else:
                yield from self._told(cells)

    def _told(self, cells: Sequence[str] | None) -> Iterator[Record]:
        """Tell of the lines that were taken; None for cells that can't be told apart."""
        lines = self._lines
        if not lines.quotes_fit and self._is_doubtful(cells):
            yield self._unclear(_MAY_BE_TEXT)
        elif cells is None:
            is_long = sum(map(len, lines.taken)) > RECORDED_LIMIT_CHARACTERS
            yield self._unclear(_TOO_LONG if is_long else _BROKEN)
        elif lines.hide_rows():
            yield from (self._unclear(_MAY_BE_TEXT, start, end) for start, end in lines.pieces())
        else:
            yield self._record(cells)

    def _is_doubtful(self, cells: Sequence[str] | None) -> bool:
        """Tell whether what was taken may stand in a text; the next one may, too.

        So it is where cells can't be told apart, or quotes are odd, unless they are signs within
        cells, or end the text. A row in doubt may end one text and begin another.
        """
        was_in_doubt = self._doubt_left > 0
        is_row = was_in_doubt and self._looks_like_one(cells)
        self._doubt_left -= sum(map(len, self._lines.taken))
        quotes = self._lines.quotes()
        if cells is None and quotes:
            self._doubt_left = _DOUBT_LIMIT
        elif cells is not None and quotes % 2:
            ends = not is_row if was_in_doubt else self._lines.shape.fits(cells)
            self._doubt_left = 0 if ends else _DOUBT_LIMIT
        return is_row

    def _looks_like_one(self, cells: Sequence[str] | None) -> bool:
        """Tell whether what was taken looks like a row, or a header."""
        shape = self._lines.shape
        if shape.begins(self._lines.taken[0]):
            return True
        return cells is not None and (shape.fits(cells) or self._above.is_header(cells))

    def _record(self, cells: Sequence[Cell]) -> Record:
        """Give a record; an empty cell in which the file ends may have been cut off."""
        lines, wrong = self._lines, self._above.fault_of(cells)
        layout = self._above.layout
        if layout is not lines.shape.layout:
            lines.shape = evolve(lines.shape, layout=layout)
        if cells[-1:] == [""] and not lines.taken[-1].endswith(_LINE_ENDS):
            cells = (*cells[:-1], None)
        return Record(lines.first, lines.first + len(lines.taken) - 1, cells, layout, wrong)

    def _unclear(self, wrong: Fault, start: int = 0, end: int | None = None) -> Record:
        """Give what some of the lines that were taken are, whose cells nobody can tell."""
        lines = self._lines
        first, last = lines.first + start, lines.first + (end or len(lines.taken)) - 1
        number = lines.shape.number(lines.taken[start])
        return Record(first, last, (), lines.shape.layout, wrong, number)
