"""Laws of holds, for every clock of LAPOR! and of the statutes, in any unit."""

from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sp4n.model import Actor, Complaint
from sp4n.sla import LAPOR_STANDARDS, STATUTE_STANDARDS, Standard, assess
from sp4n.testing import strategies
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import Case, Effect, Event, Phase

CALENDAR = indonesia()
CLOCKS = (*LAPOR_STANDARDS, *(one for one in STATUTE_STANDARDS if one.code != "complete_or_not"))
"""All but the one that is met by asking the reporter."""
DAYS = strategies.limits(units=("working days", "calendar days", "weeks"), max_n=20)
Told = tuple[datetime, Phase, tuple[Effect, ...]]
NEW, ASSIGNED, WAITING = Phase.NEW, Phase.ASSIGNED, Phase.WAITING_REPORTER
GIVEN, ASKED = (Effect.ASSIGN,), (Effect.ASK,)


def life(start: datetime, *told: Told) -> Case:
    events = [(start, NEW, ()), *told]
    return Case.from_events(
        Complaint("X-0001", "Contoh", "Contoh", start, classification="information"),
        [
            Event(
                n, "x" if n > 1 else "submit", at, Actor.system(), phase.value, phase, effects,
                ("A",),
            )
            for n, (at, phase, effects) in enumerate(events, start=1)
        ],
    )  # fmt: skip


def read(case: Case, now: datetime, limit: Limit) -> list[Any]:
    """What every clock says, each with its own limit and with any other one."""
    clocks: list[Standard] = [
        *CLOCKS,
        *(
            evolve(one, code=f"{one.code}-2", limit=limit, by_class={}, extension=None)
            for one in CLOCKS
        ),
    ]  # fmt: skip
    report = assess(case, clocks, calendar=CALENDAR, now=now)
    return [
        (one.standard.code, one.state, one.started_at, one.due_on, one.days_left, one.run_number)
        for one in report.all_readings
    ]


@given(strategies.instants(), st.integers(0, 30), st.integers(0, 30), st.integers(0, 20), DAYS)
def test_a_hold_within_one_day_changes_no_clock(
    start: datetime, verified: int, held: int, later: int, limit: Limit
) -> None:
    """Held, completed and verified again by the same holder, all on one day.

    But that of the verification, which was met before and is made again: what is left stays.
    """
    at = start + timedelta(days=verified)
    day = datetime.combine(
        (at.astimezone(UTC) + timedelta(days=held + 1)).date(), datetime.min.time(), UTC
    )
    hours = [day + timedelta(hours=hour) for hour in (1, 2, 3)]
    plain = life(start, (at, ASSIGNED, GIVEN))
    with_hold = life(
        start, (at, ASSIGNED, GIVEN), (hours[0], WAITING, ASKED), (hours[1], NEW, ()),
        (hours[2], ASSIGNED, GIVEN),
    )  # fmt: skip
    now = hours[2] + timedelta(days=later)

    expected, found = (
        [
            (*one[:3], one[4]) if one[0].startswith("verification") else one
            for one in read(case, now, limit)
        ]
        for case in (plain, with_hold)
    )
    assert expected == found


@given(
    strategies.instants(), st.lists(st.integers(0, 15), min_size=4, max_size=4), DAYS,
    st.sampled_from((NEW, ASSIGNED)),
)  # fmt: skip
def test_splitting_a_hold_in_two_changes_no_clock(
    start: datetime, days: list[int], limit: Limit, phase: Phase
) -> None:
    """Completed and asked again in the same instant, somewhere within."""
    verified, held, first, second = (timedelta(days=one) for one in days)
    asked_at = start + verified + held
    before: list[Told] = [] if phase is NEW else [(start + verified, ASSIGNED, GIVEN)]
    split_at, end_at = asked_at + first, asked_at + first + second
    one = life(start, *before, (asked_at, WAITING, ASKED), (end_at, phase, ()))
    two = life(
        start, *before, (asked_at, WAITING, ASKED), (split_at, phase, ()),
        (split_at, WAITING, ASKED), (end_at, phase, ()),
    )  # fmt: skip
    now = end_at + timedelta(days=days[0])
    expected, found = (
        [each for each in read(case, now, limit) if not each[0].startswith("decision")]
        for case in (one, two)
    )

    assert expected == found
