"""One year's days off and where they came from: a decree, hindsight, or an estimate."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import frozen

from sp4n.labels import Label
from sp4n.workdays.decree import Decree
from sp4n.workdays.decree_table import decrees
from sp4n.workdays.holiday import FEASTS, Holiday
from sp4n.workdays.national_days import ELECTION_DAYS, NATIONAL_DAYS

__all__ = ["CalendarYear", "YearSource", "decreed_year", "estimated_year", "is_in_table"]

YearSource = Literal["decree", "hindsight", "holidays"]
"""Where a year's list comes from.

``"decree"``: a decree in force. ``"hindsight"``: no decree yet at the time asked about, so the
national holidays as they were decreed later, without joint leave. ``"holidays"``: no decree at all;
the national holidays as the installed package `holidays` estimates them, without joint leave.
"""


@frozen
class CalendarYear:
    """The days off of one year, beside weekends and an office's own closures.

    `decree` is None when no decree is in force for the year; then the year is estimated and
    `joint_leave` is empty. `national` includes `elections`, which have decrees of their own.

    >>> decreed_year(decrees()[-1]).source
    'decree'
    """

    year: int
    source: YearSource
    decree: Decree | None
    national: tuple[Holiday, ...]
    joint_leave: tuple[Holiday, ...]
    elections: tuple[Holiday, ...] = ()

    @property
    def is_estimated(self) -> bool:
        """Tell whether no decree stands behind the year."""
        return self.decree is None


def decreed_year(decree: Decree) -> CalendarYear:
    """Give the year as a decree orders it, with the days of national voting."""
    elections = _elections(decree.year)
    national = decree.national + elections
    return CalendarYear(decree.year, "decree", decree, national, decree.joint_leave, elections)


def estimated_year(year: int) -> CalendarYear:
    """Give a year without a decree: in hindsight if the table has it, else by `holidays`.

    Only the second case imports `holidays`.
    """
    elections = _elections(year)
    if is_in_table(year):
        last = [one for one in decrees() if one.year == year][-1]
        return CalendarYear(year, "hindsight", None, last.national + elections, (), elections)
    return CalendarYear(year, "holidays", None, tuple(_by_holidays(year)), ())


def is_in_table(year: int) -> bool:
    """Tell whether the decree table covers a year."""
    return year in NATIONAL_DAYS


def _elections(year: int) -> tuple[Holiday, ...]:
    days = ELECTION_DAYS.get(year, ())
    return tuple(Holiday(date(year, month, day), FEASTS[one], one) for month, day, one in days)


def _by_holidays(year: int) -> Iterator[Holiday]:
    """Ask the package `holidays`, naming category and languages so that no locale matters."""
    from holidays import country_holidays

    in_english, in_indonesian = (
        country_holidays("ID", years=year, categories=("public",), language=language)
        for language in ("en_US", "id")
    )
    codes = {label.en: code for code, label in FEASTS.items()}
    for on in sorted(in_english):
        for en in in_english.get_list(on):
            code = codes.get(en.removesuffix(" (estimated)").removesuffix(" Second Day"), "")
            name = FEASTS[code] if code else Label(id=in_indonesian[on], en=en)
            yield Holiday(on, name, code)
