"""``sp4n report``: the indicators that an export of LAPOR! can support, and which it can't."""

import argparse
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from attrs import frozen

from sp4n.commandline.console import Console, columns, first_of, shows_progress
from sp4n.interchange import Export, read_export
from sp4n.labels import Label, Language
from sp4n.monitoring import (
    GroupedReport,
    Period,
    Report,
    observe_export,
    report,
    report_by,
)
from sp4n.policy import sample_export
from sp4n.workdays import indonesia

__all__ = ["run"]

_UNDISPOSED, _UNKNOWN_STATUS = "undisposed", "unknown"  # keys of those without either
_SHOWN_LINES = 20  # own choice: of each list; --json gives all

_TITLE = Label(
    id="{name}: {n} pengaduan diterima{unreadable}, keadaan {as_of}",
    en="{name}: {n} complaints received{unreadable}, as of {as_of}",
)
_UNREADABLE_ROWS = Label(id=", {n} baris tidak terbaca", en=", {n} rows unreadable")
_NO_DAY = Label(
    id="hari yang tidak disebut berkas (pakai --as-of)",
    en="a day that the file does not tell (use --as-of)",
)
_BY_STATUS = Label(id="Menurut status", en="By status")
_BY_AGENCY = Label(id="Menurut instansi", en="By agency")
_INDICATORS = Label(id="Indikator", en="Indicators")
_GROUPS = Label(id="Menurut {by}: {group}", en="By {by}: {group}")
_UNSUPPORTED = Label(id="Yang tidak dapat dikatakan berkas ini", en="What this file can't say")
_UNREADABLE = Label(id="Baris yang tidak terbaca", en="Rows that could not be read")
_NOTES = Label(
    id="Dibaca dengan catatan (kolom, alasan, banyaknya baris)",
    en="Read with a note (column, reason, how many rows)",
)
_HIDDEN = Label(id="(disembunyikan)", en="(suppressed)")
_NOBODY = Label(id="(belum didisposisikan)", en="(not disposed)")
_UNKNOWN = Label(id="(tidak diketahui)", en="(unknown)")
_DIMENSIONS = {
    "agency": Label(id="instansi", en="agency"),
    "category": Label(id="kategori", en="category"),
    "classification": Label(id="klasifikasi", en="class"),
    "channel": Label(id="kanal", en="channel"),
    "region": Label(id="wilayah", en="region"),
    "month": Label(id="bulan", en="month"),
}


