"""Acceptance: what a command that is allowed does, as an event, texts and the case after them."""

from collections.abc import Iterator

from attrs import evolve

from sp4n.model.texts import Text
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.case import Case, case_after
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.commands import Command
from sp4n.workflow.decisions import Accepted
from sp4n.workflow.events import PART, Event, EventFact, text_key
from sp4n.workflow.fields import listed
from sp4n.workflow.links import mark_facts, status_before_joining
from sp4n.workflow.reception import admin_above
from sp4n.workflow.transition import Transition
from sp4n.workflow.withdrawal import holders_afterwards
from sp4n.workflow.workflow import Workflow


def accept(attempt: Attempt, kind: CommandKind, row: Transition) -> Accepted:
    """Do a command by one of its rows: nothing is asked any more."""
    case, command = attempt.case, attempt.command
    number = len(case.events) + 1
    status = row.target
    if Effect.UNLINK in kind.effects:
        status = status_after(case, attempt.workflow, row, command)
    texts = _texts(command, kind, case.number, number) if kind.texts else ()
    facts = _facts(attempt, kind) if kind.remembered else ()
    if kind.has_part:
        facts = (*(fact for fact in facts if fact[0] != PART), *_part(attempt, kind))
    event = Event(
        number,
        kind.code,
        attempt.at,
        attempt.by,
        status,
        attempt.workflow.phases[status],
        kind.effects
        if row.restarts is None and not kind.corrects
        else _effects(kind, row, corrects=bool(facts or texts)),
        _holders(attempt, kind) if kind.moves else case.holders,
        command.text("reason") if kind.has_reason else None,
        _kinds(kind, texts) if texts else (),
        facts,
        case=case.number,
    )
    after = case_after(case, event, texts)
    if kind.withdraws:
        holders = holders_afterwards(attempt, after)
        if holders != event.holders:
            event = evolve(event, holders=holders)
            after = case_after(case, event, texts)
    return Accepted((event,), texts, after)


def status_after(case: Case, workflow: Workflow, row: Transition, command: Command) -> str:
    """Tell where a command leads by a row; what it separates goes back to where it was joined."""
    if command.text("out_of") is None or Effect.UNLINK not in workflow.kind_of(row).effects:
        return row.target
    before = status_before_joining(case.events)
    phase = workflow.phases.get(before or "")
    return row.target if before is None or phase is None or not phase.is_open else before


def _kinds(kind: CommandKind, texts: tuple[Text, ...]) -> tuple[str, ...]:
    """The kinds of the texts; where all were given, events of one command share them."""
    if len(texts) == len(kind.texts):
        return kind.text_kinds
    return tuple(text.kind for text in texts)


def _texts(command: Command, kind: CommandKind, number: str, event: int) -> tuple[Text, ...]:
    texts = []
    for field in kind.texts:
        words = command.text(field.name)
        if words is not None:
            texts.append(Text(text_key(number, event, field.text_kind), field.text_kind, words))
    return tuple(texts)


def _holders(attempt: Attempt, kind: CommandKind) -> tuple[str, ...]:
    if Effect.ASSIGN in kind.effects:
        return (str(attempt.receiver),)
    case, directory = attempt.case, attempt.directory
    from_ = case.holder or ""  # nobody holds what came from elsewhere without a holder
    if Effect.GIVE_BACK in kind.effects:  # to whoever gave it, or as near to them as may be
        from_ = next((code for code in case.senders[-1:] if code in directory), from_)
    return admin_above(directory, from_, case, attempt.on, attempt.holders)


def _effects(kind: CommandKind, row: Transition, *, corrects: bool) -> tuple[Effect, ...]:
    """The effects that the command really had: one that corrects nothing did not correct."""
    effects = kind.effects
    if kind.corrects and not corrects:
        effects = tuple(effect for effect in effects if effect is not Effect.CORRECT)
    if row.restarts is None or row.restarts is (Effect.RESTART in effects):
        return effects
    others = tuple(effect for effect in effects if effect is not Effect.RESTART)
    return (*others, Effect.RESTART) if row.restarts else others


def _facts(attempt: Attempt, kind: CommandKind) -> tuple[tuple[str, EventFact], ...]:
    """What the event remembers of the command: codes and counts, never words."""
    command = attempt.command
    given = [name for name, _ in command.fields if name in kind.remembered]
    if not given and not kind.corrects:
        return kind.defaults
    defaults = dict(kind.defaults)
    known = ((name, command.get(name) or defaults.get(name)) for name in kind.remembered)
    facts = [fact for name, value in known if value is not None for fact in _fact(name, value)]
    if kind.corrects:
        facts += _proposed_class(attempt)
    if Effect.LINK in kind.effects and command.get("supporters") is not None:
        joined = attempt.shown(str(command.text("case")))
        facts += () if joined is None else mark_facts(joined.complaint, joined.events)
    return tuple(facts)


def _fact(name: str, value: object) -> Iterator[tuple[str, EventFact]]:
    """A code or a count by its name; of a list each code once, by a number of its own."""
    codes = listed(value)
    if codes is None:
        yield name, value if isinstance(value, int) else str(value)
        return
    for place, code in enumerate(sorted(set(map(str, codes))), start=1):
        yield f"{name}.{place}", code


def _part(attempt: Attempt, kind: CommandKind) -> Iterator[tuple[str, EventFact]]:
    """Whose part it is: by the code of whom was asked, whoever follows them by now."""
    agency = attempt.own_agency if kind.contributes else attempt.receiver
    asked = None if Effect.INVOLVE in kind.effects else attempt.part_of(agency)
    code = agency if asked is None else asked.agency
    if code:
        yield PART, code


def _proposed_class(attempt: Attempt) -> Iterator[tuple[str, EventFact]]:
    """The class that the route proposes, when the command names neither agency nor class."""
    command, case = attempt.command, attempt.case
    proposed = case.events[0].fact("proposed_classification")
    unclassified = case.classification is None and command.get("classification") is None
    if command.get("to") is None and unclassified and proposed is not None:
        yield "classification", proposed
