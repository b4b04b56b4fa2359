"""Texts: which words and phrases a complaint can hold together, and which only together.

A word may be a form of several roots, and a phrase holds its words. So for each word or phrase that
rules look for there are *chunks*, a few words that have it, and with each come others (`found_in`).
Chunks that stand apart in a text don't meet: a text of chunks has just what its chunks have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import TypeVar

from attrs import frozen

from sp4n.routing.affixes import stems, word_forms
from sp4n.routing.facts import RoutingFacts, Vocabulary
from sp4n.routing.statements import Mentions
from sp4n.routing.text import LITTLE_WORDS, NEGATIONS, Normaliser, normalise
from sp4n.work import Work

_MOST_WORDINGS = 1_000  # own choice: of one phrase
_READING = 20  # own choice: so many steps does it take to read a text
_PARTICLES = tuple(
    owner + emphasis for owner in ("", "nya", "ku", "mu") for emphasis in ("", "lah", "kah", "pun")
)[1:]

_NEGATED_BY = (("tidak",), ("tidak", "akan"), *((one,) for one in sorted(NEGATIONS - {"tidak"})))
_REACH = {**dict.fromkeys(LITTLE_WORDS, "reaches"), **dict.fromkeys(NEGATIONS, "negates")}

_Pattern = tuple[str, frozenset[str] | None]
"""A root with the forms that don't count, or a very word (None)."""


@frozen
class Chunk:
    """A few words side by side, and everything that rules would find in them."""

    words: tuple[str, ...]
    finds: frozenset[Mentions]
    is_plain: bool
    """Whether texts can be written so: a normaliser of one's own may make them of other words."""


@frozen
class _Word:
    """A word, and every pattern that it fits."""

    word: str
    finds: frozenset[_Pattern]
    is_plain: bool


