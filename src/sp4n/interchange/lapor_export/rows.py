"""From a record to a row: what its cells say, or why it can't be read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import NamedTuple, cast

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import (
    HALF_A_CHARACTER,
    Cell,
    Remembered,
    has_dots,
    is_blank,
    is_error,
    length_of,
    number_of,
    shown_number,
    text_of,
    without_point,
)
from sp4n.interchange.lapor_export.clocks import Clock, clock_of, shown_moment
from sp4n.interchange.lapor_export.columns import Cells, Column
from sp4n.interchange.lapor_export.day_column import Order
from sp4n.interchange.lapor_export.day_columns import ACTS, Act, DayColumns, Orders
from sp4n.interchange.lapor_export.moments import Day, day_of
from sp4n.interchange.lapor_export.options import Options
from sp4n.interchange.lapor_export.row_shape import has_keys, shape_fault
from sp4n.interchange.lapor_export.sheet import NO_ROW, Record, Sheet
from sp4n.interchange.lapor_export.values import ExportRow, Lost, Place, UnreadableRow
from sp4n.interchange.lapor_export.vocabulary import Office, Standing, Subject, Vocabulary
from sp4n.interchange.lapor_export.words import kept_small, words_of
from sp4n.model.complaint import Classification, complaint_as_read
from sp4n.model.reporter import Reporter
from sp4n.workflow.status import Phase

Read = ExportRow | Lost

_NOON = time(12)
"""When a complaint counts as received whose time nobody knows: that is the same day everywhere."""

_NO_ORDERS: Orders = {}  # where all days are told by themselves
_BY_ITSELF = Order(None)
_A_DAY = timedelta(days=1)

_DISPOSED = frozenset((Phase.IN_PROGRESS, Phase.ANSWERED, Phase.CLOSED))  # by LAPOR!'s own rules


class Waiting(NamedTuple):
    """A row whose day or time can't be told before all were seen, and what makes it then."""

    day: Day
    make: Callable[[Orders], Read]


