"""Whether office hours fit the days that are worked: none without hours, no hours for nothing."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sp4n.errors import Fault, fault
from sp4n.workdays.hours.hours_text import WEEKDAYS
from sp4n.workdays.hours.office_hours import GOVERNMENT_HOURS, OfficeHours

if TYPE_CHECKING:
    from sp4n.workdays.settings import CalendarSettings


_ORDER = ("hours", "week", "late_receipt")  # of the key to name, if several change


def hours_faults(settings: "CalendarSettings", *, asked: bool = False) -> Iterator[Fault]:
    """Find days that are worked without hours, and hours on days that are not worked.

    The government's hours are held against the week only where somebody asks for hours, or where
    receipt depends on them; nobody gave them for a day off.
    """
    ends = [first for first, _ in settings.periods[1:]] + [date.max]
    for (first, held), end in zip(settings.periods, ends, strict=True):
        if asked or held.hours or held.late_receipt == "next-working-day":
            where = _where(settings, first)
            yield from _weekday_faults(settings, held, where, first, end)
            yield from _extra_day_faults(held, where, first, end)
            if held.hours:
                yield from _special_day_faults(held, held.hours, where, first, end)


def _where(settings: "CalendarSettings", first: date) -> str:
    """Give the key path of what holds from a day on: the hours that change then, or the week."""
    for name in _ORDER:
        for place, change in enumerate(settings.changes):
            if change.valid_from == first and name in change.choices:
                return f"changes[{place}].{name}"
    return "hours"


def _weekday_faults(
    settings: "CalendarSettings", held: "CalendarSettings", where: str, first: date, end: date
) -> Iterator[Fault]:
    hours = held.hours or GOVERNMENT_HOURS
    _, extra = settings.own_days
    made_up_for = {day.weekday() for day in extra if first <= day < end}
    for day, (name, text) in enumerate(zip(WEEKDAYS, hours.week, strict=True)):
        is_worked = held.worked_weekdays[day]
        if is_worked and not text:
            yield fault("no_hours", where, found=name)
        elif held.hours and text and not is_worked and day not in made_up_for:
            yield fault("hours_on_day_off", where, found=name)


def _extra_day_faults(
    held: "CalendarSettings", where: str, first: date, end: date
) -> Iterator[Fault]:
    hours = held.hours or GOVERNMENT_HOURS
    for day in held.own_days[1]:
        if first <= day < end and not hours.has_hours(day):
            yield fault("no_hours", where, found=f"{WEEKDAYS[day.weekday()]} {day}")


def _special_day_faults(
    held: "CalendarSettings", hours: OfficeHours, where: str, first: date, end: date
) -> Iterator[Fault]:
    """Single days with hours of their own that the office has off; holidays are not looked at."""
    closed, extra = held.own_days
    for day, text in hours.special_days:
        is_worked = day in extra or (held.worked_weekdays[day.weekday()] and day not in closed)
        if text and first <= day < end and not is_worked:
            found = f"{WEEKDAYS[day.weekday()]} {day}"
            yield fault("hours_on_day_off", f"{where}.special_days", found=found)
