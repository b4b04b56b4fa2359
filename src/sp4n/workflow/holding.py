"""Holding: which agencies can hold a case in which status, and whether anybody may act there.

That somebody has a role somewhere is no help to an office where nobody has it. So each agency that
a case can come to is asked for its own people, and for the admins above it. Cases may come by any
row, and by whoever serves or once served there; but that somebody may act is only certain by rows
that are always there (`sp4n.workflow.ways`) and by those who serve on the day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Message
from sp4n.model import Directory, Role
from sp4n.model.officer import ADMIN_ROLES, SYSTEM
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.transition import Transition
from sp4n.workflow.ways import by_source
from sp4n.workflow.workflow import Workflow

_DOWNWARD = frozenset({"has_units_below", "below_own_agency"})
_JOINING = frozenset({"other_takes_in", "other_was_joined", "host_lets_go", "other_was_separated"})
_FOR_THE_SYSTEM = frozenset({"not_at_the_root", "category_is_known", "parts_are_in"})
_SHOWN_AGENCIES = 5  # own choice: the facts have all


def check_holding(
    workflow: Workflow, directory: Directory, on: date | None = None
) -> Iterator[Finding]:
    """Find the open statuses in which an agency can hold a case that nobody there may lead on.

    Nobody but the reporter, that is: no officer of the agency, no admin above it, and no timer. A
    status that no row leads out of is told by `check_workflow`, a root without an admin by
    `sp4n.model.directory.check_directory`.

    A witness is a way to the status, statuses and commands in turn, and at its end the first such
    agency; the facts have all of them. Agencies and appointments are judged by the day; without a
    day, those count that have no end. Whom a complaint accuses is not judged.
    """
    reached = _Reached.of(workflow, _Posts.of(directory, on, ever=True))
    posts = _Posts.of(directory, on, ever=False)
    for status in workflow.statuses:
        rows = [row for row in reached.rows.get(status.code, ()) if _leads_on(workflow, row)]
        if not status.phase.is_open or not rows:
            continue
        able = frozenset[str]().union(*(posts.able(row) for row in rows))
        held = reached.steps[status.code]
        left = tuple(code for code in posts.answering if code in held and code not in able)
        if left:
            yield _nobody(status.code, left, reached)


def _nobody(status: str, agencies: tuple[str, ...], reached: "_Reached") -> Finding:
    where, severity = f"workflow.status.{status}", Severity.ERROR
    found = finding("nobody_may_act", severity, where, status=status, agencies=agencies)
    shown, more = agencies[:_SHOWN_AGENCIES], len(agencies) - _SHOWN_AGENCIES
    words = Message("soundness.and_more").given(agencies=shown, n=more)
    return evolve(
        found,
        witness=(*reached.way(status, agencies[0]), agencies[0]),
        words=(("agencies", words),) if more > 0 else (),
    )


def _leads_on(workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row always leads a case on, by an officer or a timer, where it may be taken.

    Whatever the agencies, that is: no window and no count runs out, no other case is needed.
    """
    if row.until is not None or row.at_most is not None or not _JOINING.isdisjoint(row.guards):
        return False
    kind = workflow.kind_of(row)
    if SYSTEM in row.who:
        return not kind.required and _FOR_THE_SYSTEM.issuperset(row.guards)
    acts = bool(row.officers) and not row.is_keyed_in
    return acts and (kind.moves or row.target != row.source)


