"""Weights: how much each element of complaint handling counts in a score."""

from fractions import Fraction
from typing import get_args

from attrs import field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.labels import Described, Label, Language, Template
from sp4n.monitoring.exact import Exact, exact_number, exact_text
from sp4n.monitoring.figures import decimal_text
from sp4n.monitoring.four_elements.elements import ELEMENT_LABELS, ElementKind
from sp4n.validation import choice_fault, label_faults, line_fault, refuse, word_fault
from sp4n.workdays.decree import Sureness

__all__ = ["OWN_WEIGHTS", "Weights"]

_FULL = 100
_TEXT_LIMIT = 200  # own choice
_SAID = Template(id="bobot ({source}): {shares}", en="weights ({source}): {shares}")
_NO_SOURCE = Label(id="sumber tidak disebutkan", en="no source given")


def _weight(value: Exact) -> Fraction:
    given: object = value
    if isinstance(given, float):
        expected, found = "an exact number", type(given).__name__
        raise InvalidValue.of("wrong_type", "weights", expected=expected, found=found)
    return exact_number(given, "weights")


@frozen
class Weights(Described):
    """How much each of the four elements counts; only their relation matters.

    Exact numbers from 0 up, as int, Decimal, Fraction or text such as ``"0.3"``; not all of them 0.
    An element of weight 0 doesn't count.

    `source` says who set them, a city for instance, in a line of at most 200 characters (own
    choice) or a label; without one, sentences tell that none was given. `sure` is how sure it is
    that the source set them so: ``verified`` when its text was read, ``secondary`` when others tell
    of it, ``own choice`` when whoever wrote the weights down chose them. By default it is
    ``secondary`` with a source, and without one it can only be ``own choice``.

    Raises InvalidValue: a weight that is none (a float is refused, since it isn't exact), a
    negative one (``too_small``), all of them 0 (``empty``), a source that is no such line, none
    (``missing``) for what is said to be more than our own choice, a sureness that is none.

    >>> Weights(2, 1, 1, "0.5").share_of(ElementKind.FOLLOW_UP)
    Fraction(4, 9)
    >>> print(Weights(2, 1, 1, 0, source="Kota Contoh"))
    weights (Kota Contoh): follow-up time 50 %, monitoring and evaluation 25 %, account activity \
25 %, action plan 0 %
    """

    follow_up: Fraction = field(converter=_weight)
    monitoring: Fraction = field(converter=_weight)
    activity: Fraction = field(converter=_weight)
    action_plan: Fraction = field(converter=_weight)
    source: str | Label = ""
    sure: Sureness = field()

    @sure.default
    def _sure_by_source(self) -> Sureness:
        return "own choice" if self.source == "" else "secondary"

    def __attrs_post_init__(self) -> None:
        refuse(
            None if self._sum else fault("empty", "weights"),
            *_source_faults(self.source, self.sure),
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

    def _short(self, language: Language) -> str:
        """Say how much each element counts, in per cent, rounded."""
        shares = ((ELEMENT_LABELS[kind], self.share_of(kind) * _FULL) for kind in ElementKind)
        return ", ".join(
            f"{label.describe(language)} {decimal_text(share, 0, language)} %"
            for label, share in shares
        )

    def _full(self, language: Language) -> str:
        """Say whose the weights are, and how much each element counts."""
        source = self._source_text(language) or _NO_SOURCE.describe(language)
        return _SAID.fill(language, source=source, shares=self.describe(language, short=True))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; the weights as exact text."""
        weights = {kind.value: exact_text(getattr(self, kind.value)) for kind in ElementKind}
        return {**weights, "source": self._source_text(language), "sure": self.sure}

    def _source_text(self, language: Language) -> str:
        return self.source.describe(language) if isinstance(self.source, Label) else self.source


def _source_faults(source: object, sure: object) -> list[Fault | None]:
    """A source is a label, or a line of text; empty, it makes nothing sure."""
    if isinstance(source, Label):
        return label_faults(source, "weights.source", _TEXT_LIMIT)
    if source == "":
        return [None if sure == "own choice" else fault("missing", "weights.source")]
    return [line_fault(source, "weights.source", _TEXT_LIMIT)]


_OURS = Label(
    id="pilihan sp4n sendiri, semuanya sama karena tidak ada bobot yang dipublikasikan",
    en="sp4n's own choice, all alike since none are published",
)

OWN_WEIGHTS = Weights(1, 1, 1, 1, _OURS, "own choice")
"""Every element counts alike (own choice)."""
