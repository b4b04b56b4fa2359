"""Differences between two rule books: which complaints would go to another agency.

A complaint can only change its way through a rule that is new, gone, changed or moved. So for each
such rule complaints are sought that it decides here, and that go to another agency by the other
book. The answer is an example for each agency, routed by both, or the certainty that there is none.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import takewhile

from attrs import define, field, frozen

from sp4n.errors import fault
from sp4n.labels import Described, Language, Message
from sp4n.routing.analysis.encoding import (
    HARD_ANSWERS,
    QUESTIONS_LIMIT,
    BookInQuestion,
    Ground,
    work_for,
)
from sp4n.routing.analysis.logic import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Budget,
    Formula,
    contrary,
    is_refuted,
    plainly,
)
from sp4n.routing.analysis.witnesses import Witness
from sp4n.routing.route import Route
from sp4n.routing.router import Router
from sp4n.routing.rulebook import RuleBook, kept_ranks
from sp4n.validation import refuse
from sp4n.work import BudgetExceeded

DIFFERENCES_LIMIT = 1_000
"""How many differences are told before the rest is "undecided". Own choice."""

_GOES = Message("difference.goes")
_RULES_DIFFER = Message("difference.rules_differ")
_RULES_ALIKE = Message("difference.rules_alike")
_UNDECIDED = Message("difference.undecided")
_NONE_FOUND = Message("difference.none_found")
_ALIKE_BUT = Message("difference.alike_but")
_MODULO = Message("difference.modulo")
_NAMED = 3  # own choice: of the rules that are not decided


@frozen(repr=False)
class Difference(Described):
    """A kind of complaints that goes from one agency to another, with an example.

    `before` and `after` are how the two routers route the example: it is made up, and was tried.
    """

    before: Route
    after: Route
    example: Witness

    @property
    def kind(self) -> tuple[str | None, ...]:
        """By which rules it went and goes to which agencies."""
        return self.before.rule, self.before.agency, self.after.rule, self.after.agency

    def _full(self, language: Language) -> str:
        """Say in a sentence what changes."""
        before, after = (
            route.describe(language, short=True) for route in (self.before, self.after)
        )
        example = self.example.describe(language, short=True)
        return _GOES.fill(language, before=before, after=after, example=example)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        told = ("agency", "via", "rule")
        return {
            "before": {name: getattr(self.before, name) for name in told},
            "after": {name: getattr(self.after, name) for name in told},
            "example": self.example.to_dict(),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<Difference {self}>"


@frozen(repr=False)
class BookDifferences(Described):
    """What two books do differently; of each rule and agency one difference is told.

    `undecided` names the rules about which not all was found out: something opaque is in the way,
    the question was too hard, or enough differences were told. Without any, there are no other
    kinds than those told, `modulo` what strategies do that only one of the routers asks: they get
    what no rule decides.
    """

    differences: tuple[Difference, ...] = ()
    undecided: tuple[str, ...] = ()
    modulo: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    @property
    def is_equivalent(self) -> bool:
        """Tell whether it is proven that every complaint goes to the same agency."""
        return not self.differences and not self.undecided and not self.modulo

    def _full(self, language: Language) -> str:
        """Say in a few lines how much is different and how sure that is, without the examples."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        strategies = ", ".join(self.modulo)
        if self.differences:
            yield _RULES_DIFFER.fill(language, n=len(self.differences))
        elif self.undecided:
            yield _NONE_FOUND.describe(language)
        elif self.modulo:
            yield _ALIKE_BUT.fill(language, of=strategies)
        else:
            yield _RULES_ALIKE.describe(language)
        if self.undecided:
            named = ", ".join(self.undecided[:_NAMED])
            yield _UNDECIDED.fill(language, n=len(self.undecided), of=named)
        if self.modulo and (self.differences or self.undecided):
            yield _MODULO.fill(language, of=strategies)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "differences": [each.to_dict(language) for each in self.differences],
            "undecided": list(self.undecided),
            "modulo": list(self.modulo),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<BookDifferences {len(self)} told, {len(self.undecided)} rules undecided>"


def differences(
    before: Router,
    after: Router,
    *,
    on: date | None = None,
    questions: int = QUESTIONS_LIMIT,
    most: int = DIFFERENCES_LIMIT,
) -> BookDifferences:
    """Find out which complaints go to another agency by the rules of another router.

    As `analyse`, it speaks of complaints that accuse nobody and were tried nowhere.

    Args:
        before: A router.
        after: Another one, with the same directory and normaliser.
        on: The day of receipt of the complaints; without it, any day.
        questions: Bounds the work for one example, and with it the work for all of them.
        most: After so many differences the rules that are left stay undecided.

    Raises:
        InvalidValue: The directories differ (``different_directories``), or the routers read words
            differently (``different_normalisers``).

    >>> from sp4n.sample import sample_policy
    >>> router = sample_policy().router
    >>> differences(router, router).is_equivalent
    True
    """
    refuse(
        None if before.directory == after.directory else fault("different_directories"),
        None if before.normaliser == after.normaliser else fault("different_normalisers"),
    )
    kept = kept_ranks(before.book.rules, after.book.rules)
    back = {there: here for here, there in kept.items()}
    both_ways = 2 * max(questions, QUESTIONS_LIMIT)
    work = work_for(both_ways, before.book, after.book)
    try:
        ground = Ground((before, after), work, first_on=on, last_on=on, minds_desks=True)
    except BudgetExceeded:
        both = (*_changed(before.book, kept), *_changed(after.book, back))
        names = tuple(dict.fromkeys(rule_id for _, rule_id in both))
        return BookDifferences((), names, _modulo(before, after))
    here, there = ground.books
    told: dict[tuple[str | None, ...], Difference] = {}
    undecided: dict[str, None] = {}
    for comparer in (
        _Comparer(ground, here, there, kept, questions),
        _Comparer(ground, there, here, back, questions),
    ):
        for rank, rule_id in comparer.changed:
            if len(told) >= most:
                undecided[rule_id] = None
                continue
            try:
                for witness in comparer.examples_of(rank):
                    difference = _difference(before, after, witness)
                    told.setdefault(difference.kind, difference)
            except (BudgetExceeded, _Undecided):
                undecided[rule_id] = None
    return BookDifferences(tuple(told.values()), tuple(undecided), _modulo(before, after))


