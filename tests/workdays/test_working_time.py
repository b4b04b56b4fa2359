"""Working time between instants, against a count of every minute and against cases by hand."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.workdays import (
    CalendarSettings,
    OfficeHours,
    OutsideKnownRange,
    Ramadan,
    WorkingCalendar,
    indonesia,
)

WIB = timezone(timedelta(hours=7))
WIT = timezone(timedelta(hours=9))
A_MINUTE = timedelta(minutes=1)
pd: Any = import_module("pandas")  # how much of it is typed differs from version to version

# -- every minute from 10 January to 20 April 2025, Nyepi and Idul Fitri among them ----------------
# Written out here once more: days off from the decree of 2025, hours from Perpres 21/2023, breaks
# as `GOVERNMENT_HOURS` documents its choice.

FIRST, LAST = date(2025, 1, 10), date(2025, 4, 20)
BEGIN = datetime(2025, 1, 10, tzinfo=WIB)
OFF = {
    *(date(2025, 1, day) for day in (27, 28, 29)),
    *(date(2025, 3, day) for day in (28, 29, 31)),
    *(date(2025, 4, day) for day in (1, 2, 3, 4, 7, 18, 20)),
}
RAMADAN = range(date(2025, 3, 1).toordinal(), date(2025, 3, 31).toordinal())


def is_open(day: date, minute: int) -> bool:
    """Whether an office is open in a minute, told by the clock on its wall."""
    if day in OFF or day.weekday() >= 5:
        return False
    friday = day.weekday() == 4
    if day.toordinal() in RAMADAN:
        morning, afternoon = (480, 690 if friday else 720), (750, 930 if friday else 900)
    else:
        morning, afternoon = (450, 690 if friday else 720), (780, 990 if friday else 960)
    return morning[0] <= minute < morning[1] or afternoon[0] <= minute < afternoon[1]


MINUTES = bytes(
    is_open(date.fromordinal(day), minute)
    for day in range(FIRST.toordinal(), LAST.toordinal() + 1)
    for minute in range(1440)
)

places = st.integers(0, len(MINUTES))
zones = st.sampled_from([WIB, UTC, WIT, timezone(timedelta(hours=-3, minutes=-30))])


@st.composite
def instants(draw: st.DrawFn) -> tuple[int, datetime]:
    """Draw a minute, and the instant at which it begins in some zone."""
    place = draw(places)
    return place, (BEGIN + place * A_MINUTE).astimezone(draw(zones))


@given(instants(), instants())
def test_the_time_between_is_the_number_of_open_minutes(
    a: tuple[int, datetime], b: tuple[int, datetime]
) -> None:
    """Counting minute by minute gives the same, in both directions."""
    expected = sum(MINUTES[min(a[0], b[0]) : max(a[0], b[0])]) * A_MINUTE

    assert (expected if a[0] <= b[0] else -expected) == indonesia().working_time_between(a[1], b[1])


@given(instants(), instants(), st.lists(st.tuples(instants(), instants() | st.none()), max_size=4))
def test_each_paused_minute_is_counted_out_once(
    a: tuple[int, datetime], b: tuple[int, datetime], drawn: list[Any]
) -> None:
    """Overlapping, nested, touching, lasting pauses, in any order, inside and outside."""
    minutes = bytearray(MINUTES)
    pauses = []
    for one, other in drawn:
        last = other or (max(a[0], b[0], one[0]), None)
        first, last = (one, last) if other is None else sorted((one, last), key=lambda at: at[0])
        minutes[first[0] : last[0]] = bytes(last[0] - first[0])
        pauses.append((first[1], last[1]))
    expected = sum(minutes[min(a[0], b[0]) : max(a[0], b[0])]) * A_MINUTE

    assert (expected if a[0] <= b[0] else -expected) == indonesia().working_time_between(
        a[1], b[1], pauses=pauses
    )


@given(instants(), st.integers(1, 20_000))
def test_time_added_ends_with_the_minute_that_uses_it_up(
    a: tuple[int, datetime], duration: int
) -> None:
    """Walking minute by minute from the start, and backwards for negative time."""
    forth = walk(range(a[0], len(MINUTES)), duration)
    back = walk(range(a[0] - 1, -1, -1), duration)
    add = indonesia().add_working_time

    if forth is not None:
        assert BEGIN + (forth + 1) * A_MINUTE == add(a[1], duration * A_MINUTE)
    if back is not None:
        assert BEGIN + back * A_MINUTE == add(a[1], -duration * A_MINUTE)


def walk(way: Iterable[int], duration: int) -> int | None:
    """The minute in which so many open ones are used up; None when there are not enough."""
    for place in way:
        duration -= MINUTES[place]
        if not duration:
            return place
    return None


# -- the algebra, for any office and to the microsecond --------------------------------------------

moments = st.datetimes(
    datetime(2019, 3, 1),  # noqa: DTZ001 - zones are drawn
    datetime(2027, 5, 31),  # noqa: DTZ001
    timezones=zones,
)
durations = st.timedeltas(timedelta(microseconds=1), timedelta(hours=300))
weeks = st.sampled_from(
    [
        None,
        OfficeHours({"Mon-Sun": "00:00-24:00"}),
        OfficeHours({"Mon-Fri": "00:00-06:00 22:00-24:00"}),
        OfficeHours(
            {"Mon-Fri": "08:00-12:00 12:00-16:00"},
            ramadan={"Mon-Fri": "08:00-08:01"},
            special_days={date(2025, 12, 24): "", date(2026, 1, 2): "10:00-11:00"},
        ),
    ]
)  # fmt: skip


@st.composite
def offices(draw: st.DrawFn) -> WorkingCalendar:
    """Draw an office in some zone; shrinks towards the government's hours."""
    hours = draw(weeks)
    week = "Mon-Sun" if hours and hours.week[6] else "five-day"
    return indonesia(hours=hours, week=week, zone=draw(st.sampled_from(["WIB", "WITA", "WIT"])))


