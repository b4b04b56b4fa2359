"""Analysis: what holds of a rule book whatever comes, and what another book would do otherwise.

No peer does this. So each claim of sp4n's is held against `benchmarks.plain_rules`, which finds out
the same in another way, without sp4n; and each example against the rules read one after the other.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from benchmarks.comparison import Comparison, Contender
from benchmarks.plain_rules import (
    PlainBook,
    SentRule,
    Standing,
    Way,
    changed_ways,
    standings,
)
from benchmarks.routing_with_sp4n import predicate
from benchmarks.same_rules import CATEGORIES, NONE, SIZES, Question, rules
from sp4n.model import Agency, Categories, Directory
from sp4n.routing import Router, Rule, RuleBook
from sp4n.routing.analysis import BookAnalysis, BookDifferences, Witness, analyse, differences

__all__ = ["COMPARED", "analysed", "analysis"]

_ANALYSED = SIZES[1:]
COMPARED = 1_000
"""How many rules the compared books have."""

_ROOT = "NASIONAL"
_AGENCIES = tuple(f"DINAS-{number}" for number in range(20))
_CHANGED, _GONE, _MOVED = range(0, COMPARED, 100), 333, COMPARED - 1
_CITY = 5  # so many characters of a region's code are its city's
_LONG = 10  # of the longest book so many times fewer rounds
_ABOUT = (
    "Whether each rule ever decides and which of its words are of use, with a complaint that shows "
    "it and was tried with the router; or proof that there is none."
)
_COMPARED = (
    "Of a book and an edited one: ten rules send to another agency, one is gone, one stands first. "
    "Told is for each such rule to which other agencies its complaints go, with an example routed "
    "by both; or proof that there are none, as for a book and itself."
)


def analysis(rounds: int) -> Iterator[Comparison]:
    """Give the measurements of analysis and comparison."""
    for size in _ANALYSED:
        yield _analysis(size, rounds if size < SIZES[-1] else max(rounds // _LONG, 2))
    yield _comparison(rounds)


def analysed(size: int) -> str:
    """Name the analysis of so many rules."""
    return f"analyse_{size}"


def _analysis(size: int, rounds: int) -> Comparison:
    sent = _sent(size)
    router, plain = _router(sent), PlainBook(sent, _ROOT)

    def judge(_: Router) -> list[Standing]:
        return standings(plain)

    def told(found: BookAnalysis) -> list[Standing]:
        return list(_told(found, plain))

    return Comparison(
        analysed(size),
        f"A book of {size:,} rules analysed",
        _ABOUT if size == _ANALYSED[0] else "",
        checked=[(router,)],
        timed=[(router,)],
        contenders=(
            Contender("sp4n `analyse`", analyse, give=told),
            Contender("the plain reading", judge, timed=False),
        ),
        rounds=rounds,
        part="analysis",
    )


def _told(found: BookAnalysis, plain: PlainBook) -> Iterator[Standing]:
    for one in found:
        idle = tuple(sorted(part.says for part in one.idle))
        decider = NONE if one.example is None else _first(plain, one.example).asks.id
        yield one.rule, one.standing, idle, decider


@frozen
class _Books:
    """A book and an edited one, as routers and read plainly; the ranks of what differs in each."""

    routers: tuple[Router, Router]
    plain: tuple[PlainBook, PlainBook]
    changed: tuple[Sequence[int], Sequence[int]]


def _comparison(rounds: int) -> Comparison:
    books = _books()
    same = books.routers[0], _router(_sent(COMPARED))

    def judge(_before: Router, _after: Router) -> list[Way]:
        return changed_ways(books.plain, books.changed)

    def told(found: BookDifferences) -> list[Way]:
        return _ways(found, books)

    def itself(_before: Router, _after: Router) -> tuple[Router, Router]:
        return same

    return Comparison(
        "compare",
        f"Two books of {COMPARED:,} rules compared",
        _COMPARED,
        checked=[books.routers],
        timed=[books.routers],
        contenders=(
            Contender("sp4n `differences`", differences, give=told),
            Contender("sp4n `differences`, a book and itself", differences, itself, answers=False),
            Contender("the plain reading", judge, timed=False),
        ),
        rounds=rounds,
        part="analysis",
    )


def _books() -> _Books:
    sent = _sent(COMPARED)
    edited = [
        evolve(one, to=_AGENCIES[rank // 100 + 1]) if rank in _CHANGED else one
        for rank, one in enumerate(sent)
    ]
    edited = [edited[_MOVED], *edited[:_GONE], *edited[_GONE + 1 : _MOVED]]
    moved, ranks = edited[0].asks.id, {one.asks.id: rank for rank, one in enumerate(edited)}
    here = *_CHANGED, _GONE, _MOVED
    there = *(ranks[sent[rank].asks.id] for rank in _CHANGED), ranks[moved]
    return _Books(
        (_router(sent), _router(edited)),
        (PlainBook(sent, _ROOT), PlainBook(edited, _ROOT)),
        (here, there),
    )


def _ways(found: BookDifferences, books: _Books) -> list[Way]:
    """Say of each difference which changed rules it is of, if its example goes as it says."""
    before, after = books.plain
    here, there = (
        {plain.rules[rank].asks.id for rank in ranks}
        for plain, ranks in zip(books.plain, books.changed, strict=True)
    )
    ways: set[Way] = {("undecided", rule, NONE) for rule in found.undecided}
    for one in found:
        old, new = _first(before, one.example), _first(after, one.example)
        kind = old.asks.id or None, old.to, new.asks.id or None, new.to
        if kind != one.kind:
            ways.add(("wrong", one.example.complaint.title, str(one.kind)))
        ways |= {("before", old.asks.id, new.to)} if old.asks.id in here else set()
        ways |= {("after", new.asks.id, old.to)} if new.asks.id in there else set()
    return sorted(ways)


def _first(plain: PlainBook, example: Witness) -> SentRule:
    """Give the rule that takes an example, read plainly."""
    return plain.first(_question(example))


def _question(example: Witness) -> Question:
    one = example.complaint
    city = "" if one.region is None else one.region.code[:_CITY]
    return Question(city, one.category or "", tuple(f"{one.title} {one.body}".split()))


def _sent(size: int) -> list[SentRule]:
    """Spread the rules over the agencies."""
    return [
        SentRule(rule, _AGENCIES[rank % len(_AGENCIES)]) for rank, rule in enumerate(rules(size))
    ]


def _router(sent: Sequence[SentRule]) -> Router:
    directory = Directory(
        [Agency(_ROOT, "Admin nasional"), *(Agency(one, one, parent=_ROOT) for one in _AGENCIES)],
        categories=Categories(dict.fromkeys(CATEGORIES)),
    )
    return Router(
        directory, RuleBook(Rule(one.asks.id, predicate(one.asks), to=one.to) for one in sent)
    )
