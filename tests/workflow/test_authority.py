"""Authority: who may do what, cell by cell, held against the hand-written table and `decide`."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from held_against_decide import differences, standings_of

from sp4n import sample_complaints, sample_policy
from sp4n.errors import InvalidValue, UnknownCode
from sp4n.model import Actor, Directory, Role
from sp4n.workdays import Limit
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    STANDINGS,
    Authority,
    Case,
    Effect,
    Phase,
    Procedure,
    Transition,
    Workflow,
    authority,
    extended,
)

EXPECTATIONS = Path(__file__).parent.parent / "data" / "lapor_expectations.toml"
EXPECTED: dict[str, Any] = tomllib.loads(EXPECTATIONS.read_text("utf-8"))
AT = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TABLE = authority(LAPOR)

STANDING_OF = {
    "national_admin": ("national_admin", "above"),
    "admin_above": ("agency_admin", "above"),
    "holder_admin": ("agency_admin", "holder"),
    "holder_liaison": ("liaison_officer", "holder"),
    "holder_operator": ("operator", "holder"),
    "admin_beside": ("agency_admin", "beside"),
    "admin_elsewhere": ("agency_admin", "beside"),
    "admin_below": ("agency_admin", "below"),
    "liaison_above": ("liaison_officer", "above"),
    "other_liaison": ("liaison_officer", "beside"),
    "unappointed": ("officer", "unappointed"),
    "expired": ("officer", "unappointed"),
    "not_yet": ("officer", "unappointed"),
    "reporter": ("reporter", "own"),
    "other_reporter": ("reporter", "another"),
    "system": ("system", "any"),
}


def test_it_says_what_the_table_written_by_hand_says() -> None:
    """Every actor of the file, in every status, for every command."""
    may = EXPECTED["may"]
    cells = product(STANDING_OF, LAPOR.statuses, LAPOR.commands)

    expected = {
        (actor, status.code, kind.code): actor in may[status.code].get(kind.code, ())
        for actor, status, kind in cells
    }
    actual = {
        (actor, status, command): bool(
            TABLE.cell(*STANDING_OF[actor], status=status, command=command)
        )
        for actor, status, command in expected
    }

    assert expected == actual


def test_every_standing_may_do_something_or_lacks_it_everywhere() -> None:
    """Those who act at the holder or above, the reporter and the system; nobody else."""
    able = {
        "national_admin": {"holder", "above"},
        "agency_admin": {"holder", "above"},
        "liaison_officer": {"holder"},
        "operator": {"holder"},
        "reporter": {"own"},
        "system": {"any"},
    }

    assert {(who, relation) for who, relations in able.items() for relation in relations} == {
        (cell.standing.who, cell.standing.relation.value) for cell in TABLE.allowed
    }


# Against decide


@pytest.fixture(scope="module")
def cases(city: Procedure, complaint: Callable[..., Any]) -> list[Case]:
    """A case in every status of LAPOR! and all extensions, held at several places.

    Once more those of DPU after DISHUB, which one accuses, was asked for its part.
    """
    held = [
        city.adopt(
            complaint(accused=accused, submitted_at=AT),
            status=status.code,
            holder=holder,
            source="x",
            at=AT,
        )
        for status in city.workflow.statuses
        for holder, accused in (("DPU", ()), ("DPU", ("DISHUB", "BIDANG")), ("NASIONAL", ()))
    ]
    return [*held, *(asked(one, "DISHUB") for one in held if one.holder == "DPU")]


def asked(case: Case, agency: str) -> Case:
    """The same case, after an agency was asked for its part."""
    first, part = case.events[0], (("part", agency),)
    event = evolve(first, number=2, kind="involve", effects=(Effect.INVOLVE,), facts=part)
    return case.apply(event)


@pytest.fixture(scope="module")
def everybody(directory: Directory) -> list[Actor]:
    """Every officer where they serve, one elsewhere, reporters with and without key, the system."""
    serving = [Actor.officer(one.officer, at=one.agency) for one in directory.appointments]
    at_dpu = [Actor.officer("dishub-liaison", at="DPU")]
    reporters = [Actor.reporter(key) for key in ("pelapor-1", "pelapor-2", None)]
    return [*dict.fromkeys((*serving, *at_dpu)), *reporters, Actor.system()]


def as_lapor(case: Case) -> Case:
    """The same case, pinned to LAPOR!'s own table."""
    first = case.events[0]
    facts = tuple((name, LAPOR.version if name == "workflow" else v) for name, v in first.facts)
    return Case.from_events(case.complaint, [evolve(first, facts=facts), *case.events[1:]])


