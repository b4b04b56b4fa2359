"""Times that are set right: who may, what it leaves of the reporter's time, and who is told."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve

from sp4n.model import Actor, Complaint
from sp4n.sla import due_actions, next_due_at
from sp4n.workflow import (
    Case,
    CommandRefused,
    Event,
    Phase,
    Procedure,
    commands,
    hand_over,
    replay,
    set_right,
)
from sp4n.workflow.histories import time_fact
from sp4n.workflow.recording import recorded_reasons

Find = Callable[[str], Actor]
Adopt = Callable[..., Case]
Make = Callable[..., Complaint]

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)  # when each case was submitted
DAY, HOUR = timedelta(1), timedelta(hours=1)
TUE_2026_01_06 = MON_2026_01_05 + DAY
WED_2026_01_07 = MON_2026_01_05 + 2 * DAY
MON_2026_01_19 = MON_2026_01_05 + 14 * DAY
TUE_2026_01_20 = MON_2026_01_05 + 15 * DAY
FRI_2026_01_23 = MON_2026_01_05 + 18 * DAY
FAR = datetime(2050, 1, 3, 2, 30, tzinfo=UTC)
WHY = "Jam server salah."
ANSWER = commands.follow_up(answer="Sudah kami tangani.")
TO_UNIT = commands.dispose(to="BIDANG")


@pytest.fixture
def answered(city: Procedure, complaint: Make, who: Find) -> Case:
    """Verified by KOTA on the 6th, and answered by DPU on the 19th: late."""
    case = city.receive(complaint(submitted_at=MON_2026_01_05 - HOUR), at=MON_2026_01_05)
    case = city.perform(case, commands.verify(to="DPU"), by=who("kota-admin"), at=TUE_2026_01_06)
    return city.perform(case, ANSWER, by=who("dpu-liaison"), at=MON_2026_01_19)


def refusal(
    city: Procedure, case: Case, times: Mapping[int, datetime], by: Actor, at: datetime
) -> list[str]:
    """Tell why times are not set right; nothing if they are."""
    try:
        set_right(city, case, times, why=WHY, by=by, at=at)
    except CommandRefused as refused:
        return [one.code for one in refused.reasons]
    return []


# Who may


@pytest.mark.parametrize(
    ("by", "number", "expected"),
    [
        ("dpu-admin", 3, ["not_above_the_holder"]),
        ("kota-admin", 3, []),
        ("kota-admin", 2, ["own_times"]),  # how long it took to verify is its own clock
        ("kota-admin", 1, ["own_times"]),
        ("prov-admin", 2, []),
        ("nasional-admin", 2, []),
        ("bidang-admin", 3, ["not_the_holder"]),
    ],
)
def test_nobody_sets_their_own_times_right(
    by: str, number: int, expected: list[str], city: Procedure, answered: Case, who: Find
) -> None:
    """Neither whoever holds the case nor whoever held it when the event happened."""
    times = {number: answered.events[number - 1].at - HOUR}

    assert expected == refusal(city, answered, times, who(by), MON_2026_01_19)


def test_an_office_does_not_set_the_time_of_its_part_right(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """KOTA was asked for a part of what DPU holds."""
    ask = commands.involve(to="KOTA", question="Siapa pemilik lahan?")
    case = city.perform(adopted(), ask, by=who("dpu-liaison"), at=TUE_2026_01_06)

    found = [
        refusal(city, case, {2: TUE_2026_01_06 - HOUR}, who(by), WED_2026_01_07)
        for by in ("kota-admin", "prov-admin")
    ]

    assert [["own_times"], []] == found


def test_the_roots_own_admin_may(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Above the root there is nobody."""
    case = adopted(holder="NASIONAL", submitted_at=MON_2026_01_05 - HOUR)

    assert [] == refusal(
        city, case, {1: MON_2026_01_05 - HOUR}, who("nasional-admin"), TUE_2026_01_06
    )


