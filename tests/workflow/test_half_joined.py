"""Halves of a joining: `join_cases`, called again, does what is left, or says why not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.model import Actor, Complaint
from sp4n.workflow import (
    Case,
    Command,
    CommandRefused,
    Procedure,
    commands,
    join_cases,
    separate_cases,
)
from sp4n.workflow.replaying import check_cases

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
DAY = timedelta(1)
TUE_2026_01_06 = MON_2026_01_05 + DAY
WED_2026_01_07 = MON_2026_01_05 + 2 * DAY

Find = Callable[[str], Actor]
Adopt = Callable[..., Case]
Pair = tuple[Case, Case]


@pytest.fixture
def adopted(city: Procedure, complaint: Callable[..., Complaint]) -> Adopt:
    """A verified case at DPU, of a reporter of its own."""

    def make(number: str, **fields: Any) -> Case:
        given = complaint(number=number, **{"reporter": f"pelapor-{number}", **fields})
        return city.adopt(given, status="verified", holder="DPU", source="x", at=MON_2026_01_05)

    return make


@pytest.fixture
def before(adopted: Adopt) -> Pair:
    """Two cases, before somebody joins the first to the second."""
    return adopted("1"), adopted("2")


@pytest.fixture
def after(city: Procedure, before: Pair, who: Find) -> Pair:
    """Both, joined on Tuesday by KOTA's admin."""
    return join_cases(city, before[0], into=before[1], by=who("kota-admin"), at=TUE_2026_01_06)


def told(city: Procedure, pair: Pair) -> list[str]:
    return [one.code for one in check_cases(city, pair)]


def standing(pair: Pair) -> list[object]:
    return [(one.status, one.joined_into, one.duplicates, one.supporters) for one in pair]


