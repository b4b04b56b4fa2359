"""What times that are set right leave of the timers and windows that the reporter has."""

from collections.abc import Iterator
from datetime import datetime

from sp4n.workdays import Limit, OutsideKnownRange, WorkingCalendar
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.case import Case
from sp4n.workflow.guards import WARNING, ends_at, timer_ends_at
from sp4n.workflow.reasons import Reason, reason
from sp4n.workflow.status import Phase

OWED = frozenset({Phase.NEW, Phase.ASSIGNED, Phase.IN_PROGRESS})
"""The phases in which an office has to act next, so that a clock of its own runs."""


def cut_short(attempt: Attempt, after: Case) -> Iterator[Reason]:
    """Say which timer or window that is not over would end too soon, were the times these.

    It runs for as long as it did, for `WARNING` from now, or for its whole limit from now,
    whichever is shortest; a timer that runs against an office is only not over. Where the calendar
    can't tell its end, it ends later than any.
    """
    case, at, calendar = attempt.case, attempt.at, attempt.calendar
    told = set()
    for row in attempt.workflow.transitions:
        for limit, end_of in ((row.after, timer_ends_at), (row.until, ends_at)):
            if row.source != case.status or limit is None or (row.command, limit) in told:
                continue
            ended, ends = end_of(limit, case, calendar), end_of(limit, after, calendar)
            if ends is None or (ended is not None and ended <= at):
                continue
            known = [ended, _from(at, limit, calendar), _from(at, WARNING, calendar)]
            if limit is row.after and case.phase in OWED:
                known = []
            keeps = min((one for one in known if one is not None), default=at)
            if ends < keeps or ends <= at:
                told.add((row.command, limit))
                end, until = ends.isoformat(), keeps.isoformat()
                yield reason("cut_short", command=row.command, ends=end, until=until)


def _from(at: datetime, limit: Limit, calendar: WorkingCalendar) -> datetime | None:
    try:
        return limit.ends_at(calendar, at)
    except OutsideKnownRange:
        return None
