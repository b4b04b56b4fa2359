"""Who is kept from a case: the accused, all below them, and who stepped aside."""

import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer
from sp4n.testing import strategies
from sp4n.workdays import indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Accepted,
    Case,
    Command,
    CommandRefused,
    Effect,
    Event,
    Phase,
    Procedure,
    Proposal,
    ReceiveConfidentialAt,
    Refused,
    commands,
    extended,
    is_barred,
    join_cases,
)
from sp4n.workflow.reception import fit_holders

EXPECTATIONS = Path(__file__).parent.parent / "data" / "lapor_expectations.toml"
EXPECTED: dict[str, Any] = tomllib.loads(EXPECTATIONS.read_text("utf-8"))
MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_03_03 = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)  # after every timer since 5 January
ON = date(2026, 1, 6)

FILLED = {
    "verify": commands.verify(to="BIDANG"),
    "hold": commands.hold(missing="Mohon sebutkan lokasinya."),
    "complete": commands.complete(addition="Di depan pasar."),
    "return": commands.return_to_sender(why="Bukan kewenangan kami."),
    "dispose": commands.dispose(to="BIDANG"),
    "follow_up": commands.follow_up(answer="Sudah ditambal."),
    "reply": commands.reply(message="Masih berlubang."),
    "archive": commands.archive(reason="unclear"),
    "lift_protection": commands.lift_protection(why="Tidak perlu lagi."),
    "revive": commands.revive(why="Ada bukti baru."),
}

Make = Callable[..., Complaint]
Who = Callable[[str], Actor]


def held_by_dpu(make: Make, status: str, expected: dict[str, Any], **fields: Any) -> Case:
    """A case in a status that DPU holds, though it be accused: so older histories have it."""
    officers, aside = expected.get("officers", ()), expected.get("recused", ())
    complaint = make(accused=expected.get("accused", ()), accused_officers=officers, **fields)
    phase = LAPOR.phases[status]
    facts = (("workflow", LAPOR.version),)
    first = Event(
        1, "submit", MON_2026_01_05, Actor.system(), status, phase, holders=("DPU",), facts=facts
    )
    recusals = [
        evolve(
            first, number=number, kind="recuse", by=Actor.officer(officer, at="DPU"), facts=(),
            effects=(Effect.RECUSE,),
        )
        for number, officer in enumerate(aside, start=2)
    ]  # fmt: skip
    return Case.from_events(complaint, [first, *recusals])


@pytest.mark.parametrize("confidential", [False, True])
@pytest.mark.parametrize("name", EXPECTED["barred"])
def test_the_barred_give_no_command_and_know_of_no_case(
    name: str,
    confidential: bool,  # noqa: FBT001 - a column of the table
    procedure: Procedure,
    complaint: Make,
    who: Who,
) -> None:
    """Every status, every command, everybody whom the file names."""
    expected = EXPECTED["barred"][name]
    wrong: list[tuple[str, ...]] = []
    for status in EXPECTED["may"]:
        case = held_by_dpu(complaint, status, expected, confidential=confidential)
        for officer in expected["bars"]:
            by = who(officer)
            if procedure.may_know(case, by=by, at=TUE_2026_03_03):
                wrong.append((status, officer))
            options = procedure.options(case, by=by, at=TUE_2026_03_03)
            for kind in LAPOR.commands:
                command = FILLED.get(kind.code, Command(kind.code))
                tried = procedure.decide(case, command, by=by, at=TUE_2026_03_03)
                for answer in (tried, options[kind.code]):
                    codes = [one.code for one in getattr(answer, "reasons", ())]
                    wrong += [(status, officer, kind.code)] if codes != ["not_found"] else []

    assert [] == wrong


@pytest.mark.parametrize("name", EXPECTED["barred"])
def test_to_all_others_the_table_says_what_it_always_says(
    name: str, procedure: Procedure, complaint: Make, who: Who
) -> None:
    """Accepted or needing fields where the table lists them, refused elsewhere."""
    expected = EXPECTED["barred"][name]
    told: set[tuple[str, str, str]] = set()
    listed: set[tuple[str, str, str]] = set()
    for status, may in EXPECTED["may"].items():
        case = held_by_dpu(complaint, status, expected)
        for actor in expected["spares"]:
            by = who(EXPECTED["actor"][actor]["id"])
            for code, answer in procedure.options(case, by=by, at=TUE_2026_03_03).items():
                if not isinstance(answer, Refused):
                    told.add((status, code, actor))
                if actor in may.get(code, ()):
                    listed.add((status, code, actor))

    # A row that would need a unit below, where all of them are barred, has nobody to go to.
    without_units = {
        one for one in listed if one[1] == "dispose" and name in UNITS_BELOW_ARE_BARRED
    }
    assert listed - without_units == told - without_units


