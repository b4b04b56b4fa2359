"""Interleaved timing: in each round every contender does its work once, in turn."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.comparison import Comparison, Contender, agree
from benchmarks.results import Result, Row

__all__ = ["measure"]

_Loop = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], float]


def measure(comparison: Comparison) -> Result:
    """Let the contenders agree, then time them.

    Raises:
        Disagreement: they don't agree.
    """
    one, checked = comparison, agree(comparison)
    timed = [contender for contender in one.contenders if contender.timed]
    times: list[list[float]] = [[] for _ in timed]
    with _no_garbage_collection():
        for _ in range(one.rounds):
            for contender, own in zip(timed, times, strict=True):
                own.append(_seconds_a_call(contender, one))
    named = zip(timed, times, strict=True)
    rows = tuple(Row(contender.name, median(own)) for contender, own in named)
    return Result(one.code, one.title, one.about, checked, one.rounds, rows, one.part)


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
