"""Decrees as values: feasts by code or name, amendments of some days, and how they show."""

from datetime import date
from typing import Any

import pytest
from known_decrees import LIST_OF_2026

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.workdays import FEASTS, Decree, Holiday, decrees, diff, indonesia

WED_2027_03_10 = date(2027, 3, 10)
MON_2026_05_04 = date(2026, 5, 4)


@pytest.mark.parametrize(
    "name", ["idul_fitri", FEASTS["idul_fitri"].id, FEASTS["idul_fitri"].en], ids=repr
)
def test_a_feast_is_known_by_its_code_and_by_both_names(name: str) -> None:
    """Only so does it keep waiting for its sighting."""
    decree = Decree(2027, date(2026, 9, 15), national={WED_2027_03_10: name})

    assert Holiday(WED_2027_03_10, FEASTS["idul_fitri"], "idul_fitri") == decree.national[0]


@pytest.mark.parametrize("name", ["idul_fitr", "cristmas", "x", "hari_jadi"])
def test_a_misspelt_feast_is_refused(name: str) -> None:
    """It would be a feast that nothing waits for; a name of one's own has a capital."""
    with pytest.raises(InvalidValue, match="is not the code of a feast") as caught:
        Decree(2027, date(2026, 9, 15), national={WED_2027_03_10: name})

    assert "unknown_feast" == caught.value.code


def test_a_name_of_ones_own_stays_as_it_is() -> None:
    """Capitals or several words tell it from a code."""
    decree = Decree(2027, None, national={WED_2027_03_10: "Cuti contoh"})

    assert ("Cuti contoh", "") == (decree.national[0].name.id, decree.national[0].feast)


def test_plain_data_reads_back_as_the_same_list() -> None:
    """Codes stay codes, so that a sighting stays outstanding."""
    for decree in decrees():
        data: Any = decree.to_dict()
        national, joint_leave = (
            [Holiday.named(date.fromisoformat(one["on"]), one["name"]) for one in data[key]]
            for key in ("national", "joint_leave")
        )
        signed_on = data["signed_on"] and date.fromisoformat(data["signed_on"])
        twin = Decree(
            data["year"], signed_on, data["numbers"], national=national, joint_leave=joint_leave,
            source=data["source"], sure=data["sure"], instrument=data["instrument"],
        )  # fmt: skip

        assert decree == twin


def test_an_amendment_changes_some_days_and_keeps_the_others() -> None:
    """By hand: Monday 4 May 2026 becomes joint leave, 24 December a working day."""
    amendment = LIST_OF_2026.amended(
        date(2026, 4, 1),
        ["1/2026", "2/2026"],
        add_joint_leave={MON_2026_05_04: "labor_day"},
        remove=[date(2026, 12, 24)],
        source="made up",
    )
    changes = diff(indonesia(), indonesia(decrees=[amendment]))

    assert [
        "2026-05-04: a working day → joint leave: International Labour Day",
        "2026-12-24: joint leave: Christmas Day → a working day",
    ] == [str(one).partition(" [")[0] for one in changes]
    assert ("made up", ("1/2026", "2/2026"), date(2026, 4, 1)) == (
        amendment.source,
        amendment.numbers,
        amendment.signed_on,
    )


def test_a_holiday_is_moved_by_taking_it_away_and_putting_it_back() -> None:
    """As the decrees of 2021 and 2022 did."""
    fri, mon = date(2026, 12, 25), date(2026, 12, 28)
    moved = LIST_OF_2026.amended(date(2026, 4, 1), remove=[fri], add_national={mon: "christmas"})

    assert [mon] == [one.on for one in moved.national if one.feast == "christmas"]


@pytest.mark.parametrize("signed_on", [date(2025, 9, 19), date(2025, 1, 1)])
def test_an_amendment_is_signed_later(signed_on: date) -> None:
    """Else it would never be in force, in silence."""
    with pytest.raises(InvalidValue, match="signed_on: must come after 2025-09-19"):
        LIST_OF_2026.amended(signed_on)


@pytest.mark.parametrize(
    "name",
    ["Hari Raya Idul Fitri 1449 Hijriah", "IDUL FITRI", "Cuti Bersama Idul Fitri", "Eid al-Fitr"],
)
def test_a_feast_is_known_with_a_year_and_in_any_case(name: str) -> None:
    """As decrees write it."""
    decree = Decree(2028, date(2027, 9, 1), national={date(2028, 2, 27): name})

    assert "idul_fitri" == decree.national[0].feast


@pytest.mark.parametrize("label", FEASTS.values(), ids=FEASTS)
def test_no_feast_is_taken_for_another(label: Label) -> None:
    """The Islamic New Year isn't New Year's Day, though the words are in it."""
    for name in (label.id, label.en):
        assert label == Holiday.named(WED_2027_03_10, f"{name} 1449").name


def test_only_listed_days_can_be_taken_away() -> None:
    """All that are not there are named."""
    days = [date(2026, 5, 5), date(2026, 12, 24), date(2026, 5, 4)]
    with pytest.raises(InvalidValue) as caught:
        LIST_OF_2026.amended(date(2026, 4, 1), remove=days)

    assert [("not_listed", date(2026, 5, 4)), ("not_listed", date(2026, 5, 5))] == [
        (one.code, one["found"]) for one in caught.value.faults
    ]


def test_values_show_themselves_in_a_line() -> None:
    """A notebook stays readable."""
    change = diff(indonesia(as_of=date(2020, 5, 19)), indonesia(as_of=date(2020, 5, 20)))[0]
    deadline = indonesia().deadline(date(2025, 1, 24), 5)

    assert "<Deadline 2025-02-05: 5 working days after 2025-01-24, fixed>" == repr(deadline)
    assert "<Deadline 2025-01-30: 1 working day after 2025-01-24, fixed>" == repr(
        indonesia().deadline(date(2025, 1, 24), 1)
    )
    assert "<SkippedDay 2025-01-25 weekend: Saturday>" == repr(deadline.skipped[0])
    assert (
        "<Decree SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (2025-09-19): "
        "17 national holidays, 8 of joint leave>" == repr(LIST_OF_2026)
    )
    assert "<Holiday 2026-01-01: New Year's Day>" == repr(LIST_OF_2026.national[0])
    assert repr(change).startswith("<DayChange 2020-05-22: joint leave: Eid al-Fitr → a working")
