"""The workflow of a policy's file: extensions, older tables, and a city's own rows."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sp4n.errors import Fault
from sp4n.model import Actor
from sp4n.policy import PolicyError, policy_from_data
from sp4n.sample import sample_policy
from sp4n.workdays import Limit
from sp4n.workflow import Command, Phase, Refused, commands

HEAD: dict[str, Any] = {"schema": "sp4n/policy/1", "name": "Kota Contoh", "version": "1"}
STATUS: dict[str, Any] = {
    "code": "field_check",
    "phase": "in_progress",
    "label": {"id": "Cek", "en": "check"},
}
INSPECT: dict[str, Any] = {
    "code": "inspect",
    "label": {"id": "cek lapangan", "en": "inspect"},
    "effects": ["answer"],
    "fields": [
        {"name": "finding", "kind": "choice", "choices": ["true", "false"], "required": True},
        {"name": "report", "kind": "text", "limit_characters": 50},
    ],
}
ROWS: list[dict[str, Any]] = [
    {
        "from": "verified", "command": "inspect", "who": ["operator"], "to": "field_check",
        "at_most": 3, "until": "5 working days",
    },
    {"from": "field_check", "command": "follow_up", "who": ["operator"], "to": "followed_up"},
    {
        "from": "field_check", "command": "close_by_system", "who": ["system"],
        "to": "closed_by_system", "after": "20 working hours",
    },
]  # fmt: skip
OWN: dict[str, Any] = {
    "version": "kota/1",
    "status": [STATUS],
    "command": [INSPECT],
    "transition": ROWS,
}


def load(**workflow: Any) -> Any:
    return policy_from_data({**HEAD, "workflow": workflow})


def faults(**workflow: Any) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as error:
        load(**workflow)
    return [(one.where, one.code) for one in error.value.faults]


def test_extensions_are_switched_on_with_their_parameters() -> None:
    """In whatever order; what isn't said keeps its default."""
    policy = load(extensions={"rating": {}, "reopening": {"times": 2, "window": "7 working days"}})
    (row, *_) = policy.workflow.rows_of("reopen")

    assert "lapor/2+reopening+rating" == policy.workflow.version
    assert (Limit(7, "working days"), 2) == (row.until, row.at_most)


def test_faults_of_extensions_have_their_key_paths() -> None:
    """All at once, with suggestions."""
    found = faults(
        extensions={
            "ratng": {},
            "reopening": {"times": 0, "window": "soon", "colour": "red"},
            "return_limit": {"returns": "two"},
            "duplicates": 1,
        }
    )

    assert [
        ("workflow.extensions.ratng", "unknown_extension"),
        ("workflow.extensions.reopening.window", "bad_limit"),
        ("workflow.extensions.reopening.times", "too_small"),
        ("workflow.extensions.reopening.colour", "unknown_key"),
        ("workflow.extensions.return_limit.returns", "wrong_type"),
        ("workflow.extensions.duplicates", "wrong_type"),
    ] == found


def test_a_city_adds_its_own_statuses_commands_and_rows() -> None:
    """On top of LAPOR!'s, under a version of its own; a case goes through them."""
    policy = policy_from_data({**HEAD, "workflow": OWN}).bind(sample_policy().directory)
    case = policy.adopt(
        sample_complaint(), status="verified", holder="DPU", source="x", at=at("2026-03-16 09:00")
    )
    operator = Actor.officer("dpu-operator", at="DPU")
    inspect = Command("inspect", {"finding": "true", "report": "Benar berlubang."})
    case = policy.perform(case, inspect, by=operator, at=at("2026-03-17 09:00"))

    assert "kota/1" == policy.workflow.version == case.workflow
    assert ("field_check", Phase.IN_PROGRESS) == (case.status, case.phase)
    assert "true" == case.events[-1].fact("finding")
    assert "Benar berlubang." == case.texts[f"{case.number}/2/report"].body
    answered = policy.perform(
        case, commands.follow_up(answer="Sudah."), by=operator, at=at("2026-03-17 10:00")
    )
    assert "followed_up" == answered.status


