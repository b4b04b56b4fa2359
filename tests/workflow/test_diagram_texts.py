"""Diagrams as text for Mermaid and Graphviz; and how words are broken into lines in the picture."""

import re

import pytest
from drawn_workflows import workflow_with, workflows
from hypothesis import given
from hypothesis import strategies as st

from sp4n.labels import Language
from sp4n.workflow import LAPOR, Workflow
from sp4n.workflow.diagram import dot, mermaid
from sp4n.workflow.diagram.text_blocks import Style, block, width_of, wrapped

LANGUAGES: tuple[Language, ...] = ("id", "en")

# --- Mermaid and Graphviz

_MERMAID_LINE = re.compile(
    r"stateDiagram-v2|    direction TB"
    r'|    state "(?:[A-Za-z0-9 .,()/-]|#\d+;)+" as s\w+'
    r"|    (?:\[\*\]|s\w+) --> (?:\[\*\]|s\w+)(?: : (?:[A-Za-z0-9 .,()/-]|#\d+;)+)?"
    r"|    classDef phase_\w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}"
    r"|    class s\w+(?:,s\w+)* phase_\w+",
    re.ASCII,
)
_DOT_WORDS = r'"(?:[^"\\\n]|\\.)*"'
_DOT_LINE = re.compile(
    rf"digraph {_DOT_WORDS} \{{|\}}|    start -> s\w+"
    rf"|    \w+(?: -> s\w+)? \[(?:\w+=(?:{_DOT_WORDS}|[\w.]+)(?:, )?)+\]",
    re.ASCII,
)


@given(workflow=workflows(), language=st.sampled_from(LANGUAGES))
def test_every_line_of_mermaid_is_one_of_a_few_kinds(
    workflow: Workflow, language: Language
) -> None:
    """Whatever the labels hold; and none but the second orders a direction."""
    written = mermaid(workflow, language).splitlines()

    assert [line for line in written if not _MERMAID_LINE.fullmatch(line)] == []
    assert [n for n, line in enumerate(written) if re.search("(?i)direction (TB|LR)", line)] == [1]


@given(workflow=workflows(), language=st.sampled_from(LANGUAGES))
def test_every_line_of_dot_is_one_of_a_few_kinds(workflow: Workflow, language: Language) -> None:
    """Whatever the labels hold."""
    written = dot(workflow, language).removesuffix("\n").split("\n")

    assert [line for line in written if not _DOT_LINE.fullmatch(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_mermaid_has_every_status_and_row(language: Language) -> None:
    """A line each, by hand for one of each kind in both languages."""
    written = mermaid(LAPOR, language).splitlines()
    arrows = [line for line in written if re.search(r"s_\w+ --> s_", line)]
    expected = {
        "id": "selesai otomatis (sistem, sesudah 10 hari kerja)",
        "en": "close by the system (system, after 10 working days)",
    }

    assert sum(line.startswith("    state ") for line in written) == len(LAPOR.statuses)
    assert len(arrows) == len(LAPOR.transitions)
    assert f"    s_followed_up --> s_closed_by_system : {expected[language]}" in arrows


def test_dot_has_every_status_and_row() -> None:
    """A line each, with a double border for ends and dashes for timers."""
    written = dot(LAPOR).splitlines()
    timers = [line for line in written if "style=dashed" in line]

    assert sum("peripheries=" in line for line in written) == len(LAPOR.statuses)
    assert sum("peripheries=2" in line for line in written) == 7
    assert sum(" -> " in line for line in written) == len(LAPOR.transitions) + 1
    assert [re.findall(r"s_(\w+) ->", line) for line in timers] == [
        ["awaiting_completion"],
        ["followed_up"],
    ]


def test_dot_keeps_backslashes_and_entities_as_they_are() -> None:
    r"""Graphviz would take ``\N`` for the node's name and ``&amp;`` for one sign."""
    written = dot(workflow_with(words=(r"\N", "&amp;", '"', "a  b")))

    assert [word in written for word in (r'"\\N"', '"&amp;amp;"', r'"\""', '"a b"')] == [True] * 4


# --- text

PLAIN = Style(10)


@given(text=st.text(), most=st.integers(1, 300))
def test_wrapped_lines_fit(text: str, most: int) -> None:
    """Every line, save one of a single character that is wider than there is room."""
    found = wrapped(text, PLAIN, most)

    assert all(width_of(line, PLAIN) <= most or len(line) == 1 for line in found if line != "…")
    assert len(found) <= 6


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("", 60, ()),
        ("tarik kembali", 60, ("tarik", "kembali")),
        ("tarik kembali", 90, ("tarik kembali",)),
        ("close_by_system", 60, ("close_by_", "system")),
        ("tanpajedasamasekali", 60, ("tanpajedas", "amasekali")),
        ("a b c d e f", 1, ("a", "b", "c", "d", "e", "f")),
        ("a b c d e f g", 1, ("a", "b", "c", "d", "e", "…")),
        ("WWW", 1, ("W", "W", "W")),
    ],
)
def test_where_text_breaks(text: str, most: int, expected: tuple[str, ...]) -> None:
    """At blanks, else after a joint, else where it must; what is too long ends in an ellipsis."""
    assert wrapped(text, PLAIN, most) == expected


def test_bold_is_wider_and_wide_signs_are_wide() -> None:
    """So that boxes are wide enough in any of the usual fonts."""
    widths = [width_of(text, PLAIN) for text in ("iii", "aaa", "AAA", "WWW", "漢漢漢")]

    assert widths == sorted(set(widths))
    assert width_of("é", PLAIN) > width_of("e", PLAIN)
    assert width_of("aaa", Style(10, is_bold=True)) > width_of("aaa", PLAIN)


def test_a_block_knows_its_size() -> None:
    """Two lines of 10 pixels with 12 from one to the next, and half a line between."""
    found = block([("aa", PLAIN), ("", PLAIN), ("a", PLAIN)], 60)

    assert [(line.text, line.baseline) for line in found.lines] == [("aa", 10), ("a", 28)]
    assert (found.width, found.height) == (width_of("aa", PLAIN), 30)
