"""Guards: what must be there for a predicate to hold, whatever else it asks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from sp4n.routing.statements import (
    Asks,
    Every,
    Field,
    Mentions,
    Opaque,
    Some,
    Statement,
    clauses,
)

__all__ = ["Cost", "Guard", "GuardKind", "Guards", "mentioned", "necessary", "plain_channel"]

GuardKind = Field | Literal["exact", "word"]
"""A field, a root of which any form counts, or a word that must stand exactly like this."""

Guard = tuple[GuardKind, str]
"""Something that a complaint has or has not: ``("word", "lubang")``, ``("region", "99.71")``."""

Guards = frozenset[Guard]
"""Guards of which at least one must be there."""

Cost = Callable[[Guard], int]
"""Tells how many rules a guard would have looked at; the fewer, the better a guard."""


def plain_channel(channel: str) -> str:
    """Write a channel as it is compared."""
    return channel.strip().casefold()


def mentioned(statement: Statement) -> Guards:
    """Give every guard that a statement could be looked up by.

    >>> sorted(mentioned(Every((Asks("region", ("99.71",)), Asks("channel", (" SMS",))))))
    [('channel', 'sms'), ('region', '99.71')]
    """
    return frozenset(guard for one in clauses(statement) for guard in _own(one))


def necessary(statement: Statement, cost: Cost) -> Guards | None:
    """Give the cheapest guards without one of which a statement is false; None if there are none.

    What is opaque gives none, and where several must hold, neither does what stands behind it:
    they are asked in their order, and code that was plugged in may raise, which has to come to
    light even if a later one is false.

    >>> necessary(Every((Opaque("mine"), Asks("channel", ("sms",)))), lambda guard: 1)
    >>> necessary(Every((Asks("channel", ("sms",)), Opaque("mine"))), lambda guard: 1)
    frozenset({('channel', 'sms')})
    """
    match statement:
        case Asks():
            return frozenset(_own(statement))
        case Mentions():
            return _cheapest([frozenset({guard}) for guard in _own(statement)], cost)
        case Every(parts):
            return _cheapest([necessary(one, cost) for one in _surely_asked(parts)], cost)
        case Some(parts):
            return _joined([necessary(one, cost) for one in parts])
        case _:
            return None


def _own(clause: Statement) -> Iterator[Guard]:
    """Give the guards of a simple part: one of a field's values, every word of an entry."""
    if isinstance(clause, Asks):
        is_channel = clause.field == "channel"
        for value in clause.values:
            yield clause.field, plain_channel(value) if is_channel else value
    elif isinstance(clause, Mentions):
        kind: GuardKind = "exact" if clause.entry.is_exact else "word"
        yield from ((kind, root) for root in clause.entry.roots)


def _surely_asked(parts: Iterable[Statement]) -> Iterator[Statement]:
    """Walk over what is asked one after another, up to the first that has something opaque."""
    for part in parts:
        yield part
        if not _is_clear(part):
            return


def _is_clear(statement: Statement) -> bool:
    """Tell whether nothing in a statement is opaque."""
    return not any(isinstance(one, Opaque) for one in clauses(statement))


def _cheapest(options: Iterable[Guards | None], cost: Cost) -> Guards | None:
    known = [one for one in options if one is not None]
    return min(known, key=lambda guards: sum(map(cost, guards)), default=None)


def _joined(options: Sequence[Guards | None]) -> Guards | None:
    known = [one for one in options if one is not None]
    return frozenset().union(*known) if len(known) == len(options) else None
