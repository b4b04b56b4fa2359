"""Single days that an office decides about itself: on which it is closed, on which it works."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TypeVar

from attrs import field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.workdays._checks import instance, iterable, plain_date
from sp4n.workdays.holiday import Holiday

_CLOSURE = Message("settings.one_closure")
_EXTRA = Message("settings.one_extra")
_KNOWN = Message("settings.known")


def why_from(value: str | Wording) -> Wording:
    """Read a reason: a line, or in both languages."""
    return Holiday.named(date.min, value, "why").name


def _on(value: object) -> date:
    return plain_date(value, "on")


def known_on_from(value: object) -> date | None:
    """Read the day on which something became known; None means always known."""
    return None if value is None else plain_date(value, "known_on")


def known_in_words(known_on: date | None, language: Language) -> str:
    """Say since when something is known; nothing if it always was."""
    return "" if known_on is None else _KNOWN.fill(language, on=known_on)


@frozen(repr=False)
class Closure(Described):
    """One day on which the office is closed.

    A closure on a weekend day or a holiday is allowed and changes nothing.

    Attributes:
        on: The day.
        why: The reason.
        known_on: The day on which the closure became known: `indonesia(as_of=…)` leaves it out
            before. None means always known.

    Raises:
        InvalidValue: A day is not a plain date, or the reason is empty.

    >>> str(Closure(date(2026, 5, 4), "Hari Jadi", known_on=date(2026, 1, 12)))
    'closed on 2026-05-04: Hari Jadi (known on 2026-01-12)'
    """

    on: date = field(converter=_on)
    why: Wording = field(converter=why_from)
    known_on: date | None = field(kw_only=True, default=None, converter=known_on_from)

    def __repr__(self) -> str:
        return f"<Closure {self}>"

    def _full(self, language: Language) -> str:
        """Say which day, why, and since when that is known."""
        known = known_in_words(self.known_on, language)
        return _CLOSURE.fill(language, on=self.on, why=self.why.describe(language), known=known)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "on": self.on.isoformat(),
            "why": self.why.describe(language),
            "known_on": self.known_on and self.known_on.isoformat(),
        }


@frozen(repr=False)
class ExtraWorkingDay(Described):
    """One day that is worked whatever else is said about it: weekend, holiday, joint leave.

    Where a list of them is asked for, a plain date stands for one that was always known.

    Attributes:
        on: The day.
        known_on: The day on which that became known: `indonesia(as_of=…)` leaves it out before.
            None means always known.

    Raises:
        InvalidValue: A day is not a plain date.

    >>> str(ExtraWorkingDay(date(2026, 5, 9), known_on=date(2026, 4, 1)))
    'worked on 2026-05-09 (known on 2026-04-01)'
    """

    on: date = field(converter=_on)
    known_on: date | None = field(kw_only=True, default=None, converter=known_on_from)

    def __repr__(self) -> str:
        return f"<ExtraWorkingDay {self}>"

    def _full(self, language: Language) -> str:
        """Say which day, and since when that is known."""
        return _EXTRA.fill(language, on=self.on, known=known_in_words(self.known_on, language))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        del language
        return {
            "on": self.on.isoformat(),
            "known_on": self.known_on and self.known_on.isoformat(),
        }


_OwnDay = TypeVar("_OwnDay", Closure, ExtraWorkingDay)


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
    return _in_order(closures, "closures")


def extra_days_from(given: Iterable[date | ExtraWorkingDay]) -> tuple[ExtraWorkingDay, ...]:
    """Read extra working days, written as dates or as values; the result is in date order.

    Raises `InvalidValue` ("duplicate") when a day is said to be known on two days.
    """
    where = "extra_working_days"
    days = {
        day if isinstance(day, ExtraWorkingDay) else ExtraWorkingDay(plain_date(day, where))
        for day in iterable(given, where)
    }
    return _in_order(days, where)


def _in_order(given: Iterable[_OwnDay], where: str) -> tuple[_OwnDay, ...]:
    days = sorted(given, key=lambda day: day.on)
    for day, following in pairwise(days):
        if day.on == following.on:
            raise InvalidValue.of("duplicate", where, found=day.on)
    return tuple(days)


def contradictions(
    closures: Iterable[Closure], worked: Iterable[ExtraWorkingDay]
) -> Iterator[Fault]:
    """Find the days that are said to be closed and worked, both since the same day."""
    closed = {(closure.on, closure.known_on) for closure in closures}
    for day in worked:
        if (day.on, day.known_on) in closed:
            yield fault("contradiction", "extra_working_days", found=day.on, other="closures")


def settled(
    closures: Iterable[Closure], worked: Iterable[ExtraWorkingDay]
) -> tuple[Mapping[date, Closure], Mapping[date, ExtraWorkingDay]]:
    """Give what counts on each day: of a day closed and worked, what became known later."""
    off, on = {day.on: day for day in closures}, {day.on: day for day in worked}
    for day in off.keys() & on.keys():
        if (off[day].known_on or date.min) > (on[day].known_on or date.min):
            del on[day]
        else:
            del off[day]
    return FrozenDict(off), FrozenDict(on)
