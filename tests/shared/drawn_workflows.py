"""Tables to draw: LAPOR!'s, a small one of a city, and any kind of made-up ones."""

from hypothesis import strategies as st

from sp4n.labels import Label
from sp4n.model.officer import Role
from sp4n.workdays import Limit
from sp4n.workflow import EXTENSIONS, LAPOR, Transition, Workflow, extended
from sp4n.workflow.command_kinds import CommandKind
from sp4n.workflow.status import Phase, Status

__all__ = ["DRAWN", "EVERYTHING", "TEN_DAYS", "go", "timed", "workflow_with", "workflows"]

TEN_DAYS = Limit(10, "working days")


def workflow_with(
    *rows: Transition, words: tuple[str, ...] = ("x",) * 4, initial: str = "a"
) -> Workflow:
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


CITY = workflow_with(
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
"""LAPOR!'s own workflow with all extensions switched on."""
DRAWN = {"lapor": LAPOR, "all-extensions": EVERYTHING, "city": CITY, "no-rows": workflow_with()}

# --- any workflow

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
