"""Work: whoever has too few steps says "undecided", and never anything that isn't so."""

from collections.abc import Callable

import pytest

from sp4n.routing import AllWords, AnyWord, Phrase, Router, Rule, WordsAtLeast
from sp4n.routing.analysis import analyse, differences, gaps
from sp4n.sample import sample_policy
from sp4n.work import BudgetExceeded, Work

MakeRouter = Callable[..., Router]
LIMITS = [0, 5, *range(20, 2_000, 60), *range(2_000, 12_000, 700)]


@pytest.fixture(params=LIMITS)
def steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let everything have so many steps, all in all."""
    given: int = request.param
    monkeypatch.setattr("sp4n.routing.analysis.encoding.Work", lambda _: Work(given))
    return given


RULES = (
    Rule("hole", AnyWord(["lubang", "aspal"]), "A"),
    Rule("phrase", Phrase(["jalan rusak", "jalan tol"]), "B"),
    Rule("covered", AllWords(["lubang", "pohon"]), "C"),
    Rule("both", AllWords(["jalan", "rusak"]) & ~Phrase("jalan rusak"), "A"),
    Rule("twin", AllWords(["jalan", "rusak"]) & ~Phrase("jalan rusak"), "A"),
    Rule("impossible", AnyWord("pohon") & ~AnyWord("pohon"), "A"),
    Rule("idle", AnyWord(["aspal", "sampah"]), "B"),
    Rule("partly", AnyWord(["pohon", "taman"]) & ~AnyWord("pohon"), "B"),
    Rule("long", WordsAtLeast(3) & ~AnyWord("sampah"), "C"),
    Rule("flood", AnyWord("banjir"), "A"),
    Rule("remark", AnyWord("lubang"), supporting=["B"]),
)
IDLE = {"idle": ["aspal"], "partly": ["pohon"]}


@pytest.fixture(scope="module")
def whole() -> dict[str, str]:
    """What is so, as the analysis says it with all the steps that it wants."""
    return {
        "hole": "live", "phrase": "live", "covered": "dead", "both": "live", "twin": "dead",
        "impossible": "dead", "idle": "live", "partly": "live", "long": "live", "flood": "live",
        "remark": "live",
    }  # fmt: skip


def test_with_all_steps_everything_is_found_out(router: MakeRouter, whole: dict[str, str]) -> None:
    """By hand: why each is so, its name says."""
    found = analyse(router(*RULES))

    assert whole == {one.rule: one.standing for one in found}
    assert list(IDLE.items()) == [
        (one.rule, [part.says for part in one.idle]) for one in found if one.idle
    ]


def test_a_verdict_is_right_or_undecided(
    router: MakeRouter, whole: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With however few steps, wherever they end; and a part is idle only if it is."""
    asked = router(*RULES)
    for given in range(0, 18_000, 45):
        monkeypatch.setattr(
            "sp4n.routing.analysis.encoding.Work", lambda _, given=given: Work(given)
        )
        found = analyse(asked)

        assert list(whole) == [one.rule for one in found]
        for one in found:
            assert one.standing in (whole[one.rule], "undecided")
            assert [part.says for part in one.idle] in ([], IDLE.get(one.rule, []))
            assert (one.example is not None) is (one.standing == "live")


@pytest.mark.parametrize("rule", [one for one in RULES if one.id in ("impossible", "partly")])
def test_why_is_told_truly_or_not_at_all(
    router: MakeRouter, monkeypatch: pytest.MonkeyPatch, rule: Rule
) -> None:
    """Wherever the steps end, be it while the reason is sought."""
    asked, whole = router(rule), analyse(router(rule))
    seen = set()
    for given in range(1_000):
        monkeypatch.setattr(
            "sp4n.routing.analysis.encoding.Work", lambda _, given=given: Work(given)
        )
        (found,) = analyse(asked)
        seen.add((found.standing, found.why, found.idle))

    (one,) = whole
    allowed = {
        (one.standing, one.why, one.idle),
        ("undecided", None, ()),
        (one.standing, one.why, ()),
    }
    assert (one.standing, one.why, one.idle) in seen <= allowed


def test_without_steps_nothing_is_claimed(
    router: MakeRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one verdict, gap or equality: all rules that changed are named."""
    monkeypatch.setattr("sp4n.routing.analysis.encoding.Work", lambda _: Work(0))
    one, other = router(*RULES), router(*RULES[2:], *RULES[:2])

    assert {"undecided"} == {verdict.standing for verdict in analyse(one)}
    assert {"undecided"} == {gap.standing for gap in gaps(one)}
    found = differences(one, other)
    assert ((), ("hole", "phrase")) == (found.differences, found.undecided)
    assert not found.is_equivalent
    assert differences(one, one).is_equivalent  # nothing changed, so there is nothing to ask


@pytest.mark.usefixtures("steps")
def test_a_gap_is_open_or_undecided(router: MakeRouter) -> None:
    """Some complaint of each category is taken by no rule: never is that denied."""
    for gap in gaps(router(*RULES)):
        assert gap.standing in ("open", "undecided")
        assert (gap.example is not None) is (gap.standing == "open")


@pytest.mark.usefixtures("steps")
def test_a_closed_gap_is_closed_or_undecided(router: MakeRouter) -> None:
    """And where a rule takes everything, no complaint is left."""
    for gap in gaps(router(*RULES, Rule("all", WordsAtLeast(0), "A"))):
        assert gap.standing in ("closed", "undecided")


@pytest.mark.usefixtures("steps")
def test_books_are_equal_only_if_they_are(router: MakeRouter) -> None:
    """Two that differ are never proven equal; every example that is told goes another way."""
    one, other = router(*RULES), router(RULES[1], RULES[0], *RULES[2:])
    found = differences(one, other)

    assert not found.is_equivalent
    assert len(found) or found.undecided
    for each in found:
        assert each.before.agency != each.after.agency


@pytest.mark.usefixtures("steps")
def test_books_differ_only_if_they_do(router: MakeRouter) -> None:
    """Two rules that never meet change places: no difference is ever told."""
    apart = Rule("x", AnyWord("pohon") & ~AnyWord("taman"), "A"), Rule("y", AnyWord("taman"), "B")

    assert not differences(router(*apart), router(*apart[::-1])).differences


def test_the_sample_city_is_wholly_decided_with_a_third_of_the_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that a city may have three times as much to say."""
    monkeypatch.setattr("sp4n.routing.analysis.encoding.Work", lambda _: Work(1_100_000))

    assert {"live"} == {one.standing for one in analyse(sample_policy().router)}


def test_steps_are_counted_to_the_last() -> None:
    """The last one may be taken, and then no other."""
    work = Work(3)
    work.spend(2)
    work.spend()

    with pytest.raises(BudgetExceeded):
        work.spend()
    with pytest.raises(BudgetExceeded):
        work.spend(0)
