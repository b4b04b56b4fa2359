"""Rights: what a lawyer would ask, each question by planted rows, and what is never told."""

from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve
from planted_rows import ADMINS, BELOW, LEAVES, PLANTED, QUITS, WEEK, WITHIN, WORDS, of, row, table

from sp4n.findings import Severity
from sp4n.messages import catalogue
from sp4n.model import Role
from sp4n.workdays import Limit
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Effect,
    Phase,
    Workflow,
    extended,
)
from sp4n.workflow.rights import check_rights

QUESTIONS = {
    "closed_without_answer": Severity.ERROR,
    "system_ends_untouched": Severity.ERROR,
    "reporter_decides": Severity.ERROR,
    "in_anothers_name": Severity.ERROR,
    "answer_without_words": Severity.ERROR,
    "no_reason_required": Severity.WARNING,
    "gains_a_right": Severity.WARNING,
    "reporter_loses_a_right": Severity.WARNING,
    "completion_cut_short": Severity.WARNING,
}


def test_each_question_is_asked_by_at_least_three_tables() -> None:
    """And there is no other question."""
    asked = [code for code, *_ in PLANTED.values()]

    assert QUESTIONS.keys() == set(asked)
    assert min(map(asked.count, QUESTIONS)) >= 3
    assert QUESTIONS.keys() <= catalogue("en")["finding"].keys()


UNTOUCHED = [name for name, planted in PLANTED.items() if planted[0] == "system_ends_untouched"]


@pytest.mark.parametrize("name", UNTOUCHED)
def test_what_the_system_ends_untouched_is_not_told_as_a_gain_too(name: str) -> None:
    """Worse is said of the row already."""
    workflow = PLANTED[name][1]
    (found,) = of("system_ends_untouched", workflow)

    assert found.witness not in [gain.witness for gain in of("gains_a_right", workflow)]


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_found(name: str) -> None:
    """By its code, with its witness, and who can do it."""
    code, workflow, witness, who = PLANTED[name]

    (found,) = of(code, workflow)

    assert witness == found.witness
    assert who is None or tuple(map(str, who)) == dict(found.facts)["who"]
    assert not found.is_accepted
    only_theirs = (code, who) == ("closed_without_answer", ("reporter",))
    assert (Severity.WARNING if only_theirs else QUESTIONS[code]) is found.severity
    named = dict(found.facts)["status"]
    assert f"workflow.status.{named}" == found.where
    assert str(named) in witness


@pytest.mark.parametrize("name", PLANTED)
def test_every_sentence_is_whole(name: str) -> None:
    """In both languages: no fact is missing, no code of a deed or a role is left."""
    for found in check_rights(PLANTED[name][1]):
        for message in (found.describe("id"), found.describe("en")):
            assert not {"?", "{", "}"} & set(message)
            assert not {"national_admin", "assign_below", "give_back"} & set(message.split())


# No finding


RENAMED = evolve(
    LAPOR,
    version="kata-lain/1",
    statuses=[evolve(one, code=f"own_{one.code}") for one in LAPOR.statuses],
    commands=[evolve(one, code=f"own_{one.code}") for one in LAPOR.commands],
    transitions=[
        evolve(one, source=f"own_{one.source}", command=f"own_{one.command}",
               target=f"own_{one.target}")
        for one in LAPOR.transitions
    ],
    initial="own_unverified",
)  # fmt: skip

