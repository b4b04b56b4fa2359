"""Staffing: whether a directory has somebody for every role of a table, and behind every guard.

Some guards ask how the agencies hang together: for a unit below, for somebody above. In a directory
that has nothing of the kind they can never be passed, and who reads the table would not see it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.model import Directory, Role
from sp4n.model.officer import ADMIN_ROLES, ROLE_LABELS
from sp4n.workflow.guards import GUARD_LABELS
from sp4n.workflow.table import Transition, Workflow
from sp4n.workflow.who import REPORTER

_ROLES = frozenset(Role)
_BELOW = frozenset({"has_units_below", "below_own_agency"})
_NO_AGENCY = ""


def check_staffing(
    workflow: Workflow, directory: Directory, on: date | None = None
) -> tuple[Finding, ...]:
    """Find the roles that nobody has, and the guards that nobody in a directory can ever pass.

    Appointments and agencies are judged by the day; without a day, those count that have no end.
    """
    return (*_check_roles(workflow, directory, on), *_check_guards(workflow, directory, on))


def _check_roles(workflow: Workflow, directory: Directory, on: date | None) -> Iterator[Finding]:
    """Find the roles that nobody has, and without which commands can never be given."""
    active = {agency.code for agency in directory if agency.is_active(on)}
    serving = (one for one in directory.appointments if one.agency in active)
    held = {one.role for one in serving if one.is_current(on)}
    for role in Role:
        others = {REPORTER, *(who for who in held if who is not role)}
        stuck = tuple(
            dict.fromkeys(
                row.command
                for row in workflow.transitions
                if role in row.who and others.isdisjoint(row.who)
            )
        )
        if role not in held and stuck:
            where = f"directory.role.{role.value}"
            facts = {"role": role.value, "commands": stuck}
            found = finding("nobody_has_the_role", Severity.ERROR, where, **facts)
            yield evolve(found, words=(("role", ROLE_LABELS[role]),))


def _check_guards(
    workflow: Workflow, directory: Directory, on: date | None = None
) -> tuple[Finding, ...]:
    """Find the guards that nobody in a directory can ever pass, each with the commands behind it.

    Of several such guards of a row the first is told. Looked at are the guards that ask for units
    below, for another agency than the holder, and for somebody above it; what depends on the case
    alone is not judged. Reporter and system act for no agency, so nothing is below theirs.
    A row whose roles nobody has is left out: they are told as missing.
    """
    people = _People.of(directory, on)
    shut: defaultdict[str, list[str]] = defaultdict(list)
    for row in workflow.transitions:
        guard = next((one for one in row.guards if people.never_pass(one, row)), None)
        if guard is not None:
            shut[guard].append(row.command)
    return tuple(_never_passed(guard, tuple(dict.fromkeys(shut[guard]))) for guard in shut)


def _never_passed(guard: str, commands: tuple[str, ...]) -> Finding:
    where = f"workflow.guard.{guard}"
    found = finding("guard_never_passed", Severity.WARNING, where, guard=guard, commands=commands)
    return evolve(found, words=(("guard", GUARD_LABELS[guard]),))


@frozen
class _People:
    """Who serves where on a day, by role, and the agencies that have an active unit below."""

    root: str
    with_units_below: frozenset[str]
    agencies: Mapping[str, frozenset[str]]
    """By role."""
    _passed: dict[tuple[str, str], bool] = field(factory=dict, init=False)

    @classmethod
    def of(cls, directory: Directory, on: date | None) -> "_People":
        active = {agency.code for agency in directory if agency.is_active(on)}
        above = (code for one in active for code in directory.lineage(one)[1:])
        serving = (one for one in directory.appointments if one.is_current(on))
        places: defaultdict[str, set[str]] = defaultdict(set)
        for one in serving:
            if one.agency in active:
                places[one.role].add(one.agency)
        agencies: dict[str, frozenset[str]] = {role: frozenset(places[role]) for role in Role}
        return cls(directory.root.code, frozenset(above), agencies)

    def never_pass(self, guard: str, row: Transition) -> bool:
        """Tell whether there is somebody who may take a row, but nobody who can pass its guard."""
        who = [one for one in row.who if one not in _ROLES or self.agencies[one]]
        return bool(who) and not any(self._any_passes(guard, one) for one in who)

    def _any_passes(self, guard: str, role: str) -> bool:
        """Tell whether some case lets somebody of a role pass a guard."""
        if (guard, role) not in self._passed:
            places = self.agencies[role] if role in _ROLES else (_NO_AGENCY,)
            self._passed[guard, role] = any(self._passes(guard, role, one) for one in places)
        return self._passed[guard, role]

    def _passes(self, guard: str, role: str, agency: str) -> bool:
        """Tell whether some case lets somebody pass a guard."""
        several = self.root in self.with_units_below
        if guard in _BELOW:
            return agency in self.with_units_below
        if guard == "not_at_the_root":
            reaches_others = role in ADMIN_ROLES or agency == _NO_AGENCY
            return agency not in (self.root, _NO_AGENCY) or (reaches_others and several)
        return several or guard != "is_not_the_holder"
