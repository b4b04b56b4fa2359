"""Predicates from plain data, as a rule's ``when`` has it in TOML or JSON.

The keys of one table must all hold: ``{ any_word = ["lubang"], region = "99.71" }``. ``not``
takes one table, ``any`` and ``all`` take lists of tables. Nothing is evaluated or compiled.
"""

from collections.abc import Callable, Iterable, Mapping

from sp4n.errors import Fault, InvalidValue, closest, fault, shown
from sp4n.routing.conditions import COMPOSED, Conditions, conditions
from sp4n.routing.predicates import DEPTH_LIMIT, AllOf, AnyOf, Not, Predicate
from sp4n.routing.text import Normaliser, normalise

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

    `predicates` are classes of one's own that the data may name by their keys; `normaliser` reads
    the word lists. Raises InvalidValue with all faults, each with its key path below `where`:
    unknown keys with a suggestion (``unknown_predicate``), wrong types, empty lists, nesting too
    deep.

    >>> predicate = predicate_from_data({"any_word": ["lubang"], "not": {"phrase": "jalan tol"}})
    >>> predicate.to_data()
    {'any_word': ['lubang'], 'not': {'phrase': ['jalan tol']}}
    >>> predicate_from_data({"any_wrod": ["lubang"]}, "rule[3].when")
    Traceback (most recent call last):
    sp4n.errors.InvalidValue: rule[3].when: there is no condition 'any_wrod'; did you mean any_word?
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
            return self.refuse("wrong_type", where, expected="a table", found=type(data).__name__)
        if not data:
            return self.refuse("empty", where)
        if depth >= DEPTH_LIMIT:
            return self.refuse("too_deep", where, limit=DEPTH_LIMIT)
        found = [self.clause(key, value, where, depth) for key, value in data.items()]
        parts = [part for part in found if part is not None]
        if len(parts) < len(found):
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
            expected = "a list of tables"
            return self.refuse("wrong_type", where, expected=expected, found=type(value).__name__)
        found = [
            self.table(one, f"{where}[{place}]", depth + 1)
            for place, one in enumerate(value[: SIZE_LIMIT + 1])
        ]
        parts = [part for part in found if part is not None]
        if len(parts) < len(found):
            return None
        return self.made(AnyOf if key == "any" else AllOf, parts, where)

    def made(self, make: Callable[..., Predicate], value: object, where: str) -> Predicate | None:
        """Make a predicate; what its constructor refuses is a fault at this place."""
        try:
            return make(value)
        except InvalidValue as error:
            self.faults += [one.under(where) for one in error.faults]
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
