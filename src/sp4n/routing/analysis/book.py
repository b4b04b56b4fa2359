"""The analysis of a rule book: which rules ever decide, and by what the others are covered.

Each answer is found in the same way. Some values are sought for which a rule could decide, and a
complaint with them is given to the router. If rules before it would take it, those are ruled out,
and the search goes on: until the router lets the rule decide, or nothing is left. So every example
was tried with the real thing, and every refusal names the rules that are in the way.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Literal

from attrs import frozen

from sp4n.routing.analysis.formulas import Formula
from sp4n.routing.analysis.ground import Ground
from sp4n.routing.analysis.results import BookAnalysis, Gap, IdlePart, RuleVerdict, WhyDead
from sp4n.routing.analysis.solver import STEPS_A_QUESTION, Budget, Values
from sp4n.routing.analysis.witnesses import Witness
from sp4n.routing.router import Router
from sp4n.routing.rulebook import RuleBook
from sp4n.routing.statements import Asks, Every, Mentions, Some, Statement
from sp4n.work import BudgetExceeded, Work

QUESTIONS_LIMIT = 5_000
"""How many questions one answer may cost before it is "undecided". Own choice."""

HARD_ANSWERS = 4
"""So many times that may all answers together cost, beside a few questions each. Own choice."""

STEPS_A_RULE = 500
"""So many steps each rule adds to what all answers together may take. Own choice."""


def work_for(questions: int, *books: RuleBook) -> Work:
    """Say how much work may be put into all answers about some books."""
    rules = sum(map(len, books))
    return Work(max(questions, QUESTIONS_LIMIT) * STEPS_A_QUESTION + rules * STEPS_A_RULE)


def analyse(
    router: Router,
    *,
    on: date | None = None,
    since: date | None = None,
    questions: int = QUESTIONS_LIMIT,
) -> BookAnalysis:
    """Find out which rules of a router's book ever decide, and which parts of them are idle.

    With `on`, for complaints received on that day; with `since`, on that day or later; without
    either, on any day. `questions` bounds the work for one rule or part, and with it the work for
    all of them: the answer to a harder one is "undecided", and so is what is left when it is used
    up.

    >>> from sp4n.sample import sample_policy
    >>> {verdict.standing for verdict in analyse(sample_policy().router)}
    {'live'}
    """
    try:
        analyst = _Analyst(router, since if on is None else on, on, questions)
    except BudgetExceeded:
        undecided = (RuleVerdict(rule.id, "undecided") for rule in router.book)
        return BookAnalysis(tuple(undecided))
    return BookAnalysis(tuple(map(analyst.verdict, range(len(router.book)))))


def gaps(
    router: Router, *, on: date | None = None, questions: int = QUESTIONS_LIMIT
) -> tuple[Gap, ...]:
    """Find out for which categories some complaint is taken by no rule, and goes to a desk.

    The first gap is that of complaints without a category. A book that closes a gap takes every
    complaint of the category, whatever it says and wherever it comes from.

    >>> from sp4n.sample import sample_policy
    >>> gaps(sample_policy().router)[0].standing
    'open'
    """
    categories = (None, *router.directory.categories)
    try:
        analyst = _Analyst(router, on, on, questions)
    except BudgetExceeded:
        return tuple(Gap(one, None, "undecided") for one in categories)
    return tuple(map(analyst.gap, categories))


@frozen
class _Search:
    """What came of a search: a complaint, or the ranks of the rules that are in the way."""

    witness: Witness | None
    in_the_way: tuple[int, ...] = ()
    is_decided: bool = True


class _Analyst:
    """Answers questions about one router's book."""

    def __init__(
        self, router: Router, first_on: date | None, last_on: date | None, questions: int
    ) -> None:
        self.router = router
        self.rules = router.book.rules
        work = work_for(questions, router.book)
        self.ground = Ground((router,), work, first_on=first_on, last_on=last_on)
        self.space = self.ground.space
        (self.book,) = self.ground.books
        self._has_bounds = first_on is not None
        self._questions = questions
        self._work = work
        self._shared = Budget(questions * HARD_ANSWERS)
        self._live: set[int] = set()

    def verdict(self, rank: int) -> RuleVerdict:
        """Give the verdict on a rule."""
        rule = self.rules[rank]
        found = self.search(rank, (self.book.decides[rank],))
        if found.witness is not None:
            self._live.add(rank)
            idle: list[IdlePart] = []
            with suppress(BudgetExceeded):  # what was not found idle is not said to be
                idle.extend(self._idle(rank, found.witness))
            return RuleVerdict(rule.id, "live", found.witness, idle=tuple(idle))
        modulo = self.book.modulo((rank, *found.in_the_way))
        why = self._why(rank, found)
        if why is None:
            return RuleVerdict(rule.id, "undecided", modulo=modulo)
        covered_by = tuple(self.rules[one].id for one in found.in_the_way)
        return RuleVerdict(rule.id, "dead", None, why, covered_by, modulo=modulo)

    def gap(self, category: str | None) -> Gap:
        """Look for a complaint of a category that no rule takes."""
        found = self.search(None, (self.space.has_category(category),))
        if found.witness is not None:
            return Gap(category, found.witness, "open")
        return Gap(category, None, "closed" if found.is_decided else "undecided")

    def search(self, rank: int | None, asked: Sequence[Formula]) -> _Search:
        """Look for a complaint like this that a rule decides, or that none does (None)."""
        in_the_way: dict[int, None] = {}
        budget = self._budget()
        twin = rank if rank is None else self.book.soonest[rank]
        if twin != rank and twin in self._live:
            return _Search(None, (twin,))  # it takes the same, and sooner
        try:
            while (values := self._without(in_the_way, asked, budget)) is not None:
                witness = self.ground.write(values)
                if witness is None:
                    return _Search(None, tuple(in_the_way), is_decided=False)
                deciders = self._deciders(witness, rank)
                if rank in deciders[:1] or (rank is None and not deciders):
                    return _Search(witness)
                taken = dict.fromkeys(self.book.soonest[one] for one in _before(deciders, rank))
                news = [one for one in taken if one not in in_the_way]
                if not news or news[0] != deciders[0]:
                    return _Search(None, tuple(in_the_way), is_decided=False)
                in_the_way |= dict.fromkeys(news)
            return _Search(None, self._needed(asked, tuple(in_the_way), budget))
        except BudgetExceeded:
            return _Search(None, tuple(in_the_way), is_decided=False)

    def _deciders(self, witness: Witness, rank: int | None) -> list[int]:
        """Ask the router which rules would take a complaint; for a remark, whether it matches."""
        if rank is None or not self.rules[rank].is_remark:
            return list(self.book.deciders(witness))
        return [rank] if self.book.remarks(rank, witness) else []

    def _without(
        self, ranks: Collection[int], asked: Sequence[Formula], budget: Budget
    ) -> Values | None:
        """Find values as asked with which some rules could not decide."""
        self._work.spend(len(ranks))
        return self.ground.find((*asked, *map(self.book.not_decided_by, ranks)), budget)

    def _needed(
        self, asked: Sequence[Formula], ranks: Sequence[int], budget: Budget
    ) -> tuple[int, ...]:
        """Leave out each rule without which the others are in the way as well; the first ones stay.

        The last rule of the fewest first ones that leave nothing is needed, for instance.
        """
        left = sorted(ranks)
        kept: tuple[int, ...] = ()

        def leave_nothing(many: int) -> bool:
            return self._without((*left[:many], *kept), asked, budget) is None

        while not leave_nothing(0):
            most = bisect_left(range(len(left)), 1, lo=1, key=leave_nothing)
            kept = (left[most - 1], *kept)
            left = left[: most - 1]
        return kept

    def _why(self, rank: int, found: _Search) -> WhyDead | None:
        """Say why a rule never decides; None when that was not found out."""
        if found.in_the_way or not found.is_decided:
            return "covered" if found.is_decided else None
        try:
            return self._why_ever(rank)
        except BudgetExceeded:
            return None

    def _why_ever(self, rank: int) -> WhyDead:
        """Say why a rule would not decide even if it came first."""
        rule, asked = self.rules[rank], [self.book.asks[rank]]
        if self._is_impossible(asked):
            return "not_in_force" if self._is_of_other_days(rank) else "contradiction"
        asked.append(self.book.in_force(rule))
        if rule.to is None or self._is_impossible(asked):
            return "not_in_force"
        asked.append(self.book.is_there(rule.to))
        return "no_agency" if self._is_impossible(asked) else "not_competent"

    def _is_of_other_days(self, rank: int) -> bool:
        """Tell whether a rule asks for what can be, but on none of the days in question."""
        asked = [self.book.asks_on_some_day(rank)]
        return self._has_bounds and not self._is_impossible(asked)

    def _is_impossible(self, formulas: Sequence[Formula]) -> bool:
        return self.ground.find(formulas, self._budget()) is None

    def _budget(self) -> Budget:
        return Budget(self._questions, self._shared, self._work)

    def _idle(self, rank: int, example: Witness) -> Iterator[IdlePart]:
        """Find the words and values with which a complaint never gets to the rule's agency."""
        texts = self.space.texts
        words = (*texts.read(example.complaint.title), "", *texts.read(example.complaint.body))
        found = texts.found_in(words)
        left: list[Asks | Mentions] = []
        for part in dict.fromkeys(_choices(self.book.says[rank])):
            if isinstance(part, Mentions) and self._is_never_found(part):
                yield IdlePart(_said(part), "never_found")
            elif part not in found:
                left.append(part)
        yield from self._idle_among(rank, left)

    def _idle_among(self, rank: int, parts: Sequence[Asks | Mentions]) -> Iterator[IdlePart]:
        """Find idle parts: a complaint with all of them shows at once that none is."""
        if len(parts) == 1:
            yield from self._if_idle(rank, parts[0])
        elif parts and not self._are_in_one(rank, parts):
            middle = len(parts) // 2
            yield from self._idle_among(rank, parts[:middle])
            yield from self._idle_among(rank, parts[middle:])

    def _are_in_one(self, rank: int, parts: Sequence[Asks | Mentions]) -> bool:
        """Tell whether the rule decides a complaint that has all of some parts."""
        formulas = map(self.space.formula, parts)
        return self.search(rank, (self.book.decides[rank], *formulas)).witness is not None

    def _is_never_found(self, part: Mentions) -> bool:
        texts = self.space.texts
        return not texts.chunks(part) and texts.knows_all_chunks(part)

    def _if_idle(self, rank: int, part: Asks | Mentions) -> Iterator[IdlePart]:
        formula = self.space.formula(part)
        found = self.search(rank, (self.book.decides[rank], formula))
        if found.witness is not None or not found.is_decided:
            return
        covering = [self.rules[one] for one in found.in_the_way]
        if not covering:
            yield from self._why_idle(part, (self.book.asks[rank], formula))
        elif {one.to for one in covering} != {self.rules[rank].to}:
            yield IdlePart(_said(part), "covered", tuple(one.id for one in covering))

    def _why_idle(self, part: Asks | Mentions, asked: Sequence[Formula]) -> Iterator[IdlePart]:
        """Say why no complaint with a part gets to the agency; nothing, if that is too hard."""
        try:
            why: Literal["never_found", "not_competent"] = (
                "never_found" if self._is_impossible(asked) else "not_competent"
            )
        except BudgetExceeded:
            return
        yield IdlePart(_said(part), why)


def _before(deciders: Iterable[int], rank: int | None) -> Iterator[int]:
    return (one for one in deciders if rank is None or one < rank)


def _choices(statement: Statement, *, is_choice: bool = False) -> Iterator[Asks | Mentions]:
    """Walk over the words and values of which a statement wants one among several."""
    if isinstance(statement, Every):
        for part in statement.parts:
            yield from _choices(part, is_choice=is_choice)
    elif isinstance(statement, Some):
        for part in statement.parts:
            yield from _choices(part, is_choice=is_choice or len(statement.parts) > 1)
    elif isinstance(statement, Asks):
        if is_choice or len(statement.values) > 1:
            yield from (Asks(statement.field, (value,)) for value in statement.values)
    elif isinstance(statement, Mentions) and is_choice:
        yield statement


def _said(part: Asks | Mentions) -> str:
    """Name a part as a rule writes it."""
    if isinstance(part, Asks):
        return part.values[0]
    words = " ".join(part.entry.roots)
    return f"={words}" if part.entry.is_exact else words
