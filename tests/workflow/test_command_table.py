"""What each command says and does: LAPOR!'s own, and those of all extensions."""

from inspect import Parameter, isclass, signature

import pytest

import sp4n.workflow
from sp4n.workflow import EXTENSIONS, LAPOR, CommandKind, extended

ALL = extended(LAPOR, {name: {} for name in EXTENSIONS})

# Command: what it does; its fields with their kinds, "!" where one is required, ">" before the kind
# of the text under which a text is kept.
COMMANDS: dict[str, tuple[str, str]] = {
    "verify": (
        "assign correct",
        (
            "to:agency title:text>corrected_title body:text>corrected_body category:category "
            "classification:classification"
        ),
    ),
    "hold": ("ask", "missing:text!>missing"),
    "complete": ("", "addition:text!>addition came_by:choice letter:text>letter"),
    "expire": ("", ""),
    "return": ("give_back", "why:text!>why_returned"),
    "dispose": ("assign", "to:agency! note:text>note"),
    "follow_up": (
        "answer", "answer:text!>answer answer_kind:choice why_without:text>why_without",
    ),
    "reply": ("", "message:text!>reply came_by:choice letter:text>letter"),
    "close": ("", "why_without:text>why_without"),
    "close_by_system": ("", ""),
    "archive": ("", "reason:choice! note:text>note"),
    "withdraw": ("", "came_by:choice letter:text>letter"),
    "block": ("", "note:text>note"),
    "reopen": ("reopen", "why:text!>why_reopened came_by:choice letter:text>letter"),
    "merge": ("link", "into:case! note:text>note"),
    "gather": ("link", "case:case! supporters:count!"),
    "separate": ("unlink", "out_of:case! note:text>note"),
    "let_go": ("unlink", "case:case!"),
    "escalate": ("escalate", ""),
    "rate": ("rate", "score:choice! comment:text>comment came_by:choice letter:text>letter"),
    "adjudicate": ("assign", "to:agency! note:text>note"),
    "recuse": ("recuse", "note:text>note"),
    "involve": ("involve", "to:agency! question:text!>question why:text>why_involved"),
    "contribute": ("contribute", "text:text!>contribution"),
    "release": ("release", "to:agency! why:text!>why_released"),
    "protect": ("protect", "note:text>note"),
    "lift_protection": ("lift_protection", "why:text!>why_lifted"),
    "accuse": ("accuse", "agencies:agencies officers:officers note:text>note"),
    "clear": ("clear", "agencies:agencies officers:officers why:text!>why_cleared"),
    "revive": ("revive", "why:text!>why_revived"),
    "extend": ("extend", "standard:code! by:count why:text!>why_extended"),
}  # fmt: skip


def said(kind: CommandKind) -> tuple[str, str]:
    fields = (
        f"{one.name}:{one.kind}{'!' * one.required}{f'>{one.text_kind}' if one.text_kind else ''}"
        for one in kind.fields
    )
    return " ".join(kind.effects), " ".join(fields)


def test_each_command_says_what_it_should() -> None:
    """With all extensions on; there is no other command."""
    assert {kind.code: said(kind) for kind in ALL.commands} == COMMANDS


# Class: what is given by place, and what by name.
VALUES = {
    "Accepted": ("events texts case notes", ""),
    "Authority": ("version statuses commands by_row elsewhere", ""),
    "AuthorityCell": ("standing status command grant reasons", ""),
    "Case": ("complaint events texts", "additions"),
    "Command": ("code fields", ""),
    "CommandField": ("name kind required choices text_kind limit_characters default in_words", ""),
    "CommandKind": ("code label fields effects", ""),
    "Divergence": ("case event kind at reasons", ""),
    "Event": (
        "number kind at by status phase effects holders reason texts facts version extra case", "",
    ),
    "Grant": ("target phase moves effects guards fields after until at_most", ""),
    "Needs": ("fields notes", ""),
    "Note": ("code facts", ""),
    "Part": (
        (
            "number agency asked_at asked_by asked_texts contributed_at contributed_by "
            "contributed_texts released_at"
        ),
        "",
    ),
    "PastStep": ("at status holder source_status", ""),
    "Procedure": ("workflow directory calendar older", "may_extend"),
    "Proposal": (
        "agency via rule classification confidential", "supporting urgent ask_for_completion",
    ),
    "Reason": ("code facts", ""),
    "Refused": ("reasons", ""),
    "Standing": ("who relation", ""),
    "StandingAnswer": ("status phase label since_at answered_at answer", ""),
    "Status": ("code phase label", ""),
    "Transition": (
        "source command who target guards after until at_most restarts holder_only", "",
    ),
    "Workflow": ("version statuses commands transitions initial base extensions", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_made_by_place_and_by_name_as_ever(name: str) -> None:
    """What may be given by place can't be moved any more."""
    found = signature(getattr(sp4n.workflow, name)).parameters.values()

    assert VALUES[name] == tuple(
        " ".join(one.name for one in found if one.kind is kind)
        for kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    )


def test_each_public_value_is_in_the_table() -> None:
    """Those that are made by hand, and those that are given out."""
    public = {name: getattr(sp4n.workflow, name) for name in sp4n.workflow.__all__}

    assert VALUES.keys() == {
        name for name, one in public.items() if isclass(one) and hasattr(one, "__attrs_attrs__")
    }


COLUMNS = (
    "who relation status command leads_to phase holder guards fields after until at_most reasons"
)


def test_the_table_of_what_is_allowed_has_its_columns() -> None:
    """In order, each with its kind."""
    table = sp4n.workflow.authority(LAPOR).table()

    assert COLUMNS == " ".join(table.columns)
    assert [("at_most", "whole")] == [
        (name, kind)
        for name, kind in zip(table.columns, table.kinds, strict=True)
        if kind != "text"
    ]
