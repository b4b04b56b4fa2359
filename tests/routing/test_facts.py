"""Facts: a complaint is prepared once for all rules."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Complaint, Directory
from sp4n.routing import RoutingFacts, Vocabulary


def test_a_title_that_repeats_the_body_is_read_once(complaint: Callable[..., Complaint]) -> None:
    """A title of the body's first words adds none, whatever its case and signs."""
    facts = RoutingFacts.of(complaint("Baunya sangat menyengat.", title="BAUNYA sangat!"))

    assert facts.words == ("baunya", "sangat", "menyengat")
    assert facts.word_count == 3


@pytest.mark.parametrize("title", ["Lampu", "Lampu itu", "Lampung itu jauh sekali"])
def test_a_title_that_only_looks_like_the_body_is_read(
    complaint: Callable[..., Complaint], title: str
) -> None:
    """A title whose words are not the body's first keeps them all."""
    facts = RoutingFacts.of(complaint("Lampung itu jauh", title=title))

    assert facts.words == (*title.lower().split(), "", "lampung", "itu", "jauh")


def test_a_title_cut_in_the_middle_of_a_word_is_read_once(
    complaint: Callable[..., Complaint],
) -> None:
    """The first 60 characters of the body add no half word, and the body keeps the whole one."""
    body = "Sampah di depan rumah kami sudah dua minggu tidak diangkut petugas kebersihan"
    facts = RoutingFacts.of(complaint(body, title=body[:60]))

    assert body[:60].endswith("diangkut p")
    assert facts.words == tuple(body.lower().split())


def test_the_repr_shows_no_word_of_a_citizen() -> None:
    """A log line of facts counts words, categories and letters, and shows none."""
    secret = RoutingFacts(words=("rahasia",), category_lineage=frozenset({"aib"}), channel="budi")

    assert repr(secret) == (
        "RoutingFacts(words=<1>, word_count=0, category_lineage=<1>, classification=None, "
        "region=None, channel=<4 characters>, anonymous=False, confidential=False, "
        "target_agency=None, on=None)"
    )
    assert "channel=None" in repr(RoutingFacts())


def test_title_and_body_do_not_run_together(complaint: Callable[..., Complaint]) -> None:
    """A phrase can't begin in the title and end in the body; the count is the body's."""
    facts = RoutingFacts.of(complaint("nasional bebas", title="Info jalan"))

    assert facts.words == ("info", "jalan", "", "nasional", "bebas")
    assert facts.word_count == 2


def test_category_has_its_lineage(
    complaint: Callable[..., Complaint], directory: Directory
) -> None:
    """A category comes with those above it; an unknown one and no tree count as missing."""
    known, unknown = (
        RoutingFacts.of(complaint(category=name), categories=directory.categories)
        for name in ("Jalan Berlubang", "Hewan")
    )

    assert known.category_lineage == {"Jalan Berlubang", "Jalan"}
    assert unknown.category_lineage == frozenset()
    assert RoutingFacts.of(complaint(category="Jalan")).category_lineage == frozenset()


def test_all_fields_arrive(complaint: Callable[..., Complaint]) -> None:
    """Nothing that a predicate asks for is lost on the way."""
    facts = RoutingFacts.of(
        complaint(
            classification="oversight",
            channel="SMS",
            anonymous=True,
            confidential=True,
            target_agency="DPU",
        ),
        on=date(2026, 1, 5),
        normaliser=lambda text: tuple(text.upper().split()),
    )

    assert (facts.classification, facts.channel, facts.target_agency) == ("oversight", "SMS", "DPU")
    assert (facts.anonymous, facts.confidential) == (True, True)
    assert facts.words == ("JALAN", "BERLUBANG")
    assert str(facts.region) == "99.71"
    assert facts.on == date(2026, 1, 5)


@pytest.mark.parametrize("vocabulary", [Vocabulary(), Vocabulary(["lubang", "sampah"])])
def test_a_vocabulary_changes_nothing_but_speed(vocabulary: Vocabulary) -> None:
    """A root is found at the same places, whether the vocabulary has it or not."""
    facts = RoutingFacts(words=("lubang", "jalannya", "lubangnya"), vocabulary=vocabulary)

    for _ in range(2):
        assert facts.places("lubang") == (0, 2)
        assert facts.places("jalan") == (1,)
        assert facts.places("sampah") == facts.places("bau") == ()
    assert facts.present(frozenset({"sampah", "lubang"})) == {"lubang"}
    assert (
        facts.present(frozenset({"sampah"})) == facts.present(frozenset({"sampah", "bau"})) == set()
    )
    assert facts.exact_places("lubang") == (0,)


def test_a_word_may_have_several_roots() -> None:
    """A word that is a form of two roots counts for both, once each."""
    vocabulary = Vocabulary(["baik", "perbaiki"])

    assert vocabulary.places(["perbaiki", "perbaikinya"]) == {"baik": (0, 1), "perbaiki": (0, 1)}
    assert vocabulary == Vocabulary(["perbaiki", "baik"])


@pytest.mark.parametrize("roots", [5, None, [["lubang"]], [5]])
def test_roots_are_texts(roots: Any) -> None:
    """A vocabulary of what is no text is refused by the library's own error."""
    with pytest.raises(InvalidValue) as refused:
        Vocabulary(roots)

    assert refused.value.code == "wrong_type"


def test_a_root_that_repeats_is_found_at_each_place() -> None:
    """A long text of one word is read in one go: a place a word, in order."""
    facts = RoutingFacts(words=("lubang",) * 50_000, vocabulary=Vocabulary(["lubang"]))

    assert facts.places("lubang") == tuple(range(50_000))
