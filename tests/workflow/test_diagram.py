"""Diagrams: all that the table says, nothing over anything else, and words that stay words."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.labels import Label, Language
from sp4n.model.officer import Role
from sp4n.workdays import Limit
from sp4n.workflow import EXTENSIONS, LAPOR, extended
from sp4n.workflow.commands import CommandKind
from sp4n.workflow.diagram import FORMATS, dot, mermaid, svg
from sp4n.workflow.diagram.composing import Box, Scene, Tag, scene
from sp4n.workflow.diagram.ordering import Link, Spot
from sp4n.workflow.diagram.ranking import ranks
from sp4n.workflow.diagram.text_blocks import Style, block, plain, width_of, wrapped
from sp4n.workflow.diagram.wording import INK, PHASE_LOOKS, SOFT, sentence, status_name
from sp4n.workflow.status import PHASE_LABELS, Phase, Status
from sp4n.workflow.table import Transition, Workflow

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES: tuple[Language, ...] = ("id", "en")
X = Label(id="x", en="x")
TEN_DAYS = Limit(10, "working days")
HOSTILE = (
    "<script>alert(\"x\")</script> & 'y'",
    'a --> b : c; %% {x} "q" `y` \\N \\',
    "#59; direction LR <<fork>> ]]> <!-- -->",
    "é 漢字 😀 {n} { e\u0301\u0302\u0303\u0304",
    "W" * 120 + " panjang" * 10,
)


def table(*rows: Transition, words: tuple[str, ...] = ("x",) * 4, initial: str = "a") -> Workflow:
    """Statuses a (new), b (answered), c (closed) and d (blocked), and these rows."""
    phases = (Phase.NEW, Phase.ANSWERED, Phase.CLOSED, Phase.BLOCKED)
    labels = [Label(id=word, en=word) for word in words]
    codes = dict.fromkeys(row.command for row in rows)
    return Workflow(
        "x/1",
        tuple(Status(*one) for one in zip("abcd", phases, labels, strict=True)),
        tuple(CommandKind(code, Label(id=code, en=code)) for code in codes),
        rows,
        initial=initial,
    )


def go(
    source: str,
    target: str,
    command: str = "go",
    who: str = "reporter",
    *,
    until: Limit | None = None,
    at_most: int | None = None,
) -> Transition:
    return Transition(source, command, (who,), target, until=until, at_most=at_most)


def timed(source: str, target: str, command: str = "end") -> Transition:
    return Transition(source, command, ("system",), target, after=TEN_DAYS)


CITY = table(
    go("a", "b"),
    go("a", "b", "send"),
    timed("a", "b"),
    go("a", "a", "note"),
    timed("a", "a", "remind"),
    go("b", "a", "back"),
    go("c", "b", "reopen", until=TEN_DAYS, at_most=1),
    go("b", "c", "close", at_most=3),
    go("c", "d", "hide"),
)
"""Two commands, and a timer, between the same statuses; loops; an end that leads to another."""

EVERYTHING = extended(LAPOR, {name: {} for name in EXTENSIONS})
DRAWN = [
    pytest.param(LAPOR, id="lapor"),
    pytest.param(EVERYTHING, id="all-extensions"),
    pytest.param(CITY, id="city"),
    pytest.param(table(), id="no-rows"),
]


@frozen
class Rect:
    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "Rect") -> bool:
        """Tell whether two rectangles share more than an edge."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def rect(one: Box | Tag) -> Rect:
    return Rect(one.left, one.top, one.left + one.width, one.top + one.height)


def parts(shown: Scene) -> list[Box | Tag]:
    return [*shown.boxes, *shown.tags]


def things(shown: Scene) -> list[Rect]:
    return [rect(one) for one in parts(shown)]


def lines(shown: Scene) -> Iterator[Rect]:
    """The three parts of each line as rectangles, with the edge on which it ends left out."""
    for wire in shown.wires:
        yield Rect(wire.x - 1, wire.top, wire.x + 1, wire.leaves)
        yield Rect(min(wire.x, wire.to_x) - 1, wire.leaves, max(wire.x, wire.to_x) + 1, wire.enters)
        yield Rect(wire.to_x - 1, wire.enters, wire.to_x + 1, wire.bottom)


def tree(workflow: Workflow, language: Language = "id") -> ET.Element:
    return ET.fromstring(svg(workflow, language))


def texts(root: ET.Element, tag: str) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}{tag}")]


