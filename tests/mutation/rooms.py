"""Which files of the source are a room's, which tests are its own, and which mutants are drawn."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

from attrs import field, frozen
from tests.mutation.mutants import Mutant, mutants_of

__all__ = ["ROOMS", "ROOT", "Draw", "all_mutants", "draw", "equivalent_mutants", "own_tests"]

ROOT = Path(__file__).parents[2]
ROOMS = {
    "workdays": ("test_workdays_*.py",),
    "workflow": (
        "test_workflow*.py", "test_soundness.py", "test_second_opinion.py", "test_authority.py",
        "test_adoption.py", "test_holding.py", "test_joining.py", "test_offices_change.py",
        "test_rights.py",
    ),
    "routing": ("test_routing_*.py",),
    "sla": ("test_sla.py", "test_second_clock.py", "test_hold_laws.py"),
}  # fmt: skip
"""The rooms, each with its files in tests/property."""

_SENTENCES = "*_labels.py"  # catalogues: nothing in them decides

Key = tuple[str, str, str, str]


@frozen
class Draw:
    """Mutants drawn from a room, and those drawn beside them that no test can tell apart."""

    mutants: list[Mutant] = field(factory=list)
    equivalent: list[Mutant] = field(factory=list)


def own_tests(room: str, root: Path) -> list[str]:
    """The room's tests, its laws and the examples in its docstrings, from the root on."""
    laws = [path for part in ROOMS[room] for path in (root / "tests" / "property").glob(part)]
    paths = [root / "tests" / room, *sorted(laws), root / "src" / "sp4n" / room]
    return [str(path.relative_to(root)) for path in paths]


def all_mutants(room: str, root: Path = ROOT) -> list[Mutant]:
    """Every mutant of the room, file by file."""
    source = root / "src" / "sp4n"
    files = sorted(path for path in (source / room).rglob("*.py") if not path.match(_SENTENCES))
    return [
        one
        for path in files
        for one in mutants_of(path.relative_to(source).as_posix(), path.read_bytes())
    ]


def equivalent_mutants() -> dict[Key, str]:
    """The mutants that behave as the source does, by key, and why."""
    with (Path(__file__).parent / "equivalent.toml").open("rb") as file:
        entries = tomllib.load(file)["equivalent"]
    return {(one["file"], one["line"], one["was"], one["becomes"]): one["why"] for one in entries}


def draw(
    mutants: Iterable[Mutant], wanted: int, seed: int, is_equivalent: Callable[[Mutant], bool]
) -> Draw:
    """Draw so many mutants; no line gets a second one before each line has had its first."""
    drawn = Draw()
    for one in _by_turns(list(mutants), Random(seed)):
        if len(drawn.mutants) == wanted:
            break
        if one.compiles:
            (drawn.equivalent if is_equivalent(one) else drawn.mutants).append(one)
    return drawn


def _by_turns(mutants: list[Mutant], random: Random) -> Iterator[Mutant]:
    random.shuffle(mutants)
    turns = Counter[tuple[str, int]]()
    ranked = []
    for one in mutants:
        turns[one.file, one.line] += 1
        ranked.append((turns[one.file, one.line], one))
    return (one for _, one in sorted(ranked, key=lambda pair: pair[0]))
