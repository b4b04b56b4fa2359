"""Indonesian affixes: from a root, the words that are made of it.

A rule names roots ("lubang"); `word_forms` makes the words that a complaint may use for it
(*berlubang*, *melubangi*, *pelubangan*), and `stems` takes the particles off a word
(*lubangnya* is *lubang*). Both are sets of strings, so that matching is hashing: nothing is
searched inside a word, and "bau" is not in *kerbau*.

The making is generous, since a form that no Indonesian says matches nothing; words that would be
hit by accident are listed in `sp4n.routing.lexicon`.
"""

from collections.abc import Iterator
from functools import lru_cache

from sp4n.routing.lexicon import MISSPELT_ROOTS, OWN_WORDS

_VOWELS = frozenset("aeiou")
_PLAIN_SUFFIXES = ("", "an", "kan", "i", "in")  # -in: colloquial "perbaikin"
_NASAL_SUFFIXES = ("", "kan", "i", "in")
_SHORTEST_FOR_BARE_KE = 5  # own choice: "ketabrak" from tabrak, but not "kelas" from las
_SHORTEST_FOR_BARE_PE = 4  # own choice: "petani" from tani, but not "pecat" from cat
_LONGEST_ACRONYM = 2  # own choice: SD, RT, PU take particles only
_REMEMBERED_ROOTS = 16_384  # own choice: more than a rule book of 10,000 rules names

_SUFFIXES_AFTER = {
    "di": ("", "kan", "i", "in"),
    "ter": ("", "kan", "i"),
    "ber": ("", "an", "kan"),
    "per": ("", "an", "kan", "i"),
    "se": ("", "an"),
    "ke": ("", "an"),
    "pe": ("", "an"),
    "memper": ("", "kan", "i"),
    "diper": ("", "kan", "i"),
    "member": ("kan",),
    "diber": ("kan",),
    "pember": ("an",),
    "keber": ("an",),
    "keter": ("an",),
    "ketidak": ("an",),
}
"""Prefixes that change nothing of the root, each with the suffixes that go with it."""

_SHORT_ROOT_SUFFIXES_AFTER = {
    "di": ("", "kan", "i", "in"),
    "ter": ("", "kan", "i"),
    "ber": ("", "an"),
    "per": ("an",),
    "menge": ("", "kan", "i"),
    "penge": ("", "an"),
    "nge": ("", "kan", "i", "in"),
}
"""The same for roots of one syllable, whose meN- is menge-: *mengecat*, *pengeboran*."""

_NASALS = {
    **dict.fromkeys("aeioughq", (("ng", False),)),
    "k": (("ng", True), ("ng", False)),
    **dict.fromkeys("bfv", (("m", False),)),
    "p": (("m", True), ("m", False)),
    **dict.fromkeys("dcjz", (("n", False),)),
    "t": (("n", True), ("n", False)),
    "s": (("ny", True), ("n", False)),
    "r": (("", False), ("ng", False)),  # "pengrusakan" is no standard, but people write it
}
"""What meN- and peN- put before a first letter, and whether the letter drops out."""

_COLLOQUIAL_NASALS = {
    **dict.fromkeys("aeiough", ("ng", False)),
    "k": ("ng", True),
    "s": ("ny", True),
    "c": ("ny", True),
}
"""Spoken N- without me-: *ngurus*, *nyapu*. Not for p and t: *mohon* is not pohon."""

_MORE_FORMS = {
    "ajar": (
        "belajar",
        "pelajar",
        "pelajaran",
        "mempelajari",
        "dipelajari",
        "pembelajaran",
    ),
    "ktp": ("ektp",),
    "tilang": ("etilang",),
    "parkir": ("eparkir",),
    "tunggu": ("nunggu", "nungguin"),
    "tambal": ("nambal",),
    "tebang": ("nebang",),
    "tutup": ("nutup", "nutupin"),
    "tagih": ("nagih",),
    "pungut": ("mungut",),
    "pasang": ("masang",),
    "potong": ("motong",),
    "punya": ("mempunyai",),
    "kerja": ("ngerjain", "dikerjain"),
}
"""Forms that no rule makes: ber- and per- with an l, e- for electronic, spoken N- that is safe."""


