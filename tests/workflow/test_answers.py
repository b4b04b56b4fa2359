"""Answer after answer: the log of a real report, and what each word lets begin anew."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from stories import instant_of, small_city, tell

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.policy import policy_from_data
from sp4n.sla import due_actions, next_due_at
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import (
    LAPOR,
    LAPOR_1,
    Accepted,
    Case,
    Command,
    CommandField,
    CommandKind,
    Decision,
    Effect,
    FieldKind,
    Procedure,
    Refused,
    Transition,
    Workflow,
    authority,
    commands,
    extended,
)

# Fri 4 Jul 2025 is the day of the answers; ten working days after it end on Fri 18 Jul
# (7-11 five, 14-18 ten), after Tue 15 Jul on Tue 29 Jul (16-18 three, 21-25 eight, 28, 29).
LOG = [
    "2025-07-02 09:00 kota verify DINAS",
    "2025-07-04 10:44 dinas follow_up answer_kind=interim",
    "2025-07-04 11:11 dinas follow_up",
    "2025-07-04 16:41 pelapor reply",
    "2025-07-08 16:41 pelapor reply",
]
LAST = "2025-07-15 09:00 dinas follow_up"


def closings(procedure: Procedure, case: Case, now: str) -> list[str]:
    return [one.kind for one in due_actions(procedure, case, now=instant_of(now))]


def test_a_real_log_closes_ten_working_days_after_the_last_answer() -> None:
    """A second answer after 27 minutes, a second reply after four days; then one more answer."""
    city = small_city()
    case = tell(city, "2025-07-01 09:00", [*LOG, LAST])

    assert instant_of("2025-07-30 00:00") == next_due_at(city, case)
    assert [] == closings(city, case, "2025-07-29 23:59")
    assert ["close"] == closings(city, case, "2025-07-30 00:00")
    closed = tell(city, "2025-07-01 09:00", [*LOG, LAST, "2025-07-30 00:00 sistem close_by_system"])
    assert ("closed_by_system", 8) == (closed.status, closed.version)


def test_the_log_as_it_ends_is_closed_where_a_policy_lets_silence_follow_a_reply() -> None:
    """The reporter got no answer: ten working days after the last one, by an optional rule."""
    city = small_city(extended(LAPOR, {"closing_after_reply": {}}))
    case = tell(city, "2025-07-01 09:00", LOG)

    assert next_due_at(small_city(), tell(small_city(), "2025-07-01 09:00", LOG)) is None
    assert instant_of("2025-07-19 00:00") == next_due_at(city, case)


@pytest.mark.parametrize(
    ("steps", "since"),
    [
        (LOG[:2], "2025-07-04 10:44"),
        (LOG[:3], "2025-07-04 11:11"),
        (LOG[:4], "2025-07-04 16:41"),
        (LOG, "2025-07-04 16:41"),
        ([*LOG, LAST], "2025-07-15 09:00"),
    ],
)
def test_an_answer_lets_the_silence_begin_anew_and_a_second_reply_does_not(
    steps: list[str], since: str
) -> None:
    """The events alone say so: a fold knows no workflow."""
    case = tell(small_city(), "2025-07-01 09:00", steps)

    assert instant_of(since) == case.since_at
    assert case.since_at == Case.from_events(case.complaint, case.events).since_at
    assert [number for number, step in enumerate(steps, start=2) if "11:11" in step] == [
        event.number for event in case.events if Effect.RESTART in event.effects
    ]


def test_an_event_remembers_whether_the_answer_was_interim_or_final() -> None:
    """Who says nothing means it to be final."""
    case = tell(small_city(), "2025-07-01 09:00", LOG)

    assert ["interim", "final"] == [
        event.fact("answer_kind") for event in case.events if Effect.ANSWER in event.effects
    ]


def test_an_answer_is_interim_or_final_and_nothing_else(
    case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """A choice, not a word of one's own."""
    half = Command("follow_up", {"answer": "Kami teruskan.", "answer_kind": "half"})

    assert ["field_invalid"] == codes(case_in(), half, "dpu-liaison")


# Words


SAYING_NOTHING = [".", "-", "…", "—", " . ", "?!", "()", "👍", "\u3164.", "\n-\n"]
IN_WORDS = {
    "follow_up": ("followed_up", "dpu-liaison", "answer"),
    "reply": ("followed_up", "reporter", "message"),
}
SAID = {
    "complete": ("awaiting_completion", "reporter", "addition"),
    "hold": ("verified", "dpu-admin", "missing"),
    "return": ("verified", "dpu-liaison", "why"),
}


