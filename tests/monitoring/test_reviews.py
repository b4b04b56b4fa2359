"""Reviews: which planned ones were held, each held day counted once."""

import pickle
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.recurrence import Recurrence
from sp4n.monitoring.four_elements.reviews import ReviewPlan, ReviewState, assess_reviews
from sp4n.monitoring.period import Period
from sp4n.workdays import indonesia

MONTHLY = Recurrence.every_month(day=5, from_on=date(2026, 1, 1))
FIRST_HALF = Period(date(2026, 1, 1), date(2026, 7, 1))
AS_OF_ON = date(2026, 5, 10)
# Planned on the 5th of January to June. January on its day; February four days late; March missed;
# April on its day and once more on the 20th; May not held by the 10th, June to come.
HELD = [date(2026, 1, 5), date(2026, 2, 9), date(2026, 4, 5), date(2026, 4, 20)]


def plan(held: Any = HELD, **fields: Any) -> ReviewPlan:
    return ReviewPlan("DPU", fields.pop("recurrence", MONTHLY), held, **fields)


def states(held: Any, as_of_on: date = AS_OF_ON, **fields: Any) -> list[str]:
    return [
        one.state.value
        for one in assess_reviews(plan(held, **fields), FIRST_HALF, as_of_on=as_of_on).reviews
    ]


def test_the_worked_example() -> None:
    """Held, late, missed, held; May is overdue on the 10th and June still to come."""
    found = assess_reviews(plan(), FIRST_HALF, as_of_on=AS_OF_ON)

    assert ["held", "held_late", "missed", "held", "overdue", "open"] == [
        one.state.value for one in found.reviews
    ]
    assert Share(3, 5) == found.share
    assert (date(2026, 4, 20),) == found.unplanned
    assert (1, 1) == (found.number(ReviewState.HELD_LATE), found.number(ReviewState.OPEN))
    assert found == pickle.loads(pickle.dumps(found))


def test_the_sentence_says_how_the_others_stand() -> None:
    """In both languages, without clauses that say nothing."""
    found = assess_reviews(plan(), FIRST_HALF, as_of_on=AS_OF_ON)
    first = assess_reviews(plan(HELD[:1]), Period.month(2026, 1), as_of_on=date(2026, 1, 31))

    assert str(found) == (
        "Reviews of DPU, 2026-01-01 … 2026-06-30, as of 2026-05-10: 3 of 5 (60.0 %) held, 1 of"
        " them late; 1 missed; 1 overdue; 1 open; 1 unplanned."
    )
    assert found.describe("id") == (
        "Monitoring dan evaluasi DPU, 2026-01-01 … 2026-06-30, per 2026-05-10: 3 dari 5 (60,0 %)"
        " terlaksana, 1 di antaranya terlambat; 1 terlewat; 1 lewat tenggat dan belum"
        " terlaksana; 1 belum"
        " jatuh tempo; 1 di luar rencana."
    )
    assert first.describe() == (
        "Reviews of DPU, 2026-01-01 … 2026-01-31, as of 2026-01-31: 1 of 1 (100.0 %) held."
    )


def test_a_month_that_was_let_pass_counts_at_once() -> None:
    """Monthly on the 5th, held in January and February, read on 27 March: 2 of 3, not 2 of 2."""
    held = [date(2026, 1, 5), date(2026, 2, 5)]
    found = assess_reviews(plan(held), Period.quarter(2026, 1), as_of_on=date(2026, 3, 27))

    assert Share(2, 3) == found.share
    assert found.describe().endswith("as of 2026-03-27: 2 of 3 (66.7 %) held; 1 overdue.")


def test_one_held_early_counts_for_the_one_before() -> None:
    """2 April lies in the time of 5 March; 5 April has nothing then."""
    assert ["missed", "missed", "held_late", "missed", "overdue", "open"] == states(
        [date(2026, 4, 2)]
    )


@pytest.mark.parametrize(
    ("as_of_on", "grace_days", "may"),
    [
        (date(2026, 5, 5), 0, "open"),
        (date(2026, 5, 6), 0, "overdue"),
        (date(2026, 5, 9), 4, "open"),
        (date(2026, 5, 10), 4, "overdue"),
        (date(2026, 6, 4), 0, "overdue"),
        (date(2026, 6, 4), 366, "open"),  # grace ends before the next planned day
        (date(2026, 6, 5), 0, "missed"),
        (date(2026, 6, 5), 366, "missed"),
    ],
)
def test_a_review_is_overdue_from_the_day_after_until_the_next_one_is_planned(
    as_of_on: date, grace_days: int, may: str
) -> None:
    """On its own day there is time left; on the next one's, what is held counts for that one."""
    assert may == states([], as_of_on, grace_days=grace_days)[4]


