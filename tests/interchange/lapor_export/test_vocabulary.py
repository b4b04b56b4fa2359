"""The words of an export: statuses, classes, privacy and ratings, known or told as unknown."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sp4n.interchange import Export, ExportRow, read_export
from sp4n.model import Classification
from sp4n.workflow import LAPOR

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

OVERSIGHT = "Pengaduan Berkadar Pengawasan"


def only(export: Export) -> ExportRow:
    """The one row of an export."""
    assert () == export.unreadable
    (found,) = export.rows
    return found


def codes(row: ExportRow) -> list[tuple[str, str]]:
    """The column and code of every note."""
    return [(one.where, one.code) for one in row.notes]


@pytest.mark.parametrize("status", LAPOR.statuses, ids=[one.code for one in LAPOR.statuses])
def test_every_status_of_lapor_is_known_by_its_label(status: Any, row: Row, as_csv: Write) -> None:
    """Gaps around and within it don't matter; archived is a phase of its own, never closed."""
    label = f"  {status.label.id.replace(' ', '  ')} "
    found = only(read_export(as_csv([row({"Status Laporan": label})])))

    assert (status.code, status.phase) == (found.status, found.phase)
    assert status.label.id == found.status_label


@pytest.mark.parametrize("status", LAPOR.statuses, ids=[one.code for one in LAPOR.statuses])
def test_a_status_is_known_in_whatever_case_and_punctuation(
    status: Any, row: Row, as_csv: Write
) -> None:
    """Its English label and its code are known, too."""
    words = status.label.id
    forms = [words.upper(), words.lower(), words.title(), words.replace(" ", "_"), words + ".",
             words.replace(" ", ""), f"({words})", words.replace(" ", " - "), status.label.en,
             status.code, words.replace(" ", "\u00a0")]  # fmt: skip
    rows = [row({"Status Laporan": one, "Tracking ID": str(n)}) for n, one in enumerate(forms)]
    export = read_export(as_csv(rows))

    assert [status.code] * len(forms) == [one.status for one in export.rows]
    assert [[]] * len(forms) == [codes(one) for one in export.rows]


@pytest.mark.parametrize(
    ("label", "suggestion"),
    [
        ("Ditutup oleh Sistim", "Ditutup oleh Sistem"),
        ("Selesai", None),
        ("Terverifikasi Belum", "Terverifikasi"),
    ],
)
def test_another_status_is_kept_as_a_label_only(
    label: str, suggestion: str | None, row: Row, as_csv: Write
) -> None:
    """Nothing is guessed; the note has the label, and a suggestion."""
    found = only(read_export(as_csv([row({"Status Laporan": label})])))
    (note,) = found.notes

    assert (None, None, label) == (found.status, found.phase, found.status_label)
    assert ("Status Laporan", "unknown_status") == (note.where, note.code)
    assert (suggestion, f"'{label}'") == (note["suggestion"], note["found"])


def test_no_status_is_no_unknown_word(row: Row, as_csv: Write) -> None:
    """Nothing stands there."""
    found = only(read_export(as_csv([row({"Status Laporan": " - "})])))

    assert (None, None, None) == (found.status, found.phase, found.status_label)
    assert [("Status Laporan", "no_status")] == codes(found)


@pytest.mark.parametrize(
    ("label", "expected", "notes"),
    [
        ("PENGADUAN berkadar pengawasan", Classification.OVERSIGHT, []),
        ("pengaduan_berkadar_pengawasan", Classification.OVERSIGHT, []),
        ("Pengaduan (tidak berkadar pengawasan)", Classification.SERVICE, []),
        ("permintaan-informasi.", Classification.INFORMATION, []),
        ("Aspirasi", Classification.ASPIRATION, []),
        ("Permintaan  Informasi", Classification.INFORMATION, []),
        ("Pengaduan Lain", None, [("Klasifikasi Laporan", "not_one_of")]),
    ],
)
def test_classes_are_known_by_their_labels(
    label: str, expected: object, notes: list[tuple[str, str]], row: Row, as_csv: Write
) -> None:
    """In whatever case; another is unknown, and noted."""
    found = only(read_export(as_csv([row({"Klasifikasi Laporan": label})])))

    assert (expected, notes) == (found.complaint.classification, codes(found))


@pytest.mark.parametrize(
    ("received", "since", "expected", "notes"),
    [
        ("31 Dec 2022", {"oversight_since": date(2023, 1, 1)}, None, ["class_doubtful"]),
        ("1 Jan 2023", {"oversight_since": date(2023, 1, 1)}, Classification.OVERSIGHT, []),
        ("31 Dec 2022", {"oversight_since": None}, Classification.OVERSIGHT, []),
        ("31 Dec 2022", {"oversight_since": date(2022, 12, 31)}, Classification.OVERSIGHT, []),
        ("6 Oct 2023", {}, None, ["class_doubtful"]),
        ("7 Oct 2023", {}, Classification.OVERSIGHT, []),
    ],
)
def test_old_complaints_are_no_findings_of_abuse(
    received: str,
    since: dict[str, Any],
    expected: object,
    notes: list[str],
    row: Row,
    as_csv: Write,
) -> None:
    """Until October 2023 ordinary complaints were called so too, if nothing else is said."""
    cells = {"Klasifikasi Laporan": OVERSIGHT, "Tanggal Laporan Masuk": received}
    found = only(read_export(as_csv([row(cells)], preamble=()), **since))

    assert expected == found.complaint.classification
    assert notes == [one.code for one in found.notes]


