"""Protection afterwards: confidential, public again, accused, cleared; and cases revived."""

import json
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import evolve

import sp4n
from sp4n.model import Actor, Appointment, Complaint, Directory, Officer
from sp4n.workflow import (
    LAPOR,
    Accepted,
    Case,
    Command,
    Procedure,
    Refused,
    commands,
    extended,
    join_cases,
    replay,
    stranded,
)

EXPECTATIONS = Path(__file__).parent.parent / "data" / "lapor_expectations.toml"
EXPECTED: dict[str, Any] = tomllib.loads(EXPECTATIONS.read_text("utf-8"))
MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
WHY = "Keliru dicatat."

Make = Callable[..., Complaint]
Who = Callable[[str], Actor]
Held = Callable[..., Case]


@pytest.fixture
def held(city: Procedure, complaint: Make) -> Held:
    """Make a case with every extension, held by DPU in a status."""

    def make(status: str = "verified", holder: str = "DPU", **fields: Any) -> Case:
        given = {"submitted_at": MON_2026_01_05} | fields
        return city.adopt(
            complaint(**given), status=status, holder=holder, source="x", at=MON_2026_01_05
        )

    return make


@pytest.fixture
def done(city: Procedure, who: Who) -> Callable[..., Case]:
    """Do something on Tuesday, as a named actor."""

    def perform(case: Case, command: Command, by: str) -> Case:
        return city.perform(case, command, by=who(by), at=TUE_2026_01_06)

    return perform


@pytest.fixture
def against(city: Procedure, who: Who) -> Callable[..., list[str]]:
    """Try something on Tuesday; give the codes of the refusal, none if it is accepted."""

    def codes(case: Case, command: Command, by: str) -> list[str]:
        decision = city.decide(case, command, by=who(by), at=TUE_2026_01_06)
        return [one.code for one in getattr(decision, "reasons", ())]

    return codes


Do = Callable[[Case, Command, str], Case]
Against = Callable[[Case, Command, str], list[str]]

# Who may


def given_command(kind: str, case: Case) -> tuple[Case, Command]:
    """A command that asks nothing but who gives it, and the case on which it makes sense."""
    return case, {
        "protect": commands.protect(),
        "lift_protection": commands.lift_protection(why="Tidak perlu lagi."),
        "accuse": commands.accuse(agencies=["BIDANG"]),
        "clear": commands.clear(agencies=["BIDANG"], why=WHY),
        "revive": commands.revive(why="Keliru diarsipkan."),
    }[kind]


@pytest.mark.parametrize("status", [one.code for one in LAPOR.statuses])
@pytest.mark.parametrize("kind", EXPECTED["protection"])
def test_who_protects_and_accuses(
    kind: str, status: str, held: Held, done: Do, against: Against
) -> None:
    """In every status, every actor of the file."""
    case = held(status, confidential=kind == "lift_protection")
    if kind == "clear":
        case = done(case, commands.accuse(agencies=["BIDANG"]), "dpu-admin")
    case, command = given_command(kind, case)

    able = {
        name for name, one in EXPECTED["actor"].items() if not against(case, command, one["id"])
    }

    assert set(EXPECTED["protection"][kind]) == able


@pytest.mark.parametrize("status", [one.code for one in LAPOR.statuses])
def test_who_revives(status: str, held: Held, against: Against) -> None:
    """What is archived, and from above."""
    case, command = given_command("revive", held(status))
    expected = EXPECTED["revival"]["revive"] if status in EXPECTED["revival"]["statuses"] else ()

    able = {
        name for name, one in EXPECTED["actor"].items() if not against(case, command, one["id"])
    }

    assert set(expected) == able


