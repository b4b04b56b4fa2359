"""Differences between two calendars, and who made them."""

import json
from datetime import date

from known_decrees import LIST_OF_2027, OCTOBER_2026
from known_decrees import as_known_in_2026 as indonesia

from sp4n.workdays import Decree, diff


def _changes(before: date, after: date) -> list[tuple[str, str]]:
    found = diff(indonesia(as_of=before), indonesia(as_of=after))
    return [(str(one.date), str(one.decree and one.decree.signed_on)) for one in found]


def test_one_amendment_names_itself() -> None:
    """Between 19 and 20 May 2020 one day changed."""
    assert _changes(date(2020, 5, 19), date(2020, 5, 20)) == [("2020-05-22", "2020-05-20")]


def test_over_several_amendments_each_day_names_its_own() -> None:
    """Over 2020 the changes of four amendments add up; what came and went again isn't listed."""
    assert [one for one in _changes(date(2020, 1, 1), date(2020, 12, 31)) if one[0] < "2021"] == [
        ("2020-05-22", "2020-05-20"),
        ("2020-05-26", "2020-04-09"),
        ("2020-05-27", "2020-04-09"),
        ("2020-08-21", "2020-03-09"),
        ("2020-10-28", "2020-04-09"),
        ("2020-10-30", "2020-03-09"),
        ("2020-12-31", "2020-04-09"),
    ]


def test_the_other_way_round_the_same_decrees_are_named() -> None:
    """From new to old, before and after change places."""
    old, new = indonesia(as_of=date(2020, 5, 19)), indonesia(as_of=date(2020, 5, 20))

    assert [(one.date, one.after, one.before, one.decree) for one in diff(old, new)] == [
        (one.date, one.before, one.after, one.decree) for one in diff(new, old)
    ]


def test_the_first_decree_of_a_year_replaces_hindsight() -> None:
    """With the decree of 10 September 2020 the year 2021 got joint leave and earlier feasts."""
    found = _changes(date(2020, 9, 9), date(2020, 9, 10))

    assert {"2020-09-10"} == {signed for _, signed in found}
    assert {"2021-03-12", "2021-08-10", "2021-08-11"} <= {day for day, _ in found}


def test_a_setting_is_no_decree() -> None:
    """What an office decides itself has no decree, and shows in years without one too."""
    found = diff(indonesia(), indonesia(joint_leave=False, closures={date(2028, 5, 4): "own"}))

    assert {None} == {one.decree for one in found}
    assert date(2028, 5, 4) == found[-1].date


def test_ones_own_decree_is_named() -> None:
    """A decree that isn't in the table is blamed for what it alone changed."""
    own = Decree(2027, OCTOBER_2026, "own", national=LIST_OF_2027.national, joint_leave=())
    found = diff(indonesia(as_of=OCTOBER_2026), indonesia(as_of=OCTOBER_2026, decrees=[own]))

    assert len(LIST_OF_2027.joint_leave) == len(found)
    assert {own} == {one.decree for one in found}


def test_equal_calendars_do_not_differ() -> None:
    """Nothing is compared day by day when nothing can differ."""
    assert diff(indonesia(), indonesia()) == ()


def test_what_was_asked_last_is_kept() -> None:
    """Explaining every clock of a register asks for the same two calendars over and over."""
    old, new = indonesia(as_of=date(2025, 7, 20)), indonesia(as_of=date(2025, 8, 8))

    assert diff(old, new) is diff(old, new)


def test_a_change_is_said_and_written() -> None:
    """In a sentence, and as plain data."""
    old, new = indonesia(as_of=date(2020, 5, 19)), indonesia(as_of=date(2020, 5, 20))
    (change,) = diff(old, new)
    (setting,) = diff(old, indonesia(as_of=date(2020, 5, 19), closures={date(2020, 5, 5): "X"}))

    assert "cuti bersama: Hari Raya Idul Fitri → hari kerja" in change.describe("id")
    assert str(setting) == "2020-05-05: a working day → closure: X"
    data = json.loads(json.dumps(change.to_dict()))
    assert (
        data["date"],
        data["before"]["kind"],
        data["after"],
    ) == ("2020-05-22", "joint_leave", None)
    assert setting.to_dict()["decree"] is None
