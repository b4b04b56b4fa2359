"""Soundness of directories: nobody is missing who has to receive or to answer."""

from collections.abc import Iterator
from datetime import date

from sp4n.findings import Finding, Severity, finding
from sp4n.model.directory import Directory


def check_directory(directory: Directory, on: date | None = None) -> Iterator[Finding]:
    """Find the agencies that lack the people they need, and mandates of unknown categories."""
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
