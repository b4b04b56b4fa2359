"""Files that mislead: refused, or told before anybody believes a figure; no words are shown."""

import io
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sp4n.errors import InvalidValue, fault
from sp4n.interchange import Export, FormatError, UnreadableRow, read_export, read_rows

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

SECRET = "Nomor saya di tanggal itu, Kenari Contoh"
DAYS = [date(2025, month, day) for month in range(1, 11) for day in (1, 4, 7, 12)]


def rows_on(days: Iterable[object], **more: object) -> list[dict[str, object]]:
    """One complaint for each day."""
    plain = {"status": "Terverifikasi", "agency": "Dinas Contoh"} | more
    return [
        {"number": f"X-{place}", "received_on": day} | plain for place, day in enumerate(days, 1)
    ]


def codes(read: Callable[[], Export]) -> list[str]:
    """The codes of a refusal, or of what is noted."""
    try:
        export = read()
    except FormatError as error:
        return [one.code for one in error.faults]
    return [one.code for one in export.summary()]


def test_a_guess_at_a_column_shows_no_row(columns: list[str], row: Row, as_csv: Write) -> None:
    """The header is guessed from what it names itself, however long the names are."""
    renamed = ["Nomor Tiket" if name == "Tracking ID" else name for name in columns]
    source = as_csv([row({"Judul Laporan": SECRET, "Nama Pelapor": "Kenari"})], renamed)
    with pytest.raises(FormatError) as caught:
        read_export(source)

    said = caught.value.describe()
    assert "perhaps 'Nomor Tiket' is this one" in said
    assert "Kenari" not in said


def test_a_file_without_any_header_shows_no_row(row: Row, as_csv: Write) -> None:
    """Whatever words citizens use."""
    source = as_csv([row({"Judul Laporan": SECRET})], row({"Judul Laporan": SECRET}), preamble=[])
    with pytest.raises(FormatError) as caught:
        read_export(source)

    assert "Kenari" not in caught.value.describe()


def test_a_header_that_ran_into_a_row_shows_nothing() -> None:
    """As where a line end was lost."""
    header = "Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Status Laporan"
    line = f"{header}X-1,5 Jan 2026,{SECRET},-"
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO(f"{line}\nX-2,6 Jan 2026,Jalan,Terverifikasi\n".encode()))

    assert ["missing"] == [one.code for one in caught.value.faults]


@pytest.mark.parametrize("column", ["status", "classification"])
def test_a_column_of_names_is_no_column_of_labels(column: str) -> None:
    """Of more than twenty unknown labels none is shown; of a few each may be."""
    many = [
        one | {column: f"Kenari {chr(97 + place)}"}
        for place, one in enumerate(rows_on(["2026-01-05"] * 21))
    ]

    def told(rows: list[dict[str, object]]) -> str:
        export = read_rows(rows)
        return f"{export.summary()} {[row.notes for row in export.rows]}"

    assert "Kenari" not in told(many)
    assert "Kenari" in told(many[:20])


@pytest.mark.parametrize("write", [date.isoformat, lambda day: day], ids=["text", "cell"])
def test_days_of_which_none_lies_behind_the_twelfth_may_be_swapped(
    write: Callable[[date], object],
) -> None:
    """Twenty are too many for chance; whoever knows says so."""
    days = list(map(write, DAYS))

    assert ["dates_unclear"] == codes(lambda: read_rows(rows_on(days)))
    assert "dates_unclear" not in codes(lambda: read_rows(rows_on(days[:19])))
    as_they_stand = read_rows(rows_on(days), dates="iso").complaints
    put_right = read_rows(rows_on(days), dates="dmy").complaints
    assert date(2025, 1, 4) == as_they_stand[1].submitted_at.date()
    assert date(2025, 4, 1) == put_right[1].submitted_at.date()


def test_days_within_the_period_of_the_file_are_as_they_stand(row: Row, as_csv: Write) -> None:
    """Swapped they would hardly all lie in it."""
    first = date(2026, 1, 1)
    rows = [
        row({"Tracking ID": f"X-{n}", "Tanggal Laporan Masuk": f"{first + n % 12 * DAY:%Y-%m-%d}"})
        for n in range(30)
    ]
    export = read_export(as_csv(rows))

    assert {1} == {one.submitted_at.month for one in export.complaints}


