"""Laws of normalising and of affixes."""

from hypothesis import given
from hypothesis import strategies as st

from sp4n.routing import RoutingFacts, Vocabulary, is_form_of, normalise, stems, word_forms

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
