"""What is wrong with a file, said once: faults of rows summed by their kind."""

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from sp4n.errors import Fault
from sp4n.interchange.export.cells import length_of
from sp4n.interchange.export.columns import Column
from sp4n.labels import Language, Template

__all__ = ["Problem", "problems_in", "without_words"]

_EXAMPLES = 3  # own choice: so many values are shown
_FIRST_ROWS = 3  # own choice
_LABELS = 20  # own choice: a column with more labels that nobody knows holds something else
_SHOWN_COLUMNS = frozenset(
    one.value
    for one in (
        Column.NUMBER, Column.RECEIVED_ON, Column.RECEIVED_AT, Column.STATUS, Column.CLASSIFICATION,
        Column.CHANNEL, Column.CATEGORY_ID, Column.AGENCY_ID, Column.ANSWERED_AT, Column.CLOSED_AT,
    )
)  # fmt: skip
"""Columns that hold no personal data."""

_SAID = Template(
    id="{column}{said} (seluruhnya {n}: baris {rows})",
    en="{column}{said} ({n} in all: row {rows})",
)
_OF_FILE = Template(id="{column}{said}", en="{column}{said}")


@frozen
class Problem:
    """One kind of fault in one column: how many rows have it, and the first of them.

    `kind` is ``unreadable`` for rows that could not be read, ``note`` for rows that were read
    nevertheless, and ``file`` for what is said of the whole, which has no rows. `values` are the
    first three values that were found, in columns that hold no personal data.
    """

    kind: str
    fault: Fault
    rows: int = 0
    first_rows: tuple[int, ...] = ()
    values: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        """The code of the fault."""
        return self.fault.code

    @property
    def column(self) -> str:
        """The column in which it is; empty for what is wrong with the row as a whole."""
        return self.fault.where

    def message(self, language: Language = "en") -> str:
        """Say what is wrong, where, and what to do."""
        facts = tuple(
            (name, ", ".join(self.values) if name == "found" and self.values else value)
            for name, value in self.fault.facts
        )
        said = evolve(self.fault, where="", facts=facts).message(language)
        template = _SAID if self.rows else _OF_FILE
        return template.text(
            language,
            column=f"{self.column}: " if self.column else "",
            said=said,
            n=self.rows,
            rows=", ".join(map(str, self.first_rows)) + (", …" if self.rows > _FIRST_ROWS else ""),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "kind": self.kind,
            "column": self.column,
            "code": self.code,
            "rows": self.rows,
            "first_rows": list(self.first_rows),
            "values": list(self.values),
            "message": self.message(language),
        }


class _Sum:
    """Sums the rows with one kind of fault."""

    def __init__(self, found: Fault) -> None:
        self.fault = found
        self.rows = 0
        self.first_rows: list[int] = []
        self.values: dict[str, None] = {}

    def add(self, row: int, found: Fault) -> None:
        self.rows += 1
        if len(self.first_rows) < _FIRST_ROWS:
            self.first_rows.append(row)
        if len(self.values) < _EXAMPLES and found.where in _SHOWN_COLUMNS:
            self.values.update((str(value), None) for name, value in found.facts if name == "found")


def problems_in(
    unreadable: Iterable[tuple[int, Fault]],
    notes: Iterable[tuple[int, Fault]],
    of_file: Iterable[Fault],
) -> Iterator[Problem]:
    """Sum faults by kind: unreadable rows first, the most frequent first."""
    for kind, found in (("unreadable", unreadable), ("note", notes)):
        sums: dict[tuple[str, str], _Sum] = {}
        for row, one in found:
            key = one.where, one.code
            if key not in sums:
                sums[key] = _Sum(one)
            sums[key].add(row, one)
        for one_sum in sorted(sums.values(), key=lambda one: -one.rows):
            yield Problem(
                kind, one_sum.fault, one_sum.rows, tuple(one_sum.first_rows), tuple(one_sum.values)
            )
        if kind == "unreadable":
            yield from (Problem("file", one) for one in of_file)


def without_words(notes: Iterable[tuple[Fault, ...]]) -> Iterator[tuple[Fault, ...]]:
    """Leave out what was found in a column of labels that has so many of them that it has none.

    In a file whose cells are shifted, they are names.
    """
    given = list(notes)
    values: dict[str, set[object]] = {}
    for one in {note for some in given for note in some if note.code in _OF_LABELS}:
        values.setdefault(one.where, set()).add(one["found"])
    wrong = {column for column, found in values.items() if len(found) > _LABELS}
    for some in given:
        yield tuple(_masked(one) if one.where in wrong else one for one in some) if wrong else some


_OF_LABELS = ("unknown_status", "not_one_of")


def _masked(note: Fault) -> Fault:
    found = dict(note.facts).get("found")
    if note.code not in _OF_LABELS or not str(found).startswith("'"):  # told by its length already
        return note
    hidden = {"found": length_of(str(found)[1:-1]), "suggestion": None}
    return evolve(note, facts=tuple((name, hidden.get(name, fact)) for name, fact in note.facts))
