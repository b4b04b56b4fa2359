"""Wrong types: what is handed in wrongly is told by name; nothing raw comes from deep inside."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.model import Actor, Text
from sp4n.model.texts import Texts
from sp4n.workdays import Limit
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Case,
    CommandField,
    CommandKind,
    CommandRefused,
    Effect,
    Event,
    FieldKind,
    Phase,
    Procedure,
    Proposal,
    Status,
    Transition,
    Workflow,
    commands,
    extended,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
NAIVE = datetime(2026, 1, 5, 2, 30)  # noqa: DTZ001  # naive on purpose
NOTHING = object()
WORDS = Label(id="x", en="x")
DAYS = Limit(5, "working days")


def faults(build: Callable[[], object]) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(InvalidValue) as caught:
        build()
    return [(one.where, one.code) for one in caught.value.faults]


@pytest.mark.parametrize(
    ("name", "wrong", "code"),
    [
        *(("complaint", one, "wrong_type") for one in (5, None, "1000001", NOTHING)),
        *(("at", one, "wrong_type") for one in (5, None, "2026-01-05")),
        ("at", NAIVE, "naive_datetime"),
        *(("by", one, "wrong_type") for one in (5, "dpu-admin", NOTHING)),
        *(("proposal", one, "wrong_type") for one in (5, "DPU", NOTHING)),
        *(("receive_at", one, "not_one_of") for one in (5, None, "root", NOTHING)),
    ],
)
def test_receive(
    procedure: Procedure, case_in: Callable[..., Case], name: str, wrong: object, code: str
) -> None:
    """A complaint, an aware instant, an actor, a proposal, one of two words."""
    given: dict[str, Any] = {"complaint": case_in().complaint, "at": MON_2026_01_05}

    assert [(name, code)] == faults(lambda: procedure.receive(**given | {name: wrong}))


@pytest.mark.parametrize(
    ("name", "wrong", "code"),
    [
        *(("complaint", one, "wrong_type") for one in (5, None, "1000001")),
        *(("status", one, "wrong_type") for one in (5, None, ["verified"])),
        *(("holder", one, "wrong_type") for one in (5, None, ["DPU"])),
        *(("source", one, "wrong_type") for one in (5, None, NOTHING)),
        ("at", "2026-01-05", "wrong_type"),
        ("at", NAIVE, "naive_datetime"),
    ],
)
def test_adopt(
    procedure: Procedure, case_in: Callable[..., Case], name: str, wrong: object, code: str
) -> None:
    """A complaint, codes, an aware instant."""
    given: dict[str, Any] = {
        "complaint": case_in().complaint,
        "status": "verified",
        "holder": "DPU",
        "source": "lama",
        "at": MON_2026_01_05,
    }

    assert [(name, code)] == faults(lambda: procedure.adopt(**given | {name: wrong}))


@pytest.mark.parametrize(
    ("name", "wrong", "code"),
    [
        *(("case", one, "wrong_type") for one in (5, None, "1000001")),
        *(("by", one, "wrong_type") for one in (5, None, "dpu-admin")),
        ("at", 5, "wrong_type"),
        ("at", NAIVE, "naive_datetime"),
    ],
)
def test_may_know(
    procedure: Procedure, case_in: Callable[..., Case], name: str, wrong: object, code: str
) -> None:
    """Whatever is wrong is no "yes", although a case that is not confidential is known to all."""
    given: dict[str, Any] = {"case": case_in(), "by": Actor.system(), "at": MON_2026_01_05}

    assert [(name, code)] == faults(lambda: procedure.may_know(**given | {name: wrong}))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [(5, "beside"), ("1000002", "beside"), (NOTHING, "beside"), (["1000002"], "beside[0]")],
)
def test_decide_beside_what_is_no_case(
    procedure: Procedure, case_in: Callable[..., Case], wrong: Any, where: str
) -> None:
    """Neither a number of one, nor one that is no list."""
    command, by = commands.close(), Actor.system()

    def decide() -> object:
        return procedure.decide(case_in(), command, by=by, at=MON_2026_01_05, beside=wrong)

    assert [(where, "wrong_type")] == faults(decide)


@pytest.mark.parametrize("wrong", [5, None, "1000001", NOTHING])
def test_tables_and_timers_are_those_of_a_case(procedure: Procedure, wrong: Any) -> None:
    """And a timer ends by a row."""
    (row,) = LAPOR.timers("followed_up")

    assert [("case", "wrong_type")] == faults(lambda: procedure.workflow_of(wrong))
    assert [("case", "wrong_type")] == faults(lambda: procedure.timer_ends_at(wrong, row))


def test_a_timer_ends_by_a_row(procedure: Procedure, case_in: Callable[..., Case]) -> None:
    """Not by its command."""
    row: Any = "close_by_system"

    assert [("row", "wrong_type")] == faults(lambda: procedure.timer_ends_at(case_in(), row))


@pytest.mark.parametrize(
    ("name", "wrong", "where"),
    [
        *(("workflow", one, "workflow") for one in (5, None, "lapor/1")),
        *(("directory", one, "directory") for one in (5, None, "DPU")),
        *(("calendar", one, "calendar") for one in (5, None, "indonesia")),
        *(("older", one, "older") for one in (5, None, "lapor/1")),
        ("older", ["lapor/1"], "older[0]"),
    ],
)
def test_procedure(procedure: Procedure, name: str, wrong: object, where: str) -> None:
    """A workflow, a directory, a calendar, a list of workflows."""
    given: dict[str, Any] = {
        "workflow": LAPOR,
        "directory": procedure.directory,
        "calendar": procedure.calendar,
    }

    assert [(where, "wrong_type")] == faults(lambda: Procedure(**given | {name: wrong}))


def test_everything_wrong_with_a_proposal_at_once() -> None:
    """Codes, a class, a flag."""
    nothing: Any = 5

    assert [
        ("proposal.agency", "wrong_type"),
        ("proposal.via", "wrong_type"),
        ("proposal.rule", "wrong_type"),
        ("proposal.classification", "not_one_of"),
        ("proposal.confidential", "wrong_type"),
    ] == faults(lambda: Proposal(nothing, nothing, nothing, nothing, nothing))


def test_a_proposed_class_may_be_written() -> None:
    """As its code."""
    assert "information" == Proposal("DPU", "rule", classification="information").classification


# cases and events


@pytest.mark.parametrize("wrong", [5, None, "verify", NOTHING])
def test_a_history_is_a_list(case_in: Callable[..., Case], wrong: Any) -> None:
    """A string is none."""
    assert [("events", "wrong_type")] == faults(lambda: Case(case_in().complaint, wrong))


def test_texts_are_texts(case_in: Callable[..., Case]) -> None:
    """In a list, for the class method; as a value of their own, for the constructor."""
    case, nothing = case_in(), 5
    wrong: Any = nothing

    assert [("texts", "wrong_type")] == faults(lambda: Case(case.complaint, case.events, wrong))
    assert [("texts", "wrong_type")] == faults(
        lambda: Case.from_events(case.complaint, case.events, wrong)
    )
    assert [("texts", "wrong_type")] == faults(lambda: case.apply(case.events[0], wrong))


@pytest.mark.parametrize("wrong", [5, None, "verify", NOTHING])
def test_only_events_are_applied(case_in: Callable[..., Case], wrong: Any) -> None:
    """A command is none."""
    assert [("event", "wrong_type")] == faults(lambda: case_in().apply(wrong))


def test_what_is_no_event_is_told_with_what_it_should_be(case_in: Callable[..., Case]) -> None:
    """At its place."""
    case = case_in()
    wrong: Any = [*case.events, "verify"]
    with pytest.raises(InvalidValue) as caught:
        Case.from_events(case.complaint, wrong)
    (found,) = caught.value.faults

    assert (f"events[{len(case.events)}]", "event") == (found.where, found["expected"])


def test_a_version_is_a_number(case_in: Callable[..., Case]) -> None:
    """An event's time is none."""
    wrong: Any = MON_2026_01_05

    assert [("version", "wrong_type")] == faults(lambda: case_in().since(wrong))


