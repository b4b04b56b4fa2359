"""The page of all results, in Markdown."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from textwrap import fill

from benchmarks.bounds import Bound
from benchmarks.durations import in_words
from benchmarks.peers import PEERS
from benchmarks.timing import Result

__all__ = ["page"]

_HEAD = """\
# Benchmarks

Written by `.venv/bin/python -m benchmarks`, which measures everything anew; don't edit it. What the
command needs comes with `.venv/bin/pip install --group benchmarks`.
"""
_HOW = """\
## How it was measured

All libraries get the same days off: what `holidays` lists as public and government holidays from
2019 to 2027. Before anything is timed, each library has to give sp4n's answer to every question of
a longer list; one difference, and there is no page. Then the libraries take turns in one process:
in each round every one answers all questions once, and the tables show the median of the rounds for
one call. The time of the loop itself is taken off, garbage collection waits, and a library's first
pass in a round of single calls isn't counted, so that each finds its own tables in the processor's
caches. Dates are new objects in every pass, as a caller's are. Trust ratios more than times.
"""


def page(results: Sequence[Result], bounds: Iterable[Bound], *, quick: bool) -> str:
    """Write the whole page."""
    parts = [_HEAD, _machine(quick=quick), _bounds(bounds), _HOW, *map(_result, results)]
    return "\n".join(parts)


def _machine(*, quick: bool) -> str:
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    kind = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    how = " This was a quick run of few rounds: its numbers are rough." if quick else ""
    text = f"{python} on {kind}; sp4n {version('sp4n')}, {peers}, attrs {version('attrs')}.{how}"
    return _paragraph(text)


def _paragraph(text: str) -> str:
    return fill(text, 100, break_long_words=False, break_on_hyphens=False) + "\n"


def _bounds(bounds: Iterable[Bound]) -> str:
    lines = [
        f"| {one.work} | {one.required} | {one.measured} | {_verdict(one)} |" for one in bounds
    ]
    head = ["## What is required", "", "| work | required | measured | |", "|---|---|---|---|"]
    return "\n".join([*head, *lines, ""])


def _verdict(bound: Bound) -> str:
    return "holds" if bound.holds else "**falls short**"


def _result(result: Result) -> str:
    return "\n".join(_lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f"## {result.comparison.title}"
    yield ""
    if result.comparison.about:
        yield _paragraph(result.comparison.about)
    yield "| | one call | times sp4n's |"
    yield "|---|--:|--:|"
    for row in result.rows:
        yield f"| {row.name} | {in_words(row.seconds)} | {_ratio(row.ratio)} |"
    yield ""
    rounds = result.comparison.rounds
    yield f"Equal answers to {_questions(result.checked)}; medians of {rounds} rounds."
    yield ""


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"  # noqa: PLR2004 - three digits


def _questions(number: int) -> str:
    return "one question" if number == 1 else f"{number:,} questions"
