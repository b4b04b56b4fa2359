"""Soundness of clocks: in which open status a case can wait without any, and by which way."""

from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve

from sp4n.findings import Severity
from sp4n.labels import Label
from sp4n.model import Role
from sp4n.sla import LAPOR_STANDARDS, Standard
from sp4n.sla.soundness import check_clocks
from sp4n.workdays import Limit
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    CommandKind,
    Effect,
    Phase,
    Status,
    Transition,
    Workflow,
    extended,
)

VERIFICATION, FIRST_FOLLOW_UP, SETTLEMENT = LAPOR_STANDARDS
WEEK = Limit(5, "working days")
ANSWERED = ("unverified", "verify", "verified", "follow_up", "followed_up")
REPLIED = (*ANSWERED, "reply", "replied")


def silent(
    standards: Iterable[Standard], table: Workflow = LAPOR, on: date | None = None
) -> list[tuple[str, ...]]:
    """The witnesses of what is found."""
    return [one.witness for one in check_clocks(table, standards, on)]


def with_rows(*rows: Transition) -> Workflow:
    return evolve(LAPOR, transitions=(*LAPOR.transitions, *rows))


def standard(starts: str, stops: str = "closed") -> Standard:
    return Standard("x", starts, stops, WEEK)


@pytest.mark.parametrize("names", ["", *EXTENSIONS, " ".join(EXTENSIONS)])
def test_in_lapor_some_clock_always_runs(names: str) -> None:
    """By its own standards and timers; with any extension, and with all."""
    assert [] == silent(LAPOR_STANDARDS, extended(LAPOR, {name: {} for name in names.split()}))


def test_a_finding_says_where() -> None:
    """An error: nothing would ever remind anybody of that case."""
    (found,) = check_clocks(LAPOR, [evolve(SETTLEMENT, resumes=())])

    assert (
        "error open_without_clock at workflow.status.replied: in the status replied, a"
        f" case can wait without any running clock or timer ({' -> '.join(REPLIED)})"
    ) == str(found)
    assert Severity.ERROR is found.severity
    assert not found.is_accepted


def test_without_standards_only_timers_run() -> None:
    """LAPOR! has two: while the reporter is waited for, and after an answer."""
    assert [("unverified",), ("unverified", "verify", "verified"), REPLIED] == silent([])


@pytest.mark.parametrize(
    ("starts", "statuses"),
    [
        ("submitted", []),
        ("new", []),
        ("assigned", ["unverified"]),
        ("in_progress", ["unverified", "verified"]),
        ("answered", ["unverified", "verified", "replied"]),  # a reply goes back before its start
    ],
)
def test_a_clock_that_runs_to_the_end_covers_what_comes_after_its_start(
    starts: str, statuses: list[str]
) -> None:
    """One from the submission is enough for everything; a return or a reply may end others."""
    assert statuses == [witness[-1] for witness in silent([standard(starts)])]


def test_a_clock_that_was_met_runs_no_more() -> None:
    """Though a reply lies between its start and its stop, nobody owes an answer by it any more."""
    assert FIRST_FOLLOW_UP.measures(Phase.IN_PROGRESS)
    assert [REPLIED] == silent([VERIFICATION, FIRST_FOLLOW_UP])


def test_it_depends_on_the_way() -> None:
    """Whoever answers at once has started no clock that could run on after a reply."""
    at_once = Transition("unverified", "follow_up", (Role.AGENCY_ADMIN,), "followed_up")
    standards = [standard("new", "answered"), evolve(FIRST_FOLLOW_UP, resumes=("in_progress",))]

    assert [] == silent(standards)
    assert [("unverified", "follow_up", "followed_up", "reply", "replied")] == silent(
        standards, with_rows(at_once)
    )


def test_a_way_through_an_end_counts_too() -> None:
    """Reopening: a clock that the closing has met does not run again by itself."""
    reopening = extended(LAPOR, {"reopening": {}})

    assert [] == silent([standard("submitted")])
    assert [
        (*ANSWERED, "close_by_system", "closed_by_system", "reopen", "replied")
    ] == silent([standard("submitted")], reopening)  # fmt: skip


def test_a_clock_that_stands_still_is_none() -> None:
    """Who waits for the reporter without a timer may wait for ever."""
    rows = tuple(one for one in LAPOR.transitions if one.command != "expire")
    endless = evolve(LAPOR, transitions=rows)

    assert [("unverified", "hold", "awaiting_completion")] == silent(LAPOR_STANDARDS, endless)
    assert [] == silent([evolve(SETTLEMENT, pauses=())], endless)


def test_a_timer_is_enough() -> None:
    """Escalation comes by itself; where it leads to, no timer runs."""
    table = extended(LAPOR, {"escalation": {}})

    assert [
        ("unverified",),
        REPLIED,
        ("unverified", "verify", "verified", "escalate", "escalated"),
    ] == silent([], table)


def test_a_timer_that_some_case_does_not_have_is_not_enough() -> None:
    """At the root nothing would come: the case waits there without a clock."""
    timer = Transition("replied", "expire", ("system",), "archived_by_system", after=WEEK)
    below_the_root = evolve(timer, guards=("not_at_the_root",))
    before = [("unverified",), ("unverified", "verify", "verified")]

    assert before == silent([], with_rows(timer))
    assert [*before, REPLIED] == silent([], with_rows(below_the_root))


