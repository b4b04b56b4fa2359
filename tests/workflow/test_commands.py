"""Commands: requests as values, which name fields and never show words."""

import pickle
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue, fault
from sp4n.model import Classification
from sp4n.workflow import LAPOR, Command, CommandKind, FieldKind, commands


@pytest.mark.parametrize(
    ("command", "code", "fields"),
    [
        (commands.verify(), "verify", {}),
        (commands.verify(to="DPU", classification=Classification.LIGHT), "verify",
         {"to": "DPU", "classification": "light"}),
        (commands.verify(title="J", body="I", category="K"), "verify",
         {"title": "J", "body": "I", "category": "K"}),
        (commands.hold(missing="x"), "hold", {"missing": "x"}),
        (commands.complete(addition="x"), "complete", {"addition": "x"}),
        (commands.expire(), "expire", {}),
        (commands.return_to_sender(why="x"), "return", {"why": "x"}),
        (commands.dispose(to="DPU"), "dispose", {"to": "DPU"}),
        (commands.dispose(to="DPU", note="x"), "dispose", {"to": "DPU", "note": "x"}),
        (commands.follow_up(answer="x"), "follow_up", {"answer": "x"}),
        (commands.reply(message="x"), "reply", {"message": "x"}),
        (commands.close(), "close", {}),
        (commands.close_by_system(), "close_by_system", {}),
        (commands.archive(reason="insult"), "archive", {"reason": "insult"}),
        (commands.archive(reason="insult", note="x"), "archive",
         {"reason": "insult", "note": "x"}),
        (commands.withdraw(), "withdraw", {}),
        (commands.block(), "block", {}),
        (commands.block(note="x"), "block", {"note": "x"}),
    ],
)  # fmt: skip
def test_shortcuts(command: Command, code: str, fields: dict[str, str]) -> None:
    """Each gives the command of the table, with the fields that were given."""
    kind = LAPOR.command(code)

    assert Command(code, fields) == command
    assert fields == dict(command.fields)
    assert kind is not None
    assert set(fields) <= {one.name for one in kind.fields}


NO_COMMANDS: list[tuple[Any, Any, str, str, str]] = [
    # code, fields, where, expected, found
    (5, {}, "command.code", "code", "int"),
    (None, {}, "command.code", "code", "NoneType"),
    ("verify", "x", "command.fields", "table", "str"),
    ("verify", None, "command.fields", "table", "NoneType"),
    ("verify", ["to"], "command.fields", "table", "list"),
    ("verify", ("to",), "command.fields", "table", "tuple"),
    ("verify", {5: "DPU"}, "command.fields", "code", "int"),
]


@pytest.mark.parametrize(("code", "fields", "where", "expected", "found"), NO_COMMANDS)
def test_what_is_no_command_is_refused(
    code: Any, fields: Any, where: str, expected: str, found: str
) -> None:
    """When it is made, not when it is tried: the code, the table, the names in it."""
    with pytest.raises(InvalidValue) as refused:
        Command(code, fields)

    assert [fault("wrong_type", where, expected=expected, found=found)] == [*refused.value.faults]


class _Word(StrEnum):
    VERIFY = "verify"
    TO = "to"


def test_codes_of_an_enumeration_are_codes() -> None:
    """And a table may be any mapping."""
    command = Command(_Word.VERIFY, MappingProxyType({_Word.TO: "DPU"}))

    assert commands.verify(to="DPU") == command
    assert command == evolve(command)


def test_repr_names_fields_without_their_words() -> None:
    """A log line leaks nothing."""
    command = Command("verify", {"to": "Kode Rahasia", "body": "Isi Rahasia"})

    assert "Command(code='verify', fields=<to, body>)" == repr(command)
    assert "Command(code='close', fields=<>)" == repr(commands.close())


def test_commands_are_values() -> None:
    """Equal by content, hashable, and unharmed by pickle or by a second conversion."""
    one, other = commands.dispose(to="DPU", note="x"), commands.dispose(to="DPU", note="x")

    assert {one} == {other}
    assert one == pickle.loads(pickle.dumps(one))
    assert one == Command(one.code, dict(one.fields))


def test_values_by_name() -> None:
    """Any value, or only a string."""
    command = Command("x", {"n": 7, "s": "words"})

    assert (7, "words", None) == (command.get("n"), command.get("s"), command.get("q"))
    assert (None, "words", None) == (command.text("n"), command.text("s"), command.text("q"))


def test_fields_by_name() -> None:
    """A kind knows its own fields only."""
    kind = LAPOR.command("dispose")

    assert isinstance(kind, CommandKind)
    to = kind.field_named("to")
    assert to is not None
    assert (FieldKind.AGENCY, True) == (to.kind, to.required)
    assert kind.field_named("answer") is None


def test_a_field_is_given_once() -> None:
    """Else the first would be judged and done, whatever the second says."""
    with pytest.raises(InvalidValue) as refused:
        Command("verify", (("to", None), ("to", "DPU")))

    assert [("command.fields", "duplicate")] == [
        (one.where, one.code) for one in refused.value.faults
    ]
