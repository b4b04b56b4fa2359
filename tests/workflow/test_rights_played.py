"""Rights: every witness of a finding is played for real, and shows what the finding says."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from planted_rows import BELOW, PLANTED, of, row, table

from sp4n.findings import Finding
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer, Role
from sp4n.workdays import indonesia
from sp4n.workflow import (
    Accepted,
    Case,
    Command,
    CommandKind,
    Effect,
    FieldKind,
    Phase,
    Procedure,
    Proposal,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)

PLACES = {"NASIONAL": "99", "KOTA": "99.71", "DPU": "99.71", "BIDANG": "99.71"}


@pytest.fixture(scope="module")
def crowded() -> Directory:
    """Four agencies, each below the one before it, and at each somebody in every role."""
    codes = tuple(PLACES)
    agencies = [
        Agency(code, code, parent=codes[place - 1] if place else None, region=region,
               front_desk=code == "KOTA")
        for place, (code, region) in enumerate(PLACES.items())
    ]  # fmt: skip
    team = [(f"{code}-{role}", code, role) for code in codes for role in Role]
    return Directory(
        agencies,
        [Officer(officer, "Petugas Contoh") for officer, _, _ in team],
        [Appointment(*one) for one in team],
    )


@pytest.mark.parametrize("name", PLANTED)
def test_a_witness_can_be_played(
    name: str, crowded: Directory, complaint: Callable[..., Complaint]
) -> None:
    """By whoever may, each step as late as it must be; and it shows what the finding says."""
    code, workflow, _, _ = PLANTED[name]
    (found,) = of(code, workflow)
    procedure = Procedure(workflow, crowded, indonesia())
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))

    played = [one for one in plays(procedure, case, found.witness) if shows(found, one)]

    assert played


def answered(case: Case) -> bool:
    return any(Effect.ANSWER in one.effects or one.phase is Phase.ANSWERED for one in case.events)


def hand(case: Case) -> str:
    """Who did the last thing: a role, the reporter or the system."""
    by = case.events[-1].by
    return str(by.id).partition("-")[2] if by.kind == "officer" else by.kind.value


SHOWN: Mapping[str, Callable[[Case], bool]] = {
    "closed_without_answer": lambda case: case.phase is Phase.CLOSED and not answered(case),
    "system_ends_untouched": lambda case: (
        hand(case) == "system" and not case.is_open and not acted(case)
    ),
    "reporter_decides": lambda case: hand(case) == "reporter",
    "answer_without_words": lambda case: answered(case) and not case.events[-1].texts,
    "no_reason_required": lambda case: not case.events[-1].reason and not case.events[-1].texts,
    "completion_cut_short": lambda case: hand(case) == "system" and not case.is_open,
}


def shows(found: Finding, case: Case) -> bool:
    """Tell whether a case went where a finding says that one can go, by the hand that it names."""
    who = dict(found.facts).get("who")
    by_them = not isinstance(who, tuple) or hand(case) in who
    return by_them and (found.code not in SHOWN or SHOWN[found.code](case))


def acted(case: Case) -> bool:
    """Tell whether an officer did anything since the case came to its holder, but let it stay."""
    came = max(
        place
        for place, one in enumerate(case.events)
        if Effect.ASSIGN in one.effects or one.phase in (Phase.NEW, Phase.ASSIGNED)
    )
    return any(one.by.kind == "officer" for one in case.events[came + 1 :])


def plays(procedure: Procedure, case: Case, witness: tuple[str, ...]) -> Iterator[Case]:
    """Perform a witness in every way that differs in who holds the case; each last step by all."""
    if len(witness) == 1:
        yield case
        return
    seen = set()
    for after in _steps(procedure, case, witness[1], witness[2]):
        if (after.holder, after.events[-1].by) not in seen:
            seen.add((after.holder, after.events[-1].by))
            yield from plays(procedure, after, witness[2:])


def _steps(procedure: Procedure, case: Case, command: str, target: str) -> Iterator[Case]:
    kind_of = procedure.workflow.command(command)
    assert kind_of is not None
    serving = [
        Actor.officer(one.officer, at=one.agency) for one in procedure.directory.appointments
    ]
    for by in (Actor.reporter(case.complaint.reporter), *serving, Actor.system()):
        for fields in _payloads(kind_of, procedure.directory):
            for wait in (timedelta(minutes=1), timedelta(days=60)):
                at = case.events[-1].at + wait
                decision = procedure.decide(case, Command(command, fields), by=by, at=at)
                if isinstance(decision, Accepted) and decision.case.status == target:
                    yield decision.case


def _payloads(kind_of: CommandKind, directory: Directory) -> Iterator[dict[str, object]]:
    """What is required; where an agency is, each."""
    words: dict[str, object] = {
        one.name: one.choices[0] if one.choices else "Sudah."
        for one in kind_of.fields
        if one.required and one.kind is not FieldKind.AGENCY
    }
    agencies = [one.name for one in kind_of.fields if one.kind is FieldKind.AGENCY]
    if not agencies:
        yield words
    for agency in directory if agencies else ():
        yield words | {agencies[0]: agency.code}


def test_nobody_but_an_officer_finds_a_unit_below(
    crowded: Directory, complaint: Callable[..., Complaint]
) -> None:
    """Why a reporter's row with such a guard is not told: it is always refused to them."""
    planted = table(row("unverified", "pass_on", ("reporter", Role.OPERATOR), "verified", *BELOW))
    procedure = Procedure(planted, crowded, indonesia())
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))

    taken = {hand(one) for one in _steps(procedure, case, "pass_on", "verified")}

    assert {"operator"} == taken
    assert [("operator",)] == [dict(one.facts)["who"] for one in of("gains_a_right", planted)]
    assert [] == of("reporter_decides", planted)
