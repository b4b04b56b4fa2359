"""Reports: all indicators of a snapshot, for the whole and for each group."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from sp4n.errors import UnknownCode
from sp4n.labels import Language
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.indicators.clock_measures import clock_measures
from sp4n.monitoring.indicators.definitions import KNOWLEDGE_LABELS, Basis, Definition, Knowledge
from sp4n.monitoring.indicators.indicator import Indicator
from sp4n.monitoring.indicators.measure import Measure
from sp4n.monitoring.indicators.measures import MEASURES
from sp4n.monitoring.indicators.snapshot import Dimension, Snapshot
from sp4n.monitoring.indicators.suppression import FEWEST, suppressed, suppressed_groups
from sp4n.monitoring.period import Period
from sp4n.tables import Cell, Table
from sp4n.validation import items_or_as_given, list_faults, one_of, refuse, type_fault, word_fault

__all__ = ["GroupedReport", "Report", "Unsupported", "report", "report_by"]


@frozen
class Unsupported:
    """An indicator that the source can't support, and what it lacks."""

    definition: Definition
    lacks: tuple[Knowledge, ...]

    def message(self, language: Language = "en") -> str:
        """Say which indicator, and why."""
        return f"{self.definition.label.text(language)}: {self.why(language)}"

    def why(self, language: Language = "en") -> str:
        """Say what the source lacks."""
        return "; ".join(KNOWLEDGE_LABELS[one].text(language) for one in self.lacks)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "id": self.definition.id,
            "label": self.definition.label.text(language),
            "lacks": [one.value for one in self.lacks],
            "message": self.message(language),
        }


