"""Coordination: other offices are asked for their parts and give them, while the holder leads."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest
from attrs import evolve
from coordinated import (
    ASK,
    ASK_SECRETLY,
    FINAL,
    GIVE,
    RELEASE,
    THU_2026_01_08,
    TUE_2026_01_06,
    WED_2026_01_07,
    asked,
    refusals,
)

import sp4n
from sp4n.model import Actor, Role
from sp4n.workflow import (
    Case,
    Command,
    Needs,
    Procedure,
    commands,
    is_barred,
    join_cases,
)

Find = Callable[[str], Actor]
Adopt = Callable[..., Case]


def test_two_offices_answer_together(city: Procedure, adopted: Adopt, who: Find) -> None:
    """The holder asks, the other office gives its part, the holder answers; each has its time."""
    case = city.perform(adopted(), ASK, by=who("dpu-liaison"), at=TUE_2026_01_06)
    given = city.perform(case, GIVE, by=who("dishub-liaison"), at=WED_2026_01_07)
    answered = city.perform(given, FINAL, by=who("dpu-operator"), at=THU_2026_01_08)
    (before,), (part,) = case.parts, answered.parts

    assert (True, "DISHUB", TUE_2026_01_06, who("dpu-liaison"), None) == (
        before.is_open, before.agency, before.asked_at, before.asked_by, before.contributed_at,
    )  # fmt: skip
    assert (False, WED_2026_01_07, who("dishub-liaison"), None) == (
        part.is_open, part.contributed_at, part.contributed_by, part.released_at,
    )  # fmt: skip
    assert (("1000001/2/question",), ("1000001/3/contribution",)) == (
        part.asked_texts, part.contributed_texts,
    )  # fmt: skip
    assert "Milik kami; diperbaiki hari Kamis." == answered.texts["1000001/3/contribution"].body
    assert ("followed_up", "DPU") == (answered.status, answered.holder)


def test_parts_move_no_status_no_holder_and_no_timer(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Asked, given, asked again, released: the case is where it was, since when it was."""
    case = adopted("followed_up")
    for command, by in ((ASK, "dpu"), (GIVE, "dishub"), (ASK, "dpu"), (RELEASE, "dpu")):
        moved = city.perform(case, command, by=who(f"{by}-admin"), at=TUE_2026_01_06)
        assert (case.status, case.phase, case.holders, case.since_at, case.senders, case.tried) == (
            moved.status, moved.phase, moved.holders, moved.since_at, moved.senders, moved.tried,
        )  # fmt: skip
        case = moved

    assert [(TUE_2026_01_06, None), (None, TUE_2026_01_06)] == [
        (one.contributed_at, one.released_at) for one in case.parts
    ]
    (timer,) = city.workflow.timers("followed_up")
    assert city.timer_ends_at(adopted("followed_up"), timer) == city.timer_ends_at(case, timer)


# Who may


LEADERS = {"dpu-admin", "dpu-liaison", "double-liaison@DPU"}
ASKED = {"dishub-admin", "dishub-liaison", "double-liaison@DISHUB"}
HANDLED = {"verified", "escalated", "followed_up", "replied"}
OPEN = HANDLED | {"unverified", "awaiting_completion"}
MAY = {"involve": (LEADERS, HANDLED), "release": (LEADERS, OPEN), "contribute": (ASKED, OPEN)}
"""By hand: who may, and in which statuses."""
OTHERS = {
    "nasional-admin", "prov-admin", "kota-admin", "kota-liaison", "dpu-operator", "dpu-former",
    "dpu-future", "bidang-admin", "kab-admin", "kem-admin", "dishub-liaison@DPU",
    "dpu-admin@DISHUB",
    "dpu-liaison@KOTA", "reporter", "other-reporter", "system",
}  # fmt: skip


