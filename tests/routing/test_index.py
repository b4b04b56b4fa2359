"""The index of a rule book, and how it says what it does."""

import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from attrs import evolve, frozen

from sp4n.errors import UnknownCode
from sp4n.model import Complaint, Directory, Region
from sp4n.model.region import NATION
from sp4n.routing import (
    AnyWord,
    CategoryWithin,
    Explanation,
    Phrase,
    Plan,
    Predicate,
    Proposals,
    RegionWithin,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    WordsAtMost,
)
from sp4n.routing.index import GUARD_LABELS
from sp4n.routing.statements import Asks, Statement

MakeComplaint = Callable[..., Complaint]
MON_2026_01_05 = date(2026, 1, 5)

BOOK = RuleBook(
    [
        Rule("levy", AnyWord(["pungli", "=uang pelicin"]), "INSPEKTORAT"),
        Rule("asphalt", AnyWord("aspal") & RegionWithin("99.71"), "DPU"),
        Rule("broken-road", AnyWord(["lubang", "aspal"]), "DPU"),
        Rule("rest", ~AnyWord("lampu"), "DISHUB"),
        Rule("dark", AnyWord("lampu"), propose=Proposals(urgent=True)),
        Rule("short", WordsAtMost(2), propose=Proposals(ask_for_completion=True)),
    ]
)


def _met(text: str, **fields: Any) -> tuple[list[str], list[str]]:
    """Give the ids of the rules that the index leaves, those that decide and the remarks."""
    facts = evolve(RoutingFacts.of_text(text), **fields)
    return (
        [rule.id for _, rule in BOOK.deciding(facts)],
        [rule.id for _, rule in BOOK.remarks(facts)],
    )


def test_only_rules_whose_need_is_met_are_looked_at() -> None:
    """Rules without guards always are; the others when a form of a root or a word is there."""
    assert _met("jalan berlubang") == (["broken-road", "rest"], ["short"])
    assert _met("aspalnya tipis") == (["broken-road", "rest"], ["short"])
    assert _met("minta uang") == (["levy", "rest"], ["short"])
    assert _met("lampu mati") == (["rest"], ["dark", "short"])
    assert _met("dipungli lubang") == (["levy", "broken-road", "rest"], ["short"])


@pytest.mark.parametrize("region", ["99.71", "99.71.01", "99.71.01.1001"])
def test_a_region_is_within_all_that_surround_it(region: str) -> None:
    """A rule for a city, its province or the nation meets a complaint from one of its villages."""
    lands = ["99.71", "99", "ID", "99.72", "98", "99.71.02"]
    book = RuleBook([Rule(land, RegionWithin(land), "DPU") for land in lands])
    facts = RoutingFacts(region=Region(region))

    assert [rule.id for _, rule in book.deciding(facts)] == ["99.71", "99", "ID"]


def test_the_nation_is_within_itself_alone() -> None:
    """A complaint about the whole country is in no province."""
    book = RuleBook([Rule(land, RegionWithin(land), "DPU") for land in ("99", "ID")])

    assert [rule.id for _, rule in book.deciding(RoutingFacts(region=NATION))] == ["ID"]


def test_many_candidates_come_in_order_each_once() -> None:
    """400 rules that share two words are merged by their place in the book."""
    rules = [Rule(f"r{n}", AnyWord(["lubang", "aspal"]), "DPU") for n in range(400)]
    facts = RoutingFacts.of_text("lubang di aspal")

    assert [rank for rank, _ in RuleBook(rules).deciding(facts)] == list(range(400))


def test_a_plan_says_when_a_rule_is_looked_at() -> None:
    """A plan names what one of which must be there, and how many rules share it."""
    assert str(BOOK.plan("broken-road")) == (
        "broken-road is checked when the text contains a form of aspal or lubang"
    )
    assert BOOK.plan("levy").guards == (("exact", "uang"), ("word", "pungli"))
    assert BOOK.plan(BOOK.rules[1]).guards == (("region", "99.71"),)
    assert BOOK.plan("levy").describe("id") == (
        "levy diperiksa jika teksnya memuat kata uang"
        " atau teksnya memuat bentuk kata pungli"
    )  # fmt: skip


def test_a_plan_says_that_a_rule_has_no_guard() -> None:
    """A rule that only says what must not be there is looked at for every complaint."""
    rest = BOOK.plan("rest")

    assert not rest.is_indexed
    assert str(rest) == "rest is always checked (shared with 1 more)"
    assert rest.describe("id") == "rest selalu diperiksa (bersama 1 aturan lain)"


def test_a_plan_gives_plain_data() -> None:
    """A plan becomes JSON-ready data with a sentence in the language asked for."""
    data = BOOK.plan("broken-road").to_dict("id")

    assert data == json.loads(json.dumps(data))
    assert data == {
        "rule": "broken-road",
        "is_indexed": True,
        "guards": [{"kind": "word", "value": "aspal"}, {"kind": "word", "value": "lubang"}],
        "words": [],
        "shared": 0,
        "message": "broken-road diperiksa jika teksnya memuat bentuk kata aspal atau lubang",
    }


