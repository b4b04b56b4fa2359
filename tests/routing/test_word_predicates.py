"""Predicates about words: roots, phrases, exact words, exceptions, length."""

from collections.abc import Callable
from functools import partial

import pytest

from sp4n.errors import InvalidValue
from sp4n.routing import (
    AffirmedWord,
    AllWords,
    AnyWord,
    Explanation,
    NegatedWord,
    Phrase,
    Predicate,
    RoutingFacts,
    WordsAtLeast,
)
from sp4n.routing import WordsAtMost as AtMost
from sp4n.routing.word_lists import LETTERS_LIMIT, WORDS_LIMIT
from sp4n.routing.word_predicates import WordsPredicate


def _test(predicate: Predicate, text: str) -> bool:
    facts = RoutingFacts.of_text(text)
    assert predicate.explain(facts).holds is predicate.test(facts)
    return predicate.test(facts)


@pytest.mark.parametrize(
    ("words", "text", "holds"),
    [
        (["lubang"], "Jalan berlobang!", True),
        (["LUBANG2"], "jalan berlubang-lubang", True),
        (["jl"], "Jalannya rusak", True),
        (["angkut"], "Yang bersangkutan tidak masuk", False),
        (["bau"], "seperti kubangan kerbau", False),
        (["lama"], "Selamat pagi, selama ini baik", False),
        (["ktp"], "e-KTP belum jadi", True),
        (["bakar"], "terjadi kebakaran", True),
        (["bakar", "-kebakaran"], "terjadi kebakaran, kebakarannya besar", False),
        (["bakar", "-kebakaran"], "kebakaran karena membakar sampah", True),
        (["=kebakaran"], "kebakaran", True),
        (["=kebakaran"], "kebakarannya", False),
        (["=lubang"], "berlubang", False),
        (["lampu merah"], "di lampu merah", True),
        (["lampu merah"], "merah lampunya", False),
        (["=lampu merah"], "lampunya merah", False),
        (["=lampu merah"], "lampu merah", True),
        (["lampu merah", "-lampunya"], "lampunya merah", False),
        (["tidak ada", "-tidak"], "tidak ada", False),
        (["sampah", "lubang"], "", False),
    ],
)
def test_any_word(words: list[str], text: str, *, holds: bool) -> None:
    """An entry is a root, a phrase, an exact word (=) or an exception (-)."""
    assert _test(AnyWord(words), text) is holds


@pytest.mark.parametrize(
    ("words", "text", "holds"),
    [
        (["sampah", "angkut"], "sampahnya belum diangkut", True),
        (["sampah", "angkut"], "sampah menumpuk", False),
        (["sampah", "tidak ada"], "tidak ada yang buang sampah", True),
        (["bakar", "sampah", "-kebakaran"], "kebakaran sampah", False),
    ],
)
def test_all_words(words: list[str], text: str, *, holds: bool) -> None:
    """Every entry must be there, in any order."""
    assert _test(AllWords(words), text) is holds


@pytest.mark.parametrize(
    ("phrases", "text", "holds"),
    [
        ("jalan nasional", "Jalan nasionalnya rusak", True),
        ("jalan nasional", "jalan di nasional", False),
        ("jalan nasional", "nasional jalan", False),
        ("jln nasional", "JL. NASIONAL", True),
        ("jalan jalan nasional", "jalan nasional", True),
        (["jalan tol", "jalan provinsi"], "jalan provinsi", True),
        (["alun-alun", "rest area"], "alun alun", True),
        ("surat keterangan tidak mampu", "minta surat keterangan tdk mampu", True),
        ("tidak angkut", "sampah tidak diangkut tidak", True),
        ("a b c", "a b a b c", True),
    ],
)
def test_phrase(phrases: str | list[str], text: str, *, holds: bool) -> None:
    """The words stand side by side, in order, in any form."""
    assert _test(Phrase(phrases), text) is holds


def test_evidence_names_each_form_once() -> None:
    """An explanation names the forms in the text with their roots, never other words."""
    facts = RoutingFacts.of_text("lubang berlubang lubang rahasia lubangnya, jalannya rusak")

    assert AnyWord(["lubang", "jalan rusak"]).explain(facts).clauses[0].found == (
        "lubang",
        "berlubang ← lubang",
        "lubangnya ← lubang",
        "jalannya rusak ← jalan rusak",
    )


def test_evidence_of_several_entries_is_named_once() -> None:
    """A form that two entries find, spelt in two ways, is evidence once."""
    facts = RoutingFacts.of_text("akta saya")

    assert str(AnyWord(["akta", "akte", "=akta"]).explain(facts)) == "any_word: akta"


