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
    match statement:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from clauses(part)
        case Nothing(part):
            yield from clauses(part)
        case Asks() | Received() | WordCount() | Mentions() | Opaque():
            yield statement
        case _:
            assert_never(statement)


def is_clear(statement: Statement) -> bool:
    """Tell whether nothing in a statement is opaque.

    >>> is_clear(Nothing(WordCount(3))), is_clear(Nothing(Opaque("mine")))
    (True, False)
    """
    return not opaque_in(statement)


def opaque_in(statement: Statement) -> tuple[str, ...]:
    """Name what is opaque in a statement, each name once.

    >>> opaque_in(Every((Opaque("mine"), WordCount(3), Nothing(Opaque("mine")))))
    ('mine',)
    """
    return tuple(dict.fromkeys(one.name for one in clauses(statement) if isinstance(one, Opaque)))


def is_sound(statement: object) -> bool:
    """Tell whether something is a statement that can be reasoned about; foreign code made it.

    >>> is_sound(Every((WordCount(3),))), is_sound(Asks("region", ("everywhere",))), is_sound(7)
    (True, False, False)
    """
    if isinstance(statement, Every | Some):
        parts: object = statement.parts
        return isinstance(parts, tuple) and all(map(is_sound, parts))
    if isinstance(statement, Nothing):
        return is_sound(statement.part)
    check = _CHECKS.get(type(statement))
    return check is not None and check(statement)


def _asks_soundly(one: Any) -> bool:  # noqa: ANN401  # foreign code filled it, whatever its types say
    if one.field not in _FIELDS or not _are_texts(one.values, tuple):
        return False
    regions = one.values if one.field == "region" else ()
    return all(region_fault(region_or_as_given(code), "") is None for code in regions)


def _mentions_soundly(one: Any) -> bool:  # noqa: ANN401  # as above
    has_roots = isinstance(one.entry, Entry) and _are_texts(one.entry.roots, tuple)
    is_known = has_roots and bool(one.entry.roots) and one.manner in _MANNERS
    return is_known and _are_texts(one.without, frozenset)


def _received_soundly(one: Any) -> bool:  # noqa: ANN401  # as above
    return all(day is None or date_fault(day, "") is None for day in (one.since, one.until))


def _counts_soundly(one: Any) -> bool:  # noqa: ANN401  # as above
    return isinstance(one.at_least, int) and isinstance(one.at_most, int | None)


def _is_named(one: Any) -> bool:  # noqa: ANN401  # as above
    return isinstance(one.name, str)


def _are_texts(values: object, kind: type[tuple[object, ...] | frozenset[object]]) -> bool:
    return isinstance(values, kind) and all(isinstance(one, str) for one in values)


_CHECKS: Mapping[type, Callable[[Any], bool]] = {
    Asks: _asks_soundly,
    Mentions: _mentions_soundly,
    Received: _received_soundly,
    WordCount: _counts_soundly,
    Opaque: _is_named,
}
_FIELDS = frozenset(get_args(Field))
_MANNERS = frozenset(get_args(Manner))
