"""Who, when and what a command says are given by name, so that no call can mix them up."""

from collections.abc import Callable
from inspect import Parameter, isclass, signature
from typing import Any

import pytest

import sp4n.workflow
from sp4n.workflow import (
    Case,
    Procedure,
    commands,
    join_cases,
    separate_cases,
    standing_answer,
)
from sp4n.workflow.extensions import (
    closing_after_reply,
    escalation,
    rating,
    reopening,
    return_limit,
)


@pytest.mark.parametrize(
    ("called", "by_place", "by_name"),
    [
        (Case, "complaint events texts", "additions"),
        (Procedure.receive, "self complaint", "at by proposal receive_at receive_confidential_at"),
        (
            Procedure.adopt,
            "self complaint",
            "status holder source at since_at first_disposed_at steps",
        ),
        (Procedure.decide, "self case command", "by at based_on beside not_after"),
        (Procedure.perform, "self case command", "by at based_on beside not_after"),
        (Procedure.options, "self case", "by at beside"),
        (Procedure.may_know, "self case", "by at"),
        (join_cases, "procedure duplicate", "into by at"),
        (commands.accuse, "", "agencies officers note"),
        (commands.clear, "", "why agencies officers"),
        (commands.protect, "", "note"),
        (commands.lift_protection, "", "why"),
        (commands.revive, "", "why"),
        (separate_cases, "procedure joined", "out_of by at"),
        (standing_answer, "procedure case", "beside"),
        (commands.adjudicate, "", "to note"),
        (commands.archive, "", "reason note"),
        (commands.block, "", "note"),
        (commands.complete, "", "addition"),
        (commands.dispose, "", "to note"),
        (commands.close, "", "why_without"),
        (commands.contribute, "", "text"),
        (commands.follow_up, "", "answer answer_kind why_without"),
        (commands.involve, "", "to question why"),
        (commands.release, "", "to why"),
        (commands.hold, "", "missing"),
        (commands.join, "", "into note"),
        (commands.rate, "", "score comment"),
        (commands.keyed_in, "command", "came_by letter"),
        (commands.recuse, "", "note"),
        (commands.reopen, "", "why"),
        (commands.reply, "", "message"),
        (commands.return_to_sender, "", "why"),
        (commands.separate, "", "out_of note"),
        (commands.verify, "", "to title body category classification"),
        (reopening, "workflow", "window times"),
        (escalation, "workflow", "after"),
        (rating, "workflow", "window"),
        (return_limit, "workflow", "returns"),
        (closing_after_reply, "workflow", "after"),
    ],
    ids=lambda value: value.__qualname__ if callable(value) else None,
)
def test_options_are_given_by_name(called: Callable[..., Any], by_place: str, by_name: str) -> None:
    """What it is about comes in its place, the rest by name."""
    found = signature(called).parameters.values()

    assert (by_place.split(), by_name.split()) == (
        [one.name for one in found if one.kind is Parameter.POSITIONAL_OR_KEYWORD],
        [one.name for one in found if one.kind is Parameter.KEYWORD_ONLY],
    )


def test_english_is_spoken_unless_another_language_is_asked_for() -> None:
    """Wherever a public value can speak, the language may be left out."""
    public = [getattr(sp4n.workflow, name) for name in sp4n.workflow.__all__]
    classes = [one for one in public if isclass(one)]
    methods = [one for each in classes for name, one in vars(each).items() if name[0] != "_"]
    speaking = [
        signature(one).parameters["language"]
        for one in (*public, *methods)
        if callable(one) and "language" in getattr(one, "__annotations__", ())
    ]

    assert len(speaking) > 5
    assert {"en"} == {one.default for one in speaking}
