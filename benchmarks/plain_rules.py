"""The same rules read in the plainest way, to hold sp4n's analysis against: one after the other.

Nothing here is sp4n's. What a book does with every complaint there can be, it finds out by the
least ones: whoever fits a rule fits it by what it asks and needs nothing else, and everything else
can only let an earlier rule match as well. There is one exception: an earlier rule that wants a
word not to be there is kept out by that word. Such rules name a category, so that they matter only
where one is named, and then their words have to be there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import product

from attrs import frozen

from benchmarks.same_rules import NONE, Question, SameRule

__all__ = ["PlainBook", "SentRule", "Standing", "Way", "changed_ways", "standings"]

Standing = tuple[str, str, tuple[str, ...], str]
"""A rule, whether it is live or dead, its words that never bring a complaint to it, and the rule
that decides its example."""

Way = tuple[str, str, str]
"""Which book, by which rule of it that the other doesn't have there, and whom the other sends."""

_PROVINCE = 2  # so many characters of a city's code are its province's


@frozen
class SentRule:
    """A rule, and the agency to which it sends."""

    asks: SameRule
    to: str

    def takes(self, question: Question, words: frozenset[str]) -> bool:
        """Tell whether a complaint with these words is as the rule asks."""
        asks = self.asks
        return (
            asks.city in {"", question.city}
            and asks.province in {"", question.city[:_PROVINCE]}
            and asks.category in {"", question.category}
            and words.issuperset(asks.all_of)
            and words.isdisjoint(asks.none_of)
            and not (asks.any_of and words.isdisjoint(asks.any_of))
        )


class PlainBook:
    """Rules in their order, by the places they name; a desk gets what no rule takes."""

    def __init__(self, rules: Sequence[SentRule], desk: str) -> None:
        self.rules = rules
        self._desk = SentRule(SameRule(NONE), desk)
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for rank, rule in enumerate(rules):
            self._at[rule.asks.city or rule.asks.province].append(rank)

    def first(self, question: Question) -> SentRule:
        """Give the first rule that takes a complaint, or the desk."""
        rank = self.first_rank(question)
        return self._desk if rank is None else self.rules[rank]

    def first_rank(self, question: Question) -> int | None:
        """Give the rank of the first rule that takes a complaint."""
        words = frozenset(question.words)
        ranks = self._near(question.city)
        return next((one for one in ranks if self.rules[one].takes(question, words)), None)

    def kept_out(self, before: int, city: str, category: str) -> Iterator[str]:
        """Walk over the words that keep out the rules before one, in a city on a category."""
        if not category:
            return
        for rank in self._at.get(city, ()):
            asks = self.rules[rank].asks
            if rank < before and asks.category == category:
                yield from asks.none_of

    def _near(self, city: str) -> Iterable[int]:
        places = dict.fromkeys(("", city[:_PROVINCE], city))
        return merge(*(self._at.get(one, ()) for one in places))


def standings(book: PlainBook) -> list[Standing]:
    """Tell of rules whether they are live, and which of their words are idle."""
    return [_standing(book, rank) for rank in range(len(book.rules))]


def _standing(book: PlainBook, rank: int) -> Standing:
    rule = book.rules[rank]
    tried = {word: _decider(book, rank, word) for word in rule.asks.any_of or (NONE,)}
    if rank not in tried.values():
        return rule.asks.id, "dead", (), NONE
    covered = {word: one for word, one in tried.items() if one != rank}
    idle = (word for word, one in covered.items() if one is None or book.rules[one].to != rule.to)
    return rule.asks.id, "live", tuple(sorted(idle)), rule.asks.id


def _decider(book: PlainBook, rank: int, word: str) -> int | None:
    """Give the rank of the rule that decides the least complaint that a rule takes by a word."""
    asks = book.rules[rank].asks
    needed = {*asks.all_of, *filter(None, (word,))}
    needed |= set(book.kept_out(rank, asks.city, asks.category))
    if not needed.isdisjoint(asks.none_of):
        return None
    return book.first_rank(Question(asks.city or asks.province, asks.category, tuple(needed)))


def changed_ways(
    books: tuple[PlainBook, PlainBook], changed: tuple[Sequence[int], Sequence[int]]
) -> list[Way]:
    """Tell whom the other book sends to in place of each changed rule of one of the books."""
    before, after = books
    found = {
        *_ways("before", before, after, changed[0]),
        *_ways("after", after, before, changed[1]),
    }
    return sorted(found)


def _ways(side: str, here: PlainBook, there: PlainBook, ranks: Iterable[int]) -> Iterator[Way]:
    for rank in ranks:
        rule = here.rules[rank]
        for question in _between(here, there, rank):
            if here.first_rank(question) == rank:
                agency = there.first(question).to
                if agency != rule.to:
                    yield side, rule.asks.id, agency


def _between(here: PlainBook, there: PlainBook, rank: int) -> Iterator[Question]:
    """Walk over the least complaints that a rule takes here, and each one there, or none."""
    one = here.rules[rank].asks
    for place, other in enumerate((*(rule.asks for rule in there.rules), SameRule(NONE))):
        where, category = _where(one, other), _both(one.category, other.category)
        if where is None or category is None:
            continue
        kept_out = *here.kept_out(rank, where, category), *there.kept_out(place, where, category)
        for words in product(one.any_of or (NONE,), other.any_of or (NONE,)):
            needed = {*one.all_of, *other.all_of, *filter(None, words), *kept_out}
            if needed.isdisjoint((*one.none_of, *other.none_of)):
                yield Question(where, category, tuple(needed))


def _where(one: SameRule, other: SameRule) -> str | None:
    """Give the place that both rules name, or one within the other; None when they lie apart."""
    city = _both(one.city, other.city)
    province = _both(_province(one), _province(other))
    return None if city is None or province is None else city or province


def _province(rule: SameRule) -> str:
    return rule.province or rule.city[:_PROVINCE]


def _both(one: str, other: str) -> str | None:
    """Give what is named by either; None when they name different things."""
    return None if one and other and one != other else one or other
