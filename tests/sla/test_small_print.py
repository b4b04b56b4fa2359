"""What standards and readings say at their edges, each of it worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer
from sp4n.sla import (
    LAPOR_STANDARDS,
    ClockState,
    Condition,
    FormerClass,
    MoreTime,
    Reading,
    Standard,
    assess,
    due_actions,
)
from sp4n.sla.counting import CALENDAR_DAYS
from sp4n.sla.soundness import check_standards
from sp4n.sla.standards import STANDARDS_LIMIT, overlap_faults, uncovered
from sp4n.workdays import Limit, SettingChange, indonesia
from sp4n.workflow import LAPOR, Case, Effect, Event, PastStep, Phase, Procedure

if TYPE_CHECKING:
    from collections.abc import Callable

MON_2026_03_02 = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CALENDAR = indonesia()
SYSTEM = Actor.system()
FIVE = Limit(5, "working days")


def clock(starts: Any, stops: Any, code: str = "x", **fields: Any) -> Standard:
    return Standard(code, starts, stops, FIVE, **fields)


Told = tuple[int, Phase, tuple[str, ...], tuple[Effect, ...], tuple[tuple[str, Any], ...]]


def case_of(*told: Told) -> Case:
    """Events so many days after Monday 2 March 2026: phase, holders, effects and facts."""
    complaint = Complaint("X-0001", "Contoh", "Contoh", MON_2026_03_02)
    events = [
        Event(
            number, "submit" if number == 1 else "x", MON_2026_03_02 + days * DAY, SYSTEM, phase,
            phase, effects, holders, facts=facts,
        )
        for number, (days, phase, holders, effects, facts) in enumerate(told, start=1)
    ]  # fmt: skip
    return Case.from_events(complaint, events)


NEW: Told = (0, Phase.NEW, ("A",), (), ())
GIVEN: Told = (1, Phase.ASSIGNED, ("A",), (Effect.ASSIGN,), ())


def readings(case: Case, standard: Standard, days: int = 3) -> list[tuple[int, str]]:
    """The number and state of each run, read so many days after the submission."""
    now = MON_2026_03_02 + days * DAY
    report = assess(case, [standard], calendar=CALENDAR, now=now)
    return [(one.run_number, one.state.value) for one in report.all_readings]


@pytest.mark.parametrize(
    ("standard", "phases"),
    [
        (clock("submitted", "answer"), {"new", "assigned", "in_progress"}),
        (clock("submitted", "answer.final"), {"new", "assigned", "in_progress"}),
        (clock("complete", "decide"), {"assigned", "in_progress"}),
        (clock("decide", "closed"), {"answered"}),
        (clock("submitted", "ask"), {"new", "assigned", "in_progress", "answered"}),
    ],
)
def test_moments_lie_somewhere_on_a_cases_way(standard: Standard, phases: set[str]) -> None:
    """An answer and a decision where a case is answered; completeness where it is accepted."""
    assert phases == {phase.value for phase in Phase if standard.measures(phase)}


def test_only_what_it_is_about_is_given_by_place() -> None:
    """Whatever else it says is given by name."""
    found = signature(Standard).parameters.values()

    assert ["code", "starts", "stops", "limit"] == [
        one.name for one in found if one.kind is Parameter.POSITIONAL_OR_KEYWORD
    ]


def test_moments_are_a_list() -> None:
    """Or one word."""
    with pytest.raises(InvalidValue) as caught:
        clock(5, "answered")
    (found,) = caught.value.faults

    assert ("standard.starts", "wrong_type", "list") == (found.where, found.code, found["expected"])


@pytest.mark.parametrize(("n", "codes"), [(200, []), (201, ["too_large"])])
def test_so_many_standards_and_no_more(n: int, codes: list[str]) -> None:
    """Two hundred."""
    standards = tuple(clock("new", "assigned", f"x{number}") for number in range(n))
    found = [*overlap_faults(standards, "standard")]

    assert 200 == STANDARDS_LIMIT
    assert codes == [one.code for one in found]
    assert codes == [] or ({"found": 201, "limit": 200} == dict(found[0].facts))


def test_two_of_one_code_on_one_day_are_refused() -> None:
    """Versions that follow each other are fine; what is no tuple is told elsewhere."""
    day = date(2026, 1, 1)
    first, second = clock("new", "assigned", valid_until=day), clock("new", "assigned")
    later = clock("new", "assigned", valid_from=day)

    assert ["standard[1]"] == [one.where for one in overlap_faults((first, second), "standard")]
    assert [] == [*overlap_faults((first, later), "standard")]
    assert [] == [*overlap_faults("not a tuple", "standard")]


def test_one_limit_for_all_covers_every_class() -> None:
    """Beside others by class too."""
    oversight = Condition(classification="oversight")

    assert () == uncovered(((oversight, FIVE), (Condition(), FIVE)))
    assert "service" in uncovered(((oversight, FIVE),))
    assert "oversight" not in uncovered(((oversight, FIVE),))


def test_limits_by_condition_are_pairs_of_a_condition_and_a_limit() -> None:
    """Each is told by its place."""
    wrong: Any = [(Condition(), FIVE), ("oversight", FIVE), (Condition(), 5)]
    found = []
    for pair in wrong[1:]:
        with pytest.raises(InvalidValue) as caught:
            clock("new", "assigned", by_condition=[wrong[0], pair])
        found += [(one.where, one["expected"]) for one in caught.value.faults]

    assert [
        ("standard.limits[1].when", "condition"), ("standard.limits[1].limit", "limit"),
    ] == found  # fmt: skip


def test_a_limit_never_counts_behind_any_that_covers_it() -> None:
    """One of several before it is enough."""
    oversight, service = (Condition(classification=name) for name in ("oversight", "service"))
    standard = clock(
        "new", "assigned", by_condition=[(oversight, FIVE), (service, FIVE), (oversight, FIVE)]
    )
    found = [one for one in check_standards(LAPOR, (standard,), ()) if "limits" in one.where]

    assert ["standard[0].limits[2]"] == [one.where for one in found]


def test_a_former_class_is_plain_data() -> None:
    """By its code; none, if there was none."""
    known = FormerClass(LAPOR_STANDARDS[2].by_class[0][0], FIVE, MON_2026_03_02).to_dict()

    assert ("oversight", str) == (known["classification"], type(known["classification"]))
    assert FormerClass(None, FIVE, MON_2026_03_02).to_dict()["classification"] is None


def test_days_used_are_counted_as_far_as_it_was_done() -> None:
    """Verified on Thursday after three days; an open one has none, nor has what never began."""
    done = case_of(NEW, (3, Phase.ASSIGNED, ("A",), (Effect.ASSIGN,), ()))
    report = assess(done, LAPOR_STANDARDS, calendar=CALENDAR, now=MON_2026_03_02 + 3 * DAY)

    assert [3, None, None] == [reading.days_used for reading in report]


def test_urgent_is_what_the_route_on_record_says() -> None:
    """That is the first event's; a later one of the name says nothing of it."""
    urgent = (0, Phase.NEW, ("A",), (), (("urgent", True),))
    later = (1, Phase.ASSIGNED, ("A",), (Effect.ASSIGN,), (("urgent", True),))
    standard = clock("submitted", "answered", by_condition=[
        (Condition(urgent=True), Limit(1, "working days")),
    ])  # fmt: skip

    limits = [
        assess(case, [standard], calendar=CALENDAR, now=MON_2026_03_02)["x"].limit.n
        for case in (case_of(urgent), case_of(NEW, later))
    ]
    assert [1, 5] == limits