@given(offices(), moments, durations)
def test_the_time_up_to_the_end_is_the_time_added(
    office: WorkingCalendar, start: datetime, duration: timedelta
) -> None:
    """between(t, add(t, x)) == x, forwards and backwards."""
    for signed in (duration, -duration):
        end = office.add_working_time(start, signed)
        assert signed == office.working_time_between(start, end)


@given(offices(), moments, durations)
def test_the_end_is_the_first_instant_that_will_do(
    office: WorkingCalendar, start: datetime, duration: timedelta
) -> None:
    """A moment earlier something is left; so what ends at closing time stays there."""
    moment = timedelta.resolution

    end = office.add_working_time(start, duration)
    assert duration - moment == office.working_time_between(start, end - moment)
    begin = office.add_working_time(start, -duration)
    assert moment - duration == office.working_time_between(start, begin + moment)


@given(offices(), moments, durations, durations)
def test_adding_twice_is_adding_the_sum(
    office: WorkingCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    """add(add(t, x), y) == add(t, x + y)."""
    add = office.add_working_time

    assert add(start, one + other) == add(add(start, one), other)


@given(offices(), moments, moments, moments)
def test_time_adds_up(office: WorkingCalendar, a: datetime, b: datetime, c: datetime) -> None:
    """between(a, b) + between(b, c) == between(a, c), whatever comes first."""
    between = office.working_time_between

    assert between(a, c) == between(a, b) + between(b, c)
    assert between(a, b) == -between(b, a)
    assert abs(between(a, b)) <= abs(b - a)


@given(offices(), moments)
def test_no_time_is_a_roll(office: WorkingCalendar, start: datetime) -> None:
    """It never goes back, loses no working time, and rolling twice changes nothing."""
    rolled = office.add_working_time(start, timedelta(0))

    assert start <= rolled == office.add_working_time(rolled, timedelta(0))
    assert timedelta(0) == office.working_time_between(start, rolled)


@given(offices(), moments, moments, st.lists(st.tuples(moments, moments).map(sorted), max_size=3))
def test_the_stretches_explain_the_time(
    office: WorkingCalendar, a: datetime, b: datetime, pauses: list[Any]
) -> None:
    """They add up to it, in order, apart, each open from end to end."""
    a, b = sorted((a, b))
    b = min(b, a + timedelta(days=40))
    stretches = office.working_stretches(a, b, pauses=pauses)
    lengths = [closes - opens for opens, closes in stretches]

    assert sum(lengths, timedelta(0)) == office.working_time_between(a, b, pauses=pauses)
    assert all(length > timedelta(0) for length in lengths)
    assert all(one[1] <= other[0] for one, other in pairwise(stretches))


# -- by hand ---------------------------------------------------------------------------------------


def wib(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}+07:00")


NIGHTS = OfficeHours({"Mon-Fri": "00:00-06:00 22:00-24:00"})
FRI, SAT, MON = "2026-01-09", "2026-01-10", "2026-01-12"  # no holiday near


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (wib(FRI, "15:30"), 1, wib(FRI, "16:30")),  # ends at closing time, stays there
        (wib(FRI, "15:30"), 2, wib(MON, "08:30")),
        (wib(FRI, "10:30"), 1, wib(FRI, "11:30")),  # ends as the break begins, stays there
        (wib(FRI, "10:30"), 1.5, wib(FRI, "13:30")),
        (wib(FRI, "20:00"), 1, wib(MON, "08:30")),  # after hours: from the next opening
        (wib(SAT, "12:00"), 1, wib(MON, "08:30")),
        (wib(FRI, "12:15"), 1, wib(FRI, "14:00")),  # within the break
        (wib(MON, "08:30"), -1, wib(MON, "07:30")),  # backwards: ends at the opening
        (wib(MON, "08:30"), -1.5, wib(FRI, "16:00")),
        (wib(SAT, "00:00"), -1, wib(FRI, "15:30")),  # an hour before is no midnight
        (wib(FRI, "09:00"), 0, wib(FRI, "09:00")),
        (wib(FRI, "16:30"), 0, wib(FRI, "16:30")),
        (wib(FRI, "12:00"), 0, wib(FRI, "13:00")),
        (wib(SAT, "12:00"), 0, wib(MON, "07:30")),
        (wib("2025-03-27", "14:00"), 2, wib("2025-04-08", "08:30")),  # Ramadan's last day to April
    ],
)  # fmt: skip
def test_an_end_worked_out_by_hand(start: datetime, hours: float, end: datetime) -> None:
    """Hours of Perpres 21/2023: 07:30 to 16:00, Friday to 16:30."""
    assert end == indonesia().add_working_time(start, timedelta(hours=hours))


