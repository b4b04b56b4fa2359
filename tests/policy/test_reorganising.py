"""Offices merged, renamed and split in one call: directory, people, rules, and what changed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, FormerName, Officer, Role
from sp4n.policy import Policy
from sp4n.routing import AnyWord, Rule, RuleBook, TargetAgencyIs, WordsAtLeast
from sp4n.sample import sample_cases, sample_policy
from sp4n.workflow import commands

DAY = date(2026, 2, 16)
EVE = datetime(2026, 2, 15, 12, tzinfo=UTC)
NOON = datetime(2026, 2, 16, 12, tzinfo=UTC)
NOW = datetime(2026, 3, 27, 10, tzinfo=UTC)


def city() -> Policy:
    """Two offices with a rule each, one that is asked for by name, and a third that stays."""
    agencies = [
        Agency("NASIONAL", "Admin nasional", front_desk=True),
        Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True),
        Agency("SATU", "Dinas Satu", parent="KOTA", mandate={"Jalan"}, lapor_ids={"D-1"}),
        Agency("DUA", "Dinas Dua", parent="KOTA", mandate={"Taman"}),
        Agency("TIGA", "Dinas Tiga", parent="KOTA", mandate={"Air"}),
        Agency("BEBAS", "Dinas Bebas", parent="KOTA"),
    ]
    posts = [
        Appointment("nas", "NASIONAL", Role.NATIONAL_ADMIN),
        Appointment("kota", "KOTA", Role.AGENCY_ADMIN),
        Appointment("satu", "SATU", Role.LIAISON_OFFICER, letter="SK 1"),
        Appointment("satu", "SATU", Role.OPERATOR, until=date(2026, 1, 1)),
        Appointment("dua", "DUA", Role.LIAISON_OFFICER, since=date(2026, 6, 1)),
        Appointment("dua", "DUA", Role.OPERATOR, until=date(2026, 5, 1)),
        Appointment("dua", "TIGA", Role.OPERATOR),
        Appointment("tiga", "TIGA", Role.LIAISON_OFFICER),
    ]
    people = sorted({post.officer for post in posts})
    rules = [
        Rule("named", TargetAgencyIs("SATU") & WordsAtLeast(1) | AnyWord("got"), to="SATU"),
        Rule("hole", AnyWord("lubang"), to="SATU", supporting=["DUA"]),
        Rule("tree", AnyWord("pohon"), to="DUA", valid_until=date(2026, 1, 1)),
        Rule("water", AnyWord("air"), to="TIGA", supporting=["SATU"], valid_from=DAY),
    ]
    directory = Directory(agencies, [Officer(one, one) for one in people], posts)
    return Policy("Kota Contoh", "1", book=RuleBook(rules)).bind(directory)


def complaint(words: str, **fields: Any) -> Complaint:
    return Complaint("X-0001", words, words, EVE, **fields)


def at(policy: Policy, agency: str, on: date) -> set[tuple[str, str]]:
    """Who serves where on a day, and as what."""
    return {(post.officer, post.role.value) for post in policy.directory.team(agency, on)}


def merged(**more: Any) -> Policy:
    new = Agency("GABUNG", "Dinas Gabungan", parent="KOTA")
    return city().merged(["SATU", "DUA"], new, on=DAY, **more).policy


def test_a_merger_moves_people_on_the_day() -> None:
    """Those of that day and later, by the new letter; who left before stays where they were."""
    policy = merged(letter="SK 9")

    assert {("satu", "liaison_officer"), ("dua", "operator")} == at(policy, "GABUNG", DAY)
    assert {("dua", "liaison_officer"), ("satu", "liaison_officer")} == at(
        policy, "GABUNG", date(2026, 7, 1)
    )
    assert {("satu", "liaison_officer")} == at(policy, "SATU", DAY - timedelta(1))
    assert set() == at(policy, "SATU", DAY)
    assert {"SK 9"} == {post.letter for post in policy.directory.appointments_at("GABUNG")}


def test_rules_follow_a_merger() -> None:
    """To the old office until the day, to the new one from then on; and so do those who help."""
    policy = merged()
    before, after = (policy.route(complaint("lubang"), at=one) for one in (EVE, NOON))

    assert ("SATU", ("DUA",), "hole") == (before.agency, before.supporting, before.rule)
    assert ("GABUNG", (), "hole") == (after.agency, after.supporting, after.rule)
    assert "GABUNG" == policy.route(complaint("Contoh", target_agency="GABUNG"), at=NOON).agency
    assert "KOTA" == city().route(complaint("Contoh", region="99.71"), at=NOON).agency


def test_a_merger_into_one_that_stays_widens_its_mandate() -> None:
    """Who is there already keeps its people, gets theirs, and nobody twice."""
    change = city().merged(["DUA"], "TIGA", on=DAY)

    assert frozenset({"Air", "Taman"}) == change.directory.agency("TIGA").mandate
    assert [
        ("dua", "operator"), ("dua", "liaison_officer"), ("tiga", "liaison_officer"),
    ] == [
        (post.officer, post.role.value)
        for post in sorted(
            change.directory.appointments_at("TIGA"), key=lambda post: post.officer != "dua"
        )
    ]  # fmt: skip
    assert city().directory.agency("BEBAS") == (
        city().merged(["DUA"], "BEBAS", on=DAY).directory.agency("BEBAS")
    )


def test_a_merger_says_what_changed() -> None:
    """One line a change, in both languages."""
    change = city().merged(["SATU"], "TIGA", on=DAY)

    assert [
        "SATU ends on 2026-02-16; followed by: TIGA",
        "TIGA is now competent for what SATU was",
        "satu serves at TIGA: liaison_officer",
        "the rule named sends to TIGA from 2026-02-16 on",
        "the rule named asks for complaints addressed to TIGA as well",
        "the rule hole sends to TIGA from 2026-02-16 on",
        "the rule water sends to TIGA from 2026-02-16 on",
    ] == change.describe().splitlines()
    assert "SATU berakhir pada 2026-02-16; penerusnya: TIGA" == change.changes[0].describe("id")
    assert {"code": "ended", "message": change.changes[0].describe()} == (
        change.to_dict()["changes"][0]  # type: ignore[index]
    )
    assert "<Reorganisation Kota Contoh 1: 7 changes>" == repr(change)


def test_a_new_name_is_remembered_with_its_day() -> None:
    """The office stays what it is, with its code, its people and its rules."""
    change = city().renamed("SATU", "Dinas Baru", on=DAY)
    office = change.directory.agency("SATU")

    assert ("Dinas Baru", (FormerName("Dinas Satu", DAY),)) == (office.name, office.former_names)
    assert ["Dinas Satu", "Dinas Baru"] == [office.name_on(on) for on in (DAY - timedelta(1), DAY)]
    assert (city().book, city().directory.appointments) == (
        change.policy.book,
        change.directory.appointments,
    )
    assert ["renamed"] == [one.code for one in change.changes]


def test_a_new_code_makes_a_successor() -> None:
    """Like the old office in all else; LAPOR!'s exports mean the new one by the old ID."""
    change = city().renamed("SATU", "Dinas Baru", on=DAY, to="BARU")
    old, new = (change.directory.agency(code) for code in ("SATU", "BARU"))

    assert (("BARU",), DAY, frozenset()) == (old.successors, old.active_until, old.lapor_ids)
    assert ("KOTA", frozenset({"Jalan"}), frozenset({"D-1"}), DAY) == (
        new.parent, new.mandate, new.lapor_ids, new.active_from,
    )  # fmt: skip
    assert "Dinas Satu" == new.name_on(DAY - timedelta(1))
    assert {("satu", "liaison_officer")} == {
        (post.officer, post.role.value) for post in change.directory.team("BARU", DAY)
    }


