"""Settings that change from a day on, known from a day on: by hand, and what is refused."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from known_decrees import as_known_in_2026 as indonesia

from sp4n.errors import InvalidValue
from sp4n.workdays import (
    GOVERNMENT_HOURS,
    ZONES,
    CalendarSettings,
    Closure,
    ExtraWorkingDay,
    OfficeHours,
    OutsideKnownRange,
    SettingChange,
    WorkingCalendar,
    causes,
    diff,
)

JULY, MARCH = date(2026, 7, 1), date(2026, 3, 2)
SIX_DAYS = SettingChange(JULY, known_on=MARCH, week="six-day", why="SK Contoh 1/2026")
SIX_DAY_HOURS = OfficeHours({"Mon-Fri": "08:00-15:00", "Sat": "08:00-12:00"})


def wib(day: str, clock: str) -> datetime:
    """An instant by the clock in Jakarta."""
    return datetime.fromisoformat(f"{day}T{clock}+07:00")


def settings_faults(**given: Any) -> list[tuple[str, str]]:
    """What is wrong with some settings: where, and which code."""
    with pytest.raises(InvalidValue) as caught:
        CalendarSettings(**given)
    return [(one.where, one.code) for one in caught.value.faults]


# -- weeks of any days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("five-day", "five-day"),
        ("Mon-Fri", "five-day"),
        ("Sen-Jum", "five-day"),
        (("mon", "tue", "wed", "thu", "fri", "sat"), "six-day"),
        ("Mon-Sun", "seven-day"),
        ("thu,tue", "Tue,Thu"),
        (["Sat", "Sun"], "Sat-Sun"),
        (iter(["Mon-Wed", "Fri"]), "Mon-Wed,Fri"),
    ],
)
def test_equal_weeks_are_written_alike(given: Any, written: str) -> None:
    """Whatever words somebody uses for them."""
    assert written == CalendarSettings(week=given).week
    assert CalendarSettings(week=written) == CalendarSettings(week=written)


@pytest.mark.parametrize("week", ["", "Someday", "Sat-Mon", (), [""], ["Mon", 2], 5, None, "7-day"])
def test_a_week_without_a_day_that_can_be_read_is_refused(week: Any) -> None:
    """No day is guessed."""
    assert [("week", "not_one_of")] == settings_faults(week=week)


def test_a_counter_that_opens_on_two_days_counts_those() -> None:
    """By hand, July 2026: Tuesday 7, Thursday 9, Tuesday 14."""
    counter = indonesia(week="Tue,Thu")

    assert date(2026, 7, 14) == counter.add(date(2026, 7, 6), 3)
    assert "Worked on Tue,Thu" in str(counter.deadline(date(2026, 7, 6), 3))


def test_a_unit_round_the_clock_works_on_holidays_and_joint_leave() -> None:
    """Clause KETIGA: nothing is skipped, nothing pending or estimated, 24 hours are a day."""
    ward = indonesia(
        week="seven-day", works_on_holidays=True, hours=OfficeHours({"Mon-Sun": "00:00-24:00"})
    )
    deadline = ward.deadline(date(2027, 3, 5), 14)

    assert (date(2027, 3, 19), (), "fixed") == (
        deadline.due_on, deadline.skipped, deadline.certainty,
    )  # fmt: skip
    assert ward.certain_until == ward.known_until
    assert deadline.earliest == deadline.latest == deadline.due_on
    assert wib("2027-03-12", "09:00") == ward.add_working_time(
        wib("2027-03-05", "09:00"), timedelta(days=7)
    )
    assert "holidays and joint leave are worked" in str(deadline)


def test_only_the_days_on_which_holidays_are_kept_are_uncertain() -> None:
    """From 10 March 2027 on the office works: what may move before it, may."""
    change = SettingChange(date(2027, 3, 10), works_on_holidays=True)
    office = indonesia(changes=[change])

    assert [(date(2027, 3, 8), date(2027, 3, 9), "pending")] == [*office.uncertain_days]
    # Monday 8 Nyepi, Tuesday 9 joint leave, then every weekday is worked
    deadline = office.deadline(date(2027, 3, 5), 1)
    assert date(2027, 3, 10) == deadline.due_on
    assert (date(2027, 3, 9), date(2027, 3, 10)) == (deadline.earliest, deadline.latest)


# -- one dated change ------------------------------------------------------------------------------


def test_an_office_that_changes_its_week_works_on_saturdays_from_then_on() -> None:
    """By hand: 26 June is a Friday; 29, 30 June, then 1, 2, 3, 4 July (a Saturday)."""
    office = indonesia(changes=[SIX_DAYS])

    assert date(2026, 7, 4) == office.add(date(2026, 6, 26), 6)
    assert not office.is_working_day(date(2026, 6, 27))
    assert "from 2026-07-01 (known on 2026-03-02): Six-day week, SK Contoh 1/2026" in str(
        office.deadline(date(2026, 6, 26), 6)
    )


@pytest.mark.parametrize(("as_of", "due"), [(date(2026, 3, 1), 6), (MARCH, 4)])
def test_a_change_counts_from_the_day_on_which_it_became_known(as_of: date, due: int) -> None:
    """The day before, six working days from 26 June end on Monday 6 July."""
    assert date(2026, 7, due) == indonesia(as_of=as_of, changes=[SIX_DAYS]).add(
        date(2026, 6, 26), 6
    )


def test_an_extra_working_day_counts_from_the_day_on_which_it_became_known() -> None:
    """Saturday 9 May 2026, made known on 1 April; a plain date was always known."""
    dated = [ExtraWorkingDay(date(2026, 5, 9), known_on=date(2026, 4, 1))]

    for extra, as_of, works in (
        (dated, date(2026, 3, 31), False),
        (dated, date(2026, 4, 1), True),
        ([date(2026, 5, 9)], date(2026, 3, 31), True),
    ):
        office = indonesia(as_of=as_of, extra_working_days=extra)
        assert works == office.is_working_day(date(2026, 5, 9))


def test_a_change_is_taken_back_by_a_second_one() -> None:
    """Announced on 2 March, taken back on 4 May, before it ever held."""
    back = SettingChange(JULY, known_on=date(2026, 5, 4), week="five-day")
    offices = [indonesia(as_of=day, changes=[SIX_DAYS, back]) for day in (MARCH, date(2026, 5, 4))]

    assert [True, False] == [one.is_working_day(date(2026, 7, 4)) for one in offices]


def test_nothing_that_was_not_known_is_in_the_calendar_of_a_day() -> None:
    """It is the same value as without those entries, and is kept once."""
    extra = [ExtraWorkingDay(date(2026, 5, 9), known_on=MARCH)]
    closures = [Closure(date(2026, 5, 4), "Hari Jadi", known_on=MARCH)]
    as_of = date(2026, 3, 1)

    assert indonesia(as_of=as_of) is indonesia(
        as_of=as_of, changes=[SIX_DAYS], extra_working_days=extra, closures=closures
    )


def test_the_order_in_which_changes_are_written_says_nothing() -> None:
    """Equal calendars, equal digests; another day or another choice makes another one."""
    zone = SettingChange(date(2026, 9, 1), zone="WITA")
    one, other = (indonesia(changes=both) for both in ([SIX_DAYS, zone], [zone, SIX_DAYS]))

    assert (one, hash(one), one.digest) == (other, hash(other), other.digest)
    others = [indonesia(), indonesia(changes=[zone]), indonesia(changes=[SIX_DAYS])]
    assert len({one.digest, *(each.digest for each in others)}) == 4
    assert pickle.loads(pickle.dumps(one)) == one


def test_hours_change_within_a_deadline() -> None:
    """By hand: Tuesday 30 June 13:00-16:00, Wednesday 1 July from 08:00 two hours."""
    change = SettingChange(JULY, known_on=MARCH, week="six-day", hours=SIX_DAY_HOURS)
    office = indonesia(changes=[change])
    deadline = office.hours_deadline(wib("2026-06-30", "13:00"), timedelta(hours=5))

    assert wib("2026-07-01", "10:00") == deadline.due_at
    assert "; from 2026-07-01 (known on 2026-03-02): Six-day week, own office hours: " in str(
        deadline
    )
    assert SIX_DAY_HOURS.to_dict() == deadline.to_dict()["office_hours"]
    assert (GOVERNMENT_HOURS, SIX_DAY_HOURS) == (
        office.hours_on(date(2026, 6, 30)), office.hours_on(JULY),
    )  # fmt: skip


def test_receipt_after_hours_is_that_of_the_day() -> None:
    """Tuesday 30 June 17:00 counts on its day, Wednesday 1 July 17:00 on the next."""
    office = indonesia(changes=[SettingChange(JULY, late_receipt="next-working-day")])

    assert (date(2026, 6, 30), date(2026, 7, 2)) == (
        office.received_on(wib("2026-06-30", "17:00")),
        office.received_on(wib("2026-07-01", "17:00")),
    )


def test_a_plain_value_of_a_change_tells_what_it_changes() -> None:
    """And in the settings' own data they stand by day."""
    change = SettingChange(JULY, known_on=MARCH, zone="WITA", hours=SIX_DAY_HOURS, week="six-day")
    data = {
        "valid_from": "2026-07-01",
        "known_on": "2026-03-02",
        "week": "six-day",
        "zone": "WITA",
        "hours": SIX_DAY_HOURS.to_dict(),
        "why": None,
    }

    assert data == change.to_dict()
    assert [data] == CalendarSettings(changes=[change]).to_dict()["changes"]
    assert "<SettingChange from 2026-07-01 (known on 2026-03-02): Six-day week, WITA, own" in repr(
        change
    )


