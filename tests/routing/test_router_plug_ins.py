"""The router and what is plugged into it: whatever that does, every complaint reaches an agency."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import frozen

from sp4n.errors import InvalidValue
from sp4n.model import Complaint, Directory
from sp4n.routing import (
    AnyWord,
    Clause,
    Explanation,
    Predicate,
    Route,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    WordsAtLeast,
)

MakeComplaint = Callable[..., Complaint]
MON_2026_01_05 = date(2026, 1, 5)
BOOK = RuleBook([Rule("broken-road", AnyWord(["lubang", "aspal"]), "DPU")])


def _steps(route: Route) -> list[tuple[str, str, str | None]]:
    return [(one.source, one.outcome.value, one.agency or one.rule) for one in route.trace]


@frozen
class Broken(Predicate):
    """A predicate of somebody's own that fails, in its test or in its explanation."""

    when: str

    def test(self, facts: RoutingFacts, /) -> bool:
        if self.when == "test":
            raise ZeroDivisionError
        return True

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        raise ZeroDivisionError

    def to_data(self) -> dict[str, object]:
        return {"broken": self.when}


def test_foreign_code_that_fails_costs_nobody_the_way(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """A predicate or strategy that raises is passed over, and the trace says so."""

    class Strategy:
        def __call__(self, facts: RoutingFacts) -> list[str]:
            raise ZeroDivisionError

    failing = RuleBook([Rule("broken", Broken("test"), "DPU")])
    route = Router(directory, failing, [Strategy()]).route(complaint(), on=MON_2026_01_05)
    mute = RuleBook([Rule("mute", Broken("explain"), "DPU")])

    assert _steps(route)[0] == ("rule", "failed", "DPU")
    assert _steps(route)[2] == ("classifier", "failed", "Strategy")
    assert route.agency == "KOTA"
    assert Router(directory, mute).route(complaint(), on=MON_2026_01_05).decision.clauses == ()


@frozen
class Odd(Predicate):
    """A predicate of somebody's own that answers with what is no answer."""

    answer: Any
    explanation: Any

    def test(self, facts: RoutingFacts, /) -> bool:
        return self.answer  # type: ignore[no-any-return]  # on purpose

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return self.explanation  # type: ignore[no-any-return]  # on purpose

    def to_data(self) -> dict[str, object]:
        return {"odd": True}


@pytest.mark.parametrize(
    "explanation",
    [
        None,
        5,
        Explanation(holds=True, clauses=5),  # type: ignore[arg-type]  # on purpose
        Explanation(holds=True, clauses=("x",)),  # type: ignore[arg-type]  # on purpose
        Explanation(holds=True, clauses=(Clause("x", (5,), holds=True),)),  # type: ignore[arg-type]
        Explanation(holds=True, clauses=(Clause("x", None, holds=True),)),  # type: ignore[arg-type]
    ],
)
def test_an_odd_explanation_leaves_the_answer(
    directory: Directory, complaint: MakeComplaint, explanation: object
) -> None:
    """A rule that can't say why it matched decides all the same, without a reason."""
    book = RuleBook([Rule("odd", Odd(answer=True, explanation=explanation), "DPU")])
    route = Router(directory, book).route(complaint(), on=MON_2026_01_05)

    assert (str(route), route.decision.clauses) == ("DPU (rule odd)", ())
    assert json.dumps(route.to_dict())


@pytest.mark.parametrize(("answer", "via"), [(None, "front_desk"), ([1], "rule")])
def test_an_odd_answer_is_read_as_python_does(
    directory: Directory, complaint: MakeComplaint, answer: object, via: str
) -> None:
    """A predicate's answer counts as true or false, whatever its type."""
    book = RuleBook([Rule("odd", Odd(answer, Explanation(holds=True)), "DPU")])

    assert Router(directory, book).route(complaint(), on=MON_2026_01_05).via == via


def test_an_answer_that_is_neither_is_passed_over(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """A predicate that answers with a predicate, which is no boolean, has failed."""
    book = RuleBook([Rule("odd", Odd(AnyWord("lubang"), None), "DPU")])
    route = Router(directory, book).route(complaint(), on=MON_2026_01_05)

    assert _steps(route)[0] == ("rule", "failed", "DPU")
    assert route.agency == "KOTA"


@pytest.mark.parametrize("answer", [None, 5, [["DPU"]], [None], {"a": 1}.items(), b"DPU"])
def test_an_odd_strategy_is_passed_over(
    directory: Directory, complaint: MakeComplaint, answer: Any
) -> None:
    """A strategy that answers with what are no codes fails once; the desks follow."""
    router = Router(directory, strategies=[lambda _: answer])
    route = router.route(complaint(), on=MON_2026_01_05)

    assert _steps(route)[1:] == [
        ("classifier", "failed", "<lambda>"),
        ("front_desk", "decided", "KOTA"),
    ]


def test_codes_among_oddities_count(directory: Directory, complaint: MakeComplaint) -> None:
    """What is a code in a strategy's answer is heard, whatever else is in it."""
    router = Router(directory, strategies=[lambda _: [5, "DLH"]])  # type: ignore[list-item]

    assert router.route(complaint(), on=MON_2026_01_05).agency == "DLH"


@pytest.mark.parametrize("named", [True, False])
def test_a_strategy_without_a_sound_name_is_named_by_its_type(
    directory: Directory, complaint: MakeComplaint, *, named: bool
) -> None:
    """Even the name of what was plugged in is foreign code."""

    class Nameless:
        @property
        def __name__(self) -> object:
            return 5 if named else 1 / 0

        def __call__(self, facts: RoutingFacts) -> list[str]:
            return ["DLH"]

    route = Router(directory, strategies=[Nameless()]).route(complaint(), on=MON_2026_01_05)

    assert route.decision.rule == "Nameless"


@pytest.mark.parametrize("words", [None, 5, [["lubang"]], [5], ZeroDivisionError()])
def test_a_failing_normaliser_is_replaced(
    directory: Directory, complaint: MakeComplaint, words: Any
) -> None:
    """When one's own normaliser fails, the built-in one reads the complaint; the trace says so."""

    def mine(text: str, /) -> tuple[str, ...]:
        if text in {"lubang", "aspal"}:  # as the rules have it
            return (text,)
        if isinstance(words, Exception):
            raise words
        return words  # type: ignore[no-any-return]  # on purpose

    route = Router(directory, BOOK, normaliser=mine).route(
        complaint("Jalan berlubang sekali"), on=MON_2026_01_05
    )

    assert _steps(route) == [("normaliser", "failed", "mine"), ("rule", "decided", "DPU")]
    assert route.trace[0].describe() == "normaliser mine: failed and was passed over"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (None, "plug_in_failed"),
        ([5], "plug_in_failed"),
        ([""], "plug_in_failed"),
        ((), "no_word"),
        (ZeroDivisionError(), "plug_in_failed"),
    ],
)
def test_a_normaliser_that_cannot_read_the_rules_is_refused(
    directory: Directory, words: Any, code: str
) -> None:
    """Rules that nobody can read would match nothing in silence; each is told with its place."""

    def mine(_text: str, /) -> tuple[str, ...]:
        if isinstance(words, Exception):
            raise words
        return words  # type: ignore[no-any-return]  # on purpose

    book = RuleBook([Rule("bau", ~AnyWord("bau") & WordsAtLeast(3), "DLH"), *BOOK])
    with pytest.raises(InvalidValue) as refused:
        Router(directory, book, normaliser=mine)

    assert [(one.code, one.where) for one in refused.value.faults] == [
        (code, "rule[0].when.any_word"),
        (code, "rule[1].when.any_word[0]"),
        (code, "rule[1].when.any_word[1]"),
    ]


