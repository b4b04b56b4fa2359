"""No Wrong Door, as laws: every complaint is routed, and to an agency that may have it."""

from datetime import UTC, date, datetime

from drawn_books import composed, numbered
from hypothesis import given
from hypothesis import strategies as st

from sp4n.model import Agency, Categories, Complaint, Directory
from sp4n.routing import (
    AllWords,
    AnyWord,
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    Phrase,
    Predicate,
    Proposals,
    RegionWithin,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    TargetAgencyIs,
    WordsAtLeast,
    WordsAtMost,
    predicate_from_data,
)

CODES = ["A", "B", "C", "D", "E"]
LANDS = ["ID", "99", "99.71", "99.71.01", "99.71.01.1001", "98"]
CATEGORIES = Categories({"Jalan": None, "Lubang": "Jalan", "Sampah": None})
DAYS = st.dates(date(2025, 12, 28), date(2026, 1, 12))
WORDS = ["lubang", "berlubang", "jalan", "jalannya", "sampah", "tidak", "diangkut", "x"]
ROOTS = ["lubang", "jalan", "sampah", "angkut", "=x", "jalan lubang"]


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """Trees of five offices below a root, with regions, mandates, desks and lives drawn."""
    agencies = [Agency("ROOT", "Root")]
    desks = set()
    for place, code in enumerate(CODES):
        land = draw(st.sampled_from(LANDS))
        desk = draw(st.booleans()) and land not in desks
        desks |= {land} if desk else set()
        agencies.append(
            Agency(
                code,
                code,
                parent=draw(st.sampled_from(["ROOT", *CODES[:place]])),
                region=land,
                mandate=draw(st.sets(st.sampled_from(list(CATEGORIES)), max_size=2)),
                front_desk=desk,
                active_until=draw(st.none() | DAYS),
            )
        )
    return Directory(agencies, categories=CATEGORIES)


complaints = st.builds(
    Complaint,
    number=st.just("1"),
    title=st.sampled_from(["Laporan", "jalan"]),
    body=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    submitted_at=st.just(datetime(2026, 1, 5, tzinfo=UTC)),
    region=st.none() | st.sampled_from(LANDS),
    category=st.none() | st.sampled_from([*CATEGORIES, "Hewan"]),
    classification=st.sampled_from([None, "service", "oversight"]),
    channel=st.sampled_from([None, "SMS"]),
    anonymous=st.booleans(),
    confidential=st.booleans(),
    target_agency=st.none() | st.sampled_from(CODES),
    accused=st.sets(st.sampled_from(["ROOT", *CODES]), max_size=3),
)

word_lists = st.lists(st.sampled_from(ROOTS), min_size=1, max_size=3)
simple = st.one_of(
    word_lists.map(AnyWord),
    word_lists.map(AllWords),
    st.just(Phrase("jalan lubang")),
    st.sampled_from(list(CATEGORIES)).map(CategoryWithin),
    st.sampled_from(["service", "oversight"]).map(ClassificationIs),
    st.sampled_from(LANDS).map(RegionWithin),
    st.just(ChannelIs("sms")),
    st.sampled_from(CODES).map(TargetAgencyIs),
    st.booleans().map(IsAnonymous),
    st.booleans().map(IsConfidential),
    st.integers(0, 6).map(WordsAtLeast),
    st.integers(0, 6).map(WordsAtMost),
)
predicates: st.SearchStrategy[Predicate] = composed(simple, max_leaves=5)
rules = st.builds(
    Rule,
    id=st.just("x"),
    when=predicates,
    to=st.sampled_from(CODES),
    supporting=st.lists(st.sampled_from(CODES), max_size=2),
    propose=st.builds(Proposals, urgent=st.booleans()),
    valid_until=st.none() | DAYS,
)


books = st.lists(rules, max_size=4).map(numbered)


@given(directories(), books, complaints, DAYS, st.sets(st.sampled_from(["ROOT", *CODES])))
def test_every_complaint_reaches_who_may_have_it(
    directory: Directory, book: RuleBook, complaint: Complaint, on: date, tried: set[str]
) -> None:
    """A route always names an agency; unless it is the root, that agency is competent, not
    accused and not tried; and so is every supporting agency.
    """  # noqa: D205  # one sentence, too long for a line
    route = Router(directory, book).route(complaint, on=on, excluding=tried)
    lead = () if route.via == "root" else (route.agency,)

    assert route.agency in directory
    assert (route.via == "root") <= (route.agency == "ROOT")
    assert (route.rule is not None) is (route.via == "rule")
    assert route.agency not in route.supporting
    for code in (*lead, *route.supporting):
        assert complaint.accused.isdisjoint(directory.lineage(code))
        assert code not in tried
        assert directory.is_competent(
            code, region=complaint.region, category=complaint.category, on=on
        )


@given(directories(), books, complaints, DAYS)
def test_the_rule_that_decides_is_the_first_that_may(
    directory: Directory, book: RuleBook, complaint: Complaint, on: date
) -> None:
    """Position is priority: the router agrees with the plainest way to write it down."""
    facts = RoutingFacts.of(complaint, categories=CATEGORIES)
    expected = next(
        (
            rule.id
            for rule in book
            if rule.is_in_force(on)
            and rule.when.test(facts)
            and complaint.accused.isdisjoint(directory.lineage(str(rule.to)))
            and directory.is_competent(
                str(rule.to), region=complaint.region, category=complaint.category, on=on
            )
        ),
        None,
    )

    assert expected == Router(directory, book).route(complaint, on=on).rule


@given(directories(), books, complaints, DAYS)
def test_ping_pong_ends_at_the_root(
    directory: Directory, book: RuleBook, complaint: Complaint, on: date
) -> None:
    """Excluding each answer in turn visits no agency twice and ends at the root."""
    router, tried = Router(directory, book), list[str]()
    while (route := router.route(complaint, on=on, excluding=tried)).via != "root":
        assert route.agency not in tried
        tried.append(route.agency)

    assert route.agency == "ROOT"


@given(predicates, complaints)
def test_explaining_agrees_with_testing(predicate: Predicate, complaint: Complaint) -> None:
    """An explanation holds exactly when the test does, and its negation exactly when not."""
    facts = RoutingFacts.of(complaint, categories=CATEGORIES)

    assert predicate.explain(facts).holds is predicate.test(facts)
    assert (~predicate).test(facts) is not predicate.test(facts)
    assert predicate.explain(facts).clauses


@given(predicates)
def test_predicates_survive_the_way_to_data_and_back(predicate: Predicate) -> None:
    """Plain data gives an equal predicate."""
    assert predicate == predicate_from_data(predicate.to_data())


@given(books)
def test_books_are_read_back_with_the_same_digest(book: RuleBook) -> None:
    """A book's plain data gives a book with the same digest."""
    from sp4n.routing import rule_book_from_data

    assert book.digest == rule_book_from_data([rule.to_data() for rule in book]).digest
