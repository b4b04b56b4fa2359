"""Laws of the clocks, for any case with a legal history and any instant."""

from datetime import UTC, date, datetime, timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer, Role
from sp4n.sla import (
    LAPOR_STANDARDS,
    ClockState,
    Reading,
    SlaReport,
    Standard,
    assess,
    due_actions,
    next_due_at,
)
from sp4n.testing import strategies
from sp4n.workdays import Limit, WorkingCalendar, indonesia
from sp4n.workflow import LAPOR, Accepted, Case, Event, Phase, Procedure, commands

CALENDAR = indonesia()
_TEAM = (
    ("officer-0001", "X-0001", Role.NATIONAL_ADMIN),
    ("officer-0002", "X-0002", Role.AGENCY_ADMIN),
    ("officer-0003", "X-0003", Role.AGENCY_ADMIN),
    ("officer-0004", "X-0004", Role.LIAISON_OFFICER),
)
PROCEDURE = Procedure(
    LAPOR,
    Directory(
        [
            Agency("X-0001", "Instansi Contoh 1"),
            Agency("X-0002", "Instansi Contoh 2", parent="X-0001", front_desk=True),
            Agency("X-0003", "Instansi Contoh 3", parent="X-0002"),
            Agency("X-0004", "Instansi Contoh 4", parent="X-0003"),
        ],
        [Officer(officer, "Petugas Contoh") for officer, _, _ in _TEAM],
        [Appointment(officer, agency, role) for officer, agency, role in _TEAM],
    ),
    CALENDAR,
)
CASES = strategies.cases(
    procedure=PROCEDURE, complaint=strategies.complaints(directory=PROCEDURE.directory)
)
NOWS = strategies.instants() | strategies.instants(
    min_value=datetime(2014, 1, 1, tzinfo=UTC), max_value=datetime(2031, 12, 31, tzinfo=UTC)
)
DAY_LIMITS = strategies.limits(units=("working days", "calendar days"), max_n=60)
HOUR_LIMITS = strategies.limits(units=("working hours",), max_n=60)
ACTORS = (
    *(Actor.officer(officer, at=agency) for officer, agency, _ in _TEAM),
    Actor.reporter("reporter-0001"),
)
STEPS = (
    commands.verify(to="X-0003"),
    commands.follow_up(answer="Contoh"),
    commands.reply(message="Contoh"),
    commands.dispose(to="X-0004"),
    commands.return_to_sender(why="Contoh"),
    commands.hold(missing="Contoh"),
    commands.complete(addition="Contoh"),
)
"""Whatever leaves a case open."""
TICKING = {ClockState.RUNNING, ClockState.DUE_SOON, ClockState.OVERDUE, ClockState.PAUSED}
PHASE_CLOCKS = {
    Phase.NEW: "verification",
    Phase.ASSIGNED: "first_follow_up",
    Phase.IN_PROGRESS: "settlement",
}


@st.composite
def lives(draw: st.DrawFn) -> Case:
    """Long legal histories of a case received here that never came to an end."""
    at = draw(strategies.instants())
    complaint = Complaint("X-0001", "Contoh", "Contoh", at, reporter="reporter-0001")
    case = PROCEDURE.receive(complaint, at=at)
    for choice, days in draw(
        st.lists(st.tuples(st.integers(0, 11), st.integers(0, 9)), max_size=12)
    ):
        at += timedelta(days=days)
        allowed = [
            decision.case
            for step in STEPS
            for decision in [PROCEDURE.decide(case, step, by=by, at=at) for by in ACTORS]
            if isinstance(decision, Accepted)
        ]
        case = allowed[choice % len(allowed)]
    return case


HISTORIES = CASES | lives()


def report_of(case: Case, now: datetime) -> SlaReport:
    return assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=now)


def known_on(day: date) -> WorkingCalendar:
    return indonesia(as_of=day)


def now_of(case: Case) -> datetime:
    """The instant of the last event."""
    return case.events[-1].at


