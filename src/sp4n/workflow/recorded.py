"""What a history says of its statuses, held against the table of a workflow."""

from collections.abc import Iterator

from sp4n.workflow.case import Case
from sp4n.workflow.events import Event
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.table import Workflow

__all__ = ["first_contradiction", "status_reasons"]


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


def first_contradiction(case: Case, workflow: Workflow) -> tuple[Event, Reason] | None:
    """Give the first event of a case whose status or phase the table contradicts, and how."""
    for event in case.events:
        for against in status_reasons(event, workflow):
            return event, against
    return None
