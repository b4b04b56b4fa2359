"""When Ramadan was, as the government sighted it: offices keep shorter hours then."""

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from sp4n.errors import InvalidValue
from sp4n.workdays._checks import instance, iterable, plain_date

_SHORTEST, _LONGEST = 29, 30  # days of a month by the moon


def _flag(value: object) -> bool:
    return instance(value, bool, "is_sighted")


def _first_on(value: object) -> date:
    return plain_date(value, "first_on")


def _last_on(value: object) -> date:
    return plain_date(value, "last_on")


@frozen(order=True)
class Ramadan:
    """One month of fasting (*Ramadan*), from its first to its last day.

    `is_sighted` tells whether the moon was sighted (*sidang isbat*). Before that either end may
    still move by a day.

    Raises:
        InvalidValue: a day is no plain date, the last one comes before the first
            (`out_of_order`), or it has neither 29 nor 30 days (`too_small`, `too_large`).

    >>> RAMADANS[-1].first_on, RAMADANS[-1].is_sighted
    (datetime.date(2027, 2, 8), False)
    """

    first_on: date = field(converter=_first_on)
    last_on: date = field(converter=_last_on)
    is_sighted: bool = field(kw_only=True, default=True, converter=_flag)

    def __attrs_post_init__(self) -> None:
        """Refuse a month that ends before it begins."""
        if self.last_on < self.first_on:
            raise InvalidValue.of("out_of_order", "last_on", earlier=self.first_on)
        days = (self.last_on - self.first_on).days + 1
        if not _SHORTEST <= days <= _LONGEST:
            code, limit = ("too_small", _SHORTEST) if days < _SHORTEST else ("too_large", _LONGEST)
            raise InvalidValue.of(code, "days", limit=limit, found=days)

    def overlaps(self, other: "Ramadan") -> bool:
        """Tell whether two months share a day, so that one corrects the other."""
        return self.first_on <= other.last_on and other.first_on <= self.last_on


RAMADANS = (
    Ramadan(date(2019, 5, 6), date(2019, 6, 4)),
    Ramadan(date(2020, 4, 24), date(2020, 5, 23)),
    Ramadan(date(2021, 4, 13), date(2021, 5, 12)),
    Ramadan(date(2022, 4, 3), date(2022, 5, 1)),
    Ramadan(date(2023, 3, 23), date(2023, 4, 21)),
    Ramadan(date(2024, 3, 12), date(2024, 4, 9)),
    Ramadan(date(2025, 3, 1), date(2025, 3, 30)),
    Ramadan(date(2026, 2, 19), date(2026, 3, 20)),
    Ramadan(date(2027, 2, 8), date(2027, 3, 9), is_sighted=False),  # computed
)
"""Ramadan of 2019 to 2027 (secondary: news of each sighting). Calculated Hijri calendars differ
from the government's sighting in 2022 and 2026, so none is used."""


def ramadans_from(added: Iterable[Ramadan]) -> tuple[Ramadan, ...]:
    """Add someone's own months to the table's; an own one replaces the one that it overlaps."""
    own = [instance(one, Ramadan, "ramadans") for one in iterable(added, "ramadans")]
    for place, one in enumerate(own):
        if any(one.overlaps(other) for other in own[:place]):
            raise InvalidValue.of("duplicate", "ramadans", found=one.first_on)
    kept = [one for one in RAMADANS if not any(one.overlaps(other) for other in own)]
    return tuple(sorted({*kept, *own}))