codes = st.text("Ab9._-", max_size=5).map("x{}y".format)
blanks = "\u115f\u1160\u2800\u3164\uffa0"  # which Unicode calls letters and symbols
signs = st.characters(exclude_categories=("C", "M", "Z"), exclude_characters=blanks)
words = st.text(signs | st.just(" "), min_size=1, max_size=30).map("x{}".format)
labels = st.builds(Label, id=words, en=words)
limits = st.builds(Limit, st.integers(1, 99), st.just("working days"))


@st.composite
def transitions(draw: st.DrawFn, statuses: list[str], commands: list[str]) -> Transition:
    ends = st.sampled_from(statuses)
    source, command, target = draw(ends), draw(st.sampled_from(commands)), draw(ends)
    if draw(st.booleans()):
        return Transition(source, command, ("system",), target, after=draw(limits))
    actors = st.lists(st.sampled_from([*Role, "reporter"]), min_size=1, unique=True)
    window, times = draw(st.none() | limits), draw(st.none() | st.integers(1, 9))
    return Transition(source, command, tuple(draw(actors)), target, until=window, at_most=times)


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    """Any workflow: whatever codes, labels, rows and phases."""
    statuses = draw(st.lists(codes, min_size=1, max_size=7, unique=True))
    commands = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    rows = st.lists(
        transitions(statuses, commands), max_size=16, unique_by=lambda row: row.source + row.command
    )
    return Workflow(
        draw(words),
        tuple(Status(code, draw(st.sampled_from(Phase)), draw(labels)) for code in statuses),
        tuple(CommandKind(code, draw(labels)) for code in commands),
        tuple(draw(rows)),
        initial=draw(st.sampled_from(statuses)),
    )


