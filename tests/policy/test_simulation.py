"""A policy simulated on cases and complaints: where they go, how their clocks stand."""

import builtins
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.model import Actor, Complaint
from sp4n.policy import Policy, PolicyError
from sp4n.sample import sample_cases, sample_complaints, sample_policy
from sp4n.sla import ClockState
from sp4n.workdays import Limit
from sp4n.workflow import Case, commands

CITY = sample_policy()
MON_2026_11_02 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # 10.00 WIB, no holiday near
WED_2026_11_04 = MON_2026_11_02 + timedelta(days=2)
HOLE = Complaint("X-0001", "Jalan berlubang", "Jalan berlubang", MON_2026_11_02, region="99.71")
RECEIVED = CITY.receive(HOLE, at=MON_2026_11_02)


def within(days: int) -> Policy:
    """The sample city's policy with another limit for verification; its own is 3 working days."""
    verification, *others = CITY.standards
    limit = Limit(days, "working days")
    return evolve(CITY, version="2026.2", standards=[evolve(verification, limit=limit), *others])


def test_what_one_case_comes_to() -> None:
    """Received on Monday, due on Tuesday by one working day, read on Wednesday: overdue."""
    found = within(1).simulate([RECEIVED], now=WED_2026_11_04)
    (outcome,) = found.outcomes

    assert ("X-0001", "DPU", "rule", "KOTA") == (
        outcome.number,
        outcome.agency,
        outcome.via,
        outcome.holder,
    )
    verification = outcome.clocks[0]
    assert ("verification", 1, "KOTA", ClockState.OVERDUE, date(2026, 11, 3), -1, True) == (
        verification.standard,
        verification.run,
        verification.agency,
        verification.state,
        verification.due_on,
        verification.days_left,
        verification.is_breach,
    )
    assert (("X-0001", verification),) == found.breaches
    assert () == CITY.simulate([RECEIVED], now=WED_2026_11_04).breaches


def test_a_bare_complaint_is_routed_and_has_no_clocks() -> None:
    """Nothing is invented for it."""
    (outcome,) = CITY.simulate([HOLE], now=WED_2026_11_04).outcomes

    assert ("DPU", None, ()) == (outcome.agency, outcome.holder, outcome.clocks)


def test_the_past_stays_as_it_is_on_record() -> None:
    """Later events are unknown at the instant of reading."""
    admin = Actor.officer("kota-admin", at="KOTA")
    verified = CITY.perform(RECEIVED, commands.verify(), by=admin, at=WED_2026_11_04)

    early = CITY.simulate([verified], now=MON_2026_11_02 + timedelta(days=1)).outcomes[0]
    late = CITY.simulate([verified], now=WED_2026_11_04).outcomes[0]

    assert (ClockState.RUNNING, ClockState.MET) == (early.clocks[0].state, late.clocks[0].state)


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.sampled_from([1, 3, 7]))
def test_it_says_what_route_and_assess_say_one_by_one(seed: int, days: int) -> None:
    """On seeded lives: the same agencies, rules, states and breaches."""
    policy = within(days)
    cases = sample_cases(sample_complaints(8, seed=seed), seed=seed)
    now = datetime(2026, 3, 1 + seed % 27, 10, tzinfo=UTC)

    found = policy.simulate(cases, now=now)

    for case, outcome in zip(cases, found.outcomes, strict=True):
        route = policy.route(case.complaint, at=case.events[0].at)
        report = policy.assess(case, now=now)
        readings = (*report.earlier, *report.readings)
        assert (route.agency, route.via, route.rule) == (outcome.agency, outcome.via, outcome.rule)
        if outcome.is_later:
            assert () == outcome.clocks
            continue
        assert [(one.standard.code, one.state, one.counts_on) for one in readings] == [
            (one.standard, one.state, one.counts_on) for one in outcome.clocks
        ]
        assert len(report.breaches) == len(outcome.breaches)
    assert not policy.compare(policy, cases, now=now).clocks


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_two_simulations_differ_by_what_a_comparison_tells(seed: int) -> None:
    """The breaches of the one, without those that vanish and with those that appear."""
    strict = within(1)
    cases = sample_cases(sample_complaints(8, seed=seed), seed=seed)
    now = datetime(2026, 3, 27, 10, tzinfo=UTC)

    before, after = (
        {
            (number, one.standard, one.run)
            for number, one in policy.simulate(cases, now=now).breaches
        }
        for policy in (CITY, strict)
    )
    found = CITY.compare(strict, cases, now=now)
    appeared = {(one.number, one.standard, one.run) for one in found.breaches_appeared}
    vanished = {(one.number, one.standard, one.run) for one in found.breaches_vanished}

    assert after == before - vanished | appeared
    assert appeared == after - before


