"""Predicates from plain data, as a rule's ``when`` has it in TOML or JSON.

The keys of one table must all hold: ``{ any_word = ["lubang"], region = "99.71" }``. ``not``
takes one table, ``any`` and ``all`` take lists of tables. Nothing is evaluated or compiled.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from sp4n.errors import Fault, InvalidValue, closest, fault, shown
from sp4n.routing.facts import Vocabulary
from sp4n.routing.field_predicates import (
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    ReceivedBetween,
    RegionWithin,
    TargetAgencyIs,
)
from sp4n.routing.predicates import DEPTH_LIMIT, AllOf, AnyOf, Not, Predicate
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
"""For each key what makes a predicate of its value, or raises InvalidValue."""

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

    Raises InvalidValue if *predicates* holds anything but classes of predicates, or a key is taken.

    >>> "any_word" in conditions()
    True
    """
    own = tuple(predicates)
    refuse(*own_conditions_faults(own))
    words = {kind.key: partial(_words, kind, normaliser) for kind in _WORD_LISTS}
    others = {kind.key: kind.from_data for kind in _OTHERS}
    return {**words, **others, **{kind.key: partial(_own, kind) for kind in own}}


def own_conditions_faults(predicates: Iterable[object]) -> Iterator[Fault]:
    """Say which predicates of one's own no file can name: not a class, no key, a key taken."""
    taken = set(CONDITIONS)
    for place, kind in enumerate(predicates):
        where = f"predicates[{place}]"
        if not isinstance(kind, type) or not issubclass(kind, Predicate):
            expected, found = "class_of_predicates", type(kind).__name__
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
        wrong = fault("wrong_type", expected="predicate", found=type(made).__name__)
    except InvalidValue:
        raise
    except Exception as error:  # noqa: BLE001  # foreign code, and a file with other faults too
        wrong = fault("plug_in_failed", problem=type(error).__name__)
    raise InvalidValue(wrong)  # out here, so that the foreign error does not hang on it


def _ask_all_that_a_book_asks(made: Predicate) -> None:
    """Let what would fail later fail while there is a place to name: depth, roots, plain data."""
    _ = made.depth
    for part in made.walk():
        Vocabulary(part.roots())
    json.dumps(dict(made.to_data()))


SIZE_LIMIT = 1_000
"""How many clauses one rule may have. Own choice: more is a mistake or an attack."""


def predicate_from_data(
    data: object,
    where: str = "when",
    *,
    predicates: Iterable[type[Predicate]] = (),
    normaliser: Normaliser = normalise,
) -> Predicate:
    """Read a predicate from plain data.

    Args:
        data: A table, as a rule's ``when`` is.
        where: The key path of the table, for the faults.
        predicates: Classes of one's own that the data may name by their keys.
        normaliser: Reads the word lists.

    Raises:
        InvalidValue: With all faults, each with its key path below `where`: unknown keys with a
            suggestion (``unknown_predicate``), wrong types, empty lists, nesting too deep.

    >>> predicate = predicate_from_data({"any_word": ["lubang"], "not": {"phrase": "jalan tol"}})
    >>> predicate.to_data()
    {'any_word': ['lubang'], 'not': {'phrase': ['jalan tol']}}
    >>> predicate_from_data({"any_wrod": ["lubang"]}, "rule[3].when")
    Traceback (most recent call last):
    sp4n.errors.InvalidValue: rule[3].when: there is no predicate 'any_wrod'; did you mean any_word?
    """
    return read_predicate(data, where, conditions(predicates, normaliser))


def read_predicate(data: object, where: str, known: Conditions) -> Predicate:
    """Read a predicate whose keys are among those known, as `predicate_from_data` does."""
    reader = _Reader(known)
    predicate = reader.table(data, where, depth=1)
    if predicate is None or reader.faults:
        raise InvalidValue(*reader.faults)
    return predicate


class _Reader:
    """Reads one predicate and collects what is wrong with its data."""

    def __init__(self, known: Conditions) -> None:
        self.known = known
        self.faults: list[Fault] = []
        self.size = 0

    def table(self, data: object, where: str, depth: int) -> Predicate | None:
        """Read a table of keys that must all hold."""
        if not isinstance(data, Mapping):
            return self.refuse("wrong_type", where, expected="table", found=type(data).__name__)
        if not data:
            return self.refuse("empty", where)
        if depth >= DEPTH_LIMIT:
            return self.refuse("too_deep", where, limit=DEPTH_LIMIT)
        read = [self.clause(key, value, where, depth) for key, value in data.items()]
        parts = [part for part in read if part is not None]
        if len(parts) < len(read):
            return None
        return parts[0] if len(parts) == 1 else self.made(AllOf, parts, where)

    def clause(self, key: object, value: object, where: str, depth: int) -> Predicate | None:
        """Read one key with its value."""
        self.size += 1
        if self.size > SIZE_LIMIT:
            return self.too_large(where)
        if key == "not":
            part = self.table(value, f"{where}.not", depth + 1)
            return None if part is None else self.made(Not, part, where)
        if key in {"any", "all"}:
            return self.list_of(str(key), value, f"{where}.{key}", depth)
        if key in self.known:
            return self.made(self.known[str(key)], value, f"{where}.{key}")
        suggestion = closest(str(key), (*self.known, *COMPOSED))
        return self.refuse("unknown_predicate", where, found=shown(key), suggestion=suggestion)

    def list_of(self, key: str, value: object, where: str, depth: int) -> Predicate | None:
        """Read a list of tables, of which any or all must hold."""
        if not isinstance(value, list | tuple):
            expected = "list_of_tables"
            return self.refuse("wrong_type", where, expected=expected, found=type(value).__name__)
        read = [
            self.table(table, f"{where}[{place}]", depth + 1)
            for place, table in enumerate(value[: SIZE_LIMIT + 1])
        ]
        parts = [part for part in read if part is not None]
        if len(parts) < len(read):
            return None
        return self.made(AnyOf if key == "any" else AllOf, parts, where)

    def made(self, make: Callable[..., Predicate], value: object, where: str) -> Predicate | None:
        """Make a predicate; what its constructor refuses is a fault at this place."""
        try:
            return make(value)
        except InvalidValue as error:
            self.faults += [wrong.under(where) for wrong in error.faults]
            return None

    def too_large(self, where: str) -> Predicate | None:
        """Complain about the size, once."""
        if self.size == SIZE_LIMIT + 1:
            return self.refuse("too_large", where, found=self.size, limit=SIZE_LIMIT)
        return None

    def refuse(self, code: str, where: str, **facts: str | int | None) -> Predicate | None:
        """Note a fault; there is no predicate then."""
        self.faults.append(fault(code, where, **facts))
        return None
