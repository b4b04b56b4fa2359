"""Each year's national holidays: by decree, in hindsight, or as `holidays` estimates them."""

from datetime import date
from functools import cache, lru_cache

from sp4n.labels import Label
from sp4n.workdays.decree import Decree
from sp4n.workdays.decree_table import decrees
from sp4n.workdays.holiday import FEASTS, Holiday
from sp4n.workdays.national_days import ELECTION_DAYS, NATIONAL_DAYS

__all__ = ["elections", "is_in_table", "national_holidays"]


def is_in_table(year: int) -> bool:
    """Tell whether the decree table covers a year, so that `holidays` isn't needed for it."""
    return year in NATIONAL_DAYS


@lru_cache(maxsize=256)  # own choice: some dozen versions of a few years
def national_holidays(year: int, decree: Decree | None) -> tuple[Holiday, ...]:
    """Give a year's national holidays in date order, days of national voting included.

    Without a decree they are those of the last decree in the table (hindsight), or else those of
    the package `holidays`; only that imports it.

    >>> len(national_holidays(2025, None))
    17
    """
    if decree is None and not is_in_table(year):
        return _by_holidays(year)
    decreed = decree or [one for one in decrees() if one.year == year][-1]
    listed = {one.on for one in decreed.national}
    voting = tuple(one for one in elections(year) if one.on not in listed)
    return tuple(sorted(decreed.national + voting, key=lambda one: one.on))


@cache
def elections(year: int) -> tuple[Holiday, ...]:
    """Give the days of national voting; each has a decree of its own, which we don't record."""
    days = ELECTION_DAYS.get(year, ())
    return tuple(Holiday(date(year, month, day), FEASTS[one], one) for month, day, one in days)


@cache
def _by_holidays(year: int) -> tuple[Holiday, ...]:
    """Ask the package `holidays`, naming category and language so that no locale matters."""
    from holidays import country_holidays

    english, indonesian = (
        country_holidays("ID", years=year, categories=("public",), language=language)
        for language in ("en_US", "id")
    )
    return tuple(
        _named(on, name, indonesian[on]) for on in sorted(english) for name in english.get_list(on)
    )


def _named(on: date, english: str, indonesian: str) -> Holiday:
    """Recognise a feast; `holidays` marks estimates and counts the days of Idul Fitri."""
    plain = english.removesuffix(" (estimated)").removesuffix(" Second Day")
    for code, label in FEASTS.items():
        if label.en == plain:
            return Holiday(on, label, code)
    return Holiday(on, Label(id=indonesian, en=english))
