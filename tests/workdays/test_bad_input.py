"""What can't be answered raises a typed error that names the matter."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from known_decrees import OCTOBER_2026

from sp4n.errors import InvalidValue
from sp4n.workdays import (
    CalendarSettings,
    Closure,
    Decree,
    Holiday,
    OutsideKnownRange,
    WorkingCalendar,
    indonesia,
)

FRI_2025_01_24 = date(2025, 1, 24)
MON_2026_01_05 = date(2026, 1, 5)
NOON = datetime(2025, 1, 24, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2025, 1, 24)  # noqa: DTZ001 - naive on purpose

PLACES = {"count from": "start", "count to": "end", "add_many": "days[0]"}
VERBS: dict[str, Callable[[WorkingCalendar, Any], object]] = {
    "is_working_day": lambda calendar, day: calendar.is_working_day(day),
    "add": lambda calendar, day: calendar.add(day, 1),
    "roll": lambda calendar, day: calendar.roll(day),
    "count from": lambda calendar, day: calendar.count(day, FRI_2025_01_24),
    "count to": lambda calendar, day: calendar.count(FRI_2025_01_24, day),
    "deadline": lambda calendar, day: calendar.deadline(day, 1),
    "day_off": lambda calendar, day: calendar.day_off(day),
    "add_many": lambda calendar, day: calendar.add_many([day], 1),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize("day", [NOON, MIDNIGHT], ids=["aware", "naive"])
def test_a_datetime_is_no_date(verb: Callable[[WorkingCalendar, Any], object], day: Any) -> None:
    """Not even midnight is taken for a date: on which day it falls depends on a zone."""
    with pytest.raises(InvalidValue) as caught:
        verb(indonesia(), day)

    assert caught.value.code == "not_a_plain_date"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("day", ["2025-01-24", None, 20250124, ["2025-01-24"]], ids=repr)
def test_nothing_else_is_a_date(verb: str, day: Any) -> None:
    """Text, numbers and lists are refused, by the name of what was given."""
    with pytest.raises(InvalidValue) as caught:
        VERBS[verb](indonesia(), day)

    [found] = caught.value.faults
    assert ("wrong_type", PLACES.get(verb, "day")) == (found.code, found.where)


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2030, 1, 1), date.min, date.max])
def test_a_day_outside_the_known_range_raises(
    verb: Callable[[WorkingCalendar, Any], object], day: date
) -> None:
    """The error says which day, what is known, and which decree came last."""
    with pytest.raises(OutsideKnownRange) as caught:
        verb(indonesia(as_of=OCTOBER_2026), day)

    error = caught.value
    assert (day, date(2015, 1, 1), date(2029, 12, 31)) == (
        error.day,
        error.known_from,
        error.known_until,
    )
    assert error.last_decree == "SKB 3 Menteri 1205/2026, 3/2026, 2/2026 (2026-09-15)"
    assert error.last_decree in str(error)
    assert ("outside_known_range", None) == (error.code, error.n)


@pytest.mark.parametrize(
    ("day", "n"),
    [(date(2015, 1, 2), -1 - 10**k) for k in range(6)]
    + [(date(2029, 12, 28), 10**k + 1) for k in range(6)],
)
def test_an_answer_outside_the_known_range_raises(day: date, n: int) -> None:
    """No index wraps around: before the beginning there is no answer from the end."""
    with pytest.raises(OutsideKnownRange) as caught:
        indonesia().add(day, n)

    assert (day, n) == (caught.value.day, caught.value.n)
    assert caught.value.code == "leads_outside_known_range"


def test_at_the_very_edges_there_are_answers() -> None:
    """By hand: Friday 2 January 2015 is the first working day, Monday 31 December 2029 the last."""
    calendar = indonesia()

    assert date(2015, 1, 2) == calendar.roll(date(2015, 1, 1))
    assert date(2015, 1, 2) == calendar.add(date(2015, 1, 5), -1)
    assert date(2029, 12, 31) == calendar.add(date(2029, 12, 28), 1)
    assert calendar.count(date(2015, 1, 1), date(2015, 1, 1)) == 0


def test_a_fresh_calendar_answers_at_the_edge_of_its_decrees() -> None:
    """The step from the last decreed year into an estimate is taken whenever it is first asked."""
    shared = indonesia(joint_leave=False)
    fresh = WorkingCalendar(shared.settings, shared.decrees, shared.pending)

    assert date(2028, 1, 4) == fresh.add(date(2027, 12, 31), 2)
    assert fresh.is_working_day(date(2029, 12, 31))


def test_a_roll_is_the_first_day_that_a_fresh_calendar_reads() -> None:
    """By hand: 1 January 2028 is a Saturday; the first working day from it on is Monday the 3rd."""
    shared = indonesia(joint_leave=False)

    for day in (date(2028, 1, 1), date(2028, 1, 2), date(2028, 1, 3)):
        fresh = WorkingCalendar(shared.settings, shared.decrees, shared.pending)
        assert date(2028, 1, 3) == fresh.add(day, 0)


def test_the_error_survives_pickle() -> None:
    """Errors travel between processes with all they say."""
    with pytest.raises(OutsideKnownRange) as caught:
        indonesia().add(date(2035, 1, 1), 1)
    twin = pickle.loads(pickle.dumps(caught.value))

    assert (str(caught.value), caught.value.day) == (str(twin), twin.day)


@pytest.mark.parametrize("n", [1.0, "1", None, date(2025, 1, 1)], ids=repr)
def test_a_number_of_days_is_whole(n: Any) -> None:
    """Half a day, or one in quotes, is no number of days."""
    for ask in (indonesia().add, indonesia().deadline):
        with pytest.raises(InvalidValue) as caught:
            ask(FRI_2025_01_24, n)

        assert caught.value.code == "wrong_type"


@pytest.mark.parametrize(
    ("year", "named"), [(2014, 2014), (2030, 2030), (0, 1), (-5, 1), (9999, 9999), (99999, 9999)]
)
def test_a_year_outside_the_known_range_raises(year: int, named: int) -> None:
    """`source_of` doesn't tell about years that aren't known; it names the nearest New Year."""
    with pytest.raises(OutsideKnownRange) as caught:
        indonesia().source_of(year)

    assert date(named, 1, 1) == caught.value.day


@pytest.mark.parametrize(
    ("instant", "code"),
    [(MIDNIGHT, "naive_datetime"), (FRI_2025_01_24, "wrong_type"), ("now", "wrong_type")],
)
def test_only_an_aware_instant_has_a_date(instant: Any, code: str) -> None:
    """Without an offset nobody knows on which day an instant falls."""
    with pytest.raises(InvalidValue) as caught:
        indonesia().date_of(instant)

    assert caught.value.code == code


def test_an_instant_at_the_end_of_time_has_no_date() -> None:
    """In Jakarta the last hours of year 9999 would lie in the year 10000."""
    with pytest.raises(OutsideKnownRange):
        indonesia().date_of(datetime.max.replace(tzinfo=UTC))


SETTINGS: list[tuple[dict[str, Any], str]] = [
    ({"week": "four-day"}, "not_one_of"),
    ({"zone": "CET"}, "not_one_of"),
    ({"joint_leave": "no"}, "wrong_type"),
    ({"as_of": NOON}, "not_a_plain_date"),
    ({"as_of": "2020-05-19"}, "wrong_type"),
    ({"closures": {NOON: "late"}}, "not_a_plain_date"),
    ({"closures": {FRI_2025_01_24: " "}}, "empty"),
    ({"closures": {FRI_2025_01_24: 7}}, "wrong_type"),
    ({"closures": [FRI_2025_01_24]}, "wrong_type"),
    ({"closures": [Closure(FRI_2025_01_24, "a"), Closure(FRI_2025_01_24, "b")]}, "duplicate"),
    (
        {"closures": {FRI_2025_01_24: "closed"}, "extra_working_days": [FRI_2025_01_24]},
        "contradiction",
    ),
    ({"extra_working_days": [NOON]}, "not_a_plain_date"),
    ({"decrees": ["SKB"]}, "wrong_type"),
]


@pytest.mark.parametrize(("settings", "code"), SETTINGS, ids=lambda value: str(value)[:40])
def test_contradicting_settings_are_refused(settings: dict[str, Any], code: str) -> None:
    """A calendar is never made from settings that can't be meant."""
    with pytest.raises(InvalidValue) as caught:
        indonesia(**settings)

    assert caught.value.code == code


