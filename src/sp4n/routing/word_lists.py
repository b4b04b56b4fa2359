"""A rule's list of words, read: roots, phrases, exact words and exceptions.

An entry is read like this:

* ``"lubang"`` is a root: it finds *lubang, berlubang, lubangnya*;
* ``"jalan nasional"`` is a phrase: forms of these roots, side by side, in this order;
* ``"=kebakaran"`` is the very word (or phrase), without affixes or particles;
* ``"-kebakaran"`` is a form that does not count for the list it stands in: ``["bakar",
  "-kebakaran"]`` finds *membakar*, not *kebakaran*. A text may hold that word all the same; to
  rule such texts out, write ``not = { any_word = ["kebakaran"] }``.

A list may count any mention of an entry, only those that are affirmed, or only those that are
negated (`sp4n.routing.text`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from attrs import frozen

from sp4n.errors import Fault, fault, hidden, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.routing.affixes import stems, word_forms
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import list_where, text_faults
from sp4n.routing.text import Normaliser, negated_from, normalise
from sp4n.validation import LABEL_LIMIT_CHARACTERS

EXACT = "="
"""Marks an entry that is the very word."""

WITHOUT = "-"
"""Marks an exception."""

Manner = Literal["any", "affirmed", "negated"]
"""Which mentions count: all, those that are not negated, those that are."""


@frozen
class Entry:
    """One entry of a word list, read: the roots to be found side by side."""

    roots: tuple[str, ...]
    is_exact: bool

    @property
    def is_plain(self) -> bool:
        """Whether it is one root of which any form counts."""
        return len(self.roots) == 1 and not self.is_exact

    def places(self, facts: RoutingFacts, root: str, without: frozenset[str]) -> tuple[int, ...]:
        """Tell where in the text one of its roots stands, in a form that counts."""
        if self.is_exact:
            return facts.exact_places(root)
        places = facts.places(root)
        if not without or not places:
            return places
        return tuple(place for place in places if without.isdisjoint(stems(facts.words[place])))

    def is_in(self, facts: RoutingFacts, without: frozenset[str], manner: Manner = "any") -> bool:
        """Tell whether it is in the text, mentioned in that manner."""
        if not self.is_exact and not all(map(facts.places, self.roots)):
            return False
        if self.is_plain and manner == "any" and not without:
            return True
        return next(self.spans(facts, without, manner), None) is not None

    def starts(self, facts: RoutingFacts, without: frozenset[str]) -> Iterable[int]:
        """Give the places in the text where it begins, in order."""
        first, *rest = (self.places(facts, root, without) for root in self.roots)
        if not rest:
            return first
        later = [frozenset(places) for places in rest]
        return (
            start
            for start in first
            if all(start + 1 + step in places for step, places in enumerate(later))
        )

    def spans(
        self, facts: RoutingFacts, without: frozenset[str], manner: Manner
    ) -> Iterator[tuple[int, int]]:
        """Walk over its mentions in that manner, each from the word that negates it, if any."""
        width = len(self.roots)
        for start in self.starts(facts, without):
            negation = None if manner == "any" else negated_from(facts.words, start)
            if manner == "any" or (manner == "negated") is (negation is not None):
                yield start if negation is None else negation, start + width

    def evidence(
        self, facts: RoutingFacts, without: frozenset[str], manner: Manner = "any"
    ) -> tuple[str, ...]:
        """Name each form that was met, with the root it comes from when that looks different."""
        root = " ".join(self.roots)
        spans = self.spans(facts, without, manner)
        forms = (" ".join(facts.words[start:end]) for start, end in spans)
        return tuple(form if form == root else f"{form} ← {root}" for form in dict.fromkeys(forms))


@frozen
class WordList:
    """A rule's list of words, read: what to find, and which forms do not count."""

    entries: tuple[Entry, ...]
    without: frozenset[str]
    """The words that do not count."""
    plain_roots: frozenset[str]
    """The entries of one root of which any form counts: looked up all at once."""
    by_first: Mapping[str, tuple[Entry, ...]]
    """The other entries of roots, by their first root."""
    first_roots: frozenset[str]
    exact: tuple[Entry, ...]
    roots: frozenset[str]
    """All roots of which any form counts."""
    manner: Manner = "any"

    @classmethod
    def read(
        cls, written: tuple[str, ...], normaliser: Normaliser = normalise, manner: Manner = "any"
    ) -> "WordList":
        """Read entries that `sp4n.routing.word_lists` finds no fault with."""
        entries = tuple(
            Entry(words_of(text, normaliser), text.startswith(EXACT))
            for text in written
            if not text.startswith(WITHOUT)
        )
        without = frozenset(
            words_of(text, normaliser)[0] for text in written if text.startswith(WITHOUT)
        )
        plain_roots: set[str] = set()
        by_first: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.is_plain and not without and manner == "any":
                plain_roots.add(entry.roots[0])
            elif not entry.is_exact:
                by_first[entry.roots[0]].append(entry)
        return cls(
            entries,
            without,
            frozenset(plain_roots),
            FrozenDict({root: tuple(begun) for root, begun in by_first.items()}),
            frozenset(by_first),
            tuple(entry for entry in entries if entry.is_exact),
            frozenset(root for entry in entries if not entry.is_exact for root in entry.roots),
            manner,
        )

    def any_is_in(self, facts: RoutingFacts) -> bool:
        """Tell whether one of the entries is in the text."""
        if self.plain_roots and facts.present(self.plain_roots):
            return True
        there = facts.present(self.first_roots) if self.first_roots else ()
        return any(
            self._has(entry, facts) for root in there for entry in self.by_first[root]
        ) or any(self._has(entry, facts) for entry in self.exact)

    def all_are_in(self, facts: RoutingFacts) -> bool:
        """Tell whether all entries are in the text."""
        return all(self._has(entry, facts) for entry in self.entries)

    def evidence(self, facts: RoutingFacts) -> tuple[str, ...]:
        """Name the forms that were met, each once, in the order of the entries."""
        there = facts.present(self.roots)
        forms = (
            form
            for entry in self.entries
            if entry.is_exact or there.issuperset(entry.roots)
            for form in entry.evidence(facts, self.without, self.manner)
        )
        return tuple(dict.fromkeys(forms))

    def _has(self, entry: Entry, facts: RoutingFacts) -> bool:
        return entry.is_in(facts, self.without, self.manner)


