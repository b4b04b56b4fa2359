"""Assessment: promises and decrees, standards of one's own, and what a report can tell."""

import json
import pickle
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.model import Actor
from sp4n.sla import (
    DUE_SOON_DAYS,
    LAPOR_STANDARDS,
    STATE_LABELS,
    Amendments,
    ClockState,
    Reading,
    Standard,
    assess,
)
from sp4n.workdays import Limit, WorkingCalendar, indonesia
from sp4n.workflow import Case, Effect, Event, Phase

if TYPE_CHECKING:
    from tests.sla.conftest import Instant, Story

VERIFICATION, FIRST_FOLLOW_UP, SETTLEMENT = LAPOR_STANDARDS
CALENDAR = indonesia()


def known_on(day: date) -> WorkingCalendar:
    return indonesia(as_of=day)


def read(case: Case, standard: Standard, now: datetime) -> Reading:
    return assess(case, [standard], calendar=CALENDAR, now=now)[standard.code]


def days(n: int, unit: str = "working days") -> Limit:
    return Limit.parse(f"{n} {unit}")


def with_phases(case: Case, *steps: tuple[str, Phase], instant: "Instant") -> Case:
    """The case of another workflow: later events that put it into phases of any kind."""
    for at, phase in steps:
        number = case.version + 1
        case = case.apply(
            Event(number, "x", instant(at), Actor.system(), "x", phase, (), case.holders)
        )
    return case


# -- promises and decrees ------------------------------------------------------------------------

# Follow-up from Thu 14 May 2020. As known then (decree of 9 Apr 2020) 22 May is joint leave:
# 15, 18, 19, 20 May (21 LN, 22 CB, weekend, 25 LN), 26 May. The decree of 20 May makes the 22nd a
# working day: 15, 18, 19, 20, 22 May.
BEFORE_THE_DECREE = ["2020-05-14 09:00 kota verify DINAS"]


def test_a_decree_moves_what_is_due_and_not_what_was_promised(
    story: "Story", instant: "Instant"
) -> None:
    """The promise stays with the calendar of the start; the due date follows the decree."""
    case = story("2020-05-12 09:00", BEFORE_THE_DECREE)
    report = assess(
        case,
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2020-05-20 09:00"),
        calendar_on=known_on,
    )

    reading = report["first_follow_up"]

    assert (date(2020, 5, 26), date(2020, 5, 22)) == (reading.promised_on, reading.due_on)


@pytest.mark.parametrize(
    ("amendments", "counts_on", "state", "left"),
    [
        ("follow", date(2020, 5, 22), ClockState.BREACHED, -1),
        ("keep", date(2020, 5, 26), ClockState.MET, 0),
    ],
)
def test_the_policy_says_whether_a_decree_moves_the_verdict(
    story: "Story",
    instant: "Instant",
    amendments: Amendments,
    counts_on: date,
    state: ClockState,
    left: int,
) -> None:
    """Answered on Tue 26 May 2020: late by the decree, in time by the promise."""
    case = story("2020-05-12 09:00", [*BEFORE_THE_DECREE, "2020-05-26 09:00 dinas follow_up"])

    reading = assess(
        case,
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2020-05-27 09:00"),
        calendar_on=known_on,
        amendments=amendments,
    )["first_follow_up"]

    assert (counts_on, state, left) == (reading.counts_on, reading.state, reading.days_left)
    assert (date(2020, 5, 26), date(2020, 5, 22)) == (reading.promised_on, reading.due_on)


def test_a_clock_that_starts_on_the_day_of_signing_knows_the_decree(
    story: "Story", instant: "Instant"
) -> None:
    """From Wed 20 May 2020 (21 LN, 25 LN): 22, 26, 27, 28, 29 May, as promised so due."""
    case = story("2020-05-18 09:00", ["2020-05-20 08:00 kota verify DINAS"])

    reading = assess(
        case,
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2020-05-20 09:00"),
        calendar_on=known_on,
    )["first_follow_up"]

    assert (date(2020, 5, 29), date(2020, 5, 29)) == (reading.promised_on, reading.due_on)


def test_without_older_calendars_the_promise_is_what_is_due(
    story: "Story", instant: "Instant"
) -> None:
    """Nothing else is known: both are 22 May 2020, for `keep` too."""
    case = story("2020-05-12 09:00", BEFORE_THE_DECREE)

    reading = assess(
        case,
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2020-05-20 09:00"),
        amendments="keep",
    )["first_follow_up"]

    assert (date(2020, 5, 22),) * 3 == (reading.promised_on, reading.due_on, reading.counts_on)