# -- zones -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zones", "instant", "day"),
    [
        # east: 1 July begins at 00:00 WIT, when it is 22:00 in Jakarta
        (("WIB", "WIT"), "2026-06-30T14:59+00:00", 30),
        (("WIB", "WIT"), "2026-06-30T15:00+00:00", 1),
        # west: 30 June lasts until it is 00:00 in Jakarta, when it is 02:00 in Jayapura
        (("WIT", "WIB"), "2026-06-30T16:59+00:00", 30),
        (("WIT", "WIB"), "2026-06-30T17:00+00:00", 1),
        (("WIT", "WIB"), "2026-07-15T17:00+00:00", 16),
    ],
)
def test_a_day_begins_at_midnight_in_its_own_zone(
    zones: tuple[Any, Any], instant: str, day: int
) -> None:
    """So an instant falls on the last day that has begun, and no date comes twice or never."""
    office = indonesia(zone=zones[0], changes=[SettingChange(JULY, zone=zones[1])])

    assert day == office.date_of(datetime.fromisoformat(instant)).day
    assert datetime(2026, 7, 1, tzinfo=ZONES[zones[1]]) == office.begins_at(JULY)


def test_hours_follow_the_clock_on_the_wall() -> None:
    """By hand: 30 June closes at 16:00 WIB, 1 July opens at 07:30 WIT, 05:30 in Jakarta."""
    office = indonesia(changes=[SettingChange(JULY, zone="WIT")])
    deadline = office.hours_deadline(wib("2026-06-30", "15:00"), timedelta(hours=2))

    assert "2026-07-01T08:30:00+09:00" == deadline.due_at.isoformat()
    assert ["+07:00", "+09:00"] == [opens.isoformat()[-6:] for opens, _ in deadline.stretches]
    assert "2026-07-01 08:30 WIT" in str(deadline)
    assert "2026-06-30T16:00:00+07:00" == (
        office.add_working_time(wib("2026-06-30", "15:00"), timedelta(hours=1)).isoformat()
    )


