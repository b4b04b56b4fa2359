"""A stranger's policy is loaded or refused, checked and compared in bounded time and memory.

Processor time differs from machine to machine, so the bounds here are wide: files of 100,000
characters that took minutes and gigabytes before. On the machine where this was written, each step
takes less than a second and 300 megabytes.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile_files import HOSTILE

Run = Callable[[str], dict[str, float]]

_SECONDS = 5  # for one step, on a slow machine that does much else
_MEGABYTES = 400


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Run hostile files in other processes, all children of one that has imported everything."""
    script = Path(__file__).parents[1] / "shared" / "bounded_runs.py"
    with subprocess.Popen(  # our own script
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:

        def ask(name: str) -> dict[str, float]:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(f"{name}\n")
            server.stdin.flush()
            found: dict[str, float] = json.loads(server.stdout.readline())
            return found

        yield ask
        assert server.stdin is not None
        server.stdin.close()


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="processes have no such limits there")
@pytest.mark.parametrize("name", [f"{kind}: {one}" for kind in HOSTILE for one in HOSTILE[kind]])
def test_no_file_takes_long_or_much(run: Run, name: str) -> None:
    """It ends by itself, with an answer or a fault, and no step takes long."""
    took = run(name)
    megabytes = took.pop("megabytes")

    assert took.keys() <= {"load", "digest", "check", "gaps", "compare"}
    assert max(took.values()) < _SECONDS
    assert megabytes < _MEGABYTES