def test_number_of_words() -> None:
    """Words are counted after normalising; both limits are included."""
    assert _test(AtMost(2), "tolong, pak!")
    assert not _test(AtMost(1), "tolong pak")
    assert _test(WordsAtLeast(2), "tolong pak")
    assert not _test(WordsAtLeast(3), "tolong pak")
    assert str(AtMost(4).explain(RoutingFacts.of_text("tolong pak"))) == "max_words: 2"


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (lambda: AnyWord([]), [("empty", "")]),
        (lambda: AnyWord(""), [("empty", "")]),
        (lambda: AnyWord("!!!"), [("no_word", "")]),
        (
            lambda: AnyWord(["lubang", "=", 7]),  # type: ignore[list-item]
            [("wrong_type", "[2]"), ("no_word", "[1]")],
        ),
        (lambda: AnyWord(["-kebakaran"]), [("only_exceptions", "")]),
        (
            lambda: AnyWord(["bakar", "-kebakaran hutan"]),
            [("exception_of_many_words", "[1]")],
        ),
        (lambda: AnyWord(["a"] * (WORDS_LIMIT + 1)), [("too_large", "")]),
        (lambda: AnyWord(["bau", "ab" * LETTERS_LIMIT]), [("too_long", "[1]")]),
        (lambda: AnyWord(["bau", "-" + "ab" * LETTERS_LIMIT]), [("too_long", "[1]")]),
        (lambda: AllWords(None), [("wrong_type", "")]),  # type: ignore[arg-type]
        (lambda: Phrase(["jalan", "nasional"]), [("one_word_phrase", "")]),
        (lambda: Phrase("lubang"), [("one_word_phrase", "")]),
        (lambda: AtMost(-1), [("too_small", "")]),
        (lambda: AtMost("4"), [("wrong_type", "")]),  # type: ignore[arg-type]
        (lambda: WordsAtLeast(minimum=True), [("wrong_type", "")]),
    ],
)
def test_bad_words(make: Callable[[], Predicate], codes: list[tuple[str, str]]) -> None:
    """What can't be looked for is refused, all of it at once, each with its place."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert codes == [(one.code, one.where) for one in refused.value.faults]
    assert all(one.describe("id") != one.describe("en") for one in refused.value.faults)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (["sd", "-sd"], ["[0]"]),
        (["bau", "sd", "rumah sd", "-sd"], ["[1]", "[2]"]),
        (["ktp", "-ktp", "-ektp"], ["[0]"]),
        (["ktp", "-ktp"], []),
        (["sdnya", "-sd"], []),
        (["=sd", "-sd"], []),
        (["pukul", "-pukul"], []),
        (["bakar", "-kebakaran"], []),
    ],
)
def test_an_entry_that_its_own_exceptions_take_away(words: list[str], places: list[str]) -> None:
    """What no text can ever meet is a mistake: an acronym has no form but itself."""
    try:
        AnyWord(words)
        found = []
    except InvalidValue as error:
        found = [(one.code, one.where) for one in error.faults]

    assert found == [("never_matches", place) for place in places]


HOSTILE: dict[str, Callable[[int], str]] = {
    "mentions": lambda n: "tumpuk x " * (n // 9),
    "negated mentions": lambda n: "tidak menumpuk lagi " * (n // 20),
    "negations": lambda n: "tidak bukan " * (n // 12),
    "little words": lambda n: "lagi pula " * (n // 10) + "menumpuk",
    "beginnings of a phrase": lambda n: "sampah x " * (n // 9),
    "halves of a phrase": lambda n: "sampah tumpuk " * (n // 14),
    "one long word": lambda n: "ab" * (n // 2),
    "one letter": lambda n: "a" * n,
    "combining": lambda n: "tumpuk" + "\u0301\u0323" * (n // 2),
    "particles": lambda n: "tumpuk" + "nya" * (n // 3),
}
LISTS = ["tumpuk", "sampah tumpuk", "sampah sampah x", "=tumpuk", "=tumpuk x", "-tumpukan"]


@pytest.mark.parametrize("kind", [AnyWord, AllWords, Phrase, AffirmedWord, NegatedWord])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_take_linear_work(
    kind: type[WordsPredicate], text: str, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    """Ten times the text, up to 100 kB, takes about ten times the calls at most."""
    predicate = kind(LISTS)

    def explain(size: int) -> Explanation:
        return predicate.explain(RoutingFacts.of_text(HOSTILE[text](size)))

    small, large = (count_calls(partial(explain, size)) for size in (10_000, 100_000))

    assert large < 20 * small  # quadratic would be 100
