"""Rows of an export: each cell arrives in its field, or is told as what it is."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sp4n.errors import Fault, InvalidValue
from sp4n.interchange import Export, ExportRow, Place, dump, load, read_export
from sp4n.model import Classification, Complaint
from sp4n.workflow import Phase

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]


def only(export: Export) -> ExportRow:
    """The one row of an export."""
    assert () == export.unreadable
    (found,) = export.rows
    return found


def codes(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in faults]


def test_every_cell_arrives_in_its_field(row: Row, write: Write) -> None:
    """One row, whole."""
    found = only(read_export(write([row()]), region="99.71"))

    assert (
        Complaint(
            "9000001",
            "Jalan rusak",
            "Jalan berlubang,\ndi depan pasar.",
            datetime(2026, 1, 3, 1, 30, 15, tzinfo=UTC),
            classification=Classification.SERVICE,
            category="Jalan Berlubang",
            region="99.71",
            channel="Website",
            anonymous=True,
            confidential=True,
        )
        == found.complaint
    )
    assert 12 == found.row
    assert ("closed_by_system", Phase.CLOSED) == (found.status, found.phase)
    assert "Ditutup oleh Sistem" == found.status_label
    assert ("Dinas Jalan Contoh", "D-7") == (found.agency, found.agency_id)
    assert "Pemerintah Kota Contoh" == found.parent_agency
    assert ("77", "tidak jelas") == (found.category_id, found.held_or_archived_because)
    assert Place("Provinsi Contoh", "Kota Contoh", "Mekarjaya", "Sukamaju") == found.place
    assert "Jalan berlubang di depan Pasar Contoh." == found.final_body
    assert (4, None, ()) == (found.rating, found.reporter, found.notes)


def test_empty_cells_are_unknown(columns: list[str], row: Row, write: Write) -> None:
    """What is empty or has a dash says nothing, and is no fault beside number, day and status."""
    required = (
        "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Judul Laporan",
        "Isi Laporan Awal", "Status Laporan",
    )  # fmt: skip
    verified = {"Status Laporan": "Terverifikasi"}
    rest = [name for name in columns if name not in required]
    for blank in ("", "-", " - ", None):
        found = only(
            read_export(write([row(dict.fromkeys(rest, blank) | verified)]), keep_names=True)
        )
        complaint = found.complaint

        assert (None, None, None) == (found.agency, found.agency_id, found.parent_agency)
        assert (None, None, None) == (found.category_id, found.final_body, found.rating)
        assert (None, None) == (found.held_or_archived_because, found.reporter)
        assert (None, None, None) == (
            complaint.classification, complaint.category, complaint.channel,
        )  # fmt: skip
        assert (False, False) == (complaint.anonymous, complaint.confidential)
        assert (Place(), ()) == (found.place, found.notes)


def test_a_name_is_kept_on_purpose_only(row: Row, write: Write) -> None:
    """And masked then: it shows itself nowhere; the complaint has the key."""
    file = write([row()])
    dropped = only(read_export(file))
    file.seek(0)
    kept = only(read_export(file, keep_names=True))

    assert (None, None) == (dropped.reporter, dropped.complaint.reporter)
    assert kept.reporter is not None
    assert ("export-9000001", "export-9000001") == (kept.reporter.key, kept.complaint.reporter)
    assert "Pelapor Contoh" == kept.reporter.reveal()["name"]
    assert "Pelapor" not in repr(kept) + repr(kept.reporter) + repr(kept.complaint)


@pytest.mark.parametrize(
    ("times", "expected"),
    [("UTC", "2026-01-03T01:30:00+00:00"), ("WIB", "2026-01-03T01:30:00+07:00"),
     ("WITA", "2026-01-03T01:30:00+08:00"), ("WIT", "2026-01-03T01:30:00+09:00")],
)  # fmt: skip
def test_the_zone_of_the_times_is_said(times: Any, expected: str, row: Row, as_csv: Write) -> None:
    """The file does not say it: UTC is inferred, and may be set."""
    found = only(read_export(as_csv([row({"Waktu Laporan Masuk": "1:30"})]), times=times))

    assert datetime.fromisoformat(expected) == found.complaint.submitted_at
    assert datetime.fromisoformat(expected).utcoffset() == found.complaint.submitted_at.utcoffset()
    assert timedelta(hours=9) >= (found.complaint.submitted_at.utcoffset() or timedelta())


@pytest.mark.parametrize(
    ("region", "zone"), [("32.76", "WIB"), ("63.71", "WITA"), ("91.71", "WIT"), ("99.71", None)]
)
def test_local_times_are_those_of_the_region(
    region: str, zone: str | None, row: Row, as_csv: Write
) -> None:
    """By its province; where that tells no zone nothing is guessed."""
    if zone is None:
        with pytest.raises(InvalidValue) as caught:
            read_export(as_csv([row()]), region=region, times="local")
        assert [("times", "no_local_zone")] == codes(caught.value.faults)
    else:
        local = read_export(as_csv([row()]), region=region, times="local")
        named = read_export(as_csv([row()]), region=region, times=zone)  # type: ignore[arg-type]

        assert (zone, named.complaints) == (local.times, local.complaints)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29 May 2023", date(2023, 5, 29)),
        (" 09  MAY  2023 ", date(2023, 5, 9)),
        ("1 september 2024", date(2024, 9, 1)),
        ("1 Sept 2024", date(2024, 9, 1)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_dates_have_english_months(text: str, expected: date, row: Row, as_csv: Write) -> None:
    """Short or whole, in whatever case."""
    found = only(read_export(as_csv([row({"Tanggal Laporan Masuk": text})])))

    assert expected == found.complaint.submitted_at.date()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Tanggal Laporan Masuk": "29 Mai 2023"}, "not_a_day"),
        ({"Tanggal Laporan Masuk": "29 Mei"}, "not_a_day"),
        ({"Tanggal Laporan Masuk": "2023-05-32"}, "not_a_day"),
        ({"Tanggal Laporan Masuk": "31/06/2023"}, "not_a_day"),
        ({"Tanggal Laporan Masuk": "29 Feb 2023"}, "not_a_day"),
        ({"Tanggal Laporan Masuk": "3 Jan 0026"}, "not_a_day"),
        ({"Tanggal Laporan Masuk": "kemarin"}, "not_a_day"),
        ({"Tanggal Laporan Masuk": "#N/A"}, "error_cell"),
        ({"Tanggal Laporan Masuk": ""}, "empty"),
        ({"Status Laporan": "#REF!"}, "error_cell"),
        ({"Tracking ID": "Jalan"}, "not_a_tracking_number"),
        ({"Tracking ID": "900 0001"}, "not_a_tracking_number"),
        ({"Tracking ID": "9" * 41}, "not_a_tracking_number"),
        ({"Tracking ID": "1.2E06"}, "not_a_tracking_number"),
        ({"Tracking ID": "1E-5"}, "not_a_tracking_number"),
        ({"Tracking ID": "9000010.50"}, "not_a_tracking_number"),
        ({"Tracking ID": " "}, "empty"),
        ({"Isi Laporan Awal": "x" * 1_000_001}, "cell_too_long"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_complaint_says_why(
    cells: dict[str, str], expected: str, row: Row, as_csv: Write
) -> None:
    """It names the column, and is not counted as received; the row behind it is read."""
    export = read_export(as_csv([row(cells), row({"Tracking ID": "9000002"})]))
    (broken,) = export.unreadable
    where = "" if expected == "cell_too_long" else next(iter(cells))

    assert [(where, expected)] == codes(broken.faults)
    assert ["9000002"] == [one.number for one in export.complaints]
    assert 1 == len(export)


def test_all_that_is_wrong_with_a_row_is_told_at_once(row: Row, write: Write) -> None:
    """In both languages, with the row of a workbook or the lines of a CSV; nothing is quoted."""
    cells = {"Tracking ID": "Nama", "Tanggal Laporan Masuk": "3 Mai 2026", "Status Laporan": "#N/A"}
    (broken,) = read_export(write([row(cells)])).unreadable
    rows = "row 12" if broken.last_row is None else "line 12-13"

    assert (
        f"{rows}: Tracking ID: is not a tracking number: a string of 4 characters;"
        " Tanggal Laporan Masuk: is not a date: '3 Mai 2026'; write it as 29 May 2023,"
        " 29/05/2023 or 2023-05-29; Status Laporan: contains a spreadsheet error such as"
        " #REF! instead of a value"
    ) == broken.describe()
    baris = "baris 12" if broken.last_row is None else "baris berkas 12-13"
    assert broken.describe("id").startswith(f"{baris}: Tracking ID: bukan nomor laporan: teks")
    document = broken.to_dict("id")
    assert (12, broken.describe("id")) == (document["row"], document["message"])
    assert ["not_a_tracking_number", "not_a_day", "error_cell"] == [
        one["code"]
        for one in document["faults"]  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize("error", ["#NAME?", "#REF!", " #N/A "])
def test_an_error_of_a_spreadsheet_is_no_word(error: str, row: Row, write: Write) -> None:
    """Number, day and status must be there; elsewhere nothing is known, which is noted."""
    optional = {"Instansi Terdisposisi": error, "Tipe Laporan (Anonim/Rahasia)": error,
                "Isi Laporan Awal": error}  # fmt: skip
    export = read_export(write([row(optional), row({"Tracking ID": "2", "Status Laporan": error})]))
    (found,), (broken,) = export.rows, export.unreadable

    assert (None, True, True) == (
        found.agency, found.complaint.anonymous, found.complaint.confidential,
    )  # fmt: skip
    assert ("Jalan rusak", "", True) == (
        found.complaint.title, found.complaint.body, found.complaint.recorded,
    )  # fmt: skip
    assert {
        ("Instansi Terdisposisi", "error_cell"), ("Isi Laporan Awal", "error_cell"),
        ("Tipe Laporan (Anonim/Rahasia)", "error_cell"),
    } == set(codes(found.notes))  # fmt: skip
    assert [("Status Laporan", "error_cell")] == codes(broken.faults)


def test_an_unreadable_row_is_found_by_its_number(row: Row, write: Write) -> None:
    """In a CSV lines are counted, and a text may have several; a phone number is never shown."""
    export = read_export(
        write(
            [
                row({"Tanggal Laporan Masuk": "-"}),
                row({"Tracking ID": "080000000000", "Tanggal Laporan Masuk": "-"}),
            ]
        )
    )
    first, second = export.unreadable
    where, dimana = (
        ("line 12-13", "baris berkas 12-13") if first.is_line else ("row 12", "baris 12")
    )

    assert (
        f"{where} (Tracking ID 9000001): Tanggal Laporan Masuk: must not be empty"
        == first.describe()
    )
    assert (
        f"{dimana} (Tracking ID 9000001): Tanggal Laporan Masuk: tidak boleh kosong"
        == first.describe("id")
    )
    assert ("9000001", None) == (first.number, second.number)
    assert ("9000001", None) == (first.to_dict()["number"], first.to_dict()["sheet"])


def test_problems_are_a_table(row: Row, as_csv: Write) -> None:
    """A row for each reason and each note, in the order of the file; nobody's words."""
    export = read_export(
        as_csv(
            [
                row({"Rating": "9", "Isi Laporan Awal": "Gelap."}),
                row({"Tracking ID": "9000002", "Judul Laporan": "", "Isi Laporan Awal": ""}),
                row(
                    {"Tracking ID": "9000003", "Tanggal Laporan Masuk": "", "Isi Laporan Awal": ""}
                ),
                row({"Tracking ID": "9000004", "Isi Laporan Awal": "Gelap."}),
                row({"Tracking ID": "9000004", "Isi Laporan Awal": "Gelap."}),
            ]
        )
    )

    assert [
        (None, None, 12, None, "9000001", "note", "Rating", "not_one_of",
         "a string of 1 character is not known; choose one of 1, 2, 3, 4, 5"),
        (None, None, 13, None, "9000002", "note", "Judul Laporan", "no_words", "is empty"),
        (None, None, 13, None, "9000002", "note", "Isi Laporan Awal", "no_words", "is empty"),
        (None, None, 14, None, "9000003", "unreadable", "Tanggal Laporan Masuk", "empty",
         "must not be empty"),
        (None, None, 16, None, "9000004", "note", "Tracking ID", "repeated",
         "also appears in row 15; it is counted once"),
    ] == [*export.problems().rows]  # fmt: skip
    assert ("file", "sheet", "row", "last_row", "number", "kind", "column", "code", "message") == (
        export.problems().columns
    )
    assert (
        "teks sepanjang 1 karakter tidak dikenal; pilih salah satu dari 1, 2, 3, 4, 5"
        == (export.problems("id").rows[0][-1])
    )


