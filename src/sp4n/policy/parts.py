"""The parts of a policy: how they are taken in, and what is wrong with them."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from sp4n.errors import Fault, fault
from sp4n.routing import RuleBook, Strategy
from sp4n.sla import Amendments, Standard
from sp4n.sla.standards import overlap_faults
from sp4n.validation import (
    LABEL_LIMIT_CHARACTERS,
    items_or_as_given,
    line_fault,
    list_faults,
    type_fault,
    word_fault,
)
from sp4n.workdays import CalendarSettings, Decree
from sp4n.workflow import ReceiveAt, Workflow

if TYPE_CHECKING:
    from sp4n.policy.policy import Policy


def standards_of(given: Iterable[Standard]) -> tuple[Standard, ...]:
    """Take in standards; what is no list stays, to be refused."""
    return items_or_as_given(given)


def decrees_of(given: Iterable[Decree]) -> tuple[Decree, ...]:
    """Take in decrees; what is no list stays, to be refused."""
    return items_or_as_given(given)


def workflows_of(given: Iterable[Workflow]) -> tuple[Workflow, ...]:
    """Take in workflows; what is no list stays, to be refused."""
    return items_or_as_given(given)


def strategies_of(given: Iterable[Strategy]) -> tuple[Strategy, ...]:
    """Take in strategies; what is no list stays, to be refused by the router."""
    return items_or_as_given(given)


def part_faults(policy: "Policy") -> list[Fault | None]:
    """Ask of each part whether it is what it should be."""
    return [
        line_fault(policy.name, "policy.name", LABEL_LIMIT_CHARACTERS),
        line_fault(policy.version, "policy.version", LABEL_LIMIT_CHARACTERS),
        type_fault(Workflow, policy.workflow, "policy.workflow", "a workflow"),
        type_fault(RuleBook, policy.book, "policy.book", "a rule book"),
        type_fault(CalendarSettings, policy.calendar_settings, "policy.calendar", "settings"),
        *list_faults(Standard, policy.standards, "policy.standards", "a standard"),
        *overlap_faults(policy.standards, "policy.standards"),
        *list_faults(Workflow, policy.older_workflows, "policy.older_workflows", "a workflow"),
        *list_faults(Decree, policy.decrees, "policy.decrees", "a decree"),
        word_fault(policy.amendments, get_args(Amendments), "policy.amendments"),
        word_fault(policy.receive_at, get_args(ReceiveAt), "policy.receive_at"),
    ]


def digest_of(policy: "Policy") -> str:
    """Give the fingerprint that `Policy.digest` documents."""
    facts = {
        "name": policy.name,
        "version": policy.version,
        "workflow": policy.workflow.to_data(),
        "older_workflows": [one.to_data() for one in policy.older_workflows],
        "standards": [one.to_data() for one in policy.standards],
        "book": policy.book.digest,
        "calendar": policy.calendar_settings.to_dict(),
        "decrees": [one.to_dict() for one in policy.decrees],
        "amendments": policy.amendments,
        "receive_at": policy.receive_at,
    }
    text = json.dumps(facts, sort_keys=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def has_hours(workflow: Workflow, standards: Iterable[Standard]) -> bool:
    """Tell whether some limit is in working hours, so that every working day needs hours."""
    timers = [one for row in workflow.transitions for one in (row.after, row.until)]
    limits = [limit for standard in standards for limit in standard.limits]
    return any(one is not None and one.unit == "working hours" for one in (*timers, *limits))


def version_faults(versions: list[str]) -> Iterator[Fault]:
    """Refuse two workflows of one version: nobody could say which a case is pinned to."""
    for version, times in Counter(versions).items():
        for _ in range(times - 1):
            yield fault("duplicate", "policy.older_workflows", found=version)