def words_of(written: str, normaliser: Normaliser) -> tuple[str, ...]:
    """Read an entry without its mark.

    >>> words_of("=Lampu Merah", normalise), words_of("-jln", normalise)
    (('lampu', 'merah'), ('jalan',))
    """
    return tuple(normaliser(written[1:] if written.startswith((EXACT, WITHOUT)) else written))


WORDS_LIMIT = 1_000
"""How many entries one list of words may have. Own choice."""

LETTERS_LIMIT = LABEL_LIMIT_CHARACTERS
"""How long one entry may be. Own choice: no phrase is, and every form of it is kept."""


def list_of_words_faults(written: Sequence[object], normaliser: Normaliser) -> list[Fault | None]:
    """Say what is wrong with a list of words, read by a normaliser.

    An entry can't be looked for when it holds no word, or when the exceptions of its own list take
    all its forms away.
    """
    if len(written) > WORDS_LIMIT:
        return [fault("too_large", found=len(written), limit=WORDS_LIMIT)]
    faults = text_faults(written)
    readable = [
        (text, list_where(written, place))
        for place, (text, wrong) in enumerate(zip(written, faults, strict=False))
        if wrong is None and isinstance(text, str)
    ]
    read = [_Written(text, where, normaliser) for text, where in readable]
    faults += [entry.fault for entry in read]
    if readable and all(isinstance(text, str) and text.startswith(WITHOUT) for text in written):
        faults.append(fault("only_exceptions"))
    without = frozenset(entry.words[0] for entry in read if entry.is_exception and entry.words)
    return faults + [entry.never_matches(without) for entry in read if without]


class _Written:
    """One entry as a file has it: its words, and the fault when it has none."""

    def __init__(self, written: str, where: str, normaliser: Normaliser) -> None:
        self.written = written
        self.where = where
        self.is_exception = written.startswith(WITHOUT)
        self.words: tuple[str, ...] = ()
        self.fault = self._read(normaliser)

    def _read(self, normaliser: Normaliser) -> Fault | None:
        try:
            words = words_of(self.written, normaliser)
            given: tuple[object, ...] = words
        except Exception as error:  # noqa: BLE001  # the normaliser may be foreign code
            return fault("plug_in_failed", self.where, problem=type(error).__name__)
        if not all(isinstance(word, str) and word for word in given):
            return fault("plug_in_failed", self.where, problem=hidden("no_words"))
        self.words = words
        if not words:
            return fault("no_word", self.where, found=shown(self.written))
        if self.is_exception and len(words) > 1:
            return fault("exception_of_many_words", self.where, found=shown(self.written))
        return None

    def never_matches(self, without: frozenset[str]) -> Fault | None:
        """Complain when no form of one of its roots is left."""
        if self.is_exception or self.written.startswith(EXACT):
            return None
        if all(_is_left(root, without) for root in self.words):
            return None
        return fault("never_matches", self.where, found=shown(self.written))


def _is_left(root: str, without: frozenset[str]) -> bool:
    return any(without.isdisjoint(stems(form)) for form in word_forms(root))