def test_a_day_that_closes_at_24_00_is_worked_to_its_end() -> None:
    """By hand: Friday 22:00 and two hours end at midnight, which is still Friday's."""
    office = indonesia(hours=NIGHTS)
    deadline = office.hours_deadline(wib(FRI, "22:00"), timedelta(hours=2))

    assert wib(SAT, "00:00") == deadline.due_at
    assert date(2026, 1, 9) == deadline.due_on
    assert wib(MON, "00:01") == office.add_working_time(wib(FRI, "22:00"), 121 * A_MINUTE)
    assert timedelta(hours=2) == office.working_time_between(wib(FRI, "20:00"), wib(SAT, "09:00"))


def test_a_deadline_of_no_time_is_due_on_the_day_of_the_next_opening() -> None:
    """Monday 00:00 is Monday's, unless something was worked before it."""
    office = indonesia(hours=OfficeHours({"Mon-Fri": "00:00-24:00"}))

    assert date(2026, 1, 12) == office.hours_deadline(wib(SAT, "12:00"), timedelta(0)).due_on


def test_the_office_keeps_the_clock_of_its_zone() -> None:
    """Opening at 07:30 in Jayapura is 05:30 in Jakarta."""
    at_5, at_6 = wib(MON, "05:00"), wib(MON, "06:00")
    jakarta, jayapura = indonesia(), indonesia(zone="WIT")
    end = jayapura.add_working_time(at_5, 30 * A_MINUTE)

    assert timedelta(0) == jakarta.working_time_between(at_5, at_6)
    assert 30 * A_MINUTE == jayapura.working_time_between(at_5, at_6)
    assert f"{MON}T08:00:00+09:00" == end.isoformat()


