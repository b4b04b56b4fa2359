"""The making of a calendar: what a new version costs, as on the day of a new decree."""

import holidays
import numpy as np
from bizdays import Calendar as BizdaysCalendar

import sp4n
from benchmarks.comparison import Comparison, Contender
from benchmarks.peers import CATEGORIES, FIRST, LAST, days_off, known_days
from sp4n.workdays import WorkingCalendar

__all__ = ["calendars_made"]


def calendars_made(rounds: int) -> Comparison:
    """Give the comparison of calendars."""
    years = range(FIRST.year, LAST.year + 1)
    return Comparison(
        "build",
        "A calendar made",
        "sp4n makes its tables for every year since 2015 from the decrees, on a row of days that "
        "all its calendars share; numpy and bizdays are told the days off, `holidays` works them "
        "out, all for 2019 to 2027.",
        checked=[(years,)],
        timed=[(years,)],
        contenders=(
            Contender("sp4n `WorkingCalendar`", _own_calendar, give=_worked_by_sp4n),
            Contender("numpy `busdaycalendar`", _busdays, give=_worked_by_numpy),
            Contender("holidays `country_holidays`", _country, give=_worked_by_holidays),
            Contender("bizdays `Calendar`", _bizdays, give=_worked_by_bizdays),
        ),
        rounds=rounds,
    )


def _own_calendar(_: range) -> WorkingCalendar:
    known = sp4n.indonesia()
    return WorkingCalendar(known.settings, known.decrees, known.pending)


def _busdays(_: range) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=np.array(sorted(days_off()), dtype="datetime64[D]"))


def _country(years: range) -> holidays.HolidayBase:
    return holidays.country_holidays("ID", categories=CATEGORIES, years=years)


def _bizdays(_: range) -> BizdaysCalendar:
    return BizdaysCalendar(sorted(days_off()), ["Saturday", "Sunday"], FIRST, LAST)


def _worked_by_sp4n(calendar: WorkingCalendar) -> list[bool]:
    return [calendar.is_working_day(day) for day in known_days()]


def _worked_by_numpy(calendar: np.busdaycalendar) -> list[bool]:
    return [bool(np.is_busday(day, busdaycal=calendar)) for day in known_days()]


def _worked_by_holidays(calendar: holidays.HolidayBase) -> list[bool]:
    return [calendar.is_working_day(day) for day in known_days()]


def _worked_by_bizdays(calendar: BizdaysCalendar) -> list[bool]:
    return [calendar.isbizday(day) for day in known_days()]
