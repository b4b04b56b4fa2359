"""Holding: whether somebody may act wherever a case can lie, office by office."""

from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve

from sp4n.findings import Severity
from sp4n.labels import Label
from sp4n.model import Agency, Appointment, Directory, Officer, Role
from sp4n.workdays import Limit
from sp4n.workflow import LAPOR, Phase, Status, Transition, Workflow, extended
from sp4n.workflow.holding import check_holding

ADMIN, LIAISON, NATIONAL = Role.AGENCY_ADMIN, Role.LIAISON_OFFICER, Role.NATIONAL_ADMIN
OPERATOR = Role.OPERATOR
ON = date(2026, 1, 5)
NATION = Agency("NASIONAL", "Admin Contoh")
CITY = Agency("KOTA", "Kota Contoh", parent="NASIONAL")
OFFICES = tuple(Agency(f"DINAS-{n}", f"Dinas Contoh {n}", parent="KOTA") for n in range(1, 9))
UNIT = Agency("SEKSI", "Seksi Contoh", parent="DINAS-1")
WEEK = Limit(5, "working days")
SURVEY = Status("survey", Phase.ASSIGNED, Label(id="survei", en="survey"))
INTO = Transition("verified", "hold", (LIAISON,), "survey")
OPERATORS = Transition("survey", "archive", (OPERATOR,), "archived_by_admin")

Posts = Iterable[tuple[str, Role]]


def state(posts: Posts, *more: Agency, offices: int = 2) -> Directory:
    """The nation, a city, its offices; with a national admin, and an officer for each post."""
    held = [("NASIONAL", NATIONAL), *posts]
    return Directory(
        [NATION, CITY, *OFFICES[:offices], *more],
        [Officer(f"p-{n}", "Petugas Contoh") for n in range(len(held))],
        [Appointment(f"p-{n}", agency, role) for n, (agency, role) in enumerate(held)],
    )


def with_survey(*rows: Transition) -> Workflow:
    """LAPOR!'s table with a status of the city's own, by default one that operators end."""
    given = rows or (INTO, OPERATORS)
    anew = {(row.source, row.command) for row in given}
    kept = [row for row in LAPOR.transitions if (row.source, row.command) not in anew]
    return evolve(
        LAPOR,
        version="kota/1",
        statuses=(*LAPOR.statuses, SURVEY),
        transitions=(*kept, *given),
    )


def left(table: Workflow, directory: Directory, on: date | None = ON) -> dict[str, tuple[str, ...]]:
    """By status, the agencies where nobody may act."""
    found = list(check_holding(table, directory, on))
    assert {"nobody_may_act"} >= {one.code for one in found}
    return {
        one.where.removeprefix("workflow.status."): dict(one.facts)["agencies"]  # type: ignore[misc]
        for one in found
    }


FULL = [(f"DINAS-{n}", LIAISON) for n in (1, 2)]


def test_one_operator_in_one_office_is_no_operator_for_the_others() -> None:
    """The city, the nation and every office but that one can hold a case that nobody may end."""
    people = state([*FULL, ("KOTA", LIAISON), ("DINAS-2", OPERATOR)])
    (found,) = check_holding(with_survey(), people, ON)

    assert (Severity.ERROR, "workflow.status.survey") == (found.severity, found.where)
    assert {"status": "survey", "agencies": ("KOTA", "DINAS-1")} == dict(found.facts)
    assert ("unverified", "verify", "verified", "hold", "survey", "KOTA") == found.witness
    assert (
        "a case in the status survey can lie with KOTA, DINAS-1: nobody but the reporter may lead "
        "it on from there, and no timer runs"
    ) == found.describe()


def test_many_such_agencies_are_told_as_the_first_five_and_how_many_more() -> None:
    """The facts have all."""
    people = state([(one.code, LIAISON) for one in OFFICES], offices=8)
    (found,) = check_holding(with_survey(), people, ON)

    assert tuple(one.code for one in OFFICES) == dict(found.facts)["agencies"]
    assert "DINAS-1, DINAS-2, DINAS-3, DINAS-4, DINAS-5 and 3 more" in found.describe()
    assert "DINAS-5 dan 3 lainnya" in found.describe("id")


@pytest.mark.parametrize("chosen", [{}, {"escalation": {}, "return_limit": {}, "duplicates": {}}])
@pytest.mark.parametrize("posts", [[], FULL, [("KOTA", ADMIN)]])
def test_lapors_own_rows_leave_nobody_alone(
    chosen: dict[str, dict[str, Limit | int]], posts: Posts
) -> None:
    """As long as there is an admin at the root, who reaches every case."""
    assert {} == left(extended(LAPOR, chosen), state(posts))


def test_a_root_without_an_admin_is_told_elsewhere() -> None:
    """Cases come there at worst: that is a finding about the directory, whatever the table."""
    gone = evolve(state([]), appointments=())

    assert {} == left(LAPOR, gone)


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([*FULL, ("DINAS-1", OPERATOR), ("DINAS-2", OPERATOR)], {}),
        ([*FULL, ("KOTA", OPERATOR), ("DINAS-1", OPERATOR)], {"survey": ("DINAS-2",)}),
        ([("DINAS-1", LIAISON)], {"survey": ("DINAS-1",)}),
        ([("DINAS-1", OPERATOR)], {}),
    ],
)
def test_only_agencies_to_which_a_case_can_come_are_asked(
    posts: Posts, expected: dict[str, tuple[str, ...]]
) -> None:
    """Only a liaison officer leads into the status; an operator above reaches nothing below."""
    assert expected == left(with_survey(), state(posts))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (evolve(OPERATORS, who=(OPERATOR, NATIONAL)), {}),
        (evolve(OPERATORS, who=(ADMIN,)), {}),
        (evolve(OPERATORS, who=(NATIONAL,), until=WEEK), {"survey": None}),
        (evolve(OPERATORS, who=(NATIONAL,), at_most=2), {"survey": None}),
        (Transition("survey", "expire", ("system",), "archived_by_system", after=WEEK), {}),
        (Transition("survey", "hold", (NATIONAL,), "survey"), {"survey": None}),
        (Transition("survey", "withdraw", ("reporter",), "archived_by_reporter"), {"survey": None}),
    ],
)
def test_what_counts_is_a_row_that_is_always_there_and_leads_on(
    row: Transition, expected: dict[str, None]
) -> None:
    """By an admin above, or by the system; the reporter is not enough."""
    people = state([*FULL, ("KOTA", ADMIN), ("DINAS-1", OPERATOR)])
    never = Transition("survey", "block", (OPERATOR,), "blocked")

    assert expected.keys() == left(with_survey(INTO, never, row), people).keys()


