"""What a table must not do when it is at work, whoever wrote it."""

from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.model import Directory
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    CommandField,
    CommandKind,
    Effect,
    FieldKind,
    Procedure,
    Transition,
    Workflow,
    extended,
)

X = Label(id="x", en="x")
WEEK = Limit(5, "working days")
TO = CommandField("to", FieldKind.AGENCY)


def own(kind: CommandKind, **row: Any) -> Workflow:
    """LAPOR! with a command of one's own, which an operator may give from verified."""
    given: dict[str, Any] = {"who": ("operator",), "target": "replied"} | row
    return evolve(
        LAPOR,
        version="own/1",
        commands=(*LAPOR.commands, kind),
        transitions=(*LAPOR.transitions, Transition("verified", kind.code, **given)),
    )


def field(name: str, kind: str, **more: Any) -> CommandKind:
    return CommandKind("x", X, (CommandField(name, FieldKind(kind), **more),))


CASES: list[tuple[Workflow, list[tuple[str, str]]]] = [
    (own(CommandKind("x", X)), []),
    (evolve(LAPOR, version="x", initial="blocked"), [("initial", "initial_not_open")]),
    (
        own(CommandKind("x", X, (), (Effect.ASSIGN,))),
        [("command.x.fields.to", "missing"), ("transition[30].guards", "needs_guard")],
    ),
    (own(CommandKind("x", X, (TO,), (Effect.ASSIGN,)), guards=("receiver_is_fit",)), []),
    (
        own(
            CommandKind("x", X, (TO,), (Effect.ASSIGN, Effect.GIVE_BACK)),
            guards=("receiver_is_fit",),
        ),
        [("command.x.effects", "contradiction")],
    ),
    (own(CommandKind("x", X, (), (Effect.LINK,))), [("transition[30].guards", "needs_guard")]),
    (
        own(
            CommandKind("x", X, (CommandField("into", FieldKind.CASE),), (Effect.LINK,)),
            guards=("other_takes_in",),
        ),
        [("command.x.fields.into.required", "missing")],
    ),
    (own(field("to", "text")), [("command.x.fields.to", "bad_field_name")]),
    (
        own(field("category", "choice", choices=("a",))),
        [("command.x.fields.category", "bad_field_name")],
    ),
    (own(field("partner", "agency")), [("command.x.fields.partner", "bad_field_name")]),
    (own(field("c", "choice")), [("command.x.fields.c.choices", "missing")]),
    (
        own(
            CommandKind(
                "x", X, tuple(CommandField(name, FieldKind.TEXT, text_kind="t") for name in "cd")
            )
        ),
        [("command.x.text_kind.t", "duplicate")],
    ),
    (
        own(CommandKind("x", X, (CommandField("c", FieldKind.COUNT),) * 2)),
        [("command.x.fields.c", "duplicate")],
    ),
    (
        own(CommandKind("x", X), guards=("category_is_known",)),
        [("transition[30].guards", "guard_without_field")],
    ),
    (
        own(CommandKind("x", X), who=("system",), after=WEEK, target="verified"),
        [("transition[30].to", "timer_goes_nowhere")],
    ),
    (
        own(CommandKind("x", X), who=("system",), after=WEEK, at_most=1),
        [("transition[30].after", "timer_is_limited")],
    ),
    (
        own(CommandKind("x", X), who=("system",), after=WEEK, until=WEEK),
        [("transition[30].after", "timer_is_limited")],
    ),
]


@pytest.mark.parametrize(("table", "expected"), CASES)
def test_an_unsafe_table_is_not_put_to_work(
    table: Workflow, expected: list[tuple[str, str]], directory: Directory
) -> None:
    """It may be drawn and checked; but no procedure works by it, not even for older cases."""
    found = []
    try:
        Procedure(table, directory, indonesia())
    except InvalidValue as error:
        found = [(one.where, one.code) for one in error.faults]

    assert expected == found
    if expected:
        with pytest.raises(InvalidValue):
            Procedure(LAPOR, directory, indonesia(), (table,))


def test_lapor_and_every_extension_are_safe(directory: Directory) -> None:
    """Alone and all together."""
    for names in ([], *([one] for one in EXTENSIONS), list(EXTENSIONS)):
        Procedure(extended(LAPOR, {name: {} for name in names}), directory, indonesia())


def test_a_row_that_nobody_may_take_is_no_row() -> None:
    """Nor does a caller's list change a table afterwards."""
    with pytest.raises(InvalidValue, match="must not be empty"):
        own(CommandKind("x", X), who=())
    rows = list(LAPOR.transitions)
    table = Workflow("x", list(LAPOR.statuses), list(LAPOR.commands), rows, "unverified")
    rows.clear()

    assert LAPOR.transitions == table.transitions
    assert isinstance(hash(table), int)
    with pytest.raises(TypeError):
        table.phases["verified"] = table.phases["blocked"]  # type: ignore[index]
