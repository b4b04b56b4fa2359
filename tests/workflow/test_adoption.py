"""adopt with a past: what is known of what happened elsewhere becomes the first events."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n import dump, load
from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint
from sp4n.workflow import (
    LAPOR,
    Case,
    Effect,
    PastStep,
    Procedure,
    Refused,
    commands,
    replay,
)

Make = Callable[..., Complaint]
MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
MON_2026_06_01 = datetime(2026, 6, 1, 2, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def day(number: int) -> datetime:
    """So many days after the submission."""
    return MON_2026_01_05 + number * DAY


@pytest.fixture(scope="module")
def adopt(procedure: Procedure, complaint: Make) -> Callable[..., Case]:
    """Take over a case that DPU holds, on 1 June."""

    def make(status: str = "followed_up", **more: Any) -> Case:
        fields = more.pop("complaint", {})
        given: dict[str, Any] = {"holder": "DPU", "source": "lama", "at": MON_2026_06_01} | more
        return procedure.adopt(complaint(**fields), status=status, **given)

    return make


def told(case: Case) -> list[tuple[str, datetime, str, str | None]]:
    return [
        (event.kind, event.at, event.status, next(iter(event.holders), None))
        for event in case.events
    ]


# What becomes of what is known


def test_steps_become_events_at_their_own_times(adopt: Callable[..., Case]) -> None:
    """And the last one says when the case was taken over: nothing happened to it then."""
    steps = [
        PastStep(day(0), "unverified", "KOTA"),
        PastStep(day(2), "verified", "DPU"),
        PastStep(day(5), "followed_up"),
    ]
    case = adopt(steps=steps)

    assert [
        ("adopt", day(0), "unverified", "KOTA"),
        ("past_step", day(2), "verified", "DPU"),
        ("past_step", day(5), "followed_up", "DPU"),
        ("taken_over", MON_2026_06_01, "followed_up", "DPU"),
    ] == told(case)
    assert [(Effect.ASSIGN,), (Effect.ASSIGN,), (Effect.ANSWER,), ()] == [
        event.effects for event in case.events
    ]
    assert {Actor.system()} == {event.by for event in case.events}
    assert (("workflow", "lapor/2"), ("source", "lama"), ("past_steps", 3)) == case.events[0].facts
    assert (day(5), MON_2026_06_01, True) == (case.since_at, case.adopted_at, case.is_adopted)


def test_since_alone_is_one_step(adopt: Callable[..., Case]) -> None:
    """The status and the holder that it has had since then."""
    case = adopt(since_at=day(5))

    assert [
        ("adopt", day(5), "followed_up", "DPU"),
        ("taken_over", MON_2026_06_01, "followed_up", "DPU"),
    ] == told(case)
    assert day(5) == case.since_at


def test_a_first_disposition_alone_leaves_open_when_the_status_was_reached(
    adopt: Callable[..., Case],
) -> None:
    """Nor does anybody know to whom it was disposed."""
    case = adopt(first_disposed_at=day(2))

    assert [
        ("adopt", day(2), "verified", None),
        ("taken_over", MON_2026_06_01, "followed_up", "DPU"),
    ] == told(case)
    assert MON_2026_06_01 == case.since_at


def test_a_case_that_is_still_where_it_was_disposed_has_been_there_since(
    adopt: Callable[..., Case],
) -> None:
    """At worst too long for its holder, never too short for the citizen."""
    case = adopt("verified", first_disposed_at=day(2))

    assert (day(2), ["DPU", "DPU"]) == (
        case.since_at,
        [event.holders[0] for event in case.events],
    )


def test_both_together_are_two_steps(adopt: Callable[..., Case]) -> None:
    """One where they are the same."""
    two = adopt(first_disposed_at=day(2), since_at=day(5))
    one = adopt("verified", first_disposed_at=day(2), since_at=day(2))

    assert [day(2), day(5), MON_2026_06_01] == [event.at for event in two.events]
    assert [day(2), MON_2026_06_01] == [event.at for event in one.events]


def test_a_disposition_finds_its_place_among_the_steps(adopt: Callable[..., Case]) -> None:
    """A register may have it in a column of its own."""
    steps = [PastStep(day(0), "unverified", "KOTA"), PastStep(day(9), "followed_up", "DPU")]
    case = adopt(steps=steps, first_disposed_at=day(2))
    known = [*steps, PastStep(day(20), "verified", "DPU")]

    assert ["unverified", "verified", "followed_up", "followed_up"] == [
        event.status for event in case.events
    ]
    assert 4 == adopt("verified", steps=known, first_disposed_at=day(20)).version


def test_nothing_known_is_one_event_as_ever(adopt: Callable[..., Case]) -> None:
    """Dated by the adoption."""
    case = adopt()

    assert [("adopt", MON_2026_06_01, "followed_up", "DPU")] == told(case)
    assert (0, MON_2026_06_01) == (case.past_steps, case.adopted_at)


@pytest.mark.parametrize(
    ("status", "effects"),
    [
        ("followed_up", (Effect.ANSWER, Effect.RESTART)),
        ("awaiting_completion", (Effect.ASK, Effect.RESTART)),
        ("verified", ()),
        ("replied", ()),
    ],
)
def test_the_same_status_again_begins_the_reporters_time_anew(
    status: str, effects: tuple[Effect, ...], adopt: Callable[..., Case]
) -> None:
    """The ten days after a second answer, and the time to complete; never that of the office."""
    steps = [PastStep(day(2), status, "DPU"), PastStep(day(5), status)]
    case = adopt(status, steps=steps)

    assert effects == case.events[1].effects
    assert day(5 if effects else 2) == case.since_at


def test_an_escalation_there_is_no_disposition(city: Procedure, complaint: Make) -> None:
    """As here: the clock of whoever was late runs on."""
    steps = [PastStep(day(2), "verified", "DPU"), PastStep(day(9), "escalated", "KOTA")]
    case = city.adopt(
        complaint(), status="escalated", holder="KOTA", source="lama", at=MON_2026_06_01,
        steps=steps,
    )  # fmt: skip

    assert () == case.events[1].effects


def test_what_the_other_system_calls_a_status_may_be_kept(adopt: Callable[..., Case]) -> None:
    """As a fact of the step."""
    case = adopt(steps=[PastStep(day(5), "followed_up", "DPU", source_status="SEDANG DIPROSES")])

    assert "SEDANG DIPROSES" == case.events[0].fact("source_status")


def test_whoever_is_barred_held_it_nowhere(procedure: Procedure, complaint: Make) -> None:
    """The nearest admin above who is not does, in the past too; it is said who did."""
    steps = [PastStep(day(2), "verified", "DPU"), PastStep(day(5), "followed_up")]
    case = procedure.adopt(
        complaint(accused={"DPU"}), status="followed_up", holder="DPU", source="lama",
        at=MON_2026_06_01, steps=steps,
    )  # fmt: skip

    assert [("KOTA",)] * 3 == [event.holders for event in case.events]
    assert ["DPU"] * 3 == [event.fact("held_by") for event in case.events]
    assert day(5) == case.since_at


# What is refused


def faults(error: InvalidValue) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in error.faults]


def test_all_that_is_wrong_is_told_at_once(adopt: Callable[..., Case]) -> None:
    """Codes with suggestions, times in disorder, contradictions."""
    steps = [
        PastStep(day(-1), "unverifed", "KOTTA"),
        PastStep(day(9), "verified", "DPU"),
        PastStep(day(5), "followed_up", "BIDANG"),
        PastStep(MON_2026_06_01 + DAY, "followed_up", "BIDANG"),
    ]
    with pytest.raises(InvalidValue) as caught:
        adopt(steps=steps, since_at=day(3), first_disposed_at=day(4))

    assert [
        ("steps[0].status", "unknown_status"),
        ("steps[0].holder", "unknown_agency"),
        ("steps[0].at", "time_reversed"),
        ("steps[2].at", "time_reversed"),
        ("steps[3].at", "time_after"),
        ("first_disposed_at", "contradiction"),
        ("since_at", "contradiction"),
        ("since_at", "contradiction"),
        ("holder", "contradiction"),
    ] == faults(caught.value)
    assert ["unverified", "KOTA"] == [one["suggestion"] for one in caught.value.faults[:2]]
    assert [
        ("first_disposed_at", "steps"),
        ("since_at", "first_disposed_at"),
        ("since_at", "steps"),
        ("holder", "steps"),
    ] == [(one["found"], one["other"]) for one in caught.value.faults[5:]]


def test_a_status_that_there_is_not_is_told_with_all_the_rest(adopt: Callable[..., Case]) -> None:
    """As is the holder; alone each is an unknown code."""
    with pytest.raises(InvalidValue) as caught:
        adopt("folowed_up", holder="DPV", steps=[PastStep(day(-1), "folowed_up")])

    assert [
        ("status", "unknown_status", "followed_up"),
        ("holder", "unknown_agency", "DPU"),
        ("steps[0].status", "unknown_status", "followed_up"),
        ("steps[0].at", "time_reversed", None),
    ] == [(one.where, one.code, dict(one.facts).get("suggestion")) for one in caught.value.faults]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"since_at": day(-1)}, [("since_at", "time_reversed")]),
        ({"since_at": MON_2026_06_01 + DAY}, [("since_at", "time_after")]),
        ({"first_disposed_at": day(-1)}, [("first_disposed_at", "time_reversed")]),
        ({"since_at": day(2), "first_disposed_at": day(5)}, [("since_at", "contradiction")]),
        (
            {"since_at": day(2), "steps": [PastStep(day(5), "replied")]},
            [("since_at", "contradiction")],
        ),
        ({"since_at": "2026-01-05"}, [("since_at", "wrong_type")]),
        ({"first_disposed_at": datetime(2026, 1, 5)}, [("first_disposed_at", "naive_datetime")]),  # noqa: DTZ001
        ({"steps": 5}, [("steps", "wrong_type")]),
        ({"steps": [("2026-01-05", "replied")]}, [("steps[0]", "wrong_type")]),
    ],
)
def test_a_past_that_can_not_be_is_refused(
    given: dict[str, Any], expected: list[tuple[str, str]], adopt: Callable[..., Case]
) -> None:
    """Before the submission, after the adoption, in two ways, of a wrong type."""
    with pytest.raises(InvalidValue) as caught:
        adopt(**given)

    assert expected == faults(caught.value)


def test_what_was_disposed_needs_a_status_for_it(procedure: Procedure, complaint: Make) -> None:
    """A workflow may have none."""
    rows = [row for row in LAPOR.transitions if "verified" not in (row.source, row.target)]
    statuses = [one for one in LAPOR.statuses if one.code != "verified"]
    bare = evolve(LAPOR, version="x/1", statuses=statuses, transitions=rows)
    with pytest.raises(InvalidValue) as caught:
        evolve(procedure, workflow=bare).adopt(
            complaint(), status="replied", holder="DPU", source="lama", at=MON_2026_06_01,
            first_disposed_at=day(2),
        )  # fmt: skip

    assert [("first_disposed_at", "no_assigned_status")] == faults(caught.value)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"at": "yesterday"}, "step.at"),
        ({"status": None}, "step.status"),
        ({"holder": 7}, "step.holder"),
        ({"source_status": "two\nlines"}, "step.source_status"),
    ],
)
def test_a_step_says_what_is_wrong_with_it(wrong: dict[str, Any], where: str) -> None:
    """Whatever was handed in."""
    given: dict[str, Any] = {"at": day(1), "status": "verified"}
    with pytest.raises(InvalidValue) as caught:
        PastStep(**(given | wrong))

    assert [where] == [one.where for one in caught.value.faults]


# What comes afterwards


def test_no_timer_ends_on_the_day_of_adoption(
    procedure: Procedure, adopt: Callable[..., Case]
) -> None:
    """Ten working days of silence were over in January: five more from 1 June end with 8 June.

    Tuesday 2 June is the first; Monday 1 June is a holiday (*Hari Lahir Pancasila*).
    """
    case, system = adopt(since_at=day(5)), Actor.system()
    row = LAPOR.timers("followed_up")[0]
    ends_at = procedure.timer_ends_at(case, row)
    assert ends_at is not None

    assert datetime(2026, 6, 8, 17, tzinfo=UTC) == ends_at
    early = procedure.decide(
        case, commands.close_by_system(), by=system, at=ends_at - timedelta(microseconds=1)
    )
    assert isinstance(early, Refused)
    assert ["too_early"] == [one.code for one in early.reasons]
    assert procedure.decide(case, commands.close_by_system(), by=system, at=ends_at)


def test_a_timer_that_has_longer_to_run_runs_from_the_step(
    procedure: Procedure, adopt: Callable[..., Case]
) -> None:
    """Answered on Friday 29 May, it ends ten working days later, whenever it was taken over."""
    case = adopt(since_at=datetime(2026, 5, 29, 2, 30, tzinfo=UTC))
    here = adopt(at=datetime(2026, 5, 29, 2, 30, tzinfo=UTC))
    row = LAPOR.timers("followed_up")[0]

    assert procedure.timer_ends_at(here, row) == procedure.timer_ends_at(case, row)


def test_beyond_the_calendar_no_warning_can_be_reckoned(
    procedure: Procedure, adopt: Callable[..., Case]
) -> None:
    """So that nothing is closed then."""
    case = adopt(since_at=day(5), at=datetime(2029, 12, 30, tzinfo=UTC))

    assert None is procedure.timer_ends_at(case, LAPOR.timers("followed_up")[0])


def test_nobody_acts_before_the_adoption(procedure: Procedure, adopt: Callable[..., Case]) -> None:
    """Though its last step there is long over."""
    case = adopt(since_at=day(5))
    decision = procedure.decide(
        case, commands.reply(message="Belum."), by=Actor.reporter("pelapor-1"), at=day(9)
    )

    assert isinstance(decision, Refused)
    assert ["time_reversed"] == [one.code for one in decision.reasons]


def test_the_past_is_there_to_be_read(adopt: Callable[..., Case]) -> None:
    """As it was on any day, of which nobody here knew then."""
    case = adopt(steps=[PastStep(day(2), "verified", "DPU"), PastStep(day(5), "followed_up")])
    then = case.as_of(day(3))
    assert then is not None

    assert ("verified", None, 2) == (then.status, then.adopted_at, then.past_steps)


def test_a_replay_does_not_judge_what_happened_elsewhere(
    procedure: Procedure, adopt: Callable[..., Case]
) -> None:
    """By whatever rules; but it tells a status that there is not."""
    case = adopt(steps=[PastStep(day(2), "blocked", "DPU"), PastStep(day(5), "followed_up")])
    forged = [evolve(one, status="nowhere") if one.number == 2 else one for one in case.events]
    strange = Case.from_events(case.complaint, forged)

    assert () == replay(procedure, case)
    assert [(2, ["status_unknown"])] == [
        (one.event, [each.code for each in one.reasons]) for one in replay(procedure, strange)
    ]


@pytest.mark.parametrize("forged", [-1, 0, True, "3", 2**40])
def test_a_forged_number_of_steps_says_nothing(forged: Any, adopt: Callable[..., Case]) -> None:
    """A document may say anything."""
    case = adopt()
    first = evolve(case.events[0], facts=(*case.events[0].facts, ("past_steps", forged)))

    assert 0 == Case.from_events(case.complaint, [first]).past_steps


def test_it_is_stored_and_read_like_any_other(adopt: Callable[..., Case]) -> None:
    """Nothing of its document is new but facts and kinds."""
    case = adopt(steps=[PastStep(day(2), "verified", "DPU"), PastStep(day(5), "followed_up")])
    read = load(json.loads(json.dumps(dump(case))))

    assert case == read
    assert "sp4n/case/1" == dump(case)["schema"]
