"""Gathering what some files say: every row of each, and what all of them say together."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, cast

from attrs import define, evolve, field

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.interchange.lapor_export.cells import Cell
from sp4n.interchange.lapor_export.columns import WORDS, Column, Headings, Layout
from sp4n.interchange.lapor_export.day_column import Order
from sp4n.interchange.lapor_export.day_columns import DayColumns
from sp4n.interchange.lapor_export.found import Export
from sp4n.interchange.lapor_export.latest import Block, Found, latest_rows, made_last_on
from sp4n.interchange.lapor_export.moments import DATES, Dates
from sp4n.interchange.lapor_export.offices import offices_of
from sp4n.interchange.lapor_export.preamble import about_of, made_at, made_on, period_of
from sp4n.interchange.lapor_export.problems import without_words
from sp4n.interchange.lapor_export.rows import Reading, RowReader, Waiting
from sp4n.interchange.lapor_export.sheet import Record, Sheet, Sheets, hidden_faults
from sp4n.interchange.lapor_export.values import ExportRow, Lost
from sp4n.model.directory import Directory
from sp4n.model.region import Region, region_fault, region_or_as_given
from sp4n.progress import Progress, told_while
from sp4n.validation import date_fault, refuse, type_fault, word_fault
from sp4n.workdays.settings import ZONES, Zone, zone_of_province

Times = Literal["UTC", "local"] | Zone
"""How the days and times of a file are meant; ``local`` is the zone of the region."""

_STEP_ROWS = 1_000  # own choice: how often progress is told
_A_DAY = timedelta(days=1)  # zones may move a complaint by one day


@define
class Options:
    """What the caller says of the files."""

    region: Region | str | None
    columns: Mapping[str, str] | None
    dates: Dates | None
    times: Times
    keep_names: bool
    oversight_since: date | None
    directory: Directory | None
    words: bool

    def __attrs_post_init__(self) -> None:
        land = None if self.region is None else region_or_as_given(self.region)
        since, directory = self.oversight_since, self.directory
        refuse(
            None if land is None else region_fault(land, "region"),
            None if self.columns is None else type_fault(Mapping, self.columns, "columns", "table"),
            None if self.dates is None else word_fault(self.dates, DATES, "dates"),
            word_fault(self.times, ("UTC", *ZONES, "local"), "times"),
            None if since is None else date_fault(since, "oversight_since"),
            type_fault(bool, self.keep_names, "keep_names", "true_or_false"),
            None
            if directory is None
            else type_fault(Directory, directory, "directory", "directory"),
            type_fault(bool, self.words, "words", "true_or_false"),
        )
        self.region = land

    def zone(self) -> tuple[str, tzinfo]:
        """Give the zone of the file's times, by its name."""
        name = self.times
        if name == "local":
            code = self.region.code if isinstance(self.region, Region) else ""
            found = zone_of_province(code)
            if found is None:
                raise InvalidValue.of("no_local_zone", "times", allowed=("UTC", *ZONES))
            name = found
        return name, UTC if name == "UTC" else ZONES[name]

    def left_out(self) -> set[Column]:
        """Give the columns that are never looked at."""
        return set() if self.keep_names else {Column.REPORTER}


