"""From a record to a row: what its cells say, or why it can't be read."""

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from typing import TypeVar

from attrs import frozen

from sp4n.errors import Fault, fault, shown
from sp4n.interchange.export.cells import (
    date_of,
    is_blank,
    length_of,
    number_in,
    number_of,
    text_of,
    time_of,
)
from sp4n.interchange.export.columns import READ_COLUMNS, Cell, Cells, Column, Layout
from sp4n.interchange.export.sheet import HALF_A_CHARACTER, Record
from sp4n.interchange.export.values import ExportRow, UnreadableRow, unreadable
from sp4n.interchange.export.vocabulary import Names, class_of, privacy_of
from sp4n.model.complaint import (
    BODY_LIMIT_CHARACTERS,
    RECORDED_LIMIT_CHARACTERS,
    TITLE_LIMIT_CHARACTERS,
    Classification,
    Complaint,
)
from sp4n.model.region import Region
from sp4n.model.reporter import Reporter
from sp4n.validation import text_fault

__all__ = ["Reading", "RowReader"]

Found = TypeVar("Found")

_RATINGS = 1, 5
_LIMITS = {
    Column.TITLE: TITLE_LIMIT_CHARACTERS,
    Column.BODY: BODY_LIMIT_CHARACTERS,
    Column.FINAL_BODY: BODY_LIMIT_CHARACTERS,
}


@frozen
class Reading:
    """How the file is to be read: what it does not say itself."""

    region: Region | None
    zone: tzinfo
    keep_names: bool
    oversight_since: date | None


class RowReader:
    """Reads the rows of one file, and remembers the numbers and names that it has seen."""

    def __init__(self, layout: Layout, reading: Reading) -> None:
        self._layout = layout
        self._reading = reading
        self._names = Names()
        self._days: dict[Cell, date | None] = {}
        self._times: dict[Cell, time | None] = {}
        self._rows: dict[str, int] = {}

    def read(self, record: Record) -> ExportRow | UnreadableRow | None:
        """Read one record; None when nothing stands in it."""
        if record.fault is not None:
            return unreadable(record.row, record.last_row, [record.fault])
        if not any(text_of(cell).strip() for cell in record.cells):
            return None
        cells = self._layout.cells(record.cells)
        faults = _shape_faults(self._layout.extra_fault(record.cells), cells)
        if not faults:
            number = self._number(cells.number, faults)
            submitted_at = self._submitted_at(cells, faults)
            texts = _texts(cells, faults)
            if not faults and submitted_at is not None:
                self._rows[number] = record.row
                return self._row(record.row, cells, number, submitted_at, texts)
        return unreadable(record.row, record.last_row, faults)

    def _number(self, cell: Cell, faults: list[Fault]) -> str:
        number = number_of(cell) or ""
        first = self._rows.get(number)
        if not number:
            faults.append(_refused(cell, Column.NUMBER, "not_a_tracking_number"))
        if first is not None:
            where = Column.NUMBER.value
            faults.append(fault("duplicate", where, found=shown(number), first_row=first))
        return number

    def _submitted_at(self, cells: Cells, faults: list[Fault]) -> datetime | None:
        day = _remembered(self._days, cells.received_on, date_of)
        moment = _remembered(self._times, cells.received_at, time_of)
        if day is None:
            faults.append(_refused(cells.received_on, Column.RECEIVED_ON, "not_an_english_date"))
        if moment is None:
            faults.append(_refused(cells.received_at, Column.RECEIVED_AT, "not_a_time"))
        if day is None or moment is None:
            return None
        return datetime.combine(day, moment, self._reading.zone)

    def _row(
        self, row: int, cells: Cells, number: str, submitted_at: datetime, texts: "_Texts"
    ) -> ExportRow:
        names, notes = self._names, texts.notes()
        reporter = _reporter(number, cells.reporter)
        label = names.of(cells.status, Column.STATUS, notes)
        standing = names.standing(label, notes)
        rating, wrong = number_in(cells.rating, Column.RATING, *_RATINGS)
        anonymous, confidential = privacy_of(cells.privacy, notes)
        complaint = Complaint(
            number,
            texts.title,
            texts.body,
            submitted_at,
            classification=self._classification(cells, submitted_at, notes),
            category=names.of(cells.category, Column.CATEGORY, notes),
            region=self._reading.region,
            channel=names.of(cells.channel, Column.CHANNEL, notes),
            anonymous=anonymous,
            confidential=confidential,
            reporter=None if reporter is None else reporter.key,
            recorded=texts.are_longer_than_the_form(),
        )
        return ExportRow(
            row=row,
            complaint=complaint,
            status=standing.status,
            phase=standing.phase,
            status_label=label,
            agency=names.of(cells.agency, Column.AGENCY, notes),
            agency_id=names.of(cells.agency_id, Column.AGENCY_ID, notes),
            parent_agency=names.of(cells.parent_agency, Column.PARENT_AGENCY, notes),
            category_id=names.of(cells.category_id, Column.CATEGORY_ID, notes),
            held_or_archived_because=texts.because,
            place=names.place(cells, notes),
            final_body=texts.final_body,
            rating=rating,
            reporter=reporter,
            notes=tuple(notes if wrong is None else [*notes, wrong]),
        )

    def _classification(
        self, cells: Cells, submitted_at: datetime, notes: list[Fault]
    ) -> Classification | None:
        found = class_of(self._names.of(cells.classification, Column.CLASSIFICATION, notes), notes)
        since = self._reading.oversight_since
        if found is not Classification.OVERSIGHT or since is None or submitted_at.date() >= since:
            return found
        notes.append(fault("class_doubtful", Column.CLASSIFICATION.value, since=since))
        return None


