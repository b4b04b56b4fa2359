"""Routing a case: where it should go now, by what is known of it by now."""

from datetime import date

from attrs import fields

from sp4n.model import Complaint, Directory
from sp4n.model.complaint import complaint_as_read
from sp4n.workflow import Case


def as_corrected(case: Case) -> Complaint:
    """Give a case's complaint as it stands: its words, category and class, and whom it accuses.

    Words that were erased, or are stored elsewhere, are none. Longer words than a complaint may
    have are no reason to leave a case without a way.
    """
    complaint, title, body = case.complaint, case.title, case.body
    as_it_came = {part.name: getattr(complaint, part.name) for part in fields(Complaint)}
    now = {
        "title": title or "",
        "body": body or "",
        "erased": complaint.erased or None in (title, body),
        "category": case.category,
        "classification": case.classification,
        "accused": case.accused,
        "accused_officers": case.accused_officers,
    }
    return complaint_as_read(**{**as_it_came, **now})


def tried_by(case: Case, directory: Directory, on: date) -> frozenset[str]:
    """Give the agencies that sent a case back, and all that follow them by a day."""
    followers = (directory.successors(code, on) for code in case.tried if code in directory)
    return frozenset(case.tried).union(*followers)
