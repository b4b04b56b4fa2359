"""Verdicts on rules: why one never decides, what covers it, and which of its parts are idle."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sp4n.errors import UnknownCode
from sp4n.model import Agency, Categories, Directory
from sp4n.model.officer import Appointment, Officer
from sp4n.routing import (
    AnyWord,
    CategoryWithin,
    Predicate,
    Proposals,
    ReceivedBetween,
    RegionWithin,
    Router,
    Rule,
)
from sp4n.routing.analysis import IdlePart, analyse

MakeRouter = Callable[..., Router]
NEW_YEAR = date(2026, 1, 1)
MARCH = date(2026, 3, 1)
HOLE = AnyWord("lubang")
CITY = Directory(
    [
        Agency("ROOT", "Root"),
        Agency("KOTA", "City", parent="ROOT", region="99.71"),
        Agency("JALAN", "Roads", parent="KOTA", region="99.71", mandate={"Jalan"}),
        Agency("LAMA", "Old", parent="KOTA", region="99.71", active_until=NEW_YEAR),
        Agency("SEPI", "Silent", parent="KOTA", region="99.71"),
        Agency("RAMAI", "Busy", parent="SEPI", region="99.71"),
    ],
    officers=[Officer("o1", "Officer 1"), Officer("o2", "Officer 2")],
    appointments=[
        *(Appointment("o1", one, "liaison_officer") for one in ("KOTA", "JALAN", "LAMA")),
        Appointment("o2", "SEPI", "liaison_officer", since=MARCH),
    ],
    categories=Categories({"Jalan": None, "Lubang": "Jalan", "Sampah": None}),
)


def _hole_but_none() -> Predicate:
    return HOLE & ~HOLE


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule("x", _hole_but_none(), "KOTA"), "contradiction"),
        (Rule("x", HOLE, "KOTA", valid_until=NEW_YEAR), "not_in_force"),
        (Rule("x", HOLE, "LAMA"), "no_agency"),
        (Rule("x", HOLE, "SEPI"), "no_agency"),
        (Rule("x", CategoryWithin("Sampah"), "JALAN"), "not_competent"),
        (Rule("x", RegionWithin("98"), "KOTA"), "not_competent"),
        (Rule("x", _hole_but_none(), propose=Proposals(urgent=True)), "contradiction"),
        (
            Rule("x", HOLE, propose=Proposals(urgent=True), valid_until=NEW_YEAR),
            "not_in_force",
        ),
    ],
)
def test_why_a_rule_never_decides(router: MakeRouter, rule: Rule, why: str) -> None:
    """On 2 February: the rule or the office expired in January, or has a liaison from March on."""
    found = analyse(router(rule, directory=CITY), on=date(2026, 2, 2))["x"]

    assert (found.standing, found.why, found.covered_by) == ("dead", why, ())


def test_an_office_is_there_on_some_days(router: MakeRouter) -> None:
    """Without a day all count: the old office until New Year, the silent one from March on."""
    rules = Rule("old", HOLE, "LAMA"), Rule("silent", AnyWord("pohon"), "SEPI")
    old, silent = analyse(router(*rules, directory=CITY))

    assert old.example is not None
    assert old.example.on < NEW_YEAR
    assert silent.example is not None
    assert silent.example.on >= MARCH


def test_an_office_below_one_without_a_liaison_needs_none(router: MakeRouter) -> None:
    """Until March nobody answers for the silent office either; then the busy one lacks somebody."""
    found = analyse(router(Rule("x", HOLE, "RAMAI"), directory=CITY))["x"]

    assert found.example is not None
    assert found.example.on < MARCH


def test_rules_cover_another_only_together(router: MakeRouter) -> None:
    """Roads with holes and roads without are all roads; the third rule is not needed for that."""
    road = AnyWord("jalan")
    found = analyse(
        router(
            Rule("holes", road & HOLE, "A"),
            Rule("trees", AnyWord("pohon") & HOLE, "B"),
            Rule("others", road & ~HOLE, "B"),
            Rule("roads", road, "C"),
        )
    )["roads"]

    assert (found.why, found.covered_by) == ("covered", ("holes", "others"))


def test_of_two_rules_that_each_cover_the_first_is_named(router: MakeRouter) -> None:
    """The second never decides itself."""
    rules = [Rule(one, HOLE, "A") for one in ("first", "second", "third")]

    assert analyse(router(*rules))["third"].covered_by == ("first",)


def test_a_remark_is_covered_by_nothing(router: MakeRouter) -> None:
    """It counts wherever it stands, and takes nothing from the others."""
    remark = Rule("urgent", HOLE, propose=Proposals(urgent=True))
    found = analyse(router(Rule("hole", HOLE, "A"), remark, Rule("same", HOLE, "B")))

    assert found["urgent"].standing == "live"
    assert found["same"].covered_by == ("hole",)


def test_idle_words(router: MakeRouter) -> None:
    """Of three words the first goes to another office, the second to the same one, the third here.

    Only what goes elsewhere is of no use where it stands.
    """
    rules = Rule("hole", HOLE, "A"), Rule("tree", AnyWord("pohon"), "B")
    found = analyse(router(*rules, Rule("x", AnyWord(["lubang", "pohon", "=lampu"]), "B")))

    assert found["x"].idle == (IdlePart("lubang", "covered", ("hole",)),)


def test_idle_values(router: MakeRouter) -> None:
    """The road office gets no waste; and nobody comes from a region outside the other one asked."""
    rules = [
        Rule("x", CategoryWithin(["Lubang", "Sampah"]), "JALAN"),
        Rule("y", HOLE & RegionWithin(["99.71", "98"]) & RegionWithin("99"), "KOTA"),
    ]
    found = analyse(router(*rules, directory=CITY))

    assert found["x"].idle == (IdlePart("Sampah", "not_competent"),)
    assert found["y"].idle == (IdlePart("98", "never_found"),)


def test_too_hard_to_say_why(router: MakeRouter) -> None:
    """One question shows that the road office gets no waste, though not whether waste exists."""
    either = AnyWord(["lubang", "pohon"]) & AnyWord(["lampu", "taman"])
    waste = CategoryWithin("Sampah") & either
    road_or_waste = CategoryWithin(["Lubang", "Sampah"]) & (~CategoryWithin("Sampah") | either)
    rules = Rule("x", waste, "JALAN"), Rule("y", road_or_waste, "JALAN")
    one = analyse(router(*rules, directory=CITY), questions=1)
    many = analyse(router(*rules, directory=CITY))

    assert one["x"].standing == "undecided"
    assert "Sampah" not in [part.says for part in one["y"].idle]
    assert many["x"].why == "not_competent"
    assert "Sampah" in [part.says for part in many["y"].idle]


@pytest.mark.parametrize("on", [date(2026, 2, 2), None])
def test_days_in_a_rule_and_of_a_rule(router: MakeRouter, on: date | None) -> None:
    """A rule in force from March about what came before March never decides."""
    rule = Rule("x", ReceivedBetween(None, MARCH), "A", valid_from=MARCH)

    assert analyse(router(rule), on=on)["x"].standing == "dead"


def test_verdicts_in_two_languages(router: MakeRouter) -> None:
    """Each says of its rule what was found out, with what is idle and what it depends on."""
    rules = [
        Rule("hole", HOLE, "A"),
        Rule("both", AnyWord(["lubang", "pohon"]), "B"),
        Rule("never", HOLE & AnyWord("jalan"), "B"),
    ]
    found = analyse(router(*rules))

    assert str(found["both"]) == "both: decides, for example: pohon; lubang is taken by hole"
    assert found["both"].describe("id") == (
        "both: memutuskan, misalnya: pohon; lubang diambil oleh hole"
    )
    assert str(found["never"]) == "never: never decides: all its complaints are taken by hole"
    assert str(found) == (
        "3 rules: 2 live, 1 dead, 0 undecided\n"
        "both: decides, for example: pohon; lubang is taken by hole\n"
        "never: never decides: all its complaints are taken by hole"
    )
    assert repr(found) == "<BookAnalysis 3 rules: 2 live, 1 dead, 0 undecided>"
    assert found.describe("id").startswith("3 aturan: 2 hidup, 1 mati, 0 belum pasti\n")


def test_an_undecided_rule_says_so(router: MakeRouter) -> None:
    """Without questions nothing is found out."""
    found = analyse(router(Rule("x", HOLE, "A")), questions=0)

    assert str(found["x"]) == "x: it could not be determined whether it ever decides"


def test_verdicts_are_plain_data(router: MakeRouter) -> None:
    """Ready for JSON, with the example of a rule that decides."""
    rules = Rule("hole", HOLE, "A"), Rule("never", HOLE & ReceivedBetween(NEW_YEAR), "B")
    data: Any = analyse(router(*rules)).to_dict("id")

    assert data == json.loads(json.dumps(data))
    assert data["rules"][0]["example"] == {
        "received_on": "2026-01-01",
        "title": "lubang",
        "body": ".",
    }
    assert data["rules"][1] == {
        "rule": "never",
        "standing": "dead",
        "why": "covered",
        "covered_by": ["hole"],
        "idle": [],
        "modulo": [],
        "example": None,
        "message": "never: tidak pernah memutuskan: semua pengaduannya diambil oleh hole",
    }


def test_an_idle_part_is_plain_data() -> None:
    """With its sentence."""
    assert IdlePart("lubang", "never_found").to_dict() == {
        "says": "lubang",
        "why": "never_found",
        "covered_by": [],
        "message": "lubang can never be found",
    }


def test_verdicts_are_found_by_rule_and_by_standing(router: MakeRouter) -> None:
    """A rule that is not there comes with the closest one."""
    found = analyse(router(Rule("hole", HOLE, "A"), Rule("never", HOLE, "B")))

    assert [one.rule for one in found.with_standing("dead")] == ["never"]
    assert len(found) == 2
    with pytest.raises(UnknownCode) as unknown:
        _ = found["whole"]
    assert unknown.value.suggestion == "hole"