@pytest.mark.parametrize("stored", ["neither", "the duplicate", "the other one", "both"])
def test_the_same_call_again_leaves_a_whole_joining(
    stored: str, city: Procedure, before: Pair, after: Pair, who: Find
) -> None:
    """Whatever was stored; what was stays as it is, and nothing is left to find."""
    one = after[0] if stored in ("the duplicate", "both") else before[0]
    two = after[1] if stored in ("the other one", "both") else before[1]
    is_half = stored.startswith("the")
    again = join_cases(city, one, into=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert [is_half, False] == [bool(told(city, pair)) for pair in ((one, two), again)]
    assert standing(after) == standing(again)
    assert (stored in ("the duplicate", "both")) == (one == again[0])
    assert (stored in ("the other one", "both")) == (two == again[1])


@pytest.mark.parametrize("half", [0, 1, 2])
def test_what_is_left_is_done_by_whoever_may_join(
    half: int, city: Procedure, before: Pair, after: Pair, who: Find
) -> None:
    """Nobody is told anything of whole or half joinings who may not join."""
    one, two = ((after[0], before[1]), (before[0], after[1]), after)[half]
    expected = {
        "dpu-liaison": {"wrong_role"},
        "dishub-admin": {"not_the_holder"},
        "system": {"wrong_role"},
    }
    for name, codes in expected.items():
        with pytest.raises(CommandRefused) as refused:
            join_cases(city, one, into=two, by=who(name), at=WED_2026_01_07)
        assert codes <= {reason.code for reason in refused.value.reasons}


PROTECT = commands.protect()
ACCUSE = commands.accuse(agencies=["DISHUB"])
WITHDRAW = commands.withdraw()
NOT_FINISHED: list[
    tuple[int, int, Command, str]
] = [  # stored, what changes since, how, and why not
    (0, 0, PROTECT, "would_be_disclosed"),
    (0, 1, PROTECT, "would_be_disclosed"),
    (0, 0, ACCUSE, "would_be_disclosed"),
    (0, 1, ACCUSE, "would_be_disclosed"),
    (0, 1, WITHDRAW, "not_from_status"),
    (1, 0, PROTECT, "would_be_disclosed"),
    (1, 1, PROTECT, "would_be_disclosed"),
    (1, 0, ACCUSE, "accusation_lost"),
    (1, 1, ACCUSE, "would_be_disclosed"),
    (1, 0, WITHDRAW, "not_from_status"),
    (1, 1, WITHDRAW, "other_case_unfit"),
]


@pytest.mark.parametrize(("stored", "changed", "command", "expected"), NOT_FINISHED)
def test_what_may_not_be_joined_by_now_is_not_finished_but_can_be_undone(
    stored: int, changed: int, command: Command, expected: str, city: Procedure, before: Pair,
    after: Pair, who: Find,
) -> None:  # fmt: skip
    """By the rules of the day, as if nothing had been stored."""
    pair = [after[0], before[1]] if stored == 0 else [before[0], after[1]]
    reporter = Actor.reporter(f"pelapor-{changed + 1}")
    by = reporter if command is WITHDRAW else who("kota-admin")
    pair[changed] = city.perform(pair[changed], command, by=by, at=TUE_2026_01_06)
    admin = who("kota-admin")
    with pytest.raises(CommandRefused) as refused:
        join_cases(city, pair[0], into=pair[1], by=admin, at=WED_2026_01_07)
    apart = separate_cases(city, pair[0], out_of=pair[1], by=admin, at=WED_2026_01_07)

    assert expected in {reason.code for reason in refused.value.reasons}
    assert [] == told(city, apart)


def test_a_joining_is_not_finished_with_another_case(
    city: Procedure, before: Pair, after: Pair, adopted: Adopt, who: Find
) -> None:
    """Half of a joining to 2 is no half of one to 3."""
    by, three = who("kota-admin"), adopted("3")
    with pytest.raises(CommandRefused) as refused:
        join_cases(city, after[0], into=three, by=by, at=WED_2026_01_07)
    with pytest.raises(CommandRefused) as turned:
        join_cases(city, before[1], into=after[0], by=by, at=WED_2026_01_07)

    assert ["not_from_status"] == [reason.code for reason in refused.value.reasons]
    assert ["other_case_unfit"] == [reason.code for reason in turned.value.reasons]


def test_whoever_came_to_stand_behind_the_duplicate_since_is_counted(
    city: Procedure, before: Pair, after: Pair, adopted: Adopt, who: Find
) -> None:
    """The other one was stored alone; a third case was joined to the duplicate before it ended."""
    by = who("kota-admin")
    _, one = join_cases(city, adopted("3"), into=before[0], by=by, at=TUE_2026_01_06)
    again = join_cases(city, one, into=after[1], by=by, at=WED_2026_01_07)

    assert (3, ("1",), "2") == (again[1].supporters, again[1].duplicates, again[0].joined_into)
    assert ["gather", "let_go", "gather"] == [event.kind for event in again[1].events[1:]]
    assert [] == told(city, again)


def test_half_a_separation_is_joined_again(city: Procedure, after: Pair, who: Find) -> None:
    """What left was stored alone, and is joined once more: the other one counted it all along."""
    by = who("kota-admin")
    apart, _ = separate_cases(city, after[0], out_of=after[1], by=by, at=TUE_2026_01_06)
    again = join_cases(city, apart, into=after[1], by=by, at=WED_2026_01_07)

    assert after[1] == again[1]
    assert standing(after) == standing(again)
    assert [] == told(city, again)


def test_what_took_it_in_before_marks_were_noted_takes_it_in_anew(
    city: Procedure, before: Pair, after: Pair, who: Find
) -> None:
    """Else its reporter could count twice."""
    *events, last = after[1].events
    facts = tuple(fact for fact in last.facts if fact[0] != "reporters")
    old = Case.from_events(after[1].complaint, [*events, evolve(last, facts=facts)])
    again = join_cases(city, before[0], into=old, by=who("kota-admin"), at=WED_2026_01_07)

    assert standing(after) == standing(again)
    assert old.version + 2 == again[1].version
