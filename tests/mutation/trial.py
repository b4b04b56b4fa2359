"""Try a mutant: first by the tests that pass its lines, and if it survives these, by all."""

import contextlib
import os
import resource
import signal
import sys
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import pytest
from attrs import evolve, field, frozen
from hypothesis import Phase, settings
from tests.mutation.copies import PYTEST
from tests.mutation.mutants import Mutant
from tests.mutation.reach import Reach

__all__ = ["Outcome", "Trial", "control", "outcome", "trial"]

Outcome = Literal["killed", "too slow", "survived"]

_PATIENCE = 10  # times what the tests take when nothing is wrong
_START_SECONDS = 3.0  # what pytest takes beside the tests
_MEMORY_BYTES = 8 << 30
_FEW = 0.5  # of the time that all tests take
_PASSED, _NO_SUCH_TEST = 0, 4


@frozen
class Trial:
    """A mutant and the tests that try it, one round after the other, with the seconds for each."""

    mutant: Mutant
    rounds: tuple[tuple[list[str], float], ...] = field(repr=False)


def trial(mutant: Mutant, reach: Reach, own: list[str]) -> Trial:
    """Have a mutant tried by the tests that pass its lines, if these are few, and then by all."""
    passing = reach.passing(mutant.file, mutant.lines)
    few, every = reach.takes(passing), reach.takes(reach.seconds)
    rounds = [(passing, few)] if passing and few < _FEW * every else []
    return Trial(
        mutant,
        tuple(
            (tests, _PATIENCE * (took + _START_SECONDS)) for tests, took in [*rounds, (own, every)]
        ),
    )


def control(trial: Trial) -> Trial:
    """Try the unchanged source by all tests: it must survive, or no outcome means anything."""
    mutant = trial.mutant
    return evolve(
        trial, mutant=evolve(mutant, end=mutant.start, becomes=""), rounds=trial.rounds[-1:]
    )


def outcome(trial: Trial, folder: Path) -> Outcome:
    """Try a mutant in a copy of the project, and put the copy right again."""
    path = folder / "src" / "sp4n" / trial.mutant.file
    stat = path.stat()
    path.write_bytes(trial.mutant.mutated)
    try:
        return _outcome(trial)
    finally:
        path.write_bytes(trial.mutant.source)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _outcome(trial: Trial) -> Outcome:
    for place, (tests, seconds) in enumerate(trial.rounds, start=1):
        code = _exit_code(tests, seconds)
        if code is None:
            return "too slow"
        is_unclear = code == _NO_SUCH_TEST and place < len(trial.rounds)
        if code != _PASSED and not is_unclear:
            return "killed"
    return "survived"


def _exit_code(tests: Iterable[str], seconds: float) -> int | None:
    """Run tests in a fork of this process; None if they are not done in time."""
    fork = get_context("fork").Process(target=_run, args=(tests,))
    fork.start()
    fork.join(seconds)
    is_late = fork.exitcode is None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(fork.pid or 0, signal.SIGKILL)  # with whatever the tests have started
    fork.join()
    return None if is_late else fork.exitcode


def _run(tests: Iterable[str]) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.dont_write_bytecode = True
    os._exit(pytest.main([*PYTEST, "-x", "--tb=no", *tests], [_Hurry()]))


class _Hurry:
    """A plug-in of pytest: the first counter-example will do, it need not be the simplest."""

    def pytest_collection(self) -> None:
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutation", settings.get_profile("ci"), phases=phases)
        settings.load_profile("mutation")
