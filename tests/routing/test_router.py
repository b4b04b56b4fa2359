"""The router: rules, strategies, front desks, the root; never nothing, never the wrong agency."""

import json
import pickle
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Appointment, Complaint, Directory, Officer, Role
from sp4n.routing import (
    AnyWord,
    CategoryWithin,
    Outcome,
    Proposals,
    Route,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    TargetAgencyIs,
    WordsAtMost,
    normalise,
)

MakeComplaint = Callable[..., Complaint]
MON_2026_01_05 = date(2026, 1, 5)

BOOK = RuleBook(
    [
        Rule(
            "illegal-levy",
            AnyWord("pungli"),
            "INSPEKTORAT",
            propose=Proposals(classification="oversight", confidential=True),
        ),
        Rule("old-office", AnyWord("arsip"), "LAMA"),
        Rule("broken-road", AnyWord(["lubang", "aspal"]), "DPU", supporting=["DISHUB", "DLH"]),
        Rule("traffic", AnyWord(["macet", "lubang"]), "DISHUB"),
        Rule("lapsed", AnyWord("bau"), "DLH", valid_until=date(2026, 1, 5)),
        Rule("short", WordsAtMost(2), propose=Proposals(ask_for_completion=True)),
    ]
)


def _route(
    directory: Directory,
    complaint: Complaint,
    excluding: Iterable[str] = (),
    *,
    book: RuleBook = BOOK,
) -> Route:
    return Router(directory, book).route(complaint, on=MON_2026_01_05, excluding=excluding)


def _steps(route: Route) -> list[tuple[str, str, str | None]]:
    return [(one.source, one.outcome.value, one.agency or one.rule) for one in route.trace]


