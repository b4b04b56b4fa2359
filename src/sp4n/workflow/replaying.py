"""Replay: would today's rules have allowed what happened, and led to where it led?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from sp4n.errors import shown
from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Described, Language, Wording
from sp4n.quiet import shown_short
from sp4n.validation import items_or_as_given, list_faults, refuse, type_fault
from sp4n.workflow.acceptance import status_after
from sp4n.workflow.barring import is_barred
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.commands import Command
from sp4n.workflow.decisions import Accepted, Refused
from sp4n.workflow.events import HAND_OVER, PART, SET_RIGHT, SUBMIT, Event
from sp4n.workflow.fields import LISTED, CommandField, FieldKind
from sp4n.workflow.procedure import Procedure
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.recording import recorded_reasons
from sp4n.workflow.status import PHASE_LABELS, Phase
from sp4n.workflow.stranding import stranded
from sp4n.workflow.workflow import Workflow

_CODES = {"status_unknown": "case_status_unknown", "phase_contradicted": "case_phase_contradicted"}


def status_reasons(event: Event, workflow: Workflow) -> Iterator[Reason]:
    """Give what speaks against the status that an event is said to have led to.

    The fold takes status and phase of an event as they are; only here they are compared with a
    workflow: it must have the status, in that phase.
    """
    phase = workflow.phases.get(event.status)
    if phase is None:
        yield reason("status_unknown", status=named(event.status), workflow=workflow.version)
    elif phase is not event.phase:
        yield reason(
            "phase_contradicted",
            status=event.status,
            phase=event.phase.value,
            known_phase=phase.value,
            workflow=workflow.version,
        )


def _first_contradiction(case: Case, workflow: Workflow) -> tuple[Event, Reason] | None:
    """Give the first event of a case whose status or phase the workflow contradicts, and how."""
    for event in case.events:
        for against in status_reasons(event, workflow):
            return event, against
    return None


def check_cases(
    procedure: Procedure, cases: Iterable[Case], on: date | None = None
) -> Iterator[Finding]:
    """Find the cases that a procedure can't go on with, or whose history contradicts its workflow.

    Of each case the first contradiction is told. Besides, those that are stranded, or held by an
    agency that has ended, on a day; without a day agencies and appointments count that have no end;
    and of two cases that are both given, that one says it was joined to the other, or took it in,
    and the other doesn't.
    Raises InvalidValue if *cases* is not an iterable of Case.
    """
    given = items_or_as_given(cases)
    refuse(*list_faults(Case, given, "cases", "case"))
    for case in given:
        workflow, where = procedure.workflow_of(case), f"case.{case.number}"
        if workflow is None:
            code = "case_pinned_to_unknown_workflow"
            yield finding(code, Severity.ERROR, where, workflow=shown(case.workflow))
            continue
        contradiction = _first_contradiction(case, workflow)
        if contradiction is not None:
            event, against = contradiction
            place = f"{where}.events[{event.number - 1}]"
            yield Finding(
                _CODES[against.code],
                Severity.ERROR,
                place,
                against.facts,
                words=tuple(_phases_in_words(against)),
            )
        yield from _holding_findings(procedure, case, on)
        if _waits_for_nobody(case, workflow):
            yield finding("case_waits_for_nobody", Severity.WARNING, where, status=case.status)
    yield from _half_joined(given)


def _half_joined(cases: tuple[Case, ...]) -> Iterator[Finding]:
    """Find the cases of which only one half of a joining, or of a separation, was stored."""
    taken = {case.number: frozenset(case.duplicates) for case in cases}
    joined = {case.number: case.joined_into for case in cases}
    for number, into in joined.items():
        if into in taken and number not in taken[into]:
            yield finding("case_not_taken_in", Severity.ERROR, f"case.{number}", into=named(into))
    for number, duplicates in taken.items():
        for other in sorted(duplicates & joined.keys()):
            if joined[other] != number:
                where = f"case.{number}"
                yield finding("case_not_let_go", Severity.ERROR, where, case=named(other))


def _waits_for_nobody(case: Case, workflow: Workflow) -> bool:
    """Tell whether a case waits for a reporter for whom nobody can act: it will be lost."""
    complaint = case.complaint
    if case.phase is not Phase.WAITING_REPORTER or complaint.reporter or complaint.representatives:
        return False
    rows = (row for row in workflow.transitions if row.source == case.status)
    return not any(row.is_keyed_in for row in rows)


def _holding_findings(procedure: Procedure, case: Case, on: date | None) -> Iterator[Finding]:
    """Find that an open case is stranded, or else that its holder has ended or is barred."""
    where, last_at = f"case.{case.number}", case.events[-1].at
    at = last_at if on is None else _end_of(on, procedure)
    against = stranded(procedure, case, at=at, on=date.max if on is None else on)
    for one in against:
        if one.code != "status_unknown":  # told already
            found = finding("case_stranded", Severity.ERROR, where, reason=one.code)
            yield evolve(found, words=(("reason", one),))
    if against or not case.is_open:
        return
    for holder in case.holders:
        agency = procedure.directory.find(holder)
        if agency is None or agency.has_ended(on):
            heirs = procedure.directory.successors(holder, on) if agency else ()
            code, shown_as = "case_held_by_ended_agency", named(holder)
            heirs = heirs or ("-",)
            yield finding(code, Severity.WARNING, where, agency=shown_as, successors=heirs)
        elif is_barred(case, holder, directory=procedure.directory, on=on or date.max):
            code = "case_held_by_barred_agency"
            yield finding(code, Severity.WARNING, where, agency=holder)


def _end_of(on: date, procedure: Procedure) -> datetime:
    return procedure.calendar.begins_at(on) + (timedelta(days=1) - timedelta.resolution)


def _phases_in_words(against: Reason) -> Iterator[tuple[str, Wording]]:
    for name, value in against.facts:
        if name in ("phase", "known_phase"):
            yield name, PHASE_LABELS[Phase(str(value))]


_OF_RECORD = frozenset({HAND_OVER, SET_RIGHT})
_OF_ANOTHER_CASE = frozenset({"case_not_shown", "standing_not_closed"})  # which is not at hand
_ERASED = "x"  # stands in for words that were erased or are stored elsewhere


_ELSEWHERE = frozenset({"another_status", "other_holders", "other_effects"})


@shown_short
@frozen
class Divergence(Described):
    """A fact of a history that the rules would refuse, or that would have led elsewhere.

    Attributes:
        case: The number of the case.
        event: The number of the event.
        kind: The code of its command.
        at: When it happened.
        reasons: Why the rules would refuse it; or, if they would not, where it would lead.
    """

    case: str
    event: int
    kind: str
    at: datetime
    reasons: tuple[Reason, ...]

    @property
    def is_refused(self) -> bool:
        """Tell whether the rules would refuse it; else they would lead it elsewhere."""
        return any(against.code not in _ELSEWHERE for against in self.reasons)

    def _full(self, language: Language) -> str:
        """Say which fact, and why, on one line."""
        why = "; ".join(against.describe(language) for against in self.reasons)
        return f"{self.case}/{self.event} {self.kind}: {why}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "case": self.case,
            "event": self.event,
            "kind": self.kind,
            "at": self.at.isoformat(),
            "reasons": [against.to_dict(language) for against in self.reasons],
        }


def replay(procedure: Procedure, case: Case) -> tuple[Divergence, ...]:
    """Ask of every recorded fact whether a procedure would allow it and lead to where it led.

    The history is taken as it is: past facts stay valid whatever the answer, and what comes after
    a divergence is judged by how the case stood on record. A status that the workflow doesn't have,
    or has in another phase, is told too; and for what would be allowed, another status, other
    holders and other effects.

    Each event is judged by the procedure's workflow for new cases, with its officers and calendar.
    Not judged are who received the complaint, and what joining, separating and the rating of a
    joined case say of another case, since nobody knows any more how that case stood then.

    Args:
        procedure: The rules to hold the history against.
        case: The case.

    Returns:
        The divergences in the order of the events; none when all would go as it went.

    Raises:
        InvalidValue: *procedure* is not a Procedure or *case* not a Case.
    """
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, case, "case", "case"),
    )
    return tuple(_divergences(procedure, case))


def _divergences(procedure: Procedure, case: Case) -> Iterator[Divergence]:
    first = _pinned(case.events[0], procedure.workflow.version)
    against = tuple(_beginning_reasons(first, procedure))
    so_far = Case.from_events(case.complaint, (first,))
    if against:
        yield _divergence(first, case, against)
    for event in case.events[1:]:
        against = tuple(_step_reasons(procedure, so_far, event, case))
        if against:
            yield _divergence(event, case, against)
        so_far = so_far.apply(event)


def _beginning_reasons(first: Event, procedure: Procedure) -> Iterator[Reason]:
    """Whoever takes over a case says how it stands; one that is submitted begins at the start."""
    workflow = procedure.workflow
    yield from status_reasons(first, workflow)
    if first.kind == SUBMIT:
        by_rules = evolve(first, status=workflow.initial, effects=(Effect.ASSIGN,))
        yield from _elsewhere(first, by_rules, procedure)


def _step_reasons(procedure: Procedure, so_far: Case, event: Event, case: Case) -> Iterator[Reason]:
    """Give why a step would be refused, else what it would have led to instead."""
    workflow = procedure.workflow
    if so_far.is_adopted and event.number <= so_far.past_steps + 1:
        yield from status_reasons(event, workflow)  # it happened elsewhere, by other rules
        return
    kind = workflow.command(event.kind)
    if kind is None and event.kind in _OF_RECORD:
        yield from recorded_reasons(procedure, so_far, event)
        return
    command = _command(event, kind, case) if kind else Command(event.kind)
    decision = procedure.decide(so_far, command, by=event.by, at=event.at)
    refused = decision.reasons if isinstance(decision, Refused) else ()
    judged = tuple(against for against in refused if against.code not in _OF_ANOTHER_CASE)
    yield from judged or status_reasons(event, workflow)
    if isinstance(decision, Accepted):
        yield from _elsewhere(event, decision.events[0], procedure)
    elif kind and not judged:  # it joins cases, and the other one is not at hand
        row = workflow.rows(so_far.status, event.kind)[0]
        status = status_after(so_far, workflow, row, command)
        yield from _elsewhere(event, evolve(event, status=status), procedure)


def _elsewhere(event: Event, by_rules: Event, procedure: Procedure) -> Iterator[Reason]:
    """Compare what an event led to with what it leads to by the rules.

    Whoever follows an agency that has ended by then is no other holder.
    """
    if event.status != by_rules.status:
        status = named(event.status)
        yield reason("another_status", by_rules=by_rules.status, status=status)
    if by_rules.holders not in (event.holders, _in_office(event, procedure)):
        holders = tuple(map(named, event.holders)) or ("-",)
        yield reason("other_holders", by_rules=by_rules.holders or ("-",), holders=holders)
    if set(event.effects) != set(by_rules.effects):
        here, there = (each.effects or ("-",) for each in (by_rules, event))
        yield reason("other_effects", by_rules=here, effects=there)


def _in_office(event: Event, procedure: Procedure) -> tuple[str, ...]:
    directory, on = procedure.directory, procedure.calendar.nearest_date_of(event.at)
    return tuple(dict.fromkeys(directory.in_office(holder, on) for holder in event.holders))


def _divergence(event: Event, case: Case, reasons: tuple[Reason, ...]) -> Divergence:
    return Divergence(case.number, event.number, event.kind, event.at, reasons)


def _pinned(first: Event, version: str) -> Event:
    facts = ((name, value) for name, value in first.facts if name != "workflow")
    return evolve(first, facts=(("workflow", version), *facts))


def _command(event: Event, kind: CommandKind, case: Case) -> Command:
    """Rebuild the request from what it left behind."""
    given = {field.name: _value(field, event, case) for field in kind.fields}
    return Command(event.kind, {name: value for name, value in given.items() if value is not None})


def _value(field: CommandField, event: Event, case: Case) -> object:
    if field.kind is FieldKind.TEXT:
        return _words(field, event, case)
    if field.kind is FieldKind.AGENCY:
        assigns = Effect.ASSIGN in event.effects and event.holders
        return event.holders[0] if assigns else event.fact(PART)
    if field.kind in LISTED:
        return event.listed(field.name) or None
    return event.reason if field.name == "reason" else event.fact(field.name)


def _words(field: CommandField, event: Event, case: Case) -> str | None:
    if field.text_kind not in event.texts:
        return None
    keys = dict(zip(event.texts, event.text_keys(case.number), strict=True))
    key = keys[field.text_kind]
    return (case.texts[key].body if key in case.texts else None) or _ERASED
