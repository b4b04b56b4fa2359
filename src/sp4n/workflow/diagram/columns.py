"""Where everything in a picture lies: statuses in columns by their phase, lines between them.

Below each status stand the labels of what leads away from it, each above its own line. The line
runs on through the gaps between columns. Where it passes a column, it has a place in the stack as a
status has, and therefore never runs through a box or a label; lines to the same status flow
together. All numbers are whole pixels, so that the picture is the same on every machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from attrs import define, field, frozen

from sp4n.labels import Language
from sp4n.workflow.diagram.text_blocks import Block
from sp4n.workflow.diagram.wording import rows_words, status_words
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.transition import Transition
from sp4n.workflow.ways import by_source, ways
from sp4n.workflow.workflow import Workflow

# Own choice: the way that most complaints take runs from left to right. All ends share a column.
_COLUMNS = (
    (Phase.NEW,),
    (Phase.WAITING_REPORTER,),
    (Phase.ASSIGNED,),
    (Phase.ANSWERED,),
    (Phase.IN_PROGRESS,),
    (Phase.CLOSED, Phase.ARCHIVED, Phase.BLOCKED),
)
_EARLY = frozenset({Phase.NEW, Phase.WAITING_REPORTER, Phase.ASSIGNED})

WIDTH, _GAP = 152, 96  # of a column, and between two of them
PADDING, LINE_BELOW, _LABEL_APART = 8, 3, 5  # in a box; below a label; above a label
_MARK = 34  # above the box of the initial status
_TIMED_LOWER = 11  # the system's lines enter a box below those of people
_APART = (34, 18, 10)  # between neighbours in a column of which none, one or both are bends
_STRENGTH = (1, 8, 64)  # how much a line wants to be straight that joins so many bends
_REST = 20  # how much a status wants to lie at half the height
_NO_WORDS = Block((), 0, 0)
_SWEEPS = 24  # own choice: further ones hardly change anything


@frozen
class Arrow:
    """All rows between two statuses that are drawn as one arrow: the system's apart from others."""

    source: str
    target: str
    is_timed: bool
    rows: tuple[Transition, ...]


def _arrows(workflow: Workflow) -> tuple[Arrow, ...]:
    """Give the arrows in the order of the rows."""
    rows: dict[tuple[str, str, bool], list[Transition]] = {}
    for row in workflow.transitions:
        rows.setdefault((row.source, row.target, row.after is not None), []).append(row)
    return tuple(Arrow(*ends, tuple(members)) for ends, members in rows.items())


def _columns(workflow: Workflow) -> list[tuple[Phase, ...]]:
    """Give the phases that a workflow has, by column from left to right.

    An answer comes before *in progress*, as in LAPOR!, unless more arrows lead to the latter first.
    """
    phases = workflow.phases
    entered = [phases[row.target] for row in workflow.transitions if phases[row.source] in _EARLY]
    order = list(_COLUMNS)
    if entered.count(Phase.IN_PROGRESS) > entered.count(Phase.ANSWERED):
        order[3:5] = order[4:2:-1]
    used = set(phases.values())
    present = (tuple(phase for phase in column if phase in used) for column in order)
    return [column for column in present if column]


