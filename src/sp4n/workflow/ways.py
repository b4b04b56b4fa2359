"""Ways through a table: the nearest to each status, who can be reached and back, circles.

All by breadth first, so that the shortest is found; in a table whose statuses are all connected the
sets do the walking, since rows are too many to be walked one by one for every status.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from sp4n.workflow.table import Transition

Way = tuple[Transition, ...]
"""Rows of which each begins where the one before it ended."""

Graph = Mapping[str, list[Transition]]
"""Rows by the status that they lead from."""


def by_source(rows: Iterable[Transition]) -> Graph:
    """Sort rows by the status that they lead from."""
    found: defaultdict[str, list[Transition]] = defaultdict(list)
    for row in rows:
        found[row.source].append(row)
    return found


def said(way: Way) -> tuple[str, ...]:
    """Name the statuses and commands of a way in turn."""
    steps = (word for row in way for word in (row.source, row.command))
    return (*steps, way[-1].target) if way else ()


def ways(rows: Graph, start: str) -> Mapping[str, Way]:
    """Find the shortest way to every status that can be reached from one, the nearest first."""
    found: dict[str, Way] = {start: ()}
    waiting = deque([start])
    while waiting:
        source = waiting.popleft()
        for row in rows.get(source, ()):
            if row.target not in found:
                found[row.target] = (*found[source], row)
                waiting.append(row.target)
    return found


def marked_ways(
    rows: Graph, start: str, mark: Callable[[bool, Transition], bool]
) -> Mapping[tuple[str, bool], Way]:
    """Find the shortest way to every status with a mark and to every status without it.

    There is no mark at the start; `mark` says for each step whether there is one after it.
    """
    found: dict[tuple[str, bool], Way] = {(start, False): ()}
    waiting = deque(found)
    while waiting:
        source, is_marked = waiting.popleft()
        for row in rows.get(source, ()):
            after = (row.target, mark(is_marked, row))
            if after not in found:
                found[after] = (*found[source, is_marked], row)
                waiting.append(after)
    return found


def round_trips(rows: Iterable[Transition]) -> Mapping[str, frozenset[str]]:
    """Give, for each status, those that can be reached from it and lead back to it; itself too."""
    return _round_trips(_steps(rows))


def shortest_circles(rows: Iterable[Transition], through: Iterable[Transition]) -> Iterator[Way]:
    """Give one circle for each group of statuses with round trips between them, if it has any.

    It goes through one of some rows, and is the shortest of the group that does; among equals, that
    of the row that comes first.
    """
    rows = tuple(rows)
    steps = _steps(rows)
    groups = _round_trips(steps)
    found: dict[frozenset[str], Transition] = {}
    for row in through:
        group = groups[row.source]
        if row.target in group:
            found[group] = min(
                found.get(group, row), row, key=lambda one: steps[one.target][one.source]
            )
    for group, row in found.items():
        within = by_source(one for one in rows if one.source in group and one.target in group)
        yield (row, *ways(within, row.target)[row.source])


_Steps = Mapping[str, Mapping[str, int]]


def _steps(rows: Iterable[Transition]) -> _Steps:
    """Count, for each status, the steps to every status that can be reached from it."""
    after: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        after[row.source].add(row.target)
        after[row.target]  # where nothing leads on is a status too
    return {status: _steps_from(status, after) for status in after}


def _steps_from(start: str, after: Mapping[str, set[str]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    fresh, steps = {start}, 0
    while fresh:
        found.update(dict.fromkeys(fresh, steps))
        fresh = set[str]().union(*(after[one] for one in fresh)).difference(found)
        steps += 1
    return found


def _round_trips(steps: _Steps) -> Mapping[str, frozenset[str]]:
    return {
        status: frozenset(other for other in reached if status in steps[other])
        for status, reached in steps.items()
    }
