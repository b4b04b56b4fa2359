"""What was read: the rows of some exports, and what is to be said of them as a whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.interchange.lapor_export.offices import Offices
from sp4n.interchange.lapor_export.problems import Problem, problems_in
from sp4n.interchange.lapor_export.values import ExportRow, UnreadableRow
from sp4n.labels import Language
from sp4n.model.complaint import Complaint
from sp4n.quiet import shown_short
from sp4n.tables import Cell, Kind, Table

_REPEATED = ("updated", "repeated")

_PROBLEMS: Mapping[str, Kind] = {
    "file": "text",
    "sheet": "text",
    "row": "whole",
    "last_row": "whole",
    "number": "text",
    "kind": "text",
    "column": "text",
    "code": "text",
    "message": "text",
}
_ROWS: Mapping[str, Kind] = {
    "file": "text",
    "sheet": "text",
    "row": "whole",
    "number": "text",
    "submitted_at": "text",
    "status": "text",
    "phase": "text",
    "status_label": "text",
    "classification": "text",
    "category": "text",
    "channel": "text",
    "office": "text",
    "agency": "text",
    "agency_id": "text",
    "city": "text",
    "district": "text",
    "answered_at": "text",
    "closed_at": "text",
    "rating": "whole",
    "notes": "whole",
}


def _mapping(given: Mapping[str, str]) -> Mapping[str, str]:
    return FrozenDict(given)


def _faults(given: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(given)


@shown_short
@frozen(repr=False, kw_only=True)
class Export:
    """What `read_export` read. Its length is the number of complaints that could be read.

    A row is in `rows` or in `unreadable`, never in both; what is unreadable was not received, as
    far as counting goes.

    Attributes:
        about: What the file says of itself; of several files, what the one made last says.
        generated_on: The day on which it was made; None if it does not say so in a known way.
        columns: The known columns that it has, in its order; those that every header has.
        missing_columns: The known columns that a header lacks.
        unknown_columns: Columns that are not LAPOR!'s, and were not read.
        rows: The latest word on each complaint: of rows with the same number, the others are
            counted by `updates`.
        unreadable: The rows that are no complaint, each with every reason.
        other_sheets: Sheets of a workbook that hold something and were not read: hidden ones, and
            those without a header.
        period: The first and the last day on which its complaints came, of all files together.
        times: The zone in which days and times were read.
        dates: The order of all-numeric dates; None if there are none.
        offices: Tells the agencies apart.
        notes: What there is to say of the whole.

    >>> from sp4n.sample import sample_export
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
    period: tuple[date, date] | None = None
    times: str = "UTC"
    dates: str | None = None
    offices: Offices = field(hash=False)
    notes: tuple[Fault, ...] = field(default=(), converter=_faults)

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """The complaints of the rows that could be read."""
        return tuple(row.complaint for row in self.rows)

    @property
    def updates(self) -> int:
        """How many rows gave way to a later word on the same complaint."""
        return sum(note.code in _REPEATED for row in self.rows for note in row.notes)

    def summary(self) -> tuple[Problem, ...]:
        """Say what is wrong once for each kind and column: unreadable rows, then notes."""
        return tuple(
            problems_in(
                ((row, wrong) for row in self.unreadable for wrong in row.faults),
                ((row, note) for row in self.rows for note in row.notes),
                self.notes,
            )
        )

    def problems(self, language: Language = "en") -> Table:
        r"""Give whoever mends the file a row for each reason and each note, sheet by sheet.

        The reasons why a row is unreadable, and the notes on rows that were read; no words of it.

        >>> from io import BytesIO
        >>> from sp4n.interchange import read_export
        >>> text = (
        ...     "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Judul Laporan,"
        ...     "Isi Laporan Awal,Tipe Laporan (Anonim/Rahasia),Status Laporan\n"
        ...     "C-0001,29 Foo 2023,01:30,Jalan rusak,Jalan berlubang.,,Ditutup oleh Sistem\n"
        ... )
        >>> table = read_export(BytesIO(text.encode())).problems()
        >>> [(problem["row"], problem["number"], problem["code"]) for problem in table.records()]
        [(2, 'C-0001', 'not_a_day')]
        """
        every: tuple[ExportRow | UnreadableRow, ...] = (*self.rows, *self.unreadable)
        told = sorted(every, key=lambda row: (row.file or "", row.sheet or "", row.row))
        rows = (problem for row in told for problem in row.problems(language))
        return Table("problems", _PROBLEMS, rows, kinds=_PROBLEMS)

    def table(self) -> Table:
        """Give the rows as a table, without anybody's words."""
        return Table("export", _ROWS, self._cells(), kinds=_ROWS)

    def _cells(self) -> Iterator[tuple[Cell, ...]]:
        for row in self.rows:
            complaint = row.complaint
            yield (
                row.file,
                row.sheet,
                row.row,
                complaint.number,
                complaint.submitted_at.isoformat(),
                row.status,
                row.phase and row.phase.value,
                row.status_label,
                complaint.classification and complaint.classification.value,
                complaint.category,
                complaint.channel,
                self.offices.key_of(row),
                row.agency,
                row.agency_id,
                row.place.city,
                row.place.district,
                row.answered_at and row.answered_at.isoformat(),
                row.closed_at and row.closed_at.isoformat(),
                row.rating,
                len(row.notes),
            )

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Export: {len(self.rows)} rows, {len(self.unreadable)} unreadable>"