def test_the_period_of_a_year_confirms_no_day(row: Row, as_xlsx: Write) -> None:
    """Swapped days lie in the same year."""
    rows = [row({"Tracking ID": f"X-{n}", "Tanggal Laporan Masuk": day})
            for n, day in enumerate(DAYS)]  # fmt: skip
    source = as_xlsx(rows, preamble=[["Periode Masuk", "1 Jan 2025 - 31 Des 2025"]])

    assert ["dates_unclear"] == codes(lambda: read_export(source))


DAY = timedelta(days=1)


def test_a_day_after_the_file_was_made_is_told() -> None:
    """By more than a zone explains; the file was made on 3 February."""
    lines = [
        "Tanggal Generate,3 Feb 2026",
        "Tracking ID,Tanggal Laporan Masuk,Status Laporan",
        "X-1,4 Feb 2026,Terverifikasi",
        "X-2,5 Feb 2026,Terverifikasi",
    ]
    export = read_export(io.BytesIO("\n".join(lines).encode()))

    told = [[note.code for note in row.notes if note.code == "after_made"] for row in export.rows]
    assert [[], ["after_made"]] == told


def test_ids_and_names_that_do_not_belong_together_are_told() -> None:
    """Drag-fill makes them; in genuine exports they belong together one to one."""
    rows = rows_on(["5 Jan 2026"] * 3)
    names = ["Dinas A", "Dinas B", "Dinas B"]
    mixed = [
        one | {"agency": name, "agency_id": id_}
        for one, name, id_ in zip(rows, names, ["7", "7", "8"], strict=True)
    ]

    found = {one.code: one.describe() for one in read_rows(mixed).notes}
    assert (
        "ID Instansi Terdisposisi: IDs with several names: 1; each counts as one agency"
        == (found["one_id_many_names"])
    )
    assert "one_name_many_ids" in found
    assert () == read_rows(rows).offices.doubts


def test_where_nobody_knows_which_export_is_later_that_is_told() -> None:
    """The one given last counts."""

    def source(status: str) -> io.BytesIO:
        text = f"Tracking ID,Tanggal Laporan Masuk,Status Laporan\nX-1,5 Jan 2026,{status}\n"
        return io.BytesIO(text.encode())

    export = read_export([source("Ditutup oleh Sistem"), source("Terverifikasi")])

    assert ["verified"] == [row.status for row in export.rows]
    assert "order_unknown" in [one.code for one in export.notes]


@pytest.mark.parametrize("status", ["Ditindaklanjuti oleh Instansi", "Ditanggapi oleh Pelapor"])
def test_no_agency_has_answered(status: str) -> None:
    """An answer without an agency is as odd as an end without one."""
    assert "without_agency" in codes(
        lambda: read_rows(rows_on(["5 Jan 2026"], status=status, agency=""))
    )


@pytest.mark.parametrize("column", ["category", "channel", "city"])
def test_case_makes_no_other_name(column: str) -> None:
    """The first spelling is kept."""
    first, second = rows_on(["5 Jan 2026"] * 2)
    export = read_rows([first | {column: "Jalan  Rusak"}, second | {column: "JALAN RUSAK"}])
    table = export.table().to_dict()

    assert ["Jalan Rusak"] * 2 == table[column]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"  \r\n\r\n", "the file is empty"),
        (b"<html><body>Laporan</body></html>", "is not a table but HTML"),
        (b'{"number": 1}', "is not a table but JSON"),
        (b'[{"number": 1}]', "is not a table but JSON"),
        (b"%PDF-1.7 ", "is not a table but PDF"),
        (b"\x89PNG\r\n\x1a\n", "is not a table but PNG"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(content: bytes, said: str) -> None:
    """Whatever the file is called."""
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO(content))

    assert "not_an_export" == caught.value.faults[0].code
    assert said in caught.value.describe()


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05T06:00+23:99", "2026-03-05T06:00+23:60", "2026-03-05T06:00+24:00", 10**400,
        float("inf"), -(10**400), "5 Jan 2026 06:00 +15:00",
    ],
)  # fmt: skip
def test_a_day_that_can_not_be_costs_its_row(cell: object) -> None:
    """And no other one."""
    export = read_rows([*rows_on(["5 Jan 2026"]), *rows_on([cell], number="X-2")])

    assert (1, 1) == (len(export.rows), len(export.unreadable))


