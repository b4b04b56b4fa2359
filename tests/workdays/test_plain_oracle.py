"""Dated settings against a plain second opinion: day by day, and minute by minute.

Nothing of the library's arithmetic is used here: what holds on a day is found by looking at every
entry, and whether an office is open in a minute by looking at every day around it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.workdays import (
    Closure,
    ExtraWorkingDay,
    OfficeHours,
    SettingChange,
    WorkingCalendar,
    decrees,
    indonesia,
)

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
OFFSETS: Mapping[str, int] = {"WIB": 7, "WITA": 8, "WIT": 9}
WEEKS: Mapping[str, set[int]] = {
    "five-day": {0, 1, 2, 3, 4}, "six-day": {0, 1, 2, 3, 4, 5}, "seven-day": set(range(7)),
    "Tue,Thu": {1, 3}, "Mon-Wed,Fri-Sun": {0, 1, 2, 4, 5, 6},
}  # fmt: skip
HOURS = {
    "day": [(480, 720), (780, 960)],
    "late": [(600, 1200)],
    "night": [(1320, 1800)],  # 22:00-06:00
    "always": [(0, 1440)],
    "split": [(0, 360), (1200, 1440)],
}
TEXTS = {
    "day": "08:00-12:00 13:00-16:00", "late": "10:00-20:00", "night": "22:00-06:00",
    "always": "00:00-24:00", "split": "00:00-06:00 20:00-24:00",
}  # fmt: skip
FIRST, LAST = date(2025, 3, 20), date(2025, 4, 25)  # Nyepi, Idul Fitri and Easter are within
BASE: Mapping[str, Any] = {
    "week": "five-day", "joint_leave": True, "works_on_holidays": False, "zone": "WIB",
    "late_receipt": "same-day", "kind": "day",
}  # fmt: skip
Entry = Mapping[str, Any]
Days = Mapping[date, date | None]

days = st.dates(FIRST, LAST)
known = st.none() | st.dates(date(2025, 2, 1), LAST)
choices = st.fixed_dictionaries(
    {},
    optional={
        "joint_leave": st.booleans(),
        "works_on_holidays": st.booleans(),
        "zone": st.sampled_from([*OFFSETS]),
        "late_receipt": st.sampled_from(["same-day", "next-working-day"]),
        "rhythm": st.tuples(st.sampled_from([*WEEKS]), st.sampled_from([*HOURS])),
    },
)


@st.composite
def entries(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw changes: week and hours together, so that they always fit."""
    drawn = []
    for _ in range(draw(st.integers(0, 4))):
        entry: dict[str, Any] = dict(draw(choices.filter(bool)))
        rhythm: Any = entry.pop("rhythm", None)
        if rhythm:
            entry["week"], entry["kind"] = rhythm
        drawn.append({"valid_from": draw(days), "known_on": draw(known), **entry})
    return drawn


def hours_of(week: str, kind: str) -> OfficeHours:
    """Write the same hours for each day of a week."""
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return OfficeHours({names[day]: TEXTS[kind] for day in WEEKS[week]})


def change_of(entry: Entry) -> SettingChange:
    """Make the library's value of an entry."""
    given = {name: value for name, value in entry.items() if name not in {"kind", "valid_from"}}
    if "kind" in entry:
        given["hours"] = hours_of(entry["week"], entry["kind"])
    return SettingChange(entry["valid_from"], **given)


def office_of(
    changes: list[dict[str, Any]], closed: Days, worked: Days, as_of: date | None
) -> WorkingCalendar:
    """Make the library's calendar; entries that contradict each other are not drawn again."""
    try:
        return indonesia(
            as_of=as_of,
            hours=hours_of("five-day", "day"),
            changes=[change_of(one) for one in changes],
            closures=[Closure(on, "x", known_on=since) for on, since in closed.items()],
            extra_working_days=[
                ExtraWorkingDay(on, known_on=since) for on, since in worked.items()
            ],
        )
    except InvalidValue as error:
        assume(not {one.code for one in error.faults} <= {"contradiction", "duplicate"})
        raise


