"""What a deadline says about itself."""

import json
from datetime import date

import pytest
from known_decrees import as_known_in_2026 as indonesia

from sp4n.errors import InvalidValue
from sp4n.workdays import Closure

FRI_2025_08_15 = date(2025, 8, 15)
SUN_2027_12_26 = date(2027, 12, 26)


def test_each_skipped_day_has_kind_name_and_decree() -> None:
    """A deadline over 16 to 18 August 2025 passes a weekend day, a holiday and joint leave."""
    skipped = indonesia().deadline(FRI_2025_08_15, 1).skipped
    decree = "SKB 3 Menteri 933/2025, 1/2025, 3/2025 (2025-08-07)"

    assert [
        ("weekend", "Sabtu", None),
        ("national", "Hari Kemerdekaan Republik Indonesia", decree),
        ("joint_leave", "Hari Kemerdekaan Republik Indonesia", decree),
    ] == [(day.kind, day.name.id, day.decree and str(day.decree)) for day in skipped]


def test_a_closure_is_named_by_its_own_reason() -> None:
    """Whatever the reason is, braces included, it appears as it was given."""
    calendar = indonesia(closures={date(2025, 8, 19): "pilkada {ulang.x}"})
    (closure,) = [
        day for day in calendar.deadline(FRI_2025_08_15, 1).skipped if day.kind == "closure"
    ]

    assert str(closure) == "2025-08-19 closure: pilkada {ulang.x}"
    assert "pilkada {ulang.x}" in str(calendar.deadline(FRI_2025_08_15, 1))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 3, 29), "national"),  # Nyepi on a Saturday
        (date(2025, 3, 30), "weekend"),
        (date(2025, 8, 18), "joint_leave"),
        (date(2024, 2, 14), "national"),  # an election
    ],
)
def test_a_closure_on_a_day_off_changes_nothing_but_on_weekends_the_reason(
    day: date, kind: str
) -> None:
    """Holidays and joint leave are named before closures, and closures before weekends."""
    closed = indonesia(closures={day: "fumigation"}).day_off(day)
    off = indonesia().day_off(day)

    assert off is not None
    assert closed is not None
    assert kind == off.kind
    assert ("closure" if kind == "weekend" else kind) == closed.kind


def test_an_election_day_has_no_joint_decree() -> None:
    """Days of national voting have decrees of their own, which the table doesn't record."""
    day = indonesia().day_off(date(2024, 2, 14))

    assert day is not None
    assert (day.name.en, day.decree) == ("General Election Day", None)


def test_two_feasts_on_one_day_are_both_named() -> None:
    """13 May 2021 was Idul Fitri and Ascension Day."""
    day = indonesia().day_off(date(2021, 5, 13))

    assert day is not None
    assert {"Eid al-Fitr", "Ascension Day"} == set(day.name.en.split("; "))


def test_a_working_day_is_no_day_off() -> None:
    """`day_off` gives None for a day that is worked."""
    assert indonesia().day_off(FRI_2025_08_15) is None


def test_a_deadline_of_no_days_skips_its_own_start() -> None:
    """A roll from a Saturday passes over that Saturday."""
    sat_2025_01_25 = date(2025, 1, 25)
    deadline = indonesia().deadline(sat_2025_01_25, 0)

    assert date(2025, 1, 30) == deadline.due_on
    assert [day.date.day for day in deadline.skipped] == [25, 26, 27, 28, 29]


def test_a_deadline_without_days_off_says_nothing_of_them() -> None:
    """The sentence is as short as the matter."""
    deadline = indonesia().deadline(date(2025, 2, 3), 2)

    assert str(deadline) == (
        "2 working days after 2025-02-03 end on 2025-02-05 (fixed). "
        "By SKB 3 Menteri 933/2025, 1/2025, 3/2025 (2025-08-07). "
        "Five-day week, joint leave not worked, WIB."
    )


