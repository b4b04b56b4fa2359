"""Negation: a word that is mentioned to say that it is not so."""

from collections.abc import Callable

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Complaint
from sp4n.routing import (
    AffirmedWord,
    AnyWord,
    NegatedWord,
    Predicate,
    RoutingFacts,
    normalise,
    predicate_from_data,
)
from sp4n.routing.statements import AnyOf, Mentions, clauses
from sp4n.routing.text import LITTLE_WORDS, LITTLE_WORDS_BETWEEN, NEGATIONS, negated_from


def _manners(words: str | list[str], text: str) -> tuple[bool, bool]:
    """Tell whether a mention is affirmed, and whether one is negated."""
    facts = RoutingFacts.of_text(text)
    return AffirmedWord(words).test(facts), NegatedWord(words).test(facts)


@pytest.mark.parametrize(
    "text",
    [
        "sampah tidak menumpuk lagi",
        "sampah gak numpuk, ga menumpuk",
        "sampah tidak pernah lagi menumpuk",
        "sudah tidak ada lagi yang menumpuk",
        "sampah belum menumpuk",
        "jangan sampai menumpuk",
        "TIDAK-MENUMPUK",
        "sampah tdk di tumpuk",
        "sampah tidak tidak menumpuk",
        "tiada yang menumpuk tanpa tumpukan",
        "tidaklah menumpuk",
    ],
)
def test_negated_only(text: str) -> None:
    """Every mention is denied: by a negation before it, or with little words between."""
    assert _manners("tumpuk", text) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "sampah menumpuk",
        "sampah menumpuk tidak diangkut",
        "sampah tidak diangkut menumpuk",
        "petugas tidak datang sampah menumpuk",
        "sampah tidak diangkut dan menumpuk",
        "tidak diangkut. Menumpuk terus",
        "bukan hanya menumpuk",
        "tidak cuma menumpuk",
        "bukan saja menumpuk",
        "tidak ada lagi pula yang menumpuk",
        "menumpuk",
        "setidaknya menumpuk",
    ],
)
def test_affirmed_only(text: str) -> None:
    """A negation reaches no further than through three little words, and not behind itself."""
    assert _manners("tumpuk", text) == (True, False)


def test_a_text_may_hold_both() -> None:
    """Denied once and affirmed once is both; a text without a mention is neither."""
    assert _manners("tumpuk", "tadi tidak menumpuk, sekarang menumpuk") == (True, True)
    assert _manners("tumpuk", "sampah tidak diangkut") == (False, False)


def test_what_is_denied_can_be_the_complaint() -> None:
    """Any mention counts for any_word: rubbish that is not hauled is a complaint about hauling."""
    facts = RoutingFacts.of_text("sampah tidak diangkut")

    assert AnyWord("angkut").test(facts)
    assert _manners("angkut", "sampah tidak diangkut") == (False, True)


def test_not_this_but_that() -> None:
    """Bukan denies what follows, tetapi affirms again."""
    text = "bukan sampah tapi limbah"

    assert _manners("sampah", text) == (False, True)
    assert _manners("limbah", text) == (True, False)


@pytest.mark.parametrize(
    ("words", "text", "manners"),
    [
        ("sampah menumpuk", "bukan sampah menumpuk", (False, True)),
        ("sampah menumpuk", "sampah tidak menumpuk", (False, False)),
        ("tidak ada tanggapan", "tidak ada tanggapan", (True, False)),
        ("=lampu merah", "belum ada lampu merah", (False, True)),
        ("=lampu merah", "belum ada lampunya merah", (False, False)),
        (["bakar", "-kebakaran"], "tidak kebakaran", (False, False)),
        (["bakar", "-kebakaran"], "tidak dibakar, kebakaran", (False, True)),
        (["lubang", "tumpuk"], "lubang tidak menumpuk", (True, True)),
    ],
)
def test_entries_are_read_as_everywhere(
    words: str | list[str], text: str, manners: tuple[bool, bool]
) -> None:
    """Phrases, exact words and exceptions mean what they mean in any other list."""
    assert _manners(words, text) == manners


def test_a_title_denies_nothing_of_the_body(complaint: Callable[..., Complaint]) -> None:
    """No negation reaches from the title into the body."""
    told = complaint("Menumpuk sampah di jalan", title="Kenapa tidak")

    assert AffirmedWord("tumpuk").test(RoutingFacts.of(told))


@pytest.mark.parametrize(
    ("predicate", "text", "said"),
    [
        (NegatedWord("tumpuk"), "Tidak menumpuk", "negated: tidak menumpuk ← tumpuk"),
        (NegatedWord("tumpuk"), "tdk pernah lg numpuk", "negated failed: tumpuk"),
        (
            NegatedWord("tumpuk"),
            "sampah gak pernah lg ditumpuk",
            "negated: tidak pernah lagi ditumpuk ← tumpuk",
        ),
        (NegatedWord("=sampah"), "bukan sampah", "negated: bukan sampah ← sampah"),
        (AffirmedWord("tumpuk"), "tidak menumpuk, tumpukan", "affirmed: tumpukan ← tumpuk"),
        (AffirmedWord("tumpuk"), "tidak menumpuk", "affirmed failed: tumpuk"),
    ],
)
def test_an_explanation_names_the_negation(predicate: Predicate, text: str, said: str) -> None:
    """What was met is the mention with the word that denies it, and nothing else of the text."""
    assert str(predicate.explain(RoutingFacts.of_text(text))) == said


def test_its_statement_has_the_manner() -> None:
    """The analysis learns which mentions count; the entry is the same as for any mention."""
    (affirmed,) = clauses(AffirmedWord(["bakar", "-kebakaran"]).says())
    (anyhow,) = clauses(AnyWord(["bakar", "-kebakaran"]).says())

    assert isinstance(affirmed, Mentions)
    assert isinstance(anyhow, Mentions)
    assert (affirmed.manner, anyhow.manner) == ("affirmed", "any")
    assert (affirmed.entry, affirmed.without) == (anyhow.entry, anyhow.without)
    assert isinstance(NegatedWord("bau").says(), AnyOf)


@pytest.mark.parametrize("key", ["affirmed", "negated"])
def test_round_trip(key: str) -> None:
    """Both keys come back as they were."""
    data = {key: ["tumpuk", "=bau", "-tumpukan"]}

    assert predicate_from_data(data).to_data() == data


@pytest.mark.parametrize("kind", [AffirmedWord, NegatedWord])
def test_bad_lists_are_refused(kind: type[AffirmedWord] | type[NegatedWord]) -> None:
    """As for any list of words."""
    with pytest.raises(InvalidValue, match="must not be empty"):
        kind([])


def test_the_words_are_as_the_normaliser_writes_them() -> None:
    """A word that the normaliser never gives would never be met."""
    assert [one for one in NEGATIONS | LITTLE_WORDS if normalise(one) != (one,)] == []
    assert set() == NEGATIONS & LITTLE_WORDS


def test_the_reach_is_bounded() -> None:
    """However many little words stand between, only a few are looked at."""
    little = ["lagi", "pula"] * LITTLE_WORDS_BETWEEN

    assert (
        negated_from(["tidak", *little[:LITTLE_WORDS_BETWEEN], "x"], LITTLE_WORDS_BETWEEN + 1) == 0
    )
    assert negated_from(["tidak", *little, "x"], len(little) + 1) is None
    assert negated_from(["x"], 0) is None
    assert negated_from(["lagi", "x"], 1) is None
