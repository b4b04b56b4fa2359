"""Which arrows a workflow has, and how far from its beginning each status is drawn."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from attrs import frozen

from sp4n.workflow.table import Transition, Workflow

__all__ = ["Arrow", "arrows", "ranks", "reached"]

_Edge = tuple[str, str]


@frozen
class Arrow:
    """All rows between two statuses that are drawn as one arrow: the system's apart from others."""

    source: str
    target: str
    is_timed: bool
    rows: tuple[Transition, ...]


def arrows(workflow: Workflow) -> tuple[Arrow, ...]:
    """Give the arrows in the order of the table."""
    found: dict[tuple[str, str, bool], list[Transition]] = {}
    for row in workflow.transitions:
        found.setdefault((row.source, row.target, row.after is not None), []).append(row)
    return tuple(Arrow(*ends, tuple(rows)) for ends, rows in found.items())


def reached(workflow: Workflow) -> frozenset[str]:
    """Give the statuses that a case can come into."""
    return frozenset(_spread(workflow.initial, _ways(workflow), {}, 0))


def ranks(workflow: Workflow) -> dict[str, int]:
    """Give each status a rank: 0 for the initial one alone, more the farther away it lies.

    Ends share the last rank. A status that can't be reached counts as one step away. An arrow that
    leads onward goes from a rank to a higher one, except among ends.
    """
    far = _distances(workflow)
    edges = _edges(workflow)
    last = _ends(workflow, edges, far)
    kept = _onward([(a, b) for a, b in edges if a not in last and b not in last], far)
    rank = _longest([code for code in far if code not in last], kept, far)
    bottom = max(rank.values(), default=-1) + 1
    return {one.code: rank.get(one.code, bottom) for one in workflow.statuses}


def _edges(workflow: Workflow) -> list[_Edge]:
    pairs = ((row.source, row.target) for row in workflow.transitions)
    return list(dict.fromkeys((a, b) for a, b in pairs if a != b))


def _ways(workflow: Workflow) -> Mapping[str, list[str]]:
    ways: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in _edges(workflow):
        ways[source].append(target)
    return ways


def _spread(start: str, ways: Mapping[str, list[str]], far: dict[str, int], at: int) -> list[str]:
    """Note the distance of all that can be reached from a status and has none yet."""
    far[start] = at
    found = [start]
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for there in ways.get(here, ()):
            if there not in far:
                far[there] = far[here] + 1
                found.append(there)
                queue.append(there)
    return found


def _distances(workflow: Workflow) -> dict[str, int]:
    far: dict[str, int] = {}
    ways = _ways(workflow)
    _spread(workflow.initial, ways, far, 0)
    for status in workflow.statuses:
        if status.code not in far:
            _spread(status.code, ways, far, 1)
    return far


def _ends(workflow: Workflow, edges: Iterable[_Edge], far: Mapping[str, int]) -> set[str]:
    """Statuses in which nothing is owed any more, and from which nothing leads farther away."""
    done = {one.code for one in workflow.statuses if not one.phase.is_open}
    return done - {a for a, b in edges if far[b] > far[a]} - {workflow.initial}


def _onward(edges: Iterable[_Edge], far: Mapping[str, int]) -> set[_Edge]:
    """The edges that lead away from the beginning; of equally far ones those that close no ring."""
    kept: set[_Edge] = set()
    for source, target in edges:
        level = far[target] == far[source] and not _leads(kept, target, source)
        if far[target] > far[source] or level:
            kept.add((source, target))
    return kept


def _leads(edges: Iterable[_Edge], start: str, goal: str) -> bool:
    ways: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        ways[source].append(target)
    return goal in _spread(start, ways, {}, 0)


def _longest(codes: Iterable[str], kept: set[_Edge], far: Mapping[str, int]) -> dict[str, int]:
    """The length of the longest way to each status, which has no rings left."""
    rank = {code: min(far[code], 1) for code in codes}
    for _ in rank:
        for source, target in kept:
            rank[target] = max(rank[target], rank[source] + 1)
    return rank
