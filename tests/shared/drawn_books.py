"""What the laws of routing draw alike: predicates made of simple ones, and books of their rules."""

from collections.abc import Iterable

from attrs import evolve
from hypothesis import strategies as st

from sp4n.routing import Predicate, Rule, RuleBook

__all__ = ["composed", "numbered"]


def composed(
    simple: st.SearchStrategy[Predicate], *, max_leaves: int
) -> st.SearchStrategy[Predicate]:
    """Draw simple predicates, and what ``&``, ``|`` and ``~`` make of them."""
    return st.recursive(
        simple,
        lambda parts: st.one_of(
            st.tuples(parts, parts).map(lambda two: two[0] & two[1]),
            st.tuples(parts, parts).map(lambda two: two[0] | two[1]),
            parts.map(lambda one: ~one),
        ),
        max_leaves=max_leaves,
    )


def numbered(drawn: Iterable[Rule]) -> RuleBook:
    """Make a book of rules, whatever their ids: r0, r1 and so on."""
    return RuleBook([evolve(rule, id=f"r{place}") for place, rule in enumerate(drawn)])
