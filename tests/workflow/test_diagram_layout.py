"""Where things lie in a picture: columns by phase, nothing over anything else, lines between."""

from collections.abc import Mapping
from itertools import combinations, product

import pytest
from drawn_workflows import DRAWN, TEN_DAYS, go, timed, workflow_with, workflows
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_reader import Part, Picture, Rect, picture_of

from sp4n.labels import Label, Language
from sp4n.workflow import LAPOR, Transition, Workflow
from sp4n.workflow.command_kinds import CommandKind
from sp4n.workflow.diagram.wording import sentence
from sp4n.workflow.status import PHASE_LABELS, Phase, Status

LANGUAGES: tuple[Language, ...] = ("id", "en")
EVERY = pytest.mark.parametrize("workflow", DRAWN.values(), ids=DRAWN)


def phased(phases: Mapping[str, Phase], *rows: Transition) -> Workflow:
    """Statuses by code with their phases, the first of them initial, and these rows."""
    commands = dict.fromkeys(row.command for row in rows)
    return Workflow(
        "x/1",
        tuple(Status(code, phase, Label(id=code, en=code)) for code, phase in phases.items()),
        tuple(CommandKind(code, Label(id=code, en=code)) for code in commands),
        rows,
        initial=next(iter(phases)),
    )


def boxes(shown: Picture) -> dict[str, Rect]:
    return {code: part.box for code, part in shown.statuses.items() if part.box}


def arrow(shown: Picture, workflow: Workflow, row: Transition) -> Part:
    """The arrow that tells of a row."""
    said = sentence(workflow, row, "id")
    return next(part for part in shown.arrows if said in part.tooltip.splitlines())


def overlaps(shown: Picture) -> list[tuple[Rect, Rect]]:
    """Pairs of a box or label, and a box, a label, a piece of a line or a sign, one over the other.

    The mark of an end lies on the edge of its own box, but not on the words in it.
    """
    at = boxes(shown)
    labels = [part.words_at for part in shown.arrows]
    things = [*at.values(), *labels]
    lines = [step for part in shown.arrows for step in part.steps]
    heads = [sign for part in shown.arrows for sign in part.signs]
    pairs = [*combinations(things, 2), *product(things, [*lines, *heads])]
    for code, part in shown.statuses.items():
        apart = [*labels, *lines, *(box for other, box in at.items() if other != code)]
        pairs += product([*apart, part.words_at], part.signs)
    return [pair for pair in pairs if pair[0].meets(pair[1])]


# --- columns


def test_columns_of_lapor() -> None:
    """A column for each phase in the order of the work; all ends share the last."""
    shown = picture_of(LAPOR, "en")
    inside = {
        head: [code for code, box in boxes(shown).items() if band.holds(box)]
        for head, band in shown.columns.items()
    }
    ends = {one.code for one in LAPOR.statuses if not one.phase.is_open}

    assert list(inside) == [
        "new", "waiting for the reporter", "assigned", "answered", "in progress",
        "closed, archived, blocked",
    ]  # fmt: skip
    assert list(inside.values())[:-1] == [
        ["unverified"], ["awaiting_completion"], ["verified"], ["followed_up"], ["replied"],
    ]  # fmt: skip
    assert set(inside["closed, archived, blocked"]) == ends


@EVERY
def test_every_status_stands_in_the_column_of_its_phase(workflow: Workflow) -> None:
    """Statuses of a phase have the same left edge; the columns run from left to right."""
    shown = picture_of(workflow)
    bands = list(shown.columns.values())
    for code, box in boxes(shown).items():
        head = next(head for head, band in shown.columns.items() if band.holds(box))
        assert PHASE_LABELS[workflow.phases[code]].id in head.split(", ")
    assert bands == sorted(bands, key=lambda band: band.left)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((go("n", "w"), go("w", "a"), go("a", "c")), ["baru", "sedang ditangani", "dijawab"]),
        ((go("n", "a"), go("a", "w"), go("w", "a")), ["baru", "dijawab", "sedang ditangani"]),
        ((), ["baru", "dijawab", "sedang ditangani"]),
    ],
)
def test_work_stands_before_the_answer_where_it_comes_first(
    rows: tuple[Transition, ...], expected: list[str]
) -> None:
    """In LAPOR! it follows a reply to the answer; in a city's table it may come before."""
    phases = {"n": Phase.NEW, "a": Phase.ANSWERED, "w": Phase.IN_PROGRESS, "c": Phase.CLOSED}

    assert list(picture_of(phased(phases, *rows)).columns) == [*expected, "selesai"]


