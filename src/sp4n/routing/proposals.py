"""Proposals: what a rule suggests to the admin beside where a complaint should go."""

from typing import cast

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message
from sp4n.model.complaint import CLASSIFICATION_LABELS, Classification
from sp4n.routing.plain_values import as_classification, classification_fault
from sp4n.validation import refuse, type_fault

_FLAGS = ("confidential", "urgent", "ask_for_completion")

PROPOSAL_LABELS: FrozenDict[str, Message] = FrozenDict(
    {
        "classification": Message("proposal.classification"),
        "confidential": Message("proposal.confidential"),
        "urgent": Message("proposal.urgent"),
        "ask_for_completion": Message("proposal.ask_for_completion"),
    }
)
"""How the proposals are called."""


def _classification(value: Classification | str | None) -> Classification | None:
    return cast("Classification | None", as_classification(value))  # the constructor checks it


@frozen
class Proposals(Described):
    """What to propose: a class, confidential handling, urgency, asking the reporter for more.

    A proposal is not a decision; an admin disposes. By default nothing is proposed.

    Attributes:
        classification: The class, or None.
        confidential: Whether to handle it confidentially (*Rahasia*).
        urgent: Whether it is urgent.
        ask_for_completion: Whether to ask the reporter for more.

    >>> print(Proposals(classification="oversight", confidential=True))
    class complaint that hints at abuse, confidential
    """

    classification: Classification | None = field(
        default=None, converter=_classification, kw_only=True
    )
    confidential: bool = field(default=False, kw_only=True)
    urgent: bool = field(default=False, kw_only=True)
    ask_for_completion: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            None
            if self.classification is None
            else classification_fault(self.classification, "classification"),
            *(type_fault(bool, value, name, "true_or_false") for name, value in self._flags()),
        )

    def __bool__(self) -> bool:
        """Tell whether anything is proposed."""
        return self != _NOTHING

    def then(self, lower: "Proposals") -> "Proposals":
        """Add what another, less important one proposes: its class only where none is yet."""
        if not self or not lower:
            return self or lower
        flags = {name: value or getattr(lower, name) for name, value in self._flags()}
        return Proposals(classification=self.classification or lower.classification, **flags)

    def to_data(self) -> dict[str, object]:
        """Give plain data; what is not proposed is left out."""
        named = {} if self.classification is None else {"classification": self.classification.value}
        return named | {name: True for name, value in self._flags() if value}

    def _full(self, language: Language) -> str:
        """Say what is proposed; empty when nothing is."""
        said = [PROPOSAL_LABELS[name].fill(language) for name, value in self._flags() if value]
        if self.classification is not None:
            label = CLASSIFICATION_LABELS[self.classification].describe(language)
            said.insert(0, PROPOSAL_LABELS["classification"].fill(language, found=label))
        return ", ".join(said)

    def _flags(self) -> list[tuple[str, bool]]:
        return [(name, getattr(self, name)) for name in _FLAGS]


_NOTHING = Proposals()
