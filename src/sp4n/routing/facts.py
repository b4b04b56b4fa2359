"""What rules look at: a complaint, normalised once."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from collections.abc import Set as AbstractSet
from datetime import date

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.model.categories import Categories
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.region import Region
from sp4n.quiet import shown_short
from sp4n.routing.affixes import is_form_of, stems, word_forms
from sp4n.routing.text import Normaliser, normalise
from sp4n.validation import refuse, set_faults, set_or_as_given, type_fault

_BREAK = ""
"""Stands between title and body, so that no phrase runs from one into the other."""

_SHORTEST_CUT = 60
"""From how many characters on a title may be the cut beginning of the body. Own choice."""

_REMEMBERED_WORDS = 16_384  # own choice: a few times the vocabulary of a year's complaints
_REMEMBERED_LENGTH = 40  # own choice: longer "words" are noise, not worth remembering

_NOWHERE: tuple[int, ...] = ()
_NONE: frozenset[str] = frozenset()


def _counted(words: Sized) -> str:
    return f"<{len(words)}>"


def _length(text: str | None) -> str:
    return "None" if text is None else f"<{len(text)} characters>"


def _tuple(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words)


class _Met(FrozenDict[str, tuple[str, ...]]):
    """Words met before, each with its roots; citizens wrote them, so no copy takes them along."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type["_Met"], tuple[dict[str, tuple[str, ...]]]]:
        return _Met, ({},)


