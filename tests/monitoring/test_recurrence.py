"""Recurrences: the days of a rule, bounded by a period, moved off days that nobody works."""

import pickle
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from plain_recurrence import plain_days
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue
from sp4n.monitoring.four_elements.recurrence import Recurrence
from sp4n.monitoring.period import Period
from sp4n.workdays import indonesia

NEW_YEAR_2025 = date(2025, 1, 1)
CALENDAR = indonesia()


def faults(build: Any) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(InvalidValue) as caught:
        build()
    assert all(one.describe("id") and one.describe() for one in caught.value.faults)
    return [(one.where, one.code) for one in caught.value.faults]


def parsed(text: str) -> Recurrence:
    return Recurrence.parse(text, from_on=NEW_YEAR_2025)


def said(days: tuple[date, ...]) -> list[str]:
    return [f"{day:%d %b}" for day in days]


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (
            Recurrence.every_month(day=31, from_on=NEW_YEAR_2025, until_on=date(2025, 5, 1)),
            ["31 Jan", "28 Feb", "31 Mar", "30 Apr"],
        ),
        (
            Recurrence.every_week(weekday="Fri", from_on=NEW_YEAR_2025, until_on=date(2025, 1, 24)),
            ["03 Jan", "10 Jan", "17 Jan"],
        ),
        (
            Recurrence.every_quarter(month=2, day=15, from_on=NEW_YEAR_2025),
            ["15 Feb", "15 May", "15 Aug", "15 Nov"],
        ),
        (Recurrence.every_quarter(day=31, from_on=date(2025, 9, 1)), ["31 Oct"]),
        (Recurrence.every_year(month=2, day=29, from_on=NEW_YEAR_2025), ["28 Feb"]),
        (Recurrence.every_year(month=8, day=17, from_on=date(2025, 8, 18)), []),
        (parsed("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2"), ["31 Jan", "28 Feb"]),
        (parsed("RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20250228"), ["31 Jan", "28 Feb"]),
        (parsed("FREQ=DAILY;INTERVAL=100"), ["01 Jan", "11 Apr", "20 Jul", "28 Oct"]),
        (parsed("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"), ["31 Jan"]),
    ],
    ids=str,
)
def test_the_days_of_2025(recurrence: Recurrence, expected: list[str]) -> None:
    """By the calendar on the wall; a month without such a day has its last one instead."""
    assert expected == said(recurrence.days(Period.year(2025)))


def test_a_leap_day_is_the_last_of_february_in_other_years() -> None:
    """2024 has one, 2023 and 2025 have none."""
    yearly = Recurrence.every_year(month=2, day=29, from_on=date(2023, 1, 1))

    assert (date(2023, 2, 28), date(2024, 2, 29), date(2025, 2, 28)) == yearly.days(
        Period(date(2023, 1, 1), date(2026, 1, 1))
    )


@pytest.mark.parametrize(
    ("rule", "month", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", 1, ["02 Jan"]),  # New Year
        ("FREQ=MONTHLY;BYMONTHDAY=1", 2, ["03 Feb"]),  # a Saturday
        ("FREQ=MONTHLY;BYMONTHDAY=28", 1, ["30 Jan"]),  # joint leave, then a feast
        ("FREQ=MONTHLY;BYMONTHDAY=31", 5, []),  # Saturday the 31st moves to Monday 2 June
        ("FREQ=MONTHLY;BYMONTHDAY=30,31", 6, ["02 Jun", "30 Jun"]),
        ("FREQ=WEEKLY;BYDAY=SA,SU", 2, ["03 Feb", "10 Feb", "17 Feb", "24 Feb"]),  # two are one
    ],
)
def test_a_day_off_moves_to_the_next_working_day(
    rule: str, month: int, expected: list[str]
) -> None:
    """By the joint decree of 2025: it belongs to the month into which it moves, once."""
    assert expected == said(parsed(rule).days(Period.month(2025, month), CALENDAR))


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (date(2015, 1, 2), date(2015, 2, 1), [date(2015, 1, 2)]),  # 1 January is the first known
        (date(2014, 11, 1), date(2015, 1, 1), [date(2014, 11, 1), date(2014, 12, 1)]),  # Saturday
        (date(2029, 12, 1), date(2030, 1, 2), [date(2029, 12, 3), date(2030, 1, 1)]),
        (date(2030, 6, 1), date(2030, 6, 2), [date(2030, 6, 1)]),  # a Saturday
    ],
)
def test_a_day_that_nobody_knows_stays_where_it_is(
    begin: date, end: date, expected: list[date]
) -> None:
    """The calendar answers from 2015 to 2029."""
    first = Recurrence.every_month(day=1, from_on=date(2014, 1, 1))

    assert expected == list(first.days(Period(begin, end), CALENDAR))


