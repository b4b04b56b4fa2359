"""Staffing: which guards nobody in a directory can ever pass."""

from collections.abc import Mapping
from datetime import date

import pytest
from attrs import evolve

from sp4n.model import Agency, Appointment, Directory, Officer, Role
from sp4n.workdays import Limit
from sp4n.workflow import LAPOR, Transition, Workflow
from sp4n.workflow.staffing import check_staffing

ADMIN, LIAISON, NATIONAL = Role.AGENCY_ADMIN, Role.LIAISON_OFFICER, Role.NATIONAL_ADMIN
ON = date(2026, 1, 5)
NATION = Agency("NASIONAL", "Admin Contoh")
CITY = Agency("KOTA", "Kota Contoh", parent="NASIONAL")
OFFICE = Agency("DINAS", "Dinas Contoh", parent="KOTA")


def team(*agencies: Agency, **places: Role) -> Directory:
    """One officer a place: ``KOTA=ADMIN``."""
    return Directory(
        agencies,
        [Officer(code, "Petugas Contoh") for code in places],
        [Appointment(code, code, role) for code, role in places.items()],
    )


def guarded(guard: str, *who: str) -> Workflow:
    """LAPOR!'s statuses and commands with a single row, behind one guard."""
    after = Limit(5, "working days") if who == ("system",) else None
    row = Transition("verified", "dispose", who, "verified", (guard,), after=after)
    return evolve(LAPOR, transitions=(row,))


def shut(workflow: Workflow, directory: Directory, on: date | None = None) -> Mapping[str, object]:
    return {
        one.where.removeprefix("workflow.guard."): dict(one.facts)["commands"]
        for one in check_staffing(workflow, directory, on)
        if one.code == "guard_never_passed"
    }


def test_in_a_city_with_an_office_lapors_guards_can_all_be_passed() -> None:
    """The city's admin hands down to the office, and the office returns."""
    assert {} == shut(LAPOR, team(NATION, CITY, OFFICE, KOTA=ADMIN, DINAS=LIAISON))


def test_in_a_city_without_offices_nobody_can_dispose_onward() -> None:
    """Of a row's guards the first is told that nobody passes; the commands once each."""
    assert 2 == len(LAPOR.rows_of("dispose"))
    assert {"has_units_below": ("dispose",)} == shut(LAPOR, team(NATION, CITY, KOTA=ADMIN))


def test_where_the_root_is_alone_nobody_can_return_or_hand_on() -> None:
    """There is nobody above, below or beside it."""
    assert {
        "not_at_the_root": ("return",),
        "has_units_below": ("dispose",),
    } == shut(LAPOR, team(NATION, NASIONAL=ADMIN))


@pytest.mark.parametrize(
    ("who", "places", "guards"),
    [
        (ADMIN, {"KOTA": ADMIN}, []),
        (ADMIN, {"DINAS": ADMIN}, ["has_units_below"]),
        (LIAISON, {"KOTA": ADMIN, "DINAS": LIAISON}, ["has_units_below"]),
        (LIAISON, {"KOTA": LIAISON}, []),
        ("reporter", {"KOTA": ADMIN}, ["has_units_below"]),
        ("system", {"KOTA": ADMIN}, ["has_units_below"]),
    ],
)
def test_units_below_are_those_of_whoever_may_take_the_row(
    who: str, places: Mapping[str, Role], guards: list[str]
) -> None:
    """Of their own agency; reporter and system have none."""
    directory = team(NATION, CITY, OFFICE, **places)

    assert guards == list(shut(guarded("has_units_below", who), directory))


@pytest.mark.parametrize(
    ("who", "places", "guards"),
    [
        (ADMIN, {"KOTA": ADMIN}, []),
        (LIAISON, {"NASIONAL": LIAISON}, ["not_at_the_root"]),
        (NATIONAL, {"NASIONAL": NATIONAL}, []),  # an admin reaches the cases below
        ("reporter", {"NASIONAL": NATIONAL}, []),
        ("system", {"NASIONAL": NATIONAL}, []),
    ],
)
def test_who_serves_at_the_root_reaches_others_as_an_admin_only(
    who: str, places: Mapping[str, Role], guards: list[str]
) -> None:
    """Their own cases lie at the root; the reporter's and the system's may lie anywhere."""
    directory = team(NATION, CITY, **places)

    assert guards == list(shut(guarded("not_at_the_root", who), directory))


@pytest.mark.parametrize(("others", "guards"), [((), ["is_not_the_holder"]), ((CITY,), [])])
def test_another_agency_than_the_holder_must_be_there(
    others: tuple[Agency, ...], guards: list[str]
) -> None:
    """Wherever it hangs."""
    directory = team(NATION, *others, NASIONAL=ADMIN)

    assert guards == list(shut(guarded("is_not_the_holder", ADMIN), directory))


def test_one_who_passes_is_enough() -> None:
    """In another role too, if the row is for both."""
    directory = team(NATION, CITY, OFFICE, KOTA=ADMIN, DINAS=LIAISON)

    assert {} == shut(guarded("has_units_below", LIAISON, ADMIN), directory)


def test_a_row_whose_roles_nobody_has_is_left_out() -> None:
    """Nobody could take it without the guard either, and that is another finding."""
    assert {} == shut(guarded("has_units_below", LIAISON), team(NATION, NASIONAL=ADMIN))


def test_a_guard_that_depends_on_the_case_alone_is_not_judged() -> None:
    """Some case will pass it."""
    assert {} == shut(guarded("receiver_is_fit", ADMIN), team(NATION, NASIONAL=ADMIN))


@pytest.mark.parametrize(
    ("on", "guards"),
    [(date(2026, 1, 4), set()), (ON, {"has_units_below"}), (None, {"has_units_below"})],
)
def test_units_are_judged_by_the_day(on: date | None, guards: set[str]) -> None:
    """Half-open; without a day only what has no end counts."""
    gone = team(NATION, CITY, evolve(OFFICE, active_until=ON), KOTA=ADMIN)

    assert guards == set(shut(guarded("has_units_below", ADMIN), gone, on))


def test_appointments_are_judged_by_the_day() -> None:
    """Whoever has left can't take the row any more, and nobody else is there to be asked."""
    people = team(NATION, CITY, OFFICE, DINAS=ADMIN)
    gone = evolve(people, appointments=[Appointment("DINAS", "DINAS", ADMIN, until=ON)])
    table = guarded("has_units_below", ADMIN)

    assert {"has_units_below"} == set(shut(table, gone, date(2026, 1, 4)))
    assert {} == shut(table, gone, ON)
