"""A rule's list of words, read: roots, phrases, exact words and exceptions.

An entry is read like this:

* ``"lubang"`` is a root: it finds *lubang, berlubang, lubangnya*;
* ``"jalan nasional"`` is a phrase: forms of these roots, side by side, in this order;
* ``"=kebakaran"`` is the very word (or phrase), without affixes or particles;
* ``"-kebakaran"`` is a form that does not count for the list it stands in: ``["bakar",
  "-kebakaran"]`` finds *membakar*, not *kebakaran*. A text may hold that word all the same; to
  rule such texts out, write ``not = { any_word = ["kebakaran"] }``.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from attrs import frozen

from sp4n.errors import Fault, fault, shown
from sp4n.routing.affixes import stems
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import list_where, text_faults
from sp4n.routing.text import normalise

__all__ = ["WORDS_LIMIT", "Entry", "WordList", "word_faults"]

WORDS_LIMIT = 1_000
"""How many entries one list of words may have. Own choice."""

_EXACT = "="
_WITHOUT = "-"


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
        found = facts.places(root)
        if not without or not found:
            return found
        return tuple(one for one in found if without.isdisjoint(stems(facts.words[one])))

    def is_in(self, facts: RoutingFacts, without: frozenset[str]) -> bool:
        """Tell whether it is in the text."""
        if not self.is_exact and not all(map(facts.places, self.roots)):
            return False
        return next(self.starts(facts, without), None) is not None

    def starts(self, facts: RoutingFacts, without: frozenset[str]) -> Iterator[int]:
        """Walk over the places in the text where it begins."""
        first, *rest = (self.places(facts, root, without) for root in self.roots)
        later = [frozenset(places) for places in rest]
        for start in first:
            if all(start + 1 + step in places for step, places in enumerate(later)):
                yield start

    def evidence(self, facts: RoutingFacts, without: frozenset[str]) -> tuple[str, ...]:
        """Name each form that was met, with the root it comes from when that looks different."""
        root = " ".join(self.roots)
        width = len(self.roots)
        forms = (
            " ".join(facts.words[start : start + width]) for start in self.starts(facts, without)
        )
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
    exact: tuple[Entry, ...]

    @classmethod
    def read(cls, written: tuple[str, ...]) -> "WordList":
        """Read entries that `word_faults` finds no fault with."""
        entries = tuple(_entry(one) for one in written if not one.startswith(_WITHOUT))
        without = frozenset(normalise(one)[0] for one in written if one.startswith(_WITHOUT))
        plain_roots: set[str] = set()
        by_first: defaultdict[str, list[Entry]] = defaultdict(list)
        for one in entries:
            if one.is_plain and not without:
                plain_roots.add(one.roots[0])
            elif not one.is_exact:
                by_first[one.roots[0]].append(one)
        return cls(
            entries,
            without,
            frozenset(plain_roots),
            {root: tuple(some) for root, some in by_first.items()},
            tuple(one for one in entries if one.is_exact),
        )

    def any_is_in(self, facts: RoutingFacts) -> bool:
        """Tell whether one of the entries is in the text."""
        if self.plain_roots and facts.present(self.plain_roots):
            return True
        some = facts.present(self.by_first.keys()) if self.by_first else ()
        return any(
            entry.is_in(facts, self.without) for root in some for entry in self.by_first[root]
        ) or any(entry.is_in(facts, self.without) for entry in self.exact)

    def all_are_in(self, facts: RoutingFacts) -> bool:
        """Tell whether all entries are in the text."""
        return all(entry.is_in(facts, self.without) for entry in self.entries)

    def evidence(self, facts: RoutingFacts) -> tuple[str, ...]:
        """Name the forms that were met, each once, in the order of the entries."""
        some = facts.present(frozenset(one.roots[0] for one in self.entries if not one.is_exact))
        maybe = (one for one in self.entries if one.is_exact or one.roots[0] in some)
        forms = (form for one in maybe for form in one.evidence(facts, self.without))
        return tuple(dict.fromkeys(forms))

    def roots(self) -> frozenset[str]:
        """Give the roots of which any form counts."""
        return frozenset(
            root for entry in self.entries if not entry.is_exact for root in entry.roots
        )


def _entry(written: str) -> Entry:
    return Entry(normalise(written), written.startswith(_EXACT))


def word_faults(written: tuple[object, ...]) -> list[Fault | None]:
    """Say what is wrong with a list of words, each fault with its place."""
    if len(written) > WORDS_LIMIT:
        return [fault("too_large", found=len(written), limit=WORDS_LIMIT)]
    faults = text_faults(written) + [
        _entry_fault(one, list_where(written, place))
        for place, one in enumerate(written)
        if isinstance(one, str) and one.strip()
    ]
    if all(isinstance(one, str) and one.startswith(_WITHOUT) for one in written) and written:
        faults.append(fault("only_exceptions"))
    return faults


def _entry_fault(written: str, where: str) -> Fault | None:
    words = normalise(written)
    if not words:
        return fault("no_word", where, found=shown(written))
    if written.startswith(_WITHOUT) and len(words) > 1:
        return fault("exception_of_many_words", where, found=shown(written))
    return None
