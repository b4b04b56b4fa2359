"""Due actions: what the system has to do, from when on, and that it is done once."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Actor
from sp4n.sla import due_actions, next_due_at
from sp4n.workdays import indonesia
from sp4n.workflow import Case, Command, Procedure, commands

if TYPE_CHECKING:
    from tests.sla.conftest import Instant, Story

# Ten working days after Mon 7 Jul 2025: 8-11 (4), 14-18 (9), 21 Jul.
ANSWERED = ["2025-07-02 09:00 kota verify DINAS", "2025-07-07 09:00 dinas follow_up"]
# Thirty calendar days after Tue 3 Jun 2025: 3 Jul.
HELD = ["2025-06-03 09:00 kota hold"]


def test_nothing_is_due_on_the_last_day(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """The reporter has the whole of Mon 21 Jul."""
    case = story("2025-07-01 09:00", ANSWERED)

    assert () == due_actions(procedure, case, now=instant("2025-07-21 23:59:59.999999"))


def test_closing_is_due_on_the_day_after(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """From the first moment of Tue 22 Jul, with the command, since when, and a key."""
    case = story("2025-07-01 09:00", ANSWERED)

    found = due_actions(procedure, case, now=instant("2025-07-22 00:00"))

    assert [
        (commands.close_by_system(), instant("2025-07-22 00:00"), "1000001/3/close_by_system")
    ] == [(one.command, one.due_at, one.key) for one in found]


def test_expiring_is_due_after_thirty_calendar_days(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Held Tue 3 Jun: none on Thu 3 Jul, due on the 4th."""
    case = story("2025-06-02 09:00", HELD)

    assert () == due_actions(procedure, case, now=instant("2025-07-03 23:00"))
    assert [Command("expire")] == [
        one.command for one in due_actions(procedure, case, now=instant("2025-07-04 00:00"))
    ]


def test_what_is_due_the_procedure_allows_and_then_it_is_done(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Performing the action leaves nothing to do: a second run does nothing new."""
    case, now = story("2025-07-01 09:00", ANSWERED), instant("2025-07-22 00:00")
    (action,) = due_actions(procedure, case, now=now)
    assert action.command is not None

    after = procedure.perform(case, action.command, by=Actor.system(), at=now)

    assert "closed_by_system" == after.status
    assert () == due_actions(procedure, after, now=instant("2026-07-22 00:00"))
    assert next_due_at(procedure, after) is None


def test_a_case_of_another_workflow_has_no_timers_here(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Its timers are those of the table it is pinned to; here it is only told as stranded."""
    first, *rest = story("2025-07-01 09:00", ANSWERED).events
    complaint = story("2025-07-01 09:00").complaint
    elsewhere = evolve(first, facts=(("workflow", "elsewhere/1"),))
    case = Case.from_events(complaint, (elsewhere, *rest))

    (action,) = due_actions(procedure, case, now=instant("2025-09-01 09:00"))

    assert ("stranded", None) == (action.kind, action.command)
    assert ["unknown_workflow"] == [one.code for one in action.reasons]
    assert case.events[-1].at == next_due_at(procedure, case)
    assert next_due_at(procedure, case, now=instant("2025-09-01 09:00")) is None


def test_a_key_changes_when_the_case_moves_on(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Asking twice gives the same key; a second answer starts another silence with another key."""
    first = story("2025-07-01 09:00", ANSWERED)
    again = ["2025-07-08 09:00 pelapor reply", "2025-07-09 09:00 dinas follow_up"]
    second = story("2025-07-01 09:00", [*ANSWERED, *again])

    keys = [
        one.key
        for case in (first, first, second)
        for one in due_actions(procedure, case, now=instant("2025-09-01 09:00"))
    ]

    assert [
        "1000001/3/close_by_system",
        "1000001/3/close_by_system",
        "1000001/5/close_by_system",
    ] == keys


@pytest.mark.parametrize("steps", [[], [*ANSWERED, "2025-07-08 09:00 pelapor reply"]])
def test_a_status_without_a_timer_waits_for_people(
    procedure: Procedure, story: "Story", instant: "Instant", steps: list[str]
) -> None:
    """Unverified and replied: nothing is the system's to do, ever."""
    case = story("2025-07-01 09:00", steps)

    assert () == due_actions(procedure, case, now=instant("2029-07-01 09:00"))
    assert next_due_at(procedure, case) is None


def test_a_naive_now_is_refused(procedure: Procedure, story: "Story") -> None:
    """Without an offset nobody knows which day it is."""
    case = story("2025-07-01 09:00", ANSWERED)

    with pytest.raises(InvalidValue) as error:
        due_actions(procedure, case, now=datetime(2025, 7, 22))  # noqa: DTZ001  # naive on purpose

    assert [("now", "naive_datetime")] == [(one.where, one.code) for one in error.value.faults]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("WIB", datetime(2025, 7, 21, 17, 0, tzinfo=UTC)),
        ("WITA", datetime(2025, 7, 21, 16, 0, tzinfo=UTC)),
        ("WIT", datetime(2025, 7, 21, 15, 0, tzinfo=UTC)),
    ],
)
def test_the_next_look_is_at_midnight_in_the_calendars_zone(
    procedure: Procedure, story: "Story", zone: str, expected: datetime
) -> None:
    """The first moment of Tue 22 Jul, which comes two hours earlier in WIT than in WIB."""
    calendars = {"WIB": indonesia(), "WITA": indonesia(zone="WITA"), "WIT": indonesia(zone="WIT")}
    there = evolve(procedure, calendar=calendars[zone])
    case = story("2025-07-01 09:00", ANSWERED)

    due_at = next_due_at(there, case)

    assert expected == due_at
    assert (0, 0) == (due_at.hour, due_at.minute)


def test_a_timer_beyond_the_known_range_is_never_due(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Answered on 24 Dec 2029, ten working days later is not known, even at the end of time."""
    steps = ["2029-12-20 09:00 kota verify DINAS", "2029-12-24 09:00 dinas follow_up"]
    case = story("2029-12-19 09:00", steps)

    assert () == due_actions(procedure, case, now=instant("9999-12-31 23:59Z"))
    assert next_due_at(procedure, case) is None


def test_a_known_timer_is_due_even_at_the_end_of_time(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """The last moment that a datetime can hold has no date in WIB, and is late all the same."""
    case = story("2025-07-01 09:00", ANSWERED)

    assert 1 == len(due_actions(procedure, case, now=instant("9999-12-31 23:59Z")))
