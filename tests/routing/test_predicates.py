"""Predicates compose, explain themselves, and refuse to be mistaken for booleans."""

from typing import Any

import pytest
from attrs import frozen

from sp4n.errors import InvalidValue
from sp4n.routing import (
    AllOf,
    AllWords,
    AnyOf,
    AnyWord,
    Explanation,
    IsAnonymous,
    Not,
    Phrase,
    Predicate,
    RoutingFacts,
    WordsAtLeast,
    WordsAtMost,
)

ROAD = AnyWord(["lubang", "aspal"])
TOLL = Phrase("jalan tol")
FACTS = RoutingFacts.of_text("Jalan tol berlubang, lubangnya dalam")


def test_composition_answers_like_logic() -> None:
    """And, or and not mean what they say."""
    assert (ROAD & TOLL).test(FACTS)
    assert (ROAD & ~TOLL).test(FACTS) is False
    assert (~ROAD | TOLL).test(FACTS)
    assert (~ROAD | ~TOLL).test(FACTS) is False


def test_a_predicate_is_no_boolean() -> None:
    """`and` would silently drop a side, so it raises."""
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(ROAD)
    with pytest.raises(TypeError):
        any([ROAD, TOLL])


def test_only_predicates_combine() -> None:
    """A foreign operand is Python's TypeError."""
    with pytest.raises(TypeError):
        ROAD & "lubang"
    with pytest.raises(TypeError):
        ROAD | 7


def test_chains_are_flat() -> None:
    """However a chain is bracketed, it is one predicate; double negation is none."""
    a, b, c = ROAD, TOLL, WordsAtMost(9)

    assert (a & b) & c == a & (b & c) == AllOf([a, b, c])
    assert (a | b) | c == a | (b | c) == AnyOf([a, b, c])
    assert ~~a is a


@pytest.mark.parametrize("counted", [WordsAtLeast, WordsAtMost])
def test_a_number_of_words_is_none_or_more(
    counted: type[WordsAtLeast] | type[WordsAtMost],
) -> None:
    """Fewer than none cannot be asked for, nor a truth instead of a number."""
    for number, code in ((-1, "too_small"), (True, "wrong_type"), ("1", "wrong_type")):
        with pytest.raises(InvalidValue) as caught:
            counted(number)  # type: ignore[arg-type]
        assert code == caught.value.code

    assert counted(0).test(RoutingFacts.of_text(""))


def test_explain_names_clause_and_word() -> None:
    """A match says which key matched, with which form of which root."""
    answer = (ROAD & ~AnyWord("sampah")).explain(FACTS)

    assert answer.holds
    assert str(answer) == "any_word: berlubang ← lubang, lubangnya ← lubang; not.any_word"


def test_what_is_absent_is_not_listed() -> None:
    """A negation that holds by absence is named alone; its data keep what was asked."""
    (clause,) = (~AnyWord(["sampah", "bau"])).explain(FACTS).clauses
    (flag,) = (~IsAnonymous(wanted=True)).explain(FACTS).clauses
    (count,) = (~WordsAtMost(2)).explain(FACTS).clauses

    assert (str(clause), clause.asked) == ("not.any_word", ("sampah", "bau"))
    assert (str(flag), str(count)) == ("not.anonymous: false", "not.max_words: 5")


def test_what_was_found_beside_a_miss_is_no_reason() -> None:
    """All words fail when one is missing; the others, though there, explain nothing."""
    (clause,) = (~AllWords(["lubang", "sampah"])).explain(FACTS).clauses

    assert (str(clause), clause.found) == ("not.all_words", ())


def test_explain_names_what_failed() -> None:
    """A miss says which clause failed, and below a negation what stood in the way."""
    assert str((~TOLL & ROAD).explain(FACTS)) == "not.phrase failed: jalan tol"
    assert str((AnyWord("sampah") | AnyWord("bau")).explain(FACTS)) == (
        "any_word failed: sampah; any_word failed: bau"
    )
    assert str((AnyWord("sampah") | ROAD).explain(FACTS)).startswith("any_word: berlubang")


