"""Service levels: the clocks of a case, read from its events, against standards with a source."""

from sp4n.sla.assessment import SlaReport, assess
from sp4n.sla.clocks import STATE_LABELS, ClockState, FormerClass
from sp4n.sla.conditions import Condition
from sp4n.sla.counting import DUE_SOON_DAYS, DUE_SOON_HOURS
from sp4n.sla.drafts import MoreTime
from sp4n.sla.extension import Extension
from sp4n.sla.figures import Hold
from sp4n.sla.lapor_standards import LAPOR_STANDARDS
from sp4n.sla.moments import COMPLETE, SUBMITTED
from sp4n.sla.reading import Reading
from sp4n.sla.reckoning import Amendments
from sp4n.sla.standards import Standard, with_limits
from sp4n.sla.statutes import STATUTE_STANDARDS
from sp4n.sla.timers import ActionKind, DueAction, due_actions, next_due_at

__all__ = [
    "COMPLETE",
    "DUE_SOON_DAYS",
    "DUE_SOON_HOURS",
    "LAPOR_STANDARDS",
    "STATE_LABELS",
    "STATUTE_STANDARDS",
    "SUBMITTED",
    "ActionKind",
    "Amendments",
    "ClockState",
    "Condition",
    "DueAction",
    "Extension",
    "FormerClass",
    "Hold",
    "MoreTime",
    "Reading",
    "SlaReport",
    "Standard",
    "assess",
    "due_actions",
    "next_due_at",
    "with_limits",
]