@pytest.mark.parametrize(
    ("name", "wrong", "where"),
    [
        ("number", "1", "number"),
        ("kind", 5, "kind"),
        ("at", 5, "at"),
        ("by", "dpu-admin", "by"),
        ("status", None, "status"),
        ("effects", "answer", "effects"),
        ("effects", ("answer",), "effects[0]"),
        ("holders", "DPU", "holders"),
        ("holders", (5,), "holders[0]"),
        ("texts", None, "texts"),
        ("facts", None, "facts"),
        ("facts", ("to",), "facts"),
        ("facts", (("to", None),), "facts.to"),
        ("facts", ((5, "DPU"),), "facts"),
    ],
)
def test_a_case_checks_the_parts_of_an_event(
    case_in: Callable[..., Case], name: str, wrong: object, where: str
) -> None:
    """In a history, and when it is applied; the event itself checks nothing."""
    case = case_in()
    given: dict[str, Any] = {"number": 2, "kind": "x", "at": MON_2026_01_05, "by": Actor.system()}
    event = Event(**given | {"status": "verified", "phase": Phase.ASSIGNED} | {name: wrong})
    history = (*case.events, event)

    assert (f"events[1].{where}", "wrong_type") == faults(lambda: Case(case.complaint, history))[0]
    assert [(f"event.{where}", "wrong_type")] == faults(lambda: case.apply(event))


