"""What decides is frozen: nobody who holds a value can change it, or what it is made of.

A walk goes from a value of every public class, and from all tables of all modules, through
attributes (public or private), containers, bound methods and what properties give, and attacks
what it meets. Out of its reach is what Python lets nobody close: classes and modules, closures,
and the ways past a frozen class, which are `object.__setattr__` and a second ``__init__``.
"""

import re
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from datetime import date, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property, partial
from inspect import Parameter, getattr_static, isfunction, signature
from threading import Lock
from types import (
    BuiltinFunctionType,
    FunctionType,
    GenericAlias,
    MappingProxyType,
    MethodType,
    ModuleType,
    UnionType,
)
from typing import Any, cast

import attrs
import pytest
from public_values import modules, public_classes, public_values

from sp4n.errors import InvalidValue, Sp4nError
from sp4n.frozen_dict import FrozenDict

NOTHING = object()
LEAVES: tuple[type, ...] = (
    *(str, int, float, bytes, type(None), date, time, timedelta, tzinfo, Decimal, Fraction, range),
    *(re.Pattern, FunctionType, ModuleType, type),
    Enum,  # a member is as open as its class: whoever changes one changes the library
    type(Lock()),  # holding one delays, and changes nothing
    type(public_values),  # a function that remembers its answers, out of anybody's reach
)
TABLES = (FrozenDict, MappingProxyType)
SEEN_OF_EACH = 4  # what a class refuses, it refuses for each of its values


def attributes(one: object) -> Iterator[tuple[str, object]]:
    """Give all attributes that a value holds itself, private ones too."""
    for base in type(one).__mro__:
        slots = vars(base).get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else slots:
            private = slot.startswith("__") and not slot.endswith("__")
            name = f"_{base.__name__.lstrip('_')}{slot}" if private else slot
            if name not in ("__weakref__", "__dict__") and hasattr(one, name):
                yield name, getattr(one, name)
    yield from getattr(one, "__dict__", {}).items()


def succeeds(attack: Callable[[], object]) -> bool:
    try:
        attack()
    except (AttributeError, TypeError):
        return False
    return True


def attribute_attacks(one: Any) -> Iterator[str]:
    """Try to set and to delete each attribute and a new one; what could be set is set back."""
    if hasattr(one, "__dict__"):
        yield "its __dict__ can be written"
    for name, value in (*attributes(one), ("__class__", type(one)), ("new", NOTHING)):
        if succeeds(lambda: setattr(one, name, value)):  # noqa: B023  # called at once
            if value is NOTHING:
                delattr(one, name)
            yield f"{name} can be set"
        elif name != "__class__" and succeeds(lambda: delattr(one, name)):  # noqa: B023
            object.__setattr__(one, name, value)
            yield f"{name} can be deleted"


def table_attacks(table: Any) -> Iterator[str]:
    """Try every verb of a dict that changes it, in such a way that nothing would be changed."""
    key = next(iter(table), "x")
    verbs: Mapping[str, Callable[[], object]] = {
        "set": lambda: table.__setitem__(key, table.get(key)),
        "delete": lambda: table.__delitem__(NOTHING),
        "update": lambda: table.update({}),
        "merge": lambda: table.__ior__({}),
        "pop": lambda: table.pop(NOTHING, None),
        "setdefault": lambda: table.setdefault(key),
        "attribute": lambda: setattr(table, "new", 1),
    }
    for name, verb in verbs.items():
        try:
            done = verb()
        except (AttributeError, TypeError):
            continue
        except KeyError:
            done = None
        if done is not NotImplemented:
            yield f"{name} is possible"


class Walk:
    """Goes through all that can be reached, each thing once, and notes what can be changed."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.numbers: dict[type, int] = {}
        self._met: dict[int, object] = {}
        self._open: list[tuple[str, object]] = []

    def go(self, where: str, start: object) -> None:
        self._open.append((where, start))
        while self._open:
            where, one = self._open.pop()
            if not isinstance(one, LEAVES) and not is_for_types(one) and id(one) not in self._met:
                self._met[id(one)] = one
                self._visit(where, one)

    def met(self) -> Iterable[object]:
        """Give everything that was met."""
        return self._met.values()

    def _visit(self, where: str, one: Any) -> None:
        kind = type(one)
        self.numbers[kind] = number = self.numbers.get(kind, 0) + 1
        if isinstance(one, tuple | frozenset):
            self._open += ((f"{where}[]", item) for item in one)
        elif isinstance(one, TABLES):
            self._note(where, kind, table_attacks(one))
            self._open += ((f"{where}[]", item) for pair in one.items() for item in pair)
        elif isinstance(one, MethodType | BuiltinFunctionType):
            self._open.append((f"{where}.__self__", one.__self__))
        elif not kind.__module__.startswith("sp4n"):
            self._note(where, kind, [f"may be changed: {where.rpartition('.')[2]}"])
        else:
            if number <= SEEN_OF_EACH:
                self._note(where, kind, attribute_attacks(one))
                self._open += ((f"{where}.{name}()", value) for name, value in answers(one))
            self._open += ((f"{where}.{name}", value) for name, value in attributes(one))

    def _note(self, where: str, kind: type, wrongs: Iterable[str]) -> None:
        for wrong in wrongs:
            self.found.setdefault(f"{kind.__name__}: {wrong}", where)


def is_for_types(one: object) -> bool:
    """What annotations are made of is no value."""
    kinds = (UnionType, GenericAlias)
    return isinstance(one, kinds) or type(one).__module__ in ("typing", "collections.abc")


def asked(one: object) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give what can be asked of a value without arguments: properties and methods."""
    for name in dir(type(one)):
        found = getattr_static(type(one), name)
        if name.startswith("_"):
            continue
        if isinstance(found, property | cached_property):
            yield name, partial(getattr, one, name)
        elif isfunction(found):
            given = [*signature(found).parameters.values()][1:]
            if all(each.default is not Parameter.empty for each in given):
                yield name, getattr(one, name)