class RowReader:
    """Reads the rows of a file, and remembers the names and days that it has seen."""

    def __init__(self, options: Options, file: str | None) -> None:
        self.days = DayColumns()
        self.has_times = False
        self._options = options
        self._file = file
        self._vocabulary = Vocabulary()
        self._days = Remembered(day_of)
        self._clocks = Remembered(self._clock)
        self._told_by_clocks: set[str] = set()
        self._has_open_clocks = False
        self._ratings = Remembered(_rating)

    def read(self, record: Record, sheet: Sheet) -> Read | Waiting | None:
        """Read one record of a sheet; None when nothing stands in it, or no complaint."""
        if record.fault is NO_ROW:
            return None
        wrong = record.fault or shape_fault(record.layout, record.cells)
        cells = record.layout.cells(record.cells)
        number = number_of(cells.number)
        if record.fault is None and (wrong or number is None) and _is_empty(record.cells):
            return None
        if wrong is not None:
            return self._lost(record, sheet, [wrong], _number_in(record))
        day = self._days[cells.received_on]
        if number is None or day is None or is_error(cells.status):
            return self._lost(record, sheet, _faults_of_keys(cells, day), _number_in(record))
        acts = self._acts_in(cells)
        clock = self._clocks[cells.received_at]
        self.days.add(day, acts)
        self.has_times = self.has_times or day.at is not None
        row = _Row(record.row, sheet.name, number, cells, day, clock, acts)
        if (
            clock.is_open
            or day.has_to_wait
            or (acts and any(act.day and act.day.has_to_wait for act in acts))
        ):
            kept = kept_small(cells, with_words=self._options.words)
            refused = partial(self._lost, record._replace(cells=()), sheet, number=number)
            return Waiting(day, partial(self._in_order, row._replace(cells=kept), refused))
        return self._row(row, cast("date", day.on), _NO_ORDERS)

    def _clock(self, cell: Cell) -> Clock:
        """Read a time, and remember what it tells of the others in its column."""
        clock = clock_of(cell)
        if clock.tells is not None:
            self._told_by_clocks.add(clock.tells)
        self._has_open_clocks = self._has_open_clocks or clock.is_open
        return clock

    def are_clocks_unclear(self) -> bool:
        """Tell whether numbers in the column of times may be hours or parts of a day."""
        return self._has_open_clocks and not self._told_by_clocks

    def _acts_in(self, cells: Cells) -> Sequence[Act]:
        """Give what is told of answering and closing."""
        told = cells.answered_at, cells.closed_at
        if told in _NO_ACTS:  # as nearly always
            return ()
        acts = zip(ACTS, told, strict=True)
        return [Act(column, cell, self._days[cell]) for column, cell in acts if not is_blank(cell)]

    def _lost(self, record: Record, sheet: Sheet, faults: list[Fault], number: str | None) -> Lost:
        row = UnreadableRow(
            record.row,
            None if record.last_row == record.row else record.last_row,
            faults,
            number=shown_number(number),
            sheet=sheet.name,
            file=self._file,
            is_line=sheet.in_lines,
        )
        return Lost(row, number)

    def _in_order(
        self, row: "_Row", refused: Callable[[list[Fault]], Lost], orders: Orders
    ) -> Read:
        on = orders[Column.RECEIVED_ON].on(row.day)
        if on is None:
            return refused([_refused(row.cells.received_on, Column.RECEIVED_ON, "not_a_day")])
        return self._row(row, on, orders)

    def _row(self, row: "_Row", on: date, orders: Orders) -> ExportRow:
        cells, number, options = row.cells, row.number, self._options
        notes: list[Fault] = [_HAS_DOTS] if has_dots(number) else []
        submitted_at = self._submitted_at(row, on, notes)
        standing, subject, office, place, rating = self._looked_up(cells, notes)
        words = words_of(cells, notes, are_kept=options.words)
        reporter = _reporter(number, cells.reporter)
        if office.is_disposed is False and standing.phase in _DISPOSED:
            notes.append(_WITHOUT_AGENCY)
        complaint = complaint_as_read(
            number,
            words.title,
            words.body,
            submitted_at,
            classification=self._classification(standing.classification, on, notes),
            category=subject.category,
            region=options.region,
            channel=subject.channel,
            anonymous=standing.is_anonymous,
            confidential=standing.is_confidential,
            reporter=None if reporter is None else reporter.key,
            recorded=words.differ_from_the_form,
        )
        done_at = self._done_at(row, on, submitted_at, orders, notes) if row.acts else _NOTHING_DONE
        return ExportRow(
            row=row.row,
            sheet=row.sheet,
            file=self._file,
            complaint=complaint,
            status=standing.status,
            phase=standing.phase,
            status_label=standing.label,
            agency=office.agency,
            is_disposed=office.is_disposed,
            agency_id=office.agency_id,
            parent_agency=office.parent_agency,
            category_id=subject.category_id,
            held_or_archived_because=words.because,
            place=place,
            final_body=words.final_body,
            rating=rating,
            reporter=reporter,
            answered_at=done_at.get(Column.ANSWERED_AT),
            closed_at=done_at.get(Column.CLOSED_AT),
            notes=tuple(notes),
        )

    def _looked_up(
        self, cells: Cells, notes: list[Fault]
    ) -> tuple[Standing, Subject, Office, Place, int | None]:
        """Give what the names in a row mean, and note what is odd about them."""
        vocabulary = self._vocabulary
        standing = vocabulary.standings[cells.status, cells.classification, cells.privacy]
        subject = vocabulary.subjects[cells.category, cells.category_id, cells.channel]
        office = vocabulary.offices[cells.agency, cells.agency_id, cells.parent_agency]
        place, about_place = vocabulary.places[
            cells.province, cells.city, cells.district, cells.village
        ]
        rating, about_rating = self._ratings[cells.rating]
        notes += standing.notes + subject.notes + office.notes + about_place + about_rating
        return standing, subject, office, place, rating

    def _submitted_at(self, row: "_Row", on: date, notes: list[Fault]) -> datetime:
        """Put day and time together; without a time that can be read the day counts."""
        cell, clock, day, zone = row.cells.received_at, row.clock, row.day, self._options.zone
        if cell is None or (day.at is not None and is_blank(cell)):
            return _instant(on, day, zone)
        are_hours = clock.is_open and self._told_by_clocks == {"hours"}
        at = clock.in_hours if are_hours else clock.at
        if at is None:
            notes.append(_refused(cell, Column.RECEIVED_AT, "not_a_time"))
        elif day.at is not None and (at.hour, at.minute) != (day.at.hour, day.at.minute):
            notes.append(_TIMES_DIFFER)
        if at is None or day.zone is not None:
            return _instant(on, day, zone)
        is_next = clock.on is not None and abs(clock.on - on) == _A_DAY
        return datetime.combine(clock.on if clock.on and is_next else on, at, at.tzinfo or zone)

    def _done_at(
        self, row: "_Row", on: date, at: datetime, orders: Orders, notes: list[Fault]
    ) -> Mapping[Column, datetime | None]:
        """Read when something was done to a complaint, which came on a day, at an instant."""
        received = _Received(on, at, row.day.at is not None or row.clock.is_told)
        return {act.column: self._act_at(act, received, orders, notes) for act in row.acts}

    def _act_at(
        self, act: Act, received: "_Received", orders: Orders, notes: list[Fault]
    ) -> datetime | None:
        """Compare times where both are known, else days.

        What was done on the day on which the complaint came was not done before it, nor before noon
        where nobody knows the time.
        """
        on = act.day and orders.get(act.column, _BY_ITSELF).on(act.day)
        if act.day is None or on is None:
            notes.append(_refused(act.cell, act.column, "not_a_day"))
            return None
        at = _instant(on, act.day, self._options.zone)
        if received.has_time and act.day.at is not None:
            is_before = at < received.at
        else:
            first = min(received.on, received.at.astimezone(self._options.zone).date())
            is_before = on < first
            at = at if is_before else max(at, received.at)
        if is_before:
            notes.append(fault("before_receipt", act.column.value, received_on=received.on))
        return at

    def _classification(
        self, told: Classification | None, on: date, notes: list[Fault]
    ) -> Classification | None:
        """Give the class, unless every complaint was called so on that day."""
        since = self._options.oversight_since
        if told is not Classification.OVERSIGHT or since is None or on >= since:
            return told
        notes.append(fault("class_doubtful", Column.CLASSIFICATION.value, since=since))
        return None


