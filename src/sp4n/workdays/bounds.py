"""The earliest and the latest day on which an uncertain deadline may fall.

What may move, and how far, is an own choice, held against history by a test:

* A pending or estimated feast moves by a day either way, and its joint leave with it.
* A year without a decree may get joint leave: the working day on either side of each national
  holiday, four on either side of Idul Fitri, and at most eleven days in all. Where the feast may
  move by a day, its leave moves along: so its own days may be leave too, and one working day more
  on either side. A holiday just beyond the turn of the year counts. Every joint leave day
  decreed since 2020 lies on such a day, but for 29 to 31 December 2020, which replaced leave that
  the pandemic had undone; eleven is the most that a year has had (2023, 2025).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from sp4n.workdays.holiday import MOVABLE_FEASTS, Holiday
from sp4n.workdays.known_range import OutsideKnownRange

if TYPE_CHECKING:
    from sp4n.workdays.calendar_year import CalendarYear
    from sp4n.workdays.working_days import WorkingDays

_A_DAY = timedelta(days=1)
_SHIFTS = (-1, 0, 1)
_ONE_FEAST_DAYS = 14  # own choice: the same feast further apart is that of another Islamic year
_LEAVE_BESIDE = {"idul_fitri": 4}
_MOST_LEAVE = 11

_Plan = dict[date, tuple[int, tuple[bool, ...]]]
# by day: the group of feasts that may move onto it, and whether it is worked in each scenario


def earliest_on(calendar: "WorkingDays", start_on: date, n: int) -> date:
    """Give the earliest day on which n working days after a day may end."""
    return _walk(calendar, start_on, n, latest=False)


def latest_on(calendar: "WorkingDays", start_on: date, n: int) -> date:
    """Give the latest day on which n working days after a day may end.

    Raises `OutsideKnownRange` when that leads beyond the known range.
    """
    return _walk(calendar, start_on, n, latest=True)


def _walk(calendar: "WorkingDays", start_on: date, n: int, *, latest: bool) -> date:
    """Go day by day with one tally for each scenario of the feasts at hand.

    The earliest end is the first day on which the best scenario has counted n, the latest the first
    on which even the worst has. Scenarios of feasts that lie apart don't meet, so each group of
    feasts adds its best or worst tally when it is past.
    """
    pick = min if latest else max
    settled, tallies, at_hand = 0, [0], -1
    for day, group, worked in _days(calendar, start_on, n, latest=latest):
        if group != at_hand:
            settled += pick(tallies)
            tallies, at_hand = [0] * len(worked), group
        tallies = [tally + is_worked for tally, is_worked in zip(tallies, worked, strict=True)]
        if settled + pick(tallies) >= max(n, 1):
            return day
    raise calendar.outside(start_on, n)


def _days(
    calendar: "WorkingDays", start_on: date, n: int, *, latest: bool
) -> Iterator[tuple[date, int, tuple[bool, ...]]]:
    """Give each day that counts, the group of feasts that may touch it, and if it is worked."""
    day = start_on if n == 0 else start_on + _A_DAY
    leave: dict[int, int] = {}
    while day <= calendar.known_until:
        plan, possible = _year_plan(calendar, day.year)
        group, worked = plan.get(day) or (-1, (calendar.is_working_day(day),))
        taken = leave.get(day.year, 0)
        if latest and day in possible and any(worked) and taken < _MOST_LEAVE:
            leave[day.year] = taken + all(worked)  # a day off in some scenario costs nothing there
            worked = (False,) * len(worked)
        yield day, group, worked
        day += _A_DAY


@lru_cache(maxsize=128)
def _year_plan(calendar: "WorkingDays", year: int) -> tuple[_Plan, frozenset[date]]:
    """Lay out what may move in a year, and which days may become joint leave."""
    known = calendar.source_of(year)
    feasts = {feast for pending_year, feast in calendar.pending if pending_year == year}
    if known.is_estimated:
        feasts = set(MOVABLE_FEASTS)
    plan: _Plan = {}
    for number, group in enumerate(_groups(_blocks(calendar, known, feasts))):
        scenarios = [*product(_SHIFTS, repeat=len(group))]
        for day in sorted({day for block in group for day in _window(block)}):
            fixed = _is_fixed_day_off(calendar, known, feasts, day)
            moved = not calendar.settings.on(day).works_on_holidays
            worked = (
                not fixed and not (moved and _hit(day, group, shifts)) for shifts in scenarios
            )
            plan[day] = number, tuple(worked)
    for day in calendar.settings.own_days[1]:
        if day in plan:
            number, scenario = plan[day]
            plan[day] = number, (True,) * len(scenario)
    return plan, possible_leave(calendar, known)


def possible_leave(calendar: "WorkingDays", known: "CalendarYear") -> frozenset[date]:
    """Give the days of a year without decree that may become joint leave."""
    if not known.is_estimated:
        return frozenset()
    possible: set[date] = set()
    for holiday in _holidays_near(calendar, known):
        moves = holiday.feast in MOVABLE_FEASTS
        most = _LEAVE_BESIDE.get(holiday.feast, 1) + moves
        possible |= {holiday.on} if moves else set()
        for n in (*range(-most, 0), *range(1, most + 1)):
            with suppress(OutsideKnownRange):
                possible.add(calendar.add(holiday.on, n))
    on, (_, worked) = calendar.settings.on, calendar.settings.own_days
    return frozenset(
        day
        for day in possible
        if day.year == known.year and day not in worked and on(day).keeps_joint_leave
    )


def _holidays_near(calendar: "WorkingDays", known: "CalendarYear") -> list[Holiday]:
    """Give the national holidays of a year, and those just beyond its turns."""
    near = [*known.national]
    for year, month in ((known.year - 1, 12), (known.year + 1, 1)):
        if calendar.known_from.year <= year <= calendar.known_until.year:
            near += [
                holiday
                for holiday in calendar.source_of(year).national
                if holiday.on.month == month
            ]
    return near


def _blocks(calendar: "WorkingDays", known: "CalendarYear", feasts: set[str]) -> list[list[date]]:
    """Give the days of each feast that may move, its joint leave included, in date order."""
    blocks: list[list[date]] = []
    for feast in sorted(feasts):
        previous = date.min
        for holiday in _holidays(calendar, known):
            if holiday.feast == feast:
                if (holiday.on - previous).days > _ONE_FEAST_DAYS:
                    blocks.append([])
                blocks[-1].append(holiday.on)
                previous = holiday.on
    return sorted(blocks)


def _holidays(calendar: "WorkingDays", known: "CalendarYear") -> list[Holiday]:
    on = calendar.settings.on
    observed = [leave for leave in known.joint_leave if on(leave.on).keeps_joint_leave]
    return sorted((*known.national, *observed), key=lambda holiday: holiday.on)


def _groups(blocks: Iterable[list[date]]) -> list[list[list[date]]]:
    """Put blocks together that may move onto the same day."""
    groups: list[list[list[date]]] = []
    reach = date.min
    for block in blocks:
        if not groups or block[0] - _A_DAY > reach:
            groups.append([])
        groups[-1].append(block)
        reach = max(reach, block[-1] + _A_DAY)
    return groups


def _window(block: Sequence[date]) -> Iterator[date]:
    return map(date.fromordinal, range(block[0].toordinal() - 1, block[-1].toordinal() + 2))


def _hit(day: date, group: Iterable[Sequence[date]], shifts: Iterable[int]) -> bool:
    pairs = zip(group, shifts, strict=True)
    return any(day - timedelta(days=shift) in block for block, shift in pairs)


def _is_fixed_day_off(
    calendar: "WorkingDays", known: "CalendarYear", feasts: set[str], day: date
) -> bool:
    """Tell whether a day is off whatever the feasts that may move do."""
    held = calendar.settings.on(day)
    if not held.worked_weekdays[day.weekday()] or day in held.own_days[0]:
        return True
    return not held.works_on_holidays and any(
        holiday.on == day and holiday.feast not in feasts for holiday in _holidays(calendar, known)
    )
