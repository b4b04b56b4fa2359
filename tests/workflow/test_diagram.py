"""Pictures of workflows: all that the table says, alike everywhere, and words that stay words."""

import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from drawn_workflows import DRAWN, EVERYTHING, go, timed, workflow_with, workflows
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reader import SVG, picture_of, texts

from sp4n.labels import Label, Language
from sp4n.workflow import LAPOR, Transition, Workflow
from sp4n.workflow.command_kinds import CommandKind
from sp4n.workflow.diagram import FORMATS, svg
from sp4n.workflow.diagram.text_blocks import plain
from sp4n.workflow.diagram.wording import DARK, LIGHT, Paper, sentence, status_name
from sp4n.workflow.status import PHASE_LABELS, Phase, Status

LANGUAGES: tuple[Language, ...] = ("id", "en")
CITY = DRAWN["city"]
EVERY = pytest.mark.parametrize("workflow", DRAWN.values(), ids=DRAWN)
HOSTILE = (
    "<script>alert(\"x\")</script> & 'y'",
    'a --> b : c; %% {x} "q" `y` \\N \\',
    "#59; direction LR <<fork>> ]]> <!-- -->",
    "é 漢字 😀 {n} { e\u0301\u0302\u0303\u0304",
    "W" * 120 + " panjang" * 10,
)


def tree(workflow: Workflow, language: Language = "id") -> ET.Element:
    return ET.fromstring(svg(workflow, language))


