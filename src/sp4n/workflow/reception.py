"""Reception: where a complaint should go, who has it at first, and who takes it back at the end.

An agency may take a complaint when it is active and not barred from it, and has an admin who is
not barred either.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, assert_never

from attrs import field, frozen

from sp4n.model.agency import Agency, AgencyKind
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.directory import Directory
from sp4n.model.officer import ADMIN_ROLES, REPORTER, SYSTEM, Actor, ActorKind, Role
from sp4n.model.recognition import unknown_accused, unknown_codes
from sp4n.quiet import shown_short
from sp4n.validation import choice_fault, chosen, code_fault, line_fault, refuse, type_fault
from sp4n.workflow.barring import is_barred, is_barred_officer
from sp4n.workflow.case import Case
from sp4n.workflow.events import FACT_LIMIT_CHARACTERS, EventFact
from sp4n.workflow.reasons import Reason, reason

ReceiveAt = Literal["front_desk", "national"]
"""Who receives a complaint that names no agency: the lowest front desk, or the national admin."""

ReceiveConfidentialAt = Literal["desk", "government", "national"]
"""Who receives what the route marks as oversight or confidential: whoever receives everything else;
the nearest city, regency, province or nation on the way up from there; or the national admin."""

_GOVERNMENTS = frozenset(
    {AgencyKind.CITY, AgencyKind.REGENCY, AgencyKind.PROVINCE, AgencyKind.NATIONAL}
)


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
        urgent: Whether it is urgent: a service standard may have a limit of its own for that.

    Raises:
        InvalidValue: `agency` or `via` is no code, `rule` is no line of text, `classification` is
            unknown, or a flag is no bool.
    """

    agency: str
    via: str
    rule: str | None = None
    classification: Classification | None = field(default=None, converter=_class)
    confidential: bool = False
    urgent: bool = False

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
            type_fault(bool, self.urgent, "proposal.urgent", "true_or_false"),
        )

    @property
    def is_delicate(self) -> bool:
        """Tell whether it is not for the offices nearest to it to read: oversight or confidential.

        >>> Proposal("INSPEKTORAT", "rule", classification="oversight").is_delicate
        True
        """
        return self.confidential or self.classification is Classification.OVERSIGHT

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
        if self.urgent:
            yield "urgent", True


def submit_reasons(
    directory: Directory, complaint: Complaint, by: Actor, at: datetime, on: date
) -> Iterator[Reason]:
    """Give what speaks against receiving a complaint: the time, who submits it, whom it accuses."""
    if at < complaint.submitted_at:
        yield submitted_later(complaint)
    if by.kind is ActorKind.REPORTER and by.id != complaint.reporter:
        yield reason("not_the_reporter")
    if by.kind is ActorKind.SYSTEM:
        yield reason("wrong_role", held=SYSTEM, allowed=(REPORTER, *Role))
    if by.kind is ActorKind.OFFICER and not directory.roles(str(by.id), str(by.agency), on=on):
        yield reason("no_appointment", officer=by.id, agency=by.agency)
    yield from accused_reasons(complaint, directory)


def submitted_later(complaint: Complaint) -> Reason:
    """Say that a complaint was not there yet."""
    return reason("submitted_later", submitted=complaint.submitted_at.isoformat())


def accused_reasons(complaint: Complaint, directory: Directory) -> Iterator[Reason]:
    """Give a reason for each of the accused whom a directory does not know.

    They would be barred from nothing: whoever misspelt them has to be told.
    """
    for wrong in unknown_accused(complaint, directory):
        found, suggestion = wrong["found"], wrong["suggestion"] or "-"
        if wrong.code == "unknown_agency":
            yield reason("unknown_accused", found=found, suggestion=suggestion)
        else:
            yield reason("unknown_accused_officer", found=found, suggestion=suggestion)


