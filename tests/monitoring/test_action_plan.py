"""The action plan: what was done in time among all that is no longer open."""

import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.action_plan import (
    Action,
    ActionPlan,
    ActionReport,
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
# Planned on the 5th: January in time, February two days later, March and April not at all.
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
        ("report", "overdue"),
    ] == [(one.code, one.state.value) for one in found.tasks]
    assert Share(3, 9) == found.share
    assert (("report", date(2026, 2, 8)),) == found.unplanned
    assert found == pickle.loads(pickle.dumps(found))


def test_the_sentence_tells_how_the_others_stand() -> None:
    """In both languages, late and not done apart; what there is none of is not told."""
    found = assess_actions(ActionPlan(ACTIONS, [REPORT]), AS_OF_ON)
    done = assess_actions(ActionPlan(ACTIONS[:1]), AS_OF_ON)

    assert str(found) == (
        "Action plan as of 2026-04-10: 3 of 9 (33.3 %) done in time; 2 done late; 4 overdue and"
        " not done; 1 open; 1 unplanned."
    )
    assert found.describe("id") == (
        "Rencana aksi per 2026-04-10: 3 dari 9 (33,3 %) selesai tepat waktu; 2 selesai terlambat;"
        " 4 lewat tenggat dan belum selesai; 1 belum jatuh tempo; 1 di luar rencana."
    )
    assert "Action plan as of 2026-04-10: 1 of 1 (100.0 %) done in time." == str(done)


@pytest.mark.parametrize(
    ("as_of_on", "expected"),
    [
        (date(2026, 3, 7), "open"),  # the last day of grace
        (date(2026, 3, 8), "overdue"),
        (date(2026, 3, 19), "overdue"),
        (date(2026, 3, 20), "done_late"),
        (date(2026, 4, 6), "done_late"),
    ],
)
def test_a_recurring_day_is_overdue_from_the_day_after(as_of_on: date, expected: str) -> None:
    """Planned on 5 March with two days of grace, done on the 20th: no month of being open."""
    again = RecurringAction("again", "DLH", None, MONTHLY, [date(2026, 3, 20)], grace_days=2)
    found = assess_actions(ActionPlan((), [again]), as_of_on, period=Period.month(2026, 3))

    assert [expected] == [one.state.value for one in found.tasks]
    assert (0, expected != "open") == (found.share.part, bool(found.share.of))


def test_by_agency() -> None:
    """Each agency answers for its own, and one that owes nothing yet is there as well."""
    plan = ActionPlan([*ACTIONS, Action("x", "BPBD", None, date(2026, 12, 1))], [REPORT])
    whole = assess_actions(plan, AS_OF_ON, period=Period(date(2026, 1, 1), date(2026, 4, 11)))
    found = whole.by_agency()

    assert {"BPBD": Share(0, 0), "DLH": Share(1, 5), "DPU": Share(1, 3)} == {
        agency: one.share for agency, one in found.items()
    }
    assert ["BPBD", "DLH", "DPU"] == list(found)
    assert found["DPU"] == whole["DPU"]


def test_the_agencies_of_a_report_are_at_least_those_of_its_tasks() -> None:
    """Also of one that was put together by hand."""
    whole = assess_actions(ActionPlan(ACTIONS), AS_OF_ON)

    assert ("DLH", "DPU") == ActionReport(AS_OF_ON, whole.tasks).agencies


def test_an_agency_without_actions_is_told() -> None:
    """It has promised nothing; what is no code is no agency."""
    found = assess_actions(ActionPlan(ACTIONS), AS_OF_ON)
    wrong: Any = 5
    with pytest.raises(UnknownCode, match="there is no agency 'DP'; did you mean DPU"):
        found["DP"]

    assert is_refused(lambda: found[wrong])


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

    assert {"done_in_time": 3, "done_late": 2, "overdue": 4, "open": 1} == data["numbers"]
    assert ["DLH", "DPU"] == data["agencies"]
    assert [{"code": "report", "on": "2026-02-08"}] == data["unplanned"]
    assert {"part": 3, "of": 9, "share": 3 / 9} == data["share"]
    assert {
        "code": "poster",
        "agency": "DPU",
        "owner": None,
        "due_on": "2026-04-09",
        "done_on": None,
        "state": "overdue",
        "label": "lewat tenggat dan belum selesai",
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


@given(PLANS, DONE, st.integers(0, 9), DAYS, DAYS)
def test_what_was_settled_stays_settled(
    plan: ActionPlan, done: list[date], grace_days: int, one: date, other: date
) -> None:
    """As days pass, nothing due becomes open again, and no breach is undone."""
    again = RecurringAction("again", "X-0", None, MONTHLY, done, grace_days=grace_days)
    plan = ActionPlan(plan.actions, [again])
    before, after = (assess_actions(plan, day) for day in sorted((one, other)))

    assert before.share.of <= after.share.of
    assert before.share.of - before.share.part <= after.share.of - after.share.part