def test_notes_can_be_read(row: Row, as_csv: Write) -> None:
    """In both languages: what stands there, and what might be meant."""
    cells = {"Status Laporan": "Ditutup oleh Sistim", "Klasifikasi Laporan": "x"}
    notes = only(read_export(as_csv([row(cells)]))).notes

    assert (
        "Status Laporan: there is no status 'Ditutup oleh Sistim';"
        " did you mean Ditutup oleh Sistem?"
    ) == notes[0].describe()
    assert "Klasifikasi Laporan: 'x' is not known;" in notes[1].describe()
    assert (
        "Status Laporan: tidak ada status 'Ditutup oleh Sistim'; maksud Anda Ditutup oleh Sistem?"
    ) == notes[0].describe("id")


def test_a_number_counts_once(row: Row, write: Write) -> None:
    """The last row counts, and tells each earlier one; none of them is unreadable."""
    one_line = {"Isi Laporan Awal": "Jalan berlubang."}
    held = {**one_line, "Status Laporan": "Menunggu Kelengkapan Informasi"}
    export = read_export(write([row(held), row(one_line), row(one_line)]))

    assert ([14], (), 2) == ([one.row for one in export.rows], export.unreadable, export.updates)
    assert ["closed_by_system"] == [one.status for one in export.rows]
    assert [("updated", 12), ("repeated", 13)] == [
        (note.code, note["first_row"]) for note in export.rows[0].notes
    ]
    assert [
        "Tracking ID: said something else in row 12; the latest entry counts",
        "Tracking ID: also appears in row 13; it is counted once",
    ] == [note.describe() for note in export.rows[0].notes]
    assert (
        "Tracking ID: keterangan pengaduan ini di baris 12 berbeda; yang terbaru yang dihitung"
    ) == export.rows[0].notes[0].describe("id")


