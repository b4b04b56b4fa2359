"""Rules that a file gets wrong: all faults at once, each with its place."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

from sp4n.policy import PolicyError, load_policy
from sp4n.routing.predicate_data import SIZE_LIMIT
from sp4n.routing.word_lists import LETTERS_LIMIT, WORDS_LIMIT

if TYPE_CHECKING:
    from tests.policy.conftest import Write

HEAD = 'schema = "sp4n/policy/1"\nname = "K"\nversion = "1"\ndirectory = "directory.toml"\n'

EVERYTHING_WRONG = """
[[rule]]
id = "unknown-condition"
when = { any_wrod = ["bau"] }
to = "DPUU"

[[rule]]
when = { any_word = ["bau"] }
to = "KEC"

[[rule]]
id = "contradictory-days"
when = { received = { from = 2026-04-01, until = 2026-01-01 }, any_word = ["bau"] }
to = "DPU"
supporting = ["DPU", "NOBODY"]
valid = { from = 2027-01-01, until = 2027-01-01 }

[[rule]]
id = "normalises-away"
when = { any_word = ["!!!"] }
to = "DPU"

[[rule]]
id = "excepted-away"
when = { any_word = ["bau", "sd", "-sd"] }
to = "DPU"

[[rule]]
id = "unknown-category"
when.not = { category = ["Jalan", "Jaln"], target_agency = "DPUU" }
to = "DPU"
"""


def faults_of(path: object) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as refused:
        load_policy(str(path))
    assert all(one.describe("id") != one.describe("en") for one in refused.value.faults)
    return [(one.code, one.where) for one in refused.value.faults]


def test_everything_that_is_wrong_is_told_at_once(write: "Write") -> None:
    """Also which agencies the directory lacks, though the rules have other faults too."""
    assert faults_of(write(HEAD + EVERYTHING_WRONG)) == [
        ("unknown_predicate", "rule[0].when"),
        ("missing", "rule[1].id"),
        ("out_of_order", "rule[2].when.received.until"),
        ("out_of_order", "rule[2].valid.until"),
        ("no_word", "rule[3].when.any_word"),
        ("never_matches", "rule[4].when.any_word[1]"),
        ("unknown_agency", "rule[0].to"),
        ("unknown_agency", "rule[1].to"),
        ("unknown_category", "rule[5].when.category"),
        ("unknown_agency", "rule[5].when.target_agency"),
    ]


def test_what_was_probably_meant_is_suggested(write: "Write") -> None:
    """A misspelt key or agency comes with the closest one."""
    with pytest.raises(PolicyError) as refused:
        load_policy(write(HEAD + EVERYTHING_WRONG))
    by_place = {one.where: dict(one.facts).get("suggestion") for one in refused.value.faults}

    assert by_place["rule[0].when"] == "any_word"
    assert by_place["rule[0].to"] == "DPU"
    assert by_place["rule[5].when.category"] == "Jalan"


def test_without_a_directory_the_rules_faults_are_told(write: "Write") -> None:
    """What can't be compared is not; the missing file is a fault of its own."""
    found = faults_of(write(HEAD + EVERYTHING_WRONG, None))

    assert ("not_readable", "directory.toml") in found
    assert not any(code == "unknown_agency" for code, _ in found)


def _rule(when: str) -> str:
    return f'{HEAD}\n[[rule]]\nid = "x"\nto = "DPU"\nwhen = {when}\n'


def _all_of(parts: Iterable[str]) -> str:
    return "{ all = [" + ", ".join(parts) + "] }"


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        (
            "{ not = " * 20 + '{ any_word = ["bau"] }' + " }" * 20,
            ("too_deep", "rule[0].when" + ".not" * 15),
        ),
        (
            _all_of(["{ any_word = 'bau' }"] * SIZE_LIMIT),
            ("too_large", f"rule[0].when.all[{SIZE_LIMIT - 1}]"),
        ),
        (
            "{ any_word = [" + "'bau'," * (WORDS_LIMIT + 1) + "] }",
            ("too_large", "rule[0].when.any_word"),
        ),
        (
            "{ phrase = '" + "ab " * LETTERS_LIMIT + "' }",
            ("too_long", "rule[0].when.phrase"),
        ),
    ],
    ids=["depth", "clauses", "words", "letters"],
)
def test_what_is_too_much_is_refused(write: "Write", when: str, fault: tuple[str, str]) -> None:
    """Depth and size have limits, told once."""
    assert faults_of(write(_rule(when))) == [fault]


def test_a_file_nested_without_end_is_no_crash(write: "Write") -> None:
    """Even what TOML itself can't nest is one fault."""
    assert faults_of(write(_rule("{ not = " * 50_000))) == [("too_deep", "policy.toml")]
