"""Soundness of tables: each check refuted by a small broken one, passed by a mended one."""

import pytest
from attrs import evolve

from sp4n.findings import Finding
from sp4n.labels import Label
from sp4n.model import Role
from sp4n.workdays import Limit
from sp4n.workflow import (
    CommandField,
    CommandKind,
    Effect,
    FieldKind,
    Phase,
    Status,
    Transition,
    Workflow,
)
from sp4n.workflow.soundness import check_workflow

EFFECTS = {
    "assign": (Effect.ASSIGN,),
    "give_back": (Effect.GIVE_BACK,),
    "answer": (Effect.ANSWER,),
    "shelve": (),
    "wait": (),
}
ADMIN, REPORTER, SYSTEM = Role.AGENCY_ADMIN, "reporter", "system"
WEEK = Limit(5, "working days")
DOWNWARD = ("receiver_is_fit", "below_own_agency")


def words(code: str) -> Label:
    return Label(id=code, en=code)


def row(
    source: str,
    command: str,
    target: str,
    who: str = ADMIN,
    at_most: int | None = None,
    guards: tuple[str, ...] = (),
) -> Transition:
    after = WEEK if who == SYSTEM else None
    return Transition(source, command, (who,), target, guards, after=after, at_most=at_most)


def desk(*rows: Transition, attic: Phase | None = None) -> Workflow:
    """An inbox, a desk and an end; some rows more, and an attic if it has a phase."""
    phases = {"inbox": Phase.NEW, "desk": Phase.ASSIGNED, "done": Phase.CLOSED}
    phases |= {} if attic is None else {"attic": attic}
    own = (row("inbox", "assign", "desk"), row("desk", "answer", "done"))
    used = {one.command for one in (*own, *rows)}
    return Workflow(
        "desk/1",
        tuple(Status(code, phase, words(code)) for code, phase in phases.items()),
        tuple(
            CommandKind(code, words(code), (), EFFECTS[code]) for code in EFFECTS if code in used
        ),
        (*own, *rows),
        initial="inbox",
    )


SHELVED = row("desk", "shelve", "attic")
BACK = row("attic", "answer", "done")
WAITING = Phase.WAITING_REPORTER
TO_THE_ATTIC = ("inbox", "assign", "desk", "shelve", "attic")

