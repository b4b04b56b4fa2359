"""Stranded cases (*laporan terbengkalai*): open, and nobody but the reporter can act."""

from collections.abc import Iterator
from datetime import date, datetime

from sp4n.model.officer import Actor
from sp4n.validation import date_fault, instant_fault, refuse, type_fault
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.case import Case
from sp4n.workflow.commands import Command
from sp4n.workflow.decisions import judge
from sp4n.workflow.procedure import Procedure
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.workflow import Workflow


def stranded(
    procedure: Procedure, case: Case, *, at: datetime, on: date | None = None
) -> tuple[Reason, ...]:
    """Say why a case is stranded: nobody but the reporter may act, and no timer runs.

    Somebody may act if an officer may give a command that moves the case: its status or its holder.

    Args:
        procedure: The procedure by which the case is handled.
        case: The case; one that is not open is never stranded.
        at: The instant of which it is asked.
        on: The day by which agencies and appointments are judged; by default that of *at*.

    Returns:
        The reasons; none if somebody may act, or the system will.

    Raises:
        InvalidValue: An argument is of a wrong type, or *at* has no offset.
    """
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, case, "case", "case"),
        instant_fault(at, "at"),
        None if on is None else date_fault(on, "on"),
    )
    if not case.is_open:
        return ()
    workflow = procedure.workflow_of(case)
    if workflow is None:
        known = procedure.workflow.version
        return (reason("unknown_workflow", pinned=named(case.workflow), known=known),)
    if case.status not in workflow.phases:
        status = named(case.status)
        return (reason("status_unknown", status=status, workflow=workflow.version),)
    last_at = case.events[-1].at
    if at < last_at:
        return (reason("time_reversed", last=last_at.isoformat()),)
    day = procedure.calendar.nearest_date_of(at) if on is None else on
    search = _Search(procedure, workflow, case, at, day)
    return () if search.finds_a_timer() or search.finds_an_officer() else tuple(search.why())


class _Search:
    """Looks for somebody who may move a case."""

    def __init__(
        self, procedure: Procedure, workflow: Workflow, case: Case, at: datetime, on: date
    ) -> None:
        self.procedure, self.workflow, self.case = procedure, workflow, case
        self.at, self.on = at, on
        self.directory = procedure.directory

    def finds_a_timer(self) -> bool:
        """Tell whether the system will move it."""
        for row in self.workflow.timers(self.case.status):
            ends_at = self.procedure.timer_ends_at(self.case, row)
            due_at = None if ends_at is None else max(ends_at, self.at)
            if due_at is not None and self.moves(Actor.system(), row.command, due_at):
                return True
        return False

    def finds_an_officer(self) -> bool:
        """Tell whether somebody at the holder or above it may move it today."""
        rows = (row for row in self.workflow.transitions if row.source == self.case.status)
        own = (row for row in rows if row.officers and not row.is_keyed_in)
        commands = dict.fromkeys(row.command for row in own)
        return any(
            self.moves(actor, command, self.at) for actor in self.officers() for command in commands
        )

    def officers(self) -> Iterator[Actor]:
        """Walk over whoever serves at the holders and above them, the nearest first."""
        directory, root = self.directory, self.directory.root.code
        lines = (
            directory.lineage(holder, self.on) if holder in directory else (root,)
            for holder in self.case.holders
        )
        for agency in dict.fromkeys(code for line in lines for code in line):
            for held in directory.team(agency, self.on):
                yield Actor.officer(held.officer, at=agency)

    def moves(self, by: Actor, command: str, at: datetime) -> bool:
        """Tell whether somebody may give a command that changes status or holder."""
        kind, calendar = self.workflow.command(command), self.procedure.calendar
        attempt = Attempt(
            self.case, Command(command), by, at, self.directory, self.workflow, calendar, kind,
            on=self.on,
        )  # fmt: skip
        row, reasons = judge(attempt)
        if row is None or reasons or kind is None:
            return False
        return row.target != self.case.status or kind.moves

    def why(self) -> Iterator[Reason]:
        """Say what is wrong with its holders; if nothing is, that nobody may act."""
        holders, gone = tuple(map(named, self.case.holders)), False
        for holder in self.case.holders:
            agency = self.directory.find(holder)
            if agency is None:
                gone = True
                yield reason("holder_unknown", agency=named(holder))
            elif agency.has_ended(self.on):
                gone = True
                yield reason("holder_ended", agency=holder, on=agency.active_until)
        if not gone:
            yield reason("nobody_may_act", holders=holders or ("-",))