@define(eq=False)
class Stop:
    """A status in its column; or a bend of lines that pass, which has neither status nor height.

    From `top` down: room for a mark, the box with the name, the labels of what leads away.
    """

    column: int
    status: Status | None = None
    place: int = 0  # among the statuses of its column: by the workflow, or by phase where they end
    name: Block = _NO_WORDS
    mark: int = 0
    is_reached: bool = True
    labels: dict[Arrow, Block] = field(factory=dict)
    top: int = 0
    _leave: dict[Arrow, int] = field(factory=dict)

    @property
    def left(self) -> int:
        """The left edge of its column."""
        return self.column * (WIDTH + _GAP)

    @property
    def box(self) -> int:
        """The height of its box."""
        return self.name.height + 2 * PADDING

    @property
    def height(self) -> int:
        """The height of all."""
        return max(self._leave.values(), default=self.mark + self.box) if self.status else 0

    def leaves(self, arrow: Arrow) -> int:
        """Say where an arrow's line leaves: below its label."""
        return self.top + self._leave.get(arrow, 0)

    def enters(self, arrow: Arrow) -> int:
        """Say where an arrow's line enters: in the middle of the box, or a little lower."""
        middle = self.mark + self.box // 2 + _TIMED_LOWER * arrow.is_timed
        return self.top + middle if self.status else self.top

    def sort(self, lines: "Lines") -> None:
        """Put the labels in the order of where their lines lead to."""
        order = sorted(self.labels, key=lambda arrow: lines[arrow][0].end)
        self.labels = {arrow: self.labels[arrow] for arrow in order}
        bottom = self.mark + self.box
        for arrow, words in self.labels.items():
            bottom += _LABEL_APART + words.height + LINE_BELOW
            self._leave[arrow] = bottom


