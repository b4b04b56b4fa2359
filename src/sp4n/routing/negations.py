"""Negation: whether a text says that something is so, or that it is not, as data.

*Sampah tidak menumpuk lagi* mentions *tumpuk* to say that it is over. A word is negated when a
negation stands before it, side by side or with little words between: *tidak pernah lagi menumpuk*,
*tidak di angkut*. Any other word between ends the reach, for citizens write without full stops:
in *petugas tidak datang sampah menumpuk* the heap is real. *Bukan hanya*, *bukan cuma* and *bukan
saja* deny nothing. Common knowledge of Indonesian (own choice, no published list).
"""

from collections.abc import Sequence

__all__ = ["LITTLE_WORDS", "LITTLE_WORDS_BETWEEN", "NEGATIONS", "negated_from"]

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
