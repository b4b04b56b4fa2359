"""A simulation: what a policy did with complaints and cases, as values and as tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from attrs import field, frozen

from sp4n.errors import UnknownCode
from sp4n.labels import Label, Language
from sp4n.sla import STATE_LABELS, ClockState
from sp4n.tables import Cell, Table
from sp4n.validation import refuse, type_fault

__all__ = ["Outcome", "SimulatedClock", "Simulation"]


@frozen
class SimulatedClock:
    """One run of a clock as a policy reads it at the simulation's instant.

    `agency` held the case when the run started. The dates are those of `sp4n.sla.Reading`:
    `promised_on` by the calendar of the start, `due_on` by that of now, `counts_on` the one that
    the verdict rests on; None while nobody knows. `days_left` is None for limits in hours.
    """

    standard: str
    run: int
    agency: str | None
    state: ClockState
    started_at: datetime | None
    stopped_at: datetime | None
    promised_on: date | None
    due_on: date | None
    counts_on: date | None
    days_left: int | None
    is_breach: bool

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        cells = zip(_CLOCK_COLUMNS[1:], _clock_cells(self), strict=True)
        plain = {name: _plain(cell) for name, cell in cells}
        return plain | {"state_label": STATE_LABELS[self.state].text(language)}


@frozen
class Outcome:
    """What a policy did with one item: its agency, what decided, and its clocks.

    `via` is rule, classifier, front_desk or root; `rule` names the rule, if one decided. `holder`
    is who holds the case on record, None for a bare complaint, which has no `clocks` either.
    """

    number: str
    agency: str
    via: str
    rule: str | None
    holder: str | None
    clocks: tuple[SimulatedClock, ...]

    @property
    def breaches(self) -> tuple[SimulatedClock, ...]:
        """The clocks whose standard is broken, of earlier runs too."""
        return tuple(one for one in self.clocks if one.is_breach)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "number": self.number,
            "agency": self.agency,
            "via": self.via,
            "rule": self.rule,
            "holder": self.holder,
            "clocks": [one.to_dict(language) for one in self.clocks],
        }


_SUMMARY = Label(
    id="{policy}: {n} pengaduan ke {agencies} instansi, dibaca {now}; {breaches} pelanggaran pada"
    " {broken} laporan",
    en="{policy}: {n} complaints to {agencies} agencies, read at {now}; {breaches} breaches in"
    " {broken} cases",
)
_STANDARD = Label(id="{standard}: {states}", en="{standard}: {states}")


def _outcomes(given: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(given)


@frozen(repr=False)
class Simulation:
    """What a policy did with each item, in their order, with clocks read at `now`."""

    policy: str
    now: datetime
    outcomes: tuple[Outcome, ...] = field(converter=_outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    @property
    def loads(self) -> tuple[tuple[str, int], ...]:
        """How many complaints each agency gets, the most first."""
        counts = Counter(one.agency for one in self.outcomes)
        return tuple(sorted(counts.items(), key=lambda load: (-load[1], load[0])))

    @property
    def breaches(self) -> tuple[tuple[str, SimulatedClock], ...]:
        """Every broken standard, with the number of the case."""
        return tuple((one.number, clock) for one in self.outcomes for clock in one.breaches)

    @property
    def states(self) -> dict[str, Counter[ClockState]]:
        """How the clocks of each standard stand, earlier runs included."""
        found: dict[str, Counter[ClockState]] = {}
        for one in self.outcomes:
            for clock in one.clocks:
                found.setdefault(clock.standard, Counter())[clock.state] += 1
        return found

    def table(self, name: str) -> Table:
        """Give a table: ``outcomes``, ``clocks``, ``breaches`` or ``loads``.

        UnknownCode for another name.

        >>> from datetime import UTC
        >>> from sp4n.policy import sample_complaints, sample_policy
        >>> now = datetime(2026, 3, 27, tzinfo=UTC)
        >>> sample_policy().simulate(sample_complaints(2), now=now).table("outcomes").columns
        ('number', 'agency', 'via', 'rule', 'holder', 'breaches')
        """
        refuse(type_fault(str, name, "table", "text"))
        if name not in _TABLES:
            raise UnknownCode("table", name, _TABLES)
        columns, rows_of = _TABLES[name]
        return Table(name, columns, rows_of(self))

    def message(self, language: Language = "en") -> str:
        """Say in a few lines how many went where, and how the clocks stand."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        broken = sum(bool(one.breaches) for one in self.outcomes)
        yield _SUMMARY.text(
            language,
            policy=self.policy,
            n=len(self.outcomes),
            agencies=len(self.loads),
            now=self.now.isoformat(" ", "minutes"),
            breaches=len(self.breaches),
            broken=broken,
        )
        for standard, counts in self.states.items():
            states = ", ".join(
                f"{STATE_LABELS[state].text(language)} {counts[state]}"
                for state in ClockState
                if counts[state]
            )
            yield _STANDARD.text(language, standard=standard, states=states)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "policy": self.policy,
            "now": self.now.isoformat(),
            "loads": dict(self.loads),
            "states": {
                code: {state.value: n for state, n in counts.items()}
                for code, counts in self.states.items()
            },
            "outcomes": [one.to_dict(language) for one in self.outcomes],
        }

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return (
            f"<Simulation {self.policy}: {len(self.outcomes)} items, {len(self.breaches)} breaches>"
        )


_Rows = Iterable[tuple[Cell, ...]]
_CLOCK_COLUMNS = (
    "number", "standard", "run", "agency", "state", "started_at", "stopped_at", "promised_on",
    "due_on", "counts_on", "days_left", "is_breach",
)  # fmt: skip


def _plain(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _clock_cells(clock: SimulatedClock) -> tuple[Cell, ...]:
    return (
        clock.standard,
        clock.run,
        clock.agency,
        clock.state.value,
        clock.started_at,
        clock.stopped_at,
        clock.promised_on,
        clock.due_on,
        clock.counts_on,
        clock.days_left,
        clock.is_breach,
    )


def _outcome_rows(found: Simulation) -> _Rows:
    for one in found.outcomes:
        yield one.number, one.agency, one.via, one.rule, one.holder, len(one.breaches)


def _clock_rows(found: Simulation) -> _Rows:
    return ((one.number, *_clock_cells(clock)) for one in found.outcomes for clock in one.clocks)


def _breach_rows(found: Simulation) -> _Rows:
    return ((number, *_clock_cells(clock)) for number, clock in found.breaches)


_TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Simulation], _Rows]]] = {
    "outcomes": (("number", "agency", "via", "rule", "holder", "breaches"), _outcome_rows),
    "clocks": (_CLOCK_COLUMNS, _clock_rows),
    "breaches": (_CLOCK_COLUMNS, _breach_rows),
    "loads": (("agency", "complaints"), lambda found: found.loads),
}
