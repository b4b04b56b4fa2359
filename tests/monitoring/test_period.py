"""Periods: half-open, never empty."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from sp4n import InvalidValue
from sp4n.monitoring import Period


def test_a_month_ends_before_the_next() -> None:
    """February of a leap year, by the calendar on the wall."""
    february = Period.month(2024, 2)

    assert (date(2024, 2, 1), date(2024, 3, 1)) == (february.from_on, february.until_on)
    assert [True, True, False] == [
        day in february for day in (date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 1))
    ]


def test_quarters_and_years() -> None:
    """The last quarter ends with its year."""
    assert Period(date(2025, 10, 1), date(2026, 1, 1)) == Period.quarter(2025, 4)
    assert Period(date(2025, 1, 1), date(2026, 1, 1)) == Period.year(2025)


def test_an_open_side_has_no_end() -> None:
    """None leaves it open, and what is no day is in no period."""
    since = Period(date(2025, 1, 1))

    assert date(9999, 12, 31) in since
    assert date(2024, 12, 31) not in since
    assert "2025-01-01" not in since
    assert date(1, 1, 1) in Period()


def test_how_a_period_is_written() -> None:
    """With its last day, not the day after it."""
    assert "2025-02-01 … 2025-02-28" == str(Period.month(2025, 2))
    assert ("…", "2025-02-01 …") == (str(Period()), str(Period(date(2025, 2, 1))))
    assert {"from_on": "2025-02-01", "until_on": None} == Period(date(2025, 2, 1)).to_dict()


@pytest.mark.parametrize(
    ("from_on", "until_on", "code"),
    [
        (date(2025, 1, 2), date(2025, 1, 2), "out_of_order"),
        (date(2025, 1, 3), date(2025, 1, 2), "out_of_order"),
        (datetime(2025, 1, 3), None, "not_a_plain_date"),  # noqa: DTZ001
        ("2025-01-03", None, "wrong_type"),
    ],
)
def test_a_period_without_a_day_is_refused(from_on: object, until_on: object, code: str) -> None:
    """An empty period is a mistake, not a period with no complaints."""
    with pytest.raises(InvalidValue) as refused:
        Period(from_on, until_on)  # type: ignore[arg-type]

    assert code == refused.value.code


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Period.month(2025, 13), "too_large"),
        (lambda: Period.month(2025, 0), "too_small"),
        (lambda: Period.month("2025", 1), "wrong_type"),  # type: ignore[arg-type]
        (lambda: Period.quarter(2025, 5), "too_large"),
        (lambda: Period.quarter(2025, 1.5), "wrong_type"),  # type: ignore[arg-type]
        (lambda: Period.year(9999), "too_large"),
        (lambda: Period.year(True), "wrong_type"),  # noqa: FBT003
        (lambda: Period(None, date.min), "out_of_order"),
    ],
)
def test_what_is_no_month_quarter_or_year_is_refused(make: Callable[[], Period], code: str) -> None:
    """The last year whose end a date can tell is 9998."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert code == refused.value.code
    assert date(9999, 1, 1) == Period.year(9998).until_on


def test_an_instant_is_no_day() -> None:
    """On which day it falls depends on the zone: ask the calendar."""
    assert datetime(2025, 1, 3) not in Period.month(2025, 1)  # noqa: DTZ001
