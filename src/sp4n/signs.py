"""Signs that nobody sees, or that machines obey: what a line of text must not hold.

They are listed by number, not by what this Python's Unicode says of them, so that a file that loads
on one machine loads on every other one.
"""

import re
import unicodedata

_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f"  # controls, line ends and tabs among them
    r"\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction
    r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb"  # what formats its neighbours
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\u2028\u2029"  # the ends of a line and of a paragraph
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0"  # blanks in disguise
    r"\ufe00-\ufe0d\ufff0-\ufff8\U000e0000-\U000e0fff"  # variants and tags
    r"\ud800-\udfff"  # half characters
    r"\ufdd0-\ufdef\ufffe\uffff"  # what Unicode promises never to give a meaning
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17))
)
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"  # means what a font says
_STYLED = r"(?<=[^\W_])[\ufe0e\ufe0f]"  # an emoji has its style, a letter or digit never
_NOT_IN_A_LINE = re.compile(f"[{_UNSEEN}{_PRIVATE}]|{_STYLED}")
_SHOWN_OTHERWISE = re.compile(f"[{_UNSEEN}]")
_BLANKS = re.compile(r"\r\n|[\t\n\v\f\r\x85\u2028\u2029]")

_MOST_MARKS = 4
"""How many marks may stand on one character: UTS #39, 5.4, so that none reach other lines."""

_MAYBE_FLOODED = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1}}}")  # no mark lies below


def has_no_unseen(text: str) -> bool:
    r"""Tell whether a text is one line in which all that is there can be seen.

    No controls, no line ends, nothing of zero width, nothing that turns the direction, no private
    signs, and at most four marks on a character.

    >>> has_no_unseen("Dinas Café"), has_no_unseen("a\u202eb"), has_no_unseen("e" + 9 * "\u0301")
    (True, False, False)
    """
    if text.isascii():
        return text.isprintable()
    return _NOT_IN_A_LINE.search(text) is None and not _is_flooded(text)


def _is_flooded(text: str) -> bool:
    """Tell whether more marks stand on one character than any writing needs."""
    if _MAYBE_FLOODED.search(text) is None:
        return False
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks > _MOST_MARKS:
            return True
    return False


def visible(text: str) -> str:
    r"""Give a text as one line in which nothing is hidden and nothing is an order.

    A line end or a tab becomes a blank; what else nobody sees, or a terminal obeys, becomes an
    escape that shows; marks that stand on a character beyond the fourth are left out.

    >>> print(visible("Dinas\n\x1b[31mA\u202eB"))
    Dinas \x1b[31mA\u202eB
    """
    if text.isascii() and text.isprintable():
        return text
    shown = _SHOWN_OTHERWISE.sub(_escape, _BLANKS.sub(" ", text))
    return _without_flood(shown) if _is_flooded(shown) else shown


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _without_flood(text: str) -> str:
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
