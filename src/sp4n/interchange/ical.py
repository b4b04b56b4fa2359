"""Days off and deadlines as iCalendar (RFC 5545), for the calendars that people look at."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from attrs import frozen

from sp4n.errors import MissingExtra
from sp4n.labels import Language, Message
from sp4n.validation import number_fault, refuse, type_fault
from sp4n.workdays import SkippedDay, WorkingCalendar

_UNSURE = Message("ical.unsure")
_A_DAY = timedelta(days=1)


@frozen
class Entry:
    """One entry of a calendar: a whole day, or an instant.

    Attributes:
        on: The day, or the instant with its offset.
        summary: What it is called.
        about: More about it.
        is_sure: Whether it is settled; if not, calendars show it as tentative.
        key: Tells it from others of its day, in every language; without it the summary does.
        known_on: As of which day it was known, if that is known: the entry is stamped with it.
    """

    on: date | datetime
    summary: str
    about: str = ""
    is_sure: bool = True
    key: str = ""
    known_on: date | None = None


def days_off(calendar: WorkingCalendar, year: int, language: Language = "en") -> tuple[Entry, ...]:
    """List the days off of a year but for the weekends: holidays, joint leave and closures.

    What may still move is not sure: a feast whose moon was not sighted yet, and whatever lies in
    a year without a decree.

    Args:
        calendar: The office's calendar.
        year: The year.
        language: In which the days are called.

    Raises:
        InvalidValue: An argument is of a wrong type.
        OutsideKnownRange: The calendar doesn't know the whole year.

    >>> from sp4n.workdays import indonesia
    >>> print(days_off(indonesia(), 2026)[0].summary)
    national holiday: New Year's Day
    """
    refuse(
        type_fault(WorkingCalendar, calendar, "calendar", "calendar"),
        number_fault(year, "year", 1, 9999),
    )
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (calendar.day_off(first + _A_DAY * n) for n in range((last - first).days + 1))
    return tuple(
        _entry(calendar, day, language) for day in days if day is not None and day.kind != "weekend"
    )


def _entry(calendar: WorkingCalendar, day: SkippedDay, language: Language) -> Entry:
    is_sure = not any(first <= day.date <= last for first, last, _ in calendar.uncertain_days)
    decree = day.decree
    about = "" if decree is None else str(decree)
    if not is_sure:
        about = "; ".join(filter(None, (about, _UNSURE.describe(language))))
    signed_on = None if decree is None else decree.signed_on
    return Entry(day.date, day.reason(language), about, is_sure, day.kind, signed_on)


def to_ical(entries: Iterable[Entry], name: str = "") -> bytes:
    """Write entries as a calendar file (``.ics``).

    The same entries give the same file on every machine, and the same day the same UID, so that a
    calendar that reads it again finds the entry it has. Each entry is stamped with the day as of
    which it is known, or else with its own.

    Args:
        entries: What is written, in this order.
        name: What the calendar is called, if anything.

    Raises:
        MissingExtra: The package `icalendar` is not installed (the extra ``ical``).

    >>> written = to_ical([Entry(date(2026, 3, 31), "Due: X-0001")])
    >>> b"DTSTART;VALUE=DATE:20260331" in written
    True
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise MissingExtra("ical") from None
    calendar = Calendar()
    calendar.add("prodid", "-//sp4n//sp4n//EN")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
    for entry in entries:
        event, at = Event(), entry.on
        event.add("uid", _uid(entry))
        event.add("dtstamp", _midnight(entry.known_on or at))
        event.add("dtstart", at.astimezone(UTC) if isinstance(at, datetime) else at)
        event.add("summary", entry.summary)
        if entry.about:
            event.add("description", entry.about)
        event.add("status", "CONFIRMED" if entry.is_sure else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(entry: Entry) -> str:
    on = entry.on.astimezone(UTC) if isinstance(entry.on, datetime) else entry.on
    said = f"{on.isoformat()} {entry.key or entry.summary}"
    return f"{sha256(said.encode()).hexdigest()[:32]}@sp4n"


def _midnight(on: date | datetime) -> datetime:
    if isinstance(on, datetime):
        return on.astimezone(UTC)
    return datetime.combine(on, time.min, UTC)