def test_an_event_lies_in_a_phase(case_in: Callable[..., Case]) -> None:
    """And not in what is called like one, which clocks would pass by."""
    case, phase = case_in(), "assigned"
    wrong: Any = phase
    event = Event(2, "x", MON_2026_01_05, Actor.system(), "verified", wrong)

    assert [("event.phase", "not_one_of")] == faults(lambda: case.apply(event))


def test_what_is_a_kind_of_string_is_a_string(case_in: Callable[..., Case]) -> None:
    """A code from an enumeration is one."""
    case = case_in()
    event = Event(
        2, Effect.ANSWER, MON_2026_01_05, Actor.system(), "verified", Phase.ASSIGNED, texts=("x",)
    )

    assert 2 == case.apply(event, [Text("1000001/2/x", "x", "x")]).version
    assert 2 == Case(case.complaint, (*case.events, event), Texts()).version


# tables


def test_everything_wrong_with_a_status_at_once() -> None:
    """Its code, phase and label."""
    nothing: Any = 5

    assert [
        ("status.code", "wrong_type"),
        ("status.phase", "not_one_of"),
        ("status.label", "wrong_type"),
    ] == faults(lambda: Status(nothing, nothing, nothing))


def test_everything_wrong_with_a_command_at_once() -> None:
    """Its code, label, fields and effects."""
    nothing: Any = 5
    items: Any = (5,)

    assert [
        ("command.code", "wrong_type"),
        ("command.label", "wrong_type"),
        ("command.fields", "wrong_type"),
        ("command.effects", "wrong_type"),
    ] == faults(lambda: CommandKind(nothing, nothing, nothing, nothing))
    assert [("command.fields[0]", "wrong_type"), ("command.effects[0]", "not_one_of")] == faults(
        lambda: CommandKind("x", WORDS, items, items)
    )


def test_everything_wrong_with_a_field_at_once() -> None:
    """Its name, kind, choices, the text it becomes, and its limit."""
    nothing: Any = None

    assert [
        ("field.name", "wrong_type"),
        ("field.kind", "not_one_of"),
        ("field.required", "wrong_type"),
        ("field.choices", "wrong_type"),
        ("field.text_kind", "wrong_type"),
        ("field.limit_characters", "wrong_type"),
    ] == faults(lambda: CommandField(nothing, nothing, nothing, nothing, nothing, nothing))


def test_everything_wrong_with_a_row_at_once() -> None:
    """Codes, lists of codes, limits and a count."""
    nothing: Any = 5
    word: Any = "system"

    assert [
        ("transition.source", "wrong_type"),
        ("transition.command", "wrong_type"),
        ("transition.target", "wrong_type"),
        ("transition.who", "wrong_type"),
        ("transition.guards", "wrong_type"),
        ("transition.after", "wrong_type"),
        ("transition.until", "wrong_type"),
        ("transition.at_most", "wrong_type"),
    ] == faults(
        lambda: Transition(
            nothing, nothing, word, nothing, word, after=nothing, until=nothing, at_most=word
        )
    )


def test_codes_stand_for_phases_kinds_and_effects() -> None:
    """They are turned into what they name, since the fold asks for that and no other."""
    phase, kind, effects = "closed", "text", ["answer"]
    status = Status("done", phase, WORDS)
    one = CommandField("words", kind)
    command = CommandKind("x", WORDS, [one], effects)

    assert Phase.CLOSED is status.phase
    assert FieldKind.TEXT is one.kind
    assert ((one,), (Effect.ANSWER,)) == (command.fields, command.effects)
    assert Effect.ANSWER is command.effects[0]