def test_the_next_day_comes_as_if_it_never_ended() -> None:
    """Neither a count nor an end hides until when the last one may be done."""
    twice = parsed("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2")
    ended = Recurrence.every_month(day=1, from_on=NEW_YEAR_2025, until_on=date(2025, 3, 1))

    assert ["01 Jan", "01 Feb"] == said(twice.days(Period.year(2025)))
    assert date(2025, 3, 1) == twice.next_after(date(2025, 2, 1))
    assert date(2025, 3, 3) == ended.next_after(date(2025, 2, 3), CALENDAR)
    assert date(2025, 1, 1) == ended.next_after(date(1999, 1, 1))
    assert ended.next_after(date(2299, 12, 1)) is None
    assert ended.next_after(date(9999, 12, 31)) is None


def test_what_says_the_same_is_equal() -> None:
    """Order, letters, signs, zeros and what goes without saying make no difference."""
    one = parsed("rrule:byday=fr,MO;wkst=MO;interval=1;freq=weekly;until=20250131")
    other = Recurrence("FREQ=WEEKLY;BYDAY=MO,FR", from_on=NEW_YEAR_2025, until_on=date(2025, 2, 1))

    assert one == other
    assert hash(one) == hash(other)
    assert one == pickle.loads(pickle.dumps(one))
    assert one == Recurrence(one.rule, from_on=one.from_on, until_on=one.until_on)
    assert {
        "rule": "FREQ=WEEKLY;BYDAY=MO,FR",
        "from_on": "2025-01-01",
        "until_on": "2025-02-01",
    } == one.to_dict()


def test_a_recurrence_says_itself() -> None:
    """Its rule in words, from when and until when, in both languages."""
    monthly = Recurrence.every_month(day=5, from_on=NEW_YEAR_2025)
    ended = Recurrence.every_month(day=5, from_on=NEW_YEAR_2025, until_on=date(2026, 1, 1))

    assert "every month on the 5th, from 2025-01-01" == str(monthly)
    assert "setiap bulan tanggal 5, mulai 2025-01-01, sampai sebelum 2026-01-01" == (
        ended.describe("id")
    )
    assert "FREQ=MONTHLY;BYDAY=-1FR, from 2025-01-01" == str(parsed("FREQ=MONTHLY;BYDAY=-1FR"))
    assert monthly.to_dict()["until_on"] is None


