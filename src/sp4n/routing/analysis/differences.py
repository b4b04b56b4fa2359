"""Differences between two rule books: which complaints would go to another agency.

A complaint can only change its way through a rule that is new, gone, changed or moved. So for each
such rule complaints are sought that it decides here, and that go to another agency by the other
book. The answer is an example for each agency, routed by both, or the certainty that there is none.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from attrs import frozen

from sp4n.errors import fault
from sp4n.labels import Label, Language
from sp4n.routing.analysis.book import HARD_ANSWERS, QUESTIONS_LIMIT
from sp4n.routing.analysis.formulas import ALWAYS, NEVER, Either, Formula, contrary
from sp4n.routing.analysis.ground import BookInQuestion, Ground
from sp4n.routing.analysis.solver import Budget, BudgetExceeded, is_refuted, plainly
from sp4n.routing.analysis.witnesses import Witness
from sp4n.routing.route import Route
from sp4n.routing.router import Router
from sp4n.routing.rulebook import Rule
from sp4n.validation import refuse

__all__ = ["DIFFERENCES_LIMIT", "BookDifferences", "Difference", "differences"]

DIFFERENCES_LIMIT = 1_000
"""How many differences are told before the rest is "undecided". Own choice."""

_GOES = Label(
    id="{before} -> {after}, misalnya: {title}", en="{before} -> {after}, for example: {title}"
)
_RULES_DIFFER = Label(
    id="aturan: {n} jenis pengaduan berpindah instansi",
    en="rules: {n} kinds of complaints go to another agency",
)
_RULES_ALIKE = Label(
    id="aturan: terbukti setiap pengaduan tetap ke instansi yang sama",
    en="rules: proven that every complaint goes to the same agency",
)
_UNDECIDED = Label(
    id="aturan: {n} belum pasti, misalnya {of}", en="rules: {n} not decided, for example {of}"
)
_MODULO = Label(
    id="aturan: selain yang ditentukan oleh {of}", en="rules: up to what is decided by {of}"
)
_NAMED = 3  # own choice: of the rules that are not decided


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
        before, after = (one.in_brief(language) for one in (self.before, self.after))
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


@frozen
class BookDifferences:
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

    def message(self, language: Language = "en") -> str:
        """Say in a few lines how much is different and how sure that is, without the examples."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        if self.differences or self.undecided:
            yield _RULES_DIFFER.text(language, n=len(self.differences))
        else:
            yield _RULES_ALIKE.text(language)
        if self.undecided:
            some = ", ".join(self.undecided[:_NAMED])
            yield _UNDECIDED.text(language, n=len(self.undecided), of=some)
        if self.modulo:
            yield _MODULO.text(language, of=", ".join(self.modulo))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "differences": [one.to_dict(language) for one in self.differences],
            "undecided": list(self.undecided),
            "modulo": list(self.modulo),
            "message": self.message(language),
        }

    def __str__(self) -> str:
        return self.message()


def differences(
    before: Router,
    after: Router,
    *,
    on: date | None = None,
    questions: int = QUESTIONS_LIMIT,
    most: int = DIFFERENCES_LIMIT,
) -> BookDifferences:
    """Find out which complaints go to another agency by the rules of another router.

    With `on`, for complaints received on that day; without it, on any day. `questions` bounds the
    work for one example; after as many differences as `most` the rules that are left stay
    undecided. As `analyse`, it speaks of complaints that accuse nobody and were tried nowhere.

    Raises InvalidValue when the routers can't be compared: their directories differ
    (``different_directories``), or they read words differently (``different_normalisers``).

    >>> from sp4n.policy import sample_policy
    >>> router = sample_policy().router
    >>> differences(router, router).is_equivalent
    True
    """
    refuse(
        None if before.directory == after.directory else fault("different_directories"),
        None if before.normaliser == after.normaliser else fault("different_normalisers"),
    )
    ground = Ground((before, after), first_on=on, last_on=on, minds_desks=True)
    here, there = ground.books
    kept = _kept(before.book.rules, after.book.rules)
    back = {there: here for here, there in kept.items()}
    told: dict[tuple[str | None, ...], Difference] = {}
    undecided: dict[str, None] = {}
    for comparer in (
        _Comparer(ground, here, there, kept, questions),
        _Comparer(ground, there, here, back, questions),
    ):
        for rank, rule_id in comparer.changed():
            if len(told) >= most:
                undecided[rule_id] = None
                continue
            try:
                for witness in comparer.ways_of(rank):
                    one = _difference(before, after, witness)
                    told.setdefault(one.kind, one)
            except (BudgetExceeded, _Undecided):
                undecided[rule_id] = None
    return BookDifferences(tuple(told.values()), tuple(undecided), _modulo(before, after))