def test_what_was_met_stays_met_when_it_starts_anew() -> None:
    """A further start of a clock that begins anew does not end a run that was stopped."""
    answered = (2, Phase.ANSWERED, ("A",), (Effect.ANSWER,), ())
    again = (3, Phase.ASSIGNED, ("B",), (Effect.ASSIGN,), ())
    case = case_of(NEW, GIVEN, answered, again)

    assert [(1, "met"), (2, "running")] == readings(
        case, clock("assigned", "answered", again="restart")
    )


def test_of_runs_beside_each_other_each_goes_on() -> None:
    """Two starts, and one answer that meets both."""
    other = (2, Phase.ASSIGNED, ("B",), (Effect.ASSIGN,), ())
    answered = (3, Phase.ANSWERED, ("B",), (Effect.ANSWER,), ())
    standard = clock("assigned", "answered", again="beside")

    assert [(1, "running"), (2, "running")] == readings(case_of(NEW, GIVEN, other), standard)
    assert [(1, "met"), (2, "met")] == readings(case_of(NEW, GIVEN, other, answered), standard)


def test_a_clock_of_another_holder_waits_for_its_own() -> None:
    """Held by A, completed to B: A's clock stands still until A has it again."""
    held = (2, Phase.WAITING_REPORTER, ("A",), (Effect.ASK,), ())
    elsewhere = (3, Phase.ASSIGNED, ("B",), (), ())
    back = (4, Phase.ASSIGNED, ("A",), (), ())
    standard = clock(
        "assigned", "answered", pauses=[Phase.WAITING_REPORTER], runs_for="holder", again="go_on"
    )
    away = readings(case_of(NEW, GIVEN, held, elsewhere), standard)
    here = readings(case_of(NEW, GIVEN, held, elsewhere, back), standard, days=4)

    assert "paused" in [state for _, state in away] or 2 == len(away)
    assert "running" == here[-1][1]


