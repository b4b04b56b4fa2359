"""Coordination (*terkoordinasi*): an extension by which the holder asks other offices for parts.

LAPOR! sends a report that several offices share to one of them; it has no public source for what
the others do. All of this is our own choice.
"""

from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.labels import Message
from sp4n.model.officer import ADMIN_ROLES, Role
from sp4n.validation import refuse, type_fault
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.status import Phase
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

_HANDLED = frozenset({Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED})
_LEADERS = (*ADMIN_ROLES, Role.LIAISON_OFFICER)
_TEAM = (Role.AGENCY_ADMIN, Role.NATIONAL_ADMIN, Role.LIAISON_OFFICER, Role.OPERATOR)

_AGENCY = CommandField("to", FieldKind.AGENCY, required=True)
_WHY_WITHOUT = CommandField("why_without", FieldKind.TEXT, text_kind="why_without")
_INVOLVE = CommandKind(
    "involve",
    Message("command.involve"),
    (
        _AGENCY,
        CommandField(
            "question", FieldKind.TEXT, required=True, text_kind="question", in_words=True
        ),
        CommandField("why", FieldKind.TEXT, text_kind="why_involved"),
    ),
    (Effect.INVOLVE,),
)
_CONTRIBUTE = CommandKind(
    "contribute",
    Message("command.contribute"),
    (CommandField("text", FieldKind.TEXT, required=True, text_kind="contribution", in_words=True),),
    (Effect.CONTRIBUTE,),
)
_RELEASE = CommandKind(
    "release",
    Message("command.release"),
    (
        _AGENCY,
        CommandField("why", FieldKind.TEXT, required=True, text_kind="why_released", in_words=True),
    ),
    (Effect.RELEASE,),
)
_ASKED = (
    "receiver_is_fit", "is_not_the_holder", "receiver_is_not_involved", "disclosure_is_reasoned",
)  # fmt: skip


def coordination(workflow: Workflow) -> Workflow:
    """Let the holder ask other offices for their parts, while it leads (*terkoordinasi*).

    Once a case was verified, the holder's admin or liaison officer may ``involve`` an agency with a
    question; its people ``contribute`` what was asked for, and the holder may ``release`` it. Each
    part has its own times; none of them moves the case, its timers or its clocks. As long as a part
    is open, a final answer, or closing by an officer, needs a reason (``why_without``).

    >>> from sp4n.workflow import LAPOR
    >>> [row.source for row in coordination(LAPOR).rows_of("involve")]
    ['verified', 'followed_up', 'replied']
    """
    refuse(type_fault(Workflow, workflow, "workflow", "workflow"))
    if _HANDLED.isdisjoint(workflow.phases.values()):
        found = Phase.ASSIGNED.value
        raise InvalidValue.of("no_status_in_phase", "coordination", found=found)
    last = {row.command for row in workflow.transitions if _is_the_last_word(workflow, row)}
    rows = [
        evolve(row, guards=(*row.guards, "parts_are_in"))
        if _is_the_last_word(workflow, row)
        else row
        for row in workflow.transitions
    ]
    for status in workflow.statuses:
        code = status.code
        if status.phase in _HANDLED:
            rows.append(Transition(code, "involve", _LEADERS, code, _ASKED, holder_only=True))
        if status.phase.is_open:
            guards = ("has_open_parts", "receiver_is_involved")
            rows.append(Transition(code, "contribute", _TEAM, code))
            rows.append(Transition(code, "release", _LEADERS, code, guards, holder_only=True))
    kinds = (_asking_why(kind) if kind.code in last else kind for kind in workflow.commands)
    return evolve(
        workflow,
        version=f"{workflow.version}+coordination",
        commands=(*kinds, _INVOLVE, _CONTRIBUTE, _RELEASE),
        transitions=rows,
        base=workflow.base or workflow,
        extensions={**workflow.extensions, "coordination": {}},
    )


def _is_the_last_word(workflow: Workflow, row: Transition) -> bool:
    """Tell whether officers answer by a row, or close an open case."""
    phases = workflow.phases
    closes = phases[row.source].is_open and phases[row.target] is Phase.CLOSED
    return bool(row.officers) and (closes or Effect.ANSWER in workflow.kind_of(row).effects)


def _asking_why(kind: CommandKind) -> CommandKind:
    if kind.field_named(_WHY_WITHOUT.name) is not None:
        return kind
    return evolve(kind, fields=(*kind.fields, _WHY_WITHOUT))
