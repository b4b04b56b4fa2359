"""The same rules with `business-rules`: conditions as data, the first that triggers stops."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_TEXT
from business_rules.variables import (
    BaseVariables,
    select_multiple_rule_variable,
    string_rule_variable,
)

from benchmarks.same_rules import NONE, Engine, SameRule, facts

__all__ = ["BUSINESS_RULES"]


class _Variables(BaseVariables):
    """What the rules may ask."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    @string_rule_variable
    def city(self) -> str:
        """Give the city."""
        return str(self.given["city"])

    @string_rule_variable
    def province(self) -> str:
        """Give the province."""
        return str(self.given["province"])

    @string_rule_variable
    def category(self) -> str:
        """Give the category."""
        return str(self.given["category"])

    @select_multiple_rule_variable()
    def words(self) -> list[str]:
        """Give the words."""
        return list(self.given["words"])


class _Actions(BaseActions):
    """What a rule does: it says its id."""

    def __init__(self) -> None:
        self.decided = NONE

    @rule_action(params={"rule": FIELD_TEXT})
    def decide(self, rule: str) -> None:
        """Remember the rule."""
        self.decided = rule


def _prepare(rules: tuple[SameRule, ...]) -> Callable[[Mapping[str, Any]], str]:
    listed = [
        {
            "conditions": {"all": list(_conditions(one))},
            "actions": [{"name": "decide", "params": {"rule": one.id}}],
        }
        for one in rules
    ]

    def first(given: Mapping[str, Any]) -> str:
        actions = _Actions()
        run_all(listed, _Variables(given), actions, stop_on_first_trigger=True)
        return actions.decided

    return first


def _conditions(rule: SameRule) -> Iterator[dict[str, object]]:
    asked = {"city": rule.city, "province": rule.province, "category": rule.category}
    for name, value in asked.items():
        if value:
            yield {"name": name, "operator": "equal_to", "value": value}
    if rule.any_of:
        operator = "shares_at_least_one_element_with"
        yield {"name": "words", "operator": operator, "value": list(rule.any_of)}
    if rule.all_of:
        yield {"name": "words", "operator": "contains_all", "value": list(rule.all_of)}
    if rule.none_of:
        operator = "shares_no_elements_with"
        yield {"name": "words", "operator": operator, "value": list(rule.none_of)}


BUSINESS_RULES = Engine("business-rules", _prepare, facts)
"""One table of conditions a rule."""
