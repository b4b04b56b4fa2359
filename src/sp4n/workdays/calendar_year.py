"""One year's days off and where they came from: a decree, hindsight, or an estimate."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from attrs import frozen

from sp4n.labels import Label
from sp4n.workdays.decree import Decree
from sp4n.workdays.decree_table import decrees, elections, is_in_table
from sp4n.workdays.holiday import FEASTS, Holiday


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
    decreed = decree or [listed for listed in decrees() if listed.year == year][-1]
    national_on = {holiday.on for holiday in decreed.national}
    voting = tuple(day for day in elections(year) if day.on not in national_on)
    return tuple(sorted(decreed.national + voting, key=lambda holiday: holiday.on))


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


YearSource = Literal["decree", "hindsight", "holidays"]
"""Where a year's list comes from.

``"decree"``: a decree in force. ``"hindsight"``: no decree yet at the time asked about, so the
national holidays as they were decreed later. ``"holidays"``: no decree at all; the national
holidays as the installed package `holidays` estimates them. The last two hold no joint leave.
"""


@frozen
class CalendarYear:
    """The days off of one year, beside weekends and an office's own closures.

    `decree` is the one in force, or None: then the year is estimated and has no joint leave.

    >>> CalendarYear(2025, None).source, len(CalendarYear(2025, None).national)
    ('hindsight', 17)
    """

    year: int
    decree: Decree | None

    @property
    def is_estimated(self) -> bool:
        """Tell whether no decree stands behind the year."""
        return self.decree is None

    @property
    def source(self) -> YearSource:
        """Where the list comes from."""
        if self.decree:
            return "decree"
        return "hindsight" if is_in_table(self.year) else "holidays"

    @property
    def national(self) -> tuple[Holiday, ...]:
        """The national holidays in date order, `elections` included."""
        return national_holidays(self.year, self.decree)

    @property
    def joint_leave(self) -> tuple[Holiday, ...]:
        """The joint leave days (*cuti bersama*) in date order; none without a decree."""
        return self.decree.joint_leave if self.decree else ()

    @property
    def elections(self) -> tuple[Holiday, ...]:
        """The days of national voting, which have decrees of their own."""
        return elections(self.year)

    def to_dict(self) -> dict[str, object]:
        """Give where the year comes from as plain data, ready for JSON."""
        signed_on = self.decree.signed_on if self.decree else None
        return {
            "year": self.year,
            "source": self.source,
            "decree": str(self.decree) if self.decree else None,
            "signed_on": signed_on and signed_on.isoformat(),
            "sure": self.decree.sure if self.decree else None,
        }


_DIGITS = 16  # own choice: enough to tell calendars apart, short enough to read out


@lru_cache(maxsize=64)
def digest_of(settings: str, known: str, pending: str, years: tuple[CalendarYear, ...]) -> str:
    """Give the digest that `WorkingCalendar.digest` documents."""
    from hashlib import sha256  # only a digest needs these, and they are slow to import
    from importlib.metadata import version

    rests_on = f"{known} holidays {version('holidays')}"
    lines = [settings, rests_on, pending, *_lines(years)]
    return sha256("\n".join(lines).encode()).hexdigest()[:_DIGITS]


def _lines(years: Iterable[CalendarYear]) -> Iterator[str]:
    for year in years:
        yield f"{year.year} {year.source} {year.decree}"
        if year.decree or is_in_table(year.year):
            yield from _listed(year)


def _listed(year: CalendarYear) -> Iterator[str]:
    yield from _rows("national", year.national)
    yield from _rows("joint leave", year.joint_leave)


def _rows(kind: str, days: Iterable[Holiday]) -> Iterator[str]:
    return (
        f"{kind} {holiday.on} {holiday.feast} {holiday.name.id} {holiday.name.en}"
        for holiday in days
    )
