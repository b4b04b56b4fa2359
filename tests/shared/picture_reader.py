"""What a picture of a workflow shows and where, read from the SVG as a viewer of it would."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from attrs import frozen

from sp4n.labels import Language
from sp4n.workflow import Workflow
from sp4n.workflow.diagram import svg
from sp4n.workflow.diagram.text_blocks import Style, width_of

__all__ = ["SVG", "Part", "Picture", "Rect", "picture_of", "texts"]

SVG = "{http://www.w3.org/2000/svg}"
_SIGNS = ("tip", "ink", "ring")
Point = tuple[int, int]


@frozen
class Rect:
    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "Rect") -> bool:
        """Tell whether two rectangles share more than an edge."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: "Rect") -> bool:
        """Tell whether another one lies inside."""
        within = self.left <= other.left and other.right <= self.right
        return within and self.top <= other.top and other.bottom <= self.bottom


def around(rects: Iterable[Rect]) -> Rect:
    edges = [(rect.left, rect.top, rect.right, rect.bottom) for rect in rects]
    left, top, right, bottom = zip(*edges, strict=True)
    return Rect(min(left), min(top), max(right), max(bottom))


@frozen
class Part:
    """A status or an arrow: its tooltip, its words, and where they lie.

    `box` is None for an arrow, `line` empty for a status. From its first point, a line runs level
    to the second, from there in a curve, which two points draw aside, to the fifth, and so on.
    """

    tooltip: str
    words: str
    words_at: Rect
    box: Rect | None
    line: tuple[Point, ...]
    signs: tuple[Rect, ...]
    """An arrow's head, and the marks of the beginning and of ends."""
    is_dashed: bool

    @property
    def steps(self) -> Iterator[Rect]:
        """The pieces of the line: each in a rectangle that it can't leave."""
        for at in range(0, len(self.line) - 1, 4):
            (x, y), (to_x, _) = self.line[at : at + 2]
            yield Rect(min(x, to_x), y - 1, max(x, to_x), y + 1)
            xs, ys = zip(*self.line[at + 1 : at + 5], strict=True)
            yield Rect(min(xs), min(ys) - 1, max(xs), max(ys) + 1)


@frozen
class Picture:
    """A whole picture: its size, statuses and arrows, and the space that each shape and text takes.

    All is counted from the upper left corner of the statuses' part, which may lie in the middle.
    """

    whole: Rect
    statuses: dict[str, Part]
    """By code."""
    arrows: tuple[Part, ...]
    shapes: tuple[Rect, ...]
    columns: dict[str, Rect]
    """By the words at their head."""


def picture_of(workflow: Workflow, language: Language = "id") -> Picture:
    root = ET.fromstring(svg(workflow, language))
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    inner = root.find(f"{SVG}g")
    assert inner is not None
    x, y = map(int, re.findall(r"-?\d+", inner.attrib["transform"]))
    parts = [(group, _part(group)) for group in inner.iter(f"{SVG}g") if group is not inner]
    inside = set(inner.iter())
    outside = [_moved(_space(one), -x, -y) for one in root.iter() if _is_shape(one, inside)]
    return Picture(
        Rect(-x, -y, width - x, height - y),
        {part.tooltip.rpartition("(")[2][:-1]: part for _, part in parts if part.box},
        tuple(part for _, part in parts if part.box is None),
        (*outside, *(_space(one) for one in inner.iter() if _is_shape(one, set()))),
        _columns(inner),
    )


def texts(root: ET.Element, tag: str) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}{tag}")]


def _part(group: ET.Element) -> Part:
    rects = list(group.iter(f"{SVG}rect"))
    lines = [one for one in group.iter(f"{SVG}path") if one.get("class") == "line"]
    return Part(
        texts(group, "title")[0],
        " ".join(texts(group, "text")),
        around(map(_space, group.iter(f"{SVG}text"))),
        _space(rects[0]) if rects else None,
        tuple(_points(lines[0].attrib["d"])) if lines else (),
        tuple(_space(one) for one in group if _is_shape(one, set()) and one.get("class") in _SIGNS),
        "stroke-dasharray" in (rects or lines)[0].attrib,
    )


def _columns(inner: ET.Element) -> dict[str, Rect]:
    bands: list[Rect] = []
    heads: list[list[str]] = []
    for one in inner:
        if one.tag == f"{SVG}rect":
            bands.append(_space(one))
            heads.append([])
        elif one.tag == f"{SVG}text":
            heads[-1].append(one.text or "")
    return dict(zip(map(" ".join, heads), bands, strict=True))


def _is_shape(one: ET.Element, but: set[ET.Element]) -> bool:
    return one not in but and one.tag.removeprefix(SVG) in {"rect", "circle", "path", "text"}


def _moved(rect: Rect, x: int, y: int) -> Rect:
    return Rect(rect.left + x, rect.top + y, rect.right + x, rect.bottom + y)


def _space(one: ET.Element) -> Rect:
    """The space of a shape; of a text as wide as the widest of the usual fonts makes it."""
    kind = one.tag.removeprefix(SVG)
    if kind == "path":
        xs, ys = zip(*_points(one.attrib["d"]), strict=True)
        return Rect(min(xs), min(ys), max(xs), max(ys))
    if kind == "circle":
        x, y, radius = (int(one.attrib[name]) for name in ("cx", "cy", "r"))
        return Rect(x - radius, y - radius, x + radius, y + radius)
    x, y = (int(float(one.attrib[name])) for name in ("x", "y"))
    if kind == "rect":
        return Rect(x, y, x + int(one.attrib["width"]), y + int(one.attrib["height"]))
    size = int(one.attrib["font-size"])
    wide = width_of(one.text or "", Style(size, is_bold=one.get("font-weight") == "bold"))
    left = x - wide // 2 if one.get("text-anchor") == "middle" else x
    return Rect(left, y - size, left + wide, y + size // 4)


def _points(way: str) -> Iterator[Point]:
    """Follow a path, in the few words that the library uses."""
    x = y = 0
    for word, said in re.findall("([MHClhvz])([^A-Za-z]*)", way):
        numbers = [int(one) for one in re.findall(r"-?\d+", said)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        if word in "MC":
            yield from pairs
            x, y = pairs[-1]
        elif word != "z":
            across, down = (*numbers, 0)[:2] if word in "Hlh" else (0, numbers[0])
            x, y = (across, y) if word == "H" else (x + across, y + down)
            yield x, y
