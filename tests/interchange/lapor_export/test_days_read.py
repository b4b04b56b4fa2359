"""The days and times of a file as a whole: one order for all of them, or a refusal."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from sp4n.interchange import Export, FormatError, read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

DAY, TIME = "Tanggal Laporan Masuk", "Waktu Laporan Masuk"


def read(as_csv: Write, row: Row, *days: Any, preamble: Any = (), **options: Any) -> Export:
    rows = [row({DAY: day, "Tracking ID": str(n)}) for n, day in enumerate(days, start=1)]
    return read_export(as_csv(rows, preamble=preamble), **options)


def received(export: Export) -> list[date]:
    return [one.submitted_at.date() for one in export.complaints]


def test_one_day_above_twelve_settles_a_file(row: Row, write: Write) -> None:
    """Wherever it stands; the file tells what was found."""
    export = read(write, row, "04/05/2023", "5/5/2023", "29/05/2023", "6 Mei 2023")

    assert [date(2023, 5, day) for day in (4, 5, 29, 6)] == received(export)
    assert ("dmy", ()) == (export.dates, export.unreadable)
    assert read(write, row, "6 Mei 2023").dates is None


@pytest.mark.parametrize(
    ("days", "code"),
    [(["04/05/2023"], "dates_unclear"), (["13/05/2023", "05/13/2023"], "dates_contradict")],
)
def test_a_file_that_nothing_settles_is_refused_with_advice(
    days: list[str], code: str, row: Row, write: Write
) -> None:
    """In both languages it says what to do; then it is done."""
    with pytest.raises(FormatError) as caught:
        read(write, row, *days)

    assert [(DAY, code)] == [(one.where, one.code) for one in caught.value.faults]
    for language in ("id", "en"):
        assert "dmy, mdy, iso (dates, --dates)" in caught.value.describe(language)
    assert date(2023, 5, int(days[0][:2])) == received(read(write, row, *days, dates="dmy"))[0]


def test_dates_that_do_not_fit_what_the_caller_says_are_told(row: Row, as_csv: Write) -> None:
    """Each by its row, with what stands there."""
    export = read(as_csv, row, "29/05/2023", "05/29/2023", "2023-05-29", dates="mdy")
    iso = read(as_csv, row, "29/05/2023", "2023-05-29", dates="iso")

    assert ([date(2023, 5, 29)] * 2, ["1"]) == (received(export), [export.unreadable[0].number])
    assert "'29/05/2023'" in export.unreadable[0].describe()
    assert ([date(2023, 5, 29)], 1, "iso") == (received(iso), len(iso.unreadable), iso.dates)


def test_a_short_year_in_front_is_no_day(row: Row, as_csv: Write) -> None:
    """29 May 2023 is not 23 May 2029: such a file is refused until it is called ISO."""
    days = ["23-05-29", "23-06-03", "24-01-31"]
    with pytest.raises(FormatError) as caught:
        read(as_csv, row, *days)

    assert "dates_unclear" == caught.value.code
    assert [date(2023, 5, 29), date(2023, 6, 3), date(2024, 1, 31)] == received(
        read(as_csv, row, *days, dates="iso")
    )


def test_what_a_spreadsheet_swapped_is_refused_or_put_right(row: Row, as_xlsx: Write) -> None:
    """4 May became 5 April, 13 May stayed text; a real cell of 20 May can't have been swapped."""
    cells = [datetime(2023, 4, 5)] * 5 + ["13/05/2023", datetime(2023, 5, 20)]  # noqa: DTZ001
    with pytest.raises(FormatError) as caught:
        read(as_xlsx, row, *cells)
    export = read(as_xlsx, row, *cells, dates="dmy")

    assert "dates_contradict" == caught.value.code
    assert [date(2023, 5, 4)] * 5 + [date(2023, 5, 13), date(2023, 5, 20)] == received(export)
    assert ["dates_swapped"] == [one.code for one in export.notes]