@frozen(repr=False)
class Report:
    """The indicators of some complaints, found by their ids: ``report["follow_up_rate"]``.

    `unsupported` are those that the source can't support: they are unknown, never zero.
    """

    as_of: date | None
    indicators: tuple[Indicator, ...]
    unsupported: tuple[Unsupported, ...] = ()

    def __getitem__(self, indicator_id: str) -> Indicator:
        """Find an indicator by its id; UnknownCode when the report has none."""
        refuse(type_fault(str, indicator_id, "indicator", "a code"))
        for one in self.indicators:
            if one.id == indicator_id:
                return one
        raise UnknownCode("indicator", indicator_id, [one.id for one in self.indicators])

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __repr__(self) -> str:
        lacking = f", {len(self.unsupported)} unsupported" if self.unsupported else ""
        return f"<Report as of {self.as_of}: {len(self.indicators)} indicators{lacking}>"

    def __str__(self) -> str:
        return self.message()

    def message(self, language: Language = "en") -> str:
        """Say every indicator, one sentence a line, then what the source can't support."""
        said = [one.sentence(language) for one in self.indicators]
        return "\n".join([*said, *(one.message(language) for one in self.unsupported)])

    def suppressed(self, fewest: int = FEWEST) -> "Report":
        """Hide what rests on fewer than so many, lest somebody be recognised."""
        return Report(
            self.as_of,
            tuple(suppressed(one, fewest) for one in self.indicators),
            self.unsupported,
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON: the indicators by their ids."""
        return {
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "indicators": {one.id: one.to_dict(language) for one in self.indicators},
            "unsupported": [one.to_dict(language) for one in self.unsupported],
        }

    def table(self) -> Table:
        """Give one row for each figure, and for each part of one."""
        rows = (row for one in self.indicators for row in _rows(one))
        return Table("indicators", _COLUMNS, rows)


@frozen(repr=False)
class GroupedReport(Mapping[str | None, Report]):
    """A report for each group, found by its key; None is the group of those that nobody knows."""

    dimension: Dimension
    groups: Mapping[str | None, Report]

    def __getitem__(self, key: str | None) -> Report:
        """Find a group's report; UnknownCode when there is no such group."""
        found = self.groups.get(key)
        if found is None:
            raise UnknownCode("group", str(key), [str(one) for one in self.groups])
        return found

    def __iter__(self) -> Iterator[str | None]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    def __repr__(self) -> str:
        return f"<GroupedReport by {self.dimension}: {len(self.groups)} groups>"

    def suppressed(self, fewest: int = FEWEST) -> "GroupedReport":
        """Hide what rests on fewer than so many, in every group.

        Where that hides one group only, whoever knows the whole could work it out: the group next
        in size is hidden as well.
        """
        reports = suppressed_groups([list(one.indicators) for one in self.groups.values()], fewest)
        hidden = {
            key: Report(one.as_of, tuple(found), one.unsupported)
            for (key, one), found in zip(self.groups.items(), reports, strict=True)
        }
        return GroupedReport(self.dimension, hidden)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; the unknown group is called ``null``, as JSON has it."""
        groups = [{"group": key, **found.to_dict(language)} for key, found in self.groups.items()]
        return {"by": self.dimension, "groups": groups}

    def table(self) -> Table:
        """Give one row for each figure of each group, and for each part of one."""
        rows = (
            (key, *row)
            for key, found in self.groups.items()
            for one in found.indicators
            for row in _rows(one)
        )
        return Table(f"indicators_by_{self.dimension}", (self.dimension, *_COLUMNS), rows)


_COLUMNS = (
    "indicator", "part", "n", "value", "part_n", "of_n", "median", "p90", "basis", "as_of",
    "suppressed",
)  # fmt: skip


def _rows(indicator: Indicator) -> Iterator[tuple[Cell, ...]]:
    """Write the figure and each of its parts as a row; `value` is rounded, the counts are exact."""
    value = indicator.value
    head, tail = (indicator.id,), (indicator.basis.value, _text(indicator.as_of))
    if isinstance(value, Spread):
        cells: tuple[Cell, ...] = (float(value.mean), None, None, float(value.median), value.p90)
    elif isinstance(value, Share):
        cells = (value.rounded, value.part, value.of, None, None)
    else:
        cells = (value, None, None, None, None)
    yield (*head, None, indicator.n, *cells, *tail, indicator.is_suppressed)
    for one in indicator.parts:
        share = one.share
        found = (None, None, None) if share is None else (share.rounded, share.part, share.of)
        yield (*head, one.key, indicator.n, *found, None, None, *tail, share is None)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def report(
    snapshot: Snapshot,
    period: Period | None = None,
    *,
    basis: Basis | str = Basis.COHORT,
    measures: Iterable[Measure] | None = None,
) -> Report:
    """Work out the indicators of a snapshot, for a period or for every day.

    `basis` says which complaints those indicators speak of that have no basis of their own: those
    received in the period (``cohort``) or those that ended in it (``flow``). The same cohort read
    later gives other figures, since more of it has ended. `measures` are the indicators to work
    out, by default all that the library knows, with two for each standard.

    In a period without complaints, counts are 0 and shares are None.

    Raises InvalidValue: what is no snapshot, period or basis; a stock as basis.

    >>> from datetime import date
    >>> from sp4n.monitoring import Entry
    >>> entries = [Entry("C-1", date(2026, 1, 5), "closed_by_system", "closed")]
    >>> print(report(Snapshot(date(2026, 2, 1), entries), Period.month(2026, 1))["received"])
    Complaints received: 1; n = 1 (complaints received 2026-01-01 … 2026-01-31); as of 2026-02-01.
    """
    refuse(type_fault(Snapshot, snapshot, "snapshot", "a snapshot"))
    chosen = one_of(Basis, basis, "basis")
    refuse(word_fault(chosen, (Basis.COHORT, Basis.FLOW), "basis"))
    asked = _asked(snapshot, measures)
    within = {one: snapshot.within(period, one) for one in (chosen, *_fixed(asked))}
    found: list[Indicator] = []
    unsupported: list[Unsupported] = []
    for measure in asked:
        definition = measure.definition
        on = definition.basis or chosen
        lacks = _needs(definition, on) - snapshot.knows
        if lacks:
            unsupported.append(Unsupported(definition, tuple(sorted(lacks))))
        else:
            found.append(_indicator(measure, within[on], on, period))
    return Report(snapshot.as_of, tuple(found), tuple(unsupported))


def report_by(
    snapshot: Snapshot,
    dimension: Dimension,
    period: Period | None = None,
    *,
    basis: Basis | str = Basis.COHORT,
    measures: Iterable[Measure] | None = None,
) -> GroupedReport:
    """Do what `report` does, for each group: by agency, category, class, channel, region or month.

    By agency, clocks and dispositions are told with the agency whose they were; see `Snapshot.by`.
    """
    refuse(type_fault(Snapshot, snapshot, "snapshot", "a snapshot"))
    asked = _asked(snapshot, measures)
    groups = {
        key: report(one, period, basis=basis, measures=asked)
        for key, one in snapshot.by(dimension).items()
    }
    return GroupedReport(dimension, groups)


def _asked(snapshot: Snapshot, measures: Iterable[Measure] | None) -> tuple[Measure, ...]:
    if measures is None:
        return (*MEASURES[:2], *clock_measures(snapshot.standards), *MEASURES[2:])
    asked = items_or_as_given(measures)
    refuse(*list_faults(Measure, asked, "measures", "a measure"))
    return asked


def _fixed(measures: Iterable[Measure]) -> set[Basis]:
    return {one.definition.basis for one in measures if one.definition.basis is not None}


def _needs(definition: Definition, basis: Basis) -> frozenset[Knowledge]:
    """Whatever ended in a period can be told only from a history."""
    return definition.needs | ({Knowledge.HISTORY} if basis is Basis.FLOW else frozenset())


def _indicator(
    measure: Measure, within: Snapshot, basis: Basis, period: Period | None
) -> Indicator:
    found = measure.work_out(within)
    return Indicator(
        measure.definition,
        within.as_of,
        basis,
        None if basis is Basis.STOCK else period,
        found.n,
        found.value,
        found.parts,
        found.excluded,
    )
