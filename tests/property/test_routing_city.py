"""The analysis of drawn books in drawn cities, held against complaints drawn at random.

The city has offices with regions, mandates, front desks, lives and liaison officers for a time; its
books have words that share forms, particles, negations, remarks, and predicates that may raise.
What is called dead must not decide, what is called closed must not be left to a desk, and books
that are called equivalent must send every complaint to the same agency.
"""

from datetime import UTC, date, datetime

from attrs import evolve, frozen
from drawn_books import composed, numbered
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.model import Agency, Categories, Complaint, Directory
from sp4n.model.officer import Appointment, Officer
from sp4n.routing import (
    AffirmedWord,
    AllWords,
    AnyWord,
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    Explanation,
    IsAnonymous,
    NegatedWord,
    Outcome,
    Phrase,
    Predicate,
    Proposals,
    ReceivedBetween,
    RegionWithin,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    TargetAgencyIs,
    WordsAtLeast,
    WordsAtMost,
)
from sp4n.routing.analysis import analyse, differences, gaps

CODES = "ABCD"
LANDS = ["ID", "99", "99.71", "99.71.01", "98"]
TURNS = [date(2026, 1, 5), date(2026, 1, 10), date(2026, 1, 15)]
DAYS = [date(2026, 1, 1), *TURNS]
CATEGORIES = Categories({"Jalan": None, "Lubang": "Jalan", "Sampah": None})
NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)
TEXTS = [
    *("terang", "penerangan", "menerangi", "lubang", "berlubang", "melubangi", "lubangnya"),
    *("jalan", "berjalan", "jalannya", "jalannyalah", "jalan lubang", "jalannya berlubang"),
    *("tidak", "ketidakan lubang", "tidak lubang", "belum lubang", "belum jalannya", "tidak jalan"),
    *("masih lubang", "belum masih lubang", "tidak akan bisa lagi masih lubang", "jalan terang"),
]
ENTRIES = [
    *("terang", "penerangan", "lubang", "=berlubang", "jalan", "=jalannya", "jalan lubang"),
    *("tidak", "tidak lubang", "=tidak jalan", "=masih lubang", "=lubangnya"),
]


@frozen
class Moody(Predicate):
    """Somebody's own: it fails for bodies of an odd number of words, and likes holes."""

    def test(self, facts: RoutingFacts, /) -> bool:
        if facts.word_count % 2:
            raise ZeroDivisionError
        return bool(facts.places("lubang"))

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(self.test(facts))

    def to_data(self) -> dict[str, object]:
        return {"moody": True}


lists = st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=3)
simple: st.SearchStrategy[Predicate] = st.one_of(
    lists.map(AnyWord),
    lists.map(AllWords),
    lists.map(AffirmedWord),
    lists.map(NegatedWord),
    st.sampled_from(["-jalannya", "-jalan"]).map(lambda but: AnyWord(["jalan", but])),
    st.sampled_from(["jalan lubang", "masih lubang"]).map(Phrase),
    st.sampled_from(list(CATEGORIES)).map(CategoryWithin),
    st.sampled_from(LANDS).map(RegionWithin),
    st.sampled_from(["SMS", " app"]).map(ChannelIs),
    st.sampled_from(["service", "oversight"]).map(ClassificationIs),
    st.just(TargetAgencyIs("A")),
    st.booleans().map(IsAnonymous),
    st.integers(0, 2).map(WordsAtLeast),
    st.integers(0, 1).map(WordsAtMost),
    st.sampled_from(TURNS).map(ReceivedBetween),
    st.just(Moody()),
)
predicates: st.SearchStrategy[Predicate] = composed(simple, max_leaves=4)
rules = st.builds(
    Rule,
    id=st.just("x"),
    when=predicates,
    to=st.sampled_from([*CODES, *CODES, None]),
    propose=st.just(Proposals(urgent=True)),
    valid_from=st.none() | st.sampled_from(TURNS),
)


books = st.lists(rules, min_size=1, max_size=4).map(numbered)
complaints = st.builds(
    Complaint,
    number=st.just("1"),
    title=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(" contoh ".join),
    body=st.sampled_from([".", "begini", "begini isi"]),
    submitted_at=st.just(NOON),
    region=st.none() | st.sampled_from(LANDS),
    category=st.none() | st.sampled_from([*CATEGORIES, "Hewan"]),
    classification=st.sampled_from([None, "service", "oversight"]),
    channel=st.sampled_from([None, "sms", "App ", "fax"]),
    anonymous=st.booleans(),
    target_agency=st.sampled_from([None, "A", "B"]),
)
received = st.lists(st.tuples(complaints, st.sampled_from(DAYS)), min_size=1, max_size=20)


@st.composite
def cities(draw: st.DrawFn) -> Directory:
    """Four offices below a root, each with land, mandate, desk, life and liaison officer drawn."""
    agencies, officers, appointments = [Agency("ROOT", "Root")], [], []
    desks: set[str] = set()
    for place, code in enumerate(CODES):
        land, wants_desk = draw(st.sampled_from(LANDS)), draw(st.booleans())
        agencies.append(
            Agency(
                code,
                code,
                parent=draw(st.sampled_from(["ROOT", *CODES[:place]])),
                region=land,
                mandate=draw(st.sets(st.sampled_from(list(CATEGORIES)), max_size=1)),
                front_desk=wants_desk and land not in desks,
                active_until=draw(st.sampled_from([None, None, *TURNS])),
            )
        )
        desks |= {land} if wants_desk else set()
        if draw(st.booleans()):
            officers.append(Officer(f"o{code}", code))
            since = draw(st.sampled_from([None, *TURNS]))
            appointments.append(Appointment(f"o{code}", code, "liaison_officer", since=since))
    return Directory(agencies, officers, appointments, categories=CATEGORIES)


@given(cities(), books, received)
@settings(max_examples=40, deadline=None)
def test_what_is_proven_of_a_book_holds_for_every_complaint(
    city: Directory, book: RuleBook, some: list[tuple[Complaint, date]]
) -> None:
    """No dead rule decides, no dead remark counts, and nothing of a closed category is left."""
    router = Router(city, book)
    dead = {one.rule for one in analyse(router).with_standing("dead")}
    closed = {one.category for one in gaps(router) if one.standing == "closed"}
    for complaint, on in some:
        route = router.route(complaint, on=on)
        counted = {
            step.rule
            for step in route.trace
            if step.outcome in {Outcome.DECIDED, Outcome.REMARKED} and step.source == "rule"
        }
        known = complaint.category if complaint.category in CATEGORIES else None
        assert not counted & dead
        assert route.via == "rule" or known not in closed


@given(cities(), books, st.permutations(range(4)), predicates, received)
@settings(max_examples=40, deadline=None)
def test_equivalent_books_send_every_complaint_to_the_same_agency(
    city: Directory,
    before: RuleBook,
    order: list[int],
    when: Predicate,
    some: list[tuple[Complaint, date]],
) -> None:
    """A book with one rule rewritten, or its rules in another order; what is told was routed."""
    moved = [before.rules[place] for place in order if place < len(before)]
    first = moved[0]
    for after in (RuleBook(moved), RuleBook([evolve(first, when=first.when | when), *moved[1:]])):
        one, other = Router(city, before), Router(city, after)
        found = differences(one, other)
        assert all(told.before.agency != told.after.agency for told in found)
        for complaint, on in some if found.is_equivalent else ():
            there = other.route(complaint, on=on).agency
            assert one.route(complaint, on=on).agency == there
