"""What differs between two calendars, day by day, and which decree or setting made it so."""

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 - as in `SkippedDay`
from datetime import timedelta
from functools import lru_cache

from attrs import frozen

from sp4n.errors import InvalidValue
from sp4n.labels import Described, Language, Message
from sp4n.workdays._checks import plain_date
from sp4n.workdays.calendar_year import CalendarYear
from sp4n.workdays.decree import Decree
from sp4n.workdays.decree_table import decrees
from sp4n.workdays.own_days import Closure, ExtraWorkingDay
from sp4n.workdays.setting_change import CHOICES, SettingChange
from sp4n.workdays.settings import CalendarSettings
from sp4n.workdays.skipped_day import SkippedDay
from sp4n.workdays.working_calendar import WorkingCalendar

_WORKED = Message("changes.worked")
_OF_DAYS = ("week", "joint_leave", "works_on_holidays")  # the settings that make days off

DatedSetting = SettingChange | Closure | ExtraWorkingDay
"""What an office decided, with the day on which that became known."""


@frozen(repr=False)
class DayChange(Described):
    """One day that is another kind of day in the second calendar.

    Attributes:
        date: The day.
        before: Why it was off; None if it was a working day.
        after: Why it is off; None if it is a working day.
        decree: The decree that made the difference; None if a setting, an office's own closure, or
            the step from one estimate to another did.
        setting: The dated setting that made it: a change, a closure, an extra working day. None if
            a decree did, or what an office holds without a date.
    """

    date: Date
    before: SkippedDay | None
    after: SkippedDay | None
    decree: Decree | None
    setting: DatedSetting | None = None

    def __repr__(self) -> str:
        return f"<DayChange {self}>"

    def _full(self, language: Language) -> str:
        """Say what the day was, what it is, and by which decree or setting."""
        was, now = (
            day.reason(language) if day else _WORKED.describe(language)
            for day in (self.before, self.after)
        )
        told = self.decree and str(self.decree)
        if self.setting and not isinstance(self.setting, Closure):  # that is what the day says
            told = self.setting.describe(language)
        by = f" [{told}]" if told else ""
        return f"{self.date}: {was} → {now}{by}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; a working day is None."""
        return {
            "date": self.date.isoformat(),
            "before": self.before and self.before.to_dict(language),
            "after": self.after and self.after.to_dict(language),
            "decree": str(self.decree) if self.decree else None,
            "setting": self.setting and self.setting.to_dict(language),
        }


def diff(
    before: WorkingCalendar,
    after: WorkingCalendar,
    *,
    between: tuple[Date, Date] | None = None,
) -> tuple[DayChange, ...]:
    """List the days that differ between two calendars, in order.

    Days differ when one is worked and the other not, or when the kind of day off differs. The
    decree named is the first, of the library's table and the two calendars, after which the day is
    what the newer calendar says; the setting, the one that only one of the calendars has. Only days
    that both calendars know are compared. What was asked last is kept: whoever explains every clock
    of a register compares few calendars, often.

    Args:
        before: The one calendar.
        after: The other.
        between: The first and the last day to look at; None means all.

    Raises:
        InvalidValue: A day of `between` is not a plain date, or the last comes before the first
            (`out_of_order`).

    >>> from sp4n.workdays import indonesia
    >>> old, new = (indonesia(as_of=Date(2020, 5, day)) for day in (19, 20))
    >>> print(*diff(old, new))
    2020-05-22: joint leave: Eid al-Fitr → a working day [SKB 3 Menteri 440/2020, 03/2020, \
03/2020 (2020-05-20)]
    """
    if between is None:
        return _diff(before, after)
    first, last = days_between(between)
    years = range(max(first.year, before.known_from.year), _last_year(before, after, last) + 1)
    changes = (change for year in years for change in _in_year(before, after, year))
    return tuple(change for change in changes if first <= change.date <= last)


def days_between(between: tuple[Date, Date]) -> tuple[Date, Date]:
    """Give the first and the last day of a stretch, checked."""
    first, last = (plain_date(day, "between") for day in between)
    if last < first:
        raise InvalidValue.of("out_of_order", "between", earlier=first)
    return first, last


