"""Every known decree on days off (*SKB 3 Menteri*, once a *Keppres*), version by version.

A row gives the whole joint leave list (*cuti bersama*) in force from its signing day on, each day
under the feast that it surrounds, and where the decree has moved national holidays since the first
list of the year (`_NATIONAL`). Numbers are those of the ministers for religion, manpower and
administrative reform.

All facts are secondary. The national holidays were drafted from the package `holidays` 0.109
(category public), then reviewed; the final lists of 2015 to 2027 agree with it but for 1 June 2016,
which it counts as a holiday: Pancasila Day is one since 2017. Of 2015, 2016 and 2019 only the
final lists are known. A moved feast is written with all its days.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from sp4n.workdays.decree import Decree, Instrument
from sp4n.workdays.holiday import FEASTS, Holiday

REVIEWED_ON = date(2026, 11, 30)
"""The day whose knowledge this table holds: the latest decree or search that went into it."""

_SOURCE = (
    "joint leave, numbers and signing day: news and government pages of the time; national "
    "holidays: drafted from the package `holidays` 0.109, then reviewed"
)
_FINAL_LIST_SOURCE = "the final list, as the package `holidays` 0.109 has it, reviewed"
_KEPPRES = "Keppres "
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ROWS: tuple[tuple[int, str, str, str, str], ...] = (
    # year, signed on, numbers (of a Keppres, with that word before them), joint leave in force,
    # national holidays moved
    (2015, "", "", "idul_fitri 16, 20, 21 Jul", ""),
    (2016, "", "", "idul_fitri 4, 5, 8 Jul; christmas 26 Dec", ""),
    (2017, "", "", "new_year 2 Jan; idul_fitri 27, 28, 29, 30 Jun; christmas 26 Dec", ""),
    # the President added 23 June, beside the joint decree
    (
        2017,
        "2017-06-15",
        "Keppres 18/2017",
        "new_year 2 Jan; idul_fitri 23, 27, 28, 29, 30 Jun; christmas 26 Dec",
        "",
    ),
    (
        2018,
        "2017-09-22",
        "707/2017, 256/2017, 01/SKB/MENPAN-RB/09/2017",
        "idul_fitri 13, 14, 18, 19 Jun; christmas 24 Dec",
        "",
    ),
    (
        2018,
        "2018-04-18",
        "223/2018, 46/2018, 13/2018",
        "idul_fitri 11, 12, 13, 14, 18, 19, 20 Jun; christmas 24 Dec",
        "",
    ),
    (2019, "", "", "idul_fitri 3, 4, 7 Jun; christmas 24 Dec", ""),
    (
        2020,
        "2019-08-28",
        "728/2019, 213/2019, 01/2019",
        "idul_fitri 22, 26, 27 May; christmas 24 Dec",
        "",
    ),
    (
        2020,
        "2020-03-09",
        "174/2020, 01/2020, 01/2020",
        "idul_fitri 22, 26, 27, 28, 29 May; muharram 21 Aug; maulid 30 Oct; christmas 24 Dec",
        "",
    ),
    # signed on: the day of the ministers' meeting
    (
        2020,
        "2020-04-09",
        "391/2020, 02/2020, 02/2020",
        (
            "idul_fitri 22 May; muharram 21 Aug; maulid 28, 30 Oct; christmas 24 Dec; "
            "idul_fitri_replacement 28, 29, 30, 31 Dec"
        ),
        "",
    ),
    # two days ahead, 22 May becomes a working day
    (
        2020,
        "2020-05-20",
        "440/2020, 03/2020, 03/2020",
        (
            "muharram 21 Aug; maulid 28, 30 Oct; christmas 24 Dec; "
            "idul_fitri_replacement 28, 29, 30, 31 Dec"
        ),
        "",
    ),
    (
        2020,
        "2020-12-01",
        "744/2020, 05/2020, 06/2020",
        "muharram 21 Aug; maulid 28, 30 Oct; christmas 24 Dec; idul_fitri_replacement 31 Dec",
        "",
    ),
    (
        2021,
        "2020-09-10",
        "642/2020, 4/2020, 4/2020",
        "isra_mikraj 12 Mar; idul_fitri 12, 17, 18, 19 May; christmas 24, 27 Dec",
        "",
    ),
    (2021, "2021-02-22", "281/2021, 1/2021, 1/2021", "idul_fitri 12 May; christmas 24 Dec", ""),
    (
        2021,
        "2021-06-18",
        "712/2021, 1/2021, 3/2021",
        "idul_fitri 12 May",
        "muharram 11 Aug; maulid 20 Oct",
    ),
    (2022, "2021-09-22", "963/2021, 3/2021, 4/2021", "", ""),
    (2022, "2022-04-07", "375/2022, 1/2022, 1/2022", "idul_fitri 29 Apr, 4, 5, 6 May", ""),
    (
        2022,
        "2022-07-07",
        "678/2022, 2/2022, 2/2022",
        "idul_fitri 29 Apr, 4, 5, 6 May",
        "idul_adha 10 Jul",
    ),
    (
        2023,
        "2022-10-11",
        "1066/2022, 3/2022, 3/2022",
        (
            "imlek 23 Jan; nyepi 23 Mar; idul_fitri 21, 24, 25, 26 Apr; waisak 2 Jun; "
            "christmas 26 Dec"
        ),
        "",
    ),
    (
        2023,
        "2023-03-29",
        "327/2023, 1/2023, 1/2023",
        (
            "imlek 23 Jan; nyepi 23 Mar; idul_fitri 19, 20, 21, 24, 25 Apr; waisak 2 Jun; "
            "christmas 26 Dec"
        ),
        "",
    ),
    (
        2023,
        "2023-06-16",
        "624/2023, 2/2023, 2/2023",
        (
            "imlek 23 Jan; nyepi 23 Mar; idul_fitri 19, 20, 21, 24, 25 Apr; waisak 2 Jun; "
            "idul_adha 28, 30 Jun; christmas 26 Dec"
        ),
        "",
    ),
    (
        2024,
        "2023-09-12",
        "855/2023, 3/2023, 4/2023",
        (
            "imlek 9 Feb; nyepi 12 Mar; idul_fitri 8, 9, 12, 15 Apr; ascension 10 May; "
            "waisak 24 May; idul_adha 18 Jun; christmas 26 Dec"
        ),
        "",
    ),
    # changes names only; the day is unknown, the last of February is taken (own choice)
    (
        2024,
        "2024-02-29",
        "236/2024, 1/2024, 2/2024",
        (
            "imlek 9 Feb; nyepi 12 Mar; idul_fitri 8, 9, 12, 15 Apr; ascension 10 May; "
            "waisak 24 May; idul_adha 18 Jun; christmas 26 Dec"
        ),
        "",
    ),
    (
        2025,
        "2024-10-14",
        "1017/2024, 2/2024, 2/2024",
        (
            "imlek 28 Jan; nyepi 28 Mar; idul_fitri 2, 3, 4, 7 Apr; waisak 13 May; "
            "ascension 30 May; idul_adha 9 Jun; christmas 26 Dec"
        ),
        "",
    ),
    (
        2025,
        "2025-08-07",
        "933/2025, 1/2025, 3/2025",
        (
            "imlek 28 Jan; nyepi 28 Mar; idul_fitri 2, 3, 4, 7 Apr; waisak 13 May; "
            "ascension 30 May; idul_adha 9 Jun; independence 18 Aug; christmas 26 Dec"
        ),
        "",
    ),
    (
        2026,
        "2025-09-19",
        "1497/2025, 2/2025, 5/2025",
        (
            "imlek 16 Feb; nyepi 18 Mar; idul_fitri 20, 23, 24 Mar; ascension 15 May; "
            "idul_adha 28 May; christmas 24 Dec"
        ),
        "",
    ),
    # Idul Fitri and Idul Adha wait for the moon sighting
    (
        2027,
        "2026-09-15",
        "1205/2026, 3/2026, 2/2026",
        (
            "imlek 5 Feb; idul_fitri 9, 12, 15 Mar; good_friday 25 Mar; idul_adha 18 May; "
            "waisak 19 May; christmas 24 Dec"
        ),
        "",
    ),
)

_NATIONAL: Mapping[int, str] = {
    2015: (
        "new_year 1 Jan; maulid 3 Jan; imlek 19 Feb; nyepi 21 Mar; good_friday 3 Apr; "
        "labor_day 1 May; ascension 14 May; isra_mikraj 16 May; waisak 2 Jun; "
        "idul_fitri 17, 18 Jul; independence 17 Aug; idul_adha 24 Sep; muharram 14 Oct; "
        "maulid 24 Dec; christmas 25 Dec"
    ),
    2016: (
        "new_year 1 Jan; imlek 8 Feb; nyepi 9 Mar; good_friday 25 Mar; labor_day 1 May; "
        "ascension 5 May; isra_mikraj 6 May; waisak 22 May; idul_fitri 6, 7 Jul; "
        "independence 17 Aug; idul_adha 12 Sep; muharram 2 Oct; maulid 12 Dec; "
        "christmas 25 Dec"
    ),
    2017: (
        "new_year 1 Jan; imlek 28 Jan; nyepi 28 Mar; good_friday 14 Apr; isra_mikraj 24 Apr; "
        "labor_day 1 May; waisak 11 May; ascension 25 May; pancasila 1 Jun; "
        "idul_fitri 25, 26 Jun; independence 17 Aug; idul_adha 1 Sep; muharram 21 Sep; "
        "maulid 1 Dec; christmas 25 Dec"
    ),
    2018: (
        "new_year 1 Jan; imlek 16 Feb; nyepi 17 Mar; good_friday 30 Mar; isra_mikraj 14 Apr; "
        "labor_day 1 May; ascension 10 May; waisak 29 May; pancasila 1 Jun; "
        "idul_fitri 15, 16 Jun; independence 17 Aug; idul_adha 22 Aug; muharram 11 Sep; "
        "maulid 20 Nov; christmas 25 Dec"
    ),
    2019: (
        "new_year 1 Jan; imlek 5 Feb; nyepi 7 Mar; isra_mikraj 3 Apr; good_friday 19 Apr; "
        "labor_day 1 May; waisak 19 May; ascension 30 May; pancasila 1 Jun; "
        "idul_fitri 5, 6 Jun; idul_adha 11 Aug; independence 17 Aug; muharram 1 Sep; "
        "maulid 9 Nov; christmas 25 Dec"
    ),
    2020: (
        "new_year 1 Jan; imlek 25 Jan; isra_mikraj 22 Mar; nyepi 25 Mar; good_friday 10 Apr; "
        "labor_day 1 May; waisak 7 May; ascension 21 May; idul_fitri 24, 25 May; "
        "pancasila 1 Jun; idul_adha 31 Jul; independence 17 Aug; muharram 20 Aug; "
        "maulid 29 Oct; christmas 25 Dec"
    ),
    2021: (
        "new_year 1 Jan; imlek 12 Feb; isra_mikraj 11 Mar; nyepi 14 Mar; good_friday 2 Apr; "
        "labor_day 1 May; ascension 13 May; idul_fitri 13, 14 May; waisak 26 May; "
        "pancasila 1 Jun; idul_adha 20 Jul; muharram 10 Aug; independence 17 Aug; "
        "maulid 19 Oct; christmas 25 Dec"
    ),
    2022: (
        "new_year 1 Jan; imlek 1 Feb; isra_mikraj 28 Feb; nyepi 3 Mar; good_friday 15 Apr; "
        "labor_day 1 May; idul_fitri 2, 3 May; waisak 16 May; ascension 26 May; "
        "pancasila 1 Jun; idul_adha 9 Jul; muharram 30 Jul; independence 17 Aug; maulid 8 Oct; "
        "christmas 25 Dec"
    ),
    2023: (
        "new_year 1 Jan; imlek 22 Jan; isra_mikraj 18 Feb; nyepi 22 Mar; good_friday 7 Apr; "
        "idul_fitri 22, 23 Apr; labor_day 1 May; ascension 18 May; pancasila 1 Jun; "
        "waisak 4 Jun; idul_adha 29 Jun; muharram 19 Jul; independence 17 Aug; maulid 28 Sep; "
        "christmas 25 Dec"
    ),
    2024: (
        "new_year 1 Jan; isra_mikraj 8 Feb; imlek 10 Feb; nyepi 11 Mar; good_friday 29 Mar; "
        "easter 31 Mar; idul_fitri 10, 11 Apr; labor_day 1 May; ascension 9 May; "
        "waisak 23 May; pancasila 1 Jun; idul_adha 17 Jun; muharram 7 Jul; "
        "independence 17 Aug; maulid 16 Sep; christmas 25 Dec"
    ),
    2025: (
        "new_year 1 Jan; isra_mikraj 27 Jan; imlek 29 Jan; nyepi 29 Mar; "
        "idul_fitri 31 Mar, 1 Apr; good_friday 18 Apr; easter 20 Apr; labor_day 1 May; "
        "waisak 12 May; ascension 29 May; pancasila 1 Jun; idul_adha 6 Jun; muharram 27 Jun; "
        "independence 17 Aug; maulid 5 Sep; christmas 25 Dec"
    ),
    2026: (
        "new_year 1 Jan; isra_mikraj 16 Jan; imlek 17 Feb; nyepi 19 Mar; "
        "idul_fitri 21, 22 Mar; good_friday 3 Apr; easter 5 Apr; labor_day 1 May; "
        "ascension 14 May; idul_adha 27 May; waisak 31 May; pancasila 1 Jun; muharram 16 Jun; "
        "independence 17 Aug; maulid 25 Aug; christmas 25 Dec"
    ),
    2027: (
        "new_year 1 Jan; isra_mikraj 5 Jan; imlek 6 Feb; nyepi 8 Mar; idul_fitri 10, 11 Mar; "
        "good_friday 26 Mar; easter 28 Mar; labor_day 1 May; ascension 6 May; "
        "idul_adha 17 May; waisak 20 May; pancasila 1 Jun; muharram 6 Jun; maulid 15 Aug; "
        "independence 17 Aug; christmas 25 Dec; isra_mikraj 26 Dec"
    ),
}
"""The national holidays of each year, as the year's first decree lists them."""

