"""Reception: where a complaint should go, who has it at first, and who takes it back at the end.

An agency may take a complaint when it is active, has an admin, and is not accused by it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, assert_never

from attrs import field, frozen

from sp4n.model.agency import Agency
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.directory import Directory
from sp4n.quiet import shown_short
from sp4n.validation import choice_fault, chosen, code_fault, line_fault, refuse, type_fault
from sp4n.workflow.events import FACT_LIMIT_CHARACTERS, EventFact

ReceiveAt = Literal["front_desk", "national"]
"""Who receives a complaint that names no agency: the lowest front desk, or the national admin."""


def _class(value: Classification | str | None) -> Classification | None:
    return None if value is None else chosen(Classification, value)


@shown_short
@frozen
class Proposal:
    """Where a complaint should go, as some router proposes it; an admin disposes.

    Attributes:
        agency: The code of the agency that should have it.
        via: How the proposal came about, as a code.
        rule: The rule by which it came about, if any: one line.
        classification: A class that is proposed too; a `verify` that names nobody takes it.
        confidential: Whether the case is guarded as confidential from the start.

    Raises:
        InvalidValue: `agency` or `via` is no code, `rule` is no line of text, `classification` is
            unknown, or `confidential` is no bool.
    """

    agency: str
    via: str
    rule: str | None = None
    classification: Classification | None = field(default=None, converter=_class)
    confidential: bool = False

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.agency, "proposal.agency"),
            code_fault(self.via, "proposal.via"),
            None
            if self.rule is None
            else line_fault(self.rule, "proposal.rule", FACT_LIMIT_CHARACTERS),
            None
            if self.classification is None
            else choice_fault(Classification, self.classification, "proposal.classification"),
            type_fault(bool, self.confidential, "proposal.confidential", "true_or_false"),
        )

    def facts(self) -> Iterator[tuple[str, EventFact]]:
        """Give what the first event remembers of it."""
        yield "proposed", self.agency
        yield "via", self.via
        if self.rule is not None:
            yield "rule", self.rule
        if self.classification is not None:
            yield "proposed_classification", self.classification.value
        if self.confidential:
            yield "confidential", True


def receiver(directory: Directory, complaint: Complaint, on: date, receive_at: ReceiveAt) -> Agency:
    """Find who verifies a new complaint: the nearest door that may take it, at worst the root."""
    for agency in _doors(directory, complaint, on, receive_at):
        if _may_take(directory, agency, complaint, on):
            return agency
    return next(_last_resorts(directory, complaint, on))


def admin_above(
    directory: Directory, code: str, complaint: Complaint, on: date, barred: tuple[str, ...]
) -> str:
    """Find the nearest agency from one upward that may take a complaint and is not barred.

    Args:
        directory: Where to look.
        code: The agency to begin with.
        complaint: What is to be taken.
        on: The day on which its admins count.
        barred: Who holds it now. They keep it where only an accused root is left to take it.
    """
    line = directory.lineage(code, on) if code in directory else ()
    above = map(directory.agency, line)
    resorts = tuple(_last_resorts(directory, complaint, on))
    for agency in (*above, *resorts):
        if agency.code not in barred and _may_take(directory, agency, complaint, on):
            return agency.code
    return resorts[0].code


def _doors(
    directory: Directory, complaint: Complaint, on: date, receive_at: ReceiveAt
) -> Iterator[Agency]:
    """The agencies that might receive it, the nearest first."""
    if complaint.target_agency is not None and complaint.target_agency in directory:
        for code in directory.lineage(complaint.target_agency, on):
            yield directory.agency(code)
    match receive_at:
        case "front_desk":
            yield from directory.front_desks(complaint.region, on)
        case "national":
            return
        case _:
            assert_never(receive_at)


def _last_resorts(directory: Directory, complaint: Complaint, on: date) -> Iterator[Agency]:
    """The root; if it is accused, whoever is below nobody else accused; then the root still."""
    root = directory.root
    accused = directory.with_successors(complaint.accused)
    others = accused - {root.code}
    if root.code in accused:
        yield from (
            agency
            for agency in directory
            if others.isdisjoint(directory.lineage(agency.code, on))
            and _may_take(directory, agency, complaint, on)
        )
    yield root


def _may_take(directory: Directory, agency: Agency, complaint: Complaint, on: date) -> bool:
    accused = directory.with_successors(complaint.accused)
    return agency.code not in accused and directory.has_admin(agency.code, on)
