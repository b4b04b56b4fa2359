"""An export as a snapshot: status and counts, and nothing about time."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest

from sp4n import InvalidValue
from sp4n.interchange import Export, read_export
from sp4n.interchange.lapor_export.offices import UNDISPOSED
from sp4n.model import Agency, Directory
from sp4n.monitoring import Knowledge, Report, Share, observe_export, report, report_by
from sp4n.monitoring.indicators.observing_export import UNDISPOSED_LABEL
from sp4n.workdays import indonesia

HEADER = [
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Judul Laporan",
    "Isi Laporan Awal", "Status Laporan", "Instansi Induk", "Instansi Terdisposisi",
    "Alasan Tunda/Arsip", "Kota/Kabupaten", "Kecamatan", "Rating",
]  # fmt: skip
MON_20_JAN = date(2025, 1, 20)


def export_of(
    *rows: Sequence[str], generated: str = "20 Jan 2025", columns: Sequence[str] = HEADER
) -> Export:
    """An export with the status and what comes after it, given row by row."""
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerow(["Tanggal Generate", generated])
    writer.writerow(columns)
    for number, (day, status, *rest) in enumerate(rows, start=1):
        row = [f"C-{number:04}", day, "02:00:00", "Contoh", "Jalan berlubang.", status, *rest]
        writer.writerow([*row, *("",) * len(columns)][: len(columns)])
    return read_export(io.BytesIO(into.getvalue().encode()), region="99.71")


def read(export: Export, as_of_on: date | None = None) -> Report:
    return report(observe_export(export, calendar=indonesia(), as_of_on=as_of_on))


def test_status_and_rates_are_counted() -> None:
    """Archived is not resolved, unknown stays unknown, and each closer is told."""
    found = read(
        export_of(
            ["6 Jan 2025", "Ditutup oleh Sistem"],
            ["6 Jan 2025", "Ditutup oleh Pelapor"],
            ["6 Jan 2025", "Ditindaklanjuti oleh Instansi"],
            ["6 Jan 2025", "Diarsipkan oleh Admin"],
            ["6 Jan 2025", "Belum Terverifikasi"],
            ["6 Jan 2025", "Selesai"],
        )
    )

    assert (6, 5) == (found["received"].value, found["by_status"].n)
    assert Share(3, 5) == found["follow_up_rate"].value
    assert (Share(1, 2), Share(1, 2)) == (
        found["closed_by"].part("system"),
        found["closed_by"].part("reporter"),
    )
    assert Share(1, 1) == found["archived_by"].part("officer")
    assert 1 == found["by_status"].left_out("unknown")


def test_what_an_export_can_not_say_is_told() -> None:
    """No durations, no hops, nothing that ended in a period."""
    found = read(export_of(["6 Jan 2025", "Ditutup oleh Sistem"]))

    assert {
        "verification_in_time", "verification_time", "first_follow_up_in_time",
        "first_follow_up_time", "settlement_in_time", "settlement_time", "out_of_authority",
        "hops", "outflow",
    } == {one.definition.id for one in found.unsupported}  # fmt: skip


def test_columns_that_are_missing_make_indicators_unsupported() -> None:
    """Older files have no rating; a file without a day has no ages."""
    export = export_of(["6 Jan 2025", "Ditutup oleh Sistem"], generated="?", columns=HEADER[:8])
    snapshot = observe_export(export, calendar=indonesia())

    assert frozenset() == snapshot.knows
    lacking = {one.definition.id: one.lacks for one in report(snapshot).unsupported}
    assert (Knowledge.RATINGS,) == lacking["satisfaction"]
    assert (Knowledge.REASONS,) == lacking["archived_because"]
    assert (Knowledge.READ_ON,) == lacking["backlog_age"]
    assert snapshot.as_of is None


def test_ages_count_from_the_day_of_receipt_to_that_of_the_file() -> None:
    """6 to 20 January: 7-10, 13-17, 20 are ten working days; closed ones have no age."""
    export = export_of(["6 Jan 2025", "Terverifikasi"], ["6 Jan 2025", "Ditutup oleh Admin"])

    age = read(export)["backlog_age"]
    later = read(export, as_of_on=date(2025, 1, 21))["backlog_age"]

    assert (1, Share(1, 1), MON_20_JAN) == (age.n, age.part("6-14"), age.as_of)
    assert age.value is not None
    assert not isinstance(age.value, int | Share)
    assert 10 == age.value.most
    assert not isinstance(later.value, int | Share | None)
    assert 11 == later.value.most


def test_the_day_of_receipt_is_that_of_the_city() -> None:
    """20:00 UTC on 31 January is 1 February in WIB."""
    text = (
        b"Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Judul Laporan,Isi Laporan Awal,"
        b"Status Laporan\nC-0001,31 Jan 2025,20:00:00,Contoh,Contoh.,Terverifikasi\n"
    )
    utc = observe_export(read_export(io.BytesIO(text)), calendar=indonesia())
    local = observe_export(read_export(io.BytesIO(text), times="WIB"), calendar=indonesia())

    assert (["2025-02"], ["2025-01"]) == (list(utc.by("month")), list(local.by("month")))


def test_agencies_go_by_their_names() -> None:
    """With the parent's where one name stands for several; those given to nobody have a key."""
    grouped = report_by(
        observe_export(
            export_of(
                ["6 Jan 2025", "Terverifikasi", "Kota Contoh", "Dinas Kesehatan"],
                ["6 Jan 2025", "Terverifikasi", "Kota Lain Contoh", "Dinas Kesehatan"],
                ["6 Jan 2025", "Terverifikasi", "", "Dinas Kesehatan"],
                ["6 Jan 2025", "Terverifikasi", "Kota Contoh", "Dinas Contoh"],
                ["6 Jan 2025", "Belum Terverifikasi", "Kota Contoh", ""],
            ),
            calendar=indonesia(),
        ),
        "agency",
    )

    assert [
        "Dinas Contoh",
        "Dinas Kesehatan (-)",
        "Dinas Kesehatan (Kota Contoh)",
        "Dinas Kesehatan (Kota Lain Contoh)",
        UNDISPOSED,
    ] == list(grouped)


