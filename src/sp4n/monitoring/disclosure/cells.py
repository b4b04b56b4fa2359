"""Cells: the numbers of reports by name, and what definitions declare that they count."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sp4n.frozen_dict import FrozenDict
from sp4n.monitoring.indicators.definitions import Counted, Counts
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


_N, REST, TOTAL = "n", "rest", "total"


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


def counts_of(indicator: Indicator) -> Counts:
    """Give what its definition declares; nothing, unless it does."""
    return indicator.definition.counts or Counts()


def declared(group: Group, indicator: Indicator) -> Iterator[tuple[Cell, Counted]]:
    """Give the numbers of an indicator that its definition says something of."""
    counts = counts_of(indicator)
    if counts.n is not None:
        yield n_cell(group, indicator.id), counts.n
    if counts.value is not None:
        yield value_cell(group, indicator.id), counts.value
    if counts.rest is not None:
        yield Cell(group, indicator.id, REST), counts.rest
    for key, counted in counts.parts.items():
        yield part_cell(group, indicator.id, key), counted
    for reason, counted in counts.left_out.items():
        yield left_out_cell(group, indicator.id, reason), counted


def phase_counts(indicator: Indicator) -> Counter[str] | None:
    """Count the phases, if it splits all complaints of some by them and nothing of that is hidden.

    Parts without a phase are counted under ``""``.
    """
    whole = counts_of(indicator).n
    if whole is None or not whole.is_all or not (indicator.n == 0 or by_phase(indicator.parts)):
        return None
    counts = Counter[str]()
    for part in indicator.parts:
        counts[part.phase or ""] += 0 if part.share is None else part.share.part
    return counts if sum(counts.values()) == indicator.n else None


def counts_all(indicator: Indicator, phases: Iterable[Phase]) -> bool:
    """Tell whether it rests on all complaints of just these phases."""
    return counts_of(indicator).n == Counted(phases)


def standing_cell(group: Group) -> Cell:
    """Name how complaints stand, for the phases and knots of `TREE` to be named by."""
    return Cell(group, "standing", "")


def covering(phases: frozenset[Phase]) -> list[str]:
    """Name the fewest knots of the tree that make up some phases, the largest first."""
    knots, left = list[str](), set(phases)
    for what, below in sorted(_PHASES_OF.items(), key=lambda knot: -len(knot[1])):
        if below <= left:
            knots.append(what)
            left -= below
    return knots


TREE: Mapping[str, Sequence[str]] = FrozenDict(
    {
        "in process": (Phase.ANSWERED, Phase.IN_PROGRESS),
        "unanswered": (Phase.NEW, Phase.ASSIGNED, Phase.WAITING_REPORTER),
        "dismissed": (Phase.ARCHIVED, Phase.BLOCKED),
        "open": ("unanswered", "in process"),
        "ended": (Phase.CLOSED, "dismissed"),
        "other": ("unanswered", "dismissed"),
        "all": ("open", "ended"),
    }
)
"""How complaints stand, from their phases up."""


def _phases_of(what: str) -> frozenset[str]:
    below = TREE.get(what)
    return frozenset({what}) if below is None else frozenset().union(*map(_phases_of, below))


_PHASES_OF = {what: _phases_of(what) for what in (*TREE, *Phase)}


def named(cell: Cell, whats: Iterable[str]) -> list[Cell]:
    """Name several numbers of what a cell is of."""
    return [cell._replace(what=what) for what in whats]


def by_phase(parts: Iterable[Part]) -> dict[Phase, list[Part]]:
    """Sort the parts that are shown by the phases that they declare."""
    shown: defaultdict[Phase, list[Part]] = defaultdict(list)
    for part in parts:
        if part.phase is not None and part.share is not None:
            shown[part.phase].append(part)
    return shown
