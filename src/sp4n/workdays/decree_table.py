"""Every known joint decree (*SKB 3 Menteri*) on days off, version by version.

The national holidays of a year stand in `sp4n.workdays.national_days`; a row here gives the whole
joint leave list (*cuti bersama*) in force from its signing day on, each day under the feast that it
surrounds, and where the decree has moved national holidays since the first list of the year.
Numbers are those of the ministers for religion, manpower and administrative reform.

All facts are secondary; the final lists of 2015 to 2027 agree with the package `holidays` 0.109 but
for 1 June 2016. To 2019 only the final lists are known. A moved feast is written with all its days.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from sp4n.workdays.decree import Decree
from sp4n.workdays.holiday import FEASTS, Holiday
from sp4n.workdays.national_days import NATIONAL_DAYS

REVIEWED_ON = date(2026, 9, 15)
"""The day whose knowledge this table holds: the latest decree or search that went into it."""

_SOURCE = (
    "joint leave, numbers and signing day: news and government pages of the time; national "
    "holidays: drafted from the package `holidays` 0.109, then reviewed"
)
_FINAL_LIST_SOURCE = "the final list, as the package `holidays` 0.109 has it, reviewed"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ROWS: tuple[tuple[int, str, str, str, str], ...] = (
    # year, signed on, numbers, joint leave in force, national holidays moved
    (
        2015,
        "",
        "",
        "idul_fitri 16, 20, 21 Jul",
        "",
    ),
    (
        2016,
        "",
        "",
        "idul_fitri 4, 5, 8 Jul; christmas 26 Dec",
        "",
    ),
    (
        2017,
        "",
        "",
        "new_year 2 Jan; idul_fitri 23, 27, 28, 29, 30 Jun; christmas 26 Dec",
        "",
    ),
    (
        2018,
        "",
        "",
        "idul_fitri 11, 12, 13, 14, 18, 19, 20 Jun; christmas 24 Dec",
        "",
    ),
    (
        2019,
        "",
        "",
        "idul_fitri 3, 4, 7 Jun; christmas 24 Dec",
        "",
    ),
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
    (
        2021,
        "2021-02-22",
        "281/2021, 1/2021, 1/2021",
        "idul_fitri 12 May; christmas 24 Dec",
        "",
    ),
    (
        2021,
        "2021-06-18",
        "712/2021, 1/2021, 3/2021",
        "idul_fitri 12 May",
        "muharram 11 Aug; maulid 20 Oct",
    ),
    (
        2022,
        "2021-09-22",
        "963/2021, 3/2021, 4/2021",
        "",
        "",
    ),
    (
        2022,
        "2022-04-07",
        "375/2022, 1/2022, 1/2022",
        "idul_fitri 29 Apr, 4, 5, 6 May",
        "",
    ),
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


@cache
def decrees() -> tuple[Decree, ...]:
    """Give every decree of the table, by year and signing day.

    >>> [str(decree.signed_on) for decree in decrees() if decree.year == 2022]
    ['2021-09-22', '2022-04-07', '2022-07-07']
    """
    return tuple(_decree(*row) for row in _ROWS)


def _decree(year: int, signed_on: str, numbers: str, joint_leave: str, moved: str) -> Decree:
    moved_days = [*_days(year, moved)]
    feasts = {holiday.feast for holiday in moved_days}
    national = [
        *(holiday for holiday in _first_list(year) if holiday.feast not in feasts),
        *moved_days,
    ]
    return Decree(
        year,
        date.fromisoformat(signed_on) if signed_on else None,
        numbers.split(", ") if numbers else (),
        national=national,
        joint_leave=_days(year, joint_leave),
        source=_SOURCE if signed_on else _FINAL_LIST_SOURCE,
    )


@cache
def _first_list(year: int) -> tuple[Holiday, ...]:
    days = NATIONAL_DAYS[year]
    return tuple(
        Holiday(date(year, month, day), FEASTS[feast], feast) for month, day, feast in days
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
