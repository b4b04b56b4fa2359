"""Reminders: whom the system tells that a clock runs out, since when, and that it tells once."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.model import Actor
from sp4n.sla import (
    LAPOR_STANDARDS,
    ClockState,
    DueAction,
    Standard,
    due_actions,
    next_due_at,
)
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import LAPOR, Command, CommandKind, Procedure, Transition, extended

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sla.conftest import Instant, Story

    from sp4n.sla import Amendments
    from sp4n.workflow import Case

Remind = Callable[..., tuple[DueAction, ...]]

VERIFICATION, FIRST_FOLLOW_UP, SETTLEMENT = LAPOR_STANDARDS

# Verified on Wed 2 July 2025: five days are 3, 4, 7, 8, 9 July. So it is due soon from Tue the 8th
# on, and overdue from Thu the 10th on. The settlement's fourteen from Tue 1 July end on the 21st.
VERIFIED = ["2025-07-02 09:00 kota verify DINAS"]


@pytest.fixture
def remind(procedure: Procedure, instant: "Instant") -> Remind:
    """What has to be done by an instant, clocks included."""

    def found(
        case: "Case", now: str, standards: "Iterable[Standard]" = LAPOR_STANDARDS
    ) -> tuple[DueAction, ...]:
        return due_actions(procedure, case, now=instant(now), standards=standards)

    return found


def test_nobody_is_reminded_unless_asked(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Without standards there are timers only."""
    case = story("2025-07-01 09:00", VERIFIED)

    assert () == due_actions(procedure, case, now=instant("2025-07-30 09:00"))


def test_nobody_is_reminded_while_there_is_time(story: "Story", remind: Remind) -> None:
    """On Mon 7 July two days are left."""
    assert () == remind(story("2025-07-01 09:00", VERIFIED), "2025-07-07 23:59")


def test_who_holds_the_case_is_told_that_it_is_due_soon(
    story: "Story", remind: Remind, instant: "Instant"
) -> None:
    """From the first moment of Tue 8 July, with the standard, since when, and a key."""
    case = story("2025-07-01 09:00", VERIFIED)

    (action,) = remind(case, "2025-07-08 14:00")

    assert ("remind", None, FIRST_FOLLOW_UP) == (action.kind, action.command, action.standard)
    assert (("DINAS",), instant("2025-07-08 00:00")) == (action.holders, action.due_at)
    assert "1000001/first_follow_up/1.0/5-working-days/2025-07-09/due_soon" == action.key
    assert action.reading is not None
    assert (ClockState.DUE_SOON, 1) == (action.reading.state, action.reading.days_left)


def test_who_holds_the_case_is_told_that_it_is_overdue(
    story: "Story", remind: Remind, instant: "Instant"
) -> None:
    """From the midnight after Wed 9 July; that is another reminder with another key."""
    (action,) = remind(story("2025-07-01 09:00", VERIFIED), "2025-07-10 00:00")

    assert instant("2025-07-10 00:00") == action.due_at
    assert "1000001/first_follow_up/1.0/5-working-days/2025-07-09/overdue" == action.key


def test_several_clocks_remind_at_once(story: "Story", remind: Remind) -> None:
    """On Fri 18 July the settlement has one day left, Mon the 21st; the follow-up is late."""
    found = remind(story("2025-07-01 09:00", VERIFIED), "2025-07-18 09:00")

    assert [
        "1000001/first_follow_up/1.0/5-working-days/2025-07-09/overdue",
        "1000001/settlement/1.0/14-working-days/2025-07-21/due_soon",
    ] == [one.key for one in found]


def test_running_it_twice_sends_nothing_twice(story: "Story", remind: Remind) -> None:
    """Every night for a month, keys remembered: each clock says "due soon" and "overdue" once."""
    case = story("2025-07-01 09:00", VERIFIED)
    sent: list[str] = []

    for night in range(3, 32):  # it was verified on the 2nd
        keys = [one.key for one in remind(case, f"2025-07-{night:02} 01:00")]
        sent += [key for key in keys if key not in sent]

    assert [
        "1000001/first_follow_up/1.0/5-working-days/2025-07-09/due_soon",
        "1000001/first_follow_up/1.0/5-working-days/2025-07-09/overdue",
        "1000001/settlement/1.0/14-working-days/2025-07-21/due_soon",
        "1000001/settlement/1.0/14-working-days/2025-07-21/overdue",
    ] == sent


