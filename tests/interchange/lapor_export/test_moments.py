"""Days and times in all forms in which programs write them; no form ever means another day."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.interchange.lapor_export.clocks import (
    clock_of,
    looks_like_a_day,
    looks_like_a_time,
    shown_moment,
)
from sp4n.interchange.lapor_export.moments import (
    Dates,
    Day,
    day_of,
    days_in,
    time_of,
)

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

DAY, TIME = "Tanggal Laporan Masuk", "Waktu Laporan Masuk"
MAY_29 = date(2023, 5, 29)
MONTHS = {
    1: "Jan January Januari", 2: "Feb February Februari Peb Pebruari", 3: "Mar March Maret Mrt",
    4: "Apr April", 5: "May Mei", 6: "Jun June Juni", 7: "Jul July Juli",
    8: "Aug August Agu Agt Agust Agustus Ags", 9: "Sep Sept September",
    10: "Oct October Okt Oktober", 11: "Nov November Nop Nopember",
    12: "Dec December Des Desember",
}  # fmt: skip
NAMES = [(number, name) for number, names in MONTHS.items() for name in names.split()]
SHAPES = [
    "{d} {m} {y}", "{d:02} {m} {y}", "{d}-{m}-{y}", "{d}/{m}/{y}", "{d}.{m}.{y}", "{d}{m}{y}",
    "{d} {m}, {y}", "{d} {m}. {y}", " {d}  {m}\t{y} ", "Senin, {d} {m} {y}", "Jum'at, {d} {m} {y}",
    "Monday, {d} {m} {y}", "{m} {d}, {y}", "{m} {d} {y}", "Monday, {m} {d}, {y}",
]  # fmt: skip
WIB, WITA, WIT = (timezone(timedelta(hours=hours)) for hours in (7, 8, 9))

TIMES = {
    "4:05": time(4, 5), "04:05": time(4, 5), "4.05": time(4, 5), "04.05.34": time(4, 5, 34),
    "04:05:34": time(4, 5, 34), "04:05:34.000": time(4, 5, 34), "04:05:34,999999": time(4, 5, 34),
    "4:05 AM": time(4, 5), "4:05 pm": time(16, 5), "04.05.34 PM": time(16, 5, 34),
    "4:05 a.m.": time(4, 5), "4:05p.m.": time(16, 5), "4:05:34\u202fPM": time(16, 5, 34),
    "12:00 AM": time(0), "12:30 AM": time(0, 30), "12:00 PM": time(12), "12:30 PM": time(12, 30),
    "0:00": time(0), "00:00:00": time(0), "23:59:59": time(23, 59, 59), "23.59": time(23, 59),
    "0.170138888": time(4, 5), "0,170138888": time(4, 5), "0.5000": time(12),
    "pukul 04.05": time(4, 5), "Jam 4:05": time(4, 5),
    "08.15 WIB": time(8, 15, tzinfo=WIB), "08:15wit": time(8, 15, tzinfo=WIT),
    "Pukul 08:15:30 WITA": time(8, 15, 30, tzinfo=WITA), "01:15Z": time(1, 15, tzinfo=UTC),
    "08:15 +07:00": time(8, 15, tzinfo=WIB),
}  # fmt: skip
NO_TIMES = [
    "24:00", "12:60", "12:00:60", "13:00 PM", "0:30 AM", "8", "0815", "8:5", "pagi", "08:15 WIX",
    "08:15 +24:00", "-1:00",
    "8:15:", "1.0000", "8:15 XM", "08:15 08:16", "",
]  # fmt: skip


@pytest.mark.parametrize(("number", "name"), NAMES)
def test_each_name_of_a_month_is_that_month(number: int, name: str) -> None:
    """English and Indonesian, short and long, in every case and shape."""
    forms = [shape.format(d=9, m=one, y=2023)
             for shape, one in product(SHAPES, (name, name.upper(), name.lower()))]  # fmt: skip

    assert {form: Day(date(2023, number, 9)) for form in forms} == {
        form: day_of(form) for form in forms
    }


def test_no_other_word_is_a_month() -> None:
    """Neither a beginning nor a likeness of one."""
    others = [
        "Mai",
        "Ja",
        "Janu",
        "Juny",
        "Agus",
        "Augustus",
        "Deci",
        "Rabu",
        "Okto",
        "Noop",
        "Junii",
    ]

    assert dict.fromkeys(others) == {name: day_of(f"9 {name} 2023") for name in others}


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-29", "2023/05/29", "2023.05.29", "2023-5-29", "2023-05-29 00:00:00",
        "2023-05-29T00:00:00.000", "45075", "45075.0", "45075,0",
    ],
)  # fmt: skip
def test_a_whole_date_is_that_day_without_a_time(text: str) -> None:
    """Midnight is how programs write days; a spreadsheet may have swapped day and month before."""
    assert Day(MAY_29, may_be_swapped=True) == day_of(text)


@pytest.mark.parametrize(
    ("text", "at", "zone"),
    [
        ("2023-05-29T04:05:34", time(4, 5, 34), None),
        ("2023-05-29 04:05", time(4, 5), None),
        ("2023-05-29, 04.05", time(4, 5), None),
        ("2023-05-29 04:05:34.123456", time(4, 5, 34), None),
        ("2023-05-29T04:05:34Z", time(4, 5, 34), timedelta()),
        ("2023-05-29 04:05:34 UTC", time(4, 5, 34), timedelta()),
        ("2023-05-29 04:05:34 GMT", time(4, 5, 34), timedelta()),
        ("2023-05-29T04:05:34.000000+0000", time(4, 5, 34), timedelta()),
        ("2023-05-29 11:05:34+07:00", time(11, 5, 34), timedelta(hours=7)),
        ("2023-05-29 01:35:34-02:30", time(1, 35, 34), -timedelta(hours=2, minutes=30)),
        ("2023-05-29 00:00+07:00", time(0), timedelta(hours=7)),
        ("2023-05-29 11:05 WIB", time(11, 5), timedelta(hours=7)),
        ("2023-05-29 12:05 WITA", time(12, 5), timedelta(hours=8)),
        ("2023-05-29 13:05 WIT", time(13, 5), timedelta(hours=9)),
        ("29 Mei 2023 pukul 11.05 WIB", time(11, 5), timedelta(hours=7)),
        ("29 May 2023 04:05:34 PM", time(16, 5, 34), None),
        ("May 29, 2023 4:05 PM", time(16, 5), None),
        ("29-Mei-23 04.05.34", time(4, 5, 34), None),
        ("45075.170138889", time(4, 5), None),
        ("45075,170138889", time(4, 5), None),
    ],
)
def test_a_time_may_follow_a_day(text: str, at: time, zone: timedelta | None) -> None:
    """With a zone, if one is written."""
    day = day_of(text)

    assert day is not None
    assert (MAY_29, at) == (day.on, day.at)
    assert zone == (None if day.zone is None else day.zone.utcoffset(None))


@pytest.mark.parametrize(
    ("cell", "on", "at", "zone"),
    [
        (MAY_29, MAY_29, None, None),
        (datetime(2023, 5, 29), MAY_29, None, None),  # noqa: DTZ001
        (datetime(2023, 5, 29, 4, 5), MAY_29, time(4, 5), None),  # noqa: DTZ001
        (datetime(2023, 5, 29, tzinfo=UTC), MAY_29, time(0), UTC),
        (45075, MAY_29, None, None),
        (45075.0, MAY_29, None, None),
        (45075.5, MAY_29, time(12), None),
        (45074.9999999, MAY_29, None, None),
        (36526, date(2000, 1, 1), None, None),
        (73050, date(2099, 12, 31), None, None),
    ],
)
def test_cells_that_are_dates_or_numbers(
    cell: Any, on: date, at: time | None, zone: timezone | None
) -> None:
    """As workbooks and frames have them; numbers are days as spreadsheets count them."""
    assert Day(on, may_be_swapped=True, at=at, zone=zone) == day_of(cell)


@pytest.mark.parametrize(
    ("text", "numbers", "year"),
    [
        ("29/05/2023", (29, 5), 2023), ("29-05-23", (29, 5), 2023), ("5/29/2023", (5, 29), 2023),
        ("04.05.2023", (4, 5), 2023), ("4/5/23", (4, 5), 2023), ("4/5/69", (4, 5), 2069),
        ("4/5/70", (4, 5), 1970), ("29/05/2023 04.05.34", (29, 5), 2023),
    ],
)  # fmt: skip
def test_numbers_alone_are_open(text: str, numbers: tuple[int, int], year: int) -> None:
    """No such date is read by itself."""
    day = day_of(text)

    assert day is not None
    assert (None, numbers, year) == (day.on, day.numbers, day.year)


@pytest.mark.parametrize(
    "cell",
    [
        "29 Mei", "Mei 2023", "29 Foo 2023", "31 Jun 2023", "29 Feb 2023", "0 Mei 2023", "2023",
        "2023-13-01", "2023-02-30", "13/13/2023", "31/02/2023", "32/01/2023", "29/05-2023",
        "29 Mei 0023", "29 Mei 3000", "20231329", "19000529", 202305291,
        "kemarin", "", "-", "9000001", "36525", "73051",
        "4507", "450750", "29 Mei 2023 25:00", "29 Mei 2023 x", "2023-05-29T", "1e5", 0, -1, 36525,
        73051, float("nan"), float("inf"), None, time(4, 5), timedelta(days=1), date(1, 1, 1),
        "29 Mei 2023 29 Mei 2023", "\u0662\u0669 Mei 2023", "\uff12\uff19/05/2023",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(cell: Any) -> None:
    """Neither half a date nor one that the calendar lacks, nor a number of another sort."""
    assert day_of(cell) is None


@pytest.mark.parametrize(("text", "expected"), TIMES.items())
def test_times_in_all_forms(text: str, expected: time) -> None:
    """With colons or points, seconds or none, halves of the day or none."""
    found = time_of(text)

    assert found is not None
    assert (expected, expected.tzinfo is None) == (found, found.tzinfo is None)
    assert looks_like_a_time(text)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_none(text: str) -> None:
    """Nothing is rounded or wrapped around."""
    assert time_of(text) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (time(4, 5, 34), time(4, 5, 34)),
        (time(4, 5, tzinfo=UTC), time(4, 5, tzinfo=UTC)),
        (datetime(2023, 5, 29, 4, 5, tzinfo=UTC), time(4, 5, tzinfo=UTC)),
        (datetime(1899, 12, 30, 4, 5), time(4, 5)),  # noqa: DTZ001
        (timedelta(hours=4, minutes=5), time(4, 5)),
        (timedelta(days=1), None),
        (timedelta(seconds=-1), None),
        (0, time(0)),
        (0.5, time(12)),
        (0.999999999, None),
        (1, None),
        (8.15, None),
        (float("nan"), None),
        (None, None),
    ],
)
def test_cells_that_are_times_or_numbers(cell: Any, expected: time | None) -> None:
    """Numbers are parts of a day."""
    assert expected == time_of(cell)


@pytest.mark.parametrize(
    ("cell", "in_hours", "tells"),
    [
        (21.05, time(21, 5), "hours"), (4.1, time(4, 10), "hours"), ("4,1", time(4, 10), "hours"),
        ("21,05", time(21, 5), "hours"), ("9", time(9), "hours"), (12.0, time(12), "hours"),
        (0.35, time(0, 35), None), (0, time(0), None), ("0.35", time(0, 35), None),
        (0.170138888, None, "parts"), (0.65, None, "parts"), ("0.5000", None, "parts"),
        (8.75, None, None), (24, None, None), (-0.5, None, None), ("pagi", None, None),
        ("04:05", None, None), (time(4, 5), None, None), (None, None, None), ("10.305", None, None),
    ],
)  # fmt: skip
def test_a_number_may_be_hours_and_minutes(
    cell: Any, in_hours: time | None, tells: str | None
) -> None:
    """What can't be both tells it of its column."""
    found = clock_of(cell)

    assert (time_of(cell), in_hours, tells, None) == found