# --- what is shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("workflow", DRAWN)
def test_every_row_is_told_in_the_picture(workflow: Workflow, language: Language) -> None:
    """In the tooltip of its arrow, and in the description that a screen reader reads."""
    root = tree(workflow, language)
    told = "\n".join(texts(root, "title")).splitlines()
    described = texts(root, "desc")[0].splitlines()

    for row in workflow.transitions:
        said = sentence(workflow, row, language)
        assert (told.count(said), said in described) == (1, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_of_lapor_stands_in_its_box(language: Language) -> None:
    """Its label, whole and in LAPOR!'s own words, though on several lines."""
    shown = scene(LAPOR, language)
    said = [" ".join(line.text for line in box.words.lines) for box in shown.boxes]

    assert sorted(said) == sorted(
        f"{status_name(one, language)} {PHASE_LABELS[one.phase].describe(language)}"
        for one in LAPOR.statuses
    )


def test_every_command_says_who_may_in_short() -> None:
    """Both admins are one word; the liaison officer and the operator are of the holder's team."""
    tags = scene(LAPOR, "id").tags
    said = {" ".join(line.text for line in tag.words.lines) for tag in tags}

    assert {
        "verifikasi dan disposisi admin",
        "tindak lanjut admin, penghubung, operator",
        "tanggapi pelapor",
        "selesai otomatis sistem sesudah 10 hari kerja",
        "kadaluarsa sistem sesudah 30 hari kalender",
    } <= said


def test_a_window_and_a_number_of_times_are_said() -> None:
    """In words, at the arrow."""
    said = [" ".join(line.text for line in tag.words.lines) for tag in scene(CITY, "en").tags]

    assert "reopen reporter within 10 working days only once" in said
    assert "close reporter at most 3 times" in said


def test_commands_between_the_same_statuses_share_an_arrow_but_not_with_the_system() -> None:
    """From a to b: two commands on one arrow, and the timer on a dashed one."""
    shown = [
        (tag.arrow.is_timed, [row.command for row in tag.arrow.rows])
        for tag in scene(CITY, "id").tags
        if (tag.arrow.source, tag.arrow.target) == ("a", "b")
    ]

    assert shown == [(False, ["go", "send"]), (True, ["end"])]


def ends(link: Link) -> tuple[Spot, Spot]:
    """Where a piece of an arrow comes from and goes to."""
    return (link.lower, link.upper) if link.is_upward else (link.upper, link.lower)


@pytest.mark.parametrize("workflow", DRAWN)
def test_every_arrow_leads_from_its_source_to_its_target(workflow: Workflow) -> None:
    """Following the lines from the source over the label, one ends with a head at the target."""
    shown = scene(workflow, "id")
    onward = {ends(wire.link)[0]: wire.link for wire in shown.wires}
    begun = {(ends(one.link)[0].status, ends(one.link)[1].arrow) for one in shown.wires}
    for arrow in (tag.arrow for tag in shown.tags if tag.loop is None):
        assert (arrow.source, arrow) in begun
        link = next(link for spot, link in onward.items() if spot.arrow == arrow)
        while not link.has_head:
            link = onward[ends(link)[1]]
        assert (ends(link)[1].status, link.is_timed) == (arrow.target, arrow.is_timed)


@pytest.mark.parametrize("workflow", DRAWN)
def test_heads_point_at_boxes(workflow: Workflow) -> None:
    """Each line that ends an arrow ends on the edge of its target's box, within its width."""
    shown = scene(workflow, "id")
    boxes = {box.status.code: rect(box) for box in shown.boxes}
    for wire in shown.wires:
        if wire.link.has_head:
            box = boxes[wire.link.target]
            x, y, edge = (
                (wire.x, wire.top, box.bottom)
                if wire.link.is_upward
                else (wire.to_x, wire.bottom, box.top)
            )
            assert (box.left < x < box.right, y) == (True, edge)


def test_what_the_system_does_is_dashed() -> None:
    """As many dashed lines as timers lead away in LAPOR!'s table, and the one in the legend."""
    dashed = [one for one in tree(LAPOR).iter(f"{SVG}path") if one.get("stroke-dasharray")]
    wires = [one for one in scene(LAPOR, "id").wires if one.link.is_timed]

    assert {one.link.target for one in wires} == {"closed_by_system", "archived_by_system"}
    assert len(dashed) == len(wires) + 1


def test_what_cannot_be_reached_says_so() -> None:
    """In the box, which is dashed; everything else can be reached."""
    shown = {box.status.code: box for box in scene(table(go("a", "b"), go("d", "b")), "en").boxes}

    assert {code: box.is_reached for code, box in shown.items()} == {
        "a": True, "b": True, "c": False, "d": False,
    }  # fmt: skip
    assert shown["d"].words.lines[-1].text.endswith("reached")


def test_ends_are_marked_and_nothing_else() -> None:
    """A mark is two circles; the legend has one too, and the beginning is one circle each."""
    closed = sum(not one.phase.is_open for one in LAPOR.statuses)

    assert len(list(tree(LAPOR).iter(f"{SVG}circle"))) == 2 * (closed + 1) + 2


def test_the_legend_names_the_phases_that_there_are() -> None:
    """And no other."""
    said = texts(tree(CITY, "en"), "text")
    phases = {phase: label.en for phase, label in PHASE_LABELS.items()}

    assert {phase for phase, word in phases.items() if said.count(word) == 2} == {
        Phase.NEW, Phase.ANSWERED, Phase.CLOSED, Phase.BLOCKED,
    }  # fmt: skip


# --- where it lies


def test_ranks_of_lapor() -> None:
    """By hand: the beginning, verified, what follows from there, the reply; all ends together."""
    ends_at_4 = {one.code: 4 for one in LAPOR.statuses if not one.phase.is_open}

    assert ranks(LAPOR) == ends_at_4 | {
        "unverified": 0, "verified": 1, "awaiting_completion": 2, "followed_up": 2, "replied": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), {"a": 0, "b": 1, "c": 2, "d": 2}),
        ((go("a", "b"), go("b", "a", "back")), {"a": 0, "b": 1, "c": 2, "d": 2}),
        ((go("a", "c"), go("c", "b", "reopen")), {"a": 0, "c": 1, "b": 2, "d": 3}),
        ((go("a", "c"), go("a", "b", "x"), go("c", "b", "y")), {"a": 0, "b": 1, "c": 2, "d": 2}),
        ((go("a", "c"), go("c", "d", "hide")), {"a": 0, "b": 1, "c": 1, "d": 2}),
        ((go("a", "c"), go("a", "d", "x"), go("d", "c", "y")), {"a": 0, "b": 1, "c": 2, "d": 2}),
    ],
)
def test_ranks_of_small_tables(rows: tuple[Transition, ...], expected: dict[str, int]) -> None:
    """The initial status alone on top; ends at the bottom unless something follows them."""
    assert ranks(table(*rows)) == expected


