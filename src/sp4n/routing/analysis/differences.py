"""Differences between two rule books: which complaints would go to another agency.

A complaint can only change its way through a rule that is new, gone, changed or moved. So for each
such rule complaints are sought that it decides here, and that go to another agency by the other
book. The answer is an example for each agency, routed by both, or the certainty that there is none.
"""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import partial

from attrs import frozen

from sp4n.errors import fault
from sp4n.labels import Described, Language, Message
from sp4n.routing.analysis.alternates import Spread, original_names
from sp4n.routing.analysis.destinations import Destinations, Undecided
from sp4n.routing.analysis.encoding import (
    HARD_ANSWERS,
    QUESTIONS_LIMIT,
    BookInQuestion,
    Ground,
    work_for,
)
from sp4n.routing.analysis.logic import (
    Budget,
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

    It speaks of complaints that were tried nowhere, and that accuse nobody, unless a rule has
    alternates: then also of those that accuse somebody.

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
    spread = Spread.of(before), Spread.of(after)
    by_before, by_after = (each.router for each in spread)
    kept = kept_ranks(by_before.book.rules, by_after.book.rules)
    back = {there: here for here, there in kept.items()}
    both_ways = 2 * max(questions, QUESTIONS_LIMIT)
    work = work_for(both_ways, by_before.book, by_after.book)
    try:
        ground = Ground(spread, work, first_on=on, last_on=on, minds_desks=True)
    except BudgetExceeded:
        both = (*_changed(by_before.book, kept), *_changed(by_after.book, back))
        names = original_names(spread, (rule_id for _, rule_id in both))
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
            except (BudgetExceeded, Undecided):
                undecided[rule_id] = None
    return BookDifferences(
        tuple(told.values()), original_names(spread, undecided), _modulo(before, after)
    )


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
        rivals = self._rivals(rank)
        for to, decides in self._here.destinations(rank):
            known = Destinations(self._here, self._there, rank, decides, rivals, {to}, {to})
            yield from self._examples_of(rank, known)

    def _examples_of(self, rank: int, known: "Destinations") -> Iterator[Witness]:
        budget = self._budget()
        while (values := self._ground.find(known.asked(), budget)) is not None:
            witness = self._ground.write(values)
            if witness is None:
                raise Undecided
            if known.is_news(witness):
                yield self._plainer(rank, witness)
                budget = self._budget()
        if known.is_up_to_strategies:
            raise Undecided

    def _plainer(self, rank: int, witness: Witness) -> Witness:
        """Give an example that goes the same way and has nothing of earlier tries, if there is."""
        there = self._there.decider(witness)
        if there is None or self._there.router.directory.succeeded:
            return witness  # on another day it might go to a successor
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
