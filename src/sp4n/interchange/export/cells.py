"""What single cells say: texts, dates with English months, times of day, numbers."""

import re
from datetime import date, datetime, time

from sp4n.errors import Fault, fault
from sp4n.interchange.export.columns import Cell, Column

__all__ = ["date_of", "is_blank", "length_of", "number_in", "number_of", "text_of", "time_of"]

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
_NUMBER = re.compile(r"(?=[^0-9]*[0-9])[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
_WHOLE = re.compile(r"([0-9]{1,38})\.0+")


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
    """Tell whether a cell says nothing: it is empty, or has a dash only."""
    return cell is None or (isinstance(cell, str) and cell.strip() in ("", "-"))


def length_of(cell: Cell) -> str:
    """Say how long a cell is, and nothing else: it may hold what a citizen wrote."""
    return f"a string of {len(text_of(cell))} characters"


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


def number_of(cell: Cell) -> str | None:
    """Read a tracking number: a code with a digit; None for anything else.

    >>> number_of(1000001), number_of("1000001.0"), number_of("C-0001"), number_of("Jalan")
    ('1000001', '1000001', 'C-0001', None)
    """
    text = text_of(cell).strip()
    whole = _WHOLE.fullmatch(text)
    number = whole[1] if whole else text
    return number if _NUMBER.fullmatch(number) else None


def number_in(cell: Cell, column: Column, low: int, high: int) -> tuple[int | None, Fault | None]:
    """Read a whole number within bounds, None when the cell is blank; a fault for anything else.

    >>> number_in("5.0", Column.RATING, 1, 5), number_in("-", Column.RATING, 1, 5)
    ((5, None), (None, None))
    """
    if is_blank(cell):
        return None, None
    text = text_of(cell).strip()
    whole = _WHOLE.fullmatch(text)
    allowed = {str(number): number for number in range(low, high + 1)}
    number = allowed.get(whole[1] if whole else text)
    if number is not None:
        return number, None
    return None, fault("not_one_of", column.value, found=length_of(cell), allowed=tuple(allowed))
