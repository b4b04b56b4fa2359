"""What ``sp4n report`` shows people: how many, where they are, and what the file can't say."""

from collections.abc import Iterator, Sequence

from sp4n.commandline.console import WIDTH_COLUMNS, Console, columns, cut_apart, first_of
from sp4n.commandline.report_figures import ReadExport
from sp4n.labels import Language, Message, Wording
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.monitoring import UNDISPOSED, UNDISPOSED_LABEL, GroupedReport, Report, Share

_SHOWN_LINES = 20  # own choice: of each list; --json gives all
_GAP = 2  # signs between columns, and before the first

_TITLE = Message("report.title")
_ZONES = Message("report.zones")
_NO_NAME = Message("report.no_name")
_EVER = Message("report.ever")
_NO_DAY = Message("report.no_day")
_BY_STATUS = Message("report.by_status")
_INDICATORS = Message("report.indicators")
_UNSUPPORTED = Message("report.unsupported")
_UNREADABLE = Message("report.unreadable_heading")
_NOTES = Message("report.notes")
_COLUMNS = Message("report.columns")
_MISSING = Message("report.missing")
_STRANGE = Message("report.strange")
_SHEETS = Message("report.sheets")
_HIDDEN = Message("report.hidden")
_UNKNOWN = Message("report.unknown_figure")
_HEADINGS = (
    ("received", Message("report.headings_received")),
    ("follow_up_rate", Message("report.headings_followed_up")),
    ("closed_by", Message("report.headings_closed")),
    ("archived_by", Message("report.headings_archived")),
    ("backlog", Message("report.headings_open")),
)
_STOCK = Message("report.stock")
_HIDDEN_FIGURE = Message("report.hidden_figure")
_FEW = Message("report.few")
_BY = {
    "agency": Message("report.by_agency"),
    "category": Message("report.by_category"),
    "classification": Message("report.by_classification"),
    "channel": Message("report.by_channel"),
    "region": Message("report.by_region"),
    "month": Message("report.by_month"),
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


def _list(title: Wording, lines: Sequence[str], console: Console) -> None:
    """Print the first of some lines below a title; nothing when there are none."""
    _block(title, first_of(lines, _SHOWN_LINES, console.language), console)


def _block(title: Wording, lines: Sequence[str], console: Console) -> None:
    if lines:
        console.heading(title.describe(console.language))
        for line in lines:
            console.line(line, indent=2)
