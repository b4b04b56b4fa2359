"""Logic: what must hold of variables that each take one of a few values, and whether it can.

A variable's values are the bits of a mask. A literal says that the value is among some of them, so
that its contrary is a literal too, and no formula needs a "not".

`solve` finds values for which a few formulas all hold, or makes certain that there are none. It
splits an alternative into two questions, answers what follows from each, and goes on; every
question counts against a budget, so that it gives up instead of hanging.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from attrs import field, frozen

from sp4n.work import BudgetExceeded, Work


@frozen
class Literal:
    """A variable has one of the values in a mask."""

    variable: int
    mask: int
    size: ClassVar[int] = 1


@frozen
class _Composed:
    """A formula of several parts; `size` is how many literals and parts of parts there are."""

    parts: "tuple[Formula, ...]"
    size: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "size", 1 + sum([part.size for part in self.parts]))


@frozen
class AllOf(_Composed):
    """All parts hold."""


@frozen
class AnyOf(_Composed):
    """At least one part holds."""


Formula = Literal | AllOf | AnyOf

ALWAYS = AllOf(())
"""What holds come what may."""

NEVER = AnyOf(())
"""What can't hold."""


def contrary(formula: Formula, full: Sequence[int]) -> Formula:
    """Give the formula that holds just when this one does not; `full` has every variable's mask.

    >>> contrary(AllOf((Literal(0, 0b01), Literal(1, 0b10))), [0b11, 0b11])
    AnyOf(parts=(Literal(variable=0, mask=2), Literal(variable=1, mask=1)))
    """
    if isinstance(formula, Literal):
        return Literal(formula.variable, full[formula.variable] & ~formula.mask)
    parts = tuple([contrary(part, full) for part in formula.parts])
    return AnyOf(parts) if isinstance(formula, AllOf) else AllOf(parts)


def variables(formulas: Iterable[Formula]) -> Iterator[int]:
    """Walk over the variables that formulas speak of, with repetitions."""
    for formula in formulas:
        if isinstance(formula, Literal):
            yield formula.variable
        else:
            yield from variables(formula.parts)


Values = dict[int, int]
"""The values that are left to each variable; all of them to one that is not there."""


PARTS_A_QUESTION = 10
"""A question counts once more for each such number of parts that it leaves open. Own choice."""

STEPS_A_QUESTION = 600
"""How many steps a question may take, all in all. Own choice."""

FREE_QUESTIONS = 50
"""How many questions of each answer are not taken from what all share. Own choice."""


class Budget:
    """How many questions may still be asked for one answer.

    With `shared`, a budget for all answers together, an answer that takes more than a few questions
    takes them from that: many hard ones can't add up to a hang. As questions may be long, `work`
    counts their steps.
    """

    __slots__ = ("_free", "_shared", "left", "work")

    def __init__(
        self, questions: int, shared: "Budget | None" = None, work: Work | None = None
    ) -> None:
        self.left = questions
        self.work = Work(questions * STEPS_A_QUESTION) if work is None else work
        self._free = FREE_QUESTIONS
        self._shared = shared

    def spend(self, questions: int = 1) -> None:
        """Count a question, or several."""
        self.left -= questions
        self._free -= questions
        if self.left < 0:
            raise BudgetExceeded
        if self._free < 0 and self._shared is not None:
            self._shared.spend(questions)


