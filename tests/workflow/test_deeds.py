"""Deeds: what a row does, by its command's effects and by the phases between which it leads."""

import pytest
from attrs import evolve
from planted_rows import KINDS, kind, row

from sp4n.labels import Label
from sp4n.model import Role
from sp4n.workflow import (
    LAPOR,
    Effect,
    Phase,
    Status,
    Workflow,
)
from sp4n.workflow.deeds import DEED_LABELS, Deed, deeds, furthest, rights

# What it means to lead from a phase (first) to another (in this order).
ORDER = (
    "new",
    "assigned",
    "in_progress",
    "answered",
    "waiting_reporter",
    "closed",
    "archived",
    "blocked",
)
STEPS = """
new              | -      | verify | verify | verify answer | ask        | close | archive | block
assigned         | -      | -      | -      | answer        | ask        | close | archive | block
in_progress      | -      | -      | -      | answer        | ask        | close | archive | block
answered         | -      | -      | -      | -             | ask        | close | archive | block
waiting_reporter | -      | -      | -      | answer        | -          | close | archive | block
closed           | revive | revive | revive | revive answer | revive ask | -     | archive | block
archived         | revive | revive | revive | revive answer | revive ask | close | -       | block
blocked          | revive | revive | revive | revive answer | revive ask | close | archive | -
"""


@pytest.mark.parametrize("line", STEPS.strip().splitlines())
def test_a_step_between_phases_is_a_deed(line: str) -> None:
    """Whatever the command is called, and though it has no effect."""
    source, *cells = (cell.strip() for cell in line.split("|"))
    phases = {code: Status(code, Phase(code), Label(id=code, en=code)) for code in ORDER}
    expected = {
        to: set(cell.replace("-", "").split()) for to, cell in zip(ORDER, cells, strict=True)
    }

    actual = {}
    for target in ORDER:
        step = row(source, "go", Role.OPERATOR, target)
        tiny = Workflow("tiny/1", tuple(phases.values()), KINDS[:1], [step], source)
        actual[target] = {deed.value for deed in deeds(tiny, step)}

    assert expected == actual


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (Effect.GIVE_BACK, {"give_back"}),
        (Effect.ESCALATE, {"escalate"}),
        (Effect.CORRECT, {"correct"}),
        (Effect.ASK, {"ask"}),
        (Effect.ANSWER, {"answer"}),
        (Effect.LINK, {"join"}),
        (Effect.REOPEN, {"revive"}),
        (Effect.RATE, {"rate"}),
        (Effect.ASSIGN, {"assign_below", "assign_within", "assign_anywhere"}),
    ],
)
def test_an_effect_is_a_deed(effect: Effect, expected: set[str]) -> None:
    """Though the status stays."""
    step = row("verified", "x", Role.OPERATOR, "verified")
    acting = evolve(
        LAPOR, commands=(*LAPOR.commands, kind("x", effects=[effect])), transitions=[step]
    )

    assert expected == {deed.value for deed in deeds(acting, step)}


def test_rights_are_what_all_rows_of_a_phase_give() -> None:
    """Of LAPOR!, some by hand."""
    found = rights(LAPOR)

    assert {Deed.ANSWER} == found["operator", Phase.ASSIGNED]
    assert {Deed.CLOSE, Deed.ARCHIVE} == found["reporter", Phase.ANSWERED]
    assert {Deed.ARCHIVE} == found["system", Phase.WAITING_REPORTER]
    assert ("operator", Phase.NEW) not in found
    assert set(Deed) == DEED_LABELS.keys()


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ("assign_below assign_within assign_anywhere answer", ["answer", "assign_anywhere"]),
        ("assign_below assign_within", ["assign_within"]),
        ("assign_below", ["assign_below"]),
        ("close verify", ["verify", "close"]),
    ],
)
def test_who_may_hand_on_further_is_not_told_to_hand_on_nearer(
    done: str, expected: list[str]
) -> None:
    """The furthest says it; all else is told in the order of deeds."""
    found = [one.value for one in furthest(map(Deed, done.split()))]

    assert sorted(expected, key=[one.value for one in Deed].index) == found