@frozen
class Vocabulary:
    """The roots that a rule book names, with all their forms: one look-up a word finds them.

    It remembers what it found out, up to a bound, which changes no answer; threads may share it.

    >>> Vocabulary(["lubang", "aspal"]).places(("jalan", "berlubang", "lubangnya"))
    {'lubang': (1, 2)}
    """

    roots: frozenset[str] = field(default=(), converter=set_or_as_given)
    _roots_of: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)
    _met: _Met = field(factory=_Met, init=False, eq=False, repr=False)
    _covered: FrozenDict[AbstractSet[str], bool] = field(
        factory=FrozenDict, init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        refuse(*set_faults(_root_fault, self.roots, "roots"))
        roots_of: dict[str, tuple[str, ...]] = {}
        for root in sorted(self.roots):
            alone = (root,)
            for form in word_forms(root):
                roots_of[form] = (*roots_of[form], root) if form in roots_of else alone
        object.__setattr__(self, "_roots_of", FrozenDict(roots_of))

    def roots_of(self, word: str) -> tuple[str, ...]:
        """Give the roots of which a word is a form; none when it is of none of them."""
        roots = (root for stem in stems(word) for root in self._roots_of.get(stem, ()))
        return tuple(dict.fromkeys(roots))

    def places(self, words: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Tell at which places of a text each root stands; roots that are not there are left out.

        A word may be a form of several roots.
        """
        places_of: dict[str, list[int]] = {}
        for place, roots in enumerate(map(self._met.get, words)):
            for root in self._meet(words[place]) if roots is None else roots:
                places_of.setdefault(root, []).append(place)
        return {root: tuple(places) for root, places in places_of.items()}

    def covers(self, roots: frozenset[str]) -> bool:
        """Tell whether all of these roots are in it."""
        if roots in self._covered:
            return True
        if roots <= self.roots:
            dict.__setitem__(self._covered, roots, True)  # noqa: FBT003  # a memo that only it fills
            return True
        return False

    def _meet(self, word: str) -> tuple[str, ...]:
        roots = self.roots_of(word)
        if len(self._met) < _REMEMBERED_WORDS and len(word) <= _REMEMBERED_LENGTH:
            dict.__setitem__(self._met, word, roots)
        return roots


@shown_short
@frozen
class RoutingFacts:
    """One complaint as predicates see it; what is unknown is None or empty.

    The repr counts what a citizen wrote and shows none of it.

    Attributes:
        words: The normalised words of title and body.
        word_count: How many words the body has.
        category_lineage: The category with all categories above it; empty for a category that the
            tree does not have.
        classification: The class.
        region: Where it is about.
        channel: By which channel it came in.
        anonymous: Whether the reporter wishes to stay anonymous (*Anonim*).
        confidential: Whether the reporter wishes it to stay confidential (*Rahasia*).
        target_agency: The code of the agency that it is addressed to.
        on: The day of receipt.

    >>> facts = RoutingFacts.of_text("Jalan berlubang, lubangnya dalam")
    >>> facts.places("lubang"), facts.word_count
    ((1, 2), 4)
    """

    words: tuple[str, ...] = field(default=(), converter=_tuple, repr=_counted)
    word_count: int = 0
    category_lineage: frozenset[str] = field(
        default=frozenset(), converter=set_or_as_given, repr=_counted
    )
    classification: Classification | None = None
    region: Region | None = None
    channel: str | None = field(default=None, repr=_length)
    anonymous: bool = False
    confidential: bool = False
    target_agency: str | None = None
    on: date | None = None
    _vocabulary: Vocabulary = field(factory=Vocabulary, eq=False, repr=False)
    _places: FrozenDict[str, tuple[int, ...]] = field(init=False, eq=False, repr=False)
    _absent: FrozenDict[str, None] = field(factory=FrozenDict, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        places = self._vocabulary.places(self.words)
        object.__setattr__(self, "_places", FrozenDict(places))

    @classmethod
    def of(
        cls,
        complaint: Complaint,
        *,
        categories: Categories | None = None,
        on: date | None = None,
        vocabulary: Vocabulary | None = None,
        normaliser: Normaliser = normalise,
    ) -> "RoutingFacts":
        """Prepare a complaint: normalise its texts once, look its category up in the tree.

        A title that only repeats the body's first words is not read twice, nor is one that was
        cut from the body after 60 characters or more, be it in the middle of a word.

        Args:
            complaint: As it came.
            categories: The tree of the directory.
            on: The day of receipt.
            vocabulary: The roots that are looked for.
            normaliser: Turns texts into words.
        """
        body = tuple(normaliser(complaint.body))
        title = () if _is_cut(complaint) else tuple(normaliser(complaint.title))
        title = () if title == body[: len(title)] else (*title, _BREAK)
        tree = Categories() if categories is None else categories
        return cls(
            words=title + body,
            word_count=len(body),
            category_lineage=frozenset(tree.lineage(complaint.category)),
            classification=complaint.classification,
            region=complaint.region,
            channel=complaint.channel,
            anonymous=complaint.anonymous,
            confidential=complaint.confidential,
            target_agency=complaint.target_agency,
            on=on,
            vocabulary=Vocabulary() if vocabulary is None else vocabulary,
        )

    @classmethod
    def of_text(cls, text: str, *, normaliser: Normaliser = normalise) -> "RoutingFacts":
        """Prepare a bare text, to try a predicate on it."""
        words = normaliser(text)
        return cls(words=words, word_count=len(words))

    def places(self, root: str) -> tuple[int, ...]:
        """Tell at which places of `words` forms of a root stand; empty when there are none."""
        return self._places.get(root) or self._search(root)

    def roots(self, vocabulary: Vocabulary) -> AbstractSet[str]:
        """Give the roots of a vocabulary that are there in some form."""
        if vocabulary is self._vocabulary:
            return self._places.keys()
        return vocabulary.places(self.words).keys()

    def present(self, roots: frozenset[str]) -> frozenset[str] | set[str]:
        """Tell which of the roots are there in some form."""
        if self._vocabulary.covers(roots):
            there = self._places.keys()
            return _NONE if there.isdisjoint(roots) else there & roots
        return {root for root in roots if self.places(root)}

    def exact_places(self, word: str) -> tuple[int, ...]:
        """Tell where a word stands exactly like this, without affixes or particles."""
        return tuple(place for place, each in enumerate(self.words) if each == word)

    def _search(self, root: str) -> tuple[int, ...]:
        if root in self._vocabulary.roots or root in self._absent:
            return _NOWHERE
        places = tuple(place for place, word in enumerate(self.words) if is_form_of(word, root))
        if places:
            dict.__setitem__(self._places, root, places)
        else:
            dict.__setitem__(self._absent, root, None)
        return places


def _is_cut(complaint: Complaint) -> bool:
    title = complaint.title
    return len(title) >= _SHORTEST_CUT and complaint.body.strip().startswith(title.strip())


def _root_fault(value: object, where: str) -> Fault | None:
    return type_fault(str, value, where, "text")
