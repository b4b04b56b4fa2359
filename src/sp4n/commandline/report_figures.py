"""What ``sp4n report`` reads: an export, and the figures that are worked out of it."""

import argparse
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.commandline.console import shows_progress
from sp4n.commandline.sources import export_named
from sp4n.interchange import Export, read_export
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

if TYPE_CHECKING:
    from sp4n.monitoring.indicators.snapshot import Dimension

__all__ = ["ReadExport", "read_figures"]

_UNKNOWN_STATUS = "unknown"  # the key of those whose label nobody knows


@frozen
class ReadExport:
    """What was read, and the figures that were worked out of it."""

    export: Export
    period: Period | None
    found: Report
    by_agency: GroupedReport
    groups: GroupedReport | None

    def by_status(self) -> dict[str, int | None]:
        """Count by status code; those whose label nobody knows are ``unknown``."""
        found = self.found["by_status"]
        counts: dict[str, int | None] = {
            one.key: None if one.share is None else one.share.part for one in found.parts
        }
        unknown = found.left_out("unknown")
        return counts if unknown == 0 else counts | {_UNKNOWN_STATUS: unknown}


def read_figures(asked: argparse.Namespace) -> ReadExport:
    """Read the export that was asked for, and work out its figures."""
    export = read_export(
        export_named(asked.export),
        region=asked.region,
        times=asked.zone if asked.local_times else "UTC",
        progress=shows_progress(),
    )
    snapshot = observe_export(export, calendar=indonesia(zone=asked.zone), as_of_on=asked.as_of)
    period = None
    if asked.since is not None or asked.until is not None:
        period = Period(asked.since, asked.until)
    dimensions: tuple[Dimension, ...] = tuple(dict.fromkeys(("agency", asked.by or "agency")))
    found = report(snapshot, period)
    grouped = tuple(report_by(snapshot, one, period) for one in dimensions)
    if asked.suppress is not None:
        found, grouped = published(found, *grouped, fewest=asked.suppress)
    groups = None if asked.by is None else grouped[-1]
    return ReadExport(export, period, found, grouped[0], groups)