def life(started_at: datetime, *steps: tuple[datetime, Phase]) -> Case:
    """A case that is new, and then in some phases, whatever a workflow would say to that."""
    complaint = Complaint("X-0001", "Contoh", "Contoh", started_at)
    entries = [(started_at, Phase.NEW), *steps]
    return Case.from_events(
        complaint,
        [
            Event(number, "x" if number > 1 else "submit", at, Actor.system(), phase.value, phase)
            for number, (at, phase) in enumerate(entries, start=1)
        ],
    )


def read(case: Case, limit: Limit, now: datetime) -> Reading:
    standard = Standard("x", "new", "answered", limit, pauses=[Phase.WAITING_REPORTER])
    return assess(case, [standard], calendar=CALENDAR, now=now)["x"]


# -- any case ------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(HISTORIES, NOWS, DAY_LIMITS | HOUR_LIMITS)
def test_assessing_never_raises(case: Case, now: datetime, limit: Limit) -> None:
    """Any legal history, any instant, any unit: each standard has a reading, and each its words."""
    standards = (*LAPOR_STANDARDS, Standard("x", "submitted", "answered", limit))
    report = assess(case, standards, calendar=CALENDAR, now=now, calendar_on=known_on)

    assert [one.code for one in standards] == [one.standard.code for one in report]
    for reading in (*report, *report.earlier):
        assert reading.state.value == reading.to_dict("id")["state"]
        assert str(reading)
        assert (reading.moved_by is None) is not reading.is_moved


@settings(max_examples=60)
@given(HISTORIES, strategies.instants())
def test_a_reading_says_just_what_is_known(case: Case, now: datetime) -> None:
    """A due date goes with a verdict; paused, not started and unknown clocks have none."""
    undated = {ClockState.PAUSED, ClockState.NOT_STARTED, ClockState.UNKNOWN}
    report = report_of(case, now)

    for reading in (*report, *report.earlier):
        assert (reading.state in undated) is (reading.due_on is None)
        assert (reading.state in undated - {ClockState.PAUSED}) is (reading.days_left is None)
        assert (reading.state is ClockState.NOT_STARTED) <= (reading.started_at is None)


@settings(max_examples=60)
@given(HISTORIES)
def test_earlier_runs_are_over(case: Case) -> None:
    """Of a standard only the latest run may still be open."""
    over = {ClockState.MET, ClockState.BREACHED, ClockState.ENDED, ClockState.UNKNOWN}

    assert {one.state for one in report_of(case, now_of(case)).earlier} <= over


@settings(max_examples=60)
@given(HISTORIES)
def test_no_open_case_is_without_clock_or_timer(case: Case) -> None:
    """Whoever has to act has a clock; while the reporter has, the system has a timer.

    What LAPOR!'s table and standards honestly hold: a new case has its verification running, an
    assigned one its first follow-up, one in progress its settlement; unknown only if the case was
    adopted. While the reporter is asked some clock is paused (or late already) and a timer runs;
    once it is answered, no clock need run, but the timer of silence does.
    """
    report = report_of(case, now_of(case))
    states = {one.standard.code: one.state for one in report}
    allowed = TICKING | ({ClockState.UNKNOWN} if case.is_adopted else set())

    if case.phase in PHASE_CLOCKS:
        assert states[PHASE_CLOCKS[case.phase]] in allowed
    elif case.is_open:
        assert next_due_at(PROCEDURE, case) is not None
    else:
        assert TICKING.isdisjoint(states.values())
    if case.phase is Phase.WAITING_REPORTER:
        still = {ClockState.PAUSED, ClockState.OVERDUE} | (allowed - TICKING)
        assert not still.isdisjoint(states.values())
        assert {ClockState.RUNNING, ClockState.DUE_SOON}.isdisjoint(states.values())


@settings(max_examples=60)
@given(HISTORIES, strategies.instants(), strategies.instants())
def test_a_breach_stays_a_breach(case: Case, one: datetime, other: datetime) -> None:
    """While nothing happens, looking later never makes a broken standard good.

    Later events may: a corrected class changes the limit, and closing after a reply lets the last
    answer count.
    """
    earlier, later = (max(now, now_of(case)) for now in sorted((one, other)))
    broken = {reading.standard.code for reading in report_of(case, earlier).breaches}

    assert broken <= {reading.standard.code for reading in report_of(case, later).breaches}


