"""Days and times of day as people's programs write them.

``29/05/2023`` says by itself which number is the day; ``04/05/2023`` does not. So a column of days
is looked at as a whole before any such date is read: see `day_column`.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, cast, get_args

from sp4n.interchange.export.cells import Cell, length_of, text_of
from sp4n.workdays.settings import ZONES, Zone

__all__ = [
    "DATES",
    "HIGHEST_MONTH",
    "SERIAL_ZERO",
    "Clock",
    "Dates",
    "Day",
    "clock_of",
    "day_of",
    "days_in",
    "looks_like_a_day",
    "looks_like_a_time",
    "shown_moment",
    "time_of",
]

Dates = Literal["dmy", "mdy", "iso"]
"""How all-numeric dates are meant: day first, month first, or none but year-month-day."""

DATES: tuple[Dates, ...] = get_args(Dates)
"""All of them."""

_MONTHS = {
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
_YEARS = range(1900, 3000)  # own choice: others come from mistakes, and no zone may leave Python's
_CENTURY_FROM = 70  # own choice, as POSIX has it: 69 is 2069, 70 is 1970
HIGHEST_MONTH = 12
"""A higher number is no month."""
_SERIAL_DAYS = range(36_526, 73_051)  # own choice: 2000 to 2099, as spreadsheets count days
SERIAL_ZERO = date(1899, 12, 30)
"""From when on spreadsheets count days, unless they say otherwise."""

_DAY_SECONDS = 86_400
_HOUR_MINUTES = 60
_DAY_HOURS = 24
_TINY = 1e-6  # what a number may be off that was written with two digits
_FURTHEST = timedelta(hours=14)  # no place on earth is further from UTC
_LARGEST = 10**6  # no day and no time is a larger number

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
_TIME = re.compile(rf"(?:(?:{_AT}) ?)?{_CLOCK} ?(?:{_ZONE})?", re.IGNORECASE)
_ISO = re.compile(
    rf"(?P<year>[0-9]{{4}}) ?[-/.] ?(?P<month>[0-9]{{1,2}}) ?[-/.] ?"
    rf"(?P<day>[0-9]{{1,2}}){_REST}",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})[ ./-]*(?P<name>[A-Za-z]{{3,9}})\.?[ ,./-]*"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_REST}",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<name>[A-Za-z]{{3,9}})\.? (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}}){_REST}",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<between> ?[/.-] ?)(?P<second_number>[0-9]{1,2})(?P=between)"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_REST}",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]{1,15})?")
_FRACTION = re.compile(r"0[.,][0-9]{3,15}")
_HOURS = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2})?")
_ANY_DAY = re.compile(r"[0-9]{1,4}[ ./-]{1,3}(?:[0-9]{1,2}|[A-Za-z]{3,12})[ ./-]{1,3}[0-9]{2,4}")
_ANY_TIME = re.compile(
    r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?(?: ?[A-Za-z]{1,4})?"
)
_PHONE = re.compile(r"^(?!19|20)[0-9]{3,4}[^0-9]|^[0-9]{3}[^0-9]")  # no year, and no day
_WORDS = re.compile(r"[^\W\d_]+")
_BESIDE = re.compile(r"T|Z|UTC|GMT|WIB|WITA|WIT|[AP]M?|M|pukul|pkl|jam", re.IGNORECASE)
_NEAR = 0.65  # own choice: one letter of three may be another one
_IN_TEXT = re.compile(
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
    """Read what a cell says of a day; None for what is none.

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
    if _SERIAL.fullmatch(text):
        return _serial(float(text.replace(",", ".")))
    for pattern in (_NAMED, _ISO, _NUMERIC, _NAME_FIRST):
        found = pattern.fullmatch(text)
        if found is not None:
            return _of_parts(found.groupdict())
    return _compact(text)


def _compact(text: str) -> Day | None:
    found = _COMPACT.fullmatch(text)
    on = None if found is None else _date(*(int(one) for one in found.groups()))
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
        found = Day(None, numbers, year, at=at, zone=zone, has_short_year=is_short)
        return found if _can_be(numbers, year) else None
    name = parts.get("name")
    month = int(parts["month"] or 0) if name is None else _MONTHS.get(name.lower(), 0)
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
    is_one = offset <= _FURTHEST and minutes < _HOUR_MINUTES
    return timezone(-offset if text[0] == "-" else offset) if is_one else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _is_likely(found) else None


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
    if _FRACTION.fullmatch(text):
        return _fraction(float(text.replace(",", ".")))
    found = _TIME.fullmatch(text)
    if found is not None:
        return _time_in_zone(found.groupdict())
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