def test_it_agrees_with_every_decision(
    city: Procedure, cases: list[Case], everybody: list[Actor]
) -> None:
    """LAPOR!'s table with every extension: all statuses and commands, all standings."""
    seen = {
        one
        for case in cases
        for by in everybody
        for one in standings_of(case, by, city.directory, AT)
    }

    assert {(one.who, one.relation.value) for one in STANDINGS} - {
        # nobody in this small state is a national admin but at the root, an operator but at DPU
        *(("national_admin", relation) for relation in ("below", "beside", "accused", "involved")),
        *(("operator", relation) for relation in ("above", "beside", "accused", "involved")),
        ("liaison_officer", "accused"), ("liaison_officer", "below"),
    } <= seen  # fmt: skip
    assert [] == list(differences(authority(city), city, cases, everybody))


@pytest.mark.long
def test_it_agrees_in_the_sample_city() -> None:
    """Every officer of the sample city, and a case in every status at three of its offices."""
    procedure = sample_policy().procedure
    complaint = evolve(sample_complaints(1)[0], submitted_at=AT)
    cases = [
        procedure.adopt(complaint, status=status.code, holder=holder, source="x", at=AT)
        for status in LAPOR.statuses
        for holder in ("KOTA", "DPU")
    ]
    serving = [Actor.officer(o.officer, at=o.agency) for o in procedure.directory.appointments]

    assert [] == list(differences(authority(procedure), procedure, cases, serving))


def test_a_confidential_case_does_not_exist_for_who_has_no_part_in_it(
    city: Procedure, cases: list[Case], everybody: list[Actor]
) -> None:
    """Every cell again, of the same cases kept confidential."""
    secret = [
        Case.from_events(evolve(one.complaint, confidential=True), one.events) for one in cases
    ]
    table = authority(city, confidential=True)

    assert [] == list(differences(table, city, secret, everybody))
    assert ("not_found",) == table.cell(
        "operator", "beside", status="verified", command="follow_up"
    ).reasons


def changed(place: int, **fields: Any) -> Workflow:
    rows = list(LAPOR.transitions)
    rows[place] = evolve(rows[place], **fields)
    return evolve(LAPOR, transitions=rows)


def mutants() -> Iterator[Workflow]:
    """LAPOR!'s table with one mistake each: every kind of mistake, wherever it can be made."""
    for place, row in enumerate(LAPOR.transitions):
        yield evolve(LAPOR, transitions=[one for one in LAPOR.transitions if one is not row])
        elsewhere = next(one.code for one in LAPOR.statuses if one.code != row.target)
        yield changed(place, target=elsewhere)
        yield from role_mutants(place, row)
        yield from (changed(place, guards={*row.guards} - {guard}) for guard in row.guards)
        if row.after is not None:
            yield changed(place, after=Limit(row.after.n * 2, row.after.unit))
        else:
            yield changed(place, at_most=1)
            yield changed(place, until=Limit(1, "working days"))
    for place, kind in enumerate(LAPOR.commands):
        fields = [evolve(one, required=False) for one in kind.fields]
        for other in (evolve(kind, fields=fields), evolve(kind, effects=kind.effects[1:])):
            if other != kind:
                kinds = (*LAPOR.commands[:place], other, *LAPOR.commands[place + 1 :])
                yield evolve(LAPOR, commands=kinds)


def role_mutants(place: int, row: Transition) -> Iterator[Workflow]:
    """A role less, or one more."""
    taken = {who for one in LAPOR.rows(row.source, row.command) for who in one.who}
    for role in Role:
        if role in row.who and len(row.who) > 1:
            yield changed(place, who=[one for one in row.who if one != role])
        elif role not in taken and row.after is None:
            yield changed(place, who=[*row.who, role])


