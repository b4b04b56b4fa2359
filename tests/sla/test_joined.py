"""Clocks and due actions of joined cases: who is told of an answer, and how clocks go on."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n import commands, sample_policy
from sp4n.model import Actor, Complaint
from sp4n.policy import Policy
from sp4n.sla import ClockState
from sp4n.workflow import LAPOR, Case, Command, extended

MON_2026_03_02 = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ADMIN = Actor.officer("kota-admin", at="KOTA")
OPERATOR = Actor.officer("dpu-operator", at="DPU")
ANSWER = commands.follow_up(answer="Sudah ditambal.")


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The sample city, where duplicates are joined and cases rated."""
    city = sample_policy()
    return evolve(city, workflow=extended(LAPOR, {"duplicates": {}, "rating": {}}))


@pytest.fixture(scope="module")
def case(policy: Policy) -> Callable[[int], Case]:
    """A case of DPU's, received on Monday by its own reporter and verified at once."""

    def make(number: int) -> Case:
        complaint = Complaint(
            f"X-{number:04d}", "Jalan berlubang", "Di depan pasar.", MON_2026_03_02,
            region="99.71", reporter=f"r-{number}",
        )  # fmt: skip
        received = policy.receive(complaint, at=MON_2026_03_02)
        verify = commands.verify(to="DPU")
        return policy.perform(received, verify, by=ADMIN, at=MON_2026_03_02)

    return make


def told(policy: Policy, case: Case, now: datetime) -> list[tuple[str | None, datetime, str]]:
    found = [one for one in policy.due_actions(case, now=now) if one.kind == "tell"]
    assert all(one.command is None for one in found)
    return [(one.joined, one.due_at, one.key) for one in found]


def test_the_joined_reporter_is_told_of_each_answer_once(
    policy: Policy, case: Callable[[int], Case]
) -> None:
    """By the key: as long as there is no further answer it stays the same."""
    _, host = policy.join(case(1), case(2), by=ADMIN, at=MON_2026_03_02 + DAY)
    assert [] == told(policy, host, MON_2026_03_02 + 2 * DAY)
    first_at, second_at = MON_2026_03_02 + 2 * DAY, MON_2026_03_02 + 3 * DAY
    answered = policy.perform(host, ANSWER, by=OPERATOR, at=first_at)
    again = policy.perform(answered, ANSWER, by=OPERATOR, at=second_at)
    reply = commands.reply(message="Belum rapi.")
    replied = policy.perform(again, reply, by=Actor.reporter("r-2"), at=second_at)

    assert [("X-0001", first_at, "X-0002/4/tell/X-0001")] == told(policy, answered, first_at)
    assert [] == told(policy, answered, first_at - timedelta(seconds=1))
    for later in (again, replied):
        assert [("X-0001", second_at, "X-0002/5/tell/X-0001")] == told(policy, later, second_at)


def test_what_was_answered_before_is_told_since_the_joining(
    policy: Policy, case: Callable[[int], Case]
) -> None:
    """Two are told of it; whoever was separated is not."""
    host = policy.perform(case(3), ANSWER, by=OPERATOR, at=MON_2026_03_02)
    one, host = policy.join(case(1), host, by=ADMIN, at=MON_2026_03_02 + DAY)
    _, host = policy.join(case(2), host, by=ADMIN, at=MON_2026_03_02 + 2 * DAY)
    now = MON_2026_03_02 + 2 * DAY
    assert [("X-0001", now - DAY), ("X-0002", now)] == [one[:2] for one in told(policy, host, now)]
    _, host = policy.separate(one, host, by=ADMIN, at=now)

    assert ["X-0002"] == [joined for joined, _, _ in told(policy, host, now)]


def test_the_joined_reporter_is_told_that_there_will_be_no_answer(
    policy: Policy, case: Callable[[int], Case]
) -> None:
    """When its reporter withdraws the case that stands; so nobody waits for ever."""
    _, host = policy.join(case(1), case(2), by=ADMIN, at=MON_2026_03_02)
    at = MON_2026_03_02 + DAY
    ended = policy.perform(host, commands.withdraw(), by=Actor.reporter("r-2"), at=at)

    assert [("X-0001", at, "X-0002/4/tell/X-0001")] == told(policy, ended, at)
    assert at == policy.next_due_at(ended)
    assert None is policy.next_due_at(ended, now=at + DAY)


