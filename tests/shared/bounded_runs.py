"""Load, check and compare hostile files, each in a process of its own that has bounds.

`python bounded_runs.py` reads lines such as ``text: one dotted key``, and answers each with a line
of JSON: the seconds of processor time that each step took, and the megabytes that all took at most.
A process that takes far too much of either is ended by the system, whatever it is doing; then the
answer tells by which signal.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from attrs import evolve
from hostile_files import HOSTILE
from hostile_pieces import DIRECTORY, EMPTY_POLICY

from sp4n.errors import Sp4nError
from sp4n.policy import Policy, load_policy
from sp4n.routing import RuleBook
from sp4n.routing.analysis import gaps

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = int(os.environ.get("HOSTILE_SIZE", "100000"))
_SECONDS = 20 * max(1, SIZE // 100_000)
_BYTES = 1_000_000_000


def _turned_round(policy: Policy) -> Policy:
    return evolve(policy, book=RuleBook(policy.book.rules[::-1]))


def _steps(path: Path, took: dict[str, float]) -> None:
    """Do everything that can be done with a policy; note the seconds that each thing took."""
    loaded: list[Policy] = []
    steps: dict[str, Callable[[], object]] = {
        "load": lambda: loaded.append(load_policy(path)),
        "digest": lambda: loaded[0].digest,
        "check": lambda: [str(one) for one in loaded[0].check()],
        "gaps": lambda: gaps(loaded[0].router),
        "compare": lambda: loaded[0].compare(_turned_round(loaded[0])).to_dict(),
    }
    for name, step in steps.items():
        before = time.process_time()
        try:
            step()
        except Sp4nError as refused:
            str(refused)
            refused.to_dict("id")
            return
        finally:
            took[name] = round(time.process_time() - before, 3)


def _write(folder: Path, kind: str, text: str) -> Path:
    of_directory = kind == "directory"
    (folder / "directory.toml").write_text(text if of_directory else DIRECTORY, encoding="utf-8")
    path = folder / "policy.toml"
    path.write_text(EMPTY_POLICY if of_directory else text, encoding="utf-8")
    return path


def _in_a_child(kind: str, name: str) -> dict[str, float | str]:
    """Run a file in another process; say what it took, or by which signal it was ended."""
    text = HOSTILE[kind][name](SIZE)
    reading, writing = os.pipe()
    with TemporaryDirectory() as folder:
        path = _write(Path(folder), kind, text)
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
            resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
            _child(path, writing)
        os.close(writing)
        with os.fdopen(reading) as answer:
            took: dict[str, float | str] = json.loads(answer.read() or "{}")
        _, status, usage = os.wait4(child, 0)
    if status:
        took["ended"] = f"signal {os.WTERMSIG(status)}"
    return took | {"megabytes": usage.ru_maxrss // 1024}


def _child(path: Path, writing: int) -> None:
    took: dict[str, float | str] = {}
    try:
        _steps(path, took)  # type: ignore[arg-type]
    except BaseException as failed:  # noqa: BLE001  # whatever it is, the test has to see it
        took["raised"] = type(failed).__name__
    os.write(writing, json.dumps(took).encode())
    os._exit(0)


if __name__ == "__main__":
    for line in sys.stdin:
        kind, _, name = line.rstrip("\n").partition(": ")
        print(json.dumps(_in_a_child(kind, name)), flush=True)  # noqa: T201
