"""The command: measure everything, hold it against the bounds, write the page."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from attrs import evolve

from benchmarks.page import page
from benchmarks.runs import FULL, PARTS, QUICK, highest, run, weigh

__all__ = ["main"]

_PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"


def main() -> None:
    """Run the command."""
    asked = _asked()
    effort = QUICK if asked.quick else FULL
    if asked.processes is not None:
        effort = evolve(effort, processes=asked.processes)
    parts = asked.part or list(PARTS)
    sizes = weigh(effort) if "workflow" in parts else []
    peaks = highest() if "monitoring" in parts else []
    text = page(run(effort, parts), sizes, peaks, effort)
    output = asked.output or ("-" if asked.part else _PAGE)
    if output == "-":
        sys.stdout.write(text)
    else:
        Path(output).write_text(text, encoding="utf-8")


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: rough, but soon done")
    parser.add_argument("--processes", type=int, help="how many, one after another, measure all")
    parser.add_argument("--output", help="the page's file, or - to print it, as for a part")
    parser.add_argument("--part", choices=list(PARTS), action="append", help="no more than this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
