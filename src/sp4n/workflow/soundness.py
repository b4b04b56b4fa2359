"""Soundness: can a case get stuck, be left to nobody, or go round for ever?

Each check of a workflow is a search in its graph, and each finding names the shortest way that
shows it. Cases may come by any row; but that they get on is proven with lasting rows alone. What
needs clocks or a directory is checked where those are known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import product

from attrs import evolve, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Message, Wording
from sp4n.model.officer import REPORTER, SYSTEM
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.transition import Transition
from sp4n.workflow.ways import (
    Graph,
    Way,
    by_source,
    lasts,
    round_trips,
    shortest_circles,
    ways,
    witness_of,
)
from sp4n.workflow.workflow import Workflow

_ENDING = frozenset({"not_at_the_root", "below_own_agency", "has_units_below"})
_DOWNWARD = frozenset({"receiver_is_fit", "below_own_agency"})

_KNOWN: Mapping[Way, Wording] = {
    (*LAPOR.rows("unverified", "verify"), *LAPOR.rows("verified", "return")): Message(
        "soundness.known_lapor_rows_unverified_verify_lapor_rows_verified_return"
    ),
    LAPOR.rows("unverified", "return"): Message("soundness.known_lapor_rows_unverified_return"),
}
"""The ping-pong of LAPOR!'s own rows, and why it is accepted."""


def check_workflow(workflow: Workflow) -> tuple[Finding, ...]:
    """Check a workflow by itself: statuses, ping-pong, timers, commands, labels.

    A witness is the shortest way to the status from the initial one, or the circle itself. Ways out
    count only if they are always there: no window or count that can run out, no guard that some
    case can't pass (`sp4n.workflow.ways.lasts`); what the system will do counts. Ping-pong is told
    once for each group of statuses between which cases can go to and fro, by its shortest circle.
    What LAPOR!'s own rows are known for is told besides, marked as accepted, with the reason; rows
    that a city changed are judged like anybody's.

    >>> for finding in check_workflow(LAPOR):
    ...     print(" -> ".join(finding.witness))
    unverified -> verify -> verified -> return -> unverified
    unverified -> return -> unverified
    """
    survey = _Survey.of(workflow)
    return (
        *_status_findings(survey),
        *_ping_pong_findings(survey),
        *_timer_findings(survey),
        *_timer_circle_findings(survey),
        *_restart_findings(survey),
        *_command_findings(workflow),
        *_label_findings(workflow),
    )


@frozen
class _Survey:
    """A workflow with what all checks look at: rows by source, and the ways to each status."""

    workflow: Workflow
    rows: Graph
    lasting: Graph
    ways: Mapping[str, Way]

    @classmethod
    def of(cls, workflow: Workflow) -> "_Survey":
        rows = by_source(workflow.transitions)
        lasting = by_source(row for row in workflow.transitions if lasts(workflow, row))
        return cls(workflow, rows, lasting, ways(rows, workflow.initial))

    def witness(self, status: str) -> tuple[str, ...]:
        """The shortest way to a status; the status alone if only an adopted case can be in it."""
        return witness_of(self.ways.get(status, ())) or (status,)


def _status_findings(survey: _Survey) -> Iterator[Finding]:
    can_end = _can_end(survey)
    for status in survey.workflow.statuses:
        for code in _status_faults(survey, status, can_end):
            witness = () if code == "unreachable_status" else survey.witness(status.code)
            where = f"workflow.status.{status.code}"
            yield evolve(finding(code, Severity.ERROR, where, status=status.code), witness=witness)


def _status_faults(survey: _Survey, status: Status, can_end: Collection[str]) -> Iterator[str]:
    if status.code not in survey.ways:
        yield "unreachable_status"
    if not status.phase.is_open:
        return
    if status.code not in survey.lasting:
        yield "dead_end"
        return
    if status.code not in can_end:
        yield "no_way_to_an_end"
    if not _has_an_owner(survey, status):
        yield "open_without_owner"


def _can_end(survey: _Survey) -> Collection[str]:
    """Give the statuses from which lasting rows alone lead to a status that is not open."""
    into: defaultdict[str, list[str]] = defaultdict(list)
    for rows in survey.lasting.values():
        for row in rows:
            into[row.target].append(row.source)
    ending = {status.code for status in survey.workflow.statuses if not status.phase.is_open}
    waiting = list(ending)
    while waiting:
        fresh = set(into[waiting.pop()]) - ending
        ending |= fresh
        waiting += fresh
    return ending


def _has_an_owner(survey: _Survey, status: Status) -> bool:
    """Tell whether an officer can always lead out of a status; or, of one that waits, its reporter.

    The reporter alone is not enough: the system must end the wait when they never answer. As it
    does so, the reporter's own row may have a window.
    """
    lasting = [row for row in survey.lasting[status.code] if row.target != row.source]
    if any(row.officers for row in lasting):
        return True
    waits = status.phase is Phase.WAITING_REPORTER and any(SYSTEM in row.who for row in lasting)
    return waits and any(
        REPORTER in row.who for row in survey.rows[status.code] if row.target != row.source
    )


