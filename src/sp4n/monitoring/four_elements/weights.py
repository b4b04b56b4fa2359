"""Weights: how much each element of complaint handling counts in a score."""

from fractions import Fraction
from typing import get_args

from attrs import field, frozen

from sp4n.errors import InvalidValue, fault
from sp4n.labels import Language
from sp4n.monitoring.exact import Exact, exact_number, exact_text
from sp4n.monitoring.figures import decimal_text
from sp4n.monitoring.four_elements.elements import ELEMENT_LABELS, ElementKind
from sp4n.validation import choice_fault, refuse, type_fault, word_fault
from sp4n.workdays.decree import Sureness

__all__ = ["OWN_WEIGHTS", "Weights"]

_FULL = 100


def _weight(value: Exact) -> Fraction:
    given: object = value
    if isinstance(given, float):
        expected, found = "an exact number", type(given).__name__
        raise InvalidValue.of("wrong_type", "weights", expected=expected, found=found)
    return exact_number(given, "weights")


@frozen
class Weights:
    """How much each of the four elements counts; only their relation matters.

    Exact numbers from 0 up, as int, Decimal, Fraction or text such as ``"0.3"``; not all of them 0.
    An element of weight 0 doesn't count. `source` says who set them and `sure` how sure that is.

    Raises InvalidValue: a weight that is none (a float is refused, since it isn't exact), a
    negative one (``too_small``), all of them 0 (``empty``), a source that is no text, a sureness
    that is none.

    >>> Weights(2, 1, 1, "0.5").share_of(ElementKind.FOLLOW_UP)
    Fraction(4, 9)
    """

    follow_up: Fraction = field(converter=_weight)
    monitoring: Fraction = field(converter=_weight)
    activity: Fraction = field(converter=_weight)
    action_plan: Fraction = field(converter=_weight)
    source: str = ""
    sure: Sureness = "own choice"

    def __attrs_post_init__(self) -> None:
        refuse(
            None if self._sum else fault("empty", "weights"),
            type_fault(str, self.source, "weights.source", "text"),
            word_fault(self.sure, get_args(Sureness), "weights.sure"),
        )

    @property
    def _sum(self) -> Fraction:
        return self.follow_up + self.monitoring + self.activity + self.action_plan

    def share_of(self, kind: ElementKind) -> Fraction:
        """Give an element's share of the whole: the four make up 1."""
        refuse(choice_fault(ElementKind, kind, "kind"))
        weight: Fraction = getattr(self, kind.value)
        return weight / self._sum

    def text(self, language: Language = "en") -> str:
        """Say how much each element counts, in per cent, rounded."""
        shares = ((ELEMENT_LABELS[kind], self.share_of(kind) * _FULL) for kind in ElementKind)
        return ", ".join(
            f"{label.text(language)} {decimal_text(share, 0, language)} %"
            for label, share in shares
        )

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON; the weights as exact text."""
        weights = {kind.value: exact_text(getattr(self, kind.value)) for kind in ElementKind}
        return {**weights, "source": self.source, "sure": self.sure}


OWN_WEIGHTS = Weights(1, 1, 1, 1, "sp4n: all alike, since no weights are published")
"""Every element counts alike (own choice)."""
