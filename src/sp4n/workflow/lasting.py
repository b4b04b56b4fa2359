"""Lasting rows: those that are there for every case, for as long as it is in their status.

That no case gets stuck can only be proven with these. A window closes, a count is used up; and some
guards ask for what not every case has: a unit below, somebody above, another case to join.
"""

from sp4n.model.officer import Role
from sp4n.workflow.table import Transition, Workflow
from sp4n.workflow.who import SYSTEM

_ROLES = frozenset(Role)
_ALWAYS_PASSED = frozenset({"category_is_known"})
_PASSED_BY_OFFICERS = _ALWAYS_PASSED | {"receiver_is_fit", "in_reach"}


def lasts(workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row is there for every case, for as long as the case is in its status.

    It has no window (`until`), no limit to how often (`at_most`), and no guard but those that can
    always be passed. An officer passes ``receiver_is_fit`` and ``in_reach`` by naming their own
    agency: it is active and not accused, or they could not act at all. Everybody passes
    ``category_is_known`` by naming none. A timer lasts too, since the system will take it, unless
    its command requires a field: the system fills in none.

    >>> from sp4n.workflow.lapor import LAPOR
    >>> verify, back = LAPOR.rows("unverified", "verify")[0], LAPOR.rows("verified", "return")[0]
    >>> lasts(LAPOR, verify), lasts(LAPOR, back)  # at the root there is nobody to return to
    (True, False)
    """
    if row.until is not None or row.at_most is not None:
        return False
    kind = workflow.command(row.command)
    if SYSTEM in row.who and kind is not None and kind.required:
        return False
    passed = _ALWAYS_PASSED if _ROLES.isdisjoint(row.who) else _PASSED_BY_OFFICERS
    return passed.issuperset(row.guards)
