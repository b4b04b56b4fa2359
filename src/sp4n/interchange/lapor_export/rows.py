"""From a record to a row: what its cells say, or why it can't be read."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import NamedTuple, TypeVar

from attrs import evolve, frozen

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import (
    HALF_A_CHARACTER,
    Cell,
    has_dots,
    is_blank,
    is_error,
    length_of,
    number_of,
    shown_number,
    text_of,
    whole_number_in,
)
from sp4n.interchange.lapor_export.clocks import Clock, clock_of, shown_moment
from sp4n.interchange.lapor_export.columns import Cells, Column
from sp4n.interchange.lapor_export.day_column import Order
from sp4n.interchange.lapor_export.day_columns import ACTS, DayColumns, Orders
from sp4n.interchange.lapor_export.moments import Day, day_of
from sp4n.interchange.lapor_export.row_shape import has_keys, shape_fault
from sp4n.interchange.lapor_export.sheet import NO_ROW, Record, Sheet
from sp4n.interchange.lapor_export.values import ExportRow, Lost, UnreadableRow
from sp4n.interchange.lapor_export.vocabulary import Names
from sp4n.interchange.lapor_export.words import Words, kept_small, words_of
from sp4n.model.complaint import Classification, Complaint, complaint_as_read
from sp4n.model.region import Region
from sp4n.model.reporter import Reporter
from sp4n.workflow.status import Phase

Found = TypeVar("Found")
Read = ExportRow | Lost

_NOON = time(12)
"""When a complaint counts as received whose time nobody knows: that is the same day everywhere."""

_NO_ORDERS: Orders = {}  # where all days are told by themselves
_BY_ITSELF = Order(None)
_A_DAY = timedelta(days=1)

_DISPOSED = frozenset((Phase.IN_PROGRESS, Phase.ANSWERED, Phase.CLOSED))  # by LAPOR!'s own rules


@frozen
class Reading:
    """How files are to be read: what they do not say themselves."""

    region: Region | None
    zone: tzinfo
    oversight_since: date | None
    keeps_words: bool


class Waiting(NamedTuple):
    """A row whose day or time can't be told before all were seen, and what makes it then."""

    day: Day
    make: Callable[[Orders], Read]