def test_a_half_day_and_an_extra_working_day_have_their_hours() -> None:
    """By hand: Saturday 10 January is worked from 9 to 10, Monday until noon."""
    office = indonesia(
        extra_working_days=[date(2026, 1, 10)],
        hours=OfficeHours(
            {"Mon-Fri": "08:00-16:00"},
            special_days={date(2026, 1, 10): "09:00-10:00", date(2026, 1, 12): "08:00-12:00"},
        ),
    )

    assert timedelta(hours=1 + 1 + 4 + 2) == office.working_time_between(
        wib(FRI, "15:00"), wib("2026-01-13", "10:00")
    )


def test_a_working_day_without_hours_is_an_error_not_a_day_off() -> None:
    """A six-day office has to say when it opens on Saturdays, before it asks about hours."""
    with pytest.raises(InvalidValue) as caught:
        indonesia(week="six-day").working_time_between(wib(FRI, "15:00"), wib(MON, "15:00"))

    assert "no_hours" == caught.value.code


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"week": "six-day", "late_receipt": "next-working-day"}, ["Sat"]),
        ({"week": "six-day", "hours": OfficeHours({"Mon-Thu": "08:00-16:00"})}, ["Fri", "Sat"]),
        ({"hours": OfficeHours({"Mon-Thu": "08:00-16:00"})}, ["Fri"]),
        (
            {
                "hours": OfficeHours({"Mon-Fri": "08:00-16:00"}),
                "extra_working_days": [date(2026, 1, 10)],
            },
            ["Sat 2026-01-10"],
        ),
    ],
)
def test_hours_that_lack_a_working_day_are_refused_at_once(
    settings: dict[str, Any], found: list[str]
) -> None:
    """A misfit shows when the calendar is made, not with the first complaint on a Saturday."""
    with pytest.raises(InvalidValue) as caught:
        indonesia(**settings)

    assert [("hours", "no_hours", name) for name in found] == [
        (one.where, one.code, one["found"]) for one in caught.value.faults
    ]


# -- what can't be answered ------------------------------------------------------------------------

NAIVE = datetime(2026, 1, 9, 9, 0)  # noqa: DTZ001 - naive on purpose
FRIDAY = wib(FRI, "09:00")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (NAIVE, "naive_datetime"),
        (date(2026, 1, 9), "wrong_type"),
        ("2026-01-09T09:00", "wrong_type"),
        (None, "wrong_type"),
        (timedelta(1), "wrong_type"),
        (1767945600, "wrong_type"),
    ],
)
def test_only_aware_instants_have_working_time_between_them(wrong: Any, code: str) -> None:
    """Each verb says which argument is no instant."""
    office = indonesia()
    for ask, where in (
        (lambda: office.working_time_between(wrong, FRIDAY), "start"),
        (lambda: office.working_time_between(FRIDAY, wrong), "end"),
        (lambda: office.working_stretches(wrong, FRIDAY), "start"),
        (lambda: office.working_stretches(FRIDAY, wrong), "end"),
        (lambda: office.add_working_time(wrong, A_MINUTE), "start"),
        (lambda: office.hours_deadline(wrong, A_MINUTE), "start"),
        (lambda: office.working_time_between(FRIDAY, FRIDAY, pauses=[(wrong, None)]), "pauses[0]"),
    ):
        with pytest.raises(InvalidValue) as caught:
            ask()
        assert (code, where) == (caught.value.code, caught.value.faults[0].where)


