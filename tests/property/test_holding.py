"""The law of holding: every open case has somebody who may act, or a finding says so."""

from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.findings import Finding
from sp4n.labels import Label
from sp4n.model import Actor, Directory, Role
from sp4n.testing import strategies
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Case,
    Needs,
    Phase,
    Procedure,
    Refused,
    Status,
    Transition,
    Workflow,
    extended,
    stranded,
)
from sp4n.workflow.holding import check_holding
from sp4n.workflow.soundness import check_workflow

pytestmark = pytest.mark.long

WORD = Label(id="survei", en="survey")
GUARDS = ("has_units_below", "not_at_the_root")
WEEK = Limit(5, "working days")
STUCK = {"dead_end", "open_without_owner"}


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """Any directory, in which some have left; the root's admin too, now and then."""
    directory = draw(strategies.directories(max_agencies=6))
    random = draw(st.randoms(use_true_random=True))
    share = random.choice((0, 0.3, 0.7))
    kept = [one for one in directory.appointments if random.random() >= share]
    return evolve(directory, appointments=kept)


@st.composite
def workflows(draw: st.DrawFn, *, limited: bool = True) -> Workflow:
    """LAPOR!'s table with a status of a city's own; some rows gone, some for others than before."""
    random = draw(st.randoms(use_true_random=True))
    table = LAPOR
    if limited:
        chosen = [name for name in EXTENSIONS if random.random() < 0.4]
        table = extended(LAPOR, {name: {} for name in chosen})
    rows = [
        _changed(random, row, limited=limited) for row in table.transitions if random.random() < 0.8
    ]
    for command, target in (("hold", "verified"), ("archive", "archived_by_admin")):
        who = random.sample(list(Role), random.randint(1, 2))
        rows.append(Transition("survey", command, who, target, _guards(random)))
    sources = {row.source for row in rows if row.command == "block"}
    rows += [
        Transition(source, "block", random.sample(list(Role), 1), "survey")
        for source in ("verified", "replied")
        if source not in sources
    ]
    status = Status("survey", random.choice((Phase.ASSIGNED, Phase.IN_PROGRESS)), WORD)
    return evolve(
        table,
        version="kota/1",
        statuses=(*table.statuses, status),
        transitions=tuple(rows),
    )


def _changed(random: Random, row: Transition, *, limited: bool) -> Transition:
    if row.officers and random.random() < 0.3:
        taken = {who for who in row.who if who not in row.officers}
        return evolve(row, who=(*taken, random.choice(row.officers)))
    if limited and row.officers and random.random() < 0.1:
        return evolve(row, until=WEEK) if random.random() < 0.5 else evolve(row, at_most=1)
    return row


def _guards(random: Random) -> tuple[str, ...]:
    return tuple(guard for guard in GUARDS if random.random() < 0.2)


def may_act(procedure: Procedure, case: Case) -> bool:
    """Ask the rules themselves: some officer has an option that is open, or a timer waits.

    What is keyed in for the reporter is none of theirs.
    """
    at = case.events[-1].at
    actors = [Actor.officer(one.officer, at=one.agency) for one in procedure.directory.appointments]
    return bool(procedure.workflow.timers(case.status)) or any(
        not isinstance(option, Refused)
        and not (isinstance(option, Needs) and "came_by" in option.fields)
        for by in actors
        for option in procedure.options(case, by=by, at=at).values()
    )


def may_move(procedure: Procedure, case: Case) -> bool:
    """Tell whether some officer has a command that gives the case another status or holder."""
    at, workflow = case.events[-1].at, procedure.workflow
    actors = [
        Actor.officer(held.officer, at=held.agency) for held in procedure.directory.appointments
    ]
    moving = [
        row
        for row in workflow.transitions
        if row.source == case.status
        and (row.officers and not row.is_keyed_in)
        and (row.target != case.status or workflow.kind_of(row).moves)
    ]
    return bool(workflow.timers(case.status)) or any(
        not isinstance(procedure.options(case, by=by, at=at).get(row.command, Refused(())), Refused)
        for by in actors
        for row in moving
    )


def left(found: list[Finding]) -> set[tuple[str, str]]:
    """Each status and agency of which it is said that nobody may act."""
    return {
        (str(dict(one.facts)["status"]), agency)
        for one in found
        if one.code == "nobody_may_act"
        for agency in dict(one.facts)["agencies"]  # type: ignore[union-attr]
    }


@settings(max_examples=300)
@given(st.data())
def test_every_open_case_has_somebody_who_may_act_or_a_finding_says_so(data: st.DataObject) -> None:
    """After any legal history that began here, whoever serves and whatever the table is.

    Where somebody stepped aside or is accused since, the case itself tells it.
    """
    directory = data.draw(directories())
    table = data.draw(workflows())
    procedure = Procedure(table, directory, indonesia())
    complaint = strategies.complaints(directory=directory).map(
        lambda drawn: evolve(drawn, accused=frozenset(), accused_officers=frozenset())
    )
    case = data.draw(strategies.cases(procedure=procedure, complaint=complaint, max_events=7))
    on = procedure.calendar.nearest_date_of(case.events[-1].at)
    told = left([*check_holding(table, directory, on)])
    stuck = {
        one.where.removeprefix("workflow.status.")
        for one in check_workflow(table)
        if one.code in STUCK
    }
    pasts = [Case.from_events(case.complaint, case.events[:n]) for n in range(1, case.version + 1)]
    root = directory.root.code
    lost = () if directory.has_admin(root, on) else (root,)  # `root_without_admin`
    for past in pasts:
        if past.is_open and not case.is_adopted and not may_act(procedure, past):
            is_told = (past.status, past.holder) in told or past.status in stuck
            is_barred = past.recused or past.accused or past.accused_officers
            is_alone = is_barred and stranded(procedure, past, at=past.events[-1].at)
            assert is_told or past.holder in lost or is_alone


@settings(max_examples=200)
@given(st.data())
def test_a_case_is_stranded_just_when_nobody_may_move_it(data: st.DataObject) -> None:
    """Whomever it accuses and whoever stepped aside: asked by the rules themselves."""
    procedure = Procedure(data.draw(workflows()), data.draw(directories()), indonesia())
    case = data.draw(strategies.cases(procedure=procedure, max_events=5))
    at = case.events[-1].at

    assert bool(stranded(procedure, case, at=at)) is (
        case.is_open and not may_move(procedure, case)
    )


@settings(max_examples=200)
@given(st.data())
def test_where_a_finding_says_so_nobody_may_act(data: st.DataObject) -> None:
    """No false alarm: of a case that lies there, no officer and no timer leads on.

    Of rows without windows and counts; what a row that leads nowhere lets them do doesn't count.
    """
    directory = data.draw(directories())
    table = data.draw(workflows(limited=False))
    procedure = Procedure(table, directory, indonesia())
    drawn = data.draw(strategies.complaints(directory=directory))
    complaint = evolve(drawn, accused=frozenset(), accused_officers=frozenset(), confidential=False)
    on = procedure.calendar.nearest_date_of(complaint.submitted_at)
    for status, holder in left(list(check_holding(table, directory, on))):
        case = procedure.adopt(
            complaint, status=status, holder=holder, source="lama", at=complaint.submitted_at
        )
        assert not may_move(procedure, case)
