"""Working days of Indonesian offices: calendars by decree, deadlines that explain themselves."""

from sp4n.workdays.calendar_year import CalendarYear
from sp4n.workdays.calendars import indonesia
from sp4n.workdays.closure import Closure
from sp4n.workdays.deadline import Deadline
from sp4n.workdays.decree import Decree
from sp4n.workdays.holiday import FEASTS, Holiday
from sp4n.workdays.known_range import OutsideKnownRange
from sp4n.workdays.limit import Limit
from sp4n.workdays.settings import CalendarSettings
from sp4n.workdays.skipped_day import SkippedDay
from sp4n.workdays.working_calendar import WorkingCalendar

__all__ = [
    "FEASTS",
    "CalendarSettings",
    "CalendarYear",
    "Closure",
    "Deadline",
    "Decree",
    "Holiday",
    "Limit",
    "OutsideKnownRange",
    "SkippedDay",
    "WorkingCalendar",
    "indonesia",
]