@settings(max_examples=60)
@given(HISTORIES, strategies.instants())
def test_actions_are_due_from_the_next_look_on(case: Case, now: datetime) -> None:
    """`next_due_at` is the first instant at which `due_actions` gives anything.

    To who looks from before its last event, a case is stranded (tests/workflow).
    """
    now = max(now, now_of(case))
    due_at = next_due_at(PROCEDURE, case)

    assert bool(due_actions(PROCEDURE, case, now=now)) is (due_at is not None and due_at <= now)


@settings(max_examples=60)
@given(HISTORIES, strategies.instants(), DAY_LIMITS | HOUR_LIMITS)
def test_reminders_are_due_from_the_next_look_on(case: Case, now: datetime, limit: Limit) -> None:
    """The same holds with clocks, in days and in hours: nothing is due before, something from then.

    Once all that was due is sent, the next look lies ahead, unless a command is to be given.
    """
    standards = (*LAPOR_STANDARDS, Standard("x", "new", "answered", limit))
    now = max(now, now_of(case))

    due_at = next_due_at(PROCEDURE, case, standards=standards)
    actions = due_actions(PROCEDURE, case, now=now, standards=standards)

    assert bool(actions) is (due_at is not None and due_at <= now)
    assert len(actions) == len({one.key for one in actions})
    assert all(one.due_at <= now for one in actions)
    ahead = next_due_at(PROCEDURE, case, standards=standards, now=now)
    if ahead is not None and ahead < now:
        assert any(one.command for one in actions)


@settings(max_examples=60)
@given(HISTORIES, strategies.instants())
def test_a_reminder_tells_of_a_clock_in_that_state(case: Case, now: datetime) -> None:
    """Looked at after the last event, the reading says what the reminder says."""
    now = max(now, now_of(case))
    report = report_of(case, now)

    for action in due_actions(PROCEDURE, case, now=now, standards=LAPOR_STANDARDS):
        if action.reading is not None:
            assert report[action.reading.standard.code] == action.reading
            assert action.key.endswith(f"/{action.reading.state}")
            assert action.reading.state in {ClockState.DUE_SOON, ClockState.OVERDUE}


@settings(max_examples=60)
@given(HISTORIES)
def test_what_is_due_may_be_done_and_is_then_done(case: Case) -> None:
    """The procedure accepts every due action from its first moment, and none is due afterwards.

    Where all who could act are barred, or nothing dates an adopted case, there is nothing but to
    say so.
    """
    due_at = next_due_at(PROCEDURE, case)
    if due_at is None:
        return
    now = max(due_at, now_of(case))
    action = due_actions(PROCEDURE, case, now=now)[0]
    if action.command is None:
        assert action.kind == "stranded" or (case.is_adopted and action.kind == "review")
        return

    after = PROCEDURE.perform(case, action.command, by=Actor.system(), at=now)

    assert () == due_actions(PROCEDURE, after, now=now)


# -- any unit ------------------------------------------------------------------------------------


@given(strategies.instants(), st.integers(0, 40), st.integers(0, 1439), DAY_LIMITS | HOUR_LIMITS)
def test_states_turn_when_the_reading_says(
    start: datetime, days: int, minutes: int, limit: Limit
) -> None:
    """Running, due soon from `due_soon_at` on, overdue from `overdue_at` on; nothing between."""
    now = start + timedelta(days=days, minutes=minutes)
    reading = read(life(start), limit, now)
    due_soon_at, overdue_at = reading.due_soon_at, reading.overdue_at
    if reading.state is ClockState.UNKNOWN:
        assert (None, None) == (due_soon_at, overdue_at)
        return

    assert due_soon_at is not None
    assert overdue_at is not None
    assert start <= due_soon_at < overdue_at
    assert (reading.state is ClockState.OVERDUE) is (now >= overdue_at)
    assert (reading.state is ClockState.RUNNING) is (now < due_soon_at)


