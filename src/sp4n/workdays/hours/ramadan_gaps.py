"""On which days nobody knows the office hours yet, since a Ramadan may be then that nobody gave."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sp4n.workdays.calendar_year import national_holidays

if TYPE_CHECKING:
    from sp4n.workdays.hours.hours_text import Span
    from sp4n.workdays.hours.office_hours import OfficeHours
    from sp4n.workdays.working_days import WorkingDays

Days = tuple[date, date]
"""The first and the last of some days in a row."""

_LONGEST = timedelta(days=31)  # a month by the moon, and a day by which the feast may move
_FAR_INTO_THE_YEAR = (2, 20)  # own choice: after a feast so late, the next Ramadan is in its year


@lru_cache(maxsize=1024)  # own choice: the years of as many calendars as are kept
def gaps(calendar: "WorkingDays", year: int) -> tuple[Days, ...]:
    """Give the days of a year on which a Ramadan may be, be it known or not.

    It ends on the eve of Idul Fitri, which may move by a day, and has 29 or 30 days (own choice: a
    decreed feast is allowed to move too).
    """
    feasts = [*_fitri(calendar, year)]
    if not feasts or (feasts[-1].month, feasts[-1].day) < _FAR_INTO_THE_YEAR:
        feasts += _fitri(calendar, year + 1)
    months = ((feast - _LONGEST, feast) for feast in feasts)
    return tuple(days for days in months if days[0].year <= year <= days[1].year)


def _fitri(calendar: "WorkingDays", year: int) -> Iterator[date]:
    """Give the first day of each Idul Fitri of a year."""
    decree = next((decree for decree in calendar.decrees if decree.year == year), None)
    before = date.min
    for holiday in national_holidays(year, decree):
        if holiday.feast == "idul_fitri":
            if holiday.on - before > _LONGEST:
                yield holiday.on
            before = holiday.on


def unknown_hours(calendar: "WorkingDays", hours: "OfficeHours", day: date) -> "Span | None":
    """Give from when to when a day may be worked by some hours, if nobody knows; else None."""
    if hours.ramadan is None:
        return None
    for first, last in gaps(calendar, day.year):
        if first <= day <= last and not hours.knows_ramadan(first, last):
            return hours.outer_hours(day)
    return None
