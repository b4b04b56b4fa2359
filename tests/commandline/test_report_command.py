"""``sp4n report``: an export's indicators, in words, as one document and as CSV."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from sp4n.commandline import main
from sp4n.commandline.console import WIDTH_COLUMNS, cut_apart
from sp4n.sample import sample_export

Said = pytest.CaptureFixture[str]

HEADER = (
    "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Judul Laporan,Isi Laporan Awal,"
    "Status Laporan,Klasifikasi Laporan,Instansi Induk,Instansi Terdisposisi,Alasan Tunda/Arsip"
)
SECRET = "Nama Contoh yang tidak boleh bocor"


def _rows(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.fixture(name="export")
def _export(tmp_path: Path) -> str:
    """Seven rows: four complaints, one of them twice, one month that nobody knows, one blank."""
    path = tmp_path / "laporan.csv"
    path.write_text(
        _rows(
            f"C-0001,6 Jan 2025,02:00,{SECRET},{SECRET},Terverifikasi,,Kota,,",
            f"C-0002,7 Jan 2025,02:00,{SECRET},{SECRET},Diarsipkan oleh Admin,Aneh,A,=DINAS(),",
            f"C-0003,8 Jan 2025,02:00,{SECRET},{SECRET},Selesai,,Kota,,",
            f"C-0004,9 Mai 2025,02:00,{SECRET},{SECRET},Terverifikasi,,Kota,,",
            f"C-0001,6 Jan 2025,02:00,{SECRET},{SECRET},DITUTUP OLEH SISTEM,Aspirasi,A,=DINAS(),",
            ",,,,,,,,,",
            f"C-0005,3 Feb 2025,02:00,{SECRET},{SECRET},Terverifikasi,,Kota,Dinas Contoh,",
        ),
        "utf-8",
    )
    return str(path)


def document(capsys: Said, *arguments: str) -> dict[str, Any]:
    """The one document that a command prints."""
    assert main(["report", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_document_of_an_export(capsys: Said, export: str) -> None:
    """Counted by hand: four received, one row told, nothing guessed, nobody's words."""
    found = document(capsys, export)

    assert 4 == found["received"]
    assert {"closed_by_system": 1, "archived_by_admin": 1, "verified": 1, "unknown": 1} == (
        found["by_status"]
    )
    assert {"=DINAS()": 2, "Dinas Contoh": 1, "undisposed": 1} == found["by_agency"]
    assert [] == found["other_sheets"]
    assert [(5, "not_a_day")] == [
        (one["row"], one["faults"][0]["code"]) for one in found["unreadable"]
    ]
    assert {"part": 1, "of": 3, "share": 1 / 3} == found["indicators"]["follow_up_rate"]["value"]
    assert {"first_follow_up_in_time", "hops", "satisfaction", "backlog_age"} < {
        one["id"] for one in found["unsupported"]
    }
    assert [
        {"column": "Klasifikasi Laporan", "code": "not_one_of", "rows": 1},
        {"column": "Status Laporan", "code": "unknown_status", "rows": 1},
        {"column": "Tipe Laporan (Anonim/Rahasia)", "code": "privacy_unknown", "rows": 4},
        {"column": "Tracking ID", "code": "updated", "rows": 1},
    ] == sorted(found["notes"], key=lambda one: str(one["column"]))
    assert (None, None) == (found["as_of"], found["period"])
    assert {
        "rows": 4,
        "unreadable": 1,
        "updates": 1,
        "times": "UTC",
        "zone": "WIB",
        "dates": None,
    } == found["read"]
    assert [
        "Note: 1 of 5 rows could not be read, and is not counted.",
        (
            "Note: the status of 1 of 4 complaints is not known; the rates below cover only the"
            " others."
        ),
    ] == found["warnings"]
    assert ("unreadable", "Tanggal Laporan Masuk", ["'9 Mai 2025'"]) == tuple(
        found["problems"][0][key] for key in ("kind", "column", "values")
    )
    assert SECRET not in json.dumps(found)
    assert "Rating" in found["missing_columns"]


def test_a_period_and_the_day_of_the_file(capsys: Said, export: str) -> None:
    """Those received in January, as of a day that the file does not tell."""
    found = document(
        capsys, export, "--from", "2025-01-01", "--until", "2025-02-01", "--as-of", "2025-02-04"
    )

    assert (3, "2025-02-04") == (found["received"], found["as_of"])
    assert {"from_on": "2025-01-01", "until_on": "2025-02-01"} == found["period"]
    assert "backlog_age" in found["indicators"]


