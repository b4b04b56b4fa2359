"""Calendars: what was known when, settings, an office's own decrees, and being values."""

import copy
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest
from known_decrees import LIST_OF_2026, LIST_OF_2027, OCTOBER_2026

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.workdays import (
    REVIEWED_ON,
    Closure,
    Decree,
    Holiday,
    OutsideKnownRange,
    WorkingCalendar,
    decrees,
    indonesia,
)
from sp4n.workdays.calendar_year import _named

FRI_2026_05_01 = date(2026, 5, 1)
MON_2026_05_04 = date(2026, 5, 4)


def test_the_known_range_is_declared() -> None:
    """2015 to 2029 are answered, the last two as estimates."""
    calendar = indonesia()

    assert (date(2015, 1, 1), date(2029, 12, 31)) == (calendar.known_from, calendar.known_until)
    assert [one.year for one in calendar.years if one.is_estimated] == [2028, 2029]


def test_days_with_the_same_knowledge_share_a_calendar() -> None:
    """Between two decrees nothing changes, so nothing is built anew."""
    one, other = (indonesia(as_of=date(2025, 10, day)) for day in (1, 20))

    assert one is other


def test_the_review_is_not_older_than_the_table() -> None:
    """A new decree in the table needs a new review day."""
    assert max(one.signed_on for one in decrees() if one.signed_on) <= REVIEWED_ON


def test_hindsight_has_holidays_but_no_joint_leave() -> None:
    """In early 2020 nobody had decreed 2021: national holidays as they came, nothing more."""
    year = indonesia(as_of=date(2020, 3, 1)).source_of(2021)

    assert (year.source, year.decree, year.joint_leave) == ("hindsight", None, ())
    assert date(2021, 8, 11) in {one.on for one in year.national}


def test_elections_are_always_known() -> None:
    """9 December 2020 is off however early one asks."""
    assert not indonesia(as_of=date(2019, 1, 1)).is_working_day(date(2020, 12, 9))


def test_joint_leave_is_a_setting() -> None:
    """Offices that serve on joint leave count it."""
    assert indonesia(joint_leave=False).is_working_day(date(2025, 8, 18))


def test_a_six_day_week_works_on_saturday() -> None:
    """Schools and hospitals: Saturday counts, Sunday doesn't."""
    calendar = indonesia(week="six-day")

    assert [calendar.is_working_day(date(2026, 5, day)) for day in (2, 3)] == [True, False]


def test_a_closure_counts_from_the_day_it_became_known() -> None:
    """Before 12 January 2026 nobody knew of the closure on 4 May."""
    closure = Closure(MON_2026_05_04, "Hari Jadi", known_on=date(2026, 1, 12))
    before, after = (indonesia(as_of=date(2026, 1, day), closures=[closure]) for day in (11, 12))

    assert [MON_2026_05_04, date(2026, 5, 5)] == [
        before.add(FRI_2026_05_01, 1),
        after.add(FRI_2026_05_01, 1),
    ]
    assert date(2026, 5, 5) == indonesia(closures=[closure]).add(FRI_2026_05_01, 1)


def test_an_extra_working_day_outweighs_everything() -> None:
    """An office may work on a Saturday, a holiday or joint leave."""
    worked = [date(2025, 8, 16), date(2025, 8, 17), date(2025, 8, 18)]

    assert worked == [
        day
        for day in worked
        if indonesia(extra_working_days=worked).is_working_day(day)
        and not indonesia().is_working_day(day)
    ]


def test_someone_adds_a_decree_without_waiting_for_a_release() -> None:
    """A made-up amendment of 2026 replaces the list from its signing day on."""
    last = indonesia().source_of(2026).decree
    assert last is not None
    amendment = Decree(
        2026,
        date(2026, 4, 1),
        ["1/2026", "2/2026", "3/2026"],
        national=last.national,
        joint_leave=(*last.joint_leave, Holiday.named(MON_2026_05_04, "labor_day")),
    )
    before, after = (
        indonesia(as_of=day, decrees=[amendment]) for day in (date(2026, 3, 31), date(2026, 4, 1))
    )

    assert before == indonesia(as_of=date(2026, 3, 31))
    assert date(2026, 5, 5) == after.add(FRI_2026_05_01, 1)
    assert "SKB 3 Menteri 1/2026, 2/2026, 3/2026 (2026-04-01)" in str(
        after.deadline(FRI_2026_05_01, 1)
    )