@define
class Gathering:
    """Gathers what some files say."""

    options: Options
    headings: Headings = field(init=False)
    times: str = field(init=False)
    reading: Reading = field(init=False)
    found: list[Found] = field(factory=list)
    layouts: list[Layout] = field(factory=list)
    others: list[str] = field(factory=list)
    orders: list[Dates | None] = field(factory=list)
    notes: dict[Fault, None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        options = self.options
        self.headings = Headings(options.columns, left_out=options.left_out())
        self.times, zone = options.zone()
        region = options.region if isinstance(options.region, Region) else None
        self.reading = Reading(region, zone, options.oversight_since, options.words)

    def add(self, sheets: Sheets, file: str | None, progress: Progress) -> None:
        """Read the rows of a file; the order of its dates is settled when all were seen."""
        reader, hidden = RowReader(self.reading), 0
        exports = {id(sheet.layout): _Export(sheet.layout, sheet) for sheet in sheets.read}
        last = None
        for sheet, record in _told(sheets, progress):
            if last is None or last.sheet is not sheet:
                last = exports[id(sheet.layout)]
            row = reader.read(record, sheet, file)
            if row is not None:
                hidden += record.is_hidden
                layout = record.layout
                if id(layout) not in exports:
                    exports[id(layout)] = last.below(layout)
                last = exports[id(layout)]
                last.rows.append(row)
        whole = {id(one): one for one in exports.values()}.values()
        _place(whole, reader.days)
        orders = reader.days.orders(self.options.dates)
        received = orders[Column.RECEIVED_ON]
        self.orders.append(received.order)
        for one in whole:
            block, rows, lost = one.block(received), [], []
            alarm = _alarm(block, self.reading.zone)
            for row in one.rows:
                made = row.make(orders) if isinstance(row, Waiting) else row
                if isinstance(made, ExportRow):
                    rows.append(alarm(made))
                else:
                    lost.append(made)
            self.found.append(Found(block, rows, lost))
        layouts = [one.layout for one in whole]
        found = [fault("hidden_rows", rows=hidden)] if hidden else []
        if reader.are_clocks_unclear():
            found.append(fault("times_unclear", Column.RECEIVED_AT.value))
        for column, read in orders.items():
            found += [fault("dates_swapped", column.value)] if read.is_swapped else []
            found += [fault("dates_doubted", column.value)] if read.is_doubted else []
        self._note(sheets, layouts, found, has_times=reader.has_times)
        self.layouts += layouts
        self.others += sheets.others

    def _note(
        self, sheets: Sheets, layouts: Sequence[Layout], found: Iterable[Fault], *, has_times: bool
    ) -> None:
        """Note what is to be said of the whole file."""
        told = (one for sheet in sheets.read for one in sheet.notes)
        found = [*told, *hidden_faults(sheets.hidden), *found]
        if not has_times and any(Column.RECEIVED_AT not in layout.places for layout in layouts):
            found.append(fault("no_times", Column.RECEIVED_AT.value))
        if not any(column in layout.places for column in WORDS for layout in layouts):
            found.append(fault("without_words"))
        self.notes |= dict.fromkeys(found)

    def export(self) -> Export:
        """Give what was found, the latest word on each complaint."""
        rows, blocks = _quiet(list(latest_rows(self.found))), [one.block for one in self.found]
        last_on = made_last_on(blocks)
        about = next((one.about for one in blocks if one.made_on == last_on), {})
        governments = {one.government for one in blocks} - {None}
        if self.options.dates is not None:
            self.orders = [self.options.dates]
        orders = dict.fromkeys(one for one in self.orders if one is not None)
        offices = offices_of(rows, cast("set[str]", governments), self.options.directory)
        if len(blocks) > 1 and any(one.made_on is None for one in blocks):
            self.notes[_unknown(rows, last_on)] = None
        self.notes |= dict.fromkeys((*offices.doubts, *(n for one in blocks for n in one.doubts())))
        return Export(
            about=about,
            generated_on=last_on,
            rows=rows,
            unreadable=tuple(lost.row for one in self.found for lost in one.unreadable),
            other_sheets=tuple(self.others),
            period=_period(blocks),
            times=self.times,
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
    repeated: list[Layout] = field(factory=list)

    def below(self, layout: Layout) -> "_Export":
        """Give the export that a further header begins: this one, if it only repeats its own."""
        if layout.preamble or layout != self.layout:
            return _Export(layout, self.sheet)
        self.repeated.append(layout)
        return self

    def above(self) -> Sequence[Sequence[Cell]]:
        """Give what stands above its header."""
        is_first = self.layout is self.sheet.layout
        return self.sheet.preamble if is_first else self.layout.preamble

    def block(self, read: Order) -> Block:
        """Read what it says of itself, by the order of its rows."""
        above = self.above()
        on = made_on(above, read.order, may_be_swapped=read.is_swapped or read.is_doubted)
        return Block(
            about_of(above),
            on,
            period_of(above, read.order),
            made_at(above),
        )


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
    periods = [period_of(one.above(), None) for one in exports]
    if not any(periods):
        return
    for one, period in zip(exports, periods, strict=True):
        told = period and (period[0] - _A_DAY, period[1] + _A_DAY)
        for row in one.rows:
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
    periods = [one.period for one in blocks if one.period is not None]
    if len(periods) < len(blocks) or not periods:
        return None
    return min(first for first, _ in periods), max(last for _, last in periods)


def _columns(layouts: Sequence[Layout]) -> dict[str, tuple[str, ...]]:
    """Tell which columns every header has; one that some lack is missing."""
    missing = {column for layout in layouts for column in layout.missing}
    return {
        "columns": tuple(one.value for one in layouts[0].columns if one not in missing),
        "missing_columns": tuple(one.value for one in Column if one in missing),
        "unknown_columns": tuple(dict.fromkeys(one for each in layouts for one in each.unknown)),
    }


def _told(sheets: Sheets, progress: Progress) -> Iterator[tuple[Sheet, Record]]:
    told = 0
    with told_while(progress, sheets.total) as tell:
        records = ((sheet, record) for sheet in sheets.read for record in sheet.records)
        for count, found in enumerate(records, start=1):
            yield found
            if count % _STEP_ROWS == 0:
                done = sheets.done()
                tell(done - told)
                told = done
        tell(sheets.total - told)
