"""The rows of a diagram: statuses, labels and bends, set beside each other with few crossings.

Rows alternate: even ones hold statuses, odd ones labels of arrows. An arrow that passes a row bends
there; arrows to the same status share their bends, so that they flow together. Lines run between
neighbouring rows only, and therefore never through a box or a label.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from sp4n.workflow.diagram.ranking import Arrow

__all__ = ["Link", "Net", "Spot", "net"]

_SWEEPS = 12  # own choice: further ones hardly ever help


_Rows = Sequence[tuple["Spot", ...]]
_Neighbours = Mapping["Spot", list["Spot"]]


@frozen
class Spot:
    """A place in a row: a status, the label of an arrow, or a bend on the way to a status."""

    row: int
    status: str | None = None
    arrow: Arrow | None = None
    towards: tuple[str, bool, bool] | None = None


@frozen
class Link:
    """A piece of an arrow between a spot and one in the row below."""

    upper: Spot
    lower: Spot
    target: str
    is_timed: bool
    is_upward: bool

    @property
    def has_head(self) -> bool:
        """Tell whether the arrow ends here."""
        return (self.upper if self.is_upward else self.lower).status == self.target


@frozen
class Net:
    """All spots, by rows from the top and from left to right, and the links between them."""

    rows: tuple[tuple[Spot, ...], ...]
    links: tuple[Link, ...]

    def beside(self, *, is_below: bool) -> Mapping[Spot, list[Link]]:
        """Give the links at each spot that lead down, or up, from left to right."""
        place = _places(self.rows)
        found: defaultdict[Spot, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.upper if is_below else link.lower].append(link)
        for links in found.values():
            links.sort(key=lambda one: place[one.lower if is_below else one.upper])
        return found


def net(arrows: Iterable[Arrow], rank: Mapping[str, int]) -> Net:
    """Lay the arrows through the rows, and order each row so that few lines cross."""
    rows: list[dict[Spot, None]] = [{} for _ in range(2 * max(rank.values()) + 1)]
    links: dict[Link, None] = {}
    for code, at in rank.items():
        rows[2 * at][Spot(2 * at, status=code)] = None
    for arrow in arrows:
        if arrow.source == arrow.target:
            continue
        way = list(_way(arrow, rank))
        for spot in way:
            rows[spot.row][spot] = None
        links |= dict.fromkeys(_links(arrow, way))
    return Net(_ordered([tuple(row) for row in rows], tuple(links)), tuple(links))


def _way(arrow: Arrow, rank: Mapping[str, int]) -> Iterator[Spot]:
    """The spots from source to target: the label comes first, and for an equal rank it is above."""
    start, goal = 2 * rank[arrow.source], 2 * rank[arrow.target]
    step = 1 if goal > start else -1
    yield Spot(start, status=arrow.source)
    yield Spot(start + step, arrow=arrow)
    for row in range(start + 2 * step, goal, step):
        yield Spot(row, towards=(arrow.target, arrow.is_timed, step < 0))
    yield Spot(goal, status=arrow.target)


def _links(arrow: Arrow, way: Sequence[Spot]) -> Iterator[Link]:
    for one, other in pairwise(way):
        is_upward = other.row < one.row
        upper, lower = (other, one) if is_upward else (one, other)
        yield Link(upper, lower, arrow.target, arrow.is_timed, is_upward)


def _places(rows: Iterable[Iterable[Spot]]) -> dict[Spot, int]:
    return {spot: place for row in rows for place, spot in enumerate(row)}


def _ordered(rows: _Rows, links: Sequence[Link]) -> tuple[tuple[Spot, ...], ...]:
    """Try a few beginnings, and keep the order with the fewest crossings."""
    up, down = _neighbours(links)
    tries: list[_Rows] = []
    for start in (rows, [row[::-1] for row in rows], [_inside_out(row) for row in rows]):
        tries += _swept(list(start), up, down)
    best = min(tries, key=lambda tried: _crossings(tried, links))
    return tuple(best)


def _inside_out(row: tuple[Spot, ...]) -> tuple[Spot, ...]:
    return (*row[1::2][::-1], *row[::2])


def _neighbours(links: Iterable[Link]) -> tuple[_Neighbours, _Neighbours]:
    up: defaultdict[Spot, list[Spot]] = defaultdict(list)
    down: defaultdict[Spot, list[Spot]] = defaultdict(list)
    for link in links:
        up[link.lower].append(link.upper)
        down[link.upper].append(link.lower)
    return up, down


def _swept(rows: list[tuple[Spot, ...]], up: _Neighbours, down: _Neighbours) -> Iterator[_Rows]:
    """Sweep down and up, each row after its neighbours' middle, then swap where it helps."""
    for sweep in range(_SWEEPS):
        is_down = sweep % 2 == 0
        for at in range(len(rows)) if is_down else reversed(range(len(rows))):
            rows[at] = _by_middle(rows[at], up if is_down else down, _places(rows))
        _swap(rows, up, down)
        yield tuple(rows)


def _by_middle(
    row: tuple[Spot, ...], neighbours: _Neighbours, place: Mapping[Spot, int]
) -> tuple[Spot, ...]:
    def middle(spot: Spot) -> float:
        beside = neighbours.get(spot)
        return sum(place[one] for one in beside) / len(beside) if beside else place[spot]

    return tuple(sorted(row, key=middle))


def _swap(rows: list[tuple[Spot, ...]], up: _Neighbours, down: _Neighbours) -> None:
    """Swap neighbours as long as lines cross less often."""
    place = _places(rows)
    for at, row in enumerate(rows):
        spots = list(row)
        for _ in spots:
            changed = False
            for left in range(len(spots) - 1):
                one, other = spots[left : left + 2]
                ahead = sum(_crossed(way, one, other, place) for way in (up, down))
                if ahead > sum(_crossed(way, other, one, place) for way in (up, down)):
                    spots[left : left + 2] = other, one
                    changed = True
            if not changed:
                break
        rows[at] = tuple(spots)
        place |= _places([spots])


def _crossed(ways: _Neighbours, left: Spot, right: Spot, place: Mapping[Spot, int]) -> int:
    """How often the lines of two neighbours in a row cross."""
    return sum(
        place[one] > place[other] for one in ways.get(left, ()) for other in ways.get(right, ())
    )


def _crossings(rows: _Rows, links: Iterable[Link]) -> int:
    place = _places(rows)
    ends: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for link in links:
        ends[link.upper.row].append((place[link.upper], place[link.lower]))
    return sum(_inversions(pairs) for pairs in ends.values())


def _inversions(pairs: list[tuple[int, int]]) -> int:
    seen: list[int] = []
    crossed = 0
    for _, lower in sorted(pairs):
        crossed += len(seen) - bisect_right(seen, lower)
        insort(seen, lower)
    return crossed
