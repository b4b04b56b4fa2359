"""Limits of a row: its timer, its window, and how often its command may be given."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sp4n.workdays import Limit, OutsideKnownRange, WorkingCalendar
from sp4n.workflow.case import Case
from sp4n.workflow.guards import Attempt
from sp4n.workflow.reasons import Reason, reason
from sp4n.workflow.table import Transition


def ends_at(limit: Limit, case: Case, calendar: WorkingCalendar) -> datetime | None:
    """Give the first instant at which a limit is over, counted since the case was as it is.

    The day on which it came into its status or to its holder is not counted. None when that lies
    outside the calendar's known range.
    """
    try:
        return limit.ends_at(calendar, case.since_at)
    except OutsideKnownRange:
        return None


def limit_reasons(attempt: Attempt, row: Transition) -> Iterator[Reason]:
    """Give what speaks against a row because of when, and how often, its command is given."""
    for limit in (row.after, row.until):
        if limit is not None:
            yield from _time_reasons(attempt, limit, is_timer=limit is row.after)
    if row.at_most is not None:
        times = attempt.case.times(row.command)
        if times >= row.at_most:
            yield reason("too_often", command=row.command, times=times, at_most=row.at_most)


def _time_reasons(attempt: Attempt, limit: Limit, *, is_timer: bool) -> Iterator[Reason]:
    """A timer's command comes when its limit is over, any other one's before that."""
    end = ends_at(limit, attempt.case, attempt.calendar)
    if end is None:
        yield reason("time_unknown", limit=str(limit))
    elif is_timer and attempt.at < end:
        yield reason("too_early", limit=str(limit), ends=_said(limit, end))
    elif not is_timer and attempt.at >= end:
        yield reason("too_late", limit=str(limit), ends=_said(limit, end))


def _said(limit: Limit, end: datetime) -> str | date:
    """Say a limit's end: its last day, or the minute at which its hours are over."""
    if limit.unit == "working hours":
        return end.isoformat(timespec="minutes")
    return (end - timedelta.resolution).date()