# -- standards of one's own ----------------------------------------------------------------------


def test_a_standard_holds_by_the_day_of_receipt(story: "Story", instant: "Instant") -> None:
    """Half-open: from its first day, and no more on its last; the day is that of the zone."""
    old = Standard("old", "new", "assigned", days(3), valid_until=date(2026, 1, 6))
    new = Standard("new", "new", "assigned", days(2), valid_from=date(2026, 1, 6))

    found = [
        [
            one.standard.code
            for one in assess(
                story(at), [old, new], calendar=CALENDAR, now=instant("2026-02-02 09:00")
            )
        ]
        for at in ("2026-01-05 16:59Z", "2026-01-05 17:00Z", "2026-01-07 09:00")
    ]

    assert [["old"], ["new"], ["new"]] == found


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        ("2025-01-24 10:00", ClockState.RUNNING, 14),
        ("2025-02-06 09:00", ClockState.DUE_SOON, 1),
        ("2025-02-08 09:00", ClockState.OVERDUE, -1),
    ],
)
def test_calendar_days_run_on_through_days_off(
    story: "Story", instant: "Instant", now: str, state: ClockState, left: int
) -> None:
    """Fourteen calendar days after Fri 24 Jan 2025 is Fri 7 Feb, whatever lies between."""
    standard = Standard("statute", "submitted", "answered", days(14, "calendar days"))

    reading = read(story("2025-01-24 09:00"), standard, instant(now))

    assert (date(2025, 2, 7), state, left) == (reading.due_on, reading.state, reading.days_left)
    assert reading.deadline is None


def test_calendar_days_stand_still_in_a_pause(story: "Story", instant: "Instant") -> None:
    """From Mon 2 Jun: used up on Sat 7 Jun; completed Sun 15 Jun it is due that very Sunday."""
    standard = Standard(
        "statute", "new", "assigned", days(5, "calendar days"), pauses=["waiting_reporter"]
    )
    held = ["2025-06-07 09:00 kota hold"]
    completed = [*held, "2025-06-15 09:00 pelapor complete"]

    paused = read(story("2025-06-02 09:00", held), standard, instant("2025-06-10 09:00"))
    going = read(story("2025-06-02 09:00", completed), standard, instant("2025-06-15 10:00"))

    assert (ClockState.PAUSED, 0) == (paused.state, paused.days_left)
    assert (date(2025, 6, 15), 0) == (going.due_on, going.days_left)


def test_a_standard_may_run_through_several_phases(story: "Story", instant: "Instant") -> None:
    """From new to answered it runs through assigned; five from Tue 1 Jul 2025 end on the 8th."""
    standard = Standard("all", "new", "answered", days(5))
    steps = ["2025-07-02 09:00 kota verify DINAS"]

    going = read(story("2025-07-01 09:00", steps), standard, instant("2025-07-03 09:00"))
    steps.append("2025-07-08 09:00 dinas follow_up")
    done = read(story("2025-07-01 09:00", steps), standard, instant("2025-07-09 09:00"))

    assert (date(2025, 7, 8), ClockState.RUNNING) == (going.due_on, going.state)
    assert (date(2025, 7, 8), ClockState.MET) == (done.due_on, done.state)


def test_a_standard_that_comes_back_to_its_start_starts_over(
    story: "Story", instant: "Instant"
) -> None:
    """Sent back to new on Fri 4 Jul 2025 it has five new days, to 11 Jul; the first run ended."""
    standard = Standard("all", "new", "answered", days(5))
    steps = ["2025-07-02 09:00 kota verify DINAS", "2025-07-04 09:00 dinas return"]

    report = assess(
        story("2025-07-01 09:00", steps),
        [standard],
        calendar=CALENDAR,
        now=instant("2025-07-07 09:00"),
    )

    assert [ClockState.ENDED] == [one.state for one in report.earlier]
    assert date(2025, 7, 11) == report["all"].due_on


