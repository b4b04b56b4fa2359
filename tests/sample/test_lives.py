"""Made-up lives: each has its own chances, the system is never late, and nothing is forced."""

from datetime import date

import pytest
from attrs import evolve

from sp4n.policy import Policy
from sp4n.routing import AnyWord, Rule, RuleBook
from sp4n.sample import sample_cases, sample_complaints, sample_policy
from sp4n.sla import next_due_at
from sp4n.workflow import Case

CITY = sample_policy()
COMPLAINTS = sample_complaints(60, seed=7)


def with_rule(to: str) -> Policy:
    """The sample city, but roads go somewhere else before any other rule is asked."""
    return evolve(CITY, book=RuleBook((Rule("roads", AnyWord(["jalan"]), to=to), *CITY.book)))


def closing_after(days: int) -> Policy:
    """The sample city, but answered cases close after so many working days of silence."""
    timers = {"close_by_system": f"{days} working days"}
    return evolve(CITY, workflow=CITY.workflow.with_timers(timers))


def test_a_life_does_not_depend_on_those_beside_it() -> None:
    """Played alone, or in another order, it is the same."""
    together = sample_cases(COMPLAINTS, seed=7)

    assert together[:3] == sample_cases(COMPLAINTS[:3], seed=7)
    assert together[::-1] == sample_cases(COMPLAINTS[::-1], seed=7)


def test_another_seed_gives_other_lives() -> None:
    """Of the same complaints."""
    assert sample_cases(COMPLAINTS, seed=7) != sample_cases(COMPLAINTS, seed=8)


def test_two_policies_play_the_same_chances() -> None:
    """Whatever the rules don't move has the same life, step by step."""
    other = with_rule("PLN")
    moved = {one.number for one in CITY.compare(other, COMPLAINTS).moves}
    lives = zip(
        sample_cases(COMPLAINTS, seed=7),
        sample_cases(COMPLAINTS, policy=other, seed=7),
        strict=True,
    )

    assert 0 < len(moved) < 60
    changed = [one.number for one, two in lives if _steps(one) != _steps(two)]
    assert [] == [number for number in changed if number not in moved]


def _steps(case: Case) -> list[object]:
    return [(one.kind, one.at, one.by, one.holders) for one in case.events]


@pytest.mark.parametrize("days", [1, 3, 7, 10])
def test_the_system_is_never_late(days: int) -> None:
    """No step comes after the moment at which the system had to act."""
    policy = closing_after(days)
    late = [
        (case.number, number)
        for case in sample_cases(COMPLAINTS, policy=policy, seed=7)
        for number, event in enumerate(case.events[1:], start=1)
        if (due_at := next_due_at(policy.procedure, _until(case, number))) and due_at < event.at
    ]

    assert [] == late


def _until(case: Case, number: int) -> Case:
    return Case.from_events(case.complaint, case.events[:number])


def test_nothing_happens_after_the_last_day() -> None:
    """Neither by officers nor by the system."""
    until = date(2026, 2, 13)
    complaints = sample_complaints(60, seed=7, days=30)
    lives = sample_cases(complaints, seed=7, until=until)

    assert max(event.at.date() for case in lives for event in case.events) <= until


@pytest.mark.parametrize("seed", range(4))
def test_what_the_workflow_refuses_does_not_happen(seed: int) -> None:
    """The last resort has nobody to send a complaint back to: there it stays."""
    policy = with_rule("NASIONAL")
    cases = sample_cases(COMPLAINTS, policy=policy, seed=seed)

    assert len(COMPLAINTS) == len(cases)
    assert () == policy.replay(cases)
    assert "NASIONAL" in {case.holder for case in cases}


def test_before_anybody_was_appointed_nothing_is_forced() -> None:
    """In 2019 no officer of the sample city had a letter: complaints are received, and rest."""
    complaints = sample_complaints(60, seed=7, first_on=date(2019, 1, 7))
    lives = sample_cases(complaints, seed=7, until=date(2019, 12, 31))

    assert {"reporter"} == {case.events[0].by.kind for case in lives}
    assert {"verify"}.isdisjoint(event.kind for case in lives for event in case.events)


def test_the_default_lives_end_in_many_ways() -> None:
    """Closed by the system and the reporter, archived by both, waiting, answered, untouched."""
    assert {
        "closed_by_system", "closed_by_reporter", "archived_by_admin", "archived_by_reporter",
        "awaiting_completion", "verified", "followed_up", "replied",
    } == {case.status for case in sample_cases()}  # fmt: skip