BROKEN: dict[str, tuple[Workflow, Workflow, str, tuple[str, ...]]] = {
    # name: the broken table, the mended one, the code, the witness
    "no way to the attic": (
        desk(BACK, attic=Phase.ASSIGNED),
        desk(BACK, SHELVED, attic=Phase.ASSIGNED),
        "unreachable_status",
        (),
    ),
    "no way out of the attic": (
        desk(SHELVED, attic=Phase.ASSIGNED),
        desk(SHELVED, BACK, attic=Phase.ASSIGNED),
        "dead_end",
        TO_THE_ATTIC,
    ),
    "no way to an end from the attic": (
        desk(SHELVED, row("attic", "wait", "attic"), attic=Phase.ANSWERED),
        desk(SHELVED, row("attic", "wait", "attic"), BACK, attic=Phase.ANSWERED),
        "no_way_to_an_end",
        TO_THE_ATTIC,
    ),
    "only the reporter leads out of the attic": (
        desk(SHELVED, row("attic", "answer", "done", REPORTER), attic=Phase.ANSWERED),
        desk(SHELVED, row("attic", "answer", "done", Role.OPERATOR), attic=Phase.ANSWERED),
        "open_without_owner",
        TO_THE_ATTIC,
    ),
    "officers only stay in the attic": (
        desk(
            SHELVED,
            row("attic", "assign", "attic", guards=DOWNWARD),
            row("attic", "answer", "done", REPORTER),
            attic=Phase.ANSWERED,
        ),
        desk(SHELVED, row("attic", "assign", "attic", guards=DOWNWARD), BACK, attic=Phase.ANSWERED),
        "open_without_owner",
        TO_THE_ATTIC,
    ),
    "reporter and timer serve only while the reporter is waited for": (
        desk(
            SHELVED,
            row("attic", "answer", "desk", REPORTER),
            row("attic", "wait", "done", SYSTEM),
            attic=Phase.ANSWERED,
        ),
        desk(
            SHELVED,
            row("attic", "answer", "desk", REPORTER),
            row("attic", "wait", "done", SYSTEM),
            attic=WAITING,
        ),
        "open_without_owner",
        TO_THE_ATTIC,
    ),
    "nothing ends the wait for the reporter": (
        desk(SHELVED, row("attic", "answer", "desk", REPORTER), attic=WAITING),
        desk(
            SHELVED,
            row("attic", "answer", "desk", REPORTER),
            row("attic", "wait", "done", SYSTEM),
            attic=WAITING,
        ),
        "open_without_owner",
        TO_THE_ATTIC,
    ),
    "back without a limit": (
        desk(row("desk", "give_back", "inbox")),
        desk(row("desk", "give_back", "inbox", at_most=2)),
        "ping_pong",
        ("inbox", "assign", "desk", "give_back", "inbox"),
    ),
    "back without a limit, or by the reporter": (
        desk(row("desk", "give_back", "inbox")),
        desk(row("desk", "give_back", "inbox", REPORTER)),
        "ping_pong",
        ("inbox", "assign", "desk", "give_back", "inbox"),
    ),
    "to and fro at the desk, or only downward": (
        desk(row("desk", "assign", "desk", guards=("receiver_is_fit",))),
        desk(row("desk", "assign", "desk", guards=DOWNWARD)),
        "ping_pong",
        ("desk", "assign", "desk"),
    ),
    "downward, but to nobody in particular": (
        desk(row("desk", "assign", "desk", guards=("below_own_agency",))),
        desk(row("desk", "assign", "desk", guards=DOWNWARD)),
        "ping_pong",
        ("desk", "assign", "desk"),
    ),
    "a guard downward means nothing where nobody is assigned": (
        desk(row("desk", "give_back", "desk", guards=DOWNWARD)),
        desk(row("desk", "assign", "desk", guards=DOWNWARD)),
        "ping_pong",
        ("desk", "give_back", "desk"),
    ),
    "two statuses in turn": (
        desk(SHELVED, row("attic", "wait", "desk"), attic=Phase.IN_PROGRESS),
        desk(SHELVED, row("attic", "answer", "desk"), attic=Phase.IN_PROGRESS),
        "ping_pong",
        ("desk", "shelve", "attic", "wait", "desk"),
    ),
    "the circle is told from where a case comes first": (
        desk(row("attic", "wait", "desk"), SHELVED, attic=Phase.IN_PROGRESS),
        desk(row("attic", "wait", "done"), SHELVED, attic=Phase.IN_PROGRESS),
        "ping_pong",
        ("desk", "shelve", "attic", "wait", "desk"),
    ),
    "a command that no row has": (
        evolve(desk(), commands=(*desk().commands, CommandKind("wait", words("wait")))),
        desk(row("inbox", "wait", "done")),
        "command_without_row",
        (),
    ),
    "a status without a word": (
        evolve(desk(), statuses=(*desk().statuses[:2], Status("done", Phase.CLOSED, words(" ")))),
        desk(),
        "label_missing",
        (),
    ),
    "a command without an Indonesian word": (
        evolve(
            desk(row("inbox", "wait", "done")),
            commands=(*desk().commands, CommandKind("wait", Label(id="", en="wait"))),
        ),
        desk(row("inbox", "wait", "done")),
        "label_missing",
        (),
    ),
}  # fmt: skip


def of_code(table: Workflow, code: str) -> list[Finding]:
    return [one for one in check_workflow(table) if one.code == code]


def test_the_small_table_is_sound() -> None:
    """So each finding below has its own cause."""
    assert () == check_workflow(desk())


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_refuted_with_a_witness(name: str) -> None:
    """The shortest way to where it is broken, or the circle."""
    broken, _, code, witness = BROKEN[name]

    assert {witness} == {one.witness for one in of_code(broken, code)}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mended_table_is_sound(name: str) -> None:
    """One change is enough."""
    assert () == check_workflow(BROKEN[name][1])


def test_where_a_word_is_missing_is_said_language_by_language() -> None:
    """As key paths."""
    found = [
        one.where
        for name in ("a status without a word", "a command without an Indonesian word")
        for one in of_code(BROKEN[name][0], "label_missing")
    ]

    assert [
        "workflow.status.done.label.id",
        "workflow.status.done.label.en",
        "workflow.command.wait.label.id",
    ] == found


def test_a_status_that_only_an_adopted_case_can_be_in_is_its_own_witness() -> None:
    """Nothing leads to it, but a case may begin there: it must not be lost either."""
    found = check_workflow(desk(attic=Phase.ASSIGNED))

    assert [("unreachable_status", ()), ("dead_end", ("attic",))] == [
        (one.code, one.witness) for one in found
    ]


