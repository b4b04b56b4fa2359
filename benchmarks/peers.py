"""The peers, each with the same days off: those that `holidays` lists as public and government."""

from datetime import date, timedelta
from functools import cache
from random import Random

import holidays
import numpy as np
from bizdays import Calendar as BizdaysCalendar

from benchmarks.floor import BareLookup

__all__ = [
    "CATEGORIES",
    "FIRST",
    "LAST",
    "PEERS",
    "bare_lookup",
    "bizdays_calendar",
    "busday_calendar",
    "days_off",
    "holidays_of_indonesia",
    "known_days",
    "some_days",
]

PEERS = (
    "numpy",
    "holidays",
    "bizdays",
    "pandas",
    "businesstime",
    "business-duration",
    "transitions",
    "python-statemachine",
    "django-fsm-2",
    "Django",
    "zen-engine",
    "rule-engine",
    "business-rules",
    "json-logic-qubit",
)
"""The names under which the peers are installed."""

CATEGORIES = ("public", "government")
"""What `holidays` calls national holidays and joint leave."""

FIRST, LAST = date(2019, 1, 1), date(2027, 12, 31)
"""The days compared. They begin after 1 June 2016, which `holidays` counts as Pancasila Day a year
too early, and end with the last year that has a decree."""


@cache
def holidays_of_indonesia() -> holidays.HolidayBase:
    """Give the calendar of `holidays`, with all years read."""
    years = range(FIRST.year, LAST.year + 1)
    return holidays.country_holidays("ID", categories=CATEGORIES, years=years)


@cache
def days_off() -> frozenset[date]:
    """Give the days off that every peer is told."""
    return frozenset(holidays_of_indonesia())


@cache
def busday_calendar() -> np.busdaycalendar:
    """Give numpy's prepared calendar."""
    return np.busdaycalendar(holidays=np.array(sorted(days_off()), dtype="datetime64[D]"))


@cache
def bizdays_calendar() -> BizdaysCalendar:
    """Give the calendar of `bizdays`."""
    return BizdaysCalendar(sorted(days_off()), ["Saturday", "Sunday"], FIRST, LAST)


@cache
def bare_lookup() -> BareLookup:
    """Give the floor."""
    return BareLookup(days_off(), FIRST, LAST)


def known_days(margin: int = 0) -> list[date]:
    """Give every day compared, but for the last ones, from which an answer may lead outside."""
    span = (LAST - FIRST).days + 1 - margin
    return [FIRST + timedelta(days=number) for number in range(span)]


def some_days(how_many: int, margin: int = 0) -> list[date]:
    """Draw days at random, the same ones in every run, each at most once."""
    return Random(how_many).sample(known_days(margin), how_many)
