"""Recurrences in words: the common rules as people say them, the rare ones not at all."""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest

from sp4n.monitoring.four_elements.recurrence import Recurrence
from sp4n.monitoring.four_elements.recurrence_words import rule_in_words
from sp4n.monitoring.period import Period

MON_5_JAN = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("recurrence", "english", "indonesian"),
    [
        (
            Recurrence.every_week(weekday="Fri", from_on=MON_5_JAN),
            "every Friday",
            "setiap hari Jumat",
        ),
        (
            Recurrence.every_month(day=22, from_on=MON_5_JAN),
            "every month on the 22nd",
            "setiap bulan tanggal 22",
        ),
        (
            Recurrence.every_month(day=30, from_on=MON_5_JAN),
            "every month on the 30th (or the last day)",
            "setiap bulan tanggal 30 (atau hari terakhir)",
        ),
        (
            Recurrence.every_month(day=31, from_on=MON_5_JAN),
            "every month on the last day",
            "setiap bulan pada hari terakhir",
        ),
        (
            Recurrence.every_quarter(day=3, from_on=MON_5_JAN),
            "every quarter on the 3rd of January, April, July and October",
            "setiap triwulan tanggal 3 bulan Januari, April, Juli, dan Oktober",
        ),
        (  # all four have a 30th
            Recurrence.every_quarter(day=30, from_on=MON_5_JAN),
            "every quarter on the 30th of January, April, July and October",
            "setiap triwulan tanggal 30 bulan Januari, April, Juli, dan Oktober",
        ),
        (  # February has none
            Recurrence.every_quarter(month=2, day=30, from_on=MON_5_JAN),
            "every quarter on the 30th (or the last day) of February, May, August and November",
            (
                "setiap triwulan tanggal 30 (atau hari terakhir) bulan Februari, Mei, Agustus, dan"
                " November"
            ),
        ),
        (
            Recurrence.every_year(month=8, day=17, from_on=MON_5_JAN),
            "every year on the 17th of August",
            "setiap tahun tanggal 17 bulan Agustus",
        ),
        (  # the 28th in most years
            Recurrence.every_year(month=2, day=29, from_on=MON_5_JAN),
            "every year on the last day of February",
            "setiap tahun pada hari terakhir bulan Februari",
        ),
    ],
    ids=lambda one: one.rule if isinstance(one, Recurrence) else "",
)
def test_the_rules_of_the_four_makers(
    recurrence: Recurrence, english: str, indonesian: str
) -> None:
    """A day of every week, month, quarter and year."""
    assert f"{english}, from 2026-01-05" == recurrence.describe()
    assert f"{indonesian}, mulai 2026-01-05" == recurrence.describe("id")


@pytest.mark.parametrize(
    ("rule", "english", "indonesian"),
    [
        ("FREQ=DAILY", "every day", "setiap hari"),
        (
            "FREQ=DAILY;INTERVAL=10;COUNT=9",
            "every 10 days, 9 in all",
            "setiap 10 hari, seluruhnya 9 kali",
        ),
        ("FREQ=WEEKLY", "every Monday", "setiap hari Senin"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "every Tuesday and Thursday", "setiap hari Selasa dan Kamis"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
            "every 2 weeks on Monday, Wednesday and Friday",
            "setiap 2 minggu pada hari Senin, Rabu, dan Jumat",
        ),
        ("FREQ=MONTHLY", "every month on the 5th", "setiap bulan tanggal 5"),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,11",
            "every 2 months on the 1st and 11th",
            "setiap 2 bulan tanggal 1 dan 11",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "every month on the last day",
            "setiap bulan pada hari terakhir",
        ),
        (
            "FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=31",
            "every year on the 31st of March",
            "setiap tahun tanggal 31 bulan Maret",
        ),
        ("FREQ=YEARLY", "every year on the 5th of January", "setiap tahun tanggal 5 bulan Januari"),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=6,12",
            "every 2 years on the 5th of June and December",
            "setiap 2 tahun tanggal 5 bulan Juni dan Desember",
        ),
    ],
)
def test_other_plain_rules(rule: str, english: str, indonesian: str) -> None:
    """What a rule leaves to its first day, Monday 5 January, is said as well."""
    assert english == rule_in_words(rule, MON_5_JAN)
    assert indonesian == rule_in_words(rule, MON_5_JAN, "id")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=31",  # seven months only
        "FREQ=MONTHLY;BYMONTHDAY=-2,5",
        "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=5,20;BYSETPOS=-1",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2,3",  # January and March
        "FREQ=YEARLY;BYMONTHDAY=5",  # every month
        "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",  # 31 July only
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    ],
)
def test_rare_rules_have_no_words(rule: str) -> None:
    """Better the rule itself than words that only seem to say it."""
    assert rule_in_words(rule, MON_5_JAN) is None
    assert f"{rule}, mulai 2026-01-05" == Recurrence(rule, from_on=MON_5_JAN).describe("id")


PARTS = {
    "FREQ": ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
    "INTERVAL": ("", "2"),
    "BYMONTH": ("", "1", "2", "1,4,7,10", "1,2,3,4,5,6,7,8,9,10,11,12"),
    "BYMONTHDAY": ("", "5", "5,20", "28,29,30", "28,29,30,31", "30", "31", "-1"),
    "BYDAY": ("", "MO", "TU,FR"),
    "BYSETPOS": ("", "-1"),
}


def test_rules_of_the_same_words_have_the_same_days() -> None:
    """Of some two thousand rules: whatever the words leave out makes no difference."""
    eight_years = Period(MON_5_JAN, date(2034, 1, 1))
    days_of: defaultdict[str, set[tuple[date, ...]]] = defaultdict(set)
    for values in product(*PARTS.values()):
        parts = dict(zip(PARTS, values, strict=True))
        rule = ";".join(f"{name}={value}" for name, value in parts.items() if value)
        said = rule_in_words(rule, MON_5_JAN)
        if said is not None:
            days_of[said].add(Recurrence(rule, from_on=MON_5_JAN).days(eight_years))

    assert 40 <= len(days_of)
    assert [] == [said for said, days in days_of.items() if len(days) > 1]
