"""From a record to a row: what its cells say, or why it can't be read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, tzinfo
from functools import partial
from sys import intern
from typing import NamedTuple, TypeVar

from attrs import evolve, frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.export.cells import (
    HALF_A_CHARACTER,
    Cell,
    folded,
    has_dots,
    is_blank,
    is_error,
    length_of,
    number_of,
    shown_label,
    shown_number,
    text_of,
    whole_number_in,
)
from sp4n.interchange.export.columns import WORDS, Cells, Column
from sp4n.interchange.export.moments import Dates, Day, DayColumn, day_of, shown_moment, time_of
from sp4n.interchange.export.row_shape import has_keys, shape_fault
from sp4n.interchange.export.sheet import NO_ROW, Record, Sheet
from sp4n.interchange.export.values import ExportRow, UnreadableRow
from sp4n.interchange.export.vocabulary import Names
from sp4n.model.complaint import (
    BODY_LIMIT_CHARACTERS,
    RECORDED_LIMIT_CHARACTERS,
    TITLE_LIMIT_CHARACTERS,
    Classification,
    complaint_as_read,
)
from sp4n.model.region import Region
from sp4n.model.reporter import Reporter
from sp4n.validation import text_fault
from sp4n.workflow.status import Phase

__all__ = ["Reading", "RowReader", "Waiting"]

Found = TypeVar("Found")
Read = ExportRow | UnreadableRow

_NOON = time(12)
"""When a complaint counts as received whose time nobody knows: that is the same day everywhere."""

_LIMITS: Mapping[Column, int] = {
    Column.TITLE: TITLE_LIMIT_CHARACTERS,
    Column.BODY: BODY_LIMIT_CHARACTERS,
    Column.FINAL_BODY: BODY_LIMIT_CHARACTERS,
    Column.BECAUSE: RECORDED_LIMIT_CHARACTERS,
}
_WORDS = (Column.TITLE, Column.BODY, Column.FINAL_BODY)
_NOTHING = frozenset(("na", "nan", "nat", "none", "null"))  # as programs write it
_SHORT = 200  # own choice: as names are
_NEEDED = (Column.TITLE, Column.BODY)
_DISPOSED = frozenset((Phase.IN_PROGRESS, Phase.ANSWERED, Phase.CLOSED))  # by LAPOR!'s own rules


@frozen
class Reading:
    """How files are to be read: what they do not say themselves."""

    region: Region | None
    zone: tzinfo
    oversight_since: date | None
    keeps_words: bool


class Waiting(NamedTuple):
    """A row whose day can't be told before all days were seen, and what makes it when they were."""

    day: Day
    make: Callable[[Dates | None, bool], Read]


