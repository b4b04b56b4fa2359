"""Routing: which agency should handle a complaint, and why (*No Wrong Door*).

A `Router` reads a `RuleBook` from the top, and falls back on the front desks of the directory; it
always answers, with a `Route` that explains itself.
"""

from sp4n.routing.affixes import is_form_of, stems, word_forms
from sp4n.routing.facts import RoutingFacts, Vocabulary
from sp4n.routing.field_predicates import (
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    ReceivedBetween,
    RegionWithin,
    TargetAgencyIs,
)
from sp4n.routing.index import Plan
from sp4n.routing.plugins import Plugins
from sp4n.routing.predicate_data import predicate_from_data
from sp4n.routing.predicates import AllOf, AnyOf, Clause, Explanation, Not, Predicate
from sp4n.routing.proposals import Proposals
from sp4n.routing.route import Outcome, Route, Source, Step, Via
from sp4n.routing.router import Router
from sp4n.routing.rule_data import rule_book_from_data, rule_from_data
from sp4n.routing.rulebook import Rule, RuleBook
from sp4n.routing.text import Normaliser, normalise
from sp4n.routing.walking import Strategy
from sp4n.routing.word_predicates import (
    AffirmedWord,
    AllWords,
    AnyWord,
    NegatedWord,
    Phrase,
    WordsAtLeast,
    WordsAtMost,
)

__all__ = [
    "AffirmedWord",
    "AllOf",
    "AllWords",
    "AnyOf",
    "AnyWord",
    "CategoryWithin",
    "ChannelIs",
    "ClassificationIs",
    "Clause",
    "Explanation",
    "IsAnonymous",
    "IsConfidential",
    "NegatedWord",
    "Normaliser",
    "Not",
    "Outcome",
    "Phrase",
    "Plan",
    "Plugins",
    "Predicate",
    "Proposals",
    "ReceivedBetween",
    "RegionWithin",
    "Route",
    "Router",
    "RoutingFacts",
    "Rule",
    "RuleBook",
    "Source",
    "Step",
    "Strategy",
    "TargetAgencyIs",
    "Via",
    "Vocabulary",
    "WordsAtLeast",
    "WordsAtMost",
    "is_form_of",
    "normalise",
    "predicate_from_data",
    "rule_book_from_data",
    "rule_from_data",
    "stems",
    "word_forms",
]