@pytest.mark.parametrize("kind", [AllOf, AnyOf])
def test_nothing_is_no_predicate(kind: type[AllOf | AnyOf]) -> None:
    """An empty composition and one of strangers are refused."""
    with pytest.raises(InvalidValue) as empty:
        kind([])
    with pytest.raises(InvalidValue) as strangers:
        kind([ROAD, "lubang"])  # type: ignore[list-item]  # on purpose

    assert empty.value.code == "empty"
    assert [(one.code, one.where) for one in strangers.value.faults] == [("wrong_type", "[1]")]


@pytest.mark.parametrize("kind", [AllOf, AnyOf])
@pytest.mark.parametrize("parts", [5, None, "x"])
def test_a_composition_is_of_a_list(kind: type[AllOf | AnyOf], parts: Any) -> None:
    """A composition of what is no list is refused by the library's own error."""
    with pytest.raises(InvalidValue) as refused:
        kind(parts)

    assert refused.value.code == "wrong_type"


def test_negation_of_a_stranger_is_refused() -> None:
    """Not takes a predicate."""
    with pytest.raises(InvalidValue):
        Not("lubang")  # type: ignore[arg-type]  # on purpose


def test_depth_is_limited() -> None:
    """Predicates nest sixteen levels deep and no deeper, so nothing can overflow."""
    deep: Predicate = ROAD
    for _ in range(7):
        deep = Not(AllOf([deep, TOLL]))

    assert deep.depth == 15
    with pytest.raises(InvalidValue) as refused:
        Not(AllOf([deep, TOLL]))
    assert refused.value.code == "too_deep"


def test_walk_visits_everything() -> None:
    """Walking gives the predicate and all its parts."""
    whole = ROAD & ~(TOLL | AllWords("sampah"))
    kinds = [type(one).__name__ for one in whole.walk()]

    assert kinds == ["AllOf", "AnyWord", "Not", "AnyOf", "Phrase", "AllWords"]
    assert {root for one in whole.walk() for root in one.roots()} == {
        "lubang",
        "aspal",
        "jalan",
        "tol",
        "sampah",
    }


def test_data_is_one_table_where_keys_allow() -> None:
    """Different keys share a table; equal keys need a list."""
    assert (ROAD & ~TOLL & IsAnonymous()).to_data() == {
        "any_word": ["lubang", "aspal"],
        "not": {"phrase": ["jalan tol"]},
        "anonymous": True,
    }
    assert (ROAD & AnyWord("bau")).to_data() == {
        "all": [{"any_word": ["lubang", "aspal"]}, {"any_word": ["bau"]}]
    }
    assert AllOf([ROAD]).to_data() == {"all": [{"any_word": ["lubang", "aspal"]}]}
    assert (ROAD | TOLL).to_data() == {
        "any": [{"any_word": ["lubang", "aspal"]}, {"phrase": ["jalan tol"]}]
    }


@frozen
class LongTitle(Predicate):
    """A predicate of somebody's own."""

    def test(self, facts: RoutingFacts, /) -> bool:
        return facts.word_count > 3

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(self.test(facts))

    def to_data(self) -> dict[str, object]:
        return {"long_title": True}


def test_foreign_predicates_compose() -> None:
    """A predicate of somebody's own composes with ours."""
    both = LongTitle() & ROAD

    assert both.test(FACTS)
    assert both.to_data() == {"long_title": True, "any_word": ["lubang", "aspal"]}
    assert LongTitle().roots() == frozenset()
    assert LongTitle().depth == 1


def test_equal_questions_are_equal() -> None:
    """Predicates are values: equal when they ask the same, and hashable."""
    assert AnyWord("lubang") == AnyWord(["lubang"])
    assert len({AnyWord("lubang"), AnyWord(["lubang"]), AllWords("lubang")}) == 2
