"""Checks of joining: which two cases can be joined or separated, and which one stands for which.

What is written on either side names the other one. So two cases are only joined if whoever may know
one of them may know the other: neither is made known to anybody by it.
"""

from collections.abc import Hashable, Iterable

from sp4n.workflow.attempt import Attempt
from sp4n.workflow.case import Case
from sp4n.workflow.reasons import Reason, named, reason


def hosts_of(case: Case, beside: Iterable[Case]) -> tuple[Case, ...]:
    """Give the case that a joined one was joined to, what that was joined to, and so on.

    As far as they are shown, and say themselves that they took in the one before.
    """
    shown = {one.number: one for one in beside}
    hosts: list[Case] = []
    joined, host = case, shown.pop(case.joined_into or "", None)
    while host is not None and joined.number in host.duplicates:
        hosts.append(host)
        joined, host = host, shown.pop(host.joined_into or "", None)
    return tuple(hosts)


def standing_of(case: Case, beside: Iterable[Case]) -> Case | None:
    """Find the case that stands for a joined one; None if it isn't joined, or that isn't shown."""
    hosts = hosts_of(case, beside)
    return hosts[-1] if hosts and hosts[-1].joined_into is None else None


def other_takes_in(attempt: Attempt) -> Reason | None:
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


def other_was_joined(attempt: Attempt) -> Reason | None:
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
    if _known_by(attempt, case) != _known_by(attempt, joined):
        return reason("would_be_disclosed", case=number)
    return None


def host_lets_go(attempt: Attempt) -> Reason | None:
    """The case that this one was joined to is shown, is the actor's to act on, and can let go.

    One that never took it in has nothing to let go: half a joining is undone by half a separation.
    """
    case, number = attempt.case, attempt.command.text("out_of")
    if number is None:
        return None
    host = attempt.shown(number)
    if host is None:
        return reason("case_not_shown", case=named(number))
    lacking = _no_right_to(attempt, host)
    if lacking is not None:
        return lacking
    if case.joined_into != number:
        return reason("not_joined_to", case=number)
    return _is_unfit(attempt, host, "let_go") if case.number in host.duplicates else None


def other_was_separated(attempt: Attempt) -> Reason | None:
    """The other case is shown, was taken in by this one, and is not joined to it any more.

    Whatever has happened to it since it left.
    """
    case, number = attempt.case, attempt.command.text("case")
    if number is None:
        return None
    other = attempt.shown(number)
    if other is None:
        return reason("case_not_shown", case=named(number))
    if number not in case.duplicates:
        return reason("not_joined", case=number)
    return reason("not_separated", case=number) if other.joined_into == case.number else None


def _no_right_to(attempt: Attempt, host: Case) -> Reason | None:
    """Whoever joins may act on both cases."""
    if any(attempt.reaches(host, role) for role in attempt.roles):
        return None
    return reason("outside_subtree", agency=host.holder or "-", own=attempt.own_name)


def _does_not_fit(attempt: Attempt, host: Case) -> Reason | None:
    """Joining makes nothing known, buries no oversight case, and closes no circle."""
    case = attempt.case
    unfit = _is_unfit(attempt, host, "gather")
    if unfit is not None:
        return unfit
    if host.number in case.duplicates:  # what was shown is from before it was joined
        return reason("already_joined", case=host.number)
    against = _would_disclose(attempt, host)
    if against is None and case.has_oversight_indication and not host.is_oversight:
        return reason("oversight_lost", case=host.number)
    return against


def _is_unfit(attempt: Attempt, host: Case, command: str) -> Reason | None:
    """The other half of it would be refused: by its table, its status, or its last event."""
    workflow = attempt.workflow
    fits = host.workflow == workflow.version and host.events[-1].at <= attempt.at
    if fits and workflow.rows(host.status, command):
        return None
    return reason("other_case_unfit", case=host.number, status=host.status)


def _would_disclose(attempt: Attempt, other: Case) -> Reason | None:
    """Somebody may know one of the two cases and not the other."""
    case = attempt.case
    if case.is_confidential and not other.is_confidential:
        return reason("would_be_disclosed", case=other.number)
    kept = case.accused_officers <= other.barred_officers
    if not kept or not case.accused <= other.accused:
        return reason("accusation_lost", case=other.number)
    if _known_by(attempt, case) != _known_by(attempt, other):
        return reason("would_be_disclosed", case=other.number)
    return None


def _known_by(attempt: Attempt, case: Case) -> Hashable:
    """By what it is decided who may know a case: of a confidential one, who wrote or handles it.

    The accused are compared by their codes, not by who hangs below them today: that changes.
    """
    barred = case.accused, case.barred_officers
    if not case.is_confidential:
        return barred
    handled_by = frozenset((*attempt.holders_of(case), *attempt.involved_in(case)))
    return *barred, handled_by, case.complaint.reporter
