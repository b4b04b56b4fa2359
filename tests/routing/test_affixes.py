"""Affixes: the words that are made of a root, and those that are not."""

from collections.abc import Callable
from functools import partial

import pytest

from sp4n.routing import Vocabulary, is_form_of, normalise, stems, word_forms
from sp4n.routing.lexicon import OWN_WORDS

WordTable = Callable[[str], list[tuple[str, str]]]


def _finds(root: str, word: str) -> bool:
    (normal_root,) = normalise(root)
    return any(is_form_of(one, normal_root) for one in normalise(word))


def test_words_that_must_match(word_table: WordTable) -> None:
    """Every word of the hand-checked list is found by its root, as a complaint writes it."""
    pairs = word_table("affixes_match.tsv")

    assert len(pairs) >= 200
    assert [pair for pair in pairs if not _finds(*pair)] == []


def test_words_that_must_not_match(word_table: WordTable) -> None:
    """No word of the hand-checked list is found by a root that it only looks like."""
    pairs = word_table("affixes_no_match.tsv")

    assert len(pairs) >= 200
    assert [pair for pair in pairs if _finds(*pair)] == []


def test_a_word_of_its_own_finds_itself() -> None:
    """Whoever names a word of its own in a rule finds it, also with a particle behind."""
    assert all(is_form_of(word, word) for word in OWN_WORDS)
    assert all(is_form_of(f"{word}nya", word) for word in OWN_WORDS)


def test_owners_keep_their_words() -> None:
    """A root that may claim a word of its own makes it, so that no entry is a mistake."""
    unmade = [
        (root, word)
        for word, roots in OWN_WORDS.items()
        for root in roots
        if word not in word_forms(root)
    ]

    assert unmade == []


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("lubang", ("lubang",)),
        ("lubangnya", ("lubangnya", "lubang")),
        ("rumahku", ("rumahku", "rumah")),
        ("rumahmukah", ("rumahmukah", "rumahmu", "rumah")),
        ("jalannyapun", ("jalannyapun", "jalannya", "jalan")),
        ("masalahnya", ("masalahnya", "masalah")),
        ("paku", ("paku",)),
        ("punya", ("punya",)),
    ],
)
def test_stems(word: str, found: tuple[str, ...]) -> None:
    """Particles come off one after another, unless what is left is no word."""
    assert found == stems(word)


@pytest.mark.parametrize("root", ["ktp", "sd", "tps"])
def test_acronyms_take_particles_only(root: str) -> None:
    """An acronym has no affixes, except an e- that is listed."""
    assert word_forms(root) <= {root, f"e{root}"}
    assert is_form_of(f"{root}nya", root)


def test_one_syllable_takes_menge() -> None:
    """A root of one syllable is nasalised with menge-, never by changing its first letter."""
    assert {"mengetes", "pengetesan", "dites", "ngetes"} <= word_forms("tes")
    assert word_forms("tes").isdisjoint({"menes", "penes"})


def test_spoken_nasals_are_safe() -> None:
    """N- without me- is known for letters where it hits no other word."""
    assert {"ngurus", "ngirim", "nyapu", "nyuci"} <= (
        word_forms("urus") | word_forms("kirim") | word_forms("sapu") | word_forms("cuci")
    )
    assert word_forms("pohon").isdisjoint({"mohon", "memohon", "pemohon"})


def test_unusual_first_letters_do_not_break() -> None:
    """Roots in foreign letters or digits have forms too, at least themselves."""
    assert all(root in word_forms(root) for root in ("привет", "xabi", "b3", "4g", "ñandu"))


HOSTILE: dict[str, Callable[[int], str]] = {
    "particles": lambda n: "rumah" + "nya" * (n // 3),
    "emphases": lambda n: "lah" * (n // 3),
    "prefixes": lambda n: "memper" * (n // 6) + "baik",
    "letters": lambda n: "ab" * (n // 2),
    "combining": lambda n: "lubang" + "\u0301\u0323" * (n // 2),
    "many words": lambda n: "lubangnya x " * (n // 12),
    "many different words": lambda n: " ".join(f"a{k}nya" for k in range(n // 8)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_linear_work(
    kind: str, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    """Looking all roots up in ten times the text, up to 100 kB, takes about ten times the calls."""
    vocabulary = Vocabulary(["lubang", "baik", "rumah"])

    def search(size: int) -> object:
        return vocabulary.places(normalise(HOSTILE[kind](size)))

    small, large = (count_calls(partial(search, size)) for size in (10_000, 100_000))

    assert large < 20 * small  # quadratic would be 100
