"""The words of an export that come again and again: each is looked at once, and kept once.

Labels of statuses, classes and privacy are compared without case, spaces and punctuation.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sp4n.errors import Fault, fault, suggester
from sp4n.interchange.lapor_export.cells import (
    HALF_A_CHARACTER,
    Cell,
    folded,
    is_blank,
    is_error,
    is_placeholder,
    length_of,
    shown_label,
    text_of,
    without_point,
)
from sp4n.interchange.lapor_export.columns import Cells, Column
from sp4n.interchange.lapor_export.values import Place
from sp4n.labels import Wording
from sp4n.model.complaint import CLASSIFICATION_LABELS, Classification
from sp4n.validation import line_fault
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase, Status

_NAME_LIMIT = 200  # as a complaint's category has it

_STATUSES: Mapping[str, Status] = {
    folded(name): one for one in LAPOR.statuses for name in (one.label.id, one.label.en, one.code)
}
_CLASSES: Mapping[str, Classification] = {
    folded(name): one
    for one, label in CLASSIFICATION_LABELS.items()
    for name in (label.id, label.en, one.value)
}
_PRIVACY = frozenset(("anonim", "rahasia"))
_IDS = (Column.AGENCY_ID, Column.CATEGORY_ID)
_PLACES = (Column.PROVINCE, Column.CITY, Column.DISTRICT, Column.VILLAGE)


class Name(NamedTuple):
    """A name with its gaps as one space; None when the cell has none, with what is wrong."""

    name: str | None
    note: Fault | None = None


class Standing(NamedTuple):
    """What a label of a status means; a note when LAPOR! has no such status."""

    label: str | None
    status: str | None = None
    phase: Phase | None = None
    note: Fault | None = None


class Class(NamedTuple):
    """What a label of a class means."""

    found: Classification | None
    note: Fault | None = None


class Privacy(NamedTuple):
    """Whether a row is anonymous, and whether it is confidential."""

    anonymous: bool
    confidential: bool
    note: Fault | None = None


class Names:
    """The names in some files: of agencies, categories, channels, places, classes and statuses.

    >>> names, notes = Names(), []
    >>> names.of("Dinas  Contoh", Column.AGENCY, notes), names.of("-", Column.AGENCY, notes), notes
    ('Dinas Contoh', None, [])
    """

    def __init__(self) -> None:
        self._known: dict[Column, dict[Cell, Name]] = {column: {} for column in Column}
        self._places: dict[tuple[Cell, ...], tuple[Place, tuple[Fault, ...]]] = {}
        self._spellings: dict[tuple[Column, str], str] = {}
        self._standings: dict[Cell, Standing] = {}
        self._classes: dict[Cell, Class] = {}
        self._privacy: dict[Cell, Privacy] = {}

    def of(self, cell: Cell, column: Column, notes: list[Fault]) -> str | None:
        """Give a name with its gaps as one space; None when blank, or no name (which is noted)."""
        known = self._known[column]
        found = known.get(cell)
        if found is None:
            found = known[cell] = self._spelled(_name(cell, column), column)
        if found.note is not None:
            notes.append(found.note)
        return found.name

    def _spelled(self, found: Name, column: Column) -> Name:
        """Give a name as it was first spelled: case and spaces make no other category of it."""
        if found.name is None or column in (Column.AGENCY, Column.PARENT_AGENCY):
            return found  # offices have their own way
        key = column, found.name.casefold()
        return found._replace(name=self._spellings.setdefault(key, found.name))

    def place(self, cells: Cells, notes: list[Fault]) -> Place:
        """Give the names of where it happened, each combination as one value."""
        key = (cells.province, cells.city, cells.district, cells.village)
        found = self._places.get(key)
        if found is None:
            wrong: list[Fault] = []
            names = (self.of(cell, one, wrong) for cell, one in zip(key, _PLACES, strict=True))
            found = self._places[key] = Place(*names), tuple(wrong)
        notes += found[1]
        return found[0]

    def standing(self, cell: Cell, notes: list[Fault]) -> Standing:
        """Give the status and phase that a label means; one that is unknown is noted."""
        found = self._standings.get(cell)
        if found is None:
            found = self._standings[cell] = _standing(_name(cell, Column.STATUS))
        if found.note is not None:
            notes.append(found.note)
        return found

    def class_of(self, cell: Cell, notes: list[Fault]) -> Classification | None:
        """Give the class that a label means; one that is unknown is noted."""
        found = self._classes.get(cell)
        if found is None:
            found = self._classes[cell] = _class(_name(cell, Column.CLASSIFICATION))
        if found.note is not None:
            notes.append(found.note)
        return found.found

    def privacy(self, cell: Cell, notes: list[Fault]) -> Privacy:
        """Tell whether a row is anonymous and whether it is confidential.

        An empty cell is neither. Of words that nobody knows, of one that was cut off (``Anonim|``),
        of a broken cell and of one that isn't there, both are assumed (own choice: it protects),
        and noted.

        >>> Names().privacy("anonim | Rahasia", [])[:2], Names().privacy("-", [])[:2]
        ((True, True), (False, False))
        >>> Names().privacy(None, [])[:2]
        (True, True)
        """
        found = self._privacy.get(cell)
        if found is None:
            found = self._privacy[cell] = _privacy(cell)
        if found.note is not None:
            notes.append(found.note)
        return found


def _name(cell: Cell, column: Column) -> Name:
    """Read a name; what is no content is as if there were none."""
    if is_blank(cell):
        return Name(None)
    name = " ".join(text_of(cell).split())
    name = without_point(name) if column in _IDS else name
    if HALF_A_CHARACTER in name:
        return Name(None, fault("not_utf_8", column.value))
    if is_error(name):
        return Name(None, fault("error_cell", column.value))
    wrong = line_fault(name, column.value, _NAME_LIMIT)
    if wrong is not None:
        return Name(None, wrong)
    is_none = is_placeholder(name)
    return Name(
        name, fault("placeholder", column.value, found=shown_label(name)) if is_none else None
    )


def _standing(found: Name) -> Standing:
    label = found.name
    status = _STATUSES.get(folded(label or ""))
    if status is not None:
        return Standing(label, status.code, status.phase)
    if label is None:
        return Standing(None, note=found.note or fault("no_status", Column.STATUS.value))
    suggestion = _suggested(label, [one.label for one in LAPOR.statuses])
    where, found_label = Column.STATUS.value, shown_label(label)
    note = fault("unknown_status", where, found=found_label, suggestion=suggestion)
    return Standing(label, note=note)


def _suggested(label: str, known: list[Wording]) -> str | None:
    """Give the label that one is most like, whatever its case and punctuation."""
    names = {folded(one.id): one.id for one in known}
    return names.get(suggester(tuple(names))(folded(label)) or "")


def _class(found: Name) -> Class:
    known = _CLASSES.get(folded(found.name or ""))
    if found.name is None or known is not None:
        return Class(known, found.note)
    allowed = tuple(label.id for label in CLASSIFICATION_LABELS.values())
    where, label = Column.CLASSIFICATION.value, shown_label(found.name)
    return Class(None, fault("not_one_of", where, found=label, allowed=allowed))


def is_status(cell: Cell) -> bool:
    """Tell whether a cell names a status of LAPOR!."""
    return folded(text_of(cell)) in _STATUSES


def is_privacy(cell: Cell) -> bool:
    """Tell whether a cell is there and says of privacy what is known; an empty one does."""
    return cell is not None and _privacy_words(cell) <= _PRIVACY


def _privacy_words(cell: Cell) -> set[str]:
    """Give the words of a cell; an empty one among others is what is left of a word."""
    return set() if is_blank(cell) else set(map(folded, text_of(cell).split("|")))


def _privacy(cell: Cell) -> Privacy:
    if cell is None or is_error(cell):
        code = "privacy_unknown" if cell is None else "error_cell"
        return Privacy(True, True, fault(code, Column.PRIVACY.value))  # noqa: FBT003
    words = _privacy_words(cell)
    if words <= _PRIVACY:
        return Privacy("anonim" in words, "rahasia" in words)
    allowed = tuple(word.capitalize() for word in sorted(_PRIVACY))
    note = fault("not_one_of", Column.PRIVACY.value, found=length_of(cell), allowed=allowed)
    return Privacy(True, True, note)  # noqa: FBT003  # a name for each is above