def test_ends_are_sorted_by_their_phase() -> None:
    """From the top: closed, archived, blocked; whatever the order in the table."""
    phases = {"n": Phase.NEW, "b": Phase.BLOCKED, "r": Phase.ARCHIVED, "c": Phase.CLOSED}
    rows = [go("n", end, f"to-{end}") for end in "brc"]
    at = boxes(picture_of(phased(phases, *rows)))

    assert sorted("brc", key=lambda code: at[code].top) == ["c", "r", "b"]


def test_open_statuses_of_a_phase_stand_in_the_order_of_the_table() -> None:
    """From the top: u leads to t, but comes after it; what is looked up there is found here."""
    phases = dict.fromkeys("nstuv", Phase.IN_PROGRESS)
    at = boxes(picture_of(phased(phases, go("n", "u"), go("u", "t"), go("t", "v"))))

    assert sorted(at, key=lambda code: at[code].top) == list("nstuv")


def test_a_chain_of_statuses_does_not_run_down_like_stairs() -> None:
    """Straight lines would set each 58 pixels lower than the one before: that grows too high."""
    phases = {
        "n": Phase.NEW, "p": Phase.WAITING_REPORTER, "q": Phase.ASSIGNED, "a": Phase.ANSWERED,
        "w": Phase.IN_PROGRESS, "c": Phase.CLOSED,
    }  # fmt: skip
    at = boxes(picture_of(phased(phases, *map(go, "npqaw", "pqawc"))))

    assert at["c"].top - at["n"].top < 58


def test_ends_lie_so_that_arrows_need_not_cross() -> None:
    """From p to d and from q to c: as p stands above q, d stands above c, also below bends."""
    phases = {
        "p": Phase.NEW, "q": Phase.NEW, "a": Phase.ANSWERED,
        "c": Phase.CLOSED, "d": Phase.CLOSED,
    }  # fmt: skip
    at = boxes(picture_of(phased(phases, go("p", "d"), go("q", "c"), go("p", "a", "say"))))

    assert (at["p"].top < at["q"].top, at["d"].top < at["c"].top) == (True, True)


def test_labels_are_sorted_by_where_they_lead() -> None:
    """Whatever the order in the table: the first leads to the uppermost end, the last lowest."""
    phases = {"n": Phase.NEW, "c": Phase.CLOSED, "r": Phase.ARCHIVED, "b": Phase.BLOCKED}
    shown = picture_of(phased(phases, *(go("n", end, f"to-{end}") for end in "brc")))
    said = [part.words for part in sorted(shown.arrows, key=lambda part: part.words_at.top)]

    assert said == ["to-c pelapor", "to-r pelapor", "to-b pelapor"]


# --- nothing over anything else


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY
def test_boxes_labels_and_lines_lie_apart(workflow: Workflow, language: Language) -> None:
    """No box over another, no label on a box or another label, no line through either."""
    assert overlaps(picture_of(workflow, language)) == []


