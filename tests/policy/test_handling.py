"""What else another policy changes about complaints: who verifies, who helps, what is proposed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.model import Complaint
from sp4n.policy import HandlingChange, Load, Policy
from sp4n.routing import AnyWord, Proposals, Rule, RuleBook
from sp4n.sample import sample_complaints, sample_policy

CITY = sample_policy()
MON_2026_11_02 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BODY = "Banjir di depan pasar sudah dua minggu belum surut dan warga tidak bisa lewat."
FLOOD = Complaint("X-0001", "Banjir", BODY, MON_2026_11_02, region="99.71")
COMPLAINTS = sample_complaints(120, seed=3)


def with_rules(*rules: Rule) -> Policy:
    """The sample city with rules that come before its own."""
    return evolve(CITY, version="2026.2", book=RuleBook((*rules, *CITY.book)))


def changed(rule_id: str, **changes: Any) -> Policy:
    """The sample city with one rule changed where it stands."""
    rules = (evolve(one, **changes) if one.id == rule_id else one for one in CITY.book)
    return evolve(CITY, version="2026.2", book=RuleBook(rules))


HELPED = changed("drains-and-floods", supporting=("BPBD", "DLH"))
URGENT = changed("drains-and-floods", propose=Proposals(urgent=True))
NATIONAL = evolve(CITY, version="2026.2", receive_at="national")


def load_of(agency: str, loads: tuple[Load, ...]) -> Load:
    return next(one for one in loads if one.agency == agency)


def test_agencies_that_are_asked_to_help_gain_work() -> None:
    """The complaint stays with the office for roads; two others help."""
    found = CITY.compare(HELPED, [FLOOD])
    (change,) = found.handling

    assert () == found.moves
    assert ((), ("BPBD", "DLH")) == change.supporting
    assert (True, False, False) == (
        change.has_other_support, change.has_other_proposals, change.is_received_elsewhere,
    )  # fmt: skip
    load = load_of("BPBD", found.loads)
    assert (0, 0, 1, True) == (load.before, load.after, load.supporting_gain, load.is_changed)
    assert "X-0001: supported by - -> BPBD, DLH" == str(change)
    assert "verified by another agency: 0; other supporting agencies: 1; other proposals: 0" in str(
        found
    )


def test_who_verifies_is_told() -> None:
    """The national admin instead of the city's front desk."""
    found = CITY.compare(NATIONAL, [FLOOD, CITY.receive(FLOOD, at=MON_2026_11_02)])

    assert 2 == len(found.handling)
    assert ("KOTA", "NASIONAL") == found.handling[0].received_by
    assert (2, -2) == tuple(
        load_of(agency, found.loads).received_gain for agency in ("NASIONAL", "KOTA")
    )
    assert "<HandlingChange X-0001: received by KOTA -> NASIONAL>" == repr(found.handling[0])


def test_nobody_verifies_a_case_that_was_adopted() -> None:
    """It came from another system, with its holder."""
    adopted = CITY.adopt(FLOOD, status="verified", holder="DPU", source="old", at=MON_2026_11_02)
    found = CITY.compare(NATIONAL, [adopted])

    assert () == found.handling
    assert 0 == sum(one.received_before + one.received_after for one in found.loads)


def test_a_past_elsewhere_does_not_move_the_day_of_adoption() -> None:
    """By whose rules it is routed: those of the day on which it was taken over."""
    known = evolve(FLOOD, submitted_at=MON_2026_11_02 - timedelta(days=40))
    ended = changed("drains-and-floods", valid_until=MON_2026_11_02.date())
    case = CITY.adopt(
        known, status="verified", holder="DPU", source="old", at=MON_2026_11_02,
        since_at=known.submitted_at,
    )  # fmt: skip

    assert [1, 0] == [len(CITY.compare(ended, [one]).moves) for one in (case, known)]


def test_what_is_proposed_to_the_admin_is_told() -> None:
    """In words and as data, in both languages."""
    found = CITY.compare(URGENT, [FLOOD])
    (change,) = found.handling

    assert (Proposals(), Proposals(urgent=True)) == change.proposals
    assert "X-0001: usulan - -> mendesak" == change.describe("id")
    assert {
        "number": "X-0001",
        "received_by": ["KOTA", "KOTA"],
        "supporting": [[], []],
        "proposals": [{}, {"urgent": True}],
        "message": "X-0001: proposed - -> urgent",
    } == change.to_dict()


def test_as_a_table() -> None:
    """A row for each complaint; what is not proposed is empty."""
    (row,) = CITY.compare(URGENT, [FLOOD]).table("handling").records()

    assert {
        "number": "X-0001", "before_received_by": "KOTA", "after_received_by": "KOTA",
        "before_supporting": None, "after_supporting": None, "before_classification": None,
        "after_classification": None, "before_flags": None, "after_flags": "urgent",
    } == row  # fmt: skip


REMARK = Rule("remark", AnyWord(["banjir", "jalan"]), propose=Proposals(urgent=True))
HELP = Rule("help", AnyWord(["banjir", "lampu"]), supporting=("BPBD",))
FLOODS = Rule("floods", AnyWord(["banjir"]), to="BPBD")
OVERSIGHT = Proposals(classification="oversight")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CITY, with_rules(REMARK)),
        (CITY, with_rules(HELP)),
        (with_rules(REMARK), with_rules(REMARK, FLOODS)),
        (with_rules(REMARK, FLOODS), with_rules(FLOODS, REMARK)),
        (with_rules(evolve(FLOODS, propose=OVERSIGHT)), with_rules(FLOODS)),
        (
            with_rules(Rule("a", AnyWord(["jalan"]), to="DPU", propose=OVERSIGHT), FLOODS),
            with_rules(FLOODS, Rule("a", AnyWord(["jalan"]), to="DPU", propose=OVERSIGHT)),
        ),
        (CITY, evolve(CITY, book=RuleBook((*tuple(CITY.book)[1:], CITY.book.rules[0])))),
        (CITY, evolve(CITY, normaliser=lambda text: tuple(text.lower().split()))),
        (CITY, NATIONAL),
        (HELPED, evolve(HELPED, receive_at="national")),
        (CITY, CITY),
    ],
)
def test_nothing_is_missed_by_what_is_done_once_only(before: Policy, after: Policy) -> None:
    """Held against the routes in full and the receptions of both, one by one."""
    found = before.compare(after, COMPLAINTS)

    expected = []
    for one in COMPLAINTS:
        here, there = before.route(one), after.route(one)
        received = tuple(by.receive(one, at=one.submitted_at).holder for by in (before, after))
        pairs = received, (here.supporting, there.supporting), (here.proposals, there.proposals)
        if any(was != now for was, now in pairs):
            expected.append(HandlingChange(one.number, *pairs))  # type: ignore[arg-type]
    assert tuple(expected) == found.handling
    assert [one.number for one in found.moves] == [
        one.number for one in COMPLAINTS if before.route(one).agency != after.route(one).agency
    ]
