"""The procedure (*tata cara*): a workflow at work in one directory, with one calendar.

The only way to change a case: `receive` or `adopt` begin it, `decide` says whether a command is
allowed and what it would do, `perform` does it or raises.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from attrs import frozen

from sp4n.model.agency import Agency
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.directory import Directory
from sp4n.model.officer import Actor, ActorKind, Role
from sp4n.model.texts import Text
from sp4n.validation import code_fault, instant_fault, refuse, type_fault
from sp4n.workdays import OutsideKnownRange, WorkingCalendar
from sp4n.workflow.case import Case
from sp4n.workflow.commands import Command, CommandKind, Effect, FieldKind
from sp4n.workflow.decisions import (
    Accepted,
    Decision,
    Needs,
    Refused,
    choose_row,
    field_reasons,
    knows_anyway,
    missing_fields,
    standing_reasons,
)
from sp4n.workflow.events import ADOPT, SUBMIT, Event, EventFact, text_key
from sp4n.workflow.guards import Attempt
from sp4n.workflow.reasons import REPORTER, SYSTEM, CommandRefused, Reason, reason
from sp4n.workflow.table import Transition, Workflow

__all__ = ["Procedure", "Proposal", "ReceiveAt"]

ReceiveAt = Literal["front_desk", "national"]
"""Who receives a complaint that names no agency: the lowest front desk, or the national admin."""


@frozen
class Proposal:
    """Where a complaint should go, as some router proposes it; an admin disposes.

    `via` and `rule` say how the proposal came about. `classification` and `confidential` are
    proposals too: the first is taken by a `verify` that names nobody, the second guards the case
    from the start.
    """

    agency: str
    via: str
    rule: str | None = None
    classification: Classification | None = None
    confidential: bool = False

    def facts(self) -> Iterator[tuple[str, EventFact]]:
        """Give what the first event remembers of it."""
        yield "proposed", self.agency
        yield "via", self.via
        if self.rule is not None:
            yield "rule", self.rule
        if self.classification is not None:
            yield "proposed_classification", self.classification.value
        if self.confidential:
            yield "confidential", True


@frozen
class Procedure:
    """A workflow bound to the agencies and officers it is for, and to a calendar for its timers."""

    workflow: Workflow
    directory: Directory
    calendar: WorkingCalendar

    def receive(
        self,
        complaint: Complaint,
        *,
        at: datetime,
        by: Actor | None = None,
        proposal: Proposal | None = None,
        receive_at: ReceiveAt = "front_desk",
    ) -> Case:
        """Begin a case: the complaint lies with the admin who will verify it.

        `by` is the reporter (the default), or an officer who keys in a letter. The holder is the
        named target's admin or the nearest one above it, else the lowest front desk that covers
        the region and has an admin, at worst the root; never an agency that the complaint accuses,
        as long as anybody else has an admin.
        Raises CommandRefused when an officer has no current appointment, when a reporter is not
        the complaint's, or when `at` lies before the complaint was submitted; InvalidValue for a
        naive `at`.
        """
        refuse(instant_fault(at, "at"))
        actor = Actor.reporter(complaint.reporter) if by is None else by
        reasons = tuple(self._submit_reasons(complaint, actor, at))
        if reasons:
            raise CommandRefused(reasons)
        holder = self._receiver(complaint, at, receive_at)
        facts = () if proposal is None else tuple(proposal.facts())
        return self._begin(complaint, SUBMIT, at, actor, self.workflow.initial, holder.code, facts)

    def adopt(
        self, complaint: Complaint, *, status: str, holder: str, source: str, at: datetime
    ) -> Case:
        """Take over a case that began in another system, `source` naming which.

        Nothing is invented about what happened there: the history begins with the adoption, and
        clocks that would have started earlier are unknown. Raises UnknownCode for a status or an
        agency that there is none of, InvalidValue for a naive `at` and for a source that is no
        code, CommandRefused when the complaint was submitted later. A holder that the complaint
        accuses is taken as it is, lest a case be lost: only an admin above it may act.
        """
        refuse(instant_fault(at, "at"), code_fault(source, "source"))
        self.directory.agency(holder)
        self.workflow.status(status)
        if at < complaint.submitted_at:
            raise CommandRefused((_submitted_later(complaint),))
        facts = (("source", source),)
        return self._begin(complaint, ADOPT, at, Actor.system(), status, holder, facts)

    def decide(
        self,
        case: Case,
        command: Command,
        *,
        by: Actor,
        at: datetime,
        based_on: int | None = None,
    ) -> Decision:
        """Say whether the command is allowed: what it would do, or every reason why not.

        Nothing changes. `based_on` is the version of the case that the actor looked at; when the
        case has moved on since, the command is refused as stale. Raises InvalidValue for what is
        no case, command or actor (a command's code alone, say).
        """
        refuse(
            type_fault(Case, case, "case", "a case"),
            type_fault(Command, command, "command", "a command"),
            type_fault(Actor, by, "by", "an actor"),
        )
        if instant_fault(at, "at"):
            return _refused_without_time(case, by)
        attempt = self._attempt(case, command, by, at)
        standing = self._standing(attempt, based_on)
        if standing == _HIDDEN:
            return Refused(_HIDDEN)
        reasons = (*standing, *field_reasons(attempt))
        row = choose_row(attempt)
        if reasons or row is None:
            return Refused(reasons)
        return self._accept(attempt, row)

    def perform(
        self,
        case: Case,
        command: Command,
        *,
        by: Actor,
        at: datetime,
        based_on: int | None = None,
    ) -> Case:
        """Do it: give the case afterwards, its new texts among `texts`, or raise CommandRefused."""
        decision = self.decide(case, command, by=by, at=at, based_on=based_on)
        if isinstance(decision, Refused):
            raise CommandRefused(decision.reasons)
        return decision.case

    def options(
        self, case: Case, *, by: Actor, at: datetime
    ) -> Mapping[str, Accepted | Refused | Needs]:
        """Say for every command what an actor may do now, without doing it.

        Refused means refused whatever the fields say; Accepted means accepted as it is; Needs
        names the fields that have to be filled in.
        """
        return {kind.code: self._option(case, kind, by, at) for kind in self.workflow.commands}

    def timer_due_on(self, case: Case, row: Transition) -> date | None:
        """Give the last day of a row's timer: the system may act from the next day on.

        The day on which the case came into the status is not counted. None when the row has no
        timer, or when the day lies outside the calendar's known range.
        """
        if row.after is None:
            return None
        try:
            return row.after.end_on(self.calendar, self.calendar.date_of(case.since_at))
        except OutsideKnownRange:
            return None

    def _option(
        self, case: Case, kind: CommandKind, by: Actor, at: datetime
    ) -> Accepted | Refused | Needs:
        if instant_fault(at, "at"):
            return _refused_without_time(case, by)
        attempt = self._attempt(case, Command(kind.code), by, at)
        standing = self._standing(attempt)
        row = choose_row(attempt)
        if standing or row is None:
            return Refused(standing)
        needed = missing_fields(attempt, kind, row)
        return Needs(needed) if needed else self._accept(attempt, row)

    def _attempt(self, case: Case, command: Command, by: Actor, at: datetime) -> Attempt:
        on = self.calendar.nearest_date_of(at)
        return Attempt(case, command, by, at, on, self.directory, self.workflow)

    def _standing(self, attempt: Attempt, based_on: int | None = None) -> tuple[Reason, ...]:
        """The reasons that hold for every payload; a hidden case has no other than that."""
        found = tuple(standing_reasons(attempt, based_on))
        return found if found == _HIDDEN else (*found, *self._timer_reasons(attempt))

    def _timer_reasons(self, attempt: Attempt) -> Iterator[Reason]:
        for row in attempt.workflow.rows(attempt.case.status, attempt.command.code):
            if row.after is None:
                continue
            due_on = self.timer_due_on(attempt.case, row)
            if due_on is None:
                yield reason("time_unknown", limit=str(row.after))
            elif attempt.on <= due_on:
                yield reason("too_early", limit=str(row.after), due_on=due_on)

    def _accept(self, attempt: Attempt, row: Transition) -> Accepted:
        case, command = attempt.case, attempt.command
        kind = attempt.workflow.command(command.code)
        assert kind is not None  # noqa: S101  # a row's command is known to its workflow
        number = case.version + 1
        texts = tuple(_texts(case.number, number, kind, command))
        corrections = tuple(_corrections(attempt, kind))
        event = Event(
            number,
            kind.code,
            attempt.at,
            attempt.by,
            row.target,
            attempt.workflow.status(row.target).phase,
            _effects(kind, corrects=bool(corrections or texts)),
            self._holders(attempt, kind),
            _reason_code(kind, command),
            tuple(one.kind for one in texts),
            corrections,
        )
        return Accepted((event,), texts, case.apply(event, texts))

    def _holders(self, attempt: Attempt, kind: CommandKind) -> tuple[str, ...]:
        case = attempt.case
        if Effect.ASSIGN in kind.effects:
            return (str(attempt.receiver),)
        if Effect.GIVE_BACK in kind.effects:
            return (self._sender(attempt),)
        return case.holders

    def _sender(self, attempt: Attempt) -> str:
        """Whoever gave it to the holder, else the nearest agency above that may take it."""
        case = attempt.case
        given_by = next((code for code in case.senders[-1:] if code in self.directory), None)
        from_ = given_by or case.holders[0]
        above = self.directory.lineage(from_) if from_ in self.directory else ()
        line = (self.directory.agency(code) for code in above)
        fit = (
            agency.code
            for agency in (*line, *self._last_resorts(case.complaint, attempt.at))
            if agency.code not in case.holders
            and self._may_take(agency, case.complaint, attempt.at)
        )
        return next(fit, self.directory.root.code)

    def _receiver(self, complaint: Complaint, at: datetime, receive_at: ReceiveAt) -> Agency:
        doors = self._doors(complaint, at, receive_at)
        fit = (agency for agency in doors if self._may_take(agency, complaint, at))
        return next(fit, None) or next(self._last_resorts(complaint, at))

    def _doors(self, complaint: Complaint, at: datetime, receive_at: ReceiveAt) -> Iterator[Agency]:
        """The agencies that might receive it, the nearest first."""
        if complaint.target_agency is not None and complaint.target_agency in self.directory:
            for code in self.directory.lineage(complaint.target_agency):
                yield self.directory.agency(code)
        if receive_at == "front_desk":
            on = self.calendar.nearest_date_of(at)
            yield from self.directory.front_desks(complaint.region, on)

    def _last_resorts(self, complaint: Complaint, at: datetime) -> Iterator[Agency]:
        """The root; if it is accused, whoever is below nobody else accused; then the root still."""
        root, directory = self.directory.root, self.directory
        others = complaint.accused - {root.code}
        if root.code in complaint.accused:
            yield from (
                agency
                for agency in directory
                if others.isdisjoint(directory.lineage(agency.code))
                and self._may_take(agency, complaint, at)
            )
        yield root

    def _may_take(self, agency: Agency, complaint: Complaint, at: datetime) -> bool:
        """Tell whether an agency is active, has an admin, and is not accused by the complaint."""
        on = self.calendar.nearest_date_of(at)
        return agency.code not in complaint.accused and self.directory.has_admin(agency.code, on)

    def _submit_reasons(self, complaint: Complaint, by: Actor, at: datetime) -> Iterator[Reason]:
        if at < complaint.submitted_at:
            yield _submitted_later(complaint)
        if by.kind is ActorKind.REPORTER and by.id != complaint.reporter:
            yield reason("not_the_reporter")
        if by.kind is ActorKind.SYSTEM:
            yield reason("wrong_role", held=SYSTEM, allowed=(REPORTER, *Role))
        if by.kind is ActorKind.OFFICER and not self.directory.roles(
            str(by.id), str(by.agency), self.calendar.nearest_date_of(at)
        ):
            yield reason("no_appointment", officer=by.id, agency=by.agency)

    def _begin(
        self,
        complaint: Complaint,
        kind: str,
        at: datetime,
        by: Actor,
        status: str,
        holder: str,
        facts: tuple[tuple[str, EventFact], ...],
    ) -> Case:
        phase = self.workflow.status(status).phase
        pinned: tuple[str, EventFact] = ("workflow", self.workflow.version)
        first = Event(
            1, kind, at, by, status, phase, (Effect.ASSIGN,), (holder,), facts=(pinned, *facts)
        )
        return Case.from_events(complaint, (first,))


def _submitted_later(complaint: Complaint) -> Reason:
    return reason("submitted_later", submitted=complaint.submitted_at.isoformat())


_HIDDEN = (reason("not_found"),)


def _texts(number: str, event: int, kind: CommandKind, command: Command) -> Iterator[Text]:
    for one in kind.fields:
        words = command.text(one.name)
        if one.kind is FieldKind.TEXT and words is not None:
            yield Text(text_key(number, event, one.text_kind), one.text_kind, words)


def _reason_code(kind: CommandKind, command: Command) -> str | None:
    """The code of the reason that was chosen; a reason in words is a text, and no fact."""
    chosen = (one.name for one in kind.fields if one.kind is FieldKind.CHOICE)
    return command.text("reason") if "reason" in chosen else None


def _refused_without_time(case: Case, by: Actor) -> Refused:
    """Without a date no appointment can be told: a confidential case stays hidden."""
    return Refused((reason("naive_time"),) if knows_anyway(case, by) else _HIDDEN)


def _effects(kind: CommandKind, *, corrects: bool) -> tuple[Effect, ...]:
    """The effects that the command really had: one that corrects nothing did not correct."""
    if corrects or Effect.CORRECT not in kind.effects:
        return kind.effects
    return tuple(effect for effect in kind.effects if effect is not Effect.CORRECT)


def _corrections(attempt: Attempt, kind: CommandKind) -> Iterator[tuple[str, EventFact]]:
    """What the command says of category and class, or the class that the route proposes."""
    command = attempt.command
    for name in ("category", "classification"):
        value = command.text(name)
        if value is not None:
            yield name, str(value)
    names_nobody = Effect.CORRECT in kind.effects and command.get("to") is None
    proposed = attempt.case.events[0].fact("proposed_classification")
    unclassified = attempt.case.classification is None and command.get("classification") is None
    if names_nobody and unclassified and proposed is not None:
        yield "classification", proposed
