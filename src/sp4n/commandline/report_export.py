"""``sp4n report``: the indicators that an export of LAPOR! can support, and which it can't."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.commandline.console import Console, shows_progress
from sp4n.commandline.report_words import show
from sp4n.commandline.sources import export_named
from sp4n.interchange import Export, read_export
from sp4n.labels import Label, Language
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

__all__ = ["ReadExport", "run"]

_UNKNOWN_STATUS, _UNKNOWN_AGENCY = "unknown", "(unknown)"  # keys of those without either
_ONE_OF_BOTH = Label(
    id="pakai salah satu: --csv atau --json", en="use one of both: --csv or --json"
)
_UNREADABLE_ROWS = Label(
    id="baris yang tidak terbaca: {n} (--json menyebutkan semuanya)",
    en="rows that could not be read: {n} (--json tells them all)",
)


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


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the indicators of an export; 0 even if some rows could not be read: they are told."""
    if asked.csv and console.as_json:
        console.complain(_ONE_OF_BOTH.text(console.language))
        return 2
    read = _read(asked)
    if asked.csv:
        told = read.found if read.groups is None else read.groups
        console.verbatim(told.table().to_csv())
        if read.export.unreadable:
            n = len(read.export.unreadable)
            console.complain(_UNREADABLE_ROWS.text(console.language, n=n))
    elif console.as_json:
        console.document(_document(read, console.language))
    else:
        show(read, console)
    return 0


def _read(asked: argparse.Namespace) -> ReadExport:
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


def _document(read: ReadExport, language: Language) -> dict[str, object]:
    told, export = read.found.to_dict(language), read.export
    document: dict[str, object] = {
        "about": dict(export.about),
        "as_of": told["as_of"],
        "period": None if read.period is None else read.period.to_dict(),
        "received": read.found["received"].value,
        "by_status": read.by_status(),
        "by_agency": {
            name or _UNKNOWN_AGENCY: one["received"].value for name, one in read.by_agency.items()
        },
        "indicators": told["indicators"],
        "unsupported": told["unsupported"],
        "unreadable": [one.to_dict(language) for one in export.unreadable],
        "notes": _notes(export),
        "missing_columns": list(export.missing_columns),
        "unknown_columns": list(export.unknown_columns),
        "other_sheets": list(export.other_sheets),
    }
    return document if read.groups is None else document | {"groups": read.groups.to_dict(language)}


def _notes(export: Export) -> list[dict[str, object]]:
    """Count what could not be taken as it stands, by column and code, most often first."""
    counts = Counter((note.where, note.code) for row in export.rows for note in row.notes)
    return [
        {"column": column, "code": code, "rows": n} for (column, code), n in counts.most_common()
    ]
