"""Findings: what would let a complaint down, each with a code, a place and a witness.

They are to policies what faults are to values: nothing is refused, but somebody should know.
"""

from enum import StrEnum

from attrs import frozen

from sp4n.errors import Fact
from sp4n.labels import Described, Language, Message

__all__ = ["Finding", "Severity", "finding"]


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """A complaint can get stuck, or a rule can't do what it says."""
    WARNING = "warning"
    """Somebody should look at it."""


@frozen
class Finding(Described):
    """One thing found: a code, how bad, where (a key path), and the facts.

    `witness` is the way that shows it, statuses and commands in turn: ``("unverified", "verify",
    "verified")``; empty where no way could. `accepted_because` is the reason why a finding about
    LAPOR!'s own table is known and accepted: it stays a finding, but nobody need be told of it
    unless they ask. `words` are how facts that are codes are called in the message.
    """

    code: str
    severity: Severity
    where: str
    facts: tuple[tuple[str, Fact], ...] = ()
    witness: tuple[str, ...] = ()
    accepted_because: Described | None = None
    words: tuple[tuple[str, Described], ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Tell whether it is known, and accepted for a reason."""
        return self.accepted_because is not None

    def _full(self, language: Language) -> str:
        """Say in a sentence what was found."""
        facts = {**dict(self.facts), **dict(self.words)}
        return Message(f"finding.{self.code}").fill(language, **facts)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        because = self.accepted_because
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": self.where,
            "message": self.describe(language),
            "witness": list(self.witness),
            "accepted_because": None if because is None else because.describe(language),
        }

    def __str__(self) -> str:
        way = f" ({' -> '.join(self.witness)})" if self.witness else ""
        return f"{self.severity} {self.code} at {self.where}: {self.describe()}{way}"


def finding(code: str, severity: Severity, where: str, /, **facts: Fact) -> Finding:
    """Make a finding, its facts by name.

    >>> print(finding("dead_end", Severity.ERROR, "workflow.status.stuck", status="stuck"))
    error dead_end at workflow.status.stuck: the status stuck is open, but no way out of it is \
always available
    """
    return Finding(code, severity, where, tuple(facts.items()))
