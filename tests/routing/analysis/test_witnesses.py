"""Witnesses: complaints that anybody could hand in, or none at all."""

from collections.abc import Callable

import pytest

from sp4n.model import Complaint
from sp4n.routing import (
    AllWords,
    AnyWord,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    Predicate,
    RegionWithin,
    Router,
    Rule,
    TargetAgencyIs,
    WordsAtLeast,
    WordsAtMost,
)
from sp4n.routing.analysis import RuleVerdict, Witness, analyse

MakeRouter = Callable[..., Router]
MANY = [f"{a}a{b}u{c}ta" for a in "bcdfgh" for b in "bcdfgh" for c in "kl"]
"""72 words of seven letters: with one between each two of them, too long for a title."""


def _verdict(router: MakeRouter, when: Predicate) -> RuleVerdict:
    return analyse(router(Rule("x", when, "A")))["x"]


def _example(router: MakeRouter, when: Predicate) -> Complaint:
    found = _verdict(router, when).example
    assert isinstance(found, Witness)
    return found.complaint


def test_words_stand_in_the_title(router: MakeRouter) -> None:
    """Apart from each other, so that no phrase comes about by chance; the body is free."""
    made = _example(router, AllWords(["lubang", "pohon"]) & WordsAtMost(0))

    assert sorted(made.title.split(" contoh ")) == ["lubang", "pohon"]
    assert made.body == "."


def test_what_is_too_long_for_a_title_stands_in_the_body(router: MakeRouter) -> None:
    """40 words and 39 between them."""
    made = _example(router, AllWords(MANY[:40]))

    assert made.title == "contoh"
    assert len(made.body.split()) == 79


def test_a_body_has_as_many_words_as_asked_for(router: MakeRouter) -> None:
    """Other words than in the title, by turns, since doubled ones count once."""
    made = _example(router, AnyWord("lubang") & WordsAtLeast(5) & WordsAtMost(5))

    assert made.body == "begini isi begini isi begini"


@pytest.mark.parametrize(
    "when",
    [
        AllWords(MANY[:40]) & WordsAtMost(5),
        WordsAtLeast(600),
        WordsAtLeast(1_200),
        WordsAtLeast(1_000_000_000),
        AllWords([f"{one}{two}" for one in MANY for two in MANY[:6]]),
    ],
)
def test_what_does_not_fit_is_undecided(router: MakeRouter, when: Predicate) -> None:
    """No example of ours fits, but shorter words may: a body may hold 1,500 words of one letter."""
    assert _verdict(router, when).standing == "undecided"


def test_an_example_tells_its_fields(router: MakeRouter) -> None:
    """As plain data, without what it does not tell."""
    when = (
        ClassificationIs("oversight")
        & RegionWithin("99.71")
        & IsAnonymous()
        & IsConfidential()
        & TargetAgencyIs("B")
    )
    found = _verdict(router, when).example

    assert found is not None
    assert found.to_dict() == {
        "received_on": "2026-01-05",
        "title": "contoh",
        "body": ".",
        "classification": "oversight",
        "region": "99.71",
        "anonymous": True,
        "confidential": True,
        "target_agency": "B",
    }