def test_each_file_settles_its_own_order(row: Row, as_csv: Write) -> None:
    """Two programs wrote them."""
    days = [["04/05/2023", "29/05/2023"], ["05/04/2023", "05/29/2023"]]
    numbers = [[row({DAY: day, "Tracking ID": f"{n}{k}"}) for k, day in enumerate(one)]
               for n, one in enumerate(days, start=1)]  # fmt: skip
    export = read_export([as_csv(one, preamble=()) for one in numbers])

    assert [date(2023, 5, day) for day in (4, 29, 4, 29)] == received(export)
    assert "dmy mdy" == export.dates


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({DAY: "3 Jan 2026", TIME: "04.05.34"}, "2026-01-03T04:05:34+00:00"),
        ({DAY: "2026-01-03T04:05:34Z", TIME: ""}, "2026-01-03T04:05:34+00:00"),
        ({DAY: "2026-01-03 04:05:34", TIME: "-"}, "2026-01-03T04:05:34+00:00"),
        ({DAY: "2026-01-03 00:00:00", TIME: "04:05:34 AM"}, "2026-01-03T04:05:34+00:00"),
        ({DAY: "2026-01-03T11:05:34+07:00", TIME: "x"}, "2026-01-03T04:05:34+00:00"),
        ({DAY: "3 Jan 2026", TIME: "11.05 WIB"}, "2026-01-03T04:05:00+00:00"),
        ({DAY: "3 Jan 2026", TIME: "Pukul 07:30 WIT"}, "2026-01-02T22:30:00+00:00"),
        ({DAY: "2026-01-03 04:05:34", TIME: "pagi"}, "2026-01-03T04:05:34+00:00"),
        ({DAY: "3 Jan 2026", TIME: ""}, "2026-01-03T12:00:00+00:00"),
        ({DAY: "3 Jan 2026", TIME: "pagi"}, "2026-01-03T12:00:00+00:00"),
        ({DAY: "3 Jan 2026", TIME: "00:00:00"}, "2026-01-03T00:00:00+00:00"),
    ],
)
def test_day_and_time_are_put_together(
    cells: dict[str, str], expected: str, row: Row, as_csv: Write
) -> None:
    """A time in the day's cell counts where the time's says nothing; without any, noon."""
    (found,) = read_export(as_csv([row(cells)])).complaints

    assert datetime.fromisoformat(expected) == found.submitted_at


@pytest.mark.parametrize(
    ("cell", "code"),
    [("", "empty"), ("24:00", "not_a_time"), ("pagi", "not_a_time"), ("#REF!", "error_cell")],
)
def test_a_time_that_can_not_be_read_costs_a_note(
    cell: str, code: str, row: Row, write: Write
) -> None:
    """The day counts: it is the same one in every zone of the country."""
    for times in ("UTC", "WIB", "WITA", "WIT"):
        (found,) = read_export(write([row({TIME: cell})]), times=times).rows
        at = found.complaint.submitted_at

        assert [(TIME, code)] == [(one.where, one.code) for one in found.notes]
        assert {date(2026, 1, 3)} == {
            at.astimezone(timezone(timedelta(hours=hours))).date() for hours in (7, 8, 9)
        }


@pytest.mark.parametrize(
    ("day", "time", "codes"),
    [
        ("2026-01-03 04:05:34", "04:05", []),
        ("2026-01-03 04:05:34", "04:06", [(TIME, "times_differ")]),
        ("2026-01-03T04:05:34Z", "05:05:34", [(TIME, "times_differ")]),
        ("2026-01-03 00:00:00", "05:05", []),
        ("2026-01-03 04:05:34", "pagi", [(TIME, "not_a_time")]),
    ],
)
def test_two_times_that_contradict_each_other_are_noted(
    day: str, time: str, codes: list[tuple[str, str]], row: Row, as_csv: Write
) -> None:
    """Midnight beside a day is no time."""
    (found,) = read_export(as_csv([row({DAY: day, TIME: time})])).rows

    assert codes == [(one.where, one.code) for one in found.notes]


@pytest.mark.parametrize(
    ("made", "period", "unclear"),
    [
        ("03/02/2026", "1 Jan 2026 - 31 Jan 2026", ["Tanggal Generate"]),
        ("kemarin", "01/02/2026 - 03/04/2026", ["Tanggal Generate", "Periode Masuk"]),
        ("3 Feb 2026", "31 Jan 2026 - 1 Jan 2026", ["Periode Masuk"]),
        ("3 Feb 2026", "", []),
        ("-", "1 Jan 2026 - 31 Jan 2026", []),
    ],
)
def test_a_day_of_the_preamble_that_can_not_be_told_is_noted(
    made: str, period: str, unclear: list[str], row: Row, as_csv: Write
) -> None:
    """It is not as if it said nothing."""
    export = read_export(
        as_csv([row()], preamble=[["Tanggal Generate", made], ["Periode Masuk", period]])
    )

    assert unclear == [one.where for one in export.notes if one.code == "preamble_unclear"]


@pytest.mark.parametrize("times", ["UTC", "WIB", "WIT"])
def test_a_file_without_times_is_noted_once(
    times: Any, columns: list[str], row: Row, write: Write
) -> None:
    """Instants in the column of days are times."""
    names = [one for one in columns if one != TIME]
    export = read_export(
        write([row({}, names), row({"Tracking ID": "2"}, names)], names), times=times
    )
    timed = read_export(write([row({DAY: "2026-01-03 04:05"}, names)], names))

    assert [(TIME, "no_times")] == [(one.where, one.code) for one in export.notes]
    assert [(), ()] == [one.notes for one in export.rows]
    assert {date(2026, 1, 3)} == {
        one.submitted_at.astimezone(timezone(timedelta(hours=7))).date()
        for one in export.complaints
    }
    assert () == timed.notes
    assert datetime(2026, 1, 3, 4, 5, tzinfo=UTC) == timed.complaints[0].submitted_at


