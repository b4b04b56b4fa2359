"""Calendars and limits as files have them: an office's settings, its hours, its own decrees."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.reader import Reader
from sp4n.validation import LABEL_LIMIT_CHARACTERS, line_fault
from sp4n.workdays import (
    CalendarSettings,
    Closure,
    Decree,
    ExtraWorkingDay,
    Limit,
    OfficeHours,
    Ramadan,
    SettingChange,
    decrees,
)
from sp4n.workdays.decree import Instrument, Sureness
from sp4n.workdays.setting_change import CHOICES, LateReceipt
from sp4n.workdays.week import week_fault, week_from
from sp4n.workdays.zones import Zone

_UNREADABLE = "Tidak terbaca"
"""Stands for a name that can't be read, so that the rest of its list is checked too."""


def read_settings(reader: Reader) -> CalendarSettings | None:
    """Read ``[calendar]``; None if they can't be read."""
    choices = _choices(reader)
    closures = [_closure(table) for table in reader.tables("closures")]
    extra = _extra_days(reader)
    changes = [_change(table) for table in reader.tables("change")]
    reader.refuse_unknown_keys()
    if None in changes:
        return None  # the places of the others would be wrong
    settings = Reader({}, reader.where)
    made = settings.make(
        lambda: CalendarSettings(
            **choices,
            closures=[closure for closure in closures if closure is not None],
            extra_working_days=extra,
            changes=[change for change in changes if change is not None],
        )
    )
    here, there = reader.path("changes["), reader.path("change[")
    for wrong in settings.faults:
        where = wrong.where.replace(here, there, 1)
        reader.faults.append(Fault(wrong.code, where, wrong.facts))
    return made


def _choices(reader: Reader) -> dict[str, Any]:
    """Read the settings that hold from a day on; those that are not there are left out."""
    read: dict[str, Callable[[], object]] = {
        "week": lambda: _week(reader),
        "joint_leave": lambda: reader.flag("joint_leave"),
        "works_on_holidays": lambda: reader.flag("works_on_holidays"),
        "zone": lambda: reader.word("zone", get_args(Zone), default="WIB"),
        "late_receipt": lambda: reader.word(
            "late_receipt", get_args(LateReceipt), default="same-day"
        ),
        "hours": lambda: _hours_of(reader),
    }
    found = {name: of() for name, of in read.items() if reader.raw(name) is not None}
    return {name: value for name, value in found.items() if value is not None}


def _week(reader: Reader) -> object:
    """Read a week: a word, or the days by name in a text or a list."""
    given = week_from(reader.raw("week"))
    wrong = week_fault(given, reader.path("week"))
    if wrong is None:
        return given
    reader.faults.append(wrong)
    return None


def _hours_of(reader: Reader) -> OfficeHours | None:
    hours = reader.table("hours")
    return None if hours is None else _hours(hours)


def _change(reader: Reader) -> SettingChange | None:
    """Read ``[[calendar.change]]``; None if it can't be read."""
    valid_from, known_on = reader.day("valid_from"), reader.day("known_on", required=False)
    choices, why = _choices(reader), reader.text("why", required=False)
    is_read = all(name in choices for name in CHOICES if reader.has(name))
    reader.refuse_unknown_keys()
    if valid_from is None or not is_read:
        return None
    return reader.make(lambda: SettingChange(valid_from, known_on=known_on, why=why, **choices))


def _extra_days(reader: Reader) -> list[date | ExtraWorkingDay]:
    """Read days that are worked: dates, or tables that tell since when that is known too."""
    name = "extra_working_days"
    given = reader.raw(name)
    if not isinstance(given, list):
        return [*_days(reader, name)]
    dates = [None if isinstance(day, Mapping) else day for day in given]
    read: list[date | ExtraWorkingDay] = [*_dates(reader, name, dates)]
    for place, day in enumerate(given):
        if isinstance(day, Mapping):
            inner = Reader(day, f"{reader.path(name)}[{place}]", reader.faults)
            on, known_on = inner.day("on"), inner.day("known_on", required=False)
            inner.refuse_unknown_keys()
            read += [] if on is None else [ExtraWorkingDay(on, known_on=known_on)]
    return read


def read_decrees(readers: Iterable[Reader]) -> list[Decree]:
    """Read every ``[[decree]]``: a year's whole list, or what it changes in the one before it.

    They are read in the order of their signing days, however the file has them.
    """
    read_so_far: list[Decree] = []
    signed = [(reader.day("signed_on"), reader) for reader in readers]
    for signed_on, reader in sorted(signed, key=lambda signing: signing[0] or date.min):
        year = reader.number("year")
        numbers, source = reader.texts("numbers"), reader.text("source", required=False) or ""
        read = _whole_list if reader.has("national") else _amendment
        instrument = reader.word("instrument", get_args(Instrument), default="SKB 3 Menteri")
        made = read(
            reader, (*decrees(), *read_so_far), year, signed_on, numbers, source, instrument
        )
        read_so_far += [made] if made else []
    return read_so_far


