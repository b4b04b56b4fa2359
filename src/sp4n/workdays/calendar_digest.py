"""A calendar's content in a few digits, to tell whether two answers rest on the same days."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from sp4n.workdays.holiday import Holiday
from sp4n.workdays.year_lists import is_in_table

if TYPE_CHECKING:
    from sp4n.workdays.calendar_year import CalendarYear
    from sp4n.workdays.working_calendar import WorkingCalendar

__all__ = ["digest_of"]

_DIGITS = 16  # own choice: enough to tell calendars apart, short enough to read out


@lru_cache(maxsize=64)
def digest_of(calendar: "WorkingCalendar") -> str:
    """Give the digest that `WorkingCalendar.digest` documents."""
    return sha256("\n".join(_lines(calendar)).encode()).hexdigest()[:_DIGITS]


def _lines(calendar: "WorkingCalendar") -> Iterator[str]:
    yield str(calendar.settings.to_dict("id"))
    yield str([one.why.en for one in calendar.settings.closures])
    yield str(calendar.hours.to_dict())
    yield f"{calendar.known_from} {calendar.known_until} holidays {version('holidays')}"
    yield str(calendar.pending)
    for year in calendar.years:
        yield f"{year.year} {year.source} {year.decree}"
        if year.decree or is_in_table(year.year):
            yield from _listed(year)


def _listed(year: "CalendarYear") -> Iterator[str]:
    yield from _rows("national", year.national)
    yield from _rows("joint leave", year.joint_leave)


def _rows(kind: str, days: Iterable[Holiday]) -> Iterator[str]:
    return (f"{kind} {one.on} {one.feast} {one.name.id} {one.name.en}" for one in days)