def test_a_window_of_ones_own_closes() -> None:
    """Five working days after Monday 16 March: 17, 25, 26, 27, 30; gone on Tuesday the 31st."""
    policy = policy_from_data({**HEAD, "workflow": OWN}).bind(sample_policy().directory)
    case = policy.adopt(
        sample_complaint(), status="verified", holder="DPU", source="x", at=at("2026-03-16 09:00")
    )
    inspect = Command("inspect", {"finding": "true"})
    operator = Actor.officer("dpu-operator", at="DPU")

    assert policy.decide(case, inspect, by=operator, at=at("2026-03-30 23:59"))
    late = policy.decide(case, inspect, by=operator, at=at("2026-03-31 00:00"))
    assert isinstance(late, Refused)
    assert ["too_late"] == [one.code for one in late.reasons]


def test_a_table_may_begin_from_nothing() -> None:
    """With ``table = "own"`` the city says where a case begins."""
    new = {**STATUS, "code": "new", "phase": "new"}
    end = {**STATUS, "code": "done", "phase": "closed"}
    row = {"from": "new", "command": "inspect", "who": ["operator"], "to": "done"}
    table = load(
        table="own", version="x/1", initial="new", status=[new, end], command=[INSPECT],
        transition=[row],
    ).workflow  # fmt: skip

    assert ("x/1", "new", ["new", "done"]) == (
        table.version,
        table.initial,
        [one.code for one in table.statuses],
    )
    assert [("workflow.version", "missing"), ("workflow.initial", "missing")] == faults(table="own")


def test_faults_of_own_rows_are_placed_where_the_file_has_them() -> None:
    """Numbered from the file's first row, not from LAPOR!'s."""
    rows = [ROWS[0], {**ROWS[1], "who": ["boss"], "guards": ["is_monday"], "to": "nowhere"}]

    assert [
        ("workflow.transition[1].target", "unknown_status"),
        ("workflow.transition[1].who", "not_one_of"),
        ("workflow.transition[1].guards", "not_one_of"),
    ] == faults(**{**OWN, "transition": rows})


def test_faults_of_own_statuses_and_commands() -> None:
    """Types, choices, codes and unknown keys."""
    found = faults(
        version="kota/1",
        status=[{"code": "a b", "phase": "limbo", "label": {"id": "x"}, "colour": "red"}, {}],
        command=[{"code": "x", "label": 1, "effects": ["teleport"], "fields": [{"kind": "hat"}]}],
        transition=[{"from": 1, "who": [], "after": "soon", "at_most": 0}],
    )

    assert {
        ("workflow.status[0].code", "bad_code"),
        ("workflow.status[0].phase", "not_one_of"),
        ("workflow.status[0].colour", "unknown_key"),
        ("workflow.status[0].label.en", "missing"),
        ("workflow.status[1].code", "missing"),
        ("workflow.status[1].phase", "missing"),
        ("workflow.status[1].label", "missing"),
        ("workflow.command[0].label", "wrong_type"),
        ("workflow.command[0].label.id", "missing"),
        ("workflow.command[0].effects[0]", "not_one_of"),
        ("workflow.command[0].fields[0].name", "missing"),
        ("workflow.command[0].fields[0].kind", "not_one_of"),
        ("workflow.transition[0].from", "wrong_type"),
        ("workflow.transition[0].to", "missing"),
        ("workflow.transition[0].command", "missing"),
        ("workflow.transition[0].after", "bad_limit"),
        ("workflow.transition[0].at_most", "too_small"),
    } >= set(found)
    assert ("workflow.status[0].code", "bad_code") in found
    assert ("workflow.transition[0].at_most", "too_small") in found


def test_a_command_without_a_good_code_says_only_that() -> None:
    """Rows that name it are not held against the file besides."""
    for code, wrong in ((None, "missing"), ("in spect", "bad_code")):
        nameless = {name: value for name, value in INSPECT.items() if name != "code"}
        command = nameless if code is None else {**nameless, "code": code}

        assert [("workflow.command[0].code", wrong)] == faults(**{**OWN, "command": [command]})


def test_a_changed_workflow_may_not_call_itself_by_a_known_name() -> None:
    """Cases that are pinned to LAPOR!'s own would silently go by another one."""
    for version in ("lapor/1", "lapor/2", "lapor/1+rating", "lapor/2+rating"):
        assert [("workflow.version", "duplicate")] == faults(**{**OWN, "version": version})


def test_unsafe_rows_are_placed_where_the_file_has_them() -> None:
    """A command that assigns without a guard, for instance."""
    hand_on = {**INSPECT, "code": "hand_on", "effects": ["assign"]}
    row = {"from": "verified", "command": "hand_on", "who": ["operator"], "to": "verified"}

    assert [
        ("workflow.command.hand_on.fields.to", "missing"),
        ("workflow.transition[0].guards", "needs_guard"),
    ] == faults(version="kota/1", command=[hand_on], transition=[row])


