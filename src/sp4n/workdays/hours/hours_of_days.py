"""Whether office hours fit the days that are worked: none without hours, no hours for nothing."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from sp4n.errors import Fault, fault
from sp4n.workdays.hours.hours_text import WEEKDAYS
from sp4n.workdays.hours.office_hours import GOVERNMENT_HOURS, OfficeHours
from sp4n.workdays.own_days import Closure, ExtraWorkingDay
from sp4n.workdays.setting_change import SettingChange

_Day = TypeVar("_Day", date, tuple[date, str])


class HeldSettings(Protocol):
    """What is asked of calendar settings, and of those that hold from a day on."""

    @property
    def hours(self) -> OfficeHours | None:
        """The office's own hours, if it has any."""

    @property
    def late_receipt(self) -> str:
        """What becomes of what comes after hours."""

    @property
    def worked_weekdays(self) -> tuple[bool, ...]:
        """Of each day of the week, Monday first, whether it is worked."""

    @property
    def changes(self) -> Sequence[SettingChange]:
        """What changes from some day on."""

    @property
    def own_days(self) -> tuple[Mapping[date, Closure], Mapping[date, ExtraWorkingDay]]:
        """The days that are closed, and those that are worked whatever else is said of them."""

    @property
    def periods(self) -> "Sequence[tuple[date, HeldSettings]]":
        """What holds from which day on."""


_ORDER = ("hours", "week", "late_receipt")  # of the key to name, if several change


def hours_faults(settings: HeldSettings, *, asked: bool = False) -> Iterator[Fault]:
    """Find days that are worked without hours, and hours on days that are not worked.

    The government's hours are held against the week only where somebody asks for hours, or where
    receipt depends on them; nobody gave them for a day off.
    """
    extra = sorted(settings.own_days[1])
    ends = [first for first, _ in settings.periods[1:]] + [date.max]
    for (first, held), end in zip(settings.periods, ends, strict=True):
        if asked or held.hours or held.late_receipt == "next-working-day":
            where, worked = _where(settings, first), within(extra, first, end)
            yield from _weekday_faults(held, worked, where)
            yield from _extra_day_faults(held, worked, where)
            if held.hours:
                special = within(held.hours.special_days, first, end)
                yield from _special_day_faults(settings, held, special, f"{where}.special_days")


def within(days: Sequence[_Day], first: date, end: date) -> Sequence[_Day]:
    """Give the days from one on and before another, of days in order or of pairs by day."""
    begin, stop = (bisect_left(days, day, key=_day_of) for day in (first, end))
    return days[begin:stop]


def _day_of(day: "date | tuple[date, str]") -> date:
    return day[0] if isinstance(day, tuple) else day


def _where(settings: HeldSettings, first: date) -> str:
    """Give the key path of what holds from a day on: the hours that change then, or the week."""
    for name in _ORDER:
        for place, change in enumerate(settings.changes):
            if change.valid_from == first and name in change.choices:
                return f"changes[{place}].{name}"
    return "hours"


def _weekday_faults(held: HeldSettings, extra: Iterable[date], where: str) -> Iterator[Fault]:
    hours = held.hours or GOVERNMENT_HOURS
    made_up_for = {day.weekday() for day in extra}
    for day, (name, text) in enumerate(zip(WEEKDAYS, hours.week, strict=True)):
        is_worked = held.worked_weekdays[day]
        if is_worked and not text:
            yield fault("no_hours", where, found=name)
        elif held.hours and text and not is_worked and day not in made_up_for:
            yield fault("hours_on_day_off", where, found=name)


def _extra_day_faults(held: HeldSettings, extra: Iterable[date], where: str) -> Iterator[Fault]:
    hours = held.hours or GOVERNMENT_HOURS
    known = hours.known_years
    for day in extra:
        if known is not None and day.year not in known:
            continue  # of such years hardly anybody asks for hours; who does is told then
        if not hours.has_hours(day):
            yield fault("no_hours", where, found=_named(day))


def _special_day_faults(
    settings: HeldSettings,
    held: HeldSettings,
    special: Iterable[tuple[date, str]],
    where: str,
) -> Iterator[Fault]:
    """Single days with hours of their own that the office has off; holidays are not looked at."""
    closed, extra = settings.own_days
    for day, text in special:
        is_worked = day in extra or (held.worked_weekdays[day.weekday()] and day not in closed)
        if text and not is_worked:
            yield fault("hours_on_day_off", where, found=_named(day))


def _named(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day}"
