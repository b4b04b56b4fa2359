"""Runs: whether a clock stands still, what it took, and by which calendar it was reckoned."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from sp4n.sla import LAPOR_STANDARDS, Amendments, assess
from sp4n.sla.clocks import runs
from sp4n.sla.counting import working_days_used
from sp4n.workdays import WorkingCalendar, indonesia

if TYPE_CHECKING:
    from tests.sla.conftest import Instant, Story

VERIFICATION = LAPOR_STANDARDS[0]
CALENDAR = indonesia()
ASKED = "2025-07-03 10:00 kota hold"  # Thursday
ANSWERED = "2025-07-08 09:00 pelapor complete"  # Tuesday


@pytest.mark.parametrize(
    ("steps", "paused"),
    [
        ([], False),
        ([ASKED], True),
        ([ASKED, ANSWERED], False),
        ([ASKED, ANSWERED, "2025-07-09 09:00 kota hold"], True),
    ],
)
def test_a_run_is_paused_from_the_question_to_the_answer(
    steps: list[str], story: "Story", *, paused: bool
) -> None:
    """What was asked and answered before changes nothing: the last pause tells."""
    [run] = runs(VERIFICATION, story("2025-07-01 09:00", steps))

    assert paused is run.is_paused


@pytest.mark.parametrize(
    ("steps", "used"),
    [
        (["2025-07-01 16:00 kota verify DINAS"], 0),
        (["2025-07-02 09:00 kota verify DINAS"], 1),
        # 2 and 3 July are used up to the question, 9 and 10 July after the answer
        ([ASKED, ANSWERED, "2025-07-10 09:00 kota verify DINAS"], 4),
        ([ASKED, ANSWERED, "2025-07-08 10:00 kota verify DINAS"], 2),
        # asked on Saturday and answered on Sunday: the weekend costs nothing anyway
        (
            [
                "2025-07-05 10:00 kota hold",
                "2025-07-06 09:00 pelapor complete",
                "2025-07-07 09:00 kota verify DINAS",
            ],
            4,
        ),
        # asked twice: 2 and 3 July, none on 8 July itself, then 15 July
        (
            [ASKED, ANSWERED, "2025-07-08 11:00 kota hold", "2025-07-14 09:00 pelapor complete",
             "2025-07-15 09:00 kota verify DINAS"],
            3,
        ),
    ],
)  # fmt: skip
def test_days_used_leave_pauses_out(steps: list[str], used: int, story: "Story") -> None:
    """By hand, received on Tuesday 1 July 2025: each working day after it, up to the last one."""
    [run] = runs(VERIFICATION, story("2025-07-01 09:00", steps))

    assert used == working_days_used(run, CALENDAR)


def test_what_is_received_on_a_sunday_is_used_from_monday_on(story: "Story") -> None:
    """It was paused and resumed on the same Sunday: no day is counted twice, and none negative."""
    steps = [
        "2025-07-06 10:00 kota hold",
        "2025-07-06 11:00 pelapor complete",
        "2025-07-08 09:00 kota verify DINAS",
    ]
    [run] = runs(VERIFICATION, story("2025-07-06 09:00", steps))

    assert 2 == working_days_used(run, CALENDAR)


@pytest.mark.parametrize("steps", [[], [ASKED], [ASKED, ANSWERED]])
def test_what_is_not_done_took_nothing_yet(steps: list[str], story: "Story") -> None:
    """Open or paused, nobody knows how long it will have taken."""
    [run] = runs(VERIFICATION, story("2025-07-01 09:00", steps))

    assert working_days_used(run, CALENDAR) is None


def known_on(day: date) -> WorkingCalendar:
    return indonesia(as_of=day)


@pytest.mark.parametrize(
    ("amendments", "counted_by"),
    [("follow", known_on(date(2020, 5, 21))), ("keep", known_on(date(2020, 5, 14)))],
)
def test_the_calendar_that_counted_is_the_one_that_the_verdict_rests_on(
    amendments: Amendments, counted_by: WorkingCalendar, story: "Story", instant: "Instant"
) -> None:
    """The decree of 20 May 2020 made the 22nd a working day; a promise that is kept ignores it."""
    case = story("2020-05-13 09:00", ["2020-05-14 09:00 kota verify DINAS"])
    report = assess(
        case,
        [LAPOR_STANDARDS[1]],
        calendar=CALENDAR,
        now=instant("2020-05-21 09:00"),
        calendar_on=known_on,
        amendments=amendments,
    )
    [reading] = report

    assert reading.reckoning is not None
    assert counted_by == reading.reckoning.counting_calendar
