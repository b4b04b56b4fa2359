"""What another policy would do differently: exact differences, moves, loads and clocks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message
from sp4n.policy.lab.changes import (
    CLOCK_COUNT_COLUMNS,
    LOAD_COLUMNS,
    ClockChange,
    ClockCount,
    HandlingChange,
    Load,
    Move,
)
from sp4n.policy.lab.part_changes import PartChange
from sp4n.quiet import shown_short
from sp4n.routing import Proposals
from sp4n.routing.analysis import BookDifferences
from sp4n.tables import Cell, Kind, Shape, Table, table_named
from sp4n.workflow import Divergence

_SUMMARY = Message("comparison.summary")
_HANDLING = Message("comparison.handling")
_CLOCKS = Message("comparison.clocks")
_NOT_READ = Message("comparison.not_read")
_DIVERGENCES = Message("comparison.divergences")
_ELSEWHERE = Message("comparison.elsewhere")
_PARTS = Message("comparison.parts")
_TABLES_CHANGED = Message("comparison.tables_changed")
_MORE = Message("comparison.more")
_TIMERS = Message("comparison.timers")
_SHOWN_PARTS = 5  # own choice: the table has all


@shown_short
@frozen(repr=False)
class Comparison(Described):
    """What another policy would do differently.

    Attributes:
        before: The name and version of the one policy.
        after: And of the other.
        items_count: How many complaints and cases were given.
        rules: The exact differences of the rule books.
        rules_fault: Why there are none.
        moves: Complaints that go to another agency, in their order.
        loads: What each agency gets, those first that gain or lose most.
        clocks: The clocks that stand otherwise.
        divergences: The facts on record that the other policy's workflow would refuse or lead
            elsewhere, and this one's would not.
        now: The instant at which clocks were read; they were not, without it.
        cases_count: How many of the items were cases.
        handling: What else changes about each complaint.
        clock_counts: How many clocks there are by standard and agency, and how many are broken.
        parts: What differs between the policies themselves, whether it comes to anything or not.
        changed_tables: The versions of workflows that are another table in the other policy: open
            cases that are pinned to one would go on by the other table. Timers may change.
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
    now: datetime | None = None
    cases_count: int = 0
    handling: tuple[HandlingChange, ...] = ()
    clock_counts: tuple[ClockCount, ...] = ()
    parts: tuple[PartChange, ...] = ()
    changed_tables: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Both policies in short: their versions, where both have one name."""
        name, _, version = self.after.rpartition(" ")
        same = self.before.rpartition(" ")[0] == name
        return f"{self.before} -> {version if same else self.after}"

    @property
    def deadlines_moved(self) -> tuple[ClockChange, ...]:
        """The clocks that are due at another time."""
        return tuple(clock for clock in self.clocks if clock.is_deadline_moved)

    @property
    def breaches_appeared(self) -> tuple[ClockChange, ...]:
        """The clocks whose standard is broken by the other policy only."""
        return tuple(clock for clock in self.clocks if clock.breach == "appears")

    @property
    def breaches_vanished(self) -> tuple[ClockChange, ...]:
        """The clocks whose standard is broken by the first policy only."""
        return tuple(clock for clock in self.clocks if clock.breach == "vanishes")

    @property
    def clocks_read(self) -> tuple[int, int] | None:
        """How many clocks have started by the one and by the other; None if they were not read."""
        if self.now is None:
            return None
        return self._total("clocks_before"), self._total("clocks_after")

    @property
    def breaches_counts(self) -> tuple[int, int] | None:
        """How many standards are broken by the one and by the other; None if they were not read."""
        if self.now is None:
            return None
        return self._total("breaches_before"), self._total("breaches_after")

    def _total(self, name: str) -> int:
        return sum(getattr(count, name) for count in self.clock_counts)

    def table(self, name: str) -> Table:
        """Give a table: ``moves``, ``handling``, ``loads``, ``parts`` or ``divergences``.

        Or, of clocks: ``clocks``, ``deadlines`` (those that move), ``breaches`` (that appear or
        vanish) and ``clock_counts``. UnknownCode for another name.

        >>> from sp4n.sample import sample_complaints, sample_policy
        >>> policy = sample_policy()
        >>> policy.compare(policy, sample_complaints(9)).table("loads").columns[:4]
        ('agency', 'before', 'after', 'gain')
        """
        return table_named(name, _TABLES, found=self)

    def _full(self, language: Language) -> str:
        """Say in a few lines what changes, without the single complaints."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        if self.items_count:
            facts = {"title": self.title, "moves": len(self.moves), "items": self.items_count}
            yield _SUMMARY.fill(language, **facts)
        if self.handling:
            yield self._handling_line(language)
        if self.cases_count:
            yield self._clocks_line(language)
        refused = {fact.case for fact in self.divergences if fact.is_refused}
        elsewhere = {fact.case for fact in self.divergences if not fact.is_refused}
        for sentence, numbers in ((_DIVERGENCES, refused), (_ELSEWHERE, elsewhere)):
            if numbers:
                yield sentence.fill(language, n=len(numbers), after=self.after)
        for told in (self.rules, self.rules_fault):
            if told is not None:
                yield told.describe(language)
        if self.parts:
            yield self._parts_line(language)
        if self.changed_tables:
            yield _TABLES_CHANGED.fill(language, workflows=self.changed_tables)

    def _handling_line(self, language: Language) -> str:
        return _HANDLING.fill(
            language,
            received=sum(change.is_received_elsewhere for change in self.handling),
            supporting=sum(change.has_other_support for change in self.handling),
            proposals=sum(change.has_other_proposals for change in self.handling),
        )

    def _clocks_line(self, language: Language) -> str:
        if self.now is None or self.clocks_read is None or self.breaches_counts is None:
            return _NOT_READ.describe(language)
        before, after = self.breaches_counts
        return _CLOCKS.fill(
            language,
            now=self.now.isoformat(" ", "minutes"),
            read=max(self.clocks_read),
            n=len(self.clocks),
            moved=len(self.deadlines_moved),
            before=before,
            after=after,
            appear=len(self.breaches_appeared),
            vanish=len(self.breaches_vanished),
        )

    def _parts_line(self, language: Language) -> str:
        said = [part.describe(language) for part in self.parts[:_SHOWN_PARTS]]
        if len(self.parts) > _SHOWN_PARTS:
            said.append(_MORE.fill(language, n=len(self.parts) - _SHOWN_PARTS))
        line = _PARTS.fill(language, parts="; ".join(said))
        has_timers = any(part.part == "timer" for part in self.parts)
        return f"{line} {_TIMERS.describe(language)}" if has_timers else line

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; ``clocks_read`` is None when they were not read."""
        read, breaches = self.clocks_read, self.breaches_counts
        return {
            "before": self.before,
            "after": self.after,
            "parts": [part.to_dict(language) for part in self.parts],
            "changed_tables": list(self.changed_tables),
            "items": self.items_count,
            "cases": self.cases_count,
            "now": None if self.now is None else self.now.isoformat(),
            "rules": None if self.rules is None else self.rules.to_dict(language),
            "rules_fault": self.rules_fault and self.rules_fault.to_dict(language),
            "moves": [move.to_dict(language) for move in self.moves],
            "handling": [change.to_dict(language) for change in self.handling],
            "loads": [load.to_dict() for load in self.loads],
            "clocks_read": None if read is None else list(read),
            "breaches": None if breaches is None else list(breaches),
            "clock_counts": [count.to_dict() for count in self.clock_counts],
            "clocks": [clock.to_dict(language) for clock in self.clocks],
            "divergences": [fact.to_dict(language) for fact in self.divergences],
        }

    def __repr__(self) -> str:
        moved = f"{len(self.moves)} of {self.items_count} move"
        return f"<Comparison {self.before}, {self.after}: {moved}>"


_Rows = Iterator[tuple[Cell, ...]]

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "moves": (
        *("number", "before_agency", "before_via", "before_rule"),
        *("after_agency", "after_via", "after_rule"),
    ),
    "handling": (
        *("number", "before_received_by", "after_received_by"),
        *("before_supporting", "after_supporting"),
        *("before_classification", "after_classification", "before_flags", "after_flags"),
    ),
    "parts": ("part", "name", "before", "after", "details"),
}
"""Tables of texts only."""

_CLOCK: Mapping[str, Kind] = {
    "number": "text",
    "standard": "text",
    "run": "whole",
    "agency": "text",
    "before_state": "text",
    "after_state": "text",
    "before_limit": "text",
    "after_limit": "text",
    "before_due_on": "date",
    "after_due_on": "date",
    "before_due_at": "instant",
    "after_due_at": "instant",
    "moved_days": "whole",
    "moved_working_days": "whole",
    "breach": "text",
    "causes": "text",
    "changed_days": "text",
}
_DIVERGENCE: Mapping[str, Kind] = {
    "number": "text",
    "event": "whole",
    "command": "text",
    "at": "instant",
    "reasons": "text",
}


def _texts(name: str) -> dict[str, Kind]:
    return dict.fromkeys(_TEXTS[name], "text")


def _moves(comparison: Comparison) -> _Rows:
    for move in comparison.moves:
        routes = (move.before, move.after)
        yield move.number, *(told for to in routes for told in (to.agency, to.via, to.rule))


def _handling(comparison: Comparison) -> _Rows:
    for change in comparison.handling:
        classes = (proposed.classification for proposed in change.proposals)
        yield (
            change.number,
            *change.received_by,
            *map(_listed, change.supporting),
            *(None if of_class is None else of_class.value for of_class in classes),
            *map(_flags, change.proposals),
        )


def _flags(proposals: Proposals) -> str | None:
    return _listed(name for name, value in proposals.to_data().items() if value is True)


def _listed(words: Iterable[str]) -> str | None:
    return ", ".join(words) or None


def _clocks(changes: Iterable[ClockChange]) -> _Rows:
    for change in changes:
        readings = (change.before, change.after)
        yield (
            change.number,
            change.standard,
            change.run,
            change.agency,
            *(None if reading is None else reading.state.value for reading in readings),
            *(None if limit is None else str(limit) for limit in change.limits),
            *change.due_on,
            *change.due_at,
            change.moved_days,
            change.moved_working_days,
            change.breach,
            _listed(change.causes),
            _listed(day.date.isoformat() for day in change.changed_days),
        )


def _breaches(comparison: Comparison) -> _Rows:
    return _clocks((*comparison.breaches_appeared, *comparison.breaches_vanished))


def _divergences(comparison: Comparison) -> _Rows:
    for fact in comparison.divergences:
        reasons = _listed(reason.code for reason in fact.reasons)
        yield fact.case, fact.event, fact.kind, fact.at, reasons


def _parts(comparison: Comparison) -> _Rows:
    for part in comparison.parts:
        yield part.part, part.name, part.before, part.after, _listed(part.details)


_TABLES: Mapping[str, Shape[Comparison]] = FrozenDict(
    {
        "moves": Shape(_texts("moves"), _moves),
        "handling": Shape(_texts("handling"), _handling),
        "loads": Shape(LOAD_COLUMNS, lambda comparison: map(_values, comparison.loads)),
        "clocks": Shape(_CLOCK, lambda comparison: _clocks(comparison.clocks)),
        "deadlines": Shape(_CLOCK, lambda comparison: _clocks(comparison.deadlines_moved)),
        "breaches": Shape(_CLOCK, _breaches),
        "clock_counts": Shape(
            CLOCK_COUNT_COLUMNS, lambda comparison: map(_values, comparison.clock_counts)
        ),
        "divergences": Shape(_DIVERGENCE, _divergences),
        "parts": Shape(_texts("parts"), _parts),
    }
)


def _values(row: Load | ClockCount) -> Iterable[Any]:
    return row.to_dict().values()
