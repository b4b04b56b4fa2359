"""The solver: values for which a few formulas all hold, or the certainty that there are none.

It splits an alternative into two questions, answers what follows from each, and goes on; every
question counts against a budget, so that it gives up instead of hanging.
"""

from collections.abc import Iterable, Sequence

from sp4n.routing.analysis.formulas import Both, Either, Formula, Literal, contrary, variables
from sp4n.work import BudgetExceeded, Work

Values = dict[int, int]
"""The values that are left to each variable; all of them to one that is not there."""


PARTS_A_QUESTION = 10
"""A question that leaves so many parts of alternatives open counts twice, and so on. Own choice."""

STEPS_A_QUESTION = 600
"""So many steps a question may take, all in all. Own choice."""

FREE_QUESTIONS = 50
"""So many questions of each answer are not taken from what all share. Own choice."""


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

    >>> solve([Either((Literal(0, 1), Literal(1, 1))), Literal(0, 2)], [3, 3], Budget(10))
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
        failing = [one for one in alternatives if not _answer(one, modest, full)]
        if not failing:
            return modest
        split = min(failing, key=_width)
        first, rest = split.parts[0], Either(split.parts[1:])
        others: list[Formula] = [one for one in alternatives if one is not split]
        open_questions.append((dict(values), [*others, rest, contrary(first, full)]))
        open_questions.append((values, [*others, first]))
    return None


def plainly(formula: Formula, full: Sequence[int], work: Work) -> Values:
    """Give what follows from a formula without splitting any alternative.

    >>> plainly(Both((Literal(0, 1), Either((Literal(1, 1), Literal(2, 1))))), [3] * 3, Work(99))
    {0: 1}
    """
    values: Values = {}
    work.spend(formula.size)
    _follow(values, [formula], full, work)
    return values


def is_refuted(formula: Formula, values: Values, full: Sequence[int]) -> bool:
    """Tell whether a formula can't hold for any of the values that are left."""
    return _answer(formula, values, full) is False


def _modest(values: Values, alternatives: list[Either], full: Sequence[int]) -> Values:
    """Take the first value of everything that is still free."""
    found = dict(values)
    for variable in variables(alternatives):
        left = found.get(variable, full[variable])
        found[variable] = left & -left
    return found


def _width(alternative: Either) -> int:
    return len(alternative.parts)


def _size(formulas: Iterable[Formula]) -> int:
    return sum([one.size for one in formulas])


def _follow(
    values: Values, todo: list[Formula], full: Sequence[int], work: Work
) -> list[Either] | None:
    """Draw every plain conclusion into `values`; give the alternatives left, None if none holds."""
    waiting: list[Either] = []
    while todo:
        settled = False
        while todo:
            one = todo.pop()
            if isinstance(one, Literal):
                before = values.get(one.variable, full[one.variable])
                after = before & one.mask
                if not after:
                    return None
                if after != before:
                    values[one.variable] = after
                    settled = True
            elif isinstance(one, Both):
                todo.extend(one.parts)
            else:
                waiting.append(one)
        if settled or any(len(one.parts) <= 1 for one in waiting):
            work.spend(_size(waiting))
            found = _narrowed(waiting, values, full, todo)
            if found is None:
                return None
            waiting = found
    return waiting


def _narrowed(
    waiting: list[Either], values: Values, full: Sequence[int], todo: list[Formula]
) -> list[Either] | None:
    """Leave out what can't hold any more and what holds already; single parts become `todo`."""
    kept: list[Either] = []
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
            kept.append(alternative if same else Either(tuple(parts)))
    return kept


def _open_parts(alternative: Either, values: Values, full: Sequence[int]) -> list[Formula] | None:
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
    wanted = isinstance(formula, Both)
    answer: bool | None = wanted
    for part in formula.parts:
        found = _answer(part, values, full)
        if found is (not wanted):
            return found
        if found is None:
            answer = None
    return answer
