"""Service levels: the clocks of a case, read from its events, against standards with a source."""

from sp4n.sla.assessment import SlaReport, assess
from sp4n.sla.clocks import STATE_LABELS, ClockState, FormerClass
from sp4n.sla.counting import DUE_SOON_DAYS, DUE_SOON_HOURS
from sp4n.sla.reading import Reading
from sp4n.sla.reckoning import Amendments
from sp4n.sla.standards import LAPOR_STANDARDS, SUBMITTED, Standard, with_limits
from sp4n.sla.timers import ActionKind, DueAction, due_actions, next_due_at

__all__ = [
    "DUE_SOON_DAYS",
    "DUE_SOON_HOURS",
    "LAPOR_STANDARDS",
    "STATE_LABELS",
    "SUBMITTED",
    "ActionKind",
    "Amendments",
    "ClockState",
    "DueAction",
    "FormerClass",
    "Reading",
    "SlaReport",
    "Standard",
    "assess",
    "due_actions",
    "next_due_at",
    "with_limits",
]
