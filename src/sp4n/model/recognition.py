"""Recognition: what a complaint names that the directory does not have."""

from collections.abc import Iterable, Iterator

from sp4n.errors import Fault, closest, fault, hidden
from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory


def unknown_codes(complaint: Complaint, directory: Directory) -> tuple[Fault, ...]:
    """Give a fault for each code of a complaint that a directory does not know.

    An unknown accused agency or officer would be barred from nothing, so that nobody receives such
    a complaint before it was mended. An unknown target or category excludes nobody, and counts as
    missing. A category is not repeated, since a citizen may have written it; a directory without
    categories has no tree to check it against.

    >>> from attrs import evolve
    >>> from sp4n.sample import sample_complaints, sample_policy
    >>> complaint = evolve(sample_complaints(1)[0], accused={"INSPEKTORATT"})
    >>> print(*unknown_codes(complaint, sample_policy().directory))
    complaint.accused: there is no agency INSPEKTORATT; did you mean INSPEKTORAT?
    """
    return (*unknown_accused(complaint, directory), *_unknown_addresses(complaint, directory))


def unknown_accused(complaint: Complaint, directory: Directory) -> Iterator[Fault]:
    """Give those of them by which the accused would not be barred."""
    yield from unknown_among(complaint.accused, complaint.accused_officers, directory)


def unknown_among(
    agencies: Iterable[str], officers: Iterable[str], directory: Directory
) -> Iterator[Fault]:
    """Give a fault for each of the accused whom a directory does not know."""
    yield from _agency_faults(sorted(agencies), "accused", directory)
    named = {*officers}
    if named:
        known = {officer.id for officer in directory.officers}
        for officer in sorted(named - known):
            where, suggestion = "complaint.accused_officers", closest(officer, known)
            yield fault("unknown_officer", where, found=officer, suggestion=suggestion)


def _unknown_addresses(complaint: Complaint, directory: Directory) -> Iterator[Fault]:
    target, category, tree = complaint.target_agency, complaint.category, directory.categories
    yield from _agency_faults([] if target is None else [target], "target_agency", directory)
    if category is not None and category.strip() and len(tree) and category not in tree:
        found = hidden("text", len(category))
        where, suggestion = "complaint.category", closest(category, tree)
        yield fault("unknown_category", where, found=found, suggestion=suggestion)


def _agency_faults(codes: Iterable[str], name: str, directory: Directory) -> Iterator[Fault]:
    for code in codes:
        if code not in directory:
            suggestion = closest(code, (agency.code for agency in directory))
            where = f"complaint.{name}"
            yield fault("unknown_agency", where, found=code, suggestion=suggestion)
