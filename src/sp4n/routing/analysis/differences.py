"""Differences between two rule books: which complaints would go to another agency.

A complaint can only change its way through a rule that is new, gone, changed or moved. So for each
such rule, and each agency that the other book might choose instead, one question is asked: is there
a complaint that this rule decides here, and that goes there by the other book? The answer is an
example that was routed by both, or the certainty that there is none.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from sp4n.errors import fault
from sp4n.labels import Label, Language
from sp4n.routing.analysis.book import QUESTIONS_LIMIT
from sp4n.routing.analysis.formulas import Either, Formula
from sp4n.routing.analysis.ground import BookInQuestion, Ground
from sp4n.routing.analysis.solver import Budget, BudgetExceeded
from sp4n.routing.analysis.witnesses import Witness
from sp4n.routing.route import Route
from sp4n.routing.router import Router
from sp4n.routing.rulebook import Rule
from sp4n.validation import refuse

__all__ = ["BookDifferences", "Difference", "differences"]

_GOES = Label(
    id="{before} → {after}, misalnya: {title}", en="{before} -> {after}, for example: {title}"
)


@frozen
class Difference:
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

    def message(self, language: Language = "en") -> str:
        """Say in a sentence what changes."""
        before, after = (_place(one) for one in (self.before, self.after))
        title = self.example.complaint.title
        return _GOES.text(language, before=before, after=after, title=title)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "before": _brief(self.before),
            "after": _brief(self.after),
            "example": self.example.to_dict(),
            "message": self.message(language),
        }

    def __str__(self) -> str:
        return self.message()


def _brief(route: Route) -> dict[str, object]:
    return {"agency": route.agency, "via": route.via, "rule": route.rule}


def _place(route: Route) -> str:
    return f"{route.agency} ({route.rule or route.via})"


@frozen
class BookDifferences:
    """What two books do differently; of each rule and agency one difference is told.

    `undecided` names the rules about which not all was found out: something opaque is in the way,
    or the question was too hard. Without any, there are no other kinds than those told.
    """

    differences: tuple[Difference, ...] = ()
    undecided: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    @property
    def is_equivalent(self) -> bool:
        """Tell whether it is proven that every complaint goes to the same agency."""
        return not self.differences and not self.undecided

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "differences": [one.to_dict(language) for one in self.differences],
            "undecided": list(self.undecided),
        }


def differences(
    before: Router, after: Router, *, on: date | None = None, questions: int = QUESTIONS_LIMIT
) -> BookDifferences:
    """Find out which complaints go to another agency by the rules of another router.

    With `on`, for complaints received on that day; without it, on any day. `questions` bounds the
    work for one rule and agency. As `analyse`, it speaks of complaints that accuse nobody and were
    tried nowhere. Raises InvalidValue (`different_directories`) when the routers' directories
    differ, so that agencies can't be compared.

    >>> from sp4n.policy import sample_policy
    >>> router = sample_policy().router
    >>> differences(router, router).is_equivalent
    True
    """
    same = before.directory == after.directory
    refuse(None if same else fault("different_directories"))
    ground = Ground((before, after), on=on)
    here, there = ground.books
    kept_here, kept_there = _kept(before.book.rules, after.book.rules)
    found = [
        *_Comparer(ground, here, there, questions).all(_others(before, kept_here)),
        *_Comparer(ground, there, here, questions).all(_others(after, kept_there)),
    ]
    told = (_difference(before, after, one) for one in found if isinstance(one, Witness))
    undecided = (one for one in found if isinstance(one, str))
    first: dict[tuple[str | None, ...], Difference] = {}
    for one in told:
        first.setdefault(one.kind, one)
    return BookDifferences(tuple(first.values()), tuple(dict.fromkeys(undecided)))


def _difference(before: Router, after: Router, one: Witness) -> Difference:
    complaint, on = one.complaint, one.on
    return Difference(before.route(complaint, on=on), after.route(complaint, on=on), one)


def _others(router: Router, kept: frozenset[int]) -> Iterator[int]:
    """Walk over the ranks of the rules that decide something and are not the same in both books."""
    rules = enumerate(router.book)
    return (rank for rank, rule in rules if rank not in kept and not rule.is_remark)


def _kept(before: Sequence[Rule], after: Sequence[Rule]) -> tuple[frozenset[int], frozenset[int]]:
    """Give the ranks, in both books, of as many equal rules as stand in the same order."""
    place_of = {rule.id: rank for rank, rule in enumerate(after)}
    pairs = [
        (rank, place_of[rule.id])
        for rank, rule in enumerate(before)
        if rule.id in place_of and _sends_alike(rule, after[place_of[rule.id]])
    ]
    kept = _longest_rise(pairs)
    return frozenset(here for here, _ in kept), frozenset(there for _, there in kept)


def _sends_alike(one: Rule, other: Rule) -> bool:
    mine = (one.when, one.to, one.valid_from, one.valid_until)
    return mine == (other.when, other.to, other.valid_from, other.valid_until)


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest row of pairs, in their order, whose second numbers rise."""
    ends: list[int] = []  # the least second number with which a row of each length ends
    last: list[int] = []  # the place of the pair that has it
    before: list[int] = []  # for each pair, the place of the one before it in its row
    for place, (_, number) in enumerate(pairs):
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [place]
    row: list[tuple[int, int]] = []
    place = last[-1] if last else -1
    while place >= 0:
        row.append(pairs[place])
        place = before[place]
    return row


