"""The comparer: where the complaints that one book's rules decide go by another book."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import takewhile

from sp4n.routing.analysis.book import HARD_ANSWERS
from sp4n.routing.analysis.formulas import ALWAYS, NEVER, Both, Either, Formula, contrary
from sp4n.routing.analysis.ground import BookInQuestion, Ground
from sp4n.routing.analysis.solver import Budget, is_refuted, plainly
from sp4n.routing.analysis.witnesses import Witness
from sp4n.routing.rulebook import RuleBook


def changed(book: RuleBook, kept: Container[int]) -> tuple[tuple[int, str], ...]:
    """Give the rules with an agency, by rank and id, that are not among those kept as they are."""
    return tuple(
        (rank, rule.id) for rank, rule in enumerate(book) if rank not in kept and not rule.is_remark
    )


class Comparer:
    """Asks where the complaints of one book's rules go by another book."""

    def __init__(
        self,
        ground: Ground,
        here: BookInQuestion,
        there: BookInQuestion,
        kept: Mapping[int, int],
        questions: int,
    ) -> None:
        self.changed = changed(here.router.book, kept)
        self._ground = ground
        self._here = here
        self._there = there
        self._kept = kept
        self._questions = questions
        self._shared = Budget(questions * HARD_ANSWERS)
        soonest = {one: rank for rank, one in reversed([*enumerate(here.decides)])}
        never = len(here.decides)
        self._soonest_of = tuple([soonest.get(one, never) for one in there.decides])
        self._size_there = sum(one.size for one in there.decides)

    def ways_of(self, rank: int) -> Iterator[Witness]:
        """Find complaints that a rule decides here, one for each other agency that gets some there.

        Each that isn't news says what has to be otherwise in the next; until there is none.
        """
        search = _Search(self._here, self._there, rank, self._rivals(rank))
        budget = self._budget()
        while (values := self._ground.find(search.asked(), budget)) is not None:
            witness = self._ground.write(values)
            if witness is None:
                raise Undecided
            if search.is_news(witness):
                yield self._plainer(rank, witness)
                budget = self._budget()
        if search.is_up_to_strategies:
            raise Undecided

    def _plainer(self, rank: int, witness: Witness) -> Witness:
        """Give an example that goes the same way and has nothing of earlier tries, if there is."""
        there = self._there.decider(witness)
        if there is None:
            return witness
        asked = (self._here.decides[rank], self._there.decides[there])
        values = self._ground.find(asked, self._budget())
        plainer = None if values is None else self._ground.write(values)
        if plainer is None:
            return witness
        ways = self._here.decider(plainer), self._there.decider(plainer)
        return plainer if ways == (rank, there) else witness

    def _budget(self) -> Budget:
        return Budget(self._questions, self._shared, self._ground.work)

    def _rivals(self, rank: int) -> tuple[int, ...]:
        """Give the rules there that may decide what this one decides here.

        Not those that would decide it here as well, as the same is asked here by a rule before it.
        """
        full = self._ground.space.full
        values = plainly(self._here.decides[rank], full, self._ground.work)
        self._ground.work.spend(self._size_there)
        sooner = {there for here, there in self._kept.items() if here < rank}
        return tuple(
            one
            for one, (rule, formula) in enumerate(
                zip(self._there.router.book, self._there.decides, strict=True)
            )
            if not rule.is_remark
            and one not in sooner
            and self._soonest_of[one] >= rank
            and not is_refuted(formula, values, full)
        )


class Undecided(Exception):
    """Something opaque answered otherwise than was supposed, or a complaint can't be written."""


class _Search:
    """What is known of the complaints that a rule decides here: where some of them go there."""

    def __init__(
        self, here: BookInQuestion, there: BookInQuestion, rank: int, rivals: tuple[int, ...]
    ) -> None:
        self._here = here
        self._there = there
        self._rank = rank
        self._rivals = rivals
        self._told: set[str | None] = {here.router.book.rules[rank].to}
        self._taken_here: list[int] = []
        self._taken_there: list[int] = []
        self._desks: set[str | None] = {here.router.book.rules[rank].to}
        self.is_up_to_strategies = False  # they sent one somewhere, and may send others elsewhere

    def asked(self) -> list[Formula]:
        """Say what a complaint must be like to bring news."""
        taken = len(self._taken_here) + (1 + len(self._taken_there)) * (1 + len(self._rivals))
        self._here.work.spend(taken)
        found = [self._here.decides[self._rank]]
        found += map(self._here.not_decided_by, self._taken_here)
        found += [self._decided_before(one) for one in self._taken_there]
        other_desk = self._goes_to_another_desk()
        if other_desk != ALWAYS:
            found.append(Either((other_desk, *self._wanted(len(self._there.decides)))))
        return found

    def _goes_to_another_desk(self) -> Formula:
        """Say that the desk there is none of those known; strategies may do what they like."""
        if self.is_up_to_strategies:
            return NEVER
        if self._there.router.strategies:
            return ALWAYS
        known = tuple(self._there.desk_is(one) for one in sorted(filter(None, self._desks)))
        parts = (contrary(one, self._there.space.full) for one in known if one != NEVER)
        return Both(tuple(parts))

    def _decided_before(self, rank: int) -> Formula:
        """Say that a rule there does not decide, or one before it to an agency not told yet."""
        return Either((self._there.not_decided_by(rank), *self._wanted(rank)))

    def _wanted(self, before: int) -> Iterator[Formula]:
        rules = self._there.router.book.rules
        for one in self._rivals:
            if one < before and rules[one].to not in self._told:
                yield self._there.decides[one]

    def is_news(self, witness: Witness) -> bool:
        """Tell whether a complaint goes from the rule to an agency that was not told yet."""
        here = list(takewhile(self._rank.__ge__, self._here.deciders(witness)))
        if here[:1] != [self._rank]:
            self._note([one for one in here if one < self._rank], self._taken_here)
            return False
        there = list(self._there.deciders(witness))
        if not there:
            return self._is_news_of_a_desk(witness)
        rules = self._there.router.book.rules
        is_news = rules[there[0]].to not in self._told
        self._told.add(rules[there[0]].to)
        self._note([one for one in there if rules[one].to in self._told], self._taken_there)
        return is_news

    def _note(self, ranks: Sequence[int], taken: list[int]) -> None:
        """Note which rules take a complaint; the first of them was not known to.

        Else something opaque answered otherwise than was supposed.
        """
        if not ranks or ranks[0] in taken:
            raise Undecided
        taken += [one for one in ranks if one not in taken]

    def _is_news_of_a_desk(self, witness: Witness) -> bool:
        """Tell that a complaint goes to a desk there that was not known yet."""
        desk = self._there.router.route(witness.complaint, on=witness.on).agency
        if desk in self._desks or self.is_up_to_strategies:
            raise Undecided
        self._desks.add(desk)
        self.is_up_to_strategies = bool(self._there.router.strategies)
        return True
