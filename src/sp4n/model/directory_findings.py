"""What a directory lacks: people, and categories that mandates name."""

from collections.abc import Iterator
from datetime import date

from sp4n.findings import Finding, Severity, finding
from sp4n.model.directory import Directory
from sp4n.model.officer import Appointment


def check_directory(directory: Directory, on: date | None = None) -> Iterator[Finding]:
    """Find the agencies that lack the people they need, and mandates of unknown categories."""
    root = directory.root
    if not directory.has_admin(root.code, on):
        where = f"agency.{root.code}.officers"
        yield finding("root_without_admin", Severity.ERROR, where, agency=root.code)
    for agency in directory:
        where, code = f"agency.{agency.code}", agency.code
        desk = agency.front_desk and agency is not root and agency.is_active(on)
        if desk and not directory.has_admin(code, on):
            yield finding("desk_without_admin", Severity.WARNING, f"{where}.officers", agency=code)
        heirs = _undecided(directory, code, on or date.max) if agency.is_active(on) else ()
        if heirs:
            facts = {"agency": code, "above": agency.parent, "successors": heirs}
            yield finding("agency_below_split", Severity.WARNING, f"{where}.falls_to", **facts)
        for name in sorted(agency.mandate):
            if name not in directory.categories:
                facts = {"agency": code, "category": name}
                yield finding("mandate_unknown", Severity.WARNING, f"{where}.mandate", **facts)
    for agency in directory.without_liaison(on):
        where = f"agency.{agency.code}.officers"
        yield finding("agency_without_liaison", Severity.WARNING, where, agency=agency.code)
    for held in directory.appointments:
        if held.acting_for is not None and held.is_current(on) and not _has_post(directory, held):
            where, facts = f"agency.{held.agency}.officers", {"agency": held.agency}
            code, severity = "acting_for_nobody", Severity.WARNING
            yield finding(code, severity, where, **facts, officer=held.officer)


def _has_post(directory: Directory, deputy: Appointment) -> bool:
    """Tell whether whoever somebody acts for has, or had, that post."""
    posts = directory.appointments_at(deputy.agency)
    return any((held.officer, held.role) == (deputy.acting_for, deputy.role) for held in posts)


def _undecided(directory: Directory, code: str, on: date) -> tuple[str, ...]:
    """Give the successors of the agency above, if several follow it and none was chosen."""
    line = directory.lineage(code, on)
    for above in line[1:2]:
        heirs = directory.successors(above, on) if directory.agency(above).has_ended(on) else ()
        if len(heirs) > 1 and frozenset(heirs).isdisjoint(line):
            return heirs
    return ()
