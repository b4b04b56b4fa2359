"""Days on which an office is closed beside the national ones: regional, local, its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from attrs import field, frozen

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.workdays._checks import instance, iterable, plain_date
from sp4n.workdays.holiday import Holiday

__all__ = ["Closure"]


def _why(value: str | Label) -> Label:
    return Holiday.named(date.min, value, "why").name


def _on(value: object) -> date:
    return plain_date(value, "on")


def _known_on(value: object) -> date | None:
    return None if value is None else plain_date(value, "known_on")


@frozen
class Closure:
    """One day on which the office is closed, why, and since when that is known.

    `known_on` is the day on which the closure became known: `indonesia(as_of=…)` leaves it out
    before. None means always known. A closure on a weekend day or a holiday is allowed and changes
    nothing.

    Raises:
        InvalidValue: a day is no plain date, or the reason is empty.

    >>> Closure(date(2026, 5, 4), "Hari Jadi", known_on=date(2026, 1, 12)).why.id
    'Hari Jadi'
    """

    on: date = field(converter=_on)
    why: Label = field(converter=_why)
    known_on: date | None = field(kw_only=True, default=None, converter=_known_on)


def closures_from(
    given: Mapping[date, str | Label] | Iterable[Closure] | None,
) -> tuple[Closure, ...]:
    """Read closures, written as a mapping or as values; the result is in date order.

    Raises `InvalidValue` ("duplicate") when a day is closed twice.
    """
    if isinstance(given, Mapping):
        closures = [Closure(on, why) for on, why in given.items()]
    else:
        closures = [instance(one, Closure, "closures") for one in iterable(given or (), "closures")]
    closures.sort(key=lambda one: one.on)
    for one, following in pairwise(closures):
        if one.on == following.on:
            raise InvalidValue.of("duplicate", "closures", found=one.on)
    return tuple(closures)
