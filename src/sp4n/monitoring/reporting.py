"""Reports: all indicators of a snapshot, for the whole and for each group."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar, overload

from attrs import evolve, field, frozen

from sp4n.errors import Fault, UnknownCode, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language
from sp4n.monitoring.disclosure.cells import Group
from sp4n.monitoring.disclosure.suppression import Grouped, suppressed_together
from sp4n.monitoring.figures import FEWEST
from sp4n.monitoring.indicators.clock_measures import clock_measures
from sp4n.monitoring.indicators.definitions import KNOWLEDGE_LABELS, Basis, Definition, Knowledge
from sp4n.monitoring.indicators.indicator import COLUMNS, Indicator
from sp4n.monitoring.indicators.measure import Measure, Measured
from sp4n.monitoring.indicators.measures import MEASURES
from sp4n.monitoring.indicators.snapshot import Dimension, Snapshot, none_last
from sp4n.monitoring.period import Period
from sp4n.tables import Kind, Table
from sp4n.validation import items_or_as_given, list_faults, refuse, type_fault, word_fault

Other = TypeVar("Other")


@frozen
class Unsupported(Described):
    """An indicator that the source can't support, and what it lacks."""

    definition: Definition
    lacks: tuple[Knowledge, ...]

    def _full(self, language: Language) -> str:
        """Say which indicator, and why."""
        return f"{self.definition.label.describe(language)}: {self.why(language)}"

    def why(self, language: Language = "en") -> str:
        """Say what the source lacks."""
        return "; ".join(KNOWLEDGE_LABELS[lacking].describe(language) for lacking in self.lacks)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "id": self.definition.id,
            "label": self.definition.label.describe(language),
            "lacks": [lacking.value for lacking in self.lacks],
            "message": self.describe(language),
        }


@frozen(repr=False)
class Report(Described):
    """The indicators of some complaints, found by their ids: ``report["follow_up_rate"]``.

    Attributes:
        as_of: When that was so: an instant or a day, None if nobody knows.
        indicators: What was measured.
        unsupported: What the source can't support: it is unknown, never zero.
    """

    as_of: date | None
    indicators: tuple[Indicator, ...]
    unsupported: tuple[Unsupported, ...] = ()

    def __getitem__(self, indicator_id: str) -> Indicator:
        """Find an indicator by its id; UnknownCode when the report has none."""
        refuse(type_fault(str, indicator_id, "indicator", "code"))
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        raise UnknownCode(
            "indicator", indicator_id, [indicator.id for indicator in self.indicators]
        )

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __repr__(self) -> str:
        lacking = f", {len(self.unsupported)} unsupported" if self.unsupported else ""
        return f"<Report as of {self.as_of}: {len(self.indicators)} indicators{lacking}>"

    def _full(self, language: Language) -> str:
        """Say every indicator, one sentence a line, then what the source can't support."""
        said = [indicator.describe(language) for indicator in self.indicators]
        return "\n".join([*said, *(lacking.describe(language) for lacking in self.unsupported)])

    def suppressed(self, fewest: int = FEWEST) -> "Report":
        """Hide numbers below so many, and what would tell them, so that nobody is recognised."""
        whole, _ = suppressed_together(self.indicators, (), fewest)
        return evolve(self, indicators=whole)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON: the indicators by their ids."""
        return {
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "indicators": {
                indicator.id: indicator.to_dict(language) for indicator in self.indicators
            },
            "unsupported": [lacking.to_dict(language) for lacking in self.unsupported],
        }

    def table(self) -> Table:
        """Give one row for each figure, for each part of one, and for what each leaves out.

        `from_on` and `until_on`, the day after the last, are those of the period.
        """
        rows = (row for indicator in self.indicators for row in indicator.rows())
        return Table("indicators", COLUMNS, rows, kinds=COLUMNS)

    def _repr_html_(self) -> str:
        """Show a notebook the table."""
        return self.table()._repr_html_()  # as IPython does


def _groups(given: Mapping[str | None, Report]) -> Mapping[str | None, Report]:
    return FrozenDict(given)


@frozen(repr=False)
class GroupedReport(Mapping[str | None, Report]):
    """A report for each group, found by its key; None is the group of those that nobody knows."""

    dimension: Dimension
    groups: Mapping[str | None, Report] = field(converter=_groups)

    def __getitem__(self, key: str | None) -> Report:
        """Find a group's report; UnknownCode when there is no such group."""
        if key not in self:
            asked = key if isinstance(key, str) else shown(key)
            raise UnknownCode("group", asked, [str(grouped) for grouped in self.groups])
        return self.groups[key]

    def __contains__(self, key: object) -> bool:
        return (key is None or isinstance(key, str)) and key in self.groups

    @overload
    def get(self, key: str | None, /) -> Report | None: ...
    @overload
    def get(self, key: str | None, /, default: Other) -> Report | Other: ...

    def get(self, key: str | None, /, default: object = None) -> object:
        """Find a group's report; the default when there is no such group."""
        return self.groups[key] if key in self else default

    def __iter__(self) -> Iterator[str | None]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    def __repr__(self) -> str:
        return f"<GroupedReport by {self.dimension}: {len(self.groups)} groups>"

    def suppressed(self, fewest: int = FEWEST) -> "GroupedReport":
        """Hide numbers below so many in every group, and what would tell them.

        Whoever reads the groups is taken to know the whole. To publish both, or several groupings,
        hide them with `published`.
        """
        _, (hidden,) = suppressed_together(None, [_indicators_of(self)], fewest)
        return _with(self, hidden)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; the unknown group is called ``null``, as JSON has it."""
        groups = [{"group": key, **found.to_dict(language)} for key, found in self.groups.items()]
        return {"by": self.dimension, "groups": groups}

    def table(self) -> Table:
        """Give the rows of each group's table, with the group before them."""
        rows = (
            (key, *row)
            for key, found in self.groups.items()
            for indicator in found.indicators
            for row in indicator.rows()
        )
        columns: Mapping[str, Kind] = {self.dimension: "text", **COLUMNS}
        return Table(f"indicators_by_{self.dimension}", columns, rows, kinds=columns)

    def _repr_html_(self) -> str:
        """Show a notebook the first rows of the table."""
        return self.table()._repr_html_()  # as IPython does


