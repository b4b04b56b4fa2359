"""The analysis against brute force: every complaint of a small world, read rule by rule."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations, product

from drawn_books import composed, numbered
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.model import Agency, Categories, Directory, Region
from sp4n.routing import (
    AffirmedWord,
    AllWords,
    AnyWord,
    CategoryWithin,
    NegatedWord,
    Phrase,
    Predicate,
    ReceivedBetween,
    RegionWithin,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    Vocabulary,
    WordsAtLeast,
    WordsAtMost,
)
from sp4n.routing.analysis import analyse, differences, gaps

DIRECTORY = Directory(
    [
        Agency("ROOT", "Root"),
        Agency("KOTA", "Kota", parent="ROOT", region="99.71", front_desk=True),
        Agency("JALAN", "Jalan", parent="KOTA", region="99.71", mandate={"Jalan"}),
        Agency("LURAH", "Lurah", parent="KOTA", region="99.71.01"),
        Agency("BARU", "Baru", parent="ROOT", active_from=date(2026, 1, 10)),
    ],
    categories=Categories({"Jalan": None, "Lubang": "Jalan", "Sampah": None}),
)
CATEGORIES = (None, *DIRECTORY.categories)
REGIONS = (None, "ID", "99.71", "99.71.01", "98")
COUNTS = range(3)
DAYS = (date(2026, 1, 1), date(2026, 1, 10))
TURN = date(2026, 1, 10)
CHUNKS = (
    ("terang",),
    ("penerangan",),
    ("lubang",),
    ("berlubang",),
    ("jalan",),
    ("tidak", "lubang"),
    ("jalan", "lubang"),
    ("tidak", "berlubang"),
    ("jalan", "berlubang"),
)
"""Whatever the rules below look for, some of these have it, and as little else as can be."""

MOST_CHUNKS = 3

words = st.lists(
    st.sampled_from(["terang", "penerangan", "lubang", "=berlubang", "jalan lubang"]),
    min_size=1,
    max_size=2,
    unique=True,
)
simple: st.SearchStrategy[Predicate] = st.one_of(
    words.map(AnyWord),
    words.map(AllWords),
    st.just(AnyWord(["lubang", "-berlubang"])),
    st.just(Phrase(["jalan lubang"])),
    st.just(AffirmedWord(["lubang"])),
    st.just(NegatedWord(["lubang"])),
    st.lists(st.sampled_from(["Jalan", "Lubang", "Sampah"]), min_size=1, max_size=2).map(
        CategoryWithin
    ),
    st.lists(st.sampled_from(["99.71", "99.71.01", "98", "ID"]), min_size=1, max_size=2).map(
        RegionWithin
    ),
    st.integers(0, 2).map(WordsAtLeast),
    st.integers(0, 1).map(WordsAtMost),
    st.just(ReceivedBetween(TURN, None)),
)
predicates: st.SearchStrategy[Predicate] = composed(simple, max_leaves=3)
rules = st.builds(
    Rule,
    id=st.just("x"),
    when=predicates,
    to=st.sampled_from(["KOTA", "JALAN", "LURAH", "BARU"]),
    valid_from=st.sampled_from([None, TURN]),
)
books = st.lists(rules, min_size=1, max_size=4).map(numbered)


def _texts() -> Iterator[tuple[str, ...]]:
    """Every text of a few chunks, kept apart by a word that no rule looks for."""
    for size in range(MOST_CHUNKS + 1):
        for chunks in combinations(CHUNKS, size):
            yield tuple(word for chunk in chunks for word in (*chunk, "contoh"))


@cache
def _world() -> tuple[RoutingFacts, ...]:
    """Every complaint of the small world, as rules see it."""
    vocabulary = Vocabulary(["terang", "penerangan", "lubang", "jalan"])
    return tuple(
        RoutingFacts(
            words=text,
            word_count=count,
            category_lineage=frozenset(DIRECTORY.categories.lineage(category)),
            region=None if region is None else Region(region),
            on=on,
            vocabulary=vocabulary,
        )
        for text, category, region, count, on in product(
            _texts(), CATEGORIES, REGIONS, COUNTS, DAYS
        )
    )


def _may_take(rule: Rule, facts: RoutingFacts) -> bool:
    """Read one rule, without any help of the router."""
    assert rule.to is not None
    assert facts.on is not None
    agency = DIRECTORY.agency(rule.to)
    if not rule.is_in_force(facts.on) or not agency.is_active(facts.on):
        return False
    if facts.region is not None and not agency.region.contains(facts.region):
        return False
    known = bool(agency.mandate) and bool(facts.category_lineage)
    if known and facts.category_lineage.isdisjoint(agency.mandate):
        return False
    return rule.when.test(facts)


def _deciding(book: RuleBook) -> set[str | None]:
    """Give the ids of all rules that decide some complaint of the small world."""
    return {next((rule.id for rule in book if _may_take(rule, facts)), None) for facts in _world()}


@given(books)
@settings(max_examples=40, deadline=None)
def test_a_rule_is_dead_just_when_it_decides_no_complaint_of_a_small_world(book: RuleBook) -> None:
    """No live rule is called dead, and each example of a live one is decided by it."""
    router = Router(DIRECTORY, book)
    verdicts = analyse(router)
    deciding = _deciding(book)
    for one in verdicts:
        assert one.standing in ("live", "dead")
        if one.rule in deciding:
            assert one.standing == "live"
        if one.example is not None:
            facts = router.facts(one.example.complaint, one.example.on)
            first = next(rule.id for rule in book if _may_take(rule, facts))
            assert one.rule == first


@given(books)
@settings(max_examples=20, deadline=None)
def test_the_rules_that_cover_a_dead_one_do_so_together_and_none_is_idle(book: RuleBook) -> None:
    """With them alone before it, it is dead too; without any one of them it is not."""
    for one in analyse(Router(DIRECTORY, book)):
        if one.why == "covered":
            own = book.rule(one.rule)
            covering = [book.rule(code) for code in one.covered_by]
            assert one.rule not in _deciding(RuleBook([*covering, own]))
            for left_out in covering:
                others = [rule for rule in covering if rule is not left_out]
                alone = analyse(Router(DIRECTORY, RuleBook([*others, own])))
                assert alone[one.rule].standing == "live"


@given(books)
@settings(max_examples=20, deadline=None)
def test_a_closed_gap_leaves_no_complaint_of_its_category_to_a_desk(book: RuleBook) -> None:
    """An open one shows a complaint that no rule takes."""
    router = Router(DIRECTORY, book)
    for gap in gaps(router):
        lineage = frozenset(DIRECTORY.categories.lineage(gap.category))
        own = [facts for facts in _world() if facts.category_lineage == lineage]
        left = any(not any(_may_take(rule, facts) for rule in book) for facts in own)
        assert gap.standing == ("open" if left or gap.example else "closed")
        if gap.example is not None:
            assert router.route(gap.example.complaint, on=gap.example.on).rule is None


def _agencies(book: RuleBook) -> list[str | None]:
    """Where each complaint of the small world goes by rules; None when it goes to a desk."""
    return [next((rule.to for rule in book if _may_take(rule, facts)), None) for facts in _world()]


@given(books, books)
@settings(max_examples=20, deadline=None)
def test_every_change_of_agency_in_a_small_world_is_told(before: RuleBook, after: RuleBook) -> None:
    """By its agencies, as far as rules chose them; and what is told was routed by both."""
    found = differences(Router(DIRECTORY, before), Router(DIRECTORY, after))
    changes = set(zip(_agencies(before), _agencies(after), strict=True))
    told = {
        tuple(route.agency if route.via == "rule" else None for route in (one.before, one.after))
        for one in found
    }
    desks = {(None, "KOTA"), ("KOTA", None)}  # such a complaint may stay where it is

    assert not found.undecided
    assert {(one, other) for one, other in changes if one != other} - desks <= told
    assert all(one.before.agency != one.after.agency for one in found)


@given(books, st.permutations(range(4)), st.integers(0, 3))
@settings(max_examples=20, deadline=None)
def test_a_book_that_was_edited_is_compared_as_if_read_anew(
    before: RuleBook, order: list[int], left_out: int
) -> None:
    """Rules that stay as they are, in the order they had, are not looked at; nothing is lost."""
    kept = [before.rules[place] for place in order if place < len(before) and place != left_out]
    after = RuleBook(kept)
    found = differences(Router(DIRECTORY, before), Router(DIRECTORY, after))
    changes = set(zip(_agencies(before), _agencies(after), strict=True))

    assert not found.undecided
    if found.is_equivalent:
        assert all(one == other or {one, other} == {None, "KOTA"} for one, other in changes)
