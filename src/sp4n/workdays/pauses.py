"""Pauses (*penundaan*): time that doesn't count, each moment of it once."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sp4n.errors import InvalidValue, shown
from sp4n.workdays._checks import aware, iterable

__all__ = ["Pause", "merged", "rest"]

Pause = tuple[datetime, datetime | None]
"""From when to when nothing was to be done; None while that is still so."""

_Span = tuple[datetime, datetime]


def merged(start: datetime, end: datetime, pauses: Iterable[Pause]) -> Iterator[_Span]:
    """Give what the pauses cover between two instants, in order and without overlaps.

    Raises InvalidValue for a pause that isn't two aware instants (`wrong_type`, `naive_datetime`)
    or ends before it begins (`out_of_order`), wherever it lies.
    """
    covered = start
    for paused_at, resumed_at in sorted(_checked(pauses, end)):
        if max(paused_at, covered) < min(resumed_at, end):
            yield max(paused_at, covered), min(resumed_at, end)
            covered = min(resumed_at, end)


def rest(start: datetime, end: datetime, pauses: Iterable[Pause]) -> Iterator[_Span]:
    """Give what the pauses leave between two instants, in order."""
    for paused_at, resumed_at in merged(start, end, pauses):
        yield start, paused_at
        start = resumed_at
    yield start, end


def _checked(pauses: Iterable[Pause], end: datetime) -> Iterator[_Span]:
    for number, pause in enumerate(iterable(pauses, "pauses")):
        where = f"pauses[{number}]"
        paused_at, resumed_at = _pair(pause, where)
        if resumed_at is None:
            yield paused_at, max(paused_at, end)
            continue
        if resumed_at < paused_at:
            raise InvalidValue.of("out_of_order", where, earlier=paused_at.isoformat())
        yield paused_at, resumed_at


def _pair(pause: object, where: str) -> tuple[datetime, datetime | None]:
    pair: tuple[object, ...] = tuple(pause) if isinstance(pause, tuple | list) else ()
    if len(pair) != 2:  # noqa: PLR2004 - from when to when
        raise InvalidValue.of("wrong_type", where, expected="two instants", found=shown(pause))
    resumed_at = None if pair[1] is None else aware(pair[1], where)
    return aware(pair[0], where), resumed_at
