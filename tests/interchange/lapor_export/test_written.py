"""One made-up export, as programs that clerks and analysts use wrote it: the same report, or none.

`written` holds what LibreOffice made of it; its script tells how. The others write here.
"""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from sp4n.commandline import main
from sp4n.interchange import FormatError, read_export

WRITTEN = Path(__file__).parent / "written"
AS_IT_WAS = {"named": (), "numeric": (), "early": ("--dates", "dmy")}
FILES = sorted(path.name for path in WRITTEN.glob("*.*_*.*"))
DAY = "Tanggal Laporan Masuk"
OF_THE_FILE = ("about", "problems", "unreadable")

Said = pytest.CaptureFixture[str]


def told(capsys: Said, path: Path, *options: str) -> dict[str, Any]:
    """What ``sp4n report`` says of a file, but for what it says of the file itself."""
    main(["report", str(path), "--by", "month", "--json", *options])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    if "error" in found:
        return {"refused": found["error"]["code"]}
    del found["read"]["dates"]
    return {key: value for key, value in found.items() if key not in OF_THE_FILE}


def figures(capsys: Said, name: str) -> dict[str, Any]:
    """The report of the original that a file was made of."""
    original = name.partition(".")[0]
    return told(capsys, WRITTEN / f"{original}.csv", *AS_IT_WAS[original])


def test_the_figures_of_the_original(capsys: Said) -> None:
    """Counted by hand, in days of WIB; the last one came at 01.01 on New Year's Day there."""
    found = figures(capsys, "named")
    months = {
        one["group"]: one["indicators"]["received"]["value"] for one in found["groups"]["groups"]
    }

    assert 15 == found["received"]
    assert (
        dict.fromkeys(
            ("closed_by_system", "unverified", "closed_by_reporter", "verified", "followed_up"), 3
        )
        == found["by_status"]
    )
    assert {"Dinas Jalan Contoh": 5, "Dinas Air, Contoh": 5, "undisposed": 5} == found["by_agency"]
    assert {
        "2025-01": 2, "2025-02": 1, "2025-03": 2, "2025-04": 1, "2025-05": 2, "2025-06": 1,
        "2025-08": 2, "2025-10": 1, "2025-11": 1, "2025-12": 1, "2026-01": 1,
    } == {month: count for month, count in months.items() if count}  # fmt: skip


REFUSED = {
    "numeric.en_US-detect.ods": "dates_contradict",
    "numeric.en_US-detect.xls": "dates_contradict",
    "numeric.en_US-detect.xlsx": "dates_contradict",
    "numeric.id_ID-detect-as-english.comma.csv": "dates_contradict",
    "numeric.id_ID-detect-as-english.xlsx": "dates_contradict",
    "early.en_US-detect.comma.csv": "dates_unclear",
    "early.en_US-detect.xlsx": "dates_unclear",
}
WRITTEN_OUT = ("numeric.id_ID-detect-as-english.comma.csv",)
"""Texts again after they were swapped: some are as they were, the others have the month first."""


@pytest.mark.parametrize("name", [one for one in FILES if one not in REFUSED])
def test_what_libreoffice_wrote_gives_the_report_of_the_original(name: str, capsys: Said) -> None:
    """In both locales and all formats, with days and times as text, as cells and as numbers."""
    assert figures(capsys, name) == told(capsys, WRITTEN / name)


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_days_that_libreoffice_took_for_months_are_refused_and_put_right(
    name: str, code: str, capsys: Said
) -> None:
    """An American one swaps them where it can; then nobody knows on which day a file was made."""
    order = "mdy" if name in WRITTEN_OUT else "dmy"
    asked = told(capsys, WRITTEN / name, "--dates", order, "--as-of", "2026-01-05")

    assert {"refused": code} == told(capsys, WRITTEN / name)
    assert figures(capsys, name) == asked


