"""``sp4n ics``: a deadline, or the days off of a year, for the calendars that people look at."""

import argparse
from datetime import date, datetime

from sp4n.commandline.console import Console
from sp4n.commandline.due import calendar_asked, due_date
from sp4n.errors import InvalidValue
from sp4n.interchange.ical import Entry, days_off, to_ical
from sp4n.signs import visible


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the calendar file."""
    calendar, language = calendar_asked(asked), console.language
    has_limit = asked.start is not None and asked.limit is not None
    if has_limit is (asked.year is not None):
        raise InvalidValue.of("nothing_to_write", "ics")
    if asked.year is not None:
        entries = days_off(calendar, asked.year, language)
    else:
        found, (said, *_) = due_date(calendar, asked.start, asked.limit, language)
        on = found.get("due_at")
        at = date.fromisoformat(str(found["due_on"])) if on is None else _instant(on)
        is_sure = found["certainty"] in ("fixed", None)
        entries = (Entry(at, visible(asked.summary or said), said, is_sure),)
    written = to_ical(entries)
    if console.as_json:
        console.document({"entries": len(entries), "ics": written.decode()})
        return 0
    console.file(written)
    return 0


def _instant(text: object) -> datetime:
    return datetime.fromisoformat(str(text))