class RowReader:
    """Reads the rows of some files, and remembers the names and days that it has seen."""

    def __init__(self, reading: Reading) -> None:
        self.days = DayColumns()
        self.has_times = False
        self._reading = reading
        self._names = Names()
        self._days: dict[Cell, Day | None] = {}
        self._clocks: dict[Cell, Clock] = {}
        self._told_by_clocks: set[str] = set()
        self._has_open_clocks = False
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
            return _lost(record, sheet, file, [wrong])
        faults: list[Fault] = []
        number = _number(cells.number, faults)
        day = _remembered(self._days, cells.received_on, day_of)
        if day is None:
            faults.append(_refused(cells.received_on, Column.RECEIVED_ON, "not_a_day"))
        if is_error(cells.status):
            faults.append(fault("error_cell", Column.STATUS.value))
        if faults or day is None:
            return _lost(record, sheet, file, faults)
        acts: list[tuple[Column, Day]] = []
        if cells.answered_at is not None or cells.closed_at is not None:
            acts += self._days_of_acts(cells)
        self.days.add(day, acts)
        self.has_times = self.has_times or day.at is not None
        is_open = self._is_open(cells, (day, *(act for _, act in acts)))
        at = _At(record.row, sheet.name, file)
        if day.on is not None and not is_open:
            return self._row(at, cells, number, day, day.on)
        kept = kept_small(cells, with_words=self._reading.keeps_words)
        refused = partial(_unreadable, record._replace(cells=()), sheet, file)
        return Waiting(day, partial(self._in_order, at, kept, number, day, refused))

    def _is_open(self, cells: Cells, days: Iterable[Day]) -> bool:
        """Tell whether all rows have to be seen before this one's day and time can be told."""
        clock = _remembered(self._clocks, cells.received_at, clock_of)
        if clock.tells is not None:
            self._told_by_clocks.add(clock.tells)
        self._has_open_clocks = self._has_open_clocks or clock.is_open
        return clock.is_open or any(one.has_to_wait for one in days)

    def are_clocks_unclear(self) -> bool:
        """Tell whether numbers in the column of times may be hours or parts of a day."""
        return self._has_open_clocks and not self._told_by_clocks

    def _days_of_acts(self, cells: Cells) -> Iterator[tuple[Column, Day]]:
        """Give the days of answering and closing."""
        for column, cell in zip(ACTS, (cells.answered_at, cells.closed_at), strict=True):
            if not is_blank(cell) and (day := _remembered(self._days, cell, day_of)):
                yield column, day

    def _in_order(
        self,
        at: "_At",
        cells: Cells,
        number: str,
        day: Day,
        refused: Callable[[list[Fault]], UnreadableRow],
        orders: Orders,
    ) -> Read:
        on = orders.get(Column.RECEIVED_ON, _BY_ITSELF).on(day)
        if on is None:
            wrong = _refused(cells.received_on, Column.RECEIVED_ON, "not_a_day")
            return Lost(evolve(refused([wrong]), number=shown_number(number)), number)
        return self._row(at, cells, number, day, on, orders)

    def _row(
        self,
        at: "_At",
        cells: Cells,
        number: str,
        day: Day,
        on: date,
        orders: Orders = _NO_ORDERS,
    ) -> ExportRow:
        names = self._names
        notes: list[Fault] = [_HAS_DOTS] if has_dots(number) else []
        submitted_at = self._submitted_at(cells, day, on, notes)
        received = _Received(on, submitted_at, self._has_time(cells, day))
        standing = names.standing(cells.status, notes)
        words = words_of(cells, notes, are_kept=self._reading.keeps_words)
        rating, wrong = _remembered(self._ratings, cells.rating, _rating)
        if wrong is not None:
            notes.append(wrong)
        reporter = _reporter(number, cells.reporter)
        is_disposed = _is_disposed(cells)
        if is_disposed is False and standing.phase in _DISPOSED:
            notes.append(_WITHOUT_AGENCY)
        complaint = self._complaint(number, cells, submitted_at, words, reporter, on, notes)
        return ExportRow(
            row=at.row,
            sheet=at.sheet,
            file=at.file,
            complaint=complaint,
            status=standing.status,
            phase=standing.phase,
            status_label=standing.label,
            agency=names.of(cells.agency, Column.AGENCY, notes),
            is_disposed=is_disposed,
            agency_id=names.of(cells.agency_id, Column.AGENCY_ID, notes),
            parent_agency=names.of(cells.parent_agency, Column.PARENT_AGENCY, notes),
            category_id=names.of(cells.category_id, Column.CATEGORY_ID, notes),
            held_or_archived_because=words.because,
            place=names.place(cells, notes),
            final_body=words.final_body,
            rating=rating,
            reporter=reporter,
            answered_at=self._act(cells.answered_at, Column.ANSWERED_AT, received, orders, notes),
            closed_at=self._act(cells.closed_at, Column.CLOSED_AT, received, orders, notes),
            notes=tuple(notes),
        )

    def _complaint(  # what a row was read into, in its order
        self,
        number: str,
        cells: Cells,
        submitted_at: datetime,
        words: Words,
        reporter: Reporter | None,
        on: date,
        notes: list[Fault],
    ) -> Complaint:
        names = self._names
        privacy = names.privacy(cells.privacy, notes)
        return complaint_as_read(
            number,
            words.title,
            words.body,
            submitted_at,
            classification=self._classification(cells, on, notes),
            category=names.of(cells.category, Column.CATEGORY, notes),
            region=self._reading.region,
            channel=names.of(cells.channel, Column.CHANNEL, notes),
            anonymous=privacy.anonymous,
            confidential=privacy.confidential,
            reporter=None if reporter is None else reporter.key,
            recorded=words.differ_from_the_form,
        )

    def _submitted_at(self, cells: Cells, day: Day, on: date, notes: list[Fault]) -> datetime:
        """Put day and time together; without a time that can be read the day counts."""
        cell, zone = cells.received_at, self._reading.zone
        if cell is None or (day.at is not None and is_blank(cell)):
            return _instant(on, day, zone)
        clock = _remembered(self._clocks, cell, clock_of)
        are_hours = self._told_by_clocks == {"hours"}
        at = clock.in_hours if are_hours and clock.is_open else clock.at
        if at is None:
            notes.append(_refused(cell, Column.RECEIVED_AT, "not_a_time"))
        elif day.at is not None and (at.hour, at.minute) != (day.at.hour, day.at.minute):
            notes.append(_TIMES_DIFFER)
        if at is None or day.zone is not None:
            return _instant(on, day, zone)
        is_next = clock.on is not None and abs(clock.on - on) == _A_DAY
        return datetime.combine(clock.on if clock.on and is_next else on, at, at.tzinfo or zone)

    def _has_time(self, cells: Cells, day: Day) -> bool:
        """Tell whether it is known at which time a complaint came."""
        clock = _remembered(self._clocks, cells.received_at, clock_of)
        return day.at is not None or clock.at is not None or clock.in_hours is not None

    def _act(
        self, cell: Cell, column: Column, received: "_Received", orders: Orders, notes: list[Fault]
    ) -> datetime | None:
        """Read when something was done to a complaint.

        Times are compared where both are known, else days. What was done on the day on which the
        complaint came was not done before it, nor before noon where nobody knows the time.
        """
        if cell is None or is_blank(cell):
            return None
        day = _remembered(self._days, cell, day_of)
        on = None if day is None else orders.get(column, _BY_ITSELF).on(day)
        if day is None or on is None:
            notes.append(_refused(cell, column, "not_a_day"))
            return None
        at = _instant(on, day, self._reading.zone)
        if received.has_time and day.at is not None:
            is_before = at < received.at
        else:
            first = min(received.on, received.at.astimezone(self._reading.zone).date())
            is_before = on < first
            at = at if is_before else max(at, received.at)
        if is_before:
            notes.append(fault("before_receipt", column.value, received_on=received.on))
        return at

    def _classification(self, cells: Cells, on: date, notes: list[Fault]) -> Classification | None:
        found = self._names.class_of(cells.classification, notes)
        since = self._reading.oversight_since
        if found is not Classification.OVERSIGHT or since is None or on >= since:
            return found
        notes.append(fault("class_doubtful", Column.CLASSIFICATION.value, since=since))
        return None


