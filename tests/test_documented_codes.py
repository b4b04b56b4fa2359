"""The page of commands and codes says what the library says."""

import runpy
from pathlib import Path

from sp4n.messages import catalogue
from sp4n.workflow import LAPOR

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "reference" / "codes.md").read_text("utf-8")


def test_the_page_is_fresh() -> None:
    """Else run ``.venv/bin/python docs/write_codes.py`` again."""
    assert PAGE == runpy.run_path(str(DOCS / "write_codes.py"))["page"]()


def test_every_code_has_its_line() -> None:
    """Commands, faults and findings, each once."""
    said = catalogue("en")
    codes = [*(command.code for command in LAPOR.commands), *said["fault"], *said["finding"]]

    assert dict.fromkeys(codes, 1) == {code: PAGE.count(f"| `{code}` | ") for code in codes}