@pytest.mark.parametrize(
    ("pauses", "code", "where"),
    [
        ([(wib(FRI, "10:00"), wib(FRI, "09:00"))], "out_of_order", "pauses[0]"),
        ([(FRIDAY, None), (wib(SAT, "10:00"), wib(FRI, "10:00"))], "out_of_order", "pauses[1]"),
        ([(FRIDAY, NAIVE)], "naive_datetime", "pauses[0]"),
        ([(FRIDAY, "10:00")], "wrong_type", "pauses[0]"),
        ([(FRIDAY,)], "wrong_type", "pauses[0]"),
        ([FRIDAY], "wrong_type", "pauses[0]"),
        ([None], "wrong_type", "pauses[0]"),
        (FRIDAY, "wrong_type", "pauses"),
    ],
)
def test_a_pause_is_two_instants_in_order(pauses: Any, code: str, where: str) -> None:
    """Even where it would change nothing."""
    for ask in (indonesia().working_time_between, indonesia().working_stretches):
        with pytest.raises(InvalidValue) as caught:
            ask(wib("2026-02-02", "09:00"), wib("2026-02-03", "09:00"), pauses=pauses)

        assert (code, where) == (caught.value.code, caught.value.faults[0].where)


@pytest.mark.parametrize(
    "ask",
    [
        lambda office, missing: office.working_time_between(missing, FRIDAY),
        lambda office, missing: office.add_working_time(missing, A_MINUTE),
        lambda office, missing: office.working_time_between(
            FRIDAY, FRIDAY, pauses=[(FRIDAY, missing)]
        ),
        lambda office, missing: office.working_time_between(
            FRIDAY, FRIDAY, pauses=[(missing, None)]
        ),
        lambda office, missing: office.date_of(missing),
        lambda office, missing: office.add(missing, 1),
    ],
)
def test_the_missing_instant_of_pandas_is_no_instant(ask: Callable[..., object]) -> None:
    """NaT passes for a datetime and a date, and is neither."""
    with pytest.raises(InvalidValue, match="not NaT"):
        ask(indonesia(), pd.NaT)


@pytest.mark.parametrize(
    "wrong",
    [pd.NA, pd.Series([FRIDAY]), pd.DatetimeIndex([FRIDAY]), [FRIDAY]],
    ids=["NA", "series", "index", "list"],
)
def test_a_column_is_no_instant(wrong: Any) -> None:
    """Nor is one of a single instant."""
    with pytest.raises(InvalidValue) as caught:
        indonesia().add_working_time(wrong, A_MINUTE)

    assert "wrong_type" == caught.value.code


def test_an_instant_that_a_zone_can_not_hold_is_outside() -> None:
    """The last instant of pandas is a day later in Jakarta, which pandas can't say."""
    with pytest.raises(OutsideKnownRange):
        indonesia().date_of(pd.Timestamp.max.tz_localize("UTC"))


def test_timestamps_of_pandas_are_instants() -> None:
    """A duration may be theirs too."""
    end = indonesia().add_working_time(pd.Timestamp(FRIDAY), pd.Timedelta(hours=3))

    assert wib(FRI, "13:30") == end


def test_a_pause_may_reach_beyond_what_is_known() -> None:
    """Only what lies between the two instants matters."""
    for_ever = [(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))]

    assert timedelta(0) == indonesia().working_time_between(
        FRIDAY, wib(MON, "09:00"), pauses=for_ever
    )


@pytest.mark.parametrize("duration", [1, 1.5, "1:00", None, date(2026, 1, 1)], ids=repr)
def test_only_a_timedelta_can_be_added(duration: Any) -> None:
    """A bare number doesn't say whether it is hours or minutes."""
    for ask in (indonesia().add_working_time, indonesia().hours_deadline):
        with pytest.raises(InvalidValue) as caught:
            ask(FRIDAY, duration)

        assert ("wrong_type", "duration") == (caught.value.code, caught.value.faults[0].where)