def test_all_that_is_wrong_with_settings_is_said_at_once() -> None:
    """A typo in the week doesn't hide one in the zone."""
    with pytest.raises(InvalidValue) as caught:
        CalendarSettings(week="7", zone="8")  # type: ignore[arg-type]

    assert [one.where for one in caught.value.faults] == ["week", "zone"]


DECREES: list[tuple[dict[str, Any], list[str]]] = [
    ({"year": 2014, "national": {date(2014, 1, 1): "X"}}, ["too_small"]),
    ({"year": 2078, "national": {date(2078, 1, 1): "X"}}, ["too_large"]),
    ({"year": "2026"}, ["wrong_type"]),
    ({"year": 2026}, ["empty"]),
    ({"year": 2026, "national": {MON_2026_01_05: "X"}, "sure": "bogus"}, ["not_one_of"]),
    ({"year": 2026, "national": 5}, ["wrong_type"]),
    ({"year": 2026, "numbers": 5}, ["wrong_type"]),
    ({"year": 2026, "numbers": [1, 2]}, ["wrong_type"]),
    ({"year": 2026, "source": 5}, ["wrong_type"]),
    ({"year": 2026, "signed_on": NOON}, ["not_a_plain_date"]),
    ({"year": 2026, "national": {FRI_2025_01_24: "X"}}, ["contradiction"]),
    (
        {
            "year": 2025,
            "national": {FRI_2025_01_24: "X"},
            "joint_leave": {FRI_2025_01_24: "X", date(2024, 1, 1): "Y"},
        },
        ["contradiction", "contradiction"],
    ),
    ({"year": 2025, "national": [FRI_2025_01_24]}, ["wrong_type"]),
]


