"""The algebra of working days, for any day, any number and any office."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sp4n.workdays import Deadline, Limit, WorkingCalendar, indonesia

DAYS = st.dates(date(2016, 1, 1), date(2028, 6, 30))
NUMBERS = st.integers(1, 200)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Draw the calendar of some office at some time; shrinks towards today's ordinary office."""
    return indonesia(
        as_of=draw(st.none() | st.dates(date(2018, 1, 1), date(2027, 12, 31))),
        joint_leave=draw(st.sampled_from([True, False])),
        week=draw(st.sampled_from(["five-day", "six-day"])),
        closures=draw(st.dictionaries(DAYS, st.just("closed"), max_size=2)),
    )


@given(calendars(), DAYS, NUMBERS)
def test_count_undoes_add(calendar: WorkingCalendar, day: date, n: int) -> None:
    """count(d, add(d, n)) == n for every n of at least 1 and any d."""
    assert n == calendar.count(day, calendar.add(day, n))


@given(calendars(), DAYS, NUMBERS)
def test_the_answer_is_a_working_day(calendar: WorkingCalendar, day: date, n: int) -> None:
    """Whatever is added, and from wherever, ends on a working day."""
    assert calendar.is_working_day(calendar.add(day, n))
    assert calendar.is_working_day(calendar.add(day, -n))


@given(calendars(), DAYS, NUMBERS, NUMBERS)
def test_adding_twice_is_adding_the_sum(
    calendar: WorkingCalendar, day: date, n: int, m: int
) -> None:
    """add(add(d, n), m) == add(d, n + m) for n and m of at least 1."""
    assert calendar.add(day, n + m) == calendar.add(calendar.add(day, n), m)


@given(calendars(), DAYS, NUMBERS)
def test_backwards_undoes_forwards_on_working_days(
    calendar: WorkingCalendar, day: date, n: int
) -> None:
    """From a working day add(add(d, n), -n) == d."""
    start = calendar.roll(day)

    assert start == calendar.add(calendar.add(start, n), -n)


@given(calendars(), DAYS, st.integers(0, 30), st.integers(-60, 60))
def test_add_is_monotone(calendar: WorkingCalendar, day: date, later: int, n: int) -> None:
    """Who starts later doesn't end earlier, and one more day ends later."""
    assert calendar.add(day, n) <= calendar.add(day + timedelta(days=later), n)
    if n > 0:
        assert calendar.add(day, n) < calendar.add(day, n + 1)


@given(calendars(), DAYS)
def test_roll_is_idempotent_and_never_backwards(calendar: WorkingCalendar, day: date) -> None:
    """roll(roll(d)) == roll(d) >= d, and add(d, 0) is the same thing."""
    rolled = calendar.roll(day)

    assert day <= rolled == calendar.roll(rolled) == calendar.add(day, 0)


@given(calendars(), DAYS, DAYS, DAYS)
def test_count_is_additive(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    """count(a, b) + count(b, c) == count(a, c), in any order of days."""
    assert calendar.count(a, c) == calendar.count(a, b) + calendar.count(b, c)
    assert calendar.count(a, b) == -calendar.count(b, a)


@given(calendars(), DAYS, st.integers(0, 60))
def test_days_are_either_counted_or_skipped(calendar: WorkingCalendar, day: date, n: int) -> None:
    """From start to end each day is worked or explained, and no day twice."""
    deadline = calendar.deadline(day, n)
    span = (deadline.due_on - day).days

    assert span == n + len(deadline.skipped) or (n == 0 and span == len(deadline.skipped))
    assert len(deadline.skipped) == len({one.date for one in deadline.skipped})


@given(calendars(), DAYS, st.integers(0, 90))
def test_the_bounds_enclose_the_due_date(calendar: WorkingCalendar, day: date, n: int) -> None:
    """Earliest <= due_on <= latest, and a fixed deadline has no room."""
    deadline: Deadline = calendar.deadline(day, n)

    assert deadline.earliest <= deadline.due_on <= deadline.latest
    if deadline.certainty == "fixed":
        assert deadline.earliest == deadline.latest


@given(NUMBERS, st.sampled_from(["working days", "calendar days", "working hours"]))
def test_a_limit_survives_being_written(n: int, unit: str) -> None:
    """parse(str(limit)) == limit."""
    limit = Limit(n, unit)  # type: ignore[arg-type]

    assert limit == Limit.parse(str(limit))
