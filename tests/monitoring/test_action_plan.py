"""The action plan: what was done in time among all that is no longer open."""

import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.action_plan import (
    Action,
    ActionPlan,
    ActionState,
    RecurringAction,
    assess_actions,
)
from sp4n.monitoring.four_elements.recurrence import Recurrence
from sp4n.monitoring.period import Period
from sp4n.workdays import indonesia

MONTHLY = Recurrence.every_month(day=5, from_on=date(2026, 1, 1))
AS_OF_ON = date(2026, 4, 10)
ACTIONS = [
    Action("training", "DPU", "dpu-1", date(2026, 2, 28), date(2026, 2, 28)),  # on its day
    Action("letter", "DPU", "dpu-1", date(2026, 3, 31), date(2026, 4, 1)),  # a day late
    Action("poster", "DPU", None, date(2026, 4, 9)),  # a day overdue
    Action("survey", "DLH", None, date(2026, 4, 10)),  # due today: still open
    Action("early", "DLH", "dlh-1", date(2026, 12, 31), date(2026, 1, 2)),  # long before
    Action("later", "DLH", "dlh-1", date(2026, 4, 1), date(2026, 4, 11)),  # done tomorrow
]
# Planned on the 5th: January in time, February two days later, March not at all, April open.
REPORT = RecurringAction(
    "report", "DLH", None, MONTHLY, [date(2026, 2, 7), date(2026, 1, 5), date(2026, 2, 8)]
)


def states(plan: ActionPlan, as_of_on: date = AS_OF_ON, **fields: Any) -> list[tuple[str, str]]:
    return [(one.code, one.state.value) for one in assess_actions(plan, as_of_on, **fields).tasks]


def test_the_worked_example() -> None:
    """Each action once, the recurring one for each of its days so far."""
    found = assess_actions(ActionPlan(ACTIONS, [REPORT]), AS_OF_ON)

    assert [
        ("training", "done_in_time"),
        ("letter", "done_late"),
        ("poster", "overdue"),
        ("survey", "open"),
        ("early", "done_in_time"),
        ("later", "overdue"),
        ("report", "done_in_time"),
        ("report", "done_late"),
        ("report", "overdue"),
        ("report", "open"),
    ] == [(one.code, one.state.value) for one in found.tasks]
    assert Share(3, 8) == found.share
    assert (("report", date(2026, 2, 8)),) == found.unplanned
    assert found == pickle.loads(pickle.dumps(found))


def test_the_sentence_tells_every_state() -> None:
    """In both languages."""
    found = assess_actions(ActionPlan(ACTIONS, [REPORT]), AS_OF_ON)

    assert str(found) == (
        "Action plan as of 2026-04-10: 3 of 8 (37.5 %) done in time; 2 done late, 3 overdue,"
        " 2 open."
    )
    assert found.sentence("id") == (
        "Rencana aksi per 2026-04-10: 3 dari 8 (37,5 %) selesai tepat waktu; 2 terlambat, 3 lewat"
        " tenggat, 2 belum jatuh tempo."
    )


def test_by_agency() -> None:
    """Each agency answers for its own."""
    found = assess_actions(ActionPlan(ACTIONS, [REPORT]), AS_OF_ON).by_agency()

    assert {"DLH": Share(2, 5), "DPU": Share(1, 3)} == {
        agency: one.share for agency, one in found.items()
    }
    assert ["DLH", "DPU"] == list(found)


def test_a_period_keeps_what_is_due_in_it() -> None:
    """March has the letter and the report of the 5th."""
    plan = ActionPlan(ACTIONS, [REPORT])

    assert [("letter", "done_late"), ("report", "overdue")] == states(
        plan, period=Period.month(2026, 3)
    )
    assert is_refused(lambda: assess_actions(plan, AS_OF_ON, period=Period()))


def test_grace_moves_the_due_day() -> None:
    """Two days of grace make the 7th the last day; it never passes the next planned day."""
    graced = RecurringAction("r", "DLH", None, MONTHLY, [date(2026, 2, 7)], grace_days=2)
    endless = RecurringAction("r", "DLH", None, MONTHLY, grace_days=60)
    february = Period.month(2026, 2)

    assert [("r", "done_in_time")] == states(ActionPlan((), [graced]), period=february)
    assert [date(2026, 3, 4)] == [
        one.due_on
        for one in assess_actions(ActionPlan((), [endless]), AS_OF_ON, period=february).tasks
    ]


def test_a_recurring_days_off_move_and_promised_days_stay() -> None:
    """5 April 2026 is a Sunday; an action promised for a Sunday is due on it."""
    plan = ActionPlan(
        [Action("once", "DLH", None, date(2026, 4, 5), date(2026, 4, 6))],
        [RecurringAction("again", "DLH", None, MONTHLY, [date(2026, 4, 6)])],
    )

    assert [("once", "done_late"), ("again", "done_in_time")] == states(
        plan, period=Period.month(2026, 4), calendar=indonesia()
    )


