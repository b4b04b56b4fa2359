"""The command: measure everything, hold it against the bounds, write the page."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from benchmarks.page import page
from benchmarks.runs import FULL, QUICK, run, weigh

__all__ = ["main"]

_PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"


def main() -> None:
    """Run the command."""
    asked = _asked()
    effort = QUICK if asked.quick else FULL
    text = page(run(effort), weigh(effort), effort)
    if asked.output == "-":
        sys.stdout.write(text)
    else:
        Path(asked.output).write_text(text, encoding="utf-8")


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: rough, but soon done")
    parser.add_argument("--output", default=str(_PAGE), help="the page's file, or - to print it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