def test_a_phase_that_pauses_and_stops_a_clock_stops_it(story: "Story", instant: "Instant") -> None:
    """Met on 4 Jul 2025 after two of five days, it runs on at the reply of Wed 9 Jul: 14 Jul."""
    standard = Standard(
        "odd",
        "submitted",
        "answered",
        days(5),
        pauses=["waiting_reporter", "answered"],
        resumes=["in_progress"],
    )
    case = with_phases(
        story("2025-07-01 09:00"),
        ("2025-07-03 09:00", Phase.WAITING_REPORTER),
        ("2025-07-04 09:00", Phase.ANSWERED),
        ("2025-07-09 09:00", Phase.IN_PROGRESS),
        instant=instant,
    )

    met = read(Case.from_events(case.complaint, case.events[:3]), standard, instant("2025-07-07"))
    going = read(case, standard, instant("2025-07-09 10:00"))

    assert (ClockState.MET, date(2025, 7, 9)) == (met.state, met.due_on)
    assert (ClockState.RUNNING, date(2025, 7, 14)) == (going.state, going.due_on)


def test_a_clock_that_starts_in_a_pause_stands_still_from_its_start(
    story: "Story", instant: "Instant"
) -> None:
    """It does not count what lies before verification: five from Thu 3 Jul 2025 end on the 10th."""
    standard = Standard("work", "submitted", "answered", days(5), pauses=["new"])

    waiting = read(story("2025-07-01 09:00"), standard, instant("2025-07-03 08:00"))
    steps = ["2025-07-03 09:00 kota verify DINAS"]
    going = read(story("2025-07-01 09:00", steps), standard, instant("2025-07-03 10:00"))

    assert (ClockState.PAUSED, 5) == (waiting.state, waiting.days_left)
    assert date(2025, 7, 10) == going.due_on


def test_moving_from_one_pause_to_another_is_one_pause(story: "Story", instant: "Instant") -> None:
    """Two used by Thu 3 Jul 2025, three are left from Mon 14 Jul: 17 Jul; not subtracted twice."""
    standard = Standard("two", "submitted", "answered", days(5), pauses=["waiting_reporter", "new"])
    case = with_phases(
        story("2025-07-01 09:00", ["2025-07-01 10:00 kota verify DINAS"]),
        ("2025-07-03 09:00", Phase.WAITING_REPORTER),
        ("2025-07-08 09:00", Phase.NEW),
        ("2025-07-14 09:00", Phase.ASSIGNED),
        instant=instant,
    )

    assert date(2025, 7, 17) == read(case, standard, instant("2025-07-14 10:00")).due_on


def test_coming_back_from_a_pause_is_no_new_start(story: "Story", instant: "Instant") -> None:
    """In a workflow that completes into assigned: used 1 by Thu 3 Jul 2025, 4 left from 8 Jul."""
    case = with_phases(
        story("2025-07-01 09:00", ["2025-07-02 09:00 kota verify DINAS"]),
        ("2025-07-03 09:00", Phase.WAITING_REPORTER),
        ("2025-07-08 09:00", Phase.ASSIGNED),
        instant=instant,
    )

    report = assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=instant("2025-07-08 10:00"))

    assert (instant("2025-07-02 09:00"), date(2025, 7, 14)) == (
        report["first_follow_up"].started_at,
        report["first_follow_up"].due_on,
    )
    assert () == report.earlier


def test_an_assignment_within_the_phase_starts_anew_after_an_answer(
    story: "Story", instant: "Instant"
) -> None:
    """A clock that was met starts once more when the case is assigned anew: 5 from 9 Jul 2025."""
    case = story(
        "2025-07-01 09:00",
        ["2025-07-02 09:00 kota verify DINAS", "2025-07-03 09:00 dinas follow_up"],
    )
    at = instant("2025-07-09 09:00")
    event = Event(
        4, "x", at, Actor.system(), "x", Phase.ASSIGNED, (Effect.ASSIGN,), ("UNIT", "LAIN")
    )

    report = assess(case.apply(event), [FIRST_FOLLOW_UP], calendar=CALENDAR, now=at)

    assert [ClockState.MET] == [one.state for one in report.earlier]
    assert (("UNIT", "LAIN"), date(2025, 7, 16)) == (
        report["first_follow_up"].holders,
        report["first_follow_up"].due_on,
    )


def test_the_answers_of_an_adopted_case_do_not_restart_what_is_unknown(
    story: "Story", instant: "Instant"
) -> None:
    """Adopted while the reporter was asked, it goes on there after the pause: no start is known.

    But that of the settlement, which runs from the submission.
    """
    case = story(
        "2025-07-01 09:00",
        ["2025-07-11 09:00 pelapor complete"],
        adopted="2025-07-10 09:00 awaiting_completion KOTA",
    )

    states = [
        one.state
        for one in assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=instant("2025-07-14 09:00"))
    ]

    assert [ClockState.UNKNOWN, ClockState.UNKNOWN, ClockState.RUNNING] == states


