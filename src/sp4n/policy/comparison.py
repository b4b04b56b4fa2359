"""What another policy would do differently: exact differences, moves, loads and clocks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import frozen

from sp4n.errors import Fault, UnknownCode
from sp4n.labels import Label, Language
from sp4n.routing import Route
from sp4n.routing.analysis import BookDifferences
from sp4n.sla import Reading
from sp4n.sla.words import in_brief
from sp4n.tables import Cell, Table
from sp4n.validation import refuse, type_fault
from sp4n.workflow import Divergence

__all__ = ["ClockChange", "Comparison", "Load", "Move"]

_SUMMARY = Label(
    id="{moves} dari {items} berpindah instansi: {before} -> {after}",
    en="{moves} of {items} go to another agency: {before} -> {after}",
)
_CLOCKS = Label(
    id="jam layanan yang terbaca lain: {n}; tenggat bergeser: {moved}; pelanggaran muncul:"
    " {appear}, hilang: {vanish}",
    en="clocks read otherwise: {n}; deadlines moved: {moved}; breaches that appear: {appear},"
    " that vanish: {vanish}",
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

    `standard` is the code of the clock's service standard, `run` which run of it this is, from 1.
    """

    number: str
    standard: str
    before: Reading | None
    after: Reading | None
    run: int = 1

    @property
    def is_other_state(self) -> bool:
        """Tell whether it is met, overdue, … by the one and not by the other."""
        before, after = (one and one.state for one in (self.before, self.after))
        return before is not after

    @property
    def due_on(self) -> tuple[date | None, date | None]:
        """The due dates that count by the one and by the other; None where none is known."""
        before, after = self.before, self.after
        return (
            None if before is None else before.counts_on,
            None if after is None else after.counts_on,
        )

    @property
    def moved_days(self) -> int | None:
        """By how many calendar days the due date moves, positive for later.

        None where one of the two has none; 0 where it is due on the same day, perhaps at another
        hour.
        """
        before, after = self.due_on
        return None if before is None or after is None else (after - before).days

    @property
    def is_deadline_moved(self) -> bool:
        """Tell whether both know when it is due, and differ."""
        if self.before is None or self.after is None or self.moved_days is None:
            return False
        return self.moved_days != 0 or self.before.counts_at != self.after.counts_at

    @property
    def breach(self) -> Literal["appears", "vanishes"] | None:
        """Tell whether the standard is broken by the other policy only, or by the one only."""
        before, after = (one is not None and one.is_breach for one in (self.before, self.after))
        if before is after:
            return None
        return "appears" if after else "vanishes"

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
            "run": self.run,
            "moved_days": self.moved_days,
            "breach": self.breach,
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

    @property
    def deadlines_moved(self) -> tuple[ClockChange, ...]:
        """The clocks that are due at another time."""
        return tuple(one for one in self.clocks if one.is_deadline_moved)

    @property
    def breaches_appeared(self) -> tuple[ClockChange, ...]:
        """The clocks whose standard is broken by the other policy only."""
        return tuple(one for one in self.clocks if one.breach == "appears")

    @property
    def breaches_vanished(self) -> tuple[ClockChange, ...]:
        """The clocks whose standard is broken by the first policy only."""
        return tuple(one for one in self.clocks if one.breach == "vanishes")

    def table(self, name: str) -> Table:
        """Give a table: ``moves``, ``loads``, ``clocks``, ``deadlines``, ``breaches``.

        And ``divergences``. UnknownCode for another name.

        >>> from sp4n.policy import sample_complaints, sample_policy
        >>> policy = sample_policy()
        >>> policy.compare(policy, sample_complaints(9)).table("loads").columns
        ('agency', 'before', 'after', 'gain')
        """
        refuse(type_fault(str, name, "table", "text"))
        if name not in _TABLES:
            raise UnknownCode("table", name, _TABLES)
        columns, rows_of = _TABLES[name]
        return Table(name, columns, rows_of(self))

    def message(self, language: Language = "en") -> str:
        """Say in a few lines what changes, without the single complaints."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        facts = {"before": self.before, "after": self.after}
        if self.items_count:
            moved = {"moves": len(self.moves), "items": self.items_count}
            yield _SUMMARY.text(language, **moved, **facts)
        if self.clocks:
            counts = {
                "moved": len(self.deadlines_moved),
                "appear": len(self.breaches_appeared),
                "vanish": len(self.breaches_vanished),
            }
            yield _CLOCKS.text(language, n=len(self.clocks), **counts)
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


_Rows = Iterable[tuple[Cell, ...]]


def _moves(found: Comparison) -> _Rows:
    for one in found.moves:
        ways = (cell for way in (one.before, one.after) for cell in (way.agency, way.via, way.rule))
        yield one.number, *ways


def _loads(found: Comparison) -> _Rows:
    return ((one.agency, one.before, one.after, one.gain) for one in found.loads)


def _clocks(changes: Iterable[ClockChange]) -> _Rows:
    for one in changes:
        states = [None if read is None else read.state.value for read in (one.before, one.after)]
        yield (one.number, one.standard, one.run, *states, *one.due_on, one.moved_days, one.breach)


def _divergences(found: Comparison) -> _Rows:
    for one in found.divergences:
        reasons = ", ".join(reason.code for reason in one.reasons)
        yield one.case, one.event, one.kind, one.at, reasons


_CLOCK_COLUMNS = (
    "number", "standard", "run", "before_state", "after_state", "before_due_on", "after_due_on",
    "moved_days", "breach",
)  # fmt: skip
_TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Comparison], _Rows]]] = {
    "moves": (
        ("number", "before_agency", "before_via", "before_rule", "after_agency", "after_via",
         "after_rule"),
        _moves,
    ),
    "loads": (("agency", "before", "after", "gain"), _loads),
    "clocks": (_CLOCK_COLUMNS, lambda found: _clocks(found.clocks)),
    "deadlines": (_CLOCK_COLUMNS, lambda found: _clocks(found.deadlines_moved)),
    "breaches": (
        _CLOCK_COLUMNS,
        lambda found: _clocks((*found.breaches_appeared, *found.breaches_vanished)),
    ),
    "divergences": (("number", "event", "command", "at", "reasons"), _divergences),
}  # fmt: skip
