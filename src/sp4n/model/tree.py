"""Trees: what the parents of agencies and of categories have in common."""

from collections.abc import Iterator, Mapping

__all__ = ["circles"]


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