# -- the zone ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "due_on"), [("WIB", date(2026, 1, 8)), ("WITA", date(2026, 1, 9))]
)
def test_the_calendars_zone_says_on_which_day_it_was_received(
    story: "Story", instant: "Instant", zone: str, due_on: date
) -> None:
    """Mon 5 Jan 16:30 UTC is 23:30 in WIB and Tue 6 Jan 00:30 in WITA, a day later."""
    calendar = indonesia(zone="WITA") if zone == "WITA" else CALENDAR

    report = assess(
        story("2026-01-05 16:30Z"),
        [VERIFICATION],
        calendar=calendar,
        now=instant("2026-01-05 17:00Z"),
    )

    assert due_on == report["verification"].due_on


# -- the report ----------------------------------------------------------------------------------


def test_a_naive_now_is_refused(story: "Story") -> None:
    """Without an offset nobody knows which day it is."""
    with pytest.raises(InvalidValue) as error:
        assess(
            story("2026-01-05 09:00"),
            LAPOR_STANDARDS,
            calendar=CALENDAR,
            now=datetime(2026, 1, 5, 9, 0),  # noqa: DTZ001  # naive on purpose
        )

    assert [("now", "naive_datetime")] == [(one.where, one.code) for one in error.value.faults]


def test_a_report_finds_its_readings_by_code(story: "Story", instant: "Instant") -> None:
    """It is a small collection; an unknown code names what there is."""
    report = assess(
        story("2026-01-05 09:00"),
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2026-01-05 10:00"),
    )

    assert 3 == len(report)
    assert list(report) == [report["verification"], report["first_follow_up"], report["settlement"]]
    with pytest.raises(UnknownCode) as error:
        report["setlement"]
    assert ("standard", "setlement", "settlement") == (
        error.value.kind,
        error.value.found,
        error.value.suggestion,
    )


def test_a_case_may_have_no_standard_at_all(story: "Story", instant: "Instant") -> None:
    """An empty report is a report: nothing is broken."""
    report = assess(
        story("2026-01-05 09:00"), (), calendar=CALENDAR, now=instant("2026-01-05 10:00")
    )

    assert (0, (), "") == (len(report), report.breaches, str(report))


def test_breaches_hold_earlier_runs_too(story: "Story", instant: "Instant") -> None:
    """The first holder gave it away late (due 14 Apr 2025), the second was late as well."""
    case = story(
        "2025-03-24 09:00",
        ["2025-03-27 09:00 kota verify DINAS", "2025-04-15 09:00 dinas dispose UNIT"],
    )
    report = assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=instant("2025-04-24 09:00"))

    found = [(one.standard.code, one.holders, one.state) for one in report.breaches]

    assert [
        ("first_follow_up", ("DINAS",), ClockState.BREACHED),
        ("first_follow_up", ("UNIT",), ClockState.OVERDUE),
        ("settlement", ("KOTA",), ClockState.OVERDUE),
    ] == found


def test_a_reading_is_plain_data(story: "Story", instant: "Instant") -> None:
    """Ready for JSON, in either language; what is not known is null."""
    steps = ["2025-07-02 09:00 kota verify DINAS"]
    report = assess(
        story("2025-07-01 09:00", steps),
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2025-07-03 09:00"),
    )

    assert {
        "standard": "verification",
        "label": "verifikasi",
        "state": "met",
        "state_label": "terpenuhi",
        "limit": "3 working days",
        "extended": [],
        "started_at": "2025-07-01T09:00:00+07:00",
        "stopped_at": "2025-07-02T09:00:00+07:00",
        "promised_on": "2025-07-04",
        "due_on": "2025-07-04",
        "counts_on": "2025-07-04",
        "promised_at": None,
        "due_at": None,
        "certainty": "fixed",
        "earliest_on": "2025-07-04",
        "latest_on": "2025-07-04",
        "at_the_earliest": False,
        "days_left": 2,
        "hours_left": None,
        "holds": {"number": 0, "days": 0},
        "holders": ["KOTA"],
        "holder_names": ["KOTA"],
        "held_by": ["DINAS"],
        "held_by_names": ["DINAS"],
        "moved_by": None,
        "reclassified_from": None,
        "former_limits": [],
        "sentence": "verifikasi (3 hari kerja): terpenuhi, jatuh tempo 2025-07-04, "
        "sisa 2 hari kerja; mulai 2025-07-01 09:00 WIB, dipegang oleh KOTA; "
        "selesai 2025-07-02 09:00 WIB.",
    } == json.loads(json.dumps(report["verification"].to_dict("id")))
    running = report["first_follow_up"].to_dict()
    assert ("first follow-up", None) == (running["label"], running["stopped_at"])


