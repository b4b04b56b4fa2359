"""A policy at work on what accuses somebody: who receives it, who is told, what is not known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint, Role
from sp4n.policy import Policy, load_policy, policy_from_data
from sp4n.reader import PolicyError
from sp4n.routing import RuleBook
from sp4n.sample import sample_policy
from sp4n.workflow import Case, CommandRefused, Event, Phase

CITY = sample_policy()
MON_2026_11_02 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BRIBES = "Petugas kelurahan minta uang pelicin dan suap untuk setiap surat pengantar warga."
VILLAGE = next(one for one in CITY.directory if one.kind == "village")
LINE = CITY.directory.lineage(VILLAGE.code)


def bribes(**fields: Any) -> Complaint:
    """A complaint about bribes at a village, which it names, without accusing anybody."""
    given: dict[str, Any] = {"region": VILLAGE.region, "target_agency": VILLAGE.code} | fields
    return Complaint("X-0001", "Suap di kelurahan", BRIBES, MON_2026_11_02, **given)


def received(policy: Policy = CITY, **fields: Any) -> Case:
    return policy.receive(bribes(**fields), at=MON_2026_11_02)


def people_of(code: str) -> list[Actor]:
    return [Actor.officer(one.officer, at=code) for one in CITY.directory.team(code, None)]


def test_a_complaint_about_bribes_is_not_received_where_they_are_taken() -> None:
    """The village that it names has no part in it; the city verifies."""
    case = received()

    assert case.is_confidential
    assert "KOTA" == case.holder
    for code in LINE[: LINE.index("KOTA")]:
        for by in people_of(code):
            assert not CITY.may_know(case, by=by, at=MON_2026_11_02)


@pytest.mark.parametrize(
    ("policy", "fields", "expected"),
    [
        (CITY, {"accused": {VILLAGE.code}}, "KOTA"),
        (CITY, {"accused": {"KOTA"}}, "PEMPROV"),
        (CITY, {"accused": {"KOTA", "PEMPROV"}}, "NASIONAL"),
        (evolve(CITY, receive_confidential_at="national"), {}, "NASIONAL"),
        (evolve(CITY, receive_confidential_at="desk"), {"accused": {VILLAGE.code}}, LINE[1]),
    ],
)
def test_who_receives_it(policy: Policy, fields: dict[str, Any], expected: str) -> None:
    """Never the accused, nor anybody below them."""
    assert expected == received(policy, **fields).holder


def test_a_file_says_who_receives_it(tmp_path: Path) -> None:
    """Under ``[routing]``; without it, the nearest government does."""
    head = {"schema": "sp4n/policy/1", "name": "Kota Contoh", "version": "1"}
    word = {"receive_confidential_at": "national"}

    assert "government" == policy_from_data(head).receive_confidential_at
    assert "government" == policy_from_data(head | {"routing": {}}).receive_confidential_at
    assert "national" == policy_from_data(head | {"routing": word}).receive_confidential_at
    for wrong in ({"receive_confidential_at": "kota"}, {"receive_confidental_at": "desk"}):
        with pytest.raises(PolicyError) as caught:
            policy_from_data(head | {"routing": wrong})
        assert caught.value.faults[0].where.startswith("routing.receive_confiden")
    file = tmp_path / "policy.toml"
    file.write_text(
        'schema = "sp4n/policy/1"\nname = "X"\nversion = "1"\n'
        '[routing]\nreceive_confidential_at = "desk"\n'
        '[[rule]]\nid = "levy"\nwhen = { any_word = "pungli" }\nto = ["INSPEKTORAT", "PEMPROV"]\n',
        "utf-8",
    )
    policy = load_policy(file, CITY.directory)
    assert ("desk", ("PEMPROV",)) == (
        policy.receive_confidential_at, policy.book.rules[0].alternates,
    )  # fmt: skip


def test_it_is_a_part_like_any_other() -> None:
    """In the digest, checked when a policy is made, and told by a comparison."""
    national = evolve(CITY, receive_confidential_at="national")
    found = CITY.compare(national, [bribes()])

    assert CITY.digest != national.digest
    with pytest.raises(InvalidValue):
        evolve(CITY, receive_confidential_at="kota")  # type: ignore[arg-type]
    assert "setting receive_confidential_at: government -> national" in str(found.parts[0])
    (change,) = found.handling
    assert ("KOTA", "NASIONAL") == change.received_by


def test_rules_that_mark_it_change_who_verifies() -> None:
    """A comparison says so, though both policies have the same doors."""
    unmarked = evolve(
        CITY,
        book=RuleBook(
            rule
            for rule in CITY.book
            if not rule.propose.confidential and rule.propose.classification != "oversight"
        ),
    )
    for one, other in ((CITY, unmarked), (unmarked, CITY)):
        (change,) = one.compare(other, [bribes()]).handling
        expected = tuple(
            policy.receive(bribes(), at=MON_2026_11_02).holder for policy in (one, other)
        )
        assert expected == change.received_by


def test_alternates_are_routed_alike_by_every_way() -> None:
    """In full, in a simulation and in a comparison."""
    rules = (
        evolve(rule, to=("INSPEKTORAT", "NASIONAL")) if rule.to == "INSPEKTORAT" else rule
        for rule in CITY.book
    )
    policy = evolve(CITY, book=RuleBook(rules))
    accusing = bribes(accused={"KOTA"})
    (item,) = policy.simulate([accusing], now=MON_2026_11_02).outcomes
    (move,) = CITY.compare(policy, [accusing]).moves

    assert "NASIONAL" == policy.route(accusing).agency == item.agency == move.after.agency


def test_what_is_not_known_is_shown() -> None:
    """All at once; whoever is accused has to be known before anybody receives it."""
    odd = bribes(accused={"KOTTA"}, target_agency="DPUU", category="Jalan Belubang")

    assert [
        ("complaint.accused", "unknown_agency"),
        ("complaint.target_agency", "unknown_agency"),
        ("complaint.category", "unknown_category"),
    ] == [(one.where, one.code) for one in CITY.unknown_codes(odd)]
    assert "Belubang" not in " ".join(map(str, CITY.unknown_codes(odd))).split("mean")[0]
    assert () == CITY.unknown_codes(bribes())
    with pytest.raises(CommandRefused) as caught:
        CITY.receive(odd, at=MON_2026_11_02)
    assert ["unknown_accused"] == [one.code for one in caught.value.reasons]
    facts = CITY.receive(evolve(odd, accused=()), at=MON_2026_11_02).events[0].facts
    assert {("unknown_target_agency", True), ("unknown_category", True)} <= set(facts)
    with pytest.raises(InvalidValue):
        CITY.unknown_codes("DPU")  # type: ignore[arg-type]


def test_no_barred_agency_is_reminded() -> None:
    """Though an older history says that it holds the case: the nearest admin above is."""
    submitted = bribes(accused={VILLAGE.code})
    facts = (("workflow", CITY.workflow.version),)
    first = Event(
        1, "submit", MON_2026_11_02, Actor.system(), "verified", Phase.ASSIGNED,
        holders=(VILLAGE.code,), facts=facts,
    )  # fmt: skip
    case = Case.from_events(submitted, [first])
    actions = CITY.due_actions(case, now=MON_2026_11_02 + timedelta(days=60))

    assert actions
    assert {(LINE[1],)} == {action.holders for action in actions}


def test_an_accused_officer_has_no_part_in_it() -> None:
    """Their colleagues do."""
    admins = [
        one.officer
        for one in CITY.directory.team("KOTA", None)
        if one.role is not Role.NATIONAL_ADMIN
    ]
    case = received(accused_officers=admins[:1])
    knowing = [
        officer
        for officer in admins
        if CITY.may_know(case, by=Actor.officer(officer, at="KOTA"), at=MON_2026_11_02)
    ]

    assert admins[0] not in knowing
