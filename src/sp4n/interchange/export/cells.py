"""What single cells say: texts, dates with English months, times of day, numbers.

Here alone is said what a tracking number, a day and a time look like: readers of rows ask, and so
does whoever looks for the line in which a row begins.
"""

import re
from datetime import date, datetime, time, timedelta

from sp4n.errors import Fault, fault, shown

__all__ = [
    "BROKEN_CELL",
    "Cell",
    "date_of",
    "is_blank",
    "is_error",
    "length_of",
    "looks_like_a_day",
    "looks_like_a_time",
    "number_of",
    "shown_number",
    "text_of",
    "time_of",
    "whole_number_in",
]

Cell = str | int | float | date | time | timedelta | None
"""What a cell may hold: in a CSV text, in a workbook numbers, dates and times as well.

An empty cell is "". None is a cell that is not there: its column is missing, or the row ends before
it. So nothing can be said of it, not even that it is empty.
"""

BROKEN_CELL = "#VALUE!"
"""Stands for a cell that a spreadsheet could not work out, or whose content is not of its kind."""

_ERRORS = frozenset(
    (
        BROKEN_CELL, "#NAME?", "#REF!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
    )
)  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEARS = range(1900, 3000)  # own choice: others come from mistakes, and no zone may leave Python's
_DATE = re.compile(r"([0-9]{1,2}) +([A-Za-z]+) +([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_ANY_DAY = re.compile(r"[0-9]{1,4}[ ./-]{1,3}(?:[0-9]{1,2}|[A-Za-z]{3,12})[ ./-]{1,3}[0-9]{2,4}")
_ANY_TIME = re.compile(
    r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?(?: ?[A-Za-z]{1,4})?"
)
_NUMBER = re.compile(r"(?=[^0-9]*[0-9])[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
_WHOLE = re.compile(r"([0-9]{1,38})\.0+")
_MEASURE = re.compile(r"[0-9]+(?:\.[0-9]+(?:[Ee]-?[0-9]+)?|[Ee]-?[0-9]+)")


def text_of(cell: Cell) -> str:
    """Give a cell's text as it stands; a whole number without its point.

    >>> text_of(1000001.0), text_of(None), text_of(" Jalan ")
    ('1000001', '', ' Jalan ')
    """
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell says nothing: it is empty, not there, or has a dash only."""
    return cell is None or (isinstance(cell, str) and cell.strip() in ("", "-"))


def is_error(cell: Cell) -> bool:
    """Tell whether a spreadsheet shows an error instead of what was there.

    >>> is_error("#NAME?"), is_error("#jalan")
    (True, False)
    """
    return isinstance(cell, str) and "#" in cell[:8] and cell.strip() in _ERRORS


def length_of(cell: Cell) -> str:
    """Say how long a cell is, and nothing else: it may hold what a citizen wrote."""
    length = len(text_of(cell))
    return f"a string of {length} character{'' if length == 1 else 's'}"


def date_of(cell: Cell) -> date | None:
    """Read a day with an English month; None for anything else, Indonesian months as well.

    >>> date_of("29 May 2023"), date_of("29 Mei 2023"), date_of("2023-05-29")
    (datetime.date(2023, 5, 29), None, None)
    """
    day = _day_in(cell)
    return None if day is None or day.year not in _YEARS else day


def _day_in(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    match = _DATE.fullmatch(text_of(cell).strip())
    month = _MONTHS.get(match[2].lower()) if match else None
    if match is None or month is None:
        return None
    try:
        return date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None


def looks_like_a_day(cell: Cell) -> bool:
    """Tell whether a cell was meant as a day, in whatever notation; what `date_of` reads is one.

    >>> looks_like_a_day("29 Mei 2023"), looks_like_a_day("29/05/2023"), looks_like_a_day("29 Mei")
    (True, True, False)
    """
    return _ANY_DAY.fullmatch(text_of(cell).strip()) is not None or _day_in(cell) is not None


def time_of(cell: Cell) -> time | None:
    """Read a time of day; None for anything else.

    >>> time_of("08:15"), time_of("24:00")
    (datetime.time(8, 15), None)
    """
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell.replace(tzinfo=None)
    match = _TIME.fullmatch(text_of(cell).strip())
    hours, minutes, seconds = match.groups() if match else ("24", "0", "0")  # no such time
    try:
        return time(int(hours), int(minutes), int(seconds or 0))
    except ValueError:
        return None


def looks_like_a_time(cell: Cell) -> bool:
    """Tell whether a cell was meant as a time of day, in whatever notation.

    >>> looks_like_a_time("08.15 WIB"), looks_like_a_time("pagi")
    (True, False)
    """
    return _ANY_TIME.fullmatch(text_of(cell).strip()) is not None or time_of(cell) is not None


def number_of(cell: Cell) -> str | None:
    """Read a tracking number: a code with a digit; None for anything else.

    What a spreadsheet made of a long number (``1.2E+06``) and what was measured (``4.50``) is none.

    >>> number_of(1000001), number_of("1000001.0"), number_of("C-0001"), number_of("Jalan")
    ('1000001', '1000001', 'C-0001', None)
    >>> number_of("1.2E06"), number_of(900000.5)
    (None, None)
    """
    number = _without_point(text_of(cell))
    is_one = _NUMBER.fullmatch(number) is not None and _MEASURE.fullmatch(number) is None
    return number if is_one else None


def shown_number(cell: Cell) -> str | None:
    """Read a tracking number that may be shown: None for one that could be somebody's phone number.

    >>> shown_number("9000001"), shown_number("080000000000"), shown_number("Jalan")
    ('9000001', None, None)
    """
    number = number_of(cell)
    return number if number is not None and shown(number) == repr(number) else None


def whole_number_in(
    cell: Cell, column: str, low: int, high: int
) -> tuple[int | None, Fault | None]:
    """Read a whole number within bounds, None when the cell is blank; a fault for anything else.

    >>> whole_number_in("5.0", "Rating", 1, 5), whole_number_in("-", "Rating", 1, 5)
    ((5, None), (None, None))
    """
    if is_blank(cell):
        return None, None
    allowed = {str(number): number for number in range(low, high + 1)}
    number = allowed.get(_without_point(text_of(cell)))
    if number is not None:
        return number, None
    return None, fault("not_one_of", column, found=length_of(cell), allowed=tuple(allowed))


def _without_point(text: str) -> str:
    """Write a whole number as one: spreadsheets add ``.0``."""
    stripped = text.strip()
    whole = _WHOLE.fullmatch(stripped)
    return whole[1] if whole else stripped
