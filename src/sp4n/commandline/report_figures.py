"""What ``sp4n report`` reads: an export, and the figures that are worked out of it."""

import argparse
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.commandline.console import shows_progress
from sp4n.commandline.sources import columns_named, exports_named
from sp4n.interchange import Export, read_export
from sp4n.labels import Language, Message
from sp4n.monitoring import (
    GroupedReport,
    Period,
    Report,
    observe_export,
    published,
    report,
    report_by,
)
from sp4n.workdays import indonesia
from sp4n.workdays.zones import ZONES, Zone, zone_of_province

if TYPE_CHECKING:
    from sp4n.monitoring.indicators.snapshot import Dimension

_ZONE: Zone = "WIB"  # where most people live
_ONE_OF = 100  # own choice: of more than one row in a hundred it is told before any figure
_UNREADABLE = Message("report.unreadable")
_UNKNOWN = Message("report.unknown")
_OUTSIDE = Message("report.outside")
_LATER = Message("report.later")
_OUTSIDE_CODES = frozenset(("outside_period", "after_made"))
_OBJECTS_BETWEEN_COLLECTIONS = 200_000  # own choice: more saves hardly any time
_UNKNOWN_STATUS = "unknown"  # the key of those whose label nobody knows


@frozen
class ReadExport:
    """What was read, and the figures that were worked out of it.

    `period` is what was asked for, else that of the files; `zone` that of the city's days.
    """

    export: Export
    period: Period | None
    zone: Zone
    whole: Report
    by_agency: GroupedReport
    groups: GroupedReport | None

    def by_status(self) -> dict[str, int | None]:
        """Count by status code; those whose label nobody knows are ``unknown``."""
        by_status = self.whole["by_status"]
        counts: dict[str, int | None] = {
            part.key: None if part.share is None else part.share.part for part in by_status.parts
        }
        unknown = by_status.left_out("unknown")
        return counts if unknown == 0 else counts | {_UNKNOWN_STATUS: unknown}

    def warnings(self, language: Language) -> list[str]:
        """Say what makes every figure doubtful: before any figure is shown."""
        export = self.export
        unreadable, rows = len(export.unreadable), len(export.rows)
        unknown = sum(row.status is None for row in export.rows)
        outside = sum(any(note.code in _OUTSIDE_CODES for note in row.notes) for row in export.rows)
        told = [note.describe(language) for note in export.notes if note.code == "dates_doubted"]
        if outside * _ONE_OF > rows:
            told.append(_OUTSIDE.fill(language, n=outside, of=rows))
        later = self._later()
        if later * _ONE_OF > rows:
            told.append(_LATER.fill(language, n=later, of=rows, as_of=str(self.whole.as_of)))
        if unreadable * _ONE_OF > unreadable + rows:
            told.append(_UNREADABLE.fill(language, n=unreadable, of=unreadable + rows))
        if unknown * _ONE_OF > rows:
            told.append(_UNKNOWN.fill(language, n=unknown, of=rows))
        return told

    def _later(self) -> int:
        """Count the complaints that came after the day of the report, in the city's days."""
        as_of, zone = self.whole.as_of, ZONES[self.zone]
        if as_of is None:
            return 0
        end = datetime.combine(as_of + timedelta(days=1), time(), zone)
        return sum(row.complaint.submitted_at >= end for row in self.export.rows)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Let Python look for circles of garbage rarely: a million rows are none."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_rare_collections()
def read_figures(asked: argparse.Namespace) -> ReadExport:
    """Read the exports that were asked for, and work out their figures."""
    province = None if asked.region is None else zone_of_province(asked.region)
    zone: Zone = asked.zone or province or _ZONE
    export = read_export(
        exports_named(asked.exports),
        region=asked.region,
        columns=columns_named(asked.columns),
        dates=asked.dates,
        times=(asked.zone or "local") if asked.times == "local" else asked.times,
        oversight_since=asked.oversight_since,
        progress=shows_progress(),
        words=False,
    )
    snapshot = observe_export(export, calendar=indonesia(zone=zone), as_of_on=asked.as_of)
    period = None
    if asked.since is not None or asked.until is not None:
        period = Period(asked.since, asked.until)
    dimensions: tuple[Dimension, ...] = tuple(dict.fromkeys(("agency", asked.by or "agency")))
    whole = report(snapshot, period)
    grouped = tuple(report_by(snapshot, dimension, period=period) for dimension in dimensions)
    if asked.suppress is not None:
        whole, grouped = published(whole, *grouped, fewest=asked.suppress)
    groups = None if asked.by is None else grouped[-1]
    return ReadExport(export, period or _told(export), zone, whole, grouped[0], groups)


def _told(export: Export) -> Period | None:
    """Give the days of which the files have all complaints: none of these is left out."""
    if export.period is None:
        return None
    first, last = export.period
    return Period(first, last + timedelta(days=1))
