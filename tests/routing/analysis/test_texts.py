"""Which words can stand in a text together: what is proven must hold for every text."""

from collections.abc import Callable

import pytest

from sp4n.routing import (
    AffirmedWord,
    AnyWord,
    NegatedWord,
    Phrase,
    Predicate,
    Router,
    RoutingFacts,
    Rule,
    WordsAtLeast,
)
from sp4n.routing.analysis import RuleVerdict, analyse
from sp4n.routing.text import normalise

MakeRouter = Callable[..., Router]


def _verdicts(router: MakeRouter, *asked: Predicate) -> list[RuleVerdict]:
    """Give the verdicts on rules that ask for this, to A, B and C by turns."""
    rules = [Rule(f"r{n}", when, "ABC"[n % 3]) for n, when in enumerate(asked)]
    return list(analyse(router(*rules)))


def _title(verdict: RuleVerdict) -> str:
    assert verdict.example is not None
    return verdict.example.complaint.title


@pytest.mark.parametrize("excepted", ["jalannya", "jalanmu", "jalannyalah"])
def test_an_exception_with_a_particle_takes_only_that_word(
    router: MakeRouter, excepted: str
) -> None:
    """Who looks for *jalan* but not for *jalannya* leaves *jalannya* to the next rule."""
    _, other = _verdicts(router, AnyWord(["jalan", f"-{excepted}"]), AnyWord("jalan"))

    assert other.standing == "live"
    assert _title(other).startswith(excepted)


def test_a_word_beside_the_exact_one_and_the_exception_is_found(router: MakeRouter) -> None:
    """Neither *jalan* nor *jalannya* alone: only a word with two particles is left, *jalannyalah*.

    It holds *jalannya*, so the first rule does not count it; and it is not *jalannya* itself.
    """
    asked = AnyWord(["jalan", "-jalannya"]), AnyWord("=jalannya"), AnyWord("jalan")

    assert _title(_verdicts(router, *asked)[2]) == "jalannyalah"


def test_a_phrase_holds_its_words(router: MakeRouter) -> None:
    """A rule for a phrase never decides behind one for one of its words."""
    _, phrase = _verdicts(router, AnyWord("lubang"), Phrase("jalan lubang"))

    assert (phrase.standing, phrase.covered_by) == ("dead", ("r0",))


def test_a_word_that_two_roots_share(router: MakeRouter) -> None:
    """*Penerangan* is of *terang* too, so behind that nothing is left of the very word."""
    first, second = _verdicts(router, AnyWord("=penerangan"), AnyWord("terang"))
    _, dead = _verdicts(router, AnyWord("terang"), AnyWord("=penerangan"))

    assert [first.standing, second.standing, dead.standing] == ["live", "live", "dead"]


def test_a_mention_is_affirmed_or_denied(router: MakeRouter) -> None:
    """Behind both kinds, any mention is covered by the two together."""
    last = _verdicts(router, AffirmedWord("lubang"), NegatedWord("lubang"), AnyWord("lubang"))[2]

    assert last.covered_by == ("r0", "r1")


def test_a_root_that_may_itself_deny(router: MakeRouter) -> None:
    """*Tidak lubang* denies the hole, another form of *tidak* before it does not.

    So of the rules for denied and for affirmed holes neither covers the phrase alone.
    """
    phrase = Phrase("tidak lubang")
    denied = _verdicts(router, NegatedWord("lubang"), phrase)[1]
    affirmed = _verdicts(router, AffirmedWord("lubang"), phrase)[1]
    both = _verdicts(router, NegatedWord("lubang"), AffirmedWord("lubang"), phrase)[2]

    assert [denied.standing, affirmed.standing, both.standing] == ["live", "live", "dead"]


def test_a_book_that_looks_for_every_negation_proves_nothing_by_them(router: MakeRouter) -> None:
    """*Tidak bisa lubang* is denied without any of these phrases; no example tries little words."""
    negations = (
        "tidak tidaklah bukan bukanlah belum belumlah jangan janganlah tanpa tiada tiadalah takkan"
    )
    phrases = [f"={one} lubang" for one in [*negations.split(), "tidak akan"]]
    _, denied = _verdicts(router, AnyWord([*phrases, *negations.split()]), NegatedWord("lubang"))

    assert denied.standing == "undecided"