class Texts:
    """Every word and phrase that some rules look for, and how a text can hold them.

    What a normaliser of one's own makes of texts nobody knows: it may make any words.
    """

    def __init__(
        self,
        mentions: Iterable[Mentions],
        vocabulary: Vocabulary,
        normaliser: Normaliser,
        work: Work,
    ) -> None:
        self.work = work
        self.vocabulary = vocabulary
        self.normaliser = normaliser
        self._is_foreign = normaliser is not normalise
        self._by_root: defaultdict[str, list[Mentions]] = defaultdict(list)
        self._by_word: defaultdict[str, list[Mentions]] = defaultdict(list)
        self._exceptions: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        self._words: set[str] = set()
        self._excepted: set[str] = set()
        self._has_manners = False
        for one in dict.fromkeys(mentions):
            work.spend(_READING)
            self._add(one)
        singled_out = self._words | self._excepted
        self._singled_out = frozenset(stem for word in singled_out for stem in stems(word))
        # Kept by each for itself: what is remembered goes when it goes.
        self.chunks = lru_cache(None)(self._chunks)
        self._words_for = lru_cache(None)(self._words_for_root)
        self._matched_by = lru_cache(None)(self._matched_by_word)

    def _add(self, one: Mentions) -> None:
        self._has_manners |= one.manner != "any"
        first = one.entry.roots[0]
        if one.entry.is_exact:
            self._by_word[first].append(one)
            self._words.update(one.entry.roots)
            return
        self._by_root[first].append(one)
        for root in one.entry.roots:
            self._exceptions[root].add(one.without)
        self._excepted |= one.without

    def _chunks(self, one: Mentions) -> tuple[Chunk, ...]:
        """Give the chunks that have a word or phrase and as little else as can be.

        None when no text can have it: it is never found.
        """
        found: list[Chunk] = []
        for words in islice(self._wordings(one), _MOST_WORDINGS):
            is_plain = self._is_plain(words)
            if is_plain or self._is_foreign:
                chunk = Chunk(words, self.found_in(words), is_plain)
                found += [chunk] if one in chunk.finds else []
                if is_plain and chunk.finds == {one}:
                    break  # there is no chunk that has less
        return tuple(_least(found, self.work))

    def knows_all_chunks(self, one: Mentions) -> bool:
        """Tell whether all ways to word it were looked at, as far as they differ."""
        if self._has_manners and not self._knows_all_negations(one):
            return False
        return next(islice(self._wordings(one), _MOST_WORDINGS, None), None) is None

    def _knows_all_negations(self, one: Mentions) -> bool:
        """Tell whether some negation says nothing by itself, and reaches as far as the others.

        Rules may look for the negations themselves; and what begins with a little word may be just
        within the reach of one, when its other words are not.
        """
        if one.manner == "affirmed":
            return True
        first, *rest = one.entry.roots
        is_within_reach = rest and not LITTLE_WORDS.isdisjoint(self._words_at(first, one))
        return not is_within_reach and any(map(self._is_looked_for_by_none, NEGATIONS))

    def _is_looked_for_by_none(self, word: str) -> bool:
        return word not in self._words and not self.vocabulary.roots_of(word)

    def _wordings(self, one: Mentions) -> Iterator[tuple[str, ...]]:
        choices = [self._words_at(root, one) for root in one.entry.roots]
        for before in self._before(one):
            yield from ((*before, *words) for words in product(*choices))

    def _before(self, one: Mentions) -> tuple[tuple[str, ...], ...]:
        """Give what may stand before a mention: nothing, or what negates it."""
        if one.manner == "affirmed" or (one.manner == "any" and not self._has_manners):
            return ((),)
        return _NEGATED_BY if one.manner == "negated" else ((), *_NEGATED_BY)

    def found_in(self, words: tuple[str, ...]) -> frozenset[Mentions]:
        """Give everything that rules would find in a few words."""
        facts = RoutingFacts(words=words, word_count=len(words), vocabulary=self.vocabulary)
        perhaps = list(self._perhaps_in(words))
        self.work.spend(_READING + len(words) + len(perhaps))
        return frozenset(one for one in perhaps if one.is_in(facts))

    def _perhaps_in(self, words: tuple[str, ...]) -> Iterator[Mentions]:
        for word in dict.fromkeys(words):
            yield from self._by_word.get(word, ())
        roots = (root for word in words for root in self.vocabulary.roots_of(word))
        for root in dict.fromkeys(roots):
            yield from self._by_root.get(root, ())

    def _words_at(self, root: str, one: Mentions) -> tuple[str, ...]:
        """Give words that a mention takes for one of its roots."""
        return (root,) if one.entry.is_exact else self._words_for(root, one.without)

    def _words_for_root(self, root: str, without: frozenset[str]) -> tuple[str, ...]:
        """Give words that are taken for a root, those that match the fewest other things."""
        found: list[_Word] = []
        for word in self._words_of(root):
            finds, is_plain = self._finds(word, root), self._is_plain((word,))
            if (root, without) in finds and (is_plain or self._is_foreign):
                found.append(_Word(word, finds, is_plain))
                if is_plain and len(finds) == 1:
                    break  # there is no word that matches less
        return tuple([one.word for one in _least(found, self.work)])

    def _words_of(self, root: str) -> Iterator[str]:
        """Walk over a root's forms, the root first; those that rules single out with particles."""
        yield root
        for form in sorted(word_forms(root), key=lambda form: (len(form), form)):
            yield form
            if form in self._singled_out:
                yield from (form + particles for particles in _PARTICLES)

    def _finds(self, word: str, root: str) -> frozenset[_Pattern]:
        """Give every pattern that a word fits; and how negations reach through it.

        That is no matter of more or less. It is told only where words for the root differ in it.
        """
        matched = self._matched_by(word)
        if not self._has_manners or word_forms(root).isdisjoint(_REACH):
            return matched
        return matched | {(_REACH.get(word, "stops"), None)}

    def _matched_by_word(self, word: str) -> frozenset[_Pattern]:
        """Give every pattern that a word fits."""
        of_word = frozenset(stems(word))
        found: set[_Pattern] = {(word, None)} if word in self._words else set()
        for root in self.vocabulary.roots_of(word):
            some = self._exceptions[root]
            self.work.spend(1 + len(some))
            found.update((root, without) for without in some if of_word.isdisjoint(without))
        return frozenset(found)

    def read(self, text: str) -> tuple[str, ...]:
        """Read a text as the rules do; nothing of it, if the normaliser of one's own fails."""
        self.work.spend(_READING + len(text) // _READING)
        try:
            return tuple(self.normaliser(text))
        except Exception:  # noqa: BLE001  # foreign code must not cost a city its analysis
            return ()

    def _is_plain(self, words: tuple[str, ...]) -> bool:
        """Tell whether a text of these words is read as it is."""
        return self.read(" ".join(words)) == words

    def neutral_words(self) -> Iterator[str]:
        """Walk over words that no rule looks for, to stand between chunks."""
        for word in _NEUTRAL:
            if not self._matched_by(word) and self._is_plain((word,)):
                yield word  # no negation reaches through it


_NEUTRAL = (
    *("contoh", "begini", "isi", "cerita", "teks", "warga", "paragraf", "kata", "kalimat"),
    *(f"{a}{b}" for a in "bxv" for b in "aeou"),
)
"""Own choice: harmless words, and syllables in case that rules look for all of them."""


_Found = TypeVar("_Found", Chunk, _Word)


def _least(found: list[_Found], work: Work) -> Iterator[_Found]:
    """Leave out what finds all that another one finds; of equals the first stays.

    What can be written as it is stays all the same, beside what can't.
    """
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (len(one.finds), not one.is_plain)):
        work.spend(1 + len(kept))
        if not any(other.finds <= one.finds and other.is_plain >= one.is_plain for other in kept):
            kept.append(one)
            yield one
