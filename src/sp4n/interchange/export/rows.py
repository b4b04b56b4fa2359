"""From a record to a row: what its cells say, or why it can't be read."""

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from typing import TypeVar

from attrs import frozen

from sp4n.errors import Fault, fault, shown
from sp4n.interchange.export.cells import (
    Cell,
    date_of,
    is_blank,
    is_error,
    length_of,
    number_of,
    shown_number,
    text_of,
    time_of,
    whole_number_in,
)
from sp4n.interchange.export.columns import READ_COLUMNS, REQUIRED, Cells, Column
from sp4n.interchange.export.row_shape import has_keys, shape_fault
from sp4n.interchange.export.sheet import HALF_A_CHARACTER, Record, Sheet
from sp4n.interchange.export.values import ExportRow, UnreadableRow
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
    oversight_since: date | None


class RowReader:
    """Reads the rows of one file, and remembers the numbers and names that it has seen."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names = Names()
        self._days: dict[Cell, date | None] = {}
        self._times: dict[Cell, time | None] = {}
        self._first: dict[str, tuple[int, str | None]] = {}

    def read(self, record: Record, sheet: Sheet) -> ExportRow | UnreadableRow | None:
        """Read one record of a sheet; None when nothing stands in it."""
        if record.fault is None and not any(text_of(cell).strip() for cell in record.cells):
            return None
        wrong = record.fault or shape_fault(record.layout, record.cells)
        if wrong is not None:
            return _unreadable(record, sheet, [wrong])
        faults: list[Fault] = []
        notes: list[Fault] = []
        cells = _mended(record.layout.cells(record.cells), faults, notes)
        if not faults:
            number = self._number(cells.number, faults)
            submitted_at = self._submitted_at(cells, faults)
            texts = _texts(cells, faults)
            if not faults and submitted_at is not None:
                self._first[number] = record.row, sheet.name
                notes += texts.notes()
                return self._row(record.row, sheet, cells, number, submitted_at, texts, notes)
        return _unreadable(record, sheet, faults)

    def _number(self, cell: Cell, faults: list[Fault]) -> str:
        number = number_of(cell) or ""
        if not number:
            faults.append(_refused(cell, Column.NUMBER, "not_a_tracking_number"))
        elif number in self._first:
            row, sheet = self._first[number]
            where = Column.NUMBER.value
            faults.append(
                fault("duplicate", where, found=shown(number), first_row=row, first_sheet=sheet)
            )
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
        self,
        row: int,
        sheet: Sheet,
        cells: Cells,
        number: str,
        submitted_at: datetime,
        texts: "_Texts",
        notes: list[Fault],
    ) -> ExportRow:
        names = self._names
        reporter = _reporter(number, cells.reporter)
        label = names.of(cells.status, Column.STATUS, notes)
        standing = names.standing(label, notes)
        rating, wrong = whole_number_in(cells.rating, Column.RATING.value, *_RATINGS)
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
            sheet=sheet.name,
            complaint=complaint,
            status=standing.status,
            phase=standing.phase,
            status_label=label,
            agency=names.of(cells.agency, Column.AGENCY, notes),
            is_disposed=_is_disposed(cells),
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


def _unreadable(record: Record, sheet: Sheet, faults: list[Fault]) -> UnreadableRow:
    number = _number_to_show(record)
    return UnreadableRow(
        record.row,
        None if record.last_row == record.row else record.last_row,
        faults,
        number=number,
        sheet=sheet.name,
        is_line=sheet.in_lines,
    )


def _number_to_show(record: Record) -> str | None:
    """Without its keys, what stands in the number's place may be what a citizen wrote."""
    if record.number is None and has_keys(record.layout, record.cells):
        return shown_number(record.layout.cell(record.cells, Column.NUMBER))
    return record.number


def _mended(cells: Cells, faults: list[Fault], notes: list[Fault]) -> Cells:
    """Take out what is no content: bytes that are no text, errors that a spreadsheet shows.

    Either makes a required cell a fault. An error elsewhere is as if the cell were not there; bytes
    that are no text are a fault anywhere, since they tell that the whole file is mistaken.
    """
    errors: dict[str, Cell] = {}
    for place, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        if HALF_A_CHARACTER in cell:
            faults.append(fault("not_utf_8", READ_COLUMNS[place].value))
        elif "#" in cell and is_error(cell):
            column = READ_COLUMNS[place]
            told = faults if column in REQUIRED else notes
            told.append(fault("error_cell", column.value))
            errors[cells._fields[place]] = None
    return cells._replace(**errors) if errors else cells


def _is_disposed(cells: Cells) -> bool | None:
    """Tell whether an agency was given the complaint; None when the file has no cell for it."""
    cells_of_agency = cells.agency, cells.agency_id
    if all(cell is None for cell in cells_of_agency):
        return None
    return not all(map(is_blank, cells_of_agency))


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