def published(
    whole: Report, *groupings: GroupedReport, fewest: int = FEWEST
) -> tuple[Report, tuple[GroupedReport, ...]]:
    """Hide small numbers of a report and of groupings of the same complaints, all at once.

    Hidden apart, one could tell what the other hides: the offices' numbers add up to the city's.
    Give all that is going to be published, of one period and instant, and no more: the fewer
    indicators there are (``report(…, measures=…)``), the less has to be hidden.

    Args:
        whole: The report of all.
        groupings: The groupings of the same complaints.
        fewest: Numbers below it are hidden.

    Raises:
        InvalidValue: An argument has the wrong type, a grouping is as of another instant
            (``contradiction``), or `fewest` is not a positive number.

    >>> from datetime import date
    >>> from sp4n.monitoring import Entry
    >>> agencies = ["DPU"] * 8 + ["DLH"] * 6 + ["BPBD"] * 2
    >>> entries = [
    ...     Entry(f"C-{n}", date(2026, 1, 5), agency=agency) for n, agency in enumerate(agencies)
    ... ]
    >>> snapshot = Snapshot(date(2026, 2, 1), entries)
    >>> city, (offices,) = published(report(snapshot), report_by(snapshot, "agency"))
    >>> city["received"].value, {code: office["received"].value for code, office in offices.items()}
    (16, {'BPBD': None, 'DLH': None, 'DPU': 8})
    """
    refuse(
        type_fault(Report, whole, "whole", "report"),
        *list_faults(GroupedReport, groupings, "groupings", "grouped_report"),
    )
    refuse(*_other_instants(whole, groupings))
    city, hidden = suppressed_together(whole.indicators, map(_indicators_of, groupings), fewest)
    return evolve(whole, indicators=city), tuple(map(_with, groupings, hidden))


def _other_instants(whole: Report, groupings: Iterable[GroupedReport]) -> Iterator[Fault]:
    for place, grouped in enumerate(groupings):
        if any(group.as_of != whole.as_of for group in grouped.values()):
            where, found = f"groupings[{place}].as_of", "another instant"
            yield fault("contradiction", where, found=found, other=shown(whole.as_of))


def _indicators_of(grouped: GroupedReport) -> Grouped:
    return {key: group.indicators for key, group in grouped.groups.items()}


def _with(
    grouped: GroupedReport, indicators: Mapping[Group, tuple[Indicator, ...]]
) -> GroupedReport:
    groups = {
        key: evolve(group, indicators=indicators[key]) for key, group in grouped.groups.items()
    }
    return evolve(grouped, groups=groups)


