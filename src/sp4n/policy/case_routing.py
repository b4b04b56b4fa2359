"""Routing a case: where it should go now, by what is known of it by now."""

from datetime import date

from attrs import fields

from sp4n.model import Complaint, Directory
from sp4n.model.complaint import complaint_as_read
from sp4n.workflow import Case


def as_corrected(case: Case) -> Complaint:
    """Give a case's complaint with the words, the category and the class as last corrected.

    What was corrected to words that are erased by now, or stored elsewhere, is as it came. Longer
    words than a complaint may have are no reason to leave a case without a way.
    """
    complaint = case.complaint
    as_it_came = {part.name: getattr(complaint, part.name) for part in fields(Complaint)}
    now = {
        "title": _last_words(case, "corrected_title") or complaint.title,
        "body": _last_words(case, "corrected_body") or complaint.body,
        "category": case.category,
        "classification": case.classification,
        "accused": case.accused,
    }
    return complaint_as_read(**{**as_it_came, **now})


def tried_by(case: Case, directory: Directory, on: date) -> frozenset[str]:
    """Give the agencies that sent a case back, and all that follow them by a day."""
    followers = (directory.successors(code, on) for code in case.tried if code in directory)
    return frozenset(case.tried).union(*followers)


def _last_words(case: Case, kind: str) -> str | None:
    words = [text.body for text in case.texts if text.kind == kind]
    return words[-1] if words else None
