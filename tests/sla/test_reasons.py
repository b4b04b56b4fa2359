"""What moved a due date or changed a limit, and how a reading says so."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from sp4n.labels import Label
from sp4n.model import Classification, Complaint
from sp4n.sla import (
    LAPOR_STANDARDS,
    Amendments,
    ClockState,
    FormerClass,
    Reading,
    Standard,
    assess,
)
from sp4n.workdays import Closure, Limit, WorkingCalendar, indonesia
from sp4n.workdays.decree_table import decrees
from sp4n.workflow import Case, Event
from sp4n.workflow.events import ADOPT

if TYPE_CHECKING:
    from tests.sla.conftest import Instant, Story

CALENDAR = indonesia()
SKB = "SKB 3 Menteri 440/2020, 03/2020, 03/2020 (2020-05-20)"
MOVED_BACK = Limit(5, "working days")
HOURS = Standard("hours", "new", "assigned", Limit(10, "working hours"))

# As in test_assessment: from Thu 14 May 2020 five days end on 26 May as known then, since 22 May
# was joint leave; the decree of 20 May makes the 22nd a working day, and they end there.
STEPS = ["2020-05-14 09:00 kota verify DINAS"]


def known_on(day: date) -> WorkingCalendar:
    return indonesia(as_of=day)


def follow_up(
    case: Case, now: datetime, amendments: Amendments = "follow", code: str = "first_follow_up"
) -> Reading:
    report = assess(
        case,
        [*LAPOR_STANDARDS, HOURS],
        calendar=CALENDAR,
        now=now,
        calendar_on=known_on,
        amendments=amendments,
    )
    return report[code]


# -- decrees -------------------------------------------------------------------------------------


def test_the_decree_that_moved_a_due_date_is_named(story: "Story", instant: "Instant") -> None:
    """One day changed: 22 May 2020, by the decree signed on the 20th."""
    reading = follow_up(story("2020-05-12 09:00", STEPS), instant("2020-05-20 09:00"))

    assert reading.is_moved
    assert (SKB,) == tuple(map(str, reading.moved_by or ()))
    assert [date(2020, 5, 22)] == [one.date for one in reading.changed_days]
    assert [SKB] == reading.to_dict()["moved_by"]


@pytest.mark.parametrize(
    ("amendments", "said", "disebut"),
    [
        (
            "follow",
            f"due soon, due on 2020-05-22; moved from 2020-05-26 to 2020-05-22 by {SKB}",
            f"bergeser dari 2020-05-26 ke 2020-05-22 menurut {SKB}",
        ),
        (
            "keep",
            (
                f"due soon, due on 2020-05-26; the promise of 2020-05-26 is kept; by {SKB}"
                " it would be 2020-05-22"
            ),
            f"janji 2020-05-26 tetap berlaku, menurut {SKB} seharusnya 2020-05-22",
        ),
    ],
)
def test_a_reading_says_what_moved_it(
    story: "Story", instant: "Instant", amendments: Amendments, said: str, disebut: str
) -> None:
    """On 20 May four days are used: one is left, to the 22nd (21 May is off) or to the 26th."""
    case = story("2020-05-12 09:00", STEPS)
    reading = follow_up(case, instant("2020-05-20 09:00"), amendments)

    assert f"first follow-up (5 working days): {said}" == str(reading)
    assert f"<Reading {reading}>" == repr(reading)
    assert disebut in reading.describe("id")


def test_what_was_not_moved_was_moved_by_nothing(story: "Story", instant: "Instant") -> None:
    """Started after the decree was signed, the promise is the due date."""
    case = story("2020-05-18 09:00", ["2020-05-20 08:00 kota verify DINAS"])
    reading = follow_up(case, instant("2020-05-20 09:00"))

    assert (None, ()) == (reading.moved_by, reading.changed_days)
    assert reading.to_dict()["moved_by"] is None


def test_a_clock_that_has_not_started_was_moved_by_nothing(
    story: "Story", instant: "Instant"
) -> None:
    """There is no due date at all."""
    reading = follow_up(story("2020-05-12 09:00"), instant("2020-05-12 10:00"))

    assert ClockState.NOT_STARTED is reading.state
    assert (None, (), None) == (reading.moved_by, reading.changed_days, reading.deadline)
    assert (None, None, None) == (reading.due_soon_at, reading.overdue_at, reading.leg_key)


def test_hours_are_moved_too(story: "Story", instant: "Instant") -> None:
    """Ten hours from Tue 19 May 2020 14:00, in Ramadan: 1 h and on Wed 6 h 30 leave 2 h 30.

    As known then 22 May is joint leave: Tue 26 May, after Ramadan, 07:30-10:00. By the decree of
    20 May it is worked: Fri 22 May 08:00-10:30.
    """
    reading = follow_up(story("2020-05-19 14:00"), instant("2020-05-20 09:00"), code="hours")

    assert instant("2020-05-26 10:00") == reading.promised_at
    assert instant("2020-05-22 10:30") == reading.due_at
    moved = f"moved from 2020-05-26 10:00 WIB to 2020-05-22 10:30 WIB by {SKB}"
    assert f"hours (10 working hours): running, due at 2020-05-22 10:30 WIB; {moved}" == str(
        reading
    )


def test_what_changed_while_a_clock_stood_still_moved_nothing(
    story: "Story", instant: "Instant"
) -> None:
    """From Thu 14 May: 15 May used, held all through 22 May, four left from Thu 4 June.

    So 5 and 8 to 10 June; no decree has touched these.
    """
    steps = ["2020-05-15 09:00 kota hold", "2020-06-04 09:00 pelapor complete"]
    case = story("2020-05-14 09:00", steps)
    five = Standard("five", "new", "assigned", MOVED_BACK, pauses=["waiting_reporter"])

    report = assess(
        case, [five], calendar=CALENDAR, now=instant("2020-06-05 09:00"), calendar_on=known_on
    )

    assert (date(2020, 6, 10), None) == (report["five"].due_on, report["five"].moved_by)


def test_days_within_a_pause_are_not_named(story: "Story", instant: "Instant") -> None:
    """Held over 22 May 2020, which a decree changed, and moved by a closure of Fri 5 June.

    Five from Thu 14 May: 15 May is used, four are left from Wed 3 June: 4, 5, 8, 9 June; with the
    5th closed, as became known on 1 June, the 10th.
    """
    steps = ["2020-05-15 09:00 kota hold", "2020-06-03 09:00 pelapor complete"]
    case = story("2020-05-14 09:00", steps)
    closures = [Closure(date(2020, 6, 5), "Banjir", known_on=date(2020, 6, 1))]
    five = Standard("five", "new", "assigned", MOVED_BACK, pauses=["waiting_reporter"])

    reading = assess(
        case,
        [five],
        calendar=indonesia(closures=closures),
        now=instant("2020-06-04 09:00"),
        calendar_on=lambda day: indonesia(as_of=day, closures=closures),
    )["five"]

    assert (date(2020, 6, 9), date(2020, 6, 10)) == (reading.promised_on, reading.due_on)
    assert [date(2020, 6, 5)] == [one.date for one in reading.changed_days]
    assert () == reading.moved_by


def test_a_day_that_no_decree_changed_is_named_itself(story: "Story", instant: "Instant") -> None:
    """The office closed on Thu 3 July 2025, as it knew on the 2nd: 2, 4, 7 July."""
    closures = [Closure(date(2025, 7, 3), "Banjir", known_on=date(2025, 7, 2))]

    reading = assess(
        story("2025-07-01 09:00"),
        LAPOR_STANDARDS,
        calendar=indonesia(closures=closures),
        now=instant("2025-07-02 09:00"),
        calendar_on=lambda day: indonesia(as_of=day, closures=closures),
    )["verification"]

    assert (
        "verification (3 working days): running, due on 2025-07-07; moved from 2025-07-04 to "
        "2025-07-07 by other days off (2025-07-03: a working day → closure: Banjir)"
    ) == str(reading)


@pytest.mark.parametrize("amendments", ["follow", "keep"])
def test_a_promise_that_no_calendar_could_make_is_none(
    story: "Story", instant: "Instant", amendments: Amendments
) -> None:
    """From Mon 31 Dec 2029 the decrees known then lead nowhere; a decree for 2030 does.

    New year is off: 2, 3, 4 January. The due date counts for want of a promise.
    """
    new_year = decrees()[-1].__class__(
        2030, date(2030, 1, 1), ["1/2030"], national={date(2030, 1, 1): "new_year"}
    )

    def known(day: date) -> WorkingCalendar:
        return indonesia(as_of=day, decrees=[new_year])

    reading = assess(
        story("2029-12-31 09:00"),
        LAPOR_STANDARDS,
        calendar=indonesia(decrees=[new_year]),
        now=instant("2030-01-02 10:00"),
        calendar_on=known,
        amendments=amendments,
    )["verification"]

    assert (None, date(2030, 1, 4)) == (reading.promised_on, reading.due_on)
    assert date(2030, 1, 4) == reading.counts_on
    assert (ClockState.RUNNING, None) == (reading.state, reading.moved_by)


@pytest.mark.parametrize(
    ("amendments", "state", "due"),
    [
        ("follow", ClockState.OVERDUE, (None, date(2020, 5, 22))),
        ("keep", ClockState.PAUSED, (None, None)),
    ],
)
def test_a_pause_between_both_due_dates_depends_on_what_counts(
    story: "Story",
    instant: "Instant",
    amendments: Amendments,
    state: ClockState,
    due: tuple[date | None, date | None],
) -> None:
    """Held on Mon 25 May 2020: past the 22nd, before the 26th. Who keeps the promise waits."""
    case = story("2020-05-12 09:00", [*STEPS, "2020-05-25 09:00 kota hold"])
    reading = follow_up(case, instant("2020-05-27 09:00"), amendments)

    assert state is reading.state
    assert due == (reading.promised_on, reading.due_on)


# -- reclassification ----------------------------------------------------------------------------


def test_a_change_of_class_counts_from_the_clocks_own_start_and_is_said(
    story: "Story", instant: "Instant"
) -> None:
    """Sixty working days from the submission on Tue 1 July 2025, and not from the change.

    Read on 8 August, when the decree of the 7th was known.

    July to the 31st 22, August 20 (the 18th is joint leave): 42 by the 29th, September 21 without
    the 5th: 46 by the 4th, 51 by the 12th, 56 by the 19th, 60 on Thu the 25th. As known on 1 July,
    18 August was worked: it would be the 24th.
    """
    steps = ["2025-07-02 09:00 kota verify DINAS classification=oversight"]
    case = story("2025-07-01 09:00", steps, classification="service")

    reading = follow_up(case, instant("2025-08-08 09:00"), code="settlement")

    changed_at = instant("2025-07-02 09:00")
    former = FormerClass(Classification.SERVICE, Limit(14, "working days"), changed_at)
    assert (date(2025, 9, 25), former) == (reading.due_on, reading.reclassified_from)
    assert (
        "settlement (60 working days): running, due on 2025-09-25; moved from 2025-09-24 to "
        "2025-09-25 by SKB 3 Menteri 933/2025, 1/2025, 3/2025 (2025-08-07); the limit was 14 "
        "working days (complaint about a service) until the class changed at 2025-07-02 09:00 WIB"
    ) == str(reading)
    assert (
        "batas waktunya 14 hari kerja (Pengaduan Tidak Berkadar Pengawasan) sampai"
        " klasifikasinya berubah "
        "2025-07-02 09:00 WIB." in reading.describe("id")
    )
    assert {
        "classification": "service",
        "limit": "14 working days",
        "until_at": "2025-07-02T09:00:00+07:00",
    } == reading.to_dict()["reclassified_from"]


def test_a_first_class_is_a_change_from_none(story: "Story", instant: "Instant") -> None:
    """Without a class it was 14 working days; a request for information has 5."""
    steps = ["2025-07-02 09:00 kota verify DINAS classification=information"]
    reading = follow_up(
        story("2025-07-01 09:00", steps), instant("2025-07-03 09:00"), code="settlement"
    )

    assert "(no class) until the class changed" in str(reading)
    assert (
        None is reading.reclassified_from.classification  # type: ignore[union-attr]  # the test's claim
    )
    former = reading.to_dict()["reclassified_from"]
    assert isinstance(former, dict)
    assert former["classification"] is None


@pytest.mark.parametrize(
    ("code", "classification"),
    [("settlement", "service"), ("verification", "oversight"), ("first_follow_up", "oversight")],
)
def test_a_change_that_leaves_the_limit_says_nothing(
    story: "Story", instant: "Instant", code: str, classification: str
) -> None:
    """From no class to a service both have 14 working days; the other clocks have one limit."""
    steps = [f"2025-07-02 09:00 kota verify DINAS classification={classification}"]
    reading = follow_up(story("2025-07-01 09:00", steps), instant("2025-07-03 09:00"), code=code)

    assert reading.reclassified_from is None


def test_the_class_at_the_start_is_that_of_the_starting_event(
    story: "Story", instant: "Instant"
) -> None:
    """A clock that starts with the verification starts with the class given there."""
    by_class = {Classification.OVERSIGHT: Limit(20, "working days")}
    standard = Standard("work", "assigned", "answered", MOVED_BACK, by_class=by_class)
    steps = ["2025-07-02 09:00 kota verify DINAS classification=oversight"]

    reading = assess(
        story("2025-07-01 09:00", steps),
        [standard],
        calendar=CALENDAR,
        now=instant("2025-07-03 09:00"),
    )["work"]

    assert (Limit(20, "working days"), None) == (reading.limit, reading.reclassified_from)


def test_a_class_may_change_the_unit(story: "Story", instant: "Instant") -> None:
    """A light complaint has three hours from its receipt; before that was known, three days."""
    by_class = {Classification.LIGHT: Limit(3, "working hours")}
    standard = Standard(
        "answer", "submitted", "answered", Limit(3, "working days"), by_class=by_class
    )
    steps = ["2025-07-01 09:30 kota verify DINAS classification=light"]

    reading = assess(
        story("2025-07-01 08:00", steps),
        [standard],
        calendar=CALENDAR,
        now=instant("2025-07-01 09:45"),
    )["answer"]

    assert (instant("2025-07-01 11:00"), 1.25) == (reading.due_at, reading.hours_left)
    assert "the limit was 3 working days (no class)" in str(reading)


# -- words ---------------------------------------------------------------------------------------


def test_every_state_makes_a_sentence(story: "Story", instant: "Instant") -> None:
    """With what is known, and why nothing is where nothing is."""
    steps = ["2025-07-02 09:00 kota verify DINAS", "2025-07-11 09:00 dinas follow_up"]
    done = assess(
        story("2025-07-01 09:00", steps),
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2025-07-12 09:00"),
    )
    held = ["2025-07-02 09:00 kota hold"]
    waiting = assess(
        story("2025-07-01 09:00", held),
        LAPOR_STANDARDS,
        calendar=CALENDAR,
        now=instant("2025-07-03 09:00"),
    )

    assert [
        (
            "verification (3 working days): met, due on 2025-07-04, 2 working days left; started "
            "at 2025-07-01 09:00 WIB, held by KOTA; done at 2025-07-02 09:00 WIB."
        ),
        (
            "first follow-up (5 working days): breached, due on 2025-07-09, 2 working days late; "
            "started at 2025-07-02 09:00 WIB, held by DINAS; done at 2025-07-11 09:00 WIB."
        ),
        (
            "settlement (14 working days): met, due on 2025-07-21, 6 working days left; started at "
            "2025-07-01 09:00 WIB, held by KOTA; done at 2025-07-11 09:00 WIB."
        ),
    ] == [one.describe() for one in done]
    assert [
        (
            "verifikasi (3 hari kerja): ditunda, akan tersisa 2 hari kerja; mulai"
            " 2025-07-01 09:00 WIB, dipegang oleh KOTA; menunggu pelapor satu kali, 1 hari kerja."
        ),
        "tindak lanjut pertama (5 hari kerja): belum mulai.",
    ] == [one.describe("id") for one in waiting][:2]


def test_a_single_day_is_a_day(story: "Story", instant: "Instant") -> None:
    """In English, where that shows; and nobody at all is a dash."""
    case = story("2025-07-01 09:00")
    nobody = Case.from_events(case.complaint, [_without_holders(case.events[0])])
    standard = Standard(
        "quick", "new", "assigned", Limit(1, "calendar days"), label=Label(id="kilat", en="quick")
    )

    reading = assess(nobody, [standard], calendar=CALENDAR, now=instant("2025-07-01 10:00"))

    assert [
        (
            "quick (1 calendar day): due soon, due on 2025-07-02, 1 calendar day left; started at "
            "2025-07-01 09:00 WIB, held by -."
        )
    ] == [one.describe() for one in reading]


def _without_holders(event: Event) -> Event:
    return Event(1, event.kind, event.at, event.by, event.status, event.phase)


def test_what_is_unknown_says_why(story: "Story") -> None:
    """Beyond the calendar, or in another system before this one."""
    at = datetime(2031, 1, 6, 9, 0, tzinfo=UTC)
    first = story("2025-07-01 09:00").events[0]
    complaint = Complaint("X-0001", "Contoh", "Contoh", at)
    far = Event(1, first.kind, at, first.by, first.status, first.phase)
    adopted = Event(1, ADOPT, at, first.by, first.status, first.phase)

    beyond, elsewhere = (
        assess(Case.from_events(complaint, [event]), LAPOR_STANDARDS, calendar=CALENDAR, now=at)[
            "verification"
        ]
        for event in (far, adopted)
    )

    assert (
        "verification (3 working days): unknown; started at 2031-01-06 09:00+00:00, held"
        " by -; the calendar does not reach that far."
    ) == beyond.describe()
    assert (
        "verifikasi (3 hari kerja): tidak diketahui; yang terjadi di sistem lain tidak diketahui."
    ) == elsewhere.describe("id")


def test_a_report_is_plain_data(story: "Story", instant: "Instant") -> None:
    """The instant, the latest run of each clock, and the earlier ones."""
    steps = ["2025-07-02 09:00 kota verify DINAS", "2025-07-03 09:00 dinas dispose UNIT"]
    now = instant("2025-07-04 09:00")
    report = assess(story("2025-07-01 09:00", steps), LAPOR_STANDARDS, calendar=CALENDAR, now=now)

    assert {
        "now": "2025-07-04T09:00:00+07:00",
        "readings": [one.to_dict("id") for one in report],
        "earlier": [one.to_dict("id") for one in report.earlier],
    } == report.to_dict("id")
    assert (3, 1) == (len(report), len(report.earlier))
