"""The procedure (*tata cara*): a workflow at work in one directory, with one calendar.

The only way to change a case: `receive` or `adopt` begin it, `decide` says whether a command is
allowed and what it would do, `perform` does it or raises.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import get_args

from attrs import field, frozen

from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory
from sp4n.model.officer import Actor
from sp4n.quiet import shown_short
from sp4n.validation import (
    code_fault,
    function_fault,
    instant_fault,
    items_or_as_given,
    list_faults,
    refuse,
    type_fault,
    word_fault,
)
from sp4n.workdays import WorkingCalendar
from sp4n.workflow.acceptance import accept
from sp4n.workflow.adoption import Adoption, PastStep
from sp4n.workflow.attempt import Attempt, MayExtend
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.commands import Command
from sp4n.workflow.decisions import (
    HIDDEN,
    Accepted,
    Decision,
    Needs,
    Refused,
    field_reasons,
    future_reasons,
    judge,
    known_beside,
    knows_anyway,
    may_know,
)
from sp4n.workflow.events import SUBMIT, Event
from sp4n.workflow.guards import timer_ends_at
from sp4n.workflow.options import options
from sp4n.workflow.reasons import CommandRefused, reason
from sp4n.workflow.reception import (
    Proposal,
    ReceiveAt,
    ReceiveConfidentialAt,
    accused_reasons,
    barred_facts,
    receiver,
    submit_reasons,
    submitted_later,
    unknown_facts,
)
from sp4n.workflow.transition import Transition
from sp4n.workflow.versions import Tables, version_faults
from sp4n.workflow.workflow import Workflow, safety_faults


def _workflows(older: Iterable[Workflow]) -> tuple[Workflow, ...]:
    return items_or_as_given(older)


@shown_short
@frozen
class Procedure:
    """A workflow bound to the agencies and officers it is for, and to a calendar for its timers.

    Attributes:
        workflow: What new cases are pinned to.
        directory: The agencies and officers.
        calendar: What timers and windows are counted by.
        older: Earlier versions of the workflow: a case goes on by the one that it is pinned to.
            What either was made of and LAPOR!'s own versions need no mention, nor do they with
            other extensions switched on (`workflow_of`).
        may_extend: Says what speaks against more time; a policy brings it. None grants nobody any.

    Raises:
        InvalidValue: Two workflows have the same version (``duplicate``), or one was made of
            another table than is known by that version (``two_tables``); one must not be at work,
            since a command assigns without a guard, the initial status is closed, a timer goes
            nowhere, …; or a part is of a wrong type.
    """

    workflow: Workflow
    directory: Directory
    calendar: WorkingCalendar
    older: tuple[Workflow, ...] = field(default=(), converter=_workflows)
    may_extend: MayExtend | None = field(default=None, kw_only=True, eq=False, repr=False)
    _tables: Tables = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            type_fault(Workflow, self.workflow, "workflow", "workflow"),
            type_fault(Directory, self.directory, "directory", "directory"),
            type_fault(WorkingCalendar, self.calendar, "calendar", "calendar"),
            *list_faults(Workflow, self.older, "older", "workflow"),
            None if self.may_extend is None else function_fault(self.may_extend, "may_extend"),
        )
        refuse(*version_faults(self.workflow, self.older, "workflow"))
        tables = Tables(self.workflow, self.older)
        refuse(*(unsafe for workflow in tables.given for unsafe in safety_faults(workflow)))
        object.__setattr__(self, "_tables", tables)

    def workflow_of(self, case: Case) -> Workflow | None:
        """Give the workflow that a case is pinned to; None when this procedure doesn't know it.

        It knows its own and the older ones, this library's, what these were made of, and each of
        them with other extensions switched on: with their parameters as they are set here, else
        with those that they have by default. Keep a table among the older ones where that differs.
        """
        if case.__class__ is not Case:
            refuse(type_fault(Case, case, "case", "case"))
        return self._tables.find(case.workflow)

    def receive(
        self,
        complaint: Complaint,
        *,
        at: datetime,
        by: Actor | None = None,
        proposal: Proposal | None = None,
        receive_at: ReceiveAt = "front_desk",
        receive_confidential_at: ReceiveConfidentialAt = "government",
    ) -> Case:
        """Begin a case: the complaint lies with the admin who will verify it.

        The holder is the named target's admin or the nearest one above it, else the lowest front
        desk that covers the region and has an admin, at worst the root; never whoever is barred
        (`is_barred`). Nobody holds what accuses the root, since all agencies hang below it. An
        unknown target or category does no harm; the first event says that it is unknown. Nor is
        anybody turned away at the counter of whom they accuse: who is barred may key it in, which
        the first event says (``keyed_in_by_accused``), and may not know of it from then on.

        Args:
            complaint: What was submitted.
            at: When it was received: an instant with an offset.
            by: The reporter (the default), or an officer who keys in a letter.
            proposal: Where it should go; it stays on record.
            receive_at: Who receives a complaint that names no agency.
            receive_confidential_at: Who receives what the proposal calls oversight or confidential.

        Raises:
            CommandRefused: An officer has no current appointment, a reporter is not the
                complaint's, *at* lies before the complaint was submitted, or the directory does not
                know whom the complaint accuses.
            InvalidValue: An argument is of a wrong type, or *at* has no offset.
        """
        refuse(
            type_fault(Complaint, complaint, "complaint", "complaint"),
            instant_fault(at, "at"),
            None if by is None else type_fault(Actor, by, "by", "actor"),
            None if proposal is None else type_fault(Proposal, proposal, "proposal", "proposal"),
            word_fault(receive_at, get_args(ReceiveAt), "receive_at"),
            word_fault(
                receive_confidential_at, get_args(ReceiveConfidentialAt), "receive_confidential_at"
            ),
        )
        actor = Actor.reporter(complaint.reporter) if by is None else by
        on = self.calendar.nearest_date_of(at)
        reasons = tuple(submit_reasons(self.directory, complaint, actor, at, on))
        if reasons:
            raise CommandRefused(reasons)
        is_delicate = proposal is not None and proposal.is_delicate
        delicate = receive_confidential_at if is_delicate else None
        holders = receiver(self.directory, complaint, on, receive_at, delicate)
        proposed = () if proposal is None else proposal.facts()
        barred = barred_facts(complaint, actor, self.directory, on)
        facts = (*proposed, *unknown_facts(complaint, self.directory), *barred)
        status, version = self.workflow.initial, self.workflow.version
        first = Event(
            1, SUBMIT, at, actor, status, self.workflow.phases[status], (Effect.ASSIGN,), holders,
            facts=(("workflow", version), *facts), case=complaint.number,
        )  # fmt: skip
        return Case.from_events(complaint, (first,))

    def adopt(
        self,
        complaint: Complaint,
        *,
        status: str,
        holder: str,
        source: str,
        at: datetime,
        since_at: datetime | None = None,
        first_disposed_at: datetime | None = None,
        steps: Iterable[PastStep] = (),
    ) -> Case:
        """Take over a case that began in another system, with what is known of its past.

        What is known becomes the first events; clocks and timers run from it, and settlement from
        the submission in any case. Nothing else is invented: the clocks that it concerns are
        unknown. A timer that began there still runs for five working days. What a barred agency
        held is held by the nearest admin above who is not barred (``held_by`` says by whom).

        Args:
            complaint: What was submitted.
            status: The status that the case is in.
            holder: The agency that holds it.
            source: The system in which it began, as a code.
            at: When it was taken over: an instant with an offset.
            since_at: When it came into its status, or to its holder.
            first_disposed_at: When it was first handed to an office.
            steps: All dated steps that are known, in order, the first one included. If the last one
                leads elsewhere than to *status*, nobody knows when that was reached.

        Raises:
            UnknownCode: There is no such status or agency, and nothing else is wrong.
            CommandRefused: The complaint was submitted later, or the directory does not know whom
                it accuses.
            InvalidValue: With all faults: a step names a status or an agency that there is not
                (``unknown_status``, ``unknown_agency``), times run back or lie before the
                submission (``time_reversed``) or after the adoption (``time_after``), arguments
                contradict each other (``contradiction``); the workflow has no status for what was
                disposed; an argument is of a wrong type; or an instant has no offset.
        """
        refuse(
            type_fault(Complaint, complaint, "complaint", "complaint"),
            type_fault(str, status, "status", "code"),
            type_fault(str, holder, "holder", "code"),
            instant_fault(at, "at"),
            code_fault(source, "source"),
        )
        adoption = Adoption(
            complaint, status, holder, source, at, since_at, first_disposed_at,
            items_or_as_given(steps), self.workflow, self.directory,
        )  # fmt: skip
        refuse(*adoption.faults())
        self.directory.agency(holder)
        self.workflow.status(status)
        late = (submitted_later(complaint),) if at < complaint.submitted_at else ()
        reasons = (*late, *accused_reasons(complaint, self.directory))
        if reasons:
            raise CommandRefused(reasons)
        return Case.from_events(complaint, adoption.events(self.calendar.nearest_date_of(at)))

    def decide(
        self,
        case: Case,
        command: Command,
        *,
        by: Actor,
        at: datetime,
        based_on: int | None = None,
        beside: Iterable[Case] = (),
        not_after: datetime | None = None,
    ) -> Decision:
        """Say whether the command is allowed: what it would do, or every reason why not.

        Nothing changes.

        Args:
            case: The case as it is.
            command: What is to be done with it.
            by: Who wants it.
            at: When.
            based_on: The version of the case that the actor looked at; when the case has moved on
                since, the command is refused as stale.
            beside: Other cases that the command speaks of; one that must not exist for the actor
                counts as not shown.
            not_after: The caller's clock: *at* may not lie after it. Without it any time goes, and
                a case whose last event lies in the future by mistake is stuck until then.

        Raises:
            InvalidValue: An argument is of a wrong type (a command's code alone, say).
        """
        if (
            case.__class__ is not Case
            or command.__class__ is not Command
            or by.__class__ is not Actor
            or (based_on is not None and based_on.__class__ is not int)
        ):
            refuse(
                type_fault(Case, case, "case", "case"),
                type_fault(Command, command, "command", "command"),
                type_fault(Actor, by, "by", "actor"),
                None if based_on is None else type_fault(int, based_on, "based_on", "number"),
            )
        if (at.__class__ is not datetime or at.utcoffset() is None) and instant_fault(at, "at"):
            return _refused_without_time(case, by)
        attempt = self._attempt(case, command, by, at, _cases(beside) if beside else ())
        row, reasons = judge(attempt, based_on)
        if tuple(reasons) != HIDDEN:
            reasons += field_reasons(attempt, row)
            if not_after is not None:
                refuse(instant_fault(not_after, "not_after"))
                reasons += future_reasons(at, not_after)
        if reasons or row is None or attempt.kind is None:
            return Refused(tuple(reasons))
        return accept(attempt, attempt.kind, row)

    def perform(
        self,
        case: Case,
        command: Command,
        *,
        by: Actor,
        at: datetime,
        based_on: int | None = None,
        beside: Iterable[Case] = (),
        not_after: datetime | None = None,
    ) -> Case:
        """Do it: give the case afterwards, its new texts among `texts`.

        The arguments are those of `decide`. Raises CommandRefused with every reason, and
        InvalidValue as `decide` does.
        """
        decision = self.decide(
            case, command, by=by, at=at, based_on=based_on, beside=beside, not_after=not_after
        )
        if isinstance(decision, Refused):
            raise CommandRefused(decision.reasons)
        return decision.case

    def options(
        self, case: Case, *, by: Actor, at: datetime, beside: Iterable[Case] = ()
    ) -> Mapping[str, Accepted | Refused | Needs]:
        """Say for every command what an actor may do now, without doing it.

        Refused means refused whatever the fields say; Accepted means accepted as it is; Needs
        names the fields that have to be filled in. An officer sees beside what they may do what the
        route proposed and whose parts are open (`notes`). `beside` is as for `decide`.
        """
        refuse(type_fault(Case, case, "case", "case"), type_fault(Actor, by, "by", "actor"))
        workflow, shown = self.workflow_of(case) or self.workflow, _cases(beside)
        if instant_fault(at, "at"):
            return {kind.code: _refused_without_time(case, by) for kind in workflow.commands}
        attempt = self._attempt(case, Command(""), by, at)
        return options(attempt, partial(self._known_beside, case, by=by, at=at, beside=shown))

    def may_know(self, case: Case, *, by: Actor, at: datetime) -> bool:
        """Tell whether somebody may learn that a case exists: before showing it, ask.

        Every case is hidden from the barred (`is_barred`). Confidential ones are hidden from
        everybody but the reporter, the system, who holds them and the admins above. Who may read
        its words is for the caller to decide. Raises
        InvalidValue if an argument is of a wrong type, or *at* has no offset.
        """
        refuse(
            type_fault(Case, case, "case", "case"),
            type_fault(Actor, by, "by", "actor"),
            instant_fault(at, "at"),
        )
        return self._may_know(case, by, at)

    def _may_know(self, case: Case, by: Actor, at: datetime) -> bool:
        return may_know(self._attempt(case, Command(""), by, at))

    def timer_ends_at(self, case: Case, row: Transition) -> datetime | None:
        """Give the first instant at which the system may act by a row's timer.

        The day on which the case came into the status, or to its holder, is not counted. One that
        began in another system doesn't end in the first five working days after the adoption. None
        when the row has no timer, or when that lies outside the calendar's known range. Raises
        InvalidValue if *case* is not a Case or *row* not a Transition.
        """
        if case.__class__ is not Case or row.__class__ is not Transition:
            refuse(
                type_fault(Case, case, "case", "case"),
                type_fault(Transition, row, "row", "row"),
            )
        return None if row.after is None else timer_ends_at(row.after, case, self.calendar)

    def _attempt(
        self, case: Case, command: Command, by: Actor, at: datetime, beside: tuple[Case, ...] = ()
    ) -> Attempt:
        workflow = self._tables.find(case.workflow) or self.workflow
        kind = workflow.command(command.code)
        known = self._known_beside(case, kind, by=by, at=at, beside=beside)
        parts = (self.directory, workflow, self.calendar, kind, known)
        return Attempt(case, command, by, at, *parts, may_extend=self.may_extend)

    def _known_beside(
        self,
        case: Case,
        kind: CommandKind | None,
        *,
        by: Actor,
        at: datetime,
        beside: tuple[Case, ...],
    ) -> tuple[Case, ...]:
        if not beside:
            return ()
        return known_beside(case, kind, by, beside, partial(self._may_know, by=by, at=at))


def _cases(beside: Iterable[Case]) -> tuple[Case, ...]:
    cases = items_or_as_given(beside)
    refuse(*list_faults(Case, cases, "beside", "case"))
    return cases


def _refused_without_time(case: Case, by: Actor) -> Refused:
    """Without a date no appointment can be told: a confidential case stays hidden."""
    return Refused((reason("naive_time"),) if knows_anyway(case, by) else HIDDEN)