@pytest.mark.parametrize(
    ("made", "period", "expected"),
    [
        ("2026-02-03", "(2026-01-01) - (2026-01-31)", (3, 1, 31)),
        ("3 Februari 2026 10.15", "1 Januari 2026 - 31 Januari 2026", (3, 1, 31)),
        ("13/02/2026", "01/01/2026 s/d 31/01/2026", (13, 1, 31)),
        ("02/13/2026", "01/01/2026 - 01/31/2026", (13, 1, 31)),
        ("03/02/2026", "01/01/2026", None),
        ("46056", "46023", None),
        ("kemarin", "31 Jan 2026 - 1 Jan 2026", None),
    ],
)
def test_what_a_file_says_of_itself_is_read_in_all_forms(
    made: str, period: str, expected: tuple[int, int, int] | None, row: Row, as_csv: Write
) -> None:
    """What is open, or the wrong way round, is unknown."""
    export = read_export(
        as_csv([row()], preamble=[["Tanggal Generate", made], ["Periode Masuk", period]])
    )

    if expected is None:
        assert export.period is None
        assert export.generated_on in {None, date(2026, 2, 3)}
    else:
        assert date(2026, 2, expected[0]) == export.generated_on
        assert (date(2026, 1, expected[1]), date(2026, 1, expected[2])) == export.period


def test_the_order_of_the_column_reads_the_preamble(row: Row, as_csv: Write) -> None:
    """And what the caller says; the order of the days of a preamble settles nothing else."""
    preamble = [["Tanggal Generate", "03/02/2026"]]

    assert date(2026, 2, 3) == read(as_csv, row, "13/01/2026", preamble=preamble).generated_on
    assert date(2026, 3, 2) == read(as_csv, row, "01/13/2026", preamble=preamble).generated_on
    assert (
        date(2026, 2, 3)
        == read(as_csv, row, "3 Jan 2026", preamble=preamble, dates="dmy").generated_on
    )
    with pytest.raises(FormatError):
        read(as_csv, row, "04/01/2026", preamble=[["Tanggal Generate", "13/02/2026"]])


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([0.35, 21.05, 4.1, 12], ["00:35", "21:05", "04:10", "12:00"]),
        (["0,35", "21,05", "4,1", "12"], ["00:35", "21:05", "04:10", "12:00"]),
        ([0.5, 0.25, 0.170138888], ["12:00", "06:00", "04:05"]),
        ([0.5, 0.25], ["12:00", "06:00"]),
    ],
)
def test_a_column_tells_whether_numbers_are_hours_or_parts_of_a_day(
    times: list[Any], expected: list[str], row: Row, as_xlsx: Write
) -> None:
    """An American spreadsheet takes 21.05 for a number, and writes 4.10 as 4.1."""
    rows = [row({TIME: at, "Tracking ID": str(n)}) for n, at in enumerate(times, start=1)]

    assert expected == [
        f"{one.submitted_at:%H:%M}" for one in read_export(as_xlsx(rows)).complaints
    ]


def test_times_that_contradict_each_other_are_no_hours(row: Row, as_xlsx: Write) -> None:
    """Then those that can't be parts of a day are told."""
    rows = [
        row({TIME: at, "Tracking ID": str(n)}) for n, at in enumerate((0.170138888, 21.05, 0.35))
    ]
    found = read_export(as_xlsx(rows)).rows

    assert ["04:05", "12:00", "08:24"] == [f"{one.complaint.submitted_at:%H:%M}" for one in found]
    assert [[], ["not_a_time"], []] == [[note.code for note in one.notes] for one in found]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (date(2026, 5, 1), None),
        ("01/05/2026", None),
        (date(2026, 1, 15), date(2026, 1, 15)),
        ("15/01/2026", date(2026, 1, 15)),
        ("5 Jan 2026", date(2026, 1, 5)),
        (date(2026, 5, 5), date(2026, 5, 5)),
    ],
)
def test_a_day_above_days_that_were_swapped_may_be_swapped_too(
    made: Any, expected: date | None, row: Row, as_xlsx: Write
) -> None:
    """Nobody knows; one that can't be swapped is what it is."""
    cells = [datetime(2025, 4, 5)] * 5 + ["13/05/2025"]  # noqa: DTZ001
    preamble = [["Tanggal Generate", made], ["Periode Masuk", "01/04/2025 - 04/05/2025"]]
    export = read(as_xlsx, row, *cells, dates="dmy", preamble=preamble)

    assert expected == export.generated_on
    assert (date(2025, 4, 1), date(2025, 5, 4)) == export.period