def _ping_pong_findings(survey: _Survey) -> Iterator[Finding]:
    """Give the shortest circle of each group of statuses, and what LAPOR!'s own rows are known for.

    A group are the statuses between which officers can pass a case to and fro. Any circle but the
    known ones lacks at least one row of each of those: so without one row of each, whichever, every
    group that still has a circle has one that is not known.
    """
    workflow = survey.workflow
    passing = [row for row in workflow.transitions if _passes_on(workflow, row)]
    known = {way: because for way, because in _KNOWN.items() if _has_circle(workflow, way)}
    groups = round_trips(passing)
    shortest: dict[Collection[str], Way] = {}
    for left_out in product(*known):
        rows = [row for row in passing if row not in left_out]
        risky = [row for row in rows if not _hands_down(workflow, row)]
        for circle in shortest_circles(rows, risky):
            group = groups[circle[0].source]
            shortest[group] = min(shortest.get(group, circle), circle, key=len)
    for circle in shortest.values():
        yield _ping_pong(_from_the_start(circle, survey.ways))
    for circle, because in known.items():
        yield evolve(_ping_pong(circle), accepted_because=because)


def _has_circle(workflow: Workflow, circle: Way) -> bool:
    """Tell whether a workflow has all rows of a circle as they are, and they pass a case on."""
    return all(
        row in workflow.rows(row.source, row.command) and _passes_on(workflow, row)
        for row in circle
    )


def _ping_pong(circle: Way) -> Finding:
    return _circle("ping_pong", Severity.WARNING, circle)


def _circle(code: str, severity: Severity, circle: Way) -> Finding:
    commands = tuple(dict.fromkeys(row.command for row in circle))
    where = f"workflow.status.{circle[0].source}"
    return evolve(finding(code, severity, where, commands=commands), witness=witness_of(circle))


def _from_the_start(circle: Way, ways: Mapping[str, Way]) -> Way:
    """Turn a circle so that it begins where a case comes first."""
    nearness = {status: place for place, status in enumerate(ways)}
    first = min(range(len(circle)), key=lambda place: nearness.get(circle[place].source, len(ways)))
    return circle[first:] + circle[:first]


def _passes_on(workflow: Workflow, row: Transition) -> bool:
    """Tell whether officers may pass an open case on by a row, as often as they like.

    Not if each turn answers the citizen, and not if it leaves the case as it is: a row that only
    takes in a duplicate moves neither status nor holder, and the clocks run on.
    """
    if row.at_most is not None or not row.officers or row.is_keyed_in:
        return False
    phases, kind = workflow.phases, workflow.kind_of(row)
    moves = row.source != row.target or kind.moves
    is_open = phases[row.source].is_open and phases[row.target].is_open
    return moves and is_open and Effect.ANSWER not in kind.effects


def _hands_down(workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row gives the case to an agency strictly below that of whoever does it.

    As long as each holder's own people act, such rows alone come to an end: agencies form a finite
    tree. An admin above can take the case out of a holder's hands and hand it down once more, as
    often as they like; but that is one office, which answers for it, and no ping-pong.
    """
    return Effect.ASSIGN in workflow.kind_of(row).effects and set(row.guards) >= _DOWNWARD


def _timer_findings(survey: _Survey) -> Iterator[Finding]:
    """Give the timers that would be refused for ever, each command once, by its first row."""
    told: set[str] = set()
    for row in survey.workflow.transitions:
        code, needed = row.command, survey.workflow.kind_of(row).required
        if row.after is not None and needed and code not in told:
            told.add(code)
            where = f"workflow.command.{code}"
            never = finding("timer_never_made", Severity.ERROR, where, command=code, fields=needed)
            yield evolve(never, witness=witness_of((*survey.ways.get(row.source, ()), row)))


def _timer_circle_findings(survey: _Survey) -> Iterator[Finding]:
    """Give the circles on which timers alone move a case, without end or anybody's hand.

    A row that goes on only while somebody is above, or below, comes to an end.
    """
    timers = [
        row
        for row in survey.workflow.transitions
        if row.after is not None and _ENDING.isdisjoint(row.guards)
    ]
    for circle in shortest_circles(timers, timers):
        yield _circle("timers_go_round", Severity.ERROR, _from_the_start(circle, survey.ways))


def _restart_findings(survey: _Survey) -> Iterator[Finding]:
    """Give the rows that answer, stay in their status and don't say whether what runs restarts.

    A case would be closed in the midst of the silence that a second answer asks for, or never.
    """
    for row in survey.workflow.transitions:
        effects = survey.workflow.kind_of(row).effects
        is_said = row.restarts is not None or Effect.RESTART in effects
        if Effect.ANSWER in effects and row.source == row.target and not is_said:
            where, facts = f"workflow.status.{row.source}", {"status": row.source}
            unsaid = finding("restart_unsaid", Severity.ERROR, where, command=row.command, **facts)
            yield evolve(unsaid, witness=witness_of((*survey.ways.get(row.source, ()), row)))


def _command_findings(workflow: Workflow) -> Iterator[Finding]:
    given = {row.command for row in workflow.transitions}
    for kind in workflow.commands:
        if kind.code not in given:
            where = f"workflow.command.{kind.code}"
            yield finding("command_without_row", Severity.WARNING, where, command=kind.code)


def _label_findings(workflow: Workflow) -> Iterator[Finding]:
    for place, labelled in (("status", workflow.statuses), ("command", workflow.commands)):
        for part in labelled:
            for language in ("id", "en"):
                if not part.label.describe(language).strip():
                    where = f"workflow.{place}.{part.code}.label.{language}"
                    facts = {"code": part.code, "language": language}
                    missing = finding("label_missing", Severity.WARNING, where, **facts)
                    yield evolve(missing, words=(("language", Message(f"language.{language}")),))
