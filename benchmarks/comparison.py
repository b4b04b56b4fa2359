"""What is compared: contenders that do the same work, and must give the same answers first."""

from collections.abc import Callable, Sequence
from itertools import starmap
from typing import Any

from attrs import field, frozen

__all__ = ["Comparison", "Contender", "Disagreement", "agree", "as_is", "unchanged"]


class Disagreement(Exception):
    """Two contenders gave different answers, so that their times can't be compared."""


def unchanged(*question: object) -> tuple[object, ...]:
    """Take a question as it is."""
    return question


def as_is(answer: object) -> object:
    """Give an answer as it is."""
    return answer


@frozen
class Contender:
    """One library's way to do the work.

    `take` turns a question into the call's arguments, before the timing: the types that the
    library prefers, and the days by which it means the same interval. `give` turns what the call
    gave into the answer that all contenders must agree on, after the timing. Whatever a user has to
    convert in each call is part of `call`. One that `answers` nothing is only a floor to stand on;
    one that is not `timed` only vouches for the answers of the others.
    """

    name: str
    call: Callable[..., Any]
    take: Callable[..., tuple[Any, ...]] = unchanged
    give: Callable[[Any], object] = as_is
    answers: bool = True
    timed: bool = True

    def arguments(self, questions: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Make the arguments of all questions, as new objects where `take` makes new ones."""
        return list(starmap(self.take, questions))


@frozen
class Comparison:
    """Contenders for one kind of work; the first is sp4n, to which the others are compared.

    All must agree on the questions `checked` before the questions `timed` are put to them,
    `rounds` times in turn. When `warmed`, each puts them twice a round, and the first time is not
    counted: the turn of the others has pushed its tables out of the processor's caches. `part` is
    the part of the page: a key of `benchmarks.runs.PARTS`.
    """

    code: str
    title: str
    about: str
    checked: Sequence[tuple[Any, ...]] = field(repr=False)
    timed: Sequence[tuple[Any, ...]] = field(repr=False)
    contenders: tuple[Contender, ...]
    rounds: int
    warmed: bool = False
    part: str = "days"


def agree(comparison: Comparison) -> int:
    """Count the answers that all contenders give like the first; a list is many answers.

    It is 0 when only one answers: then nothing was compared.

    Raises:
        Disagreement: one gives another answer.
    """
    first, *others = (one for one in comparison.contenders if one.answers)
    expected = _answers(first, comparison.checked)
    for other in others:
        found = _answers(other, comparison.checked)
        for question, ours, theirs in zip(comparison.checked, expected, found, strict=True):
            if ours != theirs:
                raise Disagreement(_difference(other, question, ours, theirs))
    count = sum(len(answer) if isinstance(answer, list) else 1 for answer in expected)
    return count if others else 0


def _answers(contender: Contender, questions: Sequence[tuple[Any, ...]]) -> list[object]:
    arguments = contender.arguments(questions)
    return [contender.give(contender.call(*each)) for each in arguments]


def _difference(other: Contender, question: object, ours: object, theirs: object) -> str:
    asked, ours, theirs = (str(each)[:200] for each in (question, ours, theirs))
    return f"{other.name}, asked {asked}: {theirs} instead of {ours}"