def test_standards_are_judged_by_the_day_of_receipt() -> None:
    """Half-open; without a day those count that have no end."""
    new_year = date(2027, 1, 1)
    old, new = evolve(SETTLEMENT, valid_until=new_year), evolve(SETTLEMENT, valid_from=new_year)
    statuses = ["unverified", "verified", "replied"]

    assert [] == silent([old], on=date(2026, 12, 31))
    assert statuses == [witness[-1] for witness in silent([old], on=new_year)]
    assert statuses == [witness[-1] for witness in silent([old])]
    assert statuses == [witness[-1] for witness in silent([new], on=date(2026, 12, 31))]
    assert [] == silent([new])


def test_a_status_that_no_way_leads_to_is_not_judged() -> None:
    """What ran for a case that comes there from elsewhere is unknown."""
    asleep = Status("asleep", Phase.NEW, Label(id="tidur", en="asleep"))

    assert [] == silent(LAPOR_STANDARDS, evolve(LAPOR, statuses=(*LAPOR.statuses, asleep)))


def test_standards_that_differ_in_one_thing_are_all_walked() -> None:
    """In whatever order: it is enough that one of them runs."""
    rows = tuple(one for one in LAPOR.transitions if one.command != "expire")
    endless = evolve(LAPOR, transitions=rows)
    once, pauseless = evolve(SETTLEMENT, resumes=()), evolve(SETTLEMENT, pauses=())

    for other, table in ((once, LAPOR), (pauseless, endless)):
        assert [] == silent([*LAPOR_STANDARDS, other], table)
        assert [] == silent([other, *LAPOR_STANDARDS], table)


def drawn(phases: str, ways: str) -> Workflow:
    """A table from ``a:new b:closed`` and ``a>b``; ``a>>b`` assigns. ``go_b`` or ``hand_b``."""
    statuses = [one.split(":") for one in phases.split()]
    arrows = [one.split(">") for one in ways.split()]
    steps = [(way[0], f"{'hand' if len(way) > 2 else 'go'}_{way[-1]}", way[-1]) for way in arrows]
    return Workflow(
        "drawn/1",
        tuple(Status(code, Phase(phase), Label(id=code, en=code)) for code, phase in statuses),
        tuple(
            CommandKind(
                code,
                Label(id=code, en=code),
                (),
                (Effect.ASSIGN,) if code.startswith("hand_") else (),
            )
            for code in dict.fromkeys(code for _, code, _ in steps)
        ),
        tuple(Transition(source, code, (Role.AGENCY_ADMIN,), to) for source, code, to in steps),
        initial=statuses[0][0],
    )


ASKED = Standard("x", "assigned", "waiting_reporter", WEEK, pauses=["waiting_reporter"])
"""Met by asking the reporter; what comes back from there starts nothing, unless it is assigned."""


def test_an_assignment_and_a_way_back_are_two_things() -> None:
    """Between the same statuses, one starts a clock and the other does not."""
    phases = "open:assigned wait:waiting_reporter"

    assert [("open", "go_wait", "wait")] == silent(
        [ASKED], drawn(phases, "open>wait wait>>open")
    )  # fmt: skip
    for ways in ("open>wait wait>>open wait>open", "open>wait wait>open wait>>open"):
        assert [
            ("open", "go_wait", "wait", "go_open", "open"),
            ("open", "go_wait", "wait"),
        ] == silent([ASKED], drawn(phases, ways))


def test_where_a_case_came_from_before_a_pause_matters() -> None:
    """The short way comes back from a new phase and starts the clock; the long way does not."""
    table = drawn(
        "a:assigned b:assigned c:assigned d:assigned ask:waiting_reporter n:new"
        " wait:waiting_reporter t:assigned",
        "a>ask ask>n n>wait a>b b>c c>d d>wait wait>t",
    )

    assert [
        ("a", "go_b", "b", "go_c", "c", "go_d", "d", "go_wait", "wait", "go_t", "t")
    ] == [witness for witness in silent([ASKED], table) if witness[-1] == "t"]  # fmt: skip


def test_whether_a_clock_was_met_or_ended_matters() -> None:
    """Only what was met can run on; what was ended, by going back before its start, can not."""
    table = drawn(
        "i:new a:assigned b:answered c:assigned d:assigned n:new q:in_progress",
        "i>a a>b b>n a>c c>d d>n n>q",
    )
    standard = Standard("x", "assigned", "answered", WEEK, resumes=["in_progress"])

    assert [
        ("i", "go_a", "a", "go_c", "c", "go_d", "d", "go_n", "n", "go_q", "q")
    ] == [witness for witness in silent([standard], table) if witness[-1] == "q"]  # fmt: skip


def test_many_standards_that_run_alike_are_walked_once() -> None:
    """A hundred limits for the same step are one clock."""
    many = [evolve(SETTLEMENT, code=f"settlement-{n}", limit=WEEK) for n in range(100)]

    assert [] == silent(many)