def test_whoever_is_above_one_of_several_holders_only_may_not(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """They have to be above all of them."""
    case = adopted(submitted_at=MON_2026_01_05 - HOUR)
    shared = Case(case.complaint, (evolve(case.events[0], holders=("DPU", "KAB")),))
    times = {1: MON_2026_01_05 - HOUR}

    assert ["not_the_holder"] == refusal(city, shared, times, who("kota-admin"), TUE_2026_01_06)
    assert [] == refusal(city, shared, times, who("nasional-admin"), TUE_2026_01_06)


# Why, and who is told


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ("…", "field_without_words"),
        ("12", "field_without_words"),
        ("", "field_invalid"),
        (5, "field_invalid"),
        ("x" * 100_001, "field_too_long"),
    ],
)
def test_it_is_said_why(
    why: Any, expected: str, city: Procedure, answered: Case, who: Find
) -> None:
    """In words."""
    times, by = {3: MON_2026_01_19 - DAY}, who("kota-admin")

    with pytest.raises(CommandRefused) as caught:
        set_right(city, answered, times, why=why, by=by, at=TUE_2026_01_20)

    assert [expected] == [one.code for one in caught.value.reasons]


def test_the_reason_is_kept_and_the_reporter_told(
    city: Procedure, answered: Case, who: Find
) -> None:
    """Of each such event once."""
    case, by = answered, who("kota-admin")
    for day in (0, 1):
        at, times = TUE_2026_01_20 + day * DAY, {3: MON_2026_01_19 - (1 + day) * HOUR}
        case = set_right(city, case, times, why=WHY, by=by, at=at)
    told = [one for one in due_actions(city, case, now=FRI_2026_01_23) if one.kind != "command"]

    assert [WHY, WHY] == [case.texts[f"1000001/{n}/why_set_right"].body for n in (4, 5)]
    assert [
        ("tell_reporter", TUE_2026_01_20, "1000001/4/tell_reporter"),
        ("tell_reporter", TUE_2026_01_20 + DAY, "1000001/5/tell_reporter"),
    ] == [(one.kind, one.due_at, one.key) for one in told]
    assert TUE_2026_01_20 == next_due_at(city, case)


# What it leaves the reporter


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (6, ["cut_short"]),  # the tenth working day is the 21st: over already
        (14, ["cut_short"]),  # the 29th, and the fifth working day from the 23rd is the 30th
        (15, []),  # the 30th
        (18, []),
    ],
)
def test_an_answer_set_back_leaves_five_working_days_to_reply(
    day: int, expected: list[str], city: Procedure, answered: Case, who: Find
) -> None:
    """On 23 January; the 16th is a holiday (Isra Mikraj)."""
    right = datetime(2026, 1, day, 2, 30, tzinfo=UTC)

    assert expected == refusal(city, answered, {3: right}, who("kota-admin"), FRI_2026_01_23)


def test_a_close_set_back_leaves_time_to_reopen(city: Procedure, adopted: Adopt, who: Find) -> None:
    """The reporter has 30 days; what is over already may be anything."""
    case = city.perform(adopted(), ANSWER, by=who("dpu-liaison"), at=WED_2026_01_07)
    closing = WED_2026_01_07 + 40 * DAY
    closed = city.perform(case, commands.close(), by=who("kota-admin"), at=closing)
    by = who("kota-admin")

    assert {"cut_short"} == {*refusal(city, closed, {3: WED_2026_01_07}, by, closing + DAY)}
    assert [] == refusal(city, closed, {3: closing - DAY}, by, closing + DAY)
    assert [] == refusal(city, closed, {3: WED_2026_01_07}, by, closing + 60 * DAY)


