"""The counter's safeguards: who keys in no end, what uses up nothing, who is not turned away."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.model import Actor, Appointment, Complaint, Directory, Officer
from sp4n.monitoring import observe
from sp4n.workflow import (
    Case,
    Command,
    Procedure,
    Proposal,
    Refused,
    commands,
    join_cases,
    replay,
)

Make = Callable[..., Complaint]
Find = Callable[[str], Actor]
MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
LETTER = "Surat X-0001/2026"

COMPLETE = commands.complete(addition="Di depan pasar.")
REOPEN = commands.reopen(why="Rusak lagi.")
WITHDRAW = commands.withdraw()
RATE = commands.rate(score=4)


# Nobody speaks for a citizen against whom they may have to complain


def in_letters(command: Command) -> Command:
    """As an officer keys it in."""
    return commands.keyed_in(command, came_by="letter", letter=LETTER)


def may_key_in(
    table: Procedure, case: Case, by: dict[str, Actor], *, at: datetime, command: Command = WITHDRAW
) -> set[str]:
    """Who of some may; the others are all told the same."""
    found = {
        name: table.decide(case, in_letters(command), by=one, at=at) for name, one in by.items()
    }
    refused = [one for one in found.values() if isinstance(one, Refused)]
    assert all(["by_the_holder"] == [why.code for why in one.reasons] for one in refused)
    return {name for name, one in found.items() if one}


@pytest.fixture(scope="module")
def doubled(city: Procedure) -> Procedure:
    """Coordinators are admins at KOTA or the root too, and serve an office below."""
    officers = [Officer(one, "Petugas") for one in ("koordinator", "pusat", "lama")]
    second = [
        Appointment("koordinator", "DISHUB", "liaison_officer"),
        Appointment("koordinator", "KOTA", "agency_admin"),
        Appointment("pusat", "DISHUB", "operator"),
        Appointment("pusat", "NASIONAL", "national_admin"),
        Appointment("lama", "DISHUB", "operator", until=date(2026, 1, 6)),
        Appointment("lama", "KOTA", "agency_admin"),
    ]
    known = city.directory
    directory = Directory(
        known.agencies, [*known.officers, *officers], [*known.appointments, *second]
    )
    return Procedure(city.workflow, directory, city.calendar)


COORDINATOR = Actor.officer("koordinator", at="KOTA")
PUSAT = Actor.officer("pusat", at="NASIONAL")
LAMA = Actor.officer("lama", at="KOTA")


def test_who_serves_at_the_holder_does_not_withdraw_from_above(
    doubled: Procedure, case_of: Callable[..., Case], who: Find
) -> None:
    """For whatever agency they act, the root too; whoever served there until yesterday may."""
    by = {"koordinator": COORDINATOR, "pusat": PUSAT, "lama": LAMA, "admin": who("kota-admin")}
    for status in ("verified", "awaiting_completion", "followed_up"):
        case = case_of(status, "DISHUB")
        assert {"lama", "admin"} == may_key_in(doubled, case, by, at=TUE_2026_01_06)
    closed, dpus = case_of("closed_by_system", "DISHUB"), case_of("verified", "DPU")

    assert {"lama", "admin"} == may_key_in(doubled, closed, by, at=TUE_2026_01_06, command=RATE)
    assert {*by} == may_key_in(doubled, dpus, by, at=TUE_2026_01_06)


def test_what_was_assigned_once_is_not_new_again(
    city: Procedure, complaint: Make, who: Find
) -> None:
    """Completed by phone it is unverified, and still DPU's to answer; nor is DPU let go later."""
    at, kota = MON_2026_01_05, who("kota-admin")
    case = city.receive(complaint(), at=at)
    first = {"kota": kota, "prov": who("prov-admin")}
    assert ("KOTA", {"kota", "prov"}) == (case.holder, may_key_in(city, case, first, at=at))

    case = city.perform(case, commands.verify(to="DPU"), by=kota, at=at)
    case = city.perform(case, commands.hold(missing="Di mana?"), by=who("dpu-admin"), at=at)
    case = city.perform(case, in_letters(COMPLETE), by=who("dpu-operator"), at=at)
    by = {"dpu": who("dpu-admin"), **first}
    assert ("unverified", "DPU") == (case.status, case.holder)
    assert {"kota", "prov"} == may_key_in(city, case, by, at=at)

    case = city.perform(case, commands.verify(to="BIDANG"), by=who("dpu-admin"), at=at)
    assert {"kota", "prov"} == may_key_in(city, case, by | {"bidang": who("bidang-admin")}, at=at)

    case = city.perform(
        case, commands.return_to_sender(why="Bukan kami."), by=who("bidang-admin"), at=at
    )
    assert {"kota", "prov"} == may_key_in(city, case, by, at=at)