@frozen
class _Posts:
    """Who serves where, and which holders' cases they may take by a row.

    Attributes:
        directory: The agencies.
        active: Those that are active on the day, in the directory's order.
        of_role: By role, the active agencies where somebody has it.
        units: How many active agencies hang below each.
    """

    directory: Directory
    active: Mapping[str, None]
    of_role: Mapping[str, Collection[str]]
    units: Mapping[str, int]
    _able: dict[object, frozenset[str]] = field(factory=dict, init=False)

    @classmethod
    def of(cls, directory: Directory, on: date | None, *, ever: bool) -> "_Posts":
        """Gather those who serve on a day, or who ever do."""
        active = dict.fromkeys(agency.code for agency in directory if agency.is_active(on))
        of_role: defaultdict[str, set[str]] = defaultdict(set)
        for held in directory.appointments:
            if held.agency in active and (ever or held.is_current(on)):
                of_role[held.role].add(held.agency)
        units: defaultdict[str, int] = defaultdict(int)
        for code in active:
            for above in directory.lineage(code)[1:]:
                units[above] += 1
        return cls(directory, active, of_role, units)

    @property
    def doors(self) -> frozenset[str]:
        """The agencies to which a case comes first, and goes back: with an admin, or the root."""
        admins = (self.of_role.get(role, ()) for role in ADMIN_ROLES)
        return frozenset({self.directory.root.code}).union(*admins)

    @property
    def answering(self) -> Iterator[str]:
        """The active agencies, but for a root that has no admin."""
        root = self.directory.root.code
        return (code for code in self.active if code != root or self._has_admin(root))

    def _has_admin(self, code: str) -> bool:
        return any(code in self.of_role.get(role, ()) for role in ADMIN_ROLES)

    def able(self, row: Transition) -> frozenset[str]:
        """Give the holders whose cases some officer, or the system, may take by a row."""
        key = row.who, row.guards
        if key not in self._able:
            self._able[key] = frozenset(
                holder for holder in self.active if next(self.takers(row, holder), None) is not None
            )
        return self._able[key]

    def takers(self, row: Transition, holder: str) -> Iterator[str]:
        """Give the agencies whose officers may take a row of a holder's case, the nearest first.

        The system acts for none.
        """
        if SYSTEM in row.who and all(self._passes(each, row, "", holder) for each in row.guards):
            yield ""
        roles = [role for role in Role if role in row.who]
        for code in self.directory.lineage(holder):
            reaching = roles if code == holder else [role for role in roles if role in ADMIN_ROLES]
            serves = any(code in self.of_role.get(role, ()) for role in reaching)
            if serves and all(self._passes(guard, row, code, holder) for guard in row.guards):
                yield code

    def _passes(self, guard: str, row: Transition, own: str, holder: str) -> bool:
        """Tell whether an officer of an agency can pass a guard of a row with a holder's case."""
        if guard == "not_at_the_root":
            return holder != self.directory.root.code
        others = self._others_below(own, holder)
        if guard in _DOWNWARD:
            return others > 0
        if guard == "above_the_holder":
            return own != holder or holder == self.directory.root.code
        if guard != "is_not_the_holder":
            return True
        anywhere = "in_reach" not in row.guards and len(self.active) > 1
        return others > 0 or own != holder or anywhere

    def _others_below(self, own: str, holder: str) -> int:
        """Count the active agencies below one, without the holder."""
        is_below = holder != own and holder in self.active
        return self.units.get(own, 0) - is_below


_Step = tuple[str, str, str]
"""From which status, with which holder, by which command."""


@frozen
class _Reached:
    """Which agencies can hold a case in which status, and by what step it came there first."""

    rows: Mapping[str, tuple[Transition, ...]]
    steps: Mapping[str, Mapping[str, _Step | None]]

    @classmethod
    def of(cls, workflow: Workflow, posts: _Posts) -> "_Reached":
        """Search from the beginning, breadth first."""
        rows = by_source(workflow.transitions)
        steps: defaultdict[str, dict[str, _Step | None]] = defaultdict(dict)
        steps[workflow.initial] = dict.fromkeys(posts.doors)
        fresh: dict[str, Collection[str]] = {workflow.initial: posts.doors}
        while fresh:
            found: defaultdict[str, dict[str, None]] = defaultdict(dict)
            for source, holders in fresh.items():
                for row in rows.get(source, ()):
                    for holder, to in _led(workflow, posts, row, holders):
                        if to not in steps[row.target]:
                            steps[row.target][to] = (source, holder, row.command)
                            found[row.target][to] = None
            fresh = dict(found)
        return cls(rows, steps)

    def way(self, status: str, holder: str) -> tuple[str, ...]:
        """Name the statuses and commands by which a case came to a holder in a status."""
        way = [status]
        step = self.steps[status][holder]
        while step is not None:
            source, holder, command = step
            way += (command, source)
            step = self.steps[source][holder]
        return tuple(reversed(way))


def _led(
    workflow: Workflow, posts: _Posts, row: Transition, holders: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Give to whom a row can lead a case of these holders, each with the one who held it before.

    What undoes a joining leads back to where the case was when it was joined.
    """
    taken = [code for code in holders if not row.officers or code in posts.able(row)]
    kind = workflow.kind_of(row)
    effects = kind.effects
    if not taken or "host_lets_go" in row.guards:
        return
    if Effect.ASSIGN in effects:
        below = "below_own_agency" in row.guards and bool(row.officers)
        yield from _below(posts, row, taken) if below else ((taken[0], to) for to in posts.active)
    elif kind.withdraws:  # it stays, unless whoever holds it may not have it or can't act
        yield from ((holder, holder) for holder in taken)
        yield from ((taken[0], to) for to in posts.doors)
    elif not {Effect.GIVE_BACK, Effect.ESCALATE}.isdisjoint(effects):
        yield from ((taken[0], to) for to in posts.doors)
    else:
        yield from ((holder, holder) for holder in taken)


def _below(posts: _Posts, row: Transition, taken: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the agencies below those whose officers may take a row; the highest reach furthest."""
    tops: dict[str, str] = {}
    for holder in taken:
        tops.setdefault([*posts.takers(row, holder)][-1], holder)
    for code in posts.active:
        above = (tops[top] for top in posts.directory.lineage(code)[1:] if top in tops)
        yield from ((holder, code) for holder in [*above][:1])
