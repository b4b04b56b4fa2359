"""The lines of a CSV, with a memory of those that make up the record that is being read."""

from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, Protocol

from sp4n.errors import fault, reading_problem
from sp4n.interchange.lapor_export.row_shape import RowShape
from sp4n.reader import FormatError

LINE_ENDS = ("\n", "\r")
"""With what lines end; only the last one of a file may have none."""


class Line(NamedTuple):
    """A line with its number in the file and its line end."""

    number: int
    text: str


class RecordBroken(Exception):
    """No record goes on as far as this one: a quote was never closed."""


class _Readable(Protocol):
    def readline(self, size: int, /) -> str:
        """Give the next line, or the part of it that fits; "" at the end."""


def numbered(file: _Readable, limit_characters: int) -> Iterator[Line]:
    """Count lines from 1; of one that is too long comes only what shows that it is.

    Raises FormatError (``not_readable``) where the system can't go on reading.
    """
    try:
        yield from _numbered(file, limit_characters)
    except OSError as error:
        problem = reading_problem(error)
    else:
        return
    raise FormatError(fault("not_readable", problem=problem))


def _numbered(file: _Readable, limit_characters: int) -> Iterator[Line]:
    number, text = 1, file.readline(limit_characters + 1)
    while text:
        yield Line(number, text)
        while text and not text.endswith(LINE_ENDS):
            text = file.readline(limit_characters)  # the rest must not look like a line
        number, text = number + 1, file.readline(limit_characters + 1)


class Lines:
    r"""What ``csv.reader`` reads from, line by line; what a record swallowed can be read anew.

    `record` is how many characters a record may have. Once quotes are known not to fit in this
    file, it ends with the first line in it that begins a row by `shape`; where that may be the end
    of a text, `behind` characters later. So reading takes no time without end, whatever the file is
    like.

    >>> from sp4n.interchange.lapor_export.columns import REQUIRED, Headings
    >>> shape = RowShape(Headings().layout([*REQUIRED, "Judul Laporan"]), ",", Headings())
    >>> file = [Line(1, '1,"\n'), Line(2, "2,3 Jan 2026,Arsip,Jalan\n")]
    >>> lines = Lines(iter(file), shape, record=100, behind=100)
    >>> lines.begin()
    >>> [*lines]
    ['1,"\n', '2,3 Jan 2026,Arsip,Jalan\n']
    >>> lines.cut()
    >>> lines.taken
    [Line(number=1, text='1,"\n')]
    >>> lines.begin()
    >>> [*lines]
    ['2,3 Jan 2026,Arsip,Jalan\n']
    """

    def __init__(self, lines: Iterator[Line], shape: RowShape, *, record: int, behind: int) -> None:
        self.shape = shape
        self.taken: list[Line] = []
        self.inner: list[int] = []
        self.quotes_fit = True
        self._lines = lines
        self._given_back: deque[Line] = deque()
        self._limit = record
        self._behind = behind
        self._characters_left = record

    def begin(self) -> None:
        """Forget the lines of the record before."""
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
        return sum(line.text.count('"') for line in self.taken)

    def hide_rows(self) -> bool:
        """Tell whether this record has lines that begin rows, unless they may be ends of texts."""
        return bool(self.inner) and self.shape.is_sure(self.taken[0].text)

    def pieces(self) -> Iterator[list[Line]]:
        """Give the lines of this record, parted where they begin rows."""
        places = [0, *self.inner, len(self.taken)]
        for start, end in pairwise(places):
            yield self.taken[start:end]

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        if self.taken and self.shape.begins(line.text):
            self.inner.append(len(self.taken))
            if not self.quotes_fit:
                behind = 0 if self.hide_rows() else self._behind
                self._characters_left = min(self._characters_left, behind)
        self.taken.append(line)
        self._characters_left -= len(line.text)
        if self._characters_left < 0:
            raise RecordBroken
        return line.text
