"""Observing an export: complaints with a status, and nothing of how they came to it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from sp4n.errors import Fault, fault
from sp4n.interchange import Export, ExportRow
from sp4n.interchange.lapor_export.columns import Column
from sp4n.interchange.lapor_export.offices import UNDISPOSED, Offices, offices_of
from sp4n.labels import Message
from sp4n.model import Directory
from sp4n.model.officer import REPORTER, SYSTEM, ActorKind
from sp4n.monitoring.figures import FEWEST
from sp4n.monitoring.indicators.definitions import Knowledge
from sp4n.monitoring.indicators.observing import age_days
from sp4n.monitoring.indicators.snapshot import Entry, Snapshot
from sp4n.sla import LAPOR_STANDARDS
from sp4n.validation import date_fault, line_fault, refuse, type_fault
from sp4n.workdays import WorkingCalendar
from sp4n.workdays.receipt import day_of_receipt
from sp4n.workflow import ARCHIVE_REASONS, LAPOR, Phase

OTHER_REASON = "other"
"""The key of reasons that stand fewer than `FEWEST` times: they may be what somebody wrote."""

UNDISPOSED_LABEL = Message("observing_export.undisposed_label")
"""What that is called."""


@cache
def _codes_of_reasons() -> Mapping[str, str]:
    """Give the codes of reasons by how LAPOR! calls them."""
    return {label.describe("id").casefold(): code for code, label in ARCHIVE_REASONS.items()}


_KEYS_OF_REASONS = frozenset(
    {*ARCHIVE_REASONS, *(command.code for command in LAPOR.commands), "unknown"}
)
_REASON_LIMIT = 200  # own choice: as a name's; what is longer was written for one complaint
_COLUMN_OF = {
    Knowledge.REASONS: Column.BECAUSE,
    Knowledge.RATINGS: Column.RATING,
    Knowledge.ENDS: Column.CLOSED_AT,
}


def observe_export(
    export: Export,
    *,
    calendar: WorkingCalendar,
    as_of_on: date | None = None,
    directory: Directory | None = None,
) -> Snapshot:
    """Read an export as it stood on a day.

    An export has no times of transition. So its snapshot knows no history: clocks and hops are
    unsupported, and so is the age of the backlog if nobody knows the day. What ended in a period is
    known where another register has `closed_at`. The age of a complaint that was received after
    that day is unknown.

    Agencies are told apart by their IDs, else by their names, and called by their names or, with a
    directory, by its codes, as scorecards have it. What was given to no agency yet has the key
    `UNDISPOSED`; None is what the file does not tell. A place goes by its city and district, where
    the file has them, else by the complaint's region. A reason for archiving is told by the code of
    LAPOR!'s own, else as it stands if at least five complaints share it.

    Args:
        export: The export.
        calendar: Gives the days of receipt and counts the ages.
        as_of_on: The day, by default that on which the file says that it was made.
        directory: Whose codes agencies are called by, by default that with which the export was
            read.

    Raises:
        InvalidValue: An argument has the wrong type, or the day comes before that on which the file
            says it was made (``before_made``): it tells how things stood later.

    >>> from io import BytesIO
    >>> from sp4n.interchange import read_export
    >>> from sp4n.sample import sample_export
    >>> from sp4n.workdays import indonesia
    >>> export = read_export(BytesIO(sample_export().encode()))
    >>> len(observe_export(export, calendar=indonesia()))
    40
    """
    refuse(
        type_fault(Export, export, "export", "export"),
        type_fault(WorkingCalendar, calendar, "calendar", "calendar"),
        None if as_of_on is None else date_fault(as_of_on, "as_of_on"),
        None if directory is None else type_fault(Directory, directory, "directory", "directory"),
    )
    refuse(_before_made(as_of_on, export.generated_on))
    read_on = export.generated_on if as_of_on is None else as_of_on
    reasons, offices = _reasons(export.rows), export.offices
    if directory is not None:
        offices = offices_of(export.rows, offices.governments, directory)
    return Snapshot(
        read_on,
        [_entry(row, calendar, read_on, reasons, offices) for row in export.rows],
        standards=LAPOR_STANDARDS,
        knows=_known(export, read_on),
        status_labels={status.code: status.label for status in LAPOR.statuses},
    )


def _before_made(as_of_on: date | None, made_on: date | None) -> Fault | None:
    if as_of_on is None or made_on is None or made_on <= as_of_on:
        return None
    return fault("before_made", "as_of_on", found=as_of_on, made_on=made_on)


def _known(export: Export, read_on: date | None) -> frozenset[Knowledge]:
    from_columns = {kind for kind, column in _COLUMN_OF.items() if column in export.columns}
    return frozenset(from_columns if read_on is None else {*from_columns, Knowledge.READ_ON})


def _entry(
    row: ExportRow,
    calendar: WorkingCalendar,
    read_on: date | None,
    reasons: Mapping[str, str],
    offices: Offices,
) -> Entry:
    complaint, phase = row.complaint, row.phase
    received_on = day_of_receipt(calendar, complaint.submitted_at)
    return Entry(
        complaint.number,
        received_on,
        row.status,
        phase,
        UNDISPOSED if row.is_disposed is False else offices.key_of(row),
        complaint.category,
        complaint.classification,
        complaint.channel,
        _place(row),
        ended_on=_ended_on(row, calendar),
        ended_by=_ENDED_BY.get(row.status or ""),
        ended_because=_because(row, reasons),
        age_days=_age_days(row, calendar, received_on, read_on),
        rating=row.rating,
    )


def _ended_on(row: ExportRow, calendar: WorkingCalendar) -> date | None:
    is_over = row.phase is not None and not row.phase.is_open
    return calendar.nearest_date_of(row.closed_at) if is_over and row.closed_at else None


def _age_days(
    row: ExportRow, calendar: WorkingCalendar, received_on: date, read_on: date | None
) -> int | None:
    """Count the age of an open complaint; unknown when the file was made before it came."""
    is_open = row.phase is not None and row.phase.is_open
    if not is_open or read_on is None or received_on > read_on:
        return None
    return age_days(calendar, received_on, read_on)


def _place(row: ExportRow) -> str | None:
    names = [name for name in (row.place.city, row.place.district) if name is not None]
    region = row.complaint.region
    return ", ".join(names) or (None if region is None else region.code)


def _reasons(rows: Iterable[ExportRow]) -> dict[str, str]:
    """Find the key of each reason that may be told, by the cell's words."""
    times_by_words = Counter(
        _in_one_line(row.held_or_archived_because)
        for row in rows
        if row.held_or_archived_because is not None and row.phase is Phase.ARCHIVED
    )
    shared = {
        words: words
        for words, times in times_by_words.items()
        if times >= FEWEST and _may_be_told(words)
    }
    codes = _codes_of_reasons()
    return shared | {
        words: code for words in times_by_words if (code := codes.get(words.casefold()))
    }


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _may_be_told(reason: str) -> bool:
    """Tell whether words are one printable line, and no key of their own."""
    is_line = line_fault(reason, "", _REASON_LIMIT) is None
    return is_line and reason not in _KEYS_OF_REASONS


def _because(row: ExportRow, reasons: Mapping[str, str]) -> str | None:
    if row.phase is not Phase.ARCHIVED or row.held_or_archived_because is None:
        return None
    return reasons.get(_in_one_line(row.held_or_archived_because), OTHER_REASON)


def _ended_by() -> dict[str, ActorKind]:
    """Find who leads to each status that ends a complaint, by LAPOR!'s table."""
    kinds = {REPORTER: ActorKind.REPORTER, SYSTEM: ActorKind.SYSTEM}
    ends = {status.code for status in LAPOR.statuses if not status.phase.is_open}
    return {
        row.target: kinds.get(who, ActorKind.OFFICER)
        for row in LAPOR.transitions
        for who in row.who
        if row.target in ends
    }


_ENDED_BY = _ended_by()
