"""What hung below an office that was split, and who is barred once offices have changed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Agency, Complaint
from sp4n.policy import Policy
from sp4n.sample import sample_policy
from sp4n.workflow import Case, CommandRefused, commands, is_barred

DAY = date(2026, 7, 1)
EVE = date(2026, 6, 30)
MARCH = datetime(2026, 3, 16, 2, tzinfo=UTC)
JUNE = datetime(2026, 6, 29, 2, tzinfo=UTC)
JULY = datetime(2026, 7, 2, 2, tzinfo=UTC)
MIDNIGHT = datetime(2026, 6, 30, 17, tzinfo=UTC)
SAMPLE = sample_policy()
HALVES = ("KOTA1", "KOTA2")


def halves(**more: Any) -> Any:
    into = [Agency(code, code, parent="PEMPROV", kind="city") for code in HALVES]
    return SAMPLE.split("KOTA", into, on=DAY, **more)


def held(policy: Policy, holder: str, at: datetime = MARCH, **fields: Any) -> Case:
    complaint = Complaint("X-1", "Jalan", "Jalan berlubang.", at, region="99.71", **fields)
    return policy.adopt(complaint, status="verified", holder=holder, source="lama", at=at)


def bars(policy: Policy, case: Case, code: str, on: date) -> bool:
    return is_barred(case, code, directory=policy.directory, on=on)


def undecided() -> Policy:
    """The same by hand, in files for instance: nobody says where the units go."""
    changed: Policy = halves(rest="KOTA1").policy
    bare = [evolve(one, falls_to=()) for one in changed.directory]
    return changed.bind(evolve(changed.directory, agencies=bare))


def test_the_units_hang_below_the_chosen_one_from_the_day_on() -> None:
    """And not before: the old city reaches them until then."""
    change = halves(rest="KOTA1", children={"DISDIK": "KOTA2"})
    directory = change.directory

    assert ("DPU", "KOTA", "PEMPROV") == directory.lineage("DPU", EVE)[:3]
    assert ("DPU", "KOTA1", "PEMPROV") == directory.lineage("DPU", DAY)[:3]
    assert ("DISDIK", "KOTA2", "PEMPROV") == directory.lineage("DISDIK", DAY)[:3]
    assert "DISDIK hangs below KOTA2 from 2026-07-01 on" in str(change).splitlines()
    assert not [one for one in change.policy.check(on=DAY) if one.code == "agency_below_split"]


def test_each_unit_needs_a_choice() -> None:
    """Named, or among the rest; a wrong one is told by its key."""
    with pytest.raises(InvalidValue) as caught:
        halves(children={"DISDIK": "PEMPROV"})

    faults = {one.where: one.code for one in caught.value.faults}
    assert ("not_one_of", "choice_needed") == (faults["children.DISDIK"], faults["children.DPU"])


def test_the_units_are_barred_with_the_one_that_they_fell_to() -> None:
    """And not with the other; whoever accuses the old city means both, and all below."""
    policy = halves(rest="KOTA1", children={"DISDIK": "KOTA2"}).policy
    first = held(policy, "PEMPROV", JULY, accused={"KOTA1"})
    old = held(policy, "PEMPROV", JULY, accused={"KOTA"})

    assert [True, False] == [bars(policy, first, code, DAY) for code in ("INSPEKTORAT", "DISDIK")]
    assert [True, True] == [bars(policy, old, code, DAY) for code in ("INSPEKTORAT", "DISDIK")]
    assert not bars(policy, first, "INSPEKTORAT", EVE)


def test_as_long_as_nobody_chose_they_are_barred_with_either() -> None:
    """And `check` tells it."""
    policy = undecided()
    found = {one.where for one in policy.check(on=DAY) if one.code == "agency_below_split"}

    for code in HALVES:
        case = held(policy, "PEMPROV", JULY, accused={code})
        assert bars(policy, case, "INSPEKTORAT", DAY)
        assert not bars(policy, case, "INSPEKTORAT", EVE)
        assert not bars(policy, case, "KOTA2" if code == "KOTA1" else "KOTA1", DAY)
    assert "agency.INSPEKTORAT.falls_to" in found
    assert not [one for one in policy.check(on=EVE) if one.code == "agency_below_split"]


def test_the_new_citys_admin_reaches_what_its_units_hold() -> None:
    """As the old one's did."""
    policy = halves(rest="KOTA1").policy
    case, back = held(policy, "DPU"), commands.return_to_sender(why="Bukan wewenang kami.")
    old, new = (Actor.officer("kota-admin", at=code) for code in ("KOTA", "KOTA1"))

    assert policy.decide(case, back, by=old, at=MARCH + timedelta(hours=1))
    assert policy.decide(case, back, by=new, at=JULY)


def test_a_unit_is_given_on_when_its_office_is_split_again() -> None:
    """Both choices stand, each for its day."""
    again, later = [Agency("A", "A", parent="PEMPROV"), "KOTA2"], date(2027, 7, 1)
    policy = halves(rest="KOTA1").policy.split("KOTA1", again, on=later, rest="A").policy

    assert ("KOTA1", "A") == policy.directory.agency("DPU").falls_to
    lines = [policy.directory.lineage("DPU", on)[1] for on in (EVE, DAY, later)]
    assert ["KOTA", "KOTA1", "A"] == lines


