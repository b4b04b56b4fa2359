"""Exports: from LAPOR!'s file to the indicators, as whole processes, with the room they take."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import openpyxl
from attrs import frozen

import sp4n
from benchmarks.comparison import Comparison, Contender
from benchmarks.plain_figures import Figures
from sp4n.interchange.lapor_export.columns import Column
from sp4n.sample import sample_export
from sp4n.workflow import LAPOR

__all__ = ["FEW", "KINDS", "ROWS", "Peak", "exports", "peaks", "reported"]

ROWS = 100_000
"""How many rows an export has."""

FEW = 2_000
"""How many a small one has: a month of a city."""

KINDS = ("csv", "xlsx")
"""The kinds of files."""

_LIVES = 400
_LEAST_WORDS, _MOST_WORDS = 40, 200
_CORRECTED = 3  # every third text was left as the citizen wrote it; of real ones, about as many
_WORDS = [
    "jalan", "rusak", "lampu", "mati", "sampah", "menumpuk", "di", "depan", "kantor", "kelurahan",
    "mohon", "segera", "diperbaiki", "karena", "mengganggu", "warga", "sekitar",
]  # fmt: skip
_ABOUT = (
    "A whole process: from the file to the indicators as JSON. Its texts have 40 to 200 words. "
    "What sp4n counts by status and by agency has to be what pandas and polars count, which check "
    "nothing, make no complaints of the rows, and count no more than that."
)
_READ = {"csv": "`read_csv`", "xlsx": "`read_excel` by calamine"}
_COUNT = """
import json, sys
from benchmarks import plain_figures
print(json.dumps(plain_figures.{library}_counts(sys.argv[1])))
"""


@frozen
class Peak:
    """The most bytes that a process held at a time."""

    name: str
    bytes: int


def exports(rounds: int) -> Iterator[Comparison]:
    """Give the measurements of both kinds of files, small and large."""
    for rows in (FEW, ROWS):
        for kind in KINDS:
            yield _export(kind, rows, rounds)


def peaks() -> list[Peak]:
    """Measure how much room a report of an export takes."""
    return [
        Peak(f"A report of {ROWS:,} rows, .{kind}", _run(_report_of(path))[1])
        for kind, path in _files(ROWS).items()
    ]


def reported(kind: str, rows: int = ROWS) -> str:
    """Name the report of a kind of file."""
    return f"export_{kind}_{rows}"


def _export(kind: str, rows: int, rounds: int) -> Comparison:
    path = _files(rows)[kind]
    return Comparison(
        reported(kind, rows),
        f"An export of {rows:,} rows, .{kind}",
        _ABOUT if (kind, rows) == (KINDS[0], FEW) else "",
        checked=[(path,)],
        timed=[(path,)],
        contenders=(
            Contender("sp4n `python -m sp4n report`", _report, give=_told),
            Contender(f"pandas, {_READ[kind]}", partial(_count, "pandas"), give=_read),
            Contender(f"polars, {_READ[kind]}", partial(_count, "polars"), give=_read),
        ),
        rounds=rounds,
        part="monitoring",
    )


def _report(path: str) -> str:
    return _run(_report_of(path))[0]


def _report_of(path: str) -> list[str]:
    return [sys.executable, "-m", "sp4n", "report", path, "--json"]


def _count(library: str, path: str) -> str:
    return _run([sys.executable, "-c", _COUNT.format(library=library), path])[0]


def _run(command: Sequence[str]) -> tuple[str, int]:
    """Run a command; give what it prints, and the most bytes that it held at a time."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        told.seek(0)
        return told.read(), usage.ru_maxrss * 1024


def _told(document: str) -> Figures:
    """Give the counts in the words of the file."""
    told = json.loads(document)
    labels = {one.code: one.label.id for one in LAPOR.statuses}
    agencies = {"" if name == "undisposed" else name: n for name, n in told["by_agency"].items()}
    statuses = {labels[code]: n for code, n in told["by_status"].items()}
    return [
        ("received", told["received"]),
        ("statuses", dict(sorted(statuses.items()))),
        ("agencies", dict(sorted(agencies.items()))),
    ]


def _read(document: str) -> Figures:
    return [(name, found) for name, found in json.loads(document)]


@cache
def _files(rows: int) -> dict[str, str]:
    """Write one export in both kinds; they go with the process."""
    folder = Path(_FOLDER.name)
    paths = {kind: str(folder / f"export-{rows}.{kind}") for kind in KINDS}
    with Path(paths["csv"]).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows(rows))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Laporan")
    for row in _rows(rows):
        sheet.append(row)
    book.save(paths["xlsx"])
    return paths


_FOLDER = tempfile.TemporaryDirectory(prefix="sp4n-benchmarks-")


def _rows(many: int) -> Iterator[list[str]]:
    """Give the sample city's rows again and again, with numbers and texts of their own."""
    cases = sp4n.sample_cases(sp4n.sample_complaints(_LIVES))
    rows = list(csv.reader(sample_export(cases).splitlines()))
    place = next(at for at, row in enumerate(rows) if row[:1] == [Column.NUMBER.value])
    yield from rows[: place + 1]
    header, lives = rows[place], rows[place + 1 :]
    number, body, final = map(header.index, (Column.NUMBER, Column.BODY, Column.FINAL_BODY))
    for at in range(many):
        row = list(lives[at % len(lives)])
        row[number], row[body] = f"X-{at:06}", _text(at)
        row[final] = f"{row[body]} (dikoreksi)" if at % _CORRECTED else row[body]
        yield row


def _text(at: int) -> str:
    length = _LEAST_WORDS + at * 7 % (_MOST_WORDS - _LEAST_WORDS + 1)
    return " ".join(_WORDS[(at + place * place) % len(_WORDS)] for place in range(length))