@pytest.mark.parametrize("name", EXPECTED["barred"])
@pytest.mark.parametrize("kind", [*EXPECTED["protection"], "revive"])
def test_the_barred_can_do_nothing_about_it(
    kind: str, name: str, complaint: Make, held: Held, against: Against, done: Do
) -> None:
    """To them there is no such case, and the refusal says nothing else."""
    barred = EXPECTED["barred"][name]
    accused, officers = barred.get("accused", ()), barred.get("officers", ())
    case = held("archived_by_admin" if kind == "revive" else "verified")
    holders, stays = case.holders, case.complaint
    case = Case.from_events(
        complaint(
            accused=accused, accused_officers=officers, confidential=kind == "lift_protection"
        ),
        case.events,
    )
    for officer in barred.get("recused", ()):
        aside = commands.recuse()
        case = done(case, aside, officer) if kind != "revive" else case
    case, command = given_command(kind, case)
    gone = kind == "revive" and "recused" in barred  # nobody steps aside from what is over

    assert (("DPU",), "1000001") == (holders, stays.number)
    for officer in () if gone else barred["bars"]:
        assert ["not_found"] == against(case, command, officer), officer


# What an event remembers, and what a case is afterwards


def test_whom_a_history_accuses_is_barred_from_then_on(
    held: Held, done: Do, city: Procedure, who: Who
) -> None:
    """Agencies with all below them, and officers; a document keeps it."""
    case = held()
    after = done(
        case, commands.accuse(agencies=["DISHUB"], officers=["kota-liaison"]), "kota-admin"
    )
    loaded = cast("Case", sp4n.load(json.loads(json.dumps(sp4n.dump(after)))))

    assert ((), frozenset(), frozenset()) == (case.holders[1:], case.accused, case.accused_officers)
    for one in (after, loaded):
        assert [["DISHUB"], ["kota-liaison"]] == [[*one.accused], [*one.accused_officers]]
        for officer in ("dishub-admin", "double-liaison@DPU", "kota-liaison"):
            assert not city.may_know(one, by=who(officer), at=TUE_2026_01_06)
        assert city.may_know(one, by=who("dpu-admin"), at=TUE_2026_01_06)
    assert (("agencies.1", "DISHUB"), ("officers.1", "kota-liaison")) == after.events[-1].facts
    assert ("DPU",) == after.holders
    assert case.since_at == after.since_at


def test_each_is_recorded_once_and_in_order(held: Held, done: Do) -> None:
    """However they are listed."""
    after = done(held(), commands.accuse(agencies=["DISHUB", "BIDANG", "DISHUB"]), "kota-admin")

    assert ("BIDANG", "DISHUB") == after.events[-1].listed("agencies")


def test_the_clock_of_a_case_goes_on(held: Held, done: Do) -> None:
    """Protecting is no act upon it."""
    case = held()

    after = done(case, commands.protect(), "dpu-admin")

    assert (True, case.since_at, case.holders) == (
        after.is_confidential, after.since_at, after.holders,
    )  # fmt: skip


def test_what_is_protected_is_known_to_fewer(
    held: Held, done: Do, city: Procedure, who: Who
) -> None:
    """And once that is lifted to whom it was before."""
    everybody = [who(one["id"]) for one in EXPECTED["actor"].values()]

    def knowing(case: Case) -> set[Actor]:
        return {by for by in everybody if city.may_know(case, by=by, at=TUE_2026_01_06)}

    case = held()
    protected = done(case, commands.protect(note="Pelapor diancam."), "reporter")
    lifted = done(protected, commands.lift_protection(why="Sudah aman."), "kota-admin")

    assert knowing(protected) < knowing(case)
    assert knowing(case) == knowing(lifted)
    assert not lifted.is_confidential
    assert ("why_lifted",) == lifted.events[-1].texts


@pytest.mark.parametrize("why", ["", ".", "12", None])
def test_lifting_takes_a_reason_in_words(why: str | None, held: Held, against: Against) -> None:
    """So do clearing and reviving."""
    for kind, status in (("lift_protection", "verified"), ("revive", "archived_by_admin")):
        command = Command(kind, {} if why is None else {"why": why})
        found = against(held(status, confidential=True), command, "kota-admin")

        assert 1 == len(found)
        assert found[0].startswith("field_")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["BIDANG"], None),
        (("BIDANG", "DPU"), None),
        ({"BIDANG"}, None),
        ([], "field_invalid"),
        ("BIDANG", "field_invalid"),
        (7, "field_invalid"),
        ([7], "field_invalid"),
        (["satu dua"], "field_invalid"),
        ({"BIDANG": 1}, "field_invalid"),
        (["BIDANG"] * 101, "field_invalid"),
    ],
)
def test_what_a_list_of_codes_is(
    value: object, expected: str | None, held: Held, against: Against
) -> None:
    """A list, a tuple or a set of at most a hundred codes; nothing else."""
    command = Command("accuse", {"agencies": value, "officers": ["dpu-operator"]})

    found = against(held(), command, "kota-admin")

    assert ([] if expected is None else [expected]) == [one for one in found if "field" in one]
    assert bool(found) == (expected is not None)