def test_the_first_rule_that_may_decide_does(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """A rule decides, names its words, and brings its helpers."""
    route = _route(directory, complaint("Jalan berlubang, lubangnya dalam"))

    assert (route.agency, route.via, route.rule) == ("DPU", "rule", "broken-road")
    assert route.supporting == ("DISHUB", "DLH")
    assert route.decision.clauses[0].found == ("berlubang ← lubang", "lubangnya ← lubang")
    assert str(route) == (
        "DPU (rule broken-road; any_word: berlubang ← lubang, lubangnya ← lubang), "
        "supported by DISHUB, DLH"
    )


def test_remarks_count_wherever_they_stand(directory: Directory, complaint: MakeComplaint) -> None:
    """A rule without an agency adds its proposals, even below the rule that decides."""
    route = _route(directory, complaint("Jalan berlubang"))

    assert route.rule == "broken-road"
    assert route.proposals == Proposals(ask_for_completion=True)
    assert _steps(route) == [("rule", "decided", "DPU"), ("rule", "remarked", "short")]


def test_remarks_count_when_no_rule_decides(directory: Directory, complaint: MakeComplaint) -> None:
    """A complaint too short to place goes to the front desk, with the proposal to ask."""
    route = _route(directory, complaint("tolong pak"))

    assert (route.agency, route.via, route.rule) == ("KOTA", "front_desk", None)
    assert route.proposals.ask_for_completion
    assert str(route) == "KOTA (front desk); proposed: ask for completion"
    assert route.describe("id") == "KOTA (loket depan); usulan: minta kelengkapan informasi"


def test_remarks_may_bring_helpers(directory: Directory, complaint: MakeComplaint) -> None:
    """A rule that only names supporting agencies adds them to whoever decides."""
    book = RuleBook([Rule("help", AnyWord("jalan"), supporting=["DLH", "DPU", "DLH"]), *BOOK])

    assert _route(directory, complaint("Jalan berlubang"), book=book).supporting == (
        "DLH",
        "DISHUB",
    )


def test_never_to_the_accused(directory: Directory, complaint: MakeComplaint) -> None:
    """An accused agency neither gets the complaint nor helps; its rule's proposals stay."""
    accused = complaint("Ada pungli", accused={"INSPEKTORAT"})
    helper = complaint("Jalan berlubang di pasar", accused={"DISHUB", "DLH"})

    assert _steps(_route(directory, accused))[0] == ("rule", "accused", "INSPEKTORAT")
    assert _route(directory, accused).agency == "KOTA"
    assert _route(directory, accused).proposals.confidential
    assert _route(directory, helper).supporting == ()
    assert _steps(_route(directory, helper))[1:] == [
        ("supporting", "accused", "DISHUB"),
        ("supporting", "accused", "DLH"),
    ]


def test_what_was_tried_is_not_tried_again(directory: Directory, complaint: MakeComplaint) -> None:
    """Excluded agencies are passed over, by the next rule and at last by the desks."""
    text = complaint("Jalan berlubang sekali parah")

    assert _route(directory, text, ["DPU"]).rule == "traffic"
    assert _route(directory, text, ["DPU", "DISHUB"]).agency == "KOTA"
    assert _route(directory, text, ["DPU", "DISHUB", "KOTA"]).agency == "PROV"
    assert _route(directory, text, "DPU").agency == "DISHUB"


def test_never_to_the_incompetent(directory: Directory, complaint: MakeComplaint) -> None:
    """Mandate, region and existence are part of every rule."""
    category = _route(directory, complaint("lubang di jalan raya", category="Sampah"))
    region = _route(directory, complaint("lubang di jalan raya", region="98.01"))
    ended = _route(directory, complaint("arsip saya hilang semua"))

    assert _steps(category)[0] == ("rule", "not_competent", "DPU")
    assert category.rule == "traffic"
    assert (region.agency, region.via) == ("NASIONAL", "root")
    assert _steps(ended)[0] == ("rule", "inactive", "LAMA")


def _with_liaisons(directory: Directory, *appointments: Appointment) -> Directory:
    officers = [Officer(id=one.officer, name=one.officer) for one in appointments]
    return evolve(directory, officers=officers, appointments=appointments)


def _liaison(agency: str, since: date | None = None, until: date | None = None) -> Appointment:
    return Appointment(f"officer-{agency}", agency, Role.LIAISON_OFFICER, since=since, until=until)


def test_never_to_whom_nobody_answers_for_while_somebody_does_above(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """An agency without a liaison officer is passed over when its parent has one."""
    manned = _with_liaisons(directory, _liaison("KOTA"), _liaison("DISHUB"))
    route = _route(manned, complaint("Jalan berlubang di pasar"))

    assert (route.agency, route.supporting) == ("DISHUB", ())
    assert _steps(route)[0] == ("rule", "no_liaison", "DPU")
    assert str(route.trace[0]).endswith("not to DPU: it has no liaison officer on that day")


def test_without_a_liaison_above_it_stays_below(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """Where the parent has none either, nobody would be better off there."""
    grandparent = _with_liaisons(directory, _liaison("PROV"))

    assert _route(grandparent, complaint("Jalan berlubang di pasar")).agency == "DPU"


@pytest.mark.parametrize(
    ("term", "agency"),
    [
        ({"until": date(2026, 1, 6)}, "DPU"),
        ({"until": MON_2026_01_05}, "DISHUB"),
        ({"since": MON_2026_01_05}, "DPU"),
        ({"since": date(2026, 1, 6)}, "DISHUB"),
    ],
)
def test_liaisons_count_on_the_day_of_receipt(
    directory: Directory, complaint: MakeComplaint, term: dict[str, date], agency: str
) -> None:
    """A term is half-open, and read on the day of receipt."""
    dishub, kota = _liaison("DISHUB"), _liaison("KOTA")
    manned = _with_liaisons(directory, kota, dishub, _liaison("DPU", **term))

    assert _route(manned, complaint("Jalan berlubang di pasar")).agency == agency


def test_desks_without_a_liaison_are_passed_over(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """The way leads upward from desk to desk, to one where somebody answers."""
    manned = _with_liaisons(directory, _liaison("PROV"))
    route = _route(manned, complaint("tidak jelas maksudnya", region="99.71"))

    assert (route.agency, route.via) == ("PROV", "front_desk")
    assert _steps(route)[1] == ("front_desk", "no_liaison", "KOTA")


def test_the_root_needs_no_liaison(directory: Directory, complaint: MakeComplaint) -> None:
    """The root has nobody above it, so that its want of an officer is no objection."""
    manned = _with_liaisons(directory, _liaison("KOTA"), _liaison("PROV"))
    route = _route(manned, complaint("tidak jelas maksudnya", region=None))

    assert _steps(route)[1:] == [("root", "decided", "NASIONAL")]


def test_what_is_unknown_excludes_nobody(directory: Directory, complaint: MakeComplaint) -> None:
    """A missing region and an unknown category meet every mandate."""
    route = _route(directory, complaint("lubang di jalan", region=None, category="Hewan"))

    assert route.agency == "DPU"


def test_a_rule_out_of_force_only_shows_in_the_trace(
    directory: Directory, complaint: MakeComplaint
) -> None:
    """Validity is half-open and read on the day of receipt."""
    router, text = Router(directory, BOOK), complaint("bau sekali di sini pak")

    assert router.route(text, on=date(2026, 1, 4)).rule == "lapsed"
    late = router.route(text, on=MON_2026_01_05)
    assert _steps(late)[0] == ("rule", "not_in_force", "DLH")
    assert not late.proposals


@pytest.mark.parametrize(
    ("region", "agency", "via"),
    [
        ("99.71.01.1001", "KEL", "front_desk"),
        ("99.71.01.1002", "KEC", "front_desk"),
        ("99.71.02", "KOTA", "front_desk"),
        ("99.72", "PROV", "front_desk"),
        ("98", "NASIONAL", "root"),
        ("ID", "NASIONAL", "root"),
        (None, "NASIONAL", "root"),
    ],
)
def test_the_lowest_desk_receives(
    directory: Directory, complaint: MakeComplaint, region: str | None, agency: str, via: str
) -> None:
    """Without a rule the desks are asked from the region upward, the nation last."""
    route = _route(directory, complaint("tidak jelas maksudnya", region=region))

    assert (route.agency, route.via) == (agency, via)
    assert _steps(route)[0] == ("rule", "no_rule", None)


def test_the_root_takes_what_nobody_may(directory: Directory, complaint: MakeComplaint) -> None:
    """The last resort takes a complaint even when it was tried or accused, and says so."""
    codes = [agency.code for agency in directory]
    tried = _route(directory, complaint("lubang"), codes)
    accused = _route(directory, complaint("lubang", accused=codes))

    assert (tried.agency, tried.via) == (accused.agency, accused.via) == ("NASIONAL", "root")
    assert _steps(tried)[-2:] == [("root", "tried", "NASIONAL"), ("root", "decided", "NASIONAL")]
    assert _steps(accused)[-2:][0] == ("root", "accused", "NASIONAL")


def test_strategies_are_asked_in_order(directory: Directory, complaint: MakeComplaint) -> None:
    """A strategy answers when no rule does; its answers are checked like a rule's."""

    def unsure(_facts: RoutingFacts) -> list[str]:
        return []

    def classifier(facts: RoutingFacts) -> list[str]:
        return ["NOWHERE", "LAMA", "KEMENPU"] if "jembatan" in facts.words else []

    router = Router(directory, BOOK, [unsure, classifier])
    route = router.route(complaint("jembatan putus lagi"), on=MON_2026_01_05)

    assert (route.agency, route.via, route.rule) == ("KEMENPU", "classifier", None)
    assert _steps(route) == [
        ("rule", "no_rule", None),
        ("classifier", "unknown_agency", "NOWHERE"),
        ("classifier", "inactive", "LAMA"),
        ("classifier", "decided", "KEMENPU"),
    ]
    assert str(route.trace[-1]) == "classifier classifier: goes to KEMENPU"
    assert router.route(complaint("lubang di sini"), on=MON_2026_01_05).via == "rule"


def test_a_single_code_is_an_answer(directory: Directory, complaint: MakeComplaint) -> None:
    """A strategy may answer with one code; that is no list of letters."""
    router = Router(directory, strategies=[lambda _: "DLH"])

    assert router.route(complaint(), on=MON_2026_01_05).agency == "DLH"


@pytest.mark.parametrize("on", [date.min, date.max])
@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("region", ["00", "99.71", "99.99.99.9999", "ID", None])
def test_the_ends_of_time_and_land_are_routed(
    directory: Directory, complaint: MakeComplaint, on: date, at: datetime, region: str | None
) -> None:
    """A complaint of the first or last day, from the first or last region, reaches an agency."""
    text = evolve(complaint("tidak jelas"), submitted_at=at, region=region)

    assert Router(directory, BOOK).route(text, on=on).agency in directory


def test_own_normalisers(directory: Directory, complaint: MakeComplaint) -> None:
    """A normaliser of one's own reads the complaints."""
    router = Router(
        directory, BOOK, normaliser=lambda text: ("lubang",) if text == "xyz" else normalise(text)
    )

    assert router.route(complaint("xyz"), on=MON_2026_01_05).rule == "broken-road"


def test_rules_are_read_as_complaints_are(directory: Directory, complaint: MakeComplaint) -> None:
    """A normaliser that writes words its own way writes those of the rules that way too."""
    book = RuleBook([Rule("moon", AnyWord("Bulan") & ~AnyWord("=Bulan Madu"), "DLH")])

    def backwards(text: str, /) -> tuple[str, ...]:
        return tuple(word[::-1] for word in normalise(text))

    router = Router(directory, book, normaliser=backwards)

    assert router.route(complaint("Bulan jatuh"), on=MON_2026_01_05).rule == "moon"
    assert router.route(complaint("Bulan madu"), on=MON_2026_01_05).via == "front_desk"
    assert router.book.vocabulary.roots == {"nalub"}
    assert Router(directory, book).book is book


def test_bad_books_are_refused(directory: Directory) -> None:
    """Everything that a rule names must be in the directory; all faults at once."""
    book = RuleBook(
        [
            Rule("a", AnyWord("bau"), "DLHH"),
            Rule("b", CategoryWithin(["Jalan", "Jaln"]), "DPU", supporting=["DLH", "X"]),
            Rule("c", ~TargetAgencyIs(["DPU", "DPUU"]), "DPU"),
        ]
    )
    with pytest.raises(InvalidValue) as refused:
        Router(directory, book)

    assert [(one.code, one.where, one["suggestion"]) for one in refused.value.faults] == [
        ("unknown_agency", "rule[0].to", "DLH"),
        ("unknown_agency", "rule[1].supporting[1]", None),
        ("unknown_category", "rule[1].when.category", "Jalan"),
        ("unknown_agency", "rule[2].when.target_agency", "DPU"),
    ]


def test_without_a_tree_categories_are_not_checked() -> None:
    """A directory without categories can't say which are wrong."""
    from sp4n.model import Agency

    router = Router(
        Directory([Agency("R", "Root")]), RuleBook([Rule("x", CategoryWithin("Jalan"), "R")])
    )

    assert len(router.book) == 1


def test_the_day_is_a_date(directory: Directory, complaint: MakeComplaint) -> None:
    """An instant is no day of receipt: its date depends on a zone."""
    with pytest.raises(InvalidValue) as refused:
        Router(directory).route(complaint(), on=datetime(2026, 1, 5, tzinfo=UTC))

    assert refused.value.code == "not_a_plain_date"


def test_routes_give_plain_data(directory: Directory, complaint: MakeComplaint) -> None:
    """A route becomes JSON-ready data with sentences in the language asked for."""
    route = _route(directory, complaint("Lubang", accused={"DPU"}), ["DISHUB"])
    data = route.to_dict("id")

    assert data == json.loads(json.dumps(data))

    assert data["agency"] == "KOTA"
    assert data["proposals"] == {"ask_for_completion": True}
    trace = data["trace"]
    assert isinstance(trace, list)
    assert [one["message"] for one in trace] == [
        "aturan broken-road (any_word: lubang): tidak ke DPU: instansi ini diadukan",
        "aturan traffic (any_word: lubang): tidak ke DISHUB: sudah pernah dicoba",
        "aturan short (max_words: 1): memberi usulan",
        "tidak ada aturan yang cocok yang dapat memutuskan",
        "loket depan: diteruskan ke KOTA",
    ]
    assert trace[0]["clauses"] == [
        {
            "name": "any_word",
            "asked": ["lubang", "aspal"],
            "holds": True,
            "found": ["lubang"],
        }
    ]


def test_every_outcome_has_words() -> None:
    """No outcome is without a sentence in both languages."""
    from sp4n.routing.route import OUTCOME_LABELS

    assert set(OUTCOME_LABELS) == set(Outcome)


def test_all_of_it_can_be_pickled(directory: Directory, complaint: MakeComplaint) -> None:
    """Routers and routes travel to other processes, for replaying many complaints there."""
    router = Router(directory, BOOK)
    route = router.route(complaint(), on=MON_2026_01_05)

    copy = pickle.loads(pickle.dumps(router))
    assert copy == router
    assert copy.route(complaint(), on=MON_2026_01_05) == route == pickle.loads(pickle.dumps(route))