ANY_DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(on=ANY_DAY, number=st.integers(0, 10_000))
def test_a_day_is_the_same_in_every_form(on: date, number: int) -> None:
    """Whole dates say it themselves, all-numeric ones in the order in which they were written."""
    names = MONTHS[on.month].split()
    parts = {"d": on.day, "m": names[number % len(names)], "y": on.year}
    whole: list[Any] = [on, on.isoformat(), (on - date(1899, 12, 30)).days,
             *(shape.format(**parts) for shape in SHAPES)]  # fmt: skip
    orders: dict[Dates, list[str]] = {
        "dmy": ["%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y"],
        "mdy": ["%m/%d/%Y", "%m-%d-%y"],
    }
    found = [day_of(one) for one in whole]
    numeric = {
        (order, form): day_of(on.strftime(form)) for order in orders for form in orders[order]
    }

    assert {on} == {None if one is None else one.in_order(None) for one in found}
    if on.year < 2069:
        for (order, form), one in numeric.items():
            assert one is not None, form
            assert on == one.in_order(order)
            assert one.in_order(None) in {on, None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(2021-01-01) - (2024-12-31)", [date(2021, 1, 1), date(2024, 12, 31)]),
        ("1 Januari 2026 s.d. 31 Januari 2026", [date(2026, 1, 1), date(2026, 1, 31)]),
        ("01-Jan-26 - 31-Jan-26", [date(2026, 1, 1), date(2026, 1, 31)]),
        ("2026-01-01T00:00:00 / 2026-01-31T23:59:59", [date(2026, 1, 1), date(2026, 1, 31)]),
        ("2026/01/01-2026/01/31", [date(2026, 1, 1), date(2026, 1, 31)]),
        ("semua", []),
        (date(2026, 1, 1), [date(2026, 1, 1)]),
        (46023, [date(2026, 1, 1)]),
        (None, []),
    ],
)
def test_days_are_found_in_a_text(text: Any, expected: list[date]) -> None:
    """As a period has two."""
    assert expected == [day.on for day in days_in(text)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31 Mai 2023", "'31 Mai 2023'"), ("31 Foo 2023", "<text:11>"),
        ("08.15 Ibu", "<text:9>"), ("25.15 WIB", "'25.15 WIB'"),
        ("25:15 pm", "'25:15 pm'"), ("12 Maria 2023", "<text:13>"),
        ("32 Janaury 2023", "'32 Janaury 2023'"), ("0800-00-0000", "<text:12>"),
        ("800.00.0000", "<text:11>"), ("2023-02-31", "'2023-02-31'"),
        ("31/02/2023", "'31/02/2023'"), (" 25:00 ", "'25:00'"),
        ("0800-0000-0000", "<text:14>"), ("kemarin", "<text:7>"),
        ("Jl. Contoh 12", "<text:13>"), ("a\u202eb", "<text:3>"),
        ("3276014501900001", "<text:16>"),
    ],
)  # fmt: skip
def test_only_what_was_meant_as_a_day_or_time_is_shown(cell: str, expected: str) -> None:
    """Whatever else stands there may be what a citizen wrote."""
    assert expected == shown_moment(cell)