class _Undecided(Exception):
    """Something opaque answered otherwise than was supposed, or a complaint can't be written."""


class _Comparer:
    """Asks where the complaints of one book's rules go by another book."""

    def __init__(
        self, ground: Ground, here: BookInQuestion, there: BookInQuestion, questions: int
    ) -> None:
        self._ground = ground
        self._here = here
        self._there = there
        self._questions = questions
        self._rules_to: dict[str, list[int]] = {}
        for rank, rule in enumerate(there.router.book):
            if rule.to is not None:
                self._rules_to.setdefault(rule.to, []).append(rank)

    def all(self, ranks: Iterable[int]) -> Iterator[Witness | str]:
        """Give an example for each rule and each agency; the ids of rules that stay undecided."""
        for rank in ranks:
            rule = self._here.router.book.rules[rank]
            for agency in (*self._rules_to, None):
                if agency != rule.to:
                    try:
                        found = self._to(rank, agency)
                    except (BudgetExceeded, _Undecided):
                        yield rule.id
                        continue
                    if found is not None:
                        yield found

    def _to(self, rank: int, agency: str | None) -> Witness | None:
        """Find a complaint that a rule decides here and that goes there by rules, or by none."""
        wanted = () if agency is None else tuple(self._rules_to[agency])
        asked: list[Formula] = [self._here.decides[rank]]
        if agency is not None:
            asked.append(Either(tuple(self._there.decides[one] for one in wanted)))
        budget = Budget(self._questions)
        while (values := self._ground.find(asked, budget)) is not None:
            witness = self._ground.write(values)
            if witness is None:
                raise _Undecided
            more = self._objection(rank, agency, wanted, witness)
            if more is None:
                return witness
            if more in asked:
                raise _Undecided
            asked.append(more)
        return None

    def _objection(
        self, rank: int, agency: str | None, wanted: tuple[int, ...], witness: Witness
    ) -> Formula | None:
        """Say what has to be otherwise than in a complaint; None when it is as wanted."""
        here, there = self._here.decider(witness), self._there.decider(witness)
        if here is None:
            raise _Undecided
        if here != rank:
            return self._here.not_decided_by(here)
        if there is None and agency is None:
            desk = self._there.router.route(witness.complaint, on=witness.on).agency
            lead = self._here.router.book.rules[rank].to
            return None if desk != lead else self._ground.space.not_from(witness.complaint.region)
        if there is None:
            raise _Undecided
        if there in wanted:
            return None
        sooner = (self._there.decides[one] for one in wanted if one < there)
        return Either((self._there.not_decided_by(there), *sooner))