def test_the_end_of_a_wait_over_the_case_is_no_completeness() -> None:
    """Asked while it was new, and archived: it was never complete."""
    asked = (1, Phase.WAITING_REPORTER, ("A",), (Effect.ASK,), ())
    over = (2, Phase.ARCHIVED, ("A",), (), ())
    back = (2, Phase.NEW, ("A",), (), ())
    standard = clock("complete", "decide")

    assert [(1, "not_started")] == readings(case_of(NEW, asked, over), standard)
    assert [(1, "running")] == readings(case_of(NEW, asked, back), standard)


@pytest.mark.parametrize(("kind", "state"), [("interim", "running"), ("final", "met")])
def test_an_interim_answer_is_no_final_one(kind: str, state: str) -> None:
    """As the event says; one that doesn't say it is final."""
    told = (2, Phase.ANSWERED, ("A",), (Effect.ANSWER,), (("answer_kind", kind),))
    plain = (2, Phase.ANSWERED, ("A",), (Effect.ANSWER,), ())
    standard = clock("submitted", "answer.final")

    assert [(1, state)] == readings(case_of(NEW, GIVEN, told), standard)
    assert [(1, "met")] == readings(case_of(NEW, GIVEN, plain), standard)


@pytest.mark.parametrize("rolls", [None, "forward", "back"])
def test_calendar_days_are_due_soon_one_day_before(rolls: Any) -> None:
    """Five calendar days from Monday end on Saturday, which rolls to Monday or Friday."""
    standard = Standard("x", "submitted", "answered", Limit(5, "calendar days", rolls))
    due = {None: 5, "forward": 7, "back": 4}[rolls]
    states = [
        readings(case_of(NEW), standard, days)[0][1] for days in (due - 2, due - 1, due, due + 1)
    ]

    assert (1, 0) == (CALENDAR_DAYS[rolls].unit, CALENDAR_DAYS[rolls].nothing)
    assert ["running", "due_soon", "due_soon", "overdue"] == states


