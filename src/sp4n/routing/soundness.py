"""Soundness of rules: none that never decides, and no word of one that is of no use."""

from collections.abc import Iterator
from datetime import date

from sp4n.findings import Finding, Severity, finding
from sp4n.model import Directory
from sp4n.routing import Router, Rule, RuleBook
from sp4n.routing.analysis import IdlePart, RuleVerdict, analyse
from sp4n.routing.statements import opaque_in

_DEAD = {
    "covered": "rule_covered",
    "contradiction": "rule_contradicts_itself",
    "no_agency": "rule_without_agency",
    "not_competent": "rule_not_competent",
}
_IDLE = {
    "covered": "rule_part_covered",
    "never_found": "rule_part_never_found",
    "not_competent": "rule_part_not_competent",
}


def check_rules(router: Router, on: date | None = None) -> Iterator[Finding]:
    """Find the rules of a router's book that never decide, and the idle parts of the others.

    Rules and agencies are judged by complaints received on a day or later; without a day, by all
    days. So a rule for a season that is to come is of use. What is not in force any more is left
    out. Predicates that don't say what they ask (`Predicate.says`) are told with their rules. See
    `sp4n.routing.analysis.analyse` for what is proven, and how.
    """
    yield from _out_of_force(router.book, router.directory, on)
    for place, verdict in enumerate(analyse(router, since=on)):
        rule, where = router.book.rules[place], f"rule[{place}]"
        if verdict.standing == "undecided":
            modulo = verdict.modulo or ("-",)
            yield finding("rule_undecided", Severity.WARNING, where, rule=rule.id, modulo=modulo)
            if verdict.modulo:
                continue  # told with it
        elif verdict.standing == "dead":
            agencies = rule.destinations
            is_told = any(not _is_there(router.directory, code, on) for code in agencies)
            if not (is_told and verdict.why == "no_agency"):
                yield from _dead(rule, verdict, where, on)
        yield from (_idle(rule, part, where) for part in verdict.idle)
        if opaque := opaque_in(router.book.statements[place]):
            yield finding(
                "predicate_opaque",
                Severity.WARNING,
                f"{where}.when",
                rule=rule.id,
                predicates=opaque,
            )


def _out_of_force(book: RuleBook, directory: Directory, on: date | None) -> Iterator[Finding]:
    for place, rule in enumerate(book):
        where = f"rule[{place}]"
        if on is not None and not rule.is_in_force(on):
            yield finding(
                "rule_not_in_force", Severity.WARNING, f"{where}.valid", rule=rule.id, on=on
            )
            continue
        for code in (*rule.destinations, *rule.supporting):
            if not _is_there(directory, code, on):
                yield finding("agency_inactive", Severity.ERROR, where, rule=rule.id, agency=code)


def _is_there(directory: Directory, code: str, on: date | None) -> bool:
    """Tell whether an agency, or the one that follows it, is active."""
    return directory.agency(directory.in_office(code, on)).is_active(on)


def _dead(rule: Rule, verdict: RuleVerdict, where: str, on: date | None) -> Iterator[Finding]:
    """Say why a rule never decides; that its own validity is over is found by others."""
    code = _DEAD.get(verdict.why or "")
    if code is not None:
        agency, rules = rule.to or "-", verdict.covered_by
        yield finding(code, Severity.ERROR, where, rule=rule.id, agency=agency, rules=rules)
    elif on is not None and rule.is_in_force(on):
        where = f"{where}.when"
        yield finding("rule_not_in_force", Severity.WARNING, where, rule=rule.id, on=on)


def _idle(rule: Rule, part: IdlePart, where: str) -> Finding:
    return finding(
        _IDLE[part.why],
        Severity.WARNING,
        f"{where}.when",
        rule=rule.id,
        part=part.says,
        agency=rule.to or "-",
        rules=part.covered_by,
    )