def test_where_a_case_begins_can_be_a_dead_end() -> None:
    """Then the way to it is the status alone."""
    table = evolve(desk(), transitions=desk().transitions[1:])

    (found,) = of_code(table, "dead_end")

    assert ("inbox",) == found.witness


def test_an_end_needs_no_way_out() -> None:
    """Neither an owner nor a way on: what is closed, archived or blocked is at rest."""
    for phase in (Phase.CLOSED, Phase.ARCHIVED, Phase.BLOCKED):
        assert () == check_workflow(desk(SHELVED, attic=phase))


def test_each_answer_to_the_citizen_ends_a_turn() -> None:
    """Answering again and again is no ping-pong; neither is closing and opening again."""
    again = evolve(row("desk", "answer", "desk", Role.OPERATOR), restarts=True)
    reopened = row("done", "assign", "desk")

    assert () == check_workflow(desk(again, reopened))


def test_what_leaves_status_and_holder_alone_is_no_ping_pong() -> None:
    """The clocks run on; so do those of a case that takes in duplicates."""
    assert () == check_workflow(desk(row("desk", "wait", "desk")))


def test_statuses_with_several_ways_round_tell_one() -> None:
    """Mend it, and the next one is told; a limit on a third way back leaves neither out."""
    first, second = row("desk", "give_back", "inbox"), row("desk", "shelve", "inbox")
    limited = row("desk", "wait", "inbox", at_most=1)

    for given, command in (
        ((first, second, limited), "give_back"),
        ((second, limited), "shelve"),
        ((second, first), "shelve"),
    ):
        assert [("inbox", "assign", "desk", command, "inbox")] == [
            one.witness for one in of_code(desk(*given), "ping_pong")
        ]


def test_the_shortest_way_round_is_told() -> None:
    """Two statuses to and fro, not the three in turn that come first in the table."""
    table = desk(
        SHELVED, row("attic", "give_back", "inbox"), row("attic", "wait", "desk"),
        attic=Phase.IN_PROGRESS,
    )  # fmt: skip

    assert [("desk", "shelve", "attic", "wait", "desk")] == [
        one.witness for one in of_code(table, "ping_pong")
    ]


def test_statuses_between_which_no_way_leads_back_tell_one_each() -> None:
    """From the inbox to the desk and no more back: to and fro here, and to and fro there."""
    table = desk(
        row("inbox", "give_back", "inbox"),
        row("desk", "give_back", "desk"),
        row("desk", "shelve", "attic"),
        row("attic", "wait", "desk"),
        attic=Phase.IN_PROGRESS,
    )

    assert [("inbox", "give_back", "inbox"), ("desk", "give_back", "desk")] == [
        one.witness for one in of_code(table, "ping_pong")
    ]


def test_a_table_whose_statuses_are_all_connected_is_told_once() -> None:
    """120 statuses make 14,280 rows; each way round would be a finding of its own otherwise."""
    codes = [f"s{place}" for place in range(120)]
    ends = {"done": Phase.CLOSED}
    table = Workflow(
        "dense/1",
        [Status(code, ends.get(code, Phase.ASSIGNED), words(code)) for code in (*codes, "done")],
        [CommandKind(code, words(code)) for code in (*codes, "done")],
        [row(one, other, other) for one in codes for other in (*codes, "done") if one != other],
        initial="s0",
    )

    assert [("s0", "s1", "s1", "s0", "s0")] == [one.witness for one in check_workflow(table)]


# Which rows are a way out


WINDOW = Limit(2, "working days")
RELIABLE: dict[str, tuple[Transition, bool]] = {
    "an officer's row": (BACK, True),
    "one with a window": (evolve(BACK, until=WINDOW), False),
    "one with a count": (evolve(BACK, at_most=3), False),
    "only when there is somebody above": (evolve(BACK, guards=("not_at_the_root",)), False),
    "only when there is a unit below": (evolve(BACK, guards=("has_units_below",)), False),
    "only downward": (evolve(BACK, guards=DOWNWARD), False),
    "only to another agency": (evolve(BACK, guards=("is_not_the_holder",)), False),
    "only with another case": (evolve(BACK, guards=("other_takes_in",)), False),
    "to one's own agency at worst": (evolve(BACK, guards=("receiver_is_fit", "in_reach")), True),
    "in a known category": (evolve(BACK, guards=("category_is_known",)), True),
}


@pytest.mark.parametrize("name", RELIABLE)
def test_a_way_out_that_runs_out_is_none(name: str) -> None:
    """After the window, once it is used up, or for the case that can't pass: nothing is left."""
    back, is_reliable = RELIABLE[name]

    assert ([] if is_reliable else ["dead_end"]) == [
        one.code for one in check_workflow(desk(SHELVED, back, attic=Phase.ASSIGNED))
    ]


