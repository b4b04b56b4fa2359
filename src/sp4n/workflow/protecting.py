"""Protecting: the extensions by which a case is protected afterwards, and revived."""

from attrs import evolve

from sp4n.labels import Message
from sp4n.model.officer import ADMIN_ROLES, REPORTER, Role
from sp4n.validation import refuse, type_fault
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.extending import reason_field, some_statuses, with_added
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.status import Phase
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

_NOTE = CommandField("note", FieldKind.TEXT, text_kind="note")
_ACCUSED = (
    CommandField("agencies", FieldKind.AGENCIES),
    CommandField("officers", FieldKind.OFFICERS),
)
_PROTECTING = (
    CommandKind("protect", Message("command.protect"), (_NOTE,), (Effect.PROTECT,)),
    CommandKind(
        "lift_protection",
        Message("command.lift_protection"),
        (reason_field("lifted"),),
        (Effect.LIFT_PROTECTION,),
    ),
    CommandKind("accuse", Message("command.accuse"), (*_ACCUSED, _NOTE), (Effect.ACCUSE,)),
    CommandKind(
        "clear", Message("command.clear"), (*_ACCUSED, reason_field("cleared")), (Effect.CLEAR,)
    ),
)


def protection(workflow: Workflow) -> Workflow:
    """Let a case be protected afterwards (*lindungi*): made confidential, or about somebody.

    In every status, since what is over can be read too; timers run on. An admin, or the reporter
    for their own, makes it confidential and accuses; an admin alone lifts that, with a reason, lest
    somebody press the reporter to. Only whom officers accused is ever cleared, by an admin of their
    agency or above. A national admin whom a case falls to hands it on (*disposisi*).
    """
    refuse(type_fault(Workflow, workflow, "workflow", "workflow"))
    who = (*ADMIN_ROLES, REPORTER)
    rows = [
        row
        for status in (one.code for one in workflow.statuses)
        for row in (
            Transition(status, "protect", who, status, ("is_public",)),
            Transition(status, "lift_protection", ADMIN_ROLES, status, ("is_confidential",)),
            Transition(
                status, "accuse", ADMIN_ROLES, status, ("accused_are_known", "accused_in_reach")
            ),
            Transition(status, "accuse", (REPORTER,), status, ("accused_are_known",)),
            Transition(status, "clear", ADMIN_ROLES, status, ("accused_by_own",)),
        )
    ]
    rows += [
        evolve(row, who=(Role.NATIONAL_ADMIN,), holder_only=True)
        for row in workflow.transitions
        if _hands_on(workflow, row) and Role.NATIONAL_ADMIN not in row.who
    ]
    return with_added(workflow, "protection", {}, commands=_PROTECTING, rows=rows)


def _hands_on(workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row hands on what was disposed already."""
    is_disposed = workflow.phases[row.source] in (Phase.ASSIGNED, Phase.IN_PROGRESS)
    return is_disposed and Effect.ASSIGN in workflow.kind_of(row).effects


def revival(workflow: Workflow) -> Workflow:
    """Let an admin above revive an archived case (*pulihkan*), with a reason.

    It goes on as disposed, with whoever held it, or with that admin's agency if nobody there may
    act. A duplicate that was joined to another case is no case of its own, and stays.
    """
    refuse(type_fault(Workflow, workflow, "workflow", "workflow"))
    goes_on = some_statuses(workflow, "revival", Phase.ASSIGNED)[0]
    command = CommandKind(
        "revive", Message("command.revive"), (reason_field("revived"),), (Effect.REVIVE,)
    )
    joined = {
        row.target for row in workflow.transitions if Effect.LINK in workflow.kind_of(row).effects
    }
    rows = [
        Transition(status, "revive", ADMIN_ROLES, goes_on, ("above_the_holder",))
        for status in some_statuses(workflow, "revival", Phase.ARCHIVED)
        if status not in joined
    ]
    return with_added(workflow, "revival", {}, commands=[command], rows=rows)
