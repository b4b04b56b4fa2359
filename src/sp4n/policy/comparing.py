"""Comparing two policies: exactly by their rules, and by replay of complaints and cases.

The items are worked on in batches, by whatever `map` is given, and what comes of them is put
together in their order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.model import Complaint
from sp4n.policy.comparison import ClockChange, Comparison, Load, Move
from sp4n.progress import Progress, told_while
from sp4n.routing import Route
from sp4n.routing.analysis import BookDifferences, differences
from sp4n.sla import Reading
from sp4n.validation import function_fault, instant_fault, items_or_as_given, refuse, type_fault
from sp4n.workflow import Case, Divergence, replay

if TYPE_CHECKING:
    from sp4n.policy.policy import Policy

__all__ = ["Item", "compare"]

Item = Complaint | Case
"""What is replayed."""

_BATCH_ITEMS = 5_000  # own choice: a batch brings both policies along, and is one step of progress
_FEWEST_BATCHES = 20  # own choice: so that short work shows progress too


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
    refuse(
        *_item_faults(given),
        None if now is None else instant_fault(now, "now"),
        function_fault(map, "map"),
    )
    rules, rules_fault = _compared_rules(before, after)
    size = max(1, min(_BATCH_ITEMS, -(-len(given) // _FEWEST_BATCHES)))
    batches = [_Batch(at, given[at : at + size]) for at in range(0, len(given), size)]
    found: list[_Found] = []
    with told_while(progress, len(given)) as tell:
        for one in map(_Replay(before, after, now), batches):
            if isinstance(one, _Found):
                found.append(one)
                tell(one.items_count)
    found.sort(key=_place)
    _refuse_lost(batches, found)
    return Comparison(
        _name(before),
        _name(after),
        len(given),
        rules,
        rules_fault,
        tuple(move for one in found for move in one.moves),
        _loads(found),
        tuple(change for one in found for change in one.clocks),
        tuple(divergence for one in found for divergence in one.divergences),
    )


def _item_faults(given: object) -> Iterator[Fault | None]:
    if not isinstance(given, tuple):
        yield type_fault(tuple, given, "items", "a list")
        return
    for place, one in enumerate(given):
        if not isinstance(one, Complaint | Case):
            yield type_fault(Complaint, one, f"items[{place}]", "a complaint")


def _compared_rules(
    before: "Policy", after: "Policy"
) -> tuple[BookDifferences | None, Fault | None]:
    try:
        return differences(before.router, after.router), None
    except InvalidValue as error:
        return None, error.faults[0]


@frozen
class _Batch:
    """Some items that follow each other, from a place on."""

    place: int
    items: tuple[Item, ...]


@frozen
class _Found:
    """What came of a batch."""

    place: int
    items_count: int
    before: Counter[str]
    after: Counter[str]
    moves: tuple[Move, ...]
    clocks: tuple[ClockChange, ...]
    divergences: tuple[Divergence, ...]


def _place(found: _Found) -> int:
    return found.place


def _refuse_lost(batches: Sequence[_Batch], found: Sequence[_Found]) -> None:
    """Refuse what a foreign `map` gave when it is not one answer for each batch."""
    asked = [(one.place, len(one.items)) for one in batches]
    given = [(one.place, one.items_count) for one in found]
    refuse(None if asked == given else fault("lost_answers", "map"))


@frozen
class _Replay:
    """Does to a batch what both policies would: it can be sent to another process."""

    before: "Policy"
    after: "Policy"
    now: datetime | None

    def __call__(self, batch: _Batch) -> _Found:
        before, after = Counter[str](), Counter[str]()
        moves: list[Move] = []
        clocks: list[ClockChange] = []
        divergences: list[Divergence] = []
        by_before, by_after = _Routing(self.before), _Routing(self.after)
        judges = self._judges_histories()
        for item in batch.items:
            here, there = by_before.agency(item), by_after.agency(item)
            before[here] += 1
            after[there] += 1
            if here != there:
                moves.append(Move(item.number, by_before.route(item), by_after.route(item)))
            if isinstance(item, Case):
                clocks += self._changed_clocks(item)
                divergences += self._divergence(item) if judges else ()
        counted = (batch.place, len(batch.items), before, after)
        return _Found(*counted, tuple(moves), tuple(clocks), tuple(divergences))

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
            {one.standard.code: one for one in policy.assess(case, now=self.now)}
            for policy in (self.before, self.after)
        )
        for code in dict.fromkeys((*before, *after)):
            here, there = before.get(code), after.get(code)
            if _shown(here) != _shown(there):
                yield ClockChange(case.number, code, here, there)

    def _divergence(self, case: Case) -> Iterator[Divergence]:
        """Give the first fact that the other policy would refuse, unless this one would as well."""
        there = replay(self.after.procedure, case)
        if there is not None and replay(self.before.procedure, case) is None:
            yield there


class _Routing:
    """Routes items by one policy, on the day on which each was received."""

    def __init__(self, policy: "Policy") -> None:
        self._policy = policy
        self._date_of = policy.calendar().nearest_date_of

    def agency(self, item: Item) -> str:
        """Find the agency, without a trace where a rule decides."""
        complaint = _complaint(item)
        rule = self._policy.router.deciding_rule(complaint, on=self._date_of(_received_at(item)))
        return self.route(item).agency if rule is None or rule.to is None else rule.to

    def route(self, item: Item) -> Route:
        """Route it in full."""
        return self._policy.route(_complaint(item), at=_received_at(item))


def _complaint(item: Item) -> Complaint:
    return item.complaint if isinstance(item, Case) else item


def _received_at(item: Item) -> datetime:
    return item.events[0].at if isinstance(item, Case) else item.submitted_at


def _shown(reading: Reading | None) -> tuple[object, ...] | None:
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


def _name(policy: "Policy") -> str:
    return f"{policy.name} {policy.version}"