def test_who_is_not_in_the_directory_is_refused_with_a_suggestion(
    held: Held, city: Procedure, who: Who
) -> None:
    """They would be barred from nothing."""
    for command, expected in (
        (commands.accuse(agencies=["DPV"]), ("unknown_accused", "DPV", "DPU")),
        (
            commands.accuse(officers=["dpu-admn"]),
            ("unknown_accused_officer", "dpu-admn", "dpu-admin"),
        ),
    ):
        decision = city.decide(held(), command, by=who("reporter"), at=TUE_2026_01_06)

        assert isinstance(decision, Refused)
        (one,) = decision.reasons
        assert expected == (one.code, one["found"], one["suggestion"])


# Who holds it then


@pytest.mark.parametrize(
    ("status", "holder", "agencies", "officers", "by", "expected"),
    [
        ("verified", "DPU", ["DPU"], [], "kota-admin", ("KOTA",)),
        ("verified", "DPU", ["DPU"], [], "dpu-admin", ("KOTA",)),
        ("closed_by_system", "DPU", ["DPU"], [], "reporter", ("KOTA",)),
        ("verified", "DPU", ["KOTA"], [], "dpu-admin", ("PROV",)),
        ("verified", "DPU", ["PROV", "DPU"], [], "nasional-admin", ("NASIONAL",)),
        ("verified", "DPU", ["NASIONAL"], [], "reporter", ()),
        ("verified", "DPU", ["BIDANG"], [], "dpu-admin", ("DPU",)),
        ("verified", "DPU", ["DISHUB"], [], "kota-admin", ("DPU",)),
        # the others of the office go on
        ("verified", "DPU", [], ["dpu-admin"], "dpu-admin", ("DPU",)),
        ("unverified", "KOTA", [], ["kota-admin"], "nasional-admin", ("KOTA",)),
        # there only an admin may act
        ("awaiting_completion", "KOTA", [], ["kota-admin"], "nasional-admin", ("PROV",)),
        ("awaiting_completion", "KOTA", [], ["kota-liaison"], "nasional-admin", ("KOTA",)),
        # nobody is left there; what is over needs only somebody who may read it
        (
            "verified", "DPU", [],
            ["dpu-admin", "dpu-liaison", "dpu-operator", "double-liaison"], "reporter", ("KOTA",),
        ),
        ("archived_by_admin", "KOTA", [], ["kota-admin"], "reporter", ("KOTA",)),
        ("archived_by_admin", "KOTA", [], ["kota-admin", "kota-liaison"], "reporter", ("PROV",)),
        # nobody was there before, so that nobody loses it
        ("verified", "SEKSI", [], ["dpu-admin"], "kota-admin", ("SEKSI",)),
    ],
)  # fmt: skip
def test_who_may_not_know_it_any_more_loses_it(
    status: str, holder: str, agencies: list[str], officers: list[str], by: str,
    expected: tuple[str, ...], held: Held, done: Do,
) -> None:  # fmt: skip
    """To the nearest admin above who may; the status stays."""
    command = commands.accuse(agencies=agencies, officers=officers)

    after = done(held(status, holder), command, by)

    assert (status, expected) == (after.status, after.holders)


def test_what_accuses_the_root_afterwards_is_stranded(
    complaint: Make, city: Procedure, who: Who
) -> None:
    """As when the complaint accuses it: nobody may act, and that is told."""
    plain = Procedure(extended(LAPOR, {"protection": {}}), city.directory, city.calendar)
    case = plain.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    accuse = commands.accuse(agencies=["NASIONAL"])
    after = plain.perform(case, accuse, by=who("reporter"), at=TUE_2026_01_06)

    assert () == stranded(plain, case, at=TUE_2026_01_06)
    assert ["nobody_may_act"] == [one.code for one in stranded(plain, after, at=TUE_2026_01_06)]


