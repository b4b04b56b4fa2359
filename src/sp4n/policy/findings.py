"""Findings: what in a policy or a directory would let a complaint down."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from sp4n.errors import Fact
from sp4n.labels import Label, Language
from sp4n.model import Directory, Role
from sp4n.routing import RuleBook
from sp4n.sla import Standard
from sp4n.workflow import Phase, Workflow

__all__ = ["FINDING_LABELS", "Finding", "Severity", "check_policy"]


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """A complaint can get stuck, or a rule can't do what it says."""
    WARNING = "warning"
    """Somebody should look at it."""


FINDING_LABELS = {
    "unreachable_status": Label(
        id="tidak ada jalan ke status {status}", en="no way leads to the status {status}"
    ),
    "dead_end": Label(
        id="status {status} masih terbuka, tetapi tidak ada jalan keluarnya",
        en="the status {status} is open, but nothing leads out of it",
    ),
    "no_way_to_an_end": Label(
        id="dari status {status} laporan tidak pernah dapat selesai",
        en="from the status {status} a case can never come to an end",
    ),
    "nobody_has_the_role": Label(
        id="tidak ada {role} di direktori; perintah {commands} tidak dapat diberikan",
        en="nobody in the directory is {role}; the commands {commands} can't be given",
    ),
    "phase_without_clock": Label(
        id="tidak ada standar yang mengukur laporan pada fase {phase}",
        en="no standard measures a case in the phase {phase}",
    ),
    "no_standard_in_force": Label(
        id="standar {standard} tidak berlaku untuk laporan yang diterima pada {on}",
        en="the standard {standard} does not hold for a complaint received on {on}",
    ),
    "root_without_admin": Label(
        id="{agency}, pintu terakhir, tidak memiliki admin",
        en="{agency}, the last resort, has no admin",
    ),
    "desk_without_admin": Label(
        id="loket depan {agency} tidak memiliki admin; laporannya diterima di atasnya",
        en="the front desk {agency} has no admin; its complaints are received further up",
    ),
    "agency_without_liaison": Label(
        id="{agency} tidak memiliki pejabat penghubung",
        en="{agency} has no liaison officer",
    ),
    "agency_inactive": Label(
        id="aturan {rule} mengirim ke {agency}, yang tidak aktif",
        en="the rule {rule} sends to {agency}, which is not active",
    ),
    "rule_not_in_force": Label(
        id="aturan {rule} tidak berlaku pada {on}", en="the rule {rule} is not in force on {on}"
    ),
    "mandate_unknown": Label(
        id="wewenang {agency} menyebut kategori yang tidak ada: {category}",
        en="the mandate of {agency} names a category that there is none of: {category}",
    ),
}
"""What can be found, by code."""


@frozen
class Finding:
    """One thing found: a code, how bad, where (a key path), and the facts."""

    code: str
    severity: Severity
    where: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def message(self, language: Language = "en") -> str:
        """Say in a sentence what was found."""
        phrases = {
            name: ", ".join(value) if isinstance(value, tuple) else value
            for name, value in self.facts
        }
        return FINDING_LABELS[self.code].text(language, **phrases)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": self.where,
            "message": self.message(language),
        }

    def __str__(self) -> str:
        return f"{self.severity} {self.code} at {self.where}: {self.message()}"


def _finding(code: str, severity: Severity, where: str, **facts: Fact) -> Finding:
    return Finding(code, severity, where, tuple(facts.items()))


def check_policy(
    workflow: Workflow,
    standards: Iterable[Standard],
    book: RuleBook,
    directory: Directory,
    on: date | None,
) -> tuple[Finding, ...]:
    """Check a workflow, standards, rules and a directory together; errors come first."""
    found = [
        *_workflow_findings(workflow),
        *_role_findings(workflow, directory, on),
        *_standard_findings(tuple(standards), on),
        *_directory_findings(directory, on),
        *_rule_findings(book, directory, on),
    ]
    return tuple(sorted(found, key=lambda one: one.severity is not Severity.ERROR))


