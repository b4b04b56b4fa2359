"""Soundness of cases: what is on record must fit the workflow that a case is pinned to."""

from collections.abc import Iterable, Iterator

from sp4n.errors import shown
from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Label
from sp4n.validation import items_or_as_given, list_faults, refuse
from sp4n.workflow import Case, Phase, Procedure, Reason
from sp4n.workflow.recorded import first_contradiction
from sp4n.workflow.status import PHASE_LABELS

__all__ = ["check_cases"]

_CODES = {"status_unknown": "case_status_unknown", "phase_contradicted": "case_phase_contradicted"}


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
        contradiction = first_contradiction(case, table)
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