def test_a_phrase_just_within_reach_proves_nothing_about_its_second_word(
    router: MakeRouter,
) -> None:
    """*Tidak akan bisa lagi masih lubang* denies *masih*, with three little words between.

    The hole stands a word further, so it is affirmed; no example tries so many little words.
    """
    far = RoutingFacts.of_text("tidak akan bisa lagi masih lubang")
    _, phrase = _verdicts(router, NegatedWord("lubang"), NegatedWord("=masih lubang"))

    assert NegatedWord("=masih lubang").test(far)
    assert not NegatedWord("lubang").test(far)
    assert phrase.standing == "undecided"


@pytest.mark.parametrize(("words", "standing"), [(6, "dead"), (7, "undecided")])
def test_too_many_ways_to_word_a_phrase(router: MakeRouter, words: int, standing: str) -> None:
    """Each list leaves out one of three forms of a root, so any form is in two of the lists.

    That takes every phrase of these roots. To know it means to try three forms of each word, in
    729 ways for six words; 2,187 for seven are more than are tried.
    """
    roots = ["lampu", "jalan", "sampah", "lubang", "pohon", "taman", "pagar"][:words]
    lists = [[root, f"-{form}{root}"] for root in roots for form in ("", "ber", "di")]
    *_, phrase = _verdicts(router, *map(AnyWord, lists), Phrase(" ".join(roots)))

    assert phrase.standing == standing


def test_an_example_holds_what_must_be_there_and_not_what_must_not(router: MakeRouter) -> None:
    """The rule for *terang* alone gets a form that is none of *penerangan*."""
    _, second = _verdicts(router, AnyWord("penerangan"), AnyWord("terang"))

    assert "penerangan" not in normalise(_title(second))


@pytest.mark.parametrize("normaliser", [str.split, lambda text: text.lower().split()])
def test_a_normaliser_that_gives_lists(
    router: MakeRouter, normaliser: Callable[[str], tuple[str, ...]]
) -> None:
    """Words in a list are as good as in a tuple."""
    rules = Rule("word", AnyWord("lubang"), "A"), Rule("phrase", Phrase("jalan lubang"), "B")
    found = analyse(router(*rules, normaliser=normaliser))

    assert [one.standing for one in found] == ["live", "dead"]


def _backwards(text: str) -> tuple[str, ...]:
    return tuple(word[::-1] for word in text.split())


def _in_capitals(text: str) -> tuple[str, ...]:
    return tuple(text.upper().split())


@pytest.mark.parametrize("normaliser", [_backwards, _in_capitals])
def test_a_normaliser_whose_words_cannot_be_written_leaves_rules_undecided(
    router: MakeRouter, normaliser: Callable[[str], tuple[str, ...]]
) -> None:
    """Nobody knows a text for *gnabul*, though there may be one; nothing else is said of it."""
    found = analyse(router(Rule("word", AnyWord("lubang"), "A"), normaliser=normaliser))

    assert found["word"].standing == "undecided"


def test_a_normaliser_that_fails_at_some_texts(router: MakeRouter) -> None:
    """Texts that it can't read are no examples; others are found."""

    def picky(text: str) -> tuple[str, ...]:
        if text.startswith("tidak"):
            raise ZeroDivisionError
        return normalise(text)

    rules = Rule("yes", AffirmedWord("lubang"), "A"), Rule("no", NegatedWord("lubang"), "B")
    found = analyse(router(*rules, normaliser=picky))

    assert [one.standing for one in found] == ["live", "live"]
    assert not _title(found["no"]).startswith("tidak")


def test_a_book_that_looks_for_every_neutral_word_is_left_undecided(router: MakeRouter) -> None:
    """Without words that no rule looks for, examples can't be written."""
    named = ["contoh", "begini", "isi", "cerita", "teks", "warga", "paragraf", "kata", "kalimat"]
    syllables = [f"{a}{b}" for a in "bxv" for b in "aeou"]
    verdicts = _verdicts(router, AnyWord([f"={one}" for one in named + syllables]), WordsAtLeast(3))

    assert {one.standing for one in verdicts} == {"undecided"}
