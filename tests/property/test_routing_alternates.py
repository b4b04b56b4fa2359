"""Books with alternates: what is proven about them, against every complaint there can be."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.model import Agency, Complaint, Directory
from sp4n.routing import AnyWord, Not, Router, Rule, RuleBook
from sp4n.routing.analysis import analyse, differences

ON = date(2026, 1, 5)
STATE = Directory(
    [
        Agency("ROOT", "X"),
        Agency("PROV", "X", parent="ROOT", region="99"),
        Agency("KOTA", "X", parent="PROV", region="99.71", front_desk=True),
        Agency("DPU", "X", parent="KOTA", region="99.71"),
        Agency("DLH", "X", parent="KOTA", region="99.71"),
    ]
)
CODES = ("PROV", "KOTA", "DPU", "DLH")
WORDS = ("lubang", "sampah")


def _some(of: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Two of them at most."""
    for n in range(3):
        yield from combinations(of, n)


def _every_complaint() -> Iterator[Complaint]:
    """Every word or none, every region that matters, everybody accused who may be."""
    words_of, accused_of = (list(_some(of)) for of in (WORDS, CODES))
    for words, accused, region in product(words_of, accused_of, ("99.71", "99", "98", None)):
        body = " contoh ".join(("warga", *words))
        at = datetime(2026, 1, 5, tzinfo=UTC)
        yield Complaint("X-1", "Contoh", body, at, region=region, accused=accused)


COMPLAINTS = tuple(_every_complaint())
HOLE, TRASH = map(AnyWord, WORDS)
conditions = st.sampled_from([HOLE, TRASH, AnyWord(WORDS), Not(HOLE)])
destinations = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)
books = st.lists(st.tuples(conditions, destinations), min_size=1, max_size=3).map(
    lambda rules: RuleBook(Rule(f"r{n}", when, to) for n, (when, to) in enumerate(rules))
)
with_alternates = books.filter(lambda book: any(rule.alternates for rule in book))


def _agencies(router: Router) -> list[str]:
    return [router.route(one, on=ON).agency for one in COMPLAINTS]


@settings(max_examples=40)
@given(with_alternates, books)
def test_two_books_are_equivalent_just_when_every_complaint_goes_the_same_way(
    one: RuleBook, other: RuleBook
) -> None:
    """Those that accuse somebody among them; and each example goes another way indeed."""
    before, after = Router(STATE, one), Router(STATE, other)
    found = differences(before, after)

    assert found.is_equivalent is (_agencies(before) == _agencies(after))
    for each in found:
        assert each.before.agency != each.after.agency
        assert each.before == before.route(each.example.complaint, on=each.example.on)


@settings(max_examples=40)
@given(with_alternates)
def test_a_rule_with_alternates_is_live_just_when_some_complaint_goes_by_it(book: RuleBook) -> None:
    """And one without, when some complaint does that accuses nobody."""
    router = Router(STATE, book)
    routes = [(one, router.route(one, on=ON).rule) for one in COMPLAINTS]
    for verdict, rule in zip(analyse(router), book, strict=True):
        minding = [by for one, by in routes if rule.alternates or not one.accused]
        assert ("live" if rule.id in minding else "dead") == verdict.standing
