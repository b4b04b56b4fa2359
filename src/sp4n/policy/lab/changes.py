"""What another policy changes about complaints: where they go, who helps, who gets how many."""

from attrs import field, frozen

from sp4n.labels import Described, Language, Template
from sp4n.routing import Proposals, Route


@frozen(repr=False)
class Move(Described):
    """A complaint that goes to another agency; `before` and `after` say why."""

    number: str
    before: Route
    after: Route

    def _full(self, language: Language) -> str:
        """Say in a sentence what changes."""
        before, after = (
            self.before.describe(language, short=True),
            self.after.describe(language, short=True),
        )
        return f"{self.number}: {before} -> {after}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "number": self.number,
            "before": self.before.to_dict(language),
            "after": self.after.to_dict(language),
        }

    def __repr__(self) -> str:
        return f"<Move {self}>"


_RECEIVED = Template(id="diterima {before} -> {after}", en="received by {before} -> {after}")
_SUPPORTED = Template(id="pendukung {before} -> {after}", en="supported by {before} -> {after}")
_PROPOSED = Template(id="usulan {before} -> {after}", en="proposed {before} -> {after}")


@frozen(repr=False)
class HandlingChange(Described):
    """What else changes about a complaint, beside the agency that should handle it.

    Each pair has the one policy's answer and the other's: `received_by` is the agency that verifies
    it (None for a case adopted from another system), `supporting` are those that help, `proposals`
    what the rules propose to the admin.
    """

    number: str
    received_by: tuple[str | None, str | None]
    supporting: tuple[tuple[str, ...], tuple[str, ...]]
    proposals: tuple[Proposals, Proposals]

    @property
    def is_received_elsewhere(self) -> bool:
        """Tell whether another agency verifies it."""
        return self.received_by[0] != self.received_by[1]

    @property
    def has_other_support(self) -> bool:
        """Tell whether other agencies help, or the same in another order."""
        return self.supporting[0] != self.supporting[1]

    @property
    def has_other_proposals(self) -> bool:
        """Tell whether something else is proposed."""
        return self.proposals[0] != self.proposals[1]

    def _full(self, language: Language) -> str:
        """Say in a sentence what changes."""
        pairs: tuple[tuple[Template, list[str]], ...] = (
            (_RECEIVED, [one or "" for one in self.received_by]),
            (_SUPPORTED, [", ".join(one) for one in self.supporting]),
            (_PROPOSED, [one.describe(language) for one in self.proposals]),
        )
        said = (
            label.fill(language, before=before or "-", after=after or "-")
            for label, (before, after) in pairs
            if before != after
        )
        return f"{self.number}: {'; '.join(said)}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON: each pair as a list."""
        return {
            "number": self.number,
            "received_by": list(self.received_by),
            "supporting": [list(one) for one in self.supporting],
            "proposals": [one.to_data() for one in self.proposals],
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<HandlingChange {self}>"


@frozen
class Load:
    """How much of the complaints an agency gets by the one policy and by the other.

    `before` and `after` count those that it should handle, the `supporting` ones those with which
    it should help, the `received` ones those that it verifies.
    """

    agency: str
    before: int
    after: int
    supporting_before: int = field(default=0, repr=False)
    supporting_after: int = field(default=0, repr=False)
    received_before: int = field(default=0, repr=False)
    received_after: int = field(default=0, repr=False)

    @property
    def gain(self) -> int:
        """How many more it should handle; negative when fewer."""
        return self.after - self.before

    @property
    def supporting_gain(self) -> int:
        """With how many more it should help; negative when fewer."""
        return self.supporting_after - self.supporting_before

    @property
    def received_gain(self) -> int:
        """How many more it verifies; negative when fewer."""
        return self.received_after - self.received_before

    @property
    def is_changed(self) -> bool:
        """Tell whether it gains or loses anything."""
        return bool(self.gain or self.supporting_gain or self.received_gain)

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "agency": self.agency,
            "before": self.before,
            "after": self.after,
            "gain": self.gain,
            "supporting_before": self.supporting_before,
            "supporting_after": self.supporting_after,
            "received_before": self.received_before,
            "received_after": self.received_after,
        }
