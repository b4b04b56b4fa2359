"""Replay: recorded histories under other rules."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from sp4n.model import Actor, Complaint
from sp4n.workflow import (
    LAPOR,
    Case,
    Divergence,
    Effect,
    Phase,
    Procedure,
    Proposal,
    Workflow,
    commands,
    join_cases,
    replay,
)
from sp4n.workflow.extensions import closing_after_reply, return_limit

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)

Find = Callable[[str], Actor]
Make = Callable[..., Complaint]


def hours(n: int) -> datetime:
    return MON_2026_01_05 + timedelta(hours=n)


@pytest.fixture
def returned_twice(procedure: Procedure, complaint: Make, who: Find) -> Case:
    """Verified, sent back, verified, sent back, verified, answered."""
    proposal = Proposal("DPU", "rule")
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=proposal)
    steps = [
        ("kota-admin", commands.verify()),
        ("dpu-liaison", commands.return_to_sender(why="Bukan kami.")),
        ("kota-admin", commands.verify(to="DISHUB", title="Judul", classification="service")),
        ("dishub-liaison", commands.return_to_sender(why="Bukan kami juga.")),
        ("kota-admin", commands.verify(to="DPU")),
        ("dpu-operator", commands.follow_up(answer="Sudah ditambal.")),
        ("kota-admin", commands.close()),
    ]
    for n, (officer, command) in enumerate(steps, start=1):
        case = procedure.perform(case, command, by=who(officer), at=hours(n))
    return case


def test_the_rules_that_made_a_history_refuse_nothing(
    procedure: Procedure, returned_twice: Case
) -> None:
    """Whether its words are at hand or were erased."""
    bare = Case.from_events(returned_twice.complaint, returned_twice.events)

    assert () == replay(procedure, returned_twice)
    assert () == replay(procedure, bare)


def test_the_first_fact_that_other_rules_refuse_is_named(
    procedure: Procedure, returned_twice: Case
) -> None:
    """With one return at most, the second one is event 5."""
    table = return_limit(LAPOR, returns=1)
    (found,) = replay(evolve(procedure, workflow=table), returned_twice)

    assert ("1000001", 5, "return", hours(4)) == (found.case, found.event, found.kind, found.at)
    assert ["too_often"] == [one.code for one in found.reasons]
    assert (
        "1000001/5 return: the limit of the command return has been reached: given 1 of 1"
        == str(found)
    )
    assert "too_often" == found.to_dict("id")["reasons"][0]["code"]  # type: ignore[index]


def test_a_command_that_is_gone_is_refused(procedure: Procedure, returned_twice: Case) -> None:
    """A table without it knows no such command."""
    table = evolve(
        LAPOR,
        commands=tuple(one for one in LAPOR.commands if one.code != "close"),
        transitions=tuple(one for one in LAPOR.transitions if one.command != "close"),
    )
    (found,) = replay(evolve(procedure, workflow=table), returned_twice)

    assert (8, ["unknown_command"]) == (found.event, [one.code for one in found.reasons])


def test_an_officer_who_left_is_found_too(procedure: Procedure, returned_twice: Case) -> None:
    """Replay judges by the directory that it is given."""
    left = [one for one in procedure.directory.appointments if one.officer != "dpu-operator"]
    directory = evolve(procedure.directory, appointments=left)
    (found,) = replay(evolve(procedure, directory=directory), returned_twice)

    assert (7, ["no_appointment"]) == (found.event, [one.code for one in found.reasons])


def test_what_a_merge_says_of_another_case_is_not_judged(
    city: Procedure, complaint: Make, who: Find
) -> None:
    """Nobody knows any more how that case stood then."""
    one, other = (
        city.receive(complaint(number=number), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))
        for number in ("1", "2")
    )
    merged, into = join_cases(city, one, into=other, by=who("kota-admin"), at=hours(1))
    moved = city.perform(into, commands.verify(to="KAB"), by=who("prov-admin"), at=hours(2))

    assert () == replay(city, merged)
    assert () == replay(city, moved)


def test_what_the_system_did_by_another_timer_is_refused(
    procedure: Procedure, complaint: Make, who: Find
) -> None:
    """Closing after an unanswered reply is an extension; plain LAPOR! wouldn't have done it."""
    by_reply = evolve(procedure, workflow=closing_after_reply(LAPOR))
    case = by_reply.receive(complaint(), at=hours(0), proposal=Proposal("DPU", "rule"))
    for n, (name, command) in enumerate(
        [
            ("kota-admin", commands.verify()),
            ("dpu-operator", commands.follow_up(answer="Sudah.")),
            ("reporter", commands.reply(message="Belum.")),
        ]
    ):
        case = by_reply.perform(case, command, by=who(name), at=hours(n + 1))
    late = hours(24 * 40)
    closed = by_reply.perform(case, commands.close_by_system(), by=who("system"), at=late)
    (found,) = replay(procedure, closed)

    assert (5, ["not_from_status"]) == (found.event, [one.code for one in found.reasons])


