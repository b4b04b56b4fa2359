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
    """Where it happened, by the names in the file: each is None if the file does not tell it.

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

    There are no events and no durations: LAPOR!'s file tells only when a complaint was submitted.
    Archived is not resolved. A complaint that was read without its words, or of which the file has
    none, has an empty title and body.

    Attributes:
        row: Its row in a workbook, its (first) line in a CSV, or its place in rows from a program.
        complaint: The complaint as it was submitted.
        status: The code of its status in `sp4n.workflow.LAPOR`; None for a label that is unknown.
        phase: The phase of that status.
        status_label: What the file says of its status.
        agency: The agency that it was given to last, by its name; None if nobody knows it.
        is_disposed: Whether it was given to an agency; None if the file does not say so.
        agency_id: The ID of that agency.
        parent_agency: What stands above that agency, by its name.
        category_id: The ID of its category.
        held_or_archived_because: Why it is held or was archived; an admin may have written it.
        place: Where it happened.
        final_body: The text as an admin corrected it; None if it is the citizen's own.
        rating: 1 to 5; None if the reporter gave none.
        reporter: Who sent it (masked); only if names were asked for.
        notes: What could not be taken as it stands: codes and columns, never words.
        sheet: The name of its sheet, if several sheets of a workbook were read.
        file: The name of its file, if several were read; the second ``a.csv`` is ``a.csv (2)``.
        answered_at: When it was first answered, where another system's register tells it: at noon,
            or at its submission if that was later, where only the day is known.
        closed_at: When it was closed, likewise.

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
        for note in self.notes:
            said = evolve(note, where="").describe(language)
            at = (self.file, self.sheet, self.row, None, shown_number(self.complaint.number))
            yield (*at, "note", note.where, note.code, said)

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
    """A row that is no complaint, with every reason.

    Attributes:
        row: Its row, or its first line in a CSV.
        last_row: Its last line, if it takes several.
        faults: The reasons: columns, codes and lengths, never what stands in the file.
        number: Its tracking number, if it has one that can be read.
        sheet: The name of its sheet, if several sheets of a workbook were read.
        file: The name of its file, if several were read.
        is_line: Whether `row` counts the lines of a CSV, not rows.

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
        said = "; ".join(wrong.describe(language) for wrong in self.faults)
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
            "faults": [wrong.to_dict(language) for wrong in self.faults],
        }

    def problems(self, language: Language = "en") -> Iterator[tuple[Cell, ...]]:
        """Give a row for each reason, as `Export.problems` has them."""
        for wrong in self.faults:
            said = evolve(wrong, where="").describe(language)
            at = (self.file, self.sheet, self.row, self.last_row, self.number)
            yield (*at, "unreadable", wrong.where, wrong.code, said)


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
    above = [name for name in (row.file, row.sheet) if name is not None]
    return ":".join([*above, str(row.row)]) if above else row.row
