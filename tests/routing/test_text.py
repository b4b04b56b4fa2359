# ruff: noqa: RUF001  # letters that look alike are what these tests are about
"""The normaliser: what people type becomes plain words."""

import time
import unicodedata
from collections.abc import Callable

import pytest

from sp4n.routing import normalise
from sp4n.routing.lexicon import ABBREVIATIONS, MISSPELT_ROOTS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ""),
        ("... !!! 😭 —", ""),
        ("JALAN Rusak", "jalan rusak"),
        ("Jl.Melati,jln. Kenanga/jalannya", "jalan melati jalan kenanga jalannya"),
        ("jlnnya rusak", "jalannya rusak"),
        ("yg tdk bs dg krn utk", "yang tidak bisa dengan karena untuk"),
        ("gak ga nggak bgt", "tidak sekali"),
        ("kp mekar kec suka kel maju", "kampung mekar kecamatan suka kelurahan maju"),
        ("rusak-rusak", "rusak"),
        ("rusak rusak RUSAK", "rusak"),
        ("bolong2, bolong² & perbaiki2", "bolong perbaiki"),
        ("lubang2nya", "lubangnya"),
        ("jalan-jalannya", "jalannya"),
        ("berlubang-lubang", "berlubang"),
        ("gorong-gorong alun-alun", "gorong alun"),
        ("di-dinas ke-2 laki-laki", "di dinas ke 2 laki"),
        ("sayur-mayur", "sayur mayur"),
        ("e-KTP KTP-el e-tilang", "ektp ktp el etilang"),
        ("e-2", "e 2"),
        ("--x--", "x"),
        ("parahhh jelekkk sekaliiii", "parah jelek sekali"),
        ("parahh", "parah"),
        ("maaf saat taat UU KK", "maaf saat taat uu kk"),
        ("Jum'at ma’af", "jumat maaf"),
        ("lobang ijin blangko", "lubang izin blanko"),
        ("1th 2minggu rt01 rw05 c2 b3", "1 tahun 2 minggu rt 01 rw 05 c2 b3"),
        ("pukul 11 11", "pukul 11 11"),
        ("a.n. s.d.", "a n s di"),
        ("tanya hanya punya", "tanya hanya punya"),
        ("ｆｕｌｌ ﬁtur ℡", "ful fitur tel"),
        ("ca\u0301fé", "cafe"),
        ("ru\u00adsak ru\u200bsak", "rusak"),
        ("٣ hari", "3 hari"),
        ("ΣΑΣ привет", "σασ привет"),
    ],
)
def test_examples(typed: str, words: str) -> None:
    """Each habit of writing comes out as plain words."""
    assert tuple(words.split()) == normalise(typed)


def test_composed_and_decomposed_meet() -> None:
    """The same text in any Unicode form gives the same words."""
    text = "Jalán Ngarép ﬁnal Å 가 rusak"

    assert (
        len({normalise(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC")}) == 1
    )


def test_spellings_end_where_they_should() -> None:
    """Every right spelling stays as it is, and every other one becomes it, in one go."""
    pairs = [(full, full) for full in (*ABBREVIATIONS.values(), *MISSPELT_ROOTS)]
    pairs += ABBREVIATIONS.items()
    pairs += [(one, right) for right, wrong in MISSPELT_ROOTS.items() for one in wrong]

    assert [(typed, right) for typed, right in pairs if normalise(typed) != (right,)] == []


def test_one_spelling_has_one_meaning() -> None:
    """No abbreviation is a misspelling of something else."""
    misspelt = {one for wrong in MISSPELT_ROOTS.values() for one in wrong}

    assert set() == misspelt & set(ABBREVIATIONS)


ADVERSARIAL: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "a" * n,
    "two letters": lambda n: "ab" * (n // 2),
    "combining": lambda n: "a" + "\u0301\u0323" * (n // 2),
    "combining alone": lambda n: "\u0323\u0301" * (n // 2),
    "hyphens": lambda n: "-" * n,
    "one-letter parts": lambda n: "e-" * (n // 2),
    "doubled parts": lambda n: "abc-" * (n // 4),
    "growing parts": lambda n: "-".join("a" * k for k in range(int((2 * n) ** 0.5))),
    "twos": lambda n: "abc2" * (n // 4),
    "digits": lambda n: "1" * n,
    "letters then digits": lambda n: "ab" * (n // 4) + "1" * (n // 2),
    "nya": lambda n: "nya" * (n // 3),
    "spaces": lambda n: " " * n,
    "ligatures": lambda n: "\ufdfa" * (n // 18),
    "emoji": lambda n: "😭\u200d" * (n // 2),
    "astral": lambda n: "".join(chr(0x20000 + k % 40_000) for k in range(n)),
}


@pytest.mark.parametrize("kind", ADVERSARIAL)
def test_hostile_texts_take_linear_time(kind: str) -> None:
    """Ten times the text, up to 100 kB, takes about ten times as long."""
    small, large = (_seconds(ADVERSARIAL[kind](size)) for size in (10_000, 100_000))

    assert large < 40 * max(small, 0.000_5)  # quadratic would be 100


def _seconds(text: str) -> float:
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        normalise(text)
        best = min(best, time.process_time() - start)
    return best


def test_ten_thousand_equal_letters() -> None:
    """A letter held down is one letter."""
    assert normalise("para" + "h" * 10_000) == ("parah",)
