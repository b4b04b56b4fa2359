"""Laws of soundness: for any table the witnesses are real, and nothing that there is is missed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sp4n.findings import Finding
from sp4n.labels import Label
from sp4n.model import Actor, Complaint, Role
from sp4n.model.officer import ADMIN_ROLES
from sp4n.policy import Policy
from sp4n.sla import ClockState, Standard
from sp4n.sla.clocks import runs
from sp4n.sla.soundness import check_clocks
from sp4n.testing import strategies
from sp4n.workdays import Limit
from sp4n.workflow import (
    LAPOR,
    Case,
    CommandKind,
    Effect,
    Event,
    Phase,
    Refused,
    Status,
    Transition,
    Workflow,
    extended,
    stranded,
)
from sp4n.workflow.soundness import check_workflow

pytestmark = pytest.mark.long

STATUSES = ("s0", "s1", "s2", "s3", "s4")
COMMANDS = ("c0", "c1", "c2", "c3")
WEEK = Limit(5, "working days")
DOWNWARD = ("receiver_is_fit", "below_own_agency")
MOVING = {Effect.ASSIGN, Effect.GIVE_BACK, Effect.ESCALATE}
WORD = Label(id="kata", en="word")
OPEN = tuple(one for one in Phase if one.is_open)
NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    """Any small table: statuses of any phase, commands of any effect, rows between any two."""
    effects = st.lists(st.sampled_from(Effect), max_size=2, unique=True).map(tuple)
    places = st.tuples(
        st.sampled_from(STATUSES),
        st.sampled_from(COMMANDS),
        st.sampled_from((Role.AGENCY_ADMIN, Role.OPERATOR, "reporter", "system")),
    )
    return Workflow(
        "any/1",
        tuple(Status(code, draw(st.sampled_from(Phase)), WORD) for code in STATUSES),
        tuple(CommandKind(code, WORD, (), draw(effects)) for code in COMMANDS),
        tuple(draw(_rows(*place)) for place in draw(st.sets(places, max_size=12))),
        initial="s0",
    )


def _rows(source: str, command: str, who: str) -> st.SearchStrategy[Transition]:
    return st.builds(
        Transition,
        st.just(source),
        st.just(command),
        st.just((who,)),
        st.sampled_from(STATUSES),
        st.sampled_from(((), DOWNWARD)),
        st.just(WEEK if who == "system" else None),
        at_most=st.sampled_from((None, None, 2)),
    )


@st.composite
def clockworks(draw: st.DrawFn) -> Workflow:
    """Small tables without timers, most statuses open, in which cases go round a lot."""
    phases = st.sampled_from((*OPEN, *OPEN, Phase.CLOSED))
    places = st.tuples(
        st.sampled_from(STATUSES[:4]), st.sampled_from(("c0", "c1")), st.sampled_from(STATUSES[:4])
    )
    rows = {(source, code): to for source, code, to in draw(st.sets(places, max_size=8))}
    return Workflow(
        "clockwork/1",
        tuple(Status(code, draw(phases), WORD) for code in STATUSES[:4]),
        (CommandKind("c0", WORD), CommandKind("c1", WORD, (), (Effect.ASSIGN,))),
        tuple(Transition(a, code, (Role.AGENCY_ADMIN,), b) for (a, code), b in rows.items()),
        initial="s0",
    )


def standards() -> st.SearchStrategy[list[Standard]]:
    """Up to three clocks, between any two phases."""
    phases = st.sampled_from(Phase)
    some = st.frozensets(phases, max_size=2)
    starts = ("submitted", Phase.NEW, Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED)
    return st.lists(
        st.builds(
            Standard,
            st.just("x"),
            st.sampled_from(starts),
            phases,
            st.just(WEEK),
            pauses=some,
            resumes=some,
        ),
        max_size=3,
    )


def steps(witness: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Source, command and target of each step of a way."""
    for place in range(0, len(witness) - 2, 2):
        yield witness[place], witness[place + 1], witness[place + 2]


def reach(table: Workflow, rows: list[Transition]) -> set[tuple[str, str]]:
    """Which status can be reached from which, the long way: until nothing is added any more."""
    pairs = {(one.code, one.code) for one in table.statuses}
    pairs |= {(one.source, one.target) for one in rows}
    while True:
        more = {(a, d) for a, b in pairs for c, d in pairs if b == c} | pairs
        if more == pairs:
            return pairs
        pairs = more


def about(found: tuple[Finding, ...], code: str) -> list[str]:
    return [one.where.removeprefix("workflow.status.") for one in found if one.code == code]


@given(workflows())
def test_witnesses_are_ways_of_the_table(table: Workflow) -> None:
    """Each step is a row; a way begins where cases begin, a circle ends where it began."""
    rows = {(one.source, one.command, one.target) for one in table.transitions}
    unreachable = about(check_workflow(table), "unreachable_status")
    for one in check_workflow(table):
        assert set(steps(one.witness)) <= rows
        status = one.where.removeprefix("workflow.status.")
        if one.code in ("ping_pong", "timers_go_round"):
            assert (status, status) == (one.witness[0], one.witness[-1])
            assert len(one.witness) > 1
        elif one.witness:
            begins = status if status in unreachable else table.initial
            assert (begins, status) == (one.witness[0], one.witness[-1])


