"""The calendar of a policy file: weeks of any days, dated changes, and what is wrong with them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from sp4n.policy import PolicyError, load_policy
from sp4n.policy.lab.part_changes import part_changes
from sp4n.sample import sample_policy
from sp4n.workdays import CalendarSettings, ExtraWorkingDay, OfficeHours, SettingChange

CITY = sample_policy().directory
HEAD = 'schema = "sp4n/policy/1"\nname = "X"\nversion = "1"\n'
CHANGED = """
[calendar]
week = ["mon", "Tue-Thu"]
works_on_holidays = true
extra_working_days = [2026-05-09, { on = 2026-05-16, known_on = 2026-04-01 }]

[[calendar.change]]
valid_from = 2026-07-01
known_on = 2026-03-02
week = "Mon-Sat"
joint_leave = false
works_on_holidays = false
late_receipt = "next-working-day"
zone = "WITA"
why = "SK Contoh 1/2026"

[calendar.change.hours]
week = { Mon-Sat = "08:00-15:00" }

[[calendar.change]]
valid_from = 2026-09-01
week = "five-day"
hours = { week = { Mon-Fri = "08:00-16:00", Sat = "" } }
"""


def settings_of(folder: Path, text: str) -> CalendarSettings:
    """The calendar's settings in a policy file."""
    path = folder / "policy.toml"
    path.write_text(HEAD + text, "utf-8")
    return load_policy(path, directory=CITY).calendar_settings


def faults_of(folder: Path, text: str) -> list[tuple[str, str]]:
    """What is wrong with a policy file: where, and which code."""
    with pytest.raises(PolicyError) as caught:
        settings_of(folder, text)
    return [(one.where, one.code) for one in caught.value.faults]


def test_everything_that_a_calendar_can_say_is_read(tmp_path: Path) -> None:
    """Each key of a change, and both ways to write an extra working day."""
    assert settings_of(tmp_path, CHANGED) == CalendarSettings(
        "Mon-Thu",
        works_on_holidays=True,
        extra_working_days=[
            date(2026, 5, 9),
            ExtraWorkingDay(date(2026, 5, 16), known_on=date(2026, 4, 1)),
        ],
        changes=[
            SettingChange(
                date(2026, 7, 1),
                known_on=date(2026, 3, 2),
                week="six-day",
                joint_leave=False,
                works_on_holidays=False,
                late_receipt="next-working-day",
                zone="WITA",
                hours=OfficeHours({"Mon-Sat": "08:00-15:00"}),
                why="SK Contoh 1/2026",
            ),
            SettingChange(
                date(2026, 9, 1), week="Mon-Fri", hours=OfficeHours({"Mon-Fri": "08:00-16:00"})
            ),
        ],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[calendar]\nweek = "Someday"\n', [("calendar.week", "not_one_of")]),
        ("[calendar]\nweek = 5\n", [("calendar.week", "not_one_of")]),
        (
            "[calendar]\nextra_working_days = [{ on = 1, why = 2 }, 3]\n",
            [
                ("calendar.extra_working_days.[1]", "wrong_type"),
                ("calendar.extra_working_days[0].on", "wrong_type"),
                ("calendar.extra_working_days[0].why", "unknown_key"),
            ],
        ),
        (
            '[[calendar.change]]\nweek = "seven"\nzone = "CET"\nhours = {}\nwhen = 1\n',
            [
                ("calendar.change[0].valid_from", "missing"),
                ("calendar.change[0].week", "not_one_of"),
                ("calendar.change[0].zone", "not_one_of"),
                ("calendar.change[0].hours.week", "missing"),
                ("calendar.change[0].when", "unknown_key"),
            ],
        ),
        ("[[calendar.change]]\nvalid_from = 2026-07-01\n", [("calendar.change[0]", "empty")]),
        (
            (
                '[[calendar.change]]\nvalid_from = 2026-07-01\nzone = "WIT"\n'
                '[[calendar.change]]\nvalid_from = 2026-07-01\nzone = "WITA"\n'
            ),
            [("calendar.change[1].zone", "contradiction")],
        ),
        (
            (
                "[[calendar.change]]\nvalid_from = 2026-08-01\n"
                'hours = { week = { Mon-Sat = "08:00-15:00" } }\n'
            ),
            [("calendar.change[0].hours", "hours_on_day_off")],
        ),
    ],
)
def test_what_is_wrong_is_told_under_its_key(
    tmp_path: Path, text: str, found: list[tuple[str, str]]
) -> None:
    """As the file writes it."""
    assert sorted(found) == sorted(faults_of(tmp_path, text))


def test_a_policy_with_limits_in_hours_wants_hours_for_every_week_to_come(tmp_path: Path) -> None:
    """Else the first Saturday would stop a clock."""
    text = (
        '[[calendar.change]]\nvalid_from = 2026-07-01\nweek = "six-day"\n[workflow]\n'
        'timers = { close_by_system = "80 working hours" }\n'
    )

    assert [("changes[0].week", "no_hours")] == [
        (where.removeprefix("calendar."), code) for where, code in faults_of(tmp_path, text)
    ]


def test_a_decree_says_what_kind_it_is(tmp_path: Path) -> None:
    """Of both ways to write one; the joint decree is the default."""
    path = tmp_path / "policy.toml"
    decree = '[[decree]]\nyear = 2026\nsigned_on = 2026-04-{}\nnumbers = ["1/2026"]\n'
    path.write_text(
        HEAD
        + decree.format("01")
        + 'instrument = "Keppres"\nadd_joint_leave = { 2026-05-04 = "labor_day" }\n'
        + decree.format("02")
        + 'national = { 2026-01-01 = "new_year" }\n',
        "utf-8",
    )

    assert ["Keppres 1/2026 (2026-04-01)", "SKB 3 Menteri 1/2026 (2026-04-02)"] == [
        str(one) for one in load_policy(path, directory=CITY).decrees
    ]


def test_what_changes_is_told_when_policies_are_compared() -> None:
    """Each setting of a change by its day, and what is known later."""
    policy = sample_policy()
    change = SettingChange(
        date(2026, 7, 1), known_on=date(2026, 3, 2), zone="WIT", joint_leave=False
    )

    def with_settings(**given: Any) -> list[str]:
        settings = evolve(policy.calendar_settings, **given)
        return [
            str(one) for one in part_changes(policy, evolve(policy, calendar_settings=settings))
        ]

    assert with_settings(changes=[change]) == [
        "calendar change 2026-07-01 known on 2026-03-02 joint_leave: none -> joint leave is worked",
        "calendar change 2026-07-01 known on 2026-03-02 zone: none -> WIT",
    ]
    assert with_settings(works_on_holidays=True) == ["calendar works_on_holidays: none -> true"]


def test_check_looks_a_year_ahead() -> None:
    """Without a day it does not; office hours only matter to whoever counts by them."""
    policy, ahead = sample_policy(), {"decree_not_known", "ramadan_not_known"}

    def told(on: date | None, **settings: Any) -> set[str]:

        changed = evolve(policy, calendar_settings=CalendarSettings(**settings))
        return {one.code for one in changed.check(on=on)} & ahead

    assert told(None) == told(date(2026, 6, 1)) == set()
    assert told(date(2027, 2, 1)) == {"decree_not_known"}
    late = [SettingChange(date(2027, 1, 1), late_receipt="next-working-day")]
    assert told(date(2027, 2, 1), changes=late) == ahead