@pytest.mark.parametrize("kind", ["merged", "renamed"])
def test_units_follow_a_single_successor(kind: str) -> None:
    """Of a merger or a new code, without a choice."""
    if kind == "merged":
        change = SAMPLE.merged(["KOTA"], Agency("BARU", "Baru", parent="PEMPROV"), on=DAY)
    else:
        change = SAMPLE.renamed("KOTA", "Baru", on=DAY, to="BARU")
    case = held(change.policy, "PEMPROV", JULY, accused={"BARU"})

    assert ("DPU", "BARU") == change.directory.lineage("DPU", DAY)[:2]
    assert bars(change.policy, case, "INSPEKTORAT", DAY)


def test_whom_an_accused_office_was_merged_into_is_barred_from_the_day_on() -> None:
    """And hands the case over to the nearest above who may have it."""
    policy = SAMPLE.merged(["DPU"], "KOTA", on=DAY).policy
    accused: dict[str, Any] = {"accused": {"DPU"}}
    case = held(policy, "KOTA", **accused)
    assert [False, True] == [bars(policy, case, "KOTA", on) for on in (EVE, DAY)]
    assert [True, True] == [bars(policy, case, "DPU", on) for on in (EVE, DAY)]
    (found,) = (one for one in policy.check(cases=[case], on=DAY) if one.code.startswith("case"))
    (due,) = (one for one in policy.due_actions(case, now=JULY) if one.kind == "hand_over")
    after = policy.hand_over(case, JULY)

    assert ("case_held_by_barred_agency", MIDNIGHT) == (found.code, due.due_at)
    assert ("PEMPROV",) == due.holders == after.holders
    assert MIDNIGHT == policy.next_due_at(held(policy, "KOTA", JUNE, **accused))
    assert not [one for one in policy.due_actions(case, now=MARCH) if one.kind == "hand_over"]
    assert case is policy.hand_over(case, MARCH)
    assert after is policy.hand_over(after, JULY)
    assert not [
        one for one in policy.check(cases=[after], on=JULY.date()) if one.code.startswith("case")
    ]


def test_nobody_holds_what_accuses_the_root_by_now() -> None:
    """An accused office became part of the root: that is told as stranded."""
    policy = SAMPLE.merged(["DPU"], SAMPLE.directory.root.code, on=DAY).policy
    after = policy.hand_over(held(policy, "KOTA", accused={"DPU"}), JULY)

    assert () == after.holders
    assert "stranded" in {one.kind for one in policy.due_actions(after, now=JULY)}


def test_only_who_can_take_a_case_is_named() -> None:
    """The admin above stands for a barred successor, and may be chosen, as may the other one."""
    into: list[Agency | str] = [Agency("JALAN", "Jalan", parent="KOTA"), "DISDIK"]
    policy = SAMPLE.split("DPU", into, on=DAY, rest="DISDIK").policy
    case = held(policy, "DPU", accused={"JALAN"})
    (due,) = (one for one in policy.due_actions(case, now=JULY) if one.kind == "hand_over")
    with pytest.raises(CommandRefused) as caught:
        policy.hand_over(case, JULY)

    assert ("KOTA", "DISDIK") == due.holders == caught.value.reasons[0]["successors"]
    for taker in due.holders:
        after = policy.hand_over(case, JULY, to=taker)
        assert (taker,) == after.holders
        assert not [
            one for one in policy.check(cases=[after], on=JULY.date()) if one.where == "case.X-1"
        ]
    assert ("KOTA",) == policy.hand_over(case, JULY, to="JALAN").holders


SECRET = "Budi minta uang di Jalan Contoh " * 40


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (lambda: SAMPLE.split("DPU", None, on=DAY), "into"),  # type: ignore[arg-type]
        (lambda: SAMPLE.split("DPU", [7], on=DAY), "into"),  # type: ignore[list-item]
        (lambda: SAMPLE.split("DPU", HALVES, on=DAY, officers=5), "officers"),  # type: ignore[arg-type]
        (lambda: SAMPLE.split("DPU", HALVES, on=DAY, rules=5), "rules"),  # type: ignore[arg-type]
        (lambda: SAMPLE.split("DPU", HALVES, on=DAY, children=5), "children"),  # type: ignore[arg-type]
        (lambda: SAMPLE.split("DPU", HALVES, on=DAY, rest={"x": SECRET}), "rest"),  # type: ignore[arg-type]
        (lambda: SAMPLE.split(None, HALVES, on=DAY), "code"),  # type: ignore[arg-type]
        (lambda: SAMPLE.renamed(None, "x", on=DAY), "code"),  # type: ignore[arg-type]
        (lambda: SAMPLE.renamed("DPU", "x", on=DAY, to=7), "to"),  # type: ignore[arg-type]
        (
            lambda: SAMPLE.split(
                "DPU", ["KOTA", "DISDIK"], on=DAY, rest="KOTA",
                officers={"dpu-operator": {"x": SECRET}},  # type: ignore[dict-item]
            ),
            "officers.dpu-operator",
        ),
        (lambda: bars(SAMPLE, held(SAMPLE, "DPU"), None, DAY), "who"),  # type: ignore[arg-type]
        (lambda: bars(SAMPLE, None, "DPU", DAY), "case"),  # type: ignore[arg-type]
        (lambda: bars(SAMPLE, held(SAMPLE, "DPU"), "DPU", None), "on"),  # type: ignore[arg-type]
        (lambda: held(SAMPLE, "DPU").erase([]), "names[0]"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_a_wrong_type_is_told_with_its_key(call: Any, where: str) -> None:
    """And without repeating what was given."""
    with pytest.raises(InvalidValue) as caught:
        call()

    assert [(where, "wrong_type")] == [(one.where, one.code) for one in caught.value.faults]
    assert "Budi" not in str(caught.value)
