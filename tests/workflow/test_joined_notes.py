"""Notes of joined cases: whoever keeps one of two from somebody sees that the other is not kept."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.model import Actor, Complaint
from sp4n.sla import due_actions
from sp4n.workflow import (
    Accepted,
    Case,
    Command,
    Note,
    Procedure,
    Refused,
    commands,
    join_cases,
    separate_cases,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
DAY = timedelta(1)
LONG_AFTER = MON_2026_01_05 + 60 * DAY
PROTECT = commands.protect()
LIFT = commands.lift_protection(why="Sudah diumumkan sendiri oleh pelapor.")
ACCUSE = commands.accuse(agencies=["DISHUB"])
ACCUSE_ONE = commands.accuse(officers=["dishub-liaison"])
CLEAR = commands.clear(agencies=["DISHUB"], why="Salah kantor.")
KEEPING = ({"protect", "accuse"}, {"protect", "accuse", "recuse"})
"""What keeps the joined case, which is over, from somebody; and the one that it was joined to."""

Find = Callable[[str], Actor]
Pair = tuple[Case, Case]


@pytest.fixture
def pair(city: Procedure, complaint: Callable[..., Complaint], who: Find) -> Pair:
    """Case 1, joined to case 2 on the day after both were adopted; each of another reporter."""
    one, two = (
        city.adopt(
            complaint(number=number, reporter=f"pelapor-{number}"),
            status="verified", holder="DPU", source="x", at=MON_2026_01_05,
        )
        for number in "12"
    )  # fmt: skip
    return join_cases(city, one, into=two, by=who("kota-admin"), at=MON_2026_01_05 + DAY)


@pytest.fixture
def noted(city: Procedure, who: Find) -> Callable[..., dict[str, tuple[Note, ...]]]:
    """The notes beside each command that somebody may give, if there are any."""

    def find(case: Case, by: str = "kota-admin") -> dict[str, tuple[Note, ...]]:
        options = city.options(case, by=who(by), at=case.events[-1].at + DAY)
        return {
            code: one.notes
            for code, one in options.items()
            if not isinstance(one, Refused) and one.notes
        }

    return find


Noted = Callable[..., dict[str, tuple[Note, ...]]]


def of(code: str, *numbers: str) -> tuple[Note, ...]:
    return (Note(code, (("cases", numbers),)),)


def due(city: Procedure, case: Case) -> set[tuple[Note, ...]]:
    """The notes of all that is due of a case in the end."""
    return {action.notes for action in due_actions(city, case, now=LONG_AFTER)}


@pytest.mark.parametrize("side", [0, 1])
def test_whoever_keeps_a_joined_case_from_somebody_sees_that_the_other_stays(
    side: int, pair: Pair, noted: Noted
) -> None:
    """On either side, and beside nothing else."""
    other = pair[1 - side].number
    assert dict.fromkeys(KEEPING[side], of("joined", other)) == noted(pair[side])


@pytest.mark.parametrize("side", [0, 1])
def test_a_reporter_sees_it_without_a_number(side: int, pair: Pair, noted: Noted) -> None:
    """Whose complaint was joined with theirs is not for them to know."""
    name = ("reporter", "other-reporter")[side]

    assert dict.fromkeys(("protect", "accuse"), (Note("joined_others"),)) == noted(pair[side], name)
    assert {} == noted(pair[side], ("other-reporter", "reporter")[side])


def test_the_system_sees_nothing_beside_what_it_does(
    city: Procedure, pair: Pair, who: Find
) -> None:
    """It keeps nothing from anybody."""
    answer = commands.follow_up(answer="Sudah kami tangani.")
    two = city.perform(pair[1], answer, by=who("dpu-admin"), at=MON_2026_01_05 + DAY)
    option = city.options(two, by=who("system"), at=LONG_AFTER)["close_by_system"]

    assert isinstance(option, Accepted)
    assert () == option.notes


def test_what_is_not_joined_has_no_such_note(
    city: Procedure, pair: Pair, noted: Noted, who: Find
) -> None:
    """Neither before nor once it is separated again, whatever happened meanwhile."""
    one, two = pair
    by, at = who("kota-admin"), one.events[-1].at
    one = city.perform(one, PROTECT, by=by, at=at)
    apart = separate_cases(city, one, out_of=two, by=by, at=at)

    assert [{}, {}] == [noted(case) for case in apart]


SINCE: list[tuple[list[Command], bool]] = [
    ([], False),
    ([PROTECT], True),
    ([PROTECT, LIFT], False),
    ([PROTECT, LIFT, PROTECT], True),
    ([ACCUSE], True),
    ([ACCUSE, CLEAR], False),
    ([ACCUSE_ONE], True),
]


@pytest.mark.parametrize(
    ("side", "given", "since"),
    [*((side, *row) for side in (0, 1) for row in SINCE), (1, [commands.recuse()], True)],
)
def test_what_was_kept_since_it_was_joined_is_noted_beside_what_separates(
    side: int, given: list[Command], *, since: bool, city: Procedure, pair: Pair, noted: Noted,
    who: Find,
) -> None:  # fmt: skip
    """On the side where it happened, as long as it lasts."""
    case = pair[side]
    for command in given:
        by = "dpu-admin" if command.code == "recuse" else "kota-admin"
        case = city.perform(case, command, by=who(by), at=case.events[-1].at)
    separating = ("separate", "let_go")[side]
    expected = of("joined_since", pair[1 - side].number) if since else ()

    assert expected == noted(case).get(separating, ())
    assert (() == noted(pair[1 - side]).get(separating, ())) or not given


def test_what_is_due_says_it_too(city: Procedure, pair: Pair, who: Find) -> None:
    """Of the case that stands."""
    by = who("kota-admin")
    two = city.perform(pair[1], PROTECT, by=by, at=MON_2026_01_05 + DAY)
    answer = commands.follow_up(answer="Sudah kami tangani.")
    two, plain = (
        city.perform(case, answer, by=who("dpu-admin"), at=MON_2026_01_05 + 2 * DAY)
        for case in (two, pair[1])
    )

    assert [{()}, {of("joined_since", "1")}] == [due(city, case) for case in (plain, two)]


def test_what_was_joined_since_then_is_as_it_is(
    city: Procedure, complaint: Callable[..., Complaint], pair: Pair, who: Find, noted: Noted
) -> None:
    """What accused the same when it was joined needs nothing; what came before does."""
    by, at = who("kota-admin"), MON_2026_01_05 + 2 * DAY
    three = city.adopt(
        complaint(number="3", accused={"DISHUB"}),
        status="verified", holder="DPU", source="x", at=MON_2026_01_05,
    )  # fmt: skip
    two = city.perform(pair[1], ACCUSE, by=by, at=at)
    _, two = join_cases(city, three, into=two, by=by, at=at)

    assert of("joined_since", "1") == noted(two)["let_go"]
    assert of("joined", "1", "3") == noted(two)["protect"]


def test_the_sentences_name_what_separates() -> None:
    """In both languages."""
    notes: list[Any] = [*of("joined", "1", "3"), Note("joined_others"), *of("joined_since", "1")]
    said = [note.describe(language) for note in notes for language in ("en", "id")]

    assert [True] * 6 == ["separate" in one for one in said]
    assert (
        "joined with 1, 3, which this does not change: do the same there, or separate them first"
        " (`separate`)" == said[0]
    )


def test_an_officer_of_an_adopted_case_sees_what_it_was_joined_to(pair: Pair, noted: Noted) -> None:
    """A history from elsewhere may begin with a joined case."""
    one, _ = pair
    facts = (*one.events[0].facts, ("into", "2"))
    first = evolve(one.events[1], number=1, kind="adopt", facts=facts)

    assert of("joined", "2") == noted(Case.from_events(one.complaint, [first]))["protect"]