@pytest.mark.parametrize(
    ("target", "proposed", "holder", "may"),
    [
        ("DPU", None, "DPU", {"KOTA", "PROV"}),
        ("KOTA", None, "KOTA", {"PROV"}),
        (None, "KOTA", "KOTA", {"PROV"}),
        (None, "DPU", "KOTA", {"KOTA", "PROV"}),
    ],
)
def test_whom_a_complaint_is_for_does_not_end_it_before_it_is_verified(
    target: str | None, proposed: str | None, holder: str, may: set[str],
    city: Procedure, complaint: Make, who: Find,
) -> None:  # fmt: skip
    """The office that it names, or that the route proposes, will have to answer."""
    case = city.receive(
        complaint(target_agency=target), at=MON_2026_01_05,
        proposal=None if proposed is None else Proposal(proposed, "rule"),
    )  # fmt: skip
    by = {one: who(f"{one.lower()}-admin") for one in (holder, "KOTA", "PROV")}

    assert (holder, may) == (case.holder, may_key_in(city, case, by, at=TUE_2026_01_06))


def test_the_root_answers_to_nobody_but_reporters(
    city: Procedure, complaint: Make, who: Find
) -> None:
    """Addressed to it, it is still for its own admin to key in what a letter says."""
    case = city.receive(complaint(target_agency="NASIONAL"), at=MON_2026_01_05)

    assert {"root"} == may_key_in(city, case, {"root": who("nasional-admin")}, at=TUE_2026_01_06)


def test_no_office_rates_itself_by_what_was_joined_elsewhere(
    doubled: Procedure, complaint: Make, who: Find
) -> None:
    """A joined case is rated for the one that stands for it, and who holds that one answers."""
    at, kota = MON_2026_01_05, who("kota-admin")
    one, two = (
        doubled.adopt(complaint(number=number), status="verified", holder=holder, source="x", at=at)
        for number, holder in (("1", "DPU"), ("2", "DISHUB"))
    )
    one, two = join_cases(doubled, one, into=two, by=kota, at=at)
    answer = commands.follow_up(answer="Sudah diperbaiki.")
    two = doubled.perform(two, answer, by=who("dishub-liaison"), at=at)
    two = doubled.perform(two, commands.close(), by=kota, at=at)

    for by, expected in ((COORDINATOR, False), (kota, True)):
        decision = doubled.decide(one, in_letters(RATE), by=by, at=TUE_2026_01_06, beside=[two])
        assert expected is bool(decision)
        assert expected or "DISHUB" in str(decision)


# What is keyed in uses up nothing of the reporter's own


def test_a_reporter_reopens_after_an_officer_did_by_phone(
    city: Procedure, case_of: Callable[..., Case], who: Find
) -> None:
    """Each once: neither the office nor the reporter has a second time."""
    at, me = TUE_2026_01_06, Actor.reporter("pelapor-1")
    case = case_of("closed_by_system", reporter="pelapor-1")

    def closed_again(case: Case, command: Command, by: Actor) -> Case:
        case = city.perform(case, command, by=by, at=at)
        answer = commands.follow_up(answer="Sudah ditambal.")
        case = city.perform(case, answer, by=who("dpu-liaison"), at=at)
        return city.perform(case, commands.close(), by=who("kota-admin"), at=at)

    phoned = commands.keyed_in(REOPEN, came_by="phone")
    case = closed_again(case, phoned, who("dpu-operator"))
    again = city.decide(case, phoned, by=who("dpu-operator"), at=at)
    case = closed_again(case, REOPEN, me)
    own = city.decide(case, REOPEN, by=me, at=at)

    assert [["too_often"]] * 2 == [
        [why.code for why in one.reasons] for one in (again, own) if isinstance(one, Refused)
    ]
    assert (2, 1, 1) == (
        case.times("reopen"),
        case.times("reopen", keyed_in=True),
        case.times("reopen", keyed_in=False),
    )


