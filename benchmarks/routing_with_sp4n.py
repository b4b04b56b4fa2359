"""The same rules with sp4n: a router whose normaliser finds the words ready."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from benchmarks.same_rules import CATEGORIES, NONE, Engine, Question, SameRule
from sp4n.model import Agency, Categories, Complaint, Directory
from sp4n.routing import (
    AllOf,
    AllWords,
    AnyWord,
    CategoryWithin,
    Predicate,
    RegionWithin,
    Route,
    Router,
    Rule,
    RuleBook,
    normalise,
)

__all__ = ["DECIDING", "ROUTE", "decided", "predicate", "routed"]

_ON = date(2026, 1, 5)
_AT = datetime(2026, 1, 5, 3, tzinfo=UTC)
_ready: dict[str, tuple[str, ...]] = {}


def _given(text: str, /) -> tuple[str, ...]:
    """Read a complaint whose words are at hand, or a rule."""
    return _ready.get(text) or normalise(text)


def _complaint(question: Question) -> tuple[Complaint]:
    body = " ".join(question.words)
    _ready[body] = question.words
    return (
        Complaint(
            number="1",
            title="Laporan",
            body=body,
            submitted_at=_AT,
            region=f"{question.city}.01.1001",
            category=question.category,
        ),
    )


def _router(rules: tuple[SameRule, ...]) -> Router:
    directory = Directory(
        [Agency("NASIONAL", "Admin nasional"), Agency("DINAS", "Dinas", parent="NASIONAL")],
        categories=Categories(dict.fromkeys(CATEGORIES)),
    )
    book = RuleBook(Rule(one.id, predicate(one), to="DINAS") for one in rules)
    return Router(directory, book, normaliser=_given)


def predicate(rule: SameRule) -> Predicate:
    """Say in predicates what a rule asks."""
    parts = tuple(_parts(rule))
    return AllOf(parts) if len(parts) > 1 else parts[0]


def _parts(rule: SameRule) -> Iterator[Predicate]:
    if rule.city or rule.province:
        yield RegionWithin(rule.city or rule.province)
    if rule.category:
        yield CategoryWithin(rule.category)
    if rule.any_of:
        yield AnyWord(rule.any_of)
    if rule.all_of:
        yield AllWords(rule.all_of)
    if rule.none_of:
        yield ~AnyWord(rule.none_of)


def _deciding(rules: tuple[SameRule, ...]) -> Callable[[Complaint], Rule | None]:
    router = _router(rules)
    return lambda complaint: router.deciding_rule(complaint, on=_ON)


def _routing(rules: tuple[SameRule, ...]) -> Callable[[Complaint], Route]:
    router = _router(rules)
    return lambda complaint: router.route(complaint, on=_ON)


def decided(rule: Rule | None) -> str:
    """Give the id of a rule that decided."""
    return NONE if rule is None else rule.id


def routed(route: Route) -> str:
    """Give the id of the rule that a route names."""
    return route.rule or NONE


DECIDING = Engine("sp4n `deciding_rule`", _deciding, _complaint)
"""The rule alone."""

ROUTE = Engine("sp4n `route`, explained", _routing, _complaint)
"""The whole route with its trace."""
