"""What an analysis finds out about a rule book: verdicts on its rules, and gaps between them."""

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from sp4n.errors import UnknownCode
from sp4n.routing.analysis.witnesses import Witness

__all__ = ["BookAnalysis", "Gap", "IdlePart", "RuleVerdict", "Standing", "WhyDead"]

Standing = Literal["live", "dead", "undecided"]
"""Whether a rule ever decides: proven by an example, refuted, or not found out."""

WhyDead = Literal["contradiction", "not_in_force", "no_agency", "not_competent", "covered"]
"""Why a rule never decides: it asks what can't be; it is in force on no day in question; its agency
is not there on those days; the agency serves none of these complaints; earlier rules take all."""


@frozen
class IdlePart:
    """A part of a rule that is of no use, though the rule is.

    `says` names it: a word of a list, a category, a region. `covered_by` are the earlier rules that
    take every complaint with it to another agency; when there are none, no complaint can have it
    (`never_found`), or the rule's agency doesn't serve it (`not_competent`).
    """

    says: str
    why: Literal["covered", "never_found", "not_competent"]
    covered_by: tuple[str, ...] = ()


@frozen
class RuleVerdict:
    """What the analysis found out about one rule.

    `example` is a complaint that it decides; that was tried with the router itself. A remark counts
    as live when some complaint matches it. `covered_by` are the earlier rules that together take
    all its complaints: none of them can be left out. `modulo` names what is opaque in the rule or
    in those: a dead rule is dead whatever that answers, a rule that is not is undecided.
    """

    rule: str
    standing: Standing
    example: Witness | None = None
    why: WhyDead | None = None
    covered_by: tuple[str, ...] = ()
    idle: tuple[IdlePart, ...] = ()
    modulo: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "standing": self.standing,
            "why": self.why,
            "covered_by": list(self.covered_by),
            "idle": [
                {"says": one.says, "why": one.why, "covered_by": list(one.covered_by)}
                for one in self.idle
            ],
            "modulo": list(self.modulo),
            "example": None if self.example is None else self.example.to_dict(),
        }


@frozen
class Gap:
    """Complaints of a category (None: without one) that no rule may take: a desk receives them.

    `example` is one of them. Without an example the rules take all of them.
    """

    category: str | None
    example: Witness | None
    standing: Literal["open", "closed", "undecided"]

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        example = None if self.example is None else self.example.to_dict()
        return {"category": self.category, "standing": self.standing, "example": example}


@frozen
class BookAnalysis:
    """The verdicts on the rules of a book, in its order.

    All is said of complaints that accuse nobody and were tried nowhere: a rule that is dead may
    still help one that accuses the agency of the rule before it.
    """

    verdicts: tuple[RuleVerdict, ...]

    def __getitem__(self, rule: str) -> RuleVerdict:
        """Find the verdict on a rule; UnknownCode when the book has no such rule."""
        for one in self.verdicts:
            if one.rule == rule:
                return one
        raise UnknownCode("rule", rule, [one.rule for one in self.verdicts])

    def __iter__(self) -> Iterator[RuleVerdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {"rules": [one.to_dict() for one in self.verdicts]}
