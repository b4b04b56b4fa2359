"""What ``sp4n report`` shows people: how many, where they are, and what the file can't say."""

from collections.abc import Iterator, Sequence

from sp4n.commandline.console import WIDTH_COLUMNS, Console, columns, cut_apart, first_of
from sp4n.commandline.report_figures import ReadExport
from sp4n.labels import Label, Language, Template
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.monitoring import UNDISPOSED, UNDISPOSED_LABEL, GroupedReport, Report, Share

_SHOWN_LINES = 20  # own choice: of each list; --json gives all
_GAP = 2  # signs between columns, and before the first

_TITLE = Template(
    id="{name} ({period}); pengaduan diterima: {n}; baris tidak terbaca: {unreadable};"
    " keadaan per {as_of}",
    en="{name} ({period}); complaints received: {n}; rows unreadable: {unreadable}; as of {as_of}",
)
_ZONES = Template(
    id="Jam yang tidak menyebutkan zonanya dibaca sebagai {times}; tanggal di bawah ini menurut"
    " {zone}.",
    en="Where a time names no zone, it was read as {times}; the days below are those of {zone}.",
)
_NO_NAME = Label(id="Laporan tanpa nama instansi", en="Export without an agency's name")
_EVER = Label(id="semua hari", en="all days")
_NO_DAY = Label(
    id="tanggal yang tidak disebutkan berkas (pakai --as-of)",
    en="a day that the file does not tell (use --as-of)",
)
_BY_STATUS = Label(id="Menurut status", en="By status")
_INDICATORS = Label(id="Indikator", en="Indicators")
_UNSUPPORTED = Label(id="Yang tidak dapat diketahui dari berkas ini", en="What this file can't say")
_UNREADABLE = Label(id="Baris yang tidak terbaca", en="Rows that could not be read")
_NOTES = Label(id="Dibaca dengan catatan", en="Read with a note")
_COLUMNS = Label(id="Kolom", en="Columns")
_MISSING = Template(id="tidak ada: {names}", en="missing: {names}")
_STRANGE = Template(id="tidak dikenal, tidak dibaca: {names}", en="unknown, not read: {names}")
_SHEETS = Template(id="lembar yang tidak dibaca: {names}", en="sheets not read: {names}")
_HIDDEN = Label(id="(disembunyikan)", en="(suppressed)")
_UNKNOWN = Label(id="tidak diketahui", en="unknown")
_HEADINGS = (
    ("received", Label(id="diterima", en="received")),
    ("follow_up_rate", Label(id="ditindaklanjuti", en="followed up")),
    ("closed_by", Label(id="selesai", en="closed")),
    ("archived_by", Label(id="diarsipkan", en="archived")),
    ("backlog", Label(id="terbuka*", en="open*")),
)
_STOCK = Label(
    id="* semua yang terbuka saat dibaca, kapan pun diterima",
    en="* all that are open when read, whenever received",
)
_HIDDEN_FIGURE = Label(id="? disembunyikan", en="? suppressed")
_FEW = Template(id="disembunyikan: {names}", en="suppressed: {names}")
_BY = {
    "agency": Label(id="Menurut instansi", en="By agency"),
    "category": Label(id="Menurut kategori", en="By category"),
    "classification": Label(id="Menurut klasifikasi", en="By class"),
    "channel": Label(id="Menurut kanal", en="By channel"),
    "region": Label(id="Menurut wilayah", en="By region"),
    "month": Label(id="Menurut bulan", en="By month"),
}


def show(read: ReadExport, console: Console) -> None:
    """Print the figures of an export, and what is wrong with it."""
    language = console.language
    for warning in read.warnings(language):
        console.line(warning)
    console.line(_title(read, language))
    console.line(_ZONES.fill(language, times=read.export.times, zone=read.zone))
    _counts(read, console)
    _groups(read.by_agency, console)
    if read.groups is not None and read.groups.dimension != read.by_agency.dimension:
        _groups(read.groups, console)
    console.heading(_INDICATORS.describe(language))
    for indicator in read.whole:
        console.line(indicator.describe(language, short=True), indent=2)
    _list(_UNSUPPORTED, _unsupported(read.whole, language), console)
    _list(_COLUMNS, list(_strange(read, language)), console)
    for title, kinds in ((_NOTES, ("file", "note")), (_UNREADABLE, ("unreadable",))):
        problems = [problem for problem in read.export.summary() if problem.kind in kinds]
        _list(title, [problem.describe(language) for problem in problems], console)


