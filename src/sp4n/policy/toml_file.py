"""Reading TOML: a file's bytes become plain data or one fault.

The parser of the standard library takes time and memory by the square of a dotted key's length, and
a frame of the stack for every array within an array. So what would keep it busy is refused first: a
text is looked through once, sign by sign, for keys, brackets and bare values, and nothing is made
of it. Where that meets anything but TOML it stops, and leaves it to the parser to say so.
"""

import os
import re
import stat
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, BinaryIO, cast

from sp4n.errors import Fault, fault, reading_problem

SIZE_LIMIT_BYTES = 5_000_000
"""Own choice: a city's directory with thousands of officers fits several times."""

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_NAME_LIMIT = 255  # own choice; to follow a name costs the square of its length
_NO_PLAIN_NAME = re.compile(r"[\\:\0]|^[/~]|(^|/)\.\.(/|$)")
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
    _FLAGS |= getattr(os, _name, 0)  # no system has all of them


def read_toml(path: Traversable, where: str = "") -> dict[str, Any] | Fault:
    """Read a TOML file; a Fault when it can't be read, is too large or is not TOML.

    Only regular files are read, and nothing else is waited for: no pipe, socket or device. The
    file is in UTF-8, with or without a byte-order mark. `where` is what the fault calls the file,
    by default its name.
    """
    name = where or path.name
    try:
        text = _bytes_of(path).decode("utf-8-sig")
    except (OSError, ValueError) as error:  # or a name with a null byte, or no UTF-8
        return fault("not_readable", name, problem=reading_problem(error))
    if len(text) > SIZE_LIMIT_BYTES:
        return fault("too_long", name, length=len(text), limit=SIZE_LIMIT_BYTES)
    wrong = limit_fault(text, name)
    return _parsed(text, name) if wrong is None else wrong


def file_below(folder: Path, named: str) -> Path | None:
    """Give the file that a name means below a folder; None for a name that may mean another one.

    Whether there is such a file makes no difference: a name can't ask for what lies elsewhere. It
    is relative and short, has no ``..``, no backslash and no colon; and where links lead out of the
    folder, they are not followed.
    """
    if len(named) > _NAME_LIMIT or _NO_PLAIN_NAME.search(named) or not named.strip():
        return None
    try:
        inside, file = folder.resolve(), (folder / named).resolve()
    except (OSError, RuntimeError):  # links that go round
        return None
    return file if file.is_relative_to(inside) else None


def _bytes_of(path: Traversable) -> bytes:
    with _opened(path) as file:
        data: bytes = file.read(SIZE_LIMIT_BYTES + 1)
        return data


def _opened(path: Traversable) -> BinaryIO:
    """Open a regular file; whether it is one is asked of what was opened, not of its name."""
    if not isinstance(path, Path):  # within an archive there is nothing else
        if not path.is_file():
            raise ValueError
        return cast("BinaryIO", path.open("rb"))
    descriptor = os.open(path, _FLAGS)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise ValueError


def _parsed(text: str, name: str) -> dict[str, Any] | Fault:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        place = _PLACE.search(str(error))
        line, column = place.groups() if place else ("?", "?")
        return fault("not_toml", name, line=line, column=column)


DEPTH_LIMIT = 32
"""How many parts a dotted key may have, and how deep arrays and inline tables may nest.

Own choice: no policy has more than half as many.
"""

SIGNS_LIMIT = 256
"""How long a key may be, and a number or a date: the parser takes whatever length.

Own choice: the longest name of a category fits. TOML itself has no numbers of more than 64 bits."""

ENTRIES_LIMIT = 600_000
"""How many tables, parts of keys and values of arrays a file may have.

Own choice: in a file of the greatest size that leaves 8 characters for each.
"""

_TOKEN = re.compile(
    r"""
    (?P<blank>[ \t\r]+)
    | (?P<line>\n[\n\r]*)
    | (?P<bare>[^ \t\r\n"'\#\[\]{}.,=]+)
    | (?P<dot>\.)
    | (?P<sign>[,=])
    | (?P<opening>[\[{])
    | (?P<closing>[\]}])
    | (?P<comment>\#[^\n]*)
    | (?P<quote>\"{3}|'{3}|["'])
    """,
    re.VERBOSE,
)
_ENDS = {
    '"': re.compile(r'["\\\n]'),
    "'": re.compile(r"['\n]"),
    '"""': re.compile(r'"""|\\'),
    "'''": re.compile("'''"),
}
_OF_MANY_LINES = 3
_AFTER_A_KEY = re.compile(r"[ \t]*[.=]")


