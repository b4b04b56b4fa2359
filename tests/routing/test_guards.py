"""Guards: what a predicate needs, chosen so that the fewest rules share it."""

from collections import Counter

import pytest

from sp4n.routing import (
    AllWords,
    AnyWord,
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    Phrase,
    Predicate,
    RegionWithin,
    TargetAgencyIs,
    WordsAtLeast,
)
from sp4n.routing.guards import cheapest, mentioned, necessary
from sp4n.routing.statements import AllOf, AnyOf, Mentions, Not, Opaque, Statement
from sp4n.routing.word_lists import Entry

LUBANG, ASPAL, JALAN = ("word", "lubang"), ("word", "aspal"), ("word", "jalan")
RULES_BY_GUARD = Counter({JALAN: 50, LUBANG: 3, ASPAL: 2, ("region", "99.71"): 4})
MINE = Opaque("mine")
CITY = RegionWithin("99.71").says()
ROAD = AnyWord("jalan").says()


def _needed(statement: Statement) -> list[tuple[str, str]] | None:
    cost = RULES_BY_GUARD.__getitem__
    found = cheapest(necessary(statement, cost), cost)
    return None if found is None else sorted(found)


@pytest.mark.parametrize(
    ("predicate", "guards"),
    [
        (AnyWord(["lubang", "aspal"]), [ASPAL, LUBANG]),
        (AnyWord(["lubang", "=asap tebal"]), [("exact", "asap"), LUBANG]),
        (AnyWord(["lubang", "-lubangnya"]), [LUBANG]),
        (AllWords(["jalan", "lubang"]), [LUBANG]),
        (Phrase(["jalan lubang", "jalan aspal"]), [ASPAL, LUBANG]),
        (CategoryWithin(["Jalan", "Air"]), [("category", "Air"), ("category", "Jalan")]),
        (ClassificationIs("oversight"), [("classification", "oversight")]),
        (RegionWithin("99.71"), [("region", "99.71")]),
        (ChannelIs(" SMS"), [("channel", "sms")]),
        (TargetAgencyIs("DPU"), [("target_agency", "DPU")]),
        (IsAnonymous(), [("anonymous", "true")]),
        (IsConfidential(wanted=False), [("confidential", "false")]),
        (WordsAtLeast(3), None),
        (~AnyWord("lubang"), None),
    ],
)
def test_each_kind_has_its_guards(
    predicate: Predicate, guards: list[tuple[str, str]] | None
) -> None:
    """A guard is a value of a field, a root or an exact word; lengths and negations have none."""
    assert guards == _needed(predicate.says())


def test_of_what_must_all_hold_the_cheapest_is_taken() -> None:
    """50 rules ask for roads, 4 for the city, 5 in all for holes or asphalt."""
    hole = AnyWord(["lubang", "aspal"])

    assert _needed((AnyWord("jalan") & RegionWithin("99.71")).says()) == [("region", "99.71")]
    assert _needed((AnyWord("jalan") & hole).says()) == [ASPAL, LUBANG]
    assert _needed((hole & RegionWithin("99.71")).says()) == [("region", "99.71")]
    assert _needed((~hole & WordsAtLeast(3) & AnyWord("jalan")).says()) == [JALAN]


def test_of_what_may_hold_every_part_counts() -> None:
    """One alternative without a guard leaves all of them without."""
    assert _needed((AnyWord("lubang") | RegionWithin("99.71")).says()) == [
        ("region", "99.71"),
        LUBANG,
    ]
    assert _needed((AnyWord("lubang") | WordsAtLeast(3)).says()) is None


@pytest.mark.parametrize(
    ("statement", "guards"),
    [
        (AllOf((MINE, CITY)), None),
        (AllOf((ROAD, MINE, CITY)), [JALAN]),
        (AllOf((Not(MINE), CITY)), None),
        (AllOf((AnyOf((ROAD, MINE)), CITY)), None),
        (AllOf((AnyOf((ROAD, AllOf((CITY, MINE)))), ASPAL_ROAD := AnyWord("aspal").says())), [
            ("region", "99.71"), JALAN,
        ]),
        (AnyOf((ASPAL_ROAD, AllOf((CITY, MINE)))), [("region", "99.71"), ASPAL]),
        (AnyOf((CITY, MINE)), None),
        (MINE, None),
    ],
)  # fmt: skip
def test_nothing_behind_what_is_opaque_is_a_guard(
    statement: Statement, guards: list[tuple[str, str]] | None
) -> None:
    """Parts are asked in order: what may raise is asked unless a part before it is false."""
    assert guards == _needed(statement)


def test_what_is_true_of_anything_or_of_nothing() -> None:
    """No parts that must hold need nothing; no parts of which one must hold: none ever does."""
    assert _needed(AllOf(())) is None
    assert _needed(AnyOf(())) == []
    assert _needed(Mentions(Entry((), is_exact=False))) is None


def test_what_is_mentioned_counts_even_where_it_is_denied() -> None:
    """Every word and value of a rule is a guard that it may be counted for."""
    rule = AllWords(["jalan", "lubang"]) & ~RegionWithin("99.71") & WordsAtLeast(3)

    assert mentioned(rule.says()) == {JALAN, LUBANG, ("region", "99.71")}


def test_all_that_is_needed_is_told() -> None:
    """Who asks for a city and for two words, and denies a third, needs three things."""
    rule = RegionWithin("99.71") & AllWords(["jalan", "lubang"]) & ~AnyWord("aspal")
    needed = necessary(rule.says(), RULES_BY_GUARD.__getitem__)

    assert needed == [{("region", "99.71")}, {JALAN}, {LUBANG}]