class RowReader:
    """Reads the rows of some files, and remembers the names and days that it has seen."""

    def __init__(self, reading: Reading) -> None:
        self.days = DayColumn()
        self.has_times = False
        self._reading = reading
        self._names = Names()
        self._days: dict[Cell, Day | None] = {}
        self._times: dict[Cell, time | None] = {}
        self._ratings: dict[Cell, tuple[int | None, Fault | None]] = {}

    def read(self, record: Record, sheet: Sheet, file: str | None) -> Read | Waiting | None:
        """Read one record of a sheet; None when nothing stands in it, or no complaint."""
        if record.fault is NO_ROW:
            return None
        wrong = record.fault or shape_fault(record.layout, record.cells)
        cells = record.layout.cells(record.cells)
        if record.fault is None and (wrong or is_blank(cells.number)) and _is_empty(record.cells):
            return None
        if wrong is not None:
            return _unreadable(record, sheet, file, [wrong])
        faults: list[Fault] = []
        number = _number(cells.number, faults)
        day = _remembered(self._days, cells.received_on, day_of)
        if day is None:
            faults.append(_refused(cells.received_on, Column.RECEIVED_ON, "not_a_day"))
        if is_error(cells.status):
            faults.append(fault("error_cell", Column.STATUS.value))
        if faults or day is None:
            return _unreadable(record, sheet, file, faults)
        days = [day]
        if cells.answered_at is not None or cells.closed_at is not None:
            days += self._days_of_acts(cells)
        for one in days:
            self.days.add(one)
        self.has_times = self.has_times or day.at is not None
        at = _At(record.row, sheet.name, file)
        if day.on is not None and not any(one.may_be_swapped or one.on is None for one in days):
            return self._row(at, cells, number, day, day.on)
        kept = self._without_words(cells)
        refused = partial(_unreadable, record._replace(cells=()), sheet, file)
        return Waiting(day, partial(self._in_order, at, kept, number, day, refused))

    def whole_days(self) -> set[date]:
        """Give all days that are whole dates, and that a spreadsheet may have made."""
        known = (day for day in self._days.values() if day is not None and day.may_be_swapped)
        return {day.on for day in known if day.on is not None}

    def _days_of_acts(self, cells: Cells) -> Iterator[Day]:
        """Give the days of answering and closing; one program wrote all days of a file."""
        for cell in (cells.answered_at, cells.closed_at):
            if not is_blank(cell) and (day := _remembered(self._days, cell, day_of)):
                yield day

    def _without_words(self, cells: Cells) -> Cells:
        """Keep what has to wait small: names that come again are kept once, words only if asked."""
        if not self._reading.keeps_words:
            cells = cells._replace(**{one.name.lower(): _shorter(cells, one) for one in WORDS})
        return Cells._make(_kept_once(cell) for cell in cells)

    def _in_order(
        self,
        at: "_At",
        cells: Cells,
        number: str,
        day: Day,
        refused: Callable[[list[Fault]], UnreadableRow],
        order: Dates | None,
        is_swapped: bool,  # noqa: FBT001  # bound by place, to keep a million of them small
    ) -> Read:
        on = day.in_order(order, swapped=is_swapped)
        if on is None:
            wrong = _refused(cells.received_on, Column.RECEIVED_ON, "not_a_day")
            return evolve(refused([wrong]), number=shown_number(number))
        return self._row(at, cells, number, day, on, (order, is_swapped))

    def _row(
        self,
        at: "_At",
        cells: Cells,
        number: str,
        day: Day,
        on: date,
        order: tuple[Dates | None, bool] = (None, False),
    ) -> ExportRow:
        names, reading = self._names, self._reading
        notes: list[Fault] = []
        if has_dots(number):
            notes.append(_HAS_DOTS)
        submitted_at = self._submitted_at(cells, day, on, notes)
        standing = names.standing(cells.status, notes)
        privacy = names.privacy(cells.privacy, notes)
        texts = self._texts(cells, notes)
        rating, wrong = _remembered(self._ratings, cells.rating, _rating)
        if wrong is not None:
            notes.append(wrong)
        reporter = _reporter(number, cells.reporter)
        agency = names.of(cells.agency, Column.AGENCY, notes)
        is_disposed = _is_disposed(cells)
        if is_disposed is False and standing.phase in _DISPOSED:
            notes.append(_CLOSED_WITHOUT_AGENCY)
        complaint = complaint_as_read(
            number,
            texts.title,
            texts.body,
            submitted_at,
            classification=self._classification(cells, on, notes),
            category=names.of(cells.category, Column.CATEGORY, notes),
            region=reading.region,
            channel=names.of(cells.channel, Column.CHANNEL, notes),
            anonymous=privacy.anonymous,
            confidential=privacy.confidential,
            reporter=None if reporter is None else reporter.key,
            recorded=texts.differ_from_the_form,
        )
        return ExportRow(
            row=at.row,
            sheet=at.sheet,
            file=at.file,
            complaint=complaint,
            status=standing.status,
            phase=standing.phase,
            status_label=standing.label,
            agency=agency,
            is_disposed=is_disposed,
            agency_id=names.of(cells.agency_id, Column.AGENCY_ID, notes),
            parent_agency=names.of(cells.parent_agency, Column.PARENT_AGENCY, notes),
            category_id=names.of(cells.category_id, Column.CATEGORY_ID, notes),
            held_or_archived_because=texts.because,
            place=names.place(cells, notes),
            final_body=texts.final_body,
            rating=rating,
            reporter=reporter,
            answered_at=self._act(cells.answered_at, Column.ANSWERED_AT, order, notes),
            closed_at=self._act(cells.closed_at, Column.CLOSED_AT, order, notes),
            notes=tuple(notes),
        )

    def _submitted_at(self, cells: Cells, day: Day, on: date, notes: list[Fault]) -> datetime:
        """Put day and time together; without a time that can be read the day counts."""
        if day.at is not None and (day.zone is not None or is_blank(cells.received_at)):
            return _instant(on, day, self._reading.zone)
        if cells.received_at is None:
            return datetime.combine(on, _NOON, self._reading.zone)
        at = _remembered(self._times, cells.received_at, time_of)
        if at is None:
            notes.append(_refused(cells.received_at, Column.RECEIVED_AT, "not_a_time"))
        return datetime.combine(on, at or _NOON, self._reading.zone)

    def _act(
        self, cell: Cell, column: Column, order: tuple[Dates | None, bool], notes: list[Fault]
    ) -> datetime | None:
        """Read when something was done to a complaint."""
        if cell is None or is_blank(cell):
            return None
        day = _remembered(self._days, cell, day_of)
        on = None if day is None else day.in_order(order[0], swapped=order[1])
        if day is None or on is None:
            notes.append(_refused(cell, column, "not_a_day"))
            return None
        return _instant(on, day, self._reading.zone)

    def _classification(self, cells: Cells, on: date, notes: list[Fault]) -> Classification | None:
        found = self._names.class_of(cells.classification, notes)
        since = self._reading.oversight_since
        if found is not Classification.OVERSIGHT or since is None or on >= since:
            return found
        notes.append(fault("class_doubtful", Column.CLASSIFICATION.value, since=since))
        return None

    def _texts(self, cells: Cells, notes: list[Fault]) -> "_Texts":
        because = _text(cells.because, Column.BECAUSE, notes) or None
        if because is not None and folded(because) in _NOTHING:
            notes.append(fault("placeholder", Column.BECAUSE.value, found=shown_label(because)))
            because = None
        if not self._reading.keeps_words:
            for column, cell in zip(
                _WORDS, (cells.title, cells.body, cells.final_body), strict=True
            ):
                _note_length(cell, column, notes)
            return _Texts("", "", None, because, differ_from_the_form=True)
        title, body = _text(cells.title, Column.TITLE, notes), _text(cells.body, Column.BODY, notes)
        final = _text(cells.final_body, Column.FINAL_BODY, notes)
        is_recorded = (
            not title
            or not body
            or len(title) > TITLE_LIMIT_CHARACTERS
            or len(body) > BODY_LIMIT_CHARACTERS
        )
        is_same = not final or final.strip() == body.strip()
        return _Texts(title, body, None if is_same else final, because, is_recorded)