def test_the_rarest_of_the_whole_book_is_the_guard() -> None:
    """Where 20 cities have the same rule for roads, the city finds it; a root of its own too."""
    rules = [Rule(f"r{n}", AnyWord("jalan") & RegionWithin(f"{n}"), "DPU") for n in range(10, 30)]
    book = RuleBook([*rules, Rule("fire", Phrase("jalan bakar") & RegionWithin("12"), "DPU")])

    assert book.plan("r11") == Plan("r11", [("region", "11")], ["jalan"])
    assert book.plan("fire") == Plan("fire", [("word", "bakar")], ["jalan"])
    assert str(book.plan("r11")) == (
        "r11 is checked when the region is within 11, and the text contains a form of jalan"
    )


def test_words_are_needed_beside_what_a_rule_is_looked_up_by() -> None:
    """A rule of the city for holes is read for neither a hole elsewhere nor a tree in the city."""
    hole = AnyWord(["lubang", "aspal"]) & RegionWithin("99.71")
    others = [Rule(f"r{n}", AnyWord(["lubang", "aspal"]), "DPU") for n in range(9)]
    book = RuleBook([*others, Rule("city", hole, "DPU"), Rule("any", RegionWithin("99.71"), "DPU")])
    there, elsewhere = Region("99.71"), Region("99.72")

    def met(text: str, region: Region) -> list[str]:
        facts = evolve(RoutingFacts.of_text(text), region=region)
        return [rule.id for _, rule in book.deciding(facts)]

    assert met("aspal tipis", there)[9:] == ["city", "any"]
    assert met("aspal tipis", elsewhere)[9:] == []
    assert met("pohon tumbang", there) == ["any"]


def test_no_rule_is_posted_too_often() -> None:
    """200 words in 6 regions are more pairs than one rule may fill: the regions alone find it."""
    letters = "bcdfghjkmn"
    words = [f"{a}a{b}u{c}ta" for a in letters for b in letters for c in "kl"]
    lands = [f"{n}" for n in range(11, 17)]
    more = [Rule(f"r{n}", AnyWord(words[n * 20 : n * 20 + 20]), "DPU") for n in range(10)]
    book = RuleBook([Rule("wide", AnyWord(words) & RegionWithin(lands), "DPU"), *more])

    assert book.plan("wide").words == ()
    assert len(book.plan("wide").guards) == 6


def test_shared_counts_the_others() -> None:
    """Three rules for one category share it."""
    book = RuleBook([Rule(f"r{n}", CategoryWithin("Jalan"), "DPU") for n in range(3)])

    assert book.plan("r1").shared == 2


def test_no_plan_without_a_rule() -> None:
    """An unknown id comes with the closest one."""
    with pytest.raises(UnknownCode) as unknown:
        BOOK.plan("levi")

    assert unknown.value.suggestion == "levy"


def test_every_kind_of_guard_has_words() -> None:
    """No kind is without a sentence: the seven fields, roots and exact words."""
    assert len(GUARD_LABELS) == 9


@frozen
class Says(Predicate):
    """A predicate of somebody's own with a statement that nobody checked."""

    what: Any

    def test(self, facts: RoutingFacts, /) -> bool:
        return True

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(holds=True)

    def to_data(self) -> dict[str, object]:
        return {"says": None}

    def says(self) -> Statement:
        return self.what()  # type: ignore[no-any-return]  # on purpose


@pytest.mark.parametrize(
    "what",
    [
        lambda: 1 / 0,
        lambda: None,
        lambda: Asks("channel", (7,)),  # type: ignore[arg-type]
        lambda: Asks("category", ([],)),  # type: ignore[arg-type]
    ],
)
def test_a_statement_that_makes_no_sense_is_no_guard(what: Callable[[], object]) -> None:
    """A rule whose predicate can't say what it asks is looked at always."""
    book = RuleBook([Rule("x", Says(what), "DPU")])

    assert not book.plan("x").is_indexed


def test_the_deciding_rule_alone(directory: Directory, complaint: MakeComplaint) -> None:
    """The rule that decides is found without a route; None when none does."""
    router = Router(directory, BOOK)
    hole, dark = complaint("jalan berlubang"), complaint("lampu mati", accused={"DISHUB"})

    assert router.deciding_rule(hole, on=MON_2026_01_05) is BOOK.rules[2]
    assert router.deciding_rule(hole, on=MON_2026_01_05, excluding=["DPU"]) is BOOK.rules[3]
    assert router.deciding_rule(dark, on=MON_2026_01_05) is None


def test_books_are_swapped_while_threads_route(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """Each route is by one book or the other, never by a mixture, whoever builds them meanwhile."""
    texts = [complaint(f"lubang di aspal jalan {n} dekat pasar") for n in range(50)]

    def book(agency: str) -> RuleBook:
        return RuleBook([Rule(f"{agency}-{n}", AnyWord("lubang"), agency) for n in range(50)])

    current = {"router": Router(directory, book("DPU"))}

    def swap(agency: str) -> None:
        current["router"] = Router(directory, book(agency))

    def route(text: Complaint) -> tuple[str, str | None]:
        found = current["router"].route(text, on=MON_2026_01_05)
        return found.agency, found.rule

    with ThreadPoolExecutor(8) as pool:
        swaps = [pool.submit(swap, agency) for agency in ["DISHUB", "DPU"] * 20]
        routes = list(pool.map(route, texts * 20))
        [one.result() for one in swaps]

    assert set(routes) <= {("DPU", "DPU-0"), ("DISHUB", "DISHUB-0")}


def test_a_book_travels_with_its_index() -> None:
    """A pickled book finds its rules as before."""
    copy = pickle.loads(pickle.dumps(BOOK))

    assert copy == BOOK
    assert copy.plan("broken-road") == BOOK.plan("broken-road")
