"""What an office changes about its calendar from a day on, dated as a decree is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from attrs import field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.labels import Described, Language, Message, Wording
from sp4n.validation import refuse, word_fault
from sp4n.workdays._checks import instance, iterable, plain_date
from sp4n.workdays.own_days import known_in_words, known_on_from, why_from
from sp4n.workdays.week import Week, said_week, week_fault, week_from
from sp4n.workdays.zones import Zone

if TYPE_CHECKING:
    from sp4n.workdays.hours.office_hours import OfficeHours

LateReceipt = Literal["same-day", "next-working-day"]
"""What comes after hours or on a day off counts as received then (own choice, the default), or on
the next working day."""

CHOICES = ("week", "joint_leave", "works_on_holidays", "zone", "hours", "late_receipt")
"""The settings that hold from a day on, and can be changed."""

_ZONES, _RECEIPTS = get_args(Zone), get_args(LateReceipt)
_MOST_CHANGES = 200  # own choice: several a year, for all known years
_CHANGE = Message("settings.one_change")
_SAID = {
    ("joint_leave", True): Message("settings.leave_True"),
    ("joint_leave", False): Message("settings.leave_False"),
    ("works_on_holidays", True): Message("settings.holidays_True"),
    ("works_on_holidays", False): Message("settings.holidays_False"),
    ("late_receipt", "next-working-day"): Message("settings.late"),
    ("late_receipt", "same-day"): Message("settings.same_day"),
}
_HOURS = Message("settings.hours")


def hours_from(value: object) -> "OfficeHours | None":
    """Give office hours back if they are that, or None."""
    if value is None:
        return None
    from sp4n.workdays.hours.office_hours import OfficeHours

    return instance(value, OfficeHours, "hours")


def _valid_from(value: object) -> date:
    return plain_date(value, "valid_from")


def _week(value: object) -> Week | None:
    return None if value is None else week_from(value)  # type: ignore[return-value]  # checked next


def _joint_leave(value: object) -> bool | None:
    return None if value is None else instance(value, bool, "joint_leave")


def _on_holidays(value: object) -> bool | None:
    return None if value is None else instance(value, bool, "works_on_holidays")


def _why(value: str | Wording | None) -> Wording | None:
    return None if value is None else why_from(value)


def choice_faults(week: object, zone: object, late_receipt: object) -> Iterator[Fault | None]:
    """Find the words that are none of those allowed."""
    yield week_fault(week, "week")
    yield word_fault(zone, _ZONES, "zone")
    yield word_fault(late_receipt, _RECEIPTS, "late_receipt")


def said_choice(name: str, value: object, language: Language) -> str:
    """Say one setting in a few words."""
    if name == "week":
        return said_week(str(value), language)
    if name == "hours":
        return _HOURS.fill(language, hours=value)
    said = _SAID.get((name, value))
    return said.describe(language) if said else str(value)


@frozen(repr=False)
class SettingChange(Described):
    """Settings that hold from a day on, in the place of what held before; the others go on.

    Like a decree a change counts from the day on which it became known: a calendar `as_of` an
    earlier day is what was known then. Of two changes valid from the same day the one known later
    counts, so that a change is taken back by a second one.

    Attributes:
        valid_from: The first day on which it holds.
        known_on: The day on which it became known; None means always known.
        week: Which days of a week are worked.
        joint_leave: Whether joint leave (*cuti bersama*) is a day off.
        works_on_holidays: Whether holidays and joint leave are worked.
        zone: The zone of the office.
        hours: When the office is open.
        late_receipt: On which day something counts as received that comes when it is closed.
        why: The reason, such as the name of a letter.

    Raises:
        InvalidValue: Nothing changes (`empty`), or a setting is not one that
            `sp4n.workdays.CalendarSettings` takes.

    >>> change = SettingChange(date(2026, 7, 1), known_on=date(2026, 3, 2), week="Mon-Sat")
    >>> str(change)
    'from 2026-07-01 (known on 2026-03-02): Six-day week'
    """

    valid_from: date = field(converter=_valid_from)
    known_on: date | None = field(kw_only=True, default=None, converter=known_on_from)
    week: Week | None = field(kw_only=True, default=None, converter=_week)
    joint_leave: bool | None = field(kw_only=True, default=None, converter=_joint_leave)
    works_on_holidays: bool | None = field(kw_only=True, default=None, converter=_on_holidays)
    zone: Zone | None = field(kw_only=True, default=None)
    hours: "OfficeHours | None" = field(kw_only=True, default=None, converter=hours_from)
    late_receipt: LateReceipt | None = field(kw_only=True, default=None)
    why: Wording | None = field(kw_only=True, default=None, converter=_why)

    def __attrs_post_init__(self) -> None:
        """Refuse unknown words, and a change that says nothing."""
        given = self.choices
        words = ("week", "zone", "late_receipt")
        found = zip(words, choice_faults(self.week, self.zone, self.late_receipt), strict=True)
        refuse(*(wrong for name, wrong in found if name in given))
        if not given:
            raise InvalidValue.of("empty")

    @property
    def choices(self) -> dict[str, object]:
        """The settings that it changes, by name."""
        given = ((name, getattr(self, name)) for name in CHOICES)
        return {name: value for name, value in given if value is not None}

    def __repr__(self) -> str:
        return f"<SettingChange {self}>"

    def _full(self, language: Language) -> str:
        """Say from when, since when that is known, and what holds then."""
        said = [said_choice(name, value, language) for name, value in self.choices.items()]
        if self.why is not None:
            said.append(self.why.describe(language))
        return _CHANGE.fill(
            language,
            on=self.valid_from,
            known=known_in_words(self.known_on, language),
            choices=", ".join(said),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; what it doesn't change is not there."""
        given = {**self.choices, "hours": self.hours and self.hours.to_dict()}
        return {
            "valid_from": self.valid_from.isoformat(),
            "known_on": self.known_on and self.known_on.isoformat(),
            **{name: given[name] for name in self.choices},
            "why": self.why and self.why.describe(language),
        }


def changes_from(given: Iterable[SettingChange]) -> tuple[SettingChange, ...]:
    """Read changes, in the order in which they are given; InvalidValue if there are too many."""
    changes = tuple(
        instance(change, SettingChange, f"changes[{place}]")
        for place, change in enumerate(iterable(given, "changes"))
    )
    if len(changes) > _MOST_CHANGES:
        raise InvalidValue.of("too_large", "changes", limit=_MOST_CHANGES, found=len(changes))
    return changes


def in_order(changes: Iterable[SettingChange]) -> tuple[SettingChange, ...]:
    """Sort changes so that of two that say something of a day the later one counts."""
    if changes == ():
        return ()
    return tuple(sorted(changes, key=lambda one: (one.valid_from, one.known_on or date.min)))


def change_faults(changes: Sequence[SettingChange]) -> Iterator[Fault]:
    """Find settings that are changed twice from the same day on, known on the same day."""
    seen: dict[tuple[object, ...], object] = {}
    for place, change in enumerate(changes):
        for name, value in change.choices.items():
            key = change.valid_from, change.known_on, name
            if key in seen:
                code = "duplicate" if seen[key] == value else "contradiction"
                other = f"{change.valid_from}"
                yield fault(code, f"changes[{place}].{name}", found=name, other=other)
            seen.setdefault(key, value)
