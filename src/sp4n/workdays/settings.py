"""What an office decides about its own calendar, and from when on: week, leave, zone, days."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Self

from attrs import field, frozen

from sp4n.labels import Described, Language, Message
from sp4n.validation import refuse
from sp4n.workdays._checks import instance
from sp4n.workdays.own_days import (
    Closure,
    ExtraWorkingDay,
    closures_from,
    contradictions,
    extra_days_from,
    settled,
)
from sp4n.workdays.setting_change import (
    CHOICES,
    LateReceipt,
    SettingChange,
    change_faults,
    changes_from,
    choice_faults,
    hours_from,
    in_order,
    said_choice,
)
from sp4n.workdays.week import Week, week_from, worked_weekdays
from sp4n.workdays.zones import ZONES, Zone

if TYPE_CHECKING:
    from sp4n.workdays.hours.office_hours import OfficeHours
    from sp4n.workdays.uncertainty import UncertainDays

_CLOSURES = Message("settings.closures")
_EXTRA = Message("settings.extra")
_DAY = timedelta(days=1)


def _week(value: object) -> Week:
    return week_from(value)  # type: ignore[return-value]  # what isn't one is refused next


def _joint_leave(value: object) -> bool:
    return instance(value, bool, "joint_leave")


def _on_holidays(value: object) -> bool:
    return instance(value, bool, "works_on_holidays")


@frozen(cache_hash=True)
class CalendarSettings(Described):
    """The choices behind a calendar; all of them show in its explanations.

    Attributes:
        week: Which days of a week are worked: ``"five-day"``, ``"six-day"``, ``"seven-day"``, or
            their names (``"Tue,Thu"``, ``"Mon-Sat"``, ``("mon", "tue")``).
        joint_leave: Whether joint leave (*cuti bersama*) is a day off, as for ordinary government
            offices; hospitals, utilities and other services may work then.
        zone: The zone in which an instant falls on a date.
        closures: Further days off.
        extra_working_days: Days that are worked whatever else is said about them: weekend, holiday,
            joint leave. A plain date stands for one that was always known. Of a day that is closed
            too, what became known later counts.
        hours: When the office is open on its working days; None stands for the hours that fit
            Perpres 21/2023, which know no Saturdays.
        late_receipt: On which day something counts as received that comes when the office is
            closed.
        works_on_holidays: Whether national holidays and joint leave are worked, as by units that
            serve round the clock (clause KETIGA of the joint decrees).
        changes: What changes from a day on; the settings above hold before.

    Raises:
        InvalidValue: A week, zone or late receipt is unknown (`not_one_of`), a day is closed twice
            (`duplicate`) or both closed and worked (`contradiction`), a setting is changed twice
            from the same day on (`contradiction`, `duplicate`), a day is worked although the hours
            have none for it (`no_hours`), or they have some for a day that is not
            (`hours_on_day_off`).

    >>> CalendarSettings(week="Mon-Sat").to_dict()["week"]
    'six-day'
    """

    week: Week = field(default="five-day", converter=_week)
    joint_leave: bool = field(default=True, converter=_joint_leave)
    zone: Zone = "WIB"
    closures: tuple[Closure, ...] = field(default=(), converter=closures_from)
    extra_working_days: tuple[ExtraWorkingDay, ...] = field(default=(), converter=extra_days_from)
    hours: "OfficeHours | None" = field(default=None, converter=hours_from)
    late_receipt: LateReceipt = "same-day"
    works_on_holidays: bool = field(kw_only=True, default=False, converter=_on_holidays)
    changes: tuple[SettingChange, ...] = field(
        kw_only=True, default=(), converter=changes_from, eq=in_order
    )

    def __attrs_post_init__(self) -> None:
        """Refuse unknown choices, and days and changes that contradict each other."""
        refuse(
            *choice_faults(self.week, self.zone, self.late_receipt),
            *contradictions(self.closures, self.extra_working_days),
            *change_faults(self.changes),
        )
        if self.hours or self.changes or self.late_receipt == "next-working-day":
            from sp4n.workdays.hours.hours_of_days import hours_faults

            refuse(*hours_faults(self))

    def refuse_days_without_hours(self) -> None:
        """Raise InvalidValue (`no_hours`) when days are worked although the hours have none."""
        from sp4n.workdays.hours.hours_of_days import hours_faults

        found = hours_faults(self, asked=True)
        refuse(*(each for each in found if each.code == "no_hours"))

    # -- what holds on a day -------------------------------------------------------------------

    @cached_property
    def periods(self) -> tuple[tuple[date, "CalendarSettings"], ...]:
        """What holds from which day on, in order: the first from ever, each other from a change."""
        if not self.changes:
            return ((date.min, self),)
        firsts = sorted({date.min, *(change.valid_from for change in self.changes)})
        return tuple((first, self._as_of_a_day(first)) for first in firsts)

    def on(self, day: date) -> "CalendarSettings":
        """Give the settings that hold on a day, without a change.

        >>> six = SettingChange(date(2026, 7, 1), week="six-day")
        >>> settings = CalendarSettings(changes=[six])
        >>> [settings.on(date(2026, month, 1)).week for month in (6, 7)]
        ['five-day', 'six-day']
        """
        if not self.changes:
            return self
        return self.periods[bisect_right(self._firsts, day) - 1][1]

    @cached_property
    def _firsts(self) -> tuple[date, ...]:
        return tuple(first for first, _ in self.periods)

    def _as_of_a_day(self, day: date) -> Self:
        held: dict[str, object] = {"changes": ()}
        for change in in_order(self.changes):
            if change.valid_from <= day:
                held |= change.choices
        return self._with(held)

    def observed(self, uncertain: "Iterable[UncertainDays]") -> "tuple[UncertainDays, ...]":
        """Leave out the days on which the office works whether they are holidays or not."""
        if not any(held.works_on_holidays for _, held in self.periods):
            return tuple(uncertain)
        ends = [first - _DAY for first in self._firsts[1:]] + [date.max]
        kept = [
            (max(first, since), min(last, until), certainty)
            for first, last, certainty in uncertain
            for (since, held), until in zip(self.periods, ends, strict=True)
            if not held.works_on_holidays and first <= until and since <= last
        ]
        return tuple(sorted(kept))

    def governing(self, name: str, day: date) -> SettingChange | None:
        """Give the change by which a setting is what it is on a day; None if it always was."""
        found = None
        for change in in_order(self.changes):
            if change.valid_from <= day and name in change.choices:
                found = change
        return found

    def known_by(self, day: date) -> "CalendarSettings":
        """Leave out the closures, extra working days and changes known only after a day."""
        names = ("closures", "extra_working_days", "changes")
        known: dict[str, object] = {}
        for name in names:
            entries = getattr(self, name)
            kept = tuple(one for one in entries if one.known_on is None or one.known_on <= day)
            if len(kept) < len(entries):
                known[name] = kept
        return self._with(known) if known else self

    def _with(self, values: Mapping[str, object]) -> Self:
        """Put values in place unchecked: what was known by a day may be half of what fits."""
        twin = copy(self)
        for name, value in values.items():
            object.__setattr__(twin, name, value)
        return twin

    @property
    def worked_weekdays(self) -> tuple[bool, ...]:
        """Of each day of the week, Monday first, whether it is worked."""
        return worked_weekdays(self.week)

    @property
    def keeps_joint_leave(self) -> bool:
        """Tell whether joint leave is a day off."""
        return self.joint_leave and not self.works_on_holidays

    @cached_property
    def own_days(self) -> tuple[Mapping[date, Closure], Mapping[date, ExtraWorkingDay]]:
        """The days that are closed, and those that are worked whatever else is said of them."""
        return settled(self.closures, self.extra_working_days)

    # -- instants ------------------------------------------------------------------------------

    @cached_property
    def _zones(self) -> tuple[tuple[date, datetime, Zone], ...]:
        """From which day and instant on a zone holds, for every change of it; often none."""
        found: list[tuple[date, datetime, Zone]] = []
        zone = self.zone
        for first, settings in self.periods[1:]:
            if settings.zone != zone:
                zone = settings.zone
                found.append((first, datetime.combine(first, time.min, ZONES[zone]), zone))
        return tuple(found)

    @property
    def changes_zone(self) -> bool:
        """Tell whether the office has different zones at different times."""
        return bool(self._zones)

    def begins_at(self, day: date) -> datetime:
        """Give the instant at which a day begins: its midnight in the zone in force on it."""
        return datetime.combine(day, time.min, ZONES[self.on(day).zone])

    def date_of(self, instant: datetime) -> date:
        """Give the last day that has begun at an instant; see `begins_at`."""
        before: date | None = None
        for first, begins_at, zone in reversed(self._zones):
            if begins_at <= instant:
                return self._before(instant.astimezone(ZONES[zone]).date(), before)
            before = first
        return self._before(instant.astimezone(ZONES[self.zone]).date(), before)

    @staticmethod
    def _before(day: date, end: date | None) -> date:
        return day if end is None or day < end else end - _DAY

    # -- in words ------------------------------------------------------------------------------

    def _full(self, language: Language) -> str:
        """Say the settings in a few words.

        >>> CalendarSettings(joint_leave=False).describe()
        'Five-day week, joint leave is worked, WIB'
        """
        return self._said(language, has_hours=True)

    def _short(self, language: Language) -> str:
        """Leave out the office's own hours."""
        return self._said(language, has_hours=False)

    def _said(self, language: Language, *, has_hours: bool) -> str:
        said = ", ".join(self._choices(language, has_hours=has_hours))
        return "; ".join([said, *(one.describe(language) for one in in_order(self.changes))])

    def _choices(self, language: Language, *, has_hours: bool) -> Iterator[str]:
        yield said_choice("week", self.week, language)
        leave = "works_on_holidays" if self.works_on_holidays else "joint_leave"
        yield said_choice(leave, getattr(self, leave), language)
        yield self.zone
        if self.late_receipt == "next-working-day":
            yield said_choice("late_receipt", self.late_receipt, language)
        if has_hours and self.hours is not None:
            yield said_choice("hours", self.hours, language)
        for label, days in ((_CLOSURES, self.closures), (_EXTRA, self.extra_working_days)):
            if days:
                yield label.fill(language, n=len(days))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; an extra working day that was always known as a date."""
        return {
            **{name: getattr(self, name) for name in CHOICES},
            "closures": [closure.to_dict(language) for closure in self.closures],
            "extra_working_days": [
                day.to_dict(language) if day.known_on else day.on.isoformat()
                for day in self.extra_working_days
            ],
            "hours": self.hours and self.hours.to_dict(),
            "changes": [change.to_dict(language) for change in in_order(self.changes)],
        }