def _title(read: ReadExport, language: Language) -> str:
    about, as_of, n = read.export.about, read.whole.as_of, read.whole["received"].value
    governments = sorted(read.export.offices.governments)
    return _TITLE.fill(
        language,
        name=", ".join(governments) or about.get("Judul Laporan") or _NO_NAME.describe(language),
        period=_EVER.describe(language) if read.period is None else str(read.period),
        n=_HIDDEN.describe(language) if n is None else n,
        unreadable=len(read.export.unreadable),
        as_of=_NO_DAY.describe(language) if as_of is None else as_of.isoformat(),
    )


def _counts(read: ReadExport, console: Console) -> None:
    language = console.language
    labels = {part.key: part.label.describe(language) for part in read.whole["by_status"].parts}
    hidden = _HIDDEN.describe(language)
    rows = [
        (labels.get(key) or _UNKNOWN.describe(language), hidden if n is None else n)
        for key, n in read.by_status().items()
    ]
    _list(_BY_STATUS, columns(rows), console)


def _groups(grouped: GroupedReport, console: Console) -> None:
    """Print a row for each group, the largest first; months in their order."""
    language = console.language
    rows = [(_name(key, language), *_figures(report, language)) for key, report in grouped.items()]
    shown = [row for row in rows if row[1].isdecimal()]
    if grouped.dimension != "month":
        shown.sort(key=lambda row: (-int(row[1]), row[0]))
    head = ("", *(label.describe(language) for _, label in _HEADINGS))
    lines: list[str] = []
    if shown:
        table = columns(list(_fitted([head, *shown])))
        lines = [*first_of(table, _SHOWN_LINES + 1, language), _STOCK.describe(language)]
    if any("?" in row for row in shown):
        lines[-1] += f"; {_HIDDEN_FIGURE.describe(language)}"
    few = [row[0] for row in rows if not row[1].isdecimal()]
    lines += [_FEW.fill(language, names="; ".join(few))] if few else []
    _block(_BY[grouped.dimension], lines, console)


def _fitted(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Set figures to the right, below their headings, and cut names to what room is left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = WIDTH_COLUMNS - sum(n + _GAP for n in widths[1:]) - _GAP
    names = cut_apart([name for name, *_ in rows], room)
    for name, (_, *figures) in zip(names, rows, strict=True):
        yield [name, *(figure.rjust(n) for figure, n in zip(figures, widths[1:], strict=True))]


def _name(key: str | None, language: Language) -> str:
    if key is None:
        return f"({_UNKNOWN.describe(language)})"
    if key == UNDISPOSED:
        return f"({UNDISPOSED_LABEL.describe(language)})"
    labels = {
        classification.value: label for classification, label in CLASSIFICATION_LABELS.items()
    }
    return labels[key].describe(language) if key in labels else key


def _figures(report: Report, language: Language) -> list[str]:
    return [_figure(report, code, language) for code, _ in _HEADINGS]


def _figure(report: Report, code: str, language: Language) -> str:
    value = report[code].value
    if isinstance(value, Share):
        return value.percent(language)
    return "?" if value is None else str(value)


def _unsupported(report: Report, language: Language) -> list[str]:
    """Say each lack once, with all that it makes impossible."""
    by_lack: dict[str, list[str]] = {}
    for lack in report.unsupported:
        by_lack.setdefault(lack.why(language), []).append(lack.definition.label.describe(language))
    return [f"{', '.join(labels)}: {why}" for why, labels in by_lack.items()]


def _strange(read: ReadExport, language: Language) -> Iterator[str]:
    export = read.export
    for label, names in (
        (_MISSING, export.missing_columns),
        (_STRANGE, export.unknown_columns),
        (_SHEETS, export.other_sheets),
    ):
        if names:
            yield label.fill(language, names=", ".join(names))


def _list(title: Label, lines: Sequence[str], console: Console) -> None:
    """Print the first of some lines below a title; nothing when there are none."""
    _block(title, first_of(lines, _SHOWN_LINES, console.language), console)


def _block(title: Label, lines: Sequence[str], console: Console) -> None:
    if lines:
        console.heading(title.describe(console.language))
        for line in lines:
            console.line(line, indent=2)
