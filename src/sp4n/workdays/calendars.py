"""The calendars of Indonesia, as known on any day and as any office keeps them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from sp4n.errors import InvalidValue
from sp4n.workdays._checks import instance, iterable, plain_date
from sp4n.workdays.decree import Decree
from sp4n.workdays.decree_table import REVIEWED_ON
from sp4n.workdays.decree_table import decrees as table
from sp4n.workdays.setting_change import LateReceipt, SettingChange
from sp4n.workdays.settings import CalendarSettings
from sp4n.workdays.uncertainty import pending_feasts
from sp4n.workdays.week import Week
from sp4n.workdays.working_calendar import WorkingCalendar
from sp4n.workdays.zones import Zone

if TYPE_CHECKING:
    from sp4n.labels import Wording
    from sp4n.workdays.hours.office_hours import OfficeHours
    from sp4n.workdays.own_days import Closure, ExtraWorkingDay


def indonesia(  # noqa: PLR0913 - each names one choice of the office
    *,
    as_of: date | None = None,
    joint_leave: bool = True,
    week: Week = "five-day",
    closures: "Mapping[date, str | Wording] | Iterable[Closure] | None" = None,
    extra_working_days: "Iterable[date | ExtraWorkingDay]" = (),
    zone: Zone = "WIB",
    hours: "OfficeHours | None" = None,
    late_receipt: LateReceipt = "same-day",
    works_on_holidays: bool = False,
    changes: "Iterable[SettingChange]" = (),
    decrees: Iterable[Decree] = (),
) -> WorkingCalendar:
    """Give the calendar of working days of an Indonesian office.

    Without `as_of` every decree of the library's table counts, and moon sightings count as known up
    to the day on which the table was reviewed. With `as_of` the calendar is the one known at the
    end of that day: decrees signed later don't count, nor do closures, extra working days and
    changes of the settings that became known later; a feast is pending until its eve. Final lists
    whose versions are not recorded and election days count as always known. A year without a decree
    by then has the national holidays in hindsight, no joint leave, and is estimated. These rules
    are own choices.

    The calendars made last are kept: calling this for every case of a register is cheap.

    Args:
        as_of: The day whose knowledge counts; None means all that the library knows.
        joint_leave: Whether joint leave (*cuti bersama*) is a day off.
        week: ``"five-day"``, ``"six-day"``, ``"seven-day"``, or the days by name, as in
            ``"Tue,Thu"``.
        closures: Further days off, with the reason for each. A closure may fall on a day off and
            then changes nothing.
        extra_working_days: Days that are worked whatever else is said about them, as dates or
            with the day on which that became known.
        zone: The zone in which an instant falls on a date.
        hours: When the office is open on its working days; None means the government's hours.
        late_receipt: On which day something counts as received that comes when the office is
            closed.
        works_on_holidays: Whether national holidays and joint leave are worked.
        changes: Which settings change from which day on.
        decrees: Decrees that the library doesn't know yet; for each year the one signed last is in
            force.

    Raises:
        InvalidValue: A setting is unknown or contradicts another one, or two different decrees for
            the same year have the same signing day (`contradiction`).

    >>> indonesia(as_of=date(2020, 5, 19)).add(date(2020, 5, 18), 5)
    datetime.date(2020, 5, 28)
    >>> indonesia(as_of=date(2020, 5, 20)).add(date(2020, 5, 18), 5)  # 22 May is worked after all
    datetime.date(2020, 5, 27)
    """
    settings = CalendarSettings(
        week,
        joint_leave,
        zone,
        closures or (),
        extra_working_days,
        hours,
        late_receipt,
        works_on_holidays=works_on_holidays,
        changes=changes,
    )
    return calendar_of(settings, as_of=as_of, decrees=decrees)


def calendar_of(
    settings: CalendarSettings, *, as_of: date | None = None, decrees: Iterable[Decree] = ()
) -> WorkingCalendar:
    """Give the calendar of an office whose settings are a value already.

    Args:
        settings: What the office decides about its calendar.
        as_of: The day whose knowledge counts, as for `indonesia`.
        decrees: Decrees that the library doesn't know yet, as for `indonesia`.

    Raises:
        InvalidValue: Two different decrees for the same year have the same signing day
            (`contradiction`), or an argument has the wrong type.

    >>> calendar_of(CalendarSettings(joint_leave=False)).is_working_day(date(2025, 3, 28))
    True
    """
    if as_of is not None:
        settings = settings.known_by(plain_date(as_of, "as_of"))
    added = tuple(instance(decree, Decree, "decrees") for decree in iterable(decrees, "decrees"))
    return _calendar(settings, *_known(added, as_of))


@lru_cache(maxsize=64)  # own choice: more than the versions of all years, at about 0.1 MB each
def _calendar(
    settings: CalendarSettings, decrees: tuple[Decree, ...], pending: tuple[tuple[int, str], ...]
) -> WorkingCalendar:
    return WorkingCalendar(settings, decrees, pending)


@lru_cache(maxsize=1024)  # own choice: about the days of three years, a few tuples each
def _known(
    added: tuple[Decree, ...], as_of: date | None
) -> tuple[tuple[Decree, ...], tuple[tuple[int, str], ...]]:
    """Give the decrees in force and the feasts pending on a day."""
    in_force = _in_force(_all_decrees(added), as_of)
    known_by = REVIEWED_ON if as_of is None else min(as_of, REVIEWED_ON)
    return in_force, pending_feasts(in_force, known_by)


@lru_cache(maxsize=8)
def _all_decrees(added: tuple[Decree, ...]) -> tuple[Decree, ...]:
    """Merge the table with someone's own decrees, in the order of years and signing days."""
    versions: dict[tuple[int, date], Decree] = {}
    for decree in (*table(), *added):
        key = decree.year, decree.signed_on or date.min
        if versions.setdefault(key, decree) != decree:
            other = str(versions[key])
            raise InvalidValue.of("contradiction", "decrees", found=str(decree), other=other)
    return tuple(versions[key] for key in sorted(versions))


def _in_force(decrees: tuple[Decree, ...], as_of: date | None) -> tuple[Decree, ...]:
    latest = {
        decree.year: decree
        for decree in decrees
        if as_of is None or decree.signed_on is None or decree.signed_on <= as_of
    }
    return tuple(latest.values())
