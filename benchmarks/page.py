"""The page of all results, in Markdown."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from textwrap import fill

from benchmarks.bounds import Bound
from benchmarks.durations import in_words
from benchmarks.peers import PEERS
from benchmarks.results import Result
from benchmarks.runs import FULL, Effort

__all__ = ["page"]

_HEAD = """\
# Benchmarks

Written by `.venv/bin/python -m benchmarks`, which measures everything anew; don't edit it. What the
command needs comes with `.venv/bin/pip install --group benchmarks`.
"""
_EQUAL = """\
## How it was measured

All libraries get the same days off: what `holidays` lists as public and government holidays from
2019 to 2027. Before anything is timed, each library has to give sp4n's answer to every question of
a longer list; one difference, and there is no page.
"""
_FAIR = """\
The libraries take turns in one process: in each round every one answers all questions once. The
time of the loop itself is taken off, garbage collection waits, and a library's first pass in a
round of single calls isn't counted, so that each finds its own tables in the processor's caches.
Dates are new objects in every pass, as a caller's are.
"""
_MANY = (
    "Processes that did all this, one after another: {n}, since one and the same call may take a "
    "tenth more in one process than in the next. The tables show for one call the median of the "
    "processes' medians. Trust ratios more than times."
)


def page(results: Sequence[Result], bounds: Iterable[Bound], effort: Effort) -> str:
    """Write the whole page."""
    parts = [_HEAD, _machine(effort), _bounds(bounds), _how(effort), *map(_result, results)]
    return "\n".join(parts)


def _machine(effort: Effort) -> str:
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    kind = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    how = "" if effort == FULL else " This was a run of few rounds: its numbers are rough."
    text = f"{python} on {kind}; sp4n {version('sp4n')}, {peers}, attrs {version('attrs')}.{how}"
    return _paragraph(text)


def _how(effort: Effort) -> str:
    return "\n".join([_EQUAL, _FAIR, _paragraph(_MANY.format(n=effort.processes))])


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
    yield f"## {result.title}"
    yield ""
    if result.about:
        yield _paragraph(result.about)
    yield "| | one call | times sp4n's |"
    yield "|---|--:|--:|"
    for row in result.rows:
        yield f"| {row.name} | {in_words(row.seconds)} | {_ratio(result.ratio(row.name))} |"
    yield ""
    yield f"{_checked(result.checked)}; medians of {result.rounds} rounds."
    yield ""


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"  # noqa: PLR2004 - three digits


def _checked(answers: int) -> str:
    return "The same answer" if answers == 1 else f"The same {answers:,} answers"
