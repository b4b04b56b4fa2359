"""Service levels: the clocks of a case, read from its events, against standards with a source."""

from sp4n.sla.assessment import Amendments, ClockState, Reading, SlaReport, assess
from sp4n.sla.standards import LAPOR_STANDARDS, SUBMITTED, Standard
from sp4n.sla.timers import DueAction, due_actions, next_due_at

__all__ = [
    "LAPOR_STANDARDS",
    "SUBMITTED",
    "Amendments",
    "ClockState",
    "DueAction",
    "Reading",
    "SlaReport",
    "Standard",
    "assess",
    "due_actions",
    "next_due_at",
]
