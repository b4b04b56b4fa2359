"""The strategies: arguments checked, values legal, shrink targets as promised, nobody real."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from attrs import evolve
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from sp4n.model import (
    NATION,
    Actor,
    ActorKind,
    Agency,
    Appointment,
    Complaint,
    Directory,
    Officer,
    Region,
    RegionLevel,
    Reporter,
    Role,
)
from sp4n.testing import strategies
from sp4n.testing.strategies import histories, organisation
from sp4n.testing.strategies.organisation import CATEGORIES
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import LAPOR, Event, Needs, Procedure

pytestmark = pytest.mark.long

Value = TypeVar("Value")

CITY = Directory(
    [
        Agency("X-0001", "Instansi Contoh 1", kind="national"),
        Agency("X-0002", "Instansi Contoh 2", parent="X-0001", region="99.71", front_desk=True),
    ]
)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


# Arguments


@pytest.mark.parametrize(
    "make",
    [
        lambda: strategies.texts(min_characters=0),
        lambda: strategies.texts(min_characters=5, max_characters=4),
        lambda: strategies.instants(min_value=NOON.replace(tzinfo=None)),
        lambda: strategies.instants(max_value=NOON.replace(tzinfo=None)),
        lambda: strategies.instants(min_value=NOON, max_value=NOON - timedelta(seconds=1)),
        lambda: strategies.regions(within="32.7"),
        lambda: strategies.regions(level=RegionLevel.PROVINCE, within="99.71"),
        lambda: strategies.limits(max_n=0),
        lambda: strategies.limits(max_n=10_000),
        lambda: strategies.limits(units=()),
        lambda: strategies.limits(units=("months",)),  # type: ignore[arg-type]
        lambda: strategies.directories(max_agencies=0),
        lambda: strategies.events(number=0),
        lambda: strategies.cases(procedure=procedure_of(CITY), max_events=0),
    ],
)
def test_wrong_arguments_are_refused_at_once(make: Callable[[], object]) -> None:
    """When the strategy is made, not when an example is drawn."""
    with pytest.raises(InvalidArgument):
        make()


@pytest.mark.parametrize("name", strategies.__all__)
def test_all_arguments_are_keyword_only(name: str) -> None:
    """As is Hypothesis' own custom."""
    with pytest.raises(TypeError, match="positional argument"):
        getattr(strategies, name)(*range(9))


# Shrink targets


def simplest(strategy: st.SearchStrategy[Value]) -> Value:
    """The value of the simplest choices, which Hypothesis tries first and shrinks towards."""
    once = settings(max_examples=1, phases=[Phase.generate], database=None)
    return find(strategy, lambda _value: True, settings=once)


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        (strategies.texts(), "0"),
        (strategies.texts(min_characters=3), "000"),
        (strategies.instants(), datetime(2025, 1, 1, tzinfo=UTC)),
        (strategies.instants(min_value=NOON, max_value=NOON), NOON),
        (strategies.regions(), Region("99")),
        (strategies.regions(within="99.71.01"), Region("99.71.01")),
        (strategies.regions(level=RegionLevel.NATION, within="ID"), Region("ID")),
        (strategies.regions(level=RegionLevel.CITY), Region("99.00")),
        (strategies.limits(), Limit(1, "working days")),
        (strategies.limits(units=("calendar days",)), Limit(1, "calendar days")),
        (strategies.reporters(), Reporter("reporter-0001")),
    ],
)
def test_the_simplest_value(strategy: st.SearchStrategy[object], expected: object) -> None:
    """What a failing test ends with when the value does not matter."""
    assert expected == simplest(strategy)


def test_the_simplest_complaint() -> None:
    """The least that a citizen can submit."""
    least = Complaint("X-0001", "0", "0", datetime(2025, 1, 1, tzinfo=UTC))

    assert least == simplest(strategies.complaints())
    assert least == simplest(strategies.complaints(directory=CITY))


def test_the_simplest_of_who_handles_it() -> None:
    """A root alone, and the system."""
    directory = simplest(strategies.directories())

    assert ("X-0001",) == tuple(agency.code for agency in directory)
    assert [Role.NATIONAL_ADMIN, Role.LIAISON_OFFICER] == [
        one.role for one in directory.appointments
    ]
    assert "X-0001" == simplest(strategies.agencies()).code
    assert ActorKind.SYSTEM is simplest(strategies.actors(directory=CITY)).kind


def test_the_simplest_history() -> None:
    """A case that was just received; an event of the system."""
    case = simplest(strategies.cases(procedure=procedure_of(CITY)))
    event = simplest(strategies.events(number=7))

    assert ["submit"] == [one.kind for one in case.events]
    assert (7, ActorKind.SYSTEM, ()) == (event.number, event.by.kind, event.facts)


# What is drawn


def procedure_of(directory: Directory) -> Procedure:
    return Procedure(LAPOR, directory, indonesia())