def test_a_key_stays_while_other_things_happen(story: "Story", remind: Remind) -> None:
    """Late already, the case is held and completed: the clock is in the same state all along."""
    held = ["2025-07-07 09:00 kota hold"]
    completed = [*held, "2025-07-08 09:00 pelapor complete"]

    keys = [
        [one.key for one in remind(story("2025-07-01 09:00", steps), "2025-07-08 10:00")]
        for steps in ([], held, completed)
    ]

    assert [["1000001/verification/1.0/3-working-days/2025-07-04/overdue"]] * 3 == keys


def test_a_clock_that_goes_on_after_a_pause_reminds_anew(story: "Story", remind: Remind) -> None:
    """Two of three days used by Thu 3 July; one is left, before the pause and after it."""
    held = ["2025-07-03 09:00 kota hold"]
    completed = [*held, "2025-07-08 09:00 pelapor complete"]

    found = [
        [(one.key, str(one.due_at)) for one in remind(story("2025-07-01 09:00", steps), now)]
        for steps, now in (([], "2025-07-03 08:00"), (held, "2025-07-04 08:00"))
    ]
    again = remind(story("2025-07-01 09:00", completed), "2025-07-08 09:30")

    assert [
        ("1000001/verification/1.0/3-working-days/2025-07-04/due_soon", "2025-07-03 00:00:00+07:00")
    ] == found[0]
    assert [] == found[1]
    assert [
        ("1000001/verification/1.1/3-working-days/2025-07-09/due_soon", "2025-07-08 09:00:00+07:00")
    ] == [(one.key, str(one.due_at)) for one in again]


def test_another_run_reminds_anew_and_of_whoever_holds_it_now(
    story: "Story", remind: Remind
) -> None:
    """Disposed to UNIT on Mon 7 July: 8, 9, 10, 11, 14; the settlement now concerns UNIT too."""
    case = story("2025-07-01 09:00", [*VERIFIED, "2025-07-07 09:00 dinas dispose UNIT"])

    found = remind(case, "2025-07-18 09:00")

    assert [
        ("1000001/first_follow_up/2.0/5-working-days/2025-07-14/overdue", ("UNIT",)),
        ("1000001/settlement/1.0/14-working-days/2025-07-21/due_soon", ("UNIT",)),
    ] == [(one.key, one.holders) for one in found]


def test_a_day_is_due_soon_no_earlier_than_it_started(
    story: "Story", remind: Remind, instant: "Instant"
) -> None:
    """One working day is due soon from the moment of the submission."""
    quick = Standard("quick", "new", "assigned", Limit(1, "working days"))

    (action,) = remind(story("2025-07-01 09:00"), "2025-07-01 10:00", [quick])

    assert instant("2025-07-01 09:00") == action.due_at


def test_hours_are_due_soon_from_the_closing_on_that_leaves_one(
    story: "Story", remind: Remind, instant: "Instant"
) -> None:
    """Thu 30 Jan 2025 14:00-16:00 is two of three hours: one is left all night long."""
    light = Standard("light", "new", "assigned", Limit(3, "working hours"))
    case = story("2025-01-30 14:00")

    (soon,) = remind(case, "2025-01-30 16:00", [light])
    (late,) = remind(case, "2025-01-31 09:00", [light])

    assert () == remind(case, "2025-01-30 15:59:59", [light])
    assert (instant("2025-01-30 16:00"), "due_soon") == (soon.due_at, soon.key.split("/")[-1])
    assert (instant("2025-01-31 08:30:00.000001"), "overdue") == (
        late.due_at,
        late.key.split("/")[-1],
    )


@pytest.mark.parametrize(
    ("amendments", "due", "state"),
    [("follow", "2020-05-22", "overdue"), ("keep", "2020-05-26", "due_soon")],
)
def test_the_calendar_that_counts_decides(
    procedure: Procedure,
    story: "Story",
    instant: "Instant",
    amendments: "Amendments",
    due: str,
    state: str,
) -> None:
    """From Thu 14 May 2020, due on the 22nd by the decree, on the 26th as promised: see there."""
    case = story("2020-05-12 09:00", ["2020-05-14 09:00 kota verify DINAS"])

    (action,) = due_actions(
        procedure,
        case,
        now=instant("2020-05-23 09:00"),
        standards=[FIRST_FOLLOW_UP],
        calendar_on=lambda day: indonesia(as_of=day),
        amendments=amendments,
    )

    assert f"1000001/first_follow_up/1.0/5-working-days/{due}/{state}" == action.key


