"""Versions: cases go on by the table that they are pinned to, however extensions are switched."""

import pickle
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sp4n.errors import Fault, InvalidValue
from sp4n.model import Actor, Complaint, Role
from sp4n.policy import Policy
from sp4n.sla import due_actions
from sp4n.testing import strategies
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Phase,
    Procedure,
    Proposal,
    Transition,
    Workflow,
    commands,
    extended,
)
from sp4n.workflow.extensions import reopening
from sp4n.workflow.replaying import check_cases
from sp4n.workflow.versions import Tables, changed_tables, check_tables, same_table

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
WEEK = Limit(7, "calendar days")
SURVEY = Transition("verified", "survey", (Role.OPERATOR,), "verified")
KOTA = evolve(
    LAPOR,
    version="kota/1",
    commands=(*LAPOR.commands, evolve(LAPOR.commands[-1], code="survey", fields=())),
    transitions=(*LAPOR.transitions, SURVEY),
)
SUBSETS = [names for n in (0, 1, 2, len(EXTENSIONS)) for names in combinations(EXTENSIONS, n)]

Find = Callable[[str], Actor]
Make = Callable[..., Complaint]


def on(*names: str, base: Workflow = LAPOR, **parameters: object) -> Workflow:
    """A table with extensions switched on; parameters are those of the last one."""
    chosen: dict[str, Mapping[str, Limit | int]] = {name: {} for name in names}
    if parameters:
        chosen[names[-1]] = parameters  # type: ignore[assignment]
    return extended(base, chosen)


def row_changed(table: Workflow, **changes: object) -> Workflow:
    """Another last row under the same version."""
    *rows, last = table.transitions
    return evolve(table, transitions=[*rows, evolve(last, **changes)])  # type: ignore[arg-type]


@pytest.mark.parametrize("base", [LAPOR, KOTA], ids=["lapor", "own"])
@pytest.mark.parametrize("before", SUBSETS, ids="+".join)
def test_whatever_is_switched_each_table_is_still_known(
    base: Workflow, before: tuple[str, ...]
) -> None:
    """Every version that the base can have, from every other one, row by row."""
    tables = [on(*names, base=base) for names in SUBSETS]

    known = Tables(on(*before, base=base))
    assert tables == [known.find(table.version) for table in tables]


@pytest.mark.parametrize(("before", "after"), [((), ("rating",)), (("rating",), ())])
@pytest.mark.parametrize("base", [LAPOR, KOTA], ids=["lapor", "own"])
def test_an_open_case_goes_on_after_a_switch(
    procedure: Procedure, complaint: Make, who: Find, before: tuple[str, ...],
    after: tuple[str, ...], base: Workflow,
) -> None:  # fmt: skip
    """Its commands are decided, its timers run, it is no finding, and its history stands."""
    here = evolve(procedure, workflow=on(*before, base=base))
    there = evolve(procedure, workflow=on(*after, base=base))
    case = here.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))
    case = there.perform(case, commands.verify(), by=who("kota-admin"), at=MON_2026_01_05)
    answer = commands.follow_up(answer="Sudah.")
    case = there.perform(case, answer, by=who("dpu-operator"), at=MON_2026_01_05)
    late = MON_2026_01_05 + timedelta(days=60)

    assert on(*before, base=base).version == case.workflow
    assert ["close_by_system"] == [
        one.command.code for one in due_actions(there, case, now=late) if one.command
    ]
    assert due_actions(here, case, now=late) == due_actions(there, case, now=late)
    assert () == tuple(check_cases(there, [case]))


def test_what_is_switched_on_later_is_no_command_of_a_case_from_before(
    procedure: Procedure, complaint: Make, who: Find
) -> None:
    """It goes on by its own table, and one from after the switch by that."""
    there = evolve(procedure, workflow=on("rating"))
    old, new = (
        each.adopt(
            complaint(), status="closed_by_admin", holder="DPU", source="x", at=MON_2026_01_05
        )
        for each in (procedure, there)
    )
    rate = commands.rate(score=5)

    assert [False, True] == [
        bool(there.decide(case, rate, by=who("reporter"), at=MON_2026_01_05)) for case in (old, new)
    ]


@given(st.data())
def test_a_switch_changes_nothing_about_what_anybody_may_do(data: st.DataObject) -> None:
    """In any directory, after any history: the options are those of before."""
    chosen = st.sets(st.sampled_from(list(EXTENSIONS))).map(sorted)
    directory = data.draw(strategies.directories(max_agencies=4))
    here, there = (Procedure(on(*data.draw(chosen)), directory, indonesia()) for _ in range(2))
    case = data.draw(strategies.cases(procedure=here, max_events=4))
    at = case.events[-1].at
    actors = [Actor.officer(one.officer, at=one.agency) for one in directory.appointments]
    actors += [Actor.system(), Actor.reporter(case.complaint.reporter)]

    for by in actors:
        assert here.options(case, by=by, at=at) == there.options(case, by=by, at=at)