@frozen
class _Read:
    """What was read, and the figures that were worked out of it."""

    export: Export
    period: Period | None
    found: Report
    by_agency: GroupedReport
    groups: GroupedReport | None


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the indicators of an export; 0 even if some rows could not be read: they are told."""
    read = _read(asked)
    if asked.csv:
        told = read.found if read.groups is None else read.groups
        console.verbatim(told.table().to_csv())
    elif console.as_json:
        console.document(_document(read, console.language))
    else:
        _show(read, console)
    return 0


def _read(asked: argparse.Namespace) -> _Read:
    source = BytesIO(sample_export().encode()) if asked.export == "sample" else asked.export
    export = read_export(
        source,
        region=asked.region,
        times=asked.zone if asked.local_times else "UTC",
        progress=shows_progress(),
    )
    snapshot = observe_export(export, calendar=indonesia(zone=asked.zone), as_of_on=asked.as_of)
    period = None
    if asked.since is not None or asked.until is not None:
        period = Period(asked.since, asked.until)
    found, by_agency = report(snapshot, period), report_by(snapshot, "agency", period)
    groups = None if asked.by is None else report_by(snapshot, asked.by, period)
    if asked.suppress is not None:
        found, by_agency = found.suppressed(asked.suppress), by_agency.suppressed(asked.suppress)
        groups = None if groups is None else groups.suppressed(asked.suppress)
    return _Read(export, period, found, by_agency, groups)


def _document(read: _Read, language: Language) -> dict[str, object]:
    told, export = read.found.to_dict(language), read.export
    document: dict[str, object] = {
        "about": dict(export.about),
        "as_of": told["as_of"],
        "period": None if read.period is None else read.period.to_dict(),
        "received": read.found["received"].value,
        "by_status": _by_status(read),
        "by_agency": {
            name or _UNDISPOSED: one["received"].value for name, one in read.by_agency.items()
        },
        "indicators": told["indicators"],
        "unsupported": told["unsupported"],
        "unreadable": [one.to_dict(language) for one in export.unreadable],
        "notes": [
            {"column": column, "code": code, "rows": n} for (column, code), n in _notes(export)
        ],
        "missing_columns": list(export.missing_columns),
        "unknown_columns": list(export.unknown_columns),
    }
    return document if read.groups is None else document | {"groups": read.groups.to_dict(language)}


def _by_status(read: _Read) -> dict[str, int | None]:
    """Count by status code; those whose label nobody knows are ``unknown``."""
    found = read.found["by_status"]
    counts: dict[str, int | None] = {
        one.key: None if one.share is None else one.share.part for one in found.parts
    }
    unknown = found.left_out("unknown")
    return counts if unknown == 0 else counts | {_UNKNOWN_STATUS: unknown}


def _notes(export: Export) -> list[tuple[tuple[str, str], int]]:
    """Count what could not be taken as it stands, by column and code, most often first."""
    return Counter(
        (note.where, note.code) for row in export.rows for note in row.notes
    ).most_common()


def _show(read: _Read, console: Console) -> None:
    language, export = console.language, read.export
    console.line(_title(read, language))
    labels = {one.key: one.label.text(language) for one in read.found["by_status"].parts}
    _counts(_BY_STATUS, [(labels.get(k, k), n) for k, n in _by_status(read).items()], console)
    offices = [(name, one["received"].value) for name, one in read.by_agency.items()]
    offices.sort(key=_largest_first)
    _counts(_BY_AGENCY, [(name or _NOBODY.text(language), n) for name, n in offices], console)
    _sentences(_INDICATORS.text(language), read.found, console)
    if read.groups is not None:
        by = _DIMENSIONS[read.groups.dimension].text(language)
        for key, found in read.groups.items():
            group = key or _UNKNOWN.text(language)
            _sentences(_GROUPS.text(language, by=by, group=group), found, console)
    _list(_UNSUPPORTED, _unsupported(read.found, language), console)
    notes = [f"{column}: {code}: {n}" for (column, code), n in _notes(export)]
    _list(_NOTES, notes, console)
    _list(_UNREADABLE, [one.message(language) for one in export.unreadable], console)


def _unsupported(found: Report, language: Language) -> list[str]:
    """Say each lack once, with all that it makes impossible."""
    by_lack: dict[str, list[str]] = {}
    for one in found.unsupported:
        by_lack.setdefault(one.why(language), []).append(one.definition.label.text(language))
    return [f"{', '.join(labels)}: {why}" for why, labels in by_lack.items()]


def _title(read: _Read, language: Language) -> str:
    unreadable, as_of = len(read.export.unreadable), read.found.as_of
    name = read.export.about.get("Nama Instansi") or read.export.about.get("Judul Laporan") or "-"
    lost = _UNREADABLE_ROWS.text(language, n=unreadable) if unreadable else ""
    day = _NO_DAY.text(language) if as_of is None else as_of.isoformat()
    n = read.found["received"].value
    return _TITLE.text(language, name=name, n=n, unreadable=lost, as_of=day)


def _largest_first(row: tuple[str | None, object]) -> tuple[int, str]:
    name, n = row
    return (-n if isinstance(n, int) else 0, name or "")


def _counts(title: Label, rows: list[tuple[str, object]], console: Console) -> None:
    hidden = _HIDDEN.text(console.language)
    _list(title, columns([(name, hidden if n is None else n) for name, n in rows]), console)


def _sentences(title: str, found: Report, console: Console) -> None:
    console.heading(title)
    for one in found:
        console.line(one.brief(console.language), indent=2)


def _list(title: Label, lines: Sequence[str], console: Console) -> None:
    """Print the first of some lines below a title; nothing when there are none."""
    if lines:
        console.heading(title.text(console.language))
        for line in first_of(lines, _SHOWN_LINES, console.language):
            console.line(line, indent=2)