@frozen(eq=False)
class Piece:
    """A piece of an arrow's line, from one stop to one in the next column or in the same."""

    arrow: Arrow
    source: Stop
    target: Stop

    @property
    def start(self) -> int:
        """Where it begins, from above."""
        return self.source.leaves(self.arrow)

    @property
    def end(self) -> int:
        """Where it ends, from above."""
        return self.target.enters(self.arrow)

    @property
    def curve(self) -> tuple[int, int, int, int]:
        """From where to where it runs: x, y, x, y. Within a column it runs on the right."""
        ahead = self.target.column - self.source.column
        x = self.source.left + WIDTH * (ahead >= 0)
        to_x = self.target.left + WIDTH * (ahead <= 0)
        return x, self.start, to_x, self.end

    @property
    def aside(self) -> int:
        """How far a curve back into its own column is drawn to the right: it needs less room."""
        return min(24 + abs(self.end - self.start) // 5, _GAP)

    def straightens(self, stop: Stop) -> int:
        """Say which top of one of its ends would make it straight."""
        return stop.top + (self.end - self.start) * (1 if stop is self.source else -1)

    @property
    def strength(self) -> int:
        """How much it wants to be straight."""
        return _STRENGTH[(self.source.status is None) + (self.target.status is None)]


Lines = Mapping[Arrow, Sequence[Piece]]
"""The pieces of each arrow's line, from its source to its target."""


@frozen
class Scene:
    """All that is drawn: `heads` are the phases of each column, `stops` the statuses by code."""

    heads: Sequence[tuple[Phase, ...]]
    stops: Mapping[str, Stop]
    lines: Lines

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of everything, from (0, 0)."""
        pieces = [piece for line in self.lines.values() for piece in line]
        rights = [stop.left + WIDTH for stop in self.stops.values()]
        rights += [piece.curve[0] + piece.aside for piece in pieces]
        bottoms = [stop.top + stop.height for stop in self.stops.values()]
        return max(rights), max(bottoms + [piece.end for piece in pieces])


def scene(workflow: Workflow, language: Language) -> Scene:
    """Set a workflow into a scene; its labels are those of the language."""
    heads = _columns(workflow)
    column = {phase: at for at, head in enumerate(heads) for phase in head}
    reached = ways(by_source(workflow.transitions), workflow.initial)
    stops = {}
    for at, status in enumerate(workflow.statuses):
        place = at if status.phase.is_open else _COLUMNS[-1].index(status.phase)
        stop = Stop(column[status.phase], status, place, is_reached=status.code in reached)
        stop.mark = _MARK if status.code == workflow.initial else 0
        most = WIDTH - 2 * PADDING
        stop.name = status_words(status, language, most, is_reached=stop.is_reached)
        stops[status.code] = stop
    for arrow in _arrows(workflow):
        stops[arrow.source].labels[arrow] = rows_words(workflow, arrow.rows, language, WIDTH)
    lines = _lines(stops)
    _stack(stops.values(), lines)
    return Scene(heads, stops, lines)


def _lines(stops: Mapping[str, Stop]) -> Lines:
    """Lay each arrow through the columns; lines to the same status share their bends.

    Each of the system's has bends of its own: dashes over dashes would look like a whole line.
    """
    bends: dict[tuple[object, ...], Stop] = {}
    lines: dict[Arrow, list[Piece]] = {}
    for arrow in (arrow for stop in stops.values() for arrow in stop.labels):
        source, target = stops[arrow.source], stops[arrow.target]
        step = 1 if target.column > source.column else -1
        alone = arrow if arrow.is_timed else None
        passed = [
            bends.setdefault((at, arrow.target, step, alone), Stop(at))
            for at in range(source.column + step, target.column, step)
        ]
        lines[arrow] = [Piece(arrow, *ends) for ends in pairwise((source, *passed, target))]
    return lines


def _stack(stops: Iterable[Stop], lines: Lines) -> None:
    """Give every stop its top: columns settle, one after the other, until lines run straight."""
    beside: dict[Stop, list[Piece]] = {stop: [] for stop in stops}
    for piece in (piece for line in lines.values() for piece in line):
        for stop, end in ((piece.source, piece.target), (piece.target, piece.source)):
            beside.setdefault(stop, []).extend([piece] if stop.column != end.column else ())
    by_column = groupby(sorted(beside, key=attrgetter("column")), attrgetter("column"))
    stacks = [list(stack) for _, stack in by_column]
    for turn in range(_SWEEPS):
        for stack in stacks[:: -1 if turn % 2 else 1]:
            for stop in stack:
                stop.sort(lines)
            _settle(stack, {stop: _wish(stop, beside[stop]) for stop in stack})
    least = min(stop.top for stop in beside)
    for stop in beside:
        stop.top -= least


_Wish = tuple[int, int]
"""Where a stop wants to be, times how much it wants that; and how much it wants that."""


def _wish(stop: Stop, beside: Sequence[Piece]) -> _Wish:
    total = sum(piece.straightens(stop) * piece.strength for piece in beside)
    return (total, sum(piece.strength for piece in beside)) if beside else (stop.top, 1)


def _settle(stack: list[Stop], wishes: Mapping[Stop, _Wish]) -> None:
    """Sort a column by what its stops wish, but open statuses as given, ends by phase."""
    stack.sort(key=lambda stop: wishes[stop][0] / wishes[stop][1])
    statuses = iter(sorted((stop for stop in stack if stop.status), key=attrgetter("place")))
    stack[:] = [next(statuses) if stop.status else stop for stop in stack]
    gaps = [
        upper.height + _APART[(upper.status is None) + (lower.status is None)]
        for upper, lower in pairwise(stack)
    ]
    rested = [
        (total - stop.height // 2 * _REST, weight + _REST) if stop.status else (total, weight)
        for stop, (total, weight) in ((stop, wishes[stop]) for stop in stack)
    ]
    for stop, top in zip(stack, _settled(rested, gaps), strict=True):
        stop.top = top


def _settled(wishes: Sequence[_Wish], gaps: Sequence[int]) -> list[int]:
    """Bring a column as near to its wishes as order and gaps allow (least squares).

    >>> _settled([(0, 1), (0, 1), (90, 1)], [10, 10])
    [-5, 5, 90]
    """
    shifts = [0]
    for gap in gaps:
        shifts.append(shifts[-1] + gap)
    blocks: list[tuple[int, int, int]] = []  # what moves together: total, weight, how many
    for (total, weight), shift in zip(wishes, shifts, strict=True):
        block = (total - shift * weight, weight, 1)
        while blocks and blocks[-1][0] * block[1] > block[0] * blocks[-1][1]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1], before[2] + block[2])
        blocks.append(block)
    tops = (total // weight for total, weight, n in blocks for _ in range(n))
    return [top + shift for top, shift in zip(tops, shifts, strict=True)]