def test_the_national_admin_hands_on_what_fell_to_them(held: Held, done: Do) -> None:
    """It was disposed already, and would lie there for ever."""
    fallen = done(held(), commands.accuse(agencies=["PROV"]), "nasional-admin")
    after = done(fallen, commands.dispose(to="KEM"), "nasional-admin")

    assert (("NASIONAL",), ("KEM",)) == (fallen.holders, after.holders)
    assert "verified" == after.status


@pytest.mark.parametrize(
    ("by", "agencies", "officers", "expected"),
    [
        ("dpu-admin", ["DISHUB"], [], ["accused_out_of_reach"]),
        ("dpu-admin", ["KAB"], [], ["accused_out_of_reach"]),
        ("dpu-admin", [], ["kota-admin"], ["accused_out_of_reach"]),
        ("dpu-admin", [], ["double-liaison"], ["accused_out_of_reach"]),
        ("kota-admin", [], ["double-liaison"], []),
        ("dpu-admin", ["KOTA"], [], []),
        ("dpu-admin", [], ["dpu-former"], []),
        ("dpu-admin", [], ["never"], ["accused_out_of_reach"]),
        ("kota-admin", ["BIDANG", "x y"], [], ["field_invalid", "unknown_accused"]),
        ("nasional-admin", ["KAB"], ["kota-admin"], []),
        ("reporter", ["KAB"], ["kota-admin"], []),
        # nobody buries a case by leaving it to nobody
        ("dpu-admin", ["NASIONAL"], [], ["accused_out_of_reach"]),
        ("nasional-admin", ["NASIONAL"], [], ["accused_out_of_reach"]),
        ("nasional-admin", [], ["nasional-admin"], ["accused_out_of_reach"]),
        ("reporter", [], ["nasional-admin"], []),
    ],
)
def test_nobody_keeps_a_case_by_accusing_others(
    by: str, agencies: list[str], officers: list[str], expected: list[str],
    held: Held, against: Against,
) -> None:  # fmt: skip
    """Those above and beside are not theirs to shut out; an agency above takes them with it."""
    command = commands.accuse(agencies=agencies, officers=officers)

    assert expected == against(held(), command, by)


# Taking it back


@pytest.mark.parametrize(
    ("accused_by", "cleared_by", "expected"),
    [
        (["kota-admin"], "kota-admin", []),
        (["kota-admin"], "nasional-admin", []),
        (["kota-admin"], "dpu-admin", ["not_to_clear"]),
        (["dpu-admin"], "dpu-admin", []),
        (["dpu-admin"], "kota-admin", []),
        (["dpu-admin", "nasional-admin"], "kota-admin", ["not_to_clear"]),
        (["reporter"], "nasional-admin", ["not_to_clear"]),
        (["kota-admin", "reporter"], "nasional-admin", ["not_to_clear"]),
        (["kota-admin"], "bidang-admin", ["not_found"]),
    ],
)
def test_who_takes_an_accusation_back(
    accused_by: list[str], cleared_by: str, expected: list[str],
    held: Held, done: Do, against: Against,
) -> None:  # fmt: skip
    """Whoever's office accused, or one above; what the reporter said stays."""
    case = held()
    for one in accused_by:
        case = done(case, commands.accuse(agencies=["BIDANG"]), one)

    assert expected == against(case, commands.clear(agencies=["BIDANG"], why=WHY), cleared_by)


def test_what_the_complaint_says_is_never_cleared(held: Held, done: Do, against: Against) -> None:
    """Though an office said so too; what only the office said is."""
    case = held(accused={"BIDANG"}, accused_officers={"dpu-operator"})
    again = done(
        case,
        commands.accuse(agencies=["BIDANG", "DISHUB"], officers=["dpu-operator"]),
        "kota-admin",
    )
    clear = commands.clear(agencies=["BIDANG", "DISHUB"], officers=["dpu-operator"], why=WHY)
    cleared = done(again, clear, "kota-admin")

    assert ["not_to_clear"] == against(case, clear, "kota-admin")
    assert [["BIDANG"], ["dpu-operator"]] == list(
        map(sorted, (cleared.accused, cleared.accused_officers))
    )


