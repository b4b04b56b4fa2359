"""What an export says: its rows as complaints, the rows that can't be read, and what it lacks."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.labels import Label, Language
from sp4n.model.complaint import Complaint
from sp4n.model.reporter import Reporter
from sp4n.workflow.status import Phase

__all__ = ["Export", "ExportRow", "Place", "UnreadableRow", "unreadable"]

_ROW = Label(id="baris {row}: {said}", en="row {row}: {said}")
_FIRST = Label(id="{said} (pertama kali di baris {row})", en="{said} (first in row {row})")


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


@frozen(repr=False, kw_only=True)
class ExportRow:
    r"""One row: a complaint as it was submitted, and how it stood when the export was made.

    `row` is its row in a workbook, its (first) line in a CSV. `status` and `phase` are those of
    `sp4n.workflow.LAPOR`, None for a label that it does not have; `status_label` is what the file
    says. Archived is not resolved. `agency` is the one that it was given to last, None before that.
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
    ...     "Isi Laporan Awal,Status Laporan\n"
    ...     "C-0001,29 May 2023,01:30,Jalan rusak,Jalan berlubang.,Ditutup oleh Sistem\n"
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
    agency_id: str | None
    parent_agency: str | None
    category_id: str | None
    held_or_archived_because: str | None
    place: Place
    final_body: str | None
    rating: int | None
    reporter: Reporter | None
    notes: tuple[Fault, ...]

    def __repr__(self) -> str:
        notes = f", {len(self.notes)} notes" if self.notes else ""
        return f"<ExportRow {self.row}: {self.complaint.number}, {self.status}{notes}>"


def _faults(given: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(given)


@frozen
class UnreadableRow:
    """A row that is no complaint, with every reason; `last_row` where it takes several lines.

    The reasons name columns, codes and lengths, never what stands in the file, but for a tracking
    number that was there before.

    >>> from sp4n.errors import fault
    >>> print(UnreadableRow(12, None, [fault("empty", "Isi Laporan Awal")]).message())
    row 12: Isi Laporan Awal: must not be empty
    """

    row: int
    last_row: int | None
    faults: tuple[Fault, ...] = field(converter=_faults)

    def message(self, language: Language = "en") -> str:
        """Say in one line which row it is, and why it can't be read."""
        said = "; ".join(_said(one, language) for one in self.faults)
        return _ROW.text(language, row=self._rows(), said=said)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "row": self.row,
            "last_row": self.last_row,
            "message": self.message(language),
            "faults": [one.to_dict(language) for one in self.faults],
        }

    def _rows(self) -> str:
        return str(self.row) if self.last_row is None else f"{self.row}-{self.last_row}"


def _said(wrong: Fault, language: Language) -> str:
    first = dict(wrong.facts).get("first_row")
    said = wrong.message(language)
    return said if first is None else _FIRST.text(language, said=said, row=first)


def _mapping(given: Mapping[str, str]) -> dict[str, str]:
    return dict(given)


@frozen(repr=False, kw_only=True)
class Export:
    """What `read_export` found. Its length is the number of rows that could be read.

    `about` is what the file says of itself, `generated_on` the day it was made (None when it does
    not say so in a known way). `columns` are the known columns that it has, in its order,
    `missing_columns` those it has not, `unknown_columns` those of its own. A row is in `rows` or in
    `unreadable`, never in both; what is unreadable was not received, as far as counting goes.

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

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """The complaints of the rows that could be read."""
        return tuple(row.complaint for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Export: {len(self.rows)} rows, {len(self.unreadable)} unreadable>"


def unreadable(row: int, last_row: int, faults: Iterable[Fault]) -> UnreadableRow:
    """Make one; a row that ends where it begins has no last row."""
    return UnreadableRow(row, None if last_row == row else last_row, faults)
