"""Options: what somebody may do with a case now, command by command, and what to note of it."""

from collections.abc import Callable, Iterator

from attrs import evolve

from sp4n.model.officer import ActorKind
from sp4n.workflow.acceptance import accept
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import CommandKind
from sp4n.workflow.decisions import Accepted, Needs, Refused, judge, missing_fields
from sp4n.workflow.notes import Note, joined_notes, notes_beside, standing_notes

Option = Accepted | Refused | Needs


def options(
    attempt: Attempt, known_beside: Callable[[CommandKind], tuple[Case, ...]]
) -> dict[str, Option]:
    """Say for every command what the actor of an attempt may do, whatever the attempt is at.

    An officer sees the case's notes beside each command that is possible; the reporter, that others
    are joined with theirs.

    Args:
        attempt: Who asks, when, and of which case.
        known_beside: Gives the other cases that count as shown for a command.
    """
    kinds = attempt.workflow.commands
    answers = {
        kind.code: _option(attempt.of_kind(kind, known_beside(kind)), kind) for kind in kinds
    }
    possible = {code: answer for code, answer in answers.items() if not isinstance(answer, Refused)}
    notes = tuple(_notes(attempt)) if possible else ()
    for kind in kinds if notes else ():
        if kind.code in possible:
            answers[kind.code] = evolve(possible[kind.code], notes=notes_beside(kind, notes))
    return answers


def _option(attempt: Attempt, kind: CommandKind) -> Option:
    row, reasons = judge(attempt)
    if reasons or row is None:
        return Refused(tuple(reasons))
    needed = missing_fields(attempt, kind, row)
    return Needs(needed) if needed else accept(attempt, kind, row)


def _notes(attempt: Attempt) -> Iterator[Note]:
    if attempt.by.kind is ActorKind.OFFICER:
        yield from standing_notes(attempt)
    if attempt.by.kind is not ActorKind.SYSTEM:
        yield from joined_notes(attempt)
