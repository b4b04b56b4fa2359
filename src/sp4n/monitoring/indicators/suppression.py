"""Suppression: hiding small numbers, lest a figure tells of one person.

A number is hidden if it, or what is left of its total without it, counts at least one and fewer
than so many. Where that would leave one hidden number in a row (the parts of a figure) or in a
column (the same number in each group), whoever knows the total could work it out: then the
smallest of the others is hidden as well, again and again until no such row or column is left.

It protects the numbers of one indicator against each other and against its total. Whoever puts
different indicators, periods or groupings together may still learn more.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import evolve

from sp4n.errors import fault
from sp4n.monitoring.figures import Share
from sp4n.monitoring.indicators.indicator import Excluded, Indicator
from sp4n.validation import refuse, type_fault

__all__ = ["FEWEST", "suppressed", "suppressed_groups"]

FEWEST = 5
"""Own choice, as many statistical offices have it: numbers below are hidden."""

_Item = TypeVar("_Item")
_N, _VALUE = "n", "value"
_Cell = str | tuple[str]
"""What may be hidden: ``n``, ``value``, or the part with a key, as ``(key,)``."""


def suppressed(indicator: Indicator, fewest: int = FEWEST) -> Indicator:
    """Hide the small numbers of an indicator; InvalidValue unless `fewest` is a positive number.

    An indicator that rests on too few is hidden whole. Zero is no secret.
    """
    return suppressed_groups([[indicator]], fewest)[0][0]


def suppressed_groups(
    groups: Sequence[Sequence[Indicator]], fewest: int = FEWEST
) -> list[list[Indicator]]:
    """Hide the small numbers of the same indicators in several groups."""
    refuse(type_fault(int, fewest, "fewest", "a number"))
    refuse(None if fewest >= 1 else fault("too_small", "fewest", limit=1, found=fewest))
    columns = zip(*groups, strict=True)
    hidden = [_hide(list(column), fewest) for column in columns]
    return [list(row) for row in zip(*hidden, strict=True)] or [[] for _ in groups]


def _hide(column: list[Indicator], fewest: int) -> list[Indicator]:
    """Hide what has to be hidden of one indicator in several groups."""
    sizes = [_sizes(one) for one in column]
    hidden = [{cell for cell, n in one.items() if 0 < n < fewest} for one in map(_least, column)]
    while True:
        before = sum(map(len, hidden))
        for cells, own in zip(hidden, sizes, strict=True):
            _hide_in_row(cells, own)
        _hide_in_columns(sizes, hidden)
        if sum(map(len, hidden)) == before:
            break
    return [_without(one, cells, fewest) for one, cells in zip(column, hidden, strict=True)]


def _sizes(indicator: Indicator) -> dict[_Cell, int]:
    """Give each number that may be hidden with what it counts."""
    value = indicator.value
    sizes: dict[_Cell, int] = {_N: indicator.n or 0}
    if isinstance(value, Share):
        sizes[_VALUE] = value.part
    return sizes | {(one.key,): one.share.part for one in indicator.parts if one.share is not None}


def _least(indicator: Indicator) -> dict[_Cell, int]:
    """Give for each number the least that it tells of: itself, or what is left of its total."""
    value = indicator.value
    least: dict[_Cell, int] = {_N: indicator.n or 0}
    if isinstance(value, Share):
        least[_VALUE] = _smaller(value)
    return least | {(one.key,): _smaller(one.share) for one in indicator.parts if one.share}


def _smaller(share: Share) -> int:
    return min((n for n in (share.part, share.of - share.part) if n), default=0)


def _hide_in_row(hidden: set[_Cell], sizes: dict[_Cell, int]) -> None:
    """What rests on too few is hidden whole; a hidden share hides its parts, one part another."""
    parts = {cell for cell in sizes if isinstance(cell, tuple)}
    if _N in hidden:
        hidden.update(sizes)
    elif _VALUE in hidden:
        hidden.update(parts)
    elif len(hidden & parts) == 1:
        hidden.update(_smallest((cell, sizes[cell]) for cell in parts - hidden))


def _hide_in_columns(sizes: list[dict[_Cell, int]], hidden: list[set[_Cell]]) -> None:
    """Where one group hides a number alone, hide it in the group next in size as well."""
    for cell in set().union(*hidden):
        if sum(cell in cells for cells in hidden) == 1:
            others = [
                (place, one[cell])
                for place, one in enumerate(sizes)
                if cell in one and cell not in hidden[place]
            ]
            for place in _smallest(others):
                hidden[place].add(cell)


def _smallest(cells: Iterable[tuple[_Item, int]]) -> set[_Item]:
    """Give the one with the smallest number that is not zero; none if there is none."""
    found = min(((n, str(cell), cell) for cell, n in cells if n), default=None)
    return set() if found is None else {found[2]}


def _without(indicator: Indicator, hidden: set[_Cell], fewest: int) -> Indicator:
    """Give the indicator without what is hidden."""
    left_out = [
        Excluded(one.reason, None if one.n is None or one.n < fewest else one.n)
        for one in indicator.excluded
    ]
    few = any(one.n is None for one in left_out)
    if not hidden and not few:
        return indicator
    whole = _N in hidden
    return evolve(
        indicator,
        n=None if whole else indicator.n,
        value=None if whole or _VALUE in hidden else indicator.value,
        parts=[evolve(one, share=None) if (one.key,) in hidden else one for one in indicator.parts],
        excluded=[Excluded(one.reason, None) for one in left_out] if whole else left_out,
        is_suppressed=True,
    )
