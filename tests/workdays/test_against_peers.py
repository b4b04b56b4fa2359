"""Our table and arithmetic against the package `holidays` and numpy's busday functions."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import holidays
import numpy as np
import pytest

from sp4n.workdays import OutsideKnownRange, indonesia

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST, LAST = date(2015, 1, 1), date(2027, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
KNOWN_DIFFERENCES = {
    date(2016, 6, 1): "Pancasila Day applies from 2017; `holidays` counts it a year early",
}
NOT_YET_KNOWN: Mapping[str, Mapping[date, str]] = {"public": {}, "government": {}}
"""Days off of decrees that came after this version of `holidays`, each with its source.

A day that such a decree took away goes among the known differences.
"""


def _holidays(category: str, *years: int) -> set[date]:
    found = _found(category, *years) - set(KNOWN_DIFFERENCES)
    return found | {day for day in NOT_YET_KNOWN[category] if day.year in years}


def _found(category: str, *years: int) -> set[date]:
    return set(holidays.country_holidays("ID", years=years, categories=(category,), language="id"))


@pytest.fixture(scope="module")
def busdays() -> np.busdaycalendar:
    """Both categories of `holidays`, as a calendar of numpy."""
    years = range(2015, 2029)
    off = _holidays("public", *years) | _holidays("government", *years)
    return np.busdaycalendar(holidays=np.array(sorted(off), dtype="datetime64[D]"))


@pytest.mark.parametrize("year", range(2015, 2028))
@pytest.mark.parametrize("category", ["public", "government"])
def test_the_table_agrees_with_holidays(year: int, category: str) -> None:
    """Each year of our table lists the days that `holidays` lists, but for known differences."""
    ours = indonesia().source_of(year)
    listed = ours.national if category == "public" else ours.joint_leave

    assert _holidays(category, year) == {one.on for one in listed}


@pytest.mark.parametrize("day", KNOWN_DIFFERENCES)
def test_each_known_difference_still_exists(day: date) -> None:
    """A difference that `holidays` repairs must leave our list."""
    assert day in _found("public", day.year) | _found("government", day.year)
    assert indonesia().is_working_day(day)


def test_what_holidays_has_learned_is_known_to_it() -> None:
    """A day that `holidays` knows by now must leave our list."""
    for category, days in NOT_YET_KNOWN.items():
        for day in days:
            assert day not in _found(category, day.year)


@pytest.mark.parametrize("n", range(-60, 61))
def test_add_agrees_with_numpy_on_every_day(busdays: np.busdaycalendar, n: int) -> None:
    """For every day of 2015-2027 `add` gives numpy's answer, or there is none before 2015."""
    roll: Literal["backward", "forward"] = "backward" if n > 0 else "forward"
    array = np.array(DAYS, dtype="datetime64[D]")
    expected = np.busday_offset(array, n, roll=roll, busdaycal=busdays).tolist()
    calendar = indonesia()
    unknown = sum(day < FIRST for day in expected)

    assert expected[unknown:] == [calendar.add(day, n) for day in DAYS[unknown:]]
    for day in DAYS[:unknown]:
        with pytest.raises(OutsideKnownRange):
            calendar.add(day, n)


@pytest.mark.parametrize("distance", [*range(-70, 71, 7), -1000, -1, 1, 2, 3, 365, 1000])
def test_count_agrees_with_numpy_on_every_day(busdays: np.busdaycalendar, distance: int) -> None:
    """`count(a, b)` is numpy's count of the days after a up to and including b."""
    starts = DAYS[max(0, -distance) : len(DAYS) - max(0, distance)]
    ends = [day + timedelta(days=distance) for day in starts]
    a, b = (np.array(days, dtype="datetime64[D]") for days in (starts, ends))
    one_day = np.timedelta64(1, "D")
    expected: NDArray[np.int64] = np.busday_count(
        np.minimum(a, b) + one_day, np.maximum(a, b) + one_day, busdaycal=busdays
    )
    calendar = indonesia()

    assert (np.sign(distance) * expected).tolist() == list(map(calendar.count, starts, ends))
    assert (np.sign(distance) * expected).tolist() == calendar.count_many(a, b).tolist()