def _shape_faults(extra: Fault | None, cells: Cells) -> list[Fault]:
    """What makes a row as a whole unreadable: cells that nobody named, bytes that are no text."""
    faults = [
        fault("not_unicode", column.value)
        for column, cell in zip(READ_COLUMNS, cells, strict=True)
        if isinstance(cell, str) and HALF_A_CHARACTER in cell
    ]
    return faults if extra is None else [extra, *faults]


def _refused(cell: Cell, column: Column, code: str) -> Fault:
    if is_blank(cell):
        return fault("empty", column.value)
    return Fault(code, column.value, (("found", length_of(cell)),))


def _remembered(
    known: dict[Cell, Found | None], cell: Cell, read: Callable[[Cell], Found | None]
) -> Found | None:
    if cell not in known:
        known[cell] = read(cell)
    return known[cell]


def _reporter(number: str, cell: Cell) -> Reporter | None:
    name = None if is_blank(cell) else text_of(cell).strip()
    return None if name is None else Reporter(f"export-{number}", name=name)


@frozen
class _Texts:
    """What people wrote in one row."""

    title: str
    body: str
    final_body: str | None
    because: str | None

    def notes(self) -> list[Fault]:
        """Tell which are longer than LAPOR!'s form takes; they are kept as they are."""
        texts = (self.title, self.body, self.final_body or "")
        return [
            fault("too_long", column.value, length=len(text), limit=limit)
            for (column, limit), text in zip(_LIMITS.items(), texts, strict=True)
            if len(text) > limit
        ]

    def are_longer_than_the_form(self) -> bool:
        """Tell whether the complaint can be kept as recorded only."""
        return len(self.title) > TITLE_LIMIT_CHARACTERS or len(self.body) > BODY_LIMIT_CHARACTERS


def _texts(cells: Cells, faults: list[Fault]) -> _Texts:
    title, body = _text(cells.title, Column.TITLE, faults), _text(cells.body, Column.BODY, faults)
    final, because = (
        None if is_blank(cell) else _text(cell, column, faults)
        for cell, column in (
            (cells.final_body, Column.FINAL_BODY),
            (cells.because, Column.BECAUSE),
        )
    )
    is_same = final is None or final.strip() == body.strip()
    return _Texts(title, body, None if is_same else final, because)


def _text(cell: Cell, column: Column, faults: list[Fault]) -> str:
    text = text_of(cell)
    wrong = text_fault(text, column.value, RECORDED_LIMIT_CHARACTERS)
    if wrong is not None:
        faults.append(wrong)
    return text
