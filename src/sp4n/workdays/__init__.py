"""Working days of Indonesian offices: calendars by decree, deadlines that explain themselves.

The names are handed on when first used, so that a deadline costs only what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sp4n.workdays.calendar_year import CalendarYear
    from sp4n.workdays.calendars import calendar_of, indonesia
    from sp4n.workdays.changes import DayChange, diff
    from sp4n.workdays.deadline import Deadline
    from sp4n.workdays.decree import Decree
    from sp4n.workdays.decree_table import REVIEWED_ON, decrees
    from sp4n.workdays.holiday import FEASTS, Holiday
    from sp4n.workdays.hours.hours_deadline import HoursDeadline
    from sp4n.workdays.hours.office_hours import GOVERNMENT_HOURS, OfficeHours
    from sp4n.workdays.hours.ramadan import RAMADANS, Ramadan
    from sp4n.workdays.known_range import OutsideKnownRange
    from sp4n.workdays.limit import Limit
    from sp4n.workdays.settings import ZONES, CalendarSettings, Closure
    from sp4n.workdays.skipped_day import SkippedDay
    from sp4n.workdays.working_calendar import WorkingCalendar

__all__ = [
    "FEASTS",
    "GOVERNMENT_HOURS",
    "RAMADANS",
    "REVIEWED_ON",
    "ZONES",
    "CalendarSettings",
    "CalendarYear",
    "Closure",
    "DayChange",
    "Deadline",
    "Decree",
    "Holiday",
    "HoursDeadline",
    "Limit",
    "OfficeHours",
    "OutsideKnownRange",
    "Ramadan",
    "SkippedDay",
    "WorkingCalendar",
    "calendar_of",
    "decrees",
    "diff",
    "indonesia",
]

_HOMES = {
    "FEASTS": "holiday",
    "GOVERNMENT_HOURS": "hours.office_hours",
    "RAMADANS": "hours.ramadan",
    "REVIEWED_ON": "decree_table",
    "CalendarSettings": "settings",
    "CalendarYear": "calendar_year",
    "Closure": "settings",
    "DayChange": "changes",
    "Deadline": "deadline",
    "Decree": "decree",
    "Holiday": "holiday",
    "HoursDeadline": "hours.hours_deadline",
    "Limit": "limit",
    "OfficeHours": "hours.office_hours",
    "OutsideKnownRange": "known_range",
    "Ramadan": "hours.ramadan",
    "SkippedDay": "skipped_day",
    "ZONES": "settings",
    "WorkingCalendar": "working_calendar",
    "calendar_of": "calendars",
    "decrees": "decree_table",
    "diff": "changes",
    "indonesia": "calendars",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
