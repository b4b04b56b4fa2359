"""``sp4n report``: the indicators that an export of LAPOR! can support, and which it can't."""

import argparse
from collections import Counter

from sp4n.commandline.console import Console
from sp4n.commandline.report_figures import ReadExport, read_figures
from sp4n.commandline.report_words import show
from sp4n.interchange import Export
from sp4n.labels import Language, Message

_UNKNOWN_AGENCY = "(unknown)"  # the key of those that were given to nobody knows whom
_ONE_OF_BOTH = Message("report.one_of_both")
_UNREADABLE_ROWS = Message("report.unreadable_rows")


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the indicators of exports; 1 if no row could be read, 0 if some could: it is told."""
    if asked.csv and console.as_json:
        console.complain(_ONE_OF_BOTH.describe(console.language))
        return 2
    read = read_figures(asked)
    if asked.csv:
        told = read.whole if read.groups is None else read.groups
        console.verbatim(told.table().to_csv())
        if read.export.unreadable:
            n = len(read.export.unreadable)
            console.complain(_UNREADABLE_ROWS.fill(console.language, n=n))
        for warning in read.warnings(console.language):
            console.complain(warning)
    elif console.as_json:
        console.document(_document(read, console.language))
    else:
        show(read, console)
    return 1 if read.export.unreadable and not read.export.rows else 0


def _document(read: ReadExport, language: Language) -> dict[str, object]:
    told, export = read.whole.to_dict(language), read.export
    document: dict[str, object] = {
        "about": dict(export.about),
        "as_of": told["as_of"],
        "period": None if read.period is None else read.period.to_dict(),
        "received": read.whole["received"].value,
        "by_status": read.by_status(),
        "by_agency": {
            name or _UNKNOWN_AGENCY: group["received"].value
            for name, group in read.by_agency.items()
        },
        "indicators": told["indicators"],
        "unsupported": told["unsupported"],
        "read": {
            "rows": len(export.rows),
            "unreadable": len(export.unreadable),
            "updates": export.updates,
            "times": export.times,
            "zone": read.zone,
            "dates": export.dates,
        },
        "warnings": read.warnings(language),
        "problems": [problem.to_dict(language) for problem in export.summary()],
        "unreadable": [row.to_dict(language) for row in export.unreadable],
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
