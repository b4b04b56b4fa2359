"""Clocks in working hours: worked out by hand, and against a count minute by minute."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint
from sp4n.sla import DUE_SOON_HOURS, ClockState, Reading, Standard, assess
from sp4n.workdays import GOVERNMENT_HOURS, ZONES, Limit, OfficeHours, WorkingCalendar, indonesia
from sp4n.workflow import Case, Event, Phase

if TYPE_CHECKING:
    from tests.sla.conftest import Instant, Story

_DATA = Path(__file__).parent.parent / "data" / "sla_hours.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["case"]
CALENDAR = indonesia()


def read(case: Case, limit: str, now: datetime, calendar: WorkingCalendar = CALENDAR) -> Reading:
    standard = Standard("light", "new", "assigned", Limit.parse(limit), pauses=["waiting_reporter"])
    return assess(case, [standard], calendar=calendar, now=now)["light"]


@pytest.mark.parametrize("example", CASES, ids=lambda example: str(example["name"]))
def test_a_clock_in_hours_stands_as_worked_out_by_hand(
    example: dict[str, Any], story: "Story", instant: "Instant"
) -> None:
    """State, due instant, its date, and the hours left; what is not said there is not known."""
    case = story(example["submitted"], example.get("steps", ()))
    expected = example["expected"]
    due_at = instant(expected["due_at"]) if "due_at" in expected else None

    reading = read(case, example["limit"], instant(example["now"]))

    assert expected["state"] == reading.state.value
    assert due_at == reading.due_at == reading.promised_at == reading.counts_at
    assert expected.get("due", due_at and due_at.date()) == reading.due_on == reading.counts_on
    assert expected.get("left") == reading.hours_left
    assert reading.days_left is None


def test_limits_in_days_have_no_instants(story: "Story", instant: "Instant") -> None:
    """The whole of their last day counts."""
    reading = read(story("2025-01-30 08:00"), "3 working days", instant("2025-01-30 09:00"))

    assert (None, None, None) == (reading.promised_at, reading.due_at, reading.counts_at)
    assert reading.hours_left is None


def test_a_day_that_closes_at_midnight_is_the_due_one_itself(
    story: "Story", instant: "Instant"
) -> None:
    """Open round the clock, three hours from 21:00 end at 00:00: of Fri 31 Jan, due on the 30th."""
    always = indonesia(hours=OfficeHours({"Mon-Fri": "00:00-24:00"}))

    reading = read(
        story("2025-01-30 21:00"), "3 working hours", instant("2025-01-30 22:00"), always
    )

    assert (instant("2025-01-31 00:00"), date(2025, 1, 30)) == (reading.due_at, reading.due_on)


def test_hours_of_another_zone_end_at_the_same_instant_of_the_office(
    story: "Story", instant: "Instant"
) -> None:
    """08:00 UTC is 15:00 in WIB; the answer is in the office's zone."""
    reading = read(
        story("2025-01-24 08:00+00:00"), "3 working hours", instant("2025-01-24 09:00+00:00")
    )

    assert "2025-01-30T09:00:00+07:00" == (reading.due_at and reading.due_at.isoformat())


def test_a_deadline_in_hours_explains_itself(story: "Story", instant: "Instant") -> None:
    """The stretches that were counted, and the days off between them."""
    reading = read(story("2025-01-24 15:00"), "3 working hours", instant("2025-01-24 16:00"))

    assert reading.deadline is not None
    assert reading.due_at == getattr(reading.deadline, "due_at", None)
    assert [date(2025, 1, day) for day in range(25, 30)] == [
        one.date for one in reading.deadline.skipped
    ]


def test_a_pause_leaves_nothing_to_explain(story: "Story", instant: "Instant") -> None:
    """Without a due date there is no deadline, and nobody knows when it will be due soon."""
    case = story("2025-01-30 08:00", ["2025-01-30 09:00 kota hold"])
    reading = read(case, "3 working hours", instant("2025-01-30 10:00"))

    assert (None, None, None) == (reading.deadline, reading.due_soon_at, reading.overdue_at)


def test_a_working_day_without_hours_is_refused(story: "Story", instant: "Instant") -> None:
    """Whoever works on Saturdays has to say when; a policy refuses it on loading."""
    with pytest.raises(InvalidValue) as error:
        read(
            story("2025-01-30 08:00"),
            "3 working hours",
            instant("2025-01-30 09:00"),
            indonesia(week="six-day"),
        )

    assert {"no_hours"} == {one.code for one in error.value.faults}


