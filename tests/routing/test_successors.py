"""Rules follow the offices that they name: on the way of a complaint, and in what is proven."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sp4n.model import Agency, Appointment, Complaint, Directory, Officer
from sp4n.routing import AnyWord, Router, Rule, RuleBook, TargetAgencyIs
from sp4n.routing.analysis import analyse, differences
from sp4n.routing.analysis.alternates import ever_about
from sp4n.routing.soundness import check_rules

DAY = date(2026, 7, 1)
EVE = DAY - timedelta(1)
AT = datetime(2026, 7, 1, 3, tzinfo=UTC)
HOLE, TREE = AnyWord("lubang"), AnyWord("pohon")


def ended(code: str, *after: str, **more: Any) -> Agency:
    return Agency(code, code, parent="KOTA", active_until=DAY, successors=after, **more)


OFFICES = Directory(
    [
        Agency("NASIONAL", "Nasional"),
        Agency("KOTA", "Kota", parent="NASIONAL", region="99.71", front_desk=True),
        ended("LAMA", "BARU"),
        ended("PECAH", "BARU", "LAIN"),
        ended("MATI"),
        ended("SEMPIT", "JALAN"),
        Agency("BARU", "Baru", parent="KOTA", active_from=DAY),
        Agency("LAIN", "Lain", parent="KOTA"),
        Agency("JALAN", "Jalan", parent="KOTA", region="99.71"),
    ]
)


def router(*rules: Rule, **more: Any) -> Router:
    return Router(OFFICES, RuleBook(rules), **more)


def complaint(words: str = "lubang", **fields: Any) -> Complaint:
    return Complaint("X-0001", words, words, AT, region="99.71", **fields)


@pytest.mark.parametrize(
    ("to", "on", "expected"),
    [
        ("LAMA", EVE, ("LAMA", "hole")),
        ("LAMA", DAY, ("BARU", "hole")),
        ("BARU", EVE, ("KOTA", None)),
        ("PECAH", EVE, ("PECAH", "hole")),
        ("PECAH", DAY, ("KOTA", None)),  # somebody must choose
        ("MATI", DAY, ("KOTA", None)),
    ],
)
def test_a_rule_follows_its_office(to: str, on: date, expected: tuple[str, str | None]) -> None:
    """To the only successor from the day on; with none, or several, it is passed over."""
    route = router(Rule("hole", HOLE, to)).route(complaint(), on=on)

    assert expected == (route.agency, route.rule)


def test_the_trace_names_the_successor() -> None:
    """It is where the complaint goes."""
    route = router(Rule("hole", HOLE, "LAMA")).route(complaint(), on=DAY)

    assert ["BARU"] == [step.agency for step in route.trace]


@pytest.mark.parametrize(
    ("fields", "excluding"), [({"accused": {"LAMA"}}, ()), ({}, ["LAMA"]), ({}, ["BARU"])]
)
def test_who_was_accused_or_tried_is_so_under_the_new_name(
    fields: dict[str, Any], excluding: list[str]
) -> None:
    """A renaming shakes off neither."""
    route = router(Rule("hole", HOLE, "LAMA")).route(
        complaint(**fields), on=DAY, excluding=excluding
    )

    assert "KOTA" == route.agency


def test_helpers_and_strategies_follow() -> None:
    """As the agencies of rules do; who leads does not help."""
    helped = router(Rule("hole", HOLE, "LAIN", supporting=["LAMA", "BARU"]))
    guessed = router(strategies=[lambda _facts: ["LAMA"]])

    assert ("BARU",) == helped.route(complaint(), on=DAY).supporting
    assert "BARU" == guessed.route(complaint(), on=DAY).agency


def test_a_rule_that_follows_is_alive() -> None:
    """Whatever day is asked for; one whose office left nobody, or several, is not."""
    books = {to: router(Rule("hole", HOLE, to)) for to in ("LAMA", "PECAH", "MATI")}
    standings = {
        to: [analyse(one, since=on)["hole"].standing for on in (None, EVE, DAY)]
        for to, one in books.items()
    }

    assert {
        "LAMA": ["live", "live", "live"],
        "PECAH": ["live", "live", "dead"],
        "MATI": ["live", "live", "dead"],
    } == standings


def test_check_tells_of_no_rule_that_follows() -> None:
    """And of those that can't follow, once."""
    found = {
        to: [one.code for one in check_rules(router(Rule("hole", HOLE, to)), DAY)]
        for to in ("LAMA", "PECAH", "MATI")
    }

    assert {"LAMA": [], "PECAH": ["agency_inactive"], "MATI": ["agency_inactive"]} == found


