"""Statements: what a predicate says, as data that can be reasoned about.

A predicate answers for one complaint. Its statement tells what it asks of any complaint: the index
reads from it which complaints can't match, the analysis which rules leave nothing to others. What
can't be said is `Opaque`: true or false, for all anybody knows.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import frozen

from sp4n.routing.facts import RoutingFacts
from sp4n.routing.word_lists import Entry, Manner

__all__ = [
    "Asks",
    "Every",
    "Field",
    "Mentions",
    "Nothing",
    "Opaque",
    "Received",
    "Some",
    "Statement",
    "WordCount",
    "clauses",
    "plain_channel",
]

Field = Literal[
    "anonymous",
    "category",
    "channel",
    "classification",
    "confidential",
    "region",
    "target_agency",
]
"""A field of a complaint whose value a predicate may ask for."""


def plain_channel(channel: str) -> str:
    """Write a channel as it is compared: whatever the case of its letters.

    >>> plain_channel(" SMS")
    'sms'
    """
    return channel.strip().casefold()


@frozen
class Asks:
    """The complaint's value of a field is one of these.

    For ``category`` and ``region`` that includes whatever lies within one of them. Values are the
    codes as strings, ``true`` and ``false`` for the two flags; channels are kept as they are
    compared (`plain_channel`), each once. What a complaint doesn't tell is none of them.
    """

    field: Field
    values: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        if self.field == "channel":
            plain = tuple(dict.fromkeys(map(plain_channel, self.values)))
            object.__setattr__(self, "values", plain)


@frozen
class Received:
    """The complaint was received on one of the days from `since` up to but not `until`."""

    since: date | None
    until: date | None


@frozen
class WordCount:
    """The body has at least and at most so many words; None leaves it open above."""

    at_least: int = 0
    at_most: int | None = None


@frozen
class Mentions:
    """The text has this word or phrase, in a form that is not among `without`.

    In the manner ``affirmed`` at least one such mention is not negated, in the manner ``negated``
    at least one is (`sp4n.routing.negations`). So a mention in any manner is one of the two, and a
    text may hold both.
    """

    entry: Entry
    without: frozenset[str] = frozenset()
    manner: Manner = "any"

    def is_in(self, facts: RoutingFacts) -> bool:
        """Tell whether a text has it, just as the predicate would."""
        return self.entry.is_in(facts, self.without, self.manner)


@frozen
class Opaque:
    """Something that only the predicate itself knows; `name` is how the analysis speaks of it."""

    name: str


@frozen
class Every:
    """All of these hold; true of anything when there are none."""

    parts: "tuple[Statement, ...]"


@frozen
class Some:
    """At least one of these holds; true of nothing when there are none."""

    parts: "tuple[Statement, ...]"


@frozen
class Nothing:
    """This does not hold."""

    part: "Statement"


Statement = Asks | Received | WordCount | Mentions | Opaque | Every | Some | Nothing


def clauses(statement: Statement) -> Iterator[Statement]:
    """Walk over a statement's simple parts, from left to right.

    >>> [*clauses(Every((WordCount(3), Nothing(Opaque("mine")))))]
    [WordCount(at_least=3, at_most=None), Opaque(name='mine')]
    """
    if isinstance(statement, Every | Some):
        for part in statement.parts:
            yield from clauses(part)
    elif isinstance(statement, Nothing):
        yield from clauses(statement.part)
    else:
        yield statement
