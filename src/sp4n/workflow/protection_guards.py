"""Guards of protection: when a case is protected, whom somebody may accuse, and whom clear."""

from collections.abc import Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.model.officer import ADMIN_ROLES, Actor
from sp4n.model.recognition import unknown_among
from sp4n.workflow.attempt import Attempt, Check
from sp4n.workflow.barring import is_barred_officer
from sp4n.workflow.fields import listed
from sp4n.workflow.protection import AGENCIES, OFFICERS, accusers
from sp4n.workflow.reasons import Reason, named, reason


def _is_public(attempt: Attempt) -> Reason | None:
    """The case is not confidential already."""
    return reason("already_confidential") if attempt.case.is_confidential else None


def _is_confidential(attempt: Attempt) -> Reason | None:
    """The case is confidential."""
    return None if attempt.case.is_confidential else reason("not_confidential")


def _listed(attempt: Attempt, name: str) -> list[str]:
    """The codes that the command lists; what is none is told of as a field."""
    codes = listed(attempt.command.get(name)) or ()
    return sorted(code for code in codes if isinstance(code, str))


def _accused_are_known(attempt: Attempt) -> Reason | None:
    """Somebody is named; the directory knows all, who would be barred from nothing otherwise."""
    agencies, officers = _listed(attempt, AGENCIES), _listed(attempt, OFFICERS)
    if not agencies and not officers:
        return reason("nobody_named")
    directory = attempt.directory
    for wrong in unknown_among(agencies, officers, directory):
        found, suggestion = named(str(wrong["found"])), wrong["suggestion"] or "-"
        code = "unknown_accused" if wrong.code == "unknown_agency" else "unknown_accused_officer"
        return reason(code, found=found, suggestion=suggestion)
    return None


def _accused_in_reach(attempt: Attempt) -> Reason | None:
    """An admin accuses whom they have below them, or agencies above, which bars themselves.

    So nobody keeps a case and shuts out those who oversee them, or those beside them, now or in
    time: whoever follows an agency counts, and wherever somebody is appointed from later on. And no
    office buries a case, since somebody at the root remains.
    """
    own, directory = attempt.own_agency, attempt.directory
    for code in _listed(attempt, AGENCIES):
        barred = directory.with_successors((code,)) if code in directory else ()
        if not all(attempt.is_within(one, own) or attempt.is_within(own, one) for one in barred):
            return reason("accused_out_of_reach", found=code, own=attempt.own_name)
    for officer in _listed(attempt, OFFICERS):
        ever = [held for held in directory.appointments if held.officer == officer]
        lasting = [held for held in ever if held.until is None or attempt.on < held.until]
        serves = {held.agency for held in lasting or ever}
        if not serves or not all(attempt.is_within(agency, own) for agency in serves):
            return reason("accused_out_of_reach", found=named(officer), own=attempt.own_name)
    root = directory.root.code
    if root in _listed(attempt, AGENCIES) or _empties(attempt, root):
        return reason("accused_out_of_reach", found=root, own=attempt.own_name)
    return None


def _empties(attempt: Attempt, root: str) -> bool:
    """Tell whether all admins of the root who may know the case would be barred from it."""
    directory, on = attempt.directory, attempt.on
    agencies, officers = _listed(attempt, AGENCIES), _listed(attempt, OFFICERS)
    admins = {
        held.officer
        for held in directory.team(root, on)
        if held.role in ADMIN_ROLES
        and not is_barred_officer(attempt.case, held.officer, directory=directory, on=on)
    }
    serving = {one: directory.served_by(one, on=on) for one in admins.difference(officers)}
    left = (
        not any(directory.hangs_below(code, agencies, on) for code in places)
        for places in serving.values()
    )
    return bool(admins) and not any(left)


def _accused_by_own(attempt: Attempt) -> Reason | None:
    """Whoever is cleared was accused by one's own agency, or one below, and by nobody else."""
    lists = {name: _listed(attempt, name) for name in (AGENCIES, OFFICERS)}
    if not any(lists.values()):
        return reason("nobody_named")
    for name, codes in lists.items():
        for code in codes:
            by = [event.by for event in accusers(attempt.case.events, name, code)]
            if not by or not all(_is_own(attempt, one) for one in by):
                return reason("not_to_clear", found=named(code), own=attempt.own_name)
    return None


def _is_own(attempt: Attempt, by: Actor) -> bool:
    return by.agency is not None and attempt.is_within(
        attempt.in_office(by.agency), attempt.own_agency
    )


def _above_the_holder(attempt: Attempt) -> Reason | None:
    """Whoever acts serves above the holder; or at the root, which has nobody above."""
    own = attempt.own_agency
    if own not in attempt.holders or own == attempt.directory.root.code:
        return None
    return reason("not_above_the_holder", own=attempt.own_name)


PROTECTION_CHECKS: Mapping[str, Check] = FrozenDict(
    {
        "is_public": _is_public,
        "is_confidential": _is_confidential,
        "accused_are_known": _accused_are_known,
        "accused_in_reach": _accused_in_reach,
        "accused_by_own": _accused_by_own,
        "above_the_holder": _above_the_holder,
    }
)
"""The checks of these guards, by name."""
