"""Clocks that were worked out by hand, from a data file with the reasons."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sp4n.sla import LAPOR_STANDARDS, Reading, assess
from sp4n.workdays import indonesia

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sla.conftest import Instant, Story

_DATA = Path(__file__).parent.parent / "data" / "sla_cases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["case"]
CLOCKS = [one.code for one in LAPOR_STANDARDS]
_FIELDS: "dict[str, Callable[[Reading], object]]" = {
    "code": lambda reading: reading.standard.code,
    "state": lambda reading: reading.state.value,
    "due": lambda reading: reading.due_on,
    "left": lambda reading: reading.days_left,
    "limit": lambda reading: str(reading.limit),
    "started": lambda reading: reading.started_at,
    "stopped": lambda reading: reading.stopped_at,
    "holders": lambda reading: list(reading.holders),
}


def _actual(expected: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """What a reading says of the things that an example speaks of."""
    return {name: _FIELDS[name](reading) for name in expected}


def _expected(example: dict[str, Any], instant: "Instant") -> dict[str, Any]:
    """An example's words, with its instants read; what is not known is said to be None."""
    unsaid = {} if example["state"] not in {"paused", "unknown", "not_started"} else {"due": None}
    read = {name: instant(example[name]) for name in ("started", "stopped") if name in example}
    return unsaid | example | read


@pytest.mark.parametrize("example", CASES, ids=lambda example: str(example["name"]))
def test_a_clock_stands_as_worked_out_by_hand(
    example: dict[str, Any], story: "Story", instant: "Instant"
) -> None:
    """State, due date and days left are what a person finds on a wall calendar."""
    told = {"classification", "keyed_in", "adopted"} & example.keys()
    case = story(
        example["submitted"], example.get("steps", ()), **{name: example[name] for name in told}
    )

    calendar = indonesia(late_receipt=example.get("late_receipt", "same-day"))
    report = assess(case, LAPOR_STANDARDS, calendar=calendar, now=instant(example["now"]))

    for code in [code for code in CLOCKS if code in example]:
        expected = _expected(example[code], instant)
        assert {code: expected} == {code: _actual(expected, report[code])}
    if "earlier" in example:
        assert example["earlier"] == [
            _actual(expected, reading)
            for expected, reading in zip(example["earlier"], report.earlier, strict=True)
        ]
    if "breaches" in example:
        assert example["breaches"] == [one.standard.code for one in report.breaches]
