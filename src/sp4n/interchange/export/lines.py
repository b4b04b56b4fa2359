"""The lines of a CSV, with a memory of those that make up the record that is being read."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

__all__ = ["Line", "Lines", "RecordTooLong", "numbered"]


_LINE_ENDS = ("\n", "\r")


class Line(NamedTuple):
    """A line with its number in the file and its line end."""

    number: int
    text: str


class RecordTooLong(Exception):
    """The lines of one record have more characters than any record could."""


class _Readable(Protocol):
    def readline(self, size: int, /) -> str:
        """Give the next line, or the part of it that fits; "" at the end."""


def numbered(file: _Readable, limit_characters: int) -> Iterator[Line]:
    """Count lines from 1; of one that is too long comes only what shows that it is."""
    number, text = 1, file.readline(limit_characters + 1)
    while text:
        yield Line(number, text)
        while text and not text.endswith(_LINE_ENDS):
            text = file.readline(limit_characters)  # the rest must not look like a line
        number, text = number + 1, file.readline(limit_characters + 1)


class Lines:
    r"""What ``csv.reader`` reads from, line by line; a record that failed can be begun anew.

    `limit` is how many characters one record may have, `again` how many may be read a second time
    in all: without that, a file of broken records could cost time without end.

    >>> lines = Lines(iter([Line(1, '1,"\n'), Line(2, "2,b\n")]), limit=100, again=100)
    >>> lines.begin()
    >>> [*lines]
    ['1,"\n', '2,b\n']
    >>> lines.give_back(1)
    >>> lines.taken, next(lines)
    ([Line(number=1, text='1,"\n')], '2,b\n')
    """

    def __init__(self, lines: Iterator[Line], *, limit: int, again: int) -> None:
        self.taken: list[Line] = []
        self._lines = lines
        self._given_back: deque[Line] = deque()
        self._limit = limit
        self._again = again
        self._characters = 0

    def begin(self) -> None:
        """Forget the lines of the record before."""
        self.taken = []
        self._characters = 0

    def give_back(self, place: int) -> None:
        """Read the lines of this record from a place on anew, unless that was done too often."""
        back: Sequence[Line] = self.taken[place:]
        self._again -= sum(len(line.text) for line in back)
        if self._again >= 0:
            self._given_back.extendleft(reversed(back))
            del self.taken[place:]

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        self.taken.append(line)
        self._characters += len(line.text)
        if self._characters > self._limit:
            raise RecordTooLong
        return line.text
