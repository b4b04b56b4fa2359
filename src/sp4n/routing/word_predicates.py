"""Predicates about the words of a complaint: roots, phrases, length.

An entry in a rule's list of words is read like this:

* ``"lubang"`` is a root: it finds *lubang, berlubang, lubangnya*;
* ``"jalan nasional"`` is a phrase: forms of these roots, side by side, in this order;
* ``"=kebakaran"`` is the very word (or phrase), without affixes or particles;
* ``"-kebakaran"`` is a form that does not count for the list it stands in: ``["bakar",
  "-kebakaran"]`` finds *membakar*, not *kebakaran*. A text may hold that word all the same; to
  rule such texts out, write ``not = { any_word = ["kebakaran"] }``.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from attrs import field, frozen

from sp4n.errors import Fault, fault, shown
from sp4n.routing.affixes import stems
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import as_tuple, list_where, text_faults
from sp4n.routing.predicates import Clause, Explanation, Predicate
from sp4n.routing.text import normalise
from sp4n.validation import refuse

__all__ = ["WORDS_LIMIT", "AllWords", "AnyWord", "Phrase", "WordsAtLeast", "WordsAtMost"]

WORDS_LIMIT = 1_000
"""How many entries one list of words may have. Own choice."""

_EXACT = "="
_WITHOUT = "-"


@frozen
class _Entry:
    """One entry of a word list, read: the roots to be found side by side."""

    roots: tuple[str, ...]
    is_exact: bool

    @property
    def is_plain(self) -> bool:
        return len(self.roots) == 1 and not self.is_exact

    def places(self, facts: RoutingFacts, root: str, without: frozenset[str]) -> tuple[int, ...]:
        if self.is_exact:
            return facts.exact_places(root)
        found = facts.places(root)
        if not without or not found:
            return found
        return tuple(one for one in found if without.isdisjoint(stems(facts.words[one])))

    def is_in(self, facts: RoutingFacts, without: frozenset[str]) -> bool:
        if not self.is_exact and not all(map(facts.places, self.roots)):
            return False
        return next(self.starts(facts, without), None) is not None

    def starts(self, facts: RoutingFacts, without: frozenset[str]) -> Iterator[int]:
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
class _WordList:
    """A rule's list of words, read: what to find, and which forms do not count."""

    entries: tuple[_Entry, ...]
    without: frozenset[str]
    plain_roots: frozenset[str]
    """The entries of one root where any form counts: these are looked up all at once."""
    others: tuple[_Entry, ...]

    @classmethod
    def read(cls, written: tuple[str, ...]) -> "_WordList":
        entries = tuple(_entry(one) for one in written if not one.startswith(_WITHOUT))
        without = frozenset(normalise(one)[0] for one in written if one.startswith(_WITHOUT))
        plain = () if without else tuple(one for one in entries if one.is_plain)
        roots = frozenset(one.roots[0] for one in plain)
        return cls(entries, without, roots, tuple(one for one in entries if one not in plain))

    def any_is_in(self, facts: RoutingFacts) -> bool:
        if self.plain_roots and facts.has_any(self.plain_roots):
            return True
        return any(entry.is_in(facts, self.without) for entry in self.others)

    def roots(self) -> frozenset[str]:
        return frozenset(
            root for entry in self.entries if not entry.is_exact for root in entry.roots
        )


def _entry(written: str) -> _Entry:
    return _Entry(normalise(written), written.startswith(_EXACT))


def _word_faults(written: tuple[object, ...]) -> list[Fault | None]:
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


def _evidence(words: _WordList, facts: RoutingFacts) -> tuple[str, ...]:
    return tuple(one for entry in words.entries for one in entry.evidence(facts, words.without))


def _texts(value: str | Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", as_tuple(value))  # the constructors check them


@frozen
class _WordPredicate(Predicate):
    """What the three kinds of word lists share; `words` are the entries as they were written."""

    words: tuple[str, ...] = field(converter=_texts)
    _list: _WordList = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*_word_faults(self.words))
        object.__setattr__(self, "_list", _WordList.read(self.words))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether one of the entries is there."""
        return self._list.any_is_in(facts)

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name every form that was met."""
        holds = self.test(facts)
        clause = Clause(self._key, self.words, holds, _evidence(self._list, facts))
        return Explanation(holds, (clause,))

    def to_data(self) -> dict[str, object]:
        """Give the list under its key."""
        return {self._key: list(self.words)}

    def roots(self) -> frozenset[str]:
        """Give the roots it looks for."""
        return self._list.roots()

    @property
    def _key(self) -> str:
        raise NotImplementedError


@frozen
class AnyWord(_WordPredicate):
    """True when a form of at least one root, or one of the phrases, is in the text.

    >>> question = AnyWord(["lubang", "aspal"])
    >>> print(question.explain(RoutingFacts.of_text("Jalan berlobang dekat pasar")))
    any_word: berlobang ← lubang
    """

    @property
    def _key(self) -> str:
        return "any_word"


@frozen
class AllWords(_WordPredicate):
    """True when a form of every root, and every phrase, is in the text, in any order.

    >>> AllWords(["angkut", "sampah"]).test(RoutingFacts.of_text("sampah tidak diangkut"))
    True
    """

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether all the entries are there."""
        without = self._list.without
        return all(entry.is_in(facts, without) for entry in self._list.entries)

    @property
    def _key(self) -> str:
        return "all_words"


@frozen
class Phrase(_WordPredicate):
    """True when the words of at least one phrase stand side by side, in order, in any form.

    >>> Phrase("jalan nasional").test(RoutingFacts.of_text("Jalan nasionalnya rusak"))
    True
    """

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if all(len(entry.roots) == 1 for entry in self._list.entries):
            refuse(fault("one_word_phrase", found=", ".join(self.words)))

    @property
    def _key(self) -> str:
        return "phrase"


@frozen
class WordsAtLeast(Predicate):
    """True when the body has this many words or more."""

    minimum: int

    def __attrs_post_init__(self) -> None:
        refuse(_number_fault(self.minimum))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Count the body's words."""
        return facts.word_count >= self.minimum

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Say how many words there are."""
        return _counted("min_words", self.minimum, facts, holds=self.test(facts))

    def to_data(self) -> dict[str, object]:
        """Give ``min_words = …``."""
        return {"min_words": self.minimum}


@frozen
class WordsAtMost(Predicate):
    """True when the body has this many words or fewer.

    >>> WordsAtMost(4).test(RoutingFacts.of_text("tolong pak"))
    True
    """

    maximum: int

    def __attrs_post_init__(self) -> None:
        refuse(_number_fault(self.maximum))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Count the body's words."""
        return facts.word_count <= self.maximum

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Say how many words there are."""
        return _counted("max_words", self.maximum, facts, holds=self.test(facts))

    def to_data(self) -> dict[str, object]:
        """Give ``max_words = …``."""
        return {"max_words": self.maximum}


def _counted(name: str, limit: int, facts: RoutingFacts, *, holds: bool) -> Explanation:
    return Explanation(holds, (Clause(name, (str(limit),), holds, (str(facts.word_count),)),))


def _number_fault(value: object) -> Fault | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return fault("wrong_type", expected="a number", found=type(value).__name__)
    return fault("too_small", found=value, limit=0) if value < 0 else None
