"""The analysis and predicates of somebody's own: what they keep to themselves proves nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import frozen

from sp4n.model import Complaint
from sp4n.routing import (
    AnyWord,
    Explanation,
    Predicate,
    Proposals,
    Router,
    RoutingFacts,
    Rule,
    WordsAtLeast,
)
from sp4n.routing.analysis import IdlePart, analyse, differences, gaps
from sp4n.routing.statements import (
    AnyOf,
    Asks,
    Mentions,
    Not,
    Opaque,
    Received,
    Statement,
    WordCount,
)
from sp4n.routing.word_lists import Entry

MakeRouter = Callable[..., Router]
MakeComplaint = Callable[..., Complaint]
MON_2026_01_05 = date(2026, 1, 5)
HOLE = AnyWord("lubang")


@frozen
class Mine(Predicate):
    """A predicate of somebody's own: what it answers, and what it says of that."""

    answer: Callable[[], object] = lambda: False
    what: Callable[[], Any] = lambda: Opaque("Mine")

    def test(self, facts: RoutingFacts, /) -> bool:
        return self.answer()  # type: ignore[return-value]  # on purpose

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(bool(self.answer()))

    def to_data(self) -> dict[str, object]:
        return {"mine": True}

    def says(self) -> Statement:
        return self.what()  # type: ignore[no-any-return]  # on purpose


ANSWERS = [lambda: True, lambda: False, lambda: None, lambda: 1 / 0, lambda: HOLE]
"""True, false, something that counts as false, and two that are no answers."""


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_stands_behind_an_opaque_rule_is_covered_whatever_that_answers(
    router: MakeRouter, answer: Callable[[], object]
) -> None:
    """A rule for holes covers one for holes that asks something else besides, modulo that."""
    found = analyse(router(Rule("hole", HOLE, "A"), Rule("mine", HOLE & Mine(answer), "B")))

    assert (found["mine"].standing, found["mine"].covered_by) == ("dead", ("hole",))
    assert found["mine"].modulo == ("Mine",)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_rule_settled_before_it_asks_covers_another(
    router: MakeRouter, answer: Callable[[], object]
) -> None:
    """Who asks for a hole first never comes to the opaque question about one."""
    found = analyse(router(Rule("either", HOLE | Mine(answer), "A"), Rule("hole", HOLE, "B")))

    assert (found["hole"].standing, found["hole"].covered_by) == ("dead", ("either",))


def test_a_rule_that_may_fail_before_it_asks_covers_nothing(
    router: MakeRouter, complaint: MakeComplaint
) -> None:
    """If the opaque part raises, the whole rule is false, and the next one decides."""
    rules = Rule("either", Mine(lambda: 1 / 0) | HOLE, "A"), Rule("hole", HOLE, "B")
    failing = router(*rules)
    sound = router(Rule("either", Mine() | HOLE, "A"), rules[1])

    assert failing.route(complaint("lubang"), on=MON_2026_01_05).rule == "hole"
    assert analyse(failing)["hole"].standing == "live"
    assert analyse(sound)["hole"].standing == "undecided"
    assert analyse(sound)["hole"].modulo == ("Mine",)


def test_a_question_and_its_contrary_may_both_fail(router: MakeRouter) -> None:
    """Neither rule decides if the question raises, so nothing proves that they take all."""
    rules = Rule("yes", Mine(), "A"), Rule("no", ~Mine(), "B"), Rule("rest", HOLE, "C")
    both = router(Rule("both", Mine() | ~Mine(), "A"), rules[2])

    assert analyse(router(*rules))["rest"].standing == "undecided"
    assert analyse(both)["rest"].standing == "undecided"
    assert gaps(both)[0].standing == "undecided"