def test_a_timer_that_needs_somebody_above_does_not_run_at_the_root() -> None:
    """Elsewhere it does."""
    row = Transition(
        "survey", "expire", ("system",), "archived_by_system", ("not_at_the_root",), after=WEEK
    )
    people = state([*FULL, ("NASIONAL", LIAISON)])

    assert {"survey": ("NASIONAL",)} == left(with_survey(INTO, row), people)


DOWN = Transition(
    "survey", "dispose", (ADMIN,), "verified",
    ("has_units_below", "receiver_is_fit", "is_not_the_holder", "below_own_agency"),
)  # fmt: skip
OVER = evolve(DOWN, guards=("receiver_is_fit", "is_not_the_holder", "in_reach"))
AWAY = evolve(DOWN, guards=("receiver_is_fit", "is_not_the_holder"))


@pytest.mark.parametrize(
    ("row", "posts", "expected"),
    [
        (DOWN, [("KOTA", ADMIN)], {}),
        (DOWN, [("DINAS-1", ADMIN)], {"survey": ("DINAS-2",)}),
        (DOWN, [("DINAS-1", ADMIN), ("DINAS-2", ADMIN)], {"survey": ("DINAS-2",)}),
        (OVER, [("KOTA", ADMIN)], {}),
        (OVER, [("DINAS-1", ADMIN), ("DINAS-2", ADMIN)], {"survey": ("DINAS-2",)}),
        (AWAY, [("DINAS-1", ADMIN), ("DINAS-2", ADMIN)], {}),
    ],
)
def test_guards_are_asked_of_each_holder(
    row: Transition, posts: Posts, expected: dict[str, tuple[str, ...]]
) -> None:
    """Whether there is a unit below, or another agency within reach; only DINAS-1 has a unit."""
    people = state([*FULL, *posts], UNIT)

    assert expected == left(with_survey(INTO, row), people)


def test_a_row_downward_leads_only_below_those_who_may_take_it() -> None:
    """The admin of DINAS-1 hands down to its unit, and to nobody else."""
    down = evolve(DOWN, source="verified", target="survey")
    people = state([("DINAS-1", ADMIN)], UNIT)
    (found,) = check_holding(with_survey(down, OPERATORS), people, ON)

    assert ("SEKSI",) == dict(found.facts)["agencies"]
    assert ("unverified", "verify", "verified", "dispose", "survey", "SEKSI") == found.witness


def test_what_goes_back_goes_to_an_agency_with_an_admin() -> None:
    """Or to the root at worst."""
    back = Transition("verified", "return", (LIAISON,), "survey", ("not_at_the_root",))
    people = state([*FULL, ("DINAS-2", ADMIN)])

    assert {"survey": ("NASIONAL", "DINAS-2")} == left(with_survey(back, OPERATORS), people)


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2026, 1, 4), {}), (ON, {"survey"}), (None, {"survey"})]
)
def test_who_may_act_is_judged_by_the_day(on: date | None, expected: set[str]) -> None:
    """The operator leaves; half-open, and without a day only who has no end counts."""
    people = state([("DINAS-1", LIAISON), ("DINAS-1", OPERATOR)])
    *others, operator = people.appointments
    people = evolve(people, appointments=[*others, evolve(operator, until=ON)])

    assert set(expected) == set(left(with_survey(), people, on))


def test_who_ever_led_a_case_there_counts() -> None:
    """The liaison officer has left, and what they put there lies there still."""
    people = state([("DINAS-1", LIAISON)])
    *others, liaison = people.appointments
    people = evolve(people, appointments=[*others, evolve(liaison, until=date(2025, 1, 1))])

    assert {"survey": ("DINAS-1",)} == left(with_survey(), people)


def test_an_agency_that_is_not_active_is_not_asked() -> None:
    """What it holds is handed over, or a finding about the case."""
    people = state(FULL)
    offices = [evolve(one, active_until=ON) if one.parent else one for one in people.agencies]
    gone = evolve(people, agencies=offices)

    assert {"survey": ("DINAS-1", "DINAS-2")} == left(with_survey(), gone, date(2026, 1, 4))
    assert {} == left(with_survey(), gone)


def test_a_status_that_nothing_leads_out_of_is_told_elsewhere() -> None:
    """`check_workflow` finds a dead end."""
    assert {} == left(with_survey(INTO), state(FULL))


def test_an_admin_to_whom_a_case_falls_can_hold_it_too() -> None:
    """Whoever is accused loses it, in whatever status: to an admin who may not end a survey."""
    staff = [*FULL, *((office, OPERATOR) for office, _ in FULL), ("KOTA", ADMIN)]
    people, table = state(staff), with_survey()

    assert {} == left(table, people)
    assert {"survey": ("NASIONAL", "KOTA")} == left(extended(table, {"protection": {}}), people)
