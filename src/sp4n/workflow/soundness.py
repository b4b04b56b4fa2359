"""Soundness: can a case get stuck, be left to nobody, or go round for ever?

Each check of a table is a search in its graph, and each finding names the shortest way that shows
it. What needs clocks or a directory is checked where those are known.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Label
from sp4n.model.officer import Role
from sp4n.workflow.commands import Effect
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.reasons import REPORTER, SYSTEM
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.table import Transition, Workflow

__all__ = ["check_workflow"]

_Way = tuple[Transition, ...]
_Graph = Mapping[str, list[Transition]]

_ROLES = frozenset(Role)
_MOVING = frozenset({Effect.ASSIGN, Effect.GIVE_BACK, Effect.ESCALATE})
_DOWNWARD = frozenset({"receiver_is_fit", "below_own_agency"})

_ACCEPTED: Mapping[tuple[str, ...], Label] = {
    ("unverified", "verify", "verified", "return", "unverified"): Label(
        id="LAPOR! tidak diketahui membatasi pengembalian: instansi boleh mengembalikan apa pun"
        " yang didisposisikan; ekstensi return_limit membatasinya",
        en="LAPOR! is not known to limit returns: an office may send back whatever was disposed to"
        " it; the extension return_limit sets a limit",
    ),
    ("unverified", "return", "unverified"): Label(
        id="pengembalian saja berakhir di instansi teratas, kecuali instansi itu sendiri yang"
        " diadukan; ekstensi return_limit membatasinya",
        en="returns by themselves end at the root, unless the root itself is accused; the extension"
        " return_limit sets a limit",
    ),
}
"""The ping-pong of LAPOR!'s own rows, by its witness, and why it is accepted."""


def check_workflow(workflow: Workflow) -> tuple[Finding, ...]:
    """Check a table by itself: statuses, ping-pong, commands, labels.

    A witness is the shortest way to the status from the initial one, or the circle itself. What
    LAPOR!'s own rows are known for is marked as accepted, with the reason; rows that a city
    changed are judged like anybody's.

    >>> for one in check_workflow(LAPOR):
    ...     print(" -> ".join(one.witness))
    unverified -> verify -> verified -> return -> unverified
    unverified -> return -> unverified
    """
    table = _Table.of(workflow)
    return (
        *_status_findings(table),
        *_ping_pong_findings(table),
        *_command_findings(workflow),
        *_label_findings(workflow),
    )


@frozen
class _Table:
    """A workflow with what all checks look at: its rows by source, and the ways to each status."""

    workflow: Workflow
    rows: _Graph
    ways: Mapping[str, _Way]

    @classmethod
    def of(cls, workflow: Workflow) -> "_Table":
        rows = _by_source(workflow.transitions)
        return cls(workflow, rows, _ways(rows, workflow.initial))

    def witness(self, status: str) -> tuple[str, ...]:
        """The shortest way to a status; the status alone if only an adopted case can be in it."""
        return _said(self.ways.get(status, ())) or (status,)


def _by_source(rows: Iterable[Transition]) -> _Graph:
    found: defaultdict[str, list[Transition]] = defaultdict(list)
    for row in rows:
        found[row.source].append(row)
    return found


def _ways(rows: _Graph, start: str) -> Mapping[str, _Way]:
    """Find the shortest way to every status that can be reached from one, the nearest first."""
    found: dict[str, _Way] = {start: ()}
    waiting = deque([start])
    while waiting:
        source = waiting.popleft()
        for row in rows.get(source, ()):
            if row.target not in found:
                found[row.target] = (*found[source], row)
                waiting.append(row.target)
    return found


def _said(way: _Way) -> tuple[str, ...]:
    """Name the statuses and commands of a way in turn."""
    steps = (word for row in way for word in (row.source, row.command))
    return (*steps, way[-1].target) if way else ()


def _status_findings(table: _Table) -> Iterator[Finding]:
    can_end = _can_end(table.workflow)
    for status in table.workflow.statuses:
        for code in _status_faults(table, status, can_end):
            witness = () if code == "unreachable_status" else table.witness(status.code)
            where = f"workflow.status.{status.code}"
            found = finding(code, Severity.ERROR, where, status=status.code)
            yield evolve(found, witness=witness)


def _status_faults(table: _Table, status: Status, can_end: Collection[str]) -> Iterator[str]:
    if status.code not in table.ways:
        yield "unreachable_status"
    if not status.phase.is_open:
        return
    if status.code not in table.rows:
        yield "dead_end"
        return
    if status.code not in can_end:
        yield "no_way_to_an_end"
    if not _has_an_owner(status, table.rows[status.code]):
        yield "open_without_owner"