UNITS_BELOW_ARE_BARRED = {"accused_below_the_holder"}  # SEKSI hangs below BIDANG


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("DPU", True),
        ("BIDANG", True),
        ("SEKSI", True),
        ("KOTA", False),
        ("DISHUB", False),
        ("TIDAK_ADA", False),
        ("HILANG", True),  # accused, and not in the directory any more
        (Actor.officer("bidang-admin", at="BIDANG"), True),
        (Actor.officer("double-liaison", at="DISHUB"), True),  # serves at DPU too
        (Actor.officer("kota-admin", at="KOTA"), False),
        (Actor.officer("kota-admin", at="SEKSI"), True),  # acts for it, appointed or not
        (Actor.officer("dpu-former", at="KOTA"), False),  # until last year
        (Actor.reporter("pelapor-1"), False),
        (Actor.system(), False),
    ],
    ids=str,
)
def test_whom_it_bars(
    who: Actor | str,
    expected: bool,  # noqa: FBT001 - a column of the table
    complaint: Make,
    directory: Directory,
) -> None:
    """Of a complaint as of the case that it becomes."""
    accusing = complaint(accused={"DPU", "HILANG"})
    first = Event(1, "submit", MON_2026_01_05, Actor.system(), "unverified", Phase.NEW)

    assert expected is is_barred(accusing, who, directory=directory, on=ON)
    assert expected is is_barred(
        Case.from_events(accusing, [first]), who, directory=directory, on=ON
    )


# Receiving


@pytest.mark.parametrize(
    ("target", "region", "accused", "expected"),
    [
        ("KEC", "99.71.01", (), "KOTA"),  # of what the route calls delicate: the city
        ("BIDANG", "99.71", (), "KOTA"),
        ("KOTA", "99.71", (), "KOTA"),
        ("DPU", "99.71", ("KOTA",), "PROV"),
        ("KEM", "99.71", (), "NASIONAL"),  # a ministry is no government of a region
        ("KEM", "99.71", ("KEM",), "NASIONAL"),
        (None, "99.71.01", (), "KOTA"),
        (None, "99.72.05", (), "KAB"),
        (None, None, (), "NASIONAL"),
        ("TIDAK_ADA", "99.72", (), "KAB"),  # unknown: as if nobody were named
        ("DPU", "99.71", ("NASIONAL",), None),
    ],
)
def test_the_nearest_government_receives_what_is_delicate(
    target: str | None,
    region: str | None,
    accused: tuple[str, ...],
    expected: str | None,
    procedure: Procedure,
    complaint: Make,
) -> None:
    """From the target, else from the lowest front desk, upward; never a barred one."""
    submitted = complaint(target_agency=target, region=region, accused=accused)
    for marks in ({"classification": "oversight"}, {"confidential": True}):
        given: dict[str, Any] = marks
        proposal = Proposal("DPU", "rule", **given)
        case = procedure.receive(submitted, at=MON_2026_01_05, proposal=proposal)
        assert expected == case.holder


@pytest.mark.parametrize(
    ("at", "expected"), [("desk", "BIDANG"), ("government", "KOTA"), ("national", "NASIONAL")]
)
def test_a_policy_says_who_receives_what_is_delicate(
    at: ReceiveConfidentialAt, expected: str, procedure: Procedure, complaint: Make
) -> None:
    """And what is not delicate goes to its target all the same."""
    submitted = complaint(target_agency="BIDANG")
    oversight = Proposal("DPU", "rule", classification="oversight")
    for proposal, holder in ((oversight, expected), (Proposal("DPU", "rule"), "BIDANG")):
        case = procedure.receive(
            submitted, at=MON_2026_01_05, proposal=proposal, receive_confidential_at=at
        )
        assert holder == case.holder


def test_what_is_delicate_is_never_received_lower_than_everything_else(
    procedure: Procedure, complaint: Make
) -> None:
    """Where the national admin receives all that names no agency, the city gets none of it."""
    oversight = Proposal("DPU", "rule", classification="oversight")
    for target, holder in ((None, "NASIONAL"), ("BIDANG", "KOTA")):
        case = procedure.receive(
            complaint(target_agency=target, region="99.71"),
            at=MON_2026_01_05, proposal=oversight, receive_at="national",
        )  # fmt: skip
        assert holder == case.holder


def test_an_agency_whose_only_admin_is_accused_does_not_receive(
    procedure: Procedure, complaint: Make
) -> None:
    """Nobody there could verify it; the rest of the agency is not barred."""
    case = procedure.receive(
        complaint(target_agency="DPU", accused_officers={"dpu-admin"}), at=MON_2026_01_05
    )

    assert "KOTA" == case.holder


