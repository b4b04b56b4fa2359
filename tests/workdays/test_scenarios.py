"""The bounds of a deadline are the best and the worst of all ways in which feasts may fall.

The model is plain: every feast that may move is a day early, as listed, or a day late, and each of
these worlds is walked day by day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from known_decrees import as_known_in_2026 as indonesia

from sp4n.workdays import Holiday, WorkingCalendar

A_DAY = timedelta(days=1)
SIGHTED = {"idul_fitri", "idul_adha"}  # pending in 2027
MOVABLE = {"idul_adha", "idul_fitri", "imlek", "isra_mikraj", "maulid", "muharram", "waisak"}


def blocks(holidays: Iterable[Holiday], moving: set[str]) -> list[list[date]]:
    """The days of each moving feast; the same feast more than two weeks apart is another one."""
    found: list[list[date]] = []
    for feast in moving:
        days = sorted(one.on for one in holidays if one.feast == feast)
        found += [[day] for day in days[:1]]
        for before, day in pairwise(days):
            if (day - before).days > 14:
                found.append([])
            found[-1].append(day)
    return found


def worlds(holidays: list[Holiday], moving: set[str], near: date) -> Iterator[set[date]]:
    """The days off in every world; feasts far from a day stay where they are."""
    fixed = {one.on for one in holidays if one.feast not in moving}
    feasts = [one for one in blocks(holidays, moving) if abs((one[0] - near).days) < 40]
    far = [one for one in blocks(holidays, moving) if one not in feasts]
    settled = fixed.union(*far)
    for shifts in product((-1, 0, 1), repeat=len(feasts)):
        moved = zip(feasts, shifts, strict=True)
        yield settled | {day + shift * A_DAY for block, shift in moved for day in block}


def end(start: date, n: int, off: set[date], worked: set[date], days_a_week: int = 5) -> date:
    """Walk: the n-th working day after a day, or for 0 the first from it on."""
    day, left = (start, 1) if n == 0 else (start + A_DAY, n)
    while True:
        left -= day in worked or (day.weekday() < days_a_week and day not in off)
        if not left:
            return day
        day += A_DAY


def bounds(calendar: WorkingCalendar, start: date, n: int) -> tuple[date, date]:
    deadline = calendar.deadline(start, n)
    return deadline.earliest, deadline.latest


@pytest.mark.parametrize("n", [0, 1, 2, 3, 6])
@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2027, 2, 26), date(2027, 3, 20)), (date(2027, 5, 8), date(2027, 5, 22))],
)
def test_pending_feasts_move_with_their_leave_and_nothing_else_does(
    first: date, last: date, n: int
) -> None:
    """2027 is decreed: only Idul Fitri and Idul Adha wait for a sighting."""
    calendar = indonesia()
    year = calendar.source_of(2027)
    holidays = [*year.national, *year.joint_leave]

    for start in (first + A_DAY * k for k in range((last - first).days)):
        ends = [end(start, n, off, set()) for off in worlds(holidays, SIGHTED, start)]
        assert (min(ends), max(ends)) == bounds(calendar, start, n), start


@pytest.mark.parametrize("n", [0, 1, 2, 5])
@pytest.mark.parametrize("days_a_week", [5, 6])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2028, 1, 20), date(2028, 3, 2)),
        (date(2028, 4, 28), date(2028, 6, 1)),
        (date(2029, 2, 5), date(2029, 2, 20)),  # Lunar New Year and Idul Fitri may meet
    ],
)
def test_every_movable_feast_of_an_estimate_moves(
    first: date, last: date, days_a_week: int, n: int
) -> None:
    """No decree covers 2028 and 2029; who works on joint leave has moving feasts only."""
    closed, worked = {date(2028, 1, 27), date(2029, 2, 8)}, {date(2028, 5, 5), date(2029, 2, 17)}
    calendar = indonesia(
        joint_leave=False,
        week="five-day" if days_a_week == 5 else "six-day",
        closures=dict.fromkeys(closed, "stock-taking"),
        extra_working_days=worked,
    )
    holidays = [*calendar.source_of(first.year).national]

    for start in (first + A_DAY * k for k in range((last - first).days)):
        ends = [
            end(start, n, off | closed, worked, days_a_week)
            for off in worlds(holidays, MOVABLE, start)
        ]
        assert (min(ends), max(ends)) == bounds(calendar, start, n), start