def test_every_mistake_in_a_table_shows() -> None:
    """The table of authority of each mutant is another one."""
    told_apart = [authority(one) != TABLE for one in mutants()]

    assert all(told_apart)
    assert 150 < len(told_apart)


def test_lapors_own_table_agrees_with_every_decision(
    procedure: Procedure, cases: list[Case], everybody: list[Actor]
) -> None:
    """Without any extension."""
    known = {one.code for one in LAPOR.statuses}
    held = [as_lapor(case) for case in cases if case.status in known]

    assert [] == list(differences(TABLE, procedure, held, everybody))


@pytest.mark.parametrize(
    "mistaken",
    [
        pytest.param(changed(6, target="archived_by_system"), id="another target"),
        pytest.param(changed(10, who=[*LAPOR.transitions[10].who, "national_admin"]), id="role"),
        pytest.param(changed(10, who=["operator"]), id="a role less"),
        pytest.param(changed(0, guards=["in_reach"]), id="a guard less"),
        pytest.param(evolve(LAPOR, transitions=LAPOR.transitions[1:]), id="a row less"),
        pytest.param(changed(17, who=["reporter"], after=None), id="no timer"),
    ],
)
def test_a_mistaken_table_disagrees_with_decide(
    mistaken: Workflow, procedure: Procedure, cases: list[Case], everybody: list[Actor]
) -> None:
    """So that agreement says something."""
    known = {one.code for one in LAPOR.statuses}
    held = [as_lapor(case) for case in cases if case.status in known]

    assert next(differences(authority(mistaken), procedure, held, everybody), None)


# The value


def test_a_cell_says_where_it_leads_and_by_when() -> None:
    """All that a row and its command say."""
    cell = TABLE.cell("agency_admin", "holder", status="verified", command="dispose")
    timer = TABLE.cell("system", "any", status="followed_up", command="close_by_system")

    assert cell.grant is not None
    assert timer.grant is not None
    assert ("verified", Phase.ASSIGNED, "assign", ("to",)) == (
        cell.grant.target, cell.grant.phase, cell.grant.moves, cell.grant.fields,
    )  # fmt: skip
    assert "below_own_agency" in cell.grant.guards
    assert (Limit(10, "working days"), None, ()) == (
        timer.grant.after, timer.grant.moves, timer.reasons,
    )  # fmt: skip


def test_a_cell_is_said_in_both_languages() -> None:
    """Granted after a time, within a time, or refused with the codes of the reasons."""
    table = authority(extended(LAPOR, {"rating": {}}))
    timer = table.cell("system", "any", status="followed_up", command="close_by_system")
    window = table.cell("reporter", "own", status="closed_by_admin", command="rate")
    refused = table.cell("operator", "beside", status="verified", command="hold")

    assert (
        "the system for any case may close_by_system in the status followed_up; this leads"
        " to closed_by_system,"
        " after 10 working days"
    ) == timer.describe()
    assert (
        "pelapor dari laporan ini dapat memberikan perintah rate pada status"
        " closed_by_admin; hasilnya closed_by_admin, dalam 30 hari kalender"
    ) == window.describe("id")
    assert (
        "operator at another agency may not hold in the status verified: wrong_role, not_the_holder"
    ) == refused.describe()
    assert "petugas tanpa penugasan" == STANDINGS[-4].describe("id")


def test_cells_are_looked_up_by_whatever_is_known() -> None:
    """In the order of standings, statuses, commands."""
    assert len(TABLE) == len(list(TABLE)) == 28 * 12 * 13
    assert 28 == len(TABLE.where(status="verified", command="hold"))
    assert 12 * 13 == len(TABLE.where(who="operator", relation="holder"))
    assert TABLE.allowed == tuple(cell for cell in TABLE.where() if cell.grant is not None)


RIGHT = {"who": "operator", "relation": "holder", "status": "verified", "command": "hold"}


