"""Laws of rights: for any table each question is answered as a naive search answers it."""

from collections.abc import Iterator

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sp4n.findings import Finding
from sp4n.labels import Label
from sp4n.model import Role
from sp4n.workdays import Limit
from sp4n.workflow import LAPOR, CommandKind, Effect, Phase, Status, Transition, Workflow
from sp4n.workflow.rights import check_rights

STATUSES = ("s0", "s1", "s2", "s3", "s4")
COMMANDS = ("c0", "c1", "c2", "c3")
WORD = Label(id="kata", en="word")
WEEK = Limit(5, "working days")
MOVING = {Effect.ASSIGN, Effect.GIVE_BACK, Effect.ESCALATE}
WHO = st.sampled_from(
    (("operator",), ("agency_admin", "reporter"), ("reporter",), ("system",), ("national_admin",))
)


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    """Any small table that begins open: any phases, any effects, rows between any two statuses."""
    effects = st.lists(st.sampled_from(Effect), max_size=2, unique=True).map(tuple)
    places = st.tuples(st.sampled_from(STATUSES), st.sampled_from(COMMANDS))
    rows = []
    for source, command in draw(st.sets(places, max_size=12)):
        who = draw(WHO)
        after = WEEK if who == ("system",) else None
        target = draw(st.sampled_from(STATUSES))
        rows.append(Transition(source, command, who, target, after=after))
    phases = [draw(st.sampled_from([one for one in Phase if one.is_open]))]
    phases += [draw(st.sampled_from(Phase)) for _ in STATUSES[1:]]
    return Workflow(
        "any/1",
        [Status(code, phase, WORD) for code, phase in zip(STATUSES, phases, strict=True)],
        [CommandKind(code, WORD, (), draw(effects)) for code in COMMANDS],
        rows,
        "s0",
    )


def effects_of(table: Workflow, row: Transition) -> set[Effect]:
    kind = table.command(row.command)
    return set(kind.effects) if kind else set()


def answers(table: Workflow, row: Transition) -> bool:
    comes_to_it = table.phases[row.target] is Phase.ANSWERED is not table.phases[row.source]
    return comes_to_it or Effect.ANSWER in effects_of(table, row)


def reached(table: Workflow, rows: list[Transition], begins: set[str]) -> set[str]:
    """Everything that rows lead to, the long way: until nothing is added any more."""
    found = set(begins)
    while more := {row.target for row in rows if row.source in found} - found:
        found |= more
    return found


def places(found: tuple[Finding, ...], code: str) -> set[tuple[str, str]]:
    return {
        (str(dict(one.facts)["status"]), str(dict(one.facts)["command"]))
        for one in found
        if one.code == code
    }


def steps(witness: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for place in range(0, len(witness) - 2, 2):
        yield witness[place], witness[place + 1], witness[place + 2]


@given(workflows())
def test_closing_without_an_answer_is_found_where_rows_that_answer_nothing_lead(
    table: Workflow,
) -> None:
    """From the beginning by such rows alone, the last of them to a closed status."""
    silent = [row for row in table.transitions if not answers(table, row)]
    there = reached(table, silent, {"s0"})
    closing = {
        (row.source, row.command)
        for row in silent
        if row.source in there
        and table.phases[row.target] is Phase.CLOSED is not table.phases[row.source]
    }

    assert closing == places(check_rights(table), "closed_without_answer")


@given(workflows())
def test_an_end_by_the_system_is_found_where_no_officer_acts_on_the_way(table: Workflow) -> None:
    """Wherever a case comes to, or lies, untouched; and on from there by no officer's hand."""
    officers = [row for row in table.transitions if set(row.who) <= set(Role)]
    others = [row for row in table.transitions if row not in officers]
    untouched = {"s0"}
    for _ in range(len(STATUSES) + 1):
        can_be = reached(table, list(table.transitions), {"s0"})
        untouched |= {
            row.target
            for row in table.transitions
            if row.source in can_be
            and (
                table.phases[row.target] in (Phase.NEW, Phase.ASSIGNED)
                or MOVING & effects_of(table, row)
            )
        }
        untouched = reached(table, others, untouched)
    ending = {
        (row.source, row.command)
        for row in table.transitions
        if row.who == ("system",)
        and row.source in untouched
        and table.phases[row.source].is_open
        and not table.phases[row.target].is_open
    }

    assert ending == places(check_rights(table), "system_ends_untouched")


@given(workflows())
def test_a_witness_is_a_way_of_the_table(table: Workflow) -> None:
    """Each step is a row; it ends with what was found, and begins where cases begin if any do."""
    rows = {(one.source, one.command, one.target) for one in table.transitions}
    there = reached(table, list(table.transitions), {"s0"})
    for one in check_rights(table):
        facts = dict(one.facts)
        assert set(steps(one.witness)) <= rows
        assert (facts["status"] not in there) or one.witness[0] == "s0"
        if "command" in facts:
            assert (facts["status"], facts["command"]) == one.witness[-3:-1]


@given(st.sets(st.sampled_from(LAPOR.transitions)), st.data())
def test_whoever_may_do_less_than_in_lapor_gains_nothing(
    gone: set[Transition], data: st.DataObject
) -> None:
    """Rows gone, roles gone: nothing is told but what the reporter lost."""
    rows = [
        evolve(row, who=data.draw(st.sets(st.sampled_from(row.who), min_size=1)))
        for row in LAPOR.transitions
        if row not in gone
    ]

    found = check_rights(evolve(LAPOR, version="less/1", transitions=rows))

    assert {"reporter_loses_a_right"} >= {one.code for one in found}


@given(workflows(), st.permutations(STATUSES), st.permutations(COMMANDS))
def test_words_change_nothing(table: Workflow, statuses: list[str], commands: list[str]) -> None:
    """Other codes for the same statuses and commands: the same findings, in other words."""
    called = dict(zip(STATUSES, [f"t{one}" for one in statuses], strict=True))
    called |= dict(zip(COMMANDS, [f"d{one}" for one in commands], strict=True))
    other = Workflow(
        "other/1",
        [evolve(one, code=called[one.code]) for one in table.statuses],
        [evolve(one, code=called[one.code]) for one in table.commands],
        [
            evolve(
                row,
                source=called[row.source],
                command=called[row.command],
                target=called[row.target],
            )
            for row in table.transitions
        ],
        called[table.initial],
    )

    assert [
        (one.code, tuple(called[word] for word in one.witness)) for one in check_rights(table)
    ] == [(one.code, one.witness) for one in check_rights(other)]