def test_an_empty_period_has_no_shares(capsys: Said, export: str) -> None:
    """Nothing was received in 2020: counts are 0, shares are none."""
    found = document(capsys, export, "--until", "2020-01-01")

    assert 0 == found["received"]
    assert {"part": 0, "of": 0, "share": None} == found["indicators"]["follow_up_rate"]["value"]


def test_groups_are_added(capsys: Said, export: str) -> None:
    """Once more for each month."""
    groups = document(capsys, export, "--by", "month")["groups"]

    assert "month" == groups["by"]
    assert [("2025-01", 3), ("2025-02", 1)] == [
        (one["group"], one["indicators"]["received"]["value"]) for one in groups["groups"]
    ]


def test_small_numbers_are_hidden_when_asked(capsys: Said, export: str) -> None:
    """Four complaints are fewer than five."""
    hidden = document(capsys, export, "--suppress", "--by", "month")
    shown = document(capsys, export, "--suppress", "1")

    assert hidden["received"] is None
    assert {None} == {*hidden["by_status"].values()}
    assert {None} == {*hidden["by_agency"].values()}
    assert hidden["groups"]["groups"][0]["indicators"]["received"]["n"] is None
    assert 4 == shown["received"]


def test_the_city_s_zone_decides_about_days(capsys: Said, tmp_path: Path) -> None:
    """16:30 UTC on 31 January is 23:30 in WIB and 00:30 of February in WITA."""
    path = tmp_path / "laporan.csv"
    path.write_text(_rows("C-0001,31 Jan 2025,16:30,Contoh,Contoh,Terverifikasi,,,,"), "utf-8")

    def months(*options: str) -> list[str]:
        groups = document(capsys, str(path), "--by", "month", *options)["groups"]["groups"]
        return [one["group"] for one in groups]

    assert ["2025-01"] == months()
    assert ["2025-02"] == months("--zone", "WITA")
    assert ["2025-01"] == months("--zone", "WITA", "--times", "local")
    assert ["2025-02"] == months("--region", "51.71")  # Bali
    assert ["2025-01"] == months("--region", "51.71", "--times", "local")