@given(st.text(max_size=30))
def test_no_text_upsets_days_and_times(text: str) -> None:
    """Nothing is raised, and what is read as one looks like one."""
    assert day_of(text) is None or looks_like_a_day(text)
    assert time_of(text) is None or looks_like_a_time(text)
    assert [day for day in days_in(text) if day.year not in range(3_000)] == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("pkl 08.15", "08:15:00"), ("pkl. 08.15", "08:15:00"), ("Jam 08:15", "08:15:00"),
        ("08.15 wib.", "08:15:00+07:00"), ("08:15 (WIB)", "08:15:00+07:00"),
        ("08:15 GMT+7", "08:15:00+07:00"), ("08:15 UTC+08:00", "08:15:00+08:00"),
        ("08:15 GMT-0330", "08:15:00-03:30"), ("08:15+07", "08:15:00+07:00"),
        ("2023-05-29T08:15:00+07:00", "08:15:00+07:00"), ("2023-05-29 08:15", "08:15:00"),
        ("29 Mei 2023 pkl. 08.15 WITA", "08:15:00+08:00"),
    ],
)  # fmt: skip
def test_times_as_people_write_them(cell: str, expected: str) -> None:
    """With their zone; of a full timestamp the time."""
    assert expected == str(time_of(cell))


@pytest.mark.parametrize(
    "cell",
    [
        "Senin 29 Mei 2023", "Senin, 29 Mei 2023", "Jum'at 29 Mei 2023", "mon. 29 May 2023",
        "2023-05-29 08:15:00+07", "29 / 05 / 2023", "2023 - 05 - 29", "29 Mei 2023 pkl 08.15 (WIB)",
        "29/05/2023 08.15 wib.", "Monday May 29, 2023", "2023-05-29t08:15:00z",
    ],
)  # fmt: skip
def test_days_as_people_write_them(cell: str) -> None:
    """With a day of the week, spaces and zones; no other word stands in front."""
    day = day_of(cell)

    assert day is not None
    assert date(2023, 5, 29) == day.in_order("dmy")
    assert day_of(f"Ibu {cell}") is None


def test_a_zone_stays_with_a_typed_time() -> None:
    """As frames have them."""
    wib = timezone(timedelta(hours=7))

    assert "08:15:00+07:00" == str(time_of(time(8, 15, tzinfo=wib)))
    assert "08:15:00+07:00" == str(time_of(datetime(2023, 5, 29, 8, 15, tzinfo=wib)))
