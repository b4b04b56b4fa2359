"""Trees: what the parents of agencies and of categories have in common."""

from collections.abc import Iterator, Mapping

from sp4n.errors import Fault, fault

__all__ = ["DEPTH_LIMIT", "circles", "depth_fault"]

DEPTH_LIMIT = 32
"""How many levels a tree may have. Own choice: the state has five, and categories have three."""


def depth_fault(parents: Mapping[str, str | None], where: str) -> Fault | None:
    """Complain about the first code that lies too deep; a circle has no depth.

    >>> chain = {str(n): str(n - 1) for n in range(1, 40)} | {"0": None}
    >>> depth_fault(chain, "agency.{}.parent").where
    'agency.32.parent'
    """
    for one in parents:
        if _is_too_deep(one, parents):
            return fault("too_deep", where.format(one), limit=DEPTH_LIMIT)
    return None


def _is_too_deep(code: str, parents: Mapping[str, str | None]) -> bool:
    current: str | None = code
    met: set[str] = set()
    while current is not None and current not in met:
        met.add(current)
        if len(met) > DEPTH_LIMIT:
            return True
        current = parents.get(current)
    return False


def circles(parents: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Find each circle among the parents once: its codes in order, the first one again at the end.

    None marks a top. A parent that is not there ends a walk like a top does: it is no circle.

    >>> list(circles({"A": "B", "B": "A", "C": "A", "D": None, "E": "F"}))
    [('A', 'B', 'A')]
    """
    walked: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        current: str | None = start
        while current is not None and current not in walked and current not in path:
            path[current] = None
            current = parents.get(current)
        if current is not None and current in path:
            codes = list(path)
            yield (*codes[codes.index(current) :], current)
        walked.update(path)