# -- when to look again --------------------------------------------------------------------------


def test_the_next_look_goes_from_reminder_to_reminder(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """What was due before `now` counts as sent: 8 July, 10 July, 18 July, 22 July, and no more."""
    case = story("2025-07-01 09:00", VERIFIED)
    nights = ["2025-07-02 09:00"]
    while len(nights) < 6:
        due_at = next_due_at(procedure, case, standards=LAPOR_STANDARDS, now=instant(nights[-1]))
        if due_at is None:
            break
        nights.append(f"{due_at:%Y-%m-%d} 01:00")

    assert ["08", "10", "18", "22"] == [night[8:10] for night in nights[1:]]
    assert instant("2025-07-08 00:00") == next_due_at(procedure, case, standards=LAPOR_STANDARDS)


def test_a_reminder_at_the_very_instant_is_still_to_be_sent(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Only what was due before counts as sent: nothing is lost to a job that runs just then."""
    case, due_at = story("2025-07-01 09:00", VERIFIED), instant("2025-07-08 00:00")

    assert due_at == next_due_at(procedure, case, standards=LAPOR_STANDARDS, now=due_at)


def test_a_timer_that_is_over_stays_due(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """It is a command that has to be given, however late it is."""
    case = story("2025-07-01 09:00", [*VERIFIED, "2025-07-07 09:00 dinas follow_up"])
    now = instant("2025-09-01 09:00")

    assert instant("2025-07-22 00:00") == next_due_at(
        procedure, case, standards=LAPOR_STANDARDS, now=now
    )


def test_a_naive_now_is_refused(procedure: Procedure, story: "Story") -> None:
    """Without an offset nobody knows what was sent."""
    with pytest.raises(InvalidValue) as error:
        next_due_at(
            procedure,
            story("2025-07-01 09:00"),
            now=datetime(2025, 7, 22),  # noqa: DTZ001  # naive on purpose
        )

    assert [("now", "naive_datetime")] == [(one.where, one.code) for one in error.value.faults]


# -- what a command does -------------------------------------------------------------------------


def test_a_command_says_what_it_does_by_effect_and_phase(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """Closing, archiving and escalating are told by their meaning; whatever else is a command."""
    nudge = CommandKind("nudge", Label(id="colek", en="nudge"))
    waits = "awaiting_completion"
    row = Transition(waits, "nudge", ("system",), "unverified", after=Limit(3, "working days"))
    workflow = extended(LAPOR, {"escalation": {}})
    nudging = evolve(
        workflow,
        version=LAPOR.version,
        base=None,
        extensions={},
        commands=(*workflow.commands, nudge),
        transitions=(*workflow.transitions, row),
    )
    at_work = evolve(procedure, workflow=nudging)
    held = story("2025-07-01 09:00", ["2025-07-02 09:00 kota hold"])
    answered = story("2025-07-01 09:00", [*VERIFIED, "2025-07-07 09:00 dinas follow_up"])
    ignored = story("2025-07-01 09:00", VERIFIED)

    found = [
        (one.kind, one.command)
        for case in (held, answered, ignored)
        for one in due_actions(at_work, case, now=instant("2025-09-01 09:00"))
    ]

    assert [
        ("archive", Command("expire")),
        ("command", Command("nudge")),
        ("close", Command("close_by_system")),
        ("escalate", Command("escalate")),
    ] == found


def test_commands_come_first_and_leave_the_rest_stale(
    procedure: Procedure, story: "Story", instant: "Instant"
) -> None:
    """After escalating on 10 July the case lies with the admin above; the clock is asked again."""
    escalating = extended(LAPOR, {"escalation": {}})
    workflow = evolve(escalating, version=LAPOR.version, base=None, extensions={})
    at_work = evolve(procedure, workflow=workflow)
    case, now = story("2025-07-01 09:00", VERIFIED), instant("2025-07-10 01:00")

    escalate, remind = due_actions(at_work, case, now=now, standards=[FIRST_FOLLOW_UP])
    assert escalate.command is not None
    after = at_work.perform(case, escalate.command, by=Actor.system(), at=now)
    (again,) = due_actions(at_work, after, now=now, standards=[FIRST_FOLLOW_UP])

    assert ("escalate", None) == (escalate.kind, escalate.standard)
    assert (remind.key, ("DINAS",), ("KOTA",)) == (again.key, remind.holders, again.holders)
