"""A day that isn't worked, with the reason."""

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 - the field is called `date`, as the JSON key is
from functools import reduce
from typing import Literal

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.workdays.calendar_year import CalendarYear
from sp4n.workdays.decree import Decree
from sp4n.workdays.settings import CalendarSettings

Kind = Literal["weekend", "national", "joint_leave", "closure"]
"""Why a day isn't worked. A day with several reasons has the first of: national, joint leave,
closure, weekend (own choice), so that a holiday on a Sunday still shows its name and decree."""

KINDS: dict[Kind, Wording] = FrozenDict(
    {
        "weekend": Message("kind_of_day.weekend"),
        "national": Message("kind_of_day.national"),
        "joint_leave": Message("kind_of_day.joint_leave"),
        "closure": Message("kind_of_day.closure"),
    }
)
"""The kinds in words."""

WEEKDAY_LABELS = tuple(Message(f"weekday.{number}") for number in range(7))
"""The days of a week in words, Monday first."""


@frozen(repr=False)
class SkippedDay(Described):
    """One day that a count of working days passes over.

    Attributes:
        date: The day.
        kind: Why it isn't worked.
        name: What the day is called.
        decree: The decree in force that lists the day; a later amendment repeats what earlier
            decrees had fixed (`sp4n.workdays.diff` tells who changed what). None for weekends,
            closures and election days, and for holidays that no decree has fixed yet.

    >>> SkippedDay.weekend(Date(2025, 1, 25)).name.en
    'Saturday'
    """

    date: Date
    kind: Kind
    name: Wording
    decree: Decree | None = None

    @classmethod
    def weekend(cls, day: Date) -> "SkippedDay":
        """Make a weekend day."""
        return cls(day, "weekend", WEEKDAY_LABELS[day.weekday()])

    def __repr__(self) -> str:
        return f"<SkippedDay {self}>"

    def _full(self, language: Language) -> str:
        """Say what day it is, such as ``2025-03-28 joint leave: Day of Silence``."""
        return f"{self.date} {self.reason(language)}"

    def reason(self, language: Language = "en") -> str:
        """Say why the day is off, such as ``joint leave: Day of Silence``."""
        return f"{KINDS[self.kind].describe(language)}: {self.name.describe(language)}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "date": self.date.isoformat(),
            "kind": self.kind,
            "name": self.name.describe(language),
            "decree": str(self.decree) if self.decree else None,
        }


def day_off(day: Date, year: CalendarYear, settings: CalendarSettings) -> SkippedDay:
    """Find the reason for a day off."""
    held, (closed, _) = settings.on(day), settings.own_days
    national = () if held.works_on_holidays else year.national
    if names := [holiday.name for holiday in national if holiday.on == day]:
        voting = any(election.on == day for election in year.elections)
        return SkippedDay(day, "national", _joined(names), None if voting else year.decree)
    leave = year.joint_leave if held.keeps_joint_leave else ()
    if names := [holiday.name for holiday in leave if holiday.on == day]:
        return SkippedDay(day, "joint_leave", _joined(names), year.decree)
    if day in closed:
        return SkippedDay(day, "closure", closed[day].why)
    return SkippedDay.weekend(day)


_BOTH = Message("skipped_day.both")


def _joined(labels: Sequence[Wording]) -> Wording:
    """Name a day on which several feasts fall."""
    return reduce(lambda first, then: _BOTH.given(first=first, then=then), labels)
