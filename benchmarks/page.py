"""The page of all results, in Markdown."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from textwrap import fill

from benchmarks.bounds import (
    Bound,
    analysis_bounds,
    day_bounds,
    monitoring_bounds,
    routing_bounds,
    workflow_bounds,
)
from benchmarks.durations import in_words
from benchmarks.exports import Peak
from benchmarks.memory import EVENTS, Size
from benchmarks.peers import PEERS
from benchmarks.results import Result
from benchmarks.runs import FULL, PARTS, Effort

__all__ = ["page"]

_HEAD = """\
# Benchmarks

Written by `.venv/bin/python -m benchmarks`, which measures everything anew; don't edit it. What the
command needs comes with `.venv/bin/pip install --group benchmarks`.
"""
_FAIR = """\
## How it was measured

Before anything is timed, each library has to give sp4n's answer to every question of a longer list;
one difference, and there is no page.

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
_DAYS = """\
## Working days

All libraries get the same days off: what `holidays` lists as public and government holidays from
2019 to 2027.
"""
_WORKFLOW = """\
## Workflow

All libraries get the same workflow: LAPOR!'s in eight statuses, with nine commands and one guard,
which lets only an officer pass who is appointed at the agency that holds the case on that day. Two
commands give the case to another agency. Each library does it as its users would: `transitions`
with conditions and a hook, all cases in one machine; `python-statemachine` with guards and a
callback; `django-fsm-2` with permissions, which are asked before a command is given, and a signal,
on a model that is never saved. All keep a history of source, target, actor and instant. Commands,
actors and instants are made before the timing.
"""
_ROUTING = """\
## Routing

All libraries get the same rules, in the same order, and answer with the first that matches: most
are one city's, on one of two words; others a province's, a category's or the whole country's. A
complaint's words are at hand: each library is given the 55 plain words of a text in which every
rule's words stand as the rule writes them. `zen-engine` gets a compiled decision table by its
loader, `business-rules` conditions as data; `rule-engine` and JsonLogic are asked rule by rule.
"""
_ANALYSIS = """\
## Analysis and comparison of rule books

The same rules, sent to twenty agencies in turn. No other library does this, so that sp4n is held
against a plain reading of the rules: a few lines, which know nothing of sp4n and fit only rules as
simple as these, find out the same about every rule; and every example is given to the rules one
after the other.
"""
_MONITORING = """\
## Monitoring

What takes seconds is measured once in each process. The room of a report is the most that its
process held at a time (`ru_maxrss`).
"""
_ROOM = """\
Python's own allocations (`tracemalloc`), the mean over so many cases with nothing refused. What
cases share is not in it, since all were begun with the same complaint and the same actors: the
complaint, the actors, the workflow and its codes. Each case's own instants are. sp4n's history
begins with an event of its own, that of the peers with the first command. Its texts lie beside the
history; where they are counted, it is their records and keys, not the words.
"""


def page(
    results: Sequence[Result], sizes: Sequence[Size], peaks: Sequence[Peak], effort: Effort
) -> str:
    """Write the page, with the parts that there are results of."""
    how = [_HEAD, _machine(effort), _FAIR, _paragraph(_MANY.format(n=effort.processes))]
    return "\n".join([*how, *_parts(results, sizes, peaks)])


def _parts(
    results: Sequence[Result], sizes: Sequence[Size], peaks: Sequence[Peak]
) -> Iterator[str]:
    days, workflow, routing, analysis, monitoring = (_of(part, results) for part in PARTS)
    if days:
        yield from (_DAYS, _bounds(day_bounds(days)), *map(_result, days.values()))
    if workflow:
        yield from (_WORKFLOW, _bounds(workflow_bounds(workflow, sizes)))
        yield from (*map(_result, workflow.values()), _room(sizes))
    if routing:
        yield from (_ROUTING, _bounds(routing_bounds(routing)), *map(_result, routing.values()))
    if analysis:
        yield from (_ANALYSIS, _bounds(analysis_bounds(analysis)))
        yield from map(_result, analysis.values())
    if monitoring:
        yield from (_MONITORING, _bounds(monitoring_bounds(monitoring, peaks)))
        yield from map(_result, monitoring.values())


def _of(part: str, results: Sequence[Result]) -> dict[str, Result]:
    return {one.code: one for one in results if one.part == part}


def _machine(effort: Effort) -> str:
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    kind = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    how = (
        ""
        if effort.calls == FULL.calls
        else " This was a run of few rounds: its numbers are rough."
    )
    text = f"{python} on {kind}; sp4n {version('sp4n')}, {peers}, attrs {version('attrs')}.{how}"
    return _paragraph(text)


def _paragraph(text: str) -> str:
    return fill(text, 100, break_long_words=False, break_on_hyphens=False) + "\n"


def _bounds(bounds: Iterable[Bound]) -> str:
    lines = [
        f"| {one.work} | {one.required} | {one.measured} | {_verdict(one)} |" for one in bounds
    ]
    head = ["### What is required", "", "| work | required | measured | |", "|---|---|---|---|"]
    return "\n".join([*head, *lines, ""])


def _verdict(bound: Bound) -> str:
    return "holds" if bound.holds else "**falls short**"


def _result(result: Result) -> str:
    return "\n".join(_lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f"### {result.title}"
    yield ""
    if result.about:
        yield _paragraph(result.about)
    yield "| | one call | times the first |"
    yield "|---|--:|--:|"
    for row in result.rows:
        yield f"| {row.name} | {in_words(row.seconds)} | {_ratio(result.ratio(row.name))} |"
    yield ""
    yield f"{_checked(result.checked)} of {result.rounds} rounds."
    yield ""


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"  # noqa: PLR2004 - three digits


def _checked(answers: int) -> str:
    if not answers:
        return "Medians"
    same = "The same answer" if answers == 1 else f"The same {answers:,} answers"
    return f"{same}; medians"


def _room(sizes: Sequence[Size]) -> str:
    lines = [
        f"| {one.name} | {one.bytes:,.0f} | {_ratio(one.bytes / sizes[0].bytes)} | {one.cases:,} |"
        for one in sizes
    ]
    head = ["| | bytes | times the first | cases |", "|---|--:|--:|--:|"]
    return "\n".join(
        [f"### The room of a case after {EVENTS} events", "", _ROOM, *head, *lines, ""]
    )