class Clock(NamedTuple):
    """What a cell says of a time: `at`, as `time_of` has it, or `in_hours`, read as hours.minutes.

    Spreadsheets of a country with decimal points take 21.05 for a number, and write 4.10 as 4.1. A
    number may also be a part of a day: its column `tells`, by numbers that can't be the other. `on`
    is the day of an instant that names its zone: there it may be another one than elsewhere.
    """

    at: time | None
    in_hours: time | None = None
    tells: Literal["hours", "parts"] | None = None
    on: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the column has to say which of the two it is."""
        return self.in_hours is not None and self.in_hours != self.at


def clock_of(cell: Cell) -> Clock:
    """Read a time of day in both ways.

    >>> clock_of(21.05).in_hours, clock_of("4,1").in_hours, clock_of(0.5)[:2]
    (datetime.time(21, 5), datetime.time(4, 10), (datetime.time(12, 0), datetime.time(0, 50)))
    """
    at, number = time_of(cell), cell
    if at is not None and at.tzinfo is not None:
        day = day_of(cell)
        return Clock(at, on=None if day is None else day.on)
    if isinstance(cell, str):
        text = cell.strip()
        if _FRACTION.fullmatch(text):
            return Clock(at, tells="parts")
        number = float(text.replace(",", ".")) if _HOURS.fullmatch(text) else None
    if not isinstance(number, int | float) or not 0 <= number < _DAY_HOURS:
        return Clock(at)
    in_hours = _in_hours(number)
    if at is None:
        return Clock(at, in_hours, "hours" if in_hours else None)
    return Clock(at, in_hours, None if in_hours else "parts")


def _in_hours(number: float) -> time | None:
    hundredths = round(number * 100)
    hours, minutes = divmod(hundredths, 100)
    is_one = abs(number * 100 - hundredths) < _TINY and minutes < _HOUR_MINUTES
    return time(hours, minutes) if is_one else None


def looks_like_a_day(cell: Cell) -> bool:
    """Tell whether a cell was meant as a day, in whatever notation; what `day_of` reads is one.

    >>> looks_like_a_day("29 Mai 2023"), looks_like_a_day("29/05/2023"), looks_like_a_day("29 Mei")
    (True, True, False)
    """
    return _ANY_DAY.fullmatch(text_of(cell).strip()) is not None or day_of(cell) is not None


def looks_like_a_time(cell: Cell) -> bool:
    """Tell whether a cell was meant as a time of day, in whatever notation.

    >>> looks_like_a_time("08.15 WIB"), looks_like_a_time("8,1"), looks_like_a_time("pagi")
    (True, True, False)
    """
    if _ANY_TIME.fullmatch(text_of(cell).strip()) is not None:
        return True
    clock = clock_of(cell)
    return clock.at is not None or clock.in_hours is not None


def shown_moment(cell: Cell) -> str:
    """Show what stands where a day or a time is expected, if it was meant as one.

    >>> shown_moment("31 Mai 2023"), shown_moment("08.15 Ibu"), shown_moment("0800-00-0000")
    ("'31 Mai 2023'", 'a string of 9 characters', 'a string of 12 characters')
    """
    text = text_of(cell).strip()
    is_meant = (looks_like_a_day(cell) or looks_like_a_time(cell)) and not _PHONE.search(text)
    is_shown = is_meant and all(map(_may_be_shown, _WORDS.findall(text)))
    return f"'{text}'" if is_shown else length_of(cell)


def _may_be_shown(word: str) -> bool:
    """Tell whether a word beside numbers is nearly a month's name, or belongs to a time."""
    near = word.lower()
    return _BESIDE.fullmatch(word) is not None or any(
        abs(len(near) - len(name)) <= 1 and SequenceMatcher(None, near, name).ratio() > _NEAR
        for name in _MONTHS
    )


def days_in(cell: Cell) -> list[Day]:
    """Find the days in a text, as a period has two.

    >>> [day.on for day in days_in("(2021-01-01) - (2024-12-31)")]
    [datetime.date(2021, 1, 1), datetime.date(2024, 12, 31)]
    """
    if not isinstance(cell, str):
        found = day_of(cell)
        return [] if found is None else [found]
    days = (day_of(text) for text in _IN_TEXT.findall(" ".join(cell.split())))
    return [day for day in days if day is not None]
