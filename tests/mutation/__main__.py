"""The command: draw mutants of some rooms, try them by the rooms' own tests, and tell the score."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from tests.mutation.copies import copy_project, move_into_copy
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
    with TemporaryDirectory() as folder:
        original = Path(folder, "original")  # what is edited meanwhile has no part in it
        original.mkdir()
        copy_project(original)
        drawn = _drawn(room, original, asked)
        return Result(room, drawn, _outcomes(room, drawn, original, asked.workers))


def _drawn(room: str, original: Path, asked: Namespace) -> Draw:
    accepted = equivalent_mutants()
    mutants = all_mutants(room, original)
    chosen = [one for one in mutants if f"{one.file}:{one.line}".startswith(asked.only)]
    return draw(chosen, asked.mutants, asked.seed, lambda one: one.key in accepted)


def _outcomes(room: str, drawn: Draw, original: Path, workers: int) -> list[Outcome]:
    """What becomes of each mutant drawn, after the unchanged source has passed all tests."""
    own = own_tests(room, original)
    with ProcessPoolExecutor(1, get_context("fork")) as alone:
        reach = alone.submit(_watched, original, own).result()
    trials = [trial(one, reach, own) for one in drawn.mutants]
    with ProcessPoolExecutor(workers, get_context("fork"), _begin, (original,)) as pool:
        if pool.submit(_outcome_in_copy, control(own, reach)).result() != "survived":
            raise TestsFail(room)
        return list(_told(drawn.mutants, pool.map(_outcome_in_copy, trials)))


def _told(mutants: list[Mutant], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    for place, (one, what) in enumerate(zip(mutants, outcomes, strict=True), start=1):
        sys.stderr.write(f"{place}/{len(mutants)} {what} {one.file}:{one.line}\n")
        yield what


def _watched(original: Path, own: list[str]) -> Reach:
    return watch(own, move_into_copy(original) / "src" / "sp4n")


_folders: list[Path] = []


def _begin(original: Path) -> None:
    _folders.append(move_into_copy(original))


def _outcome_in_copy(one: Trial) -> Outcome:
    return outcome(one, _folders[-1])


if __name__ == "__main__":
    main()
