"""Findings: what in a policy or a directory would let a complaint down."""

from collections.abc import Iterable
from datetime import date

from sp4n.findings import Finding, Severity
from sp4n.model.directory_findings import check_directory
from sp4n.routing import Router
from sp4n.routing.soundness import check_rules
from sp4n.sla import Standard
from sp4n.sla.soundness import check_clocks, check_standards
from sp4n.workflow import Workflow
from sp4n.workflow.holding import check_holding
from sp4n.workflow.rights import check_rights
from sp4n.workflow.soundness import check_workflow
from sp4n.workflow.staffing import check_staffing


def check_policy(
    workflow: Workflow,
    standards: Iterable[Standard],
    router: Router,
    on: date | None,
    besides: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Check a workflow and standards together with a router's rules and directory.

    Args:
        workflow: The table by which new cases go on.
        standards: Its service standards.
        router: The rules at work in the directory.
        on: The day by which all is judged; without it, what has no end counts.
        besides: What was found elsewhere.

    Returns:
        Errors first, then warnings; what is known and accepted comes last.
    """
    promised, directory = tuple(standards), router.directory
    without_clock = check_clocks(workflow, promised, on)
    findings = [
        *besides,
        *check_workflow(workflow),
        *check_rights(workflow),
        *without_clock,
        *check_staffing(workflow, directory, on),
        *check_holding(workflow, directory, on),
        *check_standards(workflow, promised, without_clock, on),
        *check_directory(directory, on),
        *check_rules(router, on),
    ]
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[bool, bool]:
    return finding.is_accepted, finding.severity is Severity.WARNING
