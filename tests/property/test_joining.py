"""Joining makes nothing known, separating undoes it, whoever is accused, holds, wrote or asks."""

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from attrs import evolve
from drawn_situations import World, worlds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sp4n
from sp4n.model import Actor, Complaint
from sp4n.sla import due_actions
from sp4n.testing import strategies
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Case,
    CommandRefused,
    Refused,
    commands,
    extended,
    join_cases,
    separate_cases,
    standing_answer,
)

PAIRS = 3
ONE, OTHER = "NOMOR-7001", "NOMOR-8002"
TABLE = extended(LAPOR, {name: {} for name in EXTENSIONS})


def everybody(world: World) -> Iterator[Actor]:
    """Every officer where they serve and at the root, the reporters, somebody else, the system."""
    directory = world.procedure.directory
    for held in directory.appointments:
        yield Actor.officer(held.officer, at=held.agency)
        yield Actor.officer(held.officer, at=directory.root.code)
    yield from map(Actor.reporter, (None, "reporter-0001", "reporter-0002", "reporter-0003"))
    yield Actor.system()


def pairs(random: Random, world: World, complaint: Complaint) -> tuple[Case, Case]:
    """Two open cases of a table with all extensions; they differ in one thing that matters at most.

    What matters is whom they accuse, whether they are confidential, who wrote and who holds them.
    """
    alike = matters(random, world)
    differing = random.sample(list(alike), random.choice((0, 1, 1)))
    other = matters(random, world)
    unlike = alike | {name: other[name] for name in differing}
    first, second = (
        adopted(random, world, evolve(complaint, number=number), **fields)
        for number, fields in ((ONE, alike), (OTHER, unlike))
    )
    return first, second


def matters(random: Random, world: World) -> dict[str, Any]:
    """Draw all that decides who may know a case."""
    codes = world.codes
    officers = [one.id for one in world.procedure.directory.officers]
    return {
        "accused": random.sample(codes[1:], random.choice((0, 0, 1)) if codes[1:] else 0),
        "accused_officers": random.sample(officers, random.choice((0, 0, 1)) if officers else 0),
        "confidential": random.random() < 0.5,
        "reporter": random.choice((None, "reporter-0001", "reporter-0002")),
        "holder": random.choice(codes),
    }


def adopted(
    random: Random, world: World, complaint: Complaint, *, holder: str, **fields: Any
) -> Case:
    """Adopt a case in an open status."""
    one = evolve(complaint, classification=random.choice((None, "service")), **fields)
    status, at = random.choice(("unverified", "verified", "replied")), one.submitted_at
    return world.procedure.adopt(one, status=status, holder=holder, source="x", at=at)


@st.composite
def cities(draw: st.DrawFn) -> World:
    """A drawn directory and calendar, where every extension is switched on."""
    world = draw(worlds())
    return evolve(world, procedure=evolve(world.procedure, workflow=TABLE, older=()))


def joins(random: Random, world: World, one: Case, other: Case) -> tuple[Case, Case] | None:
    """Both as they are after somebody joined the first to the second; None if nobody may."""
    at = max(case.events[-1].at for case in (one, other)) + timedelta(hours=1)
    actors = list(everybody(world))
    random.shuffle(actors)
    for by in actors:
        try:
            return join_cases(world.procedure, one, into=other, by=by, at=at)
        except CommandRefused:
            continue
    return None


def told(world: World, case: Case, by: Actor, beside: Case) -> str:
    """All that anybody can be told of a case by the public views, as one text."""
    procedure, at = world.procedure, beside.events[-1].at + timedelta(days=3)
    views: list[object] = [
        [one.to_dict() for one in procedure.options(case, by=by, at=at, beside=[beside]).values()],
    ]
    for command in (
        commands.rate(score=3),
        commands.join(into="NOMOR-0000"),
        commands.separate(out_of="NOMOR-0000"),
    ):
        decision = procedure.decide(case, command, by=by, at=at, beside=[beside])
        views += [str(decision)] if isinstance(decision, Refused) else []
    if procedure.may_know(case, by=by, at=at):
        actions = [
            (one.key, one.joined, one.holders) for one in due_actions(procedure, case, now=at)
        ]
        views += [repr(case), sp4n.dump(case), actions]
    return json.dumps(views, default=str)


def nothing_became_known(world: World, pair: tuple[Case, Case], after: tuple[Case, Case]) -> None:
    """Ask everybody, of both cases."""
    at = after[0].events[-1].at
    for by in everybody(world):
        knew = [world.procedure.may_know(case, by=by, at=at) for case in pair]
        assert knew == [world.procedure.may_know(case, by=by, at=at) for case in after]
        for known, case, other in ((knew[1], *after), (knew[0], *after[::-1])):
            assert known or other.number not in told(world, case, by, other), (by, case)
    seen = standing_answer(world.procedure, after[0], beside=[after[1]])
    assert OTHER not in json.dumps(seen.to_dict())


@pytest.mark.long
def test_no_join_makes_anything_known(pytestconfig: pytest.Config) -> None:
    """Whoever may not know one of two cases hears of it by the other one neither number nor more.

    Nor does anybody know more cases than before.
    """
    joined_pairs = guarded_pairs = 0

    @settings(
        max_examples=pytestconfig.getoption("worlds"),
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(cities(), strategies.complaints(), st.randoms(use_true_random=True))
    def nothing_is_told(world: World, complaint: Complaint, random: Random) -> None:
        nonlocal joined_pairs, guarded_pairs
        for _ in range(PAIRS):
            pair = pairs(random, world, complaint)
            after = joins(random, world, *pair)
            if after is not None:
                joined_pairs += 1
                guarded_pairs += pair[0].is_guarded or pair[1].is_guarded
                nothing_became_known(world, pair, after)

    nothing_is_told()

    assert joined_pairs > 10
    assert guarded_pairs > 0


@pytest.mark.long
def test_whoever_may_join_may_separate_and_nothing_is_left(pytestconfig: pytest.Config) -> None:
    """Status, phase, holders and what both count for are those of before."""
    separated = 0

    @settings(
        max_examples=pytestconfig.getoption("worlds"),
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(cities(), strategies.complaints(), st.randoms(use_true_random=True))
    def all_is_as_it_was(world: World, complaint: Complaint, random: Random) -> None:
        nonlocal separated
        pair = pairs(random, world, complaint)
        after = joins(random, world, *pair)
        if after is None:
            return
        separated += 1
        by, at = after[0].events[-1].by, after[0].events[-1].at
        apart = separate_cases(world.procedure, after[0], out_of=after[1], by=by, at=at)
        assert [standing(case) for case in pair] == [standing(case) for case in apart]

    all_is_as_it_was()

    assert separated > 10


def standing(case: Case) -> tuple[object, ...]:
    """How a case stands, but for since when."""
    return (
        case.status, case.phase, case.holders, case.senders, case.tried, case.supporters,
        case.duplicates, case.joined_into,
    )  # fmt: skip