def test_everything_wrong_with_a_table_at_once() -> None:
    """Its version, statuses, commands, rows and beginning."""
    nothing: Any = 5
    items: Any = ["x"]

    assert [
        ("version", "wrong_type"),
        ("status", "wrong_type"),
        ("command", "wrong_type"),
        ("transition", "wrong_type"),
        ("initial", "wrong_type"),
    ] == faults(lambda: Workflow(nothing, nothing, nothing, nothing, nothing))
    assert [
        ("status[0]", "wrong_type"),
        ("command[0]", "wrong_type"),
        ("transition[0]", "wrong_type"),
    ] == faults(lambda: Workflow("x/1", items, items, items, "x"))


@pytest.mark.parametrize("wrong", [5, None, [5], {"x": 5}])
def test_a_table_is_asked_by_codes(wrong: Any) -> None:
    """Whatever else can't be in it is told, and not looked for."""
    assert [("status", "wrong_type")] == faults(lambda: LAPOR.status(wrong))
    assert [("command", "wrong_type")] == faults(lambda: LAPOR.command(wrong))
    assert [("status", "wrong_type")] == faults(lambda: LAPOR.rows(wrong, "verify"))
    assert [("command", "wrong_type")] == faults(lambda: LAPOR.rows("verified", wrong))
    assert [("command", "wrong_type")] == faults(lambda: LAPOR.rows_of(wrong))
    assert [("status", "wrong_type")] == faults(lambda: LAPOR.timers(wrong))


@pytest.mark.parametrize(
    ("wrong", "where", "code"),
    [
        (5, "timers", "wrong_type"),
        (None, "timers", "wrong_type"),
        (["expire"], "timers", "wrong_type"),
        ({"expire": 5}, "limit", "wrong_type"),
        ({5: DAYS}, "5", "not_one_of"),
    ],
)
def test_timers_are_limits_by_command(wrong: Any, where: str, code: str) -> None:
    """A table of them."""
    assert [(where, code)] == faults(lambda: LAPOR.with_timers(wrong))


# extensions


@pytest.mark.parametrize("name", EXTENSIONS)
@pytest.mark.parametrize("wrong", [5, None, "lapor/1"])
def test_extensions_are_of_workflows(name: str, wrong: object) -> None:
    """And of nothing else."""
    assert [("workflow", "wrong_type")] == faults(lambda: EXTENSIONS[name].build(wrong))


@pytest.mark.parametrize(
    ("name", "parameter", "kind"),
    [
        (name, parameter, kind)
        for name, one in EXTENSIONS.items()
        for parameter, kind in one.parameters.items()
    ],
)
@pytest.mark.parametrize("wrong", [None, "x", NAIVE, True, [5]])
def test_parameters_are_what_they_are_declared_to_be(
    name: str, parameter: str, kind: str, wrong: object
) -> None:
    """Limits or whole numbers; and 5 is no limit, nor "5 working days" a number."""
    of_the_other = {"limit": 5, "count": DAYS}[kind]
    expected = [(f"{name}.{parameter}", "wrong_type")]

    assert expected == faults(lambda: EXTENSIONS[name].build(LAPOR, **{parameter: wrong}))
    assert expected == faults(lambda: EXTENSIONS[name].build(LAPOR, **{parameter: of_the_other}))


def test_extensions_and_their_parameters_have_names() -> None:
    """A number is none."""
    number: Any = {5: {}}
    of_parameter: Any = {"rating": {5: DAYS}}

    assert [("extensions", "wrong_type")] == faults(lambda: extended(LAPOR, number))
    assert [("extensions", "wrong_type")] == faults(lambda: extended(LAPOR, of_parameter))


def test_an_extension_does_nothing_less_than_once() -> None:
    """The extension says so, before a row could."""
    assert [("return_limit.returns", "too_small")] == faults(
        lambda: extended(LAPOR, {"return_limit": {"returns": 0}})
    )


def test_a_refusal_has_reasons() -> None:
    """Codes are none."""
    wrong: Any = ("stale",)

    assert [("reasons[0]", "wrong_type")] == faults(lambda: CommandRefused(wrong))
