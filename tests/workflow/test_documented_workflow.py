"""The page about LAPOR!'s workflow says what the library does."""

import re
import runpy
from pathlib import Path

import pytest

from sp4n.messages import catalogue
from sp4n.workflow import LAPOR, Reason

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference" / "workflow.md").read_text("utf-8")
WRITTEN: dict[str, str] = runpy.run_path(str(DOCS / "write_workflow.py"))["files"]()


@pytest.mark.parametrize("name", WRITTEN)
def test_the_page_and_its_pictures_are_fresh(name: str) -> None:
    """Else run ``.venv/bin/python docs/write_workflow.py`` again."""
    assert (DOCS / "reference" / name).read_text("utf-8") == WRITTEN[name]


def test_every_row_of_the_table_stands_there_once() -> None:
    """In the table's order: from, command, and to."""
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)`: .*? \| .*? \| `(\w+)` \|", PAGE, re.MULTILINE)

    assert rows == [(row.source, row.command, row.target) for row in LAPOR.transitions]


def test_every_refusal_code_stands_there_once() -> None:
    """With its kind."""
    rows = re.findall(r"^\| `(\w+)` \| (authority|validity|hidden) \|", PAGE, re.MULTILINE)

    assert rows == [(code, Reason(code).kind) for code in catalogue("en")["reason"]]


@pytest.mark.parametrize(
    "row",
    [
        # LAPOR!'s own labels, as an admin export has them
        "| `awaiting_completion` | Menunggu Kelengkapan Informasi | awaiting completion |",
        "| `followed_up` | Ditindaklanjuti oleh Instansi | followed up by the agency |",
        # the two timers
        "| `archived_by_system` |  | after 30 calendar days (*sesudah 30 hari kalender*) |",
        "| `closed_by_system` |  | after 10 working days (*sesudah 10 hari kerja*) | `verified` |",
        # what no source tells
        "| `unverified` | `not_at_the_root` |  | `own choice`",
        "| `unverified` |  |  | `inferred`",
    ],
)
def test_a_fact_that_is_known_from_elsewhere_stands_there_once(row: str) -> None:
    """Each is told in one row."""
    assert PAGE.count(row) == 1


def test_no_cell_breaks_its_table() -> None:
    """Every row of a table has as many cells as the row above it."""
    for lines in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        assert len({line.count("|") for line in lines.splitlines()}) == 1
