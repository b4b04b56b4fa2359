"""The page of indicators says what the definitions say."""

import runpy
from pathlib import Path

from sp4n.monitoring import MEASURES

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference" / "indicators.md").read_text("utf-8")


def test_the_page_is_fresh() -> None:
    """Else run ``.venv/bin/python docs/write_indicators.py`` again."""
    generator = runpy.run_path(str(DOCS / "write_indicators.py"))

    assert generator["page"]() == PAGE


def test_every_indicator_has_its_section() -> None:
    """Each by its id, once."""
    for one in MEASURES:
        assert 1 == PAGE.splitlines().count(f"### {one.definition.id}")