def answers(one: object) -> Iterator[tuple[str, object]]:
    """Ask everything; of a container that is made for whoever asks, give what is in it."""
    for name, ask in asked(one):
        try:
            answer = ask()
        except Sp4nError:
            continue
        yield from ((name, item) for item in contents(answer))


def contents(answer: object) -> Iterator[object]:
    if isinstance(answer, dict) and not isinstance(answer, FrozenDict):
        yield from contents([*answer.keys(), *answer.values()])
    elif isinstance(answer, list | set | Iterator | KeysView | ValuesView | ItemsView):
        for each in answer:
            yield from contents(each)
    elif type(answer).__module__.partition(".")[0] not in ("pandas", "polars"):
        yield answer


def spoil(answer: object) -> None:
    """Empty every container that can be emptied."""
    inside = answer.values() if isinstance(answer, dict) else answer
    if isinstance(answer, dict | list | set | tuple):
        for each in list(cast("Iterable[object]", inside)):
            spoil(each)
    if isinstance(answer, dict | list | set) and not isinstance(answer, FrozenDict):
        answer.clear()


@pytest.fixture(scope="module")
def walk() -> Walk:
    """The way through all public values."""
    found = Walk()
    for place, value in enumerate(public_values()):
        found.go(f"{type(value).__name__}#{place}", value)
    return found


def test_nobody_changes_what_they_reach_from_a_public_value(walk: Walk) -> None:
    """Neither attributes nor containers, however deep."""
    assert {} == walk.found


def test_nobody_changes_a_public_table() -> None:
    """Labels, guards, extensions, feasts, zones, standards, layouts, …: of all modules."""
    tables = Walk()
    for module in modules():
        names = (name for name in vars(module) if name.isupper() and name[0] != "_")
        for name in {*getattr(module, "__all__", ()), *names}:
            tables.go(f"{module.__name__}.{name}", getattr(module, name))

    assert {} == tables.found


def test_the_walk_meets_every_public_class(walk: Walk) -> None:
    """A new value is not left out: `public_values` has to make one."""
    assert set() == public_classes() - set(walk.numbers)


class Open:
    """A value as none may be."""

    def __init__(self) -> None:
        self.table: dict[str, list[int]] = {"x": [1]}


@pytest.mark.parametrize(
    ("value", "wrongs"),
    [
        (Open(), 4),  # its __dict__, its class, its table, a new name
        (({"a": 1},), 1),
        (FrozenDict({"a": (1, [2])}), 1),
        ([].append, 1),
    ],
    ids=["open", "dict", "list deep inside", "method"],
)
def test_the_walk_finds_what_is_open(value: object, wrongs: int) -> None:
    """Or it would prove nothing."""
    Open.__module__ = "sp4n.open"
    found = Walk()
    found.go("it", value)

    assert wrongs <= len(found.found) <= wrongs + 1


def test_what_is_given_out_is_the_receivers_own() -> None:
    """Whoever empties the answer of a method or property gets the same when they ask again."""
    seen: set[type] = set()
    spoilt = []
    for value in public_values():
        if type(value) in seen:
            continue
        seen.add(type(value))
        for name, ask in asked(value):
            try:
                before = repr(ask())
                spoil(ask())
                after = repr(ask())
            except Sp4nError:
                continue
            if before != after and " at 0x" not in before:
                spoilt.append(f"{type(value).__name__}.{name}")

    assert [] == spoilt


def test_lists_are_taken_over_or_refused(walk: Walk) -> None:
    """In every field of every class that checks what people give it; others are answers."""
    of_each_class = {type(value): value for value in walk.met()}
    kept = []
    for kind, value in of_each_class.items():
        if kind not in public_classes() or not hasattr(kind, "__attrs_post_init__"):
            continue
        for one in attrs.fields(cast("Any", kind)):
            items = getattr(value, one.name)
            if one.init and isinstance(items, tuple | frozenset) and is_kept(value, one, items):
                kept.append(f"{kind.__name__}.{one.name}")

    assert [] == kept


def is_kept(value: Any, field: Any, items: Iterable[object]) -> bool:
    given = list(items)
    try:
        made = attrs.evolve(value, **{field.alias: given})
    except InvalidValue:
        return False
    return getattr(made, field.name) is given
