"""What commands print: paragraphs of at most 100 columns, or one JSON document.

A terminal obeys some signs (colours, titles, where to write next). What people are shown may hold
words of policies, exports and file names, so none of those signs is printed: each shows as an
escape instead.
"""

import codecs
import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib.util import find_spec
from typing import TextIO

from sp4n.labels import Language, Message
from sp4n.signs import visible

WIDTH_COLUMNS = 100

_MORE = Message("console.more")


# What a terminal obeys and JSON lets stand: controls beyond ASCII, and marks of direction.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Console:
    """Where a command's answer goes: words for people, or with ``--json`` a document."""

    def __init__(self, *, as_json: bool, language: Language) -> None:
        self.as_json = as_json
        self.language = language

    @staticmethod
    def can_answer() -> bool:
        """Tell whether there is a standard output: an answer that goes nowhere is no success."""
        stdout: TextIO | None = sys.stdout  # None when it was closed
        return stdout is not None

    def document(self, value: object) -> None:
        """Print one JSON document; where not every sign can be printed, with JSON's own escapes."""
        written = json.dumps(value, ensure_ascii=not _prints_all_signs(), indent=2)
        print(_OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written))

    def line(self, text: str = "", *, indent: int = 0) -> None:
        """Print a line; a long one is wrapped, its further lines indented by two more."""
        wrapped = textwrap.wrap(
            visible(text),
            WIDTH_COLUMNS,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + 2),
            break_on_hyphens=False,
        )
        print("\n".join(wrapped or [""]))

    def verbatim(self, text: str) -> None:
        """Print a text with its own line ends."""
        print(_visible_lines(text), end="")

    @staticmethod
    def file(content: bytes) -> None:
        """Print a file as it is, with its own line ends."""
        print(end="", flush=True)
        sys.stdout.buffer.write(content)

    def heading(self, text: str) -> None:
        """Print a heading with a rule below."""
        shown = visible(text)
        print(f"\n{shown}\n{'-' * min(len(shown), WIDTH_COLUMNS)}")

    def rows(self, rows: Iterable[Sequence[object]], *, indent: int = 2) -> None:
        """Print rows in columns: words to the left, numbers to the right."""
        for text in columns([[*row] for row in rows]):
            print(f"{' ' * indent}{visible(text)}"[:WIDTH_COLUMNS].rstrip())

    def complain(self, text: str) -> None:
        """Print to standard error, unless it is closed."""
        if sys.stderr is not None:
            print(_visible_lines(text), file=sys.stderr)


def first_of(lines: Sequence[str], most: int, language: Language) -> list[str]:
    """Cut a list short: its first lines, and how many there are more.

    >>> first_of(["a", "b", "c"], 1, "en")
    ['a', '… and 2 more (--json has all)']
    """
    more = len(lines) - most
    return [*lines[:most], *([_MORE.fill(language, n=more)] if more > 0 else [])]


def _visible_lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))


def shows_progress() -> bool:
    """Tell whether somebody looks at standard error, and there is something to show."""
    stderr: TextIO | None = sys.stderr  # None when it was closed
    return stderr is not None and stderr.isatty() and find_spec("tqdm") is not None


def _prints_all_signs() -> bool:
    encoding: str | None = getattr(sys.stdout, "encoding", None)
    return encoding is not None and codecs.lookup(encoding).name == "utf-8"


def columns(rows: Sequence[Sequence[object]]) -> list[str]:
    """Set rows in columns as wide as their widest cell.

    >>> columns([["met", 3], ["overdue", 12]])
    ['met       3', 'overdue  12']
    """
    widths = [max(len(str(cell)) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            str(cell).rjust(width) if isinstance(cell, int) else str(cell).ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]


def cut_apart(names: Sequence[str], room: int) -> list[str]:
    """Cut names to what room is left, so that two names stay two.

    Those that begin alike are cut in the middle; those that end alike as well are numbered.

    >>> cut_apart(["Dinas Pekerjaan Umum A", "Dinas Pekerjaan Umum B", "Dinas Jalan Kota"], 12)
    ['Dinas …mum A', 'Dinas …mum B', 'Dinas Jalan…']
    """
    half = room // 2
    ways: list[Callable[[str], str]] = [
        lambda name: name if len(name) <= room else f"{name[: room - 1]}…",
        lambda name: name if len(name) <= room else f"{name[:half]}…{name[half + 1 - room :]}",
    ]
    different = list(dict.fromkeys(names))
    times = [Counter(map(way, different)) for way in ways]

    def cut(name: str) -> str:
        for way, found in zip(ways, times, strict=True):
            if found[way(name)] == 1:
                return way(name)
        number = f"… {different.index(name) + 1}"
        return f"{name[: room - len(number)]}{number}"

    return [cut(name) for name in names]


def day(value: object, language: Language = "en") -> str:
    """Show a date with its weekday, whatever the process's locale: ``Fri 2025-01-24``.

    >>> from datetime import date
    >>> day(date(2025, 1, 24)), day(date(2025, 1, 24), "id"), day(None)
    ('Fri 2025-01-24', 'Jum 2025-01-24', '-')
    """
    if not isinstance(value, date):
        return "-"
    return f"{Message(f'short_weekday.{value.weekday()}').describe(language)} {value:%Y-%m-%d}"
