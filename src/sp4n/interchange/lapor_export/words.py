"""What people wrote in a row: read, or only looked at; it never costs the row."""

from collections.abc import Mapping
from sys import intern
from typing import NamedTuple

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import (
    HALF_A_CHARACTER,
    Cell,
    folded,
    is_blank,
    is_error,
    shown_label,
    text_of,
)
from sp4n.interchange.lapor_export.columns import WORDS, Cells, Column
from sp4n.model.complaint import (
    BODY_LIMIT_CHARACTERS,
    RECORDED_LIMIT_CHARACTERS,
    TITLE_LIMIT_CHARACTERS,
)
from sp4n.validation import text_fault

_LIMITS: Mapping[Column, int] = {
    Column.TITLE: TITLE_LIMIT_CHARACTERS,
    Column.BODY: BODY_LIMIT_CHARACTERS,
    Column.FINAL_BODY: BODY_LIMIT_CHARACTERS,
    Column.BECAUSE: RECORDED_LIMIT_CHARACTERS,
}
_NEEDED = (Column.TITLE, Column.BODY)
_NOTHING = frozenset(("na", "nan", "nat", "none", "null"))  # as programs write it
_SHORT = 200  # own choice: as names are


class Words(NamedTuple):
    """What people wrote; what is longer than the form takes, or blank, is recorded."""

    title: str
    body: str
    final_body: str | None
    because: str | None
    differ_from_the_form: bool


_WITHOUT_WORDS = Words("", "", None, None, differ_from_the_form=True)


def words_of(cells: Cells, notes: list[Fault], *, are_kept: bool) -> Words:
    """Give the words of a row, or none but the reason, and note what is odd about them."""
    because = _because(cells.because, notes)
    written = (cells.title, cells.body, cells.final_body)
    if not are_kept:
        for cell, column in zip(written, WORDS, strict=True):
            _has_words(cell, column, notes)
        return _WITHOUT_WORDS if because is None else _WITHOUT_WORDS._replace(because=because)
    title, body, final = (
        _text(cell, column, notes) for cell, column in zip(written, WORDS, strict=True)
    )
    is_recorded = (
        not title
        or not body
        or len(title) > TITLE_LIMIT_CHARACTERS
        or len(body) > BODY_LIMIT_CHARACTERS
    )
    is_same = not final or final.strip() == body.strip()
    return Words(title, body, None if is_same else final, because, is_recorded)


def kept_small(cells: Cells, *, with_words: bool) -> Cells:
    """Keep what has to wait: short texts once for all rows, words that nobody asked for hardly.

    What is left of such words is whether there are any, and those that are too long: of them the
    length is noted.
    """
    if not with_words:
        cells = cells._replace(
            title=_sign_of(cells.title, Column.TITLE),
            body=_sign_of(cells.body, Column.BODY),
            final_body=_sign_of(cells.final_body, Column.FINAL_BODY),
        )
    return Cells._make(_kept_once(cell) for cell in cells)


def _sign_of(cell: Cell, column: Column) -> Cell:
    return cell if is_blank(cell) or len(text_of(cell)) > _LIMITS[column] else "x"


def _kept_once(cell: Cell) -> Cell:
    return intern(cell) if type(cell) is str and len(cell) <= _SHORT else cell


def _because(cell: Cell, notes: list[Fault]) -> str | None:
    if cell is None or cell == "":  # as nearly always
        return None
    text = _text(cell, Column.BECAUSE, notes)
    if folded(text) not in _NOTHING:
        return text or None
    notes.append(fault("placeholder", Column.BECAUSE.value, found=shown_label(text)))
    return None


def _text(cell: Cell, column: Column, notes: list[Fault]) -> str:
    """Give what somebody wrote; blank, with a note, where it can't be kept."""
    if not _has_words(cell, column, notes):
        return ""
    text = text_of(cell)
    wrong = _unusable(text, column)
    if wrong is not None:
        notes.append(wrong)
        return ""
    return text


def _has_words(cell: Cell, column: Column, notes: list[Fault]) -> bool:
    """Tell whether there are any words; note that there are none, or more than the form takes."""
    if isinstance(cell, str) and 1 < len(cell) <= _LIMITS[column] and cell[0].isalnum():
        return True  # as nearly always
    if is_blank(cell):
        if cell is not None and column in _NEEDED:
            notes.append(fault("no_words", column.value))
        return False
    length = len(text_of(cell))
    if length > _LIMITS[column]:
        notes.append(fault("too_long", column.value, length=length, limit=_LIMITS[column]))
    return True


def _unusable(text: str, column: Column) -> Fault | None:
    """Tell why words can't be kept; the row can."""
    if HALF_A_CHARACTER in text:
        return fault("not_utf_8", column.value)
    if is_error(text):
        return fault("error_cell", column.value)
    wrong = text_fault(text, column.value, RECORDED_LIMIT_CHARACTERS)
    return fault("no_words", column.value) if wrong and wrong.code == "empty" else wrong