def split(**more: Any) -> Any:
    into: list[Agency | str] = [Agency("KIRI", "Kiri", parent="KOTA"), "TIGA"]
    return city().split("SATU", into, on=DAY, **more)


def test_a_split_asks_for_every_choice() -> None:
    """Each officer and each rule that is named nowhere; and who is named goes to a successor."""
    with pytest.raises(InvalidValue) as caught:
        split(officers={"satu": "DUA"}, rules={"hole": "KIRI"})

    assert [
        ("officers.satu", "not_one_of"),
        ("rules.named", "choice_needed"),
        ("rules.water", "choice_needed"),
    ] == [(one.where, one.code) for one in caught.value.faults]


def test_a_split_rule_has_a_twin_from_the_day_on() -> None:
    """One that is in force only later changes itself; one that is over stays."""
    policy = split(rest="TIGA", rules={"hole": "KIRI"}).policy
    rules = {rule.id: rule for rule in policy.book}

    assert ["named", "named-TIGA", "hole", "hole-KIRI", "tree", "water"] == list(rules)
    assert ("SATU", DAY) == (rules["hole"].to, rules["hole"].valid_until)
    assert ("KIRI", DAY, ("DUA",)) == (
        rules["hole-KIRI"].to, rules["hole-KIRI"].valid_from, rules["hole-KIRI"].supporting,
    )  # fmt: skip
    assert ("TIGA", ("TIGA",)) == (rules["water"].to, rules["water"].supporting)
    assert city().book.rule("tree") == rules["tree"]


