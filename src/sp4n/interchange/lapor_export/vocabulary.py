"""The names and labels of an export, which come again and again: each is looked at once.

Labels of statuses, classes and privacy are compared without case, spaces and punctuation.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sp4n.errors import Fault, fault, suggester
from sp4n.interchange.lapor_export.cells import (
    HALF_A_CHARACTER,
    Cell,
    Remembered,
    folded,
    is_blank,
    is_error,
    is_placeholder,
    length_of,
    shown_label,
    text_of,
    without_point,
)
from sp4n.interchange.lapor_export.columns import Column
from sp4n.interchange.lapor_export.values import Place
from sp4n.model.complaint import CLASSIFICATION_LABELS, Classification
from sp4n.validation import line_fault
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase, Status

_NAME_LIMIT = 200  # as a complaint's category has it

_STATUSES: Mapping[str, Status] = {
    folded(name): status
    for status in LAPOR.statuses
    for name in (status.label.id, status.label.en, status.code)
}
_CLASSES: Mapping[str, Classification] = {
    folded(name): classification
    for classification, label in CLASSIFICATION_LABELS.items()
    for name in (label.id, label.en, classification.value)
}
_PRIVACY = frozenset(("anonim", "rahasia"))
_PRIVACY_COLUMN = Column.PRIVACY.value
_IDS = (Column.AGENCY_ID, Column.CATEGORY_ID)
_NO_STATUS = fault("no_status", Column.STATUS.value)
_OFFICES = (Column.AGENCY, Column.PARENT_AGENCY)
_OFFICE = (Column.AGENCY, Column.AGENCY_ID, Column.PARENT_AGENCY)
_SUBJECT = (Column.CATEGORY, Column.CATEGORY_ID, Column.CHANNEL)
_PLACE = (Column.PROVINCE, Column.CITY, Column.DISTRICT, Column.VILLAGE)


class Standing(NamedTuple):
    """What the labels of a status, a class and privacy mean; None where LAPOR! has none such."""

    label: str | None
    status: str | None
    phase: Phase | None
    classification: Classification | None
    is_anonymous: bool
    is_confidential: bool
    notes: tuple[Fault, ...]


class Subject(NamedTuple):
    """What a complaint is about, and how it came."""

    category: str | None
    category_id: str | None
    channel: str | None
    notes: tuple[Fault, ...]


class Office(NamedTuple):
    """The agency that a complaint was given to last; `is_disposed` as `ExportRow` has it."""

    agency: str | None
    agency_id: str | None
    parent_agency: str | None
    is_disposed: bool | None
    notes: tuple[Fault, ...]


class Vocabulary:
    """The names and labels in some files, read for all cells of a row that belong together.

    >>> vocabulary = Vocabulary()
    >>> vocabulary.offices["Dinas  Contoh", "D-7", "-"]
    Office(agency='Dinas Contoh', agency_id='D-7', parent_agency=None, is_disposed=True, notes=())
    """

    def __init__(self) -> None:
        self.standings = Remembered(_standing)
        self.subjects = Remembered(self._subject)
        self.offices = Remembered(self._office)
        self.places = Remembered(self._place)
        self._spellings: dict[tuple[Column, str], str] = {}

    def _office(self, cells: tuple[Cell, Cell, Cell]) -> Office:
        notes: list[Fault] = []
        agency, agency_id, parent = self._spelled(cells, _OFFICE, notes)
        return Office(agency, agency_id, parent, _is_disposed(*cells[:2]), tuple(notes))

    def _subject(self, cells: tuple[Cell, Cell, Cell]) -> Subject:
        notes: list[Fault] = []
        category, category_id, channel = self._spelled(cells, _SUBJECT, notes)
        return Subject(category, category_id, channel, tuple(notes))

    def _place(self, cells: tuple[Cell, Cell, Cell, Cell]) -> tuple[Place, tuple[Fault, ...]]:
        notes: list[Fault] = []
        return Place(*self._spelled(cells, _PLACE, notes)), tuple(notes)

    def _spelled(
        self, cells: Iterable[Cell], columns: Iterable[Column], notes: list[Fault]
    ) -> Iterator[str | None]:
        """Give names as they were first spelled: case and spaces make no other category of one.

        Offices have their own way.
        """
        for cell, column in zip(cells, columns, strict=True):
            name = _name(cell, column, notes)
            if name is None or column in _OFFICES:
                yield name
            else:
                yield self._spellings.setdefault((column, name.casefold()), name)


def _name(cell: Cell, column: Column, notes: list[Fault]) -> str | None:
    """Read a name with its gaps as one space; None when blank, or no name (which is noted)."""
    if is_blank(cell):
        return None
    name = " ".join(text_of(cell).split())
    name = without_point(name) if column in _IDS else name
    if HALF_A_CHARACTER in name:
        wrong: Fault | None = fault("not_utf_8", column.value)
    elif is_error(name):
        wrong = fault("error_cell", column.value)
    else:
        wrong = line_fault(name, column.value, _NAME_LIMIT)
    if wrong is not None:
        notes.append(wrong)
        return None
    if is_placeholder(name):
        notes.append(fault("placeholder", column.value, found=shown_label(name)))
    return name


def _is_disposed(*cells: Cell) -> bool | None:
    """Tell whether an agency was given the complaint; None when the file has no cell for it."""
    told = [cell for cell in cells if cell is not None and not is_error(cell)]
    return not all(map(is_blank, told)) if told else None


def _standing(cells: tuple[Cell, Cell, Cell]) -> Standing:
    notes: list[Fault] = []
    status, classification, privacy = cells
    label = _name(status, Column.STATUS, notes)
    known = _STATUSES.get(folded(label or ""))
    if known is None:
        notes = _unknown(label) or notes or [_NO_STATUS]
    return Standing(
        label,
        None if known is None else known.code,
        None if known is None else known.phase,
        _class(classification, notes),
        *_privacy(privacy, notes),
        tuple(notes),
    )


def _unknown(label: str | None) -> list[Fault]:
    """Note a label of a status that nobody knows."""
    if label is None:
        return []
    names = {folded(status.label.id): status.label.id for status in LAPOR.statuses}
    suggestion = names.get(suggester(tuple(names))(folded(label)) or "")
    found = shown_label(label)
    return [fault("unknown_status", Column.STATUS.value, found=found, suggestion=suggestion)]


def _class(cell: Cell, notes: list[Fault]) -> Classification | None:
    noted = len(notes)
    name = _name(cell, Column.CLASSIFICATION, notes)
    known = _CLASSES.get(folded(name or ""))
    if name is not None and known is None:
        allowed = tuple(label.id for label in CLASSIFICATION_LABELS.values())
        where, found = Column.CLASSIFICATION.value, shown_label(name)
        notes[noted:] = [fault("not_one_of", where, found=found, allowed=allowed)]
    return known


def is_status(cell: Cell) -> bool:
    """Tell whether a cell names a status of LAPOR!."""
    return folded(text_of(cell)) in _STATUSES


def is_privacy(cell: Cell) -> bool:
    """Tell whether a cell is there and says of privacy what is known; an empty one does."""
    return cell is not None and _privacy_words(cell) <= _PRIVACY


def _privacy_words(cell: Cell) -> set[str]:
    """Give the words of a cell; an empty one among others is what is left of a word."""
    return set() if is_blank(cell) else set(map(folded, text_of(cell).split("|")))


def _privacy(cell: Cell, notes: list[Fault]) -> tuple[bool, bool]:
    """Tell whether a row is anonymous and whether it is confidential.

    An empty cell is neither. Of words that nobody knows, of one that was cut off (``Anonim|``), of
    a broken cell and of one that isn't there, both are assumed (own choice: it protects), and
    noted.

    >>> _privacy("anonim | Rahasia", []), _privacy("-", []), _privacy(None, [])
    ((True, True), (False, False), (True, True))
    """
    if cell is None or is_error(cell):
        notes.append(fault("privacy_unknown" if cell is None else "error_cell", _PRIVACY_COLUMN))
        return True, True
    words = _privacy_words(cell)
    if words <= _PRIVACY:
        return "anonim" in words, "rahasia" in words
    allowed = tuple(word.capitalize() for word in sorted(_PRIVACY))
    notes.append(fault("not_one_of", _PRIVACY_COLUMN, found=length_of(cell), allowed=allowed))
    return True, True