def test_an_extension_that_finds_nothing_to_work_on_is_refused() -> None:
    """A table from nothing without a closed status can't be rated; null switches nothing on."""
    new = {**STATUS, "code": "new", "phase": "new"}
    table = {"table": "own", "version": "x/1", "initial": "new", "status": [new]}

    assert [("workflow.extensions.rating", "no_status_in_phase")] == faults(
        **table, extensions={"rating": {}}
    )
    assert [("workflow.extensions.rating", "missing")] == faults(extensions={"rating": None})


def test_timers_of_the_day_hold_for_older_tables_too() -> None:
    """As far as they have them; what an older table can't say is refused."""
    policy = load(
        timers={"close_by_system": "2 working days"}, extensions={"rating": {}}, older=[{}]
    )
    (timer,) = policy.older_workflows[0].timers("followed_up")

    assert Limit(2, "working days") == timer.after
    assert [("workflow.older[0].timers", "unknown_key")] == faults(
        extensions={"rating": {}}, older=[{"timers": {}}]
    )


def test_older_tables_serve_the_cases_that_are_pinned_to_them() -> None:
    """A new version makes no open case unanswerable."""
    older = OWN | {"version": "kota/0"}
    old = load(**older).bind(sample_policy().directory)
    case = old.adopt(
        sample_complaint(), status="verified", holder="DPU", source="x", at=at("2026-03-16 09:00")
    )
    new = load(**OWN).bind(sample_policy().directory)
    kept = load(**OWN, older=[older, {"extensions": {"rating": {}}}]).bind(
        sample_policy().directory
    )
    answer, operator = commands.follow_up(answer="Sudah."), Actor.officer("dpu-operator", at="DPU")
    refused = new.decide(case, answer, by=operator, at=at("2026-03-17 09:00"))

    assert isinstance(refused, Refused)
    assert ["unknown_workflow"] == [one.code for one in refused.reasons]
    assert kept.decide(case, answer, by=operator, at=at("2026-03-17 09:00"))
    assert ["kota/0", "lapor/2+rating"] == [one.version for one in kept.older_workflows]
    assert new.digest != kept.digest


def test_two_tables_of_one_version_are_refused() -> None:
    """A pin must name one table."""
    with pytest.raises(PolicyError) as error:
        load(older=[{}])

    assert Fault("duplicate", "older_workflows", (("found", "lapor/2"),)) == error.value.faults[0]


def test_a_policy_joins_duplicates_and_replays_histories() -> None:
    """As its procedure does."""
    policy = load(extensions={"duplicates": {}}).bind(sample_policy().directory)
    one, two = (
        policy.adopt(
            sample_complaint(number), status="verified", holder="DPU", source="x",
            at=at("2026-03-16 09:00"),
        )
        for number in ("X-1", "X-2")
    )  # fmt: skip
    admin = Actor.officer("kota-admin", at="KOTA")
    merged, into = policy.join(one, two, by=admin, at=at("2026-03-17 09:00"))
    plain = load().bind(sample_policy().directory)

    assert ("X-2", 1) == (merged.joined_into, into.supporters)  # one reporter, twice
    assert () == policy.replay([merged, into])
    assert [("X-1", "merge"), ("X-2", "gather")] == [
        (found.case, found.kind) for found in plain.replay([merged, into])
    ]


def at(text: str) -> datetime:
    """An instant in Jakarta."""
    return datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


def sample_complaint(number: str = "X-0001") -> Any:
    """A complaint of the sample city."""
    from sp4n.model import Complaint

    return Complaint(
        number=number,
        title="Contoh",
        body="Jalan berlubang.",
        submitted_at=at("2026-03-16 08:00"),
        region="99.71",
        reporter="r-1",
    )


def test_a_version_or_a_beginning_without_own_rows_is_refused() -> None:
    """A known table has its own; nothing that is written is left out in silence."""
    alone = {"version": "kota/1", "initial": "verified"}

    assert [
        ("workflow.older[0].version", "needs_own_rows"),
        ("workflow.version", "needs_own_rows"),
        ("workflow.initial", "needs_own_rows"),
    ] == faults(**alone, older=[{"version": "kota/0"}])
    assert "verified" == load(**OWN, initial="verified").workflow.initial
