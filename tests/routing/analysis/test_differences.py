"""Differences between two books: every kind of change with an example, or the proof of none."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from attrs import frozen

from sp4n.errors import InvalidValue
from sp4n.model import Agency, Directory
from sp4n.routing import (
    AllWords,
    AnyWord,
    Explanation,
    Predicate,
    RegionWithin,
    Router,
    RoutingFacts,
    Rule,
    WordsAtMost,
)
from sp4n.routing.analysis import BookDifferences, differences
from sp4n.routing.text import normalise

MakeRouter = Callable[..., Router]
HOLE, TREE = AnyWord("lubang"), AnyWord("pohon")
CITY = Directory(
    [
        Agency("ROOT", "Root"),
        Agency("KOTA", "City", parent="ROOT", region="99.71", front_desk=True),
        Agency("DPU", "Roads", parent="KOTA", region="99.71"),
    ]
)


def _ways(found: BookDifferences) -> set[tuple[str, str]]:
    return {(one.before.agency, one.after.agency) for one in found}


def test_a_rule_that_sends_elsewhere(router: MakeRouter) -> None:
    """What is told was routed by both: holes went to A, and go to B."""
    (one,) = differences(router(Rule("hole", HOLE, "A")), router(Rule("hole", HOLE, "B")))

    assert (one.before.agency, one.after.agency) == ("A", "B")
    assert one.kind == ("hole", "A", "hole", "B")
    assert HOLE.test(RoutingFacts.of_text(one.example.complaint.title))


def test_rules_that_change_places(router: MakeRouter) -> None:
    """Only complaints of both a hole and a tree go another way."""
    hole, tree = Rule("hole", HOLE, "A"), Rule("tree", TREE, "B")
    found = differences(router(hole, tree), router(tree, hole))

    assert _ways(found) == {("A", "B")}
    example = RoutingFacts.of_text(next(iter(found)).example.complaint.title)
    assert AllWords(["lubang", "pohon"]).test(example)


def test_rules_that_are_written_otherwise(router: MakeRouter) -> None:
    """Two rules for one word each send as one rule for both does."""
    two = router(Rule("hole", HOLE, "A"), Rule("tree", TREE, "A"))
    one = router(Rule("both", AnyWord(["pohon", "lubang"]), "A"))

    assert differences(two, one).is_equivalent


@pytest.mark.parametrize(("to", "ways"), [("DPU", {("DPU", "KOTA")}), ("KOTA", set())])
def test_a_rule_that_is_gone(router: MakeRouter, to: str, ways: set[tuple[str, str]]) -> None:
    """Without it the front desk of the city gets what is sent from there: the same agency or not.

    A complaint that names no region has no front desk but the root.
    """
    before = router(Rule("hole", HOLE & RegionWithin("99.71"), to), directory=CITY)
    found = differences(before, router(directory=CITY))

    assert _ways(found) == ways
    assert found.is_equivalent is not bool(ways)


def test_a_rule_for_the_desk_may_still_send_from_elsewhere(router: MakeRouter) -> None:
    """Without a region the desk is the root, so that a rule for the city's desk differs from it."""
    before = router(Rule("hole", HOLE, "KOTA"), directory=CITY)

    assert _ways(differences(before, router(directory=CITY))) == {("KOTA", "ROOT")}


def test_every_desk_that_gets_some_is_told(router: MakeRouter) -> None:
    """Two cities have a desk, and who names no region complains to the root."""
    two = Directory(
        [
            *CITY,
            Agency("KAB", "Regency", parent="ROOT", region="99.72", front_desk=True),
            Agency("A", "Office A", parent="ROOT"),
        ]
    )
    found = differences(router(Rule("hole", HOLE, "A"), directory=two), router(directory=two))

    assert _ways(found) == {("A", "KOTA"), ("A", "KAB"), ("A", "ROOT")}
    assert not found.undecided


def test_where_strategies_send_some_they_may_send_others_elsewhere(router: MakeRouter) -> None:
    """One agency that they choose is told; that there is no other is not proven."""

    def mine(_: RoutingFacts) -> Iterable[str]:
        return ["B"]

    before = router(Rule("hole", HOLE, "A"), strategies=[mine])
    found = differences(before, router(strategies=[mine]))

    assert _ways(found) == {("A", "B")}
    assert found.undecided == ("hole",)


def test_what_strategies_choose_is_not_proven(router: MakeRouter) -> None:
    """A strategy that chooses the same agency once may choose another one next time."""

    def mine(_: RoutingFacts) -> Iterable[str]:
        return ["A"]

    before = router(Rule("hole", HOLE, "A"), strategies=[mine])
    found = differences(before, router(strategies=[mine]))

    assert not found.is_equivalent
    assert found.undecided == ("hole",)


def test_strategies_of_one_book_alone(router: MakeRouter) -> None:
    """Nothing is proven about what no rule takes, though the rules are the same."""

    def mine(_: RoutingFacts) -> Iterable[str]:
        return ["A"]

    rule = Rule("hole", HOLE, "A")
    found = differences(router(rule), router(rule, strategies=[mine]))

    assert found.modulo == ("mine",)
    assert not found.is_equivalent


@frozen
class Liar(Predicate):
    """A predicate of somebody's own of which nobody knows what it asks."""

    answer: bool

    def test(self, facts: RoutingFacts, /) -> bool:
        return self.answer

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(self.answer)

    def to_data(self) -> dict[str, object]:
        return {"liar": self.answer}