def test_an_example_of_a_rule_fits_whoever_gets_it() -> None:
    """SEMPIT served the nation, JALAN serves the city only."""
    rule = Rule("hole", HOLE & TargetAgencyIs("LAIN"), "SEMPIT")

    assert "live" == analyse(router(rule), since=DAY)["hole"].standing


@pytest.mark.parametrize(
    ("here", "there", "on", "expected"),
    [
        ("LAMA", "BARU", DAY, set()),
        ("LAMA", "BARU", EVE, {("LAMA", "NASIONAL")}),
        ("LAMA", "LAMA", None, set()),
        ("LAMA", "LAIN", EVE, {("LAMA", "LAIN")}),
        ("LAMA", "LAIN", DAY, {("BARU", "LAIN")}),
        ("LAMA", "LAIN", None, {("LAMA", "LAIN"), ("BARU", "LAIN")}),
        ("LAIN", "LAMA", None, {("LAIN", "LAMA"), ("LAIN", "BARU")}),
    ],
)
def test_differences_are_those_of_the_day(
    here: str, there: str, on: date | None, expected: set[tuple[str, str]]
) -> None:
    """Two rules that lead to one office after the day differ before it only."""
    found = differences(router(Rule("hole", HOLE, here)), router(Rule("hole", HOLE, there)), on=on)
    ways = {(one.before.agency, one.after.agency) for one in found}

    assert expected <= ways
    assert all(way in expected or "KOTA" in way or "NASIONAL" in way for way in ways)
    assert () == found.undecided


def test_a_rule_that_goes_two_ways_is_told_twice_among_others() -> None:
    """Rules before and after it, which follow as well, stay apart."""
    before = router(Rule("hole", HOLE, "LAMA"), Rule("tree", TREE, "LAMA"))
    after = router(Rule("tree", TREE, "LAMA"), Rule("hole", HOLE, "LAIN"))
    found = differences(before, after)

    assert {("LAMA", "LAIN"), ("BARU", "LAIN")} == {
        (one.before.agency, one.after.agency) for one in found
    }
    assert () == found.undecided


def test_desks_that_follow_each_other_receive_in_turn() -> None:
    """Two front desks of one region, one until the day, one from then on."""
    agencies = [
        Agency("NASIONAL", "Nasional"),
        Agency("LAMA", "Lama", parent="NASIONAL", region="99", front_desk=True, active_until=DAY),
        Agency("BARU", "Baru", parent="NASIONAL", region="99", front_desk=True, active_from=DAY),
        Agency("LAIN", "Lain", parent="NASIONAL", region="99"),
    ]
    posts = [Appointment("satu", code, "liaison_officer") for code in ("LAMA", "BARU", "LAIN")]
    directory = Directory(agencies, [Officer("satu", "Satu")], posts)
    empty = Router(directory, RuleBook())
    holes = Router(directory, RuleBook([Rule("hole", HOLE, "LAIN")]))
    found = differences(holes, empty)

    assert {("LAIN", "LAMA"), ("LAIN", "BARU"), ("LAIN", "NASIONAL")} == {
        (one.before.agency, one.after.agency) for one in found
    }
    assert () == found.undecided


def test_who_is_ever_above_somebody_counts_those_who_were_there_before() -> None:
    """Of an agency that the directory does not have, nobody but itself."""
    directory = Directory([
        Agency("KOTA", "Kota Contoh"),
        Agency("LAMA", "Lama", parent="KOTA", active_until=date(2026, 7, 1), successors=["BARU"]),
        Agency("BARU", "Baru", parent="KOTA", active_from=date(2026, 7, 1)),
    ])  # fmt: skip

    assert {"BARU", "LAMA", "KOTA"} == ever_about(directory, {"BARU"})
    assert {"TIDAK_ADA"} == ever_about(directory, {"TIDAK_ADA"})