@pytest.mark.parametrize(
    "instant", [wib("2018-05-14", "09:00"), wib("2028-02-26", "09:00"), wib("2029-12-31", "09:00")]
)
def test_where_no_ramadan_is_known_there_is_no_answer(instant: datetime) -> None:
    """The hours of Ramadan 2018 and 2028 depend on sightings that the library doesn't have."""
    with pytest.raises(OutsideKnownRange) as caught:
        indonesia().working_time_between(instant, FRIDAY)

    error = caught.value
    assert (date(2019, 1, 1), date(2027, 12, 31)) == (error.known_from, error.known_until)
    assert (None, None) == (error.n, error.hours)
    assert "hours_unknown" == error.code


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (wib("2027-12-30", "09:00"), 200),  # by 27 January 6 h and at most 19 days of 7:30
        (wib("2018-06-29", "09:00"), -50),
        (FRIDAY, 10**6),
        (FRIDAY, -(10**6)),
    ],
)
def test_time_that_leads_outside_has_no_end(start: datetime, hours: int) -> None:
    """The error names the hours asked for; no index wraps around."""
    with pytest.raises(OutsideKnownRange, match="the years whose Ramadan is known") as caught:
        indonesia().add_working_time(start, timedelta(hours=hours))

    assert (hours, None) == (caught.value.hours, caught.value.n)
    assert "time_leads_outside_known_hours" == caught.value.code


def test_where_ramadan_changes_nothing_the_range_is_that_of_the_decrees() -> None:
    """The error names the last decree then."""
    office = indonesia(hours=OfficeHours({"Mon-Fri": "08:00-16:00"}))
    with pytest.raises(
        OutsideKnownRange, match=r"working hours from .* the last decree is"
    ) as caught:
        office.add_working_time(FRIDAY, timedelta(hours=10**6))

    assert "time_leads_outside_known_range" == caught.value.code


def test_at_the_last_night_nothing_opens_any_more() -> None:
    """By hand: Monday 31 December 2029 closes at 16:00."""
    with pytest.raises(OutsideKnownRange, match="the last decree is"):
        indonesia().add_working_time(wib("2029-12-31", "17:00"), timedelta(0))


def test_a_roll_reads_the_next_year_when_it_has_to() -> None:
    """By hand: Tuesday 31 December 2019 closes at 16:00, Thursday 2 January 2020 opens at 07:30."""
    fresh = WorkingCalendar(CalendarSettings(), indonesia().decrees, indonesia().pending)

    assert wib("2020-01-02", "07:30") == fresh.add_working_time(
        wib("2019-12-31", "17:00"), timedelta(0)
    )


def test_hours_without_a_ramadan_week_are_known_as_far_as_the_days() -> None:
    """They read the years of `holidays` too, when they are asked about."""
    settings = CalendarSettings(hours=OfficeHours({"Mon-Fri": "08:00-16:00"}))
    office = WorkingCalendar(settings, indonesia().decrees, indonesia().pending)

    assert timedelta(hours=8) == office.working_time_between(
        wib("2015-01-02", "00:00"), wib("2015-01-03", "00:00")
    )
    assert wib("2028-01-04", "16:00") == office.add_working_time(
        wib("2027-12-31", "16:00"), timedelta(hours=16)
    )
    assert timedelta(hours=8) == office.working_time_between(
        wib("2029-12-31", "00:00"), wib("2030-01-01", "00:00")
    )


# -- receipt ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "same_day", "next_working_day"),
    [
        (wib(FRI, "09:00"), "2026-01-09", "2026-01-09"),
        (wib(FRI, "12:00"), "2026-01-09", "2026-01-09"),  # in the break
        (wib(FRI, "02:00"), "2026-01-09", "2026-01-09"),  # before opening
        (wib(FRI, "16:30"), "2026-01-09", "2026-01-09"),  # at closing time
        (wib(FRI, "16:30:00.000001"), "2026-01-09", "2026-01-12"),
        (wib(SAT, "09:00"), "2026-01-10", "2026-01-12"),
        (wib("2026-01-15", "16:01"), "2026-01-15", "2026-01-19"),  # Thursday; Friday is Isra Mikraj
        (wib("2026-02-19", "15:01"), "2026-02-19", "2026-02-20"),  # the first day of Ramadan
    ],
)
def test_late_receipt_is_a_setting(instant: datetime, same_day: str, next_working_day: str) -> None:
    """What comes after hours or on a day off counts then, or on the next working day."""
    strict, lenient = indonesia(), indonesia(late_receipt="next-working-day")

    assert date.fromisoformat(same_day) == strict.received_on(instant)
    assert date.fromisoformat(next_working_day) == lenient.received_on(instant)


