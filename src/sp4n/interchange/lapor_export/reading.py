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

    Each is a path or a binary file. Columns are found by their names, since they vary by year;
    only number, day and status are required. Of several rows with one number the latest word
    counts: see `Export`.

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
        keep_names: Whether reporters' names are kept, masked.
        oversight_since: Files label ordinary complaints *berkadar pengawasan* before; such a class
            of a complaint received before that day is taken as unknown. None trusts them all.
        directory: Agencies are called by its codes: found by an ID (``lapor_id``), else by name.
        progress: Told bytes of a CSV, rows of a workbook.
        words: Whether titles and texts are kept.

    Raises:
        FormatError: The file as a whole is no export: it can't be opened or read on
            (``not_readable``), is protected by a password or broken, is larger than any export
            (``too_large``), has no header within 100 rows (``not_an_export``), lacks required
            columns (``missing``, all of them) or has one twice (``duplicate``); nothing settles its
            all-numeric dates (``dates_unclear``), or they contradict each other
            (``dates_contradict``). Of several files it names the one. A row that can't be read
            costs no other row.
        InvalidValue: An argument is none.
        MissingExtra: For a workbook, without what reads it.

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

    All else is as for `read_export`. Columns may have LAPOR!'s names or those of our fields; where
    a source knows when complaints were answered and closed, `answered_at` and `closed_at` say so.
    InvalidValue (``wrong_type``) for what is no table.

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
    """Say of what is wrong with a file which of several it is.

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
