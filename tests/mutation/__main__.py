"""The command: draw mutants of some rooms, try them by the rooms' own tests, and tell the score."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from tests.mutation.copies import move_into_copy
from tests.mutation.mutants import Mutant
from tests.mutation.reach import Reach, TestsFail, watch
from tests.mutation.rooms import ROOMS, Draw, all_mutants, draw, equivalent_mutants, own_tests
from tests.mutation.trial import Outcome, Trial, control, outcome, trial

__all__ = ["main"]

_HEAD = (
    "| room | mutants | killed | too slow | survived | equivalent | score |",
    "|---|--:|--:|--:|--:|--:|--:|",
)


@frozen
class Result:
    """What became of the mutants of a room."""

    room: str
    drawn: Draw
    outcomes: list[Outcome]

    @property
    def survivors(self) -> list[Mutant]:
        """The mutants that no test found."""
        tried = zip(self.drawn.mutants, self.outcomes, strict=True)
        return [one for one, what in tried if what == "survived"]

    def row(self) -> str:
        """The room's row of the table."""
        killed, slow = self.outcomes.count("killed"), self.outcomes.count("too slow")
        tried, lost = len(self.outcomes), len(self.survivors)
        score = f"{100 * (killed + slow) / tried:.1f} %" if tried else "-"
        equivalent = len(self.drawn.equivalent)
        return f"| {self.room} | {tried} | {killed} | {slow} | {lost} | {equivalent} | {score} |"


def main() -> None:
    """Run the command."""
    asked = _asked()
    results = [_result(room, asked) for room in asked.rooms]
    survivors = [one for result in results for one in result.survivors]
    lines = [*_HEAD, *(one.row() for one in results)]
    lines += [f"\n{one.file}:{one.line} survived\n{one.diff()}" for one in survivors]
    sys.stdout.write("\n".join(lines) + "\n")


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("rooms", nargs="+", choices=list(ROOMS), help="whose source is changed")
    parser.add_argument("--mutants", type=int, default=90, help="how many of each room")
    parser.add_argument("--seed", type=int, default=1, help="which are drawn")
    parser.add_argument("--workers", type=int, default=2, help="how many are tried at once")
    parser.add_argument("--only", default="", help="a file of the room, or file:line")
    return parser.parse_args()


def _result(room: str, asked: Namespace) -> Result:
    accepted = equivalent_mutants()
    mutants = [one for one in all_mutants(room) if f"{one.file}:{one.line}".startswith(asked.only)]
    drawn = draw(mutants, asked.mutants, asked.seed, lambda one: one.key in accepted)
    if not drawn.mutants:
        return Result(room, drawn, [])
    with TemporaryDirectory() as below:
        own = own_tests(room)
        reach = _alone(below, own)
        trials = [trial(one, reach, own) for one in drawn.mutants]
        outcomes = _outcomes([control(trials[0]), *trials], below, asked.workers)
        if next(outcomes) != "survived":
            raise TestsFail(room)
        return Result(room, drawn, list(_told(trials, outcomes)))


def _told(trials: list[Trial], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    for place, (one, what) in enumerate(zip(trials, outcomes, strict=True), start=1):
        where = f"{one.mutant.file}:{one.mutant.line}"
        sys.stderr.write(f"{place}/{len(trials)} {what} {where}\n")
        yield what


def _alone(below: str, own: list[str]) -> Reach:
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        return pool.submit(_watched, below, own).result()


def _watched(below: str, own: list[str]) -> Reach:
    return watch(own, move_into_copy(Path(below)) / "src" / "sp4n")


def _outcomes(trials: list[Trial], below: str, workers: int) -> Iterator[Outcome]:
    with ProcessPoolExecutor(workers, get_context("fork"), _begin, (below,)) as pool:
        yield from pool.map(_outcome_in_copy, trials)


_folders: list[Path] = []


def _begin(below: str) -> None:
    _folders.append(move_into_copy(Path(below)))


def _outcome_in_copy(one: Trial) -> Outcome:
    return outcome(one, _folders[-1])


if __name__ == "__main__":
    main()
