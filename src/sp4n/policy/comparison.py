"""What another policy would do differently: exact differences, moves, loads and clocks."""

from collections.abc import Iterator

from attrs import frozen

from sp4n.errors import Fault
from sp4n.labels import Label, Language
from sp4n.routing import Route
from sp4n.routing.analysis import BookDifferences
from sp4n.sla import Reading
from sp4n.sla.words import in_brief
from sp4n.workflow import Divergence

__all__ = ["ClockChange", "Comparison", "Load", "Move"]

_SUMMARY = Label(
    id="{moves} dari {items} berpindah instansi: {before} -> {after}",
    en="{moves} of {items} go to another agency: {before} -> {after}",
)
_CLOCKS = Label(
    id="{n} jam layanan berubah, {states} di antaranya ke keadaan lain",
    en="{n} clocks are otherwise, {states} of them in another state",
)
_DIVERGENCES = Label(
    id="{n} riwayat akan ditolak oleh {after}", en="{n} histories would be refused by {after}"
)
_NO_CLOCK = Label(id="tanpa jam", en="no clock")


@frozen(repr=False)
class Move:
    """A complaint that goes to another agency; `before` and `after` say why."""

    number: str
    before: Route
    after: Route

    def message(self, language: Language = "en") -> str:
        """Say in a sentence what changes."""
        before, after = self.before.in_brief(language), self.after.in_brief(language)
        return f"{self.number}: {before} -> {after}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "number": self.number,
            "before": self.before.to_dict(language),
            "after": self.after.to_dict(language),
        }

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return f"<Move {self}>"


@frozen(repr=False)
class ClockChange:
    """A clock of a case that stands otherwise, or is due at another time; None where there is none.

    `standard` is the code of the clock's service standard.
    """

    number: str
    standard: str
    before: Reading | None
    after: Reading | None

    @property
    def is_other_state(self) -> bool:
        """Tell whether it is met, overdue, … by the one and not by the other."""
        before, after = (one and one.state for one in (self.before, self.after))
        return before is not after

    def message(self, language: Language = "en") -> str:
        """Say in a sentence what changes."""
        before, after = (
            _NO_CLOCK.text(language) if one is None else in_brief(one, language)
            for one in (self.before, self.after)
        )
        return f"{self.number}: {before} -> {after}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "number": self.number,
            "standard": self.standard,
            "before": self.before and self.before.to_dict(language),
            "after": self.after and self.after.to_dict(language),
        }

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return f"<ClockChange {self}>"


@frozen
class Load:
    """How many of the complaints an agency gets by the one policy and by the other."""

    agency: str
    before: int
    after: int

    @property
    def gain(self) -> int:
        """How many more it gets; negative when fewer."""
        return self.after - self.before

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "agency": self.agency,
            "before": self.before,
            "after": self.after,
            "gain": self.gain,
        }


@frozen(repr=False)
class Comparison:
    """What another policy would do differently.

    `rules` are the exact differences of the rule books, None when `rules_fault` says why there are
    none. The rest speaks of the `items_count` complaints and cases given: `moves` to another
    agency, in their order; `loads` of the agencies, those first that gain or lose most; `clocks` of
    cases that stand otherwise at the instant asked for; `divergences`, the first fact of each case
    that the other policy's workflow would refuse and this one's would not.
    """

    before: str
    after: str
    items_count: int
    rules: BookDifferences | None
    rules_fault: Fault | None = None
    moves: tuple[Move, ...] = ()
    loads: tuple[Load, ...] = ()
    clocks: tuple[ClockChange, ...] = ()
    divergences: tuple[Divergence, ...] = ()

    def message(self, language: Language = "en") -> str:
        """Say in a few lines what changes, without the single complaints."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        facts = {"before": self.before, "after": self.after}
        if self.items_count:
            moved = {"moves": len(self.moves), "items": self.items_count}
            yield _SUMMARY.text(language, **moved, **facts)
        if self.clocks:
            states = sum(one.is_other_state for one in self.clocks)
            yield _CLOCKS.text(language, n=len(self.clocks), states=states)
        if self.divergences:
            yield _DIVERGENCES.text(language, n=len(self.divergences), **facts)
        for told in (self.rules, self.rules_fault):
            if told is not None:
                yield told.message(language)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "before": self.before,
            "after": self.after,
            "items": self.items_count,
            "rules": None if self.rules is None else self.rules.to_dict(language),
            "rules_fault": self.rules_fault and self.rules_fault.to_dict(language),
            "moves": [one.to_dict(language) for one in self.moves],
            "loads": [one.to_dict() for one in self.loads],
            "clocks": [one.to_dict(language) for one in self.clocks],
            "divergences": [one.to_dict(language) for one in self.divergences],
        }

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        moved = f"{len(self.moves)} of {self.items_count} move"
        return f"<Comparison {self.before}, {self.after}: {moved}>"
