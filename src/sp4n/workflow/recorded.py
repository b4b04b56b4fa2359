"""What a history says of its statuses, held against the table of a workflow."""

from collections.abc import Iterable, Iterator

from sp4n.errors import shown
from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Label
from sp4n.validation import items_or_as_given, list_faults, refuse
from sp4n.workflow.case import Case
from sp4n.workflow.events import Event
from sp4n.workflow.procedure import Procedure
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.status import PHASE_LABELS, Phase
from sp4n.workflow.table import Workflow

__all__ = ["check_cases", "status_reasons"]

_CODES = {"status_unknown": "case_status_unknown", "phase_contradicted": "case_phase_contradicted"}


def status_reasons(event: Event, workflow: Workflow) -> Iterator[Reason]:
    """Give what speaks against the status that an event is said to have led to.

    The fold takes status and phase of an event as they are; only here they are compared with a
    table: the status must be one of it, and lie in the phase that the table gives it.
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
    """Give the first event of a case whose status or phase the table contradicts, and how."""
    for event in case.events:
        for against in status_reasons(event, workflow):
            return event, against
    return None


def check_cases(procedure: Procedure, cases: Iterable[Case]) -> Iterator[Finding]:
    """Find the cases that the procedure can't go on with, or whose history contradicts its table.

    Of each case the first contradiction is told. Raises InvalidValue if *cases* is not an iterable
    of Case.
    """
    given = items_or_as_given(cases)
    refuse(*list_faults(Case, given, "cases", "a case"))
    for case in given:
        table, where = procedure.table_of(case), f"case.{case.number}"
        if table is None:
            found = "case_pinned_to_unknown_workflow"
            yield finding(found, Severity.ERROR, where, workflow=shown(case.workflow))
            continue
        contradiction = _first_contradiction(case, table)
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


def _phases_in_words(against: Reason) -> Iterator[tuple[str, Label]]:
    for name, value in against.facts:
        if name in ("phase", "known_phase"):
            yield name, PHASE_LABELS[Phase(str(value))]
