"""What single cells say: texts, names as they are compared, tracking numbers."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import lru_cache
from typing import TypeVar

from sp4n.errors import hidden, shown
from sp4n.signs import has_no_unseen

Cell = str | int | float | date | time | timedelta | None
"""What a cell may hold: in a CSV text, in a workbook numbers, dates and times as well.

An empty cell is "". None is a cell that is not there: its column is missing, or the row ends before
it. So nothing can be said of it, not even that it is empty.
"""

BROKEN_CELL = "#VALUE!"
"""Stands for a cell that a spreadsheet could not work out, or whose content is not of its kind."""

HALF_A_CHARACTER = "\udcff"
"""Stands for bytes that are no text."""

_ERRORS = frozenset(
    (
        BROKEN_CELL, "#NAME?", "#REF!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
    )
)  # fmt: skip
_NUMBER = re.compile(
    r"(?![0-9]+(?:\.[0-9]+(?:[Ee]-?[0-9]+)?|[Ee]-?[0-9]+)\Z)"  # what was measured
    r"(?=[^0-9]*[0-9])[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?"
)
_PARTED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_PLACEHOLDERS = frozenset(
    (
        "0", "belumdidisposisikan", "belumdisposisi", "tidakdiketahui", "tidakada", "belumada",
        "tidakdisebutkan", "kosong", "na", "nan", "nat", "null", "none", "nil", "unknown",
        "undefined",
    )
)  # fmt: skip
_SHOWN_CHARACTERS = 40  # own choice: LAPOR!'s labels are shorter, and what people write is longer
_SHOWN_DIGITS = 4  # own choice: a year's
_WHOLE = re.compile(r"([0-9]{1,38})[.,]0{1,2}")


Said = TypeVar("Said")
Meaning = TypeVar("Meaning")


class Remembered(dict[Said, Meaning]):
    """What cells mean, each looked at when it is first seen: most of them come again and again.

    >>> lengths = Remembered(len)
    >>> lengths["Jalan"], [*lengths]
    (5, ['Jalan'])
    """

    def __init__(self, read: Callable[[Said], Meaning]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, said: Said) -> Meaning:
        meaning = self[said] = self._read(said)
        return meaning


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


def folded(text: str) -> str:
    """Give a name as names are compared: without case, spaces and punctuation.

    >>> folded("Tracking ID"), folded("tracking_id"), folded("Ditutup Oleh Sistem.")
    ('trackingid', 'trackingid', 'ditutupolehsistem')
    """
    return "".join(filter(str.isalnum, text.casefold()))


def is_placeholder(text: str) -> bool:
    """Tell whether a name stands for none, as people and programs write it.

    >>> is_placeholder("Tidak Diketahui"), is_placeholder("NaN"), is_placeholder("Dinas")
    (True, True, False)
    """
    return folded(text) in _PLACEHOLDERS


def is_error(cell: Cell) -> bool:
    """Tell whether a spreadsheet shows an error instead of what was there.

    >>> is_error("#NAME?"), is_error("#jalan")
    (True, False)
    """
    return isinstance(cell, str) and "#" in cell[:8] and cell.strip() in _ERRORS


def length_of(cell: Cell) -> str:
    """Say how long a cell is, and nothing else: it may hold what a citizen wrote."""
    return hidden("text", len(text_of(cell)))


def shown_label(cell: Cell) -> str:
    """Show what stands where a label is expected, unless it can't be one.

    >>> shown_label("Selesei"), shown_label("Ibu 0800-0000-0000")
    ("'Selesei'", '<text:18>')
    """
    text = " ".join(text_of(cell).split())
    is_short = len(text) <= _SHOWN_CHARACTERS and sum(map(str.isdigit, text)) <= _SHOWN_DIGITS
    return f"'{text}'" if is_short and has_no_unseen(text) else length_of(cell)


@lru_cache(maxsize=8)  # a row's is asked for twice
def number_of(cell: Cell) -> str | None:
    """Read a tracking number: a code with a digit; None for anything else.

    What a spreadsheet made of a long number (``1.2E+06``) and what was measured (``4.50``) is none.

    >>> number_of(1000001), number_of("1000001.0"), number_of("C-0001"), number_of("Jalan")
    ('1000001', '1000001', 'C-0001', None)
    >>> number_of("1.2E06"), number_of(900000.5)
    (None, None)
    """
    text = text_of(cell).strip()
    if _NUMBER.fullmatch(text):  # as nearly always
        return text
    number = without_point(text)
    return number if _NUMBER.fullmatch(number) else None


def has_dots(number: str) -> bool:
    """Tell whether a number looks like one that a spreadsheet parted by thousands.

    >>> has_dots("8.000.001"), has_dots("C-0001")
    (True, False)
    """
    return not number.isalnum() and _PARTED.fullmatch(number) is not None


def shown_number(cell: Cell) -> str | None:
    """Read a tracking number that may be shown: None for one that could be somebody's phone number.

    >>> shown_number("9000001"), shown_number("080000000000"), shown_number("Jalan")
    ('9000001', None, None)
    """
    number = number_of(cell)
    return number if number is not None and shown(number) == repr(number) else None


def without_point(text: str) -> str:
    """Write a whole number as one: spreadsheets and frames add ``.0``.

    >>> without_point("101.0"), without_point("4.50")
    ('101', '4.50')
    """
    stripped = text.strip()
    whole = _WHOLE.fullmatch(stripped)
    return whole[1] if whole else stripped
