"""Simulating a policy: what it does with complaints and cases, one by one."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from sp4n.policy.lab.batches import Item, refuse_wrong_items, worked_in_batches
from sp4n.policy.lab.rerouting import Rerouting
from sp4n.policy.lab.simulation import Outcome, SimulatedClock, Simulation
from sp4n.progress import Progress
from sp4n.sla import Reading
from sp4n.validation import instant_fault, items_or_as_given, refuse
from sp4n.workflow import Case

if TYPE_CHECKING:
    from sp4n.policy.policy import Policy

__all__ = ["simulate"]


def simulate(
    policy: "Policy",
    items: Iterable[Item],
    *,
    now: datetime,
    progress: Progress = False,
    map: Callable[..., Iterable[Any]] = map,  # noqa: A002  # what every executor calls it
) -> Simulation:
    """Find out what a policy does with each item; see `Policy.simulate`."""
    given = items_or_as_given(items)
    refuse(instant_fault(now, "now"))
    refuse_wrong_items(given, now, map)
    policy.router  # noqa: B018  # refuses a policy that is not bound, even if nothing is given
    found = worked_in_batches(_Simulated(policy, now), given, progress=progress, map=map)
    outcomes = [outcome for batch in found for outcome in batch]
    return Simulation(policy.title, now, outcomes, standards=policy.standards)


@frozen
class _Simulated:
    """Does to some items what a policy does: it can be sent to another process."""

    policy: "Policy"
    now: datetime

    def __call__(self, items: tuple[Item, ...]) -> list[Outcome]:
        by = Rerouting(self.policy)
        return [self._outcome(item, by) for item in items]

    def _outcome(self, item: Item, by: Rerouting) -> Outcome:
        if isinstance(item, Case):
            case = item.as_of(self.now)
            holder, clocks = (None, ()) if case is None else (case.holder, self._clocks(case))
            return Outcome(item.number, *by.named(item), holder, clocks, is_later=case is None)
        return Outcome(item.number, *by.named(item), is_later=item.submitted_at > self.now)

    def _clocks(self, case: Case) -> tuple[SimulatedClock, ...]:
        report = self.policy.assess(case, now=self.now)
        return tuple(_clock(one, case.holder) for one in (*report.earlier, *report.readings))


def _clock(reading: Reading, holder: str | None) -> SimulatedClock:
    return SimulatedClock(
        reading.standard.code,
        reading.run_number,
        reading.charged_to(holder),
        str(reading.limit),
        reading.state,
        reading.started_at,
        reading.stopped_at,
        reading.promised_on,
        reading.due_on,
        reading.counts_on,
        reading.due_at,
        reading.counts_at,
        reading.days_left,
        reading.hours_left,
        reading.is_breach,
    )
