"""Laws of normalising, of affixes and of negation."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sp4n.routing import (
    AffirmedWord,
    AnyWord,
    NegatedWord,
    RoutingFacts,
    Vocabulary,
    is_form_of,
    normalise,
    stems,
    word_forms,
)
from sp4n.routing.text import LITTLE_WORDS, LITTLE_WORDS_BETWEEN, NEGATIONS

ROOTS = st.sampled_from(
    ["lubang", "aspal", "sapu", "tambal", "kerja", "rumah", "cat", "air", "ktp", "obat", "jalan"]
)
TYPED = st.text(
    alphabet=st.one_of(st.sampled_from("aábcejlnyk2 -.'1\u0301\u0323é²"), st.characters())
)


@given(TYPED)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """Normalise is idempotent."""
    words = normalise(text)

    assert words == normalise(" ".join(words))


@given(TYPED)
def test_words_are_plain(text: str) -> None:
    """Words are never empty and hold letters and digits only, in lower case."""
    assert all(word.isalnum() and word == word.casefold() for word in normalise(text))


@given(TYPED, TYPED)
def test_a_space_separates(left: str, right: str) -> None:
    """Normalising works word by word: a text is its halves, but for a doubled word between."""
    whole, halves = normalise(f"{left} {right}"), normalise(left) + normalise(right)

    assert whole in {halves, normalise(left) + normalise(right)[1:]}


@given(ROOTS, st.sampled_from(["", "nya", "ku", "mu", "lah", "kah", "pun", "nyalah"]))
def test_particles_never_hide_a_root(root: str, particle: str) -> None:
    """Every form of a root is found with any particle behind it."""
    assert all(is_form_of(form + particle, root) for form in word_forms(root) if len(form) > 2)


@given(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=12))
def test_any_word_finds_itself(word: str) -> None:
    """A word is its own stem and its own form, whatever it is."""
    assert stems(word)[0] == word
    assert word in word_forms(word)


@given(st.lists(st.sampled_from(sorted(word_forms("lubang") | word_forms("aspal") | {"x"}))))
def test_vocabulary_is_the_plain_search(words: list[str]) -> None:
    """Looking roots up at once finds what looking for each of them finds."""
    roots = ["lubang", "aspal", "jalan"]
    plain = RoutingFacts(words=tuple(words))
    quick = RoutingFacts(words=tuple(words), vocabulary=Vocabulary(roots))

    assert [plain.places(root) for root in roots] == [quick.places(root) for root in roots]


TOLD = st.lists(
    st.sampled_from(
        ["tumpuk", "menumpuk", "sampah", "tidak", "belum", "lagi", "ada", "di", "x", ""]
    ),
    max_size=12,
)
WRITTEN = st.lists(
    st.sampled_from(["tumpuk", "sampah", "=tumpuk", "sampah tumpuk", "ada tumpuk", "-menumpuk"]),
    min_size=1,
).filter(lambda written: set(written) != {"-menumpuk"})


@given(TOLD, WRITTEN)
def test_a_mention_is_affirmed_or_negated(told: list[str], written: list[str]) -> None:
    """Any mention is one of the two, and there is neither without a mention."""
    facts = RoutingFacts(words=tuple(told))
    either = AffirmedWord(written).test(facts) or NegatedWord(written).test(facts)

    assert AnyWord(written).test(facts) is either


@given(TOLD)
def test_negation_is_what_a_pattern_finds(told: list[str]) -> None:
    """The reach of a negation, written down a second time: as a regular expression."""
    negation, little = "|".join(NEGATIONS), "|".join(LITTLE_WORDS)
    pattern = (
        rf"(?:^| )(?:{negation})(?: (?:{little})){{0,{LITTLE_WORDS_BETWEEN}}} (?:menumpuk|tumpuk)\b"
    )

    found = re.search(pattern, " ".join(word or "." for word in told))

    assert NegatedWord("tumpuk").test(RoutingFacts(words=tuple(told))) is (found is not None)