ALLOWED: Mapping[str, Workflow] = {
    "LAPOR! itself": LAPOR,
    "LAPOR! in a city's own words": RENAMED,
    "officers may less often": evolve(
        LAPOR,
        transitions=[
            evolve(one, at_most=9) if Role.AGENCY_ADMIN in one.who else one
            for one in LAPOR.transitions
        ],
    ),
    "fewer officers may": table(
        row("verified", "archive", Role.AGENCY_ADMIN, "archived_by_admin"),
        without=LAPOR.rows("verified", "archive"),
    ),
    "an admin may do no more than admins do in that phase": table(
        row("verified", "go", Role.OPERATOR, "surveyed"), LEAVES,
        row("surveyed", "archive", ADMINS, "archived_by_admin"),
        row("surveyed", "follow_up", Role.OPERATOR, "followed_up"),
    ),
    "a step within a phase": table(
        row("verified", "go", Role.OPERATOR, "surveyed"), LEAVES,
        row("surveyed", "go", Role.OPERATOR, "verified"),
    ),
    "work begun": table(
        row("verified", "go", Role.OPERATOR, "in_work"), QUITS,
        row("in_work", "follow_up", Role.OPERATOR, "followed_up"),
    ),
    "closed in one step with its answer": table(
        row("verified", "answer_and_close", Role.OPERATOR, "answered"),
        row("answered", "reply", "reporter", "replied"),
        row("answered", "withdraw", "reporter", "archived_by_reporter"),
        row("answered", "close", (*ADMINS, "reporter"), "settled"),
    ),
    "a reply until the timer closes": table(
        row("followed_up", "reply", "reporter", "replied", until=Limit(10, "working days")),
        without=LAPOR.rows("followed_up", "reply"),
    ),
    "the reporter goes on and on": table(row("replied", "tell", "reporter", "replied")),
    "the reporter completes to where it was": table(
        row("awaiting_completion", "tell", "reporter", "verified")
    ),
    "the reporter closes what was answered": table(
        row("replied", "go", "reporter", "settled")
    ),
    "the reporter opens again what was closed": table(
        row("closed_by_admin", "wake", "reporter", "replied")
    ),
    "an onward disposition that goes only downward": table(
        row("verified", "pass_on", Role.AGENCY_ADMIN, "verified", *BELOW)
    ),
    "a timer that takes what waits to the office": table(
        row("awaiting_completion", "go", "system", "unverified", after=WEEK)
    ),
    "a timer that can never come": table(
        row("verified", "tell", "system", "closed_by_system", after=WEEK)
    ),
    "a reporter for whom nothing lies below": table(
        row("verified", "pass_on", "reporter", "verified", *BELOW)
    ),
    "a month and a half to complete": LAPOR.with_timers({"expire": "26 working days"}),
    "a month to complete": LAPOR.with_timers({"expire": "30 calendar days"}),
    "weeks of office hours to complete": LAPOR.with_timers({"expire": "208 working hours"}),
    "silence that ends sooner after an answer": LAPOR.with_timers(
        {"close_by_system": "7 working days"}
    ),
    "a status that nothing leads out of is told elsewhere": table(
        row("replied", "go", Role.OPERATOR, "in_work")
    ),
    "a status that nobody comes into is told elsewhere": table(
        row("surveyed", "follow_up", Role.OPERATOR, "followed_up")
    ),
    **{f"the extension {name}": extended(LAPOR, {name: {}}) for name in EXTENSIONS},
    "every extension": extended(LAPOR, {name: {} for name in EXTENSIONS}),
    "every extension of a table in other words": extended(
        RENAMED, {name: {} for name in EXTENSIONS}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_what_lapor_allows_too_is_not_told(name: str) -> None:
    """Nor what an extension that is switched on is known for."""
    told = [str(one) for one in check_rights(ALLOWED[name]) if not one.is_accepted]

    assert [] == told


KNOWN = {
    "duplicates": {"merge", "gather", "separate", "let_go"},
    "escalation": {"escalate"},
    "return_limit": {"adjudicate"},
    "closing_after_reply": {"close_by_system"},
    "recusal": {"recuse"},
    "coordination": {"involve", "contribute"},
    "protection": {"protect", "lift_protection", "accuse", "clear", "dispose"},
    "revival": {"revive"},
    "time_extension": {"extend"},
    "counter_service": {"withdraw"},
}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_what_an_extension_is_known_for_is_told_as_accepted(name: str) -> None:
    """With a reason that names the extension in both languages."""
    found = check_rights(extended(LAPOR, {name: {}}))

    assert KNOWN.get(name, set()) == {dict(one.facts)["command"] for one in found}
    for one in found:
        assert one.accepted_because is not None
        assert name in one.accepted_because.describe("id")
        assert name in one.accepted_because.describe("en")


def test_an_extension_that_a_city_changed_is_not_accepted() -> None:
    """Somebody else may take its row; or it is not switched on at all."""
    joined = extended(LAPOR, {"duplicates": {}})
    anybody = evolve(
        joined,
        transitions=[
            evolve(one, who=(*one.who, Role.OPERATOR)) if one.command == "merge" else one
            for one in joined.transitions
        ],
    )
    by_hand = evolve(joined, version="kota-contoh/1")

    assert {"merge"} == {
        dict(one.facts)["command"] for one in check_rights(anybody) if not one.is_accepted
    }
    assert all(not one.is_accepted for one in check_rights(by_hand))
    assert len(check_rights(by_hand)) == len(check_rights(joined))


@pytest.mark.parametrize(
    "fields",
    [{"effects": [Effect.LINK, Effect.CORRECT]}, {"fields": [WORDS]}],
    ids=["another effect", "other fields"],
)
def test_an_extension_whose_command_does_something_else_is_not_accepted(fields: Any) -> None:
    """Though its rows are as the extension made them."""
    joined = extended(LAPOR, {"duplicates": {}})
    kinds = [evolve(one, **fields) if one.code == "merge" else one for one in joined.commands]

    found = check_rights(evolve(joined, commands=kinds))

    assert {("merge", False), *((name, True) for name in ("gather", "separate", "let_go"))} == {
        (dict(one.facts)["command"], one.is_accepted)
        for one in found
        if one.code == "gains_a_right"
    }


# What a finding says


@pytest.mark.parametrize(
    ("who", "over"),
    [
        ("operator", "holder"),
        ("liaison_officer", "holder"),
        ("agency_admin", "above"),
        ("national_admin", "above"),
        ("system", "any"),
    ],
)
def test_who_gains_what_over_whom(who: str, over: str) -> None:
    """An officer over their agency's cases, an admin over those below too, the system over all."""
    after = WEEK if who == "system" else None
    planted = table(row("followed_up", "go", who, "shelved", after=after))

    assert [(over,)] == [dict(one.facts)["over"] for one in of("gains_a_right", planted)]


def test_each_is_told_what_they_gain_themselves() -> None:
    """A row that two roles may take, of whom one could do half of it before."""
    planted = table(row("verified", "shrug", (Role.OPERATOR, Role.AGENCY_ADMIN), "shelved"))

    assert {("operator",): ("archive",)} == {
        dict(one.facts)["who"]: dict(one.facts)["deeds"] for one in of("gains_a_right", planted)
    }


def test_of_handing_on_the_furthest_is_told() -> None:
    """Not that a unit below may be handed it as well."""
    planted = table(row("verified", "pass_on", Role.OPERATOR, "verified", *WITHIN))

    assert [("assign_within",)] == [
        dict(one.facts)["deeds"] for one in of("gains_a_right", planted)
    ]


@pytest.mark.parametrize(
    ("who", "severity"),
    [
        (("reporter",), Severity.WARNING),
        (("reporter", Role.OPERATOR), Severity.ERROR),
        ((Role.OPERATOR,), Severity.ERROR),
    ],
)
def test_closing_without_an_answer_is_worse_by_an_office(who: Any, severity: Severity) -> None:
    """A reporter who closes their own complaint only harms the statistics."""
    (found,) = of("closed_without_answer", table(row("verified", "go", who, "settled")))

    assert severity is found.severity


def test_an_end_whose_code_means_something_else_here_names_nobody() -> None:
    """A city may call a status as it likes; LAPOR!'s meaning is that of LAPOR!'s phase."""
    planted = table(row("verified", "go", ADMINS, "archived_by_reporter"))
    blocked = [
        evolve(one, phase=Phase.BLOCKED) if one.code == "archived_by_reporter" else one
        for one in planted.statuses
    ]

    assert 1 == len(of("in_anothers_name", planted))
    assert [] == of("in_anothers_name", evolve(planted, statuses=blocked))


def test_a_row_that_only_adopted_cases_come_to_is_shown_alone() -> None:
    """There is no way to it from the beginning."""
    planted = table(row("surveyed", "archive", Role.OPERATOR, "archived_by_admin"))

    assert [("surveyed", "archive", "archived_by_admin")] == [
        one.witness for one in of("gains_a_right", planted)
    ]