@pytest.mark.parametrize("as_of_on", [date.max, date(2299, 12, 31), date(1950, 1, 1)])
def test_any_day_may_be_asked_about(as_of_on: date) -> None:
    """A recurring action has days from its beginning to the end of 2299."""
    yearly = Recurrence.every_year(month=1, day=1, from_on=date(2290, 1, 1))
    plan = ActionPlan((), [RecurringAction("again", "DLH", None, yearly)])

    assert (10 if as_of_on.year > 2000 else 0) == len(assess_actions(plan, as_of_on).tasks)


def test_a_plan_has_each_code_once() -> None:
    """Whichever kind of action it is."""
    twin = Action("report", "DPU", None, AS_OF_ON)
    with pytest.raises(InvalidValue) as caught:
        ActionPlan([*ACTIONS, twin, ACTIONS[0]], [REPORT])

    assert [("duplicate", "'training'"), ("duplicate", "'report'")] == [
        (one.code, one["found"]) for one in caught.value.faults
    ]


def test_actions_say_all_that_is_wrong_with_them() -> None:
    """Code, agency, owner and days at once; an owner's name is never shown."""
    wrong: Any = "Budi Contoh"
    with pytest.raises(InvalidValue) as once:
        Action(wrong, wrong, wrong, wrong, wrong)
    with pytest.raises(InvalidValue) as again:
        RecurringAction(wrong, wrong, wrong, wrong, wrong, grace_days=-1)

    assert ["code", "agency", "owner", "due_on", "done_on"] == [
        one.where.removeprefix("action.") for one in once.value.faults
    ]
    assert ["code", "agency", "owner", "recurrence", "done", "grace_days"] == [
        one.where.removeprefix("action.") for one in again.value.faults
    ]
    assert "Budi" not in str(once.value) + str(again.value)


@pytest.mark.parametrize("wrong", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_values_are_told_by_name(wrong: Any) -> None:
    """Nothing raw comes from deep inside; what may be missing may be None."""
    plan = ActionPlan(ACTIONS, [REPORT])
    builds = [
        lambda: Action(wrong, "DPU", None, AS_OF_ON),
        lambda: Action("x", wrong, None, AS_OF_ON),
        lambda: Action("x", "DPU", None, wrong),
        lambda: RecurringAction("x", "DPU", None, wrong),
        lambda: RecurringAction("x", "DPU", None, MONTHLY, wrong),
        lambda: RecurringAction("x", "DPU", None, MONTHLY, grace_days=wrong),
        lambda: assess_actions(wrong, AS_OF_ON),
        lambda: assess_actions(plan, wrong),
    ]
    optional = [
        lambda: Action("x", "DPU", wrong, AS_OF_ON),
        lambda: Action("x", "DPU", None, AS_OF_ON, wrong),
        lambda: assess_actions(plan, AS_OF_ON, period=wrong),
        lambda: assess_actions(plan, AS_OF_ON, calendar=wrong),
    ]
    lists = [lambda: ActionPlan(wrong), lambda: ActionPlan((), wrong)]

    assert all(map(is_refused, [*builds, *lists]))
    assert [wrong is not None] * 4 == [is_refused(build) for build in optional]


def test_plain_data() -> None:
    """Every task, the numbers of each state, the share and what counts for nothing."""
    data: Any = assess_actions(ActionPlan(ACTIONS, [REPORT]), AS_OF_ON).to_dict("id")

    assert {"done_in_time": 3, "done_late": 2, "overdue": 3, "open": 2} == data["numbers"]
    assert [{"code": "report", "on": "2026-02-08"}] == data["unplanned"]
    assert {"part": 3, "of": 8, "share": 0.375} == data["share"]
    assert {
        "code": "poster",
        "agency": "DPU",
        "owner": None,
        "due_on": "2026-04-09",
        "done_on": None,
        "state": "overdue",
        "label": "terlambat",
    } == data["tasks"][2]


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
PLANS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=12).map(
    lambda drawn: ActionPlan(
        [Action(f"a-{place}", f"X-{place % 3}", None, *days) for place, days in enumerate(drawn)]
    )
)
DONE = st.lists(DAYS, max_size=12)


@given(PLANS, DONE, DAYS)
def test_every_task_is_in_one_state_and_the_agencies_make_up_the_whole(
    plan: ActionPlan, done: list[date], as_of_on: date
) -> None:
    """The share is of all but the open ones, and adds up over the agencies."""
    whole = ActionPlan(plan.actions, [RecurringAction("again", "X-0", None, MONTHLY, done)])
    found = assess_actions(whole, as_of_on)
    shares = [one.share for one in found.by_agency().values()]

    assert len(found.tasks) == sum(map(found.number, ActionState))
    assert found.share.of == len(found.tasks) - found.number(ActionState.OPEN)
    assert (found.share.part, found.share.of) == (
        sum(one.part for one in shares),
        sum(one.of for one in shares),
    )


@given(PLANS, DAYS, DAYS)
def test_what_was_settled_stays_settled(plan: ActionPlan, one: date, other: date) -> None:
    """As days pass, nothing due becomes open again, and no breach is undone."""
    before, after = (assess_actions(plan, day) for day in sorted((one, other)))

    assert before.share.of <= after.share.of
    assert before.share.of - before.share.part <= after.share.of - after.share.part
