"""Scorecards: an agency's four elements and the score that weights make of them; and rankings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.labels import Described, Language, Message
from sp4n.monitoring.figures import decimal_text, exact_text
from sp4n.monitoring.four_elements.elements import OWN_WEIGHTS, Element, ElementKind, Weights
from sp4n.tables import Cell, Kind, Table
from sp4n.validation import (
    code_fault,
    date_fault,
    items_or_as_given,
    list_faults,
    one_of,
    refuse,
    type_fault,
)


def _elements(given: Iterable[Element]) -> tuple[Element, ...]:
    """Put elements in the order of their kinds; anything else stays, to be refused."""
    elements = items_or_as_given(given)
    if any(list_faults(Element, elements, "elements", "element")):
        return elements
    order = list(ElementKind)
    return tuple(sorted(elements, key=lambda element: order.index(element.kind)))


_SCORE = Message("scorecard.score")
_BETWEEN = Message("scorecard.between")
_SENTENCE = Message("scorecard.sentence")


@frozen
class Scorecard(Described):
    """An agency's four elements on a day, each there once, and the score that they make.

    `score` is the weighted mean of the elements' shares, exactly, from 0 to 100. It is None if an
    element that counts is unknown: nothing is put in its place. `at_least` and `at_most` are what
    it would be with every unknown element at 0 or at 100 per cent.

    Attributes:
        agency: The agency's code.
        elements: The four elements, in the order of their kinds. One without weight may be unknown.
        weights: How much each element counts.
        as_of_on: The day.

    Raises:
        InvalidValue: The agency is not a code, an element is there twice (``duplicate``) or not at
            all (``missing``: give it with the reason why it is unknown), or another field has the
            wrong type.

    >>> from sp4n.monitoring.figures import Share
    >>> shares = {
    ...     "follow_up": Share(9, 10),
    ...     "monitoring": Share(3, 4),
    ...     "activity": Share(1, 1),
    ...     "action_plan": Share(1, 2),
    ... }
    >>> card = Scorecard(
    ...     "DPU", [Element(*share) for share in shares.items()], as_of_on=date(2026, 3, 31)
    ... )
    >>> card.score, float(card.score)
    (Fraction(315, 4), 78.75)
    """

    agency: str
    elements: tuple[Element, ...] = field(converter=_elements)
    weights: Weights = OWN_WEIGHTS
    as_of_on: date = field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.agency, "scorecard.agency"),
            *_element_faults(self.elements),
            type_fault(Weights, self.weights, "scorecard.weights", "weights"),
            date_fault(self.as_of_on, "scorecard.as_of_on"),
        )

    def __getitem__(self, kind: ElementKind | str) -> Element:
        """Find an element by its kind; InvalidValue if it is unknown."""
        by_kind = dict(zip(ElementKind, self.elements, strict=True))
        return by_kind[one_of(ElementKind, kind, "kind")]

    @property
    def unknown(self) -> tuple[Element, ...]:
        """The elements that count but are unknown."""
        counts = self.weights.share_of
        return tuple(
            element for element in self.elements if not element.is_known and counts(element.kind)
        )

    @property
    def score(self) -> Fraction | None:
        """The score, exactly; None when an element that counts is unknown."""
        return None if self.unknown else self._with(unknown=0)

    @property
    def at_least(self) -> Fraction:
        """The least that it can be, whatever the unknown elements are."""
        return self._with(unknown=0)

    @property
    def at_most(self) -> Fraction:
        """The most that it can be, whatever the unknown elements are."""
        return self._with(unknown=1)

    def _with(self, *, unknown: int) -> Fraction:
        weight = self.weights.share_of
        weighted = (weight(element.kind) * element.value(unknown) for element in self.elements)
        return 100 * sum(weighted, Fraction(0))

    def _full(self, language: Language) -> str:
        """Say the score, or its bounds, then each element, and whose the weights are."""
        least, most = (decimal_text(bound, 1, language) for bound in (self.at_least, self.at_most))
        said = _SCORE.fill(language, score=least)
        if self.unknown:
            said = _BETWEEN.fill(language, least=least, most=most)
        return _SENTENCE.fill(
            language,
            agency=self.agency,
            as_of_on=self.as_of_on,
            score=said,
            elements="; ".join(element.describe(language) for element in self.elements),
            weights=self.weights.describe(language),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; scores as exact text, and rounded beside it."""
        score = self.score
        return {
            "agency": self.agency,
            "as_of_on": self.as_of_on.isoformat(),
            "elements": [element.to_dict(language) for element in self.elements],
            "weights": self.weights.to_dict(language),
            "score": None if score is None else float(score),
            "exact_score": None if score is None else exact_text(score),
            "at_least": float(self.at_least),
            "at_most": float(self.at_most),
            "sentence": self.describe(language),
        }


