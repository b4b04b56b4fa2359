"""The same rules with `zen-engine`: a decision table of which the first row that matches counts."""

import json
from collections.abc import Callable
from typing import Any

import zen

from benchmarks.same_rules import NONE, Engine, SameRule, facts

__all__ = ["ZEN", "found_by_zen"]

_COLUMNS = ("city", "province", "category", "words")


def _prepare(rules: tuple[SameRule, ...]) -> Callable[[dict[str, object]], dict[str, Any]]:
    """Compile the table once, as its users do for speed, and let the loader hand it out."""
    table = zen.ZenDecisionContent(json.dumps(_decision(rules)))
    engine = zen.ZenEngine({"loader": lambda _: table})
    return lambda given: engine.evaluate("rules", given)


def _decision(rules: tuple[SameRule, ...]) -> dict[str, object]:
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": one, "name": one, "field": one} for one in _COLUMNS],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": list(map(_row, rules)),
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": table},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (("in", "table"), ("table", "out"))
    ]
    return {"nodes": nodes, "edges": edges}


def _row(rule: SameRule) -> dict[str, str]:
    asked = {"city": rule.city, "province": rule.province, "category": rule.category}
    return {
        "_id": rule.id,
        **{column: f'"{value}"' if value else "" for column, value in asked.items()},
        "words": _words(rule),
        "rule": f'"{rule.id}"',
    }


def _words(rule: SameRule) -> str:
    either = " or ".join(map(_has, rule.any_of))
    both = " and ".join(map(_has, rule.all_of))
    without = " and ".join(f"not {_has(word)}" for word in rule.none_of)
    return either or both or without


def _has(word: str) -> str:
    return f'contains($, "{word}")'


def found_by_zen(answer: dict[str, Any]) -> str:
    """Give the id of the row."""
    return str(answer["result"].get("rule", NONE))


ZEN = Engine("zen-engine, its loader", _prepare, facts)
"""The engine asked by key, which is its fastest way."""
