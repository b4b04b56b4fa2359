"""The action plan (*rencana aksi*): what agencies promised to do, and what they did in time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen

from sp4n.errors import Fault, UnknownCode, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.planned_days import (
    UNPLANNED,
    counted,
    dates_faults,
    grace_fault,
    planned_days,
    sorted_dates,
)
from sp4n.monitoring.four_elements.recurrence import LAST_DAY, Recurrence, bounds_of
from sp4n.monitoring.period import Period
from sp4n.validation import (
    code_fault,
    date_fault,
    items_or_as_given,
    key_fault,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workdays import WorkingCalendar


class ActionState(StrEnum):
    """How an action stands on a day."""

    DONE_IN_TIME = "done_in_time"
    """By its due day, or on it."""
    DONE_LATE = "done_late"
    """After its due day: a breach that was made good."""
    OVERDUE = "overdue"
    """Not done, and its due day is over: a breach."""
    OPEN = "open"
    """Not done, and not due yet."""


ACTION_STATE_LABELS: FrozenDict[ActionState, Wording] = FrozenDict(
    {state: Message(f"action_state.{state}") for state in ActionState}
)
"""What the states are called."""


@frozen
class Action:
    """Something that an agency has promised to do once, by the end of a day.

    Attributes:
        code: The action's code.
        agency: The agency's code.
        owner: The id of the officer who answers for it, never a name; None if nobody does.
        due_on: The last day on which it is done in time.
        done_on: When it was done; None if it was not.

    Raises:
        InvalidValue: A field is not what it should be.

    >>> Action("training", "DPU", "dpu-admin", date(2026, 3, 31)).done_on is None
    True
    """

    code: str
    agency: str
    owner: str | None
    due_on: date
    done_on: date | None = None

    def __attrs_post_init__(self) -> None:
        refuse(
            *_whose_faults(self.code, self.agency, self.owner),
            date_fault(self.due_on, "action.due_on"),
            None if self.done_on is None else date_fault(self.done_on, "action.done_on"),
        )


@frozen
class RecurringAction:
    """Something that an agency has promised to do again and again, on the days of a recurrence.

    Attributes:
        code: The action's code.
        agency: The agency's code.
        owner: The id of the officer who answers for it, never a name; None if nobody does.
        recurrence: The planned days.
        done: The days on which it was done, in any order. Each counts for the latest day of the
            recurrence on or before it, as with reviews.
        grace_days: How many calendar days later it is still in time: 0 to 366 (own choice), by
            default none.

    Raises:
        InvalidValue: A field is not what it should be.
    """

    code: str
    agency: str
    owner: str | None
    recurrence: Recurrence
    done: tuple[date, ...] = field(default=(), converter=sorted_dates)
    grace_days: int = field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *_whose_faults(self.code, self.agency, self.owner),
            type_fault(Recurrence, self.recurrence, "action.recurrence", "recurrence"),
            *dates_faults(self.done, "action.done"),
            grace_fault(self.grace_days, "action.grace_days"),
        )


def _whose_faults(code: object, agency: object, owner: object) -> Iterator[Fault | None]:
    yield code_fault(code, "action.code")
    yield code_fault(agency, "action.agency")
    yield None if owner is None else key_fault(owner, "action.owner")


def _actions(given: Iterable[Action]) -> tuple[Action, ...]:
    return items_or_as_given(given)


def _recurring(given: Iterable[RecurringAction]) -> tuple[RecurringAction, ...]:
    return items_or_as_given(given)


@frozen
class ActionPlan:
    """What a city's agencies have promised; a code is there once, whatever kind of action it is.

    Raises InvalidValue if an item is not an action, or a code is there twice (``duplicate``).

    >>> len(ActionPlan([Action("training", "DPU", None, date(2026, 3, 31))]).actions)
    1
    """

    actions: tuple[Action, ...] = field(default=(), converter=_actions)
    recurring: tuple[RecurringAction, ...] = field(default=(), converter=_recurring)

    def __attrs_post_init__(self) -> None:
        refuse(
            *list_faults(Action, self.actions, "plan.actions", "action"),
            *list_faults(RecurringAction, self.recurring, "plan.recurring", "recurring_action"),
        )
        codes = [action.code for action in self.actions]
        times = Counter(codes + [action.code for action in self.recurring])
        refuse(
            *(fault("duplicate", "plan", found=shown(code)) for code in times if times[code] > 1)
        )


@frozen
class Task:
    """One thing that was due: an action, or one day of a recurring one.

    Attributes:
        code: The action's code.
        agency: The agency's code.
        owner: The id of the officer who answers for it.
        due_on: The last day on which it is done in time.
        done_on: When it was done, as known on the day of the report.
        state: How it stood on that day.
    """

    code: str
    agency: str
    owner: str | None
    due_on: date
    done_on: date | None
    state: ActionState

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "code": self.code,
            "agency": self.agency,
            "owner": self.owner,
            "due_on": self.due_on.isoformat(),
            "done_on": self.done_on and self.done_on.isoformat(),
            "state": self.state.value,
            "label": ACTION_STATE_LABELS[self.state].describe(language),
        }


_SENTENCE = Message("action_plan.sentence")
_OTHERS = (ActionState.DONE_LATE, ActionState.OVERDUE, ActionState.OPEN)


@frozen
class ActionReport(Described):
    """How the actions of a plan stood on a day; made by `assess_actions`.

    An agency's own is found by its code: ``report["DPU"]``.

    Attributes:
        as_of_on: The day.
        tasks: What was due, and what will be.
        unplanned: The codes and days of recurring actions done beside the plan: they count for
            nothing.
        agencies: Those of which the plan has actions, be they due or not, in the order of their
            codes.
    """

    as_of_on: date
    tasks: tuple[Task, ...]
    unplanned: tuple[tuple[str, date], ...] = ()
    agencies: tuple[str, ...] = field()

    @agencies.default
    def _agencies_of_the_tasks(self) -> tuple[str, ...]:
        return tuple(sorted({task.agency for task in self.tasks}))

    def number(self, state: ActionState) -> int:
        """Count the tasks in a state."""
        return Counter(task.state for task in self.tasks)[state]

    @property
    def share(self) -> Share:
        """Those done in time among all but the open ones: overdue and late ones are breaches.

        What was done before it was due counts already. No share when all are open.
        """
        in_time, open_ones = self.number(ActionState.DONE_IN_TIME), self.number(ActionState.OPEN)
        return Share(in_time, len(self.tasks) - open_ones)

    def __getitem__(self, agency: str) -> "ActionReport":
        """Find an agency's own report; UnknownCode when the plan has no action of it."""
        refuse(type_fault(str, agency, "agency", "code"))
        if agency not in self.agencies:
            raise UnknownCode("agency", agency, self.agencies)
        tasks = tuple(task for task in self.tasks if task.agency == agency)
        return ActionReport(self.as_of_on, tasks, (), (agency,))

    def by_agency(self) -> dict[str, "ActionReport"]:
        """Split it by agency, in the order of their codes; `unplanned` stays with the whole."""
        return {agency: self[agency] for agency in self.agencies}

    def _full(self, language: Language) -> str:
        """Say how many were done in time, and how the others stand."""
        others = [(self.number(state), ACTION_STATE_LABELS[state]) for state in _OTHERS]
        return _SENTENCE.fill(
            language,
            as_of_on=self.as_of_on,
            share=self.share.describe(language),
            others=counted([*others, (len(self.unplanned), UNPLANNED)], language),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "as_of_on": self.as_of_on.isoformat(),
            "agencies": list(self.agencies),
            "tasks": [task.to_dict(language) for task in self.tasks],
            "numbers": {state.value: self.number(state) for state in ActionState},
            "unplanned": [{"code": code, "on": on.isoformat()} for code, on in self.unplanned],
            "share": self.share.to_dict(),
            "sentence": self.describe(language),
        }


