"""The index of a rule book: which rules a complaint may match, so that no other need be read.

It leaves out only rules that can't match, since something that they need is not there; whether a
rule that is left does match, its predicate says. So the index can neither add nor lose a match.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import merge
from itertools import accumulate, chain, groupby

from attrs import field, frozen

from sp4n.labels import Label, Language
from sp4n.model.region import NATION
from sp4n.routing.facts import RoutingFacts, Vocabulary
from sp4n.routing.guards import (
    Guard,
    GuardKind,
    Guards,
    mentioned,
    necessary,
    plain_channel,
)
from sp4n.routing.statements import Statement

__all__ = ["GUARD_LABELS", "Index", "Plan", "Postings"]

_FEW = 256  # own choice: so many ranks are sorted sooner than merged one by one

GUARD_LABELS: Mapping[GuardKind, Label] = {
    "word": Label(id="teksnya memuat bentuk kata {found}", en="the text has a form of {found}"),
    "exact": Label(id="teksnya memuat kata {found}", en="the text has the word {found}"),
    "category": Label(id="kategorinya {found}", en="the category is within {found}"),
    "region": Label(id="wilayahnya dalam {found}", en="the region is within {found}"),
    "classification": Label(id="klasifikasinya {found}", en="the class is {found}"),
    "channel": Label(id="kanalnya {found}", en="the channel is {found}"),
    "target_agency": Label(id="ditujukan kepada {found}", en="it is addressed to {found}"),
    "anonymous": Label(id="tanda anonimnya {found}", en="the flag anonymous is {found}"),
    "confidential": Label(id="tanda rahasianya {found}", en="the flag confidential is {found}"),
}
"""What has to be there, by the kind of guard."""

_LOOKED_AT = Label(id="{rule} diperiksa bila {guards}", en="{rule} is looked at when {guards}")
_ALWAYS = Label(id="{rule} selalu diperiksa", en="{rule} is always looked at")
_SHARED = Label(id=" (bersama {found} aturan lain)", en=" (shared with {found} more)")
_OR = Label(id=" atau ", en=" or ")


def _sorted_guards(guards: Iterable[Guard]) -> tuple[Guard, ...]:
    return tuple(sorted(guards))


@frozen
class Plan:
    """How a rule book finds one of its rules.

    The rule is looked at when one of its `guards` is there. `shared` counts the other rules that
    are looked at for one of the same guards. A rule without guards, one that only says what must
    not be there for instance, is looked at for every complaint; it shares that with the other
    rules that have none.
    """

    rule: str
    guards: tuple[Guard, ...] = field(default=(), converter=_sorted_guards)
    shared: int = 0

    @property
    def is_indexed(self) -> bool:
        """Whether the rule is looked at only when something that it needs is there."""
        return bool(self.guards)

    def message(self, language: Language = "en") -> str:
        """Say in a sentence when the rule is looked at."""
        label = _LOOKED_AT if self.is_indexed else _ALWAYS
        said = label.text(language, rule=self.rule, guards=self._conditions(language))
        return said + (_SHARED.text(language, found=self.shared) if self.shared else "")

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "is_indexed": self.is_indexed,
            "guards": [{"kind": kind, "value": value} for kind, value in self.guards],
            "shared": self.shared,
            "message": self.message(language),
        }

    def _conditions(self, language: Language) -> str:
        either = _OR.text(language)
        return either.join(
            GUARD_LABELS[kind].text(language, found=either.join(value for _, value in some))
            for kind, some in groupby(self.guards, key=_kind)
        )

    def __str__(self) -> str:
        return self.message()


def _kind(guard: Guard) -> GuardKind:
    return guard[0]


Ranks = tuple[int, ...]
"""Places of rules in their book, in order."""


@frozen
class Postings:
    """Under each guard the ranks of the rules that need it, and those of the rules without any."""

    always: Ranks
    by_guard: Mapping[GuardKind, Mapping[str, Ranks]]

    @classmethod
    def of(cls, guards: Iterable[tuple[int, Guards | None]]) -> "Postings":
        """Post each rank under its guards."""
        always: list[int] = []
        posted: defaultdict[GuardKind, defaultdict[str, list[int]]]
        posted = defaultdict(lambda: defaultdict(list))
        for rank, needed in guards:
            if needed is None:
                always.append(rank)
            for kind, value in needed or ():
                posted[kind][value].append(rank)
        tables = {kind: _frozen_table(table) for kind, table in posted.items()}
        return cls(tuple(always), tables)

    def candidates(self, facts: RoutingFacts, vocabulary: Vocabulary) -> Iterable[int]:
        """Give the ranks of the rules that may match, each once, in order."""
        postings = [self.always] if self.always else []
        for kind, table in self.by_guard.items():
            there = _THERE[kind](facts, vocabulary)
            postings += [table[value] for value in there if value in table]
        return _in_order(postings)

    def sharing(self, needed: Guards | None) -> set[int]:
        """Give the ranks that are looked at for one of these guards, or for want of any."""
        if needed is None:
            return set(self.always)
        return {rank for kind, value in needed for rank in self._posted(kind, value)}

    def _posted(self, kind: GuardKind, value: str) -> Ranks:
        return self.by_guard.get(kind, {}).get(value, ())


@frozen
class Index:
    """For each rule of a book its guards, and where rules that decide and remarks are posted."""

    guards: tuple[Guards | None, ...]
    deciding: Postings
    remarks: Postings

    @classmethod
    def of(cls, statements: Sequence[Statement], remarks: Collection[int]) -> "Index":
        """Index rules by what they say; `remarks` are the places of those that send nowhere.

        Of what a rule needs it is posted under what the fewest rules mention.
        """
        mentions = Counter(guard for one in statements for guard in mentioned(one))
        guards = tuple(necessary(one, mentions.__getitem__) for one in statements)
        ranked = list(enumerate(guards))
        return cls(
            guards,
            Postings.of(one for one in ranked if one[0] not in remarks),
            Postings.of(one for one in ranked if one[0] in remarks),
        )

    @property
    def roots(self) -> frozenset[str]:
        """The roots that rules are posted under."""
        return frozenset().union(
            *(postings.by_guard.get("word", {}) for postings in (self.deciding, self.remarks))
        )

    def plan(self, rank: int, rule_id: str) -> Plan:
        """Say how a rule is found."""
        needed = self.guards[rank]
        sharing = self.deciding.sharing(needed) | self.remarks.sharing(needed)
        return Plan(rule_id, needed or (), len(sharing - {rank}))


def _frozen_table(table: Mapping[str, Sequence[int]]) -> Mapping[str, Ranks]:
    return {value: tuple(ranks) for value, ranks in table.items()}


def _in_order(postings: Sequence[Ranks]) -> Iterable[int]:
    """Merge ranks, each once; where they are many, no further than is asked for."""
    if len(postings) == 1:
        return postings[0]
    if sum(map(len, postings)) <= _FEW:
        return sorted({*chain.from_iterable(postings)})
    return (rank for rank, _ in groupby(merge(*postings)))


def _lands(facts: RoutingFacts) -> Iterable[str]:
    """Give the codes of the complaint's region and of all around it."""
    if facts.region is None:
        return ()
    segments = facts.region.code.split(".")
    return {NATION.code, *accumulate(segments, "{}.{}".format)}


def _one(value: str | None) -> Iterable[str]:
    return () if value is None else (value,)


def _flag(*, flag: bool) -> Iterable[str]:
    return ("true",) if flag else ("false",)


_THERE: Mapping[GuardKind, Callable[[RoutingFacts, Vocabulary], Iterable[str]]] = {
    "word": RoutingFacts.roots,
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