def test_a_way_to_an_end_that_runs_out_is_none() -> None:
    """Out of the attic in time, or never: what is always there only stays in it."""
    table = desk(
        SHELVED,
        row("attic", "wait", "attic"),
        evolve(BACK, until=WINDOW),
        attic=Phase.ANSWERED,
    )

    assert [("no_way_to_an_end", TO_THE_ATTIC), ("open_without_owner", TO_THE_ATTIC)] == [
        (one.code, one.witness) for one in check_workflow(table)
    ]


def test_an_officer_whose_rows_run_out_is_no_owner() -> None:
    """The reporter may always go on, but need not."""
    table = desk(
        SHELVED,
        evolve(BACK, at_most=1),
        row("attic", "wait", "done", REPORTER),
        attic=Phase.ANSWERED,
    )

    assert ["open_without_owner"] == [one.code for one in check_workflow(table)]


def test_a_row_with_a_window_leads_into_its_status_all_the_same() -> None:
    """It is a way in: whoever came by it must get out."""
    table = desk(evolve(SHELVED, until=WINDOW), attic=Phase.ASSIGNED)

    assert [("dead_end", TO_THE_ATTIC)] == [
        (one.code, one.witness) for one in check_workflow(table)
    ]


def test_the_reporter_may_have_a_window_when_a_timer_ends_the_wait() -> None:
    """Within five days the reporter, after that the system."""
    complete = evolve(row("attic", "answer", "desk", REPORTER), until=WEEK)
    expire = row("attic", "wait", "done", SYSTEM)

    assert () == check_workflow(desk(SHELVED, complete, expire, attic=WAITING))


def test_who_waits_for_nobody_in_particular_needs_an_officer() -> None:
    """A timer that ends the wait, but no row of the reporter."""
    expire = row("attic", "wait", "done", SYSTEM)

    assert ["open_without_owner"] == [
        one.code for one in check_workflow(desk(SHELVED, expire, attic=WAITING))
    ]
    assert () == check_workflow(desk(SHELVED, expire, BACK, attic=WAITING))


def test_a_timer_that_requires_a_field_is_no_way_out() -> None:
    """The system fills in none: it would be refused for ever."""
    table = desk(SHELVED, row("attic", "wait", "done", SYSTEM), attic=WAITING)
    field = CommandField("why", FieldKind.TEXT, required=True)
    asking = evolve(
        table,
        commands=[
            evolve(one, fields=(field,)) if one.code == "wait" else one for one in table.commands
        ],
    )

    assert ["open_without_owner"] == [one.code for one in check_workflow(table)]
    assert ["dead_end", "timer_never_made"] == [one.code for one in check_workflow(asking)]


def test_a_timer_that_can_never_be_made_is_told_once_for_its_command() -> None:
    """By the nearest way to the first of its rows; where it is given by a person, it can be."""
    rows = (row("desk", "wait", "done", SYSTEM), row("attic", "wait", "done", SYSTEM))
    table = desk(SHELVED, BACK, *rows, row("inbox", "wait", "done"), attic=Phase.ASSIGNED)
    field = CommandField("why", FieldKind.TEXT, required=True)
    asking = evolve(
        table,
        commands=[
            evolve(one, fields=(field,)) if one.code == "wait" else one for one in table.commands
        ],
    )

    assert () == check_workflow(table)
    (found,) = check_workflow(asking)
    assert ("timer_never_made", "workflow.command.wait") == (found.code, found.where)
    assert ("inbox", "assign", "desk", "wait", "done") == found.witness


def test_timers_that_lead_round_are_told() -> None:
    """Also one that leads nowhere else; not one that goes on only while somebody is above."""
    round_trip = desk(
        SHELVED,
        BACK,
        row("desk", "wait", "attic", SYSTEM),
        row("attic", "wait", "desk", SYSTEM),
        attic=Phase.ASSIGNED,
    )
    up = row("desk", "give_back", "desk", SYSTEM)
    limited = row("desk", "give_back", "desk", SYSTEM, guards=("not_at_the_root",))

    (found,) = check_workflow(round_trip)
    assert ("timers_go_round", ("desk", "wait", "attic", "wait", "desk")) == (
        found.code,
        found.witness,
    )
    assert ["timers_go_round"] == [one.code for one in check_workflow(desk(up))]
    assert () == check_workflow(desk(limited))
