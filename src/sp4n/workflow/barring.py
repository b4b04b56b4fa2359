"""Barring: who is kept from a case whatever their role, since it is about them or concerns them.

Barred are the accused agencies, those that follow them once they have ended, and all that hang
below; the officers who are accused or stepped aside, and whoever serves at a barred agency, for
whatever agency they act.
The barred neither receive nor hold a case, give no command on it, and may not know that it exists.
"""

from datetime import date

from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory
from sp4n.model.officer import Actor, ActorKind
from sp4n.validation import date_fault, refuse, type_fault
from sp4n.workflow.case import Case


def is_barred(case: Case | Complaint, who: Actor | str, *, directory: Directory, on: date) -> bool:
    """Tell whether somebody is kept from a case, or from the one that a complaint will become.

    Args:
        case: The case, or the complaint that is about to be received.
        who: Who acts; or an agency by its code, which need not be in the directory.
        directory: How the agencies hang together, and who serves where.
        on: The day on which appointments count, and by which agencies follow others.

    Raises:
        InvalidValue: An argument is of a wrong type.

    >>> from sp4n.sample import sample_complaints, sample_policy
    >>> from attrs import evolve
    >>> directory = sample_policy().directory
    >>> complaint = evolve(sample_complaints(1)[0], accused={"KOTA"})
    >>> [is_barred(complaint, code, directory=directory, on=date(2026, 1, 5))
    ...  for code in ("KOTA", "INSPEKTORAT", "PROV")]
    [True, True, False]
    """
    refuse(
        type_fault(Directory, directory, "directory", "directory"),
        date_fault(on, "on"),
        None
        if isinstance(case, Case)
        else type_fault(Complaint, case, "case", "complaint_or_a_case"),
        None if isinstance(who, str) else type_fault(Actor, who, "who", "actor"),
    )
    if isinstance(who, str):
        return directory.hangs_below(who, case.accused, on)
    if who.kind is not ActorKind.OFFICER:
        return False
    officer, agency = str(who.id), str(who.agency)
    return directory.hangs_below(agency, case.accused, on) or is_barred_officer(
        case, officer, directory=directory, on=on
    )


def is_barred_officer(
    case: Case | Complaint, officer: str, *, directory: Directory, on: date
) -> bool:
    """Tell the same of an officer by their id, whatever agency they may act for."""
    named = case.accused_officers if isinstance(case, Complaint) else case.barred_officers
    if officer in named:
        return True
    accused = case.accused
    return bool(accused) and any(
        directory.hangs_below(agency, accused, on) for agency in directory.served_by(officer, on=on)
    )