def _element_faults(elements: tuple[Element, ...]) -> Iterator[Fault | None]:
    where = "scorecard.elements"
    wrong = list_faults(Element, elements, where, "element")
    if wrong:
        yield from wrong
        return
    kinds = Counter(element.kind for element in elements)
    for kind in ElementKind:
        if kinds[kind] > 1:
            yield fault("duplicate", where, found=kind.value)
        elif not kinds[kind]:
            yield fault("missing", f"{where}.{kind.value}")


def scorecards_table(cards: Iterable[Scorecard]) -> Table:
    """Give one row for each card: its elements by their whole numbers, its score and bounds.

    Scores are rounded to what a machine has. Raises InvalidValue if *cards* is not an iterable of
    Scorecard.

    >>> scorecards_table([]).columns[:4]
    ('agency', 'as_of_on', 'follow_up', 'follow_up_part')
    """
    given = items_or_as_given(cards)
    refuse(*list_faults(Scorecard, given, "scorecards", "scorecard"))
    return Table("scorecards", _COLUMNS, map(_row, given), kinds=_COLUMNS)


_PARTS: Mapping[str, Kind] = {"": "number", "_part": "whole", "_of": "whole", "_because": "text"}
_COLUMNS: Mapping[str, Kind] = {
    "agency": "text",
    "as_of_on": "date",
    **{f"{element.value}{part}": kind for element in ElementKind for part, kind in _PARTS.items()},
    "score": "number",
    "at_least": "number",
    "at_most": "number",
}


def _row(card: Scorecard) -> tuple[Cell, ...]:
    elements = [cell for element in card.elements for cell in _element_cells(element)]
    score = None if card.score is None else float(card.score)
    return (card.agency, card.as_of_on, *elements, score, float(card.at_least), float(card.at_most))


def _element_cells(element: Element) -> tuple[Cell, ...]:
    share = element.share
    if share is None:
        return None, None, None, element.because
    return share.rounded, share.part, share.of, element.because


@frozen
class RankedAgency(Described):
    """An agency's place in a ranking.

    Attributes:
        place: From 1 up: one more than there are agencies with a better score.
        card: The agency's scorecard.
        score: Its score, exactly.
    """

    place: int
    card: Scorecard
    score: Fraction

    def _full(self, language: Language) -> str:
        """Say the place, the agency and its score."""
        return f"{self.place}. {self.card.agency}: {decimal_text(self.score, 1, language)}"


_UNKNOWN = Message("scorecard.unknown")


@frozen
class Ranking(Described):
    """Agencies by their score, the best first; those without a score stand apart, by their codes.

    Agencies of one place stand in the order of their codes. Made by `ranked`.
    """

    places: tuple[RankedAgency, ...]
    unknown: tuple[Scorecard, ...]

    def _full(self, language: Language) -> str:
        """Say one line for each agency; of those without a place, what isn't known of them."""
        apart = (
            _UNKNOWN.fill(language, agency=card.agency, why=_why(card, language))
            for card in self.unknown
        )
        return "\n".join([*(place.describe(language) for place in self.places), *apart])

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "places": [
                {"place": place.place, "agency": place.card.agency, "score": float(place.score)}
                for place in self.places
            ],
            "unknown": [card.agency for card in self.unknown],
            "sentence": self.describe(language),
        }


def _why(card: Scorecard, language: Language) -> str:
    return "; ".join(element.describe(language) for element in card.unknown)


def ranked(cards: Iterable[Scorecard]) -> Ranking:
    """Rank agencies by their exact scores; 1, 1, 3 when the first two are equal.

    Raises InvalidValue if *cards* is not an iterable of Scorecard, an agency is there twice
    (``duplicate``), or weights or days differ, so that cards can't be compared
    (``different_scorecards``).

    >>> ranked([]).places
    ()
    """
    given = items_or_as_given(cards)
    refuse(*list_faults(Scorecard, given, "scorecards", "scorecard"))
    refuse(*_comparison_faults(given))
    scored = [(card.score, card) for card in given]
    known = sorted(
        ((score, card) for score, card in scored if score is not None),
        key=lambda pair: (-pair[0], pair[1].agency),
    )
    first: dict[Fraction, int] = {}
    for place, (score, _) in enumerate(known, start=1):
        first.setdefault(score, place)
    places = (RankedAgency(first[score], card, score) for score, card in known)
    apart = (card for score, card in scored if score is None)
    return Ranking(tuple(places), tuple(sorted(apart, key=lambda card: card.agency)))


def _comparison_faults(cards: tuple[Scorecard, ...]) -> Iterator[Fault]:
    for agency, times in Counter(card.agency for card in cards).items():
        if times > 1:
            yield fault("duplicate", "scorecards", found=agency)
    weights = {tuple(map(card.weights.share_of, ElementKind)) for card in cards}
    if len(weights) > 1 or len({card.as_of_on for card in cards}) > 1:
        yield fault("different_scorecards", "scorecards")
