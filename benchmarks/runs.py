"""Runs: all comparisons in one process, and that in several processes one after another."""

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from attrs import frozen

from benchmarks.analysis import analysis
from benchmarks.arrays import many_at_once
from benchmarks.comparison import Comparison
from benchmarks.days import one_at_a_time
from benchmarks.exports import Peak, exports, peaks
from benchmarks.hours import by_the_hour
from benchmarks.makings import calendars_made
from benchmarks.memory import Size, sizes
from benchmarks.monitoring import monitoring
from benchmarks.processes import whole_processes
from benchmarks.results import Result, middle
from benchmarks.routing import routing
from benchmarks.timing import measure
from benchmarks.upkeep import upkeep
from benchmarks.workflow import commands

__all__ = ["FULL", "PARTS", "QUICK", "Effort", "highest", "run", "weigh"]


@frozen
class Effort:
    """How many processes measure everything, and in how many rounds each does so.

    `cases` is how many of them lie in the memory that one more process measures, `long` in how many
    rounds that is measured which takes seconds.
    """

    processes: int
    calls: int
    arrays: int
    starts: int
    cases: int
    long: int


FULL = Effort(processes=5, calls=20, arrays=3, starts=7, cases=10_000, long=1)
QUICK = Effort(processes=1, calls=5, arrays=2, starts=3, cases=4_000, long=1)


def run(effort: Effort, parts: Sequence[str]) -> list[Result]:
    """Measure these parts in each process, and take the medians over the processes."""
    with _processes() as pool:
        runs = list(pool.map(partial(_one_run, parts), [effort] * effort.processes))
    return [middle(same) for same in zip(*runs, strict=True)]


def weigh(effort: Effort) -> list[Size]:
    """Measure the room that cases take, in a process of its own."""
    with _processes() as pool:
        return pool.submit(sizes, effort.cases).result()


def highest() -> list[Peak]:
    """Measure the most room that reports of exports take."""
    with _processes() as pool:
        return pool.submit(peaks).result()


def _processes() -> ProcessPoolExecutor:
    """Give a process for each task, one after another."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, spawn, max_tasks_per_child=1)


def _one_run(parts: Sequence[str], effort: Effort) -> list[Result]:
    return [_measured(comparison) for part in parts for comparison in PARTS[part](effort)]


def _days(effort: Effort) -> Iterator[Comparison]:
    yield from one_at_a_time(effort.calls)
    yield from by_the_hour(effort.calls)
    yield from many_at_once(effort.arrays)
    yield calendars_made(effort.calls)
    yield whole_processes(effort.starts)


def _workflow(effort: Effort) -> Iterator[Comparison]:
    yield from commands(effort.calls)
    yield from upkeep(effort.calls)


def _routing(effort: Effort) -> Iterator[Comparison]:
    yield from routing(effort.calls)


def _analysis(effort: Effort) -> Iterator[Comparison]:
    yield from analysis(effort.calls)


def _monitoring(effort: Effort) -> Iterator[Comparison]:
    yield from monitoring(effort.long)
    yield from exports(effort.long)


PARTS = {
    "days": _days,
    "workflow": _workflow,
    "routing": _routing,
    "analysis": _analysis,
    "monitoring": _monitoring,
}
"""The parts of the page, each with what is compared for it."""


def _measured(comparison: Comparison) -> Result:
    sys.stderr.write(f"{comparison.title} ...\n")
    return measure(comparison)