def test_nothing_is_known_of_the_day_on_which_a_file_was_made_that_may_be_swapped(
    capsys: Said,
) -> None:
    """The original says 5 January, which stands there as 1 May."""
    found = told(capsys, WRITTEN / "numeric.en_US-detect.xlsx", "--dates", "dmy")

    assert found["as_of"] is None


def table(original: str) -> list[str]:
    """The lines of an original from its header on: frames know nothing above it."""
    text = (WRITTEN / f"{original}.csv").read_text("utf-8")
    return text[text.index("Tracking ID") :].splitlines(keepends=True)


def below_header(original: str, room: Path) -> Path:
    """An original without what stands above its header."""
    path = room / f"{original}.csv"
    path.write_text("".join(table(original)), "utf-8", newline="")
    return path


SMALL = (WRITTEN / "small.xls").read_bytes()


def test_a_small_old_workbook_is_read() -> None:
    """LibreOffice puts one of less than 4,096 bytes among the small streams of its file."""
    complaints = read_export(io.BytesIO(SMALL)).complaints

    assert [("X-1", date(2025, 5, 29)), ("X-2", date(2025, 6, 13))] == [
        (one.number, one.submitted_at.date()) for one in complaints
    ]


@pytest.mark.parametrize(
    ("at", "number"), [(60, 0xFFFFFFFE), (60, 90_000), (56, 2_000), (56, 9_000)]
)
def test_a_small_old_workbook_whose_streams_can_not_be_found_is_damaged(
    at: int, number: int
) -> None:
    """By the number of a sector that is none, or a size at which others would look elsewhere."""
    broken = SMALL[:at] + number.to_bytes(4, "little") + SMALL[at + 4 :]
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO(broken))

    assert "damaged_workbook" == caught.value.code


PANDAS = {
    "as read": {},
    "as text": {"dtype": str},
    "real dates": {"parse_dates": [DAY], "dayfirst": True, "date_format": "mixed"},
}


@pytest.mark.parametrize("original", ["named", "numeric"])
@pytest.mark.parametrize("options", PANDAS.values(), ids=PANDAS)
@pytest.mark.parametrize("kind", ["csv", "semicolon.csv", "xlsx", "ods"])
def test_what_pandas_wrote_gives_the_report_of_the_original(
    original: str, options: dict[str, Any], kind: str, tmp_path: Path, capsys: Said
) -> None:
    """Numbers lose their digits, empty cells become floats, days become instants."""
    source, written = below_header(original, tmp_path), tmp_path / f"written.{kind}"
    frame = pd.read_csv(source, **options)
    if kind.endswith("csv"):
        frame.to_csv(written, index=False, sep=";" if "semi" in kind else ",")
    else:
        frame.to_excel(written, index=False)

    assert told(capsys, source) == told(capsys, written)


@pytest.mark.parametrize("original", ["named", "numeric"])
@pytest.mark.parametrize("days", ["text", "dates"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_polars_wrote_gives_the_report_of_the_original(
    original: str, days: str, kind: str, tmp_path: Path, capsys: Said
) -> None:
    """With days as text and as real dates."""
    source, written = below_header(original, tmp_path), tmp_path / f"written.{kind}"
    frame = pl.read_csv(source)
    if days == "dates":
        form = "%d %b %Y" if original == "named" else "%d/%m/%Y"
        frame = frame.with_columns(pl.col(DAY).str.to_date(form))
        assert date(2025, 1, 3) == frame[DAY][0]
    if kind == "csv":
        frame.write_csv(written)
    else:
        frame.write_excel(written)

    assert told(capsys, source) == told(capsys, written)


def test_months_that_pandas_took_for_days_are_refused(tmp_path: Path, capsys: Said) -> None:
    """It reads 03/01/2025 as the first of March unless it is told otherwise."""
    source, written = below_header("early", tmp_path), tmp_path / "written.csv"
    pd.read_csv(source, parse_dates=[DAY]).to_csv(written, index=False)

    assert {"refused": "dates_unclear"} == told(capsys, written)
    assert told(capsys, source, "--dates", "dmy") == told(capsys, written, "--dates", "dmy")
