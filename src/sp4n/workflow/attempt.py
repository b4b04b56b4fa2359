"""Attempts: somebody tries a command on a case, and how they and all agencies stand to it then."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from attrs import define

from sp4n.model.directory import Directory
from sp4n.model.officer import ADMIN_ROLES, Actor, Role
from sp4n.workdays import WorkingCalendar
from sp4n.workflow.barring import is_barred, is_barred_officer
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import CommandKind
from sp4n.workflow.commands import Command
from sp4n.workflow.parts import Part
from sp4n.workflow.reasons import Reason
from sp4n.workflow.workflow import Workflow

MayExtend = Callable[[Case, str | None, int | None, datetime], Reason | None]
"""Says what speaks against more time for a case: by which standard (None for any), by how many
units of its limit (None for as many as it grants), and when somebody asks. None if nothing does."""


@lru_cache(maxsize=1024)  # own choice: the commands of many workflows
def _without_fields(code: str) -> Command:
    return Command(code)


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
        may_extend: Says what speaks against more time by a standard; None if no standard is known.
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
    _parts: tuple[Part, ...] | None = None
    _first: "Attempt | None" = None
    may_extend: "MayExtend | None" = None

    def of_kind(self, kind: CommandKind, beside: tuple[Case, ...]) -> "Attempt":
        """Give the same attempt at another command; who acts, where and when is worked out once."""
        return Attempt(
            self.case, _without_fields(kind.code), self.by, self.at, self.directory, self.workflow,
            self.calendar, kind, beside, self.on, self.roles, self.own_agency, self.holders,
            first=self._first or self, may_extend=self.may_extend,
        )  # fmt: skip

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
        if self.directory.succeeded.isdisjoint(case.holders):
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

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are open on that day; what its holder was asked for is none any more."""
        if self._parts is None:
            first = self._first
            self._parts = self.parts_in(self.case) if first is None else first.parts
        return self._parts

    def parts_in(self, case: Case) -> tuple[Part, ...]:
        """The parts of a case that are open on that day."""
        holders = self.holders_of(case)
        return tuple(
            part
            for part in case.parts
            if part.is_open and self.in_office(part.agency) not in holders
        )

    def part_of(self, agency: str | None) -> Part | None:
        """Find the open part of an agency, or of one that it follows."""
        of_agency = (part for part in self.parts if self.in_office(part.agency) == agency)
        return next(of_agency, None)

    @property
    def involved(self) -> tuple[str, ...]:
        """The agencies that have an open part on that day."""
        return self._asked(self.parts)

    def involved_in(self, case: Case) -> tuple[str, ...]:
        """The agencies that have an open part in a case on that day."""
        return self._asked(self.parts_in(case))

    def _asked(self, parts: tuple[Part, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.in_office(part.agency) for part in parts))

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

    def bars_officer(self, officer: str) -> bool:
        """Tell whether an officer is kept from the case, whatever agency they act for."""
        return is_barred_officer(self.case, officer, directory=self.directory, on=self.on)

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


Check = Callable[[Attempt], Reason | None]
"""What a guard asks: the reason against an attempt, or None."""
