"""Soundness of a calendar: what it will not know soon, and settings that are surely not meant."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from sp4n.findings import Finding, Severity, finding
from sp4n.workdays.hours.hours_of_days import within

if TYPE_CHECKING:
    from sp4n.workdays.settings import CalendarSettings
    from sp4n.workdays.working_calendar import WorkingCalendar

_AHEAD = timedelta(days=365)  # own choice: so long before it matters somebody should know
_CODES = {
    "decree": "decree_not_known",
    "ramadan": "ramadan_not_known",
    "range": "calendar_ends",
}  # what waits for the moon is known in time: nobody need see to it


def check_calendar(
    calendar: "WorkingCalendar", on: date | None = None, *, hours: bool = False
) -> tuple[Finding, ...]:
    """Find what a calendar does not know within a year, and settings that are surely not meant.

    Args:
        calendar: The calendar.
        on: The day from which a year is looked ahead; without it nothing is.
        hours: Whether office hours matter: some limit is in hours, or receipt depends on them.

    >>> from sp4n.workdays import indonesia
    >>> [one.code for one in check_calendar(indonesia(), date(2027, 3, 1), hours=True)]
    ['decree_not_known', 'ramadan_not_known']
    """
    ahead = () if on is None else _ahead(calendar, on, hours=hours)
    return (*ahead, *_changes(calendar.settings), *_special_days(calendar))


def _ahead(calendar: "WorkingCalendar", on: date, *, hours: bool) -> Iterator[Finding]:
    last = min(on, date.max - _AHEAD) + _AHEAD
    for missing in calendar.not_known(on, last, hours=hours):
        if code := _CODES.get(missing.missing):
            days = {"first": missing.first_on, "last": missing.last_on}
            yield finding(code, Severity.WARNING, "calendar", **days)


def _changes(settings: "CalendarSettings") -> Iterator[Finding]:
    """Find changes that were known only after they held, and those that change nothing."""
    for place, change in enumerate(settings.changes):
        where = f"calendar.change[{place}]"
        if change.known_on is not None and change.known_on > change.valid_from:
            days = {"on": change.valid_from, "known_on": change.known_on}
            yield finding("setting_known_late", Severity.WARNING, where, **days)
        before = settings.on(change.valid_from - timedelta(days=1))
        for name, value in change.choices.items():
            if settings.governing(name, change.valid_from) is change and value == getattr(
                before, name
            ):
                code, on = "setting_changes_nothing", change.valid_from
                yield finding(code, Severity.WARNING, where, name=name, on=on)


def _special_days(calendar: "WorkingCalendar") -> Iterator[Finding]:
    """Find single days with hours of their own that are off by decree: those hours say nothing."""
    periods = calendar.settings.periods
    ends = [first for first, _ in periods[1:]] + [calendar.known_until + timedelta(days=1)]
    for (first, held), end in zip(periods, ends, strict=True):
        special = held.hours.special_days if held.hours else ()
        for day, text in within(special, max(first, calendar.known_from), end):
            off = calendar.day_off(day) if text and day <= calendar.known_until else None
            if off:
                where = "calendar.hours.special_days"
                told = finding("hours_on_holiday", Severity.WARNING, where, on=day)
                yield evolve(told, words=(("why", off.name),))
