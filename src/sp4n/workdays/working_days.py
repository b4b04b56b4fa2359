"""Which days are worked, by which settings and decrees, and on which day an instant falls."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count, takewhile
from threading import Lock
from typing import TYPE_CHECKING

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Language
from sp4n.workdays._checks import aware, plain_date, whole_number
from sp4n.workdays.calendar_year import CalendarYear, digest_of, national_holidays
from sp4n.workdays.day_tables import DayTables
from sp4n.workdays.decree import Decree
from sp4n.workdays.decree_table import is_in_table
from sp4n.workdays.known_range import OutsideKnownRange
from sp4n.workdays.settings import CalendarSettings
from sp4n.workdays.uncertainty import UncertainDays, uncertain_days
from sp4n.workdays.zones import ZONES, Zone

if TYPE_CHECKING:
    from sp4n.workdays.hours.office_hours import OfficeHours
    from sp4n.workdays.skipped_day import SkippedDay

FIRST_YEAR = 2015
"""The first year whose final list is known."""

LAST_ESTIMATED_YEAR = 2029
"""The last year answered without a decree (own choice): two beyond the decreed ones, flagged."""

_MOST_ESTIMATED_YEARS = 2  # own choice: a decree further away opens nothing in between

_GROWING = Lock()


def _decrees(value: Iterable[Decree]) -> tuple[Decree, ...]:
    return tuple(value)


def _pending(value: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple(value)


@frozen(cache_hash=True, repr=False)
class WorkingDays:
    """The days that an office works, one by one: what `sp4n.workdays.WorkingCalendar` rests on.

    The calendar adds what is made of them: deadlines, answers for many days at once, and working
    time.

    Attributes:
        settings: What the office decides about its calendar.
        decrees: The decrees in force, one a year.
        pending: The feasts that wait for the moon sighting, as year and feast.
        known_from: The first day that the calendar knows.
        known_until: The last day that it knows.
        certain_until: Whatever ends by this day is fixed.
    """

    settings: CalendarSettings
    decrees: tuple[Decree, ...] = field(converter=_decrees)
    pending: tuple[tuple[int, str], ...] = field(default=(), converter=_pending)
    known_from: date = field(init=False, eq=False, default=date(FIRST_YEAR, 1, 1))
    known_until: date = field(init=False, eq=False)
    certain_until: date = field(init=False, eq=False)
    _changes_zone: bool = field(init=False, eq=False)
    _uncertain: tuple[UncertainDays, ...] = field(init=False, eq=False)
    _decreed: Mapping[int, Decree] = field(init=False, eq=False)
    _tables: DayTables = field(init=False, eq=False)
    _place: Mapping[date, int] = field(init=False, eq=False)
    _upto: tuple[int, ...] = field(init=False, eq=False)
    _before: tuple[int, ...] = field(init=False, eq=False)
    _working: tuple[date, ...] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Fill the tables for the years that need no estimate by `holidays`."""
        decreed = {decree.year: decree for decree in self.decrees}
        last_year = LAST_ESTIMATED_YEAR
        for year in sorted(decreed):
            if year <= last_year + _MOST_ESTIMATED_YEARS + 1:
                last_year = max(last_year, year)
        known_until = date(last_year, 12, 31)
        settings = self.settings
        uncertain = settings.observed(
            uncertain_days(self.decrees, self.pending, self.known_from, known_until)
        )
        weeks = ((first, held.worked_weekdays) for first, held in settings.periods)
        tables = DayTables.of(FIRST_YEAR, last_year, weeks)
        certain_until = uncertain[0][0] - timedelta(days=1) if uncertain else known_until
        for name, value in (
            ("known_until", known_until),
            ("certain_until", certain_until),
            ("_changes_zone", settings.changes_zone),
            ("_uncertain", uncertain),
            ("_decreed", FrozenDict(decreed)),
            ("_place", tables.place),
        ):
            object.__setattr__(self, name, value)
        listed = takewhile(lambda year: year in decreed or is_in_table(year), count(FIRST_YEAR))
        self._take(self._read(tables, listed))

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is worked.

        Raises:
            OutsideKnownRange: The day is not known.
            InvalidValue: It is not a plain date.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().is_working_day(date(2025, 3, 28))  # joint leave around Nyepi
        False
        """
        try:
            place = self._place[day]
            return self._upto[place] == self._before[place]
        except (IndexError, KeyError, TypeError):
            pass  # no error hangs on the one that says what is wrong
        place = self._find(day)
        return self._upto[place] == self._before[place]

    def add(self, day: date, n: int) -> date:
        """Give the n-th working day after a day; the day itself is never counted.

        Negative n counts backwards, again without the day itself. n = 0 is no addition but a roll:
        the day, or the next working day. From a day off, ``add(day, 1)`` is the next working day,
        and so is ``add(day, 0)``.

        Raises:
            OutsideKnownRange: The day or the answer is not known.
            InvalidValue: `day` is not a plain date, or `n` not a whole number.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().add(date(2025, 1, 24), 5)
        datetime.date(2025, 2, 5)
        """
        if n.__class__ is not int:
            n = whole_number(n)
        try:
            rank = (self._upto if n > 0 else self._before)[self._place[day]] + n
            if rank > 0:  # a list's negative index would answer from its far end
                return self._working[rank]
        except (IndexError, KeyError, TypeError):
            pass
        return self._add_at_the_edge(day, n)

    def roll(self, day: date) -> date:
        """Give the day itself if it is worked, else the next working day.

        Raises as `add` does.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().roll(date(2025, 3, 28))
        datetime.date(2025, 4, 8)
        """
        return self.add(day, 0)

    def count(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`.

        Negative when `end` lies before `start`: ``count(a, b) == -count(b, a)``. For every n of at
        least 1 ``count(day, add(day, n)) == n``, whatever kind of day it is.

        Raises:
            OutsideKnownRange: One of the days is not known.
            InvalidValue: One of them is not a plain date.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().count(date(2025, 1, 24), date(2025, 2, 5))
        5
        """
        try:
            place, upto = self._place, self._upto
            return upto[place[end]] - upto[place[start]]
        except (IndexError, KeyError, TypeError):
            pass
        first, last = self._find(start, "start"), self._find(end, "end")
        return self._upto[last] - self._upto[first]

    def day_off(self, day: date) -> "SkippedDay | None":
        """Say why a day isn't worked, or give None if it is.

        Raises as `is_working_day` does.

        >>> from sp4n.workdays import indonesia
        >>> str(indonesia().day_off(date(2025, 3, 28)))
        '2025-03-28 joint leave: Day of Silence'
        """
        if self.is_working_day(day):
            return None
        from sp4n.workdays.skipped_day import day_off

        return day_off(day, self.source_of(day.year), self.settings)

    def source_of(self, year: int) -> CalendarYear:
        """Tell a year's days off and where they come from.

        Raises:
            OutsideKnownRange: The year is not known.

        >>> from sp4n.workdays import indonesia
        >>> str(indonesia().source_of(2026).decree)
        'SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (2025-09-19)'
        """
        if not self.known_from.year <= whole_number(year, "year") <= self.known_until.year:
            raise self.outside(date(min(max(year, 1), 9999), 1, 1))
        return CalendarYear(year, self._decreed.get(year))

    @property
    def years(self) -> tuple[CalendarYear, ...]:
        """All known years in order, each with its days off and their source."""
        known = range(self.known_from.year, self.known_until.year + 1)
        return tuple(self.source_of(year) for year in known)

    @property
    def uncertain_days(self) -> tuple[UncertainDays, ...]:
        """The days that may still change: the first and the last of some in a row, and why."""
        return self._uncertain

    @property
    def last_decree(self) -> str:
        """The latest decree of the calendar, as an error names it; empty if there is none."""
        return str(self.decrees[-1]) if self.decrees else ""

    def outside(self, day: date, n: int | None = None) -> OutsideKnownRange:
        """Make the error for a day that isn't known, or from which n working days lead outside."""
        return OutsideKnownRange(day, self.known_from, self.known_until, self.last_decree, n)

    # -- instants ------------------------------------------------------------------------------

    @property
    def zone(self) -> Zone:
        """The zone that turns an instant into a date, before the settings change it."""
        return self.settings.zone

    @property
    def hours(self) -> "OfficeHours":
        """The office hours before the settings change them; see `hours_on`."""
        return self.settings.hours or _government_hours()

    def hours_on(self, day: date) -> "OfficeHours":
        """Give the office hours in force on a day, or else those that fit Perpres 21/2023."""
        return self.settings.on(day).hours or _government_hours()

    def zone_on(self, day: date) -> Zone:
        """Give the zone in force on a day."""
        return self.settings.on(day).zone

    def begins_at(self, day: date) -> datetime:
        """Give the instant at which a day begins: its midnight, in the zone in force on it.

        A day lasts until the next one begins. So where an office changes its zone, the day before
        is longer or shorter by the difference (own choice).

        >>> from sp4n.workdays import SettingChange, indonesia
        >>> east = indonesia(changes=[SettingChange(date(2026, 7, 1), zone="WIT")])
        >>> [str(east.begins_at(date(2026, month, 1))) for month in (6, 7)]
        ['2026-06-01 00:00:00+07:00', '2026-07-01 00:00:00+09:00']
        """
        return self.settings.begins_at(plain_date(day))

    def date_of(self, instant: datetime) -> date:
        """Give the date on which an instant falls in the zone then in force.

        It is the last day that has begun at the instant; see `begins_at`.

        Raises:
            InvalidValue: The instant is naive (``naive_datetime``) or not a datetime
                (``wrong_type``).
            OutsideKnownRange: Its date would lie before year 1 or after year 9999.

        >>> from datetime import UTC
        >>> from sp4n.workdays import indonesia
        >>> indonesia(zone="WIT").date_of(datetime(2025, 1, 24, 15, 30, tzinfo=UTC))
        datetime.date(2025, 1, 25)
        """
        try:
            if instant.utcoffset() is not None:
                if self._changes_zone:
                    return self.settings.date_of(instant)
                return instant.astimezone(ZONES[self.settings.zone]).date()
        except (AttributeError, OverflowError, ValueError):
            pass  # no datetime, or one that this zone can't hold
        raise self.outside(aware(instant, "instant").date())

    def local(self, instant: datetime) -> datetime:
        """Give an instant as a clock in the office shows it; raises as `date_of`.

        >>> from datetime import UTC
        >>> from sp4n.workdays import indonesia
        >>> str(indonesia(zone="WITA").local(datetime(2025, 1, 24, 1, 30, tzinfo=UTC)))
        '2025-01-24 09:30:00+08:00'
        """
        return instant.astimezone(ZONES[self.zone_on(self.date_of(instant))])

    def nearest_date_of(self, instant: datetime) -> date:
        """Do `date_of`; at the ends of what a datetime can hold, give the instant's own date.

        For whoever needs some date for every instant.

        >>> from datetime import UTC
        >>> from sp4n.workdays import indonesia
        >>> indonesia().nearest_date_of(datetime.max.replace(tzinfo=UTC))
        datetime.date(9999, 12, 31)
        """
        try:
            return self.date_of(instant)
        except OutsideKnownRange:
            return instant.date()

    # -- what it rests on ----------------------------------------------------------------------

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that stand for the calendar's content.

        They cover the settings, every decreed list, what is pending, and the installed version of
        `holidays`, which the estimated years come from. Equal digests mean equal answers.
        """
        settings, known = self.settings, f"{self.known_from} {self.known_until}"
        told = f"{settings.to_dict('id')}\n{settings.to_dict('en')}\n{self.hours.to_dict()}"
        return digest_of(told, known, str(self.pending), self.years)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give the settings, the known range and the digest as plain data, ready for JSON."""
        return {
            **self.settings.to_dict(language),
            "known_from": self.known_from.isoformat(),
            "known_until": self.known_until.isoformat(),
            "certain_until": self.certain_until.isoformat(),
            "digest": self.digest,
        }

    # -- behind the verbs ----------------------------------------------------------------------

    def _find(self, day: date, where: str = "day") -> int:
        """Find a day's place, reading further years if need be; a typed error if it has none."""
        plain_date(day, where)
        if not self.known_from <= day <= self.known_until:
            raise self.outside(day)
        place = self._place[day]
        while place >= len(self._upto):
            self._grow()
        return place

    def _add_at_the_edge(self, day: date, n: int) -> date:
        place, n = self._find(day), whole_number(n)
        rank = (self._upto if n > 0 else self._before)[place] + n
        while rank >= len(self._working) and self._grow():
            pass
        if 0 < rank < len(self._working):
            return self._working[rank]
        raise self.outside(day, n)

    def _grow(self) -> bool:
        """Append the next year to the tables; False when the calendar is complete."""
        with _GROWING:
            if self._tables.next_year > self.known_until.year:
                return False
            self._take(self._read(self._tables, [self._tables.next_year]))
        return True

    def _take(self, tables: DayTables) -> None:
        """Answer by these tables: the same as before, with further years behind.

        A reader in another thread may see some of them earlier than others; the days of the year
        that comes are not in all of them then, so that it waits for `_grow`.
        """
        for name, value in (
            ("_working", tables.working),
            ("_before", tables.before),
            ("_upto", tables.upto),
            ("_tables", tables),
        ):
            object.__setattr__(self, name, value)

    def _read(self, tables: DayTables, years: Iterable[int]) -> DayTables:
        """Give tables with further years, the next ones."""
        _, worked = self.settings.own_days
        return tables.with_years(map(self._days_off, years), worked)

    def _days_off(self, year: int) -> list[date]:
        decree, on = self._decreed.get(year), self.settings.on
        national = (holiday.on for holiday in national_holidays(year, decree))
        leave = (holiday.on for holiday in (decree.joint_leave if decree else ()))
        closed, _ = self.settings.own_days
        return [
            *(day for day in national if not on(day).works_on_holidays),
            *(day for day in leave if on(day).keeps_joint_leave),
            *(day for day in closed if day.year == year),
        ]


@cache
def _government_hours() -> "OfficeHours":
    from sp4n.workdays.hours.office_hours import GOVERNMENT_HOURS

    return GOVERNMENT_HOURS
