"""The tutorial in two languages: its examples can't drift apart. The pages themselves are run."""

import re
from doctest import DocTestParser
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
README = DOCS.parent / "README.md"
ENGLISH = DOCS / "tutorial" / "from-export-to-scorecard.md"
INDONESIAN = DOCS / "tutorial" / "dari-laporan-ringkas-ke-kartu-nilai.md"

# How an answer is put into words: the only thing in which the examples may differ.
_SAID = re.compile(r"\.(?:describe|figure_text)\((?:\"id\")?(?:, )?(?:short=True)?\)")


def pieces(page: Path) -> list[str]:
    """The examples block by block, whatever they are said to print."""
    text = page.read_text("utf-8")
    return [
        "".join(_SAID.sub("", one.source) for one in DocTestParser().get_examples(block))
        for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    ]


def headings(page: Path) -> list[str]:
    """Levels and numbers."""
    return re.findall(r"^#+ (?:\d\. )?", page.read_text("utf-8"), re.MULTILINE)


def test_both_tutorials_have_the_same_examples() -> None:
    """But for the language of their answers."""
    assert len(pieces(ENGLISH)) > 10
    assert pieces(ENGLISH) == pieces(INDONESIAN)
    assert headings(ENGLISH) == headings(INDONESIAN)


def test_the_indonesian_tutorial_has_indonesian_answers() -> None:
    """Wherever an example says something in words."""
    said = [one[0] for one in _SAID.finditer(INDONESIAN.read_text("utf-8"))]

    assert [one for one in said if '("id"' in one] == said != []


@pytest.mark.parametrize(
    ("page", "link"),
    [
        (ENGLISH, INDONESIAN.name),
        (INDONESIAN, ENGLISH.name),
        (README, f"docs/tutorial/{ENGLISH.name}"),
        (README, f"docs/tutorial/{INDONESIAN.name}"),
    ],
)
def test_each_tutorial_is_found(page: Path, link: str) -> None:
    """From the other one, and from the front page."""
    assert f"]({link})" in page.read_text("utf-8")


@pytest.mark.parametrize("page", [ENGLISH, INDONESIAN])
@pytest.mark.parametrize(
    "told",
    [
        "read_rows(", "columns=", ".summary()", ".problems()", "times=", 'dates="dmy"', ".updates",
        "lapor_id", "offices.unknown", "--dates", "--times", "--columns", "--oversight-since",
        "sp4n report --help",
    ],
)  # fmt: skip
def test_each_tutorial_tells_how_exports_are_read(page: Path, told: str) -> None:
    """What a file may not say of itself, in the library and on the command line."""
    assert told in page.read_text("utf-8")