def test_an_unreadable_row_takes_no_number(row: Row, as_csv: Write) -> None:
    """Before or behind the row with the same number that can be read: that one stays.

    It says so if the latest word is the one that could not be read.
    """
    broken = row({"Tanggal Laporan Masuk": ""})
    for rows, codes in (([broken, row()], []), ([row(), broken], ["later_unreadable"])):
        export = read_export(as_csv(rows))

        assert (1, 1) == (len(export.rows), len(export.unreadable))
        assert codes == [one.code for one in export.rows[0].notes]


def test_long_texts_are_kept_whole(row: Row, write: Write) -> None:
    """And noted; the complaint is marked, and can be stored."""
    cells = {"Judul Laporan": "j" * 301, "Isi Laporan Awal": "x" * 3_001,
             "Isi Laporan Akhir": "y" * 3_002}  # fmt: skip
    found = only(read_export(write([row(cells)])))

    assert (301, 3_001, 3_002) == (
        len(found.complaint.title), len(found.complaint.body), len(found.final_body or ""),
    )  # fmt: skip
    assert [301, 3_001, 3_002] == [note["length"] for note in found.notes]
    assert found.complaint.recorded
    assert found.complaint == load(dump(found.complaint))


def test_a_long_final_text_alone_leaves_the_complaint_as_it_is(row: Row, as_csv: Write) -> None:
    """The mark is for what the citizen wrote."""
    found = only(read_export(as_csv([row({"Isi Laporan Akhir": "y" * 3_001})])))

    assert not found.complaint.recorded
    assert [("Isi Laporan Akhir", "too_long")] == codes(found.notes)


