"""Predicates about the words of a complaint: roots, phrases, length.

How an entry of a word list is read, say `sp4n.routing.word_lists`.
"""

from collections.abc import Iterable
from typing import cast

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import as_tuple
from sp4n.routing.predicates import Clause, Explanation, Predicate
from sp4n.routing.statements import Every, Mentions, Some, Statement, WordCount
from sp4n.routing.word_lists import WordList, word_faults
from sp4n.validation import refuse

__all__ = ["AllWords", "AnyWord", "Phrase", "WordsAtLeast", "WordsAtMost"]


def _texts(value: str | Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", as_tuple(value))  # the constructors check them


@frozen
class _WordPredicate(Predicate):
    """What the three kinds of word lists share; `words` are the entries as they were written."""

    words: tuple[str, ...] = field(converter=_texts)
    _list: WordList = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*word_faults(self.words))
        object.__setattr__(self, "_list", WordList.read(self.words))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether one of the entries is there."""
        return self._list.any_is_in(facts)

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name every form that was met; none when the predicate does not hold."""
        holds = self.test(facts)
        found = self._list.evidence(facts) if holds else ()
        clause = Clause(self._key, self.words, holds, found)
        return Explanation(holds, (clause,))

    def to_data(self) -> dict[str, object]:
        """Give the list under its key."""
        return {self._key: list(self.words)}

    def says(self) -> Statement:
        """Say that one of the entries is in the text."""
        return Some(self._mentions())

    def roots(self) -> frozenset[str]:
        """Give the roots it looks for."""
        return self._list.roots()

    def _mentions(self) -> tuple[Mentions, ...]:
        return tuple(Mentions(one, self._list.without) for one in self._list.entries)

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
        return self._list.all_are_in(facts)

    def says(self) -> Statement:
        """Say that every entry is in the text."""
        return Every(self._mentions())

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

    def says(self) -> Statement:
        """Say how many words."""
        return WordCount(at_least=self.minimum)


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

    def says(self) -> Statement:
        """Say how many words."""
        return WordCount(at_most=self.maximum)


def _counted(name: str, limit: int, facts: RoutingFacts, *, holds: bool) -> Explanation:
    return Explanation(holds, (Clause(name, (str(limit),), holds, (str(facts.word_count),)),))


def _number_fault(value: object) -> Fault | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return fault("wrong_type", expected="a number", found=type(value).__name__)
    return fault("too_small", found=value, limit=0) if value < 0 else None
