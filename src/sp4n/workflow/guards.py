"""Guards and limits: the conditions of a row beyond status and authority.

A guard looks at an attempt and gives the reason against it, or None. Rows name it
(`sp4n.workflow.transition.GUARD_FIELDS`) and its check is registered here; a guard is never
evaluated from text. Limits say when, and how often, a command may be given.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from sp4n.errors import closest
from sp4n.frozen_dict import FrozenDict
from sp4n.workdays import Limit, OutsideKnownRange, WorkingCalendar
from sp4n.workflow.attempt import Attempt, Check
from sp4n.workflow.case import Case
from sp4n.workflow.part_guards import PART_CHECKS
from sp4n.workflow.protection_guards import PROTECTION_CHECKS
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.transition import Transition


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


def _other_takes_in(attempt: Attempt) -> Reason | None:
    """The other case is shown, is the actor's to act on, and is open to take this one in."""
    number = attempt.command.text("into")
    if number is None:
        return None
    if number == attempt.case.number:
        return reason("same_case")
    host = attempt.shown(number)
    if host is None:
        return reason("case_not_shown", case=named(number))
    return _no_right_to(attempt, host) or _does_not_fit(attempt, host)


def _no_right_to(attempt: Attempt, host: Case) -> Reason | None:
    """Whoever joins may act on both cases."""
    if any(attempt.reaches(host, role) for role in attempt.roles):
        return None
    return reason("outside_subtree", agency=host.holder or "-", own=attempt.own_name)


def _does_not_fit(attempt: Attempt, host: Case) -> Reason | None:
    """Joining gives away no secret, no case to those whom it accuses, and closes no circle."""
    case = attempt.case
    fits = host.workflow == attempt.workflow.version and host.events[-1].at <= attempt.at
    if not fits or not attempt.workflow.rows(host.status, "gather"):
        return reason("other_case_unfit", case=host.number, status=host.status)
    if host.number in case.duplicates:  # what was shown is from before it was joined
        return reason("already_joined", case=host.number)
    if case.is_confidential and not host.is_confidential:
        return reason("would_be_disclosed", case=host.number)
    kept = case.accused_officers <= host.accused_officers
    if not kept or not case.accused <= host.accused:
        return reason("accusation_lost", case=host.number)
    return None


def _other_was_joined(attempt: Attempt) -> Reason | None:
    """The other case is shown, was joined to this one, brings its supporters, and comes once."""
    case, number = attempt.case, attempt.command.text("case")
    if number is None:
        return None
    joined = attempt.shown(number)
    if joined is None:
        return reason("case_not_shown", case=named(number))
    if number in case.duplicates:
        return reason("already_joined", case=number)
    supporters = attempt.command.get("supporters")
    if joined.joined_into != case.number or supporters not in (None, joined.supporters):
        return reason("not_joined", case=number)
    return None


CHECKS: Mapping[str, Check] = FrozenDict(
    {
        "other_takes_in": _other_takes_in,
        "other_was_joined": _other_was_joined,
        "receiver_is_fit": _receiver_is_fit,
        "is_not_the_holder": _is_not_the_holder,
        "in_reach": _in_reach,
        "below_own_agency": _below_own_agency,
        "category_is_known": _category_is_known,
        "has_units_below": _has_units_below,
        "not_at_the_root": _not_at_the_root,
        **PART_CHECKS,
        **PROTECTION_CHECKS,
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
