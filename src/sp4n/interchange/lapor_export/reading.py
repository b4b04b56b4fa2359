"""Reading exports of LAPOR! ("Laporan Ringkas") from files, and registers from tables."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import BinaryIO, cast

from attrs import evolve

from sp4n.errors import Fault, InvalidValue
from sp4n.interchange.lapor_export.columns import Headings
from sp4n.interchange.lapor_export.delimited import delimited_sheets
from sp4n.interchange.lapor_export.found import Export
from sp4n.interchange.lapor_export.gathering import Gathering
from sp4n.interchange.lapor_export.moments import Dates
from sp4n.interchange.lapor_export.options import Options, Times
from sp4n.interchange.lapor_export.sheet import Sheets
from sp4n.interchange.lapor_export.source import (
    MAGIC,
    OLD_MAGIC,
    Source,
    beginning,
    names_of,
    opened,
)
from sp4n.model.directory import Directory
from sp4n.model.region import Region
from sp4n.progress import Progress
from sp4n.reader import FormatError

OVERSIGHT_SINCE = date(2023, 10, 7)
"""From when on the label *berkadar pengawasan* means what it says: the first week in which genuine
exports have both labels is that of 7 to 12 October 2023 (observed)."""

Sources = Source | Iterable[Source]


def read_export(  # noqa: PLR0913  # all but the source by name
    source: Sources,
    *,
    region: Region | str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Dates | None = None,
    times: Times = "UTC",
    keep_names: bool = False,
    oversight_since: date | None = OVERSIGHT_SINCE,
    directory: Directory | None = None,
    progress: Progress = False,
    words: bool = True,
) -> Export:
    """Read one or several exports (.csv; with the extra ``xlsx`` .xlsx, .xls, .ods).

    Each is a path or a binary file. Columns are found by their names, since they vary by year; only
    number, day and status are required. Of several rows with the same number, the one of the export
    that was made last counts: see `Export`.

    Args:
        source: A file, or several.
        region: Put on every complaint: the file has names of places only.
        columns: A file's own names of columns, paired with ours either way round:
            ``{"No. Tiket": "number"}``.
        dates: Whether all-numeric dates have the day (``dmy``) or the month first (``mdy``); whole
            dates are swapped only where several of them show that a spreadsheet did it. ``iso``
            takes whole dates as they stand, and no others. By default each column settles it, or
            the file is refused.
        times: How days and times are meant. That they are UTC is inferred from real files, and
            stated nowhere. ``local`` is the zone of the region's province.
        keep_names: Whether reporters' names are kept (masked).
        oversight_since: Older files label ordinary complaints *berkadar pengawasan*, so that class
            counts as unknown if the complaint was received before this day. None trusts them all.
        directory: Where it has an agency, by an ID (``lapor_id``) or else by its name, its code is
            used instead of the name.
        progress: Told how many bytes of a CSV, or rows of a workbook, have been read.
        words: Whether titles and texts are kept.

    Raises:
        FormatError: The file is not an export: it can't be opened or read to its end
            (``not_readable``), is protected by a password or damaged, is larger than any export
            (``too_large``), has no header in its first 100 rows (``not_an_export``), lacks required
            columns (``missing``, all of them) or has one twice (``duplicate``); or nothing settles
            its all-numeric dates (``dates_unclear``), or they contradict each other
            (``dates_contradict``). If several files were given, it names the one. A row that can't
            be read is in `Export.unreadable` instead.
        InvalidValue: An argument has the wrong type or an unknown value.
        MissingExtra: The file is a workbook, and the extra ``xlsx`` is not installed.

    >>> from io import BytesIO
    >>> from sp4n.sample import sample_export
    >>> export = read_export(BytesIO(sample_export().encode()), region="99.71")
    >>> len(export), export.about["Nama Instansi"], export.rows[0].complaint.region
    (40, 'Pemerintah Kota Contoh', Region('99.71'))
    """
    options = Options(region, columns, dates, times, keep_names, oversight_since, directory, words)
    gathering = Gathering(options)
    files = _files(source)
    for path_or_file, known in zip(files, names_of(files), strict=True):
        name = known if len(files) > 1 else None
        with (
            _named(name),
            opened(path_or_file) as file,
            _sheets_in(file, gathering.headings) as sheets,
        ):
            gathering.add(sheets, name, progress)
    return gathering.export()


def read_rows(  # noqa: PLR0913  # all but the rows by name
    rows: object,
    *,
    region: Region | str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Dates | None = None,
    times: Times = "UTC",
    keep_names: bool = False,
    oversight_since: date | None = OVERSIGHT_SINCE,
    directory: Directory | None = None,
    progress: Progress = False,
    words: bool = True,
) -> Export:
    """Read a register from a pandas or polars frame, or from dicts: one a complaint.

    Columns may have LAPOR!'s names or those of our fields; if a source knows when complaints were
    answered and closed, `answered_at` and `closed_at` say so.

    Args:
        rows: A frame of pandas or polars, or an iterable of dicts.
        region: As for `read_export`, like all that follow.
        columns: The table's own names of columns.
        dates: Whether all-numeric dates have the day or the month first.
        times: The zone of days and times that name none.
        keep_names: Whether reporters' names are kept (masked).
        oversight_since: Before this day the class *berkadar pengawasan* counts as unknown.
        directory: The agencies whose codes are used.
        progress: Told how many rows have been read.
        words: Whether titles and texts are kept.

    Raises:
        FormatError: The table has no header, lacks required columns or has dates that nothing
            settles, as for `read_export`.
        InvalidValue: *rows* is not a table (``wrong_type``), or another argument is refused.

    >>> rows = [{"number": "X-1", "received_on": "2026-01-05", "status": "belum terverifikasi"}]
    >>> read_rows(rows).rows
    (<ExportRow 1: X-1, unverified, 1 notes>,)
    """
    options = Options(region, columns, dates, times, keep_names, oversight_since, directory, words)
    from sp4n.interchange.lapor_export.table_rows import table_sheets

    gathering = Gathering(options)
    gathering.add(table_sheets(rows, gathering.headings), None, progress)
    return gathering.export()


@contextmanager
def _named(name: str | None) -> Iterator[None]:
    """Add the name of a file to each of its faults, where several are read.

    It is raised outside of the handling, lest it carry along what the other one quotes.
    """
    faults: tuple[Fault, ...] = ()
    try:
        yield
    except FormatError as error:
        if name is None:
            raise
        faults = error.faults
    if faults:
        raise FormatError(*(evolve(wrong, where=_where(name, wrong)) for wrong in faults))


def _where(name: str | None, wrong: Fault) -> str:
    return ": ".join(dict.fromkeys(part for part in (name, wrong.where) if part))


def _files(source: object) -> list[Source]:
    is_several = isinstance(source, Iterable) and not hasattr(source, "read")
    is_table = isinstance(source, str | bytes) or hasattr(source, "columns")
    if is_table or hasattr(source, "__fspath__") or not is_several:
        return [cast("Source", source)]
    files = list(cast("Iterable[Source]", source))
    if not files:
        raise InvalidValue.of("empty", "source")
    return files


def _sheets_in(file: BinaryIO, headings: Headings) -> AbstractContextManager[Sheets]:
    if beginning(file, len(MAGIC)) not in (MAGIC, OLD_MAGIC):
        return delimited_sheets(file, headings)
    from sp4n.interchange.lapor_export.workbook import workbook_sheets  # much that a CSV needn't

    return workbook_sheets(file, headings)
