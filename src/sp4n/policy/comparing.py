"""Comparing two policies: exactly by their rules, and by replay of complaints and cases."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from sp4n.errors import Fault, InvalidValue
from sp4n.policy.batches import Item, refuse_wrong_items, worked_in_batches
from sp4n.policy.comparison import ClockChange, Comparison, Load, Move
from sp4n.policy.rerouting import Rerouting
from sp4n.progress import Progress
from sp4n.routing.analysis import BookDifferences, differences
from sp4n.sla import Reading
from sp4n.validation import items_or_as_given
from sp4n.workflow import Case, Divergence, replay

if TYPE_CHECKING:
    from sp4n.policy.policy import Policy

__all__ = ["compare"]


def compare(
    before: "Policy",
    after: "Policy",
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
    replayed = _Replay(before, after, now)
    found = worked_in_batches(replayed, given, progress=progress, map=map)
    return Comparison(
        before.title,
        after.title,
        len(given),
        rules,
        rules_fault,
        tuple(move for one in found for move in one.moves),
        _loads(found),
        tuple(change for one in found for change in one.clocks),
        tuple(divergence for one in found for divergence in one.divergences),
    )


def _compared_rules(
    before: "Policy", after: "Policy"
) -> tuple[BookDifferences | None, Fault | None]:
    try:
        return differences(before.router, after.router), None
    except InvalidValue as error:
        return None, error.faults[0]


@frozen
class _Found:
    """What came of a batch."""

    before: Counter[str]
    after: Counter[str]
    moves: tuple[Move, ...]
    clocks: tuple[ClockChange, ...]
    divergences: tuple[Divergence, ...]


@frozen
class _Replay:
    """Does to some items what both policies would: it can be sent to another process."""

    before: "Policy"
    after: "Policy"
    now: datetime | None

    def __call__(self, items: tuple[Item, ...]) -> _Found:
        before, after = Counter[str](), Counter[str]()
        moves: list[Move] = []
        clocks: list[ClockChange] = []
        divergences: list[Divergence] = []
        by_before, by_after = Rerouting(self.before), Rerouting(self.after)
        judges = self._judges_histories()
        for item in items:
            here, there = by_before.agency(item), by_after.agency(item)
            before[here] += 1
            after[there] += 1
            if here != there:
                moves.append(Move(item.number, by_before.route(item), by_after.route(item)))
            if isinstance(item, Case):
                clocks += self._changed_clocks(item)
                divergences += self._divergence(item) if judges else ()
        return _Found(before, after, tuple(moves), tuple(clocks), tuple(divergences))

    def _judges_histories(self) -> bool:
        """Tell whether the workflows could differ about a history."""
        return (self.before.workflow, self.before.directory) != (
            self.after.workflow,
            self.after.directory,
        ) or self.before.calendar() != self.after.calendar()

    def _changed_clocks(self, case: Case) -> Iterator[ClockChange]:
        if self.now is None:
            return
        before, after = (
            _readings(self.before, case, self.now),
            _readings(self.after, case, self.now),
        )
        for key in dict.fromkeys((*before, *after)):
            here, there = before.get(key), after.get(key)
            if _compared(here) != _compared(there):
                standard, run = key
                yield ClockChange(case.number, standard, here, there, run)

    def _divergence(self, case: Case) -> Iterator[Divergence]:
        """Give the first fact that the other policy would refuse, unless this one would as well."""
        there = replay(self.after.procedure, case)
        if there is not None and replay(self.before.procedure, case) is None:
            yield there


def _readings(policy: "Policy", case: Case, now: datetime) -> dict[tuple[str, int], Reading]:
    """Read every run of every clock, by its standard and its number."""
    report = policy.assess(case, now=now)
    readings = (*report.earlier, *report.readings)
    return {(one.standard.code, one.run_number): one for one in readings}


def _compared(reading: Reading | None) -> tuple[object, ...] | None:
    """Give what of a clock is compared: how it stands, and when it is due."""
    if reading is None:
        return None
    return (
        reading.state,
        reading.counts_on,
        reading.counts_at,
        reading.days_left,
        reading.hours_left,
    )


def _loads(found: Iterable[_Found]) -> tuple[Load, ...]:
    before, after = Counter[str](), Counter[str]()
    for one in found:
        before.update(one.before)
        after.update(one.after)
    loads = (Load(agency, before[agency], after[agency]) for agency in {**before, **after})
    return tuple(sorted(loads, key=lambda load: (-abs(load.gain), load.agency)))