@EVERY
def test_words_fit_into_their_box(workflow: Workflow) -> None:
    """In the widest of the usual fonts."""
    shown = picture_of(workflow)

    assert [
        code for code, box in boxes(shown).items() if not box.holds(shown.statuses[code].words_at)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY
def test_everything_lies_within_the_picture(workflow: Workflow, language: Language) -> None:
    """Every shape and text of the file lies inside the view box."""
    shown = picture_of(workflow, language)

    assert [shape for shape in shown.shapes if not shown.whole.holds(shape)] == []


@given(workflow=workflows(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=100)
def test_any_picture_is_tidy(workflow: Workflow, language: Language) -> None:
    """Whatever the table: nothing over anything else, nothing outside, columns apart."""
    shown = picture_of(workflow, language)
    bands = list(shown.columns.values())

    assert overlaps(shown) == []
    assert [shape for shape in shown.shapes if not shown.whole.holds(shape)] == []
    assert not any(left.meets(right) for left, right in combinations(bands, 2))
    assert all(any(band.holds(box) for band in bands) for box in boxes(shown).values())


# --- lines


def leads(shown: Picture, workflow: Workflow, row: Transition) -> bool:
    """Tell whether a row's line runs from below its source's box to the edge of its target's."""
    line = arrow(shown, workflow, row).line
    at = boxes(shown)
    source, target = at[row.source], at[row.target]
    others = [box.top for box in at.values() if box.left == source.left and box.top > source.top]
    begins = source.bottom < line[0][1] < min([*others, shown.whole.bottom])
    level = {line[0][0], line[1][0]} == {source.left, source.right}
    (end, y), is_from_left = line[-1], source.left < target.left
    ends = end == (target.left if is_from_left else target.right)
    return begins and level and ends and target.top < y < target.bottom


@given(workflow=workflows())
@settings(max_examples=60)
def test_every_arrow_leads_from_its_source_to_its_target(workflow: Workflow) -> None:
    """From below the source's box, on its own level, to an edge of the target's box."""
    named = phased(workflow.phases, *workflow.transitions)  # so that no two rows sound alike
    shown = picture_of(named)

    assert [row for row in named.transitions if not leads(shown, named, row)] == []


@EVERY
def test_every_label_stands_on_its_line(workflow: Workflow) -> None:
    """Right above the beginning, and within its length."""
    for part in picture_of(workflow).arrows:
        (x, y), (to_x, _) = part.line[:2]
        assert min(x, to_x) <= part.words_at.left < part.words_at.right <= max(x, to_x)
        assert 0 < y - part.words_at.bottom < 6


@EVERY
def test_an_arrow_ends_with_a_head(workflow: Workflow) -> None:
    """Its tip is the end of the line, and it lies outside the box at which it points."""
    shown = picture_of(workflow)
    for part in shown.arrows:
        x, y = part.line[-1]
        is_left = x in {box.left for box in boxes(shown).values()}
        assert part.signs == (Rect(x - 9 * is_left, y - 5, x + 9 * (not is_left), y + 5),)


def test_a_timer_enters_below_what_people_do() -> None:
    """Where both lead to the same status, so that one can tell them apart."""
    small = workflow_with(go("a", "b"), timed("a", "b"))
    by_person, by_system = picture_of(small).arrows

    assert by_person.line[-1][0] == by_system.line[-1][0]
    assert by_person.line[-1][1] + 10 < by_system.line[-1][1]


def test_a_long_line_runs_level() -> None:
    """Past three columns with a status each, to the last: hardly up or down on its way."""
    phases = {
        "n": Phase.NEW, "p": Phase.WAITING_REPORTER, "q": Phase.ASSIGNED, "a": Phase.ANSWERED,
        "c": Phase.CLOSED,
    }  # fmt: skip
    rows = (go("n", "p", "hold"), go("n", "q", "send"), go("q", "a", "say"), go("n", "c"))
    small = phased(phases, *rows)
    levels = [y for _, y in arrow(picture_of(small), small, rows[-1]).line[4:-3]]

    assert len(levels) >= 9
    assert max(levels) - min(levels) < 20


def test_lines_to_the_same_status_flow_together_but_not_the_systems() -> None:
    """Past the column between, people's lines are on one level, and each timer on its own."""
    phases = {
        "n": Phase.NEW, "p": Phase.WAITING_REPORTER, "q": Phase.ASSIGNED, "c": Phase.CLOSED,
    }  # fmt: skip
    rows = [go("n", "c"), timed("n", "c"), go("p", "c", "drop"), timed("p", "c", "late")]
    small = phased(phases, go("n", "p", "hold"), go("n", "q", "send"), *rows)
    shown = picture_of(small)
    past = boxes(shown)["q"].left
    levels = [next(y for x, y in arrow(shown, small, row).line if x == past) for row in rows]

    assert levels[0] == levels[2]
    assert len({levels[0], levels[1], levels[3]}) == 3


def test_a_picture_of_one_status() -> None:
    """The initial one alone: its box, and the mark of the beginning above it, below the head."""
    shown = picture_of(phased({"n": Phase.NEW}))
    mark = [sign for sign in shown.statuses["n"].signs if sign.bottom <= boxes(shown)["n"].top]

    assert (list(shown.statuses), shown.arrows, list(shown.columns)) == (["n"], (), ["baru"])
    assert [sign.top >= 0 for sign in mark] == [True, True]


def test_the_limit_of_a_timer_stands_at_its_line() -> None:
    """After who does it: the system."""
    said = [part.words for part in picture_of(workflow_with(timed("a", "b"))).arrows]

    assert said == [f"end sistem sesudah {TEN_DAYS.describe('id')}"]