def test_an_extension_that_stays_on_keeps_how_it_is_set() -> None:
    """One that is on no more is as by default, unless the table itself is among the older ones."""
    rated = extended(LAPOR, {"reopening": {"times": 2, "window": WEEK}, "rating": {}})
    older = on("reopening", times=3)
    known, off, kept = Tables(rated), Tables(LAPOR), Tables(LAPOR, [older])

    assert [2, 1, 3] == [
        tables.find("lapor/2+reopening").rows_of("reopen")[0].at_most  # type: ignore[union-attr]
        for tables in (known, off, kept)
    ]
    assert on("reopening", times=3).transitions == kept.find(older.version).transitions  # type: ignore[union-attr]
    assert [3, 2] == [
        Tables(table, [older]).find("lapor/2+reopening+return_limit").rows_of("reopen")[0].at_most  # type: ignore[union-attr]
        for table in (LAPOR, rated)
    ]


def timers(table: Workflow | None) -> dict[tuple[str, str], str]:
    assert table is not None
    return {(one.source, one.command): str(one.after) for one in table.transitions if one.after}


def test_timers_run_as_those_of_new_cases() -> None:
    """Of the same row, else of the same command; others as their extension has them."""
    table = on("closing_after_reply", after=WEEK)
    today = LAPOR.with_timers({"close_by_system": "3 working days"})

    assert {
        ("awaiting_completion", "expire"): "30 calendar days",
        ("followed_up", "close_by_system"): "10 working days",
    } == timers(Tables(table).find("lapor/2"))
    assert {
        ("awaiting_completion", "expire"): "30 calendar days",
        ("followed_up", "close_by_system"): "10 working days",
        ("replied", "close_by_system"): "7 calendar days",
        ("verified", "escalate"): "5 working days",
    } == timers(Tables(table).find("lapor/2+escalation+closing_after_reply"))
    assert {
        ("awaiting_completion", "expire"): "30 calendar days",
        ("followed_up", "close_by_system"): "3 working days",
        ("replied", "close_by_system"): "3 working days",
    } == timers(Tables(today).find("lapor/2+closing_after_reply"))


def test_an_extended_table_with_other_timers_is_made_of_one_with_those_timers() -> None:
    """Switched off again, they stay."""
    table = on("rating", base=KOTA).with_timers({"expire": "9 calendar days"})

    assert table.base is not None
    assert "9 calendar days" == timers(table.base)["awaiting_completion", "expire"]
    assert (
        "9 calendar days"
        == timers(pickle.loads(pickle.dumps(table)).base)[  # ours
            "awaiting_completion", "expire"
        ]
    )


@pytest.mark.parametrize(
    "version",
    [
        "", "lapor", "lapor/0", "lapor/1+", "lapor/1+unheard-of", "lapor/1+rating+reopening",
        "lapor/1+rating+rating", "lapor/1 +rating", "kota/1", "kota/1+rating", "lapor/1+rating+",
    ],
)  # fmt: skip
def test_what_no_known_table_makes_is_unknown(version: str) -> None:
    """Extensions have one order, and each is there once."""
    assert Tables(on("rating")).find(version) is None


def test_an_extension_that_does_not_fit_a_table_makes_none() -> None:
    """A table in which nothing is closed has nothing to rate."""
    table = Workflow("x/1", [evolve(LAPOR.statuses[0])], (), (), "unverified")

    assert Tables(table).find("x/1+rating") is None
    assert Tables(table).find("x/1+duplicates") is not None


def test_a_table_that_must_not_be_at_work_is_not_known() -> None:
    """Whoever says that a workflow was made of it."""
    closed = [evolve(one, phase=Phase.CLOSED) for one in KOTA.statuses]
    table = evolve(on("rating", base=KOTA), base=evolve(KOTA, statuses=closed))

    assert Tables(table).find("kota/1") is None
    assert Tables(on("rating", base=KOTA)).find("kota/1") == KOTA


# -- two tables, one version -----------------------------------------------------------------------

OTHER = row_changed(KOTA, who=(Role.LIAISON_OFFICER,))
SLOWER = KOTA.with_timers({"expire": "60 calendar days"})
CHANGED = Fault("two_tables", "workflow", (("found", "kota/1"),))