def test_a_decree_for_a_year_beyond_extends_the_range() -> None:
    """Whoever has the decree of 2031 gets 2031, and 2030 as an estimate."""
    own: dict[date, str | Label] = {
        date(2031, 1, 1): "new_year",
        date(2031, 1, 2): Label(id="Satu", en="One"),
    }
    decree = Decree(2031, date(2030, 9, 1), "1/2030", national=own)
    calendar = indonesia(decrees=[decree])

    assert date(2031, 12, 31) == calendar.known_until
    assert [calendar.source_of(year).source for year in (2030, 2031)] == ["holidays", "decree"]
    assert date(2031, 1, 3) == calendar.add(date(2030, 12, 31), 1)


def test_a_decree_lists_elections_only_once() -> None:
    """A decree that lists an election day itself isn't contradicted by our own list."""
    last = [one for one in decrees() if one.year == 2024][-1]
    voting = Holiday.named(date(2024, 2, 14), "general_election")
    decree = Decree(
        2024, date(2024, 3, 1), national=(*last.national, voting), joint_leave=last.joint_leave
    )
    day = indonesia(decrees=[decree]).day_off(date(2024, 2, 14))

    assert day is not None
    assert day.name.en == "General Election Day"


def test_the_table_itself_may_be_given_again() -> None:
    """A decree that the library has since learned of changes nothing."""
    assert indonesia() is indonesia(decrees=decrees())


def test_contradicting_decrees_are_refused() -> None:
    """Two different lists for one year, signed on the same day, can't both be in force."""
    one, other = (LIST_OF_2026.amended(date(2026, 1, 5), numbers) for numbers in ("1", "2"))
    with pytest.raises(InvalidValue) as caught:
        indonesia(decrees=[one, other])

    assert caught.value.code == "contradiction"


def test_a_list_without_a_signing_day_comes_before_all_decrees_of_its_year() -> None:
    """It is what was known before; the decree replaces it, in whichever order they are given."""
    first = Decree(2031, None, national={date(2031, 1, 1): "new_year"})
    signed = first.amended(date(2030, 9, 1), add_national={date(2031, 1, 2): "labor_day"})

    for given in ([first, signed], [signed, first]):
        assert signed == indonesia(decrees=given).source_of(2031).decree
        assert first == indonesia(decrees=given, as_of=date(2030, 8, 31)).source_of(2031).decree


def test_a_closure_says_why_in_the_language_asked_for() -> None:
    """Plain data are in one language."""
    closure = Closure(MON_2026_05_04, Label(id="Hari Jadi", en="Founding Day"))
    settings = indonesia(closures=[closure]).settings

    assert ["Hari Jadi", "Founding Day"] == [
        settings.to_dict(language)["closures"][0]["why"]  # type: ignore[index]
        for language in ("id", "en")
    ]


def test_the_digest_covers_the_feast_behind_a_name() -> None:
    """Joint leave of one name for two feasts makes answers differ, and so digests too."""
    label = Label(id="Cuti", en="Leave")
    one, other = (
        indonesia(
            as_of=OCTOBER_2026,
            decrees=[
                LIST_OF_2027.amended(
                    OCTOBER_2026,
                    add_joint_leave=[Holiday(date(2027, 3, 16), label, feast)],
                )
            ],
        ).digest
        for feast in ("idul_fitri", "nyepi")
    )

    assert one != other


@pytest.mark.parametrize(
    "wrong", [("2028-01-03", None), (date(2028, 1, 3), "x"), (date(2028, 1, 3), None)]
)
def test_a_holiday_is_checked_when_it_is_made(wrong: tuple[Any, Any]) -> None:
    """Not only when a calendar is."""
    with pytest.raises(InvalidValue):
        Holiday(*wrong)
    with pytest.raises(InvalidValue, match="did you mean idul_fitri"):
        Holiday(date(2028, 1, 3), Label(id="a", en="b"), "idulfitri")


