"""Laws of adoption: a known past reads as if it had happened here, and nothing is ever undated."""

from datetime import timedelta
from random import Random

from attrs import evolve
from drawn_situations import World, past_steps, worlds
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import small_city

from sp4n.model import Complaint
from sp4n.sla import LAPOR_STANDARDS, SlaReport, assess, due_actions, next_due_at
from sp4n.testing import strategies
from sp4n.workflow import Case, Effect, PastStep

PROCEDURE = small_city()
CALENDAR = PROCEDURE.calendar
COMPLAINTS = strategies.complaints(directory=PROCEDURE.directory).map(
    lambda one: evolve(one, accused=(), accused_officers=())
)
LIVED = strategies.cases(procedure=PROCEDURE, complaint=COMPLAINTS, max_events=9).filter(
    lambda case: not case.is_adopted
)


def as_told(case: Case) -> list[PastStep]:
    """What another system would tell of a case: status and holder, whenever one of them changed.

    An answer is told each time; the first step is when it was handed in.
    """
    steps = [
        PastStep(case.complaint.submitted_at, case.events[0].status, case.events[0].holders[0])
    ]
    for event in case.events[1:]:
        step = PastStep(event.at, event.status, event.holders[0])
        if Effect.ANSWER in event.effects or step != evolve(steps[-1], at=event.at):
            steps.append(step)
    return steps


def taken_over(case: Case, after: timedelta) -> Case:
    return PROCEDURE.adopt(
        evolve(case.complaint, classification=case.classification),
        status=case.status,
        holder=str(case.holder),
        source="another-system",
        at=case.events[-1].at + after,
        steps=as_told(case),
    )


def told(report: SlaReport) -> list[tuple[object, ...]]:
    return [
        (
            one.standard.code, one.state, one.started_at, one.stopped_at, one.due_on, one.days_left,
            one.holders, one.days_used,
        )
        for one in report.all_readings
    ]  # fmt: skip


@settings(max_examples=150)
@given(LIVED, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_clocks_stand_as_if_it_had_happened_here(case: Case, after: timedelta) -> None:
    """Every reading, of earlier runs too, of a case whose whole past is told."""
    adopted = taken_over(case, after)
    now = adopted.events[-1].at + after

    assert told(assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=now)) == told(
        assess(adopted, LAPOR_STANDARDS, calendar=CALENDAR, now=now)
    )


@settings(max_examples=60)
@given(LIVED, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_no_timer_ends_sooner_than_here(case: Case, after: timedelta) -> None:
    """It ends when it would have, or five working days after the adoption."""
    adopted = taken_over(case, after)
    for row in PROCEDURE.workflow.timers(case.status):
        here, there = (PROCEDURE.timer_ends_at(one, row) for one in (case, adopted))
        if here is not None and there is not None and here != there:
            on = CALENDAR.date_of(adopted.events[-1].at)
            last_on = CALENDAR.date_of(there - timedelta.resolution)
            assert (True, 5) == (here < there, CALENDAR.count(on, last_on))


@settings(max_examples=60)
@given(
    world=worlds(),
    complaint=strategies.complaints(),
    random=st.randoms(use_true_random=True),
    with_clocks=st.booleans(),
)
def test_nothing_adopted_is_without_a_next_due_moment(
    world: World, complaint: Complaint, random: Random, *, with_clocks: bool
) -> None:
    """Whatever was left out, of any workflow in any directory; and then there is something due."""
    procedure = world.procedure
    codes = [agency.code for agency in procedure.directory]
    at = complaint.submitted_at + timedelta(days=random.choice((0, 1, 30, 900, 3000)))
    status = random.choice([one for one in procedure.workflow.statuses if one.phase.is_open]).code
    standards = LAPOR_STANDARDS if with_clocks else ()
    given = evolve(complaint, accused=(), accused_officers=())
    case = procedure.adopt(
        given, status=status, holder=random.choice(codes), source="lama", at=at,
        steps=past_steps(random, procedure, given, status, codes, at),
    )  # fmt: skip

    due_at = next_due_at(procedure, case, standards=standards)
    assert due_at is not None
    now = max(due_at, case.events[-1].at)
    assert due_actions(procedure, case, now=now, standards=standards)
