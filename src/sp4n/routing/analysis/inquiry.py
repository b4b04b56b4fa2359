"""Inquiry: looking for a complaint that a rule decides, or for the rules that are in the way."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import partial

from attrs import frozen

from sp4n.routing.analysis.encoding import HARD_ANSWERS, BookInQuestion, Ground
from sp4n.routing.analysis.logic import Budget, Formula, Values
from sp4n.routing.analysis.witnesses import Witness
from sp4n.work import BudgetExceeded


@frozen
class Answer:
    """What came of a search: a complaint, or the ranks of the rules that are in the way."""

    witness: Witness | None
    in_the_way: tuple[int, ...] = ()
    is_decided: bool = True


class Inquiry:
    """Looks for complaints that a rule of one book decides; each was tried with the router."""

    def __init__(self, ground: Ground, book: BookInQuestion, questions: int) -> None:
        self._ground = ground
        self._book = book
        self._budget = partial(Budget, questions, Budget(questions * HARD_ANSWERS), ground.work)
        self._live: set[int] = set()

    def search(self, rank: int | None, asked: Sequence[Formula]) -> Answer:
        """Look for a complaint like this that a rule decides, or that none does (None)."""
        in_the_way: dict[int, None] = {}
        budget = self._budget()
        twin = rank if rank is None else self._book.soonest[rank]
        if twin != rank and twin in self._live:
            return Answer(None, (twin,))  # it takes the same, and sooner
        try:
            while (values := self._without(in_the_way, asked, budget)) is not None:
                witness = self._ground.write(values)
                if witness is None:
                    return Answer(None, tuple(in_the_way), is_decided=False)
                deciders = self._deciders(witness, rank)
                if rank in deciders[:1] or (rank is None and not deciders):
                    self._live.update(() if rank is None else (rank,))
                    return Answer(witness)
                before = (decider for decider in deciders if rank is None or decider < rank)
                taken = dict.fromkeys(self._book.soonest[earlier] for earlier in before)
                news = [earlier for earlier in taken if earlier not in in_the_way]
                if not news or news[0] != deciders[0]:
                    return Answer(None, tuple(in_the_way), is_decided=False)
                in_the_way |= dict.fromkeys(news)
            return Answer(None, self._needed(asked, tuple(in_the_way), budget))
        except BudgetExceeded:
            return Answer(None, tuple(in_the_way), is_decided=False)

    def _deciders(self, witness: Witness, rank: int | None) -> list[int]:
        """Ask the router which rules would take a complaint; for a remark, whether it matches."""
        if rank is None or not self._book.router.book.rules[rank].is_remark:
            return list(self._book.deciders(witness))
        return [rank] if self._book.remarks(rank, witness) else []

    def _without(
        self, ranks: Collection[int], asked: Sequence[Formula], budget: Budget
    ) -> Values | None:
        """Find values as asked with which some rules could not decide."""
        self._ground.work.spend(len(ranks))
        return self._ground.find((*asked, *map(self._book.not_decided_by, ranks)), budget)

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

    def is_impossible(self, formulas: Sequence[Formula]) -> bool:
        """Tell whether no complaint can be like this."""
        return self._ground.find(formulas, self._budget()) is None
