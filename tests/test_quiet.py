"""Quiet to watchers: no words and no reporters' keys where tools show, compare or log values."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis.vendor.pretty import pretty
from public_values import CANARY, answered_case, public_values
from rich.pretty import pretty_repr

from sp4n.model import Actor, Text, Texts
from sp4n.workflow import Command

SEEN_OF_EACH = 3


@cache
def values() -> Iterable[object]:
    """A few values of each class of those that are reached by fields."""
    met: defaultdict[type, dict[int, object]] = defaultdict(dict)
    waiting: list[Any] = list(public_values())
    seen: dict[int, object] = {}  # which keeps them, or another thing might get the same id
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen[id(one)] = one
        if isinstance(one, tuple):
            waiting += one
        elif attrs.has(type(one)) and len(met[type(one)]) < SEEN_OF_EACH:
            met[type(one)][id(one)] = one
            waiting += (getattr(one, each.name) for each in attrs.fields(type(one)))
    return [one for some in met.values() for one in some.values()]


CASE = answered_case()
COMPLAINT = CASE.complaint


@pytest.mark.parametrize(
    "show",
    [repr, str, format, pretty, pretty_repr, lambda one: f"{[one]} {{{one!r}: 1}}"],
    ids=["repr", "str", "format", "hypothesis and IPython", "rich", "inside a list"],
)
def test_no_tool_shows_words(show: Callable[[object], str]) -> None:
    """Nor the key of a reporter, nor the name of an officer."""
    leaks = {type(one).__name__ for one in values() if CANARY in show(one)}

    assert set() == leaks


def other(value: Any, **changes: Any) -> tuple[Any, Any]:
    return value, attrs.evolve(value, **changes)


PAIRS = [
    other(COMPLAINT, title=f"{CANARY} lain"),
    other(COMPLAINT, reporter="lain"),
    other(Text("X-0001/2/answer", "answer", CANARY), body=f"{CANARY} lain"),
    (Texts([Text("x", "answer", CANARY)]), Texts()),
    (Command("hold", {"missing": CANARY}), Command("hold", {"missing": f"{CANARY} lain"})),
    (Actor.reporter(f"{CANARY}-1"), Actor.reporter(f"{CANARY}-2")),
    other(CASE.events[0], kind="lain"),
    other(CASE, events=CASE.events[:2], texts=Texts()),
    other(CASE, complaint=attrs.evolve(CASE.complaint, body=CANARY)),
]


@pytest.mark.parametrize(("left", "right"), PAIRS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"x": one}])
def test_a_failing_assertion_shows_no_words(
    left: object, right: object, wrap: Callable[[object], object]
) -> None:
    """The very words that pytest writes, which this test's own failure is made of."""
    with pytest.raises(AssertionError) as caught:
        assert wrap(left) == wrap(right)

    assert "assert" in str(caught.value)
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize(("left", "right"), PAIRS, ids=lambda one: type(one).__name__)
def test_equality_and_hash_are_as_before(left: Any, right: object) -> None:
    """By the fields that count."""
    again = attrs.evolve(left)

    assert left == again
    assert left != right
    assert hash(left) == hash(again)
    assert left != 1


def test_loggers_show_no_words(caplog: pytest.LogCaptureFixture) -> None:
    """However they are asked to."""
    for one in (COMPLAINT, CASE, *CASE.events, *CASE.texts, CASE.texts):
        logging.getLogger("x").warning("%s %r", one, one)

    assert "X-0001" in caplog.text
    assert CANARY not in caplog.text


def test_what_is_shown_still_tells_which_it_is() -> None:
    """Number, what happened, by whom in which office; a reporter without a key has none."""
    assert "<Case X-0001: " in pretty_repr(CASE, max_width=1000)
    assert pretty_repr(COMPLAINT, max_width=1000).startswith("<Complaint number='X-0001', title=<")
    assert repr(CASE) == pretty(CASE)
    assert "<Event 2 'hold' at " in repr(CASE.events[1])
    assert "id=•••" in repr(Actor.reporter("x-1"))
    assert "id=None" in repr(Actor.reporter())
    assert "id='dpu-1', agency='DPU'" in repr(Actor.officer("dpu-1", at="DPU"))
    assert "Command(code='hold', fields=<missing>)" == repr(Command("hold", {"missing": CANARY}))
