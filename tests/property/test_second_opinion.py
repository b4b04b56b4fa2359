"""`decide` and a plain model of the rules agree, whoever tries what, wherever and whenever."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from attrs import define, field
from drawn_situations import Attempt, World, already_joined, attempted, beginning, worlds
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_decide import plain_decide

from sp4n.messages import catalogue
from sp4n.model import Complaint
from sp4n.testing import strategies
from sp4n.workflow import LAPOR, Accepted, Case, Decision

WALKS, STEPS = 8, 14
NEVER_HERE = {
    "submitted_later",  # a case can't begin before its complaint: of `receive` and `adopt`
    "unknown_accused",  # nor whom it accuses be unknown then: tests/workflow/test_reasons.py
    "unknown_accused_officer",  # as above
    "status_unknown",  # of histories that were not made here: tests/workflow/test_replay.py
    "phase_contradicted",  # as above
    "another_status",  # of replays: tests/workflow/test_replay.py
    "other_holders",  # as above
    "other_effects",  # as above
    "no_successor",  # of acts of record, and of who is stranded: test_offices_change.py
    "several_successors",
    "not_a_successor",
    "no_such_event",
    "time_unfit",
    "own_times",
    "nothing_set_right",
    "later_than_recorded",
    "cut_short",
    "holder_unknown",
    "holder_ended",
    "nobody_may_act",
    "standard_not_running",  # of standards, which the stand-in has none of: test_extending.py
    "extended_too_often",
    "extension_too_late",
    "guard_failed",  # no guard of the library's own fails: tests/workflow/test_decide.py
}


@define
class Seen:
    """What was met: reasons, rows by which a case went on, and how many decisions it took."""

    reasons: Counter[str] = field(factory=Counter)
    rows: Counter[tuple[str, str, str]] = field(factory=Counter)
    decisions: int = 0

    def count(self, case: Case, command: str, decision: Decision) -> None:
        self.decisions += 1
        if isinstance(decision, Accepted):
            self.rows[case.status, command, decision.case.status] += 1
        else:
            self.reasons.update(one.code for one in decision.reasons)


def told(decision: Decision) -> dict[str, Any] | set[str]:
    """What the plain model tells, read from a decision."""
    if not isinstance(decision, Accepted):
        return {one.code for one in decision.reasons}
    (event,) = decision.events
    return {
        "status": event.status,
        "since_at": decision.case.since_at,
        "phase": event.phase.value,
        "holders": event.holders,
        "effects": {one.value for one in event.effects},
        "reason": event.reason,
        "texts": set(event.texts),
        "facts": dict(event.facts),
    }


def compare(world: World, case: Case, one: Attempt, seen: Seen) -> Case:
    """Ask both; give the case as it is afterwards."""
    more: dict[str, Any] = {
        "by": one.by, "at": one.at, "based_on": one.based_on, "beside": one.beside,
        "not_after": one.not_after,
    }  # fmt: skip
    decision = world.procedure.decide(case, one.command, **more)
    seen.count(case, one.command.code, decision)
    expected = plain_decide(world.procedure, case, one.command, **more)
    assert expected == told(decision), (case, one)
    return decision.case if isinstance(decision, Accepted) else case


def halves(before: list[Case], after: list[Case]) -> list[list[Case]]:
    """Both as they are after a joining, twice, and as they are if only one of them was stored."""
    return [after, after, [before[0], after[1]], [after[0], before[1]]]


def walk(random: Random, world: World, complaint: Complaint, seen: Seen) -> None:
    """Let two cases begin beside each other, and let everybody try everything on both."""
    first = beginning(random, world, complaint)
    pair = [first, beginning(random, world, complaint, first)]
    earlier = list(pair)
    if "merged" in world.procedure.workflow.phases and random.random() < 0.1:
        pair[:] = random.choice(halves(pair, [*already_joined(*pair)]))
    for _ in range(STEPS):
        place = random.randrange(2)
        shown = (earlier if random.random() < 0.1 else pair)[1 - place]
        earlier[place] = pair[place]
        one = attempted(random, world, pair[place], shown)
        pair[place] = compare(world, pair[place], one, seen)


@pytest.mark.long
def test_the_plain_model_agrees(pytestconfig: pytest.Config) -> None:
    """On every decision; and every reason and every row of LAPOR! is among them."""
    seen = Seen()

    @settings(max_examples=pytestconfig.getoption("worlds"))
    @given(worlds(), strategies.complaints(), st.randoms(use_true_random=True))
    def agree(world: World, complaint: Complaint, random: Random) -> None:
        for _ in range(WALKS):
            walk(random, world, complaint, seen)

    agree()

    print(  # noqa: T201 - shown with -s, and when it fails
        f"{seen.decisions} decisions, of which {seen.rows.total()} accepted; {seen.reasons}"
    )
    rows = {(one.source, one.command, one.target) for one in LAPOR.transitions}
    assert set() == set(catalogue("en")["reason"]) - NEVER_HERE - set(seen.reasons)
    assert set() == rows - set(seen.rows)
