"""The same answer on every machine, and no more loaded than needed."""

import os
import subprocess
import sys

import pytest

import sp4n.workdays

ANSWER = """
from datetime import date
from sp4n.workdays import indonesia
calendar = indonesia(as_of=date(2020, 5, 19))
print(calendar.deadline(date(2020, 5, 18), 5).to_dict("id"))
print(indonesia().deadline(date(2028, 5, 1), 60), indonesia().digest)
print([str(day) for day in indonesia().deadline(date(2028, 5, 1), 60).skipped])
"""

ONE_DEADLINE = """
import sys
from datetime import date
import sp4n.workdays
assert sp4n.workdays.indonesia().deadline(date(2025, 1, 24), 5).due_on == date(2025, 2, 5)
assert len(sp4n.workdays.indonesia().deadline(date(2025, 1, 24), 5).skipped) == 7
assert sp4n.workdays.indonesia(as_of=date(2019, 1, 1)).add(date(2026, 1, 24), 5)
print([name for name in ("holidays", "numpy", "hypothesis") if name in sys.modules])
"""


def _run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )
    return done.stdout


def test_zone_language_and_hash_seed_change_nothing() -> None:
    """TZ, LANG and PYTHONHASHSEED are the machine's business, not the calendar's."""
    here = _run(ANSWER, TZ="UTC", LANG="C", PYTHONHASHSEED="1")
    there = _run(ANSWER, TZ="Asia/Jayapura", LANG="id_ID.UTF-8", LANGUAGE="th", PYTHONHASHSEED="2")

    assert here == there


def test_a_decreed_year_needs_nothing_but_the_table() -> None:
    """A deadline of 2025, and even hindsight, don't import `holidays`."""
    assert _run(ONE_DEADLINE).strip() == "[]"


def test_the_room_hands_on_each_of_its_names() -> None:
    """What `__all__` promises is there, and nothing else is."""
    names = set(sp4n.workdays.__all__)

    assert names == set(dir(sp4n.workdays))
    assert all(getattr(sp4n.workdays, name) is not None for name in names)
    with pytest.raises(AttributeError, match="no attribute 'bizday'"):
        _ = sp4n.workdays.bizday
