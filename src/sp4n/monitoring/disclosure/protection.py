"""Protection: which cells of a ledger have to be hidden, so that no small number can be worked out.

A number is small if it counts at least one and fewer than so many. Small ones are hidden. Then each
of them, and each small rest that is told nowhere, is bounded as a reader could do it: sum by sum,
from all that is shown. Where the bounds of one are too close, the smallest number that tells of it
is hidden as well, until each small number could be any small number.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from sp4n.monitoring.disclosure.cells import Cell, is_n
from sp4n.monitoring.disclosure.ledger import Ledger

_ROUNDS_LIMIT = 200  # own choice: bounds that have not settled by then hardly move any more

_MANY = 20  # own choice: beyond so many known numbers, a little more is hidden to end sooner


def hidden_cells(ledger: Ledger, fewest: int) -> set[Cell]:
    """Give the cells that may not be shown, so that no number below `fewest` can be worked out."""
    small = [cell for cell in ledger.guarded if 0 < ledger.numbers[cell] < fewest]
    hidden = ledger.with_all_that_tells(shown for cell in small for shown in ledger.shown_by(cell))
    reader = _Reader(ledger, hidden, fewest - 2)
    while more := set(_besides(reader, [cell for cell in small if reader.knows(cell)], ledger)):
        hidden = ledger.with_all_that_tells(hidden | more)
        reader.lose_sight(hidden)
    return hidden


def _besides(reader: "_Reader", known: Sequence[Cell], ledger: Ledger) -> Iterator[Cell]:
    """Give the least of what tells of each known number, unless that of another hides it already.

    While there are many, only what tells at first hand is looked at: that hides somewhat more, but
    soon ends. What was met beside one is not looked at again: if it is still known, next time.
    """
    passed, tried = set[Cell](), set[Cell]()
    for cell in known:
        if cell in tried:
            continue
        shown, met = reader.witnesses(cell, nearest_only=len(known) > _MANY)
        tried |= met  # whatever tells of those does so next time, too
        if shown and passed.isdisjoint(shown):
            passed |= met
            yield from ledger.shown_by(min(shown, key=lambda cell: _cost(cell, ledger)))


def _cost(cell: Cell, ledger: Ledger) -> tuple[bool, bool, int, str]:
    """Hide an n, which takes its row with it, or a zero only where nothing else is left."""
    number = ledger.numbers[cell]
    return is_n(cell), not number, number, str(cell)


class _Reader:
    """Whoever sees some cells, and bounds the others by the sums that they are in.

    What is bounded more closely than by `width` is as good as known. Cells are numbered, since they
    are looked up again and again: `_low` and `_high` are the bounds of each.
    """

    def __init__(self, ledger: Ledger, hidden: set[Cell], width: int) -> None:
        self._ledger = ledger
        self._width = width
        self._cells = list(dict.fromkeys(cell for sum_ in ledger.sums for cell in sum_.cells))
        self._places = {cell: place for place, cell in enumerate(self._cells)}
        self._sums = [tuple(self._places[cell] for cell in sum_.cells) for sum_ in ledger.sums]
        self._sums_of: list[list[int]] = [[] for _ in self._cells]
        for number, places in enumerate(self._sums):
            for place in places:
                self._sums_of[place].append(number)
        self._least = [min(ledger.numbers.get(cell, 0), 1) for cell in self._cells]
        self._is_visible = self._seen(hidden)
        self._low: list[float] = [0] * len(self._cells)
        self._high: list[float] = [0] * len(self._cells)
        self._totals: dict[int, tuple[float, float, int]] = {}
        self._begin(range(len(self._cells)))
        self._bound(range(len(self._sums)))

    def lose_sight(self, hidden: set[Cell]) -> None:
        """Hide some cells from it: whatever it may have worked out by them is to be forgotten."""
        before, self._is_visible = self._is_visible, self._seen(hidden)
        lost = self._reached(
            place
            for place, (was, now) in enumerate(zip(before, self._is_visible, strict=True))
            if was and not now
        )
        self._begin(lost)
        self._bound({number for place in lost for number in self._sums_of[place]})

    def knows(self, cell: Cell) -> bool:
        """Tell whether a cell is bounded so closely that it is as good as known."""
        place = self._places.get(cell)
        return place is not None and self._high[place] - self._low[place] < self._width

    def witnesses(self, cell: Cell, *, nearest_only: bool) -> tuple[set[Cell], set[Cell]]:
        """Give what is shown and tells of a cell: beside it, or beside what such cells tell.

        With `nearest_only` it ends with the nearest ones, if they are no n. The second set has all
        cells that were met on the way.
        """
        first = self._places[cell]
        witnesses, waiting, met = set[Cell](), {first}, {first}
        looked_at = set[int]()
        while waiting:
            close = {number for place in waiting for number in self._close(place)} - looked_at
            looked_at |= close
            beside = {place for number in close for place in self._sums[number]} - met
            met |= beside
            waiting = {place for place in beside if not self._is_visible[place]}
            seen = (self._cells[place] for place in beside - waiting)
            witnesses |= {cell for cell in seen if self._ledger.shown_by(cell)}
            if nearest_only and not all(map(is_n, witnesses)):
                break
        return witnesses, {self._cells[place] for place in met}

    def _seen(self, hidden: set[Cell]) -> list[bool]:
        visible = self._ledger.visible(hidden)
        return [cell in visible for cell in self._cells]

    def _begin(self, places: Iterable[int]) -> None:
        """Begin with what is seen; what is hidden is mostly not zero, since zeros are shown."""
        self._totals.clear()
        for place in places:
            number = self._ledger.numbers.get(self._cells[place], 0)
            is_visible = self._is_visible[place]
            self._low[place] = number if is_visible else self._least[place]
            self._high[place] = number if is_visible else inf

    def _close(self, place: int) -> Iterator[int]:
        """Give the sums that bound a cell too closely, alone or one on each side."""
        is_known = self._high[place] - self._low[place] < self._width
        for number in self._sums_of[place]:
            low, high = self._bounds_by(number, place)
            is_bound = is_known and (low == self._low[place] or high == self._high[place])
            if is_bound or high - max(low, self._least[place]) < self._width:
                yield number

    def _bounds_by(self, number: int, place: int) -> tuple[float, float]:
        """Tell which bounds one sum alone sets to a cell."""
        total = self._sums[number][0]
        least, most, boundless = self._total(number)
        if place == total:
            return least, inf if boundless else most
        low, high = self._low[place], self._high[place]
        others = inf if boundless > (high == inf) else most - (high if high < inf else 0)
        return self._low[total] - others, self._high[total] - (least - low)

    def _total(self, number: int) -> tuple[float, float, int]:
        """Add up the bounds of the parts of a sum; how many have no upper one is told apart."""
        if number not in self._totals:
            parts = self._sums[number][1:]
            high = [self._high[part] for part in parts if self._high[part] < inf]
            least = sum(self._low[part] for part in parts)
            self._totals[number] = least, sum(high), len(parts) - len(high)
        return self._totals[number]

    def _reached(self, places: Iterable[int]) -> set[int]:
        """Give some cells with all that hangs together with them by what is not visible."""
        waiting = list(places)
        reached = set(waiting)
        while waiting:
            beside = {at for number in self._sums_of[waiting.pop()] for at in self._sums[number]}
            new = {place for place in beside - reached if not self._is_visible[place]}
            reached |= new
            waiting += new
        return reached

    def _bound(self, sums: Iterable[int]) -> None:
        """Narrow bounds by some sums, then by those of what changed, until nothing does."""
        waiting = set(sums)
        for _ in range(_ROUNDS_LIMIT):
            changed = {place for number in waiting for place in self._narrowed_by(number)}
            waiting = {number for place in changed for number in self._sums_of[place]}

    def _narrowed_by(self, number: int) -> list[int]:
        """Narrow the bounds of the cells of a sum; give those that changed."""
        bounds = {place: self._bounds_by(number, place) for place in self._sums[number]}
        return [place for place, (low, high) in bounds.items() if self._narrow(place, low, high)]

    def _narrow(self, place: int, low: float, high: float) -> bool:
        before = self._low[place], self._high[place]
        after = max(before[0], low), min(before[1], high)
        if after == before:
            return False
        self._low[place], self._high[place] = after
        for number in self._sums_of[place]:
            self._totals.pop(number, None)
        return True
