"""Gathering what some files say: every row of each, and what all of them say together."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import cast

from attrs import define, evolve, field

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import Cell
from sp4n.interchange.lapor_export.columns import WORDS, Column, Headings, Layout
from sp4n.interchange.lapor_export.day_columns import DayColumns, Orders
from sp4n.interchange.lapor_export.found import Export
from sp4n.interchange.lapor_export.latest import Found, latest_rows, made_last_on
from sp4n.interchange.lapor_export.moments import Dates
from sp4n.interchange.lapor_export.offices import offices_of
from sp4n.interchange.lapor_export.options import Options
from sp4n.interchange.lapor_export.preamble import Block, block_of, period_of
from sp4n.interchange.lapor_export.problems import without_words
from sp4n.interchange.lapor_export.rows import RowReader, Waiting
from sp4n.interchange.lapor_export.sheet import Record, Sheet, Sheets, hidden_faults
from sp4n.interchange.lapor_export.values import ExportRow, Lost
from sp4n.progress import Progress, told_while

_STEP_ROWS = 1_000  # own choice: how often progress is told
_A_DAY = timedelta(days=1)  # zones may move a complaint by one day


@define
class Gathering:
    """Gathers what some files say."""

    options: Options
    headings: Headings = field(init=False)
    exports: list[Found] = field(factory=list)
    layouts: list[Layout] = field(factory=list)
    others: list[str] = field(factory=list)
    orders: list[Dates | None] = field(factory=list)
    notes: dict[Fault, None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.headings = self.options.headings()

    def add(self, sheets: Sheets, file: str | None, progress: Progress) -> None:
        """Read the rows of a file; the order of its dates is settled when all were seen."""
        reader, hidden = RowReader(self.options, file), 0
        exports = {id(sheet): [_Export(sheet.layout, sheet)] for sheet in sheets.read}
        for sheet, record in _told(sheets, progress):
            row = reader.read(record, sheet)
            if row is not None:
                hidden += record.is_hidden
                export = exports[id(sheet)][-1]
                if not export.has(record.layout):
                    export = _Export(record.layout, sheet)
                    exports[id(sheet)].append(export)
                export.rows.append(row)
        whole = [export for of_sheet in exports.values() for export in of_sheet]
        _place(whole, reader.days)
        orders = reader.days.orders(self.options.dates)
        received = orders[Column.RECEIVED_ON]
        self.orders.append(received.order)
        self.exports += [export.settled(orders, self.options.zone) for export in whole]
        layouts = [export.layout for export in whole]
        notes = [fault("hidden_rows", rows=hidden)] if hidden else []
        if reader.are_clocks_unclear():
            notes.append(fault("times_unclear", Column.RECEIVED_AT.value))
        for column, read in orders.items():
            notes += [fault("dates_swapped", column.value)] if read.is_swapped else []
            notes += [fault("dates_doubted", column.value)] if read.is_doubted else []
        self._note(sheets, layouts, notes, has_times=reader.has_times)
        self.layouts += layouts
        self.others += sheets.others

    def _note(
        self, sheets: Sheets, layouts: Sequence[Layout], notes: Iterable[Fault], *, has_times: bool
    ) -> None:
        """Note what is to be said of the whole file."""
        told = (note for sheet in sheets.read for note in sheet.notes)
        notes = [*told, *hidden_faults(sheets.hidden), *notes]
        if not has_times and any(Column.RECEIVED_AT not in layout.places for layout in layouts):
            notes.append(fault("no_times", Column.RECEIVED_AT.value))
        if not any(column in layout.places for column in WORDS for layout in layouts):
            notes.append(fault("without_words"))
        self.notes |= dict.fromkeys(notes)

    def export(self) -> Export:
        """Give what was found, the latest word on each complaint."""
        rows, blocks = (
            _quiet(list(latest_rows(self.exports))),
            [export.block for export in self.exports],
        )
        last_on = made_last_on(blocks)
        about = next((block.about for block in blocks if block.made_on == last_on), {})
        governments = {block.government for block in blocks} - {None}
        if self.options.dates is not None:
            self.orders = [self.options.dates]
        orders = dict.fromkeys(order for order in self.orders if order is not None)
        offices = offices_of(rows, cast("set[str]", governments), self.options.directory)
        if len(blocks) > 1 and any(block.made_on is None for block in blocks):
            self.notes[_unknown(rows, last_on)] = None
        self.notes |= dict.fromkeys(
            (*offices.doubts, *(n for block in blocks for n in block.doubts()))
        )
        return Export(
            about=about,
            generated_on=last_on,
            rows=rows,
            unreadable=tuple(lost.row for export in self.exports for lost in export.unreadable),
            other_sheets=tuple(self.others),
            period=_period(blocks),
            times=self.options.times,
            dates=" ".join(orders) or None,
            offices=offices,
            notes=tuple(self.notes),
            **_columns(self.layouts),
        )


@define
class _Export:
    """One export in a file: a header with the rows below it, and what stands above it."""

    layout: Layout
    sheet: Sheet
    rows: list[ExportRow | Lost | Waiting] = field(factory=list)

    def has(self, layout: Layout) -> bool:
        """Tell whether rows are its own that stand under this header, which may only repeat its."""
        return layout is self.layout or (not layout.preamble and layout == self.layout)

    def above(self) -> Sequence[Sequence[Cell]]:
        """Give what stands above its header."""
        is_first = self.layout is self.sheet.layout
        return self.sheet.preamble if is_first else self.layout.preamble

    def settled(self, orders: Orders, zone: tzinfo) -> Found:
        """Give what was found, in the order of its dates."""
        read = orders[Column.RECEIVED_ON]
        is_doubtful = read.is_swapped or read.is_doubted
        block = block_of(self.above(), read.order, may_be_swapped=is_doubtful)
        alarm, rows, lost = _alarm(block, zone), [], []
        for row in self.rows:
            made = row.make(orders) if isinstance(row, Waiting) else row
            if isinstance(made, ExportRow):
                rows.append(alarm(made))
            else:
                lost.append(made)
        return Found(block, rows, lost)


def _alarm(block: Block, zone: tzinfo) -> Callable[[ExportRow], ExportRow]:
    """Note a complaint that came on another day than its file has, by more than zones explain."""
    bounds: list[tuple[datetime, datetime, Fault]] = []
    if block.period is not None:
        first, last = block.period
        wrong = fault("outside_period", Column.RECEIVED_ON.value, first=first, last=last)
        bounds.append((_start(first - _A_DAY, zone), _start(last + 2 * _A_DAY, zone), wrong))
    if block.made_on is not None:
        wrong = fault("after_made", Column.RECEIVED_ON.value, made_on=block.made_on)
        end = _start(block.made_on + 2 * _A_DAY, zone)
        bounds.append((datetime.min.replace(tzinfo=UTC), end, wrong))

    def alarm(row: ExportRow) -> ExportRow:
        at = row.complaint.submitted_at
        notes = [wrong for begin, end, wrong in bounds if not begin <= at < end]
        return evolve(row, notes=(*row.notes, *notes)) if notes else row

    return alarm


def _start(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _place(exports: Collection[_Export], days: DayColumns) -> None:
    """Compare the days of each export with those that it says for certain that it has."""
    periods = [period_of(export.above(), None) for export in exports]
    if not any(periods):
        return
    for export, period in zip(exports, periods, strict=True):
        told = period and (period[0] - _A_DAY, period[1] + _A_DAY)
        for row in export.rows:
            if isinstance(row, Waiting):
                days.place(row.day, told)


def _unknown(rows: Iterable[ExportRow], last_on: date | None) -> Fault:
    """Say what it means that not every export tells when it was made."""
    has_updates = any(note.code == "updated" for row in rows for note in row.notes)
    if has_updates or last_on is None:
        return fault("order_unknown", Column.NUMBER.value)
    return fault("day_unknown", made_on=last_on)


def _quiet(rows: list[ExportRow]) -> tuple[ExportRow, ...]:
    """Take names out of notes, where a column of labels holds names."""
    noted = [(place, row) for place, row in enumerate(rows) if row.notes]
    for (place, row), notes in zip(
        noted, without_words(row.notes for _, row in noted), strict=True
    ):
        if notes is not row.notes:
            rows[place] = evolve(row, notes=notes)
    return tuple(rows)


def _period(blocks: Sequence[Block]) -> tuple[date, date] | None:
    """Give the days of all exports together; None when one does not tell its own."""
    periods = [block.period for block in blocks if block.period is not None]
    if len(periods) < len(blocks) or not periods:
        return None
    return min(first for first, _ in periods), max(last for _, last in periods)


def _columns(layouts: Sequence[Layout]) -> dict[str, tuple[str, ...]]:
    """Tell which columns every header has; one that some lack is missing."""
    missing = {column for layout in layouts for column in layout.missing}
    return {
        "columns": tuple(column.value for column in layouts[0].columns if column not in missing),
        "missing_columns": tuple(column.value for column in Column if column in missing),
        "unknown_columns": tuple(dict.fromkeys(name for each in layouts for name in each.unknown)),
    }


def _told(sheets: Sheets, progress: Progress) -> Iterator[tuple[Sheet, Record]]:
    told = 0
    with told_while(progress, sheets.total) as tell:
        records = ((sheet, record) for sheet in sheets.read for record in sheet.records)
        for count, record in enumerate(records, start=1):
            yield record
            if count % _STEP_ROWS == 0:
                done = sheets.done()
                tell(done - told)
                told = done
        tell(sheets.total - told)