def test_what_an_opaque_rule_is_seen_to_take_is_told(router: MakeRouter) -> None:
    """It takes every example, which goes to the hole's office or to the root without it."""
    liar = Rule("liar", Liar(answer=True), "B")
    found = differences(router(liar, Rule("hole", HOLE, "A")), router(Rule("hole", HOLE, "A")))

    assert _ways(found) == {("B", "A"), ("B", "ROOT")}


def test_what_an_opaque_rule_takes_is_not_known(router: MakeRouter) -> None:
    """It took none of the examples that were tried, but may take another."""
    liar = Rule("liar", Liar(answer=False), "B")
    found = differences(router(liar), router())

    assert found.undecided == ("liar",)
    assert not found.is_equivalent


def test_an_opaque_rule_that_stays_changes_nothing(router: MakeRouter) -> None:
    """It is the same in both books, and asks the same."""
    liar = Rule("liar", Liar(answer=False), "B")
    one, other = Rule("hole", HOLE, "A"), Rule("hole", HOLE | HOLE, "A")

    assert differences(router(liar, one), router(liar, other)).is_equivalent


def test_an_example_that_cannot_be_written(router: MakeRouter) -> None:
    """40 words fit no title, and there may be none in the body."""
    words = [f"{a}a{b}uta" for a in "bcdfgh" for b in "bcdfghkl"][:40]
    long = Rule("long", AllWords(words) & WordsAtMost(0), "A")

    assert differences(router(long), router()).undecided == ("long",)


def test_an_example_is_as_plain_as_can_be(router: MakeRouter) -> None:
    """After holes that go to B, an example for C has no need of a hole, nor one for B of a tree."""
    before = router(Rule("all", WordsAtMost(1_000), "A"))
    after = router(
        Rule("hole", HOLE, "B"), Rule("tree", TREE, "C"), Rule("all", WordsAtMost(1_000), "A")
    )
    examples = {one.after.agency: one.example.complaint for one in differences(before, after)}

    assert {agency: one.title for agency, one in examples.items()} == {"B": "lubang", "C": "pohon"}


def test_an_example_stays_when_no_plainer_one_can_be_written(router: MakeRouter) -> None:
    """The other rule took it as the opaque part answered so; its first part fits no complaint."""
    words = [f"{a}a{b}uta" for a in "bcdfgh" for b in "bcdfghkl"][:40]
    long = AllWords(words) & WordsAtMost(0)
    after = router(Rule("either", long | Liar(answer=True), "B"))
    found = differences(router(Rule("hole", HOLE, "A")), after)

    assert ("A", "B") in _ways(found)
    assert "either" in found.undecided


def test_enough_is_told(router: MakeRouter) -> None:
    """After the first difference the other rule stays undecided."""
    before = router(Rule("hole", HOLE, "A"), Rule("tree", TREE, "A"))
    after = router(Rule("hole", HOLE, "B"), Rule("tree", TREE, "C"))
    found = differences(before, after, most=1)

    assert len(found) == 1
    assert "tree" in found.undecided


def test_only_days_in_question_count(router: MakeRouter) -> None:
    """A rule that expired changes nothing for complaints of later days."""
    old = Rule("hole", HOLE, "A", valid_until=date(2026, 1, 1))

    assert differences(router(old), router(), on=date(2026, 1, 1)).is_equivalent
    assert not differences(router(old), router(), on=date(2025, 12, 31)).is_equivalent


def test_what_cannot_be_compared_is_refused(router: MakeRouter) -> None:
    """Agencies of two directories, and words that are read in two ways."""

    def mine(text: str) -> tuple[str, ...]:
        return normalise(text)

    rule = Rule("hole", HOLE, "DPU")
    with pytest.raises(InvalidValue) as refused:
        differences(router(Rule("hole", HOLE, "A")), router(rule, directory=CITY, normaliser=mine))

    assert [one.code for one in refused.value.faults] == [
        "different_directories",
        "different_normalisers",
    ]


def test_differences_in_two_languages(router: MakeRouter) -> None:
    """One sentence for each, and a summary."""
    found = differences(router(Rule("hole", HOLE, "A")), router(Rule("hole", HOLE, "B")))
    (one,) = found

    assert str(one) == "A (rule hole) -> B (rule hole), for example: lubang"
    assert one.describe("id") == "A (aturan hole) -> B (aturan hole), misalnya: lubang"
    assert str(found) == "rules: 1 kind of complaint would go to another agency"
    assert (
        str(BookDifferences()) == "rules: it is proven that every complaint goes to the same agency"
    )
    assert BookDifferences((), ("a", "b", "c", "d"), ("mine",)).describe("id") == (
        "aturan: tidak ditemukan perbedaan, tetapi belum terbukti bahwa memang tidak ada\n"
        "aturan: 4 belum dapat dipastikan, misalnya a, b, c\n"
        "aturan: tanpa memperhitungkan pengaduan yang diputuskan oleh mine"
    )


def test_differences_are_plain_data(router: MakeRouter) -> None:
    """Ready for JSON."""
    found = differences(router(Rule("hole", HOLE, "A")), router(Rule("hole", HOLE, "B")))
    data: Any = found.to_dict()

    assert data == json.loads(json.dumps(data))
    assert data["differences"][0]["before"] == {"agency": "A", "via": "rule", "rule": "hole"}
    assert data["differences"][0]["example"]["title"] == "lubang"
    assert (data["undecided"], data["modulo"]) == ([], [])
