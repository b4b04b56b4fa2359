"""Time extension (*perpanjangan waktu*): an agency gives itself more time, as a standard allows."""

from sp4n.labels import Message
from sp4n.model.officer import Role
from sp4n.validation import code_fault, refuse, type_fault
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.extending import reason_field, with_added
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.reasons import Reason, reason
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

STANDARD, BY = "standard", "by"
"""What an event calls the standard by which there is more time, and how many units of its limit."""

_EXTEND = CommandKind(
    "extend",
    Message("command.extend"),
    (
        CommandField(STANDARD, FieldKind.CODE, required=True),
        CommandField(BY, FieldKind.COUNT),
        reason_field("extended"),
    ),
    (Effect.EXTEND,),
)


def time_extension(workflow: Workflow) -> Workflow:
    """Let whoever holds an open case extend one of its time limits, with a reason.

    Which one, how often and by how much says the service standard; a procedure that knows no
    standards (`Procedure.may_extend`) refuses every extension. An admin, a liaison officer or an
    operator of the agency that holds the case may, before the limit is over, and the reporter is
    told. Timers and windows of the workflow run on.

    >>> from sp4n.workflow import LAPOR
    >>> sorted({row.source for row in time_extension(LAPOR).rows_of("extend")})[:2]
    ['awaiting_completion', 'followed_up']
    """
    refuse(type_fault(Workflow, workflow, "workflow", "workflow"))
    who, guards = tuple(Role), ("some_standard_allows_it", "standard_allows_it")
    rows = [
        Transition(status.code, "extend", who, status.code, guards, holder_only=True)
        for status in workflow.statuses
        if status.phase.is_open
    ]
    return with_added(workflow, "time_extension", {}, commands=[_EXTEND], rows=rows)


def some_standard_allows_it(attempt: Attempt) -> Reason | None:
    """Some standard grants the case more time now."""
    if attempt.may_extend is None:
        return reason("nothing_to_extend")
    return attempt.may_extend(attempt.case, None, None, attempt.at)


def standard_allows_it(attempt: Attempt) -> Reason | None:
    """The standard is one that holds for the case, and grants so much time once more."""
    code, by = attempt.command.text(STANDARD), attempt.command.get(BY)
    if attempt.may_extend is None or code is None or code_fault(code, STANDARD) is not None:
        return None  # that is told already
    return attempt.may_extend(attempt.case, code, by if isinstance(by, int) else None, attempt.at)
