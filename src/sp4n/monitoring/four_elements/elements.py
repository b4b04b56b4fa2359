"""The four elements by which an agency's complaint handling is judged, and their weights.

Diskominfo Kota Depok named them in 2023: *waktu tindak lanjut, monitoring dan evaluasi, keaktifan
pengelolaan akun, rencana aksi*. What exactly is counted for each is ours.
"""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import get_args

from attrs import field, frozen

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.monitoring.figures import Exact, Share, decimal_text, exact_number, exact_text
from sp4n.validation import (
    choice_fault,
    chosen,
    label_faults,
    line_fault,
    refuse,
    type_fault,
    word_fault,
)
from sp4n.workdays.decree import Sureness


class ElementKind(StrEnum):
    """The four elements."""

    FOLLOW_UP = "follow_up"
    """Follow-up time: complaints that were followed up in time."""
    MONITORING = "monitoring"
    """Monitoring and evaluation: planned reviews that were held."""
    ACTIVITY = "activity"
    """Account activity: accounts that were used within a window, by default the last month."""
    ACTION_PLAN = "action_plan"
    """The action plan: actions that were done in time."""


ELEMENT_LABELS: FrozenDict[ElementKind, Wording] = FrozenDict(
    {kind: Message(f"element.{kind}") for kind in ElementKind}
)
"""What they are called; the Indonesian terms are those of Diskominfo Kota Depok."""

BECAUSE_LABELS: FrozenDict[str, Wording] = FrozenDict(
    {
        "not_measured": Message("not_measured.not_measured"),
        "no_history": Message("not_measured.no_history"),
        "no_plan": Message("not_measured.no_plan"),
        "no_account": Message("not_measured.no_account"),
        "nothing_due": Message("not_measured.nothing_due"),
        "suppressed": Message("not_measured.suppressed"),
    }
)
"""Why an element is unknown."""


def _kind(value: ElementKind | str) -> ElementKind:
    return chosen(ElementKind, value)


@frozen
class Element(Described):
    """One element of an agency: its share, or why it is unknown.

    A share of nothing (0 of 0) is unknown too, and needs no reason: nothing was due.

    Attributes:
        kind: Which of the four elements.
        share: Its share; None if it is unknown.
        because: A code of `BECAUSE_LABELS`, required without a share.

    Raises:
        InvalidValue: The kind or the reason is unknown, the share is no Share, the reason is
            missing (``missing``), or there is one beside a share (``contradiction``).

    >>> print(Element("activity", Share(2, 3)))
    account activity: 2 of 3 (66.7 %)
    """

    kind: ElementKind = field(converter=_kind)
    share: Share | None
    because: str | None = None

    def __attrs_post_init__(self) -> None:
        share = self.share
        refuse(
            choice_fault(ElementKind, self.kind, "element.kind"),
            None if share is None else type_fault(Share, share, "element.share", "share"),
        )
        if self.because is None and share is not None and not share.of:
            object.__setattr__(self, "because", "nothing_due")
        refuse(*_reason_faults(share, self.because))

    @property
    def is_known(self) -> bool:
        """Tell whether there is a share, of at least one."""
        return self.share is not None and self.share.exact is not None

    def value(self, unknown: int) -> Fraction:
        """Give the share exactly, or, if it is unknown, the number to reckon with instead."""
        exact = None if self.share is None else self.share.exact
        return Fraction(unknown) if exact is None else exact

    def _full(self, language: Language) -> str:
        """Say the share, or why there is none."""
        label = ELEMENT_LABELS[self.kind].describe(language)
        if self.share is None or self.because is not None:
            return f"{label}: {BECAUSE_LABELS[self.because or 'not_measured'].describe(language)}"
        return f"{label}: {self.share.describe(language)}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "kind": self.kind.value,
            "label": ELEMENT_LABELS[self.kind].describe(language),
            "share": self.share and self.share.to_dict(),
            "because": self.because,
            "sentence": self.describe(language),
        }


def _reason_faults(share: Share | None, because: object) -> Iterator[Fault | None]:
    """A reason is one that is known, and stands where there is no share."""
    where = "element.because"
    if share is not None and share.of:
        if because is not None:
            yield fault("contradiction", where, found=shown(because), other=str(share))
    elif because is None:
        yield fault("missing", where)
    else:
        yield word_fault(because, tuple(BECAUSE_LABELS), where)


_SOURCE_LIMIT = 200  # own choice
_SAID = Message("elements.said")
_NO_SOURCE = Message("elements.no_source")


def _weight(value: Exact) -> Fraction:
    given: object = value
    if isinstance(given, float):
        expected, found = "exact_number", type(given).__name__
        raise InvalidValue.of("wrong_type", "weights", expected=expected, found=found)
    return exact_number(given, "weights")


@frozen
class Weights(Described):
    """How much each of the four elements counts; only their relation matters.

    The weights are exact numbers from 0 up, as int, Decimal, Fraction or text such as ``"0.3"``;
    not all of them 0. An element of weight 0 doesn't count.

    Attributes:
        follow_up: The weight of follow-up time.
        monitoring: That of monitoring and evaluation.
        activity: That of account activity.
        action_plan: That of the action plan.
        source: Who set them, a city for instance, in a line of at most 200 characters (own choice)
            or a label; without one, sentences tell that none was given.
        sure: How sure it is that the source set them so: ``verified`` if its text was read,
            ``secondary`` if others tell of it, ``own choice`` if whoever wrote the weights down
            chose them. By default ``secondary`` with a source; without one it can only be ``own
            choice``.

    Raises:
        InvalidValue: A weight is not an exact number (a float is refused), negative
            (``too_small``), or all of them are 0 (``empty``); the source is not such a line, or
            missing (``missing``) although the weights are said to be more than our own choice; the
            sureness is unknown.

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
    source: str | Wording = ""
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
        shares = ((ELEMENT_LABELS[kind], self.share_of(kind) * 100) for kind in ElementKind)
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
        return self.source.describe(language) if isinstance(self.source, Wording) else self.source


def _source_faults(source: object, sure: object) -> list[Fault | None]:
    """A source is a label, or a line of text; empty, it makes nothing sure."""
    if isinstance(source, Wording):
        return label_faults(source, "weights.source", _SOURCE_LIMIT)
    if source == "":
        return [None if sure == "own choice" else fault("missing", "weights.source")]
    return [line_fault(source, "weights.source", _SOURCE_LIMIT)]


_OURS = Message("elements.ours")

OWN_WEIGHTS = Weights(1, 1, 1, 1, _OURS, "own choice")
"""Every element counts alike (own choice)."""