_ELECTIONS: Mapping[int, str] = {
    2015: "local_election 9 Dec",
    2017: "local_election 15 Feb",
    2018: "local_election 27 Jun",
    2019: "general_election 17 Apr",
    2020: "local_election 9 Dec",
    2024: "general_election 14 Feb; local_election 27 Nov",
}
"""Days of national voting: each has a decree of its own, which we don't record; they count as
always known (own choice)."""


@cache
def decrees() -> tuple[Decree, ...]:
    """Give every decree of the table, by year and signing day.

    >>> [str(decree.signed_on) for decree in decrees() if decree.year == 2022]
    ['2021-09-22', '2022-04-07', '2022-07-07']
    """
    return tuple(_decree(*row) for row in _ROWS)


def is_in_table(year: int) -> bool:
    """Tell whether the table covers a year, so that `holidays` isn't needed for it."""
    return year in _NATIONAL


@cache
def elections(year: int) -> tuple[Holiday, ...]:
    """Give the days of national voting in a year."""
    return tuple(_days(year, _ELECTIONS.get(year, "")))


def _decree(year: int, signed_on: str, numbers: str, joint_leave: str, moved: str) -> Decree:
    moved_days = [*_days(year, moved)]
    feasts = {holiday.feast for holiday in moved_days}
    national = [
        *(holiday for holiday in _days(year, _NATIONAL[year]) if holiday.feast not in feasts),
        *moved_days,
    ]
    instrument: Instrument = "Keppres" if numbers.startswith(_KEPPRES) else "SKB 3 Menteri"
    return Decree(
        year,
        date.fromisoformat(signed_on) if signed_on else None,
        numbers.removeprefix(_KEPPRES).split(", ") if numbers else (),
        national=national,
        joint_leave=_days(year, joint_leave),
        source=_SOURCE if signed_on else _FINAL_LIST_SOURCE,
        instrument=instrument,
    )


def _days(year: int, text: str) -> Iterator[Holiday]:
    """Read a list such as ``christmas 24, 27 Dec; idul_fitri 29 Apr, 4, 5 May``."""
    for group in filter(None, text.split("; ")):
        feast, _, written = group.partition(" ")
        numbers: list[int] = []
        for part in written.replace(",", "").split():
            if part.isdecimal():
                numbers.append(int(part))
                continue
            month = _MONTHS.index(part) + 1
            yield from (Holiday(date(year, month, day), FEASTS[feast], feast) for day in numbers)
            numbers = []