RULE = "recurrence.rule"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(RULE, "bad_recurrence")]),
        ("monthly on the fifth", [(RULE, "bad_recurrence")]),
        ("FREQ=MONTHLY;", [(RULE, "bad_recurrence")]),
        ("FREQ=", [(RULE, "bad_recurrence")]),
        ("FREQ=DAILY;" * 50, [(RULE, "too_long")]),
        ("FREQ=DAILY;FREQ=DAILY", [(RULE, "duplicate")]),
        ("INTERVAL=2", [(f"{RULE}.FREQ", "missing")]),
        ("FREQ=HOURLY", [(f"{RULE}.FREQ", "not_one_of")]),
        ("FREQ=DAILY,WEEKLY", [(f"{RULE}.FREQ", "bad_recurrence")]),
        ("FREQ=DAILY;BYHOUR=9", [(RULE, "not_one_of")]),
        ("FREQ=DAILY;BYMINUTE=9;BYSECOND=1", [(RULE, "not_one_of")] * 2),
        ("FREQ=YEARLY;BYEASTER=0", [(RULE, "not_one_of")]),
        ("FREQ=YEARLY;BYWEEKNO=20", [(RULE, "not_one_of")]),
        ("DTSTART=20250101;FREQ=DAILY", [(RULE, "not_one_of")]),
        ("FREQ=DAILY;INTERVAL=0", [(f"{RULE}.INTERVAL", "too_small")]),
        ("FREQ=DAILY;INTERVAL=-1", [(f"{RULE}.INTERVAL", "too_small")]),
        ("FREQ=DAILY;INTERVAL=1001", [(f"{RULE}.INTERVAL", "too_large")]),
        ("FREQ=DAILY;INTERVAL=99999999", [(f"{RULE}.INTERVAL", "bad_recurrence")]),
        ("FREQ=DAILY;COUNT=0", [(f"{RULE}.COUNT", "too_small")]),
        ("FREQ=DAILY;COUNT=1,2", [(f"{RULE}.COUNT", "bad_recurrence")]),
        ("FREQ=DAILY;COUNT=two", [(f"{RULE}.COUNT", "bad_recurrence")]),
        ("FREQ=DAILY;COUNT=1;UNTIL=20260101", [(f"{RULE}.COUNT", "contradiction")]),
        ("FREQ=DAILY;UNTIL=20260101T000000Z", [(f"{RULE}.UNTIL", "bad_recurrence")]),
        ("FREQ=DAILY;UNTIL=20260230", [(f"{RULE}.UNTIL", "bad_recurrence")]),
        ("FREQ=DAILY;UNTIL=99991231", [(f"{RULE}.UNTIL", "too_large")]),
        ("FREQ=DAILY;UNTIL=20241231", [(f"{RULE}.UNTIL", "out_of_order")]),
        ("FREQ=MONTHLY;BYMONTHDAY=0", [(f"{RULE}.BYMONTHDAY", "too_small")]),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", [(f"{RULE}.BYMONTHDAY", "too_large")]),
        ("FREQ=MONTHLY;BYMONTH=13,1", [(f"{RULE}.BYMONTH", "too_large")]),
        ("FREQ=MONTHLY;BYDAY=XX", [(f"{RULE}.BYDAY", "bad_recurrence")]),
        ("FREQ=MONTHLY;BYDAY=0MO", [(f"{RULE}.BYDAY", "bad_recurrence")]),
        ("FREQ=MONTHLY;BYDAY=6MO", [(f"{RULE}.BYDAY", "bad_recurrence")]),
        ("FREQ=WEEKLY;BYDAY=1MO", [(f"{RULE}.BYDAY", "bad_recurrence")]),
        ("FREQ=WEEKLY;WKST=XX", [(f"{RULE}.WKST", "not_one_of")]),
        ("FREQ=WEEKLY;BYSETPOS=1", [(f"{RULE}.BYDAY", "missing")]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", [(RULE, "never_falls")]),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", [(RULE, "never_falls")]),  # 1 January is a Wednesday
    ],
)
def test_what_is_no_rule_of_days(text: str, expected: list[tuple[str, str]]) -> None:
    """Nothing finer than a day, nothing huge, nothing that never comes: all told by name."""
    assert expected == faults(lambda: parsed(text))


def test_an_end_is_said_once() -> None:
    """In the rule or beside it."""
    assert [("recurrence.until_on", "contradiction")] == faults(
        lambda: Recurrence(
            "FREQ=DAILY;UNTIL=20260101", from_on=NEW_YEAR_2025, until_on=date(2026, 1, 2)
        )
    )
    assert [("recurrence.until_on", "out_of_order")] == faults(
        lambda: Recurrence("FREQ=DAILY", from_on=NEW_YEAR_2025, until_on=NEW_YEAR_2025)
    )


@pytest.mark.parametrize(
    ("day", "code"), [(date(1899, 12, 31), "too_small"), (date(2300, 1, 1), "too_large")]
)
def test_recurrences_lie_within_four_centuries(day: date, code: str) -> None:
    """From 1900 to 2299."""
    assert [("recurrence.from_on", code)] == faults(lambda: Recurrence("FREQ=DAILY", from_on=day))


