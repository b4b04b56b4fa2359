"""Conditions: the keys that a rule's ``when`` may have, and how the value of each is read."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.routing.facts import Vocabulary
from sp4n.routing.field_predicates import (
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    RegionWithin,
    TargetAgencyIs,
)
from sp4n.routing.predicates import Predicate
from sp4n.routing.receipt_predicate import ReceivedBetween
from sp4n.routing.text import Normaliser, normalise
from sp4n.routing.word_predicates import (
    AffirmedWord,
    AllWords,
    AnyWord,
    NegatedWord,
    Phrase,
    WordsAtLeast,
    WordsAtMost,
    WordsPredicate,
)
from sp4n.validation import code_fault, refuse

Conditions = Mapping[str, Callable[[object], Predicate]]
"""For each key what makes a predicate of its value; InvalidValue when there is none."""

_WORD_LISTS: tuple[type[WordsPredicate], ...] = (
    AnyWord,
    AllWords,
    Phrase,
    AffirmedWord,
    NegatedWord,
)
_OTHERS: tuple[type[Predicate], ...] = (
    CategoryWithin,
    ClassificationIs,
    RegionWithin,
    ChannelIs,
    TargetAgencyIs,
    ReceivedBetween,
    IsAnonymous,
    IsConfidential,
    WordsAtLeast,
    WordsAtMost,
)

COMPOSED = ("not", "any", "all")
"""The keys that hold tables of conditions."""

CONDITIONS = (*(kind.key for kind in (*_WORD_LISTS, *_OTHERS)), *COMPOSED)
"""Every key that the library knows by itself."""


def conditions(
    predicates: Iterable[type[Predicate]] = (), normaliser: Normaliser = normalise
) -> Conditions:
    """Gather the simple conditions: the library's, and predicates of one's own.

    Raises InvalidValue for what is no class of predicates, and for a key that is taken.

    >>> "any_word" in conditions()
    True
    """
    own = tuple(predicates)
    refuse(*own_conditions_faults(own))
    words = {kind.key: partial(_words, kind, normaliser) for kind in _WORD_LISTS}
    others = {kind.key: kind.from_data for kind in _OTHERS}
    return {**words, **others, **{kind.key: partial(_own, kind) for kind in own}}


def own_conditions_faults(predicates: Iterable[object]) -> Iterator[Fault]:
    """Say which predicates of one's own can't stand in a file: no class, no key, a key taken."""
    taken = set(CONDITIONS)
    for place, kind in enumerate(predicates):
        where = f"predicates[{place}]"
        if not isinstance(kind, type) or not issubclass(kind, Predicate):
            expected, found = "a class of predicates", type(kind).__name__
            yield fault("wrong_type", where, expected=expected, found=found)
        elif (bad := code_fault(kind.key, f"{where}.key")) is not None:
            yield bad
        elif kind.key in taken:
            yield fault("duplicate", f"{where}.key", found=kind.key)
        else:
            taken.add(kind.key)


def _words(kind: type[WordsPredicate], normaliser: Normaliser, value: object) -> Predicate:
    return kind(value, normaliser=normaliser)  # type: ignore[arg-type]  # the constructor checks


def _own(kind: type[Predicate], value: object) -> Predicate:
    """Let foreign code read a value; whatever it raises says that it can't."""
    try:
        made: object = kind.from_data(value)
        if isinstance(made, Predicate):
            _ask_all_that_a_book_asks(made)
            return made
        wrong = fault("wrong_type", expected="a predicate", found=type(made).__name__)
    except InvalidValue:
        raise
    except Exception as error:  # noqa: BLE001  # foreign code, and a file with other faults too
        wrong = fault("plug_in_failed", problem=type(error).__name__)
    raise InvalidValue(wrong)  # out here, so that the foreign error does not hang on it


def _ask_all_that_a_book_asks(made: Predicate) -> None:
    """Let what would fail later fail while there is a place to name: depth, roots, plain data."""
    _ = made.depth
    for one in made.walk():
        Vocabulary(one.roots())
    json.dumps(dict(made.to_data()))