def test_whoever_is_accused_has_to_be_known(procedure: Procedure, complaint: Make) -> None:
    """All of them at once, each with the closest that there is; adopted or received."""
    unknown = complaint(accused={"DPUU", "DPU"}, accused_officers={"kota-admn"})
    adopting: dict[str, Any] = {"status": "verified", "holder": "KOTA", "source": "x"}
    beginnings: tuple[Callable[[], Case], ...] = (
        lambda: procedure.receive(unknown, at=MON_2026_01_05),
        lambda: procedure.adopt(unknown, at=MON_2026_01_05, **adopting),
    )
    for begin in beginnings:
        with pytest.raises(CommandRefused) as caught:
            begin()
        assert [("unknown_accused", "DPU"), ("unknown_accused_officer", "kota-admin")] == [
            (one.code, one["suggestion"]) for one in caught.value.reasons
        ]


def test_an_unknown_target_or_category_is_noted(procedure: Procedure, complaint: Make) -> None:
    """And repeated nowhere: who needs it finds it in the complaint."""
    case = procedure.receive(complaint(target_agency="DPUU"), at=MON_2026_01_05)

    assert (("workflow", "lapor/2"), ("unknown_target_agency", True)) == case.events[0].facts


def test_what_the_accused_held_elsewhere_is_taken_over_by_whoever_is_above(
    procedure: Procedure, complaint: Make
) -> None:
    """From whom it came stays on record; others are taken over as they are."""
    adopting: dict[str, Any] = {"status": "verified", "source": "x", "at": MON_2026_01_05}
    moved = procedure.adopt(complaint(accused={"DPU"}), holder="BIDANG", **adopting)
    as_it_was = procedure.adopt(complaint(accused={"DISHUB"}), holder="DPU", **adopting)

    assert ("KOTA", "BIDANG") == (moved.holder, moved.events[0].fact("held_by"))
    assert ("DPU", None) == (as_it_was.holder, as_it_was.events[0].fact("held_by"))


# Stepping aside


def test_who_steps_aside_is_out(city: Procedure, complaint: Make, who: Who) -> None:
    """Their colleagues go on; status and clocks are as they were; the words are kept."""
    case = city.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    at = MON_2026_01_05 + timedelta(days=1)
    aside = city.perform(case, commands.recuse(note="Ipar pelapor."), by=who("dpu-liaison"), at=at)
    again = city.decide(aside, commands.recuse(), by=who("dpu-liaison"), at=at)
    answer = commands.follow_up(answer="Sudah.")

    assert (("dpu-liaison",), "verified", ("DPU",), case.since_at) == (
        aside.recused, aside.status, aside.holders, aside.since_at,
    )  # fmt: skip
    assert (Effect.RECUSE,) == aside.events[-1].effects
    assert "dpu-liaison" == aside.events[-1].by.id
    assert isinstance(again, Refused)
    assert isinstance(city.decide(aside, answer, by=who("dpu-operator"), at=at), Accepted)


@pytest.mark.parametrize("by", ["reporter", "system", "dishub-liaison"])
def test_only_staff_with_a_part_in_it_step_aside(
    by: str, city: Procedure, complaint: Make, who: Who
) -> None:
    """Whoever has no part has nothing to give up."""
    case = city.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)

    assert not city.decide(case, commands.recuse(), by=who(by), at=TUE_2026_03_03)


def test_a_forged_recusal_of_nobody_bars_nobody(complaint: Make) -> None:
    """By the system, say: there is no officer."""
    first = Event(1, "submit", MON_2026_01_05, Actor.system(), "unverified", Phase.NEW)
    forged = evolve(first, number=2, kind="recuse", effects=(Effect.RECUSE,))

    assert () == Case.from_events(complaint(), [first, forged]).recused


# Joining, handing on


def test_a_case_is_not_joined_to_one_that_accuses_fewer(
    city: Procedure, complaint: Make, who: Who
) -> None:
    """Not even one officer: they would read of it there."""
    adopting: dict[str, Any] = {"status": "verified", "holder": "DPU", "source": "x"}
    accusing = city.adopt(
        complaint(accused_officers={"dpu-operator"}), at=MON_2026_01_05, **adopting
    )
    plain = city.adopt(complaint(number="2"), at=MON_2026_01_05, **adopting)

    with pytest.raises(CommandRefused) as caught:
        join_cases(city, accusing, into=plain, by=who("kota-admin"), at=TUE_2026_03_03)
    assert ["accusation_lost"] == [one.code for one in caught.value.reasons]


