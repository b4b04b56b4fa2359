"""Extending: how a workflow is given further statuses, commands and rows by a named extension."""

from collections.abc import Collection, Iterable, Mapping

from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.workdays import Limit
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow


def statuses_in(workflow: Workflow, phases: Iterable[Phase]) -> list[str]:
    """Give the statuses in some phases."""
    return [status.code for status in workflow.statuses if status.phase in phases]


def giving_back(workflow: Workflow) -> Collection[str]:
    """Give the commands that send a case back."""
    return {kind.code for kind in workflow.commands if Effect.GIVE_BACK in kind.effects}


def stays(workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row leaves a case where it is, with whoever holds it."""
    return row.source == row.target and not workflow.kind_of(row).moves


def some_statuses(workflow: Workflow, name: str, phase: Phase) -> list[str]:
    """Give the statuses in a phase; InvalidValue when the extension finds none to work on."""
    statuses = statuses_in(workflow, (phase,))
    if not statuses:
        raise InvalidValue.of("no_status_in_phase", name, found=phase.value)
    return statuses


def with_added(
    workflow: Workflow,
    name: str,
    parameters: Mapping[str, Limit | int],
    statuses: Iterable[Status] = (),
    commands: Iterable[CommandKind] = (),
    rows: Iterable[Transition] = (),
    *,
    below: Iterable[Transition] | None = None,
) -> Workflow:
    """Add to a workflow, below whose rows stand the new ones; remember what it was made of."""
    return evolve(
        workflow,
        version=f"{workflow.version}+{name}",
        statuses=(*workflow.statuses, *statuses),
        commands=(*workflow.commands, *commands),
        transitions=(*(workflow.transitions if below is None else below), *rows),
        base=workflow.base or workflow,
        extensions={**workflow.extensions, name: parameters},
    )


def reason_field(about: str) -> CommandField:
    """The field for a reason in words."""
    return CommandField(
        "why", FieldKind.TEXT, required=True, text_kind=f"why_{about}", in_words=True
    )