def test_what_is_not_told_is_not_undisposed() -> None:
    """A file without agencies, and a name that can't be shown: nobody knows who has them."""
    verified = ["6 Jan 2025", "Terverifikasi"]
    without = export_of(verified, columns=HEADER[:6])
    refused = export_of([*verified, "Kota Contoh", "x" * 201])

    assert [None] == list(observe_export(without, calendar=indonesia()).by("agency"))
    assert [None] == list(observe_export(refused, calendar=indonesia()).by("agency"))


def test_an_agency_may_be_called_like_the_key_of_those_without() -> None:
    """It is another one nevertheless."""
    verified = ["6 Jan 2025", "Terverifikasi"]
    export = export_of([*verified, "Kota Contoh", UNDISPOSED], [*verified, "Kota Contoh", ""])

    assert [UNDISPOSED, f"{UNDISPOSED} (Kota Contoh)"] == list(
        observe_export(export, calendar=indonesia()).by("agency")
    )
    assert ("belum didisposisikan", "not disposed") == (UNDISPOSED_LABEL.id, UNDISPOSED_LABEL.en)


def test_with_a_directory_agencies_go_by_their_codes() -> None:
    """Those whose name just one agency of it has; a name that is a code shows whose it is."""
    directory = Directory(
        [
            Agency("KOTA", "Kota Contoh"),
            Agency("DPU", "Dinas  Pekerjaan Umum", parent="KOTA"),
            Agency("KEL-1", "Kelurahan Contoh", parent="KOTA"),
            Agency("KEL-2", "Kelurahan Contoh", parent="KOTA"),
        ]
    )
    verified = ["6 Jan 2025", "Terverifikasi"]
    names = ["Dinas Pekerjaan Umum", "Kelurahan Contoh", "DPU", "Dinas Lain", ""]
    export = export_of(*([*verified, "Kota Contoh", name] for name in names))
    snapshot = observe_export(export, calendar=indonesia(), directory=directory)

    assert ["DPU", "Kelurahan Contoh", "DPU (Kota Contoh)", "Dinas Lain", UNDISPOSED] == [
        one.agency for one in snapshot.entries
    ]


def test_a_name_of_several_offices_gets_no_code() -> None:
    """Nobody could say which of them the directory has."""
    directory = Directory([Agency("DINKES", "Dinas Kesehatan")])
    verified = ["6 Jan 2025", "Terverifikasi"]
    export = export_of(
        [*verified, "Kota Contoh", "Dinas Kesehatan"], [*verified, "Kota Lain", "Dinas Kesehatan"]
    )
    snapshot = observe_export(export, calendar=indonesia(), directory=directory)

    assert ["Dinas Kesehatan (Kota Contoh)", "Dinas Kesehatan (Kota Lain)"] == [
        one.agency for one in snapshot.entries
    ]


