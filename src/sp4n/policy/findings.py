"""Findings: what in a policy or a directory would let a complaint down."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from sp4n.findings import FINDING_LABELS, Finding, Severity, finding
from sp4n.model import Directory, Role
from sp4n.model.officer import ROLE_LABELS
from sp4n.policy.soundness_of_clocks import check_clocks
from sp4n.policy.soundness_of_guards import check_guards
from sp4n.policy.soundness_of_rules import check_rules
from sp4n.routing import Router, RuleBook
from sp4n.sla import Standard
from sp4n.workflow import Phase, Workflow
from sp4n.workflow.reasons import REPORTER
from sp4n.workflow.rights import check_rights
from sp4n.workflow.soundness import check_workflow
from sp4n.workflow.status import PHASE_LABELS

__all__ = ["FINDING_LABELS", "Finding", "Severity", "check_policy"]


def check_policy(
    workflow: Workflow,
    standards: Iterable[Standard],
    router: Router,
    on: date | None,
) -> tuple[Finding, ...]:
    """Check a workflow and standards together with a router's rules and directory.

    Errors come first, then warnings; what is known and accepted comes last.
    """
    promised, directory = tuple(standards), router.directory
    without_clock = check_clocks(workflow, promised, on)
    found = [
        *check_workflow(workflow),
        *check_rights(workflow),
        *without_clock,
        *_role_findings(workflow, directory, on),
        *check_guards(workflow, directory, on),
        *_phase_findings(workflow, promised, without_clock),
        *_standard_findings(promised, on),
        *_directory_findings(directory, on),
        *_rule_findings(router.book, directory, on),
        *check_rules(router, on),
    ]
    return tuple(sorted(found, key=lambda one: (one.is_accepted, one.severity is Severity.WARNING)))


def _role_findings(workflow: Workflow, directory: Directory, on: date | None) -> Iterator[Finding]:
    active = {agency.code for agency in directory if agency.is_active(on)}
    serving = (one for one in directory.appointments if one.agency in active)
    held = {one.role for one in serving if one.is_current(on)}
    for role in Role:
        others = {REPORTER, *(who for who in held if who is not role)}
        stuck = tuple(
            dict.fromkeys(
                row.command
                for row in workflow.transitions
                if role in row.who and others.isdisjoint(row.who)
            )
        )
        if role not in held and stuck:
            where = f"directory.role.{role.value}"
            facts = {"role": role.value, "commands": stuck}
            found = finding("nobody_has_the_role", Severity.ERROR, where, **facts)
            yield evolve(found, words=(("role", ROLE_LABELS[role]),))


def _phase_findings(
    workflow: Workflow, standards: tuple[Standard, ...], without_clock: Iterable[Finding]
) -> Iterator[Finding]:
    """Warn of a phase in which nothing but timers runs; worse is said already."""
    codes = {str(dict(one.facts).get("status")) for one in without_clock}
    said = {one.phase for one in workflow.statuses if one.code in codes}
    there = {one.phase for one in workflow.statuses}
    for phase in (Phase.NEW, Phase.ASSIGNED):
        measured = any(one.measures(phase) for one in standards)
        if phase in there - said and not measured:
            where = f"standard.starts.{phase.value}"
            found = finding("phase_without_clock", Severity.WARNING, where, phase=phase.value)
            yield evolve(found, words=(("phase", PHASE_LABELS[phase]),))


def _standard_findings(standards: tuple[Standard, ...], on: date | None) -> Iterator[Finding]:
    for place, one in enumerate(standards):
        if on is not None and not one.is_valid(on):
            where = f"standard[{place}].valid"
            yield finding("no_standard_in_force", Severity.WARNING, where, standard=one.code, on=on)


def _directory_findings(directory: Directory, on: date | None) -> Iterator[Finding]:
    root = directory.root
    if not directory.has_admin(root.code, on):
        where = f"agency.{root.code}.officers"
        yield finding("root_without_admin", Severity.ERROR, where, agency=root.code)
    for agency in directory:
        where = f"agency.{agency.code}"
        desk = agency.front_desk and agency is not root and agency.is_active(on)
        if desk and not directory.has_admin(agency.code, on):
            yield finding(
                "desk_without_admin", Severity.WARNING, f"{where}.officers", agency=agency.code
            )
        for category in sorted(agency.mandate):
            if category not in directory.categories:
                yield finding(
                    "mandate_unknown",
                    Severity.WARNING,
                    f"{where}.mandate",
                    agency=agency.code,
                    category=category,
                )
    for agency in directory.without_liaison(on):
        where = f"agency.{agency.code}.officers"
        yield finding("agency_without_liaison", Severity.WARNING, where, agency=agency.code)


def _rule_findings(book: RuleBook, directory: Directory, on: date | None) -> Iterator[Finding]:
    for place, rule in enumerate(book):
        where = f"rule[{place}]"
        if on is not None and not rule.is_in_force(on):
            yield finding(
                "rule_not_in_force", Severity.WARNING, f"{where}.valid", rule=rule.id, on=on
            )
            continue
        for code in (rule.to, *rule.supporting):
            if code is not None and not directory.agency(code).is_active(on):
                yield finding("agency_inactive", Severity.ERROR, where, rule=rule.id, agency=code)
