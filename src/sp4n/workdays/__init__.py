"""Working days of Indonesian offices: calendars by decree, deadlines that explain themselves.

The names are handed on when first used, so that a deadline costs only what it needs.
"""

from typing import TYPE_CHECKING

from sp4n.doors import opened_late

if TYPE_CHECKING:
    from sp4n.workdays.calendar_year import CalendarYear
    from sp4n.workdays.calendars import calendar_of, indonesia
    from sp4n.workdays.changes import DayChange, causes, diff
    from sp4n.workdays.deadline import Deadline
    from sp4n.workdays.decree import Decree
    from sp4n.workdays.decree_table import REVIEWED_ON, decrees
    from sp4n.workdays.holiday import FEASTS, Holiday
    from sp4n.workdays.hours.hours_deadline import HoursDeadline
    from sp4n.workdays.hours.office_hours import GOVERNMENT_HOURS, RAMADANS, OfficeHours, Ramadan
    from sp4n.workdays.known_range import OutsideKnownRange
    from sp4n.workdays.limit import Limit
    from sp4n.workdays.not_known import NotKnown
    from sp4n.workdays.own_days import Closure, ExtraWorkingDay
    from sp4n.workdays.setting_change import SettingChange
    from sp4n.workdays.settings import CalendarSettings
    from sp4n.workdays.skipped_day import SkippedDay
    from sp4n.workdays.working_calendar import WorkingCalendar
    from sp4n.workdays.zones import ZONES

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
    "ExtraWorkingDay",
    "Holiday",
    "HoursDeadline",
    "Limit",
    "NotKnown",
    "OfficeHours",
    "OutsideKnownRange",
    "Ramadan",
    "SettingChange",
    "SkippedDay",
    "WorkingCalendar",
    "calendar_of",
    "causes",
    "decrees",
    "diff",
    "indonesia",
]

__getattr__ = opened_late(
    __name__,
    {
        "sp4n.workdays.calendar_year": ("CalendarYear",),
        "sp4n.workdays.calendars": ("calendar_of", "indonesia"),
        "sp4n.workdays.changes": ("DayChange", "causes", "diff"),
        "sp4n.workdays.deadline": ("Deadline",),
        "sp4n.workdays.decree": ("Decree",),
        "sp4n.workdays.decree_table": ("REVIEWED_ON", "decrees"),
        "sp4n.workdays.holiday": ("FEASTS", "Holiday"),
        "sp4n.workdays.hours.hours_deadline": ("HoursDeadline",),
        "sp4n.workdays.hours.office_hours": (
            "GOVERNMENT_HOURS",
            "OfficeHours",
            "RAMADANS",
            "Ramadan",
        ),
        "sp4n.workdays.known_range": ("OutsideKnownRange",),
        "sp4n.workdays.limit": ("Limit",),
        "sp4n.workdays.not_known": ("NotKnown",),
        "sp4n.workdays.own_days": ("Closure", "ExtraWorkingDay"),
        "sp4n.workdays.setting_change": ("SettingChange",),
        "sp4n.workdays.settings": ("CalendarSettings",),
        "sp4n.workdays.zones": ("ZONES",),
        "sp4n.workdays.skipped_day": ("SkippedDay",),
        "sp4n.workdays.working_calendar": ("WorkingCalendar",),
    },
)


def __dir__() -> list[str]:
    return sorted(__all__)