@pytest.mark.parametrize("words", SAYING_NOTHING)
@pytest.mark.parametrize("command", [*IN_WORDS, *SAID])
def test_what_must_be_said_says_something(
    command: str, words: str, case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """A dot is no answer, no reply, no completion and no reason."""
    status, by, field = (IN_WORDS | SAID)[command]

    assert ["field_without_words"] == codes(case_in(status), Command(command, {field: words}), by)


@pytest.mark.parametrize("words", ["ya", "é", "Sudah.", "道", "...ok"])
@pytest.mark.parametrize("command", [*IN_WORDS, *SAID])
def test_a_letter_is_enough(
    command: str, words: str, case_in: Callable[..., Case], decide: Callable[..., Decision]
) -> None:
    """In any script: nobody judges what it says."""
    status, by, field = (IN_WORDS | SAID)[command]

    assert decide(case_in(status), Command(command, {field: words}), by)


def test_a_number_completes_and_does_not_answer(
    case_in: Callable[..., Case], codes: Callable[..., list[str]], decide: Callable[..., Decision]
) -> None:
    """The number of a house or a meter may be all that was missing."""
    for command, (status, by, field) in IN_WORDS.items():
        assert ["field_without_words"] == codes(
            case_in(status), Command(command, {field: "12"}), by
        )
    for command, (status, by, field) in SAID.items():
        assert decide(case_in(status), Command(command, {field: "12"}), by)


def test_what_may_be_left_out_may_say_nothing(
    case_in: Callable[..., Case], decide: Callable[..., Decision]
) -> None:
    """A note of a disposal is nobody's answer."""
    assert decide(case_in(), commands.dispose(to="BIDANG", note="-"), "dpu-admin")


# The first version


def test_the_first_version_is_as_it_was() -> None:
    """The newest has five rows more, and follows up by the holder alone; nothing else changed."""
    more = [
        ("followed_up", "follow_up", "followed_up"),
        ("replied", "reply", "replied"),
        ("replied", "return", "unverified"),
        ("replied", "dispose", "verified"),
        ("replied", "hold", "awaiting_completion"),
    ]
    added = [one for one in LAPOR.transitions if (one.source, one.command, one.target) in more]
    kept = [evolve(one, holder_only=False) for one in LAPOR.transitions if one not in added]

    assert ("lapor/1", "lapor/2", 25, 30) == (
        LAPOR_1.version, LAPOR.version, len(LAPOR_1.transitions), len(LAPOR.transitions),
    )  # fmt: skip
    assert more == [(one.source, one.command, one.target) for one in added]
    assert list(LAPOR_1.transitions) == kept
    assert LAPOR_1.statuses == LAPOR.statuses
    assert ["follow_up"] == [
        one.code for one, two in zip(LAPOR_1.commands, LAPOR.commands, strict=True) if one != two
    ]


def test_a_case_of_the_first_version_goes_on_by_it() -> None:
    """Under the newest table, a city's own, and one from nothing; nobody has to say so."""
    before, now = small_city(LAPOR_1), small_city()
    case = tell(before, "2025-07-01 09:00", LOG[:1])
    answered = tell(before, "2025-07-01 09:00", [*LOG[:1], "2025-07-04 10:44 dinas follow_up"])
    again = commands.follow_up(answer="Sudah.")
    own = evolve(LAPOR, version="kota-contoh/1", transitions=LAPOR.transitions[:-1])

    for city in (now, small_city(own), small_city(extended(LAPOR, {"rating": {}}))):
        assert LAPOR_1 == city.workflow_of(case)
        event = tell(city, "2025-07-01 09:00", LOG[:2]).events[-1]
        first = city.perform(case, again, by=event.by, at=event.at)
        assert ("followed_up", "lapor/1", None) == (
            first.status, first.workflow, first.events[-1].fact("answer_kind"),
        )  # fmt: skip
        refused = city.decide(answered, again, by=event.by, at=instant_of("2025-07-04 11:11"))
        assert isinstance(refused, Refused)
        assert ["not_from_status"] == [one.code for one in refused.reasons]


def test_timers_of_the_day_hold_for_the_first_version_too() -> None:
    """A city that closes after seven days closes its older cases after seven days."""
    case = tell(small_city(LAPOR_1), "2025-07-01 09:00", LOG[:1])
    week = small_city(LAPOR.with_timers({"close_by_system": "7 working days"}))
    known = week.workflow_of(case)

    assert known is not None
    assert [Limit(7, "working days")] == [one.after for one in known.timers("followed_up")]
    assert [Limit(30, "calendar days")] == [
        one.after for one in known.timers("awaiting_completion")
    ]


def test_a_table_of_ones_own_under_that_name_goes_first() -> None:
    """Whoever brings a table called lapor/1 means it."""
    mine = evolve(LAPOR_1, transitions=LAPOR_1.transitions[1:])
    case = tell(small_city(LAPOR_1), "2025-07-01 09:00")

    assert mine == small_city(mine).workflow_of(case)
    assert mine == evolve(small_city(), older=(mine,)).workflow_of(case)


# The same table in a policy's file


def written(row: Transition) -> dict[str, Any]:
    """A row as a file has it."""
    said = {
        "from": row.source, "command": row.command, "who": list(row.who), "to": row.target,
        "guards": list(row.guards), "after": row.after and str(row.after),
        "restarts": row.restarts, "holder_only": row.holder_only,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, [])}


