"""What differs between two calendars, day by day, and which decree made the difference."""

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 - as in `SkippedDay`
from datetime import timedelta
from functools import lru_cache

from attrs import frozen

from sp4n.labels import Described, Language, Message
from sp4n.workdays.calendar_year import CalendarYear
from sp4n.workdays.decree import Decree
from sp4n.workdays.decree_table import decrees
from sp4n.workdays.skipped_day import SkippedDay
from sp4n.workdays.working_calendar import WorkingCalendar

_WORKED = Message("changes.worked")


@frozen(repr=False)
class DayChange(Described):
    """One day that is another kind of day in the second calendar.

    Attributes:
        date: The day.
        before: Why it was off; None if it was a working day.
        after: Why it is off; None if it is a working day.
        decree: The decree that made the difference; None if a setting, an office's own closure, or
            the step from one estimate to another did.
    """

    date: Date
    before: SkippedDay | None
    after: SkippedDay | None
    decree: Decree | None

    def __repr__(self) -> str:
        return f"<DayChange {self}>"

    def _full(self, language: Language) -> str:
        """Say what the day was, what it is, and by which decree."""
        was, now = (
            day.reason(language) if day else _WORKED.describe(language)
            for day in (self.before, self.after)
        )
        by = f" [{self.decree}]" if self.decree else ""
        return f"{self.date}: {was} → {now}{by}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; a working day is None."""
        return {
            "date": self.date.isoformat(),
            "before": self.before and self.before.to_dict(language),
            "after": self.after and self.after.to_dict(language),
            "decree": str(self.decree) if self.decree else None,
        }


def diff(before: WorkingCalendar, after: WorkingCalendar) -> tuple[DayChange, ...]:
    """List the days that differ between two calendars, in order.

    Days differ when one is worked and the other not, or when the kind of day off differs. The
    decree named is the first, of the library's table and the two calendars, after which the day is
    what the newer calendar says. Only days that both calendars know are compared. What was asked
    last is kept: whoever explains every clock of a register compares few calendars, often.

    >>> from sp4n.workdays import indonesia
    >>> old, new = (indonesia(as_of=Date(2020, 5, day)) for day in (19, 20))
    >>> print(*diff(old, new))
    2020-05-22: joint leave: Eid al-Fitr → a working day [SKB 3 Menteri 440/2020, 03/2020, \
03/2020 (2020-05-20)]
    """
    return _diff(before, after)


@lru_cache(maxsize=128)  # own choice: all versions of two offices' calendars, a few days each
def _diff(before: WorkingCalendar, after: WorkingCalendar) -> tuple[DayChange, ...]:
    until = min(before.known_until, after.known_until).year
    years = range(before.known_from.year, until + 1)
    return tuple(change for year in years for change in _in_year(before, after, year))


def _in_year(before: WorkingCalendar, after: WorkingCalendar, year: int) -> Iterator[DayChange]:
    old, new = before.source_of(year), after.source_of(year)
    if old == new and before.settings == after.settings:
        return
    day = Date(year, 1, 1)
    while day.year == year:
        was, now = before.day_off(day), after.day_off(day)
        if (was and was.kind) != (now and now.kind):
            yield DayChange(day, was, now, _cause(day, old, new))
        day += timedelta(days=1)


def _cause(day: Date, before: CalendarYear, after: CalendarYear) -> Decree | None:
    """Find the decree between two versions of a year that made a day what the newer says."""
    old, new = sorted((before, after), key=_signed)
    cause = None
    for decree in decrees() if new.decree in decrees() else (*decrees(), new.decree):
        version = CalendarYear(new.year, decree)
        if decree and decree.year == new.year and _signed(old) < _signed(version) <= _signed(new):
            if _listed(version, day) != _listed(new, day):
                cause = None
            elif cause is None:
                cause = decree
    return cause if _listed(old, day) != _listed(new, day) else None


def _signed(year: CalendarYear) -> Date:
    """Give the day from which a version counts; estimates and final lists count as oldest."""
    return (year.decree and year.decree.signed_on) or Date.min


def _listed(year: CalendarYear, day: Date) -> str:
    """Tell how a year's list has a day, whatever the settings make of it."""
    if any(holiday.on == day for holiday in year.national):
        return "national"
    return "joint leave" if any(holiday.on == day for holiday in year.joint_leave) else ""
