"""Alternates: a rule with several agencies in order, and what is proven about it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Agency, Complaint, Directory
from sp4n.routing import AnyWord, Router, Rule, RuleBook, rule_from_data
from sp4n.routing.analysis import analyse, differences
from sp4n.routing.soundness import check_rules

ON = date(2026, 1, 5)
STATE = Directory(
    [
        Agency("NASIONAL", "X"),
        Agency("PEMPROV", "X", parent="NASIONAL", region="99"),
        Agency("KOTA", "X", parent="PEMPROV", region="99.71", front_desk=True),
        Agency("INSPEKTORAT", "X", parent="KOTA", region="99.71"),
        Agency("DPU", "X", parent="KOTA", region="99.71"),
    ]
)
LEVY = AnyWord(["pungli"])
BOTH = Rule("levy", LEVY, ["INSPEKTORAT", "PEMPROV"])
FIRST = Rule("levy", LEVY, "INSPEKTORAT")


def router(*rules: Rule) -> Router:
    return Router(STATE, RuleBook(rules))


def complaint(**fields: Any) -> Complaint:
    given = {"region": "99.71"} | fields
    return Complaint("X-1", "Pungli", "Ada pungli.", datetime(2026, 1, 5, tzinfo=UTC), **given)


@pytest.mark.parametrize(
    ("accused", "tried", "expected"),
    [
        ((), (), "INSPEKTORAT"),
        (("DPU",), (), "INSPEKTORAT"),
        (("INSPEKTORAT",), (), "PEMPROV"),
        (("KOTA",), (), "PEMPROV"),  # the inspectorate hangs below the mayor
        ((), ("INSPEKTORAT",), "PEMPROV"),
        ((), ("INSPEKTORAT", "PEMPROV"), "KOTA"),  # by the front desk
        (("PEMPROV",), (), "NASIONAL"),  # all of the province
    ],
)
def test_the_first_that_may_have_it_gets_it(
    accused: tuple[str, ...], tried: tuple[str, ...], expected: str
) -> None:
    """In the order of the rule; the reading without a trace agrees."""
    both = router(BOTH)
    route = both.route(complaint(accused=accused), on=ON, excluding=tried)
    deciding = both.deciding_rule(complaint(accused=accused), on=ON, excluding=tried)

    assert expected == route.agency
    assert route.rule == (None if deciding is None else deciding.id)


def test_the_trace_says_who_was_passed_over_and_why() -> None:
    """One step for each agency, with the words that matched."""
    route = router(BOTH).route(complaint(accused={"KOTA"}), on=ON)

    assert [("accused", "INSPEKTORAT", "levy"), ("decided", "PEMPROV", "levy")] == [
        (step.outcome.value, step.agency, step.rule) for step in route.trace
    ]


def test_it_survives_the_way_to_data_and_back() -> None:
    """As a list in the file; a single agency stays a word."""
    assert ["INSPEKTORAT", "PEMPROV"] == BOTH.to_data()["to"]
    assert "INSPEKTORAT" == FIRST.to_data()["to"]
    assert BOTH == rule_from_data(BOTH.to_data())
    assert ("INSPEKTORAT", ("PEMPROV",)) == (BOTH.to, BOTH.alternates)
    assert ("INSPEKTORAT", "PEMPROV") == BOTH.destinations
    assert RuleBook([BOTH]).digest != RuleBook([FIRST]).digest
    assert not BOTH.sends_as(FIRST)


@pytest.mark.parametrize(
    ("fields", "where", "code"),
    [
        ({"to": []}, "to", "wrong_type"),
        ({"to": ["DPU", "DPU"]}, "to[1]", "duplicate"),
        ({"to": ["DPU", 7]}, "to[1]", "wrong_type"),
        ({"to": ["Dinas PU", "DPU"]}, "to[0]", "bad_code"),
        ({"alternates": ["DPU"], "supporting": ["DPU"]}, "to", "missing"),
    ],
)
def test_bad_alternates(fields: dict[str, Any], where: str, code: str) -> None:
    """Each with its place in the list."""
    with pytest.raises(InvalidValue) as caught:
        Rule("x", LEVY, **fields)

    assert (where, code) in [(one.where, one.code) for one in caught.value.faults]


def test_an_alternate_has_to_be_in_the_directory() -> None:
    """At its place in the list."""
    with pytest.raises(InvalidValue) as caught:
        router(Rule("x", LEVY, ["DPU", "DPUU"]))

    assert ("rule[0].to[1]", "DPU") == (
        caught.value.faults[0].where, caught.value.faults[0]["suggestion"],
    )  # fmt: skip


# What is proven


def test_a_rule_of_use_for_its_alternate_alone_is_live() -> None:
    """The rule before it takes the rest; the example says whom it has to accuse."""
    after = Rule("later", LEVY, ["INSPEKTORAT", "PEMPROV"])
    (first, later) = analyse(router(Rule("levy", LEVY, "INSPEKTORAT"), after))

    assert ("live", "live") == (first.standing, later.standing)
    assert later.example is not None
    assert "PEMPROV" == router(FIRST, after).route(later.example.complaint, on=ON).agency
    assert [] == list(check_rules(router(Rule("levy", LEVY, "INSPEKTORAT"), after)))


def test_a_rule_without_alternates_is_judged_by_complaints_that_accuse_nobody() -> None:
    """As ever, though another rule of the book has alternates; nor do alternates make gaps."""
    book = router(BOTH, Rule("covered", LEVY, "DPU"))
    (levy, covered) = analyse(book)

    assert ("live", "dead", "covered", ("levy",)) == (
        levy.standing, covered.standing, covered.why, covered.covered_by,
    )  # fmt: skip
    assert ["rule_covered"] == [one.code for one in check_rules(book)]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        # the same agency comes first, and whoever accuses KOTA bars DPU too
        ((Rule("one", LEVY, "PEMPROV"), Rule("two", LEVY, ["PEMPROV", "KOTA"])), "covered"),
        (
            (Rule("two", LEVY, ["DPU", "KOTA"], valid_until=date(2020, 1, 1)),),
            "not_in_force",
        ),
    ],
)
def test_a_rule_with_alternates_may_be_dead_all_the_same(
    rules: tuple[Rule, ...], expected: str
) -> None:
    """When none of its agencies ever gets anything; it is named as its author calls it."""
    verdict = analyse(router(*rules), since=ON)["two"]

    assert ("two", "dead", expected) == (verdict.rule, verdict.standing, verdict.why)
    assert {"two"}.isdisjoint(verdict.covered_by)


def test_an_alternate_more_is_a_difference() -> None:
    """Whoever accuses the inspectorate, or the mayor, goes another way: with an example."""
    found = differences(router(FIRST), router(BOTH))
    back = differences(router(BOTH), router(FIRST))

    assert {("KOTA", "PEMPROV"), ("NASIONAL", "PEMPROV")} == {
        (one.before.agency, one.after.agency) for one in found
    }
    assert {("PEMPROV", "KOTA"), ("PEMPROV", "NASIONAL")} == {
        (one.before.agency, one.after.agency) for one in back
    }
    (accusing,) = (one for one in found if one.before.agency == "KOTA")
    assert {"INSPEKTORAT"} == accusing.example.complaint.accused
    assert "accusing INSPEKTORAT" in str(accusing)
    assert "mengadukan INSPEKTORAT" in accusing.describe("id")
    assert "INSPEKTORAT" == accusing.example.to_dict()["accused"]


def test_alternates_in_another_order_differ() -> None:
    """Already for complaints that accuse nobody."""
    other = Rule("levy", LEVY, ["PEMPROV", "INSPEKTORAT"])
    found = differences(router(BOTH), router(other))

    assert ("INSPEKTORAT", "PEMPROV") in {(one.before.agency, one.after.agency) for one in found}


@pytest.mark.parametrize(
    "rules",
    [
        (BOTH,),
        (FIRST, Rule("levy.1", LEVY, "PEMPROV")),  # so many rules one after another
        (Rule("levy.1", LEVY, ["INSPEKTORAT", "PEMPROV"]),),
    ],
)
def test_what_says_the_same_is_proven_equivalent(rules: tuple[Rule, ...]) -> None:
    """In both directions, whatever the rules are called."""
    assert differences(router(BOTH), router(*rules)).is_equivalent
    assert differences(router(*rules), router(BOTH)).is_equivalent


def test_what_is_too_hard_is_named_as_its_author_calls_it() -> None:
    """Without a budget nothing is found out; no made-up id is told."""
    told = differences(router(FIRST), router(BOTH), questions=0)

    assert {"levy"} >= set(told.undecided)


@pytest.mark.parametrize("accused", [(), ("INSPEKTORAT",), ("KOTA",), ("PEMPROV",), ("DPU",)])
def test_taken_apart_it_sends_everything_the_same_way(accused: tuple[str, ...]) -> None:
    """What the analysis reads in its place."""
    apart = router(FIRST, Rule("levy.1", LEVY, "PEMPROV"))
    for region in ("99.71", "99.72", "98", None):
        one = complaint(accused=accused, region=region)
        assert router(BOTH).route(one, on=ON).agency == apart.route(one, on=ON).agency
