"""Differences between two rule books: which complaints would go to another agency.

A complaint can only change its way through a rule that is new, gone, changed or moved. So for each
such rule complaints are sought that it decides here, and that go to another agency by the other
book. The answer is an example for each agency, routed by both, or the certainty that there is none.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from sp4n.errors import fault
from sp4n.labels import Described, Label, Language, Template
from sp4n.routing.analysis.book import QUESTIONS_LIMIT, work_for
from sp4n.routing.analysis.comparer import Comparer, Undecided, changed
from sp4n.routing.analysis.ground import Ground
from sp4n.routing.analysis.witnesses import Witness
from sp4n.routing.route import Route
from sp4n.routing.router import Router
from sp4n.routing.rulebook import Rule
from sp4n.validation import refuse
from sp4n.work import BudgetExceeded

DIFFERENCES_LIMIT = 1_000
"""How many differences are told before the rest is "undecided". Own choice."""

_GOES = Template(
    id="{before} -> {after}, misalnya: {example}", en="{before} -> {after}, for example: {example}"
)
_RULES_DIFFER = Template(
    id="aturan: {n} jenis pengaduan berpindah instansi",
    en="rules: {n} kinds of complaints go to another agency",
)
_ONE_RULE_DIFFERS = Template(
    id="aturan: 1 jenis pengaduan berpindah instansi",
    en="rules: 1 kind of complaint goes to another agency",
)
_RULES_ALIKE = Label(
    id="aturan: terbukti setiap pengaduan tetap ke instansi yang sama",
    en="rules: proven that every complaint goes to the same agency",
)
_UNDECIDED = Template(
    id="aturan: {n} belum pasti, misalnya {of}", en="rules: {n} not decided, for example {of}"
)
_NONE_FOUND = Label(
    id="aturan: tidak ditemukan perbedaan, tetapi belum terbukti",
    en="rules: no difference was found, but that there is none is not proven",
)
_ALIKE_BUT = Template(
    id="aturan: terbukti sama bagi semua pengaduan, kecuali yang ditentukan oleh {of}",
    en="rules: proven the same for every complaint, except those that {of} decides",
)
_MODULO = Template(
    id="aturan: belum termasuk pengaduan yang ditentukan oleh {of}",
    en="rules: leaving aside complaints that {of} decides",
)
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
        before, after = (one.describe(language, short=True) for one in (self.before, self.after))
        example = self.example.describe(language, short=True)
        return _GOES.fill(language, before=before, after=after, example=example)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "before": _brief(self.before),
            "after": _brief(self.after),
            "example": self.example.to_dict(),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<Difference {self}>"


def _brief(route: Route) -> dict[str, object]:
    return {"agency": route.agency, "via": route.via, "rule": route.rule}


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
            label = _ONE_RULE_DIFFERS if len(self.differences) == 1 else _RULES_DIFFER
            yield label.fill(language, n=len(self.differences))
        elif self.undecided:
            yield _NONE_FOUND.describe(language)
        elif self.modulo:
            yield _ALIKE_BUT.fill(language, of=strategies)
        else:
            yield _RULES_ALIKE.describe(language)
        if self.undecided:
            some = ", ".join(self.undecided[:_NAMED])
            yield _UNDECIDED.fill(language, n=len(self.undecided), of=some)
        if self.modulo and (self.differences or self.undecided):
            yield _MODULO.fill(language, of=strategies)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "differences": [one.to_dict(language) for one in self.differences],
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

    With `on`, for complaints received on that day; without it, on any day. `questions` bounds the
    work for one example, and with it the work for all of them; after as many differences as `most`
    the rules that are left stay undecided. As `analyse`, it speaks of complaints that accuse nobody
    and were tried nowhere.

    Raises InvalidValue when the routers can't be compared: their directories differ
    (``different_directories``), or they read words differently (``different_normalisers``).

    >>> from sp4n.sample import sample_policy
    >>> router = sample_policy().router
    >>> differences(router, router).is_equivalent
    True
    """
    refuse(
        None if before.directory == after.directory else fault("different_directories"),
        None if before.normaliser == after.normaliser else fault("different_normalisers"),
    )
    kept = _kept(before.book.rules, after.book.rules)
    back = {there: here for here, there in kept.items()}
    both_ways = 2 * max(questions, QUESTIONS_LIMIT)
    work = work_for(both_ways, before.book, after.book)
    try:
        ground = Ground((before, after), work, first_on=on, last_on=on, minds_desks=True)
    except BudgetExceeded:
        both = (*changed(before.book, kept), *changed(after.book, back))
        names = tuple(dict.fromkeys(rule_id for _, rule_id in both))
        return BookDifferences((), names, _modulo(before, after))
    here, there = ground.books
    told: dict[tuple[str | None, ...], Difference] = {}
    undecided: dict[str, None] = {}
    for comparer in (
        Comparer(ground, here, there, kept, questions),
        Comparer(ground, there, here, back, questions),
    ):
        for rank, rule_id in comparer.changed:
            if len(told) >= most:
                undecided[rule_id] = None
                continue
            try:
                for witness in comparer.ways_of(rank):
                    one = _difference(before, after, witness)
                    told.setdefault(one.kind, one)
            except (BudgetExceeded, Undecided):
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
    return dict(longest_rise(pairs))


def _sends_alike(one: Rule, other: Rule) -> bool:
    mine = (one.when, one.to, one.valid_from, one.valid_until)
    return mine == (other.when, other.to, other.valid_from, other.valid_until)


def longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
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