def _can_end(workflow: Workflow) -> Collection[str]:
    """Give the statuses from which a status that is not open can be reached."""
    into: defaultdict[str, list[str]] = defaultdict(list)
    for row in workflow.transitions:
        into[row.target].append(row.source)
    found = {one.code for one in workflow.statuses if not one.phase.is_open}
    waiting = list(found)
    while waiting:
        fresh = set(into[waiting.pop()]) - found
        found |= fresh
        waiting += fresh
    return found


def _has_an_owner(status: Status, rows: Iterable[Transition]) -> bool:
    """Tell whether an officer can lead out of a status; or, of one that waits, its reporter.

    The reporter alone is not enough: the system must end the wait when they never answer.
    """
    who = {one for row in rows if row.target != status.code for one in row.who}
    if status.phase is Phase.WAITING_REPORTER and {REPORTER, SYSTEM} <= who:
        return True
    return not _ROLES.isdisjoint(who)


def _ping_pong_findings(table: _Table) -> Iterator[Finding]:
    for circle in _circles(table):
        witness = _said(circle)
        commands = tuple(dict.fromkeys(row.command for row in circle))
        where = f"workflow.status.{circle[0].source}"
        found = finding("ping_pong", Severity.WARNING, where, commands=commands)
        own = _ACCEPTED.get(witness) if set(circle) <= set(LAPOR.transitions) else None
        yield evolve(found, witness=witness, accepted_because=own)


def _circles(table: _Table) -> Iterator[_Way]:
    """Give, for every row by which a case can go round for ever, the shortest such circle, once.

    A circle whose rows all hand downward ends by itself, so one row of it must do otherwise.
    """
    passing = [row for row in table.workflow.transitions if _passes_on(table.workflow, row)]
    rows, seen = _by_source(passing), set()
    for row in passing:
        back = None if _hands_down(table.workflow, row) else _ways(rows, row.target).get(row.source)
        if back is not None and (circle := frozenset((row, *back))) not in seen:
            seen.add(circle)
            yield _from_the_start((row, *back), table.ways)


def _from_the_start(circle: _Way, ways: Mapping[str, _Way]) -> _Way:
    """Turn a circle so that it begins where a case comes first."""
    nearness = {status: place for place, status in enumerate(ways)}
    first = min(range(len(circle)), key=lambda place: nearness.get(circle[place].source, len(ways)))
    return circle[first:] + circle[:first]


def _passes_on(workflow: Workflow, row: Transition) -> bool:
    """Tell whether officers may pass an open case on by a row, as often as they like.

    Not if each turn answers the citizen, and not if it leaves the case as it is: a row that only
    takes in a duplicate moves neither status nor holder, and the clocks run on.
    """
    effects = _effects(workflow, row)
    moves = row.source != row.target or not _MOVING.isdisjoint(effects)
    is_open = (
        workflow.status(row.source).phase.is_open and workflow.status(row.target).phase.is_open
    )
    unlimited = row.at_most is None and not _ROLES.isdisjoint(row.who)
    return moves and is_open and unlimited and Effect.ANSWER not in effects


def _hands_down(workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row gives the case to an agency strictly below that of whoever does it.

    As long as each holder's own people act, such rows alone come to an end: agencies form a finite
    tree. An admin above can take the case out of a holder's hands and hand it down once more, as
    often as they like; but that is one office, which answers for it, and no ping-pong.
    """
    return Effect.ASSIGN in _effects(workflow, row) and set(row.guards) >= _DOWNWARD


def _effects(workflow: Workflow, row: Transition) -> tuple[Effect, ...]:
    kind = workflow.command(row.command)
    return kind.effects if kind else ()


def _command_findings(workflow: Workflow) -> Iterator[Finding]:
    given = {row.command for row in workflow.transitions}
    for kind in workflow.commands:
        if kind.code not in given:
            where = f"workflow.command.{kind.code}"
            yield finding("command_without_row", Severity.WARNING, where, command=kind.code)


def _label_findings(workflow: Workflow) -> Iterator[Finding]:
    for place, labelled in (("status", workflow.statuses), ("command", workflow.commands)):
        for one in labelled:
            for language in ("id", "en"):
                if not one.label.text(language).strip():
                    where = f"workflow.{place}.{one.code}.label.{language}"
                    facts = {"code": one.code, "language": language}
                    yield finding("label_missing", Severity.WARNING, where, **facts)
