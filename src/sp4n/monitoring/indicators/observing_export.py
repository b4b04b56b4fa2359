"""Observing an export: complaints with a status, and nothing of how they came to it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from sp4n.interchange import Export, ExportRow
from sp4n.interchange.export.columns import Column
from sp4n.model.officer import ActorKind
from sp4n.monitoring.indicators.definitions import Knowledge
from sp4n.monitoring.indicators.observing import age_days
from sp4n.monitoring.indicators.snapshot import Entry, Snapshot
from sp4n.monitoring.indicators.suppression import FEWEST
from sp4n.sla import LAPOR_STANDARDS
from sp4n.validation import date_fault, refuse, type_fault
from sp4n.workdays import WorkingCalendar
from sp4n.workflow import LAPOR, Phase
from sp4n.workflow.who import REPORTER, SYSTEM

__all__ = ["OTHER_REASON", "observe_export"]

OTHER_REASON = "other"
"""The key of reasons that stand fewer than `FEWEST` times: they may be what somebody wrote."""

_COLUMN_OF = {Knowledge.REASONS: Column.BECAUSE, Knowledge.RATINGS: Column.RATING}


def observe_export(
    export: Export, *, calendar: WorkingCalendar, as_of_on: date | None = None
) -> Snapshot:
    """Read an export as it stood on a day: by default that on which it says that it was made.

    An export has no times of transition. So its snapshot knows no history: clocks, hops, and what
    ended in a period are unsupported, and so is the age of the backlog when nobody knows the day.
    Agencies are told by the file's names, and by their parents' where one name stands for several;
    a place by its city and district, where the file has them, else by the complaint's region. A
    reason for archiving is told as it stands if at least five complaints share it.

    `calendar` gives the days of receipt and counts the ages. InvalidValue for what is no export,
    calendar or plain date.

    >>> from io import BytesIO
    >>> from sp4n.interchange import read_export
    >>> from sp4n.policy import sample_export
    >>> from sp4n.workdays import indonesia
    >>> export = read_export(BytesIO(sample_export().encode()))
    >>> len(observe_export(export, calendar=indonesia()))
    40
    """
    refuse(
        type_fault(Export, export, "export", "an export"),
        type_fault(WorkingCalendar, calendar, "calendar", "a calendar"),
        None if as_of_on is None else date_fault(as_of_on, "as_of_on"),
    )
    read_on = export.generated_on if as_of_on is None else as_of_on
    reasons, names = _shared_reasons(export.rows), _agency_names(export.rows)
    return Snapshot(
        read_on,
        [_entry(row, calendar, read_on, reasons, names) for row in export.rows],
        standards=LAPOR_STANDARDS,
        knows=_known(export, read_on),
        status_labels={one.code: one.label for one in LAPOR.statuses},
    )


def _known(export: Export, read_on: date | None) -> frozenset[Knowledge]:
    from_columns = {kind for kind, column in _COLUMN_OF.items() if column in export.columns}
    return frozenset(from_columns if read_on is None else {*from_columns, Knowledge.READ_ON})


def _entry(
    row: ExportRow,
    calendar: WorkingCalendar,
    read_on: date | None,
    reasons: Mapping[str, str],
    names: Mapping[tuple[str | None, str | None], str],
) -> Entry:
    complaint, phase = row.complaint, row.phase
    received_on = calendar.nearest_date_of(complaint.submitted_at)
    is_open = phase is not None and phase.is_open
    days = age_days(calendar, received_on, read_on) if is_open and read_on else None
    return Entry(
        complaint.number,
        received_on,
        row.status,
        phase,
        names.get((row.agency, row.parent_agency)),
        complaint.category,
        complaint.classification,
        complaint.channel,
        _place(row),
        ended_by=_ENDED_BY.get(row.status or ""),
        ended_because=_because(row, reasons),
        age_days=days,
        rating=row.rating,
    )


def _agency_names(rows: Iterable[ExportRow]) -> dict[tuple[str | None, str | None], str]:
    """Call each agency by its name; by its parent's as well, where several have that name."""
    pairs = {(row.agency, row.parent_agency) for row in rows if row.agency is not None}
    times = Counter(agency for agency, _ in pairs)
    return {
        (agency, parent): f"{agency} ({parent or '-'})" if times[agency] > 1 else str(agency)
        for agency, parent in pairs
    }


def _place(row: ExportRow) -> str | None:
    names = [name for name in (row.place.city, row.place.district) if name is not None]
    region = row.complaint.region
    return ", ".join(names) or (None if region is None else region.code)


def _shared_reasons(rows: Iterable[ExportRow]) -> dict[str, str]:
    """Find the reasons that several complaints share, by the cell's words."""
    found = Counter(
        row.held_or_archived_because.strip()
        for row in rows
        if row.held_or_archived_because is not None and row.phase is Phase.ARCHIVED
    )
    return {reason: reason for reason, times in found.items() if times >= FEWEST}


def _because(row: ExportRow, shared: Mapping[str, str]) -> str | None:
    if row.phase is not Phase.ARCHIVED or row.held_or_archived_because is None:
        return None
    return shared.get(row.held_or_archived_because.strip(), OTHER_REASON)


def _ended_by() -> dict[str, ActorKind]:
    """Find who leads to each status that ends a complaint, by LAPOR!'s table."""
    kinds = {REPORTER: ActorKind.REPORTER, SYSTEM: ActorKind.SYSTEM}
    ends = {one.code for one in LAPOR.statuses if not one.phase.is_open}
    return {
        row.target: kinds.get(who, ActorKind.OFFICER)
        for row in LAPOR.transitions
        for who in row.who
        if row.target in ends
    }


_ENDED_BY = _ended_by()
