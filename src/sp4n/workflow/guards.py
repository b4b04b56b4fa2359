"""Guards and limits: the conditions of a row beyond status and authority.

A guard looks at an attempt and gives the reason against it, or None. Rows name it
(`sp4n.workflow.transition.GUARD_FIELDS`) and its check is registered here; a guard is never
evaluated from text. Limits say when, and how often, a command may be given.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from sp4n.errors import closest
from sp4n.frozen_dict import FrozenDict
from sp4n.model.officer import ActorKind
from sp4n.workdays import Limit, OutsideKnownRange, WorkingCalendar
from sp4n.workflow.attempt import Attempt, Check
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.counter_guards import COUNTER_CHECKS
from sp4n.workflow.joining_checks import (
    host_lets_go,
    other_takes_in,
    other_was_joined,
    other_was_separated,
    standing_of,
)
from sp4n.workflow.part_guards import PART_CHECKS
from sp4n.workflow.protection_guards import PROTECTION_CHECKS
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.status import Phase
from sp4n.workflow.time_extension import some_standard_allows_it, standard_allows_it
from sp4n.workflow.transition import Transition

WARNING = Limit(5, "working days")
"""How long a timer that began in another system still runs after the adoption: own choice."""


def _receiver_is_fit(attempt: Attempt) -> Reason | None:
    """The receiver is there, exists in the directory, is not barred, and is active."""
    code, directory = attempt.receiver, attempt.directory
    if code is None:
        return reason("no_proposal")
    agency = directory.find(code)
    if agency is None:
        codes = [known.code for known in directory]
        return reason("unknown_agency", found=named(code), suggestion=closest(code, codes) or "-")
    if attempt.bars(code):
        return reason("agency_accused", agency=code)
    if not agency.is_active(attempt.on):
        return reason("agency_inactive", agency=code, on=attempt.on)
    team = directory.team(code, attempt.on) if attempt.case.is_about_somebody else ()
    if team and all(attempt.bars_officer(held.officer) for held in team):
        return reason("everybody_barred", agency=code)
    return None


def _is_not_the_holder(attempt: Attempt) -> Reason | None:
    """The receiver is another agency than the one that holds the case."""
    code = attempt.receiver
    return reason("already_the_holder", agency=code) if code in attempt.holders else None


def _in_reach(attempt: Attempt) -> Reason | None:
    """An admin names agencies of their own subtree, or the one that the route proposes."""
    code, own = attempt.receiver, attempt.own_agency
    if code is None or code == attempt.proposed or code not in attempt.directory:
        return None
    if attempt.is_within(code, own):
        return None
    return reason("outside_subtree", agency=code, own=attempt.own_name)


def _below_own_agency(attempt: Attempt) -> Reason | None:
    """A disposition onward goes to a unit below one's own agency."""
    code, own = attempt.receiver, attempt.own_agency
    if code is None or code not in attempt.directory:
        return None
    if code != own and attempt.is_within(code, own):
        return None
    return reason("outside_subtree", agency=code, own=attempt.own_name)


def _has_units_below(attempt: Attempt) -> Reason | None:
    """Below one's own agency there is a unit that could take the case."""
    own, directory = attempt.own_agency, attempt.directory
    passed = {own, *attempt.holders}
    for unit in directory:
        fits = unit.code not in passed and unit.is_active(attempt.on)
        if fits and attempt.is_within(unit.code, own) and not attempt.bars(unit.code):
            return None
    return reason("no_unit_below", own=attempt.own_name)


def _category_is_known(attempt: Attempt) -> Reason | None:
    """A corrected category is one of the directory's tree, if it has a tree."""
    name, tree = attempt.command.text("category"), attempt.directory.categories
    if name is None or not name.strip() or not len(tree) or name in tree:
        return None
    return reason("unknown_category", field="category", suggestion=closest(name, tree) or "-")