def test_loads_and_states_are_counted() -> None:
    """Twice to one agency, the most first; the states of each clock."""
    lamp = evolve(HOLE, number="X-0002", title="PJU padam", body="PJU padam")
    found = CITY.simulate(
        [RECEIVED, HOLE, CITY.receive(lamp, at=MON_2026_11_02)], now=MON_2026_11_02
    )

    assert (("DPU", 2), ("DISHUB", 1)) == found.loads
    assert {ClockState.RUNNING: 2} == found.states["verification"]
    assert 3 == len(found)
    assert "<Simulation Kota Contoh 2026.1: 3 items, 0 breaches>" == repr(found)


def test_in_words() -> None:
    """How many went where, and how the clocks stand, in both languages."""
    found = within(1).simulate([RECEIVED], now=WED_2026_11_04)

    assert (
        "Kota Contoh 2026.2, read at 2026-11-04 03:00+00:00: complaints: 1, agencies: 1, "
        "breaches: 1, cases with a breach: 1\n"
        "verification: overdue 1\nfirst follow-up: not started 1\nsettlement: running 1"
    ) == str(found)
    assert "laporan dengan pelanggaran: 1\nverifikasi: terlambat 1" in found.describe("id")


def test_what_came_in_later_is_routed_and_nobody_holds_it_yet() -> None:
    """A case and a complaint of Monday, read on the Sunday before."""
    sunday = MON_2026_11_02 - timedelta(days=1)
    later = evolve(HOLE, number="X-0002")
    found = CITY.simulate([RECEIVED, later], now=sunday)

    assert [("X-0001", None, (), True), ("X-0002", None, (), True)] == [
        (one.number, one.holder, one.clocks, one.is_later) for one in found.outcomes
    ]
    assert ((("DPU", 2),), 2) == (found.loads, found.later_count)
    assert "came in later: 2" in str(found)
    assert (2, True) == (found.to_dict()["later"], found.table("outcomes").records()[0]["is_later"])


def test_the_holder_is_who_held_the_case_at_the_instant_of_reading() -> None:
    """Not who got it since."""
    admin = Actor.officer("kota-admin", at="KOTA")
    verified = CITY.perform(RECEIVED, commands.verify(), by=admin, at=WED_2026_11_04)
    early, late = (
        CITY.simulate([verified], now=now).outcomes[0] for now in (MON_2026_11_02, WED_2026_11_04)
    )

    assert ("KOTA", "DPU") == (early.holder, late.holder)


def test_a_clock_from_the_submission_on_is_charged_to_the_holder() -> None:
    """Settlement began at the city's front desk, but the office for roads has the case now."""
    admin = Actor.officer("kota-admin", at="KOTA")
    verified = CITY.perform(RECEIVED, commands.verify(), by=admin, at=WED_2026_11_04)
    (outcome,) = CITY.simulate([verified], now=WED_2026_11_04).outcomes

    assert {"verification": "KOTA", "first_follow_up": "DPU", "settlement": "DPU"} == {
        one.standard: one.agency for one in outcome.clocks
    }


