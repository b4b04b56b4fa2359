"""Reading an export of LAPOR! ("Laporan Ringkas") from a file."""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Literal

from sp4n.interchange.export.columns import Column, layout_of
from sp4n.interchange.export.delimited import delimited_sheet
from sp4n.interchange.export.rows import Reading, RowReader
from sp4n.interchange.export.sheet import Record, Sheet, about_of, generated_on
from sp4n.interchange.export.source import Source, beginning, opened
from sp4n.interchange.export.values import Export, ExportRow, UnreadableRow
from sp4n.interchange.export.workbook import MAGIC, workbook_sheet
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
    """Read an export, .csv or .xlsx (with the extra ``xlsx``), from a path or a binary file.

    The columns are found by their names, since they vary by year; only six are required. `region`
    is put on every complaint: the file has names of places only. `times` says how its days and
    times are meant; that they are UTC is inferred from real files, and stated nowhere. Reporters'
    names are dropped unless `keep_names`. Files label ordinary complaints *berkadar pengawasan*
    before about 2023: such a class of a complaint received before `oversight_since` is taken as
    unknown; None trusts them all. `progress` is told bytes of a CSV, rows of a workbook.

    A row that can't be read costs no other row: it is told in `Export.unreadable`. Raises
    FormatError when the file as a whole is no export: it can't be opened, has no header within 100
    rows (``not_an_export``), lacks required columns (``missing``, all of them) or has one twice
    (``duplicate``). InvalidValue for arguments that are none, MissingExtra for a workbook without
    openpyxl.

    >>> from io import BytesIO
    >>> from sp4n.policy import sample_export
    >>> export = read_export(BytesIO(sample_export().encode()), region="99.71")
    >>> len(export), export.about["Nama Instansi"], export.rows[0].complaint.region
    (40, 'Pemerintah Kota Contoh', Region('99.71'))
    """
    reading = _reading(region, times, oversight_since, keep_names=keep_names)
    with opened(source) as file:
        is_workbook = beginning(file, len(MAGIC)) == MAGIC
        with workbook_sheet(file) if is_workbook else delimited_sheet(file) as sheet:
            return _export(sheet, reading, progress)


def _reading(
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
    return Reading(land, zone, keep_names, oversight_since)


def _export(sheet: Sheet, reading: Reading, progress: Progress) -> Export:
    layout = layout_of(sheet.header, leave_out=() if reading.keep_names else (Column.REPORTER,))
    reader = RowReader(layout, reading)
    found = [one for one in map(reader.read, _told(sheet, progress)) if one is not None]
    return Export(
        about=about_of(sheet.preamble),
        generated_on=generated_on(sheet.preamble),
        columns=tuple(one.value for one in layout.columns),
        missing_columns=tuple(one.value for one in layout.missing),
        unknown_columns=layout.unknown,
        rows=tuple(one for one in found if isinstance(one, ExportRow)),
        unreadable=tuple(one for one in found if isinstance(one, UnreadableRow)),
    )


def _told(sheet: Sheet, progress: Progress) -> Iterator[Record]:
    told = 0
    with told_while(progress, sheet.total) as tell:
        for count, record in enumerate(sheet.records, start=1):
            yield record
            if count % _STEP_ROWS == 0:
                done = sheet.done()
                tell(done - told)
                told = done
        tell(sheet.total - told)