@lru_cache(_REMEMBERED_ROOTS)
def word_forms(root: str, /) -> frozenset[str]:
    """Give the words made of a root, itself included, without particles such as -nya.

    Misspelt roots make forms too (*berlobang*). A word of its own is no form: *keterangan* is
    none of *terang*, though *penerangan* is.

    >>> sorted({"menambal", "penambalan", "ditambal", "tertambal"} - word_forms("tambal"))
    []
    >>> "keterangan" in word_forms("terang"), "bersangkutan" in word_forms("angkut")
    (False, False)
    """
    return frozenset(
        form
        for spelling in (root, *MISSPELT_ROOTS.get(root, ()))
        for form in _made_of(spelling)
        if form == root or _may_claim(root, form)
    )


@lru_cache(_REMEMBERED_ROOTS)
def stems(word: str, /) -> tuple[str, ...]:
    """Give what a word may be with its particles taken off, itself first.

    >>> stems("lubangnya"), stems("jalanmulah"), stems("masalah")
    (('lubangnya', 'lubang'), ('jalanmulah', 'jalanmu', 'jalan'), ('masalah',))
    """
    shorter = [word]
    for endings in (_EMPHASES, _OWNERS):
        if shorter[-1] in OWN_WORDS:
            break
        shorter += _without(shorter[-1], endings)
    return tuple(shorter)


_EMPHASES = (("lah", 3), ("kah", 3), ("pun", 3))
_OWNERS = (("nya", 2), ("ku", 3), ("mu", 3))
"""Particles, each with the letters that must be left (own choice: *paku* is no "pa")."""


def is_form_of(word: str, root: str, /) -> bool:
    """Tell whether a word, with or without particles, is made of a root.

    >>> is_form_of("lubangnya", "lubang"), is_form_of("selamat", "lama")
    (True, False)
    """
    return not word_forms(root).isdisjoint(stems(word))


def _without(word: str, endings: tuple[tuple[str, int], ...]) -> list[str]:
    return [
        word[: -len(ending)]
        for ending, shortest in endings
        if word.endswith(ending) and len(word) - len(ending) >= shortest
    ]


def _may_claim(root: str, form: str) -> bool:
    owners = OWN_WORDS.get(form)
    return owners is None or root in owners


def _made_of(root: str) -> Iterator[str]:
    yield root
    yield from _MORE_FORMS.get(root, ())
    syllables = _syllables(root)
    if syllables == 0 or len(root) <= _LONGEST_ACRONYM:
        return
    yield from (root + suffix for suffix in _PLAIN_SUFFIXES)
    if syllables == 1:
        yield from _prefixed(root, _SHORT_ROOT_SUFFIXES_AFTER)
        return
    yield from _prefixed(root, _SUFFIXES_AFTER)
    yield from _nasalised(root)


def _syllables(root: str) -> int:
    """Count the vowels: good enough to tell acronyms and roots of one syllable."""
    return sum(letter in _VOWELS for letter in root)


def _prefixed(root: str, table: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for prefix, suffixes in table.items():
        for suffix in suffixes:
            if suffix or not _is_too_short(prefix, root):
                yield prefix + root + suffix
                if prefix.endswith("r") and _swallows_r(root):
                    yield prefix[:-1] + root + suffix


def _is_too_short(prefix: str, root: str) -> bool:
    if prefix == "ke":
        return len(root) < _SHORTEST_FOR_BARE_KE
    return prefix in {"pe", "per", "se"} and len(root) < _SHORTEST_FOR_BARE_PE


def _swallows_r(root: str) -> bool:
    """Tell whether ber- is be-: before an r (*berumah*), before -er- (*bekerja*)."""
    return root.startswith("r") or root[1:3] == "er"


def _nasalised(root: str) -> Iterator[str]:
    for nasal, drops in _NASALS.get(root[0], (("", False),)):
        stem = _joined(nasal, root, drops=drops)
        yield from (f"me{stem}{suffix}" for suffix in _NASAL_SUFFIXES)
        yield from (f"pe{stem}", f"pe{stem}an", f"berpe{stem}an")
    if root[0] in _COLLOQUIAL_NASALS:
        nasal, drops = _COLLOQUIAL_NASALS[root[0]]
        stem = _joined(nasal, root, drops=drops)
        yield from (stem + suffix for suffix in _NASAL_SUFFIXES)


def _joined(nasal: str, root: str, *, drops: bool) -> str:
    return nasal + (root[1:] if drops else root)