def test_a_decree_far_beyond_opens_nothing_in_between() -> None:
    """A mistyped year would otherwise answer for decades without any joint leave."""
    far = Decree(2077, date(2076, 9, 1), "1/2076", national={date(2077, 1, 1): "new_year"})

    assert date(2029, 12, 31) == indonesia(decrees=[far]).known_until


@pytest.mark.parametrize(("zone", "day"), [("WIB", 24), ("WITA", 24), ("WIT", 25)])
def test_the_zone_turns_an_instant_into_a_date(zone: str, day: int) -> None:
    """15:30 UTC is 22:30 in Jakarta, 23:30 in Makassar and half past midnight in Jayapura."""
    calendar = indonesia(zone=zone)  # type: ignore[arg-type]

    assert zone == calendar.zone
    assert date(2025, 1, day) == calendar.date_of(datetime(2025, 1, 24, 15, 30, tzinfo=UTC))


def test_calendars_are_values() -> None:
    """Equal content is equal, hashes alike, and survives pickle and copy."""
    calendar = indonesia(as_of=date(2021, 1, 1), closures={MON_2026_05_04: "Hari Jadi"})
    deadline = calendar.deadline(date(2020, 5, 18), 5)

    for twin in (
        pickle.loads(pickle.dumps(deadline)),
        copy.copy(deadline),
        copy.deepcopy(deadline),
    ):
        assert deadline == twin
        assert hash(deadline) == hash(twin)
        assert deadline.skipped == twin.skipped
        assert calendar.digest == twin.calendar.digest
    assert indonesia() != calendar
    assert calendar != object()


def test_a_calendar_shows_its_settings() -> None:
    """`repr` is for people: settings, range, and how far it is certain."""
    assert repr(indonesia(as_of=OCTOBER_2026)) == (
        "<WorkingCalendar: Five-day week, joint leave not worked, WIB; "
        "known 2015-01-01 to 2029-12-31, certain until 2027-03-07; "
        "last SKB 3 Menteri 1205/2026, 3/2026, 2/2026 (2026-09-15)>"
    )


def test_the_digest_tells_calendars_apart() -> None:
    """Other settings, other decrees or another sighting make another digest."""
    calendars = [
        indonesia(),
        indonesia(joint_leave=False),
        indonesia(zone="WIT"),
        indonesia(as_of=date(2026, 9, 14)),
        indonesia(as_of=date(2020, 5, 22)),
        indonesia(as_of=date(2020, 5, 23)),
        indonesia(closures={MON_2026_05_04: "Hari Jadi"}),
    ]

    assert len(calendars) == len({one.digest for one in calendars})
    assert len(calendars[0].digest) == 16


def test_a_calendar_without_any_decree_is_all_estimate() -> None:
    """Built by hand without decrees, the calendar knows nothing for certain."""
    calendar = WorkingCalendar(indonesia().settings, ())

    assert date(2014, 12, 31) == calendar.certain_until
    assert calendar.deadline(date(2020, 5, 18), 5).certainty == "estimated"
    with pytest.raises(OutsideKnownRange) as caught:
        calendar.add(date(2030, 1, 1), 1)
    assert caught.value.last_decree == ""


def test_a_feast_that_only_holidays_knows_keeps_both_its_names() -> None:
    """Should `holidays` learn of a new feast, it shows under the names it has there."""
    day = _named(date(2028, 7, 1), "Police Day (estimated)", "Hari Bhayangkara (perkiraan)")

    assert (day.name.id, day.feast) == ("Hari Bhayangkara (perkiraan)", "")


def test_a_holiday_that_is_no_known_feast_keeps_its_name() -> None:
    """Names come from users too: text, text in both languages, or a feast's code."""
    day = MON_2026_05_04

    assert Holiday(day, Label(id="Hari X", en="Hari X")) == Holiday.named(day, "Hari X")
    assert Holiday(day, Label(id="X", en="Y")) == Holiday.named(day, Label(id="X", en="Y"))
    assert Holiday.named(day, "idul_adha").feast == "idul_adha"
