"""The page for whoever writes rules: every rule loads, and does what the table below it says."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sp4n import sample_policy
from sp4n.messages import catalogue
from sp4n.model import Complaint
from sp4n.routing import Router, RoutingFacts, Rule, RuleBook, rule_book_from_data

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "write-a-rule.md").read_text("utf-8")
MON_2026_03_16 = date(2026, 3, 16)
BLOCKS = re.findall(
    r"^```toml\n((?:(?!```).*\n)*)```\n\n?(?:\| (\w+) \| holds \|\n\|.*\n((?:\|.*\n)+))?",
    PAGE,
    re.MULTILINE,
)


def _rules(block: str) -> RuleBook:
    return rule_book_from_data(tomllib.loads(block)["rule"])


EXAMPLES = [
    pytest.param(rule, field, *re.findall(r"[^|]+", line), id=line)
    for block, field, table in BLOCKS
    if table
    for rule in _rules(block)
    for line in table.splitlines()
]


def _facts(field: str, told: str) -> RoutingFacts:
    """Prepare a complaint that tells one thing; its text says nothing else."""
    on = date.fromisoformat(told) if field == "received" else MON_2026_03_16
    given = {field: told} if field in {"region", "category", "classification"} else {}
    body = told if field == "text" else "x"
    complaint = Complaint("C-1", "x", body, datetime(2026, 3, 16, tzinfo=UTC), **given)  # type: ignore[arg-type]  # the constructor turns texts into codes
    return RoutingFacts.of(complaint, categories=sample_policy().directory.categories, on=on)


def test_there_are_examples() -> None:
    """Else the pattern above has gone stale."""
    assert len(EXAMPLES) > 30  # three for the first rule among them


@pytest.mark.parametrize(("rule", "field", "told", "holds"), EXAMPLES)
def test_an_example_does_what_the_page_says(rule: Rule, field: str, told: str, holds: str) -> None:
    """The table has what was found, or no."""
    answer = rule.when.explain(_facts(field, told.strip()))

    assert (f"`{answer}`" if answer.holds else "no") == holds.strip()


@pytest.mark.parametrize("block", [block for block, _, _ in BLOCKS])
def test_every_rule_can_stand_in_the_sample_city(block: str) -> None:
    """Its offices and categories are there."""
    assert len(Router(sample_policy().directory, _rules(block)).book) >= 1


def test_every_code_that_it_explains_is_one() -> None:
    """The table of what is told about mistakes."""
    (table,) = re.findall(r"^\| told \|.*\n\|.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    codes = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in table.splitlines()]

    assert {code for row in codes for code in row} <= set(catalogue("en")["fault"])