class _Row(NamedTuple):
    """A row that can be read: where it stands, and what was found out of it."""

    row: int
    sheet: str | None
    number: str
    cells: Cells
    day: Day
    clock: Clock
    acts: Sequence[Act]


class _Received(NamedTuple):
    """When a complaint came: the day as it stands, and the instant, with the time or at noon."""

    on: date
    at: datetime
    has_time: bool


_RATINGS = ("1", "2", "3", "4", "5")
_NO_ACTS = (None, None), ("", "")
_NOTHING_DONE: Mapping[Column, datetime | None] = {}
_HAS_DOTS = fault("number_with_dots", Column.NUMBER.value)
_TIMES_DIFFER = fault("times_differ", Column.RECEIVED_AT.value)
_WITHOUT_AGENCY = fault("without_agency", Column.AGENCY.value)


def _instant(on: date, day: Day, zone: tzinfo) -> datetime:
    return datetime.combine(on, day.at or _NOON, day.zone or zone)


def _number_in(record: Record) -> str | None:
    """Without its keys, what stands in the number's place may be what a citizen wrote."""
    if record.number is None and has_keys(record.layout, record.cells):
        return number_of(record.layout.cell(record.cells, Column.NUMBER))
    return record.number


def _is_empty(cells: Iterable[Cell]) -> bool:
    return not any(text_of(cell).strip() for cell in cells)


def _faults_of_keys(cells: Cells, day: Day | None) -> list[Fault]:
    """Tell what is wrong with number, day and status: without them nothing can be counted."""
    faults = []
    if number_of(cells.number) is None:
        faults.append(_refused(cells.number, Column.NUMBER, "not_a_tracking_number"))
    if day is None:
        faults.append(_refused(cells.received_on, Column.RECEIVED_ON, "not_a_day"))
    if is_error(cells.status):
        faults.append(fault("error_cell", Column.STATUS.value))
    return faults


def _rating(cell: Cell) -> tuple[int | None, tuple[Fault, ...]]:
    if is_blank(cell):
        return None, ()
    if is_error(cell):
        return None, (fault("error_cell", Column.RATING.value),)
    told = without_point(text_of(cell))
    if told in _RATINGS:
        return int(told), ()
    wrong = fault("not_one_of", Column.RATING.value, found=length_of(cell), allowed=_RATINGS)
    return None, (wrong,)


def _refused(cell: Cell, column: Column, code: str) -> Fault:
    if is_blank(cell):
        return fault("empty", column.value)
    if is_error(cell):
        return fault("error_cell", column.value)
    if HALF_A_CHARACTER in text_of(cell):
        return fault("not_utf_8", column.value)
    found = length_of(cell) if column is Column.NUMBER else shown_moment(cell)
    return fault(code, column.value, found=found)


def _reporter(number: str, cell: Cell) -> Reporter | None:
    name = None if is_blank(cell) else text_of(cell).strip()
    return None if name is None else Reporter(f"export-{number}", name=name)
