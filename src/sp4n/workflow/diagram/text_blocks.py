"""Text in a picture: how wide it is about, where it breaks, and which characters it may hold.

No font is read: every character counts a little more than it takes in the widest of the usual
sans-serif fonts, so that the text fits whichever of them a reader has.
"""

from collections.abc import Iterable, Iterator

from attrs import frozen

from sp4n.signs import visible

_NARROW = frozenset(" .,:;!|'`()[]{}/\\-ijltfrI")
_WIDE = frozenset("mwMW%@&+=<>#~")
_FIRST_FULL_WIDTH = "\u1100"  # from Hangul on; narrower signs among those merely get more room
_JOINTS = frozenset("_-/.,:")
_MOST_LINES = 6  # own choice: what is longer is cut, and is whole in the tooltip


@frozen
class Style:
    """How a line is set: its size in pixels, whether it is bold, and whether it stands back."""

    size: int
    is_bold: bool = False
    is_soft: bool = False

    @property
    def leading(self) -> int:
        """From one baseline to the next, in pixels."""
        return self.size * 5 // 4


@frozen
class Line:
    """One line of text; `baseline` is counted from the top of its block."""

    text: str
    style: Style
    baseline: int


@frozen
class Block:
    """Lines below each other; width and height in pixels."""

    lines: tuple[Line, ...]
    width: int
    height: int


def plain(text: str) -> str:
    r"""Give the text as one line that XML can hold: white space is one blank, no sign is hidden.

    >>> plain("Ditutup\noleh\t<Sistem>")
    'Ditutup oleh <Sistem>'
    """
    return " ".join(visible(text).split())


def width_of(text: str, style: Style) -> int:
    """Say about how many pixels wide a line is: rather too many than too few."""
    thousandths = sum(_thousandths(sign) for sign in text)
    bold = 112 if style.is_bold else 100
    return -(-thousandths * style.size * bold // 100_000)


def _thousandths(character: str) -> int:
    """The width of a character in thousandths of its size."""
    if character in _NARROW:
        return 390
    if character in _WIDE:
        return 960
    if character.isascii():
        return 700 if character.isupper() else 625
    return 850 if character < _FIRST_FULL_WIDTH else 1250


def wrapped(text: str, style: Style, most: int) -> tuple[str, ...]:
    """Break a text at its blanks into lines of at most `most` pixels; a longer word is broken."""
    lines: list[str] = []
    for word in _words(text, style, most):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, style) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= _MOST_LINES:
        return tuple(lines)
    return (*lines[: _MOST_LINES - 1], "…")


def _words(text: str, style: Style, most: int) -> Iterator[str]:
    for word in text.split():
        rest = word
        while len(rest) > 1 and width_of(rest, style) > most:
            n = _breaks_at(rest, style, most)
            yield rest[:n]
            rest = rest[n:]
        yield rest


def _breaks_at(word: str, style: Style, most: int) -> int:
    """How many characters fit, up to a sign that joins words if there is one."""
    fitting = [n for n in range(2, len(word)) if width_of(word[:n], style) <= most] or [1]
    joints = [n for n in fitting if word[n - 1] in _JOINTS]
    return max(joints or fitting)


def block(parts: Iterable[tuple[str, Style]], most: int) -> Block:
    """Set texts below each other, each in its style and at most `most` pixels wide.

    An empty text is half a line of room.
    """
    lines: list[Line] = []
    bottom = 0
    for text, style in parts:
        bottom += 0 if text else style.leading // 2
        for said in wrapped(text, style, most):
            lines.append(Line(said, style, bottom + style.size))
            bottom += style.leading
    widths = [width_of(line.text, line.style) for line in lines]
    return Block(tuple(lines), max(widths, default=0), bottom)
