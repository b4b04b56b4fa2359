"""The solver: values for which formulas hold, none when there are none, and never a hang."""

from collections.abc import Callable
from itertools import combinations

import pytest

from sp4n.routing import AnyWord, Predicate, Router, Rule, WordsAtLeast
from sp4n.routing.analysis import analyse, differences, gaps
from sp4n.routing.analysis.logic import (
    FREE_QUESTIONS,
    AllOf,
    AnyOf,
    Budget,
    Formula,
    Literal,
    solve,
)
from sp4n.work import BudgetExceeded

MakeRouter = Callable[..., Router]
YES, NO = 0b10, 0b01


def _words(how_many: int) -> list[str]:
    """Make words of which none is a form of another."""
    letters = "bcdfghjklmnpqrstvwz"
    made = [f"{a}a{b}u{c}ta" for a in letters for b in letters for c in letters]
    return made[:how_many]


def _pigeons(holes: int) -> list[Formula]:
    """Say that each of one more pigeons than holes sits in one, and no two in the same."""
    places = {(p, h): p * holes + h for p in range(holes + 1) for h in range(holes)}
    somewhere = [
        AnyOf(tuple(Literal(places[p, h], YES) for h in range(holes))) for p in range(holes + 1)
    ]
    alone = [
        AnyOf((Literal(places[p, h], NO), Literal(places[q, h], NO)))
        for h in range(holes)
        for p, q in combinations(range(holes + 1), 2)
    ]
    return [*somewhere, *alone]


def test_what_cannot_be_is_refuted() -> None:
    """Four pigeons don't fit into three holes."""
    assert solve(_pigeons(3), [YES | NO] * 12, Budget(1_000)) is None


def test_a_budget_is_never_passed() -> None:
    """Ten pigeons in nine holes take more than a thousand questions: it gives up."""
    with pytest.raises(BudgetExceeded):
        solve(_pigeons(9), [YES | NO] * 90, Budget(1_000))


def test_an_answer_is_right_for_whatever_is_left_open() -> None:
    """Either of two, not the first, and a third that nobody asks about."""
    either = AllOf((AnyOf((Literal(0, YES), Literal(1, YES))), Literal(0, NO)))

    assert solve([either], [YES | NO] * 3, Budget(10)) == {0: NO, 1: YES}


def test_many_hard_answers_share_a_budget() -> None:
    """Beside the first fifty questions of each, all of them together have ten."""
    shared = Budget(10)
    first, second = Budget(1_000, shared), Budget(1_000, shared)
    for _ in range(FREE_QUESTIONS + 10):
        first.spend()
    for _ in range(FREE_QUESTIONS):
        second.spend()

    with pytest.raises(BudgetExceeded):
        second.spend()


def test_two_hundred_words_each_denied_by_another(router: MakeRouter) -> None:
    """Each rule wants a word without the next one, round in a circle: all of them decide.

    In a text with none of the words no rule does; in one with all neither.
    """
    words = _words(200)
    asked = [AnyWord(one) & ~AnyWord(words[n - 199]) for n, one in enumerate(words)]
    rules = [Rule(f"r{n}", when, "ABC"[n % 3]) for n, when in enumerate(asked)]

    assert {one.standing for one in analyse(router(*rules))} == {"live"}
    assert gaps(router(*rules))[0].standing == "open"


def test_two_hundred_rules_that_each_want_a_word_away(router: MakeRouter) -> None:
    """A complaint reaches the last only if it has all other words; it is found at once.

    Whoever ruled out one rule after another would need 200 tries for it.
    """
    rules = [Rule(f"r{n}", ~AnyWord(one), "ABC"[n % 3]) for n, one in enumerate(_words(200))]
    found = analyse(router(*rules), questions=3)

    assert found["r199"].standing == "live"


def test_thirty_nested_alternatives(router: MakeRouter) -> None:
    """Thirty times one of two words but not both: a billion ways, and one is found at once.

    The rule for the contrary takes all others, so nothing is left to a third.
    """
    words = iter(_words(60))
    one_of_two = [
        (AnyWord(one) & ~AnyWord(other)) | (AnyWord(other) & ~AnyWord(one))
        for one, other in zip(words, words, strict=True)
    ]
    all_of_them: Predicate = one_of_two[0]
    for one in one_of_two[1:]:
        all_of_them &= one
    rules = Rule("all", all_of_them, "A"), Rule("others", ~all_of_them, "B")
    found = analyse(router(*rules, Rule("rest", WordsAtLeast(0), "C")))

    assert [one.standing for one in found][:2] == ["live", "live"]
    assert found["rest"].standing != "live"


def _pigeon_rules(holes: int) -> list[Rule]:
    """Make rules that together take every complaint, since pigeons don't fit into holes."""
    words = iter(_words((holes + 1) * holes))
    pigeons = [[AnyWord(next(words)) for _ in range(holes)] for _ in range(holes + 1)]
    nowhere: list[Predicate] = []
    for one in pigeons:
        when: Predicate = ~one[0]
        for hole in one[1:]:
            when &= ~hole
        nowhere.append(when)
    together = [p & q for hole in zip(*pigeons, strict=True) for p, q in combinations(hole, 2)]
    return [Rule(f"r{n}", when, "A") for n, when in enumerate([*nowhere, *together])]


def test_a_book_that_is_too_hard_is_left_undecided(router: MakeRouter) -> None:
    """That no complaint is left behind these rules is true, but takes too many questions."""
    rules = _pigeon_rules(5)
    book = router(*rules, Rule("rest", WordsAtLeast(0), "B"))
    found = analyse(book, questions=100)["rest"]

    assert (found.standing, found.covered_by) == ("undecided", ())
    assert gaps(router(*rules), questions=100)[0].standing == "undecided"


def test_books_that_are_too_hard_to_compare(router: MakeRouter) -> None:
    """Whether the last rule ever decides is too hard, so what becomes of it is not told."""
    rules = _pigeon_rules(5)
    before = router(*rules, Rule("rest", WordsAtLeast(0), "B"))
    found = differences(before, router(*rules, Rule("rest", WordsAtLeast(0), "C")), questions=100)

    assert found.undecided == ("rest",)
    assert not found.is_equivalent


def test_without_any_question_nothing_is_decided(router: MakeRouter) -> None:
    """Even a rule that contradicts itself is only undecided then."""
    hole = AnyWord("lubang")
    found = analyse(router(Rule("never", hole & ~hole, "A"), Rule("hole", hole, "B")), questions=0)

    assert [one.standing for one in found] == ["undecided", "undecided"]