@pytest.mark.parametrize(
    ("now", "sentence", "kalimat"),
    [
        (
            "2025-01-24 16:00",
            (
                "light (3 working hours): running, due at 2025-01-30 09:00 WIB, 2:00 working hours "
                "left; started at 2025-01-24 15:00 WIB, held by KOTA."
            ),
            (
                "light (3 jam kerja): berjalan, jatuh tempo 2025-01-30 09:00 WIB, sisa 2:00 jam "
                "kerja; mulai 2025-01-24 15:00 WIB, dipegang oleh KOTA."
            ),
        ),
        (
            "2025-01-30 09:00:30",
            (
                "light (3 working hours): overdue, due at 2025-01-30 09:00 WIB, 0:00:30 working "
                "hours late; started at 2025-01-24 15:00 WIB, held by KOTA."
            ),
            (
                "light (3 jam kerja): terlambat, jatuh tempo 2025-01-30 09:00 WIB,"
                " terlambat 0:00:30 "
                "jam kerja; mulai 2025-01-24 15:00 WIB, dipegang oleh KOTA."
            ),
        ),
    ],
)
def test_hours_are_said_as_hours_and_minutes(
    story: "Story", instant: "Instant", now: str, sentence: str, kalimat: str
) -> None:
    """Seconds only where there are some."""
    reading = read(story("2025-01-24 15:00"), "3 working hours", instant(now))

    assert (sentence, kalimat) == (reading.describe(), reading.describe("id"))
    assert sentence.startswith(f"{reading}, ")


# -- minute by minute ----------------------------------------------------------------------------

WIB = ZONES["WIB"]
A_MINUTE = timedelta(minutes=1)


def is_open(at: datetime) -> bool:
    """Whether the office works in the minute that begins at an instant of its zone."""
    minute = at.hour * 60 + at.minute
    spans = GOVERNMENT_HOURS.spans_on(at.date())
    return CALENDAR.is_working_day(at.date()) and any(
        opens <= minute < closes for opens, closes in spans
    )


def life(start: datetime, *steps: tuple[datetime, Phase]) -> Case:
    entries = [(start, Phase.NEW), *steps]
    return Case.from_events(
        Complaint("X-0001", "Contoh", "Contoh", start),
        [
            Event(number, "x" if number > 1 else "submit", at, Actor.system(), phase.value, phase)
            for number, (at, phase) in enumerate(entries, start=1)
        ],
    )


STARTS = st.integers(0, 60 * 24 * 700).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=WIB) + minutes * A_MINUTE
)
SPANS = st.integers(1, 60 * 30)


@settings(max_examples=60)
@given(STARTS, st.lists(st.tuples(SPANS, SPANS), max_size=3), st.integers(1, 20))
def test_pauses_count_as_a_clerk_would_minute_by_minute(
    start: datetime, spans: list[tuple[int, int]], n: int
) -> None:
    """Each open minute outside of a pause counts; the clock is due when so many have passed."""
    pauses: list[tuple[datetime, datetime]] = []
    at = start
    for before, pause in spans:
        paused_at = at + before * A_MINUTE
        at = paused_at + pause * A_MINUTE
        pauses.append((paused_at, at))
    due_at, minutes = start, 0
    while minutes < n * 60:
        paused = any(paused_at <= due_at < resumed_at for paused_at, resumed_at in pauses)
        minutes += is_open(due_at) and not paused
        due_at += A_MINUTE
    assume(due_at not in [paused_at for paused_at, _ in pauses])  # then nothing is left

    steps = [
        (at, phase)
        for pause in pauses
        for at, phase in zip(pause, (Phase.WAITING_REPORTER, Phase.NEW), strict=True)
    ]
    reading = read(life(start, *steps), f"{n} working hours", at)

    assert due_at == reading.due_at


@given(STARTS, st.integers(0, 60 * 24 * 10), st.integers(1, 40))
def test_a_later_start_is_never_due_earlier_in_hours(start: datetime, later: int, n: int) -> None:
    """Deadlines are monotone as long as nothing pauses."""
    after = start + later * A_MINUTE

    due_at, due_later_at = (
        read(life(at), f"{n} working hours", after).due_at for at in (start, after)
    )

    assert due_at is not None
    assert due_later_at is not None
    assert due_at <= due_later_at


@given(STARTS, st.integers(0, 60 * 24 * 10), st.integers(1, 40))
def test_the_states_in_hours_turn_when_the_reading_says(
    start: datetime, later: int, n: int
) -> None:
    """Due soon from `due_soon_at` on, overdue from `overdue_at` on, and not a moment before."""
    now = start + later * A_MINUTE
    reading = read(life(start), f"{n} working hours", now)
    due_soon_at, overdue_at = reading.due_soon_at, reading.overdue_at
    assert due_soon_at is not None
    assert overdue_at is not None

    expected = (
        ClockState.OVERDUE
        if now >= overdue_at
        else ClockState.DUE_SOON
        if now >= due_soon_at
        else ClockState.RUNNING
    )

    assert expected is reading.state
    assert overdue_at - timedelta.resolution == reading.due_at
    assert 1 == DUE_SOON_HOURS