def written_command(kind: CommandKind) -> dict[str, Any]:
    fields = [
        {
            "name": one.name, "kind": one.kind.value, "required": one.required,
            "text_kind": one.text_kind, "limit_characters": one.limit_characters,
            "in_words": one.in_words, "choices": list(one.choices), "default": one.default,
        }
        for one in kind.fields
    ]  # fmt: skip
    return {
        "code": kind.code, "label": {"id": kind.code, "en": kind.code},
        "effects": [one.value for one in kind.effects],
        "fields": [{name: v for name, v in one.items() if v not in ("", [])} for one in fields],
    }  # fmt: skip


def written_table(table: Workflow) -> Workflow:
    """A table once more, as read from a file that has all of it as a city's own."""
    statuses = [
        {"code": one.code, "phase": one.phase.value, "label": {"id": one.code, "en": one.code}}
        for one in table.statuses
    ]
    data = {
        "schema": "sp4n/policy/1", "name": "Kota Contoh", "version": "1",
        "workflow": {
            "table": "own", "version": "kota-contoh/1", "initial": table.initial,
            "status": statuses, "command": [*map(written_command, table.commands)],
            "transition": [*map(written, table.transitions)],
        },
    }  # fmt: skip
    return policy_from_data(data).workflow


def meant(kind: CommandKind) -> tuple[object, ...]:
    """All of a command but its label."""
    texts = [(one.name, one.text_kind, one.limit_characters, one.in_words) for one in kind.texts]
    return kind.code, kind.effects, kind.required, texts, kind.remembered, dict(kind.defaults)


@pytest.mark.parametrize("table", [LAPOR, LAPOR_1], ids=["lapor/2", "lapor/1"])
def test_the_same_table_in_a_file_agrees_on_every_status_and_command(table: Workflow) -> None:
    """Row by row, and cell by cell of who may do what."""
    read = written_table(table)
    own, known = authority(read), authority(table)

    assert table.transitions == read.transitions
    assert [*map(meant, table.commands)] == [*map(meant, read.commands)]
    for status in table.statuses:
        for kind in table.commands:
            assert [
                (one.standing, one.grant, one.reasons)
                for one in known.where(status=status.code, command=kind.code)
            ] == [
                (one.standing, one.grant, one.reasons)
                for one in own.where(status=status.code, command=kind.code)
            ]


def test_the_same_story_goes_the_same_way_by_the_table_of_the_file() -> None:
    """Status, holder and since when, after every step of the log."""
    known, own = small_city(), small_city(written_table(LAPOR))

    for n in range(len(LOG) + 1):
        one, other = (tell(city, "2025-07-01 09:00", LOG[:n]) for city in (known, own))
        assert (one.status, one.holders, one.since_at) == (
            other.status, other.holders, other.since_at,
        )  # fmt: skip


# What a row and a command may say


