"""The words of an export that come again and again: each is looked at once, and kept once."""

from collections.abc import Mapping
from typing import NamedTuple

from sp4n.errors import Fault, fault, suggester
from sp4n.interchange.export.cells import is_blank, length_of, text_of
from sp4n.interchange.export.columns import Cell, Cells, Column
from sp4n.interchange.export.values import Place
from sp4n.model.complaint import CLASSIFICATION_LABELS, Classification
from sp4n.validation import line_fault
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase

__all__ = ["Names", "Standing", "class_of", "privacy_of"]

_NAME_LIMIT = 200  # as a complaint's category has it

_STATUSES = {status.label.id: status for status in LAPOR.statuses}
_CLASSES: Mapping[str, Classification] = {
    label.id.casefold(): one for one, label in CLASSIFICATION_LABELS.items()
}
_FLAGS = ("anonim", "rahasia")


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
        suggestion = None if label is None else self._suggest(label)
        found = length_of(label)
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


def privacy_of(cell: Cell, notes: list[Fault]) -> tuple[bool, bool]:
    """Tell whether a row is anonymous and whether it is confidential.

    Of words that nobody knows both are assumed (own choice: it protects), and noted.

    >>> privacy_of("Anonim|Rahasia", []), privacy_of("Rahasia", []), privacy_of("-", [])
    ((True, True), (False, True), (False, False))
    """
    words = {word.strip().casefold() for word in text_of(cell).split("|")} - {"", "-"}
    if words <= {*_FLAGS}:
        return _FLAGS[0] in words, _FLAGS[1] in words
    allowed = tuple(flag.capitalize() for flag in _FLAGS)
    where = Column.PRIVACY.value
    notes.append(fault("not_one_of", where, found=length_of(cell), allowed=allowed))
    return True, True
