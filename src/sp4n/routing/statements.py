"""Statements: what a predicate says, as data that can be reasoned about.

A predicate answers for one complaint. Its statement tells what it asks of any complaint: the index
reads from it which complaints can't match, the analysis which rules leave nothing to others. What
can't be said is `Opaque`: true or false, for all anybody knows.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, assert_never, get_args

from attrs import frozen

from sp4n.model.region import region_fault, region_or_as_given
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.word_lists import Entry, Manner
from sp4n.validation import date_fault

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


@frozen(cache_hash=True)
class Mentions:
    """The text has this word or phrase, in a form that is not among `without`.

    In the manner ``affirmed`` at least one such mention is not negated, in the manner ``negated``
    at least one is (`sp4n.routing.text`). So a mention in any manner is one of the two, and a
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
class AllOf:
    """All of these hold; true of anything when there are none."""

    parts: "tuple[Statement, ...]"


@frozen
class AnyOf:
    """At least one of these holds; true of nothing when there are none."""

    parts: "tuple[Statement, ...]"


@frozen
class Not:
    """This does not hold."""

    part: "Statement"


Statement = Asks | Received | WordCount | Mentions | Opaque | AllOf | AnyOf | Not


def clauses(statement: Statement) -> Iterator[Statement]:
    """Walk over a statement's simple parts, from left to right.

    >>> [*clauses(AllOf((WordCount(3), Not(Opaque("mine")))))]
    [WordCount(at_least=3, at_most=None), Opaque(name='mine')]
    """
    match statement:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from clauses(part)
        case Not(part):
            yield from clauses(part)
        case Asks() | Received() | WordCount() | Mentions() | Opaque():
            yield statement
        case _:
            assert_never(statement)


def choices(statement: Statement, *, is_choice: bool = False) -> Iterator[Asks | Mentions]:
    """Walk over the words and values of which a statement wants one among several."""
    if isinstance(statement, AllOf):
        for part in statement.parts:
            yield from choices(part, is_choice=is_choice)
    elif isinstance(statement, AnyOf):
        for part in statement.parts:
            yield from choices(part, is_choice=is_choice or len(statement.parts) > 1)
    elif isinstance(statement, Asks):
        if is_choice or len(statement.values) > 1:
            yield from (Asks(statement.field, (value,)) for value in statement.values)
    elif isinstance(statement, Mentions) and is_choice:
        yield statement


def as_written(part: Asks | Mentions) -> str:
    """Name a part as a rule writes it."""
    if isinstance(part, Asks):
        return part.values[0]
    words = " ".join(part.entry.roots)
    return f"={words}" if part.entry.is_exact else words


def is_clear(statement: Statement) -> bool:
    """Tell whether nothing in a statement is opaque.

    >>> is_clear(Not(WordCount(3))), is_clear(Not(Opaque("mine")))
    (True, False)
    """
    return not opaque_in(statement)


def opaque_in(statement: Statement) -> tuple[str, ...]:
    """Name what is opaque in a statement, each name once.

    >>> opaque_in(AllOf((Opaque("mine"), WordCount(3), Not(Opaque("mine")))))
    ('mine',)
    """
    return tuple(
        dict.fromkeys(clause.name for clause in clauses(statement) if isinstance(clause, Opaque))
    )


def is_sound(statement: object) -> bool:
    """Tell whether something is a statement that can be reasoned about; foreign code made it.

    >>> is_sound(AllOf((WordCount(3),))), is_sound(Asks("region", ("everywhere",))), is_sound(7)
    (True, False, False)
    """
    if isinstance(statement, AllOf | AnyOf):
        parts: object = statement.parts
        return isinstance(parts, tuple) and all(map(is_sound, parts))
    if isinstance(statement, Not):
        return is_sound(statement.part)
    check = _CHECKS.get(type(statement))
    return check is not None and check(statement)


def _asks_soundly(asks: Any) -> bool:  # noqa: ANN401  # foreign code filled it, whatever its types say
    if asks.field not in _FIELDS or not _are_texts(asks.values, tuple):
        return False
    regions = asks.values if asks.field == "region" else ()
    return all(region_fault(region_or_as_given(code), "") is None for code in regions)


def _mentions_soundly(mentions: Any) -> bool:  # noqa: ANN401  # as above
    has_roots = isinstance(mentions.entry, Entry) and _are_texts(mentions.entry.roots, tuple)
    is_known = has_roots and bool(mentions.entry.roots) and mentions.manner in _MANNERS
    return is_known and _are_texts(mentions.without, frozenset)


def _received_soundly(received: Any) -> bool:  # noqa: ANN401  # as above
    return all(
        day is None or date_fault(day, "") is None for day in (received.since, received.until)
    )


def _counts_soundly(counts: Any) -> bool:  # noqa: ANN401  # as above
    return isinstance(counts.at_least, int) and isinstance(counts.at_most, int | None)


def _is_named(opaque: Any) -> bool:  # noqa: ANN401  # as above
    return isinstance(opaque.name, str)


def _are_texts(values: object, kind: type[tuple[object, ...] | frozenset[object]]) -> bool:
    return isinstance(values, kind) and all(isinstance(value, str) for value in values)


_CHECKS: Mapping[type, Callable[[Any], bool]] = {
    Asks: _asks_soundly,
    Mentions: _mentions_soundly,
    Received: _received_soundly,
    WordCount: _counts_soundly,
    Opaque: _is_named,
}
_FIELDS = frozenset(get_args(Field))
_MANNERS = frozenset(get_args(Manner))
