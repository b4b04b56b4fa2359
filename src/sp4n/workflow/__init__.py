"""The workflow: what may happen to a complaint, who may do it, and what happened.

One function decides whether a command is allowed and says why not; another applies events and is
total. There is no setter and no second way to change a status. `sp4n.workflow.diagram` draws
any workflow; it is imported on demand.
"""

from typing import TYPE_CHECKING

from sp4n.doors import opened_late
from sp4n.workflow import commands

if TYPE_CHECKING:
    from sp4n.workflow.adoption import PastStep
    from sp4n.workflow.asking import authority
    from sp4n.workflow.authority_table import (
        STANDINGS,
        Authority,
        AuthorityCell,
        Grant,
        Relation,
        Standing,
    )
    from sp4n.workflow.barring import is_barred
    from sp4n.workflow.case import Case
    from sp4n.workflow.command_kinds import CommandKind, Effect
    from sp4n.workflow.commands import Command
    from sp4n.workflow.decisions import Accepted, Decision, Needs, Refused
    from sp4n.workflow.events import Event
    from sp4n.workflow.extensions import EXTENSIONS, extended
    from sp4n.workflow.fields import CommandField, FieldKind
    from sp4n.workflow.joining import join_cases, separate_cases
    from sp4n.workflow.lapor import ARCHIVE_REASONS, LAPOR, LAPOR_1
    from sp4n.workflow.notes import Note
    from sp4n.workflow.parts import Part
    from sp4n.workflow.procedure import Procedure
    from sp4n.workflow.reasons import CommandRefused, Reason, ReasonKind
    from sp4n.workflow.reception import Proposal, ReceiveAt, ReceiveConfidentialAt
    from sp4n.workflow.recording import hand_over, set_right
    from sp4n.workflow.replaying import Divergence, replay
    from sp4n.workflow.standing import StandingAnswer, standing_answer
    from sp4n.workflow.status import Phase, Status
    from sp4n.workflow.stranding import stranded
    from sp4n.workflow.transition import Transition
    from sp4n.workflow.workflow import Workflow

__all__ = [
    "ARCHIVE_REASONS",
    "EXTENSIONS",
    "LAPOR",
    "LAPOR_1",
    "STANDINGS",
    "Accepted",
    "Authority",
    "AuthorityCell",
    "Case",
    "Command",
    "CommandField",
    "CommandKind",
    "CommandRefused",
    "Decision",
    "Divergence",
    "Effect",
    "Event",
    "FieldKind",
    "Grant",
    "Needs",
    "Note",
    "Part",
    "PastStep",
    "Phase",
    "Procedure",
    "Proposal",
    "Reason",
    "ReasonKind",
    "ReceiveAt",
    "ReceiveConfidentialAt",
    "Refused",
    "Relation",
    "Standing",
    "StandingAnswer",
    "Status",
    "Transition",
    "Workflow",
    "authority",
    "commands",
    "extended",
    "hand_over",
    "is_barred",
    "join_cases",
    "replay",
    "separate_cases",
    "set_right",
    "standing_answer",
    "stranded",
]

_HOMES = {
    "sp4n.workflow.adoption": ("PastStep",),
    "sp4n.workflow.asking": ("authority",),
    "sp4n.workflow.authority_table": (
        "STANDINGS", "Authority", "AuthorityCell", "Grant", "Relation", "Standing",
    ),
    "sp4n.workflow.barring": ("is_barred",),
    "sp4n.workflow.case": ("Case",),
    "sp4n.workflow.command_kinds": ("CommandKind", "Effect"),
    "sp4n.workflow.commands": ("Command",),
    "sp4n.workflow.decisions": ("Accepted", "Decision", "Needs", "Refused"),
    "sp4n.workflow.events": ("Event",),
    "sp4n.workflow.extensions": ("EXTENSIONS", "extended"),
    "sp4n.workflow.fields": ("CommandField", "FieldKind"),
    "sp4n.workflow.lapor": ("ARCHIVE_REASONS", "LAPOR", "LAPOR_1"),
    "sp4n.workflow.joining": ("join_cases", "separate_cases"),
    "sp4n.workflow.notes": ("Note",),
    "sp4n.workflow.parts": ("Part",),
    "sp4n.workflow.procedure": ("Procedure",),
    "sp4n.workflow.reasons": ("CommandRefused", "Reason", "ReasonKind"),
    "sp4n.workflow.reception": ("Proposal", "ReceiveAt", "ReceiveConfidentialAt"),
    "sp4n.workflow.recording": ("hand_over", "set_right"),
    "sp4n.workflow.replaying": ("Divergence", "replay"),
    "sp4n.workflow.standing": ("StandingAnswer", "standing_answer"),
    "sp4n.workflow.status": ("Phase", "Status"),
    "sp4n.workflow.stranding": ("stranded",),
    "sp4n.workflow.transition": ("Transition",),
    "sp4n.workflow.workflow": ("Workflow",),
}  # fmt: skip
__getattr__ = opened_late(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