def test_round_the_clock_no_minute_is_lost_where_a_zone_changes() -> None:
    """24:00 is when the next day begins: after 26 hours to the west, 22 to the east."""
    for zones in (("WIB", "WIT"), ("WIT", "WIB")):
        ward = indonesia(
            week="seven-day",
            works_on_holidays=True,
            zone=zones[0],
            hours=OfficeHours({"Mon-Sun": "00:00-24:00"}),
            changes=[SettingChange(JULY, zone=zones[1])],
        )
        start = datetime(2026, 6, 28, tzinfo=UTC)

        assert timedelta(days=6) == ward.working_time_between(start, start + timedelta(days=6))


# -- nights ----------------------------------------------------------------------------------------

NIGHT = OfficeHours({"Mon-Fri": "22:00-06:00"})


def test_a_shift_past_midnight_keeps_its_last_night() -> None:
    """Friday's shift ends on Saturday at 06:00, though Saturday is off: 40 hours a week."""
    office = indonesia(hours=NIGHT)

    assert timedelta(hours=40) == NIGHT.weekly
    assert timedelta(hours=8) == office.working_time_between(
        wib("2026-01-09", "20:00"), wib("2026-01-11", "20:00")
    )
    assert wib("2026-01-10", "06:00") == office.add_working_time(
        wib("2026-01-09", "22:00"), timedelta(hours=8)
    )
    assert "Mon-Fri 22:00-06:00" == str(NIGHT)
    assert OfficeHours(NIGHT.week) == NIGHT


