"""Pauses between two marks of a timeline: what they cover, and what they leave."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from sp4n.errors import InvalidValue, shown
from sp4n.workdays._checks import iterable

Pause = tuple[datetime, datetime | None]
"""From when to when nothing was to be done; None while that is still so."""

Marks = tuple[int, int]
"""From which mark of a timeline to which."""


def pause_marks(
    pauses: Iterable[Pause], mark: Callable[[datetime, str], int], until: int
) -> Iterator[Marks]:
    """Turn pauses into marks; one that lasts reaches to `until`.

    Raises InvalidValue for a pause that isn't two aware instants (`wrong_type`, `naive_datetime`)
    or ends before it begins (`out_of_order`), wherever it lies.
    """
    for number, pause in enumerate(iterable(pauses, "pauses")):
        where = f"pauses[{number}]"
        paused_at, resumed_at = _pair(pause, where)
        first = mark(paused_at, where)
        last = max(first, until) if resumed_at is None else mark(resumed_at, where)
        if last < first:
            raise InvalidValue.of("out_of_order", where, earlier=paused_at.isoformat())
        yield first, last


def _pair(pause: object, where: str) -> Pause:
    if isinstance(pause, tuple | list) and len(pause) == 2:  # noqa: PLR2004 - from and until
        return pause[0], pause[1]
    raise InvalidValue.of("wrong_type", where, expected="two_instants", found=shown(pause))


def merged(first: int, last: int, pauses: Iterable[Marks]) -> Iterator[Marks]:
    """Give what pauses cover between two marks, in order and without overlaps.

    >>> [*merged(0, 100, [(40, 70), (10, 20), (60, 130)])]
    [(10, 20), (40, 70), (70, 100)]
    """
    for paused, resumed in sorted(pauses):
        paused, resumed = max(paused, first), min(resumed, last)  # noqa: PLW2901 - clipped
        if paused < resumed:
            yield paused, resumed
            first = resumed


def rest(first: int, last: int, pauses: Iterable[Marks]) -> Iterator[Marks]:
    """Give what pauses leave between two marks, in order.

    >>> [*rest(0, 100, [(40, 70), (10, 20), (60, 130)])]
    [(0, 10), (20, 40), (70, 70), (100, 100)]
    """
    for paused, resumed in merged(first, last, pauses):
        yield first, paused
        first = resumed
    yield first, last
