"""Rows of an export: those that are complaints, and those that can't be read."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from attrs import evolve, field, frozen

from sp4n.errors import Fault
from sp4n.interchange.lapor_export.cells import length_of, shown_number
from sp4n.labels import Described, Language, Message
from sp4n.model.complaint import Complaint
from sp4n.model.reporter import Reporter
from sp4n.quiet import shown_short
from sp4n.tables import Cell
from sp4n.workflow.status import Phase

_LINE = Message("export.line")
_ROW = Message("export.row")
_IN_SHEET = Message("export.in_sheet")
_IN_FILE = Message("export.in_file")


@frozen
class Place:
    """Where it happened, by the names in the file; None where it says nothing.

    >>> Place(city="Kota Contoh").province is None
    True
    """

    province: str | None = None
    city: str | None = None
    district: str | None = None
    village: str | None = None


@shown_short
@frozen(repr=False, kw_only=True)
class ExportRow:
    r"""One row: a complaint as it was submitted, and how it stood when the export was made.

    `row` is its row in a workbook, its (first) line in a CSV, its place in rows from a program;
    `sheet` the name of its sheet where a workbook has several that are read, `file` that of its
    file where several were (the second one of a name has its number: ``a.csv (2)``). `status` and
    `phase` are those of `sp4n.workflow.LAPOR`, None for a label that it does not have;
    `status_label` is what the file says. Archived is not resolved. `agency` is the one that it was
    given to last, None when nobody knows it; `is_disposed` tells whether it was given to one, None
    when the file does not say so.
    `held_or_archived_because` may hold what an admin wrote freely. `final_body` is the text as an
    admin corrected it, None where it is the citizen's own. `rating` is 1 to 5, None when the
    reporter was silent. `reporter` is there only when names were asked for, masked. `notes` tell
    what could not be taken as it stands: codes and columns, never words.

    There are no events and no durations: LAPOR!'s file does not tell when anything happened but the
    submission. Other registers may: then `answered_at` is when it was first answered, `closed_at`
    when it was closed. Where the day is known and the time is not, that is noon, or the submission
    if that was later on this day. A complaint that was read without its words, or of which the file
    has none, has an empty title and body.

    >>> from io import BytesIO
    >>> from sp4n.interchange import read_export
    >>> text = (
    ...     "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Judul Laporan,"
    ...     "Isi Laporan Awal,Tipe Laporan (Anonim/Rahasia),Status Laporan\n"
    ...     "C-0001,29 May 2023,01:30,Jalan rusak,Jalan berlubang.,Anonim,Ditutup oleh Sistem\n"
    ... )
    >>> read_export(BytesIO(text.encode())).rows
    (<ExportRow 2: C-0001, closed_by_system>,)
    """

    row: int
    complaint: Complaint
    status: str | None
    phase: Phase | None
    status_label: str | None
    agency: str | None
    is_disposed: bool | None
    agency_id: str | None
    parent_agency: str | None
    category_id: str | None
    held_or_archived_because: str | None
    place: Place
    final_body: str | None
    rating: int | None
    reporter: Reporter | None
    notes: tuple[Fault, ...]
    sheet: str | None = None
    file: str | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None

    def problems(self, language: Language = "en") -> Iterator[tuple[Cell, ...]]:
        """Give a row for each note, as `Export.problems` has them."""
        for one in self.notes:
            said = evolve(one, where="").describe(language)
            at = (self.file, self.sheet, self.row, None, shown_number(self.complaint.number))
            yield (*at, "note", one.where, one.code, said)

    def __repr__(self) -> str:
        notes = f", {len(self.notes)} notes" if self.notes else ""
        number = self.complaint.number
        told = shown_number(number) or length_of(number)
        return f"<ExportRow {self.row}: {told}, {self.status}{notes}>"


def _faults(given: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(given)


@shown_short
@frozen
class UnreadableRow(Described):
    """A row that is no complaint, with every reason; `last_row` where it takes several lines.

    `number` is its tracking number, where it has one that can be read. `sheet` is the name of its
    sheet, where a workbook has several that are read. `is_line` tells that `row` counts the lines
    of a CSV, not its rows. The reasons name columns, codes and lengths, never what stands in the
    file.

    >>> from sp4n.errors import fault
    >>> wrong = [fault("empty", "Isi Laporan Awal")]
    >>> print(UnreadableRow(12, None, wrong, number="C-0001").describe())
    row 12 (Tracking ID C-0001): Isi Laporan Awal: must not be empty
    """

    row: int
    last_row: int | None
    faults: tuple[Fault, ...] = field(converter=_faults)
    number: str | None = field(default=None, kw_only=True)
    sheet: str | None = field(default=None, kw_only=True)
    file: str | None = field(default=None, kw_only=True)
    is_line: bool = field(default=False, kw_only=True)

    def _full(self, language: Language) -> str:
        """Say in one line which row it is, and why it can't be read."""
        rows = str(self.row) if self.last_row is None else f"{self.row}-{self.last_row}"
        where = (_LINE if self.is_line else _ROW).fill(language, rows=rows)
        if self.sheet is not None:
            where = _IN_SHEET.fill(language, where=where, sheet=self.sheet)
        if self.file is not None:
            where = _IN_FILE.fill(language, where=where, file=self.file)
        number = "" if self.number is None else f" (Tracking ID {self.number})"
        said = "; ".join(one.describe(language) for one in self.faults)
        return f"{where}{number}: {said}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "row": self.row,
            "last_row": self.last_row,
            "number": self.number,
            "sheet": self.sheet,
            "file": self.file,
            "message": self.describe(language),
            "faults": [one.to_dict(language) for one in self.faults],
        }

    def problems(self, language: Language = "en") -> Iterator[tuple[Cell, ...]]:
        """Give a row for each reason, as `Export.problems` has them."""
        for one in self.faults:
            said = evolve(one, where="").describe(language)
            at = (self.file, self.sheet, self.row, self.last_row, self.number)
            yield (*at, "unreadable", one.where, one.code, said)


class Lost(NamedTuple):
    """A row that can't be read, with the number by which it is compared, shown or not.

    A number that may be somebody's phone number is no part of the row itself, which is shown.
    """

    row: UnreadableRow
    number: str | None


def where_is(row: ExportRow | UnreadableRow) -> int | str:
    """Say where a row stands: its number, behind its file and sheet where several were read.

    >>> where_is(UnreadableRow(12, None, (), file="a.csv"))
    'a.csv:12'
    """
    above = [one for one in (row.file, row.sheet) if one is not None]
    return ":".join([*above, str(row.row)]) if above else row.row