@pytest.fixture(scope="module")
def merged() -> Procedure:
    """An office that ended on 4 March 2026, and its successor."""
    ended = date(2026, 3, 4)
    agencies = [
        Agency("KOTA", "Kota Contoh", region="99.71", front_desk=True),
        Agency("LAMA", "Lama", parent="KOTA", active_until=ended, successors=["BARU"]),
        Agency("BARU", "Baru", parent="KOTA"),
    ]
    people = [Appointment("admin", "KOTA", "agency_admin")]
    directory = Directory(agencies, [Officer("admin", "Petugas Contoh")], people)
    return Procedure(LAPOR, directory, CALENDAR)


def test_a_hand_over_names_who_may_take_it(merged: Procedure) -> None:
    """From the first moment of the day on which the office is no more."""
    complaint = Complaint("X-0001", "Contoh", "Contoh", MON_2026_03_02, region="99.71")
    case = merged.adopt(
        complaint, status="verified", holder="LAMA", source="lama", at=MON_2026_03_02
    )
    found = [
        (one.due_at, one.holders)
        for one in due_actions(merged, case, now=MON_2026_03_02 + 5 * DAY)
        if one.kind == "hand_over"
    ]

    assert [(datetime(2026, 3, 3, 17, 0, tzinfo=UTC), ("BARU",))] == found