@pytest.mark.parametrize(
    ("command", "row", "expected"),
    [
        (False, None, False), (False, False, False), (False, True, True),
        (True, None, True), (True, False, False), (True, True, True),
    ],
)  # fmt: skip
def test_a_row_has_the_last_word_on_what_begins_anew(
    command: bool,  # noqa: FBT001 - a column of the table
    row: bool | None,  # noqa: FBT001 - as above
    expected: bool,  # noqa: FBT001 - as above
    directory: Any,
    case_in: Callable[..., Case],
    who: Callable[[str], Any],
) -> None:
    """A command may let limits begin anew wherever it is given, but for rows that say otherwise."""
    effects = (Effect.RESTART,) if command else ()
    note = CommandKind("note", Label(id="catat", en="note"), (), effects)
    table = evolve(
        LAPOR,
        commands=(*LAPOR.commands, note),
        transitions=(
            *LAPOR.transitions,
            Transition("replied", "note", ("operator",), "replied", restarts=row),
        ),
    )
    after = Procedure(table, directory, indonesia()).perform(
        case_in("replied"), Command("note"), by=who("dpu-operator"),
        at=instant_of("2026-01-07 09:00"),
    )  # fmt: skip

    assert expected is (Effect.RESTART in after.events[-1].effects)
    assert expected is (after.since_at == after.events[-1].at)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"restarts": "yes"}, "transition.restarts"),
        ({"restarts": 1}, "transition.restarts"),
        ({"holder_only": None}, "transition.holder_only"),
    ],
)
def test_a_row_says_yes_or_no(wrong: dict[str, Any], where: str) -> None:
    """Only of restarting may it say nothing."""
    with pytest.raises(InvalidValue) as error:
        Transition("a", "b", ("operator",), "c", **wrong)

    assert [(where, "wrong_type")] == [(one.where, one.code) for one in error.value.faults]


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"default": "c", "choices": ("a", "b")}, ("field.default", "not_one_of")),
        ({"default": "a"}, ("field.default", "not_one_of")),
        ({"in_words": "yes"}, ("field.in_words", "wrong_type")),
    ],
)
def test_a_default_is_one_of_the_choices(wrong: dict[str, Any], found: tuple[str, str]) -> None:
    """And whether words are needed is yes or no."""
    with pytest.raises(InvalidValue) as error:
        CommandField("x", FieldKind.CHOICE, **wrong)

    assert [found] == [(one.where, one.code) for one in error.value.faults]


@pytest.mark.parametrize(
    ("restarts", "found"), [(None, ["restart_unsaid"]), (False, []), (True, [])]
)
def test_whoever_answers_within_a_status_says_whether_limits_begin_anew(
    restarts: bool | None,  # noqa: FBT001 - a column of the table
    found: list[str],
) -> None:
    """The row of a city's own is told with the way to it; one that says no is heard."""
    row = Transition("replied", "follow_up", ("national_admin",), "replied", restarts=restarts)
    data = {
        "schema": "sp4n/policy/1", "name": "Kota Contoh", "version": "1",
        "workflow": {"version": "kota-contoh/1", "transition": [written(row)]},
    }  # fmt: skip
    policy = policy_from_data(data).bind(small_city().directory)
    of_it = [one for one in policy.check() if one.code == "restart_unsaid"]

    assert found == [one.code for one in of_it]
    for one in of_it:
        assert ("replied", "follow_up", "replied") == one.witness[-3:]


@pytest.mark.parametrize("restarts", [None, False, True])
def test_a_window_is_counted_from_where_a_row_lets_it_begin_anew(
    restarts: bool | None,  # noqa: FBT001 - a column of the table
    directory: Any,
    case_in: Callable[..., Case],
    who: Callable[[str], Any],
) -> None:
    """Two working days from Monday 5 January; or from Wednesday the 7th, when it was answered."""
    rows = [
        Transition(
            "replied", "follow_up", ("operator",), "replied", restarts=restarts,
            until=Limit(2, "working days"),
        )
    ]  # fmt: skip
    table = evolve(LAPOR, transitions=[*rows, *(
        one for one in LAPOR.transitions if (one.source, one.command) != ("replied", "follow_up")
    )])  # fmt: skip
    city = Procedure(table, directory, indonesia())
    once = city.perform(
        case_in("replied"), commands.follow_up(answer="Ya."), by=who("dpu-operator"),
        at=instant_of("2026-01-07 09:00"),
    )  # fmt: skip
    again = city.decide(
        once, commands.follow_up(answer="Ya."), by=who("dpu-operator"),
        at=instant_of("2026-01-09 09:00"),
    )  # fmt: skip

    assert bool(restarts) is isinstance(again, Accepted)


# By the holder


def test_an_admin_above_takes_a_case_back_before_they_answer() -> None:
    """The history says who answered, and whose clock it was."""
    city = small_city()
    verified = ["2025-07-02 09:00 kota verify DINAS"]
    case = tell(city, "2025-07-01 09:00", verified)
    answer = commands.follow_up(answer="Sudah.")
    admin = case.events[-1].by
    refused = city.decide(case, answer, by=admin, at=instant_of("2025-07-03 09:00"))

    assert isinstance(refused, Refused)
    assert ["only_the_holder"] == [one.code for one in refused.reasons]
    after = tell(
        city,
        "2025-07-01 09:00",
        [
            *verified,
            "2025-07-03 09:00 kota return",
            "2025-07-03 09:01 kota verify KOTA",
            "2025-07-03 09:02 kota follow_up",
        ],
    )
    assert ("followed_up", "KOTA") == (after.status, after.holder)