def test_an_overdue_review_that_is_held_becomes_held_late() -> None:
    """Not held on 8 February, held on the 9th: it counts as not held until then."""
    before, after = (
        assess_reviews(plan(HELD[:2]), Period.month(2026, 2), as_of_on=date(2026, 2, day))
        for day in (8, 9)
    )

    assert (Share(0, 1), Share(1, 1)) == (before.share, after.share)
    assert ["held_late"] == [one.state.value for one in after.reviews]


def test_what_came_later_is_not_known_yet() -> None:
    """On 4 April nobody knew of a review of the 5th, nor of one on the 20th."""
    found = assess_reviews(plan(), FIRST_HALF, as_of_on=date(2026, 4, 4))

    assert ["held", "held_late", "overdue", "open", "open", "open"] == [
        one.state.value for one in found.reviews
    ]
    assert () == found.unplanned


@pytest.mark.parametrize(
    ("grace_days", "february"), [(0, "held_late"), (3, "held_late"), (4, "held"), (366, "held")]
)
def test_days_of_grace(grace_days: int, february: str) -> None:
    """The 9th is four days after the 5th."""
    assert february == states(HELD, grace_days=grace_days)[1]


def test_a_review_belongs_to_the_period_of_its_planned_day() -> None:
    """Held in February for January it counts in January; an extra one where it lies."""
    held = [date(2026, 2, 2), date(2026, 2, 3)]
    january = assess_reviews(plan(held), Period.month(2026, 1), as_of_on=AS_OF_ON)
    february = assess_reviews(plan(held), Period.month(2026, 2), as_of_on=AS_OF_ON)

    assert (Share(1, 1), ()) == (january.share, january.unplanned)
    assert (Share(0, 1), (date(2026, 2, 3),)) == (february.share, february.unplanned)


def test_before_the_plan_begins_nothing_is_planned() -> None:
    """A review held then is told, and counts for nothing; there is no share of nothing."""
    found = assess_reviews(plan([date(2025, 12, 1)]), Period.month(2025, 12), as_of_on=AS_OF_ON)

    assert ((), (date(2025, 12, 1),)) == (found.reviews, found.unplanned)
    assert found.share.exact is None
    assert "0 of 0 (-) held" in found.describe()


@pytest.mark.parametrize(
    ("as_of_on", "state"), [(date(2026, 3, 4), "overdue"), (date(2026, 3, 5), "missed")]
)
def test_the_last_one_may_be_held_as_long_as_the_others(as_of_on: date, state: str) -> None:
    """A plan that ended after February: a March one would have come on the 5th."""
    ended = Recurrence.every_month(day=5, from_on=date(2026, 1, 1), until_on=date(2026, 3, 1))

    assert ["missed", state] == states([], as_of_on, recurrence=ended)


def test_a_planned_day_off_moves() -> None:
    """5 April 2026 is a Sunday, the 6th a working day: held then it is in time."""
    found = assess_reviews(
        plan([date(2026, 4, 6)]), Period.month(2026, 4), as_of_on=AS_OF_ON, calendar=indonesia()
    )

    assert [(date(2026, 4, 6), ReviewState.HELD)] == [
        (one.planned_on, one.state) for one in found.reviews
    ]


def test_plain_data() -> None:
    """Every review, the numbers of each state, the share and what counts for nothing."""
    data: Any = assess_reviews(plan(), FIRST_HALF, as_of_on=AS_OF_ON).to_dict("id")

    assert {"held": 2, "held_late": 1, "overdue": 1, "missed": 1, "open": 1} == data["numbers"]
    assert ["2026-04-20"] == data["unplanned"]
    assert {
        "planned_on": "2026-03-05",
        "due_on": "2026-03-05",
        "next_on": "2026-04-05",
        "held_on": None,
        "state": "missed",
        "label": "terlewat",
    } == data["reviews"][2]