def test_the_last_night_of_a_year_goes_on_into_the_next() -> None:
    """Thursday 31 December 2026 from 22:00; Friday 1 January 2027 is a holiday."""
    calendar = WorkingCalendar(CalendarSettings(hours=NIGHT), indonesia().decrees)

    assert wib("2027-01-01", "06:00") == calendar.add_working_time(
        wib("2026-12-31", "22:00"), timedelta(hours=8)
    )
    assert timedelta(hours=6) == calendar.working_time_between(
        wib("2027-01-01", "00:00"), wib("2027-01-02", "00:00")
    )


@pytest.mark.parametrize(
    ("instant", "received"),
    [
        (wib("2026-01-10", "05:59"), 10),  # Saturday, still in Friday's shift
        (wib("2026-01-10", "06:00"), 10),  # at closing time: in time
        (wib("2026-01-10", "06:01"), 12),
        (wib("2026-01-11", "02:00"), 12),  # Sunday: no shift began on Saturday
        (wib("2026-01-13", "02:00"), 13),  # Tuesday, in Monday's shift
        (wib("2026-01-13", "12:00"), 13),  # before it opens
        (datetime(2015, 1, 1, tzinfo=ZONES["WIB"]), 2),  # nothing is known of the night before
    ],
)
def test_what_comes_in_a_night_shift_is_in_time(instant: datetime, received: int) -> None:
    """It counts on its own date, be that a day off."""
    office = indonesia(hours=NIGHT, late_receipt="next-working-day")

    assert received == office.received_on(instant).day


# -- Ramadan that nobody gave ----------------------------------------------------------------------


def test_what_needs_no_unknown_ramadan_is_answered() -> None:
    """Ramadan 2028 may lie between 27 January and 26 February; all other hours are known.

    By hand: 3 January 2028 is a Monday, 28 February too.
    """
    office = indonesia()

    assert date(2028, 3, 6) == office.add(date(2028, 2, 28), 5)
    assert timedelta(hours=37.5) == office.working_time_between(
        wib("2028-01-10", "00:00"), wib("2028-01-15", "00:00")
    )
    assert wib("2028-03-01", "16:00") == office.add_working_time(
        wib("2028-03-01", "07:30"), timedelta(hours=7.5)
    )
    assert timedelta(0) == office.working_time_between(  # a weekend within
        wib("2028-02-05", "00:00"), wib("2028-02-06", "23:00")
    )
    assert timedelta(hours=7.5) == office.working_time_between(  # what is unknown is paused
        wib("2028-01-25", "07:30"),
        wib("2028-02-25", "23:00"),
        pauses=[(wib("2028-01-25", "18:00"), None)],
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda office: office.working_time_between(
            wib("2028-01-26", "09:00"), wib("2028-01-27", "09:00")
        ),
        lambda office: office.add_working_time(wib("2028-01-26", "15:00"), timedelta(hours=2)),
        lambda office: office.add_working_time(wib("2028-01-27", "06:00"), timedelta(0)),
        lambda office: office.add_working_time(wib("2028-01-27", "16:00"), timedelta(0)),
        lambda office: office.working_stretches(
            wib("2028-01-26", "09:00"), wib("2028-03-27", "09:00")
        ),
        lambda office: indonesia(late_receipt="next-working-day").received_on(
            wib("2028-01-27", "15:30")
        ),
    ],
)
def test_what_needs_an_unknown_ramadan_is_refused(ask: Callable[[WorkingCalendar], object]) -> None:
    """Whatever the way: nobody can tell whether the office was open."""
    with pytest.raises(OutsideKnownRange, match="OfficeHours"):
        ask(indonesia())


