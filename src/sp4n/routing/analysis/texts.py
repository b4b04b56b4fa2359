"""Texts: which words and phrases a complaint can hold together, and which only together.

A word may be a form of several roots, and a phrase holds its words. So for each word or phrase that
rules look for there are *chunks*, a few words that have it, and with each come others (`found_in`).
Chunks that stand apart in a text don't meet: a text of chunks has just what its chunks have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from attrs import frozen

from sp4n.routing.affixes import stems, word_forms
from sp4n.routing.facts import RoutingFacts, Vocabulary
from sp4n.routing.negations import NEGATIONS
from sp4n.routing.statements import Mentions
from sp4n.routing.text import Normaliser

__all__ = ["Chunk", "Texts"]

_MOST_WORDINGS = 1_000  # own choice: of one phrase
_PARTICLES = ("nya", "lah", "kah", "pun", "ku", "mu")

_NEGATED_BY = (("tidak",), ("tidak", "akan"), *((one,) for one in sorted(NEGATIONS - {"tidak"})))

_Pattern = tuple[str, frozenset[str] | None]
"""A root with the forms that don't count, or a very word (None)."""


@frozen
class Chunk:
    """A few words side by side, and everything that rules would find in them."""

    words: tuple[str, ...]
    finds: frozenset[Mentions]


class Texts:
    """Every word and phrase that some rules look for, and how a text can hold them."""

    def __init__(
        self, mentions: Iterable[Mentions], vocabulary: Vocabulary, normaliser: Normaliser
    ) -> None:
        self.vocabulary = vocabulary
        self.normaliser = normaliser
        self._by_root: defaultdict[str, list[Mentions]] = defaultdict(list)
        self._by_word: defaultdict[str, list[Mentions]] = defaultdict(list)
        self._exceptions: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        self._words: set[str] = set()
        self._excepted: set[str] = set()
        self._has_manners = False
        for one in dict.fromkeys(mentions):
            self._add(one)
        self.chunks = lru_cache(None)(self._chunks)

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
            if self.normaliser(" ".join(words)) == words:
                finds = self.found_in(words)
                if one in finds:
                    found.append(Chunk(words, finds))
                if len(finds) == 1:
                    break  # there is no chunk that has less
        return tuple(_least(found))

    def knows_all_chunks(self, one: Mentions) -> bool:
        """Tell whether there are not too many ways to word it for all of them to be looked at."""
        return next(islice(self._wordings(one), _MOST_WORDINGS, None), None) is None

    def _wordings(self, one: Mentions) -> Iterator[tuple[str, ...]]:
        choices = [self._words_for(root, one) for root in one.entry.roots]
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
        return frozenset(one for one in self._perhaps_in(words) if one.is_in(facts))

    def _perhaps_in(self, words: tuple[str, ...]) -> Iterator[Mentions]:
        for word in dict.fromkeys(words):
            yield from self._by_word.get(word, ())
        roots = (root for word in words for root in self.vocabulary.roots_of(word))
        for root in dict.fromkeys(roots):
            yield from self._by_root.get(root, ())

    def _words_for(self, root: str, one: Mentions) -> tuple[str, ...]:
        """Give words that a mention takes for a root, those that match the fewest other things."""
        if one.entry.is_exact:
            return (root,)
        pattern = (root, one.without)
        fitting: dict[str, frozenset[_Pattern]] = {}
        for word in self._words_of(root):
            matched = self._matched_by(word)
            if pattern in matched and self._is_plain(word):
                fitting[word] = matched
                if len(matched) == 1:
                    return (word,)  # there is no word that matches less
        return tuple(_least_words(fitting))

    def _words_of(self, root: str) -> Iterator[str]:
        """Walk over a root's forms, the root first; those that rules single out with particles."""
        yield root
        for form in sorted(word_forms(root), key=lambda form: (len(form), form)):
            yield form
            if form in self._words or form in self._excepted:
                yield from (form + particle for particle in _PARTICLES)

    @lru_cache(None)  # noqa: B019 - it lives no longer than one analysis
    def _matched_by(self, word: str) -> frozenset[_Pattern]:
        """Give every pattern that a word fits."""
        of_word = frozenset(stems(word))
        found: set[_Pattern] = {(word, None)} if word in self._words else set()
        for root in self.vocabulary.roots_of(word):
            some = self._exceptions[root]
            found.update((root, without) for without in some if of_word.isdisjoint(without))
        return frozenset(found)

    def _is_plain(self, word: str) -> bool:
        """Tell whether texts can hold a word as it is."""
        return self.normaliser(word) == (word,)

    def neutral_words(self) -> Iterator[str]:
        """Walk over words that no rule looks for, to stand between chunks."""
        for word in _NEUTRAL:
            if not self._matched_by(word) and self._is_plain(word):
                yield word  # no negation reaches through it


_NEUTRAL = (
    *("contoh", "begini", "isi", "cerita", "teks", "warga", "paragraf", "kata", "kalimat"),
    *(f"{a}{b}" for a in "bxv" for b in "aeou"),
)
"""Own choice: harmless words, and syllables in case that rules look for all of them."""


def _least(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Leave out a chunk that has all that another one has."""
    kept: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda one: len(one.finds)):
        if not any(other.finds <= chunk.finds for other in kept):
            kept.append(chunk)
            yield chunk


def _least_words(matched: dict[str, frozenset[_Pattern]]) -> Iterator[str]:
    """Leave out a word that fits all that another one fits; of equals the first stays."""
    kept: list[frozenset[_Pattern]] = []
    for word, patterns in sorted(matched.items(), key=lambda pair: len(pair[1])):
        if not any(other <= patterns for other in kept):
            kept.append(patterns)
            yield word