def test_a_sentence_speaks_indonesian() -> None:
    """The language is an argument."""
    said = indonesia(week="six-day", joint_leave=False).deadline(FRI_2025_08_15, 2).describe("id")

    assert said == (
        "2 hari kerja sesudah 2025-08-15 berakhir pada 2025-08-18 (pasti). 1 hari dilewati: "
        "2025-08-17 libur nasional: Hari Kemerdekaan Republik Indonesia. "
        "Menurut SKB 3 Menteri 933/2025, 1/2025, 3/2025 (2025-08-07). "
        "Enam hari kerja seminggu, cuti bersama masuk kerja, WIB."
    )


def test_an_estimate_says_that_no_decree_stands_behind_it() -> None:
    """A sentence about 2028 names the years and the bounds."""
    said = str(indonesia().deadline(SUN_2027_12_26, 10))

    assert "estimated, no decree yet, between " in said
    assert "an estimate for 2028" in said


def test_settings_show_in_the_explanation() -> None:
    """Closures and extra working days of an office are counted in its sentences."""
    calendar = indonesia(
        closures=[Closure(date(2025, 8, 27), "re-run election")],
        extra_working_days=[date(2025, 8, 18)],
        zone="WIT",
    )

    assert str(calendar.deadline(FRI_2025_08_15, 1)).endswith(
        "Five-day week, joint leave not worked, WIT, own closures: 1, extra working days: 1."
    )


def test_to_dict_is_the_json_of_the_command_line() -> None:
    """The keys of the fixed surface are there, and JSON can hold all of it."""
    calendar = indonesia(closures=[Closure(date(2025, 8, 27), "libur", known_on=FRI_2025_08_15)])
    deadline = calendar.deadline(FRI_2025_08_15, 1)
    data = json.loads(json.dumps(deadline.to_dict("id")))

    assert {
        "start_on": "2025-08-15",
        "n": 1,
        "unit": "working days",
        "due_on": "2025-08-19",
        "certainty": "fixed",
        "earliest": "2025-08-19",
        "latest": "2025-08-19",
        "sources": [
            {
                "year": 2025,
                "source": "decree",
                "decree": "SKB 3 Menteri 933/2025, 1/2025, 3/2025 (2025-08-07)",
                "signed_on": "2025-08-07",
                "sure": "secondary",
            }
        ],
        "calendar": {
            "week": "five-day",
            "joint_leave": True,
            "zone": "WIB",
            "closures": [{"on": "2025-08-27", "why": "libur", "known_on": "2025-08-15"}],
            "extra_working_days": [],
            "hours": None,
            "late_receipt": "same-day",
            "works_on_holidays": False,
            "changes": [],
            "known_from": "2015-01-01",
            "known_until": "2029-12-31",
            "certain_until": "2027-03-07",
            "digest": calendar.digest,
        },
    } == {key: value for key, value in data.items() if key != "skipped"}
    assert data["skipped"][0] == {
        "date": "2025-08-16",
        "kind": "weekend",
        "name": "Sabtu",
        "decree": None,
    }


def test_an_estimated_year_has_no_decree_in_its_data() -> None:
    """`sources` tells for each year touched where it came from."""
    data = indonesia().deadline(SUN_2027_12_26, 10).to_dict()
    sources = data["sources"]
    assert isinstance(sources, list)

    assert [(one["year"], one["source"]) for one in sources] == [
        (2027, "decree"),
        (2028, "holidays"),
    ]
    assert sources[1]["decree"] is None


def test_a_deadline_does_not_lie_in_the_past() -> None:
    """`add` goes backwards, a deadline doesn't."""
    with pytest.raises(InvalidValue) as caught:
        indonesia().deadline(FRI_2025_08_15, -1)

    assert caught.value.code == "too_small"


def test_bounds_that_coincide_are_not_said() -> None:
    """Estimated, and yet no feast is near: Monday 2 to Wednesday 4 November 2026."""
    deadline = indonesia(as_of=date(2014, 1, 1)).deadline(date(2026, 11, 1), 3)

    assert deadline.earliest == deadline.latest == date(2026, 11, 4)
    assert "end on 2026-11-04 (estimated, no decree yet). " in str(deadline)
    assert "between" not in str(deadline)