@given(st.data())
def test_texts_keep_their_bounds(data: st.DataObject) -> None:
    """Whatever the bounds: lengths within them, something visible, and storable."""
    least = data.draw(st.integers(1, 60))
    most = data.draw(st.integers(least, 300))
    text = data.draw(strategies.texts(min_characters=least, max_characters=most))

    assert least <= len(text) <= most
    assert text.strip()
    assert text == text.encode().decode()


@given(st.data())
def test_instants_keep_their_bounds(data: st.DataObject) -> None:
    """They have an offset and lie between the two."""
    instant = data.draw(strategies.instants(min_value=NOON, max_value=NOON + timedelta(hours=1)))

    assert NOON <= instant <= NOON + timedelta(hours=1)
    assert instant.utcoffset() is not None


def drawn(strategy: st.SearchStrategy[Value], times: int) -> list[Value]:
    """Draw many values, the same ones in every run."""
    values: list[Value] = []

    @settings(max_examples=times, derandomize=True, database=None, phases=[Phase.generate])
    @given(strategy)
    def collect(value: Value) -> None:
        values.append(value)

    collect()
    return values


def test_instants_lie_in_several_zones() -> None:
    """UTC, WIB, WITA and WIT among them."""
    offsets = {instant.utcoffset() for instant in drawn(strategies.instants(), 200)}

    assert {timedelta(hours=hours) for hours in (0, 7, 8, 9)} <= offsets


def test_texts_are_words_and_anything() -> None:
    """Some read like a complaint, some are beyond ASCII."""
    found = drawn(strategies.texts(), 200)

    assert any("jalan" in text.split() for text in found)
    assert any(not text.isascii() for text in found)


@given(st.sampled_from(RegionLevel), st.data())
def test_regions_lie_where_they_should(level: RegionLevel, data: st.DataObject) -> None:
    """Within the region asked for, and of the level asked for."""
    top = data.draw(strategies.regions(level=level, within="ID"))
    lower = data.draw(strategies.regions(within=top))
    village = data.draw(strategies.regions(within=top, level=RegionLevel.VILLAGE))

    assert level is top.level
    assert lower in top
    assert village in top
    assert RegionLevel.VILLAGE is village.level


@given(strategies.limits(max_n=5, units=("working hours",)))
def test_limits_keep_their_bounds(limit: Limit) -> None:
    """Number and unit as asked for."""
    assert 1 <= limit.n <= 5
    assert "working hours" == limit.unit


@given(strategies.agencies(parent="X-0009"))
def test_agencies_hang_where_they_should(agency: Agency) -> None:
    """Below the parent asked for; made-up code and region."""
    assert "X-0009" == agency.parent
    assert re.fullmatch(r"X-\d{4}", agency.code)
    assert agency.region == NATION or agency.region in Region("99")


@settings(max_examples=60)
@given(strategies.directories())
def test_every_complaint_can_be_handled(directory: Directory) -> None:
    """The root has a national admin, each front desk an admin, each active agency a team."""
    on = date(2025, 6, 1)

    assert directory.has_role(directory.root.code, Role.NATIONAL_ADMIN, on=on)
    for agency in directory:
        assert bool(directory.team(agency.code, on)) == agency.is_active(on)
        if agency.front_desk and agency.is_active(on):
            assert directory.has_role(agency.code, Role.AGENCY_ADMIN, on=on)
    assert directory.root.is_active(on)
    assert CATEGORIES == directory.categories


def test_directories_are_varied() -> None:
    """Each thing that the docstring promises does occur."""
    found = drawn(strategies.directories(), 600)  # a village is rare

    assert {1, 8} <= {len(directory) for directory in found}
    assert any(not agency.is_active(None) for directory in found for agency in directory)
    assert any(sum(agency.front_desk for agency in directory) > 2 for directory in found)
    assert any(directory.agencies[0] != directory.root for directory in found)
    assert any(directory.without_liaison(None) for directory in found)
    assert any(len(directory.officers) < len(directory.appointments) for directory in found)
    assert set(RegionLevel) == {agency.region.level for one in found for agency in one}


@given(strategies.complaints(directory=CITY))
def test_complaints_are_about_nobody_real(complaint: Complaint) -> None:
    """Made-up numbers, keys, agencies and regions."""
    assert re.fullmatch(r"X-\d{4}", complaint.number)
    assert complaint.reporter is None or re.fullmatch(r"reporter-000[123]", complaint.reporter)
    assert all(re.fullmatch(r"X-\d{4}", code) for code in complaint.accused)
    assert complaint.region in {None, NATION} or complaint.region in Region("99")


@given(strategies.reporters())
def test_reporters_are_nobody_real(reporter: Reporter) -> None:
    """Numbers that can't be dialled, addresses that can't be mailed, a NIK of region 99."""
    revealed = reporter.reveal()
    forms: dict[str, Any] = {
        "name": r"Pelapor Contoh \d+",
        "phone": r"0800-0000-\d{4}",
        "email": r"pelapor\d+@example\.invalid",
        "national_id": r"99\d{14}",
        "address": r"Jalan Contoh \d+",
    }
    for name, form in forms.items():
        words = revealed[name]
        assert words is None or re.fullmatch(form, words)