# -- day arithmetic ------------------------------------------------------------------------------


@given(strategies.instants(), strategies.instants(), DAY_LIMITS)
def test_a_later_start_is_never_due_earlier(one: datetime, other: datetime, limit: Limit) -> None:
    """Deadlines are monotone as long as nothing pauses."""
    earlier, later = (read(life(at), limit, at).due_on for at in sorted((one, other)))

    assert earlier is not None
    assert later is not None
    assert earlier <= later


@given(strategies.instants(), st.integers(1, 59), DAY_LIMITS)
def test_a_longer_limit_is_never_due_earlier(start: datetime, more: int, limit: Limit) -> None:
    """Not even by a day."""
    shorter = read(life(start), limit, start).due_on
    longer = read(life(start), evolve(limit, n=limit.n + more), start).due_on

    assert shorter is not None
    assert longer is not None
    assert shorter < longer


@given(
    strategies.instants(), st.integers(0, 80), st.integers(0, 23), st.integers(0, 23), DAY_LIMITS
)
def test_a_pause_within_one_day_changes_nothing(
    start: datetime, days: int, one: int, other: int, limit: Limit
) -> None:
    """Held and completed on the same day in WIB, the case is due when it was due before."""
    midnight = datetime.combine(_day(start, days + 1), datetime.min.time(), UTC)
    from_at, to_at = (midnight - timedelta(hours=7 - hour) for hour in sorted((one, other)))
    paused = life(start, (from_at, Phase.WAITING_REPORTER), (to_at, Phase.NEW))

    expected, actual = (read(case, limit, to_at) for case in (life(start), paused))

    assert expected == actual
    assert expected.to_dict() == actual.to_dict()


@given(strategies.instants(), st.integers(0, 80), st.integers(0, 80), DAY_LIMITS)
def test_a_pause_never_makes_a_case_due_earlier(
    start: datetime, before: int, pause: int, limit: Limit
) -> None:
    """It moves the due date on, or leaves it where it was when that had passed already."""
    from_at = start + timedelta(days=before)
    to_at = from_at + timedelta(days=pause)
    paused = life(start, (from_at, Phase.WAITING_REPORTER), (to_at, Phase.NEW))

    without, held = (read(case, limit, to_at).due_on for case in (life(start), paused))

    assert without is not None
    assert held is not None
    assert without <= held
    if CALENDAR.date_of(from_at) > without:
        assert without == held


@given(
    strategies.instants(),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=5),
    DAY_LIMITS,
)
def test_pauses_of_any_number_leave_no_less_than_nothing(
    start: datetime, pauses: list[tuple[int, int]], limit: Limit
) -> None:
    """While it is paused the remainder is known, never negative, and never grows."""
    at, steps, remainder = start, list[tuple[datetime, Phase]](), limit.n
    for before, pause in pauses:
        at += timedelta(days=before)
        steps.append((at, Phase.WAITING_REPORTER))
        reading = read(life(start, *steps), limit, at)
        if reading.state is ClockState.OVERDUE:
            break
        assert reading.days_left is not None
        assert 0 <= reading.days_left <= remainder
        remainder = reading.days_left
        at += timedelta(days=pause)
        steps.append((at, Phase.NEW))


@given(strategies.instants(), DAY_LIMITS, st.integers(-3, 3))
def test_the_verdict_turns_after_the_due_date(start: datetime, limit: Limit, offset: int) -> None:
    """Answered by the end of the due date it is met, a day later it is breached."""
    due_on = read(life(start), limit, start).due_on
    assert due_on is not None
    at = max(start, datetime.combine(due_on + timedelta(days=offset), datetime.min.time(), UTC))
    late = CALENDAR.date_of(at) > due_on

    answered = read(life(start, (at, Phase.ANSWERED)), limit, at)
    waiting = read(life(start), limit, at)

    assert (ClockState.BREACHED if late else ClockState.MET) is answered.state
    assert late is waiting.is_breach
    assert answered.days_left == waiting.days_left


def _day(start: datetime, days: int) -> date:
    return CALENDAR.date_of(start) + timedelta(days=days)