class _At(NamedTuple):
    """Where a row stands."""

    row: int
    sheet: str | None
    file: str | None


class _Texts(NamedTuple):
    """What people wrote in one row; what is longer than the form takes, or blank, is recorded."""

    title: str
    body: str
    final_body: str | None
    because: str | None
    differ_from_the_form: bool


_HAS_DOTS = fault("number_with_dots", Column.NUMBER.value)
_CLOSED_WITHOUT_AGENCY = fault("without_agency", Column.AGENCY.value)


def _instant(on: date, day: Day, zone: tzinfo) -> datetime:
    return datetime.combine(on, day.at or _NOON, day.zone or zone)


def _kept_once(cell: Cell) -> Cell:
    return intern(cell) if type(cell) is str and len(cell) <= _SHORT else cell


def _shorter(cells: Cells, column: Column) -> Cell:
    """Give something as blank or as long as the words, without them."""
    cell: Cell = getattr(cells, column.name.lower())
    return cell if not isinstance(cell, str) or len(cell) < 2 else "x" * len(cell)  # noqa: PLR2004


def _unreadable(
    record: Record, sheet: Sheet, file: str | None, faults: list[Fault]
) -> UnreadableRow:
    return UnreadableRow(
        record.row,
        None if record.last_row == record.row else record.last_row,
        faults,
        number=_number_to_show(record),
        sheet=sheet.name,
        file=file,
        is_line=sheet.in_lines,
    )


def _number_to_show(record: Record) -> str | None:
    """Without its keys, what stands in the number's place may be what a citizen wrote."""
    if record.number is None and has_keys(record.layout, record.cells):
        return shown_number(record.layout.cell(record.cells, Column.NUMBER))
    return record.number


def _is_empty(cells: Iterable[Cell]) -> bool:
    return not any(text_of(cell).strip() for cell in cells)


def _number(cell: Cell, faults: list[Fault]) -> str:
    number = number_of(cell) or ""
    if not number:
        faults.append(_refused(cell, Column.NUMBER, "not_a_tracking_number"))
    return number


def _rating(cell: Cell) -> tuple[int | None, Fault | None]:
    if is_error(cell):
        return None, fault("error_cell", Column.RATING.value)
    return whole_number_in(cell, Column.RATING.value, 1, 5)


def _is_disposed(cells: Cells) -> bool | None:
    """Tell whether an agency was given the complaint; None when the file has no cell for it."""
    agency, its_id = cells.agency, cells.agency_id
    if not (is_blank(agency) or is_error(agency)) or not (is_blank(its_id) or is_error(its_id)):
        return True
    return None if all(one is None or is_error(one) for one in (agency, its_id)) else False


def _refused(cell: Cell, column: Column, code: str) -> Fault:
    if is_blank(cell):
        return fault("empty", column.value)
    if is_error(cell):
        return fault("error_cell", column.value)
    if HALF_A_CHARACTER in text_of(cell):
        return fault("not_utf_8", column.value)
    found = length_of(cell) if column is Column.NUMBER else shown_moment(cell)
    return fault(code, column.value, found=found)


def _remembered(known: dict[Cell, Found], cell: Cell, read: Callable[[Cell], Found]) -> Found:
    if cell not in known:
        known[cell] = read(cell)
    return known[cell]


def _reporter(number: str, cell: Cell) -> Reporter | None:
    name = None if is_blank(cell) else text_of(cell).strip()
    return None if name is None else Reporter(f"export-{number}", name=name)


def _text(cell: Cell, column: Column, notes: list[Fault]) -> str:
    """Give what somebody wrote; blank, with a note, where it can't be kept."""
    if not _note_length(cell, column, notes):
        return ""
    text = text_of(cell)
    wrong = _unusable(text, column)
    if wrong is not None:
        notes.append(wrong)
        return ""
    return text


def _note_length(cell: Cell, column: Column, notes: list[Fault]) -> bool:
    """Note that there are no words, or more than the form takes; tell whether there are any."""
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