@settings(max_examples=60)
@given(strategies.directories(), st.data())
def test_actors_are_of_every_kind(directory: Directory, data: st.DataObject) -> None:
    """Officers are those of the directory, at one of its agencies."""
    actor = data.draw(strategies.actors(directory=directory))
    if actor.kind is ActorKind.OFFICER:
        assert actor.id in {officer.id for officer in directory.officers}
        assert actor.agency in directory
    else:
        assert actor.agency is None


@given(strategies.events(number=3))
def test_events_have_the_number_asked_for(event: Event) -> None:
    """The rest is anything."""
    assert 3 == event.number
    assert event.at.utcoffset() is not None


PROCEDURES = strategies.directories(max_agencies=4).map(procedure_of)


@settings(max_examples=50)
@given(PROCEDURES, st.data())
def test_histories_are_legal(procedure: Procedure, data: st.DataObject) -> None:
    """Each event is what `perform` would have written: time, holders and versions fit together."""
    case = data.draw(strategies.cases(procedure=procedure, max_events=5))

    assert 1 <= case.version <= 5
    assert case.events[0].kind in {"submit", "adopt"}
    assert all(one.at <= other.at for one, other in zip(case.events, case.events[1:], strict=False))
    for before, event in zip(case.events, case.events[1:], strict=False):
        rows = LAPOR.rows(before.status, event.kind)
        assert event.status in {row.target for row in rows}
        assert all(holder in procedure.directory for holder in event.holders)


@settings(max_examples=30)
@given(PROCEDURES, st.data())
def test_cases_are_about_the_complaints_asked_for(
    procedure: Procedure, data: st.DataObject
) -> None:
    """Any strategy of complaints will do."""
    ours = Complaint("X-0007", "Jalan", "Jalan berlubang.", NOON)
    case = data.draw(strategies.cases(procedure=procedure, complaint=st.just(ours), max_events=1))

    assert (ours, 1) == (case.complaint, case.version)


OFFICE = Directory(
    [*CITY, Agency("X-0003", "Instansi Contoh 3", parent="X-0002", region="99.71")],
    [Officer("o-1", "Satu"), Officer("o-2", "Dua"), Officer("o-3", "Tiga")],
    [
        Appointment("o-1", "X-0001", "national_admin"),
        Appointment("o-2", "X-0002", "agency_admin"),
        Appointment("o-3", "X-0003", "liaison_officer"),
    ],
)


@pytest.mark.parametrize("status", [one.code for one in LAPOR.statuses])
def test_whatever_the_table_allows_may_be_drawn(status: str) -> None:
    """No command is out of reach of the random histories, the timers of the system included."""
    complaint = Complaint("X-0007", "Jalan", "Jalan berlubang.", NOON, reporter="reporter-0001")
    procedure = procedure_of(OFFICE)
    case = procedure.adopt(complaint, status=status, holder="X-0002", source="elsewhere", at=NOON)
    steps = histories._steps(procedure, case, NOON + timedelta(days=40))

    assert {row.command for row in LAPOR.transitions if row.source == status} == {
        step.kind.code for step in steps
    }


def test_a_command_that_nobody_could_receive_is_not_drawn() -> None:
    """In a workflow that lets dispose be tried without a unit below, no history tries it."""
    rows = tuple(
        evolve(row, guards=tuple(one for one in row.guards if one != "has_units_below"))
        for row in LAPOR.transitions
    )
    admin = Appointment("o-1", "X-0001", "agency_admin")
    alone = Directory([Agency("X-0001", "Instansi Contoh 1")], [Officer("o-1", "Satu")], [admin])
    procedure = Procedure(evolve(LAPOR, transitions=rows), alone, indonesia())
    complaint = Complaint("X-0007", "Jalan", "Jalan berlubang.", NOON)
    case = procedure.adopt(complaint, status="verified", holder="X-0001", source="x", at=NOON)
    options = procedure.options(case, by=Actor.officer("o-1", at="X-0001"), at=NOON)
    codes = {step.kind.code for step in histories._steps(procedure, case, NOON)}

    assert Needs(("to",)) == options["dispose"]
    assert "follow_up" in codes
    assert "dispose" not in codes


def test_below_a_village_there_is_nothing() -> None:
    """An agency below a village's serves the village too."""
    village = Region("99.71.01.1001")

    assert village == simplest(organisation._few_within(village))


def test_histories_are_varied() -> None:
    """Received and adopted cases, short and long histories, with and without a proposal."""
    found = drawn(strategies.cases(procedure=procedure_of(OFFICE)), 250)

    assert {"submit", "adopt"} == {case.events[0].kind for case in found}
    assert {1, 2, 3} <= {case.version for case in found}
    assert max(case.version for case in found) > 3
    assert {True, False} == {case.events[0].fact("proposed") is None for case in found}
    assert {True, False} == {case.is_open for case in found}
    assert any(len(case.texts) for case in found)