@pytest.mark.parametrize(
    ("current", "older", "expected"),
    [
        (on("rating", base=OTHER), [KOTA], [CHANGED]),
        (on("rating", base=OTHER), [on("reopening", base=KOTA)], [CHANGED]),
        (KOTA, [on("rating", base=OTHER)], [CHANGED]),
        (LAPOR, [on("rating", base=OTHER), on("reopening", base=KOTA)], [CHANGED]),
        (KOTA, [OTHER], [Fault("duplicate", "workflow", (("found", "kota/1"),))]),
        (on("rating", base=SLOWER), [KOTA], []),
        (on("rating", base=KOTA), [on("reopening", base=KOTA), KOTA, LAPOR], []),
    ],
)
def test_two_tables_of_one_version_are_refused(
    procedure: Procedure, current: Workflow, older: list[Workflow], expected: list[Fault]
) -> None:
    """Where tables are kept; timers may differ, since they run as the policy of the day has it."""
    found: list[Fault] = []
    for make in (
        lambda: evolve(procedure, workflow=current, older=older),
        lambda: Policy("Kota Contoh", "1", current, older_workflows=older),
    ):
        try:
            make()
        except InvalidValue as error:
            found += error.faults

    where = as_a_policys(expected)
    assert [*expected, *where] == found


def as_a_policys(faults: list[Fault]) -> list[Fault]:
    """The same faults, as a policy places them."""
    return [Fault(one.code, "policy.older_workflows", one.facts) for one in faults]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ([LAPOR, on("rating"), KOTA], []),
        ([LAPOR.with_timers({"expire": "9 calendar days"})], []),
        ([row_changed(LAPOR, at_most=2)], ["lapor/2"]),
        ([KOTA, on("rating", base=row_changed(LAPOR, at_most=2))], ["lapor/2"]),
    ],
)
def test_a_table_under_a_version_of_this_library_is_found(
    tables: list[Workflow], expected: list[str]
) -> None:
    """Whoever reads the version takes it for LAPOR!'s own."""
    found = list(check_tables(tables))

    assert expected == [dict(one.facts)["workflow"] for one in found]
    assert {"table_changed"} >= {one.code for one in found}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (KOTA, KOTA, ()),
        (KOTA, OTHER, ("kota/1",)),
        (KOTA, SLOWER, ()),
        (KOTA, LAPOR, ()),
        (KOTA, on("rating", base=KOTA), ()),
        (KOTA, on("rating", base=OTHER), ("kota/1", "kota/1+rating")),
        (on("rating", base=KOTA), on("rating", base=OTHER), ("kota/1+rating", "kota/1")),
        (on("reopening", times=2), on("reopening", times=3), ("lapor/2+reopening",)),
        (on("reopening", times=2), LAPOR, ("lapor/2+reopening",)),
        (on("reopening"), LAPOR, ()),
        (on("escalation", after=WEEK), on("escalation"), ()),
    ],
)
def test_a_version_that_is_another_table_in_another_policy_is_told(
    before: Workflow, after: Workflow, expected: tuple[str, ...]
) -> None:
    """Either way round; a table that the other does not know is no other one."""
    assert expected == changed_tables(Tables(before), Tables(after))
    assert set(expected) == set(changed_tables(Tables(after), Tables(before)))


def test_older_tables_are_compared_too() -> None:
    """Also with the current one of the other policy."""
    new = evolve(KOTA, version="kota/2")

    assert () == changed_tables(Tables(KOTA), Tables(new, [KOTA]))
    assert ("kota/1",) == changed_tables(Tables(KOTA), Tables(new, [OTHER]))


def test_one_table_is_one_whatever_its_timers_are_and_it_is_called() -> None:
    """Rows, statuses, commands and the beginning are."""
    assert same_table(KOTA, SLOWER)
    assert same_table(KOTA, evolve(KOTA, version="kota/9"))
    assert not same_table(KOTA, OTHER)
    assert not same_table(KOTA, evolve(KOTA, initial="verified"))
    assert not same_table(KOTA, evolve(KOTA, commands=KOTA.commands[::-1]))


def test_what_a_workflow_was_made_of_is_a_workflow() -> None:
    """And its extensions a table."""
    for wrong in ({"base": "lapor/1"}, {"extensions": ["rating"]}):
        with pytest.raises(InvalidValue):
            evolve(KOTA, **wrong)


def test_an_extended_workflow_remembers_what_it_was_made_of() -> None:
    """By either way of switching on; it takes no part in equality."""
    table = extended(KOTA, {"rating": {}, "reopening": {"times": 2}})
    one_by_one = reopening(KOTA, times=2)

    assert (KOTA, ["reopening", "rating"]) == (table.base, list(table.extensions))
    assert (KOTA, 2) == (one_by_one.base, one_by_one.extensions["reopening"]["times"])
    assert table == evolve(table, base=None, extensions={})
