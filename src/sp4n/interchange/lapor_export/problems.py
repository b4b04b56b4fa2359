"""What is wrong with a file, said once: faults of rows summed by their kind."""

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from sp4n.errors import Fact, Fault
from sp4n.interchange.lapor_export.cells import length_of
from sp4n.interchange.lapor_export.columns import Column
from sp4n.interchange.lapor_export.values import ExportRow, UnreadableRow, where_is
from sp4n.labels import Described, Language, Message

_EXAMPLES = 3  # own choice: so many values are shown, of each fact
_FIRST_ROWS = 3  # own choice
_LABELS = 20  # own choice: a column with more labels that nobody knows holds something else
_SHOWN_COLUMNS = frozenset(
    column.value
    for column in (
        Column.NUMBER, Column.RECEIVED_ON, Column.RECEIVED_AT, Column.STATUS, Column.CLASSIFICATION,
        Column.CHANNEL, Column.CATEGORY_ID, Column.AGENCY_ID, Column.ANSWERED_AT, Column.CLOSED_AT,
    )
)  # fmt: skip
"""Columns that hold no personal data."""

_SAID = Message("export.said")
_OF_FILE = Message("export.of_file")


@frozen
class Problem(Described):
    """One kind of fault in one column: how many rows have it, and the first of them.

    Attributes:
        kind: ``unreadable`` for rows that could not be read, ``note`` for rows that were read
            nevertheless, ``file`` for what is said of the whole, which has no rows.
        fault: What is wrong; of each fact it has the first three values.
        rows: How many rows have it.
        first_rows: The first three of them.
        values: The first three values that stand there, only of columns without personal data.
        first_places: The first rows with their sheet and file, if several were read.
    """

    kind: str
    fault: Fault
    rows: int = 0
    first_rows: tuple[int, ...] = ()
    values: tuple[str, ...] = field(default=())
    first_places: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def code(self) -> str:
        """The code of the fault."""
        return self.fault.code

    @property
    def column(self) -> str:
        """The column in which it is; empty for what is wrong with the row as a whole."""
        return self.fault.where

    def _full(self, language: Language) -> str:
        """Say what is wrong, where, and what to do."""
        said = evolve(self.fault, where="").describe(language)
        template = _SAID if self.rows else _OF_FILE
        return template.fill(
            language,
            column=f"{self.column}: " if self.column else "",
            said=said,
            n=self.rows,
            rows=", ".join(self.first_places) + (", …" if self.rows > _FIRST_ROWS else ""),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "kind": self.kind,
            "column": self.column,
            "code": self.code,
            "rows": self.rows,
            "first_rows": list(self.first_rows),
            "first_places": list(self.first_places),
            "values": list(self.values),
            "message": self.describe(language),
        }


class _Sum:
    """Sums the rows with one kind of fault."""

    def __init__(self, wrong: Fault) -> None:
        self.fault = wrong
        self.rows = 0
        self.row: object = None
        self.first: list[ExportRow | UnreadableRow] = []
        self.facts: dict[str, dict[Fact, None]] = {}

    def add(self, row: ExportRow | UnreadableRow, wrong: Fault) -> None:
        if row is not self.row:  # which may have it several times
            self.rows += 1
            self.row = row
            self.first += [row] if len(self.first) < _FIRST_ROWS else []
        for name, fact in wrong.facts:
            told = self.facts.setdefault(name, {})
            is_private = name == "found" and wrong.where not in _SHOWN_COLUMNS
            if fact is not None and len(told) < _EXAMPLES and not is_private:
                told[fact] = None

    def problem(self, kind: str) -> Problem:
        return Problem(
            kind,
            evolve(self.fault, facts=tuple(self._summed())),
            self.rows,
            tuple(row.row for row in self.first),
            tuple(map(str, self.facts.get("found", ()))),
            first_places=tuple(str(where_is(row)) for row in self.first),
        )

    def _summed(self) -> Iterator[tuple[str, Fact]]:
        """Give each fact as it is, or the first values where it has several."""
        for name, fact in self.fault.facts:
            told = [*self.facts[name]]
            several = ", ".join(map(str, told))
            yield name, several if len(told) > 1 else told[0] if told else fact


def problems_in(
    unreadable: Iterable[tuple[UnreadableRow, Fault]],
    notes: Iterable[tuple[ExportRow, Fault]],
    of_file: Iterable[Fault],
) -> Iterator[Problem]:
    """Sum faults by kind: unreadable rows first, the most frequent first."""
    yield from _summed("unreadable", unreadable)
    yield from (Problem("file", wrong) for wrong in of_file)
    yield from _summed("note", notes)


def _summed(
    kind: str, faults: Iterable[tuple[ExportRow | UnreadableRow, Fault]]
) -> Iterator[Problem]:
    sums: dict[tuple[str, str], _Sum] = {}
    for row, wrong in faults:
        key = wrong.where, wrong.code
        if key not in sums:
            sums[key] = _Sum(wrong)
        sums[key].add(row, wrong)
    for one_sum in sorted(sums.values(), key=lambda one: -one.rows):
        yield one_sum.problem(kind)


def without_words(notes: Iterable[tuple[Fault, ...]]) -> Iterator[tuple[Fault, ...]]:
    """Leave out what was found in a column of labels that has so many of them that it has none.

    In a file whose cells are shifted, they are names.
    """
    given = list(notes)
    values: dict[str, set[object]] = {}
    for note in {note for some in given for note in some if note.code in _OF_LABELS}:
        values.setdefault(note.where, set()).add(note["found"])
    wrong = {column for column, labels in values.items() if len(labels) > _LABELS}
    for some in given:
        yield (
            tuple(_masked(note) if note.where in wrong else note for note in some)
            if wrong
            else some
        )


_OF_LABELS = ("unknown_status", "not_one_of")


def _masked(note: Fault) -> Fault:
    label = dict(note.facts).get("found")
    if note.code not in _OF_LABELS or not str(label).startswith("'"):  # told by its length already
        return note
    hidden = {"found": length_of(str(label)[1:-1]), "suggestion": None}
    return evolve(note, facts=tuple((name, hidden.get(name, fact)) for name, fact in note.facts))
