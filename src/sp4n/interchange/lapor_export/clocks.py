"""Cells in which a time of day stands, or what was meant as a day or a time and may be shown."""

import re
from datetime import date, time
from typing import Literal, NamedTuple

from sp4n.interchange.lapor_export.cells import Cell, length_of, text_of
from sp4n.interchange.lapor_export.moments import FRACTION, HOUR_MINUTES, MONTHS, day_of, time_of

_HOURS = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2})?")
_ANY_DAY = re.compile(r"[0-9]{1,4}[ ./-]{1,3}(?:[0-9]{1,2}|[A-Za-z]{3,12})[ ./-]{1,3}[0-9]{2,4}")
_ANY_TIME = re.compile(
    r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?(?: ?[A-Za-z]{1,4})?"
)
_PHONE = re.compile(r"^(?!19|20)[0-9]{3,4}[^0-9]|^[0-9]{3}[^0-9]")  # no year, and no day
_WORDS = re.compile(r"[^\W\d_]+")
_BESIDE = re.compile(r"T|Z|UTC|GMT|WIB|WITA|WIT|[AP]M?|M|pukul|pkl|jam", re.IGNORECASE)
_NEAR = 0.65  # own choice: one letter of three may be another one
_TINY = 1e-6  # what a number may be off that was written with two digits
_DAY_HOURS = 24


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
    def is_told(self) -> bool:
        """Tell whether it is a time, in one way or the other."""
        return self.at is not None or self.in_hours is not None

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
        if re.fullmatch(FRACTION, text):
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
    is_one = abs(number * 100 - hundredths) < _TINY and minutes < HOUR_MINUTES
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
    return clock_of(cell).is_told


def shown_moment(cell: Cell) -> str:
    """Show what stands where a day or a time is expected, if it was meant as one.

    >>> shown_moment("31 Mai 2023"), shown_moment("08.15 Ibu"), shown_moment("0800-00-0000")
    ("'31 Mai 2023'", '<text:9>', '<text:12>')
    """
    text = text_of(cell).strip()
    is_meant = (looks_like_a_day(cell) or looks_like_a_time(cell)) and not _PHONE.search(text)
    is_shown = is_meant and all(map(_may_be_shown, _WORDS.findall(text)))
    return f"'{text}'" if is_shown else length_of(cell)


def _may_be_shown(word: str) -> bool:
    """Tell whether a word beside numbers is nearly a month's name, or belongs to a time."""
    from difflib import SequenceMatcher  # only mistakes need it

    near = word.lower()
    return _BESIDE.fullmatch(word) is not None or any(
        abs(len(near) - len(name)) <= 1 and SequenceMatcher(None, near, name).ratio() > _NEAR
        for name in MONTHS
    )