def _difference(before: Router, after: Router, one: Witness) -> Difference:
    complaint, on = one.complaint, one.on
    return Difference(before.route(complaint, on=on), after.route(complaint, on=on), one)


def _modulo(before: Router, after: Router) -> tuple[str, ...]:
    """Name the strategies when the routers don't ask the same ones in the same order."""
    if before.strategies == after.strategies:
        return ()
    return tuple(dict.fromkeys((*before.strategy_names, *after.strategy_names)))


def _kept(before: Sequence[Rule], after: Sequence[Rule]) -> dict[int, int]:
    """Give the ranks, in both books, of as many equal rules as stand in the same order."""
    place_of = {rule.id: rank for rank, rule in enumerate(after)}
    pairs = [
        (rank, place_of[rule.id])
        for rank, rule in enumerate(before)
        if rule.id in place_of and _sends_alike(rule, after[place_of[rule.id]])
    ]
    return dict(_longest_rise(pairs))


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
        self._ground = ground
        self._here = here
        self._there = there
        self._kept = kept
        self._questions = questions
        self._shared = Budget(questions * HARD_ANSWERS)
        self._soonest = {one: rank for rank, one in reversed([*enumerate(here.decides)])}

    def changed(self) -> Iterator[tuple[int, str]]:
        """Walk over the rules with an agency that the other book doesn't have in their order."""
        for rank, rule in enumerate(self._here.router.book):
            if rank not in self._kept and not rule.is_remark:
                yield rank, rule.id

    def ways_of(self, rank: int) -> Iterator[Witness]:
        """Find complaints that a rule decides here, one for each other agency that gets some there.

        Each that isn't news says what has to be otherwise in the next; until there is none.
        """
        search = _Search(self._here, self._there, rank, self._rivals(rank))
        budget = Budget(self._questions, self._shared)
        while (values := self._ground.find(search.asked(), budget)) is not None:
            witness = self._ground.write(values)
            if witness is None:
                raise _Undecided
            if search.is_news(witness):
                yield self._plainer(rank, witness)
                budget = Budget(self._questions, self._shared)

    def _plainer(self, rank: int, witness: Witness) -> Witness:
        """Give an example that goes the same way and has nothing of earlier tries, if there is."""
        there = self._there.decider(witness)
        if there is None:
            return witness
        asked = (self._here.decides[rank], self._there.decides[there])
        values = self._ground.find(asked, Budget(self._questions, self._shared))
        plainer = None if values is None else self._ground.write(values)
        if plainer is None:
            return witness
        ways = self._here.decider(plainer), self._there.decider(plainer)
        return plainer if ways == (rank, there) else witness

    def _rivals(self, rank: int) -> tuple[int, ...]:
        """Give the rules there that may decide what this one decides here.

        Not those that would decide it here as well, as the same is asked here by a rule before it.
        """
        full = self._ground.space.full
        values = plainly(self._here.decides[rank], full)
        sooner = {there for here, there in self._kept.items() if here < rank}
        return tuple(
            one
            for one, (rule, formula) in enumerate(
                zip(self._there.router.book, self._there.decides, strict=True)
            )
            if not rule.is_remark
            and not is_refuted(formula, values, full)
            and one not in sooner
            and self._soonest.get(formula, rank) >= rank
        )


class _Undecided(Exception):
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
        self._other_desk = self._goes_to_another_desk()

    def asked(self) -> list[Formula]:
        """Say what a complaint must be like to bring news."""
        found = [self._here.decides[self._rank]]
        found += map(self._here.not_decided_by, self._taken_here)
        found += [self._decided_before(one) for one in self._taken_there]
        if self._other_desk != ALWAYS:
            found.append(Either((self._other_desk, *self._wanted(len(self._there.decides)))))
        return found

    def _goes_to_another_desk(self) -> Formula:
        """Say that the desk there is another agency; strategies may do what they like."""
        lead = self._here.router.book.rules[self._rank].to
        if lead is None or self._there.router.strategies:
            return ALWAYS
        return contrary(self._there.desk_is(lead), self._there.space.full)

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
            raise _Undecided
        taken += [one for one in ranks if one not in taken]

    def _is_news_of_a_desk(self, witness: Witness) -> bool:
        """Tell that a desk there is another agency; the next complaint then goes by a rule."""
        desk = self._there.router.route(witness.complaint, on=witness.on).agency
        if self._other_desk == NEVER or desk == self._here.router.book.rules[self._rank].to:
            raise _Undecided
        self._other_desk = NEVER
        return True
