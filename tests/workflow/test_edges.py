"""Edges: back doors that are none, agencies that are gone, and the ends of time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Agency, Appointment, Categories, Complaint, Officer
from sp4n.workflow import (
    LAPOR,
    Case,
    Command,
    CommandRefused,
    Decision,
    Effect,
    Event,
    Phase,
    Procedure,
    Reason,
    Refused,
    commands,
    extended,
    join_cases,
    replay,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
ANSWER = commands.follow_up(answer="Sudah ditambal.")
RETURN = commands.return_to_sender(why="Bukan kewenangan kami.")

Codes = Callable[..., list[str]]


# people


def test_whoever_serves_the_accused_may_not_act_for_anybody_else_either(
    case_in: Callable[..., Case], codes: Codes, decide: Callable[..., Decision]
) -> None:
    """A second appointment is no back door, and for a hidden case no peephole."""
    by = "double-liaison@DISHUB"
    plain = case_in(holder="DISHUB")
    accusing = case_in(holder="DISHUB", accused={"DPU"})
    hidden = case_in(holder="DISHUB", accused={"DPU"}, confidential=True)

    assert decide(plain, ANSWER, by)
    assert ["not_found"] == codes(accusing, ANSWER, by)
    assert ["not_found"] == codes(hidden, ANSWER, by)


def test_a_complaint_without_a_key_is_nobodys(
    case_in: Callable[..., Case], procedure: Procedure
) -> None:
    """An actor without a key is not its reporter."""
    decision = procedure.decide(
        case_in(reporter=None), commands.withdraw(), by=Actor.reporter(), at=TUE_2026_01_06
    )

    assert isinstance(decision, Refused)
    assert ["not_the_reporter"] == [one.code for one in decision.reasons]


# agencies


def held_by_the_vanished(case: Case) -> Case:
    """The same case, given to an agency that is not in the directory any more."""
    return case.apply(
        Event(
            2, "moved", MON_2026_01_05, Actor.system(), "unverified", Phase.NEW,
            (Effect.ASSIGN,), ("TIDAK_ADA",),
        )
    )  # fmt: skip


def test_what_a_vanished_agency_held_lies_below_the_root(
    case_in: Callable[..., Case], codes: Codes, after: Callable[..., Case]
) -> None:
    """The national admin finds it a new holder; nobody else may."""
    case = held_by_the_vanished(case_in("unverified"))
    command = commands.verify(to="DPU")

    assert "DPU" == after(case, command, "nasional-admin").holder
    assert ["not_the_holder"] == codes(case, command, "kota-admin")


def test_a_vanished_agency_returns_to_the_root(
    case_in: Callable[..., Case], procedure: Procedure, who: Callable[[str], Actor]
) -> None:
    """By an agency admin of the root, where there is one."""
    second_role = Appointment("nasional-admin", "NASIONAL", "agency_admin")
    more = [*procedure.directory.appointments, second_role]
    staffed = evolve(procedure, directory=evolve(procedure.directory, appointments=more))
    case = held_by_the_vanished(case_in("unverified"))
    back = staffed.perform(case, RETURN, by=who("nasional-admin"), at=TUE_2026_01_06)

    assert ("NASIONAL", ("TIDAK_ADA",)) == (back.holder, back.tried)


def test_what_accuses_the_root_waits_for_somebody_above_it(
    procedure: Procedure, complaint: Callable[..., Complaint], who: Callable[[str], Actor]
) -> None:
    """It is on record and nobody's: its reporter knows it; a new root's admin may take it on."""
    case = procedure.receive(complaint(accused={"NASIONAL"}, region=None), at=MON_2026_01_05)
    directory = procedure.directory
    agencies = [Agency("OMBUDSMAN", "Contoh"), *directory.agencies]
    agencies[1] = evolve(agencies[1], parent="OMBUDSMAN")
    overseer = Officer("ombudsman-admin", "Petugas")
    staffed = evolve(
        directory,
        agencies=agencies,
        officers=(*directory.officers, overseer),
        appointments=(
            *directory.appointments,
            Appointment(overseer.id, "OMBUDSMAN", "national_admin"),
        ),
    )
    above = evolve(procedure, directory=staffed)

    serving = [Actor.officer(one.officer, at=one.agency) for one in directory.appointments]
    assert [] == [by for by in serving if procedure.may_know(case, by=by, at=TUE_2026_01_06)]
    assert procedure.may_know(case, by=who("reporter"), at=TUE_2026_01_06)
    assert above.decide(
        case, commands.verify(to="OMBUDSMAN"), by=Actor.officer(overseer.id, at="OMBUDSMAN"),
        at=TUE_2026_01_06,
    )  # fmt: skip


# categories and codes


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("Jalan", []),
        ("Trotor", ["unknown_category"]),
        ("Budi tetangga saya", ["unknown_category"]),
        ("x" * 201, ["field_too_long", "unknown_category"]),
        (7, ["field_invalid"]),
        (None, []),
    ],
)
def test_a_corrected_category_is_one_of_the_tree(
    category: object,
    expected: list[str],
    case_in: Callable[..., Case],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """What is none is refused without being repeated: it may be anybody's words."""
    tree = Categories({"Jalan": None, "Trotoar": "Jalan"})
    rooted = evolve(procedure, directory=evolve(procedure.directory, categories=tree))
    command = Command("verify", {"to": "DPU", "category": category})
    decision = rooted.decide(case_in("unverified"), command, by=who("dpu-admin"), at=TUE_2026_01_06)
    found = decision.reasons if isinstance(decision, Refused) else ()

    assert expected == [one.code for one in found]
    assert "Budi" not in str(Refused(found))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("qqqqqq", "qqqqqq"),
        ("isi yang lain", "<text:13>"),
        ("x " * 50, "<text:100>"),
    ],
)
def test_what_is_no_code_is_shown_safely(
    found: str,
    expected: str,
    case_in: Callable[..., Case],
    reasons: Callable[..., tuple[Reason, ...]],
) -> None:
    """As a command, as a field, or as an agency: by its length."""
    (command,) = reasons(case_in(), Command(found), "dpu-admin")
    (name, _) = reasons(case_in(), Command("follow_up", {found: "x"}), "dpu-liaison")
    (agency,) = reasons(case_in("unverified"), commands.verify(to=found), "nasional-admin")

    assert expected == command["found"]
    assert expected == name["field"]
    assert expected == agency["found"]