def test_a_final_text_that_changed_nothing_is_none(row: Row, as_csv: Write) -> None:
    """Spaces around it are no change."""
    found = only(
        read_export(as_csv([row({"Isi Laporan Akhir": " Jalan berlubang,\ndi depan pasar."})]))
    )

    assert found.final_body is None


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Instansi Terdisposisi", "x" * 201, "too_long"),
        ("Kategori", "Jalan\x1b[2J", "control_character"),
        ("Kecamatan", "a\u202e", "control_character"),
    ],
)
def test_names_that_are_none_are_unknown(
    column: str, cell: str, code: str, row: Row, as_csv: Write
) -> None:
    """A report prints them: what could upset a screen is left out, and noted each time."""
    export = read_export(as_csv([row({column: cell}), row({column: cell, "Tracking ID": "2"})]))

    assert [[(column, code)]] * 2 == [codes(one.notes) for one in export.rows]
    assert cell not in {export.rows[0].agency, export.rows[0].complaint.category}


def test_names_are_kept_once(row: Row, as_csv: Write) -> None:
    """A hundred thousand rows name the same few agencies and places."""
    first, second = read_export(as_csv([row(), row({"Tracking ID": "2"})])).rows

    assert first.agency is second.agency
    assert first.place is second.place
    assert first.complaint.category is second.complaint.category
