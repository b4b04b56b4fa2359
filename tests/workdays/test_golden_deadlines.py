"""Deadlines that were worked out by hand, from data files with their reasons and sources."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sp4n.workdays import decrees, indonesia

_DATA = Path(__file__).parent.parent / "data"


def _cases(name: str) -> list[Any]:
    found = tomllib.loads((_DATA / name).read_text(encoding="utf-8"))["case"]
    assert isinstance(found, list)
    return found


GOLDEN = _cases("workdays_golden.toml")
AMENDMENTS = _cases("workdays_amendments.toml")


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case['start']}{case['n']:+}")
def test_a_deadline_is_the_one_worked_out_by_hand(case: dict[str, Any]) -> None:
    """`add` gives the date that a person finds on a wall calendar."""
    actual = indonesia().add(case["start"], case["n"])

    assert case["due"] == actual


@pytest.mark.parametrize(
    "case", [case for case in GOLDEN if "skipped" in case], ids=lambda case: str(case["start"])
)
def test_a_deadline_lists_the_days_that_were_skipped(case: dict[str, Any]) -> None:
    """`skipped` names each day off between start and end, in order."""
    deadline = indonesia().deadline(case["start"], case["n"])

    assert case["skipped"] == [day.date for day in deadline.skipped]


@pytest.mark.parametrize("case", AMENDMENTS, ids=lambda case: case["source"].split(":")[0])
def test_a_decree_moves_a_deadline_from_its_signing_day_on(case: dict[str, Any]) -> None:
    """The day before its signing a decree counts for nothing, on the day itself it does."""
    week = case.get("week", "five-day")
    on_the_day = indonesia(as_of=case["signed"], week=week)
    the_day_before = indonesia(as_of=case["signed"] - timedelta(days=1), week=week)

    assert (case["before"], case["after"]) == (
        the_day_before.add(case["start"], case["n"]),
        on_the_day.add(case["start"], case["n"]),
    )


def test_every_decree_with_a_signing_day_has_a_case() -> None:
    """No decree enters the table without a case worked out by hand."""
    cases = {(case["year"], case["signed"]) for case in AMENDMENTS}

    assert {(one.year, one.signed_on) for one in decrees() if one.signed_on} == cases


def test_the_last_case_of_may_2020_names_the_decree_that_moved_it() -> None:
    """The explanations before and after 20 May 2020 cite different decrees."""
    mon_2020_05_18 = date(2020, 5, 18)
    before = indonesia(as_of=date(2020, 5, 19)).deadline(mon_2020_05_18, 5)
    after = indonesia(as_of=date(2020, 5, 21)).deadline(mon_2020_05_18, 5)

    assert "391/2020, 02/2020, 02/2020 (2020-04-09)" in str(before)
    assert "440/2020, 03/2020, 03/2020 (2020-05-20)" in str(after)
    assert (date(2020, 5, 28), date(2020, 5, 27)) == (before.due_on, after.due_on)
