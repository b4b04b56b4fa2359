"""The index of a rule book: which rules a complaint may match, so that no other need be read.

It leaves out only rules that can't match, since something that they need is not there; whether a
rule that is left does match, its predicate says. So the index can neither add nor lose a match.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from heapq import merge
from itertools import chain, groupby

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message
from sp4n.model.region import Region
from sp4n.routing.facts import RoutingFacts, Vocabulary
from sp4n.routing.guards import Cost, Guard, GuardKind, Guards, cheapest, mentioned, necessary
from sp4n.routing.statements import Statement, plain_channel

_MOST = 1_000  # own choice: a rule is posted under no more pairs of guard and word
_FEW = 256  # own choice: so many ranks are sorted sooner than merged one by one

GUARD_LABELS: Mapping[GuardKind, Message] = FrozenDict(
    {
        "word": Message("clause.word"),
        "exact": Message("clause.exact"),
        "category": Message("clause.category"),
        "region": Message("clause.region"),
        "classification": Message("clause.classification"),
        "channel": Message("clause.channel"),
        "target_agency": Message("clause.target_agency"),
        "anonymous": Message("clause.anonymous"),
        "confidential": Message("clause.confidential"),
    }
)
"""What has to be there, by the kind of guard."""

_LOOKED_AT = Message("index.looked_at")
_ALWAYS = Message("index.always")
_SHARED = Message("index.shared")
_OR = Message("index.or")
_AND = Message("index.and")


def _sorted_guards(guards: Iterable[Guard]) -> tuple[Guard, ...]:
    return tuple(sorted(guards))


def _sorted_words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


@frozen
class Plan(Described):
    """How a rule book finds one of its rules.

    A rule without guards, one that only says what must not be there for instance, is read for every
    complaint; it shares that with the other rules that have none.

    Attributes:
        rule: Its id.
        guards: By these it is looked up: it is read when one of them is there,
        words: and one of these roots, unless there are none.
        shared: How many other rules one of the same guards looks up.
    """

    rule: str
    guards: tuple[Guard, ...] = field(default=(), converter=_sorted_guards)
    words: tuple[str, ...] = field(default=(), converter=_sorted_words)
    shared: int = 0

    @property
    def is_indexed(self) -> bool:
        """Whether the rule is looked at only when something that it needs is there."""
        return bool(self.guards)

    def _full(self, language: Language) -> str:
        """Say in a sentence when the rule is looked at."""
        label = _LOOKED_AT if self.is_indexed else _ALWAYS
        conditions = _AND.describe(language).join(self._conditions(language))
        said = label.fill(language, rule=self.rule, guards=conditions)
        return said + (_SHARED.fill(language, found=self.shared) if self.shared else "")

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "is_indexed": self.is_indexed,
            "guards": [{"kind": kind, "value": value} for kind, value in self.guards],
            "words": list(self.words),
            "shared": self.shared,
            "message": self.describe(language),
        }

    def _conditions(self, language: Language) -> Iterator[str]:
        yield _either(self.guards, language)
        if self.words:
            yield _either([("word", word) for word in self.words], language)


def _either(guards: Iterable[Guard], language: Language) -> str:
    either = _OR.describe(language)
    return either.join(
        GUARD_LABELS[kind].fill(language, found=either.join(value for _, value in alike))
        for kind, alike in groupby(guards, key=_kind)
    )


def _kind(guard: Guard) -> GuardKind:
    return guard[0]


Ranks = tuple[int, ...]
"""Places of rules in their book, in order."""


@frozen
class Need:
    """What one rule needs: one of the guards, and one of the words unless there are none."""

    guards: Guards | None
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, statement: Statement, cost: Cost) -> "Need":
        """Choose from all that is necessary: what looks up the fewest rules, and words beside."""
        options = necessary(statement, cost)
        guards = cheapest(options, cost)
        beside = (
            option
            for option in options
            if option != guards and all(kind == "word" for kind, _ in option)
        )
        words = frozenset(word for _, word in cheapest(beside, cost) or ())
        return cls(guards, words if len(words) * len(guards or ()) <= _MOST else frozenset())


@frozen
class Posting:
    """The ranks of the rules that need one guard, and by word those that need a word as well."""

    alone: Ranks
    by_word: Mapping[str, Ranks]

    @classmethod
    def of(cls, needs: Iterable[tuple[int, Need]]) -> "Posting":
        """Post each rank under its words."""
        alone: list[int] = []
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for rank, need in needs:
            if not need.words:
                alone.append(rank)
            for word in need.words:
                by_word[word].append(rank)
        return cls(
            tuple(alone), FrozenDict({word: tuple(ranks) for word, ranks in by_word.items()})
        )

    def find(self, roots: AbstractSet[str], ranks: list[Ranks]) -> None:
        """Add to the ranks those of the rules that a text with these roots may match."""
        if self.alone:
            ranks.append(self.alone)
        by_word = self.by_word
        if by_word:
            ranks += [by_word[root] for root in by_word.keys() & roots]

    @property
    def ranks(self) -> set[int]:
        """All ranks."""
        return {*self.alone, *chain.from_iterable(self.by_word.values())}


@frozen
class Postings:
    """Under each guard the rules that need it, and those that need none."""

    always: Ranks
    by_guard: Mapping[GuardKind, Mapping[str, Posting]]

    @classmethod
    def of(cls, needs: Sequence[tuple[int, Need]]) -> "Postings":
        """Post each rule under its guards."""
        posted: defaultdict[Guard, list[tuple[int, Need]]] = defaultdict(list)
        for rank, need in needs:
            for guard in need.guards or ():
                posted[guard].append((rank, need))
        by_guard: defaultdict[GuardKind, dict[str, Posting]] = defaultdict(dict)
        for (kind, value), needy in posted.items():
            by_guard[kind][value] = Posting.of(needy)
        tables: FrozenDict[GuardKind, Mapping[str, Posting]] = FrozenDict(
            {kind: FrozenDict(table) for kind, table in by_guard.items()}
        )
        return cls(tuple(rank for rank, need in needs if need.guards is None), tables)

    def candidates(self, facts: RoutingFacts, vocabulary: Vocabulary) -> Iterable[int]:
        """Give the ranks of the rules that may match, each once, in order."""
        ranks = [self.always] if self.always else []
        roots = facts.roots(vocabulary)
        for kind, table in self.by_guard.items():
            for value in table.keys() & _THERE[kind](facts, roots):
                table[value].find(roots, ranks)
        return _in_order(ranks)

    def sharing(self, guards: Guards | None) -> set[int]:
        """Give the ranks that are looked up by one of these guards, or read for want of any."""
        if guards is None:
            return set(self.always)
        tables = ((self.by_guard.get(kind, {}), value) for kind, value in guards)
        return {rank for table, value in tables if value in table for rank in table[value].ranks}


@frozen
class Index:
    """For each rule of a book its need, and where rules that decide and remarks are posted."""

    needs: tuple[Need, ...]
    deciding: Postings
    remarks: Postings

    @classmethod
    def of(cls, statements: Sequence[Statement], remarks: Collection[int]) -> "Index":
        """Index rules by what they say; `remarks` are the places of those that send nowhere."""
        mentions = Counter(guard for statement in statements for guard in mentioned(statement))
        needs = tuple(Need.of(statement, mentions.__getitem__) for statement in statements)
        ranked = list(enumerate(needs))
        return cls(
            needs,
            Postings.of([(rank, need) for rank, need in ranked if rank not in remarks]),
            Postings.of([(rank, need) for rank, need in ranked if rank in remarks]),
        )

    @property
    def roots(self) -> frozenset[str]:
        """The roots that a complaint's words have to be known as forms of."""
        guards = (guard for need in self.needs for guard in need.guards or ())
        posted = frozenset(value for kind, value in guards if kind == "word")
        return posted.union(*(need.words for need in self.needs))

    def plan(self, rank: int, rule_id: str) -> Plan:
        """Say how a rule is found."""
        need = self.needs[rank]
        sharing = self.deciding.sharing(need.guards) | self.remarks.sharing(need.guards)
        return Plan(rule_id, need.guards or (), need.words, len(sharing - {rank}))


