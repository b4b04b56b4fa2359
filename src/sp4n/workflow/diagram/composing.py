"""What a diagram of a workflow shows, and where: boxes, tags with words, lines between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from sp4n.labels import Language, Template
from sp4n.workflow.diagram.coordinates import Size
from sp4n.workflow.diagram.ordering import Net, Spot, net
from sp4n.workflow.diagram.placing import Layout, Place, Wire, layout
from sp4n.workflow.diagram.ranking import Arrow, arrows, ranks, reached
from sp4n.workflow.diagram.text_blocks import Block, Style, block
from sp4n.workflow.diagram.wording import (
    INK,
    SOFT,
    bounds,
    command_name,
    status_name,
    who,
)
from sp4n.workflow.status import PHASE_LABELS, Status
from sp4n.workflow.table import Transition, Workflow

__all__ = ["Box", "Scene", "Tag", "scene"]

_NAME, _PHASE = Style(14, INK, is_bold=True), Style(11, SOFT)
_COMMAND, _DETAIL = Style(12, INK, is_bold=True), Style(11, SOFT)
_NAME_WIDTH, _COMMAND_WIDTH = 132, 116
_BOX_WIDTH, _BOX_PADDING = 116, 10
_TAG_PADDING = 6
_PORT, _BEND = 14, 5  # the least room for a line at a box, and for one that passes
_LOOP = 22  # how far a loop reaches out of its box
_STACK = 6  # between two loops' tags

_UNREACHED = Template(id="{phase}, tidak terjangkau", en="{phase}, can't be reached")


@frozen
class Box:
    """A status: a box from `(left, top)`, and the words in it."""

    status: Status
    left: int
    top: int
    width: int
    height: int
    words: Block
    is_end: bool
    is_reached: bool


@frozen
class Tag:
    """The words at an arrow, in a box of their own; `loop` is where one leaves its status."""

    arrow: Arrow
    left: int
    top: int
    width: int
    height: int
    words: Block
    loop: tuple[int, int] | None = None


@frozen
class Scene:
    """Everything that is drawn, from (0, 0) to width and height."""

    boxes: tuple[Box, ...]
    tags: tuple[Tag, ...]
    wires: tuple[Wire, ...]
    width: int
    height: int
    start: tuple[int, int]
    """Where the beginning leads to: the middle of the initial status's upper edge."""


def scene(workflow: Workflow, language: Language) -> Scene:
    """Set a workflow into a scene; its labels are those of the language."""
    return _Stage(workflow, language).scene()


@frozen
class _Stage:
    """A workflow on its way into a scene."""

    workflow: Workflow
    language: Language

    def scene(self) -> Scene:
        every = arrows(self.workflow)
        loops = _loops(every)
        lines = net(every, ranks(self.workflow))
        placed = layout(lines, {spot: self.size(spot, n, loops) for spot, n in _ports(lines)})
        boxes = {code: self.box(code, place) for code, place in _statuses(placed)}
        initial = boxes[self.workflow.initial]
        return Scene(
            tuple(boxes.values()),
            (*self.tags(placed), *self.loop_tags(boxes, loops)),
            placed.wires,
            placed.width,
            placed.height,
            (initial.left + initial.width // 2, initial.top),
        )

    def size(self, spot: Spot, ports: int, loops: Mapping[str, Sequence[Arrow]]) -> Size:
        if spot.arrow is not None:
            words = self.label(spot.arrow)
            half = words.width // 2 + _TAG_PADDING
            return Size(half, half, words.height + _TAG_PADDING)
        if spot.status is not None:
            return self.box_size(spot.status, ports, loops.get(spot.status, ()))
        return Size(_BEND, _BEND, 0)

    def box_size(self, code: str, ports: int, loops: Sequence[Arrow]) -> Size:
        words = self.name(self.workflow.status(code))
        wide = max(_BOX_WIDTH, words.width + 2 * _BOX_PADDING, (ports + 3) * _PORT)
        labels = [self.label(arrow) for arrow in loops]
        aside = max((_LOOP + one.width + _TAG_PADDING for one in labels), default=0)
        high = words.height + 2 * _BOX_PADDING
        inset = max(_stacked(labels) - high + 1, 0) // 2
        return Size(wide // 2, wide // 2 + aside, high + 2 * inset, wide // 2, inset)

    def name(self, status: Status) -> Block:
        phase = PHASE_LABELS[status.phase].describe(self.language)
        if status.code not in reached(self.workflow):
            phase = _UNREACHED.fill(self.language, phase=phase)
        return block([(status_name(status, self.language), _NAME), (phase, _PHASE)], _NAME_WIDTH)

    def label(self, arrow: Arrow) -> Block:
        parts = [part for row in arrow.rows for part in (("", _DETAIL), *self.row(row))]
        return block(parts[1:], _COMMAND_WIDTH)

    def row(self, row: Transition) -> Iterator[tuple[str, Style]]:
        yield command_name(self.workflow, row, self.language), _COMMAND
        yield who(row, self.language), _DETAIL
        yield from ((bound, _DETAIL) for bound in bounds(row, self.language))

    def box(self, code: str, place: Place) -> Box:
        status = self.workflow.status(code)
        half, inset = place.size.box, place.size.inset
        return Box(
            status,
            place.x - half,
            place.top + inset,
            2 * half,
            place.size.height - 2 * inset,
            self.name(status),
            not status.phase.is_open,
            code in reached(self.workflow),
        )

    def tags(self, placed: Layout) -> Iterator[Tag]:
        for spot, place in placed.places.items():
            if spot.arrow is not None:
                size = place.right - place.left, place.size.height
                yield Tag(spot.arrow, place.left, place.top, *size, self.label(spot.arrow))

    def loop_tags(
        self, boxes: Mapping[str, Box], loops: Mapping[str, Sequence[Arrow]]
    ) -> Iterator[Tag]:
        """The tags of loops, stacked to the right of their box."""
        for code, found in loops.items():
            box = boxes[code]
            right, middle = box.left + box.width, box.top + box.height // 2
            labels = [self.label(arrow) for arrow in found]
            top = middle - (_stacked(labels) - _STACK) // 2
            for place, (arrow, words) in enumerate(zip(found, labels, strict=True)):
                at = middle + (2 * place - len(found) + 1) * _BOX_PADDING
                size = words.width + _TAG_PADDING, words.height + _TAG_PADDING
                yield Tag(arrow, right + _LOOP, top, *size, words, (right, at))
                top += words.height + _TAG_PADDING + _STACK


def _loops(every: Iterable[Arrow]) -> Mapping[str, Sequence[Arrow]]:
    loops: dict[str, list[Arrow]] = {}
    for arrow in every:
        if arrow.source == arrow.target:
            loops.setdefault(arrow.source, []).append(arrow)
    return loops


def _ports(lines: Net) -> Iterator[tuple[Spot, int]]:
    """How many lines need room at each spot."""
    sides = [lines.beside(is_below=below) for below in (True, False)]
    for row in lines.rows:
        for spot in row:
            yield spot, max(len(side.get(spot, ())) for side in sides)


def _statuses(placed: Layout) -> Iterator[tuple[str, Place]]:
    for spot, place in placed.places.items():
        if spot.status is not None:
            yield spot.status, place


def _stacked(labels: Iterable[Block]) -> int:
    """How high the tags of loops are together."""
    return sum(one.height + _TAG_PADDING + _STACK for one in labels)
