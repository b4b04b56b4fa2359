"""Interleaved timing: in each round every contender does its work once, in turn."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any

from attrs import frozen

from benchmarks.comparison import Comparison, Contender, agree

__all__ = ["Result", "Row", "measure"]

_Loop = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], float]


@frozen
class Row:
    """What one contender took for a call, the median of all rounds, as a multiple of sp4n's too."""

    name: str
    seconds: float
    ratio: float


@frozen
class Result:
    """The rows of a comparison; the first is sp4n's."""

    comparison: Comparison
    checked: int
    rows: tuple[Row, ...]

    def seconds(self, name: str = "") -> float:
        """Give the time of a contender, or sp4n's."""
        return self._row(name).seconds

    def ratio(self, name: str) -> float:
        """Tell how often sp4n's time a contender took."""
        return self._row(name).ratio

    def _row(self, name: str) -> Row:
        return next(row for row in self.rows if name in {"", row.name})


def measure(comparison: Comparison) -> Result:
    """Let the contenders agree, then time them.

    Raises:
        Disagreement: they don't agree.
    """
    checked = agree(comparison)
    times: list[list[float]] = [[] for _ in comparison.contenders]
    with _no_garbage_collection():
        for _ in range(comparison.rounds):
            for contender, own in zip(comparison.contenders, times, strict=True):
                own.append(_seconds_a_call(contender, comparison))
    medians = [median(own) for own in times]
    rows = zip(comparison.contenders, medians, strict=True)
    return Result(
        comparison, checked, tuple(Row(one.name, time, time / medians[0]) for one, time in rows)
    )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _seconds_a_call(contender: Contender, comparison: Comparison) -> float:
    """Time one round; what the loop takes without the call is taken off."""
    arguments = contender.arguments(comparison.timed)
    empty, full = _LOOPS[len(arguments[0])]
    if comparison.warmed:
        full(contender.call, arguments)
        arguments = contender.arguments(comparison.timed)
    idle = empty(contender.call, arguments)
    return max(full(contender.call, arguments) - idle, 0.0) / len(arguments)


def _ones(call: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> float:
    started = perf_counter()
    for (one,) in arguments:
        call(one)
    return perf_counter() - started


def _empty_ones(_: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> float:
    started = perf_counter()
    for (_one,) in arguments:
        pass
    return perf_counter() - started


def _pairs(call: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> float:
    started = perf_counter()
    for one, other in arguments:
        call(one, other)
    return perf_counter() - started


def _empty_pairs(_: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> float:
    started = perf_counter()
    for _one, _other in arguments:
        pass
    return perf_counter() - started


_LOOPS: dict[int, tuple[_Loop, _Loop]] = {1: (_empty_ones, _ones), 2: (_empty_pairs, _pairs)}
