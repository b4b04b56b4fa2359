"""Rankings of agencies by their scores: equal scores share a place, unknown ones have none."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from sp4n.errors import Fault, fault
from sp4n.labels import Described, Language, Template
from sp4n.monitoring.figures import decimal_text
from sp4n.monitoring.four_elements.elements import ElementKind
from sp4n.monitoring.four_elements.scorecard import Scorecard
from sp4n.validation import items_or_as_given, list_faults, refuse

__all__ = ["Place", "Ranking", "ranked"]


@frozen
class Place(Described):
    """A place in a ranking, from 1 up: one more than there are agencies with a better score."""

    place: int
    card: Scorecard
    score: Fraction

    def _full(self, language: Language) -> str:
        """Say the place, the agency and its score."""
        return f"{self.place}. {self.card.agency}: {decimal_text(self.score, 1, language)}"


_UNKNOWN = Template(id="tanpa peringkat: {agency} ({why})", en="not ranked: {agency} ({why})")


@frozen
class Ranking(Described):
    """Agencies by their score, the best first; those without a score stand apart, by their codes.

    Agencies of one place stand in the order of their codes. Made by `ranked`.
    """

    places: tuple[Place, ...]
    unknown: tuple[Scorecard, ...]

    def _full(self, language: Language) -> str:
        """Say one line for each agency; of those without a place, what isn't known of them."""
        apart = (
            _UNKNOWN.fill(language, agency=one.agency, why=_why(one, language))
            for one in self.unknown
        )
        return "\n".join([*(one.describe(language) for one in self.places), *apart])

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "places": [
                {"place": one.place, "agency": one.card.agency, "score": float(one.score)}
                for one in self.places
            ],
            "unknown": [one.agency for one in self.unknown],
            "sentence": self.describe(language),
        }


def _why(card: Scorecard, language: Language) -> str:
    return "; ".join(one.describe(language) for one in card.unknown)


def ranked(cards: Iterable[Scorecard]) -> Ranking:
    """Rank agencies by their exact scores; 1, 1, 3 when the first two are equal.

    Raises InvalidValue: what is no list of scorecards; an agency twice (``duplicate``); cards with
    different weights or days, which can't be compared (``different_scorecards``).

    >>> ranked([]).places
    ()
    """
    given = items_or_as_given(cards)
    refuse(*list_faults(Scorecard, given, "scorecards", "a scorecard"))
    refuse(*_comparison_faults(given))
    scored = [(one.score, one) for one in given]
    known = sorted(
        ((score, one) for score, one in scored if score is not None),
        key=lambda pair: (-pair[0], pair[1].agency),
    )
    first: dict[Fraction, int] = {}
    for place, (score, _) in enumerate(known, start=1):
        first.setdefault(score, place)
    places = (Place(first[score], one, score) for score, one in known)
    apart = (one for score, one in scored if score is None)
    return Ranking(tuple(places), tuple(sorted(apart, key=lambda one: one.agency)))


def _comparison_faults(cards: tuple[Scorecard, ...]) -> Iterator[Fault]:
    for agency, times in Counter(one.agency for one in cards).items():
        if times > 1:
            yield fault("duplicate", "scorecards", found=agency)
    weights = {tuple(map(one.weights.share_of, ElementKind)) for one in cards}
    if len(weights) > 1 or len({one.as_of_on for one in cards}) > 1:
        yield fault("different_scorecards", "scorecards")