class _Received(NamedTuple):
    """When a complaint came: the day as it stands, and the instant, with the time or at noon."""

    on: date
    at: datetime
    has_time: bool


class _At(NamedTuple):
    """Where a row stands."""

    row: int
    sheet: str | None
    file: str | None


_HAS_DOTS = fault("number_with_dots", Column.NUMBER.value)
_TIMES_DIFFER = fault("times_differ", Column.RECEIVED_AT.value)
_WITHOUT_AGENCY = fault("without_agency", Column.AGENCY.value)


def _instant(on: date, day: Day, zone: tzinfo) -> datetime:
    return datetime.combine(on, day.at or _NOON, day.zone or zone)


def _unreadable(
    record: Record, sheet: Sheet, file: str | None, faults: list[Fault]
) -> UnreadableRow:
    return UnreadableRow(
        record.row,
        None if record.last_row == record.row else record.last_row,
        faults,
        number=shown_number(_number_of(record)),
        sheet=sheet.name,
        file=file,
        is_line=sheet.in_lines,
    )


def _lost(record: Record, sheet: Sheet, file: str | None, faults: list[Fault]) -> Lost:
    return Lost(_unreadable(record, sheet, file, faults), _number_of(record))


def _number_of(record: Record) -> str | None:
    """Without its keys, what stands in the number's place may be what a citizen wrote."""
    if record.number is None and has_keys(record.layout, record.cells):
        return number_of(record.layout.cell(record.cells, Column.NUMBER))
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
