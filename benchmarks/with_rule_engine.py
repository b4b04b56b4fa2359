"""The same rules with `rule-engine`: compiled expressions, asked one after another."""

from collections.abc import Callable, Iterator

import rule_engine

from benchmarks.same_rules import NONE, Engine, SameRule, facts

__all__ = ["RULE_ENGINE"]


def _prepare(rules: tuple[SameRule, ...]) -> Callable[[dict[str, object]], str]:
    compiled = [(one.id, rule_engine.Rule(" and ".join(_conditions(one)))) for one in rules]

    def first(given: dict[str, object]) -> str:
        return next((rule_id for rule_id, rule in compiled if rule.matches(given)), NONE)

    return first


def _conditions(rule: SameRule) -> Iterator[str]:
    asked = {"city": rule.city, "province": rule.province, "category": rule.category}
    yield from (f'{name} == "{value}"' for name, value in asked.items() if value)
    if rule.any_of:
        yield f"({' or '.join(map(_has, rule.any_of))})"
    yield from map(_has, rule.all_of)
    yield from (f"not ({_has(word)})" for word in rule.none_of)


def _has(word: str) -> str:
    return f'"{word}" in words'


RULE_ENGINE = Engine("rule-engine", _prepare, facts)
"""One expression a rule."""
