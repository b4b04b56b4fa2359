"""Whole processes: from the start of Python to the first deadline of 2025."""

import os
import subprocess
import sys
from collections.abc import Callable

from benchmarks.comparison import Comparison, Contender
from benchmarks.peers import days_off

__all__ = ["ATTRS", "HOLIDAYS", "whole_processes"]

ATTRS = "only `import attrs`"
HOLIDAYS = "holidays"

_YEAR = 2025
_QUESTION = "2025-03-27", "5"
_ASKED = """
import sys
from datetime import date
day, n = date.fromisoformat(sys.argv[1]), int(sys.argv[2])
"""
_SP4N = f"""{_ASKED}
import sp4n
print(sp4n.indonesia().deadline(day, n).due_on)
"""
_PEER = f"""{_ASKED}
import holidays
calendar = holidays.country_holidays("ID", categories=("public", "government"), years={_YEAR})
print(calendar.get_nth_working_day(day, n))
"""
_NUMPY = f"""{_ASKED}
import numpy
off = {sorted(map(str, (day for day in days_off() if day.year == _YEAR)))}
calendar = numpy.busdaycalendar(holidays=off)
print(numpy.busday_offset(day, n, roll="backward", busdaycal=calendar))
"""


def whole_processes(rounds: int) -> Comparison:
    """Give the comparison of processes."""
    return Comparison(
        "process",
        "A whole process, from its start to the first deadline",
        "Each starts Python, imports the library, makes the calendar of 2025 and prints the fifth "
        "working day after 27 March 2025. Byte code is written beforehand. numpy is told the days "
        "off.",
        checked=[_QUESTION],
        timed=[_QUESTION],
        contenders=(
            Contender("sp4n", _process(_SP4N)),
            Contender("only Python", _process("pass"), answers=False),
            Contender(ATTRS, _process("import attrs"), answers=False),
            Contender(HOLIDAYS, _process(_PEER)),
            Contender("numpy", _process(_NUMPY)),
        ),
        rounds=rounds,
    )


def _process(program: str) -> Callable[[str, str], str]:
    """Make the function that runs a program; nothing of this process's environment slows it."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "PYTHONPATH") if key in os.environ}

    def run(day: str, n: str) -> str:
        command = [sys.executable, "-c", program, day, n]
        return subprocess.run(command, env=kept, check=True, capture_output=True, text=True).stdout

    return run