def test_a_twins_name_is_free() -> None:
    """Another rule may have it already."""
    policy = city()
    more = [Rule(f"hole-KIRI{end}", AnyWord("jalan"), to="DUA") for end in ("", ".2")]
    policy = evolve(policy, book=RuleBook([*policy.book, *more]))
    into: list[Agency | str] = [Agency("KIRI", "Kiri", parent="KOTA"), "TIGA"]
    change = policy.split("SATU", into, on=DAY, rest="KIRI")

    assert "KIRI" == change.policy.book.rule("hole-KIRI.3").to


def test_a_split_office_is_asked_for_by_both_names() -> None:
    """A condition on the named agency asks for the successors too, wherever it stands."""
    rule = split(rest="TIGA").policy.book.rule("named-TIGA")
    addressed = [part.agencies for part in rule.when.walk() if isinstance(part, TargetAgencyIs)]

    assert [("SATU", "KIRI", "TIGA")] == addressed


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda one: one.merged(["SATU"], Agency("DUA", "x", parent="KOTA"), on=DAY), "duplicate"),
        (lambda one: one.merged("SATU", "DUA", on=DAY), "wrong_type"),
        (lambda one: one.merged(["SATU"], 7, on=DAY), "wrong_type"),
        (lambda one: one.merged(["SATU"], "DUA", on=EVE), "not_a_plain_date"),
        (lambda one: one.merged(["SATU"], "DUA", on=DAY).policy.merged(
            ["SATU"], "DUA", on=DAY), "already_ended"),
        (lambda one: one.merged(["NASIONAL"], "DUA", on=DAY), "root_stays"),
        (lambda one: one.split("NASIONAL", ["DUA", "TIGA"], on=DAY, rest="DUA"), "root_stays"),
        (lambda one: one.renamed("NASIONAL", "x", on=DAY, to="PUSAT"), "root_stays"),
        (lambda one: one.merged(["SATU", "SATU"], "DUA", on=DAY), "duplicate"),
        (lambda one: one.merged([], "DUA", on=DAY), "empty"),
        (lambda one: one.split("SATU", [], on=DAY), "empty"),
        (lambda one: one.split("SATU", ["DUA", "DUA"], on=DAY, rest="DUA"), "duplicate"),
        (lambda one: one.renamed("SATU", "", on=DAY), "empty"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused(call: Any, code: str) -> None:
    """With the fault's code."""
    with pytest.raises(InvalidValue) as caught:
        call(city())

    assert code == caught.value.code


def test_an_unknown_office_changes_nothing() -> None:
    """It is not in the directory."""
    calls: list[Any] = [
        lambda: city().merged(["TIADA"], "DUA", on=DAY),
        lambda: city().merged(["SATU"], "TIADA", on=DAY),
        lambda: city().renamed("TIADA", "x", on=DAY),
        lambda: city().split("TIADA", ["DUA"], on=DAY),
    ]
    for call in calls:
        with pytest.raises(UnknownCode):
            call()


SAMPLE = sample_policy()


@pytest.mark.parametrize("code", ["DPU", "DINSOS", "KEC-SUKAMAJU", "KOTA", "INSPEKTORAT"])
def test_no_history_is_refused_because_its_officers_moved(code: str) -> None:
    """Every life of the sample city stays as legal as it was, also after the day."""
    changes = [
        SAMPLE.merged([code], "DISDIK", on=DAY),
        SAMPLE.renamed(code, "Contoh", on=DAY, to="X-9999"),
        SAMPLE.split(
            code, [Agency("X-9998", "Contoh", parent="PEMPROV"), "SETDA"], on=DAY, rest="SETDA"
        ),
    ]
    for change in changes[:2]:
        comparison = SAMPLE.compare(change.policy, sample_cases(), now=NOW)
        assert () == comparison.divergences
        assert () == comparison.deadlines_moved
    assert changes[2].directory.agency(code).successors == ("X-9998", "SETDA")


def test_the_sample_city_follows_its_merged_office() -> None:
    """A rule or a complaint that still names it leads to the office that it became part of."""
    addressed = Complaint("X-0002", "Koperasi", "Koperasi tutup.", NOW, target_agency="DISKOPUKM")
    rule = Rule("koperasi", AnyWord("koperasi"), to="DISKOPUKM")
    policy = evolve(SAMPLE, book=RuleBook([rule]))

    assert "DISDAGIN" == policy.route(addressed).agency
    assert not [one for one in policy.check(on=DAY) if one.code.startswith(("agency", "rule"))]
    assert ("KOTA",) == policy.receive(addressed, at=NOW).holders


def test_the_acting_officer_acts_in_their_days() -> None:
    """The Plh. of RSUD may answer while they stand in, and neither before nor after."""
    case = SAMPLE.adopt(
        complaint("Antrean"), status="verified", holder="RSUD", source="lama", at=EVE
    )
    answer = commands.follow_up(answer="Sudah kami tangani.")
    by = Actor.officer("rsud-plh", at="RSUD")

    assert SAMPLE.decide(case, answer, by=by, at=EVE)
    assert not SAMPLE.decide(case, answer, by=by, at=NOON)


def test_a_policy_hands_over_and_sets_right() -> None:
    """As the procedure does."""
    policy = SAMPLE.merged(["RSUD"], "DINKES", on=DAY).policy
    case = policy.adopt(
        complaint("Antrean"), status="verified", holder="RSUD", source="lama", at=EVE
    )
    (action,) = [one for one in policy.due_actions(case, now=NOON) if one.kind != "remind"]
    after = policy.hand_over(case, NOON)
    admin = Actor.officer("kota-admin", at="KOTA")
    right = policy.set_right(
        after, {2: NOON - timedelta(hours=1)}, why="Salah ketik.", by=admin, at=NOW
    )

    assert ("hand_over", None, ("DINKES",)) == (action.kind, action.command, action.holders)
    assert datetime(2026, 2, 15, 17, tzinfo=UTC) == action.due_at == policy.next_due_at(case)
    assert ("DINKES",) == after.holders
    assert NOON - timedelta(hours=1) == right.events[1].at