def test_a_case_that_was_joined_itself_tells_nobody(
    policy: Policy, case: Callable[[int], Case]
) -> None:
    """The case that stands does: of the one that was joined to it, whose own duplicate follows."""
    _, two = policy.join(case(1), case(2), by=ADMIN, at=MON_2026_03_02)
    two, three = policy.join(two, case(3), by=ADMIN, at=MON_2026_03_02)
    three = policy.perform(three, ANSWER, by=OPERATOR, at=MON_2026_03_02)

    assert [] == told(policy, two, MON_2026_03_02 + DAY)
    assert ["X-0002"] == [joined for joined, _, _ in told(policy, three, MON_2026_03_02 + DAY)]
    assert "Sudah ditambal." == policy.standing_answer(two, beside=[three]).answer
    assert ("X-0001",) == two.duplicates


def test_an_answer_is_due_to_be_told_at_once(policy: Policy, case: Callable[[int], Case]) -> None:
    """By the column that a nightly job searches; once told, it is not due any more."""
    _, host = policy.join(case(1), case(2), by=ADMIN, at=MON_2026_03_02)
    answered = policy.perform(host, ANSWER, by=OPERATOR, at=MON_2026_03_02 + DAY)
    after = policy.next_due_at(answered, now=MON_2026_03_02 + 2 * DAY)

    assert MON_2026_03_02 + DAY == policy.next_due_at(answered)
    assert after is not None
    assert after > MON_2026_03_02 + 2 * DAY


# -- clocks ----------------------------------------------------------------------------------------

CLOCKS = ("verification", "first_follow_up", "settlement")


def readings(policy: Policy, case: Case, now: datetime) -> list[tuple[Any, ...]]:
    report = policy.assess(case, now=now)
    return [(one.state, one.started_at, one.due_on) for one in map(report.__getitem__, CLOCKS)]


@pytest.mark.parametrize("before", [(), (ANSWER,)])
def test_the_clocks_of_a_separated_case_stand_as_if_it_had_never_been_joined(
    before: tuple[Command, ...], policy: Policy, case: Callable[[int], Case]
) -> None:
    """Joined on Tuesday, separated on Friday: its reporter has been waiting all along."""
    alone = case(1)
    for command in before:
        alone = policy.perform(alone, command, by=OPERATOR, at=MON_2026_03_02)
    joined, host = policy.join(alone, case(2), by=ADMIN, at=MON_2026_03_02 + DAY)
    apart, _ = policy.separate(joined, host, by=ADMIN, at=MON_2026_03_02 + 4 * DAY)

    for days in (4, 5, 12, 40):
        now = MON_2026_03_02 + days * DAY
        assert readings(policy, alone, now) == readings(policy, apart, now)


def test_a_follow_up_that_was_due_while_joined_is_overdue(
    policy: Policy, case: Callable[[int], Case]
) -> None:
    """Five working days after Monday 2 March: 3 to 6 and 9 March."""
    joined, host = policy.join(case(1), case(2), by=ADMIN, at=MON_2026_03_02 + DAY)
    apart, _ = policy.separate(joined, host, by=ADMIN, at=MON_2026_03_02 + 9 * DAY)
    now = MON_2026_03_02 + 9 * DAY
    first = policy.assess(apart, now=now)["first_follow_up"]

    assert (ClockState.OVERDUE, date(2026, 3, 9)) == (first.state, first.due_on)
    assert ClockState.ENDED is policy.assess(joined, now=now)["first_follow_up"].state
    answered = policy.perform(apart, ANSWER, by=OPERATOR, at=now)
    assert ClockState.BREACHED is policy.assess(answered, now=now)["first_follow_up"].state


def test_only_a_separation_brings_a_clock_back(policy: Policy, case: Callable[[int], Case]) -> None:
    """Joined twice and separated twice; and a host that lets go of a duplicate runs on."""
    alone, host = case(1), case(2)
    apart = alone
    for days in (1, 3):
        joined, host = policy.join(apart, host, by=ADMIN, at=MON_2026_03_02 + days * DAY)
        at = MON_2026_03_02 + (days + 1) * DAY
        apart, host = policy.separate(joined, host, by=ADMIN, at=at)
    now = MON_2026_03_02 + 4 * DAY

    assert readings(policy, alone, now) == readings(policy, apart, now)
    assert readings(policy, case(2), now) == readings(policy, host, now)
