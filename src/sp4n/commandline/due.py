"""``sp4n due``: a due date that explains itself."""

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from attrs import evolve

from sp4n.commandline.console import Console
from sp4n.errors import InvalidValue
from sp4n.labels import Language, Message
from sp4n.workdays import Closure, Limit, WorkingCalendar, calendar_of
from sp4n.workdays.limit import SPANS
from sp4n.workdays.receipt import day_of_receipt
from sp4n.workdays.settings import CalendarSettings

if TYPE_CHECKING:
    from sp4n.workdays import Deadline, Decree, HoursDeadline, OfficeHours

_ENDS_ON = Message("due.ends_on")
_ENDS_AT = Message("due.ends_at")
_Found = tuple[dict[str, object], list[str]]
"""What is found, as plain data and line by line."""


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the deadline."""
    found, (first, *more) = due_date(
        calendar_asked(asked), asked.start, asked.limit, console.language
    )
    if console.as_json:
        as_of = None if asked.as_of is None else asked.as_of.isoformat()
        console.document(found | {"as_of": as_of})
        return 0
    console.line(first)
    for line in more:
        console.line(line, indent=2)
    return 0


def calendar_asked(asked: argparse.Namespace) -> WorkingCalendar:
    """Give the calendar of a policy, or of Indonesia, with what else was said of the office."""
    settings = CalendarSettings()
    decrees: tuple[Decree, ...] = ()
    if asked.policy is not None:
        from sp4n.commandline.sources import policy_named

        policy = policy_named(asked.policy)
        settings, decrees = policy.calendar_settings, policy.decrees
    said: dict[str, Any] = {}
    if asked.no_joint_leave:
        said["joint_leave"] = False
    if asked.six_day:
        said["week"] = "six-day"
    if asked.zone is not None:
        said["zone"] = asked.zone
    if asked.hours is not None:
        said["hours"] = _hours(asked.hours)
    if asked.closure:
        added = [Closure(on, why or str(on)) for on, why in asked.closure]
        said["closures"] = (*settings.closures, *added)
    if said:
        settings = evolve(settings, **said)
    return calendar_of(settings, as_of=asked.as_of, decrees=decrees)


def _hours(text: str) -> "OfficeHours":
    """Read ``Mon-Thu 07:30-16:00; Fri 07:30-16:30``."""
    from sp4n.workdays import OfficeHours

    entries = (entry.split(maxsplit=1) for entry in text.split(";"))
    week = {entry[0]: entry[1] if len(entry) > 1 else "" for entry in entries if entry}
    return OfficeHours(week)


def due_date(
    calendar: WorkingCalendar, start: date | datetime, limit: Limit | int, language: Language
) -> _Found:
    """Give what is found; a number alone are working days."""
    at = _instant(calendar, start) if isinstance(start, datetime) else None
    day = start if at is None else day_of_receipt(calendar, at)
    if isinstance(limit, int):
        return _explained(calendar.deadline(day, limit), language)
    if limit.unit == "working days":
        return _explained(calendar.deadline(day, limit.n), language)
    if limit.in_days:
        due_on = limit.end_on(calendar, day)
        said = {"start_on": day.isoformat(), "due_on": due_on.isoformat()}
        line = _ENDS_ON.fill(language, limit=limit.describe(language), start=day, due=due_on)
        return _plain(limit, said, calendar, language), [line]
    if at is None:
        raise InvalidValue.of("needs_a_time", "start", limit=str(limit))
    if limit.unit.startswith("working"):
        return _explained(calendar.hours_deadline(at, limit.n * SPANS[limit.unit]), language)
    due_at = limit.ends_at(calendar, at)
    said = {"start_at": at.isoformat(), "due_at": due_at.isoformat()}
    said["due_on"] = due_at.date().isoformat()
    line = _ENDS_AT.fill(
        language,
        limit=limit.describe(language),
        start=_clock(at),
        due=_clock(due_at),
        zone=calendar.zone_on(due_at.date()),
    )
    return _plain(limit, said, calendar, language), [line]


def _explained(deadline: "Deadline | HoursDeadline", language: Language) -> _Found:
    """What is worked out by working days says itself what it skipped."""
    skipped = [one.describe(language) for one in deadline.skipped]
    return deadline.to_dict(language), [deadline.describe(language), *skipped]


def _plain(
    limit: Limit, said: dict[str, str], calendar: WorkingCalendar, language: Language
) -> dict[str, object]:
    """What is counted by the wall calendar or the clock; only a day that rolls may still move."""
    certainty = "fixed" if limit.rolls is None else None
    of_limit: dict[str, object] = {
        "n": limit.n,
        "unit": limit.unit,
        "certainty": certainty,
        "skipped": [],
    }
    return {**said, **of_limit, "calendar": calendar.to_dict(language)}


def _instant(calendar: WorkingCalendar, start: datetime) -> datetime:
    """Read a time without an offset in the zone of the office."""
    if start.tzinfo is not None:
        return calendar.local(start)
    return start.replace(tzinfo=calendar.begins_at(start.date()).tzinfo)


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
