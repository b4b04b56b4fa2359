"""What a calendar does not know about some days ahead, so that somebody can see to it in time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message

if TYPE_CHECKING:
    from sp4n.workdays.uncertainty import Certainty
    from sp4n.workdays.working_days import WorkingDays

Missing = Literal["decree", "sighting", "ramadan", "ramadan_sighting", "range"]
"""What is missing. ``"decree"``: the joint decree of the year; ``"sighting"``: a feast waits for
the moon; ``"ramadan"``: nobody gave the Ramadan on which the office hours depend;
``"ramadan_sighting"``: it was given, but waits for the moon; ``"range"``: the days lie outside of
what the calendar knows."""

_SAID = FrozenDict(
    {
        "decree": Message("not_known.decree"),
        "sighting": Message("not_known.sighting"),
        "ramadan": Message("not_known.ramadan"),
        "ramadan_sighting": Message("not_known.ramadan_sighting"),
        "range": Message("not_known.range"),
    }
)
_OF_CERTAINTY: "FrozenDict[Certainty, Missing]" = FrozenDict(
    {"estimated": "decree", "pending": "sighting"}
)
_A_DAY = timedelta(days=1)


@frozen(repr=False)
class NotKnown(Described):
    """Some days in a row of which something is not known.

    Attributes:
        first_on: The first of them.
        last_on: The last.
        missing: What is missing.
    """

    first_on: date
    last_on: date
    missing: Missing

    def __repr__(self) -> str:
        return f"<NotKnown {self}>"

    def _full(self, language: Language) -> str:
        """Say which days, and what is missing."""
        return _SAID[self.missing].fill(language, first=self.first_on, last=self.last_on)

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(),
            "missing": self.missing,
        }


def not_known(
    calendar: "WorkingDays", first: date, last: date, *, hours: bool
) -> tuple[NotKnown, ...]:
    """Give what `WorkingCalendar.not_known` documents."""
    found = [*_outside(calendar, first, last), *_days(calendar)]
    if hours:
        found += _hours(calendar, first, last)
    cut = (
        NotKnown(max(first, one.first_on), min(last, one.last_on), one.missing)
        for one in found
        if one.first_on <= last and first <= one.last_on
    )
    return tuple(sorted(cut, key=lambda one: (one.first_on, one.last_on, one.missing)))


def _outside(calendar: "WorkingDays", first: date, last: date) -> Iterator[NotKnown]:
    if first < calendar.known_from:
        yield NotKnown(first, calendar.known_from - _A_DAY, "range")
    if last > calendar.known_until:
        yield NotKnown(calendar.known_until + _A_DAY, last, "range")


def _days(calendar: "WorkingDays") -> Iterator[NotKnown]:
    for first, last, certainty in calendar.uncertain_days:
        yield NotKnown(first, last, _OF_CERTAINTY[certainty])


def _hours(calendar: "WorkingDays", first: date, last: date) -> Iterator[NotKnown]:
    from sp4n.workdays.hours.hours_deadline import uncertain_hours
    from sp4n.workdays.hours.ramadan_gaps import gaps, unknown_hours

    for since, until, _ in uncertain_hours(calendar):
        yield NotKnown(since, until, "ramadan_sighting")
    years = range(max(first, calendar.known_from).year, min(last, calendar.known_until).year + 1)
    for since, until in dict.fromkeys(gap for year in years for gap in gaps(calendar, year)):
        days = map(date.fromordinal, range(since.toordinal(), until.toordinal() + 1))
        unknown = [day for day in days if unknown_hours(calendar, calendar.hours_on(day), day)]
        if unknown:
            yield NotKnown(unknown[0], unknown[-1], "ramadan")
