"""The page of decree tables says what the table says."""

import re
import runpy
from pathlib import Path

import pytest

from sp4n.workdays import decrees

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference" / "decrees.md").read_text("utf-8")


def test_the_page_is_fresh() -> None:
    """Else run ``.venv/bin/python docs/write_decrees.py`` again."""
    generator = runpy.run_path(str(DOCS / "write_decrees.py"))

    assert generator["page"]() == PAGE


def test_every_decree_has_its_section() -> None:
    """A heading for each, in the order of the table."""
    headings = re.findall(r"^### ((?:SKB|Keppres) .*)$", PAGE, re.MULTILINE)

    assert headings == [str(one) for one in decrees()]


@pytest.mark.parametrize(
    "line",
    [
        # 22 May 2020 a working day, two days ahead
        "- Fri 2020-05-22 joint leave: Eid al-Fitr (Hari Raya Idul Fitri)",
        # 18 August 2025, added on 7 August 2025
        "+ Mon 2025-08-18 joint leave: Independence Day (Hari Kemerdekaan Republik Indonesia)",
        # 1 Muharram 2021, from 10 to 11 August
        "- Tue 2021-08-10 national holiday: Islamic New Year (Tahun Baru Islam)",
        "+ Wed 2021-08-11 national holiday: Islamic New Year (Tahun Baru Islam)",
        # Idul Adha 2022, from Saturday to Sunday
        "+ Sun 2022-07-10 national holiday: Eid al-Adha (Hari Raya Idul Adha)",
    ],
)
def test_a_change_that_is_known_from_elsewhere_stands_there_once(line: str) -> None:
    """Each change belongs to one decree."""
    assert PAGE.splitlines().count(line) == 1


def test_no_day_of_an_estimated_year_is_listed() -> None:
    """Such days depend on the installed version of the package `holidays`."""
    assert re.findall(r"20(?:28|29)-\d\d-\d\d", PAGE) == []