def test_csv_has_no_formula(capsys: Said, export: str) -> None:
    """An agency called ``=DINAS()`` is written behind an apostrophe."""
    assert main(["report", export, "--csv", "--by", "agency"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    assert {"'=DINAS()", "Dinas Contoh", "undisposed"} == {row["agency"] for row in rows}
    assert main(["report", export, "--csv"]) == 0
    plain = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert ("received", "4") == (plain[0]["indicator"], plain[0]["value"])


def test_in_words(capsys: Said, export: str) -> None:
    """Title, counts, indicators, what the file can't say, notes and rows; nobody's words."""
    assert main(["report", export, "--by", "classification"]) == 0
    said = " ".join(capsys.readouterr().out.split())

    assert said.startswith(
        "Note: 1 of 5 rows could not be read, and is not counted. Note: the status of 1 of 4 "
        "complaints is not known; the rates below cover only the others. "
        "Export without an agency's name (all days); complaints received: 4; rows unreadable: 1; "
        "as of a day that the file does not give (use --as-of) "
        "Times without a time zone were read as UTC; the days below are those of WIB."
    )
    assert "Indicators ---------- Complaints received: 4 By status:" in said
    assert "received followed up closed archived open* =DINAS() 2 50.0 % 50.0 % 50.0 % 0" in said
    assert "(not disposed) 1 - - - 0" in said
    assert "aspiration 1 100.0 % 100.0 % 0.0 % 0" in said
    assert "(unknown) 3 0.0 % 0.0 % 50.0 % 1" in said
    assert "Age of the backlog: the source does not say when it was made; give the day" in said
    assert "missing: Nama Pelapor, ID Kategori, Kategori, " in said
    assert "'Aneh' is not known; choose one of" in said
    assert "(4 in all: rows 3, 4, 6, …)" in said
    assert (
        "Tracking ID: said something else in row 2; the latest entry counts (1 in all: row 6)"
        in said
    )
    assert SECRET not in said


def test_in_words_with_small_numbers_hidden(capsys: Said, export: str) -> None:
    """Groups of which nothing is left are named in one line; hidden figures are question marks."""
    assert main(["report", export, "--suppress", "2"]) == 0
    said = " ".join(capsys.readouterr().out.split())

    assert "complaints received: 4;" in said
    assert "suppressed: Dinas Contoh; (not disposed)" in said
    assert "? suppressed" in said
    assert main(["report", export, "--suppress"]) == 0
    assert "complaints received: (suppressed);" in capsys.readouterr().out


def test_in_indonesian(capsys: Said, export: str) -> None:
    """The same words in the other language."""
    options = ["--language", "id", "--from", "2025-01-01", "--by", "month"]
    assert main(["report", export, *options]) == 0
    said = " ".join(capsys.readouterr().out.split())

    assert "(2025-01-01 …); pengaduan diterima: 4; baris tidak dapat dibaca: 1" in said
    assert "(belum didisposisikan)" in said
    assert "2025-01 3 50,0 % 50,0 % 50,0 % 0 2025-02 1 0,0 % 0,0 % 0,0 % 1" in said
    assert "Yang tidak dapat diketahui dari berkas ini" in said


def test_many_groups_are_cut_short_and_long_names_too(capsys: Said, tmp_path: Path) -> None:
    """Twenty offices are shown, and a name leaves room for the figures."""
    path = tmp_path / "laporan.csv"
    rows = (
        f"C-{n:04},6 Jan 2025,02:00,Contoh,Contoh,Terverifikasi,,Kota,Dinas {'Contoh ' * 8}{n:02},"
        for n in range(25)
    )
    path.write_text(_rows(*rows), "utf-8")

    assert main(["report", str(path)]) == 0
    said = capsys.readouterr().out
    assert "  … and 5 more (--json has all)\n" in said
    offices = [line for line in said.splitlines() if "Dinas Contoh" in line]
    assert {True} == {"…" in line and len(line) == WIDTH_COLUMNS for line in offices}


def test_csv_tells_of_unreadable_rows_beside_the_table(capsys: Said, export: str) -> None:
    """On standard error, so that the table stays one."""
    assert main(["report", export, "--csv"]) == 0

    told = capsys.readouterr().err.splitlines()
    assert "rows that could not be read: 1 (--json lists them all)" == told[0]
    assert 3 == len(told)
    assert main(["report", "sample", "--csv"]) == 0
    assert not capsys.readouterr().err


def test_the_sample_needs_no_file(capsys: Said) -> None:
    """The sample city's forty complaints, as LAPOR! would export them."""
    found = document(capsys, "sample", "--region", "99.71")

    assert (40, []) == (found["received"], found["unreadable"])
    assert "Pemerintah Kota Contoh" == found["about"]["Nama Instansi"]
    assert main(["report", "sample"]) == 0
    assert capsys.readouterr().out.startswith(
        "Pemerintah Kota Contoh (2026-01-04 … 2026-03-05); complaints received: 40; "
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_an_export"),
        (b"nomor,judul\n1,2\n", "not_an_export"),
        (b"Tracking ID,Judul Laporan\nC-0001,Contoh\n", "missing"),
        (b"PK\x03\x04 no workbook", "damaged_workbook"),
        (sample_export().encode("utf-16-le"), "not_utf_8"),  # without a mark nobody can tell
    ],
)
def test_what_is_no_export_is_refused(
    capsys: Said, tmp_path: Path, content: bytes, code: str
) -> None:
    """A document with the reason, exit 1, and no traceback."""
    path = tmp_path / "laporan.csv"
    path.write_bytes(content)

    assert main(["report", str(path), "--json"]) == 1
    assert code == json.loads(capsys.readouterr().out)["error"]["code"]


@pytest.mark.parametrize(
    "arguments",
    [["--suppress", "0"], ["--suppress", "x"], ["--by", "x"], ["--from", "x"], ["--zone", "UTC"]],
)
def test_wrong_usage_is_exit_2(capsys: Said, arguments: list[str]) -> None:
    """As argparse has it."""
    assert main(["report", "sample", *arguments]) == 2
    assert "error: argument" in capsys.readouterr().err


def test_a_table_is_no_document(capsys: Said) -> None:
    """Whoever asks for both gets neither, but the reason."""
    assert main(["report", "sample", "--csv", "--json"]) == 2

    said = capsys.readouterr()
    assert ("", "use only one of the two: --csv or --json\n") == (said.out, said.err)


def test_a_period_without_a_day_is_refused(capsys: Said) -> None:
    """It ends before it begins."""
    assert main(["report", "sample", "--from", "2025-02-01", "--until", "2025-01-01"]) == 1
    assert "period.until_on" in capsys.readouterr().err


def test_several_exports_are_one_and_the_latest_word_counts(capsys: Said, tmp_path: Path) -> None:
    """Made on 1 and 8 February: what only the older one knows counts, and is told."""
    about = "Nama Instansi,Kota Contoh\nTanggal Generate,{day} Feb 2025\n"
    row = "{number},6 Jan 2025,02:00,Contoh,Contoh,{status},,,Dinas Contoh,"
    newer, older = tmp_path / "baru.csv", tmp_path / "lama.csv"
    verified, closed = "Terverifikasi", "Ditutup oleh Sistem"
    older.write_text(
        about.format(day=1)
        + _rows(*(row.format(number=f"C-000{n}", status=verified) for n in (1, 2))),
        "utf-8",
    )
    newer.write_text(
        about.format(day=8) + _rows(row.format(number="C-0001", status=closed)), "utf-8"
    )

    for files in ([older, newer], [newer, older]):
        found = document(capsys, *map(str, files))
        assert {"closed_by_system": 1, "verified": 1} == found["by_status"]
        assert ("2025-02-08", 1) == (found["as_of"], found["read"]["updates"])
        assert {"updated", "only_in_older"} <= {one["code"] for one in found["notes"]}


def test_a_register_of_another_system_says_what_its_columns_are(
    capsys: Said, tmp_path: Path
) -> None:
    """First it is refused with a question; the answer is a file of three lines."""
    path, names = tmp_path / "tiket.csv", tmp_path / "kolom.toml"
    path.write_text("No. Tiket;Tanggal;Posisi\nX-1;04/05/2023;terverifikasi\n", "utf-8")
    names.write_text('number = "No. Tiket"\nreceived_on = "Tanggal"\nstatus = "Posisi"\n', "utf-8")

    assert main(["report", str(path)]) == 1
    asked = capsys.readouterr().err
    assert "found the columns No. Tiket, Tanggal, Posisi: perhaps 'No. Tiket' is this one" in asked
    assert main(["report", str(path), "--columns", str(names)]) == 1
    assert "specify one of dmy, mdy, iso (dates, --dates)" in capsys.readouterr().err
    found = document(capsys, str(path), "--columns", str(names), "--dates", "dmy", "--by", "month")
    assert ["2023-05"] == [one["group"] for one in found["groups"]["groups"]]
    assert "dmy" == found["read"]["dates"]


def test_no_row_that_can_be_read_is_exit_1(capsys: Said, tmp_path: Path) -> None:
    """And the report says so in its first line."""
    path = tmp_path / "laporan.csv"
    path.write_text(_rows("C-0001,kemarin,02:00,Contoh,Contoh,Terverifikasi,,,,"), "utf-8")

    assert main(["report", str(path)]) == 1
    assert capsys.readouterr().out.startswith("Note: 1 of 1 rows could not be read")


def test_local_times_need_a_place(capsys: Said) -> None:
    """Nobody knows where the sample city lies."""
    assert main(["report", "sample", "--times", "local"]) == 1
    assert "no region to determine the local time zone" in capsys.readouterr().err


def test_names_of_columns_are_toml(capsys: Said, tmp_path: Path) -> None:
    """What is none is told with its name."""
    path = tmp_path / "kolom.toml"
    path.write_text("number = \n", "utf-8")

    for name, said in ((path, "is not valid TOML"), (tmp_path / "tidak-ada.toml", "no such file")):
        assert main(["report", "sample", "--columns", str(name)]) == 1
        assert said in capsys.readouterr().err


def test_names_that_are_alike_at_both_ends_are_numbered() -> None:
    """Two names stay two, however they are cut."""
    names = [f"Dinas Contoh {n} Kota Contoh" for n in ("satu", "dua")]

    assert ["Dinas … 1", "Dinas … 2"] == cut_apart(names, 9)


@pytest.mark.parametrize("outside", [1, 2])
def test_days_outside_of_the_file_are_told_before_any_figure(
    outside: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where they are more than one in a hundred; in JSON among the warnings."""
    days = ["1 Jan 2022"] * outside + ["5 Jan 2026"] * (100 - outside)
    lines = [
        "Periode Masuk,1 Jan 2026 - 31 Jan 2026",
        "Tracking ID,Tanggal Laporan Masuk,Status Laporan",
        *(f"X-{n},{day},Terverifikasi" for n, day in enumerate(days)),
    ]
    path = tmp_path / "laporan.csv"
    path.write_text("\n".join(lines), "utf-8")
    said = (
        "Note: 2 of 100 complaints came in outside the period of the file, or after it was made;"
        " perhaps days and months are swapped."
    )
    main(["report", str(path), "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    main(["report", str(path)])

    assert ([said] if outside > 1 else []) == warnings
    assert (outside > 1) == capsys.readouterr().out.startswith("Note: 2 of 100")


def test_a_day_before_most_complaints_came_is_told(
    export: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the report is made as of it; their age is unknown."""
    main(["report", export, "--as-of", "2025-01-07", "--json"])
    warnings = json.loads(capsys.readouterr().out)["warnings"]

    said = "Note: 2 of 4 complaints came in after 2025-01-07; their age is not known (--as-of)."
    assert said in warnings
