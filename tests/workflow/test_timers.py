"""Timers: what the system may do, and not a day earlier."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from sp4n.model import Actor
from sp4n.workdays import Limit
from sp4n.workflow import Case, Command, Procedure, Reason, Refused, commands

FRI_2026_03_13 = datetime(2026, 3, 13, 2, 30, tzinfo=UTC)
MON_2026_03_02 = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
FRI_2029_12_28 = datetime(2029, 12, 28, 2, 30, tzinfo=UTC)
EVENING = timedelta(hours=14, minutes=29, seconds=59)  # from 09:30 in Jakarta to its last second

# After Friday 13 March 2026 the working days are 16, 17 (18 joint leave, 19 Nyepi, 20 to 24 Idul
# Fitri), 25, 26, 27, 30, 31 March, 1, 2 (3 Good Friday) and 6 April.
# Thirty calendar days after Monday 2 March 2026 it is 1 April.
ROWS = [
    ("followed_up", commands.close_by_system(), FRI_2026_03_13, date(2026, 4, 6)),
    ("awaiting_completion", commands.expire(), MON_2026_03_02, date(2026, 4, 1)),
]


def morning(day: date) -> datetime:
    """09:30 in Jakarta."""
    return datetime(day.year, day.month, day.day, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(("status", "command", "since", "due_on"), ROWS)
def test_too_early_up_to_the_last_second_of_the_last_day(
    status: str,
    command: Command,
    since: datetime,
    due_on: date,
    case_in: Callable[..., Case],
    reasons: Callable[..., tuple[Reason, ...]],
    after: Callable[..., Case],
) -> None:
    """Of the office's zone; on the next day it is allowed."""
    case = case_in(status, at=since)
    for at in (since, morning(due_on), morning(due_on) + EVENING):
        (found,) = reasons(case, command, "system", at)
        assert ("too_early", due_on) == (found.code, found["ends"])

    closed = after(case, command, "system", morning(due_on) + EVENING + timedelta(seconds=1))
    assert not closed.is_open
    assert "DPU" == closed.holder


@pytest.mark.parametrize(("status", "command", "since", "due_on"), ROWS)
def test_a_timer_is_over_at_the_midnight_after_its_last_day(
    status: str,
    command: Command,
    since: datetime,
    due_on: date,
    case_in: Callable[..., Case],
    procedure: Procedure,
) -> None:
    """In the office's zone; a row without a timer never is."""
    case = case_in(status, at=since)
    (row,) = procedure.workflow.timers(status)
    (other, *_) = procedure.workflow.rows(status, "withdraw")

    assert command.code == row.command
    assert morning(due_on) + EVENING + timedelta(seconds=1) == procedure.timer_ends_at(case, row)
    assert procedure.timer_ends_at(case, other) is None


@pytest.mark.parametrize(
    ("since", "status", "command"),
    [
        (FRI_2029_12_28, "followed_up", commands.close_by_system()),
        (FRI_2029_12_28, "awaiting_completion", commands.expire()),
        (datetime(2014, 1, 6, 2, 30, tzinfo=UTC), "followed_up", commands.close_by_system()),
        (datetime(2031, 1, 6, 2, 30, tzinfo=UTC), "awaiting_completion", commands.expire()),
    ],
)
def test_outside_the_known_calendar_nobody_guesses(
    since: datetime,
    status: str,
    command: Command,
    case_in: Callable[..., Case],
    codes: Callable[..., list[str]],
    procedure: Procedure,
) -> None:
    """The end is unknown, so the system may not act, ever so long afterwards."""
    case = case_in(status, at=since)
    (row,) = procedure.workflow.timers(status)

    assert procedure.timer_ends_at(case, row) is None
    assert ["time_unknown"] == codes(case, command, "system", since + timedelta(days=400))


def test_outside_the_known_calendar_people_go_on(
    case_in: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """Only timers need the calendar."""
    case = case_in("followed_up", at=FRI_2029_12_28)
    reply = commands.reply(message="Belum.")

    assert "replied" == after(case, reply, "reporter", FRI_2029_12_28 + timedelta(days=40)).status


def test_a_reply_stops_the_countdown_and_an_answer_starts_it_anew(
    case_in: Callable[..., Case], after: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """Ten days of silence after the last answer, not after the first."""
    case = case_in("followed_up", at=MON_2026_03_02)
    replied = after(case, commands.reply(message="Belum."), "reporter", MON_2026_03_02)
    late = morning(date(2026, 4, 6))
    again = after(replied, commands.follow_up(answer="Sudah."), "dpu-liaison", FRI_2026_03_13)

    assert ["not_from_status"] == codes(replied, commands.close_by_system(), "system", late)
    assert ["too_early"] == codes(again, commands.close_by_system(), "system", late)


def test_others_are_told_of_the_limit_too(
    case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """All reasons at once: not their command, and too early."""
    case = case_in("followed_up", at=MON_2026_03_02)

    assert ["wrong_role", "too_early"] == codes(
        case, commands.close_by_system(), "dpu-admin", MON_2026_03_02
    )


def test_options_of_the_system(case_in: Callable[..., Case], procedure: Procedure) -> None:
    """Nothing before the limit has passed, one thing afterwards."""

    def allowed(day: date) -> list[str]:
        case = case_in("awaiting_completion", at=MON_2026_03_02)
        options = procedure.options(case, by=Actor.system(), at=morning(day))
        return [code for code, one in options.items() if not isinstance(one, Refused)]

    assert [] == allowed(date(2026, 4, 1))
    assert ["expire"] == allowed(date(2026, 4, 2))


def test_a_policy_sets_other_limits(procedure: Procedure, case_in: Callable[..., Case]) -> None:
    """By command; what is not named stays."""
    changed = procedure.workflow.with_timers({"expire": Limit(5, "working days")})

    assert [Limit(5, "working days")] == [
        row.after for row in changed.timers("awaiting_completion")
    ]
    assert procedure.workflow.timers("followed_up") == changed.timers("followed_up")
    assert procedure.workflow == procedure.workflow.with_timers({})
