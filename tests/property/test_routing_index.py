"""The index as a law: it neither adds a match nor loses one, whatever the rules ask."""

from datetime import UTC, date, datetime

from attrs import evolve, frozen
from drawn_books import composed, numbered
from hypothesis import given
from hypothesis import strategies as st

from sp4n.model import Agency, Categories, Complaint, Directory
from sp4n.routing import (
    AffirmedWord,
    AllWords,
    AnyWord,
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    Explanation,
    IsAnonymous,
    IsConfidential,
    NegatedWord,
    Outcome,
    Phrase,
    Predicate,
    Proposals,
    ReceivedBetween,
    RegionWithin,
    Route,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    Step,
    TargetAgencyIs,
    WordsAtLeast,
    WordsAtMost,
)
from sp4n.routing.statements import Mentions, Statement
from sp4n.routing.word_lists import Entry

CATEGORIES = Categories({"Jalan": None, "Lubang": "Jalan", "Sampah": None})
LANDS = ["ID", "99", "99.71", "99.71.01", "99.71.01.1001", "98"]
CODES = ["A", "B", "C"]
DIRECTORY = Directory(
    [
        Agency("ROOT", "Root"),
        Agency("A", "A", parent="ROOT", region="99.71", front_desk=True),
        Agency("B", "B", parent="A", mandate={"Jalan"}),
        Agency("C", "C", parent="A", active_until=date(2026, 1, 5)),
    ],
    categories=CATEGORIES,
)
DAYS = st.dates(date(2026, 1, 3), date(2026, 1, 7))
WORDS = [
    "lubang",
    "berlubang",
    "jalan",
    "jalannya",
    "sampah",
    "diangkut",
    "kebakaran",
    "tidak",
    "x",
]
ENTRIES = [
    "lubang",
    "jalan",
    "sampah",
    "angkut",
    "=x",
    "=jalan lubang",
    "jalan lubang",
    "-jalannya",
]


@frozen
class Moody(Predicate):
    """Somebody's own, which fails for texts of an odd number of words."""

    def test(self, facts: RoutingFacts, /) -> bool:
        if facts.word_count % 2:
            raise ZeroDivisionError
        return True

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(self.test(facts))

    def to_data(self) -> dict[str, object]:
        return {"moody": True}


@frozen
class SaysWhat(Predicate):
    """Somebody's own, which says a root that it does not give to the vocabulary."""

    root: str

    def test(self, facts: RoutingFacts, /) -> bool:
        return bool(facts.places(self.root))

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(self.test(facts))

    def to_data(self) -> dict[str, object]:
        return {"says": self.root}

    def says(self) -> Statement:
        return Mentions(Entry((self.root,), is_exact=False))


@frozen
class Mute(Predicate):
    """Another predicate, of which nobody knows what it asks."""

    inner: Predicate

    def test(self, facts: RoutingFacts, /) -> bool:
        return self.inner.test(facts)

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return self.inner.explain(facts)

    def to_data(self) -> dict[str, object]:
        return {"mute": self.inner.to_data()}

    def parts(self) -> tuple[Predicate, ...]:
        return (self.inner,)


entries = st.lists(st.sampled_from(ENTRIES), max_size=3).map(lambda some: ["bakar", *some])
few_entries = st.lists(st.sampled_from(ENTRIES[:-1]), min_size=1, max_size=2)
predicates: st.SearchStrategy[Predicate] = composed(
    st.one_of(
        entries.map(AnyWord),
        few_entries.map(AnyWord),
        few_entries.map(AllWords),
        entries.map(AffirmedWord),
        entries.map(NegatedWord),
        entries.map(lambda some: Phrase(["jalan lubang", *some])),
        st.sets(st.sampled_from(list(CATEGORIES)), min_size=1).map(sorted).map(CategoryWithin),
        st.sampled_from(["service", "oversight"]).map(ClassificationIs),
        st.sets(st.sampled_from(LANDS), min_size=1, max_size=2).map(sorted).map(RegionWithin),
        st.just(ChannelIs([" sms", "Twitter"])),
        st.sampled_from(CODES).map(TargetAgencyIs),
        st.booleans().map(IsAnonymous),
        st.booleans().map(IsConfidential),
        st.integers(0, 6).map(WordsAtLeast),
        st.integers(0, 6).map(WordsAtMost),
        DAYS.map(lambda day: ReceivedBetween(until=day)),
        st.just(Moody()),
        st.sampled_from(["jalan", "angkut"]).map(SaysWhat),
    ),
    max_leaves=5,
)
rules = st.builds(
    Rule,
    id=st.just("x"),
    when=predicates,
    to=st.none() | st.sampled_from(CODES),
    supporting=st.lists(st.sampled_from(CODES), max_size=2),
    propose=st.sampled_from([Proposals(urgent=True), Proposals(classification="service")]),
    valid_until=st.none() | DAYS,
)
books = st.lists(rules, max_size=6).map(numbered)
complaints = st.builds(
    Complaint,
    number=st.just("1"),
    title=st.sampled_from(["Laporan", "jalan"]),
    body=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    submitted_at=st.just(datetime(2026, 1, 5, tzinfo=UTC)),
    region=st.none() | st.sampled_from(LANDS),
    category=st.none() | st.sampled_from([*CATEGORIES, "Hewan"]),
    classification=st.sampled_from([None, "service", "oversight"]),
    channel=st.sampled_from([None, "SMS ", "twitter", ""]),
    anonymous=st.booleans(),
    confidential=st.booleans(),
    target_agency=st.none() | st.sampled_from(CODES),
    accused=st.sets(st.sampled_from(["ROOT", *CODES]), max_size=2),
)


