"""Ledgers: the numbers of reports, and how they add up, as whoever reads them knows.

Suppression has to know what a reader can work out. So each number is a cell, and each "these make
up that" a sum: within an indicator, between the indicators of a report that count the same
complaints, and between the groups of a report and the whole.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from sp4n.monitoring.disclosure.cells import (
    REST,
    TOTAL,
    TREE,
    WHOLE,
    Cell,
    Group,
    Sum,
    by_phase,
    counts_all,
    counts_of,
    covering,
    declared,
    is_n,
    left_out_cell,
    n_cell,
    named,
    part_cell,
    phase_counts,
    standing_cell,
    value_cell,
)
from sp4n.monitoring.figures import Share
from sp4n.monitoring.indicators.definitions import Basis
from sp4n.monitoring.indicators.indicator import Indicator
from sp4n.workflow import Phase


class Ledger:
    """The numbers of some reports, their sums, and what is shown of them.

    `guarded` are the numbers that may tell of somebody if they are small: those that are shown, and
    the rests that follow from them. How many are unknown to the source tells of nobody.
    """

    def __init__(self) -> None:
        self.numbers: dict[Cell, int] = {}
        self.sums: list[Sum] = []
        self.guarded: list[Cell] = []
        self._shows: dict[Cell, tuple[Cell, ...]] = {}
        self._shown_by: defaultdict[Cell, list[Cell]] = defaultdict(list)
        self._rows: defaultdict[tuple[Group, str], list[Cell]] = defaultdict(list)
        self._common: dict[Cell, Cell] = {}
        self._twins: defaultdict[Cell, list[Cell]] = defaultdict(list)
        self._known: set[Cell] = set()

    def enter(self, group: Group, indicators: Iterable[Indicator]) -> None:
        """Enter the indicators of one report."""
        indicators = tuple({indicator.id: indicator for indicator in indicators}.values())
        for indicator in indicators:
            self._enter(group, indicator)
        self._enter_standing(group, indicators)
        self._enter_subsets(group, indicators)
        self._enter_same(group, indicators)
        self._enter_clocks(group, indicators)

    def add_up(self, groups: Iterable[Group]) -> None:
        """Say that the groups make up the whole; what isn't entered of that is known all the same.

        A number that a group has not is 0 there.
        """
        columns: dict[Cell, list[Cell]] = {}
        known = set(groups)
        for cell in self.numbers:
            if cell.group in known:
                columns.setdefault(cell._replace(group=WHOLE), []).append(cell)
        for total, cells in columns.items():
            if total not in self.numbers:
                self.numbers[total] = self._all_of(cells)
                self._known.add(total)
            self._sum_if_true(total, cells)

    def shown_by(self, cell: Cell) -> Sequence[Cell]:
        """Give the cells that can't be shown without showing this one: itself, if it is shown."""
        return self._shown_by.get(cell, ())

    def visible(self, hidden: Container[Cell]) -> set[Cell]:
        """Give all cells that a reader sees or knows while some are hidden."""
        shown = (cells for cell, cells in self._shows.items() if cell not in hidden)
        return self._known.union(*shown)

    def with_all_that_tells(self, cells: Iterable[Cell]) -> set[Cell]:
        """Give cells with all that has to go with them.

        Those are the other indicators' cells that are the same number, and whatever else is shown
        of an indicator whose n is among them.
        """
        bound_cells, waiting = set[Cell](), list(cells)
        while waiting:
            cell = waiting.pop()
            if cell not in bound_cells:
                bound_cells.add(cell)
                waiting += self._twins.get(self._common.get(cell, cell), ())
                waiting += self._rows[cell.group, cell.of] if is_n(cell) else ()
        return bound_cells

    def _enter(self, group: Group, indicator: Indicator) -> None:
        if indicator.n is None:
            return
        n = self._show(n_cell(group, indicator.id), indicator.n)
        left_out = [
            self._show(left_out_cell(group, indicator.id, excluded.reason), excluded.n)
            for excluded in indicator.excluded
            if excluded.n is not None
        ]
        total = self._number(Cell(group, indicator.id, TOTAL), indicator.n + self._all_of(left_out))
        self._sum(total, [n, *left_out])
        for cell in (n, total, *left_out):
            self._in_common(indicator, cell)
        self._enter_value(group, indicator, n)
        if indicator.definition.has_split:
            self._enter_split(group, indicator, n)
        else:
            self._enter_each(group, indicator, n)

    def _enter_value(self, group: Group, indicator: Indicator, n: Cell) -> None:
        """A count is mostly the n itself; of a share there is a rest that is told nowhere."""
        value, cell = indicator.value, value_cell(group, indicator.id)
        if isinstance(value, Share):
            self._show(cell, value.part)
            rest = self._number(cell._replace(what=REST), value.of - value.part)
            self._sum_if_true(n, [cell, rest])
        elif isinstance(value, int) and value != indicator.n:
            self._show(cell, value)

    def _enter_split(self, group: Group, indicator: Indicator, n: Cell) -> None:
        """The parts of one whole make up the figure, or the n."""
        value = value_cell(group, indicator.id)
        parts = [
            self._show(part_cell(group, indicator.id, key), share.part, *self._if(value, share.of))
            for key, share in _shares(indicator)
        ]
        self._sum_if_true(value, parts)
        self._sum_if_true(n, parts)
        if parts and len(parts) == len(indicator.parts):
            is_of_value = all(
                share.of == self.numbers.get(value) for _, share in _shares(indicator)
            )
            self._enter_rest(value if is_of_value else n, parts)

    def _if(self, value: Cell, number: int) -> list[Cell]:
        """A part of the figure tells how much that is."""
        return [value] if self.numbers.get(value) == number else []

    def _enter_each(self, group: Group, indicator: Indicator, n: Cell) -> None:
        """Parts that are each of a whole of its own: so much of each makes up so much of all."""
        value = value_cell(group, indicator.id)
        parts, wholes, rests = [], [], []
        for key, share in _shares(indicator):
            whole, rest = (Cell(group, indicator.id, f"{what} {key}") for what in ("whole", REST))
            parts.append(self._show(part_cell(group, indicator.id, key), share.part, whole))
            wholes.append(self._number(whole, share.of))
            rests.append(self._number(rest, share.of - share.part))
            self._sum(whole, [parts[-1], rest])
        self._sum_if_true(value, parts)
        self._sum_if_true(n, wholes)
        self._sum_if_true(value._replace(what=REST), rests)

    def _enter_standing(self, group: Group, indicators: Sequence[Indicator]) -> None:
        """What is counted by status, by phase and by how it ended is the same complaints.

        Where the numbers agree, a reader may take those that are open or ended for the same, too.
        """
        of_all = (indicator for indicator in indicators if counts_all(indicator, Phase))
        counts = next((counts for counts in map(phase_counts, of_all) if counts is not None), None)
        if counts is None:
            return  # nothing is split by phases, or some are hidden already
        standing = standing_cell(group)
        for phase in Phase:
            self.numbers[standing._replace(what=phase)] = counts[phase]
            if not counts[phase]:  # no part is told of it
                self._known.add(standing._replace(what=phase))
        for what, parts in TREE.items():
            cells = named(standing, parts)
            self.numbers[standing._replace(what=what)] = self._all_of(cells)
            self._sum(standing._replace(what=what), cells)
        for indicator in indicators:
            phased = by_phase(indicator.parts)
            if phased and indicator.basis is Basis.STOCK and counts_all(indicator, _OPEN):
                self._enter_older(group, indicator, standing)
            for cell, counted in declared(group, indicator):
                if counted.is_all:
                    self._sum_if_true(cell, named(standing, covering(counted.phases)))
            for phase, parts_of_phase in phased.items():
                cells = [part_cell(group, indicator.id, part.key) for part in parts_of_phase]
                self._sum_if_true(standing._replace(what=phase), cells)

    def _enter_older(self, group: Group, backlog: Indicator, standing: Cell) -> None:
        """What is open when read is what was received in the period and is open, and older ones."""
        older, older_of = Cell(group, backlog.id, "older"), []
        for phase, parts in by_phase(backlog.parts).items():
            own = standing._replace(what=phase)
            shown = self._together([part_cell(group, backlog.id, part.key) for part in parts])
            older_of.append(older._replace(what=f"older {phase}"))
            self.numbers[older_of[-1]] = self.numbers[shown] - self.numbers[own]
            self._sum(shown, [own, older_of[-1]])
        n, is_open = n_cell(group, backlog.id), standing._replace(what="open")
        self.numbers[older] = self.numbers[n] - self.numbers[is_open]
        self._sum(n, [is_open, older])
        self._sum_if_true(older, older_of)

    def _enter_subsets(self, group: Group, indicators: Sequence[Indicator]) -> None:
        """Some complaints of phases leave a rest of each number that counts all of those phases."""
        wholes = [whole for indicator in indicators for whole in self._all_in(group, indicator)]
        for indicator in indicators:
            for some, phases in self._some_in(group, indicator):
                for basis, cell, of_phases in wholes:
                    if basis is indicator.basis and phases <= of_phases:
                        self._enter_rest(cell, [some])
            for phase, parts in by_phase(indicator.parts).items():
                cells = [part_cell(group, indicator.id, part.key) for part in parts]
                for basis, cell, of_phases in wholes:
                    if basis is indicator.basis and of_phases == {phase} and cell not in cells:
                        self._enter_rest(cell, cells)

    def _enter_rest(self, whole: Cell, parts: Sequence[Cell]) -> None:
        """What is left of a whole without some cells is told nowhere, but follows."""
        number = self.numbers[whole] - self._all_of(parts)
        if number > 0:
            without = f"{whole.what} without {[part[1:] for part in parts]}"
            self._sum(whole, [*parts, self._number(whole._replace(what=without), number)])

    def _together(self, cells: Sequence[Cell]) -> Cell:
        """Give one cell for what several make up."""
        if len(cells) == 1:
            return cells[0]
        total = cells[0]._replace(what=str([cell.what for cell in cells]))
        self.numbers[total] = self._all_of(cells)
        self._sum(total, cells)
        return total

    def _all_in(
        self, group: Group, indicator: Indicator
    ) -> Iterator[tuple[Basis, Cell, frozenset[Phase]]]:
        """Give the numbers, or the sums of parts, that count all complaints of some phases."""
        for cell, counted in declared(group, indicator):
            if counted.is_all and cell in self.numbers:
                yield indicator.basis, cell, counted.phases
        is_split = phase_counts(indicator) is not None
        for phase, parts in by_phase(indicator.parts).items() if is_split else ():
            cells = [part_cell(group, indicator.id, part.key) for part in parts]
            yield indicator.basis, self._together(cells), frozenset({phase})

    def _some_in(
        self, group: Group, indicator: Indicator
    ) -> Iterator[tuple[Cell, frozenset[Phase]]]:
        for cell, counted in declared(group, indicator):
            if not counted.is_all and cell in self.numbers:
                yield cell, counted.phases

    def _enter_same(self, group: Group, indicators: Sequence[Indicator]) -> None:
        """Parts that are declared to count the same, under one name."""
        same: defaultdict[str, list[Cell]] = defaultdict(list)
        for indicator in indicators:
            for key, name in counts_of(indicator).same.items():
                if part_cell(group, indicator.id, key) in self.numbers:
                    same[name].append(part_cell(group, indicator.id, key))
        for first, *equal_cells in same.values():
            for cell in equal_cells:
                self._sum_if_true(first, [cell])

    def _enter_clocks(self, group: Group, indicators: Sequence[Indicator]) -> None:
        for judged in indicators:
            for timed in indicators:
                code = counts_of(judged).in_time_of
                if code and code == counts_of(timed).time_of:
                    self._enter_clock(group, judged.id, timed.id)

    def _enter_clock(self, group: Group, in_time: str, time: str) -> None:
        """What is in time and how long it took are told of the same runs of a clock."""
        code = f"{in_time} {time}"
        met, n, took = value_cell(group, in_time), n_cell(group, in_time), n_cell(group, time)
        if not {met, took} <= self.numbers.keys():
            return
        ended, gone = (left_out_cell(group, clock, "ended") for clock in (in_time, time))
        overdue = left_out_cell(group, time, "overdue")
        late, late_gone = (Cell(group, code, what) for what in ("late", "late and gone"))
        for cell in (ended, gone, overdue):
            self.numbers.setdefault(cell, 0)
            if not self.shown_by(cell):
                self._known.add(cell)
        numbers = self.numbers
        if numbers[took] < numbers[met] or numbers[gone] < numbers[ended]:
            return
        self._number(late, numbers[took] - numbers[met])
        self._number(late_gone, numbers[gone] - numbers[ended])
        self._sum(took, [met, late])
        self._sum(gone, [ended, late_gone])
        undone = self._number(Cell(group, code, "undone"), numbers[n] - numbers[took])
        self._sum(n, [took, undone])
        self._sum_if_true(undone, [late_gone, overdue])

    def _in_common(self, indicator: Indicator, cell: Cell) -> None:
        """Indicators that count the same things have the same numbers: n, left out and in all."""
        number, unit = self.numbers[cell], indicator.definition.unit.en
        common = Cell(cell.group, f"{indicator.basis} {unit}", f"{cell.what} {number}")
        self._sum(common, [cell])
        if self.shown_by(cell):
            self._common[cell] = common
            self._twins[common].append(cell)

    def _show(self, cell: Cell, number: int, *tells: Cell) -> Cell:
        """Enter a number that is shown, with those that can't be hidden while it is shown."""
        self._shows[cell] = (cell, *tells)
        self._rows[cell.group, cell.of].append(cell)
        for shown in self._shows[cell]:
            self._shown_by[shown].append(cell)
        return self._number(cell, number)

    def _number(self, cell: Cell, number: int) -> Cell:
        self.numbers[cell] = number
        if cell.what not in _HARMLESS:
            self.guarded.append(cell)
        return cell

    def _all_of(self, cells: Iterable[Cell]) -> int:
        return sum(self.numbers[cell] for cell in cells)

    def _sum(self, total: Cell, parts: Sequence[Cell]) -> None:
        self.sums.append(Sum(total, tuple(parts)))

    def _sum_if_true(self, total: Cell, parts: Sequence[Cell]) -> None:
        """Say so if it is so: a city's own indicators may count otherwise than their names say."""
        known = bool(parts) and all(part in self.numbers for part in (total, *parts))
        if known and self.numbers[total] == self._all_of(parts):
            self._sum(total, parts)


def _shares(indicator: Indicator) -> list[tuple[str, Share]]:
    return [(part.key, part.share) for part in indicator.parts if part.share is not None]


_OPEN = frozenset(phase for phase in Phase if phase.is_open)
_HARMLESS = (TOTAL, "left out unknown")