def test_a_working_day_without_hours_stops_only_what_needs_it() -> None:
    """A week known on 2 March, its hours on 1 April: in between nobody knows Saturday's."""
    changes = [
        SIX_DAYS, SettingChange(JULY, known_on=date(2026, 4, 1), hours=SIX_DAY_HOURS),
    ]  # fmt: skip
    between = indonesia(as_of=MARCH, changes=changes)

    assert timedelta(hours=7.5) == between.working_time_between(
        wib("2026-07-02", "00:00"), wib("2026-07-03", "00:00")
    )
    with pytest.raises(InvalidValue, match="Sat 2026-07-04 is a working day without"):
        between.working_time_between(wib("2026-07-03", "09:00"), wib("2026-07-06", "09:00"))


def test_what_is_not_known_ahead_can_be_asked_for() -> None:
    """The sightings of 2027, the decree and Ramadan of 2028, the end of all that is known."""

    def told(first: date, last: date, **more: bool) -> list[tuple[str, str, str]]:
        found = indonesia().not_known(first, last, **more)
        return [(str(one.first_on)[2:], str(one.last_on)[2:], one.missing) for one in found]

    assert [] == told(date(2026, 12, 1), date(2027, 2, 6))
    assert [
        ("27-02-07", "27-02-08", "ramadan_sighting"),
        ("27-03-08", "27-03-16", "sighting"),
        ("27-03-09", "27-03-10", "ramadan_sighting"),
    ] == told(date(2027, 1, 1), date(2027, 4, 30))
    assert [("28-01-01", "28-02-01", "decree"), ("28-01-27", "28-02-01", "ramadan")] == told(
        date(2027, 6, 1), date(2028, 2, 1)
    )
    assert [("28-01-01", "28-02-01", "decree")] == told(
        date(2027, 6, 1), date(2028, 2, 1), hours=False
    )
    assert [("14-12-01", "14-12-31", "range"), ("30-01-01", "30-02-01", "range")] == [
        one for one in told(date(2014, 12, 1), date(2030, 2, 1), hours=False) if one[2] == "range"
    ]
    [first, *_] = indonesia().not_known(date(2028, 1, 1), date(2028, 1, 31))
    assert {"first_on": "2028-01-01", "last_on": "2028-01-31", "missing": "decree"} == (
        first.to_dict()
    )
    assert "<NotKnown 2028-01-01 to 2028-01-31: no joint decree yet>" == repr(first)


# -- what is refused -------------------------------------------------------------------------------


def test_all_that_is_wrong_with_changes_is_told_at_once() -> None:
    """Each under its key path."""
    again = SettingChange(JULY, known_on=MARCH, week="five-day", zone="WIT")
    zone = SettingChange(JULY, known_on=MARCH, zone="WIT")

    assert [
        ("late_receipt", "not_one_of"),
        ("changes[1].week", "contradiction"),
        ("changes[2].zone", "duplicate"),
    ] == settings_faults(changes=[SIX_DAYS, again, zone], late_receipt="soon")