@pytest.mark.parametrize("name", MAY)
def test_who_may_say_what_about_parts(
    name: str, city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Every status, every actor: those of the holder, or those who were asked, and nobody else."""
    people, statuses = MAY[name]
    command = {
        "involve": commands.involve(to="KEM", question="Anggaran siapa?"),
        "release": RELEASE,
        "contribute": GIVE,
    }[name]
    cells = [*product((one.code for one in city.workflow.statuses), LEADERS | ASKED | OTHERS)]
    cases = {one.code: asked(adopted(one.code)) for one in city.workflow.statuses}

    assert {(status, by): status in statuses and by in people for status, by in cells} == {
        (status, by): bool(city.decide(cases[status], command, by=who(by), at=WED_2026_01_07))
        for status, by in cells
    }


def test_who_was_not_asked_hears_who_was(city: Procedure, adopted: Adopt, who: Find) -> None:
    """As do those whose part is over."""
    case = asked(adopted())
    given = city.perform(case, GIVE, by=who("dishub-admin"), at=WED_2026_01_07)
    early = city.decide(case, GIVE, by=who("kem-admin"), at=WED_2026_01_07)
    late = city.decide(given, GIVE, by=who("dishub-admin"), at=WED_2026_01_07)

    assert ["not_involved"] == refusals(early) == refusals(late)
    assert "KEM was not asked for a part, or its part is over; who may: the people of DISHUB" == (
        str(early)
    )


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("TIDAK", "unknown_agency"),
        ("LAMA", "agency_inactive"),
        ("DPU", "already_the_holder"),
        ("DISHUB", "already_involved"),
    ],
)
def test_not_everybody_can_be_asked(
    to: str, expected: str, city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Who is there, does not hold it, and has not been asked already."""
    command = commands.involve(to=to, question="Lampu siapa?")
    decision = city.decide(asked(adopted()), command, by=who("dpu-admin"), at=TUE_2026_01_06)

    assert [expected] == refusals(decision)


@pytest.mark.parametrize("command", [GIVE, RELEASE, ASK], ids=lambda one: str(one.code))
def test_what_is_said_about_a_part_is_said_in_words(
    command: Command, city: Procedure, adopted: Adopt, who: Find
) -> None:
    """A full stop, or a number, is no question, no contribution and no reason."""
    by = who("dishub-admin" if command == GIVE else "dpu-admin")
    case = adopted() if command == ASK else asked(adopted())
    field = {"contribute": "text", "release": "why", "involve": "question"}[command.code]

    for nothing in (".", "12"):
        said = Command(command.code, {**dict(command.fields), field: nothing})
        assert ["field_without_words"] == refusals(
            city.decide(case, said, by=by, at=TUE_2026_01_06)
        )


def test_options_say_who_may_be_released_only_while_there_is_somebody(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Refused means refused whatever the fields say."""
    admin, at = who("dpu-admin"), TUE_2026_01_06

    assert ["no_open_part"] == refusals(city.options(adopted(), by=admin, at=at)["release"])
    options = city.options(asked(adopted()), by=admin, at=at)
    assert isinstance(options["release"], Needs)
    assert ("to", "why") == options["release"].fields


# Who may know


def test_asking_discloses_a_confidential_case_and_needs_a_reason(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Before, and after its part is over, the other office knows of no such case."""
    case = adopted(confidential=True)
    shy = city.decide(case, ASK, by=who("dpu-admin"), at=TUE_2026_01_06)
    during = city.perform(case, ASK_SECRETLY, by=who("dpu-admin"), at=TUE_2026_01_06)
    given = city.perform(during, GIVE, by=who("dishub-liaison"), at=WED_2026_01_07)
    released = city.perform(during, RELEASE, by=who("dpu-admin"), at=WED_2026_01_07)
    stories = (case, during, given, released)

    assert ["disclosure_unreasoned"] == refusals(shy)
    assert [False, True, False, False] == [
        city.may_know(one, by=who("dishub-liaison"), at=WED_2026_01_07) for one in stories
    ]
    for other in ("kem-admin", "kab-admin", "dishub-liaison@KEM", "other-reporter"):
        assert not city.may_know(during, by=who(other), at=WED_2026_01_07)
    assert ["not_found"] == refusals(
        city.decide(given, GIVE, by=who("dishub-liaison"), at=WED_2026_01_07)
    )


def test_options_ask_for_a_reason_to_tell_another_office(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Only where there is something to tell."""
    options = [
        city.options(adopted(confidential=one), by=who("dpu-admin"), at=TUE_2026_01_06)["involve"]
        for one in (False, True)
    ]

    assert [("to", "question"), ("to", "question", "why")] == [
        one.fields for one in options if isinstance(one, Needs)
    ]


@pytest.mark.parametrize("accused", ["DISHUB", "KOTA"])
def test_the_accused_and_all_below_them_are_never_asked(
    accused: str, city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Nor do they give what they were asked for before."""
    case = adopted(holder="PROV", accused={accused})
    forged = asked(case)

    ask = city.decide(case, ASK, by=who("prov-admin"), at=TUE_2026_01_06)
    give = city.decide(forged, GIVE, by=who("dishub-admin"), at=WED_2026_01_07)

    assert (["agency_accused"], ["not_found"]) == (refusals(ask), refusals(give))
    assert is_barred(forged, "DISHUB", directory=city.directory, on=date(2026, 1, 7))
    assert not city.may_know(forged, by=who("dishub-liaison"), at=WED_2026_01_07)


def test_an_officer_who_is_barred_gives_no_part(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Their colleagues do."""
    barred = {"dishub-admin", "double-liaison"}
    case = asked(adopted(accused_officers=barred))

    assert [["not_found"], ["not_found"]] == [
        refusals(city.decide(case, GIVE, by=who(by), at=WED_2026_01_07))
        for by in ("dishub-admin", "double-liaison@DISHUB")
    ]
    assert city.decide(case, GIVE, by=who("dishub-liaison"), at=WED_2026_01_07)


def test_a_city_says_who_of_an_involved_office_gives_its_part(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Whoever of them has another role is told that, and nothing of the part."""
    rows = tuple(
        evolve(row, who=(Role.OPERATOR,)) if row.command == "contribute" else row
        for row in city.workflow.transitions
    )
    strict = evolve(city, workflow=evolve(city.workflow, transitions=rows))
    case = strict.perform(adopted(), ASK, by=who("dpu-liaison"), at=TUE_2026_01_06)

    decision = strict.decide(case, GIVE, by=who("dishub-liaison"), at=WED_2026_01_07)

    assert ["wrong_role"] == refusals(decision)


# Whether a case is coordinated


def test_a_case_is_coordinated_from_the_first_question_on(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Whatever became of it: given, given up, or closed; and nothing else makes it so."""
    steps = [
        (commands.hold(missing="Lampu yang mana?"), "dpu-admin"),
        (commands.complete(addition="Yang di simpang."), "reporter"),
        (commands.verify(to="DPU"), "kota-admin"),
        (ASK, "dpu-liaison"),
        (GIVE, "dishub-liaison"),
        (ASK, "dpu-liaison"),
        (RELEASE, "dpu-liaison"),
        (FINAL, "dpu-liaison"),
        (commands.close(), "kota-admin"),
    ]
    case, told = adopted(), []
    for command, by in steps:
        case = city.perform(case, command, by=who(by), at=TUE_2026_01_06)
        told.append(case.is_coordinated)

    assert [False] * 3 + [True] * 6 == told


def test_what_is_coordinated_follows_from_the_history_alone(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Folded anew, read from a document, or as it was before; it is no part of what a case is."""
    plain = adopted()
    case = city.perform(plain, ASK, by=who("dpu-liaison"), at=TUE_2026_01_06)
    read = sp4n.load(sp4n.dump(case))
    assert isinstance(read, Case)
    again = Case.from_events(case.complaint, case.events, case.texts)
    before = case.as_of(TUE_2026_01_06 - timedelta(1))

    assert before is not None
    assert [True] * 3 == [one.is_coordinated for one in (case, read, again)]
    assert [False] * 2 == [one.is_coordinated for one in (plain, before)]
    assert (case.parts, ()) == (again.parts, before.parts)


def test_what_was_joined_brings_no_coordination_along(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Each case has parts of its own."""
    one = city.perform(adopted(), ASK, by=who("dpu-liaison"), at=TUE_2026_01_06)
    other = evolve(one.complaint, number="1000002")
    two = Case.from_events(other, [evolve(adopted().events[0], case="1000002")])
    joined, host = join_cases(city, one, into=two, by=who("kota-admin"), at=TUE_2026_01_06)

    assert (True, False) == (joined.is_coordinated, host.is_coordinated)