def test_other_classes_of_old_complaints_are_trusted(row: Row, as_csv: Write) -> None:
    """Only the one label was used for too much."""
    found = only(read_export(as_csv([row({"Tanggal Laporan Masuk": "3 Jan 2020"})], preamble=())))

    assert (Classification.SERVICE, ()) == (found.complaint.classification, found.notes)


@pytest.mark.parametrize(
    ("words", "expected", "notes"),
    [
        ("Anonim", (True, False), 0),
        ("Rahasia", (False, True), 0),
        (" rahasia | ANONIM ", (True, True), 0),
        ("-", (False, False), 0),
        ("Publik", (True, True), 1),
        ("Anonim|", (True, True), 1),
        ("Anonim|-", (True, True), 1),
        ("Anonim, Rahasia", (True, True), 1),
    ],
)
def test_privacy_is_never_guessed_away(
    words: str, expected: tuple[bool, bool], notes: int, row: Row, as_csv: Write
) -> None:
    """Of words that nobody knows both are assumed, since that harms nobody."""
    found = only(read_export(as_csv([row({"Tipe Laporan (Anonim/Rahasia)": words})])))

    assert expected == (found.complaint.anonymous, found.complaint.confidential)
    assert notes == len(found.notes)


def test_privacy_that_is_not_told_is_assumed(columns: list[str], row: Row, write: Write) -> None:
    """A file without the column knows less than one with an unknown word."""
    without = [one for one in columns if one != "Tipe Laporan (Anonim/Rahasia)"]
    found = only(read_export(write([row(columns=without)], without)))

    assert (True, True) == (found.complaint.anonymous, found.complaint.confidential)
    assert [("Tipe Laporan (Anonim/Rahasia)", "privacy_unknown")] == codes(found)
    assert found.notes[0].describe().endswith("is treated as anonymous and confidential")


def test_a_row_that_ends_before_the_privacy_is_none(
    columns: list[str], row: Row, as_csv: Write
) -> None:
    """Nobody knows whether it was shifted, and it may have been anonymous."""
    last = "Tipe Laporan (Anonim/Rahasia)"
    order = [*(one for one in columns if one not in {last, "Rating"}), last, "Rating"]
    rows = [row(columns=order)[:-2], row({last: ""}, order)[:-1], row({"Tracking ID": "2"}, order)]
    short = read_export(as_csv(rows, order))

    assert ["2"] == [one.number for one in short.complaints]
    assert ["too_few_cells"] * 2 == [one.faults[0].code for one in short.unreadable]


def test_a_file_that_ends_with_an_empty_privacy_does_not_tell_it(
    columns: list[str], row: Row, as_csv: Write
) -> None:
    """Without a line end it may have been cut off; with one the cell is empty."""
    last = "Tipe Laporan (Anonim/Rahasia)"
    order = [*(one for one in columns if one != last), last]
    rows = [row({"Tracking ID": "2", last: ""}, order), row({last: ""}, order)]
    content = as_csv(rows, order).getvalue().rstrip()
    found = read_export(io.BytesIO(content)).rows

    assert [(False, False), (True, True)] == [
        (one.complaint.anonymous, one.complaint.confidential) for one in found
    ]
    assert [[], [(last, "privacy_unknown")]] == [codes(one) for one in found]


def test_in_a_workbook_a_cell_that_is_not_stored_is_empty(
    columns: list[str], row: Row, as_xlsx: Write
) -> None:
    """A grid has all cells, whether a writer stores them or not."""
    last = "Tipe Laporan (Anonim/Rahasia)"
    order = [*(one for one in columns if one != last), last]
    found = only(read_export(as_xlsx([row(columns=order)[:-1]], order)))

    assert (False, False, ()) == (
        found.complaint.anonymous, found.complaint.confidential, found.notes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("agency", "agency_id", "expected"),
    [
        ("Dinas Contoh", "", True),
        ("", "D-7", True),
        ("x" * 201, "", True),
        ("", "-", False),
    ],
)
def test_a_complaint_is_disposed_when_an_agency_is_named(
    agency: str,
    agency_id: str,
    expected: bool,  # noqa: FBT001
    row: Row,
    as_csv: Write,
) -> None:
    """Even if its name can't be shown."""
    cells = {"Instansi Terdisposisi": agency, "ID Instansi Terdisposisi": agency_id}

    assert expected is only(read_export(as_csv([row(cells)]))).is_disposed


def test_nobody_knows_who_has_a_complaint_without_such_a_column(
    columns: list[str], row: Row, write: Write
) -> None:
    """That is another thing than nobody."""
    without = [one for one in columns if "Terdisposisi" not in one]

    assert only(read_export(write([row(columns=without)], without))).is_disposed is None


@pytest.mark.parametrize(
    ("cell", "expected", "notes"),
    [
        ("1", 1, 0),
        ("5.0", 5, 0),
        ("0", None, 1),
        ("6", None, 1),
        ("puas", None, 1),
        ("4.5", None, 1),
    ],
)
def test_a_rating_is_one_to_five(
    cell: str, expected: int | None, notes: int, row: Row, as_csv: Write
) -> None:
    """Silence is no rating, and neither is anything else."""
    found = only(read_export(as_csv([row({"Rating": cell})])))

    assert (expected, notes) == (found.rating, len(found.notes))