def test_a_ring_of_equally_far_statuses_is_cut_once() -> None:
    """From a to b and e, and b and e to each other: one of the two comes first."""
    rows = (go("a", "b"), go("a", "e", "x"), go("b", "e", "y"), go("e", "b", "z"))
    small = table()
    ring = Workflow(
        "x/1",
        (*small.statuses, Status("e", Phase.IN_PROGRESS, X)),
        tuple(CommandKind(code, X) for code in ("go", "x", "y", "z")),
        rows,
        initial="a",
    )

    assert ranks(ring) == {"a": 0, "b": 1, "e": 2, "c": 3, "d": 3}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("workflow", DRAWN)
def test_boxes_and_labels_lie_apart(workflow: Workflow, language: Language) -> None:
    """No box over another, no label over another or over a box."""
    assert [pair for pair in combinations(things(scene(workflow, language)), 2)
            if pair[0].meets(pair[1])] == []  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("workflow", DRAWN)
def test_no_line_runs_through_a_box_or_a_label(workflow: Workflow, language: Language) -> None:
    """Lines touch things at their ends only."""
    shown = scene(workflow, language)

    assert [
        (line, thing) for line in lines(shown) for thing in things(shown) if line.meets(thing)
    ] == []


@pytest.mark.parametrize("workflow", DRAWN)
def test_words_fit_into_what_holds_them(workflow: Workflow) -> None:
    """Each line of text is narrower than its box, and the block lower."""
    shown = scene(workflow, "id")
    for one in parts(shown):
        assert (one.words.width <= one.width, one.words.height <= one.height) == (True, True)


@pytest.mark.parametrize("workflow", DRAWN)
def test_everything_lies_within_the_picture(workflow: Workflow) -> None:
    """Every shape and text of the file, the moved ones too, lies inside the view box."""
    root = tree(workflow)
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    moved = next(root.iter(f"{SVG}g"))
    x, y = map(int, re.findall(r"-?\d+", moved.attrib["transform"]))
    shown = scene(workflow, "id")
    whole = Rect(0, 0, width - x, height - y)

    assert all(
        0 <= one.left and 0 <= one.top and one.right <= whole.right and one.bottom <= whole.bottom
        for one in things(shown)
    )
    assert (x >= 0, y >= 0) == (True, True)


@given(workflow=workflows(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_any_workflow_can_be_drawn(workflow: Workflow, language: Language) -> None:
    """Well-formed, every row told, nothing over anything else, whatever the table."""
    shown = scene(workflow, language)
    every = things(shown)
    root = tree(workflow, language)

    assert not any(one.meets(other) for one, other in combinations(every, 2))
    assert not any(line.meets(thing) for line in lines(shown) for thing in every)
    assert sum(len(tag.arrow.rows) for tag in shown.tags) == len(workflow.transitions)
    assert len(texts(root, "desc")[0].splitlines()) == len(workflow.transitions) + 1


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
    hostile = table(go("a", "b"), go("b", "c"), timed("c", "d"), words=words)
    root = tree(hostile)
    made = {one.tag.removeprefix(SVG) for one in root.iter()}
    titles = texts(root, "title")

    assert made == {"svg", "title", "desc", "rect", "text", "g", "circle", "path"}
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
    drawn = svg(table(words=("é", "漢", "😀", "→")))
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


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_colours_that_can_be_read(phase: Phase) -> None:
    """WCAG AA: words 4.5:1 on their fill and on white, lines 3:1 on white."""
    look = PHASE_LOOKS[phase]
    words_on_fill = [contrast(ink, look.fill) for ink in (INK, SOFT)]

    assert min(*words_on_fill, contrast(look.ink, "#ffffff"), contrast(SOFT, "#ffffff")) >= 4.5


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
    written = dot(table(words=(r"\N", "&amp;", '"', "a  b")))

    assert [word in written for word in (r'"\\N"', '"&amp;amp;"', r'"\""', '"a b"')] == [True] * 4


# --- text

PLAIN = Style(10, INK)


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
    assert width_of("aaa", Style(10, INK, is_bold=True)) > width_of("aaa", PLAIN)


def test_a_block_knows_its_size() -> None:
    """Two lines of 10 pixels with 12 from one to the next, and half a line between."""
    found = block([("aa", PLAIN), ("", PLAIN), ("a", PLAIN)], 60)

    assert [(line.text, line.baseline) for line in found.lines] == [("aa", 10), ("a", 28)]
    assert (found.width, found.height) == (width_of("aa", PLAIN), 30)