def _is_accused(code: str, complaint: Complaint) -> bool:
    """Tell whether a complaint accuses an agency or one above it."""
    parents = {agency.code: agency.parent for agency in DIRECTORY}
    above: str | None = code
    while above is not None and above not in complaint.accused:
        above = parents[above]
    return above is not None


def _outcome(rule: Rule, complaint: Complaint, on: date) -> Outcome:
    """Say what comes of a rule that matched, as the router's docstring has it."""
    if not rule.is_in_force(on):
        return Outcome.NOT_IN_FORCE
    if rule.to is None:
        return Outcome.REMARKED
    if _is_accused(rule.to, complaint):
        return Outcome.ACCUSED
    if not DIRECTORY.agency(rule.to).is_active(on):
        return Outcome.INACTIVE
    competent = DIRECTORY.is_competent(
        rule.to, region=complaint.region, category=complaint.category, on=on
    )
    return Outcome.DECIDED if competent else Outcome.NOT_COMPETENT


def _one_after_another(book: RuleBook, complaint: Complaint, on: date) -> list[Step]:
    """Read a book from the top: the steps, without the words that were met."""
    facts = RoutingFacts.of(complaint, categories=CATEGORIES, on=on)
    steps: list[Step] = []
    decided = False
    for rule in book:
        if decided and not rule.is_remark:
            continue
        try:
            outcome = _outcome(rule, complaint, on) if rule.when.test(facts) else None
        except ZeroDivisionError:
            outcome = Outcome.FAILED
        if outcome is not None:
            steps.append(Step("rule", outcome, rule.to, rule.id))
        decided = decided or outcome is Outcome.DECIDED
    return steps


def _steps_of_rules(route: Route) -> list[Step]:
    rules_steps = (one for one in route.trace if one.source == "rule" and one.rule is not None)
    return [evolve(one, clauses=()) for one in rules_steps]


@given(books, complaints, DAYS)
def test_the_index_meets_the_rules_that_a_reader_of_the_whole_book_meets(
    book: RuleBook, complaint: Complaint, on: date
) -> None:
    """What comes of the rules, and in which order, is what reading each of them gives."""
    route = Router(DIRECTORY, book).route(complaint, on=on)

    assert _one_after_another(book, complaint, on) == _steps_of_rules(route)


@given(books, complaints, DAYS)
def test_a_book_without_an_index_gives_the_same_route(
    book: RuleBook, complaint: Complaint, on: date
) -> None:
    """The same questions asked by predicates that say nothing give the same route, in full."""
    mute = RuleBook([evolve(rule, when=Mute(rule.when)) for rule in book])
    expected = Router(DIRECTORY, mute).route(complaint, on=on)

    assert not any(mute.plan(rule).is_indexed for rule in mute)
    assert expected == Router(DIRECTORY, book).route(complaint, on=on)


@given(books, complaints, DAYS, st.sets(st.sampled_from(CODES)))
def test_the_deciding_rule_is_the_one_that_the_route_names(
    book: RuleBook, complaint: Complaint, on: date, tried: set[str]
) -> None:
    """The short way to the deciding rule ends where the long one does."""
    router = Router(DIRECTORY, book)
    rule = router.deciding_rule(complaint, on=on, excluding=tried)

    assert router.route(complaint, on=on, excluding=tried).rule == (rule and rule.id)
