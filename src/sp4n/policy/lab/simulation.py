"""A simulation: what a policy did with complaints and cases, as values and as tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any

from attrs import field, frozen

from sp4n.labels import Described, Language, Message
from sp4n.policy.lab.batches import Item, refuse_wrong_items, worked_in_batches
from sp4n.policy.lab.rerouting import Rerouter
from sp4n.policy.parts import PolicyParts
from sp4n.progress import Progress
from sp4n.quiet import shown_short
from sp4n.sla import STATE_LABELS, ClockState, Reading, Standard
from sp4n.tables import Cell, Kind, Shape, Table, plain_cell, table_named
from sp4n.validation import instant_fault, items_or_as_given, refuse
from sp4n.workflow import Case


@frozen
class SimulatedClock:
    """One run of a clock as a policy reads it at the simulation's instant.

    What nobody knows, as the due date of a paused clock, is None.

    Attributes:
        standard: The code of its standard.
        run: Which run it is, from 1.
        agency: Whose clock it is (`sp4n.sla.Reading.charged_to`).
        limit: Its limit, in words.
        state: How it stands.
        started_at: When it started.
        stopped_at: When it stopped.
        promised_on: The due date by the calendar of the start.
        due_on: The due date by the calendar of now.
        counts_on: The due date that the verdict rests on.
        due_at: The instant at which a limit in working hours ends.
        counts_at: The instant that the verdict rests on.
        days_left: Of a limit in days.
        hours_left: Of a limit in working hours.
        is_breach: Whether the standard is broken.
    """

    standard: str
    run: int
    agency: str | None
    limit: str
    state: ClockState
    started_at: datetime | None
    stopped_at: datetime | None
    promised_on: date | None
    due_on: date | None
    counts_on: date | None
    due_at: datetime | None
    counts_at: datetime | None
    days_left: int | None
    hours_left: float | None
    is_breach: bool

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        plain = {name: plain_cell(getattr(self, name)) for name in _CLOCK}
        label = STATE_LABELS[self.state].describe(language)
        return plain | {"state": self.state.value, "state_label": label}


@frozen
class SimulatedItem:
    """What a policy did with one item: its agency, what decided, and its clocks.

    Attributes:
        number: The complaint's.
        agency: Where it goes.
        via: What decided: rule, classifier, front_desk or root.
        rule: The rule, if one decided.
        holder: Who held the case at the instant of reading; None for a bare complaint.
        clocks: Those of the case; a bare complaint has none.
        is_later: Whether it came in after that instant: it is routed, but nobody holds it yet.
    """

    number: str
    agency: str
    via: str
    rule: str | None
    holder: str | None = None
    clocks: tuple[SimulatedClock, ...] = ()
    is_later: bool = False

    @property
    def breaches(self) -> tuple[SimulatedClock, ...]:
        """The clocks whose standard is broken, of earlier runs too."""
        return tuple(clock for clock in self.clocks if clock.is_breach)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "number": self.number,
            "agency": self.agency,
            "via": self.via,
            "rule": self.rule,
            "holder": self.holder,
            "is_later": self.is_later,
            "clocks": [clock.to_dict(language) for clock in self.clocks],
        }


_SUMMARY = Message("simulation.summary")
_LATER = Message("simulation.later")


def _outcomes(given: Iterable[SimulatedItem]) -> tuple[SimulatedItem, ...]:
    return tuple(given)


@shown_short
@frozen(repr=False)
class Simulation(Described):
    """What a policy did with each item.

    Attributes:
        policy: Its name and version.
        now: The instant at which clocks were read.
        outcomes: What it did, in the order of the items.
        standards: Those of the policy, for their labels.
    """

    policy: str
    now: datetime
    outcomes: tuple[SimulatedItem, ...] = field(converter=_outcomes)
    standards: tuple[Standard, ...] = ()

    def __len__(self) -> int:
        return len(self.outcomes)

    @property
    def loads(self) -> tuple[tuple[str, int], ...]:
        """How many complaints each agency gets, the most first; those that came later as well."""
        counts = Counter(item.agency for item in self.outcomes)
        return tuple(sorted(counts.items(), key=lambda load: (-load[1], load[0])))

    @property
    def later_count(self) -> int:
        """How many of the items came in after `now`."""
        return sum(item.is_later for item in self.outcomes)

    @property
    def breaches(self) -> tuple[tuple[str, SimulatedClock], ...]:
        """Every broken standard, with the number of the case."""
        return tuple((item.number, clock) for item in self.outcomes for clock in item.breaches)

    @property
    def states(self) -> dict[str, Counter[ClockState]]:
        """How the clocks of each standard stand, earlier runs included."""
        states: dict[str, Counter[ClockState]] = {}
        for item in self.outcomes:
            for clock in item.clocks:
                states.setdefault(clock.standard, Counter())[clock.state] += 1
        return states

    def table(self, name: str) -> Table:
        """Give a table: ``outcomes``, ``clocks``, ``breaches`` or ``loads``.

        UnknownCode for another name.

        >>> from datetime import UTC
        >>> from sp4n.sample import sample_complaints, sample_policy
        >>> now = datetime(2026, 3, 27, tzinfo=UTC)
        >>> sample_policy().simulate(sample_complaints(2), now=now).table("outcomes").columns
        ('number', 'agency', 'via', 'rule', 'holder', 'is_later', 'breaches')
        """
        return table_named(name, _TABLES, found=self)

    def _full(self, language: Language) -> str:
        """Say in a few lines how many went where, and how the clocks stand."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        summary = _SUMMARY.fill(
            language,
            policy=self.policy,
            n=len(self.outcomes),
            agencies=len(self.loads),
            now=self.now.isoformat(" ", "minutes"),
            breaches=len(self.breaches),
            broken=sum(bool(item.breaches) for item in self.outcomes),
        )
        later = self.later_count
        yield summary + (_LATER.fill(language, n=later) if later else "")
        labels = {
            standard.code: standard.label.describe(language) or standard.code
            for standard in self.standards
        }
        for standard, counts in self.states.items():
            states = ", ".join(
                f"{STATE_LABELS[state].describe(language)} {counts[state]}"
                for state in ClockState
                if counts[state]
            )
            yield f"{labels.get(standard, standard)}: {states}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "policy": self.policy,
            "now": self.now.isoformat(),
            "later": self.later_count,
            "loads": dict(self.loads),
            "states": {
                code: {state.value: n for state, n in counts.items()}
                for code, counts in self.states.items()
            },
            "outcomes": [item.to_dict(language) for item in self.outcomes],
        }

    def __repr__(self) -> str:
        return (
            f"<Simulation {self.policy}: {len(self.outcomes)} items, {len(self.breaches)} breaches>"
        )