def read_limit(reader: Reader, name: str, *, required: bool = True) -> Limit | None:
    """Read a limit such as ``5 working days``."""
    text = reader.text(name, required=required)
    if text is None:
        return None
    try:
        return Limit.parse(text)
    except InvalidValue as error:
        reader.faults.extend(
            Fault(wrong.code, reader.path(name), wrong.facts) for wrong in error.faults
        )
        return None


def read_limits(reader: Reader) -> dict[str, Limit]:
    """Read a table of limits by code."""
    limits = {name: read_limit(reader, name) for name in reader.codes()}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _amendment(
    reader: Reader,
    known: Iterable[Decree],
    year: int | None,
    signed_on: date | None,
    numbers: tuple[str, ...],
    source: str,
    instrument: Instrument,
) -> Decree | None:
    add_national, add_leave = _by_date(reader, "add_national"), _by_date(reader, "add_joint_leave")
    remove = _days(reader, "remove")
    reader.refuse_unknown_keys()
    if year is None or signed_on is None:
        return None
    before = [
        decree
        for decree in known
        if decree.year == year and (decree.signed_on or date.min) < signed_on
    ]
    if not before:
        reader.faults.append(fault("missing", reader.path("national")))
        return None
    latest = max(before, key=lambda decree: decree.signed_on or date.min)
    return reader.make(
        lambda: latest.amended(
            signed_on,
            numbers,
            add_national=add_national,
            add_joint_leave=add_leave,
            remove=remove,
            source=source,
            instrument=instrument,
        )
    )


def _whole_list(
    reader: Reader,
    known: Iterable[Decree],
    year: int | None,
    signed_on: date | None,
    numbers: tuple[str, ...],
    source: str,
    instrument: Instrument,
) -> Decree | None:
    del known  # a whole list replaces what was there
    sure: Sureness = reader.word("sure", get_args(Sureness), default="secondary")
    national, joint_leave = _by_date(reader, "national"), _by_date(reader, "joint_leave")
    reader.refuse_unknown_keys()
    if year is None or signed_on is None:
        return None
    return reader.make(
        lambda: Decree(
            year,
            signed_on,
            numbers,
            national=national,
            joint_leave=joint_leave,
            source=source,
            sure=sure,
            instrument=instrument,
        )
    )


def _hours(reader: Reader) -> OfficeHours | None:
    week, ramadan = _texts(reader, "week"), _texts(reader, "ramadan")
    special_days = _by_date(reader, "special_days")
    ramadans = [_ramadan(table) for table in reader.tables("ramadans")]
    reader.require("week")
    reader.refuse_unknown_keys()
    if week is None:
        return None
    return reader.make(
        lambda: OfficeHours(
            week,
            ramadan=ramadan,
            special_days=special_days,
            ramadans=[month for month in ramadans if month is not None],
        )
    )


def _ramadan(reader: Reader) -> Ramadan | None:
    first_on, last_on = reader.day("first_on"), reader.day("last_on")
    is_sighted = reader.flag("is_sighted", default=True)
    reader.refuse_unknown_keys()
    if first_on is None or last_on is None:
        return None
    return reader.make(lambda: Ramadan(first_on, last_on, is_sighted=is_sighted))


def _texts(reader: Reader, name: str) -> dict[str, str] | None:
    """Read a table of texts; None when it is absent."""
    inner = reader.table(name, required=False)
    if inner is None:
        return None
    texts = {key: inner.text(key) for key in inner.names()}
    return {key: text for key, text in texts.items() if text is not None}


def _by_date(reader: Reader, name: str) -> dict[date, str]:
    """Read a table of texts by date; TOML writes the dates as bare keys."""
    texts: dict[date, str] = {}
    for written, text in (_texts(reader, name) or {}).items():
        try:
            day = date.fromisoformat(written)
        except ValueError:
            reader.faults.append(fault("not_a_date", reader.path(name), found=shown(written)))
            continue
        wrong = line_fault(text, f"{reader.path(name)}.{day}", LABEL_LIMIT_CHARACTERS)
        if wrong is not None:
            reader.faults.append(wrong)
            texts[day] = _UNREADABLE
        elif texts.setdefault(day, text) is not text:
            reader.faults.append(fault("duplicate", reader.path(name), found=day))
    return texts


def _days(reader: Reader, name: str) -> tuple[date, ...]:
    """Read a list of dates; an absent one is empty."""
    given = reader.raw(name)
    if given is None:
        return ()
    if not isinstance(given, list):
        found = type(given).__name__
        reader.faults.append(
            fault("wrong_type", reader.path(name), expected="list_of_dates", found=found)
        )
        return ()
    return _dates(reader, name, given)


def _dates(reader: Reader, name: str, given: list[object]) -> tuple[date, ...]:
    """Read the items of a list that are dates; those that are None are passed over."""
    items = {f"[{place}]": day for place, day in enumerate(given) if day is not None}
    inner = Reader(items, reader.path(name), reader.faults)
    days = [inner.day(place) for place in inner.names()]
    return tuple(day for day in days if day is not None)


def _closure(reader: Reader) -> Closure | None:
    on, why = reader.day("on"), reader.text("why")
    known_on = reader.day("known_on", required=False)
    reader.refuse_unknown_keys()
    if on is None or why is None:
        return None
    return reader.make(lambda: Closure(on, why, known_on=known_on))