@pytest.mark.parametrize(
    ("given", "where", "code"),
    [
        ({}, "", "empty"),
        ({"why": "SK Contoh"}, "", "empty"),
        ({"week": "Someday"}, "week", "not_one_of"),
        ({"zone": "CET"}, "zone", "not_one_of"),
        ({"late_receipt": "soon"}, "late_receipt", "not_one_of"),
        ({"joint_leave": "no"}, "joint_leave", "wrong_type"),
        ({"works_on_holidays": 1}, "works_on_holidays", "wrong_type"),
        ({"hours": "08:00-16:00"}, "hours", "wrong_type"),
        ({"week": "six-day", "known_on": "2026"}, "known_on", "wrong_type"),
    ],
)
def test_a_change_that_says_nothing_or_no_setting_is_refused(
    given: dict[str, Any], where: str, code: str
) -> None:
    """As the settings themselves would be."""
    with pytest.raises(InvalidValue) as caught:
        SettingChange(JULY, **given)

    assert [(where, code)] == [(one.where, one.code) for one in caught.value.faults]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        # a week without hours for its days, and hours without a day
        (
            {"hours": OfficeHours({"Mon-Sat": "08:00-16:00"})},
            [("hours", "hours_on_day_off")],
        ),
        (
            {"week": "Tue,Thu", "hours": OfficeHours({"Mon,Tue": "08:00-16:00"})},
            [("hours", "hours_on_day_off"), ("hours", "no_hours")],
        ),
        (
            {"changes": [SettingChange(JULY, hours=SIX_DAY_HOURS)]},
            [("changes[0].hours", "hours_on_day_off")],
        ),
        (
            {"hours": OfficeHours({"Mon-Fri": "08:00-16:00"}), "changes": [SIX_DAYS]},
            [("changes[0].week", "no_hours")],
        ),
        (
            {"week": "six-day", "changes": [SettingChange(JULY, late_receipt="next-working-day")]},
            [("changes[0].late_receipt", "no_hours")],
        ),
        # single days
        (
            {
                "hours": OfficeHours(
                    {"Mon-Fri": "08:00-16:00"},
                    special_days={
                        date(2026, 5, 9): "08:00-12:00",  # a Saturday
                        date(2026, 5, 16): "",  # one on which nobody is there
                        date(2026, 5, 4): "08:00-12:00",  # closed, see below
                        date(2026, 5, 5): "08:00-12:00",
                    },
                ),
                "closures": {date(2026, 5, 4): "Hari Jadi"},
            },
            [("hours.special_days", "hours_on_day_off")] * 2,
        ),
    ],
)
def test_hours_fit_the_days_that_are_worked(
    given: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    """None is dropped in silence, on either side."""
    assert found == settings_faults(**given)


def test_hours_of_a_weekday_that_is_made_up_for_are_wanted() -> None:
    """A Saturday that is worked once needs them."""
    office = indonesia(hours=SIX_DAY_HOURS, extra_working_days=[ExtraWorkingDay(date(2026, 5, 9))])

    assert timedelta(hours=4) == office.working_time_between(
        wib("2026-05-08", "15:00"), wib("2026-05-10", "00:00")
    )


def test_changes_are_counted() -> None:
    """Nobody changes a setting more than two hundred times."""
    many = [SettingChange(JULY + timedelta(days=n), zone="WIT") for n in range(201)]

    assert [("changes", "too_large")] == settings_faults(changes=many)


def test_a_day_said_to_be_known_on_two_days_is_refused() -> None:
    """The same one twice is one."""
    day = ExtraWorkingDay(date(2026, 5, 9), known_on=MARCH)

    assert (day,) == CalendarSettings(extra_working_days=[day, day]).extra_working_days
    assert [("extra_working_days", "duplicate")] == settings_faults(
        extra_working_days=[day, date(2026, 5, 9)]
    )


# -- what moved a day ------------------------------------------------------------------------------


def moved(changes: Any = (), **given: Any) -> tuple[WorkingCalendar, WorkingCalendar]:
    """The calendar as known the day before something became known, and on that day."""
    before, after = (
        indonesia(as_of=day, changes=changes, **given) for day in (date(2026, 3, 1), MARCH)
    )
    return before, after


SUMMER = (date(2026, 6, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        ({"changes": [SIX_DAYS]}, SIX_DAYS),
        (
            {"closures": [one := Closure(date(2026, 7, 7), "Banjir", known_on=MARCH)]},
            one,
        ),
        (
            {"extra_working_days": [day := ExtraWorkingDay(date(2026, 7, 4), known_on=MARCH)]},
            day,
        ),
        *(
            ({"changes": [change]}, change)
            for change in (
                SettingChange(JULY, known_on=MARCH, zone="WIT"),
                SettingChange(JULY, known_on=MARCH, late_receipt="next-working-day"),
                SettingChange(JULY, known_on=MARCH, hours=OfficeHours({"Mon-Fri": "08:00-12:00"})),
                SettingChange(date(2026, 1, 1), known_on=MARCH, works_on_holidays=True),
                SettingChange(date(2026, 1, 1), known_on=MARCH, joint_leave=False),
            )
        ),
    ],
)
def test_whatever_moved_a_due_date_is_named(given: dict[str, Any], entry: Any) -> None:
    """In both directions; outside of the days asked about it is not."""
    before, after = moved(**given)

    assert (entry,) == causes(before, after, between=SUMMER)
    assert (entry,) == causes(after, before, between=SUMMER)
    assert () == causes(before, before, between=SUMMER)
    days = diff(before, after, between=SUMMER)
    assert {entry} >= {one.setting for one in days}
    assert {None} >= {one.decree for one in days}


def test_days_are_compared_between_two_days() -> None:
    """Saturdays 4, 11 and 18 July 2026, and why."""
    before, after = moved([SIX_DAYS])
    days = diff(before, after, between=(date(2026, 6, 29), date(2026, 7, 18)))

    assert [4, 11, 18] == [one.date.day for one in days]
    assert (
        "2026-07-04: weekend: Saturday → a working day [from 2026-07-01 (known on 2026-03-02): "
        "Six-day week, SK Contoh 1/2026]" == str(days[0])
    )
    assert SIX_DAYS.to_dict() == days[0].to_dict()["setting"]
    assert days == tuple(one for one in diff(before, after) if one.date <= date(2026, 7, 18))


def test_a_decree_is_named_beside_a_setting_in_the_order_of_knowledge() -> None:
    """The decree of 7 August 2025, and a closure known a day later."""
    closure = Closure(date(2025, 8, 21), "Hari Jadi", known_on=date(2025, 8, 8))
    before, after = (
        indonesia(as_of=day, closures=[closure]) for day in (date(2025, 8, 6), date(2025, 8, 8))
    )
    found = causes(before, after, between=(date(2025, 8, 15), date(2025, 8, 25)))

    assert [date(2025, 8, 7), date(2025, 8, 8)] == [
        one.known_on if isinstance(one, Closure) else one.signed_on  # type: ignore[union-attr]
        for one in found
    ]


def test_what_two_offices_hold_without_a_date_names_nothing() -> None:
    """The days differ all the same."""
    five, six = indonesia(), indonesia(week="six-day")

    assert () == causes(five, six, between=SUMMER)
    assert {(None, None)} == {(one.decree, one.setting) for one in diff(five, six, between=SUMMER)}


def test_days_to_compare_come_in_order() -> None:
    """The last is not before the first."""
    for compare in (diff, causes):
        with pytest.raises(InvalidValue, match="must come after"):
            compare(indonesia(), indonesia(), between=(JULY, MARCH))


@pytest.mark.parametrize(
    "instant", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)], ids=str
)
def test_an_instant_beyond_all_days_has_no_answer(instant: datetime) -> None:
    """Whatever is known of Ramadan."""
    with pytest.raises(OutsideKnownRange, match="outside the known range"):
        indonesia().working_time_between(instant, wib("2026-01-09", "09:00"))


