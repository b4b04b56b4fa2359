"""Office hours as a value: what may be written, what it adds up to, and what is refused."""

import pickle
from datetime import date, timedelta
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.workdays import GOVERNMENT_HOURS, RAMADANS, OfficeHours, Ramadan, indonesia

EIGHT_TO_FOUR = {"Mon-Fri": "08:00-16:00"}
SHORTER = {"Mon-Fri": "08:00-14:00"}
SAT_2025_01_25 = date(2025, 1, 25)
MON_2025_03_03 = date(2025, 3, 3)  # in Ramadan
FRI_2025_03_07 = date(2025, 3, 7)  # in Ramadan
WED_2025_12_24 = date(2025, 12, 24)


def faults(given: Any, **more: Any) -> list[tuple[str, str]]:
    """What is wrong with some hours: where, and which code."""
    with pytest.raises(InvalidValue) as caught:
        OfficeHours(given, **more)
    return [(one.where, one.code) for one in caught.value.faults]


def test_the_government_week_is_that_of_the_regulation() -> None:
    """Perpres 21/2023 art. 4: 37 h 30 a week, in Ramadan 32 h 30, breaks not counted."""
    assert timedelta(hours=37, minutes=30) == GOVERNMENT_HOURS.weekly
    assert timedelta(hours=32, minutes=30) == GOVERNMENT_HOURS.weekly_in_ramadan


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        (date(2025, 2, 24), ((450, 720), (780, 960))),  # Monday: 07:30, break 12 to 13, 16:00
        (date(2025, 2, 28), ((450, 690), (780, 990))),  # Friday: break of 90 minutes, 16:30
        (MON_2025_03_03, ((480, 720), (750, 900))),  # from 08:00, break of 30 minutes, 15:00
        (FRI_2025_03_07, ((480, 690), (750, 930))),  # from 08:00, break of 60 minutes, 15:30
        (date(2025, 3, 1), ()),  # Saturday, the first day of Ramadan
    ],
)
def test_the_government_day(day: date, spans: object) -> None:
    """The regulation's openings and breaks, worked out by hand in minutes."""
    assert spans == GOVERNMENT_HOURS.spans_on(day)


@pytest.mark.parametrize(
    "written",
    [
        {"Mon-Fri": "08:00-12:00 13:00-16:00"},
        {"Mon-Thu": "08:00-12:00, 13:00-16:00", "Fri": "08:00-12:00,13:00-16:00"},
        {"Mon-Fri": "08:00-12:00 13:00-16:00", "Sat-Sun": ""},
        {"Mon,Tue,Wed-Fri": "08.00-12.00 13.00-16.00"},
        {"Mon-Fri": "08:00-10:00 10:00-12:00 13:00-16:00"},
        {"Sen-Kam": "08:00-12:00 13:00-16:00", "Jum": "08:00-12:00 13:00-16:00"},
        {"Mon-Fri": "08:00-12:00 13:00-16:00", "Mon": "08:00-12:00 13:00-16:00"},
        ["08:00-12:00 13:00-16:00"] * 5 + ["", ""],
    ],
)
def test_one_week_can_be_written_in_many_ways(written: Any) -> None:
    """Days alone or in a row, commas or blanks: the values are equal, and print alike."""
    hours = OfficeHours({"Mon-Fri": "08:00-12:00 13:00-16:00"})

    assert hours == OfficeHours(written)
    assert hash(hours) == hash(OfficeHours(written))
    assert "Mon-Fri 08:00-12:00 13:00-16:00" == str(OfficeHours(written))


def test_it_says_its_week_with_ramadan() -> None:
    """Neighbours with the same hours stand together."""
    hours = OfficeHours(
        {"Mon-Wed": "08:00-16:00", "Fri": "08:00-11:00"}, ramadan={"Mon-Wed,Fri": "09:00-12:00"}
    )

    assert "Mon-Wed 08:00-16:00, Fri 08:00-11:00; Ramadan Mon-Wed,Fri 09:00-12:00" == str(hours)


def test_it_shows_itself_in_a_line() -> None:
    """A notebook stays readable."""
    assert "<OfficeHours Mon-Fri 08:00-16:00>" == repr(OfficeHours(EIGHT_TO_FOUR))


def test_it_says_its_week_in_indonesian() -> None:
    """With the names that the same week may be written with."""
    hours = OfficeHours({"Mon-Thu,Sat": "08:00-16:00"}, special_days={WED_2025_12_24: ""})

    assert "Sen-Kam,Sab 08:00-16:00; hari khusus: 1" == hours.describe("id")


def test_a_day_may_last_until_24_00() -> None:
    """The end of the day is a time, though no clock shows it."""
    always = OfficeHours({"Mon-Sun": "00:00-24:00"})

    assert ((0, 1440),) == always.spans_on(SAT_2025_01_25)
    assert timedelta(days=7) == always.weekly


