"""The service standards of LAPOR! itself: what a policy has that names none."""

from sp4n.labels import Message
from sp4n.model.complaint import Classification
from sp4n.sla.moments import SUBMITTED
from sp4n.sla.standards import Standard
from sp4n.workdays import Limit
from sp4n.workflow import Phase


def _days(n: int) -> Limit:
    return Limit(n, "working days")


_WAITING = (Phase.WAITING_REPORTER,)

LAPOR_STANDARDS = (
    Standard(
        "verification",
        Phase.NEW,
        Phase.ASSIGNED,
        _days(3),
        pauses=_WAITING,
        label=Message("standard.verification"),
        source="LAPOR! service promise: verified and handed on within 3 working days",
        sure="verified",
    ),
    Standard(
        "first_follow_up",
        Phase.ASSIGNED,
        Phase.ANSWERED,
        _days(5),
        pauses=_WAITING,
        label=Message("standard.first_follow_up"),
        source="LAPOR! service promise: followed up within 5 working days of the disposition",
        sure="verified",
    ),
    Standard(
        "settlement",
        SUBMITTED,
        Phase.ANSWERED,
        _days(14),  # for a complaint without a class: own choice
        by_class={
            Classification.OVERSIGHT: _days(60),  # three local standards (verified)
            Classification.SERVICE: _days(14),  # the same
            Classification.NORMATIVE: _days(5),  # the same
            Classification.INFORMATION: _days(5),  # PermenPANRB 62/2018 (secondary)
            Classification.ASPIRATION: _days(5),  # PermenPANRB 62/2018 (secondary)
        },
        pauses=_WAITING,
        resumes=(Phase.IN_PROGRESS,),
        label=Message("standard.settlement"),
        source=(
            "Local service standards by class; information and aspiration: PermenPANRB 62/2018; "
            "beside it, of requests for information, UU 14/2008 art. 22(7)-(8): 10 + 7 working days"
        ),
        sure="secondary",
    ),
)
"""The clocks of LAPOR!: verification 3, first follow-up 5, settlement 5, 14 or 60 working days.

PermenPANRB 5/2025 has replaced 62/2018; its own limits were not seen, so none is attributed to it.
"""