def assess_actions(
    plan: ActionPlan,
    as_of_on: date,
    *,
    period: Period | None = None,
    calendar: WorkingCalendar | None = None,
) -> ActionReport:
    """Tell how each action stood on a day.

    What was done after `as_of_on` is not done yet: on that day nobody knew of it. On its due day
    itself an action is still open. A recurring action is due on its planned day, or so many days of
    grace later, and overdue from the day after, as any other is; done before the next planned day,
    it becomes done late.

    Args:
        plan: What the agencies have promised.
        as_of_on: The day.
        period: Keeps the actions due in it (a recurring one: planned in it); without one all
            actions count, and the recurring ones up to that day.
        calendar: With one, a recurring action's day off moves to the next working day; an action's
            own due day stays as it was promised.

    Raises:
        InvalidValue: An argument has the wrong type, or the period is open on one side.

    >>> plan = ActionPlan([Action("training", "DPU", None, date(2026, 3, 31))])
    >>> print(assess_actions(plan, date(2026, 4, 1)))
    Action plan as of 2026-04-01: 0 of 1 (0.0 %) done in time; 1 overdue and not done.
    """
    refuse(
        type_fault(ActionPlan, plan, "plan", "action_plan"),
        date_fault(as_of_on, "as_of_on"),
        None if calendar is None else type_fault(WorkingCalendar, calendar, "calendar", "calendar"),
    )
    if period is not None:
        bounds_of(period)
    within = period or Period()
    tasks = [
        _task(action, action.due_on, action.done_on, as_of_on)
        for action in plan.actions
        if action.due_on in within
    ]
    unplanned: list[tuple[str, date]] = []
    for action in plan.recurring:
        days = period or _until(action.recurrence, as_of_on)
        planned = planned_days(action.recurrence, action.done, days, as_of_on, calendar)
        tasks += (
            _task(action, day.due_on(action.grace_days), day.done_on, as_of_on)
            for day in planned.days
        )
        unplanned += [(action.code, on) for on in planned.unplanned]
    agencies = {action.agency for action in plan.actions}
    agencies |= {action.agency for action in plan.recurring}
    return ActionReport(as_of_on, tuple(tasks), tuple(unplanned), tuple(sorted(agencies)))


def _until(recurrence: Recurrence, as_of_on: date) -> Period:
    """From the recurrence's beginning up to and including a day."""
    last = min(as_of_on, LAST_DAY)
    return Period(min(recurrence.from_on, last), last + timedelta(days=1))


def _task(
    action: Action | RecurringAction, due_on: date, done_on: date | None, as_of_on: date
) -> Task:
    if done_on is not None and done_on > as_of_on:
        done_on = None
    state = _state(due_on, done_on, as_of_on)
    return Task(action.code, action.agency, action.owner, due_on, done_on, state)


def _state(due_on: date, done_on: date | None, as_of_on: date) -> ActionState:
    if done_on is None:
        return ActionState.OVERDUE if due_on < as_of_on else ActionState.OPEN
    return ActionState.DONE_IN_TIME if done_on <= due_on else ActionState.DONE_LATE