def test_days_are_asked_of_a_closed_period() -> None:
    """Else there would be no end of them."""
    daily = parsed("FREQ=DAILY")

    assert [("period.from_on", "missing"), ("period.until_on", "missing")] == faults(
        lambda: daily.days(Period())
    )
    assert [("period.until_on", "too_large")] == faults(
        lambda: daily.days(Period(NEW_YEAR_2025, date(2300, 1, 2)))
    )


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        (0, 1, [("month", "too_small")]),
        (13, 1, [("month", "too_large")]),
        (1, 0, [("day", "too_small")]),
        (1, 32, [("day", "too_large")]),
        (True, 1, [("month", "wrong_type")]),
    ],
)
def test_months_and_days_are_in_range(
    month: int, day: int, expected: list[tuple[str, str]]
) -> None:
    """As a calendar has them."""
    assert expected == faults(
        lambda: Recurrence.every_year(month=month, day=day, from_on=NEW_YEAR_2025)
    )


@pytest.mark.parametrize("wrong", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_values_are_told_by_name(wrong: Any) -> None:
    """Nothing raw comes from deep inside; None alone means something at times."""
    monthly = Recurrence.every_month(day=5, from_on=NEW_YEAR_2025)
    builds = [
        lambda: Recurrence(wrong, from_on=NEW_YEAR_2025),
        lambda: Recurrence("FREQ=DAILY", from_on=wrong),
        lambda: Recurrence.every_week(weekday=wrong, from_on=NEW_YEAR_2025),
        lambda: Recurrence.every_month(day=wrong, from_on=NEW_YEAR_2025),
        lambda: Recurrence.every_quarter(month=wrong, day=1, from_on=NEW_YEAR_2025),
        lambda: Recurrence.every_year(month=wrong, day=1, from_on=NEW_YEAR_2025),
        lambda: monthly.days(wrong),
        lambda: monthly.next_after(wrong),
    ]
    optional = [
        lambda: Recurrence("FREQ=DAILY", from_on=NEW_YEAR_2025, until_on=wrong),
        lambda: monthly.days(Period.year(2025), wrong),
    ]

    assert all(map(is_refused, builds))
    assert [wrong is not None] * 2 == [is_refused(build) for build in optional]


RULES = st.sampled_from(
    (
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;BYDAY=MO,SA",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=-1FR,1MO",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        "FREQ=DAILY;COUNT=40",
    )
)
STARTS = st.dates(date(2015, 1, 1), date(2025, 12, 31))


@given(RULES, STARTS, st.integers(1, 900))
def test_days_are_those_of_dateutil(rule: str, from_on: date, length: int) -> None:
    """That they are walked 7,600 years later makes no difference."""
    until_on = from_on + timedelta(days=length)
    end = datetime(until_on.year, until_on.month, until_on.day) - timedelta(days=1)  # noqa: DTZ001
    begin = datetime(from_on.year, from_on.month, from_on.day)  # noqa: DTZ001
    expected = rrulestr(rule, dtstart=begin).between(begin, end, inc=True)
    found = Recurrence.parse(rule, from_on=from_on).days(Period(from_on, until_on))

    assert [day.date() for day in expected] == list(found)


NUMBERED_DAYS = {"MONTHLY": ("1", "2", "-1", "5", "-5"), "YEARLY": ("1", "-1", "20", "53", "-53")}
VALUES = {  # of any frequency
    "INTERVAL": st.integers(1, 13).map(str),
    "COUNT": st.sampled_from(("1", "2", "40")),
    "BYMONTH": st.integers(1, 12).map(str),
    "BYMONTHDAY": st.sampled_from((1, 5, 13, 28, 29, 30, 31, -1, -2, -31)).map(str),
    "BYSETPOS": st.sampled_from((1, 2, 3, 5, 40, -1, -2, -40)).map(str),
    "WKST": st.sampled_from(("MO", "SU", "WE")),
}
SEVERAL = ("BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule with any of the parts that RFC 5545 lets stand beside its frequency."""
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    which = st.sampled_from(("", "", *NUMBERED_DAYS.get(frequency, ())))
    weekdays = st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
    values = VALUES | {"BYDAY": st.tuples(which, weekdays).map("".join)}
    names = draw(st.sets(st.sampled_from(sorted(values))))
    if frequency == "WEEKLY":
        names.discard("BYMONTHDAY")
    if not names & {"BYMONTH", "BYMONTHDAY", "BYDAY"}:
        names.discard("BYSETPOS")
    parts = [f"FREQ={frequency}"]
    for name in sorted(names):
        said = draw(st.lists(values[name], min_size=1, max_size=4 if name in SEVERAL else 1))
        parts.append(f"{name}={','.join(said)}")
    return ";".join(parts)


def days_if_any(rule: str, from_on: date, until_on: date) -> list[date]:
    """A rule's days; none when it never falls."""
    try:
        return list(Recurrence.parse(rule, from_on=from_on).days(Period(from_on, until_on)))
    except InvalidValue as refused:
        if refused.code != "never_falls":
            raise
        return []


@given(rules(), STARTS, st.integers(1, 2500))
def test_days_are_those_of_the_rfc(rule: str, from_on: date, length: int) -> None:
    """Whatever parts it has; one that never falls has no days there, either."""
    until_on = from_on + timedelta(days=length)

    assert plain_days(rule, from_on, until_on) == days_if_any(rule, from_on, until_on)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [  # 1 January is a Wednesday
        ("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1;COUNT=2", ["06 Jan", "13 Jan"]),  # not Friday the 3rd
        ("FREQ=WEEKLY;BYDAY=SU,WE;BYSETPOS=2;WKST=SU;COUNT=2", ["01 Jan", "08 Jan"]),
        ("FREQ=WEEKLY;BYMONTH=1;BYSETPOS=1;COUNT=2", ["01 Jan", "08 Jan"]),  # its own weekday
        ("FREQ=MONTHLY;BYDAY=MO,1FR;COUNT=4", ["03 Jan", "06 Jan", "13 Jan", "20 Jan"]),
        ("FREQ=MONTHLY;BYDAY=MO,1MO;COUNT=3", ["06 Jan", "13 Jan", "20 Jan"]),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=1MO,53MO;COUNT=1", ["01 Dec"]),
    ],
)
def test_what_dateutil_reads_in_another_way(rule: str, expected: list[str]) -> None:
    """By the calendar on the wall, and RFC 5545: positions in whole weeks, each day of a list."""
    assert expected == said(parsed(rule).days(Period.year(2025)))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=12;BYDAY=20MO",
        "FREQ=DAILY;BYMONTH=1;BYSETPOS=" + ",".join(map(str, range(2, 60))),
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=" + ",".join(map(str, range(-50, -8))),
    ],
)
def test_what_no_period_has_never_falls(rule: str) -> None:
    """A twentieth Monday of December, a second day of a day; nobody looks for them for long.

    One by one, fifty positions would take thirty times as long as 30 February.
    """
    assert seconds_to_refuse(rule) < 10 * seconds_to_refuse("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")


