"""Statements: every predicate says what it asks, and nothing else."""

from datetime import date

import pytest

from sp4n.routing import (
    AllWords,
    AnyWord,
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    Predicate,
    ReceivedBetween,
    RegionWithin,
    TargetAgencyIs,
    WordsAtLeast,
    WordsAtMost,
)
from sp4n.routing.statements import (
    AllOf,
    AnyOf,
    Asks,
    Mentions,
    Not,
    Received,
    Statement,
    WordCount,
    clauses,
)
from sp4n.routing.word_lists import Entry

LUBANG = Mentions(Entry(("lubang",), is_exact=False))
BAU = Mentions(Entry(("bau", "asap"), is_exact=True))


@pytest.mark.parametrize(
    ("predicate", "statement"),
    [
        (CategoryWithin(["Jalan", "Air"]), Asks("category", ("Jalan", "Air"))),
        (ClassificationIs("service"), Asks("classification", ("service",))),
        (RegionWithin("99.71"), Asks("region", ("99.71",))),
        (ChannelIs(["SMS ", "sms", "E-Mail"]), Asks("channel", ("sms", "e-mail"))),
        (TargetAgencyIs("DPU"), Asks("target_agency", ("DPU",))),
        (IsAnonymous(), Asks("anonymous", ("true",))),
        (IsConfidential(wanted=False), Asks("confidential", ("false",))),
        (ReceivedBetween(date(2026, 1, 1)), Received(date(2026, 1, 1), None)),
        (WordsAtLeast(3), WordCount(at_least=3)),
        (WordsAtMost(3), WordCount(at_most=3)),
        (AnyWord(["lubang", "=bau asap"]), AnyOf((LUBANG, BAU))),
        (AllWords(["lubang", "=bau asap"]), AllOf((LUBANG, BAU))),
        (AnyWord("lubang") & WordsAtLeast(3), AllOf((AnyOf((LUBANG,)), WordCount(3)))),
        (AnyWord("lubang") | WordsAtLeast(3), AnyOf((AnyOf((LUBANG,)), WordCount(3)))),
        (~WordsAtLeast(3), Not(WordCount(3))),
    ],
)
def test_what_each_predicate_says(predicate: Predicate, statement: Statement) -> None:
    """As data, without the predicate."""
    assert predicate.says() == statement


def test_its_simple_parts() -> None:
    """From left to right, at any depth."""
    statement = ((AnyWord("lubang") | WordsAtLeast(3)) & ~WordsAtMost(9)).says()

    assert [*clauses(statement)] == [LUBANG, WordCount(3), WordCount(at_most=9)]