def test_a_reporters_own_word_on_how_it_came_does_not_make_it_another_ones(
    city: Procedure, case_of: Callable[..., Case]
) -> None:
    """Who says that they phoned has rated all the same."""
    me = Actor.reporter("pelapor-1")
    case = city.perform(
        case_of("closed_by_system", reporter="pelapor-1"),
        commands.keyed_in(RATE, came_by="phone"), by=me, at=TUE_2026_01_06,
    )  # fmt: skip
    decision = city.decide(case, RATE, by=me, at=TUE_2026_01_06)

    assert isinstance(decision, Refused)
    assert ["already_rated"] == [one.code for one in decision.reasons]
    assert "admin" not in decision.reasons[0].remedy()


@pytest.mark.parametrize(
    ("scores", "counted"),
    [("k5", 5), ("k5 o1", 1), ("o1 k5", 1), ("o2", 2), ("", None)],
)
def test_what_the_reporter_says_counts_before_what_was_keyed_in(
    scores: str, counted: int | None, city: Procedure, case_of: Callable[..., Case], who: Find
) -> None:
    """Whichever came first; and both are on record."""
    case = case_of("closed_by_system", reporter="pelapor-1")
    for said in scores.split():
        rate = commands.rate(score=int(said[1]))
        by = who("kota-admin") if said[0] == "k" else Actor.reporter("pelapor-1")
        command = in_letters(rate) if said[0] == "k" else rate
        case = city.perform(case, command, by=by, at=TUE_2026_01_06)
    snapshot = observe([case], now=TUE_2026_01_06, calendar=city.calendar)

    assert [counted] == [entry.rating for entry in snapshot.entries]


# Nobody is turned away at the counter of whom they complain about


@pytest.mark.parametrize(
    ("accused", "holder"),
    [({"accused": {"DPU"}}, "KOTA"), ({"accused_officers": {"dpu-operator"}}, "DPU")],
)
def test_the_accused_take_a_letter_in_and_never_see_it_again(
    accused: dict[str, Any], holder: str, city: Procedure, complaint: Make, who: Find
) -> None:
    """It goes to somebody else, who is told by whom it was keyed in."""
    operator = who("dpu-operator")
    given = complaint(target_agency="DPU", **accused)
    case = city.receive(given, at=MON_2026_01_05, by=operator)
    others = city.receive(given, at=MON_2026_01_05, by=who("dishub-liaison"))
    told = "keyed_in_by_accused"

    assert (holder, operator, True) == (case.holder, case.events[0].by, case.events[0].fact(told))
    assert not city.may_know(case, by=operator, at=MON_2026_01_05)
    assert (None, None) == (
        others.events[0].fact(told), city.receive(given, at=MON_2026_01_05).events[0].fact(told),
    )  # fmt: skip
    assert () == replay(city, case)


def test_a_desk_to_which_a_case_came_back_has_to_answer(
    city: Procedure, complaint: Make, who: Find
) -> None:
    """Nobody there keys a withdrawal in; before it was ever disposed they may."""
    new = city.receive(complaint(), at=MON_2026_01_05)
    given = city.perform(new, commands.verify(to="BIDANG"), by=who("kota-admin"), at=MON_2026_01_05)
    back = commands.return_to_sender(why="Bukan wewenang kami.")
    returned = city.perform(given, back, by=who("bidang-admin"), at=MON_2026_01_05)
    desk = {"kota": who("kota-admin")}

    assert new.holders == returned.holders
    assert {"kota"} == may_key_in(city, new, desk, at=TUE_2026_01_06)
    assert set() == may_key_in(city, returned, desk, at=TUE_2026_01_06)
