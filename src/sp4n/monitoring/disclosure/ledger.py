"""Ledgers: the numbers of reports, and how they add up, as whoever reads them knows.

Suppression has to know what a reader can work out. So each number is a cell, and each "these make
up that" a sum: within an indicator, between the indicators of a report that count the same
complaints, and between the groups of a report and the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from sp4n.monitoring.figures import Share
from sp4n.monitoring.indicators.indicator import Indicator, Part
from sp4n.workflow import Phase

Group = Hashable
"""Which group a number is of."""

WHOLE: Group = "whole"
"""The group of all."""


class Cell(NamedTuple):
    """One number: its group, its indicator (or what several have in common), and which it is."""

    group: Group
    of: str
    what: str


class Sum(NamedTuple):
    """Some cells that make up another one."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, the total first."""
        return self.total, *self.parts


_N, _REST, _TOTAL = "n", "rest", "total"


def n_cell(group: Group, indicator: str) -> Cell:
    """Name the n of an indicator."""
    return Cell(group, indicator, _N)


def is_n(cell: Cell) -> bool:
    """Tell whether a cell is the n of an indicator."""
    return cell.what == _N


def value_cell(group: Group, indicator: str) -> Cell:
    """Name the figure of an indicator: the part of its share."""
    return Cell(group, indicator, "value")


def part_cell(group: Group, indicator: str, key: str) -> Cell:
    """Name a part of an indicator."""
    return Cell(group, indicator, f"part {key}")


def left_out_cell(group: Group, indicator: str, reason: str) -> Cell:
    """Name the number that an indicator leaves out for a reason."""
    return Cell(group, indicator, f"left out {reason}")


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
        given = {one.id: one for one in indicators}
        for one in given.values():
            self._enter(group, one)
        if "by_status" in given:
            self._enter_standing(group, given["by_status"], given.values())
        for cell, other in _SAME:
            self._sum_if_true(cell._replace(group=group), [other._replace(group=group)])
        for code in given:
            self._enter_clock(group, code.removesuffix(_IN_TIME))

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
        found, waiting = set[Cell](), list(cells)
        while waiting:
            cell = waiting.pop()
            if cell not in found:
                found.add(cell)
                waiting += self._twins.get(self._common.get(cell, cell), ())
                waiting += self._rows[cell.group, cell.of] if is_n(cell) else ()
        return found

    def _enter(self, group: Group, one: Indicator) -> None:
        if one.n is None:
            return
        n = self._show(n_cell(group, one.id), one.n)
        left_out = [
            self._show(left_out_cell(group, one.id, other.reason), other.n)
            for other in one.excluded
            if other.n is not None
        ]
        total = self._number(Cell(group, one.id, _TOTAL), one.n + self._all_of(left_out))
        self._sum(total, [n, *left_out])
        for cell in (n, total, *left_out):
            self._in_common(one, cell)
        self._enter_value(group, one, n)
        if one.definition.has_split:
            self._enter_split(group, one, n)
        else:
            self._enter_each(group, one, n)

    def _enter_value(self, group: Group, one: Indicator, n: Cell) -> None:
        """A count is mostly the n itself; of a share there is a rest that is told nowhere."""
        value, cell = one.value, value_cell(group, one.id)
        if isinstance(value, Share):
            self._show(cell, value.part)
            rest = self._number(cell._replace(what=_REST), value.of - value.part)
            self._sum_if_true(n, [cell, rest])
        elif isinstance(value, int) and value != one.n:
            self._show(cell, value)

    def _enter_split(self, group: Group, one: Indicator, n: Cell) -> None:
        """The parts of one whole make up the figure, or the n."""
        value = value_cell(group, one.id)
        parts = [
            self._show(part_cell(group, one.id, key), share.part, *self._if(value, share.of))
            for key, share in _shares(one)
        ]
        self._sum_if_true(value, parts)
        self._sum_if_true(n, parts)

    def _if(self, value: Cell, number: int) -> list[Cell]:
        """A part of the figure tells how much that is."""
        return [value] if self.numbers.get(value) == number else []

    def _enter_each(self, group: Group, one: Indicator, n: Cell) -> None:
        """Parts that are each of a whole of its own: so much of each makes up so much of all."""
        value = value_cell(group, one.id)
        parts, wholes, rests = [], [], []
        for key, share in _shares(one):
            whole, rest = (Cell(group, one.id, f"{what} {key}") for what in ("whole", _REST))
            parts.append(self._show(part_cell(group, one.id, key), share.part, whole))
            wholes.append(self._number(whole, share.of))
            rests.append(self._number(rest, share.of - share.part))
            self._sum(whole, [parts[-1], rest])
        self._sum_if_true(value, parts)
        self._sum_if_true(n, wholes)
        self._sum_if_true(value._replace(what=_REST), rests)

    def _enter_standing(
        self, group: Group, by_status: Indicator, indicators: Iterable[Indicator]
    ) -> None:
        """What is counted by status, by phase and by how it ended is the same complaints.

        Where the numbers agree, a reader may take those that are open or ended for the same, too.
        """
        counts = Counter[str]()
        for part in by_status.parts:
            counts[part.phase or ""] += 0 if part.share is None else part.share.part
        if by_status.n is None or sum(counts.values()) != by_status.n:
            return  # some are hidden already
        standing = Cell(group, "standing", "")
        for phase in Phase:
            self.numbers[standing._replace(what=phase)] = counts[phase]
            if not counts[phase]:  # no part is told of it
                self._known.add(standing._replace(what=phase))
        for what, parts in _TREE.items():
            cells = _named(standing, parts)
            self.numbers[standing._replace(what=what)] = self._all_of(cells)
            self._sum(standing._replace(what=what), cells)
        for one in indicators:
            if one.id == "backlog" and one.n is not None:
                self._enter_older(group, one, standing)
            for what, names in _STANDING.get(one.id, {}).items():
                self._sum_if_true(Cell(group, one.id, what), _named(standing, names))
            for phase, found in _by_phase(one.parts).items():
                cells = [part_cell(group, one.id, part.key) for part in found]
                self._sum_if_true(standing._replace(what=phase), cells)

    def _enter_older(self, group: Group, backlog: Indicator, standing: Cell) -> None:
        """What is open when read is what was received in the period and is open, and older ones."""
        older, older_of = Cell(group, backlog.id, "older"), []
        for phase, found in _by_phase(backlog.parts).items():
            shown, own = part_cell(group, backlog.id, found[0].key), standing._replace(what=phase)
            older_of.append(older._replace(what=f"older {phase}"))
            self.numbers[older_of[-1]] = self.numbers[shown] - self.numbers[own]
            self._sum(shown, [own, older_of[-1]])
        n, is_open = n_cell(group, backlog.id), standing._replace(what="open")
        self.numbers[older] = self.numbers[n] - self.numbers[is_open]
        self._sum(n, [is_open, older])
        self._sum_if_true(older, older_of)

    def _enter_clock(self, group: Group, code: str) -> None:
        """What is in time and how long it took are told of the same runs of a clock."""
        in_time, time = code + _IN_TIME, f"{code}_time"
        met, n, took = value_cell(group, in_time), n_cell(group, in_time), n_cell(group, time)
        if not {met, took} <= self.numbers.keys():
            return
        ended, gone = (left_out_cell(group, one, "ended") for one in (in_time, time))
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

    def _in_common(self, one: Indicator, cell: Cell) -> None:
        """Indicators that count the same things have the same numbers: n, left out and in all."""
        number, unit = self.numbers[cell], one.definition.unit.en
        common = Cell(cell.group, f"{one.basis} {unit}", f"{cell.what} {number}")
        self._sum(common, [cell])
        if self.shown_by(cell):
            self._common[cell] = common
            self._twins[common].append(cell)

    def _show(self, cell: Cell, number: int, *others: Cell) -> Cell:
        """Enter a number that is shown, with others that can't be hidden while it is shown."""
        self._shows[cell] = (cell, *others)
        self._rows[cell.group, cell.of].append(cell)
        for one in (cell, *others):
            self._shown_by[one].append(cell)
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
        known = bool(parts) and all(one in self.numbers for one in (total, *parts))
        if known and self.numbers[total] == self._all_of(parts):
            self._sum(total, parts)