# time


def test_the_end_of_time_is_a_time(
    case_in: Callable[..., Case], codes: Codes, decide: Callable[..., Decision]
) -> None:
    """There is no later date in Jakarta, so its own counts; nothing is raised."""
    answered = case_in("followed_up")

    assert decide(case_in(), ANSWER, "dpu-liaison", END_OF_TIME)
    assert decide(answered, commands.close_by_system(), "system", END_OF_TIME)
    assert ["no_appointment"] == codes(case_in(), ANSWER, "dpu-former", END_OF_TIME)


def test_adopt_refuses_words_as_a_source_and_a_time_before_the_complaint(
    procedure: Procedure, complaint: Callable[..., Complaint]
) -> None:
    """A history holds codes only, and begins with the complaint."""
    early = MON_2026_01_05 - timedelta(seconds=1)
    with pytest.raises(InvalidValue) as words:
        procedure.adopt(
            complaint(), status="verified", holder="DPU", source="dari Budi", at=MON_2026_01_05
        )
    with pytest.raises(CommandRefused) as refused:
        procedure.adopt(complaint(), status="verified", holder="DPU", source="lama", at=early)

    assert ("source", "bad_code") == (words.value.faults[0].where, words.value.code)
    assert ["submitted_later"] == [one.code for one in refused.value.reasons]


# histories


def test_everything_wrong_with_a_history_at_once(
    case_in: Callable[..., Case],
) -> None:
    """What is no complaint, what is no event, a naive instant and a gap."""
    (first,) = case_in().events
    naive = evolve(first, at=datetime(2026, 1, 5))  # noqa: DTZ001  # naive on purpose
    nothing: Any = "1000001"
    events: list[Any] = [naive, "verify", evolve(naive, number=4), evolve(naive, number=9)]
    with pytest.raises(InvalidValue) as caught:
        Case(nothing, events)

    assert [
        ("complaint", "wrong_type"),
        ("events[0].at", "naive_datetime"),
        ("events[1]", "wrong_type"),
        ("events[2].at", "naive_datetime"),
        ("events[2].number", "out_of_order"),
    ] == [(one.where, one.code) for one in caught.value.faults]


def test_what_is_derived_can_not_be_given(case_in: Callable[..., Case]) -> None:
    """No case may claim what its events don't say."""
    make: Any = Case
    case = case_in()
    with pytest.raises(TypeError):
        make(case.complaint, case.events, status="closed_by_admin")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("duplicate", "A"), ("into", "B"), ("by", "kota-admin")],
)
def test_only_cases_can_be_joined(
    city: Procedure,
    case_in: Callable[..., Case],
    who: Callable[[str], Actor],
    name: str,
    wrong: str,
) -> None:
    """By an actor, and in a procedure; their numbers or ids are not enough."""
    given: dict[str, Any] = {"duplicate": case_in(), "into": case_in(), "by": who("kota-admin")}

    with pytest.raises(InvalidValue) as refused:
        join_cases(city, **given | {name: wrong}, at=MON_2026_01_05)

    assert [(name, "wrong_type")] == [(one.where, one.code) for one in refused.value.faults]


def test_only_cases_can_be_replayed(procedure: Procedure, case_in: Callable[..., Case]) -> None:
    """Under a procedure."""
    nothing: Any = "x"
    with pytest.raises(InvalidValue) as no_case:
        replay(procedure, nothing)
    with pytest.raises(InvalidValue) as no_procedure:
        replay(nothing, case_in())

    assert ("case", "wrong_type") == (no_case.value.faults[0].where, no_case.value.code)
    assert ("procedure", "wrong_type") == (
        no_procedure.value.faults[0].where,
        no_procedure.value.code,
    )


def test_extensions_are_a_table_of_tables() -> None:
    """On a workflow; a list of their names is none."""
    names: Any = ["rating"]
    no_table: Any = {"rating": 5}
    for workflow, chosen, where in (
        (names, {}, ["workflow"]),
        (LAPOR, names, ["extensions"]),
        (LAPOR, no_table, ["rating"]),
    ):
        with pytest.raises(InvalidValue) as refused:
            extended(workflow, chosen)

        assert [(one, "wrong_type") for one in where] == [
            (one.where, one.code) for one in refused.value.faults
        ]
