"""The four elements by which an agency's complaint handling is judged.

Diskominfo Kota Depok named them in 2023: *waktu tindak lanjut, monitoring dan evaluasi, keaktifan
pengelolaan akun, rencana aksi*. What exactly is counted for each is ours.
"""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from sp4n.errors import Fault, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Label, Language
from sp4n.monitoring.figures import Share
from sp4n.validation import choice_fault, chosen, refuse, type_fault, word_fault

__all__ = ["BECAUSE_LABELS", "ELEMENT_LABELS", "Element", "ElementKind"]


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


ELEMENT_LABELS: FrozenDict[ElementKind, Label] = FrozenDict(
    {
        ElementKind.FOLLOW_UP: Label(id="waktu tindak lanjut", en="follow-up time"),
        ElementKind.MONITORING: Label(id="monitoring dan evaluasi", en="monitoring and evaluation"),
        ElementKind.ACTIVITY: Label(id="keaktifan pengelolaan akun", en="account activity"),
        ElementKind.ACTION_PLAN: Label(id="rencana aksi", en="action plan"),
    }
)
"""What they are called; the Indonesian terms are those of Diskominfo Kota Depok."""

BECAUSE_LABELS: FrozenDict[str, Label] = FrozenDict(
    {
        "not_measured": Label(id="tidak diukur", en="not measured"),
        "no_history": Label(id="riwayat waktu tidak diketahui", en="times of transition unknown"),
        "no_plan": Label(id="tidak ada rencana", en="no plan"),
        "no_account": Label(id="tidak ada akun", en="no account"),
        "nothing_due": Label(id="belum ada yang jatuh tempo", en="nothing due yet"),
        "suppressed": Label(id="disembunyikan", en="suppressed"),
    }
)
"""Why an element is unknown."""


def _kind(value: ElementKind | str) -> ElementKind:
    return chosen(ElementKind, value)


@frozen
class Element(Described):
    """One element of an agency: its share, or why it is unknown.

    `because` is a code of `BECAUSE_LABELS`. It is required without a share, and means nothing with
    one. A share of nothing (0 of 0) is unknown too, and needs no reason: nothing was due.

    Raises InvalidValue: a kind that is none, no share, an unknown reason, none (``missing``), or
    one beside a share (``contradiction``).

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
            None if share is None else type_fault(Share, share, "element.share", "a share"),
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
