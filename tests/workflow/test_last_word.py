"""The last word: a final answer, and closing, wait for open parts, or say why they don't."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from coordinated import (
    ASK,
    FINAL,
    GIVE,
    INTERIM,
    MON_2026_01_05,
    RELEASE,
    THU_2026_01_08,
    WED_2026_01_07,
    WITHOUT,
    asked,
    refusals,
)

from sp4n.model import Actor
from sp4n.workflow import (
    Case,
    Command,
    Needs,
    Procedure,
    commands,
)

Find = Callable[[str], Actor]
Adopt = Callable[..., Case]


# The last word


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (FINAL, ["parts_open"]),
        (commands.follow_up(answer="Sudah.", answer_kind="final"), ["parts_open"]),
        (commands.follow_up(answer="Sudah.", why_without="."), ["parts_open"]),
        (commands.follow_up(answer="Sudah.", why_without="12"), ["parts_open"]),
        (INTERIM, []),
        (WITHOUT, []),
    ],
)
def test_a_final_answer_waits_for_open_parts_or_says_why_not(
    command: Command, expected: list[str], city: Procedure, adopted: Adopt, who: Find
) -> None:
    """In every status from which it can be given; an interim answer need not wait."""
    for status in ("verified", "followed_up", "replied", "escalated"):
        decision = city.decide(
            asked(adopted(status)), command, by=who("dpu-admin"), at=WED_2026_01_07
        )
        assert expected == ([] if decision else refusals(decision))


def test_nothing_waits_once_no_part_is_open(city: Procedure, adopted: Adopt, who: Find) -> None:
    """None was asked for, it was given, or it was released."""
    given = city.perform(asked(adopted()), GIVE, by=who("dishub-admin"), at=WED_2026_01_07)
    released = city.perform(asked(adopted()), RELEASE, by=who("dpu-admin"), at=WED_2026_01_07)

    for case in (adopted(), given, released):
        assert city.decide(case, FINAL, by=who("dpu-admin"), at=WED_2026_01_07)


def test_the_reason_is_kept_beside_the_history(city: Procedure, adopted: Adopt, who: Find) -> None:
    """And the part stays open: what comes later is still welcome."""
    answered = city.perform(asked(adopted()), WITHOUT, by=who("dpu-admin"), at=WED_2026_01_07)
    later = city.perform(answered, GIVE, by=who("dishub-admin"), at=THU_2026_01_08)

    assert "Dishub belum menjawab." == answered.texts["1000001/3/why_without"].body
    assert ([True], [False]) == tuple(
        [one.is_open for one in case.parts] for case in (answered, later)
    )


def test_options_ask_for_that_reason(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Only while a part is open."""
    admin, at = who("dpu-admin"), WED_2026_01_07
    answers = [
        city.options(case, by=admin, at=at)["follow_up"] for case in (adopted(), asked(adopted()))
    ]

    assert [("answer",), ("answer", "why_without")] == [
        one.fields for one in answers if isinstance(one, Needs)
    ]


def test_closing_is_a_last_word_too_but_not_the_reporters(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """An admin says why; the reporter and the timer close as ever, and the part ends with it."""
    case, later = asked(adopted("followed_up")), THU_2026_01_08
    silence = datetime(2026, 2, 5, 2, 30, tzinfo=UTC)
    why = commands.close(why_without="Dishub tidak menjawab.")
    by_admin = city.decide(case, commands.close(), by=who("dpu-admin"), at=later)
    closed = [
        city.perform(case, why, by=who("dpu-admin"), at=later),
        city.perform(case, commands.close(), by=who("reporter"), at=later),
        city.perform(case, commands.close_by_system(), by=who("system"), at=silence),
    ]

    assert ["parts_open"] == refusals(by_admin)
    assert [[later], [later], [silence]] == [[p.released_at for p in c.parts] for c in closed]


@pytest.mark.parametrize(
    ("status", "command", "by"),
    [
        ("verified", commands.archive(reason="unclear"), "dpu-admin"),
        ("verified", commands.withdraw(), "reporter"),
        ("unverified", commands.block(), "dpu-admin"),
        ("awaiting_completion", commands.expire(), "system"),
    ],
    ids=lambda one: one.code if isinstance(one, Command) else None,
)
def test_whatever_ends_a_case_ends_its_parts(
    status: str, command: Command, by: str, city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Reopening asks nobody again."""
    at = MON_2026_01_05 + timedelta(days=60)
    ended = city.perform(asked(adopted(status)), command, by=who(by), at=at)

    assert [at] == [one.released_at for one in ended.parts]


def test_a_reopened_case_has_no_open_part(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Whoever is needed is asked again."""
    closed = city.perform(
        asked(adopted("followed_up")), commands.close(), by=who("reporter"), at=WED_2026_01_07
    )
    again = city.perform(
        closed, commands.reopen(why="Masih mati."), by=who("reporter"), at=THU_2026_01_08
    )

    assert [False] == [one.is_open for one in again.parts]
    assert city.decide(again, ASK, by=who("dpu-admin"), at=THU_2026_01_08)