def limit_fault(text: str, name: str) -> Fault | None:
    r"""Say which limit a file's text exceeds first, and on which line; None when it keeps to all.

    >>> limit_fault("a.b = [[1], [2]]", "policy.toml") is None
    True
    >>> limit_fault("a = 1\nb = " + "[" * 40, "policy.toml").describe()
    'policy.toml, line 2: is nested too deeply; at most 32 levels'
    """
    return _Look(text, name).fault()


class _Look:
    """One look through a text: where it stands, how deep, and how much it has met."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.depth = 0  # of arrays and inline tables
        self.dots = 0  # of the key or number in which it stands
        self.entries = 0
        self.is_at_start = True  # of a line
        self.is_header = False

    def fault(self) -> Fault | None:
        """Walk over the tokens; after a string that never ends, what follows is not TOML."""
        place, end = 0, len(self.text)
        while place < end and (token := _TOKEN.match(self.text, place)) is not None:
            kind = token.lastgroup
            place = token.end() if kind != "quote" else self.end_of_string(token)
            if place < 0:
                return None
            wrong = self.met(str(kind), token.start(), place)
            if wrong is not None:
                return wrong
        return None

    def end_of_string(self, opening: re.Match[str]) -> int:
        """Find where a string ends; -1 if it never does."""
        quote = opening[0]
        place = opening.end()
        while (sign := _ENDS[quote].search(self.text, place)) is not None:
            place = sign.end()
            if sign[0] == "\\":
                place += 1
            elif sign[0] == "\n":
                return -1
            else:
                return self.after_quotes(quote, place)
        return -1

    def after_quotes(self, quote: str, place: int) -> int:
        """Take in up to two quotes before the three that end a string of many lines."""
        if len(quote) < _OF_MANY_LINES:
            return place
        more = 0
        while more < _OF_MANY_LINES - 1 and self.text.startswith(quote[0], place + more):
            more += 1
        return place + more

    def met(self, kind: str, start: int, end: int) -> Fault | None:
        """Count a token; say so if it is one too many, or too long."""
        if kind in ("blank", "comment"):
            return None
        if kind == "line":
            self.dots, self.is_at_start, self.is_header = 0, True, False
            return None
        if kind in ("bare", "quote"):
            self.is_at_start = False
            return self.of_length(kind, start, end)
        return self.nested(kind, start)

    def of_length(self, kind: str, start: int, end: int) -> Fault | None:
        """Complain about a key, number or date that is too long; a text may be."""
        if end - start <= SIGNS_LIMIT:
            return None
        if self.is_header or _AFTER_A_KEY.match(self.text, end):
            return self.refused("too_long", start, length=end - start, limit=SIGNS_LIMIT)
        if kind == "quote":
            return None
        column = start - self.text.rfind("\n", 0, start)
        return self.refused("not_toml", start, column=column)

    def nested(self, kind: str, start: int) -> Fault | None:
        """Count dots, brackets and entries: whatever is not closing is one."""
        self.entries += kind != "closing"
        if kind == "dot":
            self.dots += 1
        else:
            self.dots = 0
            self.bracket(kind)
        self.is_at_start = False
        if self.dots >= DEPTH_LIMIT or self.depth > DEPTH_LIMIT:
            return self.refused("too_deep", start, limit=DEPTH_LIMIT)
        if self.entries > ENTRIES_LIMIT:
            return self.refused("too_many", start, limit=ENTRIES_LIMIT)
        return None

    def bracket(self, kind: str) -> None:
        """Follow a bracket, unless it is that of a header."""
        self.is_header |= kind == "opening" and self.is_at_start and self.depth == 0
        if not self.is_header:
            self.depth += {"opening": 1, "closing": -1}.get(kind, 0)

    def refused(self, code: str, start: int, **facts: int) -> Fault:
        """Make a fault, with its line."""
        return fault(code, self.name, **facts, line=self.text.count("\n", 0, start) + 1)
