"""A stranger's words, on every screen and in every file: they show as what they are."""

import csv
import io
import json
import re
import tracemalloc
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from naughty import NAUGHTY, hides_nothing, is_line

from sp4n.commandline import main
from sp4n.commandline.console import Console
from sp4n.interchange import read_export
from sp4n.labels import Label
from sp4n.monitoring import (
    observe_export,
    report,
    report_by,
)
from sp4n.policy import Policy
from sp4n.sample import sample_cases, sample_complaints, sample_policy
from sp4n.tables import Table
from sp4n.workdays import indonesia
from sp4n.workflow import (
    Case,
    CommandKind,
    Status,
    Transition,
    Workflow,
)
from sp4n.workflow.diagram import dot, mermaid, svg

NOW = datetime.fromisoformat("2026-03-27T17:00+07:00")
SAMPLE = sample_policy()
LINES = tuple(one for one in NAUGHTY if is_line(one, 200))


class _Words(HTMLParser):
    """The tags of a page, and the words between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag if not attrs else f"{tag} with attributes")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_html(page: str) -> _Words:
    found = _Words()
    found.feed(page)
    found.close()
    return found


RUN_BY_SPREADSHEETS = re.compile(r'["\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20]')


def test_no_cell_of_a_csv_is_run() -> None:
    """Whichever way a spreadsheet splits it: at commas, or at semicolons as in Indonesia."""
    table = Table("x", ["words", "n"], [[words, -1] for words in NAUGHTY])
    rows = list(csv.reader(io.StringIO(table.to_csv(), newline="")))
    cells = [row[0] for row in rows[1:]]
    parts = [part for cell in cells for part in re.split("[;\r\n]", cell)]

    assert len(rows) == len(NAUGHTY) + 1
    assert [] == [part[:80] for part in parts if RUN_BY_SPREADSHEETS.match(part)]
    assert [] == [cell[:80] for cell in cells if cell[:1] in "\t\r" and cell]
    assert {"-1"} == {row[1] for row in rows[1:]}
    assert [] == [
        words
        for words, cell in zip(NAUGHTY, cells, strict=True)
        if re.sub(r"\r\n?", "\n", words)
        not in (cell, cell.replace("'", "", 1), cell.replace("'", ""))
    ]


def test_a_table_in_a_notebook_has_no_tag_of_a_strangers() -> None:
    """And hides nothing; what is one line is shown as it is."""
    shown = {words: Table("x", [words], [[words]])._repr_html_() for words in NAUGHTY}
    tags = {tuple(read_html(page).tags) for page in shown.values()}

    assert {("table", "thead", "tr", "th", "tbody", "tr", "td")} == tags
    assert [] == [words[:80] for words, page in shown.items() if not hides_nothing(page)]
    assert [] == [words for words in LINES if [words] * 2 != read_html(shown[words]).words]


def test_a_terminal_is_given_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is printed for people, on either stream."""
    console = Console(as_json=False, language="en")
    for words in NAUGHTY:
        console.line(words)
        console.heading(words)
        console.rows([[words, 1]])
        console.verbatim(words)
        console.complain(words)
    said = capsys.readouterr()

    assert hides_nothing(said.out)
    assert hides_nothing(said.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["\x1b[31m"], ["due", "\x1b[31m\u202e", "5"], ["check", "\x1b[31m\u202e.toml"],
        ["route", "sample", "\x9b1m.json"], ["report", "a\x1b]0;x\x07.csv"],
        ["report", "sample", "--region", "\u202e1"], ["--language", "\x1b[1m"],
    ],
)  # fmt: skip
def test_what_somebody_typed_is_not_obeyed_either(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong argument or a file's name is told with its escapes."""
    assert main(arguments) in (1, 2)
    assert hides_nothing(capsys.readouterr().err)


def drawn(words: str) -> Workflow:
    label = Label(id=words, en=words)
    return Workflow(
        words,
        (Status("a", "new", label), Status("b", "closed", label)),
        (CommandKind("go", label),),
        (Transition("a", "go", ("reporter",), "b"),),
        "a",
    )


def test_a_diagram_says_what_labels_say() -> None:
    """An SVG has our own elements only, with the words in its tooltips; the others keep a form."""
    known = {"svg", "title", "desc", "style", "rect", "text", "g", "circle", "path"}
    mermaid_lines, dot_lines = set(), set()
    for words in LINES:
        table, said = drawn(words), " ".join(words.split())
        root = ET.fromstring(svg(table))
        titles = [one.text or "" for one in root.iter() if one.tag.endswith("title")]

        assert {one.tag.rpartition("}")[2] for one in root.iter()} <= known
        assert sum(said in title for title in titles) >= 4
        assert hides_nothing("".join(root.itertext()))
        mermaid_lines.add(len(mermaid(table).splitlines()))
        dot_lines.add(len(re.sub(r'"(?:[^"\\]|\\.)*"', "", dot(table)).splitlines()))

    assert (1, 1) == (len(mermaid_lines), len(dot_lines))


def lived(words: str) -> tuple[Policy, tuple[Case, ...]]:
    """The sample city with some words for all of its labels, and a few of its cases."""
    label = Label(id=words, en=words)
    workflow = SAMPLE.workflow
    policy = evolve(
        SAMPLE,
        name=words,
        version=words,
        workflow=evolve(
            workflow,
            statuses=tuple(evolve(one, label=label) for one in workflow.statuses),
            commands=tuple(
                CommandKind(one.code, label, one.fields, one.effects) for one in workflow.commands
            ),
        ),
        standards=tuple(evolve(one, label=label, source=words) for one in SAMPLE.standards),
    )
    return policy, CASES


CASES = sample_cases(sample_complaints(6), policy=SAMPLE)


@pytest.mark.parametrize("words", ["dalam {5} hari", "{x:>300000000}", "{0.__class__}", "{}", "{"])
def test_a_label_is_no_format_string(words: str) -> None:
    """Reports, readings and findings show it as it is, in both languages."""
    policy, cases = lived(words)
    found = report(policy.snapshot(cases, now=NOW))
    by = report_by(policy.snapshot(cases, now=NOW), "agency")
    readings = [one for case in cases for one in policy.assess(case, now=NOW)]
    said = [
        *(found["by_status"].describe(language, short=True) for language in ("id", "en")),
        *(one.describe(language) for one in readings for language in ("id", "en")),
        json.dumps(found.to_dict("id"), ensure_ascii=False),
    ]

    assert readings
    assert [] == [one for one in said if words not in one]
    assert words[1:] in found["verification_in_time"].describe("id")  # "Verifikasi tepat waktu"
    assert "?" not in by.table().to_csv()
    assert read_html(found._repr_html_()).tags.count("script") == 0


def test_a_width_in_a_label_makes_nothing_wide() -> None:
    """A label of 14 characters once made a report of 1.2 GB."""
    policy, cases = lived("{x:>300000000}")
    tracemalloc.start()
    said = report(policy.snapshot(cases, now=NOW)).table().to_csv()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(said) < 100_000
    assert most < 20_000_000


# --- cells of exports

HEADER = (
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Judul Laporan",
    "Isi Laporan Awal", "Status Laporan", "Kategori", "Sumber Laporan", "Instansi Induk",
    "Instansi Terdisposisi", "Alasan Tunda/Arsip", "Provinsi", "Kota/Kabupaten", "Kecamatan",
    "Kelurahan", "Rating",
)  # fmt: skip
NAMES = HEADER[6:10] + HEADER[11:15]
ROW = ("3 Jan 2026", "01:30:15", "x", "x", "Diarsipkan oleh Admin")


@pytest.mark.parametrize("column", HEADER)
def test_an_export_with_naughty_cells_is_read_and_shown_harmlessly(column: str) -> None:
    """A bad cell costs its cell, or its row where a complaint can't be without it."""
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerow(HEADER)
    for n, words in enumerate(NAUGHTY):
        cells = dict(zip(HEADER, (f"C-{n:04}", *ROW), strict=False))
        cells |= {column: words.replace("\x00", "")}
        writer.writerow([cells.get(one, "") for one in HEADER])
    written = into.getvalue().encode(errors="replace")
    export = read_export(io.BytesIO(written), region="99.71")
    names = {
        name
        for row in export.rows
        for name in (row.agency, row.parent_agency, row.complaint.category, row.complaint.channel)
        if name is not None
    }
    snapshot = observe_export(export, calendar=indonesia())
    shown = [
        report(snapshot).table().to_csv(),
        *(report_by(snapshot, by).table().to_csv() for by in ("agency", "category", "region")),
        *(one.describe() for one in export.unreadable),
    ]

    assert export.rows or column in HEADER[:3]
    assert [] == [name for name in names if not is_line(name, 200)]
    assert [] == [one[:200] for one in shown if not hides_nothing(one)]


def test_an_export_of_naughty_agencies_is_told_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As words, as CSV; the title of the file too."""
    file = tmp_path / "export.csv"
    with file.open("w", encoding="utf-8", errors="replace", newline="") as into:
        writer = csv.writer(into)
        writer.writerow(["Nama Instansi", "\x1b[31mKota\u202e"])
        writer.writerow([*HEADER, "\x1b[31mkolom\u202e"])
        for n, words in enumerate(NAUGHTY):
            name = words.replace("\x00", "")
            writer.writerow([f"C-{n:04}", *ROW, name, name, name, name])
    for extra in ([], ["--csv", "--by", "agency"], ["--by", "category"]):
        main(["report", str(file), *extra])
    said = capsys.readouterr()

    assert "C-" not in said.out
    assert hides_nothing(said.out)
    assert hides_nothing(said.err)