def _not_at_the_root(attempt: Attempt) -> Reason | None:
    """The last resort has nobody to send a case back to."""
    root = attempt.directory.root.code
    return reason("at_the_root", agency=root) if root in attempt.holders else None


def _standing_case_closed(attempt: Attempt) -> Reason | None:
    """What stands for a joined case is shown, closed, and may still be given this command."""
    host = standing_of(attempt.case, attempt.beside)
    if host is None or host.events[-1].at > attempt.at:
        return reason("standing_not_closed")
    if host.phase is not Phase.CLOSED:  # one that goes on may be closed yet
        return reason("standing_not_closed" if host.is_open else "standing_ended_otherwise")
    rows = attempt.workflow.rows(host.status, attempt.command.code)
    if not rows:
        return reason("standing_not_closed")
    until = rows[0].until
    if until is None:
        return None
    return next(_time_reasons(attempt, until, host, is_timer=False), None)


CHECKS: Mapping[str, Check] = FrozenDict(
    {
        "other_takes_in": other_takes_in,
        "other_was_joined": other_was_joined,
        "host_lets_go": host_lets_go,
        "other_was_separated": other_was_separated,
        "standing_case_closed": _standing_case_closed,
        "receiver_is_fit": _receiver_is_fit,
        "is_not_the_holder": _is_not_the_holder,
        "in_reach": _in_reach,
        "below_own_agency": _below_own_agency,
        "category_is_known": _category_is_known,
        "has_units_below": _has_units_below,
        "not_at_the_root": _not_at_the_root,
        **PART_CHECKS,
        **PROTECTION_CHECKS,
        **COUNTER_CHECKS,
        "some_standard_allows_it": some_standard_allows_it,
        "standard_allows_it": standard_allows_it,
    }
)
"""The check of every guard that a row may name."""


def ends_at(limit: Limit, case: Case, calendar: WorkingCalendar) -> datetime | None:
    """Give the first instant at which a limit is over, counted since the case was as it is.

    The day on which it came into its status or to its holder is not counted. None when that lies
    outside the calendar's known range.
    """
    try:
        return limit.ends_at(calendar, case.since_at)
    except OutsideKnownRange:
        return None


def timer_ends_at(limit: Limit, case: Case, calendar: WorkingCalendar) -> datetime | None:
    """Give the first instant at which the system may act by a timer, as `ends_at` does.

    A timer that began in another system leaves `WARNING` after the adoption, so that nothing is
    closed on the day on which it was taken over, before its reporter could be told.
    """
    end, adopted_at = ends_at(limit, case, calendar), case.adopted_at
    if end is None or adopted_at is None or case.since_at >= adopted_at:
        return end
    try:
        return max(end, WARNING.ends_at(calendar, adopted_at))
    except OutsideKnownRange:
        return None


def limit_reasons(attempt: Attempt, row: Transition) -> Iterator[Reason]:
    """Give what speaks against a row because of when, and how often, its command is given."""
    for limit in (row.after, row.until):
        if limit is not None:
            yield from _time_reasons(attempt, limit, attempt.case, is_timer=limit is row.after)
    if row.at_most is not None:
        times = attempt.case.times(row.command, keyed_in=_counted(attempt, row))
        if times >= row.at_most:
            is_rating = attempt.kind is not None and Effect.RATE in attempt.kind.effects
            code = "already_rated" if is_rating else "too_often"
            yield reason(code, command=row.command, times=times, at_most=row.at_most)


def _counted(attempt: Attempt, row: Transition) -> bool | None:
    """What is keyed in for reporters is counted apart: it uses up nothing of their own."""
    if row.is_keyed_in:
        return True
    return False if attempt.by.kind is ActorKind.REPORTER else None


def _time_reasons(
    attempt: Attempt, limit: Limit, case: Case, *, is_timer: bool
) -> Iterator[Reason]:
    """A timer's command comes when its limit is over, any other one's before that."""
    end = (timer_ends_at if is_timer else ends_at)(limit, case, attempt.calendar)
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