def unknown_facts(complaint: Complaint, directory: Directory) -> Iterator[tuple[str, EventFact]]:
    """Give what the first event remembers of what is not known, without repeating it."""
    for wrong in unknown_codes(complaint, directory):
        yield wrong.where.replace("complaint.", "unknown_"), True


def receiver(
    directory: Directory,
    complaint: Complaint,
    on: date,
    receive_at: ReceiveAt,
    delicate: ReceiveConfidentialAt | None = None,
) -> tuple[str, ...]:
    """Find who verifies a new complaint: the nearest door that may take it.

    At worst it is the root; and nobody, if even the root is accused. `delicate` says who receives
    what is oversight or confidential, by the route on record; None, that it is not.
    """
    doors: Iterable[Agency]
    match delicate:
        case None | "desk":
            doors = _doors(directory, complaint, on, receive_at)
        case "government":
            doors = _governments(directory, complaint, on, receive_at)
        case "national":
            doors = ()
        case _:
            assert_never(delicate)
    fit = (agency.code for agency in doors if _may_take(directory, agency, complaint, on))
    return next(((code,) for code in fit), None) or _last_resort(directory, complaint, on)


def admin_above(
    directory: Directory, code: str, of: Case | Complaint, on: date, passed: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Find the nearest agency from one upward that may take a case and is not passed over.

    Args:
        directory: Where to look.
        code: The agency to begin with.
        of: What is to be taken.
        on: The day on which its admins count.
        passed: Who holds it now. The root keeps what nobody else may take; what accuses the root
            itself is nobody's.
    """
    line = directory.lineage(code, on) if code in directory else (directory.root.code,)
    for above in map(directory.agency, line):
        if above.code not in passed and _may_take(directory, above, of, on):
            return (above.code,)
    return _last_resort(directory, of, on)


def fit_holders(
    directory: Directory, holders: tuple[str, ...], of: Case | Complaint, on: date
) -> tuple[str, ...]:
    """Put in place of each holder that is barred from a case the nearest admin above who is not.

    Nearly always these are the holders themselves.
    """
    if not any(is_barred(of, holder, directory=directory, on=on) for holder in holders):
        return holders
    fit = (
        admin_above(directory, holder, of, on)
        if is_barred(of, holder, directory=directory, on=on)
        else (holder,)
        for holder in holders
    )
    return tuple(dict.fromkeys(code for codes in fit for code in codes))


def _doors(
    directory: Directory, complaint: Complaint, on: date, receive_at: ReceiveAt
) -> Iterator[Agency]:
    """The agencies that might receive it, the nearest first."""
    if complaint.target_agency is not None and complaint.target_agency in directory:
        yield from map(directory.agency, directory.lineage(complaint.target_agency, on))
    match receive_at:
        case "front_desk":
            yield from directory.front_desks(complaint.region, on)
        case "national":
            return
        case _:
            assert_never(receive_at)


def _governments(
    directory: Directory, complaint: Complaint, on: date, receive_at: ReceiveAt
) -> Iterator[Agency]:
    """The governments on the way up from whom it would go to otherwise, be that a closed door."""
    nearest = next(_doors(directory, complaint, on, receive_at), directory.root).code
    line = map(directory.agency, directory.lineage(nearest, on))
    return (agency for agency in line if agency.kind in _GOVERNMENTS)


def _last_resort(directory: Directory, of: Case | Complaint, on: date) -> tuple[str, ...]:
    """The root, though it may have no admin; nobody, if it is accused, and with it all below."""
    root = directory.root.code
    return () if is_barred(of, root, directory=directory, on=on) else (root,)


def _may_take(directory: Directory, agency: Agency, of: Case | Complaint, on: date) -> bool:
    """Tell whether an agency is not barred, and has an admin who is not."""
    if is_barred(of, agency.code, directory=directory, on=on):
        return False
    return any(
        held.role in ADMIN_ROLES
        and not is_barred_officer(of, held.officer, directory=directory, on=on)
        for held in directory.team(agency.code, on)
    )