# -- the second opinion ----------------------------------------------------------------------------


def is_known(entry_known_on: date | None, as_of: date | None) -> bool:
    """An entry counts from the day on which it became known."""
    return entry_known_on is None or as_of is None or entry_known_on <= as_of


def held(name: str, day: date, changes: Iterable[Entry], as_of: date | None) -> Any:
    """What holds on a day: the entry valid last, and of those the one known last."""
    best = (date.min, date.min, BASE[name])
    for entry in changes:
        since = entry["known_on"] or date.min
        if name in entry and entry["valid_from"] <= day and is_known(entry["known_on"], as_of):
            best = max(best, (entry["valid_from"], since, entry[name]), key=lambda one: one[:2])
    return best[2]


def is_worked(
    day: date, changes: Iterable[Entry], closed: Days, worked: Days, as_of: date | None
) -> bool:
    """Whether a day is worked, told by looking at each list."""
    says_closed = day in closed and is_known(closed[day], as_of)
    says_worked = day in worked and is_known(worked[day], as_of)
    if says_closed and says_worked:
        return (worked[day] or date.min) > (closed[day] or date.min)
    if says_closed or says_worked:
        return says_worked
    signed = [
        one
        for one in decrees()
        if one.year == day.year and (as_of is None or (one.signed_on or date.min) <= as_of)
    ]
    if not held("works_on_holidays", day, changes, as_of):
        if day in {one.on for one in signed[-1].national}:
            return False
        leave = {one.on for one in signed[-1].joint_leave}
        if day in leave and held("joint_leave", day, changes, as_of):
            return False
    return day.weekday() in WEEKS[held("week", day, changes, as_of)]


def begins(day: date, changes: Iterable[Entry], as_of: date | None) -> datetime:
    """When a day begins: at midnight by the clock then on the wall."""
    zone = timezone(timedelta(hours=OFFSETS[held("zone", day, changes, as_of)]))
    return datetime.combine(day, time.min, zone)


def spans(
    day: date, changes: Iterable[Entry], closed: Days, worked: Days, as_of: date | None
) -> Iterator[tuple[datetime, datetime]]:
    """From when to when an office is open that opens on a day."""
    if is_worked(day, changes, closed, worked, as_of):
        for opens, closes in HOURS[held("kind", day, changes, as_of)]:
            nights, minute = divmod(closes, 1440)
            yield (
                begins(day, changes, as_of) + opens * A_MINUTE,
                begins(day + nights * A_DAY, changes, as_of) + minute * A_MINUTE,
            )


SHORT = settings(max_examples=250)
MINUTES = settings(max_examples=150)
closures = st.dictionaries(days, known, max_size=3)


@SHORT
@given(entries(), closures, st.none() | st.dates(date(2025, 2, 1), LAST), st.integers(1, 12))
def test_each_day_is_worked_as_a_look_at_every_entry_says(
    changes: list[dict[str, Any]], closed: Days, as_of: date | None, n: int
) -> None:
    """Day by day, and so is the n-th working day."""
    office = office_of(changes, closed, {}, as_of)
    all_days = [FIRST + place * A_DAY for place in range((LAST - FIRST).days)]
    worked = [day for day in all_days if is_worked(day, changes, closed, {}, as_of)]

    assert worked == [day for day in all_days if office.is_working_day(day)]
    if len(worked) > n:
        assert worked[n] == office.add(worked[0], n)
        assert n == office.count(worked[0], worked[n])
        assert worked[0] == office.add(worked[n], -n)


