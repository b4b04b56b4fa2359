"""The day of receipt: one day for clocks, timers, validity, rules in force and statistics."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sp4n.workdays.known_range import OutsideKnownRange

if TYPE_CHECKING:
    from sp4n.workdays.working_calendar import WorkingCalendar


def day_of_receipt(calendar: "WorkingCalendar", instant: datetime) -> date:
    """Give the day that counts as the day of receipt, for every instant.

    It is `WorkingCalendar.received_on`; beyond what the calendar knows, the instant's own date
    (`WorkingCalendar.nearest_date_of`).

    Raises:
        InvalidValue: The instant is naive or not a datetime; the day is worked but has no hours.

    >>> from datetime import UTC
    >>> from sp4n.workdays import indonesia
    >>> friday_at_17 = datetime(2025, 1, 24, 10, 0, tzinfo=UTC)
    >>> str(day_of_receipt(indonesia(), friday_at_17))
    '2025-01-24'
    >>> str(day_of_receipt(indonesia(late_receipt="next-working-day"), friday_at_17))
    '2025-01-30'
    """
    try:
        return calendar.received_on(instant)
    except OutsideKnownRange:
        return calendar.nearest_date_of(instant)
