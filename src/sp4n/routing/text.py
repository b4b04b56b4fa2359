"""One normaliser for rules and texts: from what people type to plain words.

Both the words of a rule and the words of a complaint go through `normalise`, so that they meet.
It runs in linear time on any text and needs no regular expression from anybody.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from sp4n.frozen_dict import FrozenDict
from sp4n.routing.lexicon import ABBREVIATIONS, MISSPELT_ROOTS

_APOSTROPHES = frozenset("'`\u00b4\u2018\u2019\u02bc\u02b9\u02bb")
_HYPHENS = frozenset("-\u2010\u2011\u2212")
_REMEMBERED_WORDS = 16_384  # own choice: a few times the vocabulary of a year's complaints
_REMEMBERED_LENGTH = 40  # own choice: longer "words" are noise, not worth remembering
_REMEMBERED_CHARACTERS = 4_096  # own choice: more than any one script's letters and marks
_SHORTEST_TWICE = 3  # own choice: "api-api" is api, "di-dinas" is two words
_SHORTEST_DOUBLED = 4  # own choice: "UU" and "KK" are words, "parahh" is parah

_TWO_FOR_TWICE = re.compile(r"([^\W\d_]{3,})2([^\W\d_]*)")
_NUMBER_STUCK = re.compile(r"([^\W\d_]{2,})(\d+)|(\d+)([^\W\d_]{2,})")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
_LAST_DOUBLED = re.compile(r"([^\W\d_])\1\Z")
_PARTICLE = "nya"

_SPELLING = {wrong: right for right, all_wrong in MISSPELT_ROOTS.items() for wrong in all_wrong}
_SPELLING.update(ABBREVIATIONS)


class Normaliser(Protocol):
    """What turns a text into words: `normalise`, or a function of your own in its place."""

    def __call__(self, text: str, /) -> tuple[str, ...]:
        """Give the words of a text, in order."""
        raise NotImplementedError


def normalise(text: str, /) -> tuple[str, ...]:
    """Turn a text into plain words.

    Case, accents and compatibility characters go; punctuation, symbols and emoji separate words;
    apostrophes vanish. Abbreviations and misspellings (`sp4n.routing.lexicon`) are written out,
    doubled words become single ("rusak-rusak", "bolong2", "rusak rusak"), drawn-out letters
    short, and ``e-KTP`` is one word. Normalising twice changes nothing.

    >>> normalise("Jln. RUSAK-RUSAK, blm d perbaiki2... parahhh bgt 😭")
    ('jalan', 'rusak', 'belum', 'di', 'perbaiki', 'parah', 'sekali')
    >>> normalise("e-KTP saya gak jadi2")
    ('ektp', 'saya', 'tidak', 'jadi')
    """
    words: list[str] = []
    last = ""
    for raw in text.translate(_LETTERS).split():
        for word in _remembered(raw) if len(raw) <= _REMEMBERED_LENGTH else _words(raw):
            if word != last or word.isdecimal():
                words.append(word)
                last = word
    return tuple(words)


class _Letters(FrozenDict[int, str]):
    """For each character the plain letters that stand for it; filled on first use, bounded."""

    __slots__ = ()

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        if len(self) < _REMEMBERED_CHARACTERS:
            dict.__setitem__(self, code, plain)
        return plain


def _plain(character: str) -> str:
    if character in _APOSTROPHES:
        return ""
    if character in _HYPHENS:
        return "-"
    folded = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_kept(plain) for plain in unicodedata.normalize("NFKD", folded))


def _kept(character: str) -> str:
    kind = unicodedata.category(character)
    if kind[0] == "L":
        return character
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    return "" if kind[0] == "M" or kind == "Cf" else " "


_LETTERS = _Letters()


def _words(raw: str) -> tuple[str, ...]:
    """Simplify one raw word until nothing changes; each step splits, shortens or looks up."""
    parts = _simpler(raw)
    if parts == (raw,):
        return parts
    return tuple(word for part in parts for word in _words(part))


_remembered = lru_cache(_REMEMBERED_WORDS)(_words)


def _simpler(raw: str) -> tuple[str, ...]:
    if "-" in raw:
        return _without_hyphens(raw)
    if not raw.isalpha():
        return _without_digits(raw)
    if (known := _spelt_out(raw)) is not None:
        return (known,)
    short = _LONG_DRAWN.sub(r"\1", raw)
    return (_LAST_DOUBLED.sub(r"\1", short) if len(short) >= _SHORTEST_DOUBLED else short,)


def _spelt_out(raw: str) -> str | None:
    """Look up a word as people type it, also with a -nya behind: ``jlnnya`` is jalannya."""
    known = _SPELLING.get(raw)
    if known is None and raw.endswith(_PARTICLE):
        known = ABBREVIATIONS.get(raw[: -len(_PARTICLE)])
        return None if known is None else f"{known}{_PARTICLE}"
    return known


def _without_digits(raw: str) -> tuple[str, ...]:
    if twice := _TWO_FOR_TWICE.fullmatch(raw):
        return (twice[1] + twice[2],)
    if stuck := _NUMBER_STUCK.fullmatch(raw):
        return tuple(part for part in stuck.groups() if part is not None)
    return (raw,)


def _without_hyphens(raw: str) -> tuple[str, ...]:
    words: list[str] = []
    for part in raw.split("-"):
        before = words[-1] if words else ""
        if before in {"e", "i"} and part.isalpha():
            words[-1] = before + part
        elif part and (not before or not _repeats(before, part)):
            words.append(part)
        elif part:
            words[-1] = max(before, part, key=len)
    return tuple(words)


def _repeats(before: str, part: str) -> bool:
    """Tell a doubling: rusak-rusak, jalan-jalannya, berlubang-lubang."""
    if min(len(before), len(part)) < _SHORTEST_TWICE or not part.isalpha():
        return False
    return part.startswith(before) or before.endswith(part)


NEGATIONS = frozenset({
    "tidak", "tidaklah", "bukan", "bukanlah", "belum", "belumlah", "jangan", "janganlah", "tanpa",
    "tiada", "tiadalah", "takkan",
})  # fmt: skip
"""Words that negate what follows; *gak*, *nggak* and *tak* are *tidak* once normalised."""

LITTLE_WORDS = frozenset({
    "ada", "akan", "bisa", "boleh", "dapat", "harus", "mau", "perlu", "sempat",
    "pernah", "sedang", "masih", "lagi", "juga", "pula", "pun", "kunjung", "segera", "langsung",
    "sampai", "benar", "terlalu", "begitu", "sangat",
    "di", "ke", "yang", "itu", "ini", "satu", "semua",
})  # fmt: skip
"""Words through which a negation reaches: helpers of the verb, adverbs, prepositions."""

LITTLE_WORDS_BETWEEN = 3
"""How many of them may stand between. Own choice: *tidak ada lagi yang menumpuk*."""


def negated_from(words: Sequence[str], place: int) -> int | None:
    """Tell at which place of a text the negation stands that reaches a place; None without one.

    >>> negated_from(("sampah", "tidak", "lagi", "menumpuk"), 3)
    1
    >>> negated_from(("tidak", "datang", "menumpuk"), 2) is None
    True
    """
    for before in range(place - 1, max(place - 2 - LITTLE_WORDS_BETWEEN, -1), -1):
        if words[before] in NEGATIONS:
            return before
        if words[before] not in LITTLE_WORDS:
            return None
    return None