@given(workflows())
def test_timers_that_go_round_are_found_where_a_naive_search_finds_some(table: Workflow) -> None:
    """Those that need nobody below: from some status back to it, by at least one of them."""
    timers = [one for one in table.transitions if one.after is not None and not one.guards]
    pairs = reach(table, timers)
    goes_round = any((one.target, one.source) in pairs for one in timers)

    assert goes_round == bool(about(check_workflow(table), "timers_go_round"))


@given(workflows())
def test_statuses_agree_with_a_naive_search(table: Workflow) -> None:
    """What is reached, what is stuck, and what comes to an end, worked out from all pairs.

    Whatever row may lead there; but only those that last lead on.
    """
    pairs, found = reach(table, list(table.transitions)), check_workflow(table)
    lasting = [one for one in table.transitions if is_lasting(one)]
    onward = reach(table, lasting)
    ends = [one.code for one in table.statuses if not one.phase.is_open]
    open_ = [one.code for one in table.statuses if one.phase.is_open]
    sources = {one.source for one in lasting}

    assert about(found, "unreachable_status") == [s for s in STATUSES if ("s0", s) not in pairs]
    assert about(found, "dead_end") == [s for s in open_ if s not in sources]
    assert about(found, "no_way_to_an_end") == [
        s for s in open_ if s in sources and not any((s, end) in onward for end in ends)
    ]


def is_lasting(row: Transition) -> bool:
    """Whether it is always there: in these tables nothing but a count or a unit below is asked."""
    return row.at_most is None and not row.guards


def passing(table: Workflow) -> list[Transition]:
    """The rows by which officers pass an open case on without a limit and without an answer."""
    effects = {one.code: set(one.effects) for one in table.commands}
    is_open = {one.code: one.phase.is_open for one in table.statuses}
    return [
        one
        for one in table.transitions
        if isinstance(one.who[0], Role)
        and one.at_most is None
        and Effect.ANSWER not in effects[one.command]
        and is_open[one.source]
        and is_open[one.target]
        and (one.source != one.target or effects[one.command] & MOVING)
    ]