def test_a_special_day_has_its_own_hours_whatever_its_weekday() -> None:
    """Half days, longer days and days on which nobody is there, in Ramadan too."""
    hours = OfficeHours(
        EIGHT_TO_FOUR,
        ramadan={"Mon-Fri": "08:00-14:00"},
        special_days={
            WED_2025_12_24: "08:00-11:30",
            MON_2025_03_03: "",
            SAT_2025_01_25: "09:00-10:00",
        },
    )

    assert ((480, 690),) == hours.spans_on(WED_2025_12_24)
    assert () == hours.on_working_day(MON_2025_03_03)
    assert ((540, 600),) == hours.on_working_day(SAT_2025_01_25)
    assert ((480, 840),) == hours.spans_on(FRI_2025_03_07)


def test_a_working_day_without_hours_is_refused() -> None:
    """Whoever works on a Saturday has to say when; nobody guesses."""
    with pytest.raises(InvalidValue) as caught:
        GOVERNMENT_HOURS.on_working_day(SAT_2025_01_25)

    assert ("no_hours", "Sat 2025-01-25") == (caught.value.code, caught.value.faults[0]["found"])


@pytest.mark.parametrize(
    "text",
    [
        "8-16",
        "08:00",
        "08:00-08:00",
        "22:00-24:30",
        "24:00-06:00",
        "08:00-24:01",
        "08:60-09:00",
        "25:00-26:00",
        "8:00-16:00",
        "08:00\N{EN DASH}16:00",
        "\u0660\u0668:00-16:00",
    ],
)
def test_what_is_no_opening_and_closing_is_refused(text: str) -> None:
    """No time at all, no time of day, or beyond the end of a day."""
    assert [("week.Mon", "bad_hours")] == faults({"Mon": text})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"Mon": "08:00-12:00 11:00-16:00"}, [("week.Mon", "out_of_order")]),
        ({"Mon": "13:00-16:00 08:00-12:00"}, [("week.Mon", "out_of_order")]),
        ({"Mon": "22:00-06:00 08:00-12:00"}, [("week.Mon", "out_of_order")]),
        ({"Mon": "22:00-06:00", "Tue": "05:00-07:00"}, [("week.Tue", "out_of_order")]),
        ({"Sun": "22:00-06:00", "Mon": "05:59-07:00"}, [("week.Mon", "out_of_order")]),
        ({"Mon": 8, "Tue": None}, [("week.Mon", "wrong_type"), ("week.Tue", "wrong_type")]),
        ({"Senin": "08:00-16:00"}, [("week", "not_one_of")]),
        ({"Fri-Mon": "08:00-16:00"}, [("week", "not_one_of")]),
        ({"Mon-": "08:00-16:00", 1: "08:00-16:00"}, [("week", "not_one_of")] * 2),
        ({"Mon-Fri": "08:00-16:00", "Fri": "08:00-11:00"}, [("week.Fri", "duplicate")]),
        ({}, [("week", "empty")]),
        ({"Mon-Sun": ""}, [("week", "empty")]),
        (["08:00-16:00"], [("week", "wrong_type")]),
        (8, [("week", "wrong_type")]),
    ],
)
def test_a_week_that_can_not_be_read_says_why(given: Any, expected: list[tuple[str, str]]) -> None:
    """All that is wrong, each under its day."""
    assert expected == faults(given)


def test_ramadan_has_hours_on_the_days_of_the_week_and_no_others() -> None:
    """A weekday without hours in Ramadan would silently be a day off."""
    assert [("ramadan.Fri", "missing")] == faults(EIGHT_TO_FOUR, ramadan={"Mon-Thu": "08:00-14:00"})
    assert [("week.Sat", "missing")] == faults(EIGHT_TO_FOUR, ramadan={"Mon-Sat": "08:00-14:00"})


def test_special_days_are_checked_too() -> None:
    """Each bad day is named; a datetime is no day."""
    bad = {WED_2025_12_24: "8-11", SAT_2025_01_25: "late"}

    assert [
        ("special_days.2025-12-24", "bad_hours"),
        ("special_days.2025-01-25", "bad_hours"),
    ] == faults(EIGHT_TO_FOUR, special_days=bad)
    for wrong in ({"2025": ""}, 7, [WED_2025_12_24], "25"):
        assert [("special_days", "wrong_type")] == faults(EIGHT_TO_FOUR, special_days=wrong)


def test_the_government_sighted_ramadan() -> None:
    """Ends of the months by the news of each sighting: 29 or 30 days, 2027 computed only."""
    assert {29, 30} == {(one.last_on - one.first_on).days + 1 for one in RAMADANS}
    assert [2027] == [one.first_on.year for one in RAMADANS if not one.is_sighted]
    assert range(2019, 2028) == GOVERNMENT_HOURS.known_years


