"""The command: measure everything, hold it against the bounds, write the page."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from benchmarks.arrays import many_at_once
from benchmarks.bounds import bounds
from benchmarks.comparison import Comparison
from benchmarks.days import one_at_a_time
from benchmarks.hours import by_the_hour
from benchmarks.page import page
from benchmarks.processes import whole_processes
from benchmarks.timing import Result, measure

__all__ = ["main"]

_PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"


@frozen
class Rounds:
    """How often each kind of work is done."""

    calls: int
    arrays: int
    processes: int


_FULL = Rounds(calls=80, arrays=9, processes=35)
_QUICK = Rounds(calls=5, arrays=2, processes=3)


def main() -> None:
    """Run the command."""
    asked = _asked()
    results = [_measured(one) for one in _comparisons(_QUICK if asked.quick else _FULL)]
    by_code = {one.comparison.code: one for one in results}
    text = page(results, bounds(by_code), quick=asked.quick)
    if asked.output == "-":
        sys.stdout.write(text)
    else:
        Path(asked.output).write_text(text, encoding="utf-8")


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: rough, but soon done")
    parser.add_argument("--output", default=str(_PAGE), help="the page's file, or - to print it")
    return parser.parse_args()


def _comparisons(rounds: Rounds) -> Iterator[Comparison]:
    yield from one_at_a_time(rounds.calls)
    yield from by_the_hour(rounds.calls)
    yield from many_at_once(rounds.arrays)
    yield whole_processes(rounds.processes)


def _measured(comparison: Comparison) -> Result:
    sys.stderr.write(f"{comparison.title} ...\n")
    return measure(comparison)


if __name__ == "__main__":
    main()