@pytest.mark.parametrize(
    ("holders", "accused", "expected"),
    [
        (("DPU",), (), ("DPU",)),
        (("DPU",), ("DPU",), ("KOTA",)),
        (("BIDANG", "KOTA"), ("DPU",), ("KOTA",)),
        (("DPU", "DISHUB"), ("DISHUB",), ("DPU", "KOTA")),
        (("DPU",), ("NASIONAL",), ()),
        ((), ("DPU",), ()),
    ],
)
def test_whom_to_tell_of_a_case(
    holders: tuple[str, ...],
    accused: tuple[str, ...],
    expected: tuple[str, ...],
    complaint: Make,
    directory: Directory,
) -> None:
    """Its holders; in place of a barred one the nearest admin above."""
    accusing = complaint(accused=accused)

    assert expected == fit_holders(directory, holders, accusing, ON)


# Whatever is drawn

PROCEDURE = Procedure(
    extended(LAPOR, {name: {} for name in EXTENSIONS}),
    Directory(
        [
            Agency("ROOT", "X", kind="national"),
            Agency("PROV", "X", kind="province", parent="ROOT", region="99", front_desk=True),
            Agency("KOTA", "X", kind="city", parent="PROV", region="99.71", front_desk=True),
            Agency("KEC", "X", kind="district", parent="KOTA", region="99.71.01", front_desk=True),
            Agency("DPU", "X", parent="KOTA", region="99.71"),
            Agency("BIDANG", "X", parent="DPU", region="99.71"),
        ],
        [Officer(f"officer-{place}-{n}", "X") for place in range(6) for n in range(2)],
        [
            Appointment(f"officer-{place}-{n}", code, role)
            for place, code in enumerate(("ROOT", "PROV", "KOTA", "KEC", "DPU", "BIDANG"))
            for n, role in enumerate(("agency_admin", "liaison_officer"))
        ]
        + [Appointment("officer-5-1", "KOTA", "operator")],
    ),
    indonesia(),
)
CODES = [agency.code for agency in PROCEDURE.directory]
OFFICERS = [one.id for one in PROCEDURE.directory.officers]
SERVING = [Actor.officer(one.officer, at=one.agency) for one in PROCEDURE.directory.appointments]


def below(code: str) -> set[str]:
    """An agency and all that hang below it, by walking down."""
    found = {code}
    while more := {one.code for one in PROCEDURE.directory if one.parent in found} - found:
        found |= more
    return found


@given(strategies.complaints(directory=PROCEDURE.directory), st.data())
def test_no_accused_agency_nor_one_below_it_ever_receives_holds_or_may_know(
    complaint: Complaint, data: st.DataObject
) -> None:
    """Whatever the route proposes, whoever does what, for a dozen steps; also if accused then."""
    said, named_since = set(complaint.accused), set(complaint.accused_officers)
    proposal = Proposal(
        data.draw(st.sampled_from(CODES)), "rule",
        classification=data.draw(st.sampled_from((None, "oversight"))),
    )  # fmt: skip
    case = PROCEDURE.receive(complaint, at=complaint.submitted_at, proposal=proposal)
    for step in range(12):
        accused = set().union(*map(below, said))
        inside = {one.officer for one in PROCEDURE.directory.appointments if one.agency in accused}
        named = inside | named_since | set(case.recused)
        at = complaint.submitted_at + timedelta(days=3 * step)
        knowing = {by.id for by in SERVING if PROCEDURE.may_know(case, by=by, at=at)}
        assert accused.isdisjoint(case.holders)
        assert named.isdisjoint(knowing)
        by = data.draw(st.sampled_from([*SERVING, Actor.system()]))
        kind = data.draw(st.sampled_from([one.code for one in PROCEDURE.workflow.commands]))
        filled = FILLED.get(kind, Command(kind))
        if filled.get("to") is not None:
            filled = Command(kind, {"to": data.draw(st.sampled_from(CODES))})
        lists = {
            "agencies": data.draw(st.lists(st.sampled_from(CODES), max_size=2)),
            "officers": data.draw(st.lists(st.sampled_from(OFFICERS), max_size=1)),
        }
        if kind == "accuse":
            filled = Command(kind, {name: codes for name, codes in lists.items() if codes})
        decision = PROCEDURE.decide(case, filled, by=by, at=at)
        assert by.id not in named or isinstance(decision, Refused)
        if isinstance(decision, Accepted) and kind == "accuse":
            said, named_since = said | {*lists["agencies"]}, named_since | {*lists["officers"]}
        case = decision.case if isinstance(decision, Accepted) else case
        if kind == "protect":
            known = {by.id for by in SERVING if PROCEDURE.may_know(case, by=by, at=at)}
            assert known <= knowing


@pytest.mark.parametrize("wrong", ["kota", "root", 7, None])
def test_a_word_that_is_none_of_the_three_is_refused(
    wrong: Any, procedure: Procedure, complaint: Make
) -> None:
    """As any other choice."""
    with pytest.raises(InvalidValue):
        procedure.receive(complaint(), at=MON_2026_01_05, receive_confidential_at=wrong)