def test_a_plan_says_all_that_is_wrong_with_it() -> None:
    """Agency, recurrence, dates and grace at once."""
    wrong: Any = "5 March"
    with pytest.raises(InvalidValue) as caught:
        ReviewPlan("D P U", wrong, [AS_OF_ON, wrong], grace_days=367)

    assert [
        ("plan.agency", "bad_code"),
        ("plan.recurrence", "wrong_type"),
        ("plan.held[1]", "wrong_type"),
        ("plan.grace_days", "too_large"),
    ] == [(one.where, one.code) for one in caught.value.faults]


@pytest.mark.parametrize("wrong", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_values_are_told_by_name(wrong: Any) -> None:
    """Nothing raw comes from deep inside; a calendar may be missing."""
    builds = [
        lambda: ReviewPlan(wrong, MONTHLY),
        lambda: ReviewPlan("DPU", wrong),
        lambda: ReviewPlan("DPU", MONTHLY, wrong),
        lambda: ReviewPlan("DPU", MONTHLY, grace_days=wrong),
        lambda: assess_reviews(wrong, FIRST_HALF, as_of_on=AS_OF_ON),
        lambda: assess_reviews(plan(), wrong, as_of_on=AS_OF_ON),
        lambda: assess_reviews(plan(), FIRST_HALF, as_of_on=wrong),
    ]

    assert all(map(is_refused, builds))
    assert (wrong is not None) is is_refused(
        lambda: assess_reviews(plan(), FIRST_HALF, as_of_on=AS_OF_ON, calendar=wrong)
    )


def test_an_open_period_has_no_end_of_reviews() -> None:
    """It is refused, whichever side is open."""
    assert is_refused(lambda: assess_reviews(plan(), Period(), as_of_on=AS_OF_ON))
    assert is_refused(lambda: assess_reviews(plan(), Period(None, AS_OF_ON), as_of_on=AS_OF_ON))


DAYS = st.dates(date(2025, 11, 1), date(2026, 12, 31))
HELD_DAYS = st.lists(DAYS, max_size=30)
RECURRENCES = st.sampled_from(
    (
        MONTHLY,
        Recurrence.every_week(weekday="Fri", from_on=date(2026, 1, 1)),
        Recurrence.every_quarter(day=31, from_on=date(2026, 2, 1), until_on=date(2026, 9, 1)),
        Recurrence.parse("FREQ=DAILY;INTERVAL=10;COUNT=9", from_on=date(2026, 1, 1)),
    )
)


@given(RECURRENCES, HELD_DAYS, DAYS, st.integers(1, 300), DAYS, st.integers(0, 9), st.booleans())
def test_every_planned_review_is_in_one_state_and_every_held_one_counts_at_most_once(
    recurrence: Recurrence,
    held: list[date],
    from_on: date,
    length: int,
    as_of_on: date,
    grace_days: int,
    moves: bool,  # noqa: FBT001
) -> None:
    """The states make up what was planned; the share never exceeds the whole."""
    period, calendar = Period(from_on, from_on + timedelta(days=length)), None
    if moves:
        calendar = indonesia()
    given_plan = ReviewPlan("DPU", recurrence, held, grace_days=grace_days)
    found = assess_reviews(given_plan, period, as_of_on=as_of_on, calendar=calendar)
    counted = [one.held_on for one in found.reviews if one.held_on is not None]

    assert recurrence.days(period, calendar) == tuple(one.planned_on for one in found.reviews)
    assert len(found.reviews) == sum(map(found.number, ReviewState))
    assert found.share.of == len(found.reviews) - found.number(ReviewState.OPEN)
    assert found.share.part == len(counted)
    assert all(held.count(day) >= (*counted, *found.unplanned).count(day) for day in set(held))
    assert all((one.state is ReviewState.OPEN) <= (as_of_on <= one.due_on) for one in found.reviews)
    assert all(
        one.planned_on <= one.held_on <= as_of_on
        for one in found.reviews
        if one.held_on is not None
    )


@given(RECURRENCES, HELD_DAYS, DAYS)
def test_a_years_reviews_are_those_of_its_months(
    recurrence: Recurrence, held: list[date], as_of_on: date
) -> None:
    """Neither a planned nor an unplanned one is lost between two months, or told twice."""
    given_plan = ReviewPlan("DPU", recurrence, held)
    year = assess_reviews(given_plan, Period.year(2026), as_of_on=as_of_on)
    months = [
        assess_reviews(given_plan, Period.month(2026, month), as_of_on=as_of_on)
        for month in range(1, 13)
    ]

    assert year.reviews == tuple(one for month in months for one in month.reviews)
    assert year.unplanned == tuple(day for month in months for day in month.unplanned)