def test_a_reading_without_a_label_is_called_by_its_code(
    story: "Story", instant: "Instant"
) -> None:
    """A standard need not have a label."""
    case, now = story("2025-07-01 09:00"), instant("2025-07-01 10:00")
    reading = read(case, Standard("quick", "new", "assigned", days(1)), now)

    assert "quick" == reading.to_dict()["label"]
    assert "quick (1 working day): due soon, due on 2025-07-02" == str(reading)


def test_a_report_reads_as_one_line_a_clock(story: "Story", instant: "Instant") -> None:
    """Name, limit, state, and the date that counts where there is one."""
    report = assess(
        story("2025-07-01 09:00"),
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2025-07-01 10:00"),
    )

    assert [
        "verification (3 working days): running, due on 2025-07-04",
        "first follow-up (5 working days): not started",
        "settlement (14 working days): running, due on 2025-07-21",
    ] == str(report).splitlines()


def test_a_report_shows_itself_in_one_line(story: "Story", instant: "Instant") -> None:
    """The instant, and how each clock stands."""
    case, now = story("2025-07-01 09:00"), instant("2025-07-01 10:00")

    assert (
        "<SlaReport 2025-07-01T10:00:00+07:00: "
        "verification running, first_follow_up not_started, settlement running>"
    ) == repr(assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=now))


def test_a_deadline_explains_the_days_that_were_skipped(story: "Story", instant: "Instant") -> None:
    """Verified Thu 27 Mar 2025: thirteen days are skipped up to Mon 14 Apr, of the last stretch."""
    case = story("2025-03-24 09:00", ["2025-03-27 09:00 kota verify DINAS"])

    deadline = read(case, FIRST_FOLLOW_UP, instant("2025-03-27 10:00")).deadline

    assert deadline is not None
    assert (date(2025, 4, 14), 13) == (deadline.due_on, len(deadline.skipped))


def test_equal_readings_are_equal_whatever_explains_them(
    story: "Story", instant: "Instant"
) -> None:
    """Two reports of the same case at the same instant are one value."""
    case, now = story("2025-07-01 09:00"), instant("2025-07-01 10:00")

    first, second = (assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=now) for _ in range(2))

    assert first == second


def test_a_class_that_was_named_but_not_corrected_changes_nothing(
    story: "Story", instant: "Instant"
) -> None:
    """A city's command may ask for a class without the effect of a correction."""
    case = story("2025-07-01 09:00", classification="service")
    facts = (("classification", "information"),)
    last = case.events[-1]
    named = Event(
        2, "x", instant("2025-07-02 09:00"), last.by, last.status, last.phase, facts=facts
    )

    reading = read(case.apply(named), SETTLEMENT, instant("2025-07-03 09:00"))

    assert (days(14), None) == (reading.limit, reading.reclassified_from)


def test_a_report_is_a_value_that_travels(story: "Story", instant: "Instant") -> None:
    """Equal, hashable and unharmed by pickle, though a promise is worked out when asked for."""
    case, now = story("2020-05-11 09:00", BEFORE_THE_DECREE), instant("2020-05-21 09:00")
    first, second = (
        assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=now, calendar_on=known_on)
        for _ in range(2)
    )
    without = assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=now)

    assert date(2020, 5, 26) == first["first_follow_up"].promised_on
    assert first == second == pickle.loads(pickle.dumps(second))
    assert 1 == len({first, second})
    assert first["first_follow_up"] != without["first_follow_up"]


def test_every_state_has_a_label() -> None:
    """In both languages, each its own."""
    labels = [STATE_LABELS[state] for state in ClockState]

    assert len(ClockState) == len({one.id for one in labels}) == len({one.en for one in labels})
    assert 1 == DUE_SOON_DAYS


def test_only_open_or_late_ends_are_breaches() -> None:
    """Open and overdue counts, not only late answers."""
    limit = VERIFICATION.limit
    found = {one for one in ClockState if Reading(VERIFICATION, one, limit).is_breach}

    assert {ClockState.OVERDUE, ClockState.BREACHED} == found