def test_a_normaliser_may_give_any_list_of_words(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """Words in a list are as good as in a tuple."""
    router = Router(directory, BOOK, normaliser=str.split)  # type: ignore[arg-type]  # a list

    assert len(router.route(complaint("lubang di sini pak"), on=MON_2026_01_05).trace) == 1


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"directory": 5}, ["directory"]),
        ({"book": 5, "strategies": 5, "normaliser": 5}, ["book", "strategies", "normaliser"]),
        ({"strategies": "xy"}, ["strategies"]),
        ({"strategies": [len, 5, None]}, ["strategies[1]", "strategies[2]"]),
    ],
)
def test_a_router_of_odd_parts_is_refused(
    directory: Directory, fields: dict[str, Any], where: list[str]
) -> None:
    """What is no directory, book, strategy or normaliser is the library's own error."""
    with pytest.raises(InvalidValue) as refused:
        Router(**({"directory": directory} | fields))

    assert [(one.code, one.where) for one in refused.value.faults] == [
        ("wrong_type", place) for place in where
    ]


@pytest.mark.parametrize("excluding", [5, None, [["DPU"]], [5]])
def test_odd_exclusions_are_refused(
    directory: Directory, complaint: MakeComplaint, excluding: Any
) -> None:
    """What was tried are codes, one or many."""
    with pytest.raises(InvalidValue) as refused:
        Router(directory).route(complaint(), on=MON_2026_01_05, excluding=excluding)

    assert [(one.code, one.where) for one in refused.value.faults] == [("wrong_type", "excluding")]


def test_only_complaints_are_routed(directory: Directory) -> None:
    """What is no complaint is the library's own error."""
    with pytest.raises(InvalidValue, match="must be a complaint, not int"):
        Router(directory).route(5, on=MON_2026_01_05)  # type: ignore[arg-type]  # on purpose