def test_a_special_day_on_which_nobody_is_there_receives_nothing() -> None:
    """The day after takes it."""
    hours = OfficeHours({"Mon-Fri": "08:00-16:00"}, special_days={date(2026, 1, 9): ""})
    office = indonesia(hours=hours, late_receipt="next-working-day")

    assert date(2026, 1, 12) == office.received_on(wib(FRI, "09:00"))


def test_an_unknown_late_receipt_is_refused() -> None:
    """As any other setting."""
    with pytest.raises(InvalidValue, match="late_receipt: 'tomorrow' is not known"):
        indonesia(late_receipt="tomorrow")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="hours: must be OfficeHours"):
        indonesia(hours="08:00-16:00")  # type: ignore[arg-type]


# -- a deadline in hours ---------------------------------------------------------------------------


def test_a_deadline_in_hours_explains_itself() -> None:
    """By hand: an hour and a half on Friday, Isra Mikraj and Imlek off, the rest on Thursday."""
    deadline = indonesia().hours_deadline(wib("2025-01-24", "15:00"), timedelta(hours=3))
    data = deadline.to_dict("id")

    assert wib("2025-01-30", "09:00") == deadline.due_at
    assert [
        ["2025-01-24T15:00:00+07:00", "2025-01-24T16:30:00+07:00"],
        ["2025-01-30T07:30:00+07:00", "2025-01-30T09:00:00+07:00"],
    ] == data["stretches"]
    assert [25, 26, 27, 28, 29] == [day.date.day for day in deadline.skipped]
    assert ("working hours", 3.0, "2025-01-30", "fixed") == tuple(
        data[key] for key in ("unit", "hours", "due_on", "certainty")
    )
    assert deadline.describe("id").startswith(
        "3 jam waktu kerja sesudah 2025-01-24 15:00 berakhir pada 2025-01-30 09:00 WIB (pasti). "
        "Dihitung: 2025-01-24 15:00-16:30; 2025-01-30 07:30-09:00. "
        "5 hari dilewati: 2025-01-27 libur nasional: Isra Mikraj Nabi Muhammad; "
    )
    assert "Jam kerja: Sen-Kam 07:30-12:00 13:00-16:00, Jum" in deadline.describe("id")
    assert "<HoursDeadline 2025-01-30 09:00 WIB: 3:00:00 after 2025-01-24 15:00, fixed>" == repr(
        deadline
    )


def test_a_deadline_in_hours_speaks_of_one_zone() -> None:
    """Servers keep UTC; 17:01 there is the next day in Jakarta."""
    deadline = indonesia().hours_deadline(
        datetime(2025, 12, 23, 17, 1, tzinfo=UTC), timedelta(hours=1)
    )

    assert "after 2025-12-24 00:01 end at 2025-12-24 08:30 WIB" in str(deadline)
    assert "2025-12-24T00:01:00+07:00" == deadline.to_dict()["start_at"]


def test_own_hours_are_said_once() -> None:
    """With the number of special days."""
    office = indonesia(
        hours=OfficeHours(
            {"Mon-Fri": "08:00-16:00"}, special_days={date(2025, 12, 24): "08:00-11:30"}
        )
    )
    said = str(office.hours_deadline(FRIDAY, A_MINUTE))

    assert "Office hours: Mon-Fri 08:00-16:00; special days: 1." in said
    assert 1 == said.count("08:00-16:00")


@pytest.mark.parametrize(
    ("duration", "english", "indonesian"),
    [
        (timedelta(minutes=1, seconds=30), "1 min 30 s", "1 menit 30 detik"),
        (timedelta(hours=40), "40 h", "40 jam"),
        (timedelta(hours=1, minutes=30), "1 h 30 min", "1 jam 30 menit"),
        (timedelta(0), "0 h", "0 jam"),
    ],
)
def test_a_duration_is_said_in_hours_minutes_and_seconds(
    duration: timedelta, english: str, indonesian: str
) -> None:
    """No rounding in an explanation, and nothing that reads like a time of day."""
    deadline = indonesia().hours_deadline(FRIDAY, duration)

    assert str(deadline).startswith(f"{english} of working time after 2026-01-09 09:00 end at")
    assert deadline.describe("id").startswith(f"{indonesian} waktu kerja sesudah 2026-01-09 09:00")