def test_what_an_office_owes_begins_no_later(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Nor when it is set right again, be it that the time lay ahead at first."""
    case = adopted()
    usual = city.perform(case, TO_UNIT, by=who("dpu-admin"), at=TUE_2026_01_06)
    ahead = city.perform(case, TO_UNIT, by=who("dpu-admin"), at=FAR)
    by, late = who("kota-admin"), "later_than_recorded"
    mended = set_right(city, ahead, {2: TUE_2026_01_06}, why=WHY, by=by, at=WED_2026_01_07)

    assert [late] == refusal(city, usual, {2: WED_2026_01_07}, by, MON_2026_01_19)
    assert [] == refusal(city, mended, {2: WED_2026_01_07}, by, WED_2026_01_07)
    assert ["time_unfit", late] == refusal(city, mended, {2: MON_2026_01_19}, by, MON_2026_01_19)


def test_a_time_set_back_by_mistake_is_set_forth_again(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """As far as it was on record."""
    by = who("kota-admin")
    case = city.perform(adopted(), TO_UNIT, by=who("dpu-admin"), at=TUE_2026_01_06)
    back = set_right(city, case, {2: MON_2026_01_05}, why=WHY, by=by, at=WED_2026_01_07)

    assert [] == refusal(city, back, {2: TUE_2026_01_06}, by, WED_2026_01_07)


def test_an_answer_may_get_a_later_time(city: Procedure, answered: Case, who: Find) -> None:
    """It leaves the reporter more."""
    times = {3: MON_2026_01_19 + timedelta(hours=1)}

    assert [] == refusal(city, answered, times, who("kota-admin"), TUE_2026_01_20)


def test_a_wrong_clock_at_the_door_is_mended_in_the_register_first(
    city: Procedure, complaint: Make, who: Find
) -> None:
    """The complaint says when it was submitted; no event does."""
    by, times = who("nasional-admin"), {1: MON_2026_01_05}
    case = city.receive(complaint(submitted_at=FAR), at=FAR)
    mended = evolve(case.complaint, submitted_at=MON_2026_01_05)
    again = Case.from_events(mended, case.events, case.texts)

    assert ["time_unfit"] == refusal(city, case, times, by, TUE_2026_01_06)
    assert [] == refusal(city, again, times, by, TUE_2026_01_06)


NO_CHANGE = [
    {},
    {3: MON_2026_01_19},
    {3: MON_2026_01_19.astimezone(timezone(timedelta(hours=7)))},  # the same instant
    {1: MON_2026_01_05, 2: TUE_2026_01_06, 3: MON_2026_01_19},
]


@pytest.mark.parametrize("times", NO_CHANGE)
def test_what_changes_no_time_is_refused(
    times: Mapping[int, datetime], city: Procedure, answered: Case, who: Find
) -> None:
    """Else the reporter is told of nothing; on replay it is told as well."""
    by = who("nasional-admin")
    facts = tuple(time_fact(number, at) for number, at in times.items())
    event = Event(
        4, "set_right", TUE_2026_01_20, by, "followed_up", Phase.ANSWERED, (), ("DPU",),
        texts=("why_set_right",), facts=facts,
    )  # fmt: skip

    assert ["nothing_set_right"] == refusal(city, answered, times, by, TUE_2026_01_20)
    assert ["nothing_set_right"] == [one.code for one in recorded_reasons(city, answered, event)]


def test_some_of_several_times_may_stay(city: Procedure, answered: Case, who: Find) -> None:
    """What stays is no time that was wrong: it remembers none."""
    hour, by = timedelta(hours=1), who("nasional-admin")
    times = {2: TUE_2026_01_06, 3: MON_2026_01_19 - hour}
    right = set_right(city, answered, times, why=WHY, by=by, at=TUE_2026_01_20)

    assert [None, MON_2026_01_19.isoformat()] == [
        event.fact("recorded_at") for event in right.events[1:3]
    ]


def test_a_time_that_was_set_right_is_not_set_so_again(
    city: Procedure, answered: Case, who: Find
) -> None:
    """Back to what was on record it is."""
    by, times = who("nasional-admin"), {3: MON_2026_01_19 - DAY}
    right = set_right(city, answered, times, why=WHY, by=by, at=TUE_2026_01_20)
    back = {3: MON_2026_01_19}

    assert ["nothing_set_right"] == refusal(city, right, times, by, TUE_2026_01_20)
    assert [] == refusal(city, right, back, by, TUE_2026_01_20)


def test_from_whom_it_is_hidden_nothing_is_told_of_it(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Nor is whoever may not set anything right told that alone."""
    accusing = adopted(accused={"KOTA"})

    assert ["not_found"] == refusal(city, accusing, {}, who("kota-admin"), TUE_2026_01_20)
    assert ["wrong_role", "nothing_set_right"] == refusal(
        city, adopted(), {}, who("dpu-liaison"), TUE_2026_01_20
    )


# Replay


def test_replay_finds_what_would_not_be_set_right_today(
    city: Procedure, answered: Case, who: Find
) -> None:
    """By whom, why, and whether it took the reporter's time; as the case was then."""
    texts, facts = ("why_set_right",), (("at.3", TUE_2026_01_06.isoformat()),)
    event = Event(
        4, "set_right", FRI_2026_01_23, who("dpu-admin"), "followed_up", Phase.ANSWERED, (),
        ("DPU",), texts=texts, facts=facts,
    )  # fmt: skip
    above = evolve(event, by=who("kota-admin"))
    unsaid = evolve(above, texts=(), facts=(("at.3", (MON_2026_01_19 - DAY).isoformat()),))

    found = [
        [one.code for divergence in replay(city, answered.apply(one)) for one in divergence.reasons]
        for one in (event, above, unsaid)
    ]

    assert [["not_above_the_holder"], ["cut_short"], ["field_missing"]] == found


def test_replay_finds_nothing_in_what_was_allowed(
    city: Procedure, answered: Case, who: Find
) -> None:
    """Though it was set right twice."""
    case, by = answered, who("kota-admin")
    for n in (1, 2):
        right = {3: MON_2026_01_19 - n * timedelta(hours=1)}
        case = set_right(city, case, right, why=WHY, by=by, at=TUE_2026_01_20)

    assert () == replay(city, case)


# To whom the case must not exist


def test_from_whom_a_case_is_hidden_nothing_is_given_back(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Though its holder has not ended; the system and who may know get it as it is."""
    accusing, secret = adopted(accused={"KOTA"}), adopted(confidential=True)
    hidden = ((accusing, "kota-admin"), (secret, "other-reporter"), (secret, "dishub-liaison"))

    for case, name in hidden:
        with pytest.raises(CommandRefused) as caught:
            hand_over(city, case, TUE_2026_01_06, by=who(name))
        assert ["not_found"] == [one.code for one in caught.value.reasons]
    for name in ("reporter", "dpu-liaison", "system"):
        assert secret is hand_over(city, secret, TUE_2026_01_06, by=who(name))


# The fold


def test_only_the_number_of_an_earlier_event_is_one() -> None:
    """Not with zeros before it, other digits, or that of the event itself."""
    complaint = Complaint("1", "Jalan", "Jalan", MON_2026_01_05, reporter="pelapor-1")
    first = Event(1, "submit", MON_2026_01_05, Actor.reporter("pelapor-1"), "unverified", Phase.NEW)
    names = ("at.01", "at.٢", "at.2", "at.x", "at.-1", "at.0", "at")
    facts = tuple((name, TUE_2026_01_06.isoformat()) for name in names)
    setting = evolve(first, number=2, kind="set_right", at=WED_2026_01_07, facts=facts)
    case = Case(complaint, (first, setting))

    assert [MON_2026_01_05, WED_2026_01_07] == [event.at for event in case.events]


def test_what_was_recorded_by_whom_it_is_hidden_from_is_told_as_nothing(
    city: Procedure, complaint: Make, who: Find
) -> None:
    """Of a hand-over on record by an office that the case accuses."""
    case = city.receive(complaint(accused={"KOTA"}), at=MON_2026_01_05)
    by: dict[str, Any] = {"kind": "hand_over", "by": who("kota-admin"), "effects": ()}
    event = evolve(case.events[0], number=2, **by)

    assert ["not_found"] == [one.code for one in recorded_reasons(city, case, event)]


def test_a_history_whose_recorded_times_can_not_be_is_judged_as_it_stands(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Recorded a day before the case began: somebody else wrote that."""
    case = adopted("verified")
    early = (("recorded_at", (case.events[0].at - DAY).isoformat()),)
    note: dict[str, Any] = {"kind": "note", "effects": (), "facts": early}
    case = case.apply(evolve(case.events[0], number=2, **note))
    setting: dict[str, Any] = {"kind": "set_right", "by": who("kota-admin"), "facts": ()}
    event = evolve(case.events[0], number=3, effects=(), **setting)

    found = [one.code for one in recorded_reasons(city, case, event)]
    assert ["nothing_set_right", "field_missing"] == found


def test_at_the_end_of_the_known_calendar_the_old_end_is_kept(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Nobody knows when ten working days from 20 December 2029 are over."""
    answered = datetime(2029, 12, 12, 2, 30, tzinfo=UTC)
    case = adopted("verified")
    case = city.perform(case, ANSWER, by=who("dpu-liaison"), at=answered)

    assert ["cut_short"] == refusal(
        city, case, {2: answered - DAY}, who("kota-admin"), answered + 8 * DAY
    )