def test_a_promise_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is asked for."""
    asked: list[int] = []
    import sp4n.sla.reckoning as module

    real: Callable[..., Any] = module._promise

    def counted(*given: Any) -> Any:
        asked.append(1)
        return real(*given)

    monkeypatch.setattr(module, "_promise", counted)
    reading = assess(
        case_of(NEW), [clock("submitted", "answered")], calendar=CALENDAR, now=MON_2026_03_02,
        calendar_on=lambda day: indonesia(as_of=min(day, date(2026, 1, 1))),
    )["x"]  # fmt: skip

    assert reading.promised_on == reading.promised_on
    assert len(asked) <= 1
    assert ClockState.RUNNING is reading.state


# Where nothing is known, or no more


def test_what_was_never_read_has_no_key_and_no_reasons() -> None:
    """Neither a run nor a case is at hand."""
    bare = Reading(clock("submitted", "answered"), ClockState.NOT_STARTED, FIVE)

    assert (None, None) == (bare.due_key, bare.why_extended(MoreTime(MON_2026_03_02, 7, 1)))


def at_the_end(*told: Told) -> Case:
    """The same days after Monday 24 December 2029: the calendar ends with that year."""
    case = case_of(*told)
    later = datetime(2029, 12, 24, 2, 0, tzinfo=UTC) - MON_2026_03_02
    complaint = Complaint("X-0001", "Contoh", "Contoh", MON_2026_03_02 + later)
    return Case.from_events(complaint, [evolve(one, at=one.at + later) for one in case.events])


def test_a_hold_beyond_the_known_days_is_not_counted() -> None:
    """The clock stands still; for how long, in working days, nobody can tell in 2030."""
    held = (3, Phase.WAITING_REPORTER, ("A",), (Effect.ASK,), ())
    standard = Standard(
        "x", "submitted", "answered", Limit(14, "working days"), pauses=[Phase.WAITING_REPORTER]
    )
    reading = assess(
        at_the_end(NEW, held), [standard], calendar=CALENDAR, now=datetime(2030, 1, 15, tzinfo=UTC)
    )["x"]

    assert (ClockState.PAUSED, ()) == (reading.state, reading.holds)
    assert reading.days_left is not None
    assert reading.days_left < 14


def test_days_are_those_of_the_zone_then_in_force() -> None:
    """From 1 April 2026 on the office lives two hours later: 23:00 in WIB is the next day."""
    moved = indonesia(changes=[SettingChange(date(2026, 4, 1), zone="WIT")])
    answered = (33, Phase.ANSWERED, ("A",), (Effect.ANSWER,), ())
    case = case_of(NEW, answered)
    late = evolve(case.events[1], at=datetime(2026, 4, 4, 16, 0, tzinfo=UTC))
    case = Case.from_events(case.complaint, [case.events[0], late])
    standard = Standard("x", "submitted", "answered", Limit(33, "calendar days"))
    states = [
        assess(case, [standard], calendar=calendar, now=late.at)["x"].state
        for calendar in (CALENDAR, moved)
    ]

    assert [ClockState.MET, ClockState.BREACHED] == states


def test_hours_by_the_clock_are_late_by_the_clock() -> None:
    """Held for a day, then answered 30 hours after the submission less that: six hours are left."""
    standard = Standard(
        "x", "submitted", "answered", Limit(24, "calendar hours"), pauses=[Phase.WAITING_REPORTER]
    )
    held = (1, Phase.WAITING_REPORTER, ("A",), (Effect.ASK,), ())
    back = (2, Phase.ASSIGNED, ("A",), (), ())
    early = (0, Phase.WAITING_REPORTER, ("A",), (Effect.ASK,), ())
    answered = (3, Phase.ANSWERED, ("A",), (Effect.ANSWER,), ())

    def left(*told: Told) -> tuple[str, float | None]:
        case = case_of(*told)
        reading = assess(case, [standard], calendar=CALENDAR, now=case.events[-1].at)["x"]
        return reading.state.value, reading.hours_left

    unexplained = assess(case_of(NEW), [standard], calendar=CALENDAR, now=MON_2026_03_02)["x"]

    assert unexplained.due_at is not None
    assert unexplained.deadline is None
    assert ("fixed", date(2026, 3, 3)) == (unexplained.certainty, unexplained.earliest_on)
    assert ("met", 0.0) == left(NEW, early, back, answered)
    assert ("breached", -24.0) == left(NEW, held, back, answered)


@pytest.mark.parametrize(
    ("stops", "phase", "state"),
    [
        ("ask", "verified", "unknown"),
        ("ask", "unverified", "overdue"),
        ("decide", "verified", "overdue"),
        ("decide", "replied", "unknown"),
        ("answer", "replied", "unknown"),
        ("closed", "replied", "overdue"),
        ("waiting_reporter", "verified", "overdue"),
    ],
)
def test_what_may_have_been_met_elsewhere_is_unknown(
    merged: Procedure, stops: str, phase: str, state: str
) -> None:
    """Of a case that was adopted without a past: whatever a command does that may lie behind it."""
    complaint = Complaint("X-0001", "Contoh", "Contoh", MON_2026_03_02, region="99.71")
    case = merged.adopt(
        complaint, status=phase, holder="BARU", source="lama", at=MON_2026_03_02 + 30 * DAY
    )
    now = MON_2026_03_02 + 31 * DAY

    assert state == assess(case, [clock("submitted", stops)], calendar=CALENDAR, now=now)["x"].state


@pytest.mark.parametrize("status", ["verified", "followed_up", "awaiting_completion", "unverified"])
def test_completeness_elsewhere_is_unknown(merged: Procedure, status: str) -> None:
    """Nobody knows when it was, if it was."""
    complaint = Complaint("X-0001", "Contoh", "Contoh", MON_2026_03_02, region="99.71")
    case = merged.adopt(
        complaint, status=status, holder="BARU", source="lama", at=MON_2026_03_02 + 3 * DAY
    )
    standard = clock("complete", "decide")

    now = MON_2026_03_02 + 4 * DAY
    assert "unknown" == assess(case, [standard], calendar=CALENDAR, now=now)["x"].state


def test_completeness_is_lost_where_a_known_past_goes_on_unseen(merged: Procedure) -> None:
    """New on Monday; found disposed later, and accepted nobody knows when."""
    complaint = Complaint("X-0001", "Contoh", "Contoh", MON_2026_03_02, region="99.71")
    case = merged.adopt(
        complaint, status="verified", holder="BARU", source="lama", at=MON_2026_03_02 + 3 * DAY,
        steps=[PastStep(MON_2026_03_02, "unverified", "KOTA")],
    )  # fmt: skip

    now = MON_2026_03_02 + 4 * DAY
    found = assess(case, [clock("complete", "decide")], calendar=CALENDAR, now=now)["x"]
    assert "unknown" == found.state
