"""Staffing: whether a directory has somebody for every role of a workflow, and for every guard.

Some guards ask how the agencies hang together: for a unit below, for somebody above. In a directory
that has nothing of the kind they can never be passed, and who reads the rows would not see it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.model import Directory, Role
from sp4n.model.officer import ADMIN_ROLES, REPORTER, ROLE_LABELS
from sp4n.workflow.transition import GUARD_LABELS, Transition
from sp4n.workflow.workflow import Workflow

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
    serving = (held for held in directory.appointments if held.agency in active)
    present = {REPORTER, *(held.role for held in serving if held.is_current(on))}
    stuck = [row for row in workflow.transitions if present.isdisjoint(row.who)]
    for role in Role:
        commands = tuple(dict.fromkeys(row.command for row in stuck if role in row.who))
        if commands:
            where = f"directory.role.{role.value}"
            code, severity = "nobody_has_the_role", Severity.ERROR
            missing = finding(code, severity, where, role=role.value, commands=commands)
            yield evolve(missing, words=(("role", ROLE_LABELS[role]),))


def _check_guards(workflow: Workflow, directory: Directory, on: date | None) -> Iterator[Finding]:
    """Find the guards that nobody in a directory can ever pass, each with the commands behind it.

    Of several such guards of a row the first is told. Looked at are the guards that ask for units
    below, for another agency than the holder, and for somebody above it; what depends on the case
    alone is not judged. Reporter and system act for no agency, so nothing is below theirs.
    A row whose roles nobody has is left out: they are told as missing.
    """
    people = _People.of(directory, on)
    shut: defaultdict[str, list[str]] = defaultdict(list)
    for row in workflow.transitions:
        guard = next((name for name in row.guards if people.never_pass(name, row)), None)
        if guard is not None:
            shut[guard].append(row.command)
    for guard, given in shut.items():
        where, commands = f"workflow.guard.{guard}", tuple(dict.fromkeys(given))
        code, severity = "guard_never_passed", Severity.WARNING
        never = finding(code, severity, where, guard=guard, commands=commands)
        yield evolve(never, words=(("guard", GUARD_LABELS[guard]),))


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
        above = (code for agency in active for code in directory.lineage(agency)[1:])
        places: defaultdict[str, set[str]] = defaultdict(set)
        for held in directory.appointments:
            if held.is_current(on) and held.agency in active:
                places[held.role].add(held.agency)
        agencies: dict[str, frozenset[str]] = {role: frozenset(places[role]) for role in Role}
        return cls(directory.root.code, frozenset(above), agencies)

    def never_pass(self, guard: str, row: Transition) -> bool:
        """Tell whether there is somebody who may take a row, but nobody who can pass its guard."""
        actors = [actor for actor in row.who if self._agencies_of(actor)]
        return bool(actors) and not any(self._any_passes(guard, actor) for actor in actors)

    def _agencies_of(self, actor: str) -> Collection[str]:
        return self.agencies.get(actor, (_NO_AGENCY,))

    def _any_passes(self, guard: str, actor: str) -> bool:
        """Tell whether some case lets some of these actors pass a guard."""
        key = guard, actor
        if key not in self._passed:
            places = self._agencies_of(actor)
            self._passed[key] = any(self._passes(guard, actor, agency) for agency in places)
        return self._passed[key]

    def _passes(self, guard: str, role: str, agency: str) -> bool:
        """Tell whether some case lets somebody pass a guard."""
        several = self.root in self.with_units_below
        if guard in _BELOW:
            return agency in self.with_units_below
        if guard == "not_at_the_root":
            reaches_others = role in ADMIN_ROLES or agency == _NO_AGENCY
            return agency not in (self.root, _NO_AGENCY) or (reaches_others and several)
        return several or guard != "is_not_the_holder"
