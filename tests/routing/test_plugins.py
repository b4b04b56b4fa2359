"""Predicates, strategies and a normaliser of one's own: handed over, never found by a file."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from attrs import frozen

from sp4n.errors import InvalidValue
from sp4n.routing import (
    AllOf,
    AnyWord,
    Clause,
    Explanation,
    Not,
    Plugins,
    Predicate,
    RoutingFacts,
    normalise,
    predicate_from_data,
    rule_book_from_data,
    rule_from_data,
)
from sp4n.routing.statements import Opaque

SUNDAY = 6


@frozen
class Weekend(Predicate):
    """Received on a Saturday or Sunday; the constructor takes what the file says."""

    wanted: bool

    key = "weekend"

    def test(self, facts: RoutingFacts, /) -> bool:
        return facts.on is not None and (facts.on.weekday() >= SUNDAY - 1) is self.wanted

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        holds = self.test(facts)
        return Explanation(holds, (Clause(self.key, (str(self.wanted).lower(),), holds),))

    def to_data(self) -> dict[str, object]:
        return {self.key: self.wanted}


@frozen
class Shouted(Weekend):
    """One that reads its value in its own way."""

    key = "shouted"

    @classmethod
    def from_data(cls, value: object, /) -> "Predicate":
        if value == "yes":
            return cls(wanted=True)
        if value == "wrong":
            raise InvalidValue.of("not_one_of", "way", found="wrong", allowed=("yes",))
        if value == "none":
            return None  # type: ignore[return-value]  # on purpose
        raise ZeroDivisionError


def test_a_key_of_ones_own_is_read_and_written() -> None:
    """A predicate of one's own stands beside the library's, at any depth, and comes back."""
    data = {"any_word": ["lubang"], "not": {"weekend": True}}
    predicate = predicate_from_data(data, predicates=[Weekend])

    assert predicate == AllOf([AnyWord("lubang"), Not(Weekend(wanted=True))])
    assert predicate.to_data() == data


def test_what_it_asks_is_opaque() -> None:
    """Unless it tells, nobody but itself knows what it asks."""
    assert Weekend(wanted=True).says() == Opaque("Weekend")


def test_rules_take_it_too() -> None:
    """A rule and a book of rules are read with the same plug-ins."""
    data = {"id": "x", "when": {"weekend": True}, "to": "DPU"}
    rule = rule_from_data(data, predicates=[Weekend])

    assert rule.when == Weekend(wanted=True)
    assert list(rule_book_from_data([data], predicates=[Weekend])) == [rule]
    assert rule.to_data() == data


def test_without_it_the_key_is_unknown() -> None:
    """A file can name it, but brings no code."""
    with pytest.raises(InvalidValue) as refused:
        predicate_from_data({"weekend": True})

    assert refused.value.code == "unknown_predicate"


def test_the_suggestion_knows_it() -> None:
    """A misspelt key may have meant one's own."""
    with pytest.raises(InvalidValue) as refused:
        predicate_from_data({"wekend": True}, predicates=[Weekend])

    assert refused.value.faults[0]["suggestion"] == "weekend"


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("wrong", ("not_one_of", "when.shouted.way")),
        ("none", ("wrong_type", "when.shouted")),
        ("boom", ("plug_in_failed", "when.shouted")),
    ],
)
def test_a_value_that_it_cannot_read(value: str, fault: tuple[str, str]) -> None:
    """Whatever foreign code does with a value, the file's other faults are told too."""
    with pytest.raises(InvalidValue) as refused:
        predicate_from_data({"shouted": value, "any_wrod": "bau"}, predicates=[Shouted])

    assert [(one.code, one.where) for one in refused.value.faults] == [
        fault,
        ("unknown_predicate", "when"),
    ]
    assert all(one.describe("id") != one.describe("en") for one in refused.value.faults)


@pytest.mark.parametrize(
    "broken",
    [
        {"roots": lambda _: 1 / 0},
        {"roots": lambda _: 5},
        {"parts": lambda _: 1 / 0},
        {"depth": property(lambda _: 1 / 0)},
        {"to_data": lambda _: 1 / 0},
        {"to_data": lambda _: 5},
        {"to_data": lambda _: {"broken": object()}},
    ],
)
def test_what_a_book_could_not_keep(broken: dict[str, Any]) -> None:
    """Code that would fail when the book is made, or written, is a fault of its rule."""
    kind = type("Broken", (Weekend,), broken | {"key": "broken"})
    with pytest.raises(InvalidValue) as refused:
        rule_book_from_data([{"id": "x", "when": {"broken": True}, "to": "DPU"}], predicates=[kind])

    assert [one.where.startswith("rule[0].when.broken") for one in refused.value.faults] == [True]