_Rows = Iterator[tuple[Cell, ...]]

_OUTCOME: Mapping[str, Kind] = {
    "number": "text",
    "agency": "text",
    "via": "text",
    "rule": "text",
    "holder": "text",
    "is_later": "flag",
    "breaches": "whole",
}
_CLOCK: Mapping[str, Kind] = {
    "standard": "text",
    "run": "whole",
    "agency": "text",
    "limit": "text",
    "state": "text",
    "started_at": "instant",
    "stopped_at": "instant",
    "promised_on": "date",
    "due_on": "date",
    "counts_on": "date",
    "due_at": "instant",
    "counts_at": "instant",
    "days_left": "whole",
    "hours_left": "number",
    "is_breach": "flag",
}
_AS_READ = tuple(_CLOCK)[4:]  # the rest is called otherwise, or not there, in a reading
_NUMBERED_CLOCK: Mapping[str, Kind] = {"number": "text", **_CLOCK}
_LOAD: Mapping[str, Kind] = {"agency": "text", "complaints": "whole"}


def _outcome_rows(simulation: Simulation) -> _Rows:
    for item in simulation.outcomes:
        told = item.number, item.agency, item.via, item.rule, item.holder, item.is_later
        yield *told, len(item.breaches)


def _clock_rows(clocks: Iterable[tuple[str, SimulatedClock]]) -> _Rows:
    for number, clock in clocks:
        yield number, *(getattr(clock, name) for name in _CLOCK)


def _all_clocks(simulation: Simulation) -> Iterator[tuple[str, SimulatedClock]]:
    return ((item.number, clock) for item in simulation.outcomes for clock in item.clocks)


_TABLES: Mapping[str, Shape[Simulation]] = {
    "outcomes": Shape(_OUTCOME, _outcome_rows),
    "clocks": Shape(_NUMBERED_CLOCK, lambda simulation: _clock_rows(_all_clocks(simulation))),
    "breaches": Shape(_NUMBERED_CLOCK, lambda simulation: _clock_rows(simulation.breaches)),
    "loads": Shape(_LOAD, lambda simulation: simulation.loads),
}


def simulate(
    policy: PolicyParts,
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
    batches = worked_in_batches(_Simulated(policy, now), given, progress=progress, map=map)
    outcomes = chain.from_iterable(batches)
    return Simulation(policy.title, now, outcomes, standards=policy.standards)


@frozen
class _Simulated:
    """Does to some items what a policy does: it can be sent to another process."""

    policy: PolicyParts
    now: datetime

    def __call__(self, items: tuple[Item, ...]) -> list[SimulatedItem]:
        by = Rerouter(self.policy)
        return [self._outcome(item, by) for item in items]

    def _outcome(self, item: Item, by: Rerouter) -> SimulatedItem:
        if isinstance(item, Case):
            case = item.as_of(self.now)
            holder, clocks = (None, ()) if case is None else (case.holder, self._clocks(case))
            return SimulatedItem(
                item.number, *by.named(item), holder, clocks, is_later=case is None
            )
        return SimulatedItem(item.number, *by.named(item), is_later=item.submitted_at > self.now)

    def _clocks(self, case: Case) -> tuple[SimulatedClock, ...]:
        report = self.policy.assess(case, now=self.now)
        return tuple(_clock(each, case.holder) for each in (*report.earlier, *report.readings))


def _clock(reading: Reading, holder: str | None) -> SimulatedClock:
    return SimulatedClock(
        reading.standard.code,
        reading.run_number,
        reading.charged_to(holder),
        str(reading.limit),
        *(getattr(reading, name) for name in _AS_READ),
    )
