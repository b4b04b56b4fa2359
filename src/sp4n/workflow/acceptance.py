"""Acceptance: what a command that is allowed does, as an event, texts and the case after them."""

from collections.abc import Iterator

from sp4n.model.texts import Text
from sp4n.workflow.commands import Command, CommandKind, Effect, FieldKind
from sp4n.workflow.decisions import Accepted
from sp4n.workflow.events import Event, EventFact, text_key
from sp4n.workflow.guards import Attempt
from sp4n.workflow.reception import admin_above
from sp4n.workflow.table import Transition

__all__ = ["accept"]

_REMEMBERED = frozenset(
    {
        FieldKind.CATEGORY,
        FieldKind.CLASSIFICATION,
        FieldKind.CHOICE,
        FieldKind.CASE,
        FieldKind.COUNT,
    }
)
_MOVING = frozenset({Effect.ASSIGN, Effect.GIVE_BACK, Effect.ESCALATE})


def accept(attempt: Attempt, kind: CommandKind, row: Transition) -> Accepted:
    """Do a command by a row of the table: nothing is asked any more."""
    case = attempt.case
    number = case.version + 1
    texts = _texts(attempt.command, kind, case.number, number) if kind.texts else ()
    facts = tuple(_facts(attempt, kind))
    event = Event(
        number,
        kind.code,
        attempt.at,
        attempt.by,
        row.target,
        attempt.workflow.status(row.target).phase,
        _effects(kind, corrects=bool(facts or texts)),
        case.holders if _MOVING.isdisjoint(kind.effects) else _holders(attempt, kind),
        _reason_code(attempt.command, kind),
        tuple([one.kind for one in texts]),
        facts,
    )
    return Accepted((event,), texts, case.apply(event, texts))


def _texts(command: Command, kind: CommandKind, number: str, event: int) -> tuple[Text, ...]:
    given = ((one.text_kind, command.text(one.name)) for one in kind.texts)
    return tuple(
        [Text(text_key(number, event, what), what, words) for what, words in given if words]
    )


def _holders(attempt: Attempt, kind: CommandKind) -> tuple[str, ...]:
    if Effect.ASSIGN in kind.effects:
        return (str(attempt.receiver),)
    case, directory = attempt.case, attempt.directory
    from_ = case.holders[0]
    if Effect.GIVE_BACK in kind.effects:  # to whoever gave it, or as near to them as may be
        from_ = next((code for code in case.senders[-1:] if code in directory), from_)
    return (admin_above(directory, from_, case.complaint, attempt.on, case.holders),)


def _reason_code(command: Command, kind: CommandKind) -> str | None:
    """The code of the reason that was chosen; a reason in words is a text, and no fact."""
    one = kind.field_named("reason")
    return command.text("reason") if one and one.kind is FieldKind.CHOICE else None


def _effects(kind: CommandKind, *, corrects: bool) -> tuple[Effect, ...]:
    """The effects that the command really had: one that corrects nothing did not correct."""
    if corrects or Effect.CORRECT not in kind.effects:
        return kind.effects
    return tuple(effect for effect in kind.effects if effect is not Effect.CORRECT)


def _facts(attempt: Attempt, kind: CommandKind) -> Iterator[tuple[str, EventFact]]:
    """What the event remembers of the command: codes and counts, never words."""
    for name, value in attempt.command.fields:
        one = kind.field_named(name)
        if one is not None and one.kind in _REMEMBERED and name != "reason" and value is not None:
            yield name, value if isinstance(value, int) else str(value)
    if Effect.CORRECT in kind.effects:
        yield from _proposed_class(attempt)


def _proposed_class(attempt: Attempt) -> Iterator[tuple[str, EventFact]]:
    """The class that the route proposes, when the command names neither agency nor class."""
    command, case = attempt.command, attempt.case
    proposed = case.events[0].fact("proposed_classification")
    unclassified = case.classification is None and command.get("classification") is None
    if command.get("to") is None and unclassified and proposed is not None:
        yield "classification", proposed