@SHORT
@given(closures, closures, st.none() | st.dates(date(2025, 2, 1), LAST))
def test_of_a_day_closed_and_worked_what_was_known_later_counts(
    closed: Days, worked: Days, as_of: date | None
) -> None:
    """What is known on the same day contradicts itself, and is refused."""
    hours = {"hours": OfficeHours({"Mon-Sun": "08:00-16:00"}), "week": "seven-day"}
    given = {
        "closures": [Closure(on, "x", known_on=since) for on, since in closed.items()],
        "extra_working_days": [ExtraWorkingDay(on, known_on=since) for on, since in worked.items()],
    }
    if any(on in worked and worked[on] == since for on, since in closed.items()):
        with pytest.raises(InvalidValue, match="contradicts closures"):
            indonesia(**hours, **given)  # type: ignore[arg-type]
        return
    office = indonesia(as_of=as_of, **hours, **given)  # type: ignore[arg-type]

    seven = [{"valid_from": date(2000, 1, 1), "known_on": None, "week": "seven-day"}]
    for day in sorted({*closed, *worked}):
        assert is_worked(day, seven, closed, worked, as_of) == office.is_working_day(day)


@MINUTES
@given(entries(), closures, st.none() | st.dates(date(2025, 2, 1), LAST), st.data())
def test_time_is_worked_as_a_count_of_minutes_says(
    changes: list[dict[str, Any]], closed: Days, as_of: date | None, data: st.DataObject
) -> None:
    """Dated hours, zones, shifts past midnight: each open minute counts once."""
    office = office_of(changes, closed, {}, as_of)
    start = datetime.combine(FIRST, time.min, UTC)
    is_open = bytearray((LAST - FIRST).days * 1440)
    for place in range(-3, (LAST - FIRST).days + 3):
        for opens, closes in spans(FIRST + place * A_DAY, changes, closed, {}, as_of):
            marks = ((at - start) // A_MINUTE for at in (opens, closes))
            first, last = (min(max(mark, 0), len(is_open)) for mark in marks)
            is_open[first:last] = b"\1" * max(0, last - first)
    for _ in range(3):
        a, b = sorted(data.draw(st.integers(0, len(is_open))) for _ in range(2))
        begin, end = (start + mark * A_MINUTE for mark in (a, b))
        worked = sum(is_open[a:b])

        assert worked * A_MINUTE == office.working_time_between(begin, end)
        if worked:
            last = max(mark for mark in range(a, b) if is_open[mark])
            assert start + (last + 1) * A_MINUTE == office.add_working_time(
                begin, worked * A_MINUTE
            )
            first = min(mark for mark in range(a, b) if is_open[mark])
            assert start + first * A_MINUTE == office.add_working_time(end, -worked * A_MINUTE)
        assert worked * A_MINUTE == sum(
            (closes - opens for opens, closes in office.working_stretches(begin, end)), timedelta()
        )


@SHORT
@given(entries(), st.none() | st.dates(date(2025, 2, 1), LAST), st.data())
def test_an_instant_falls_on_the_last_day_that_has_begun(
    changes: list[dict[str, Any]], as_of: date | None, data: st.DataObject
) -> None:
    """And counts as received on it, or on the next working day, as is set for that day."""
    office = office_of(changes, {}, {}, as_of)
    all_days = [FIRST + place * A_DAY for place in range(-2, (LAST - FIRST).days + 2)]
    start = datetime.combine(FIRST, time.min, UTC)
    for _ in range(5):
        instant = start + data.draw(st.integers(0, 34 * 1440)) * A_MINUTE
        day = max(one for one in all_days if begins(one, changes, as_of) <= instant)

        assert day == office.date_of(instant)
        assert begins(day, changes, as_of) == office.begins_at(day) <= instant
        assert instant < office.begins_at(day + A_DAY)
        assert received(instant, day, changes, as_of) == office.received_on(instant)


def received(
    instant: datetime, day: date, changes: list[dict[str, Any]], as_of: date | None
) -> date:
    """The day of receipt: the date, unless it is too late on it or a day off."""
    if held("late_receipt", day, changes, as_of) == "same-day":
        return day
    here = [*spans(day, changes, {}, {}, as_of)]
    before = [*spans(day - A_DAY, changes, {}, {}, as_of)]
    if here and instant <= here[-1][1]:
        return day
    nights = held("kind", day - A_DAY, changes, as_of) == "night"
    if not here and before and nights and instant <= before[-1][1]:
        return day
    while True:
        day += A_DAY
        if is_worked(day, changes, {}, {}, as_of):
            return day
