"""Protection: which cells of a ledger have to be hidden, so that no small number can be worked out.

A number is small if it counts at least one and fewer than so many. Small ones are hidden. Then each
of them, and each small rest that is told nowhere, is bounded as a reader could do it: sum by sum,
from all that is shown. Where the bounds of one are too close, the smallest number that tells of it
is hidden as well, until each small number could be any small number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from sp4n.monitoring.indicators.ledger import Cell, Ledger, Sum, is_n

__all__ = ["hidden_cells"]

_ROUNDS_LIMIT = 50  # own choice: bounds that have not settled by then hardly move any more

_MANY = 20  # own choice: beyond so many known numbers, a little more is hidden to end sooner

_Sums = Mapping[Cell, Sequence[Sum]]
"""The sums that each cell is in."""


def hidden_cells(ledger: Ledger, fewest: int) -> set[Cell]:
    """Give the cells that may not be shown, so that no number below `fewest` can be worked out."""
    small = [cell for cell in ledger.guarded if 0 < ledger.numbers[cell] < fewest]
    hidden = ledger.with_all_that_tells(one for cell in small for one in ledger.shown_by(cell))
    reader = _Reader(ledger, hidden, fewest - 2)
    while more := set(_besides(reader, [cell for cell in small if reader.knows(cell)], ledger)):
        hidden = ledger.with_all_that_tells(hidden | more)
        reader.lose_sight(hidden)
    return hidden


def _besides(reader: "_Reader", known: Sequence[Cell], ledger: Ledger) -> Iterator[Cell]:
    """Give the least of what tells of each known number, unless that of another hides it already.

    While there are many, only what tells at first hand is looked at: that hides somewhat more, but
    soon ends.
    """
    passed: set[Cell] = set()
    for cell in known:
        if cell in passed:
            continue
        shown, met = reader.witnesses(cell, at_first_hand=len(known) > _MANY)
        if shown and passed.isdisjoint(shown):
            passed |= met
            yield from ledger.shown_by(min(shown, key=lambda one: _cost(one, ledger)))


def _cost(cell: Cell, ledger: Ledger) -> tuple[bool, bool, int, str]:
    """Hide an n, which takes its row with it, or a zero only where nothing else is left."""
    number = ledger.numbers[cell]
    return is_n(cell), not number, number, str(cell)


class _Reader:
    """Whoever sees some cells, and bounds the others by the sums that they are in.

    What is bounded more closely than by `width` is as good as known.
    """

    def __init__(self, ledger: Ledger, hidden: set[Cell], width: int) -> None:
        self._ledger = ledger
        self._width = width
        self._sums = _sums_by_cell(ledger.sums)
        self._visible = ledger.visible(hidden)
        self._bounds = {cell: self._at_first(cell) for cell in self._sums}
        self._bound(ledger.sums)

    def lose_sight(self, hidden: set[Cell]) -> None:
        """Hide some cells from it: whatever it may have worked out by them is to be forgotten."""
        before, self._visible = self._visible, self._ledger.visible(hidden)
        lost = self._reached(before - self._visible)
        self._bounds.update({cell: self._at_first(cell) for cell in lost})
        self._bound(one for cell in lost for one in self._sums[cell])

    def knows(self, cell: Cell) -> bool:
        """Tell whether a cell is bounded so closely that it is as good as known."""
        return self._span(cell) < self._width

    def witnesses(self, cell: Cell, *, at_first_hand: bool) -> tuple[set[Cell], set[Cell]]:
        """Give what is shown and tells of a cell: beside it, or beside what such cells tell.

        At first hand it ends with the nearest ones that are shown, if they are no n. The second set
        has all cells that were met on the way.
        """
        found, waiting, met = set[Cell](), {cell}, {cell}
        while waiting:
            beside = {other for one in waiting for other in self._close(one)} - met
            met |= beside
            waiting = beside - self._visible
            found |= {one for one in beside - waiting if self._ledger.shown_by(one)}
            if at_first_hand and not all(map(is_n, found)):
                break
        return found, met

    def _close(self, cell: Cell) -> set[Cell]:
        """Give the cells of the sums that bound a cell too closely."""
        return {
            other
            for one in self._sums[cell]
            if self._span_by(one, cell) < self._width
            for other in one.cells
        }

    def _span_by(self, one: Sum, cell: Cell) -> float:
        """Tell how far apart the bounds are that one sum alone sets to a cell."""
        pairs = [self._bounds[other] for other in one.parts if other != cell]
        least, most = sum(low for low, _ in pairs), sum(high for _, high in pairs)
        if cell == one.total:
            return most - least
        low, high = self._bounds[one.total]
        return high - least - max(low - most, self._at_first(cell)[0])

    def _span(self, cell: Cell) -> float:
        least, most = self._bounds.get(cell, (0, inf))
        return most - least

    def _reached(self, cells: Iterable[Cell]) -> set[Cell]:
        """Give some cells with all that hangs together with them by what is not visible."""
        waiting = [cell for cell in cells if cell in self._sums]
        found = set(waiting)
        while waiting:
            beside = {other for one in self._sums[waiting.pop()] for other in one.cells}
            new = beside - found - self._visible
            found |= new
            waiting += new
        return found

    def _at_first(self, cell: Cell) -> tuple[float, float]:
        """A reader knows that what is hidden is mostly not zero, since zeros are mostly shown."""
        number = self._ledger.numbers.get(cell, 0)
        return (number, number) if cell in self._visible else (min(number, 1), inf)

    def _bound(self, sums: Iterable[Sum]) -> None:
        """Narrow bounds by some sums, then by those of what changed, until nothing does."""
        waiting = dict.fromkeys(sums)
        for _ in range(_ROUNDS_LIMIT):
            changed = [cell for one in waiting for cell in self._narrowed_by(one)]
            waiting = dict.fromkeys(one for cell in changed for one in self._sums[cell])

    def _narrowed_by(self, one: Sum) -> list[Cell]:
        """Narrow the bounds of the cells of a sum; give those that changed."""
        pairs = [self._bounds[cell] for cell in one.parts]
        least, most = sum(low for low, _ in pairs), sum(high for _, high in pairs)
        changed = [one.total] if self._narrow(one.total, least, most) else []
        low, high = self._bounds[one.total]
        for cell, pair, others in zip(one.parts, pairs, _others_most(pairs), strict=True):
            if self._narrow(cell, low - others, high - (least - pair[0])):
                changed.append(cell)
        return changed

    def _narrow(self, cell: Cell, low: float, high: float) -> bool:
        before = self._bounds[cell]
        after = max(before[0], low), min(before[1], high)
        self._bounds[cell] = after
        return after != before


def _sums_by_cell(sums: Iterable[Sum]) -> _Sums:
    found: defaultdict[Cell, list[Sum]] = defaultdict(list)
    for one in sums:
        for cell in one.cells:
            found[cell].append(one)
    return found


def _others_most(pairs: Sequence[tuple[float, float]]) -> Iterator[float]:
    """For each, give the most that all others may be together."""
    known = sum(high for _, high in pairs if high < inf)
    boundless = sum(high == inf for _, high in pairs)
    for _, high in pairs:
        others_boundless = boundless - (high == inf)
        yield inf if others_boundless else known - (high if high < inf else 0)
