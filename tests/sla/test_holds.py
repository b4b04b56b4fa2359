"""Holds: no new clock, nobody's lateness, and shown; and what a reading knows and says."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from stories import instant_of as at
from stories import small_city

from sp4n.model import Categories, Classification
from sp4n.sla import (
    LAPOR_STANDARDS,
    ClockState,
    Condition,
    Reading,
    SlaReport,
    Standard,
    assess,
    due_actions,
)
from sp4n.workdays import Closure, Limit, WorkingCalendar, indonesia

if TYPE_CHECKING:
    from tests.sla.conftest import Story

    from sp4n.workflow import Case

CALENDAR = indonesia()
DISPOSED = "2025-07-01 10:00 kota verify DINAS"


def report_of(case: "Case", now: str, calendar: WorkingCalendar = CALENDAR) -> SlaReport:
    return assess(case, LAPOR_STANDARDS, calendar=calendar, now=at(now))


def test_a_hold_of_an_hour_is_no_new_clock(story: "Story") -> None:
    """Disposed 1 July, 10:00: 2, 3, 4, 7, 8 July, though it was held for an hour on the 7th."""
    steps = [DISPOSED, "2025-07-07 10:00 dinas hold", "2025-07-07 11:00 pelapor complete"]
    again = [*steps, "2025-07-07 12:00 dinas verify DINAS"]

    for told in (steps, again):
        reading = report_of(story("2025-07-01 09:00", told), "2025-07-07 13:00")["first_follow_up"]
        assert (date(2025, 7, 8), 1) == (reading.due_on, reading.days_left)


def test_four_rounds_of_holding_are_a_breach(story: "Story") -> None:
    """Of 3 and 5 days each round uses two: both are over in the second round, or the third."""
    steps = [DISPOSED]
    for day in (3, 9, 15, 21):
        steps += [
            f"2025-07-{day:02} 09:00 dinas hold",
            f"2025-07-{day + 1:02} 09:00 pelapor complete",
            f"2025-07-{day + 3:02} 09:00 dinas verify DINAS",
        ]

    report = report_of(story("2025-07-01 09:00", steps), "2025-07-24 10:00")

    assert {"verification", "first_follow_up"} == {one.standard.code for one in report.breaches}
    assert () == report.earlier


def test_another_holder_has_a_clock_of_its_own(story: "Story") -> None:
    """The first one's ended with the disposition; 8, 9, 10, 11, 14 July are the second one's."""
    steps = [
        DISPOSED,
        "2025-07-03 09:00 dinas hold",
        "2025-07-04 09:00 pelapor complete",
        "2025-07-07 09:00 dinas verify UNIT",
    ]
    report = report_of(story("2025-07-01 09:00", steps), "2025-07-07 10:00")

    assert (("UNIT",), date(2025, 7, 14)) == (
        report["first_follow_up"].holders,
        report["first_follow_up"].due_on,
    )
    assert [(("DINAS",), ClockState.ENDED)] == [(one.holders, one.state) for one in report.earlier]


def test_late_is_used_less_the_limit_and_waiting_is_nobodys(story: "Story") -> None:
    """Due 4 July (2, 3, 4); 7 and 8 July are used; held from the 8th to the 18th; then the 21st."""
    steps = ["2025-07-08 09:00 kota hold"]
    late = report_of(story("2025-07-01 09:00", steps), "2025-07-17 09:00")["verification"]
    steps.append("2025-07-18 09:00 pelapor complete")
    later = report_of(story("2025-07-01 09:00", steps), "2025-07-21 09:00")["verification"]

    assert (ClockState.OVERDUE, -2) == (late.state, late.days_left)
    assert (ClockState.OVERDUE, -3) == (later.state, later.days_left)
    assert "3 working days late" in later.describe()


def test_holds_are_shown_with_their_number_and_days(story: "Story") -> None:
    """Held 3 to 8 July (4, 7, 8) and 9 to 11 July (10, 11); one within an hour took nothing."""
    steps = [
        "2025-07-02 09:00 kota hold", "2025-07-02 10:00 pelapor complete",
        "2025-07-03 09:00 kota hold", "2025-07-08 09:00 pelapor complete",
        "2025-07-09 09:00 kota hold",
    ]  # fmt: skip
    reading = report_of(story("2025-07-01 09:00", steps), "2025-07-11 09:00")["settlement"]

    assert [0, 3, 2] == [one.took for one in reading.holds]
    assert {"number": 2, "days": 5} == reading.to_dict()["holds"]
    assert "waited for the reporter 2 times, 5 working days in all" in str(reading)
    assert "menunggu pelapor 2 kali, seluruhnya 5 hari kerja" in reading.describe("id")


def test_what_may_still_move_is_said(story: "Story") -> None:
    """Idul Fitri of 2027 waits for the sighting; so does a last day that would roll over it."""
    case = story("2027-03-05 09:00")
    calendar_days = Standard("x", "new", "closed", Limit(5, "calendar days", "forward"))
    plain = Standard("y", "new", "closed", Limit(5, "calendar days"))
    report = assess(
        case, [LAPOR_STANDARDS[0], calendar_days, plain], calendar=CALENDAR,
        now=at("2027-03-05 10:00"),
    )  # fmt: skip

    told = report["verification"].to_dict()
    assert ("pending", "2027-03-16", "2027-03-18") == (
        told["certainty"], told["earliest_on"], told["latest_on"]
    )  # fmt: skip
    assert "due on 2027-03-18 (pending the moon sighting: 2027-03-16 to 2027-03-18)" in str(
        report["verification"]
    )
    assert "pending" == report["x"].certainty
    assert ("fixed", date(2027, 3, 10)) == (report["y"].certainty, report["y"].latest_on)


def test_a_past_instant_knows_nothing_that_was_known_later(story: "Story") -> None:
    """On 5 August 2025 nobody knew of the 18th: Mon 25 Aug. With hindsight it is Tue the 26th."""
    case = story("2025-08-05 09:00")

    def read(known: str | None) -> Reading:
        return assess(
            case, LAPOR_STANDARDS, calendar=CALENDAR, now=at("2025-08-06 09:00"),
            calendar_on=lambda day: indonesia(as_of=day), as_known=at(known) if known else None,
        )["settlement"]  # fmt: skip

    assert date(2025, 8, 25) == read(None).due_on
    assert (date(2025, 8, 26), date(2025, 8, 25)) == (
        read("2025-08-07 00:00").due_on,
        read("2025-08-07 00:00").promised_on,
    )


def test_a_promise_does_not_depend_on_what_was_known_later(story: "Story") -> None:
    """Held on Thu 7 August, when two days were used: what closes the office later moves nothing."""
    closed = Closure(date(2025, 8, 6), "Banjir", known_on=date(2025, 8, 20))
    case = story("2025-08-05 09:00", ["2025-08-12 09:00 kota hold"])

    def read(now: str) -> Reading:
        return assess(
            case, LAPOR_STANDARDS, calendar=CALENDAR, now=at(now),
            calendar_on=lambda day: indonesia(as_of=day, closures=[closed]),
        )["verification"]  # fmt: skip

    assert {date(2025, 8, 8)} == {read(f"2025-08-{day} 09:00").promised_on for day in (13, 19, 21)}


def test_names_are_those_of_the_directory(story: "Story") -> None:
    """Who held it at the start, and who does now."""
    directory = small_city().directory
    case = story("2025-07-01 09:00", [DISPOSED])
    report = assess(
        case, LAPOR_STANDARDS, calendar=CALENDAR, now=at("2025-07-02 09:00"), directory=directory
    )

    assert "held by Kota Contoh, now by Dinas Contoh" in report["settlement"].describe()
    assert ["Dinas Contoh"] == report["settlement"].to_dict()["held_by_names"]


def test_several_changes_of_class_are_told_in_order(story: "Story") -> None:
    """From none to oversight, and then to information: each limit until its own change."""
    steps = [
        "2025-07-02 09:00 kota verify DINAS classification=oversight",
        "2025-07-03 09:00 dinas return",
        "2025-07-04 09:00 kota verify LAIN classification=information",
    ]
    reading = report_of(story("2025-07-01 09:00", steps), "2025-07-05 09:00")["settlement"]

    assert [
        (None, 14, at("2025-07-02 09:00")),
        (Classification.OVERSIGHT, 60, at("2025-07-04 09:00")),
    ] == [(one.classification, one.limit.n, one.until_at) for one in reading.formers]
    assert "the limit was 14 working days (no class) until the class changed at" in str(reading)
    assert ", then 60 working days (" in str(reading)


def test_after_a_change_of_class_the_reminder_is_another_one(story: "Story") -> None:
    """The key has the limit and the due date."""
    before = story("2025-07-01 09:00", [DISPOSED])
    after = story("2025-07-01 09:00", [f"{DISPOSED} classification=information"])
    keys = [
        one.key
        for case in (before, after)
        for one in due_actions(
            small_city(), case, now=at("2025-07-30 09:00"), standards=[LAPOR_STANDARDS[2]]
        )
    ]

    assert [
        "1000001/settlement/1.0/14-working-days/2025-07-21/overdue",
        "1000001/settlement/1.0/5-working-days/2025-07-08/overdue",
    ] == keys


@pytest.mark.parametrize(
    ("told", "limit"),
    [
        ({}, 14),
        ({"classification": "information"}, 5),
        ({"category": "Parkir Liar"}, 2),
        ({"category": "Parkir Liar", "classification": "information"}, 2),
        ({"channel": " sms"}, 3),
        ({"channel": "Website"}, 14),
    ],
)
def test_the_first_condition_that_holds_gives_the_limit(
    story: "Story", told: dict[str, str], limit: int
) -> None:
    """A category counts with what lies below it, a channel whatever its letters; then the class."""
    tree = Categories({"Perhubungan": None, "Parkir Liar": "Perhubungan"})
    directory = evolve(small_city().directory, categories=tree)
    standard = Standard(
        "x", "submitted", "closed", Limit(14, "working days"),
        by_class={"information": Limit(5, "working days")},
        by_condition=[
            (Condition(category="Perhubungan"), Limit(2, "working days")),
            (Condition(channel="SMS", accused=False), Limit(3, "working days")),
            (Condition(urgent=True), Limit(1, "working days")),
        ],
    )  # fmt: skip
    report = assess(
        story("2025-07-01 09:00", **told), [standard], calendar=CALENDAR,
        now=at("2025-07-02 09:00"), directory=directory,
    )  # fmt: skip

    assert limit == report["x"].limit.n


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("1 x 24 jam", "2025-03-29 15:00"),
        ("90 minutes", "2025-03-28 16:30"),
        ("45 working minutes", "2025-04-08 08:15"),
    ],
)
def test_hours_and_minutes_run_by_day_and_night_or_in_the_office(
    story: "Story", limit: str, due: str
) -> None:
    """Fri 28 March 2025, 15:00, is a day off, and the next working day is Tue 8 April, 07:30."""
    standard = Standard("x", "new", "closed", Limit.parse(limit))
    case = story("2025-03-28 15:00")
    reading = assess(case, [standard], calendar=CALENDAR, now=at("2025-03-28 15:30"))["x"]

    assert at(due) == reading.due_at


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("1 week", date(2025, 3, 31)),
        ("1 minggu, atau hari kerja berikutnya", date(2025, 4, 8)),
        ("7 calendar days, or the working day before", date(2025, 3, 27)),
    ],
)
def test_a_last_day_that_is_off_rolls_as_the_limit_says(
    story: "Story", limit: str, due: date
) -> None:
    """Mon 24 March 2025 and a week is Mon the 31st, Idul Fitri: off from 28 March to 7 April."""
    standard = Standard("x", "new", "closed", Limit.parse(limit))
    case = story("2025-03-24 09:00")
    reading = assess(case, [standard], calendar=CALENDAR, now=at("2025-03-25 09:00"))["x"]

    assert due == reading.due_on