def _workflow_findings(workflow: Workflow) -> Iterator[Finding]:
    reached = _spread(workflow, {workflow.initial}, forward=True)
    ends = {one.code for one in workflow.statuses if not one.phase.is_open}
    can_end = _spread(workflow, ends, forward=False)
    for status in workflow.statuses:
        where = f"workflow.status.{status.code}"
        leads_out = any(row.source == status.code for row in workflow.transitions)
        if status.code not in reached:
            yield _finding("unreachable_status", Severity.ERROR, where, status=status.code)
        if status.phase.is_open and not leads_out:
            yield _finding("dead_end", Severity.ERROR, where, status=status.code)
        elif status.code not in can_end:
            yield _finding("no_way_to_an_end", Severity.ERROR, where, status=status.code)


def _spread(workflow: Workflow, start: set[str], *, forward: bool) -> set[str]:
    """All statuses that can be reached from some, or from which some can be reached."""
    reached, fresh = set(start), set(start)
    while fresh:
        steps = (
            (row.source, row.target) if forward else (row.target, row.source)
            for row in workflow.transitions
        )
        fresh = {target for source, target in steps if source in fresh} - reached
        reached |= fresh
    return reached


def _role_findings(workflow: Workflow, directory: Directory, on: date | None) -> Iterator[Finding]:
    held = {one.role for one in directory.appointments if one.is_current(on)}
    for role in Role:
        others = {who for who in held if who is not role}
        stuck = tuple(
            dict.fromkeys(
                row.command
                for row in workflow.transitions
                if role in row.who and others.isdisjoint(row.who)
            )
        )
        if role not in held and stuck:
            where = f"directory.role.{role.value}"
            yield _finding(
                "nobody_has_the_role", Severity.ERROR, where, role=role.value, commands=stuck
            )


def _standard_findings(standards: tuple[Standard, ...], on: date | None) -> Iterator[Finding]:
    for phase in (Phase.NEW, Phase.ASSIGNED):
        if not any(one.measures(phase) for one in standards):
            where = f"standard.starts.{phase.value}"
            yield _finding("phase_without_clock", Severity.WARNING, where, phase=phase.value)
    for place, one in enumerate(standards):
        if on is not None and not one.is_valid(on):
            where = f"standard[{place}].valid"
            yield _finding(
                "no_standard_in_force", Severity.WARNING, where, standard=one.code, on=on
            )


def _directory_findings(directory: Directory, on: date | None) -> Iterator[Finding]:
    root = directory.root
    if not directory.has_admin(root.code, on):
        where = f"agency.{root.code}.officers"
        yield _finding("root_without_admin", Severity.ERROR, where, agency=root.code)
    for agency in directory:
        where = f"agency.{agency.code}"
        desk = agency.front_desk and agency is not root and agency.is_active(on)
        if desk and not directory.has_admin(agency.code, on):
            yield _finding(
                "desk_without_admin", Severity.WARNING, f"{where}.officers", agency=agency.code
            )
        for category in sorted(agency.mandate):
            if category not in directory.categories:
                yield _finding(
                    "mandate_unknown",
                    Severity.WARNING,
                    f"{where}.mandate",
                    agency=agency.code,
                    category=category,
                )
    for agency in directory.without_liaison(on):
        where = f"agency.{agency.code}.officers"
        yield _finding("agency_without_liaison", Severity.WARNING, where, agency=agency.code)


def _rule_findings(book: RuleBook, directory: Directory, on: date | None) -> Iterator[Finding]:
    for place, rule in enumerate(book):
        where = f"rule[{place}]"
        if on is not None and not rule.is_in_force(on):
            yield _finding(
                "rule_not_in_force", Severity.WARNING, f"{where}.valid", rule=rule.id, on=on
            )
            continue
        for code in (rule.to, *rule.supporting):
            if code is not None and not directory.agency(code).is_active(on):
                yield _finding("agency_inactive", Severity.ERROR, where, rule=rule.id, agency=code)