def solve(formulas: Iterable[Formula], full: Sequence[int], budget: Budget) -> Values | None:
    """Find values for which all formulas hold, whatever the other variables are; None if none.

    Raises BudgetExceeded.

    >>> solve([AnyOf((Literal(0, 1), Literal(1, 1))), Literal(0, 2)], [3, 3], Budget(10))
    {0: 2, 1: 1}
    """
    open_questions: list[tuple[Values, list[Formula]]] = [({}, list(formulas))]
    while open_questions:
        budget.spend()
        values, todo = open_questions.pop()
        budget.work.spend(_size(todo))
        alternatives = _follow(values, todo, full, budget.work)
        if alternatives is None:
            continue
        budget.spend(sum(map(_width, alternatives)) // PARTS_A_QUESTION)
        budget.work.spend(_size(alternatives))
        modest = _modest(values, alternatives, full)
        failing = [each for each in alternatives if not _answer(each, modest, full)]
        if not failing:
            return modest
        split = min(failing, key=_width)
        first, later = split.parts[0], AnyOf(split.parts[1:])
        rest: list[Formula] = [each for each in alternatives if each is not split]
        open_questions.append((dict(values), [*rest, later, contrary(first, full)]))
        open_questions.append((values, [*rest, first]))
    return None


def plainly(formula: Formula, full: Sequence[int], work: Work) -> Values:
    """Give what follows from a formula without splitting any alternative.

    >>> plainly(AllOf((Literal(0, 1), AnyOf((Literal(1, 1), Literal(2, 1))))), [3] * 3, Work(99))
    {0: 1}
    """
    values: Values = {}
    work.spend(formula.size)
    _follow(values, [formula], full, work)
    return values


def is_refuted(formula: Formula, values: Values, full: Sequence[int]) -> bool:
    """Tell whether a formula can't hold for any of the values that are left."""
    return _answer(formula, values, full) is False


def _modest(values: Values, alternatives: list[AnyOf], full: Sequence[int]) -> Values:
    """Take the first value of everything that is still free."""
    modest = dict(values)
    for variable in variables(alternatives):
        left = modest.get(variable, full[variable])
        modest[variable] = left & -left
    return modest


def _width(alternative: AnyOf) -> int:
    return len(alternative.parts)


def _size(formulas: Iterable[Formula]) -> int:
    return sum([formula.size for formula in formulas])


def _follow(
    values: Values, todo: list[Formula], full: Sequence[int], work: Work
) -> list[AnyOf] | None:
    """Draw every plain conclusion into `values`; give the alternatives left, None if none holds."""
    waiting: list[AnyOf] = []
    while todo:
        settled = False
        while todo:
            formula = todo.pop()
            if isinstance(formula, Literal):
                before = values.get(formula.variable, full[formula.variable])
                after = before & formula.mask
                if not after:
                    return None
                if after != before:
                    values[formula.variable] = after
                    settled = True
            elif isinstance(formula, AllOf):
                todo.extend(formula.parts)
            else:
                waiting.append(formula)
        if settled or any(len(each.parts) <= 1 for each in waiting):
            work.spend(_size(waiting))
            narrowed = _narrowed(waiting, values, full, todo)
            if narrowed is None:
                return None
            waiting = narrowed
    return waiting


def _narrowed(
    waiting: list[AnyOf], values: Values, full: Sequence[int], todo: list[Formula]
) -> list[AnyOf] | None:
    """Leave out what can't hold any more and what holds already; single parts become `todo`."""
    kept: list[AnyOf] = []
    for alternative in waiting:
        parts = _open_parts(alternative, values, full)
        if parts is None:
            continue
        if not parts:
            return None
        if len(parts) == 1:
            todo.append(parts[0])
        else:
            same = len(parts) == len(alternative.parts)
            kept.append(alternative if same else AnyOf(tuple(parts)))
    return kept


def _open_parts(alternative: AnyOf, values: Values, full: Sequence[int]) -> list[Formula] | None:
    """Give the parts that may still hold; None when one does already."""
    parts: list[Formula] = []
    for part in alternative.parts:
        answer = _answer(part, values, full)
        if answer:
            return None
        if answer is None:
            parts.append(part)
    return parts


def _answer(formula: Formula, values: Values, full: Sequence[int]) -> bool | None:
    """Tell whether a formula holds for all values that are left, for none, or neither."""
    if isinstance(formula, Literal):
        left = values.get(formula.variable, full[formula.variable])
        common = left & formula.mask
        return False if not common else True if common == left else None
    wanted = isinstance(formula, AllOf)
    answer: bool | None = wanted
    for part in formula.parts:
        of_part = _answer(part, values, full)
        if of_part is (not wanted):
            return of_part
        if of_part is None:
            answer = None
    return answer
