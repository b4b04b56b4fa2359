"""Limits: numbers with a unit."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.workdays import Limit, OutsideKnownRange, indonesia

FRI_2025_01_24 = date(2025, 1, 24)


@pytest.mark.parametrize("text", ["10 working days", "1 calendar day", "8 working hours"])
def test_a_limit_reads_what_it_writes(text: str) -> None:
    """`str` and `parse` are inverses."""
    assert text == str(Limit.parse(text))


@pytest.mark.parametrize("text", ["1 working days", "  1  Working   DAY "])
def test_case_space_and_number_do_not_matter(text: str) -> None:
    """People write limits in many ways."""
    assert Limit(1, "working days") == Limit.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ten working days",
        "10",
        "10 days",
        "-1 working days",
        "٣ working days",
        "99999 working days",
    ],
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    """A number without a unit, a unit without a number, or another script are no limits."""
    with pytest.raises(InvalidValue) as caught:
        Limit.parse(text)

    assert caught.value.code == "bad_limit"


@pytest.mark.parametrize(
    ("n", "unit", "code"),
    [
        (0, "working days", "too_small"),
        (10_000, "working days", "too_large"),
        (1, "months", "not_one_of"),
        (1.5, "working days", "wrong_type"),
    ],
)
def test_a_limit_has_bounds(n: Any, unit: Any, code: str) -> None:
    """At least one, at most 9,999, of a known unit."""
    with pytest.raises(InvalidValue) as caught:
        Limit(n, unit)

    assert code == caught.value.code


def test_a_limit_is_read_from_text_only() -> None:
    """A bare number could be anything."""
    with pytest.raises(InvalidValue) as caught:
        Limit.parse(5)  # type: ignore[arg-type]

    assert caught.value.code == "wrong_type"


def test_units_never_mix() -> None:
    """Five working days are no five calendar days."""
    assert Limit(5, "working days") != Limit(5, "calendar days")


def test_working_days_end_by_the_calendar() -> None:
    """The day of receipt isn't counted, nor are days off."""
    assert date(2025, 2, 5) == Limit(5, "working days").end_on(indonesia(), FRI_2025_01_24)


def test_calendar_days_are_plain_addition() -> None:
    """One calendar day after a Friday is a Saturday, and nothing rolls it."""
    assert date(2025, 1, 25) == Limit(1, "calendar days").end_on(indonesia(), FRI_2025_01_24)


def test_calendar_days_stay_in_the_known_range() -> None:
    """A limit is never answered for days that the calendar doesn't know."""
    with pytest.raises(OutsideKnownRange):
        Limit(9999, "calendar days").end_on(indonesia(), FRI_2025_01_24)


def test_calendar_days_may_not_leave_the_dates_there_are() -> None:
    """At the end of year 9999 the answer is an error of ours, not of datetime."""
    with pytest.raises(OutsideKnownRange):
        Limit(1, "calendar days").end_on(indonesia(), date.max)


def test_working_hours_need_office_hours() -> None:
    """A calendar alone can't count hours."""
    with pytest.raises(InvalidValue) as caught:
        Limit(8, "working hours").end_on(indonesia(), FRI_2025_01_24)

    assert caught.value.code == "needs_office_hours"


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        ("5 working days", "2025-02-06T00:00+07:00"),  # 30, 31 Jan, 3, 4, 5 Feb: until midnight
        ("5 calendar days", "2025-01-30T00:00+07:00"),
        ("3 working hours", "2025-01-30T09:00+07:00"),  # 15:00-16:30, then 07:30-09:00
    ],
)
def test_a_limit_is_over_at_an_instant(limit: str, end: str) -> None:
    """Days end with the midnight after the last one, hours when they have been worked."""
    friday = datetime(2025, 1, 24, 8, 0, tzinfo=UTC)  # 15:00 in Jakarta

    assert datetime.fromisoformat(end) == Limit.parse(limit).ends_at(indonesia(), friday)


def test_a_limit_speaks_indonesian() -> None:
    """The language is an argument."""
    assert Limit(10, "working days").describe("id") == "10 hari kerja"
    assert Limit(1, "working hours").describe("id") == "1 jam kerja"
