"""A nation of three offices that may have any complaint, for what is said of rules alone."""

from collections.abc import Callable
from typing import Any

import pytest

from sp4n.model import Agency, Directory
from sp4n.routing import Router, Rule, RuleBook

NATION = Directory(
    [
        Agency("ROOT", "Root"),
        Agency("A", "Office A", parent="ROOT"),
        Agency("B", "Office B", parent="ROOT"),
        Agency("C", "Office C", parent="ROOT"),
    ]
)


@pytest.fixture
def router() -> Callable[..., Router]:
    """Make a router of some rules; everything else may be given."""

    def make(*rules: Rule, directory: Directory = NATION, **given: Any) -> Router:
        return Router(directory, RuleBook(rules), **given)

    return make
