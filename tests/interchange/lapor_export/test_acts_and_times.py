"""When a complaint came and when something was done to it, beside each other."""

import io
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from sp4n.interchange import Export, FormatError, read_export, read_rows

WIB = timezone(timedelta(hours=7))


def register(**cells: object) -> Export:
    return read_rows([{"number": "X-1", "status": "Ditutup oleh Sistem"} | cells])


@pytest.mark.parametrize(
    ("came", "gone", "seconds", "is_before"),
    [
        ("2023-05-29T20:00:00Z", "2023-05-30T02:00:00+07:00", -3600, True),
        ("2023-05-30T02:00:00+07:00", "2023-05-29T20:00:00Z", 3600, False),
        ("2023-05-29T20:00:00Z", "2023-05-29T08:00:00Z", -43200, True),
        ("2023-05-29 15:00", "2023-05-29", 0, False),
        ("2023-05-29 09:00", "2023-05-29", 10800, False),
        ("2023-05-30T02:00:00+07:00", "2023-05-30", 61200, False),
        ("2023-05-30T02:00:00+07:00", "2023-05-29", 0, False),
        ("2023-05-29 15:00", "2023-05-28", -97200, True),
        ("2023-05-29", "2023-05-29 08:00", 0, False),
        ("2023-05-29", "2023-05-29", 0, False),
        ("2023-05-29", "2023-05-28 23:00", -46800, True),
        ("2023-05-29", "2023-05-30", 86400, False),
    ],
)
def test_acts_are_compared_with_the_receipt_as_far_as_times_are_known(
    came: str, gone: str, seconds: int, *, is_before: bool
) -> None:
    """In one zone; what was done on the same day never lasted less than no time."""
    (row,) = register(received_on=came, closed_at=gone).rows

    assert row.closed_at is not None
    assert seconds == (row.closed_at - row.complaint.submitted_at).total_seconds()
    assert is_before == ("before_receipt" in [one.code for one in row.notes])


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("29 Mei 2023", time(8, 15, tzinfo=WIB)),
        ("29 Mei 2023", datetime(2023, 5, 29, 8, 15, tzinfo=WIB)),
        ("2023-05-29", "2023-05-29T08:15:00+07:00"),
        ("2023-05-28", "2023-05-29T08:15:00+07:00"),
        ("2023-05-29", "08:15 (WIB)"),
        ("2023-05-29", "01:15"),
    ],
)
def test_a_time_is_read_in_its_zone(day: str, at: Any) -> None:
    """A timestamp that names its zone may have another day than the column of UTC days."""
    (found,) = register(received_on=day, received_at=at).complaints

    assert datetime(2023, 5, 29, 8, 15, tzinfo=WIB) == found.submitted_at


@pytest.mark.parametrize(
    ("times", "expected", "codes"),
    [
        ([0.15, 4.0], ["00:15", "04:00"], []),
        (["0.15", "4"], ["00:15", "04:00"], []),
        ([7, 8], ["07:00", "08:00"], []),
        ([0.15, 0.3], ["03:36", "07:12"], ["times_unclear"]),
        ([0.5, 0.75], ["12:00", "18:00"], []),
    ],
)
def test_whole_numbers_are_hours(times: list[Any], expected: list[str], codes: list[str]) -> None:
    """Only numbers that all may be both are unclear, which is noted once."""
    export = read_rows(
        [
            {
                "number": f"X-{n}",
                "received_on": "29 Mei 2023",
                "received_at": at,
                "status": "Terverifikasi",
            }
            for n, at in enumerate(times)
        ]
    )

    assert expected == [f"{one.submitted_at:%H:%M}" for one in export.complaints]
    assert codes == [one.code for one in export.notes if one.code.startswith("times_")]


@pytest.mark.parametrize("write", [int, str])
def test_eight_digits_are_days_where_all_of_a_column_are(write: Any) -> None:
    """Beside other days they may be anything."""
    days = [write("20230529"), write("20230504")]
    rows = [
        {"number": f"X-{n}", "received_on": day, "status": "Terverifikasi"}
        for n, day in enumerate([*days, "29 Mei 2023"])
    ]

    assert [date(2023, 5, 29), date(2023, 5, 4)] == [
        one.submitted_at.date() for one in read_rows(rows[:2]).complaints
    ]
    assert [["not_a_day"]] * 2 == [
        [one.code for one in row.faults] for row in read_rows(rows).unreadable
    ]


def test_a_refusal_says_which_of_several_files_it_means() -> None:
    """Of one alone it need not."""
    head = "Tracking ID,Tanggal Laporan Masuk,Status Laporan\n"
    files = [io.BytesIO(f"{head}X-{n},{day},Terverifikasi\n".encode())
             for n, day in enumerate(["29 Mei 2023", "04/05/2023"])]  # fmt: skip
    for one, name in zip(files, "ab", strict=True):
        one.name = f"{name}.csv"
    with pytest.raises(FormatError) as several:
        read_export(files)
    for one in files:
        one.seek(0)
    with pytest.raises(FormatError) as alone:
        read_export(files[1])
    with pytest.raises(FormatError) as lacking:
        read_export([files[0], "/nowhere/c.csv"])

    assert ["b.csv: Tanggal Laporan Masuk"] == [one.where for one in several.value.faults]
    assert ["Tanggal Laporan Masuk"] == [one.where for one in alone.value.faults]
    assert ["c.csv"] == [one.where for one in lacking.value.faults]


def test_of_two_exports_of_one_day_times_are_compared_in_their_zones() -> None:
    """Where both name one: 12.00 WIB is 05.00 UTC."""

    def made(at: str, status: str) -> io.BytesIO:
        head = f"Tanggal Generate,{at}\nTracking ID,Tanggal Laporan Masuk,Status Laporan\n"
        return io.BytesIO(f"{head}X-1,3 Jan 2023,{status}\n".encode())

    for order in (1, -1):
        files = [made("2023-05-01 10:00 UTC", "Terverifikasi"),
                 made("2023-05-01 12:00 WIB", "Ditutup oleh Sistem")][::order]  # fmt: skip

        assert ["verified"] == [one.status for one in read_export(files).rows]
