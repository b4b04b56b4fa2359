"""Destinations: where complaints that a rule decides go by another book, as far as is known."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from attrs import define, field

from sp4n.routing.analysis.encoding import BookInQuestion
from sp4n.routing.analysis.logic import ALWAYS, NEVER, AllOf, AnyOf, Formula, contrary
from sp4n.routing.analysis.witnesses import Witness


class Undecided(Exception):
    """Something opaque answered otherwise than was supposed, or a complaint can't be written."""


@define
class Destinations:
    """Where complaints that a rule decides here go by the other book, as far as is known."""

    here: BookInQuestion
    there: BookInQuestion
    rank: int
    decides: Formula
    rivals: tuple[int, ...]
    told: set[str | None]
    desks: set[str | None]
    taken_here: list[int] = field(factory=list)
    taken_there: list[int] = field(factory=list)
    is_up_to_strategies: bool = False  # they sent one somewhere, and may send others elsewhere

    def asked(self) -> list[Formula]:
        """Say what a complaint must be like to bring news."""
        taken = len(self.taken_here) + (1 + len(self.taken_there)) * (1 + len(self.rivals))
        self.here.work.spend(taken)
        asked = [self.decides]
        asked += map(self.here.not_decided_by, self.taken_here)
        asked += map(self._decided_before, self.taken_there)
        other_desk = self._goes_to_another_desk()
        if other_desk != ALWAYS:
            asked.append(AnyOf((other_desk, *self._wanted(len(self.there.decides)))))
        return asked

    def _goes_to_another_desk(self) -> Formula:
        """Say that the desk there is none of those known; strategies may do what they like."""
        if self.is_up_to_strategies:
            return NEVER
        if self.there.router.strategies:
            return ALWAYS
        known = map(self.there.desk_is, sorted(filter(None, self.desks)))
        parts = (contrary(desk, self.there.space.full) for desk in known if desk != NEVER)
        return AllOf(tuple(parts))

    def _decided_before(self, rank: int) -> Formula:
        """Say that a rule there does not decide, or one before it to an agency not told yet."""
        return AnyOf((self.there.not_decided_by(rank), *self._wanted(rank + 1)))

    def _wanted(self, before: int) -> Iterator[Formula]:
        for rival in self.rivals:
            for agency, decides in self.there.destinations(rival) if rival < before else ():
                if agency not in self.told:
                    yield decides

    def is_news(self, witness: Witness) -> bool:
        """Tell whether a complaint goes from the rule to an agency that was not told yet."""
        here = list(takewhile(self.rank.__ge__, self.here.deciders(witness)))
        if here[:1] != [self.rank]:
            self._note([rank for rank in here if rank < self.rank], self.taken_here)
            return False
        there = list(self.there.deciders(witness))
        if not there:
            return self._is_news_of_a_desk(witness)
        rules, on = self.there.router.book.rules, witness.on
        agencies = {rank: self.there.agency_on(rules[rank].to, on) for rank in there}
        is_news = agencies[there[0]] not in self.told
        self.told.add(agencies[there[0]])
        taken = [rank for rank in there if agencies[rank] in self.told]
        if is_news:  # on another day the rule may have sent elsewhere
            taken = [rank for rank in taken if rank not in self.taken_there]
        if taken or not is_news:
            self._note(taken, self.taken_there)
        return is_news

    def _note(self, ranks: Sequence[int], taken: list[int]) -> None:
        """Note which rules take a complaint; the first of them was not known to.

        Else something opaque answered otherwise than was supposed.
        """
        if not ranks or ranks[0] in taken:
            raise Undecided
        taken += [rank for rank in ranks if rank not in taken]

    def _is_news_of_a_desk(self, witness: Witness) -> bool:
        """Tell that a complaint goes to a desk there that was not known yet."""
        desk = self.there.router.route(witness.complaint, on=witness.on).agency
        if desk in self.desks or self.is_up_to_strategies:
            raise Undecided
        self.desks.add(desk)
        self.is_up_to_strategies = bool(self.there.router.strategies)
        return True
