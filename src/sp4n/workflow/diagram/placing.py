"""Where everything in a diagram lies: boxes and labels in rows, lines from row to row."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from sp4n.workflow.diagram.coordinates import Size, axes, ports
from sp4n.workflow.diagram.ordering import Link, Net, Spot

__all__ = ["Layout", "Place", "Wire", "layout"]

_CHANNEL = (30, 96)  # the least and the most room between two rows, in pixels


@frozen
class Place:
    """Where something lies: its axis, its top, its size."""

    x: int
    top: int
    size: Size

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.size.height

    @property
    def left(self) -> int:
        """Its left edge."""
        return self.x - self.size.left

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.size.right


@frozen
class Wire:
    """A line from `(x, top)` to `(to_x, bottom)`; it turns between `leaves` and `enters` only."""

    link: Link
    x: int
    to_x: int
    top: int
    leaves: int
    enters: int
    bottom: int


@frozen
class Layout:
    """The places of all spots, the lines, and the size of the whole, from (0, 0)."""

    places: Mapping[Spot, Place]
    wires: tuple[Wire, ...]
    width: int
    height: int


def layout(drawn: Net, sizes: Mapping[Spot, Size]) -> Layout:
    """Give everything its place, without two things touching."""
    at = ports(drawn, sizes)
    axis = axes(drawn, sizes, at)
    left = min(x - sizes[spot].left for spot, x in axis.items())
    axis = {spot: x - left for spot, x in axis.items()}
    places, bands = _stacked(drawn, sizes, axis)
    wires = tuple(
        _wire(link, places, bands, (axis[link.upper] + above, axis[link.lower] + below))
        for link, (above, below) in at.items()
    )
    width = max(place.right for place in places.values())
    return Layout(places, wires, width, bands[-1][1])


def _stacked(
    drawn: Net, sizes: Mapping[Spot, Size], axis: Mapping[Spot, int]
) -> tuple[dict[Spot, Place], list[tuple[int, int]]]:
    """Stack the rows, with as much room between them as their lines need."""
    places: dict[Spot, Place] = {}
    bands: list[tuple[int, int]] = []
    top = 0
    for at, row in enumerate(drawn.rows):
        height = max((sizes[spot].height for spot in row), default=0)
        for spot in row:
            size = sizes[spot] if spot.towards is None else evolve(sizes[spot], height=height)
            places[spot] = Place(axis[spot], top + (height - size.height) // 2, size)
        bands.append((top, top + height))
        top += height + _channel([one for one in drawn.links if one.upper.row == at], axis)
    return places, bands


def _channel(links: Iterable[Link], axis: Mapping[Spot, int]) -> int:
    """The room below a row: the farther its lines go aside, the more."""
    least, most = _CHANNEL
    aside = max((abs(axis[one.upper] - axis[one.lower]) for one in links), default=0)
    return min(least + aside // 8, most)


def _wire(
    link: Link,
    places: Mapping[Spot, Place],
    bands: Sequence[tuple[int, int]],
    ends: tuple[int, int],
) -> Wire:
    upper, lower = places[link.upper], places[link.lower]
    leaves, enters = bands[link.upper.row][1], bands[link.lower.row][0]
    top = upper.bottom - upper.size.inset
    bottom = lower.bottom if link.lower.towards else lower.top + lower.size.inset
    return Wire(link, *ends, top, leaves, enters, bottom)  # through a bend to its end
