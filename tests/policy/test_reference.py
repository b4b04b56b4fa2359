"""The reference of the two files says what loads."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sp4n.policy import directory_from_data, policy_from_data
from sp4n.routing import predicate_from_data
from sp4n.routing.predicate_data import CONDITIONS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "policy-file.md").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
POLICY, DIRECTORY = (tomllib.loads(block) for block in BLOCKS)

# One entry that each key of the table may hold.
ENTRIES: dict[str, Any] = {
    "any_word": ["lubang"],
    "all_words": ["lubang"],
    "phrase": ["jalan nasional"],
    "affirmed": ["tumpuk"],
    "negated": ["tumpuk"],
    "min_words": 3,
    "max_words": 3,
    "category": ["Jalan"],
    "classification": ["service"],
    "region": ["99.71"],
    "channel": ["Website"],
    "target_agency": ["DPU"],
    "received": {"from": date(2026, 1, 1), "until": "2027-01-01"},
    "anonymous": True,
    "confidential": True,
    "not": {"any_word": ["lubang"]},
    "any": [{"any_word": ["lubang"]}],
    "all": [{"any_word": ["lubang"]}],
}


def test_the_policy_that_it_shows_loads() -> None:
    """With every key that it explains."""
    policy = policy_from_data(POLICY)

    assert [standard.code for standard in policy.standards] == ["settlement"]
    assert [rule.id for rule in policy.book] == ["broken-road"]


def test_the_directory_that_it_shows_loads() -> None:
    """A root, a city, an office, and one that it followed."""
    assert [one.code for one in directory_from_data(DIRECTORY)] == [
        "NASIONAL", "KOTA", "DPU", "DCKTR",
    ]  # fmt: skip


def test_its_table_of_conditions_is_complete() -> None:
    """Each key in the table can be read, and each one that can be read is in the table."""
    keys = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)))

    assert sorted(keys) == sorted(ENTRIES)
    assert sorted(keys) == sorted(CONDITIONS)


@pytest.mark.parametrize("key", ENTRIES)
def test_a_condition_loads(key: str) -> None:
    """As the table says."""
    data = {key: ENTRIES[key]}

    assert predicate_from_data(data).to_data()