# --- what is shown


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY
def test_every_row_is_told_in_the_picture(workflow: Workflow, language: Language) -> None:
    """In the tooltip of its arrow, and in the description that a screen reader reads."""
    root = tree(workflow, language)
    told = "\n".join(texts(root, "title")).splitlines()
    described = texts(root, "desc")[0].splitlines()

    for row in workflow.transitions:
        said = sentence(workflow, row, language)
        assert (told.count(said), said in described) == (1, True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("workflow", [LAPOR, EVERYTHING], ids=["lapor", "all-extensions"])
def test_every_status_stands_in_its_box(workflow: Workflow, language: Language) -> None:
    """Its label, whole and in LAPOR!'s own words, though on several lines; below it its phase."""
    said = {code: part.words for code, part in picture_of(workflow, language).statuses.items()}

    assert said == {
        one.code: f"{status_name(one, language)} {PHASE_LABELS[one.phase].describe(language)}"
        for one in workflow.statuses
    }


def test_every_command_says_who_may_in_short() -> None:
    """Both admins are one word; the liaison officer and the operator are of the holder's team."""
    assert {
        "verifikasi dan disposisi admin",
        "tindak lanjut pemegangnya sendiri: admin, penghubung, operator",
        "tanggapi pelapor",
        "selesai otomatis sistem sesudah 10 hari kerja",
        "kadaluarsa sistem sesudah 30 hari kalender",
    } <= {part.words for part in picture_of(LAPOR).arrows}


@pytest.mark.parametrize(
    ("language", "own", "command"),
    [("en", "holder's own ", "follow up"), ("id", "pemegangnya sendiri: ", "tindak lanjut")],
)
def test_what_is_for_the_holders_people_says_so(language: Language, own: str, command: str) -> None:
    """LAPOR! lets the holder's own follow up, and nobody above; nothing else says so."""
    said = [part.words for part in picture_of(LAPOR, language).arrows if own in part.words]

    assert [command] * 3 == [one.partition(own)[0].strip() for one in said]


def test_a_window_and_a_number_of_times_are_said() -> None:
    """In words, at the arrow."""
    said = [part.words for part in picture_of(CITY, "en").arrows]

    assert "reopen reporter within 10 working days only once" in said
    assert "close reporter at most 3 times" in said


def test_commands_between_the_same_statuses_share_an_arrow_but_not_with_the_system() -> None:
    """From a to b: two commands on one arrow, and the timer on a dashed one."""
    small = workflow_with(go("a", "b"), go("a", "b", "send"), timed("a", "b"))
    shown = {part.words: part.is_dashed for part in picture_of(small).arrows}

    assert shown == {
        "go pelapor send pelapor": False,
        "end sistem sesudah 10 hari kerja": True,
    }


def test_what_the_system_does_is_dashed() -> None:
    """Both timers of LAPOR!'s table, and a line in the legend."""
    dashed = [one for one in tree(LAPOR).iter(f"{SVG}path") if one.get("stroke-dasharray")]
    arrows = {part.words.split()[0] for part in picture_of(LAPOR).arrows if part.is_dashed}

    assert (arrows, len(dashed)) == ({"selesai", "kadaluarsa"}, 3)


def test_what_cannot_be_reached_says_so() -> None:
    """In the box, which is dashed; everything else can be reached."""
    shown = picture_of(workflow_with(go("a", "b"), go("d", "b")), "en").statuses

    assert {code: part.is_dashed for code, part in shown.items()} == {
        "a": False, "b": False, "c": True, "d": True,
    }  # fmt: skip
    assert shown["d"].words.endswith("cannot be reached")


def test_ends_are_marked_and_nothing_else() -> None:
    """A mark is two circles; the legend has one too, and the beginning is one circle each."""
    closed = sum(not one.phase.is_open for one in LAPOR.statuses)

    assert len(list(tree(LAPOR).iter(f"{SVG}circle"))) == 2 * (closed + 1) + 2


@EVERY
def test_an_arrow_has_the_colour_of_where_it_leads(workflow: Workflow) -> None:
    """As the box there: both are of the class that the phase names."""
    said = {
        sentence(workflow, row, "id"): workflow.phases[row.target] for row in workflow.transitions
    }
    for group in tree(workflow).iter(f"{SVG}g"):
        if group.get("class", "").startswith("arrow"):
            phases = {said[line] for line in texts(group, "title")[0].splitlines()}
            assert group.attrib["class"] == f"arrow {phases.pop()}"


@given(workflow=workflows(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_any_workflow_can_be_drawn(workflow: Workflow, language: Language) -> None:
    """Well-formed, every status and every row told once, whatever the table."""
    root = tree(workflow, language)
    shown = picture_of(workflow, language)
    rows = [sentence(workflow, row, language) for row in workflow.transitions]
    told = [line for part in shown.arrows for line in part.tooltip.splitlines()]

    assert sorted(told) == sorted(rows)
    assert set(shown.statuses) == {one.code for one in workflow.statuses}
    assert texts(root, "desc")[0].splitlines()[1:] == rows


# --- the same everywhere, and safe


def test_the_same_on_every_run() -> None:
    """Whatever the seed of hashes: sets are nowhere the order of anything."""
    code = (
        "from sp4n.workflow import EXTENSIONS, LAPOR, extended; "
        "from sp4n.workflow.diagram import FORMATS; "
        "from hashlib import sha256; "
        "all_of_it = extended(LAPOR, {name: {} for name in EXTENSIONS}); "
        "print(*(sha256(draw(all_of_it, 'id').encode()).hexdigest() for draw in FORMATS.values()))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "7")
    }  # fmt: skip

    assert len(said) == 1


@pytest.mark.parametrize("words", [HOSTILE[:4], HOSTILE[1:]])
def test_hostile_labels_stay_words(words: tuple[str, ...]) -> None:
    """No label makes an element, and each is told whole in a tooltip."""
    hostile = workflow_with(go("a", "b"), go("b", "c"), timed("c", "d"), words=words)
    root = tree(hostile)
    made = {one.tag.removeprefix(SVG) for one in root.iter()}
    titles = texts(root, "title")

    assert made == {"svg", "title", "desc", "style", "rect", "text", "g", "circle", "path"}
    assert [word for word in words if not any(plain(word) in title for title in titles)] == []


@pytest.mark.parametrize("draw", FORMATS.values(), ids=FORMATS)
def test_an_empty_label_shows_the_code(draw: Callable[[Workflow, Language], str]) -> None:
    """Instead of nothing."""
    empty = Label(id=" ", en="")
    rows = (Transition("a", "say", ("reporter",), "b"),)
    statuses = (Status("a", Phase.NEW, empty), Status("b", Phase.CLOSED, empty))
    drawn = draw(Workflow("x/1", statuses, (CommandKind("say", empty),), rows, "a"), "id")

    assert [re.search(said, drawn) is not None for said in (r"[>\"]b[<\"]", "say")] == [True, True]


def test_the_picture_is_plain_ascii_and_says_what_it_is() -> None:
    """Any terminal and file keeps it; its role, language, title and description are there."""
    drawn = svg(workflow_with(words=("é", "漢", "😀", "→")))
    root = ET.fromstring(drawn)

    assert drawn.isascii()
    assert (root.get("role"), root.get("lang")) == ("img", "id")
    assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert {"é", "漢", "😀", "→"} <= set(texts(root, "text"))


def test_a_long_version_does_not_widen_the_picture_without_end() -> None:
    """It is cut in the picture, and whole in the title."""
    root = tree(evolve(CITY, version="kota/" * 40))

    assert int(root.attrib["width"]) < 1000
    assert texts(root, "title")[0] == f"Alur kerja {'kota/' * 40}"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paper", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_colours_that_can_be_read(phase: Phase, paper: Paper) -> None:
    """WCAG AA, in the light and in the dark: words 4.5:1 on whatever is behind them, lines too."""
    look = paper.looks[phase]
    behind = (look.fill, paper.ground, paper.band)
    words = [contrast(ink, fill) for ink in (paper.ink, paper.soft) for fill in behind]
    lines = [contrast(look.ink, fill) for fill in behind]

    assert min(*words, *lines) >= 4.5


@pytest.mark.parametrize("phase", Phase)
def test_dark_readers_get_dark_colours(phase: Phase) -> None:
    """All that is said of the light colours is said again in the media query for dark ones."""
    light, dark = texts(tree(LAPOR), "style")[0].split("@media (prefers-color-scheme:dark)")
    for said, paper in ((light, LIGHT), (dark, DARK)):
        look = paper.looks[phase]
        assert f".sp4n .{phase} .box{{fill:{look.fill};stroke:{look.ink}}}" in said
        assert f".sp4n .{phase} .line{{stroke:{look.ink}}}" in said
        assert f".sp4n text,.sp4n .ink{{fill:{paper.ink}}}" in said


def test_styles_reach_nothing_but_the_picture() -> None:
    """A page that holds it keeps its own: each rule begins with the picture's class."""
    style = texts(tree(LAPOR), "style")[0]
    selectors = [
        one for rule in re.findall(r"([^{}\n]+)\{[^{}\n]", style) for one in rule.split(",")
    ]

    assert [one for one in selectors if not one.startswith(".sp4n ")] == []
    assert len(selectors) > 50


def test_a_notebook_shows_the_picture_and_everything_else_its_text() -> None:
    """It asks for `_repr_svg_`; what is written to a file is the same."""
    drawn: Any = svg(LAPOR)

    assert (drawn, str) == (drawn._repr_svg_(), type(drawn._repr_svg_()))
    assert drawn == pickle.loads(pickle.dumps(drawn))
    assert drawn == json.loads(json.dumps(drawn))