def test_counting_reads_a_further_year_when_it_has_to() -> None:
    """Of a calendar that nobody asked yet: five working days of a week in June 2029."""
    fresh = WorkingCalendar(CalendarSettings(closures={date(2029, 6, 1): "x"}), ())

    assert 5 == fresh.count(date(2029, 6, 10), date(2029, 6, 17))


def test_an_extra_working_day_shows_itself() -> None:
    """In a line, since when it is known included."""
    day = ExtraWorkingDay(date(2026, 5, 9), known_on=MARCH)

    assert "<ExtraWorkingDay worked on 2026-05-09 (known on 2026-03-02)>" == repr(day)
    assert "hari kerja pada 2026-05-09 (diketahui pada 2026-03-02)" == day.describe("id")
    assert "<Closure closed on 2026-05-04: Hari Jadi>" == repr(
        Closure(date(2026, 5, 4), "Hari Jadi")
    )


def test_a_day_closed_and_then_worked_is_what_became_known_later() -> None:
    """Closed on 2 March, worked after all as made known on 1 April."""
    day = date(2026, 5, 4)
    entries = {
        "closures": [Closure(day, "Hari Jadi", known_on=MARCH)],
        "extra_working_days": [ExtraWorkingDay(day, known_on=date(2026, 4, 1))],
    }
    known = [date(2026, 3, 1), MARCH, date(2026, 4, 1)]

    assert [True, False, True] == [
        indonesia(as_of=as_of, **entries).is_working_day(day) for as_of in known
    ]


def test_hours_that_a_new_zone_leaves_out_are_not_worked_twice() -> None:
    """On 30 June the office works until 23:00 WIB; 1 July begins at what was 22:00 then.

    So of that day the hour from midnight on is over before the shift of the day before is.
    """
    both = OfficeHours(
        dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri"), "00:00-01:00 22:00-23:00")
    )
    office = indonesia(hours=both, changes=[SettingChange(JULY, zone="WIT")])
    midnight = datetime.fromisoformat("2026-06-30T00:00+07:00")
    end = datetime.fromisoformat("2026-07-02T00:00+09:00")

    # 30 June two hours; of 1 July only the last one
    assert timedelta(hours=3) == office.working_time_between(midnight, end)