@given(workflows())
def test_ping_pong_is_found_exactly_when_there_is_some(table: Workflow) -> None:
    """Some row that does not only hand down leads to a status from which there is a way back.

    One circle for each group of statuses that can be reached from each other, and none is shorter.
    """
    rows = passing(table)
    pairs = reach(table, rows)
    assigning = {one.code for one in table.commands if Effect.ASSIGN in one.effects}
    round_again = {
        (one.source, one.command, one.target)
        for one in rows
        if not (one.guards == DOWNWARD and one.command in assigning)
        and (one.target, one.source) in pairs
    }
    found = [one.witness for one in check_workflow(table) if one.code == "ping_pong"]

    def length(source: str, target: str) -> int:
        reached, steps = {source}, 0
        while target not in reached:
            reached |= {one.target for one in rows if one.source in reached}
            steps += 1
        return steps

    shortest: dict[frozenset[str], int] = {}
    for source, _, target in sorted(round_again):
        group = frozenset(s for s in STATUSES if {(source, s), (s, source)} <= pairs)
        around = 1 + length(target, source)
        shortest[group] = min(shortest.get(group, around), around)
    groups = {frozenset(witness[::2]): len(witness) // 2 for witness in found}
    assert len(shortest) == len(found)
    for group, steps_around in shortest.items():
        assert [steps_around] == [one for inside, one in groups.items() if inside <= group]
    for witness in found:
        assert round_again & set(steps(witness))


def lived(table: Workflow, way: tuple[Transition, ...]) -> Case:
    """A case that went a way, a day a step."""
    complaint = Complaint("X-0001", "Jalan", "Jalan berlubang.", NOON)
    kinds = {one.code: one.effects for one in table.commands}
    places: list[tuple[str, str, tuple[Effect, ...]]] = [
        ("submit", table.initial, (Effect.ASSIGN,))
    ]
    places += [(one.command, one.target, kinds[one.command]) for one in way]
    return Case.from_events(
        complaint,
        [
            Event(
                number,
                kind,
                NOON + timedelta(days=number),
                Actor.system(),
                status,
                table.status(status).phase,
                effects,
                ("X-0001",),
            )
            for number, (kind, status, effects) in enumerate(places, 1)
        ],
    )


def is_silent(table: Workflow, clocks: list[Standard], case: Case) -> bool:
    """Whether an open case has neither a timer nor a clock that runs."""
    latest = [found[-1] for one in clocks if (found := runs(one, case))]
    running = any(one.is_open and not one.is_paused for one in latest)
    timer = any(is_lasting(one) for one in table.timers(case.status))
    return case.is_open and not timer and not running


def ways(table: Workflow, most: int) -> Iterator[tuple[Transition, ...]]:
    """Every way of at most so many steps."""
    waiting: list[tuple[Transition, ...]] = [()]
    for _ in range(most + 1):
        yield from waiting
        waiting = [
            (*way, row)
            for way in waiting
            for row in table.transitions
            if row.source == (way[-1].target if way else table.initial)
        ]


@settings(max_examples=60)
@given(workflows() | clockworks(), standards())
def test_no_short_way_leads_to_a_silent_status_that_is_not_found(
    table: Workflow, clocks: list[Standard]
) -> None:
    """Nor is any found on a longer way than need be."""
    found = {one.witness[-1]: len(one.witness) // 2 for one in check_clocks(table, clocks)}
    shortest: dict[str, int] = {}
    for way in ways(table, 4):
        if is_silent(table, clocks, lived(table, way)):
            shortest.setdefault(way[-1].target if way else table.initial, len(way))

    assert shortest == {status: length for status, length in found.items() if length <= 4}


@given(workflows() | clockworks(), standards())
def test_every_witness_without_a_clock_can_be_lived(
    table: Workflow, clocks: list[Standard]
) -> None:
    """Some case that goes that way is silent at its end."""
    for one in check_clocks(table, clocks):
        choices = [
            [row for row in table.transitions if step == (row.source, row.command, row.target)]
            for step in steps(one.witness)
        ]
        way = tuple(rows[0] for rows in choices)
        assert is_silent(table, clocks, lived(table, way))


# No history leads to an open case without an owner and a clock

TABLES = (
    LAPOR,
    extended(LAPOR, {"reopening": {}, "escalation": {}, "rating": {}, "return_limit": {}}),
    extended(LAPOR, {"closing_after_reply": {}, "escalation": {}}),
)
ALIVE = {ClockState.RUNNING, ClockState.DUE_SOON, ClockState.OVERDUE, ClockState.PAUSED}


@st.composite
def lives(draw: st.DrawFn, max_events: int = 8) -> tuple[Policy, Case]:
    """Any directory, one of the tables with LAPOR!'s standards, any legal history."""
    directory = draw(strategies.directories(max_agencies=5))
    policy = Policy("Kota Contoh", "1", draw(st.sampled_from(TABLES))).bind(directory)
    case = draw(strategies.cases(procedure=policy.procedure, max_events=max_events))
    return policy, case


def pasts(case: Case) -> Iterator[Case]:
    """A case as it was after each of its events."""
    for version in range(1, case.version + 1):
        yield Case.from_events(case.complaint, case.events[:version])


@settings(max_examples=100)
@given(lives())
def test_no_history_leads_to_an_open_case_without_a_clock(life: tuple[Policy, Case]) -> None:
    """A clock runs or stands still, or a timer waits; of adopted cases some may be unknown."""
    policy, case = life
    for past in pasts(case):
        now = past.events[-1].at
        states = {reading.state for reading in policy.assess(past, now=now)}
        timer = policy.next_due_at(past, now=now)
        unknown = past.is_adopted and ClockState.UNKNOWN in states
        assert not past.is_open or states & ALIVE or timer is not None or unknown


def owners(policy: Policy, case: Case) -> list[str]:
    """The officers at the holder, and the admins above it, with a role that leads on from here."""
    on = policy.calendar().date_of(case.events[-1].at)
    may = {
        who for row in policy.workflow.transitions if row.source == case.status for who in row.who
    }
    return [
        one.officer
        for agency in policy.directory.lineage(str(case.holder))
        for one in policy.directory.team(agency, on)
        if one.role in may and (agency == case.holder or one.role in ADMIN_ROLES)
    ]


@settings(max_examples=100)
@given(lives())
def test_no_history_leads_to_an_open_case_without_an_owner(life: tuple[Policy, Case]) -> None:
    """Somebody at the holder or above it has a role that leads on; at worst the root's admin.

    Nobody holds what accuses the root: that is told as stranded, unless a timer runs.
    """
    policy, case = life
    for past in pasts(case):
        if past.is_open and not past.holders:
            barred = policy.directory.with_successors(past.accused)
            assert policy.directory.root.code in barred
            waits = policy.workflow.timers(past.status)
            assert waits or stranded(policy.procedure, past, at=past.events[-1].at)
        else:
            assert not past.is_open or owners(policy, past)


@settings(max_examples=60)
@given(lives(max_events=5))
def test_the_owner_may_really_act_unless_everybody_is_accused(life: tuple[Policy, Case]) -> None:
    """Asked by the rules themselves: some owner has something to do that is not refused.

    Whoever serves at an accused agency too may not act: that counts as being accused.
    """
    policy, case = life
    assume(case.holders and not case.barred_officers)
    accused = case.complaint.accused
    line = policy.directory.lineage(str(case.holder))
    served = {one.officer for one in policy.directory.appointments if one.agency in accused}
    near = {one.officer for one in policy.directory.appointments if one.agency in line}
    assume(case.is_open and accused.isdisjoint(line) and served.isdisjoint(near))
    at = case.events[-1].at

    assert any(
        not isinstance(option, Refused)
        for one in policy.directory.appointments
        for option in policy.options(
            case, by=Actor.officer(one.officer, at=one.agency), at=at
        ).values()
    )