def seconds_to_refuse(rule: str) -> float:
    """How much time of the processor it takes to know that a rule never falls."""
    before = process_time()
    assert [(RULE, "never_falls")] == faults(lambda: parsed(rule))
    return process_time() - before


@given(RULES, STARTS, st.integers(2016, 2027), st.booleans())
def test_a_years_days_are_those_of_its_months(
    rule: str,
    from_on: date,
    year: int,
    moves: bool,  # noqa: FBT001
) -> None:
    """Moved or not: none is lost between two periods, and none is in both."""
    recurrence, calendar = Recurrence.parse(rule, from_on=from_on), CALENDAR if moves else None
    months = [recurrence.days(Period.month(year, month), calendar) for month in range(1, 13)]

    assert recurrence.days(Period.year(year), calendar) == sum(months, ())


@given(RULES, STARTS, st.integers(1, 400))
def test_moved_days_are_worked_and_in_the_period(rule: str, from_on: date, length: int) -> None:
    """In order, each once."""
    period = Period(from_on, from_on + timedelta(days=length))
    days = Recurrence.parse(rule, from_on=from_on).days(period, CALENDAR)

    assert list(days) == sorted(set(days))
    assert all(day in period and CALENDAR.is_working_day(day) for day in days)


def test_an_instant_is_no_day() -> None:
    """On which date it falls depends on a zone."""
    wrong: Any = datetime(2025, 1, 1, tzinfo=UTC)

    assert [("recurrence.from_on", "not_a_plain_date")] == faults(
        lambda: Recurrence("FREQ=DAILY", from_on=wrong)
    )
