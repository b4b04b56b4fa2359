"""The same rules with JsonLogic (`json-logic-qubit`), asked one after another."""

from collections.abc import Callable, Iterator, Mapping

from json_logic import jsonLogic

from benchmarks.same_rules import NONE, Engine, SameRule, facts

__all__ = ["JSON_LOGIC"]


def _prepare(rules: tuple[SameRule, ...]) -> Callable[[dict[str, object]], str]:
    listed = [(one.id, {"and": list(_conditions(one))}) for one in rules]

    def first(given: dict[str, object]) -> str:
        return next((rule_id for rule_id, rule in listed if jsonLogic(rule, given)), NONE)

    return first


def _conditions(rule: SameRule) -> Iterator[Mapping[str, object]]:
    asked = {"city": rule.city, "province": rule.province, "category": rule.category}
    yield from ({"==": [{"var": name}, value]} for name, value in asked.items() if value)
    if rule.any_of:
        yield {"or": list(map(_has, rule.any_of))}
    yield from map(_has, rule.all_of)
    yield from ({"!": [_has(word)]} for word in rule.none_of)


def _has(word: str) -> Mapping[str, object]:
    return {"in": [word, {"var": "words"}]}


JSON_LOGIC = Engine("json-logic-qubit", _prepare, facts)
"""One expression a rule."""
