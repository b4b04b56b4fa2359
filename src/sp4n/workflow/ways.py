"""Ways through a workflow: the shortest to each status, round trips, circles, and rows that last.

All by breadth first, so that the shortest is found; in a workflow whose statuses are all connected
sets do the walking, since rows are too many to be walked one by one for every status.

That no case gets stuck can only be proven with lasting rows. A window closes, a count is used up;
and some guards ask for what not every case has: a unit below, somebody above, a case to join.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter

from sp4n.model.officer import SYSTEM
from sp4n.workflow.transition import Transition, grouped
from sp4n.workflow.workflow import Workflow

_ALWAYS_PASSED = frozenset({"category_is_known", "parts_are_in"})
_PASSED_BY_OFFICERS = _ALWAYS_PASSED | {"receiver_is_fit", "in_reach"}

Way = tuple[Transition, ...]
"""Rows of which each begins where the one before it ended."""

Graph = Mapping[str, tuple[Transition, ...]]
"""Rows by the status that they lead from."""


def by_source(rows: Iterable[Transition]) -> Graph:
    """Sort rows by the status that they lead from."""
    return grouped(rows, attrgetter("source"))


def witness_of(way: Way) -> tuple[str, ...]:
    """Name the statuses and commands of a way in turn."""
    steps = (word for row in way for word in (row.source, row.command))
    return (*steps, way[-1].target) if way else ()


def ways(rows: Graph, start: str) -> Mapping[str, Way]:
    """Find the shortest way to every status that can be reached from one, the nearest first."""
    unmarked = marked_ways(rows, start, lambda _, __: False)
    return {status: way for (status, _), way in unmarked.items()}


def marked_ways(
    rows: Graph, start: str, mark: Callable[[bool, Transition], bool]
) -> Mapping[tuple[str, bool], Way]:
    """Find the shortest way to every status with a mark and to every status without it.

    There is no mark at the start; `mark` says for each step whether there is one after it.
    """
    shortest: dict[tuple[str, bool], Way] = {(start, False): ()}
    waiting = deque(shortest)
    while waiting:
        source, is_marked = waiting.popleft()
        for row in rows.get(source, ()):
            after = (row.target, mark(is_marked, row))
            if after not in shortest:
                shortest[after] = (*shortest[source, is_marked], row)
                waiting.append(after)
    return shortest


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
    closing: dict[frozenset[str], Transition] = {}
    for row in through:
        group = groups[row.source]
        if row.target in group:
            closing[group] = min(
                closing.get(group, row), row, key=lambda last: steps[last.target][last.source]
            )
    for group, row in closing.items():
        within = by_source(step for step in rows if {step.source, step.target} <= group)
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
    steps_to: dict[str, int] = {}
    fresh, steps = {start}, 0
    while fresh:
        steps_to.update(dict.fromkeys(fresh, steps))
        fresh = set[str]().union(*(after[status] for status in fresh)).difference(steps_to)
        steps += 1
    return steps_to


def _round_trips(steps: _Steps) -> Mapping[str, frozenset[str]]:
    return {
        status: frozenset(end for end in reached if status in steps[end])
        for status, reached in steps.items()
    }


def lasts(workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row is there for every case, for as long as the case is in its status.

    It has no window (`until`), no limit to how often (`at_most`), and no guard but those that can
    always be passed. An officer passes ``receiver_is_fit`` and ``in_reach`` by naming their own
    agency: it is active and not accused, or they could not act at all. Everybody passes
    ``category_is_known`` by naming none, and ``parts_are_in`` by saying why. A timer lasts too,
    since the system will take it, unless its command requires a field: the system fills in none.

    >>> from sp4n.workflow.lapor import LAPOR
    >>> verify, back = LAPOR.rows("unverified", "verify")[0], LAPOR.rows("verified", "return")[0]
    >>> lasts(LAPOR, verify), lasts(LAPOR, back)  # at the root there is nobody to return to
    (True, False)
    """
    if row.until is not None or row.at_most is not None:
        return False
    if SYSTEM in row.who and workflow.kind_of(row).required:
        return False
    passed = _PASSED_BY_OFFICERS if row.officers else _ALWAYS_PASSED
    return passed.issuperset(row.guards)
