"""Guards: what must be there for a predicate to hold, whatever else it asks."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, assert_never

from sp4n.routing.statements import (
    AllOf,
    AnyOf,
    Asks,
    Field,
    Mentions,
    Not,
    Opaque,
    Received,
    Statement,
    WordCount,
    clauses,
    is_clear,
)

GuardKind = Field | Literal["exact", "word"]
"""A field, a root of which any form counts, or a word that must stand exactly like this."""

Guard = tuple[GuardKind, str]
"""Something that a complaint has or has not: ``("word", "lubang")``, ``("region", "99.71")``."""

Guards = frozenset[Guard]
"""Guards of which at least one must be there."""

Cost = Callable[[Guard], int]
"""Tells how many rules a guard would have looked at; the fewer, the better a guard."""


def mentioned(statement: Statement) -> Guards:
    """Give every guard that a statement could be looked up by.

    >>> sorted(mentioned(AllOf((Asks("region", ("99.71",)), Asks("channel", (" SMS",))))))
    [('channel', 'sms'), ('region', '99.71')]
    """
    return frozenset(guard for clause in clauses(statement) for guard in _own(clause))


def necessary(statement: Statement, cost: Cost) -> list[Guards]:
    """Give the guards of which one each must be there for a statement to be true.

    They are as many as things that it needs, in the order in which they are asked for; none when
    nothing is necessary. Where something is needed or something else, the cheapest of each count.

    What is opaque needs nothing, and where several must hold, neither does what stands behind it:
    they are asked in their order, and code that was plugged in may raise, which has to come to
    light even if a later one is false.

    >>> from sp4n.routing.statements import Opaque
    >>> def every_rule(guard: Guard) -> int:
    ...     return 1
    >>> necessary(AllOf((Opaque("mine"), Asks("channel", ("sms",)))), every_rule)
    []
    >>> necessary(AllOf((Asks("channel", ("sms",)), Opaque("mine"))), every_rule)
    [frozenset({('channel', 'sms')})]
    """
    match statement:
        case Asks():
            return [frozenset(_own(statement))]
        case Mentions():
            return [frozenset({guard}) for guard in _own(statement)]
        case AllOf(parts):
            return [guards for part in _surely_asked(parts) for guards in necessary(part, cost)]
        case AnyOf((part,)):
            return necessary(part, cost)
        case AnyOf(parts):
            needed = [cheapest(necessary(part, cost), cost) for part in parts]
            known = [guards for guards in needed if guards is not None]
            return [frozenset().union(*known)] if len(known) == len(needed) else []
        case Received() | WordCount() | Opaque() | Not():
            return []
        case _:
            assert_never(statement)


def cheapest(options: Iterable[Guards], cost: Cost) -> Guards | None:
    """Give the guards that have the fewest rules looked at, the first of several; None of none."""
    return min(options, key=lambda guards: sum(map(cost, guards)), default=None)


def _own(clause: Statement) -> Iterator[Guard]:
    """Give the guards of a simple part: one of a field's values, every word of an entry."""
    match clause:
        case Asks(field, values):
            yield from ((field, value) for value in values)
        case Mentions(entry):
            kind: GuardKind = "exact" if entry.is_exact else "word"
            yield from ((kind, root) for root in entry.roots)
        case Received() | WordCount() | Opaque() | AllOf() | AnyOf() | Not():
            return
        case _:
            assert_never(clause)


def _surely_asked(parts: Iterable[Statement]) -> Iterator[Statement]:
    """Walk over what is asked one after another, up to the first that has something opaque."""
    for part in parts:
        yield part
        if not is_clear(part):
            return