# Reviving


@pytest.mark.parametrize(
    ("holder", "fields", "by", "expected"),
    [
        ("DPU", {}, "kota-admin", "DPU"),
        ("DPU", {}, "nasional-admin", "DPU"),
        ("DPU", {"accused_officers": {"dpu-admin"}}, "kota-admin", "DPU"),
        (
            "DPU",
            {"accused_officers": {"dpu-admin", "dpu-liaison", "dpu-operator", "double-liaison"}},
            "kota-admin",
            "KOTA",
        ),
        ("SEKSI", {}, "kota-admin", "KOTA"),  # it has no officers
        ("LAMA", {}, "kota-admin", "KOTA"),  # it has ended
        ("NASIONAL", {}, "nasional-admin", "NASIONAL"),  # nobody is above
    ],
)
def test_a_revived_case_goes_on_where_it_was(
    holder: str, fields: dict[str, Any], by: str, expected: str, held: Held, done: Do
) -> None:
    """Or with whoever revives it, if nobody there may act."""
    after = done(held("archived_by_admin", holder, **fields), commands.revive(why="Ada bukti."), by)

    assert ("verified", expected, ("why_revived",)) == (
        after.status, after.holder, after.events[-1].texts,
    )  # fmt: skip


def test_a_case_whose_holder_was_accused_since_goes_elsewhere(held: Held, done: Do) -> None:
    """It moved when that was recorded."""
    archived = held("archived_by_admin")
    accused = done(archived, commands.accuse(agencies=["DPU"]), "kota-admin")
    after = done(accused, commands.revive(why="Ada bukti."), "nasional-admin")

    assert ("archived_by_admin", "KOTA") == (accused.status, accused.holder)
    assert ("verified", "KOTA") == (after.status, after.holder)


def test_what_was_joined_is_not_revived(held: Held, city: Procedure, who: Who) -> None:
    """It is handled in the other case."""
    joined, _ = join_cases(
        city, held(), into=held(number="2"), by=who("kota-admin"), at=TUE_2026_01_06
    )

    assert not city.decide(
        joined, commands.revive(why=WHY), by=who("kota-admin"), at=TUE_2026_01_06
    )


# Whatever reads a case


def test_what_is_accused_since_is_not_joined_to_what_accuses_fewer(
    held: Held, done: Do, city: Procedure, who: Who
) -> None:
    """Nor what is protected since to what is not."""
    plain, at = held(number="2"), TUE_2026_01_06
    accusing = done(held(), commands.accuse(agencies=["DISHUB"]), "kota-admin")
    protected = done(held(), commands.protect(), "kota-admin")
    as_much = done(plain, commands.accuse(agencies=["DISHUB"]), "kota-admin")
    join = commands.join(into="2")

    for case, code in ((accusing, "accusation_lost"), (protected, "would_be_disclosed")):
        decision = city.decide(case, join, by=who("kota-admin"), at=at, beside=[plain])
        assert isinstance(decision, Refused)
        assert [code] == [one.code for one in decision.reasons]
    assert isinstance(
        city.decide(accusing, join, by=who("kota-admin"), at=at, beside=[as_much]), Accepted
    )


def test_what_was_joined_stays_joined_though_it_is_protected_since(
    held: Held, city: Procedure, who: Who
) -> None:
    """The event that joined it is no more the last one."""
    admin, at = who("kota-admin"), TUE_2026_01_06
    joined, _ = join_cases(city, held(), into=held(number="2"), by=admin, at=at)

    after = city.perform(joined, commands.protect(), by=admin, at=at)

    assert ("2", "2") == (joined.joined_into, after.joined_into)


def test_a_replay_finds_nothing_to_say(held: Held, done: Do, city: Procedure) -> None:
    """By the rules by which it went."""
    case = held()
    for command, by in (
        (commands.accuse(agencies=["BIDANG"], officers=["dpu-operator"]), "kota-admin"),
        (commands.protect(), "reporter"),
        (commands.clear(agencies=["BIDANG"], why=WHY), "kota-admin"),
        (commands.lift_protection(why="Sudah aman."), "kota-admin"),
        (commands.accuse(agencies=["DPU"]), "kota-admin"),
        (commands.archive(reason="unclear"), "kota-admin"),
        (commands.revive(why="Ada bukti."), "nasional-admin"),
    ):
        case = done(case, command, by)

    assert () == replay(city, case)


