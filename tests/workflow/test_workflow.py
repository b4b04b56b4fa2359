"""Workflows as tables: what is wrong with one is said all at once."""

import pickle
from collections.abc import Callable

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.labels import Label
from sp4n.workdays import Limit
from sp4n.workflow import LAPOR, CommandKind, Phase, Status, Transition, Workflow
from sp4n.workflow.guards import CHECKS
from sp4n.workflow.status import PHASE_LABELS
from sp4n.workflow.transition import GUARD_FIELDS, GUARD_LABELS

WORDS = Label(id="x", en="x")
TEN_DAYS = Limit(10, "working days")


def faults(build: Callable[[], object]) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(InvalidValue) as caught:
        build()
    return [(one.where, one.code) for one in caught.value.faults]


def workflow(*rows: Transition) -> Workflow:
    """Two statuses, two commands, and these rows."""
    return Workflow(
        "x/1",
        (Status("open", Phase.NEW, WORDS), Status("done", Phase.CLOSED, WORDS)),
        (CommandKind("end", WORDS), CommandKind("wait", WORDS)),
        rows,
        initial="open",
    )


def test_everything_wrong_at_once() -> None:
    """Duplicates, unknown codes, roles, guards and timers."""

    def build() -> Workflow:
        return Workflow(
            "x/1",
            (Status("open", Phase.NEW, WORDS), Status("open", Phase.NEW, WORDS)),
            (CommandKind("end", WORDS), CommandKind("end", WORDS)),
            (
                Transition("opne", "edn", ("boss",), "clsoed", ("is_nice",)),
                Transition("open", "end", ("operator", "reporter"), "open"),
                Transition("open", "end", ("operator",), "open", after=TEN_DAYS),
            ),
            initial="new",
        )

    assert [
        ("status.open", "duplicate"),
        ("command.end", "duplicate"),
        ("initial", "unknown_status"),
        ("transition[0].source", "unknown_status"),
        ("transition[0].target", "unknown_status"),
        ("transition[0].command", "unknown_command"),
        ("transition[0].who", "not_one_of"),
        ("transition[0].guards", "not_one_of"),
        ("transition[2].after", "timer_without_system"),
        ("transition[2].who", "duplicate"),
    ] == faults(build)


@pytest.mark.parametrize(
    ("who", "after", "expected"),
    [
        (("system",), TEN_DAYS, []),
        (("operator",), None, []),
        (("system",), None, ["timer_without_system"]),
        (("operator",), TEN_DAYS, ["timer_without_system"]),
        (("system", "operator"), None, ["timer_without_system"]),
        (("system", "operator"), TEN_DAYS, ["timer_without_system"]),
        (("system",), Limit(10, "working hours"), []),
    ],
)
def test_a_timer_is_a_row_of_the_system_alone(
    who: tuple[str, ...], after: Limit | None, expected: list[str]
) -> None:
    """In whatever unit."""
    row = Transition("open", "end", who, "done", after=after)
    found = [] if not expected else [code for _, code in faults(lambda: workflow(row))]

    assert expected == found
    assert expected or (row,) == workflow(row).transitions


def test_suggestions() -> None:
    """Whoever misspells learns what there is."""
    with pytest.raises(InvalidValue) as caught:
        workflow(Transition("opne", "end", ("operator",), "done"))
    with pytest.raises(UnknownCode) as unknown:
        LAPOR.status("verifed")

    assert "open" == caught.value.faults[0]["suggestion"]
    assert ("status", "verifed", "verified") == (
        unknown.value.kind, unknown.value.found, unknown.value.suggestion,
    )  # fmt: skip


def test_lookups() -> None:
    """By code, by status and command, by command, and by timer."""
    end = Transition("open", "end", ("operator",), "done")
    wait = Transition("open", "wait", ("system",), "done", after=TEN_DAYS)
    table = workflow(end, wait)

    assert Phase.CLOSED is table.status("done").phase
    assert "end" == getattr(table.command("end"), "code", None)
    assert table.command("edn") is None
    assert ((end,), ()) == (table.rows("open", "end"), table.rows("done", "end"))
    assert ((wait,), ()) == (table.rows_of("wait"), table.rows_of("edn"))
    assert ((wait,), ()) == (table.timers("open"), table.timers("done"))


