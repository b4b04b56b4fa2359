"""Guards and limits: the conditions of a row beyond status and authority.

A guard looks at an attempt and gives the reason against it, or None. Rows name it
(`sp4n.workflow.transition.GUARD_FIELDS`) and its check is registered here; a guard is never
evaluated from text. Limits say when, and how often, a command may be given.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from attrs import define

from sp4n.errors import closest
from sp4n.frozen_dict import FrozenDict
from sp4n.model.directory import Directory
from sp4n.model.officer import ADMIN_ROLES, Actor, Role
from sp4n.validation import says_something
from sp4n.workdays import Limit, OutsideKnownRange, WorkingCalendar
from sp4n.workflow.barring import is_barred
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import CommandKind
from sp4n.workflow.commands import Command
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.status import Phase
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

WARNING = Limit(5, "working days")
"""How long a timer that began in another system still runs after the adoption: own choice."""


@define
class Attempt:
    """Somebody tries a command on a case at an instant.

    It lives for one decision; nobody changes it.

    Attributes:
        case: The case that the command is for.
        command: What is tried.
        by: Who tries it.
        at: When.
        directory: The agencies and officers as they are.
        workflow: The workflow that the case is pinned to.
        calendar: What tells the date, and when limits end.
        kind: What the workflow knows of the command; None when it has no such command.
        beside: Other cases that were shown with it.
    """

    case: Case
    command: Command
    by: Actor
    at: datetime
    directory: Directory
    workflow: Workflow
    calendar: WorkingCalendar
    kind: CommandKind | None
    beside: tuple[Case, ...] = ()
    _on: date | None = None
    _roles: frozenset[Role] | None = None
    _own_agency: str | None = None
    _holders: tuple[str, ...] | None = None

    @property
    def on(self) -> date:
        """The date on which it is tried, worked out when it is first asked for."""
        if self._on is None:
            self._on = self.calendar.nearest_date_of(self.at)
        return self._on

    @property
    def roles(self) -> frozenset[Role]:
        """The roles in which an officer serves the agency that they act for; empty for others."""
        if self._roles is None:
            officer, agency = self.by.id or "", self.own_agency
            standing = self.directory.standing_roles.get((officer, agency))
            if standing is None:
                standing = self.directory.roles(officer, agency, on=self.on)
            self._roles = standing
        return self._roles

    def in_office(self, code: str) -> str:
        """Who stands for an agency on that day: its successor, once it has ended."""
        directory = self.directory
        return directory.in_office(code, self.on) if code in directory.succeeded else code

    def holders_of(self, case: Case) -> tuple[str, ...]:
        """Who holds a case on that day: successors, where holders have ended."""
        if self.directory.succeeded.keys().isdisjoint(case.holders):
            return case.holders
        return tuple(dict.fromkeys(map(self.in_office, case.holders)))

    @property
    def holders(self) -> tuple[str, ...]:
        """Who holds the case on that day."""
        if self._holders is None:
            self._holders = self.holders_of(self.case)
        return self._holders

    @property
    def proposed(self) -> str | None:
        """The agency that the route on record proposes, unless it, or who it follows, was tried."""
        proposed = self.case.proposed
        if proposed is None or not self.directory.succeeded:
            return proposed
        now = self.in_office(proposed)
        return None if now in map(self.in_office, self.case.tried) else now

    @property
    def receiver(self) -> str | None:
        """The agency the case would go to: the one named, else the one the route proposes."""
        named = self.command.text("to")
        return self.in_office(named) if named else self.proposed

    @property
    def own_agency(self) -> str:
        """The agency for which an officer acts; empty for the reporter and the system."""
        if self._own_agency is None:
            self._own_agency = self.in_office(self.by.agency or "")
        return self._own_agency

    def is_within(self, code: str, ancestor: str) -> bool:
        """Tell whether an agency is another one or hangs below it on that day."""
        directory = self.directory
        return directory.is_within(code, ancestor, self.on if code in directory.changing else None)

    def shown(self, number: str) -> Case | None:
        """Find a case that was shown beside this one, by its number."""
        return next((case for case in self.beside if case.number == number), None)

    def bars(self, who: Actor | str, case: Case | None = None) -> bool:
        """Tell whether somebody, or an agency, is kept from a case, this one unless another."""
        of = self.case if case is None else case
        return is_barred(of, who, directory=self.directory, on=self.on)

    def reaches(self, case: Case, role: Role) -> bool:
        """An admin reaches what lies below their agency, everybody else their own agency only.

        What nobody holds, or an agency held that has left the directory, lies below the root.
        """
        own, directory = self.own_agency, self.directory
        holders = self.holders if case is self.case else self.holders_of(case)
        if own in holders:
            return True
        if not own or role not in ADMIN_ROLES:
            return False
        if any(self.is_within(holder, own) for holder in holders):
            return True
        lost = not holders or any(holder not in directory for holder in holders)
        return lost and own == directory.root.code

    @property
    def own_name(self) -> str:
        """The agency for which an officer acts, else what the actor is; for reasons to name."""
        return self.own_agency or self.by.kind.value


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


def _came_by_is_told(attempt: Attempt) -> Reason | None:
    """Whoever keys in what the reporter said tells how it came."""
    return None if attempt.command.text("came_by") else reason("came_by_untold", field="came_by")


def _letter_is_named(attempt: Attempt) -> Reason | None:
    """What ends a case, or rates it, rests on a document that others can find."""
    letter = attempt.command.text("letter")
    if letter is not None and says_something(letter, in_words=False):
        return None
    return reason("letter_unnamed", field="letter")


def _not_by_the_holder(attempt: Attempt) -> Reason | None:
    """An office doesn't end or rate for the reporter what it has to answer itself.

    Before it is verified a case is nobody's to answer, and above the root there is nobody.
    """
    own, case = attempt.own_agency, attempt.case
    if own not in attempt.holders or case.phase is Phase.NEW:
        return None
    if own == attempt.directory.root.code:
        return None
    return reason("by_the_holder", agency=own)


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
    theirs, ours = case.complaint, host.complaint
    kept = theirs.accused_officers <= ours.accused_officers
    if not kept or not theirs.accused <= ours.accused:
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


Check = Callable[[Attempt], Reason | None]

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
        "came_by_is_told": _came_by_is_told,
        "letter_is_named": _letter_is_named,
        "not_by_the_holder": _not_by_the_holder,
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
            yield from _time_reasons(attempt, limit, is_timer=limit is row.after)
    if row.at_most is not None:
        times = attempt.case.times(row.command)
        if times >= row.at_most:
            yield reason("too_often", command=row.command, times=times, at_most=row.at_most)


def _time_reasons(attempt: Attempt, limit: Limit, *, is_timer: bool) -> Iterator[Reason]:
    """A timer's command comes when its limit is over, any other one's before that."""
    end = (timer_ends_at if is_timer else ends_at)(limit, attempt.case, attempt.calendar)
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