@pytest.mark.parametrize("answer", ANSWERS)
def test_denied_and_joined_questions_that_fail(
    router: MakeRouter, answer: Callable[[], object]
) -> None:
    """Whatever is built of them, no rule is called dead that decides, nor a gap closed."""
    mine = Mine(answer)
    asked = [~(mine & HOLE), ~(HOLE & mine), ~(~mine | HOLE), (~mine & HOLE) | mine]
    for when in asked:
        one = router(Rule("first", when, "A"), Rule("rest", WordsAtLeast(0), "B"))
        found = analyse(one)
        for text in ("lubang", "pohon"):
            made = Complaint("1", "x", text, _noon())
            rule = one.route(made, on=MON_2026_01_05).rule
            assert rule is None or found[rule].standing != "dead"


def _noon() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 1, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_rule_that_decides_by_itself_has_an_example(
    router: MakeRouter, answer: Callable[[], object]
) -> None:
    """It is live if the router lets it decide the example, else nobody knows; never dead."""
    found = analyse(router(Rule("mine", Mine(answer), "A")))["mine"]

    assert found.standing == ("live" if answer is ANSWERS[0] else "undecided")
    assert found.modulo == (() if answer is ANSWERS[0] else ("Mine",))


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_remark_that_fails_is_undecided(router: MakeRouter, answer: Callable[[], object]) -> None:
    """A remark counts as live when it matches; one that raises does not."""
    remark = Rule("mine", Mine(answer), propose=Proposals(urgent=True))
    found = analyse(router(remark, Rule("hole", HOLE, "A")))

    assert found["mine"].standing == ("live" if answer is ANSWERS[0] else "undecided")
    assert found["hole"].standing == "live"


@pytest.mark.parametrize(
    "what",
    [
        lambda: 1 / 0,
        lambda: None,
        lambda: Not(None),  # type: ignore[arg-type]
        lambda: Opaque(5),  # type: ignore[arg-type]
        lambda: Asks("channel", (7,)),  # type: ignore[arg-type]
        lambda: Asks("weather", ("rain",)),  # type: ignore[arg-type]
        lambda: Asks("category", "Jalan"),  # type: ignore[arg-type]
        lambda: Asks("region", ("everywhere",)),
        lambda: Mentions("lubang"),  # type: ignore[arg-type]
        lambda: Mentions(Entry((), is_exact=False)),
        lambda: Mentions(Entry(("lubang",), is_exact=False), manner="shouted"),  # type: ignore[arg-type]
        lambda: Mentions(Entry(("lubang",), is_exact=False), without=5),  # type: ignore[arg-type]
        lambda: Received("yesterday", None),  # type: ignore[arg-type]
        lambda: WordCount(at_least="many"),  # type: ignore[arg-type]
    ],
)
def test_a_statement_that_makes_no_sense_is_opaque(
    router: MakeRouter, what: Callable[[], object]
) -> None:
    """The analysis and the comparison go on without it, and name whose it is."""
    one = router(Rule("odd", Mine(lambda: False, what) & HOLE, "A"), Rule("hole", HOLE, "B"))
    found = analyse(one)

    assert (found["odd"].standing, found["odd"].modulo) == ("undecided", ("AllOf",))
    assert found["hole"].standing == "live"
    assert not one.book.plan("odd").is_indexed
    assert differences(one, one).is_equivalent


def test_a_word_that_no_text_can_have_is_idle(router: MakeRouter) -> None:
    """Texts are read in small letters, so one in capitals is never found."""
    small, capitals = (Mentions(Entry((one,), is_exact=True)) for one in ("lubang", "LUBANG"))
    said = AnyOf((small, capitals))
    found = analyse(router(Rule("either", Mine(lambda: True, lambda: said), "A")))

    assert found["either"].idle == (IdlePart("=LUBANG", "never_found"),)


def test_a_value_that_no_complaint_may_have(router: MakeRouter) -> None:
    """No complaint's channel has 300 letters, so there is no example."""
    said = Asks("channel", ("x" * 300,))
    found = analyse(router(Rule("long", Mine(lambda: True, lambda: said), "A")))

    assert found["long"].standing == "undecided"
