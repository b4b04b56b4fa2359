"""Routes: where a complaint should go, and every step of the way there."""

from enum import StrEnum
from typing import Literal

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message
from sp4n.quiet import shown_short
from sp4n.routing.predicates import Clause
from sp4n.routing.proposals import Proposals

Via = Literal["rule", "classifier", "front_desk", "root"]
"""Who decided: a rule, a strategy that was plugged in, a front desk, or the last resort."""

Source = Literal["rule", "supporting", "classifier", "front_desk", "root", "normaliser"]
"""What a step is about: one of the above, an agency that would help, or how texts are read."""


class Outcome(StrEnum):
    """What came of one step."""

    DECIDED = "decided"
    """The complaint goes there."""
    REMARKED = "remarked"
    """The rule has no agency; it added its proposals."""
    NO_RULE = "no_rule"
    """No rule that matched could send it anywhere; what follows is the fallback."""
    UNKNOWN_AGENCY = "unknown_agency"
    """A strategy named an agency that the directory does not have."""
    ACCUSED = "accused"
    """The complaint is about this agency, or one above it."""
    TRIED = "tried"
    """The agency was tried before."""
    INACTIVE = "inactive"
    """The agency does not exist on the day of receipt."""
    NOT_COMPETENT = "not_competent"
    """The complaint's region or category is not the agency's."""
    NO_LIAISON = "no_liaison"
    """The agency has no liaison officer on the day of receipt, but its parent has one."""
    NOT_IN_FORCE = "not_in_force"
    """The rule does not hold on the day of receipt."""
    FAILED = "failed"
    """The code that was plugged in raised an error, and was passed over."""


OUTCOME_LABELS: FrozenDict[Outcome, Message] = FrozenDict(
    {outcome: Message(f"outcome.{outcome}") for outcome in Outcome}
)
"""What a step says, by outcome."""

VIA_LABELS: FrozenDict[str, Message] = FrozenDict(
    {
        "rule": Message("via.rule"),
        "supporting": Message("via.supporting"),
        "classifier": Message("via.classifier"),
        "front_desk": Message("via.front_desk"),
        "root": Message("via.root"),
        "normaliser": Message("via.normaliser"),
    }
)
"""What the sources of a step are called."""


@frozen
class Step(Described):
    """One step on the way: a rule that matched, a strategy, a desk, and what came of it.

    Attributes:
        source: What the step is about.
        outcome: What came of it.
        agency: The code of the agency in question, if one is.
        rule: The rule's id, or the name of the strategy or normaliser.
        clauses: Which parts of the rule matched, and with which words.
    """

    source: Source
    outcome: Outcome
    agency: str | None = None
    rule: str | None = None
    clauses: tuple[Clause, ...] = ()

    def _full(self, language: Language) -> str:
        """Say in a sentence what happened."""
        said = OUTCOME_LABELS[self.outcome].fill(language, agency=self.agency)
        if self.outcome is Outcome.NO_RULE:
            return said
        who = VIA_LABELS[self.source].fill(language, rule=self.rule or "")
        because = f" ({'; '.join(map(str, self.clauses))})" if self.clauses else ""
        return f"{who.strip()}{because}: {said}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "source": self.source,
            "outcome": self.outcome.value,
            "agency": self.agency,
            "rule": self.rule,
            "clauses": [clause.to_dict() for clause in self.clauses],
            "message": self.describe(language),
        }


@shown_short
@frozen(repr=False)
class Route(Described):
    """A proposal where a complaint should go; in LAPOR! an admin disposes.

    Attributes:
        agency: The code of the agency that should handle it.
        via: Who decided.
        supporting: The agencies that help.
        rule: The id of the rule, if one decided.
        trace: Every step in order: the remarks, what was passed over and why, and the decision.
        proposals: What all rules that matched propose, the higher rule first.
    """

    agency: str
    via: Via
    supporting: tuple[str, ...] = ()
    rule: str | None = None
    trace: tuple[Step, ...] = ()
    proposals: Proposals = field(factory=Proposals)

    @property
    def decision(self) -> Step:
        """The step that decided."""
        return next(step for step in self.trace if step.outcome is Outcome.DECIDED)

    def _short(self, language: Language) -> str:
        """Say where it goes and who decided that: ``DPU (rule roads)``."""
        who = VIA_LABELS[self.via].fill(language, rule=self.rule or "")
        return f"{self.agency} ({who.strip()})"

    def _full(self, language: Language) -> str:
        """Say in a sentence where it goes and why."""
        who = VIA_LABELS[self.via].fill(language, rule=self.rule or "")
        because = "".join(f"; {clause}" for clause in self.decision.clauses)
        support = _SUPPORT.fill(language, found=", ".join(self.supporting))
        proposed = _PROPOSED.fill(language, found=self.proposals.describe(language))
        return (
            f"{self.agency} ({who.strip()}{because})"
            f"{support if self.supporting else ''}{proposed if self.proposals else ''}"
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "agency": self.agency,
            "supporting": list(self.supporting),
            "via": self.via,
            "rule": self.rule,
            "proposals": self.proposals.to_data(),
            "trace": [step.to_dict(language) for step in self.trace],
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<Route {self.describe(short=True)}>"


_SUPPORT = Message("route.support")
_PROPOSED = Message("route.proposed")
