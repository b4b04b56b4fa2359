"""What an office decides about its own calendar: week, joint leave, zone, closures."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.validation import refuse, word_fault
from sp4n.workdays._checks import instance, iterable, plain_date
from sp4n.workdays.holiday import Holiday

if TYPE_CHECKING:
    from sp4n.workdays.hours.office_hours import OfficeHours


def _why(value: str | Wording) -> Wording:
    return Holiday.named(date.min, value, "why").name


def _on(value: object) -> date:
    return plain_date(value, "on")


def _known_on(value: object) -> date | None:
    return None if value is None else plain_date(value, "known_on")


@frozen
class Closure:
    """One day on which the office is closed.

    A closure on a weekend day or a holiday is allowed and changes nothing.

    Attributes:
        on: The day.
        why: The reason.
        known_on: The day on which the closure became known: `indonesia(as_of=…)` leaves it out
            before. None means always known.

    Raises:
        InvalidValue: A day is not a plain date, or the reason is empty.

    >>> Closure(date(2026, 5, 4), "Hari Jadi", known_on=date(2026, 1, 12)).why.id
    'Hari Jadi'
    """

    on: date = field(converter=_on)
    why: Wording = field(converter=_why)
    known_on: date | None = field(kw_only=True, default=None, converter=_known_on)


def closures_from(
    given: Mapping[date, str | Wording] | Iterable[Closure] | None,
) -> tuple[Closure, ...]:
    """Read closures, written as a mapping or as values; the result is in date order.

    Raises `InvalidValue` ("duplicate") when a day is closed twice.
    """
    if isinstance(given, Mapping):
        closures = [Closure(on, why) for on, why in given.items()]
    else:
        closures = [
            instance(closure, Closure, "closures") for closure in iterable(given or (), "closures")
        ]
    closures.sort(key=lambda closure: closure.on)
    for closure, following in pairwise(closures):
        if closure.on == following.on:
            raise InvalidValue.of("duplicate", "closures", found=closure.on)
    return tuple(closures)


Week = Literal["five-day", "six-day"]
"""Monday to Friday as Perpres 21/2023 sets it (secondary), or Monday to Saturday as schools,
hospitals and direct services keep it."""

Zone = Literal["WIB", "WITA", "WIT"]
"""Western, central or eastern Indonesian time."""

LateReceipt = Literal["same-day", "next-working-day"]
"""What comes after hours or on a day off counts as received then (own choice, the default), or on
the next working day."""

ZONES: Mapping[Zone, timezone] = FrozenDict(
    {
        "WIB": timezone(timedelta(hours=7), "WIB"),
        "WITA": timezone(timedelta(hours=8), "WITA"),
        "WIT": timezone(timedelta(hours=9), "WIT"),
    }
)
"""UTC+7, +8 and +9, without daylight saving and unchanged since 1988."""

_PROVINCES: Mapping[Zone, str] = FrozenDict(
    {
        "WIB": "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
        "WITA": "51 52 53 63 64 65 71 72 73 74 75 76",
        "WIT": "81 82 91 92 93 94 95 96",
    }
)


def zone_of_province(code: str) -> Zone | None:
    """Give the zone of a province, by the first two digits of a region's code; None for others.

    Keppres 41/1987 parts the country so (secondary); provinces that were founded later lie where
    they lay before.

    >>> zone_of_province("32.76"), zone_of_province("63.71"), zone_of_province("99.71")
    ('WIB', 'WITA', None)
    """
    return next((zone for zone, codes in _PROVINCES.items() if code[:2] in codes.split()), None)


_WEEKS: Mapping[Week, Wording] = {
    "five-day": Message("settings.weeks_five_day"),
    "six-day": Message("settings.weeks_six_day"),
}
_LEAVE: Mapping[bool, Wording] = {
    True: Message("settings.leave_True"),
    False: Message("settings.leave_False"),
}
_LATE = Message("settings.late")
_HOURS = Message("settings.hours")
_CLOSURES = Message("settings.closures")
_EXTRA = Message("settings.extra")


def _hours(value: object) -> "OfficeHours | None":
    if value is None:
        return None
    from sp4n.workdays.hours.office_hours import OfficeHours

    return instance(value, OfficeHours, "hours")


def _flag(value: object) -> bool:
    return instance(value, bool, "joint_leave")


def _days(value: Iterable[date]) -> tuple[date, ...]:
    where = "extra_working_days"
    return tuple(sorted({plain_date(day, where) for day in iterable(value, where)}))


@frozen(cache_hash=True)
class CalendarSettings(Described):
    """The choices behind a calendar; all of them show in its explanations.

    Attributes:
        week: How many days a week are worked.
        joint_leave: Whether joint leave (*cuti bersama*) is a day off, as for ordinary government
            offices; hospitals, utilities and other services may work then.
        zone: The zone in which an instant falls on a date.
        closures: Further days off.
        extra_working_days: Days that are worked whatever else is said about them: weekend, holiday,
            joint leave.
        hours: When the office is open on its working days; None stands for the hours that fit
            Perpres 21/2023, which know no Saturdays.
        late_receipt: On which day something counts as received that comes when the office is
            closed.

    Raises:
        InvalidValue: A week, zone or late receipt is unknown (`not_one_of`), a day is closed twice
            (`duplicate`) or both closed and worked (`contradiction`), or a day is worked although
            the hours have none for it (`no_hours`).

    >>> CalendarSettings(week="six-day").to_dict()["week"]
    'six-day'
    """

    week: Week = "five-day"
    joint_leave: bool = field(default=True, converter=_flag)
    zone: Zone = "WIB"
    closures: tuple[Closure, ...] = field(default=(), converter=closures_from)
    extra_working_days: tuple[date, ...] = field(default=(), converter=_days)
    hours: "OfficeHours | None" = field(default=None, converter=_hours)
    late_receipt: LateReceipt = "same-day"

    def __attrs_post_init__(self) -> None:
        """Refuse unknown choices and days that are both closed and worked."""
        closed = {closure.on for closure in self.closures}
        refuse(
            word_fault(self.week, get_args(Week), "week"),
            word_fault(self.zone, get_args(Zone), "zone"),
            word_fault(self.late_receipt, get_args(LateReceipt), "late_receipt"),
            *(
                fault("contradiction", "extra_working_days", found=day, other="closures")
                for day in self.extra_working_days
                if day in closed
            ),
        )
        if self.hours or self.late_receipt == "next-working-day":
            self.refuse_days_without_hours()

    def refuse_days_without_hours(self) -> None:
        """Raise InvalidValue (`no_hours`) when days are worked although the hours have none."""
        refuse(*self._days_without_hours())

    def _days_without_hours(self) -> Iterator[Fault]:
        """Find the days that are worked although nobody says when."""
        from sp4n.workdays.hours.hours_text import WEEKDAYS
        from sp4n.workdays.hours.office_hours import GOVERNMENT_HOURS

        hours = self.hours or GOVERNMENT_HOURS
        for name, text in zip(WEEKDAYS[: self.days_a_week], hours.week, strict=False):
            if not text:
                yield fault("no_hours", "hours", found=name)
        special, known = dict(hours.special_days), hours.known_years
        for day in self.extra_working_days:
            if known is not None and day.year not in known:
                continue  # nobody can ask about its hours
            if day not in special and not hours.week[day.weekday()]:
                yield fault("no_hours", "hours", found=f"{WEEKDAYS[day.weekday()]} {day}")

    def known_by(self, day: date) -> "CalendarSettings":
        """Leave out the closures that became known only after a day."""
        closures = [
            closure
            for closure in self.closures
            if closure.known_on is None or closure.known_on <= day
        ]
        return self if len(closures) == len(self.closures) else evolve(self, closures=closures)

    @property
    def days_a_week(self) -> int:
        """How many days a week are worked, counted from Monday."""
        return 5 if self.week == "five-day" else 6

    def _full(self, language: Language) -> str:
        """Say the settings in a few words.

        >>> CalendarSettings(joint_leave=False).describe()
        'Five-day week, joint leave is worked, WIB'
        """
        return ", ".join(self._choices(language, self.hours))

    def _short(self, language: Language) -> str:
        """Leave out the office's own hours."""
        return ", ".join(self._choices(language, None))

    def _choices(self, language: Language, hours: "OfficeHours | None") -> Iterator[str]:
        yield _WEEKS[self.week].describe(language)
        yield _LEAVE[self.joint_leave].describe(language)
        yield self.zone
        if self.late_receipt == "next-working-day":
            yield _LATE.describe(language)
        if hours is not None:
            yield _HOURS.fill(language, hours=hours.describe(language))
        for label, days in ((_CLOSURES, self.closures), (_EXTRA, self.extra_working_days)):
            if days:
                yield label.fill(language, n=len(days))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "week": self.week,
            "joint_leave": self.joint_leave,
            "zone": self.zone,
            "closures": [
                {
                    "on": closure.on.isoformat(),
                    "why": closure.why.describe(language),
                    "known_on": closure.known_on and closure.known_on.isoformat(),
                }
                for closure in self.closures
            ],
            "extra_working_days": [day.isoformat() for day in self.extra_working_days],
            "hours": self.hours and self.hours.to_dict(),
            "late_receipt": self.late_receipt,
        }