def test_what_a_forged_history_says_is_folded_all_the_same(held: Held, done: Do) -> None:
    """A list with gaps and strange names accuses whom it names, and clears nobody else."""
    case = done(held(), commands.accuse(agencies=["DISHUB"]), "kota-admin")
    document = sp4n.dump(case)
    document["events"][-1]["facts"] = {"agencies.7": "KAB", "agencies": "KEM", "agencies.x": "DPU"}

    assert {"KAB"} == cast("Case", sp4n.load(document)).accused


def test_settlement_runs_on_once_a_case_is_revived() -> None:
    """What lies between archiving and reviving is not counted.

    Received Monday 5 January; archived on Wednesday, revived on Friday. Of 14 working days two were
    used; twelve are left after 9 January: 12 to 15 (16 is Isra Mikraj), 19 to 23, 26 to 28.
    """
    policy = sp4n.sample_policy()
    table = extended(LAPOR, {"revival": {}})
    policy = sp4n.policy.Policy("Contoh", "1", table, bound_to=policy.directory)
    admin, above = (
        Actor.officer(one, at=at)
        for one, at in (("kota-admin", "KOTA"), ("nasional-admin", "NASIONAL"))
    )
    complaint = Complaint(
        "X-0001", "Jalan berlubang", "Jalan berlubang.", MON_2026_01_05, region="99.71",
        classification="service",
    )  # fmt: skip
    case = policy.receive(complaint, at=MON_2026_01_05)
    day = timedelta(days=1)
    case = policy.perform(
        case, commands.archive(reason="unclear"), by=admin, at=MON_2026_01_05 + 2 * day
    )
    case = policy.perform(
        case, commands.revive(why="Jelas."), by=above, at=MON_2026_01_05 + 4 * day
    )
    report = policy.assess(case, now=MON_2026_01_05 + 5 * day)

    assert "2026-01-28" == str(report["settlement"].due_on)


def test_nobody_shuts_out_those_who_will_oversee_them(
    held: Held, city: Procedure, directory: Directory, who: Who
) -> None:
    """Whoever is appointed above from April on, or follows an office below from July on."""
    coming = Appointment("kota-next", "KOTA", "agency_admin", since=date(2026, 4, 1))
    agencies = [
        evolve(one, active_until=date(2026, 7, 1), successors=("DISHUB",))
        if one.code == "BIDANG"
        else one
        for one in directory.agencies
    ]
    later = evolve(
        directory,
        agencies=agencies,
        officers=[*directory.officers, Officer("kota-next", "Petugas baru")],
        appointments=[*directory.appointments, coming],
    )
    at_work = evolve(city, directory=later)
    for command in (commands.accuse(officers=["kota-next"]), commands.accuse(agencies=["BIDANG"])):
        decision = at_work.decide(held(), command, by=who("dpu-admin"), at=TUE_2026_01_06)

        assert isinstance(decision, Refused)
        assert ["accused_out_of_reach"] == [one.code for one in decision.reasons]
        assert at_work.decide(held(), command, by=who("kota-admin"), at=TUE_2026_01_06)


def test_an_office_where_everybody_is_barred_is_sent_nothing(
    held: Held, city: Procedure, who: Who
) -> None:
    """Nor does it keep a case once the last of them steps aside: the admin above has it then."""
    barred = held(accused_officers={"bidang-admin"})
    to_unit = city.decide(
        barred, commands.dispose(to="BIDANG"), by=who("dpu-admin"), at=TUE_2026_01_06
    )
    assert isinstance(to_unit, Refused)
    assert ["everybody_barred"] == [one.code for one in to_unit.reasons]

    case = held("verified", "BIDANG")
    aside = city.perform(case, commands.recuse(), by=who("bidang-admin"), at=TUE_2026_01_06)
    assert (("BIDANG",), ("DPU",)) == (case.holders, aside.holders)
