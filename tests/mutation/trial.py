"""Try a mutant: first by the tests that pass its lines, and if it survives these, by all."""

import contextlib
import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import pytest
from attrs import field, frozen
from hypothesis import Phase, settings
from tests.mutation.copies import PYTEST
from tests.mutation.mutants import Mutant
from tests.mutation.reach import Reach, test_of

__all__ = ["Outcome", "Trial", "control", "outcome", "trial"]

Outcome = Literal["killed", "too slow", "survived"]

_PATIENCE = 10  # times what a test takes when nothing is wrong
_A_MOMENT_SECONDS = 2.0  # what any test may take
_START_SECONDS = 6.0  # what reading the tests may take when nothing is wrong
_MEMORY_BYTES = 8 << 30
_FEW = 0.5  # of the time that all tests take
_PASSED, _NO_SUCH_TEST = 0, 4


@frozen
class Trial:
    """A mutant (none: the source as it is) and the tests that try it, one round after the other."""

    mutant: Mutant | None
    rounds: tuple[list[str], ...] = field(repr=False)
    seconds: dict[str, float] = field(repr=False)


def trial(mutant: Mutant, reach: Reach, own: list[str]) -> Trial:
    """Have a mutant tried by the tests that pass its lines, if these are few, and then by all."""
    passing = reach.passing(mutant.file, mutant.lines)
    are_few = passing and reach.takes(passing) < _FEW * reach.takes(reach.seconds)
    return Trial(mutant, (passing, own) if are_few else (own,), reach.seconds)


def control(own: list[str], reach: Reach) -> Trial:
    """Try the unchanged source by all tests: it must survive, or no outcome means anything."""
    return Trial(None, (own,), reach.seconds)


def outcome(trial: Trial, folder: Path) -> Outcome:
    """Try a mutant in a copy of the project, and put the copy right again."""
    with _changed(trial.mutant, folder):
        return _outcome(trial)


@contextlib.contextmanager
def _changed(mutant: Mutant | None, folder: Path) -> Iterator[None]:
    if mutant is None:
        yield
        return
    path = folder / "src" / "sp4n" / mutant.file
    stat = path.stat()
    path.write_bytes(mutant.mutated)
    try:
        yield
    finally:
        path.write_bytes(mutant.source)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _outcome(trial: Trial) -> Outcome:
    for place, tests in enumerate(trial.rounds, start=1):
        code = _exit_code(tests, trial.seconds)
        if code == -signal.SIGALRM:
            return "too slow"
        is_unclear = code == _NO_SUCH_TEST and place < len(trial.rounds)
        if code != _PASSED and not is_unclear:
            return "killed"
    return "survived"


def _exit_code(tests: Iterable[str], seconds: dict[str, float]) -> int | None:
    """Run tests in a fork of this process."""
    fork = get_context("fork").Process(target=_run, args=(tests, seconds))
    fork.start()
    fork.join()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(fork.pid or 0, signal.SIGKILL)  # whatever the tests have started
    return fork.exitcode


def _run(tests: Iterable[str], seconds: dict[str, float]) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.dont_write_bytecode = True
    os._exit(pytest.main([*PYTEST, "-x", "--tb=no", *tests], [_Hurry(seconds)]))


class _Hurry:
    """A plug-in of pytest: whatever takes far longer than it should ends the process.

    And the first counter-example will do, it need not be the simplest.
    """

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds
        _alarm_after(_START_SECONDS)

    def pytest_collection(self) -> None:
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutation", settings.get_profile("ci"), phases=phases)
        settings.load_profile("mutation")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        _alarm_after(self._seconds.get(test_of(nodeid), 0.0) + _A_MOMENT_SECONDS)


def _alarm_after(seconds: float) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE * seconds)