def test_limits_in_hours_end_at_an_instant() -> None:
    """Eight hours from Monday 10.00: five until 16.00, three from Tuesday 07.30 on: 10.30 WIB."""
    verification, *others = CITY.standards
    policy = evolve(
        CITY, standards=[evolve(verification, limit=Limit(8, "working hours")), *others]
    )
    row = policy.simulate([RECEIVED], now=MON_2026_11_02).table("clocks").records()[0]

    assert ("8 working hours", 8.0, None) == (row["limit"], row["hours_left"], row["days_left"])
    assert row["counts_at"] == row["due_at"] == datetime(2026, 11, 3, 3, 30, tzinfo=UTC)


def test_a_policy_without_a_directory_is_refused_even_if_nothing_is_given() -> None:
    """Before anything is looked at."""
    with pytest.raises(PolicyError) as refused:
        Policy("Contoh", "1").simulate([], now=MON_2026_11_02)

    assert "not_bound" == refused.value.code


def test_as_plain_data_and_as_tables() -> None:
    """Dates as ISO for JSON; a table has a row for each clock."""
    found = within(1).simulate([RECEIVED, HOLE], now=WED_2026_11_04)
    data: dict[str, Any] = found.to_dict("id")

    assert {"DPU": 2} == data["loads"]
    assert {"overdue": 1} == data["states"]["verification"]
    clock = data["outcomes"][0]["clocks"][0]
    assert ("2026-11-03", "terlambat") == (clock["due_on"], clock["state_label"])
    assert [1, 0] == found.table("outcomes").to_pandas()["breaches"].tolist()
    assert [3, 1, 1] == [len(found.table(name)) for name in ("clocks", "breaches", "loads")]
    assert date(2026, 11, 3) == found.table("clocks").to_polars()["due_on"][0]
    with pytest.raises(UnknownCode) as unknown:
        found.table("load")
    assert "loads" == unknown.value.suggestion
    with pytest.raises(InvalidValue):
        found.table(None)  # type: ignore[arg-type]


def _lossy(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterable[Any]:
    return builtins.map(function, list(batches)[1:])


def _reversed(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterable[Any]:
    return builtins.map(function, reversed(list(batches)))


def test_any_map_may_do_the_work_and_none_is_lost() -> None:
    """Threads and other orders give the same; a lost answer is refused."""
    cases = sample_cases(sample_complaints(30))
    now = datetime(2026, 3, 27, 10, tzinfo=UTC)
    alone = CITY.simulate(cases, now=now)

    with ThreadPoolExecutor(2) as pool:
        assert alone == CITY.simulate(cases, now=now, map=pool.map)
    assert alone == CITY.simulate(cases, now=now, map=_reversed)
    with pytest.raises(InvalidValue) as refused:
        CITY.simulate(cases, now=now, map=_lossy)
    assert "lost_answers" == refused.value.code


def test_progress_is_told_to_the_end() -> None:
    """How many are done, and how many there are."""
    told: list[tuple[int, int]] = []
    CITY.simulate(
        [HOLE, RECEIVED],
        now=WED_2026_11_04,
        progress=lambda done, total: told.append((done, total)),
    )

    assert [(1, 2), (2, 2)] == told


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"items": 5}, "wrong_type"),
        ({"items": ["x"]}, "wrong_type"),
        ({"now": None}, "wrong_type"),
        ({"now": datetime(2026, 11, 2)}, "naive_datetime"),  # noqa: DTZ001
        ({"map": 5}, "wrong_type"),
        ({"progress": "yes"}, "not_progress"),
    ],
)
def test_what_can_not_be_simulated_is_refused(arguments: dict[str, Any], code: str) -> None:
    """With a code, before anything is done."""
    given: dict[str, Any] = {"items": [HOLE], "now": WED_2026_11_04} | arguments
    with pytest.raises(InvalidValue) as refused:
        CITY.simulate(**given)

    assert code == refused.value.code


def test_a_snapshot_of_cases_is_read_by_the_policy() -> None:
    """Its own standards and calendar: verification in one day is broken on Wednesday."""
    from sp4n.monitoring import Share, report

    cases: list[Case] = [RECEIVED]
    found = report(within(1).snapshot(cases, now=WED_2026_11_04))

    assert Share(0, 1) == found["verification_in_time"].value
    assert "within 1 working day" in found["verification_in_time"].definition.meaning.describe()
