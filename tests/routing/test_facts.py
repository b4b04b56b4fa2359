"""Facts: a complaint is prepared once for all rules."""

from collections.abc import Callable
from datetime import date

import pytest

from sp4n.model import Complaint, Directory
from sp4n.routing import RoutingFacts, Vocabulary


def test_a_title_that_repeats_the_body_is_read_once(complaint: Callable[..., Complaint]) -> None:
    """A title cut from the body adds no words, least of all half a word."""
    facts = RoutingFacts.of(complaint("Baunya menyengat", title="Bau"))

    assert facts.words == ("baunya", "menyengat")
    assert facts.word_count == 2


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
    assert facts.present({"sampah", "lubang"}) == {"lubang"}
    assert facts.present({"sampah"}) == facts.present({"sampah", "bau"}) == set()
    assert facts.exact_places("lubang") == (0,)


def test_a_word_may_have_several_roots() -> None:
    """A word that is a form of two roots counts for both, once each."""
    vocabulary = Vocabulary(["baik", "perbaiki"])

    assert vocabulary.places(["perbaiki", "perbaikinya"]) == {"baik": (0, 1), "perbaiki": (0, 1)}
    assert vocabulary == Vocabulary(["perbaiki", "baik"])
