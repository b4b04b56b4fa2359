"""Monitoring and evaluation (*monitoring dan evaluasi*): which planned reviews an agency held."""

from collections import Counter
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.planned_days import (
    UNPLANNED,
    PlannedDay,
    counted,
    dates_faults,
    grace_fault,
    planned_days,
    sorted_dates,
)
from sp4n.monitoring.four_elements.recurrence import Recurrence
from sp4n.monitoring.period import Period
from sp4n.validation import code_fault, date_fault, refuse, type_fault
from sp4n.workdays import WorkingCalendar


class ReviewState(StrEnum):
    """How a planned review stands on a day."""

    HELD = "held"
    """On its day, or within the days of grace."""
    HELD_LATE = "held_late"
    """Later, but before the next planned one."""
    OVERDUE = "overdue"
    """Not held, and its time is over; until the next planned one it may still be held late."""
    MISSED = "missed"
    """Not held by the time the next one was planned: it can't be held any more."""
    OPEN = "open"
    """Not held yet, and its time, the days of grace included, is not over."""


REVIEW_STATE_LABELS: FrozenDict[ReviewState, Wording] = FrozenDict(
    {state: Message(f"review_state.{state}") for state in ReviewState}
)
"""What the states are called."""


@frozen
class ReviewPlan:
    """The days on which an agency means to review its complaint handling, and when it did.

    Attributes:
        agency: The agency's code.
        recurrence: The planned days.
        held: The days of the reviews, in any order; two of one day are two reviews.
        grace_days: How many calendar days after its planned day a review still counts as held
            rather than late: 0 to 366 (own choice), by default none.

    Raises:
        InvalidValue: A field is not what it should be.

    >>> monthly = Recurrence.every_month(day=5, from_on=date(2026, 1, 1))
    >>> ReviewPlan("DPU", monthly, [date(2026, 1, 5)]).grace_days
    0
    """

    agency: str
    recurrence: Recurrence
    held: tuple[date, ...] = field(default=(), converter=sorted_dates)
    grace_days: int = field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.agency, "plan.agency"),
            type_fault(Recurrence, self.recurrence, "plan.recurrence", "recurrence"),
            *dates_faults(self.held, "plan.held"),
            grace_fault(self.grace_days, "plan.grace_days"),
        )


@frozen
class Review:
    """One planned review.

    Attributes:
        planned_on: The planned day.
        due_on: Up to this day it is held in time.
        next_on: Until before this day it is held late; None if no further one is planned.
        held_on: When it was held; None if it was not.
        state: How it stood on the day of the report.
    """

    planned_on: date
    due_on: date
    next_on: date | None
    held_on: date | None
    state: ReviewState

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "planned_on": self.planned_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "next_on": self.next_on and self.next_on.isoformat(),
            "held_on": self.held_on and self.held_on.isoformat(),
            "state": self.state.value,
            "label": REVIEW_STATE_LABELS[self.state].describe(language),
        }


_SENTENCE = Message("reviews.sentence")
_LATE = Message("reviews.late")
_OTHERS = (ReviewState.MISSED, ReviewState.OVERDUE, ReviewState.OPEN)


@frozen
class Reviews(Described):
    """An agency's reviews in a period as they stood on a day; made by `assess_reviews`.

    Attributes:
        agency: The agency's code.
        period: The period.
        as_of_on: The day.
        reviews: The reviews planned in the period.
        unplanned: The days of those held beside the plan: before it began, or after another one for
            the same planned day. They count for nothing.
    """

    agency: str
    period: Period
    as_of_on: date
    reviews: tuple[Review, ...]
    unplanned: tuple[date, ...]

    def number(self, state: ReviewState) -> int:
        """Count the planned reviews in a state."""
        return Counter(review.state for review in self.reviews)[state]

    @property
    def share(self) -> Share:
        """Those held, late ones included, among all that are no longer open.

        An overdue one counts as not held until it is held. No share when all are open.
        """
        held = self.number(ReviewState.HELD) + self.number(ReviewState.HELD_LATE)
        return Share(held, len(self.reviews) - self.number(ReviewState.OPEN))

    def _full(self, language: Language) -> str:
        """Say how many were held of those that are no longer open, and how the others stand."""
        late = self.number(ReviewState.HELD_LATE)
        others = [(self.number(state), REVIEW_STATE_LABELS[state]) for state in _OTHERS]
        return _SENTENCE.fill(
            language,
            agency=self.agency,
            period=self.period,
            as_of_on=self.as_of_on,
            share=self.share.describe(language),
            late=_LATE.fill(language, n=late) if late else "",
            others=counted([*others, (len(self.unplanned), UNPLANNED)], language),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "agency": self.agency,
            "period": self.period.to_dict(),
            "as_of_on": self.as_of_on.isoformat(),
            "reviews": [review.to_dict(language) for review in self.reviews],
            "numbers": {state.value: self.number(state) for state in ReviewState},
            "unplanned": [day.isoformat() for day in self.unplanned],
            "share": self.share.to_dict(),
            "sentence": self.describe(language),
        }


def assess_reviews(
    plan: ReviewPlan, period: Period, *, as_of_on: date, calendar: WorkingCalendar | None = None
) -> Reviews:
    """Tell how each review that was planned in a period stood on a day.

    A review held on a day counts for the latest one planned on or before that day, once; so one
    held early counts for the one before (own choice: plan a day, and the days after it are its
    time). On its planned day, and within the days of grace, it is open; after them it is overdue
    until the next planned day, and may still be held late; then it is missed.

    Args:
        plan: The agency's plan, and when it held reviews.
        period: The period; open on neither side.
        as_of_on: The day. What came after it is left out, since on that day nobody knew of it.
        calendar: With one, a planned day that is a day off moves to the next working day; see
            `Recurrence.days`.

    Raises:
        InvalidValue: An argument has the wrong type, or the period is open on one side.

    >>> monthly = Recurrence.every_month(day=5, from_on=date(2026, 1, 1))
    >>> plan = ReviewPlan("DPU", monthly, [date(2026, 1, 5), date(2026, 2, 9)])
    >>> print(assess_reviews(plan, Period.year(2026), as_of_on=date(2026, 4, 30)))
    Reviews of DPU, 2026-01-01 … 2026-12-31, as of 2026-04-30: 2 of 4 (50.0 %) held, 1 of them \
late; 1 missed; 1 overdue; 8 open.
    """
    refuse(
        type_fault(ReviewPlan, plan, "plan", "review_plan"),
        type_fault(Period, period, "period", "period"),
        date_fault(as_of_on, "as_of_on"),
    )
    planned = planned_days(plan.recurrence, plan.held, period, as_of_on, calendar)
    reviews = (_review(day, plan.grace_days, as_of_on) for day in planned.days)
    return Reviews(plan.agency, period, as_of_on, tuple(reviews), planned.unplanned)


def _review(day: PlannedDay, grace_days: int, as_of_on: date) -> Review:
    due_on = day.due_on(grace_days)
    state = _state(day, due_on, as_of_on)
    return Review(day.planned_on, due_on, day.next_on, day.done_on, state)


def _state(day: PlannedDay, due_on: date, as_of_on: date) -> ReviewState:
    if day.done_on is not None:
        return ReviewState.HELD if day.done_on <= due_on else ReviewState.HELD_LATE
    if day.is_over(as_of_on):
        return ReviewState.MISSED
    return ReviewState.OVERDUE if due_on < as_of_on else ReviewState.OPEN
