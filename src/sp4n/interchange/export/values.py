"""What an export says: its rows as complaints, the rows that can't be read, and what it lacks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Language, Template
from sp4n.model.complaint import Complaint
from sp4n.model.reporter import Reporter
from sp4n.quiet import shown_short
from sp4n.tables import Cell, Kind, Table
from sp4n.workflow.status import Phase

__all__ = ["Export", "ExportRow", "Place", "UnreadableRow"]

_LINE = Template(id="baris berkas {rows}", en="line {rows}")
_ROW = Template(id="baris {rows}", en="row {rows}")
_IN_SHEET = Template(id="{where} di lembar {sheet}", en="{where} of the sheet {sheet}")
_FIRST = Template(id="{said} (pertama kali di {where})", en="{said} (first in {where})")

_PROBLEMS: Mapping[str, Kind] = {
    "sheet": "text",
    "row": "whole",
    "last_row": "whole",
    "number": "text",
    "kind": "text",
    "column": "text",
    "code": "text",
    "message": "text",
}


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


def _mapping(given: Mapping[str, str]) -> Mapping[str, str]:
    return FrozenDict(given)


@shown_short
@frozen(repr=False, kw_only=True)
class ExportRow:
    r"""One row: a complaint as it was submitted, and how it stood when the export was made.

    `row` is its row in a workbook, its (first) line in a CSV; `sheet` the name of its sheet where a
    workbook has several that are read. `status` and `phase` are those of
    `sp4n.workflow.LAPOR`, None for a label that it does not have; `status_label` is what the file
    says. Archived is not resolved. `agency` is the one that it was given to last, None when nobody
    knows it; `is_disposed` tells whether it was given to one, None when the file does not say so.
    `held_or_archived_because` may hold what an admin wrote freely. `final_body` is the text as an
    admin corrected it, None where it is the citizen's own. `rating` is 1 to 5, None when the
    reporter was silent. `reporter` is there only when names were asked for, masked. `notes` tell
    what could not be taken as it stands: codes and columns, never words.

    There are no events and no durations: the file does not tell when anything happened but the
    submission.

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

    def problems(self, language: Language = "en") -> Iterator[tuple[Cell, ...]]:
        """Give a row for each note, as `Export.problems` has them."""
        for one in self.notes:
            said = evolve(one, where="").message(language)
            at = (self.sheet, self.row, None, self.complaint.number)
            yield (*at, "note", one.where, one.code, said)

    def __repr__(self) -> str:
        notes = f", {len(self.notes)} notes" if self.notes else ""
        return f"<ExportRow {self.row}: {self.complaint.number}, {self.status}{notes}>"


def _faults(given: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(given)


@shown_short
@frozen
class UnreadableRow:
    """A row that is no complaint, with every reason; `last_row` where it takes several lines.

    `number` is its tracking number, where it has one that can be read. `sheet` is the name of its
    sheet, where a workbook has several that are read. `is_line` tells that `row` counts the lines
    of a CSV, not its rows. The reasons name columns, codes and lengths, never what stands in the
    file.

    >>> from sp4n.errors import fault
    >>> wrong = [fault("empty", "Isi Laporan Awal")]
    >>> print(UnreadableRow(12, None, wrong, number="C-0001").message())
    row 12 (Tracking ID C-0001): Isi Laporan Awal: must not be empty
    """

    row: int
    last_row: int | None
    faults: tuple[Fault, ...] = field(converter=_faults)
    number: str | None = field(default=None, kw_only=True)
    sheet: str | None = field(default=None, kw_only=True)
    is_line: bool = field(default=False, kw_only=True)

    def message(self, language: Language = "en") -> str:
        """Say in one line which row it is, and why it can't be read."""
        rows = str(self.row) if self.last_row is None else f"{self.row}-{self.last_row}"
        where = self._where(rows, self.sheet, language)
        number = "" if self.number is None else f" (Tracking ID {self.number})"
        said = "; ".join(self._said(one, language) for one in self.faults)
        return f"{where}{number}: {said}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "row": self.row,
            "last_row": self.last_row,
            "number": self.number,
            "sheet": self.sheet,
            "message": self.message(language),
            "faults": [one.to_dict(language) for one in self.faults],
        }

    def problems(self, language: Language = "en") -> Iterator[tuple[Cell, ...]]:
        """Give a row for each reason, as `Export.problems` has them."""
        for one in self.faults:
            said = self._said(evolve(one, where=""), language)
            at = (self.sheet, self.row, self.last_row, self.number)
            yield (*at, "unreadable", one.where, one.code, said)

    def _where(self, rows: object, sheet: object, language: Language) -> str:
        where = (_LINE if self.is_line else _ROW).text(language, rows=rows)
        return where if sheet is None else _IN_SHEET.text(language, where=where, sheet=sheet)

    def _said(self, wrong: Fault, language: Language) -> str:
        """Say a reason; of a number that was there before, where that was."""
        facts, said = dict(wrong.facts), wrong.message(language)
        if "first_row" not in facts:
            return said
        where = self._where(facts["first_row"], facts["first_sheet"], language)
        return _FIRST.text(language, said=said, where=where)


@shown_short
@frozen(repr=False, kw_only=True)
class Export:
    """What `read_export` found. Its length is the number of rows that could be read.

    `about` is what the file says of itself, `generated_on` the day it was made (None when it does
    not say so in a known way). `columns` are the known columns that it has, in its order,
    `missing_columns` those it has not, `unknown_columns` those of its own; of several headers, a
    column must be in each. A row is in `rows` or in `unreadable`, never in both; what is unreadable
    was not received, as far as counting goes. `other_sheets` are the sheets of a workbook that were
    not read, although something stands in them: hidden ones, and those without a header.

    >>> from sp4n.policy import sample_export
    >>> from io import BytesIO
    >>> from sp4n.interchange import read_export
    >>> export = read_export(BytesIO(sample_export().encode()))
    >>> export, export.complaints[0].number
    (<Export: 40 rows, 0 unreadable>, 'C-0001')
    """

    about: Mapping[str, str] = field(converter=_mapping, hash=False)
    generated_on: date | None
    columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    rows: tuple[ExportRow, ...]
    unreadable: tuple[UnreadableRow, ...]
    other_sheets: tuple[str, ...] = ()

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """The complaints of the rows that could be read."""
        return tuple(row.complaint for row in self.rows)

    def problems(self, language: Language = "en") -> Table:
        r"""Give whoever mends the file a row for each reason and each note, sheet by sheet.

        The reasons why a row is unreadable, and the notes on rows that were read; no words of it.

        >>> from io import BytesIO
        >>> from sp4n.interchange import read_export
        >>> text = (
        ...     "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Judul Laporan,"
        ...     "Isi Laporan Awal,Tipe Laporan (Anonim/Rahasia),Status Laporan\n"
        ...     "C-0001,29 Mei 2023,01:30,Jalan rusak,Jalan berlubang.,,Ditutup oleh Sistem\n"
        ... )
        >>> table = read_export(BytesIO(text.encode())).problems()
        >>> [(one["row"], one["number"], one["code"]) for one in table.records()]
        [(2, 'C-0001', 'not_an_english_date')]
        """
        found: tuple[ExportRow | UnreadableRow, ...] = (*self.rows, *self.unreadable)
        told = sorted(found, key=lambda one: (one.sheet or "", one.row))
        rows = (row for one in told for row in one.problems(language))
        return Table("problems", _PROBLEMS, rows, kinds=_PROBLEMS)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Export: {len(self.rows)} rows, {len(self.unreadable)} unreadable>"
