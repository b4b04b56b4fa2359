"""Reading an export of LAPOR! ("Laporan Ringkas") from a file."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date
from functools import partial
from typing import BinaryIO, Literal

from sp4n.interchange.export.columns import Column, Layout, layout_of
from sp4n.interchange.export.delimited import delimited_sheets
from sp4n.interchange.export.rows import Reading, RowReader
from sp4n.interchange.export.sheet import LayOut, Record, Sheet, Sheets, about_of, generated_on
from sp4n.interchange.export.source import Source, beginning, opened
from sp4n.interchange.export.values import Export, ExportRow, UnreadableRow
from sp4n.interchange.export.workbook import MAGIC, OLD_MAGIC, workbook_sheets
from sp4n.model.region import Region, region_fault, region_or_as_given
from sp4n.progress import Progress, told_while
from sp4n.validation import date_fault, refuse, type_fault, word_fault
from sp4n.workdays.settings import ZONES, Zone

__all__ = ["read_export"]

Times = Literal["UTC"] | Zone
"""How the days and times of a file are meant."""

_OVERSIGHT_SINCE = date(2023, 1, 1)  # "before about 2023" is all that was observed
_STEP_ROWS = 1_000  # own choice: how often progress is told


def read_export(
    source: Source,
    *,
    region: Region | str | None = None,
    times: Times = "UTC",
    keep_names: bool = False,
    oversight_since: date | None = _OVERSIGHT_SINCE,
    progress: Progress = False,
) -> Export:
    """Read an export (.csv; .xlsx, .xls or .ods with the extra ``xlsx``) from a path or a file.

    The columns are found by their names, since they vary by year; only six are required. `region`
    is put on every complaint: the file has names of places only. `times` says how its days and
    times are meant; that they are UTC is inferred from real files, and stated nowhere. Reporters'
    names are dropped unless `keep_names`. Files label ordinary complaints *berkadar pengawasan*
    before about 2023: such a class of a complaint received before `oversight_since` is taken as
    unknown; None trusts them all. `progress` is told bytes of a CSV, rows of a workbook.

    Where exports were joined, each row is read by the header above it. Of a workbook all sheets are
    read that have a header, unless they are hidden; `Export.other_sheets` names the rest.

    A row that can't be read costs no other row: it is told in `Export.unreadable`. Raises
    FormatError when the file as a whole is no export: it can't be opened or read on
    (``not_readable``), has a password (``locked_workbook``), is a zip but no workbook
    (``another_zip``), UTF-16 without its mark (``not_utf_8``) or larger than any export
    (``too_large``), has no header within 100 rows (``not_an_export``), lacks required columns
    (``missing``, all of them) or has one twice (``duplicate``). InvalidValue for arguments that are
    none, MissingExtra for a workbook without python-calamine.

    >>> from io import BytesIO
    >>> from sp4n.policy import sample_export
    >>> export = read_export(BytesIO(sample_export().encode()), region="99.71")
    >>> len(export), export.about["Nama Instansi"], export.rows[0].complaint.region
    (40, 'Pemerintah Kota Contoh', Region('99.71'))
    """
    reading = _how_to_read(region, times, oversight_since, keep_names=keep_names)
    lay_out = partial(layout_of, leave_out=() if keep_names else (Column.REPORTER,))
    with opened(source) as file, _sheets_in(file, lay_out) as sheets:
        return _export(sheets, reading, progress)


def _sheets_in(file: BinaryIO, lay_out: LayOut) -> AbstractContextManager[Sheets]:
    magic = beginning(file, len(MAGIC))
    is_workbook = magic in (MAGIC, OLD_MAGIC)
    return workbook_sheets(file, lay_out) if is_workbook else delimited_sheets(file, lay_out)


def _how_to_read(
    region: Region | str | None, times: Times, oversight_since: date | None, *, keep_names: bool
) -> Reading:
    land = None if region is None else region_or_as_given(region)
    refuse(
        None if land is None else region_fault(land, "region"),
        word_fault(times, ("UTC", *ZONES), "times"),
        None if oversight_since is None else date_fault(oversight_since, "oversight_since"),
        type_fault(bool, keep_names, "keep_names", "true or false"),
    )
    zone = UTC if times == "UTC" else ZONES[times]
    return Reading(land, zone, oversight_since)


def _export(sheets: Sheets, reading: Reading, progress: Progress) -> Export:
    reader = RowReader(reading)
    layouts = [sheet.layout for sheet in sheets.read]
    found: list[ExportRow | UnreadableRow] = []
    for sheet, record in _told(sheets, progress):
        if record.layout is not layouts[-1]:
            layouts.append(record.layout)
        row = reader.read(record, sheet)
        if row is not None:
            found.append(row)
    return Export(
        about=about_of(sheets.read[0].preamble),
        generated_on=_only(generated_on(sheet.preamble) for sheet in sheets.read),
        rows=tuple(one for one in found if isinstance(one, ExportRow)),
        unreadable=tuple(one for one in found if isinstance(one, UnreadableRow)),
        other_sheets=sheets.others,
        **_columns(layouts),
    )


def _columns(layouts: Sequence[Layout]) -> dict[str, tuple[str, ...]]:
    """Tell which columns every header has; one that some lack is missing."""
    missing = {column for layout in layouts for column in layout.missing}
    return {
        "columns": tuple(one.value for one in layouts[0].columns if one not in missing),
        "missing_columns": tuple(one.value for one in Column if one in missing),
        "unknown_columns": tuple(dict.fromkeys(one for each in layouts for one in each.unknown)),
    }


def _only(days: Iterable[date | None]) -> date | None:
    """Give the day that all tell; None when they differ."""
    different = set(days)
    return different.pop() if len(different) == 1 else None


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
