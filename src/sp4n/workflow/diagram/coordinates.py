"""How far to the right each spot of a diagram lies: rows settle until their lines run straight.

All numbers are whole, so that the picture is the same on every machine: sixteenths of a pixel while
the rows settle, pixels afterwards.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from sp4n.workflow.diagram.ordering import Link, Net, Spot

__all__ = ["Ports", "Size", "axes", "ports"]

_FINE = 16
_PASSES = 100  # own choice: by then hardly anything moves
_GAP = 14  # between neighbours in a row, in pixels
_PORT_MARGIN = 26  # beside the outermost line at a box, for round corners and the mark of an end
_PORT_STEP = 24
_RIGID = 1000  # how much more a line wants to be straight than a box wants to stay

Ports = Mapping[Link, tuple[int, int]]
"""How far from the axis each line leaves its upper spot and enters its lower one, in pixels."""


@frozen
class Size:
    """How far something reaches from its axis to the left and right, how high it is, in pixels.

    `box` is half the width of the box at which lines may end; at labels and bends all lines meet.
    `inset` is how far the edges of that box lie within the height.
    """

    left: int
    right: int
    height: int
    box: int = 0
    inset: int = 0


@frozen
class _Pull:
    """A line at a spot: who is at its other end, how far beside the axis, how strongly it pulls."""

    other: Spot
    shift: int
    strength: int


_Wish = tuple[int, int]
"""Where a spot wants to be, times how much it wants that; and how much it wants that."""


def ports(drawn: Net, sizes: Mapping[Spot, Size]) -> Ports:
    """Spread the lines over the edges of their boxes, so that none of them cross there."""
    found = dict.fromkeys(drawn.links, (0, 0))
    for is_below in (True, False):
        for spot, links in drawn.beside(is_below=is_below).items():
            for link, x in zip(links, _spread(len(links), sizes[spot]), strict=True):
                above, below = found[link]
                found[link] = (x, below) if is_below else (above, x)
    return found


def _spread(n: int, size: Size) -> list[int]:
    room = max(2 * (size.box - _PORT_MARGIN), 0)
    step = min(_PORT_STEP, room // max(n - 1, 1))
    return [place * step - (n - 1) * step // 2 for place in range(n)]


def axes(drawn: Net, sizes: Mapping[Spot, Size], at: Ports) -> dict[Spot, int]:
    """Give every spot its place from the left, in pixels: rows settle, then lines straighten."""
    axis = {spot: 0 for row in drawn.rows for spot in row}
    pulls = _pulls(drawn, at)
    rows = [(row, _gaps(row, sizes)) for row in drawn.rows]
    for turn in range(_PASSES):
        for row, gaps in rows if turn % 2 == 0 else rows[::-1]:
            wishes = [_wish(pulls[spot], axis) or (axis[spot], 1) for spot in row]
            axis |= zip(row, _settled(wishes, gaps), strict=True)
    for row, gaps in rows:
        wishes = [_straight(spot, pulls[spot], axis) or (axis[spot], 1) for spot in row]
        axis |= zip(row, _settled(wishes, gaps), strict=True)
    return {spot: x // _FINE for spot, x in axis.items()}


def _gaps(row: Sequence[Spot], sizes: Mapping[Spot, Size]) -> list[int]:
    """How far apart the axes of neighbours have to be."""
    return [(sizes[one].right + _GAP + sizes[other].left) * _FINE for one, other in pairwise(row)]


def _pulls(drawn: Net, at: Ports) -> Mapping[Spot, list[_Pull]]:
    pulls: dict[Spot, list[_Pull]] = {spot: [] for row in drawn.rows for spot in row}
    for link, (above, below) in at.items():
        shift, strength = (above - below) * _FINE, _strength(link)
        pulls[link.lower].append(_Pull(link.upper, shift, strength))
        pulls[link.upper].append(_Pull(link.lower, -shift, strength))
    return pulls


def _strength(link: Link) -> int:
    """Bends want to lie below each other most of all, lest long lines wave."""
    bends = sum(1 for spot in (link.upper, link.lower) if spot.towards)
    return (1, 8, 64)[bends]


def _wish(pulls: Sequence[_Pull], axis: Mapping[Spot, int]) -> _Wish | None:
    """The middle of what pulls; None when nothing does."""
    if not pulls:
        return None
    total = sum((axis[one.other] + one.shift) * one.strength for one in pulls)
    return total, sum(one.strength for one in pulls)


def _straight(spot: Spot, pulls: Sequence[_Pull], axis: Mapping[Spot, int]) -> _Wish | None:
    """On the way down a bend stays below the one above it, and a box goes where its lines end.

    None where a spot would better stay.
    """
    above = [one for one in pulls if one.other.row < spot.row]
    if spot.status is not None:
        return _wish(above, axis) if len(above) == len(pulls) else None
    lines = [one for one in above if one.other.towards] or above[: len(above) == 1]
    if not lines or lines[0].other.status is not None:
        return None
    total, weight = _wish(lines[:1], axis) or (0, 0)
    return total * _RIGID, weight * _RIGID


def _settled(wishes: Sequence[_Wish], gaps: Sequence[int]) -> list[int]:
    """Bring a row as near to its wishes as order and gaps allow (least squares).

    >>> _settled([(0, 1), (0, 1), (90, 1)], [10, 10])
    [-5, 5, 90]
    """
    shifts = [0]
    for gap in gaps:
        shifts.append(shifts[-1] + gap)
    blocks: list[tuple[int, int, int]] = []  # what moves together: total, weight, how many
    for (total, weight), shift in zip(wishes, shifts, strict=False):
        block = (total - shift * weight, weight, 1)
        while blocks and blocks[-1][0] * block[1] > block[0] * blocks[-1][1]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1], before[2] + block[2])
        blocks.append(block)
    found = (total // weight for total, weight, n in blocks for _ in range(n))
    return [x + shift for x, shift in zip(found, shifts, strict=False)]
