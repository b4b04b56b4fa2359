"""Comparing two policies: exactly by their rules, and by replay of complaints and cases."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import define, field, frozen

from sp4n.errors import Fault, InvalidValue
from sp4n.policy.lab.batches import Item, refuse_wrong_items, worked_in_batches
from sp4n.policy.lab.changes import ClockChange, ClockCount, HandlingChange, Load, Move
from sp4n.policy.lab.comparison import Comparison
from sp4n.policy.lab.part_changes import part_changes
from sp4n.policy.lab.rerouting import Handling, RerouterPair
from sp4n.policy.parts import PolicyParts
from sp4n.progress import Progress
from sp4n.routing import Route
from sp4n.routing.analysis import BookDifferences, differences
from sp4n.sla import ClockState, Reading
from sp4n.validation import items_or_as_given
from sp4n.workflow import Case, Divergence, replay
from sp4n.workflow.versions import Tables, changed_tables


def compare(
    before: PolicyParts,
    after: PolicyParts,
    items: Iterable[Item] = (),
    *,
    now: datetime | None = None,
    progress: Progress = False,
    map: Callable[..., Iterable[Any]] = map,  # noqa: A002  # what every executor calls it
) -> Comparison:
    """Find out what another policy would do differently; see `Policy.compare`."""
    given = items_or_as_given(items)
    refuse_wrong_items(given, now, map)
    rules, rules_fault = _compared_rules(before, after)
    work = _ReplayByBoth(before, after, now)
    told = _Told()
    for batch in worked_in_batches(work, given, progress=progress, map=map):
        told.add(batch)
    return Comparison(
        before.title,
        after.title,
        len(given),
        rules,
        rules_fault,
        tuple(told.moves),
        _loads(told),
        tuple(told.clocks),
        tuple(told.divergences),
        now=now,
        cases_count=sum(isinstance(item, Case) for item in given),
        handling=tuple(told.handling),
        clock_counts=_clock_counts(told),
        parts=part_changes(before, after),
        changed_tables=changed_tables(*map(_tables, (before, after))),
    )


def _tables(policy: PolicyParts) -> Tables:
    return Tables(policy.workflow, policy.older_workflows)


def _compared_rules(
    before: PolicyParts, after: PolicyParts
) -> tuple[BookDifferences | None, Fault | None]:
    try:
        return differences(before.router, after.router), None
    except InvalidValue as error:
        return None, error.faults[0]


_Clock = tuple[str, str | None]  # a standard, and whose clock it is


@define
class _Side:
    """What one of both policies does with some items, counted."""

    agencies: Counter[str] = field(factory=Counter)
    helpers: Counter[str] = field(factory=Counter)
    receivers: Counter[str] = field(factory=Counter)
    clocks: Counter[_Clock] = field(factory=Counter)
    breaches: Counter[_Clock] = field(factory=Counter)

    def count(self, handling: Handling) -> None:
        self.agencies[handling.agency] += 1
        self.helpers.update(handling.supporting)
        if handling.received_by is not None:
            self.receivers[handling.received_by] += 1

    def read(self, reading: Reading, holder: str | None) -> None:
        if reading.run is not None:
            clock = reading.standard.code, reading.charged_to(holder)
            self.clocks[clock] += 1
            self.breaches[clock] += reading.is_breach

    def add(self, batch: "_Side") -> None:
        self.agencies.update(batch.agencies)
        self.helpers.update(batch.helpers)
        self.receivers.update(batch.receivers)
        self.clocks.update(batch.clocks)
        self.breaches.update(batch.breaches)


@define
class _Told:
    """What came of some items."""

    before: _Side = field(factory=_Side)
    after: _Side = field(factory=_Side)
    moves: list[Move] = field(factory=list)
    handling: list[HandlingChange] = field(factory=list)
    clocks: list[ClockChange] = field(factory=list)
    divergences: list[Divergence] = field(factory=list)

    def add(self, batch: "_Told") -> None:
        self.before.add(batch.before)
        self.after.add(batch.after)
        self.moves += batch.moves
        self.handling += batch.handling
        self.clocks += batch.clocks
        self.divergences += batch.divergences


@frozen
class _ReplayByBoth:
    """Does to some items what both policies would: it can be sent to another process."""

    before: PolicyParts
    after: PolicyParts
    now: datetime | None

    def __call__(self, items: tuple[Item, ...]) -> _Told:
        told, rerouters = _Told(), RerouterPair(self.before, self.after)
        judges, reads_alike = self._judges_histories(), self._reads_clocks_alike()
        for item in items:
            self._route(item, rerouters, told)
            if isinstance(item, Case):
                self._read_clocks(item, told, alike=reads_alike)
                told.divergences += self._divergences(item) if judges else ()
        return told

    def _route(self, item: Item, rerouters: RerouterPair, told: _Told) -> None:
        before, after = both = rerouters.handlings(item)
        told.before.count(before)
        told.after.count(after)
        if before[:3] == after[:3] and rerouters.surely_propose_alike(both):
            return
        routes = rerouters.routes(item, both)
        if before.agency != after.agency:
            told.moves.append(Move(item.number, *routes))
        told.handling += self._handling(item.number, both, routes)

    def _handling(
        self, number: str, handlings: tuple[Handling, Handling], routes: tuple[Route, Route]
    ) -> Iterator[HandlingChange]:
        (before, after), (here, there) = handlings, routes
        received_by = before.received_by, after.received_by
        supporting = before.supporting, after.supporting
        proposals = here.proposals, there.proposals
        if any(was != now for was, now in (received_by, supporting, proposals)):
            yield HandlingChange(number, received_by, supporting, proposals)

    def _judges_histories(self) -> bool:
        """Tell whether the workflows could differ about a history."""
        return (self.before.workflow, self.before.directory) != (
            self.after.workflow,
            self.after.directory,
        ) or self.before.calendar() != self.after.calendar()

    def _reads_clocks_alike(self) -> bool:
        """Tell whether there is nothing about which two clocks could differ."""
        return _clock_parts(self.before) == _clock_parts(self.after)

    def _read_clocks(self, case: Case, told: _Told, *, alike: bool) -> None:
        if self.now is None:
            return
        then = case.as_of(self.now)
        if then is None:
            return
        before = _readings(self.before, then, self.now)
        after = before if alike else _readings(self.after, then, self.now)
        for side, readings in ((told.before, before), (told.after, after)):
            for reading in readings.values():
                side.read(reading, then.holder)
        if not alike:
            told.clocks += _changes(then, before, after)

    def _divergences(self, case: Case) -> Iterator[Divergence]:
        """Give the facts that the other policy refuses or leads elsewhere, and this one does not.

        What both refuse is no difference, whatever their reasons.
        """
        here: set[object] | None = None
        for fact in replay(self.after.procedure, case):
            if here is None:
                here = {_outcome(known) for known in replay(self.before.procedure, case)}
            if _outcome(fact) not in here:
                yield fact


def _outcome(fact: Divergence) -> tuple[int, object]:
    return fact.event, "refused" if fact.is_refused else fact.reasons


def _clock_parts(policy: PolicyParts) -> tuple[object, ...]:
    return policy.standards, policy.calendar_settings, policy.decrees, policy.amendments


_Readings = dict[tuple[str, int], Reading]


def _readings(policy: PolicyParts, case: Case, now: datetime) -> _Readings:
    """Read every run of every clock, by its standard and its number."""
    report = policy.assess(case, now=now)
    readings = (*report.earlier, *report.readings)
    return {(reading.standard.code, reading.run_number): reading for reading in readings}


def _changes(case: Case, before: _Readings, after: _Readings) -> Iterator[ClockChange]:
    for key in dict.fromkeys((*before, *after)):
        here, there = before.get(key), after.get(key)
        if _shown(here) != _shown(there):
            standard, run = key
            reading = here if there is None else there
            agency = None if reading is None else reading.charged_to(case.holder)
            yield ClockChange(case.number, standard, here, there, run, agency)


def _shown(reading: Reading | None) -> tuple[object, ...] | None:
    """Give what of a clock is compared: how it stands, and when it is due.

    Or, while it is paused and nobody knows when it is due, what will be left.
    """
    if reading is None:
        return None
    state = reading.state
    if state is ClockState.PAUSED:
        return state, reading.days_left, reading.hours_left
    return state, reading.counts_on, reading.counts_at


def _loads(told: _Told) -> tuple[Load, ...]:
    """Give what each agency gets, those first that gain or lose most."""
    before, after = told.before, told.after
    pairs = (
        (before.agencies, after.agencies),
        (before.helpers, after.helpers),
        (before.receivers, after.receivers),
    )
    names = dict.fromkeys(name for pair in pairs for counts in pair for name in counts)
    loads = (Load(name, *(counts[name] for pair in pairs for counts in pair)) for name in names)
    return tuple(sorted(loads, key=_by_gain))


def _by_gain(load: Load) -> tuple[int, int, str]:
    return -abs(load.gain), -abs(load.supporting_gain) - abs(load.received_gain), load.agency


def _clock_counts(told: _Told) -> tuple[ClockCount, ...]:
    before, after = told.before, told.after
    clocks = sorted({**before.clocks, **after.clocks}, key=lambda key: (key[0], key[1] or ""))
    sides = (before.clocks, before.breaches, after.clocks, after.breaches)
    return tuple(ClockCount(*key, *(counts[key] for counts in sides)) for key in clocks)