@pytest.mark.parametrize("name", ["status", "command"])
def test_a_look_up_by_an_unknown_code_is_no_empty_answer(name: str) -> None:
    """A typing error must not read as "nobody may"; of one cell or of several."""
    for look_up in (
        lambda: TABLE.cell(**RIGHT | {name: "verifed"}),
        lambda: TABLE.where(**{name: "verifed"}),
    ):
        with pytest.raises(UnknownCode) as caught:
            look_up()
        assert name == caught.value.kind


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "operato"},
        {"relation": "beneath"},
        {"relation": "own"},  # a reporter's, no operator's
        {"who": "system"},  # stands the same to every case
        {"who": ["operator"]},
        {"relation": None},
        {"status": ["verified"]},
        {"command": 7},
    ],
    ids=str,
)
def test_a_standing_that_nobody_has_is_refused(wrong: Any) -> None:
    """Nor is what is no text a code."""
    with pytest.raises(InvalidValue):
        TABLE.cell(**RIGHT | wrong)


@pytest.mark.parametrize("wrong", [{"who": "nobody"}, {"relation": "beneath"}, {"status": 7}])
def test_a_look_up_by_what_nobody_is_is_refused(wrong: Any) -> None:
    """As of one cell."""
    with pytest.raises(InvalidValue):
        TABLE.where(**wrong)


@pytest.mark.parametrize("wrong", [(None, False), ("lapor/1", False), (LAPOR, "yes")])
def test_what_is_no_procedure_is_refused(wrong: tuple[Any, Any]) -> None:
    """Nor is a word a choice."""
    with pytest.raises(InvalidValue):
        authority(wrong[0], confidential=wrong[1])


def test_it_is_equal_to_another_that_says_the_same(procedure: Procedure) -> None:
    """Whatever the versions are; and a procedure says what its workflow says."""
    renamed = evolve(LAPOR, version="kota-contoh/1")

    assert TABLE == authority(procedure) == authority(renamed)
    assert hash(TABLE) == hash(authority(renamed))
    assert TABLE != authority(extended(LAPOR, {"rating": {}}))


def test_it_is_a_table_of_rows() -> None:
    """Each cell one row, granted or refused."""
    table = TABLE.table()
    by_key = {row[:4]: row[4:] for row in table.rows}

    assert len(TABLE) == len(table)
    assert (
        "verified", "assigned", "assign",
        "has_units_below, receiver_is_fit(to), is_not_the_holder(to), below_own_agency(to)",
        "to", None, None, None, None,
    ) == by_key["agency_admin", "holder", "verified", "dispose"]  # fmt: skip
    assert (*[None] * 8, "not_from_status, wrong_role") == by_key[
        "operator", "holder", "blocked", "withdraw"
    ]
    assert ("closed_by_system", "closed", "stays", "", "", "10 working days", None, None, None) == (
        by_key["system", "any", "followed_up", "close_by_system"]
    )


def test_it_is_plain_data_and_shows_short() -> None:
    """For JSON, a line for tools, and what is allowed for a notebook."""
    data = TABLE.to_dict("id")
    cells = data["cells"]

    assert isinstance(cells, list)
    assert ("lapor/2", len(TABLE)) == (data["version"], len(cells))
    assert (
        TABLE.cell("national_admin", "holder", status="unverified", command="verify").describe("id")
        == (cells[0]["text"])
    )
    assert "<Authority lapor/2: 28 standings, 12 statuses, 13 commands>" == repr(TABLE)
    assert "receiver_is_fit(to)" in TABLE._repr_html_()
    assert "not_the_reporter" not in TABLE._repr_html_()


def test_a_table_whose_every_status_has_every_command_is_whole() -> None:
    """There is no status then from which the command can't be given."""
    one = LAPOR.statuses[0]
    row = Transition(one.code, "close", ("operator",), one.code)
    tiny = Workflow("tiny/1", [one], [LAPOR.commands[8]], [row], one.code)

    assert 28 == len(list(authority(tiny)))
    assert [("operator", "holder")] == [
        (cell.standing.who, cell.standing.relation) for cell in authority(tiny).allowed
    ]


def test_every_extension_alone_has_its_table() -> None:
    """Each adds cells that are allowed, and takes none away."""
    for name in EXTENSIONS:
        table: Authority = authority(extended(LAPOR, {name: {}}))
        kept = {(c.standing, c.status, c.command) for c in TABLE.allowed}
        assert kept <= {(c.standing, c.status, c.command) for c in table.allowed}