def kinds_changed(code: str, **changes: object) -> Workflow:
    """LAPOR!'s table with another kind of a command."""
    return evolve(
        LAPOR,
        commands=[
            evolve(one, **changes) if one.code == code else one  # type: ignore[arg-type]
            for one in LAPOR.commands
        ],
    )


def rows_changed(source: str, command: str, **changes: object) -> Workflow:
    """LAPOR!'s table with another row of a command."""
    return evolve(
        LAPOR,
        transitions=[
            evolve(one, **changes) if (one.source, one.command) == (source, command) else one  # type: ignore[arg-type]
            for one in LAPOR.transitions
        ],
    )


def outcomes(found: tuple[Divergence, ...]) -> list[tuple[int, str, object, object]]:
    """Event, code, what the rules lead to and what is on record."""
    return [
        (one.event, told.code, *(value for _, value in told.facts))  # type: ignore[misc]
        for one in found
        for told in one.reasons
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            rows_changed("verified", "return", target="verified"),
            [
                (3, "another_status", "verified", "unverified"),
                (5, "another_status", "verified", "unverified"),
            ],
        ),
        (
            kinds_changed("return", effects=()),
            [
                (3, "other_holders", ("DPU",), ("KOTA",)),
                (3, "other_effects", ("-",), ("give_back",)),
                (5, "other_holders", ("DISHUB",), ("KOTA",)),
                (5, "other_effects", ("-",), ("give_back",)),
            ],
        ),
        (
            kinds_changed("close", effects=(Effect.ANSWER,)),
            [(8, "other_effects", ("answer",), ("-",))],
        ),
        (
            evolve(LAPOR, initial="awaiting_completion"),
            [(1, "another_status", "awaiting_completion", "unverified")],
        ),
    ],
)
def test_what_would_be_allowed_but_lead_elsewhere_is_told(
    procedure: Procedure, returned_twice: Case, table: Workflow, expected: object
) -> None:
    """Status, holders and effects, of every step; what follows is judged as it is on record."""
    found = replay(evolve(procedure, workflow=table), returned_twice)

    assert expected == outcomes(found)
    assert not any(one.is_refused for one in found)


def test_a_status_in_another_phase_is_told_of_every_step_that_led_there(
    procedure: Procedure, returned_twice: Case
) -> None:
    """By the phases of today clocks would read the history otherwise."""
    table = evolve(
        LAPOR,
        statuses=[
            evolve(one, phase=Phase.NEW) if one.code == "verified" else one
            for one in LAPOR.statuses
        ],
    )
    found = replay(evolve(procedure, workflow=table), returned_twice)

    assert [(2, "phase_contradicted"), (4, "phase_contradicted"), (6, "phase_contradicted")] == [
        (one.event, told.code) for one in found for told in one.reasons
    ]
    assert all(one.is_refused for one in found)


def test_replay_goes_on_after_a_refusal(procedure: Procedure, returned_twice: Case) -> None:
    """One return at most, no closing by an admin, and nobody left who answered."""
    table = return_limit(LAPOR, returns=1)
    without = evolve(
        table, transitions=[one for one in table.transitions if one.command != "close"]
    )
    left = [one for one in procedure.directory.appointments if one.officer != "dpu-operator"]
    directory = evolve(procedure.directory, appointments=left)
    found = replay(evolve(procedure, workflow=without, directory=directory), returned_twice)

    assert [(5, "too_often"), (7, "no_appointment"), (8, "not_from_status")] == [
        (one.event, one.reasons[0].code) for one in found
    ]
    assert all(one.is_refused for one in found)


def test_where_joining_leads_is_judged(city: Procedure, complaint: Make, who: Find) -> None:
    """Though nothing that it says of the other case is."""
    one, other = (
        city.receive(complaint(number=number), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))
        for number in ("1", "2")
    )
    merged, _ = join_cases(city, one, into=other, by=who("kota-admin"), at=hours(1))
    blocking = [
        evolve(row, target="blocked") if row.command == "merge" else row
        for row in city.workflow.transitions
    ]
    table = evolve(city.workflow, transitions=blocking)

    assert [(2, "another_status", "blocked", "merged")] == outcomes(
        replay(evolve(city, workflow=table), merged)
    )
