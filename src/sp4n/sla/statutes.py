"""The clocks of the statutes that bind every office: UU 25/2009 and UU 14/2008 (both verified).

They say plain "days", which are calendar days, or "working days". UU 25/2009 44(4) and (5), by
which the reporter completes a complaint within 30 days, are the workflow's own timer (``expire``):
read from there, and never restated here. That 50(1) stands still while the reporter is asked once
more, after the complaint was complete, is an own choice; the statute doesn't speak of it.
"""

from sp4n.labels import Message
from sp4n.model.complaint import Classification
from sp4n.sla.conditions import Condition
from sp4n.sla.extension import Extension
from sp4n.sla.moments import COMPLETE, SUBMITTED
from sp4n.sla.standards import Standard
from sp4n.workdays import Limit
from sp4n.workflow import Phase

STATUTE_STANDARDS = (
    Standard(
        "complete_or_not",
        SUBMITTED,
        (Phase.ASSIGNED, Phase.ANSWERED, "ask"),
        Limit(14, "calendar days"),
        label=Message("standard.complete_or_not"),
        source="UU 25/2009 art. 44(3): reply within 14 days of receipt, complete or incomplete",
        sure="verified",
    ),
    Standard(
        "decision",
        COMPLETE,
        "decide",
        Limit(60, "calendar days"),
        pauses=(Phase.WAITING_REPORTER,),
        label=Message("standard.decision"),
        source="UU 25/2009 art. 50(1): decide within 60 days of completeness",
        sure="verified",
    ),
    Standard(
        "notice_of_decision",
        "decide",
        "answer.final",
        Limit(14, "calendar days"),
        again="go_on",
        runs_for="case",
        label=Message("standard.notice_of_decision"),
        source="UU 25/2009 art. 50(2): tell the reporter within 14 days of the decision",
        sure="verified",
    ),
    Standard(
        "information_request",
        SUBMITTED,
        "answer.final",
        Limit(10, "working days"),
        when=Condition(classification=Classification.INFORMATION),
        extension=Extension(Limit(7, "working days")),
        label=Message("standard.information_request"),
        source=(
            "UU 14/2008 art. 22(7)-(8): answer a request within 10 working days, "
            "7 more with reasons in writing"
        ),
        sure="verified",
    ),
)
"""UU 25/2009 44(3), 50(1), 50(2) and UU 14/2008 22(7), beside LAPOR!'s own or instead of them.

>>> [f"{one.code}: {one.limit}" for one in STATUTE_STANDARDS]
['complete_or_not: 14 calendar days', 'decision: 60 calendar days', \
'notice_of_decision: 14 calendar days', 'information_request: 10 working days']
"""