def test_a_number_that_lost_its_digits_is_no_number() -> None:
    """Floats beyond 2^53 are the same for several numbers."""
    rows = [one | {"number": 2.0**53} for one in rows_on(["5 Jan 2026"])]

    assert ["error_cell"] == [one.code for one in read_rows(rows).unreadable[0].faults]


@pytest.mark.parametrize("source", [b"Tracking ID", [b"x"], 5, None])
def test_what_is_no_file_is_refused(source: Any) -> None:
    """With what it is."""
    with pytest.raises(InvalidValue) as caught:
        read_export(source)

    assert "path_or_a_binary_file" == caught.value.faults[0]["expected"]


def test_what_programs_write_for_nothing_is_no_reason() -> None:
    """It is told, as any placeholder is."""
    (row,) = read_rows(rows_on(["5 Jan 2026"], because="NaN", status="Diarsipkan oleh Admin")).rows

    assert row.held_or_archived_because is None
    assert "placeholder" in [note.code for note in row.notes]


def test_a_row_that_can_not_be_read_tells_its_file(tmp_path: Path) -> None:
    """Where several were read."""
    for name, day in (("a.csv", "kemarin"), ("b.csv", "5 Jan 2026")):
        text = f"Tracking ID,Tanggal Laporan Masuk,Status Laporan\nX-1,{day},Terverifikasi\n"
        (tmp_path / name).write_text(text, "utf-8")
    export = read_export([tmp_path / "a.csv", tmp_path / "b.csv"])

    assert "line 2 of the file a.csv" in export.unreadable[0].describe()


def test_a_row_that_can_not_be_read_tells_its_sheet() -> None:
    """In both languages."""
    row = UnreadableRow(4, None, [fault("empty", "Status Laporan")], sheet="2025", file="b.xlsx")

    assert row.describe().startswith("row 4 of the sheet 2025 of the file b.xlsx: Status Laporan")
    assert row.describe("id").startswith("baris 4 di lembar 2025 di berkas b.xlsx: Status Laporan")


def test_a_long_file_in_windows_1252_is_known_by_all_its_parts(row: Row, as_csv: Write) -> None:
    """Two megabytes of it."""
    rows = [row({"Tracking ID": f"X-{n}", "Judul Laporan": "Caf\xe9 " * 50}) for n in range(4_000)]
    export = read_export(as_csv(rows, encoding="cp1252"), words=False)

    assert 4_000 == len(export)
    assert "read_as_cp1252" in [one.code for one in export.notes]


class EndsTooEarly(io.BytesIO):
    """As a compressed file that was cut off."""

    def read(self, *_: object) -> bytes:
        raise EOFError


def test_a_file_that_ends_too_early_is_refused() -> None:
    """With what is wrong with it."""
    with pytest.raises(FormatError) as caught:
        read_export(EndsTooEarly())

    assert "it ends too early" in caught.value.describe()


@pytest.mark.parametrize("day", ["5 Jan 2026", "2026-01-05"], ids=["told at once", "told at last"])
def test_names_may_be_kept_without_words(day: str) -> None:
    """Whether the row had to wait for its day or not."""
    rows = rows_on([day], reporter="Kenari Contoh", title="Jalan", body="Jalan rusak." * 400)
    (row,) = read_rows(rows, keep_names=True, words=False).rows

    assert row.reporter is not None
    assert "Kenari Contoh" == row.reporter.reveal()["name"]
    assert ("", "") == (row.complaint.title, row.complaint.body)
    assert {"too_long": 4_800} == {
        note.code: note["length"] for note in row.notes if note.code == "too_long"
    }


def test_what_was_told_by_its_length_keeps_it() -> None:
    """Among labels that are taken back, and in columns that never show any."""
    digits = "081200000000"
    rows = [
        one | {"status": f"Kenari {chr(97 + place)}" if place else digits, "privacy": "x" * place}
        for place, one in enumerate(rows_on(["5 Jan 2026"] * 30))
    ]
    first, second, *_ = read_rows(rows).rows

    told = {note.where: note["found"] for note in first.notes if note.code == "unknown_status"}
    assert {"Status Laporan": "<text:12>"} == told
    assert "<text:1>" in [note["found"] for note in second.notes if note.code == "not_one_of"]