def _shares(one: Indicator) -> list[tuple[str, Share]]:
    return [(part.key, part.share) for part in one.parts if part.share is not None]


_HARMLESS = (_TOTAL, "left out unknown")
_IN_TIME = "_in_time"
_TREE: Mapping[str, Sequence[str]] = {
    "in process": (Phase.ANSWERED, Phase.IN_PROGRESS),
    "unanswered": (Phase.NEW, Phase.ASSIGNED, Phase.WAITING_REPORTER),
    "dismissed": (Phase.ARCHIVED, Phase.BLOCKED),
    "open": ("unanswered", "in process"),
    "ended": (Phase.CLOSED, "dismissed"),
    "other": ("unanswered", "dismissed"),
    "all": ("open", "ended"),
}
"""How complaints stand, from their phases up."""

_STANDING: Mapping[str, Mapping[str, Sequence[str]]] = {
    "by_status": {"n": ("all",)},
    "follow_up_rate": {
        "n": ("all",),
        "value": (Phase.CLOSED, "in process"),
        "rest": ("other",),
        "part other": ("other",),
        "part closed": (Phase.CLOSED,),
        "part in_process": ("in process",),
    },
    "closed_by": {"n": ("all",), "value": (Phase.CLOSED,)},
    "archived_by": {"n": ("all",), "value": (Phase.ARCHIVED,)},
    "archived_because": {"n": ("all",), "value": (Phase.ARCHIVED,)},
    "satisfaction": {"left out still_open": ("open",)},
    "backlog": {"n": ("open",)},
    "backlog_age": {"n": ("open",)},
    "outflow": {"n": ("ended",)},
}
"""What the numbers of our own indicators are of that, besides parts that are phases."""

_SAME = tuple(
    (part_cell("", indicator, key), part_cell("", other, of_other))
    for indicator, key, other, of_other in (
        ("archived_by", "reporter", "archived_because", "withdraw"),
        ("archived_by", "system", "archived_because", "expire"),
        ("archived_by", "reporter", "by_status", "archived_by_reporter"),
        ("archived_by", "system", "by_status", "archived_by_system"),
        ("archived_by", "officer", "by_status", "archived_by_admin"),
        ("closed_by", "reporter", "by_status", "closed_by_reporter"),
        ("closed_by", "system", "by_status", "closed_by_system"),
        ("closed_by", "officer", "by_status", "closed_by_admin"),
    )
)
"""Parts that say the same of who ended a complaint, in the words of LAPOR!'s table."""


def _named(cell: Cell, whats: Iterable[str]) -> list[Cell]:
    return [cell._replace(what=what) for what in whats]


def _by_phase(parts: Iterable[Part]) -> dict[Phase, list[Part]]:
    found: defaultdict[Phase, list[Part]] = defaultdict(list)
    for one in parts:
        if one.phase is not None and one.share is not None:
            found[one.phase].append(one)
    return found