def _in_order(postings: Sequence[Ranks]) -> Iterable[int]:
    """Merge ranks, each once; where they are many, no further than is asked for."""
    if len(postings) == 1:
        return postings[0]
    if sum(map(len, postings)) <= _FEW:
        return sorted({*chain.from_iterable(postings)})
    return (rank for rank, _ in groupby(merge(*postings)))


def _lands(facts: RoutingFacts) -> Iterable[str]:
    """Give the codes of the complaint's region and of all around it."""
    return () if facts.region is None else _around(facts.region)


@lru_cache(4_096)  # own choice: there are about 84,000 villages, and most complaints are a city's
def _around(region: Region) -> frozenset[str]:
    return frozenset(land.code for land in region.lineage())


def _one(value: str | None) -> Iterable[str]:
    return () if value is None else (value,)


def _flag(*, flag: bool) -> Iterable[str]:
    return ("true",) if flag else ("false",)


_THERE: Mapping[GuardKind, Callable[[RoutingFacts, AbstractSet[str]], Iterable[str]]] = {
    "word": lambda _, roots: roots,
    "exact": lambda facts, _: facts.words,
    "category": lambda facts, _: facts.category_lineage,
    "region": lambda facts, _: _lands(facts),
    "classification": lambda facts, _: _one(facts.classification),
    "channel": lambda facts, _: map(plain_channel, _one(facts.channel)),
    "target_agency": lambda facts, _: _one(facts.target_agency),
    "anonymous": lambda facts, _: _flag(flag=facts.anonymous),
    "confidential": lambda facts, _: _flag(flag=facts.confidential),
}
"""What a complaint has of each kind of guard."""
