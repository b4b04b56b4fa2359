"""Suppression: hiding small numbers, so that no figure tells of one person.

A number is hidden if it, or what is left of its whole without it, counts at least one and fewer
than so many. Of the others, so many are hidden that no small number can be worked out from all that
is still shown: by the sums within an indicator, between the indicators of a report, and between
groups and the whole. `protection` says how, and `ledger` which sums those are.

What it can't know is what else is published: reports of other periods, instants or groupings, which
were hidden apart, may still tell more when somebody puts them together.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from sp4n.errors import Fault, fault
from sp4n.monitoring.disclosure.cells import (
    WHOLE,
    Cell,
    Group,
    left_out_cell,
    n_cell,
    part_cell,
    value_cell,
)
from sp4n.monitoring.disclosure.ledger import Ledger
from sp4n.monitoring.disclosure.protection import hidden_cells
from sp4n.monitoring.figures import FEWEST, Spread
from sp4n.monitoring.indicators.indicator import Excluded, Figure, Indicator
from sp4n.validation import refuse, type_fault

Grouped = Mapping[Any, Iterable[Indicator]]
"""The indicators of each group."""


def suppressed(indicator: Indicator, fewest: int = FEWEST) -> Indicator:
    """Hide the small numbers of an indicator.

    InvalidValue unless `fewest` is a positive number; if the definition doesn't declare what it
    counts (`counts_undeclared`), or its parts count something twice though it `has_split`.

    An indicator that rests on too few is hidden whole. Zero is no secret, and neither is how many
    are unknown to the source.
    """
    return suppressed_together([indicator], [], fewest)[0][0]


def suppressed_together(
    whole: Iterable[Indicator] | None, groupings: Iterable[Grouped], fewest: int = FEWEST
) -> tuple[tuple[Indicator, ...], list[dict[Group, tuple[Indicator, ...]]]]:
    """Hide the small numbers of the same indicators of the whole and of several groupings of it.

    Without a whole it is hidden nowhere, and taken as known to whoever reads the groups.
    """
    refuse(type_fault(int, fewest, "fewest", "number"))
    refuse(None if fewest >= 1 else fault("too_small", "fewest", limit=1, found=fewest))
    all_of = tuple(whole or ())
    groups = [
        {(place, key): tuple(given) for key, given in grouped.items()}
        for place, grouped in enumerate(groupings)
    ]
    each = (all_of, *(given for grouped in groups for given in grouped.values()))
    refuse(*dict.fromkeys(wrong for given in each for wrong in _undeclared(given)))
    ledger = Ledger()
    if whole is not None:
        ledger.enter(WHOLE, all_of)
    for grouped in groups:
        for group, indicators in grouped.items():
            ledger.enter(group, indicators)
        ledger.add_up(grouped)
    hidden = hidden_cells(ledger, fewest)
    return _without(WHOLE, all_of, hidden), [
        {key: _without((place, key), given, hidden) for (place, key), given in grouped.items()}
        for place, grouped in enumerate(groups)
    ]


def _undeclared(indicators: Iterable[Indicator]) -> Iterator[Fault]:
    """Refuse what can't be protected: nobody knows what it has in common with other numbers."""
    for indicator in indicators:
        where, counts = f"indicator.{indicator.id}", indicator.definition.counts
        if counts is None:
            yield fault("counts_undeclared", f"{where}.counts")
        shares = [part.share for part in indicator.parts if part.share is not None]
        told = sum(share.part for share in shares)
        if indicator.definition.has_split and indicator.n is not None and told > indicator.n:
            yield fault("too_large", f"{where}.parts", limit=indicator.n, found=told)


def _without(
    group: Group, indicators: Iterable[Indicator], hidden: set[Cell]
) -> tuple[Indicator, ...]:
    return tuple(_hidden_in(group, indicator, hidden) for indicator in indicators)


def _hidden_in(group: Group, indicator: Indicator, hidden: set[Cell]) -> Indicator:
    """Give an indicator without what is hidden of it."""
    parts = [
        evolve(part, share=None) if part_cell(group, indicator.id, part.key) in hidden else part
        for part in indicator.parts
    ]
    left_out = [
        Excluded(left_out.reason, None)
        if left_out_cell(group, indicator.id, left_out.reason) in hidden
        else left_out
        for left_out in indicator.excluded
    ]
    n = None if n_cell(group, indicator.id) in hidden else indicator.n
    is_value_hidden = n is None or value_cell(group, indicator.id) in hidden
    value = (
        None if is_value_hidden else _without_single(indicator.value, parts != [*indicator.parts])
    )
    parts.sort(key=lambda part: part.key if part.share is None else "")  # no order tells of sizes
    without = evolve(indicator, n=n, value=value, parts=parts, excluded=left_out)
    return without if without == indicator else evolve(without, is_suppressed=True)


def _without_single(value: Figure, is_some_part_hidden: bool) -> Figure:  # noqa: FBT001
    """A spread tells of its parts, and by its ends of single complaints."""
    if not isinstance(value, Spread):
        return value
    return None if is_some_part_hidden else evolve(value, least=None, most=None)