@lru_cache(maxsize=128)  # own choice: all versions of two offices' calendars, a few days each
def _diff(before: WorkingCalendar, after: WorkingCalendar) -> tuple[DayChange, ...]:
    years = range(before.known_from.year, _last_year(before, after, Date.max) + 1)
    return tuple(change for year in years for change in _in_year(before, after, year))


def _last_year(before: WorkingCalendar, after: WorkingCalendar, last: Date) -> int:
    return min(before.known_until, after.known_until, last).year


@lru_cache(maxsize=1024)  # own choice: some years of all versions of two offices' calendars
def _in_year(before: WorkingCalendar, after: WorkingCalendar, year: int) -> tuple[DayChange, ...]:
    old, new = before.source_of(year), after.source_of(year)
    if old == new and before.settings == after.settings:
        return ()
    return tuple(_changes(before, after, old, new))


def _changes(
    before: WorkingCalendar, after: WorkingCalendar, old: CalendarYear, new: CalendarYear
) -> Iterator[DayChange]:
    day = Date(old.year, 1, 1)
    while day.year == old.year:
        was, now = before.day_off(day), after.day_off(day)
        if (was and was.kind) != (now and now.kind):
            decree = _cause(day, old, new)
            setting = None if decree else _setting(day, before.settings, after.settings)
            yield DayChange(day, was, now, decree, setting)
        day += timedelta(days=1)


def _setting(day: Date, before: CalendarSettings, after: CalendarSettings) -> DatedSetting | None:
    """Find the dated setting that only one of two has, and that made a day what it is there."""
    for here, there in ((after, before), (before, after)):
        closed, worked = here.own_days
        own = closed.get(day) or worked.get(day)
        if own is not None and own not in (*there.closures, *there.extra_working_days):
            return own
    return next(_choice_changes(day, before, after, _OF_DAYS), None)


def _choice_changes(
    day: Date, before: CalendarSettings, after: CalendarSettings, names: tuple[str, ...]
) -> Iterator[SettingChange]:
    """Give the changes that only one of two has, by which settings of a day differ."""
    was, now = before.on(day), after.on(day)
    for name in names:
        if getattr(was, name) != getattr(now, name):
            for here, there in ((after, before), (before, after)):
                change = here.governing(name, day)
                if change is not None and change not in there.changes:
                    yield change
                    break


def causes(
    before: WorkingCalendar, after: WorkingCalendar, *, between: tuple[Date, Date]
) -> tuple[Decree | DatedSetting, ...]:
    """List the decrees and dated settings by which two calendars differ on some days.

    Beside those that `diff` names, these are the changes of what makes no day off: office hours,
    zone, receipt after hours. So whatever moved a due date is among them. They come in the order
    in which they became known, those that always were first; `str` says each in words. What two
    offices hold without a date is not among them, nor is a step from one estimate to another.

    Args:
        before: The one calendar.
        after: The other.
        between: The first and the last day to look at.

    Raises:
        InvalidValue: As `diff` does.

    >>> from sp4n.workdays import SettingChange, indonesia
    >>> six = SettingChange(Date(2026, 7, 1), known_on=Date(2026, 6, 15), week="six-day")
    >>> old, new = (indonesia(as_of=Date(2026, 6, day), changes=[six]) for day in (14, 15))
    >>> print(*causes(old, new, between=(Date(2026, 6, 29), Date(2026, 7, 10))))
    from 2026-07-01 (known on 2026-06-15): Six-day week
    """
    first, last = days_between(between)
    found: dict[Decree | DatedSetting, None] = {}
    for change in diff(before, after, between=between):
        cause = change.decree or change.setting
        found |= {} if cause is None else {cause: None}
    here, there = before.settings, after.settings
    starts = {since for settings in (here, there) for since, _ in settings.periods}
    for day in sorted({first, *(since for since in starts if first < since <= last)}):
        found |= dict.fromkeys(_choice_changes(day, here, there, CHOICES))
    return tuple(sorted(found, key=_known_on))


def _known_on(cause: Decree | DatedSetting) -> Date:
    known_on = cause.signed_on if isinstance(cause, Decree) else cause.known_on
    return known_on or Date.min


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
