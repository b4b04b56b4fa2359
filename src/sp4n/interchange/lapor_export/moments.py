"""Days and times of day as people's programs write them.

``29/05/2023`` says by itself which number is the day; ``04/05/2023`` does not. So a column of days
is looked at as a whole before any such date is read: see `day_column`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, NamedTuple, cast, get_args

from sp4n.frozen_dict import FrozenDict
from sp4n.interchange.lapor_export.cells import Cell, text_of
from sp4n.workdays.zones import ZONES, Zone

Dates = Literal["dmy", "mdy", "iso"]
"""How all-numeric dates are meant: day first, month first, or none but year-month-day."""

DATES: tuple[Dates, ...] = get_args(Dates)
"""All of them."""

OTHER_ORDER: Mapping[Dates | None, Dates] = FrozenDict({"dmy": "mdy", "mdy": "dmy"})
"""With day and month for each other."""

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari", "feb february februari peb pebruari", "mar march maret mrt",
            "apr april", "may mei", "jun june juni", "jul july juli",
            "aug august agu agt agust agustus ags", "sep sept september", "oct october okt oktober",
            "nov november nop nopember", "dec december des desember",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTHS = FrozenDict(MONTHS)
_YEARS = range(1900, 3000)  # own choice: others come from mistakes, and no zone may leave Python's
_CENTURY_FROM = 70  # own choice, as POSIX has it: 69 is 2069, 70 is 1970
HIGHEST_MONTH = 12
"""A higher number is no month."""
_SERIAL_DAYS = range(36_526, 73_051)  # own choice: 2000 to 2099, as spreadsheets count days
SERIAL_ZERO = date(1899, 12, 30)
"""From when on spreadsheets count days, unless they say otherwise."""

_DAY_SECONDS = 86_400
HOUR_MINUTES = 60
_FURTHEST = timedelta(hours=14)  # no place on earth is further from UTC
_LARGEST = 10**6  # no day and no time is a larger number

# A file needs a few of these, so they are compiled when one is looked for.
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_OFFSET = r"[+-][0-9]{2}(?::?[0-9]{2})?"
_ZONE = (
    r"\(?(?P<zone>(?:UTC|GMT)[+-][0-9]{1,2}(?::?[0-9]{2})?|Z|UTC|GMT|WIB|WITA|WIT"
    rf"|{_OFFSET})\)?\.?"
)
_AT = r"pukul|pkl\.?|jam"
_REST = rf"(?:(?:[T,]|{_AT}| )+{_CLOCK} ?(?:{_ZONE})?)?"
_WEEKDAY = (
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|sen|sel|rab|kam|jum|sab|min"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?(?:, ?| ))?"
)
_TIME = rf"(?i:(?:(?:{_AT}) ?)?{_CLOCK} ?(?:{_ZONE})?)"
_ISO = (
    rf"(?i:(?P<year>[0-9]{{4}}) ?[-/.] ?(?P<month>[0-9]{{1,2}}) ?[-/.] ?"
    rf"(?P<day>[0-9]{{1,2}}){_REST})"
)
_COMPACT = r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_NAMED = (
    rf"(?i:{_WEEKDAY}(?P<day>[0-9]{{1,2}})[ ./-]*(?P<name>[A-Za-z]{{3,9}})\.?[ ,./-]*"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_REST})"
)
_NAME_FIRST = (
    rf"(?i:{_WEEKDAY}(?P<name>[A-Za-z]{{3,9}})\.? (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})"
    rf"{_REST})"
)
_NUMERIC = (
    r"(?i:(?P<first>[0-9]{1,2})(?P<between> ?[/.-] ?)(?P<second_number>[0-9]{1,2})(?P=between)"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_REST})"
)
_SERIAL = r"[0-9]{5}(?:[.,][0-9]{1,15})?"
FRACTION = r"0[.,][0-9]{3,15}"
_IN_TEXT = (
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[ ./-]+[A-Za-z]{3,9}\.?[ ,./-]+[0-9]{2,4}"
    r"|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
)


class Day(NamedTuple):
    """What a cell says of a day: `on` if it is certain, else two numbers in either order.

    `numbers` are day and month, or month and day, before the year `year`. `may_be_swapped` marks
    a date that a spreadsheet may have made of such numbers. `at` is a time in the same cell, `zone`
    the offset of that time, where one is written. With `has_short_year` the first number may be the
    year; with `is_compact` it is eight digits, which only a column of such has for days.
    """

    on: date | None
    numbers: tuple[int, int] = (0, 0)
    year: int = 0
    may_be_swapped: bool = False
    at: time | None = None
    zone: tzinfo | None = None
    has_short_year: bool = False
    is_compact: bool = False

    @property
    def can_turn(self) -> bool:
        """Tell whether day and month could be each other."""
        return self.on is None or self.may_be_swapped

    @property
    def has_to_wait(self) -> bool:
        """Tell whether all days of its column have to be seen before it can be told."""
        return self.can_turn or self.is_compact

    def order_told(self) -> Dates | None:
        """Give the order that its two numbers settle, if one of them can be no month."""
        first, second = self.numbers
        if first > HIGHEST_MONTH:
            return "dmy"
        return "mdy" if second > HIGHEST_MONTH else None

    def in_order(self, order: Dates | None, *, swapped: bool = False) -> date | None:
        """Give the date; None for numbers that are no date in that order.

        Without an order, numbers mean a date only if they say themselves which is the day, or are
        equal. `swapped` undoes what a spreadsheet did that took days for months, where it could;
        then the order is that of the dates that may be swapped.
        """
        if self.on is not None:
            is_swapped = swapped and self.may_be_swapped and self.on.day <= HIGHEST_MONTH
            return _date(self.on.year, self.on.day, self.on.month) if is_swapped else self.on
        first, second = self.numbers
        told = self.order_told()
        order = told if order is None or (swapped and told) else order
        if order == "iso" and self.has_short_year:
            return _date(_year(f"{first:02}"), second, self.year % 100)
        if order == "iso" or (order is None and first != second):
            return None
        day, month = (first, second) if order != "mdy" else (second, first)
        return _date(self.year, month, day)


def day_of(cell: Cell) -> Day | None:
    """Read what a cell says of a day; None if it is not a day.

    >>> day_of("29 Mei 2023").on, day_of("29-May-23").on, day_of("2023-05-29T04:05Z").on
    (datetime.date(2023, 5, 29), datetime.date(2023, 5, 29), datetime.date(2023, 5, 29))
    >>> day_of("04/05/2023").numbers, day_of(45075).on, day_of("29 Mei")
    ((4, 5), datetime.date(2023, 5, 29), None)
    """
    if isinstance(cell, date):
        on = date(cell.year, cell.month, cell.day)
        at, zone = None, None
        if isinstance(cell, datetime):
            at, zone = cell.time(), cell.tzinfo
        return Day(on, (0, 0), 0, True, *_known(at, zone)) if _is_likely(on) else None  # noqa: FBT003
    if isinstance(cell, int | float):
        if abs(cell) >= _LARGEST:
            return _compact(text_of(cell))
        return _serial(float(cell))
    if isinstance(cell, str):
        return _written(" ".join(cell.split()))
    return None


def _written(text: str) -> Day | None:
    if re.fullmatch(_SERIAL, text):
        return _serial(float(text.replace(",", ".")))
    for pattern in (_NAMED, _ISO, _NUMERIC, _NAME_FIRST):
        match = re.fullmatch(pattern, text)
        if match is not None:
            return _of_parts(match.groupdict())
    return _compact(text)


def _compact(text: str) -> Day | None:
    match = re.fullmatch(_COMPACT, text)
    on = None if match is None else _date(*map(int, match.groups()))
    return None if on is None else Day(on, is_compact=True)


def _of_parts(parts: dict[str, str | None]) -> Day | None:
    """Put together what a pattern found; a time that is none makes the day none, too."""
    at = None if parts["hour"] is None else _time(parts)
    if parts["hour"] is not None and at is None:
        return None
    year = _year(str(parts["year"]))
    zone = _zone(parts["zone"])
    if parts["zone"] is not None and zone is None:
        return None
    at, zone = _known(at, zone)
    if "first" in parts:
        numbers = int(str(parts["first"])), int(str(parts["second_number"]))
        is_short = len(str(parts["year"])) < len("1999")
        day = Day(None, numbers, year, at=at, zone=zone, has_short_year=is_short)
        return day if _can_be(numbers, year) else None
    name = parts.get("name")
    month = int(parts["month"] or 0) if name is None else MONTHS.get(name.lower(), 0)
    on = _date(year, month, int(str(parts["day"])))
    return None if on is None else Day(on, may_be_swapped=name is None, at=at, zone=zone)


def _known(at: time | None, zone: tzinfo | None) -> tuple[time | None, tzinfo | None]:
    """Take midnight for no time at all: programs write it so that keep days as instants."""
    return (None, None) if zone is None and at == time() else (at, zone)


def _can_be(numbers: tuple[int, int], year: int) -> bool:
    first, second = numbers
    return _date(year, first, second) is not None or _date(year, second, first) is not None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == len("1999"):
        return year
    return year + (1900 if year >= _CENTURY_FROM else 2000)


def _zone(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    text = text.upper()
    if text in ZONES:
        return ZONES[cast("Zone", text)]
    text = text.lstrip("ZUTCGM")
    if not text:
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))  # noqa: PLR2004  # of hours
    offset = timedelta(hours=hours, minutes=minutes)
    is_one = offset <= _FURTHEST and minutes < HOUR_MINUTES
    return timezone(-offset if text[0] == "-" else offset) if is_one else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return on if _is_likely(on) else None


def _is_likely(day: date) -> bool:
    return day.year in _YEARS


def _serial(number: float) -> Day | None:
    """Read a day as spreadsheets count them, from 30 December 1899; its fraction is a time."""
    if not _SERIAL_DAYS.start <= number < _SERIAL_DAYS.stop:
        return None
    days, seconds = divmod(round(number * _DAY_SECONDS), _DAY_SECONDS)
    at, _ = _known(_of_seconds(seconds), None)
    return Day(SERIAL_ZERO + timedelta(days=days), may_be_swapped=True, at=at)


def _of_seconds(seconds: int) -> time:
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def time_of(cell: Cell) -> time | None:
    """Read a time of day, with its zone where one is written; None for anything else.

    >>> time_of("08:15"), time_of("04.05.34"), time_of("04:05:34 PM"), time_of("24:00")
    (datetime.time(8, 15), datetime.time(4, 5, 34), datetime.time(16, 5, 34), None)
    >>> time_of(0.5), time_of("0.170138888")
    (datetime.time(12, 0), datetime.time(4, 5))
    >>> time_of("Pukul 08.15 WIB").isoformat()
    '08:15:00+07:00'
    """
    if isinstance(cell, datetime | time):
        return cell.timetz() if isinstance(cell, datetime) else cell
    if isinstance(cell, timedelta):
        return _fraction(cell / timedelta(days=1))
    if isinstance(cell, int | float):
        return _fraction(float(cell)) if abs(cell) < _LARGEST else None
    text = " ".join(text_of(cell).split())
    if re.fullmatch(FRACTION, text):
        return _fraction(float(text.replace(",", ".")))
    match = re.fullmatch(_TIME, text)
    if match is not None:
        return _time_in_zone(match.groupdict())
    day = _written(text)
    return None if day is None or day.at is None else day.at.replace(tzinfo=day.zone)


def _time_in_zone(parts: dict[str, str | None]) -> time | None:
    at, zone = _time(parts), _zone(parts["zone"])
    return None if at is None or (parts["zone"] and not zone) else at.replace(tzinfo=zone)


def _time(parts: dict[str, str | None]) -> time | None:
    hour, half = int(parts["hour"] or 0), parts["half"]
    if half is not None:
        if not 1 <= hour <= 12:  # noqa: PLR2004  # as clocks with halves have it
            return None
        hour = hour % 12 + (12 if half in "Pp" else 0)
    try:
        return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))
    except ValueError:
        return None


def _fraction(part: float) -> time | None:
    """Read a time as a part of a day."""
    seconds = round(part * _DAY_SECONDS) if 0 <= part < 1 else _DAY_SECONDS
    return _of_seconds(seconds) if seconds < _DAY_SECONDS else None


def days_in(cell: Cell) -> list[Day]:
    """Find the days in a text, as a period has two.

    >>> [day.on for day in days_in("(2021-01-01) - (2024-12-31)")]
    [datetime.date(2021, 1, 1), datetime.date(2024, 12, 31)]
    """
    if not isinstance(cell, str):
        day = day_of(cell)
        return [] if day is None else [day]
    days = (day_of(text) for text in re.findall(_IN_TEXT, " ".join(cell.split())))
    return [day for day in days if day is not None]