def test_with_timers_refuses_commands_without_one() -> None:
    """All of them, each with the timers that there are."""
    limits = {"expird": TEN_DAYS, "verify": TEN_DAYS, "expire": Limit(20, "calendar days")}
    with pytest.raises(InvalidValue) as caught:
        LAPOR.with_timers(limits)

    timed = ("close_by_system", "expire")
    assert [("expird", "not_one_of", timed), ("verify", "not_one_of", timed)] == [
        (one.where, one.code, one["allowed"]) for one in caught.value.faults
    ]


def test_a_command_may_be_given_at_least_once() -> None:
    """Never would be no row at all."""
    assert [("transition.at_most", "too_small")] == faults(
        lambda: Transition("open", "end", ("operator",), "done", at_most=0)
    )


def test_workflows_are_values() -> None:
    """Equal by content, hashable; another version is another workflow."""
    assert LAPOR == evolve(LAPOR)
    assert hash(LAPOR) == hash(evolve(LAPOR))
    assert evolve(LAPOR, version="lapor/3") != LAPOR


def test_a_workflow_shows_itself_in_a_line() -> None:
    """Its version and sizes; the table itself would fill pages."""
    assert repr(LAPOR) == "<Workflow lapor/2: 12 statuses, 13 commands, 30 transitions>"


def test_timers_may_be_written() -> None:
    """As a policy's file writes them."""
    changed = LAPOR.with_timers({"expire": "20 calendar days"})

    assert changed == LAPOR.with_timers({"expire": Limit(20, "calendar days")})


def test_phases_and_guards_have_names() -> None:
    """Each in both languages, and no two the same."""
    for labels, codes in ((PHASE_LABELS, list(Phase)), (GUARD_LABELS, list(GUARD_FIELDS))):
        assert codes == list(labels)
        for language in ("id", "en"):
            assert len(codes) == len({one.describe(language) for one in labels.values()} - {""})


def test_every_guard_has_a_check() -> None:
    """What a row may name can be asked, and nothing else."""
    assert GUARD_FIELDS.keys() == CHECKS.keys()


def test_a_workflow_travels() -> None:
    """A pickled table is equal, and finds its rows as before."""
    copy = pickle.loads(pickle.dumps(LAPOR))

    assert copy == LAPOR
    assert copy.rows_of("verify") == LAPOR.rows_of("verify") != ()


def with_statuses(many: int) -> Workflow:
    return Workflow("x/1", [Status(f"s{n}", Phase.NEW, WORDS) for n in range(many)], (), (), "s0")


def with_commands(many: int) -> Workflow:
    kinds = [CommandKind(f"c{n}", WORDS) for n in range(many)]
    return Workflow("x/1", [Status("s", Phase.NEW, WORDS)], kinds, (), "s")


def with_rows(many: int) -> Workflow:
    statuses = [Status(f"s{n}", Phase.NEW, WORDS) for n in range(200)]
    kinds = [CommandKind(f"c{n}", WORDS) for n in range(200)]
    rows = [Transition(f"s{n % 200}", f"c{n // 200}", ("operator",), "s0") for n in range(many)]
    return Workflow("x/1", statuses, kinds, rows, "s0")


@pytest.mark.parametrize(
    ("build", "most", "where"),
    [
        (with_statuses, 200, "status"),
        (with_commands, 200, "command"),
        (with_rows, 20_000, "transition"),
    ],
)
def test_a_table_has_as_much_as_may_be_and_not_one_more(
    build: Callable[[int], Workflow], most: int, where: str
) -> None:
    """Or checking it would take without end."""
    build(most)

    assert [(where, "too_large")] == faults(lambda: build(most + 1))