@pytest.mark.parametrize("year", range(2019, 2028))
def test_the_day_after_ramadan_is_idul_fitri(year: int) -> None:
    """An independent list says so: the decrees' national holidays."""
    ramadan = next(one for one in RAMADANS if one.first_on.year == year)
    feasts = [one.on for one in indonesia().source_of(year).national if one.feast == "idul_fitri"]

    assert feasts[0] == ramadan.last_on + timedelta(days=1)


def test_a_later_ramadan_can_be_added_and_a_computed_one_corrected() -> None:
    """Nobody has to wait for a release."""
    sighted = Ramadan(date(2027, 2, 9), date(2027, 3, 10))
    later = Ramadan(date(2028, 1, 28), date(2028, 2, 25), is_sighted=False)
    hours = OfficeHours(EIGHT_TO_FOUR, ramadan=SHORTER, ramadans=[later, sighted])

    assert (*RAMADANS[:-1], sighted, later) == hours.ramadans
    assert range(2019, 2029) == hours.known_years
    assert ((480, 960),) == hours.spans_on(date(2027, 2, 8))


@pytest.mark.parametrize("year", [2017, 2030])
def test_a_gap_in_the_ramadans_is_not_bridged(year: int) -> None:
    """The known years are those in a row."""
    apart = Ramadan(date(year, 5, 1), date(year, 5, 29))
    hours = OfficeHours(EIGHT_TO_FOUR, ramadan=SHORTER, ramadans=[apart])

    assert range(2019, 2028) == hours.known_years


def test_an_earlier_ramadan_widens_the_known_years() -> None:
    """2018 before 2019: the computed dates here are made up."""
    earlier = Ramadan(date(2018, 5, 17), date(2018, 6, 14))
    hours = OfficeHours(EIGHT_TO_FOUR, ramadan=SHORTER, ramadans=[earlier])

    assert range(2018, 2028) == hours.known_years


def test_hours_that_ramadan_does_not_change_are_known_for_ever() -> None:
    """No table of sightings is needed then."""
    assert OfficeHours(EIGHT_TO_FOUR).known_years is None
    assert OfficeHours(EIGHT_TO_FOUR).uncertain_days() == ()


@pytest.mark.parametrize(
    ("last_on", "code"), [(date(2028, 2, 24), "too_small"), (date(2028, 2, 27), "too_large")]
)
def test_a_month_by_the_moon_has_29_or_30_days(last_on: date, code: str) -> None:
    """28 and 31 are slips of the pen."""
    with pytest.raises(InvalidValue) as caught:
        Ramadan(date(2028, 1, 28), last_on)

    assert code == caught.value.code


def test_two_own_ramadans_do_not_overlap() -> None:
    """Nor is a sighting a word."""
    one, other = (Ramadan(date(2028, 1, day), date(2028, 2, day - 3)) for day in (28, 29))
    with pytest.raises(InvalidValue, match="2028-01-29 appears more than once"):
        OfficeHours(EIGHT_TO_FOUR, ramadans=[one, other])
    with pytest.raises(InvalidValue, match="is_sighted: must be bool"):
        Ramadan(date(2028, 1, 28), date(2028, 2, 25), is_sighted="false")


def test_a_ramadan_does_not_end_before_it_begins() -> None:
    """Nor are its ends anything but dates."""
    with pytest.raises(InvalidValue, match="must come after 2028-01-28"):
        Ramadan(date(2028, 1, 28), date(2028, 1, 27))
    with pytest.raises(InvalidValue, match="first_on: must be a date"):
        Ramadan("2028-01-28", date(2028, 2, 27))
    with pytest.raises(InvalidValue, match="ramadans: must be Ramadan"):
        OfficeHours(EIGHT_TO_FOUR, ramadans=["2028"])  # type: ignore[list-item]


def test_it_travels() -> None:
    """Pickle keeps the value, and what follows from it."""
    twin = pickle.loads(pickle.dumps(GOVERNMENT_HOURS))

    assert GOVERNMENT_HOURS == twin
    assert GOVERNMENT_HOURS.spans_on(MON_2025_03_03) == twin.spans_on(MON_2025_03_03)


def test_its_plain_data_has_every_day() -> None:
    """Ready for JSON."""
    data = OfficeHours(EIGHT_TO_FOUR, special_days={WED_2025_12_24: "08:00-11:30"}).to_dict()

    week = dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri"), "08:00-16:00")
    assert {
        "week": {**week, "Sat": "", "Sun": ""},
        "ramadan": None,
        "special_days": {"2025-12-24": "08:00-11:30"},
        "ramadans": [],
    } == data


def test_its_plain_data_has_the_ramadans_that_matter() -> None:
    """Those are all, where Ramadan has hours of its own."""
    ramadans = GOVERNMENT_HOURS.to_dict()["ramadans"]

    assert isinstance(ramadans, list)
    assert len(RAMADANS) == len(ramadans)
    assert {"first_on": "2027-02-08", "last_on": "2027-03-09", "is_sighted": False} == ramadans[-1]
