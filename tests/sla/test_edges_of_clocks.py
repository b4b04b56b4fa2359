"""Edges: what was known when, what is only partly known, successors, and rare words."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from stories import instant_of as at

from sp4n.errors import InvalidValue
from sp4n.model import Actor
from sp4n.sla import LAPOR_STANDARDS, ClockState, Condition, Reading, Standard, assess
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import Case, Effect, Event, Phase
from sp4n.workflow.events import HAND_OVER, SET_RIGHT
from sp4n.workflow.histories import time_fact

if TYPE_CHECKING:
    from tests.sla.conftest import Story

CALENDAR = indonesia()


def one(case: Case, standard: Standard, now: str, **told: Any) -> Reading:
    [reading] = assess(case, [standard], calendar=CALENDAR, now=at(now), **told)
    return reading


def clock(limit: str, **fields: Any) -> Standard:
    return Standard("x", "submitted", "closed", Limit.parse(limit), **fields)


def test_a_time_that_was_set_right_is_known_from_then_on(story: "Story") -> None:
    """Verified on 7 July, as was recorded; on the 9th the 3rd was found to be right."""
    case = story("2025-07-01 09:00", ["2025-07-07 09:00 kota verify DINAS"])
    last = case.events[-1]
    fact = time_fact(2, at("2025-07-03 09:00"))
    right = Event(
        3, SET_RIGHT, at("2025-07-09 09:00"), last.by, last.status, last.phase, (),
        last.holders, facts=(fact,),
    )  # fmt: skip
    case = case.apply(right)
    verification = LAPOR_STANDARDS[0]

    assert ClockState.BREACHED is one(case, verification, "2025-07-08 09:00").state
    assert ClockState.OVERDUE is one(case, verification, "2025-07-06 09:00").state
    hindsight = one(case, verification, "2025-07-06 09:00", as_known=at("2025-07-10 09:00"))
    assert ClockState.MET is hindsight.state
    assert ClockState.MET is one(case, verification, "2025-07-10 09:00").state


def test_a_successor_has_its_predecessors_clock(story: "Story") -> None:
    """Handed over and held, it goes on: 2, 3, 4 July, then 8 and 9 July, held from 4 to 7 July."""
    case = story("2025-07-01 09:00", ["2025-07-01 10:00 kota verify DINAS"])
    last = case.events[-1]
    told = [
        ("2025-07-02 09:00", HAND_OVER, Phase.ASSIGNED, ()),
        ("2025-07-04 09:00", "hold", Phase.WAITING_REPORTER, (Effect.ASK,)),
        ("2025-07-07 09:00", "complete", Phase.NEW, ()),
        ("2025-07-07 10:00", "verify", Phase.ASSIGNED, (Effect.ASSIGN,)),
    ]
    for number, (when, kind, phase, effects) in enumerate(told, start=3):
        case = case.apply(
            Event(number, kind, at(when), last.by, phase.value, phase, effects, ("LAIN",))
        )
    report = assess(case, [LAPOR_STANDARDS[1]], calendar=CALENDAR, now=at("2025-07-07 11:00"))

    assert () == report.earlier
    assert (("DINAS",), date(2025, 7, 9)) == (
        report["first_follow_up"].holders,
        report["first_follow_up"].due_on,
    )
    assert "held by DINAS, now by LAIN" in report["first_follow_up"].describe()


@pytest.mark.parametrize(
    ("status", "now", "state"),
    [
        ("awaiting_completion KOTA", "2025-07-11 09:00", ClockState.PAUSED),
        ("verified DINAS", "2025-09-01 09:00", ClockState.OVERDUE),
    ],
)
def test_of_an_adopted_case_the_submission_is_known(
    story: "Story", status: str, now: str, state: ClockState
) -> None:
    """Due at the earliest on 21 July; overdue there is no breach, since it may have stood still."""
    case = story("2025-07-01 09:00", adopted=f"2025-07-10 09:00 {status}")
    reading = one(case, LAPOR_STANDARDS[2], now)

    assert (state, False) == (reading.state, reading.is_breach)
    assert "whether it stood still in another system is not known" in str(reading)
    assert reading.latest_on is None


@pytest.mark.parametrize("status", ["followed_up DINAS", "archived_by_admin KOTA"])
@pytest.mark.parametrize("month", [7, 8])
def test_what_ended_elsewhere_is_unknown(story: "Story", status: str, month: int) -> None:
    """Nobody knows when, nor whether it stood still."""
    case = story("2025-07-01 09:00", adopted=f"2025-{month:02}-10 09:00 {status}")

    reading = one(case, LAPOR_STANDARDS[2], "2025-09-01 09:00")

    assert ClockState.UNKNOWN is reading.state
    assert "what happened in another system is not known" in str(reading)


def test_an_end_beyond_all_known_days_is_said(story: "Story") -> None:
    """Open, and in time; met within the known days too."""
    case = story("2029-12-27 09:00")
    steps = ["2029-12-28 09:00 kota verify DINAS"]

    assert "running; due after the days that the calendar knows" in str(
        one(case, LAPOR_STANDARDS[0], "2029-12-28 09:00")
    )
    done = one(story("2029-12-27 09:00", steps), LAPOR_STANDARDS[0], "2029-12-28 10:00")
    assert (ClockState.MET, 2, None) == (done.state, done.days_left, done.due_on)


@pytest.mark.parametrize(
    ("limit", "submitted", "said"),
    [
        (
            "7 calendar days, or the working day before",
            "2027-03-05 09:00",
            "(pending the moon sigh",
        ),
        ("40 working hours", "2027-03-01 09:00", "(pending the moon sighting)"),
        ("1 x 24 jam", "2027-03-01 09:00", "due at 2027-03-02 09:00 WIB"),
        (
            "10 working days",
            "2029-12-10 09:00",
            "(estimated, no decree yet: 2029-12-24 to",
        ),
        ("8 working days", "2029-12-18 09:00", " at the earliest)"),
    ],
)
def test_how_sure_it_is_is_said_as_far_as_it_is_known(
    story: "Story", limit: str, submitted: str, said: str
) -> None:
    """Between two days, up to one, or not at all; what runs by the clock is fixed."""
    reading = one(story(submitted), clock(limit), submitted)

    assert said in str(reading)


@pytest.mark.parametrize(
    ("limit", "now", "said"),
    [
        ("30 minutes", "2025-07-01 09:10", ", 20 minutes left"),
        ("30 minutes", "2025-07-01 09:10:30", ", 19:30 minutes left"),
        ("30 minutes", "2025-07-01 09:29", ", 1 minute left"),
        ("2 calendar hours", "2025-07-01 09:30", ", 1:30 calendar hours left"),
        ("2 weeks", "2025-07-02 09:00", ", 13 calendar days left"),
    ],
)
def test_what_is_left_is_said_in_its_unit(story: "Story", limit: str, now: str, said: str) -> None:
    """Minutes with seconds where there are some, weeks in days."""
    assert said in one(story("2025-07-01 09:00"), clock(limit), now).describe()


def test_another_category_may_change_the_limit(story: "Story") -> None:
    """Then the class is the same, and the sentence says what changed."""
    by_condition = [
        (Condition(category=["Air"]), Limit(2, "working days")),
        (Condition(category=["Jalan"]), Limit(4, "working days")),
    ]
    steps = [
        "2025-07-02 09:00 kota verify DINAS category=Air", "2025-07-03 09:00 dinas return",
        "2025-07-04 09:00 kota verify LAIN category=Jalan",
    ]  # fmt: skip
    standard = clock("9 working days", by_condition=by_condition)
    reading = one(story("2025-07-01 09:00", steps), standard, "2025-07-04 10:00")

    assert (4, [9, 2]) == (reading.limit.n, [each.limit.n for each in reading.formers])
    assert "then 2 working days (no class, another category)" in str(reading)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"classification": ["x"]}, "not_one_of"),
        ({"classification": 5}, "wrong_type"),
        ({"category": 5}, "wrong_type"),
        ({"category": "a\nb"}, "bad_line"),
        ({"urgent": "yes"}, "wrong_type"),
    ],
)
def test_a_condition_refuses_what_it_can_not_ask(told: dict[str, Any], code: str) -> None:
    """Each part is told by its name."""
    with pytest.raises(InvalidValue) as refused:
        Condition(**told)

    assert [next(iter(told))] == [each.where.partition("[")[0] for each in refused.value.faults]
    assert code in (refused.value.code, "bad_line")


def test_a_condition_says_what_it_asks() -> None:
    """As it is written; one covers another if it asks for no more."""
    wide, narrow = Condition(channel=["SMS", "Website"]), Condition(channel="SMS", accused=True)

    assert "channel SMS/Website" == str(wide)
    assert "channel SMS, accused true" == str(narrow)
    assert (True, False) == (wide.covers(narrow), narrow.covers(wide))


@pytest.mark.parametrize("name", ["starts", "stops"])
@pytest.mark.parametrize(
    ("given", "code"), [((), "missing"), (5, "wrong_type"), ((5,), "not_one_of")]
)
def test_moments_are_words(name: str, given: Any, code: str) -> None:
    """One at least."""
    fields = {"starts": "new", "stops": "closed"} | {name: given}
    with pytest.raises(InvalidValue) as refused:
        Standard("x", limit=Limit(1, "weeks"), **fields)

    assert [(f"standard.{name}", code)] == [
        (each.where, each.code) for each in refused.value.faults
    ]


def test_a_limit_that_ends_at_an_instant_has_no_last_day() -> None:
    """But an end; and as part of a key it is one word."""
    with pytest.raises(InvalidValue) as refused:
        Limit(24, "calendar hours").end_on(CALENDAR, date(2025, 7, 1))

    assert "ends_at_an_instant" == refused.value.code
    assert "2-weeks-forward" == Limit(2, "weeks", "forward").key
    assert "Limit(n=2, unit='weeks', rolls='back')" == repr(Limit(2, "weeks", "back"))
    assert at("2025-07-02 09:00") == Limit(24, "calendar hours").ends_at(
        CALENDAR, at("2025-07-01 09:00")
    )


def test_a_run_beside_another_one_hears_the_same(story: "Story") -> None:
    """Two interim answers, and both wait for the final one; both stand still with the case."""
    standard = Standard(
        "x", "answer.interim", "answer.final", Limit(9, "working days"), again="beside",
        pauses=["waiting_reporter"],
    )  # fmt: skip
    case = story("2025-07-01 09:00")
    told = [
        ("2025-07-02 09:00", Phase.ANSWERED, (Effect.ANSWER,), "interim"),
        ("2025-07-03 09:00", Phase.ANSWERED, (Effect.ANSWER,), "interim"),
        ("2025-07-04 09:00", Phase.WAITING_REPORTER, (Effect.ASK,), None),
        ("2025-07-07 09:00", Phase.ANSWERED, (), None),
        ("2025-07-08 09:00", Phase.ANSWERED, (Effect.ANSWER,), "final"),
    ]
    for number, (when, phase, effects, kind) in enumerate(told, start=2):
        facts = (("answer_kind", kind),) if kind else ()
        event = Event(
            number, "x", at(when), Actor.system(), phase.value, phase, effects, case.holders,
            facts=facts,
        )  # fmt: skip
        case = case.apply(event)
    report = assess(case, [standard], calendar=CALENDAR, now=at("2025-07-09 09:00"))

    assert [(date(2025, 7, 16), 6), (date(2025, 7, 17), 7)] == [
        (each.due_on, each.days_left) for each in report.all_readings
    ]
    assert evolve(standard, again="go_on") != standard