def test_a_deadline_of_no_time_counts_nothing() -> None:
    """It is a roll; a deadline backwards is none."""
    deadline = indonesia().hours_deadline(wib(SAT, "09:00"), timedelta(0))

    assert (wib(MON, "07:30"), ()) == (deadline.due_at, deadline.stretches)
    assert "Counted" not in str(deadline)
    with pytest.raises(InvalidValue, match=r"duration: must be at least 0, not -1\.0"):
        indonesia().hours_deadline(FRIDAY, timedelta(hours=-1))


@pytest.mark.parametrize(
    ("start", "hours", "certainty"),
    [
        (wib("2027-02-05", "09:00"), 2, "pending"),  # joint leave: due on the 8th, see below
        (wib("2027-02-03", "09:00"), 2, "fixed"),
        (wib("2027-02-08", "09:00"), 2, "pending"),  # the first day of Ramadan, not sighted yet
        (wib("2027-02-10", "09:00"), 2, "fixed"),
        (wib("2027-03-08", "09:00"), 2, "pending"),  # Idul Fitri may be a day earlier
    ],
)
def test_how_sure_a_deadline_in_hours_is(start: datetime, hours: int, certainty: str) -> None:
    """The ends of a Ramadan that isn't sighted yet are pending, beside the feasts."""
    deadline = indonesia().hours_deadline(start, timedelta(hours=hours))

    assert certainty == deadline.certainty


def test_a_sighted_ramadan_is_sure() -> None:
    """Whoever adds the sighting of 2027 makes its hours fixed."""
    sighted = Ramadan(date(2027, 2, 8), date(2027, 3, 9))
    office = indonesia(
        hours=OfficeHours(
            {"Mon-Fri": "08:00-16:00"}, ramadan={"Mon-Fri": "08:00-14:00"}, ramadans=[sighted]
        )
    )
    deadline = office.hours_deadline(wib("2027-02-08", "09:00"), timedelta(hours=2))

    assert "fixed" == deadline.certainty


def test_seconds_are_said_where_there_are_some() -> None:
    """A start at 09:00:45 is not one at 09:00."""
    deadline = indonesia().hours_deadline(FRIDAY + timedelta(seconds=45), timedelta(seconds=30))

    assert "30 s of working time after 2026-01-09 09:00:45 end at 2026-01-09 09:01:15" in str(
        deadline
    )


def test_an_extra_working_day_of_unknown_hours_hinders_nobody() -> None:
    """Saturday 2 January 2016: nobody can ask when the office was open then."""
    office = indonesia(extra_working_days=[date(2016, 1, 2)])

    assert timedelta(hours=1) == office.working_time_between(FRIDAY, FRIDAY + timedelta(hours=1))


def test_hours_are_part_of_the_calendar() -> None:
    """Calendars with other hours differ, and so do their digests and explanations."""
    own = indonesia(hours=OfficeHours({"Mon-Fri": "08:00-16:00"}))

    assert own != indonesia()
    assert own.digest != indonesia().digest
    assert "own office hours: Mon-Fri 08:00-16:00" in str(own.deadline(date(2026, 1, 9), 1))
    assert "received on the next working day" in str(
        indonesia(late_receipt="next-working-day").deadline(date(2026, 1, 9), 1)
    )


def test_the_next_opening_may_lie_in_a_year_that_nobody_asked_about_yet() -> None:
    """On 31 December after closing, no time at all is over when the office opens on 2 January."""
    calendar = indonesia(closures={date(2027, 12, 30): "Hari Jadi Contoh"})  # of its own
    closed = datetime(2025, 12, 31, 20, tzinfo=WIB)

    opens = calendar.add_working_time(closed, timedelta(0))

    assert (opens.date(), opens > closed) == (date(2026, 1, 2), True)