@pytest.mark.parametrize(("fields", "codes"), DECREES, ids=lambda value: str(value)[:40])
def test_contradicting_decrees_are_refused(fields: dict[str, Any], codes: list[str]) -> None:
    """A list that contradicts its year or itself is refused, with all its faults."""
    with pytest.raises(InvalidValue) as caught:
        Decree(**{"signed_on": None, **fields})

    assert [one.code for one in caught.value.faults] == codes


def test_a_holiday_needs_a_plain_date() -> None:
    """A holiday is a whole day."""
    with pytest.raises(InvalidValue):
        Holiday.named(NOON, "new_year")


@pytest.mark.parametrize("name", ["closures", "extra_working_days"])
def test_days_that_are_no_list(name: str) -> None:
    """A number is no list of days."""
    with pytest.raises(InvalidValue) as error:
        indonesia(**{name: 5})  # type: ignore[arg-type]

    assert (error.value.code, error.value.faults[0].where) == ("wrong_type", name)


def test_true_is_no_number_of_days() -> None:
    """An explanation would say "True working days"."""
    for ask in (indonesia().deadline, lambda day, n: indonesia().add_many([day], n)):
        with pytest.raises(InvalidValue, match="n: must be a whole number, not True"):
            ask(FRI_2025_01_24, True)  # noqa: FBT003


def test_one_decree_is_no_list_of_decrees() -> None:
    """A forgotten pair of brackets is said in words."""
    decree: Any = indonesia().source_of(2026).decree
    with pytest.raises(InvalidValue, match="decrees: must be a list"):
        indonesia(decrees=decree)


@pytest.mark.parametrize("instant", [MIDNIGHT, MON_2026_01_05, None])
def test_only_an_aware_instant_has_some_date(instant: Any) -> None:
    """Whoever needs a date for every instant needs an instant: with a zone, and no mere day."""
    with pytest.raises(InvalidValue):
        indonesia().nearest_date_of(instant)
