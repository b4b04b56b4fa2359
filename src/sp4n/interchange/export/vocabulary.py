"""The words of an export that come again and again: each is looked at once, and kept once."""

from collections.abc import Mapping
from typing import NamedTuple

from sp4n.errors import Fault, fault, suggester
from sp4n.interchange.export.cells import Cell, is_blank, is_error, length_of, text_of
from sp4n.interchange.export.columns import Cells, Column
from sp4n.interchange.export.values import Place
from sp4n.model.complaint import CLASSIFICATION_LABELS, Classification
from sp4n.validation import line_fault
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase

__all__ = ["Names", "Standing", "class_of", "is_privacy", "is_status", "privacy_of"]

_NAME_LIMIT = 200  # as a complaint's category has it

_STATUSES = {status.label.id: status for status in LAPOR.statuses}
_CLASSES: Mapping[str, Classification] = {
    label.id.casefold(): one for one, label in CLASSIFICATION_LABELS.items()
}
_FLAGS = {"anonim": "Anonim", "rahasia": "Rahasia"}


class Standing(NamedTuple):
    """What a label of a status means; a note when LAPOR! has no such status."""

    status: str | None
    phase: Phase | None
    note: Fault | None


class Names:
    """The names in one file: of agencies, categories, channels, places and statuses.

    >>> names, notes = Names(), []
    >>> names.of("Dinas  Contoh", Column.AGENCY, notes), names.of("-", Column.AGENCY, notes), notes
    ('Dinas Contoh', None, [])
    """

    def __init__(self) -> None:
        self._known: dict[Column, dict[str, tuple[str | None, Fault | None]]] = {
            column: {} for column in Column
        }
        self._places: dict[Place, Place] = {}
        self._standings: dict[str | None, Standing] = {}
        self._suggest = suggester(tuple(_STATUSES))

    def of(self, cell: Cell, column: Column, notes: list[Fault]) -> str | None:
        """Give a name with its gaps as one space; None when blank, or no name (which is noted)."""
        known, text = self._known[column], text_of(cell)
        found = known.get(text)
        if found is None:
            found = known[text] = _name(text, column)
        if found[1] is not None:
            notes.append(found[1])
        return found[0]

    def place(self, cells: Cells, notes: list[Fault]) -> Place:
        """Give the names of where it happened, each combination as one value."""
        place = Place(
            self.of(cells.province, Column.PROVINCE, notes),
            self.of(cells.city, Column.CITY, notes),
            self.of(cells.district, Column.DISTRICT, notes),
            self.of(cells.village, Column.VILLAGE, notes),
        )
        return self._places.setdefault(place, place)

    def standing(self, label: str | None, notes: list[Fault]) -> Standing:
        """Give the status and phase that a label means; one that is unknown is noted."""
        found = self._standings.get(label)
        if found is None:
            found = self._standings[label] = self._standing(label)
        if found.note is not None:
            notes.append(found.note)
        return found

    def _standing(self, label: str | None) -> Standing:
        status = _STATUSES.get(label or "")
        if status is not None:
            return Standing(status.code, status.phase, None)
        if label is None:
            return Standing(None, None, fault("no_status", Column.STATUS.value))
        found, suggestion = length_of(label), self._suggest(label)
        note = fault("unknown_status", Column.STATUS.value, found=found, suggestion=suggestion)
        return Standing(None, None, note)


def _name(text: str, column: Column) -> tuple[str | None, Fault | None]:
    if is_blank(text):
        return None, None
    name = " ".join(text.split())
    wrong = line_fault(name, column.value, _NAME_LIMIT)
    return (name, None) if wrong is None else (None, wrong)


def class_of(name: str | None, notes: list[Fault]) -> Classification | None:
    """Give the class that a label means; one that is unknown is noted.

    >>> class_of("aspirasi", []), class_of(None, [])
    (<Classification.ASPIRATION: 'aspiration'>, None)
    """
    if name is None:
        return None
    found = _CLASSES.get(name.casefold())
    if found is None:
        allowed = tuple(label.id for label in CLASSIFICATION_LABELS.values())
        where = Column.CLASSIFICATION.value
        notes.append(fault("not_one_of", where, found=length_of(name), allowed=allowed))
    return found


def is_status(cell: Cell) -> bool:
    """Tell whether a cell names a status of LAPOR!."""
    return " ".join(text_of(cell).split()) in _STATUSES


def is_privacy(cell: Cell) -> bool:
    """Tell whether a cell is there and says of privacy what is known; an empty one does."""
    return cell is not None and _privacy_words(cell) <= _FLAGS.keys()


def _privacy_words(cell: Cell) -> set[str]:
    """Give the words of a cell; an empty one among others is what is left of a word."""
    if is_blank(cell):
        return set()
    return {word.strip().casefold() for word in text_of(cell).split("|")}


def privacy_of(cell: Cell, notes: list[Fault]) -> tuple[bool, bool]:
    """Tell whether a row is anonymous and whether it is confidential.

    An empty cell is neither. Of words that nobody knows, of one that was cut off (``Anonim|``), of
    a broken cell and of one that isn't there, both are assumed (own choice: it protects), and
    noted.

    >>> privacy_of("Anonim|Rahasia", []), privacy_of("Rahasia", []), privacy_of("-", [])
    ((True, True), (False, True), (False, False))
    >>> privacy_of(None, [])
    (True, True)
    """
    if cell is None or is_error(cell):
        notes.append(_UNKNOWN_PRIVACY)
        return True, True
    if is_privacy(cell):
        words = _privacy_words(cell)
        return "anonim" in words, "rahasia" in words
    where, allowed = Column.PRIVACY.value, tuple(_FLAGS.values())
    notes.append(fault("not_one_of", where, found=length_of(cell), allowed=allowed))
    return True, True


_UNKNOWN_PRIVACY = fault("privacy_unknown", Column.PRIVACY.value)