def _difference(before: Router, after: Router, example: Witness) -> Difference:
    complaint, on = example.complaint, example.on
    return Difference(before.route(complaint, on=on), after.route(complaint, on=on), example)


def _modulo(before: Router, after: Router) -> tuple[str, ...]:
    """Name the strategies when the routers don't ask the same ones in the same order."""
    if before.strategies == after.strategies:
        return ()
    return tuple(dict.fromkeys((*before.strategy_names, *after.strategy_names)))


def _changed(book: RuleBook, kept: Container[int]) -> tuple[tuple[int, str], ...]:
    """Give the rules with an agency, by rank and id, that are not among those kept as they are."""
    return tuple(
        (rank, rule.id) for rank, rule in enumerate(book) if rank not in kept and not rule.is_remark
    )


class _Comparer:
    """Asks where the complaints of one book's rules go by another book."""

    def __init__(
        self,
        ground: Ground,
        here: BookInQuestion,
        there: BookInQuestion,
        kept: Mapping[int, int],
        questions: int,
    ) -> None:
        self.changed = _changed(here.router.book, kept)
        self._ground = ground
        self._here = here
        self._there = there
        self._kept = kept
        self._budget = partial(Budget, questions, Budget(questions * HARD_ANSWERS), ground.work)
        soonest = {formula: rank for rank, formula in reversed([*enumerate(here.decides)])}
        never = len(here.decides)
        self._soonest_of = tuple([soonest.get(formula, never) for formula in there.decides])
        self._size_there = sum(formula.size for formula in there.decides)

    def examples_of(self, rank: int) -> Iterator[Witness]:
        """Find complaints that a rule decides here, one for each other agency that gets some there.

        Each that isn't news says what has to be otherwise in the next; until there is none.
        """
        to, rivals = self._here.router.book.rules[rank].to, self._rivals(rank)
        known = _Destinations(self._here, self._there, rank, rivals, {to}, {to})
        budget = self._budget()
        while (values := self._ground.find(known.asked(), budget)) is not None:
            witness = self._ground.write(values)
            if witness is None:
                raise _Undecided
            if known.is_news(witness):
                yield self._plainer(rank, witness)
                budget = self._budget()
        if known.is_up_to_strategies:
            raise _Undecided

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
        deciders = self._here.decider(plainer), self._there.decider(plainer)
        return plainer if deciders == (rank, there) else witness

    def _rivals(self, rank: int) -> tuple[int, ...]:
        """Give the rules there that may decide what this one decides here.

        Not those that would decide it here as well, as the same is asked here by a rule before it.
        """
        full = self._ground.space.full
        values = plainly(self._here.decides[rank], full, self._ground.work)
        self._ground.work.spend(self._size_there)
        sooner = {there for here, there in self._kept.items() if here < rank}
        return tuple(
            rival
            for rival, (rule, formula) in enumerate(
                zip(self._there.router.book, self._there.decides, strict=True)
            )
            if not rule.is_remark
            and rival not in sooner
            and self._soonest_of[rival] >= rank
            and not is_refuted(formula, values, full)
        )


class _Undecided(Exception):
    """Something opaque answered otherwise than was supposed, or a complaint can't be written."""


@define
class _Destinations:
    """Where complaints that a rule decides here go by the other book, as far as is known."""

    here: BookInQuestion
    there: BookInQuestion
    rank: int
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
        asked = [self.here.decides[self.rank]]
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
        return AnyOf((self.there.not_decided_by(rank), *self._wanted(rank)))

    def _wanted(self, before: int) -> Iterator[Formula]:
        rules = self.there.router.book.rules
        for rival in self.rivals:
            if rival < before and rules[rival].to not in self.told:
                yield self.there.decides[rival]

    def is_news(self, witness: Witness) -> bool:
        """Tell whether a complaint goes from the rule to an agency that was not told yet."""
        here = list(takewhile(self.rank.__ge__, self.here.deciders(witness)))
        if here[:1] != [self.rank]:
            self._note([rank for rank in here if rank < self.rank], self.taken_here)
            return False
        there = list(self.there.deciders(witness))
        if not there:
            return self._is_news_of_a_desk(witness)
        rules = self.there.router.book.rules
        is_news = rules[there[0]].to not in self.told
        self.told.add(rules[there[0]].to)
        self._note([rank for rank in there if rules[rank].to in self.told], self.taken_there)
        return is_news

    def _note(self, ranks: Sequence[int], taken: list[int]) -> None:
        """Note which rules take a complaint; the first of them was not known to.

        Else something opaque answered otherwise than was supposed.
        """
        if not ranks or ranks[0] in taken:
            raise _Undecided
        taken += [rank for rank in ranks if rank not in taken]

    def _is_news_of_a_desk(self, witness: Witness) -> bool:
        """Tell that a complaint goes to a desk there that was not known yet."""
        desk = self.there.router.route(witness.complaint, on=witness.on).agency
        if desk in self.desks or self.is_up_to_strategies:
            raise _Undecided
        self.desks.add(desk)
        self.is_up_to_strategies = bool(self.there.router.strategies)
        return True