def test_its_own_way_of_reading() -> None:
    """What from_data makes is the predicate."""
    assert predicate_from_data({"shouted": "yes"}, predicates=[Shouted]) == Shouted(wanted=True)


class Keyless(Weekend):
    """One that no file can name."""

    key = ""


class Another(Weekend):
    """One whose key is taken by the library."""

    key = "any_word"


class Composed(Weekend):
    """One whose key holds tables."""

    key = "not"


@pytest.mark.parametrize(
    ("predicates", "faults"),
    [
        ([Keyless], [("bad_code", "predicates[0].key")]),
        ([Another, Composed], [("duplicate", f"predicates[{at}].key") for at in range(2)]),
        ([Weekend, Weekend], [("duplicate", "predicates[1].key")]),
        ([5, Weekend(wanted=True)], [("wrong_type", f"predicates[{at}]") for at in range(2)]),
        ([int], [("wrong_type", "predicates[0]")]),
    ],
)
def test_what_cannot_be_plugged_in(predicates: list[Any], faults: list[tuple[str, str]]) -> None:
    """No class, no key, or a key that is taken: refused wherever it is handed over."""
    for plug in (
        lambda: Plugins(predicates=predicates),
        lambda: predicate_from_data({"any_word": "bau"}, predicates=predicates),
    ):
        with pytest.raises(InvalidValue) as refused:
            plug()
        assert [(one.code, one.where) for one in refused.value.faults] == faults


@pytest.mark.parametrize(
    ("make", "faults"),
    [
        (lambda: Plugins(strategies=5), ["strategies"]),  # type: ignore[arg-type]  # on purpose
        (lambda: Plugins(strategies=[len, 5]), ["strategies[1]"]),  # type: ignore[list-item]
        (lambda: Plugins(normaliser=5), ["normaliser"]),  # type: ignore[arg-type]
        (lambda: Plugins(predicates=5), ["predicates"]),  # type: ignore[arg-type]
        (lambda: Plugins.of(5), [""]),  # type: ignore[arg-type]
        (lambda: Plugins.of("xy"), [""]),  # type: ignore[arg-type]
        (lambda: Plugins.of([5]), ["strategies[0]"]),  # type: ignore[list-item]
    ],
)
def test_what_is_no_plug_in(make: Callable[[], Plugins], faults: list[str]) -> None:
    """What can't be called, or is no list, is refused with its place."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert [(one.code, one.where) for one in refused.value.faults] == [
        ("wrong_type", where) for where in faults
    ]


def test_a_bare_list_is_sorted() -> None:
    """Classes of predicates are told from strategies; a normaliser needs its name."""

    def likely(_facts: RoutingFacts) -> Iterable[str]:
        return ["DPU"]

    found = Plugins.of([likely, Weekend])

    assert (found.strategies, found.predicates) == ((likely,), (Weekend,))
    assert found.normaliser is normalise
    assert Plugins.of(found) is found


def test_words_are_read_by_ones_own_normaliser() -> None:
    """What the library's normaliser drops, another one may keep, and the other way round."""

    def emoji(text: str, /) -> tuple[str, ...]:
        return tuple(text.split())

    predicate = predicate_from_data({"any_word": ["🔥"], "phrase": "= 🔥 🔥"}, normaliser=emoji)

    assert predicate.test(RoutingFacts.of_text("🔥 🔥", normaliser=emoji))
    assert predicate.read_by(emoji) is predicate
    with pytest.raises(InvalidValue) as refused:
        predicate.read_by(normalise)
    assert [(one.code, one.where) for one in refused.value.faults] == [("no_word", "any_word")]


def test_questions_without_words_are_read_by_anybody() -> None:
    """Nothing changes where no words are asked for; what changes is made anew at every depth."""

    def mine(text: str, /) -> tuple[str, ...]:
        return normalise(text)

    asked = (~Weekend(wanted=True) | ~AnyWord("bau")) & Weekend(wanted=True)
    anew = asked.read_by(mine)

    assert Weekend(wanted=True).read_by(mine) == Weekend(wanted=True)
    assert (~Weekend(wanted=True)).read_by(mine) == ~Weekend(wanted=True)
    assert anew != asked
    assert anew.read_by(normalise) == asked
    assert anew.to_data() == asked.to_data()