def report(
    snapshot: Snapshot,
    period: Period | None = None,
    *,
    basis: Basis | str = Basis.COHORT,
    measures: Iterable[Measure] | None = None,
) -> Report:
    """Work out the indicators of a snapshot, for a period or for every day.

    The same cohort read later gives other figures, since more of it has ended. In a period without
    complaints, counts are 0 and shares are None.

    Args:
        snapshot: The complaints.
        period: The days; None for every day.
        basis: Of which complaints those indicators speak that have no basis of their own: those
            received in the period (``cohort``) or those that ended in it (``flow``).
        measures: The indicators to work out, by default all that the library knows, with two for
            each standard.

    Raises:
        InvalidValue: An argument has the wrong type, or the basis is a stock.

    >>> from datetime import date
    >>> from sp4n.monitoring import Entry
    >>> entries = [Entry("C-1", date(2026, 1, 5), "closed_by_system", "closed")]
    >>> print(report(Snapshot(date(2026, 2, 1), entries), Period.month(2026, 1))["received"])
    Complaints received: 1; n = 1 (complaints received 2026-01-01 … 2026-01-31); as of 2026-02-01.
    """
    asked, chosen = _asked(snapshot, measures), _basis(basis)
    parts = {basis: snapshot.within(period, basis) for basis in _bases(snapshot, asked, chosen)}
    return _report(snapshot, parts, period, chosen, asked)


def report_by(
    snapshot: Snapshot,
    dimension: Dimension,
    *,
    period: Period | None = None,
    basis: Basis | str = Basis.COHORT,
    measures: Iterable[Measure] | None = None,
) -> GroupedReport:
    """Do what `report` does, for each group.

    By agency, clocks and dispositions are told with the agency whose they were; see `Snapshot.by`.

    Args:
        snapshot: The complaints.
        dimension: What they are grouped by: agency, category, classification, channel, region or
            month.
        period: As for `report`.
        basis: As for `report`.
        measures: As for `report`.

    Raises:
        InvalidValue: As `report` raises it, or the dimension is unknown.
    """
    asked, chosen = _asked(snapshot, measures), _basis(basis)
    bases = _bases(snapshot, asked, chosen)
    parts = {basis: snapshot.within(period, basis).by(dimension, basis) for basis in bases}
    keys = sorted({key for groups in parts.values() for key in groups}, key=none_last)
    nobody = evolve(snapshot, entries=(), turns=(), dispositions=(), unplaced=())
    groups = {
        key: _report(
            snapshot,
            {part: groups.get(key, nobody) for part, groups in parts.items()},
            period,
            chosen,
            asked,
        )
        for key in keys
    }
    return GroupedReport(dimension, groups)


def _asked(snapshot: Snapshot, measures: Iterable[Measure] | None) -> tuple[Measure, ...]:
    refuse(type_fault(Snapshot, snapshot, "snapshot", "snapshot"))
    if measures is None:
        return (*MEASURES[:2], *clock_measures(snapshot.standards), *MEASURES[2:])
    asked = items_or_as_given(measures)
    refuse(*list_faults(Measure, asked, "measures", "measure"))
    return asked


def _basis(basis: Basis | str) -> Basis:
    """Give the basis that may be chosen: what is open when read has no period."""
    refuse(word_fault(basis, _CHOICES, "basis"))
    return Basis(basis)


_CHOICES = (Basis.COHORT.value, Basis.FLOW.value)


def _bases(snapshot: Snapshot, measures: Iterable[Measure], chosen: Basis) -> list[Basis]:
    """Give the bases of what the source can support."""
    bases = ((measure.definition, measure.definition.basis or chosen) for measure in measures)
    return [
        *dict.fromkeys(
            basis for definition, basis in bases if not _lacks(snapshot, definition, basis)
        )
    ]


def _lacks(snapshot: Snapshot, definition: Definition, basis: Basis) -> frozenset[Knowledge]:
    """Tell what the source lacks; whatever ended in a period needs the days of the ends."""
    needs = definition.needs | ({Knowledge.ENDS} if basis is Basis.FLOW else frozenset())
    return needs - snapshot.knows


def _report(
    snapshot: Snapshot,
    parts: Mapping[Basis, Snapshot],
    period: Period | None,
    chosen: Basis,
    measures: Iterable[Measure],
) -> Report:
    """Work out the indicators, each of the part of the snapshot that its basis is."""
    indicators: list[Indicator] = []
    unsupported: list[Unsupported] = []
    standing = {basis: part.standing for basis, part in parts.items()}
    for measure in measures:
        definition = measure.definition
        basis = definition.basis or chosen
        lacks = _lacks(snapshot, definition, basis)
        if lacks:
            unsupported.append(Unsupported(definition, tuple(sorted(lacks))))
        else:
            measured = measure.measure(parts[basis], standing[basis])
            indicators.append(_indicator(measure, measured, snapshot.as_of, basis, period))
    return Report(snapshot.as_of, tuple(indicators), tuple(unsupported))


def _indicator(
    measure: Measure, measured: Measured, as_of: date | None, basis: Basis, period: Period | None
) -> Indicator:
    return Indicator(
        measure.definition,
        as_of,
        basis,
        None if basis is Basis.STOCK else period,
        measured.n,
        measured.value,
        measured.parts,
        measured.excluded,
    )