def test_places_go_by_city_and_district() -> None:
    """As the file names them; the region given is only for files without names."""
    verified = ["6 Jan 2025", "Terverifikasi"]
    with_names = export_of([*verified, "", "", "", "Kota Contoh", "Kec. Contoh"])
    without = export_of(verified)

    assert ["Kota Contoh, Kec. Contoh"] == list(
        observe_export(with_names, calendar=indonesia()).by("region")
    )
    assert ["99.71"] == list(observe_export(without, calendar=indonesia()).by("region"))


def test_reasons_are_told_when_several_complaints_share_them() -> None:
    """What stands there once may be what somebody wrote about a person."""
    archived = ["6 Jan 2025", "Diarsipkan oleh Admin", "", ""]
    export = export_of(
        *([*archived, "Di luar  kota"] for _ in range(5)),
        [*archived, "Contoh alasan bebas"],
        [*archived, ""],
        ["6 Jan 2025", "Menunggu Kelengkapan Informasi", "", "", "Di luar kota"],
    )

    because = read(export)["archived_because"]

    assert {"Di luar kota": Share(5, 7), "other": Share(1, 7), "unknown": Share(1, 7)} == {
        one.key: one.share for one in because.parts
    }


def test_lapor_s_own_reasons_are_told_by_their_codes() -> None:
    """However few there are: they are labels, and nobody's words."""
    archived = ["6 Jan 2025", "Diarsipkan oleh Admin", "", ""]
    export = export_of([*archived, "tanpa bukti"], [*archived, " Tidak  jelas "])

    parts = read(export)["archived_because"].parts

    assert {"no_evidence": "tanpa bukti", "unclear": "tidak jelas"} == {
        one.key: one.label.id for one in parts
    }


@pytest.mark.parametrize(
    "words", ["a\x1b[31mb", "a\u202eb", "x" * 201, "other", "unknown", "insult", "archive"]
)
def test_reasons_that_can_not_be_shown_are_other(words: str) -> None:
    """However many share them: what upsets a screen, what is no name, what is a key itself."""
    archived = ["6 Jan 2025", "Diarsipkan oleh Admin", "", "", words]
    (part,) = read(export_of(*[archived] * 5))["archived_because"].parts

    assert ("other", "lainnya", "other") == (part.key, part.label.id, part.label.en)


def test_ratings_are_counted_where_there_are_some() -> None:
    """Silence is none."""
    rated = ["6 Jan 2025", "Ditutup oleh Pelapor", "", "", "", "", ""]
    found = read(export_of([*rated, "4"], [*rated, ""], [*rated, "9"]))["satisfaction"]

    assert (1, 2, Share(1, 1)) == (found.n, found.left_out("not_rated"), found.part("4"))


def test_rows_that_can_not_be_read_are_not_received() -> None:
    """Mai is no month."""
    export = export_of(["6 Mai 2025", "Terverifikasi"], ["6 Jan 2025", "Terverifikasi"])

    assert (1, 1) == (read(export)["received"].value, len(export.unreadable))


def test_what_was_received_after_that_day_has_no_age() -> None:
    """Nobody can be waiting for less than no day: the file or the day is wrong."""
    export = export_of(
        ["20 Jan 2025", "Terverifikasi"], ["21 Jan 2025", "Terverifikasi"], generated="?"
    )
    snapshot = observe_export(export, calendar=indonesia(), as_of_on=MON_20_JAN)

    assert [0, None] == [one.age_days for one in snapshot.entries]


def test_a_file_can_not_be_read_as_of_a_day_before_it_was_made() -> None:
    """It tells how things stood later; of a later day nothing contradicts it."""
    export = export_of(["6 Jan 2025", "Terverifikasi"])
    with pytest.raises(InvalidValue) as refused:
        observe_export(export, calendar=indonesia(), as_of_on=date(2025, 1, 19))

    assert "before_made" == refused.value.code
    assert (
        "as_of_on: 2025-01-19 is earlier than the day on which the file says it was made,"
        " 2025-01-20" == refused.value.describe()
    )
    assert MON_20_JAN == observe_export(export, calendar=indonesia(), as_of_on=MON_20_JAN).as_of


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"export": "x"}, "wrong_type"),
        ({"directory": "x"}, "wrong_type"),
        ({"calendar": None}, "wrong_type"),
        ({"as_of_on": "2025-01-20"}, "wrong_type"),
    ],
)
def test_what_is_no_export_is_refused(arguments: dict[str, object], code: str) -> None:
    """Before anything is counted."""
    given = {"export": export_of(), "calendar": indonesia(), "as_of_on": None} | arguments
    with pytest.raises(InvalidValue) as refused:
        observe_export(**given)  # type: ignore[arg-type]

    assert code == refused.value.code
