"""Predicates about the words of a complaint: roots, phrases, mentions, length.

How an entry of a word list is read, say `sp4n.routing.word_lists`.
"""

from collections.abc import Iterable
from typing import ClassVar, Self, cast

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import as_tuple
from sp4n.routing.predicates import Clause, Explanation, Predicate
from sp4n.routing.statements import AllOf, AnyOf, Mentions, Statement, WordCount
from sp4n.routing.text import Normaliser, normalise
from sp4n.routing.word_lists import Manner, WordList, list_of_words_faults
from sp4n.validation import refuse


def _texts(value: str | Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", as_tuple(value))  # the constructors check them


@frozen
class WordsPredicate(Predicate):
    """What all kinds of word lists share; `words` are the entries as they were written.

    The entries are read by the normaliser that reads the complaints too, so that they meet.
    """

    words: tuple[str, ...] = field(converter=_texts)
    normaliser: Normaliser = field(default=normalise, kw_only=True, repr=False)
    _list: WordList = field(init=False, eq=False, repr=False)

    manner: ClassVar[Manner] = "any"
    """Which mentions of an entry count."""

    def __attrs_post_init__(self) -> None:
        refuse(*list_of_words_faults(self.words, self.normaliser))
        read = WordList.read(self.words, self.normaliser, self.manner)
        object.__setattr__(self, "_list", read)

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether one of the entries is there."""
        return self._list.any_is_in(facts)

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name every form that was met; none when the predicate does not hold."""
        holds = self.test(facts)
        met = self._list.evidence(facts) if holds else ()
        clause = Clause(self.key, self.words, holds, met)
        return Explanation(holds, (clause,))

    def to_data(self) -> dict[str, object]:
        """Give the list under its key."""
        return {self.key: list(self.words)}

    def says(self) -> Statement:
        """Say that one of the entries is in the text."""
        return AnyOf(self._mentions())

    def roots(self) -> frozenset[str]:
        """Give the roots it looks for."""
        return self._list.roots

    def read_by(self, normaliser: Normaliser, /) -> Self:
        """Read the entries anew, unless it is the same normaliser."""
        if normaliser == self.normaliser:
            return self
        try:
            return evolve(self, normaliser=normaliser)
        except InvalidValue as error:
            raise InvalidValue(*(wrong.under(self.key) for wrong in error.faults)) from None

    def _mentions(self) -> tuple[Mentions, ...]:
        read = self._list
        return tuple(Mentions(entry, read.without, self.manner) for entry in read.entries)


@frozen
class AnyWord(WordsPredicate):
    """True when a form of at least one root, or one of the phrases, is in the text.

    Negated or not: *sampah tidak diangkut* is a complaint about *angkut*.

    >>> question = AnyWord(["lubang", "aspal"])
    >>> print(question.explain(RoutingFacts.of_text("Jalan berlobang dekat pasar")))
    any_word: berlobang ← lubang
    """

    key = "any_word"


@frozen
class AllWords(WordsPredicate):
    """True when a form of every root, and every phrase, is in the text, in any order.

    >>> AllWords(["angkut", "sampah"]).test(RoutingFacts.of_text("sampah tidak diangkut"))
    True
    """

    key = "all_words"

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether all the entries are there."""
        return self._list.all_are_in(facts)

    def says(self) -> Statement:
        """Say that every entry is in the text."""
        return AllOf(self._mentions())


@frozen
class Phrase(WordsPredicate):
    """True when the words of at least one phrase stand side by side, in order, in any form.

    >>> Phrase("jalan nasional").test(RoutingFacts.of_text("Jalan nasionalnya rusak"))
    True
    """

    key = "phrase"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if all(len(entry.roots) == 1 for entry in self._list.entries):
            refuse(fault("one_word_phrase", found=", ".join(self.words)))


@frozen
class AffirmedWord(WordsPredicate):
    """True when at least one mention of an entry is not negated.

    >>> heap = AffirmedWord("tumpuk")
    >>> heap.test(RoutingFacts.of_text("sampah tidak menumpuk lagi"))
    False
    >>> heap.test(RoutingFacts.of_text("sampah tidak diangkut, menumpuk"))
    True
    """

    key = "affirmed"
    manner = "affirmed"


@frozen
class NegatedWord(WordsPredicate):
    """True when a mention of an entry is negated: a word such as *tidak* or *belum* reaches it.

    How far it reaches, says `sp4n.routing.text`.

    >>> question = NegatedWord("angkut")
    >>> print(question.explain(RoutingFacts.of_text("sampah blm pernah diangkut")))
    negated: belum pernah diangkut ← angkut
    """

    key = "negated"
    manner = "negated"


@frozen
class WordsAtLeast(Predicate):
    """True when the body has this many words or more."""

    minimum: int

    key = "min_words"

    def __attrs_post_init__(self) -> None:
        refuse(_number_fault(self.minimum))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Count the body's words."""
        return facts.word_count >= self.minimum

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Say how many words there are."""
        return _counted(self.key, self.minimum, facts, holds=self.test(facts))

    def to_data(self) -> dict[str, object]:
        """Give ``min_words = …``."""
        return {self.key: self.minimum}

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

    key = "max_words"

    def __attrs_post_init__(self) -> None:
        refuse(_number_fault(self.maximum))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Count the body's words."""
        return facts.word_count <= self.maximum

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Say how many words there are."""
        return _counted(self.key, self.maximum, facts, holds=self.test(facts))

    def to_data(self) -> dict[str, object]:
        """Give ``max_words = …``."""
        return {self.key: self.maximum}

    def says(self) -> Statement:
        """Say how many words."""
        return WordCount(at_most=self.maximum)


def _counted(name: str, limit: int, facts: RoutingFacts, *, holds: bool) -> Explanation:
    return Explanation(holds, (Clause(name, (str(limit),), holds, (str(facts.word_count),)),))


def _number_fault(value: object) -> Fault | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return fault("wrong_type", expected="number", found=type(value).__name__)
    return fault("too_small", found=value, limit=0) if value < 0 else None
