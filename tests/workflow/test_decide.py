"""decide: all reasons at once, hidden cases stay hidden, and what fails refuses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue, Sp4nError
from sp4n.model import Actor, Complaint, Role
from sp4n.workflow import (
    LAPOR,
    Accepted,
    Case,
    Command,
    CommandRefused,
    Decision,
    Needs,
    Procedure,
    Proposal,
    Reason,
    Refused,
    commands,
)
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.guards import CHECKS
from sp4n.workflow.transition import GUARD_FIELDS

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
NAIVE = datetime(2026, 1, 6, 9, 30)  # noqa: DTZ001  # naive on purpose
ANSWER = commands.follow_up(answer="Sudah ditambal.")


def fails(attempt: object) -> None:
    """A guard with a mistake in it."""
    raise RuntimeError("Nama Rahasia")


# all reasons at once


def test_all_reasons_at_once(case_in: Callable[..., Case], codes: Callable[..., list[str]]) -> None:
    """Version, time, status, role, place and every field, in one answer."""
    command = Command("archive", {"reason": "boring", "note": "x" * 10_001, "to": "DPU"})

    assert [
        "stale", "time_reversed", "not_from_status", "wrong_role", "not_the_holder",
        "field_invalid", "field_too_long", "field_unknown",
    ] == codes(
        case_in("replied"), command, "dishub-liaison",
        MON_2026_01_05 - timedelta(seconds=1), based_on=0,
    )  # fmt: skip


def test_all_that_is_wrong_with_a_receiver(
    case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """Accused, and outside of the subtree, by somebody without authority."""
    case = case_in("unverified", accused={"KAB"})

    assert ["wrong_role", "not_the_holder", "agency_accused", "outside_subtree"] == codes(
        case, commands.verify(to="KAB"), "dishub-liaison"
    )


def test_a_refusal_is_falsy_and_speaks(
    case_in: Callable[..., Case], decide: Callable[..., Decision]
) -> None:
    """One line a reason; an acceptance is truthy."""
    refused = decide(case_in("replied"), commands.block(), "dpu-liaison")

    assert not refused
    assert [
        "cannot be done from the status replied; can be done from: unverified",
        "this command is not for the role liaison officer; who may: national admin, agency admin",
    ] == str(refused).splitlines()
    assert decide(case_in(), ANSWER, "dpu-liaison")


def test_the_reporter_and_the_system_are_told_both_role_and_person(
    case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """A stranger who tries what is an officer's lacks both."""
    assert ["wrong_role"] == codes(case_in(), ANSWER, "reporter")
    assert ["wrong_role", "not_the_reporter"] == codes(case_in(), ANSWER, "other-reporter")
    assert ["wrong_role"] == codes(case_in(), ANSWER, "system")


def test_an_unknown_command_has_no_further_reasons_of_its_own(
    case_in: Callable[..., Case], reasons: Callable[..., tuple[Reason, ...]]
) -> None:
    """Who may give it is not known; a word like no other gets no suggestion."""
    (found,) = reasons(case_in(), Command("qqqqqq", {"a": 1}), "dishub-liaison")

    assert ("unknown_command", "-") == (found.code, found["suggestion"])


def test_the_accused_may_not_act_though_they_hold_it(
    case_in: Callable[..., Case], codes: Callable[..., list[str]], decide: Callable[..., Decision]
) -> None:
    """Nor may they as admins above, nor anybody below them; whoever is above them may."""
    held = case_in("verified", "DPU", accused={"DPU"})
    below = case_in("verified", "BIDANG", accused={"DPU"})

    back = commands.return_to_sender(why="Instansi ini diadukan.")

    assert ["not_found"] == codes(held, ANSWER, "dpu-liaison")
    assert ["not_found"] == codes(below, ANSWER, "dpu-admin")
    assert ["not_found"] == codes(below, ANSWER, "bidang-admin")
    assert ["not_found"] == codes(held, ANSWER, "dpu-former")
    assert decide(held, back, "kota-admin")
    assert decide(below, back, "kota-admin")


def test_an_officer_acts_in_one_of_their_appointments(
    case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """An admin of the city is nobody at the office, unless appointed there."""
    assert ["no_appointment"] == codes(case_in(), ANSWER, "kota-admin@DPU")
    assert ["no_appointment"] == codes(case_in(), ANSWER, "dpu-liaison@NOWHERE")


def test_an_appointment_holds_by_the_date_in_the_offices_zone(
    case_in: Callable[..., Case], codes: Callable[..., list[str]], decide: Callable[..., Decision]
) -> None:
    """DPU's former liaison officer served until 31 December 2025, 24:00 in Jakarta (17:00 UTC)."""
    early = datetime(2025, 12, 30, 2, tzinfo=UTC)
    last = datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC)

    assert decide(case_in(at=early), ANSWER, "dpu-former", last)
    assert ["no_appointment"] == codes(
        case_in(at=early), ANSWER, "dpu-former", last + timedelta(seconds=1)
    )


# time and versions


def test_time_may_stand_still_but_not_run_backwards(
    case_in: Callable[..., Case], codes: Callable[..., list[str]], decide: Callable[..., Decision]
) -> None:
    """Instants count, not what the clock on some wall shows."""
    wit = timezone(timedelta(hours=9))
    same = MON_2026_01_05.astimezone(wit)
    before = same - timedelta(microseconds=1)

    assert decide(case_in(), ANSWER, "dpu-liaison", same)
    assert ["time_reversed"] == codes(case_in(), ANSWER, "dpu-liaison", before)


def test_a_naive_time_is_refused(
    case_in: Callable[..., Case],
    codes: Callable[..., list[str]],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """Without a zone nobody knows the date; so it is for every option."""
    options = procedure.options(case_in(), by=who("dpu-liaison"), at=NAIVE)
    no_time: Any = "2026-01-06"

    assert ["naive_time"] == codes(case_in(), ANSWER, "dpu-liaison", NAIVE)
    assert ["naive_time"] == codes(case_in(), ANSWER, "dpu-liaison", no_time)
    for option in options.values():
        assert isinstance(option, Refused)
        assert ["naive_time"] == [one.code for one in option.reasons]


@pytest.mark.parametrize(("based_on", "expected"), [(None, []), (1, []), (0, 1), (2, 1), (-1, 1)])
def test_a_stale_command_is_refused(
    based_on: int | None,
    expected: object,
    case_in: Callable[..., Case],
    decide: Callable[..., Decision],
) -> None:
    """Only the version that the case has now will do, or none."""
    decision = decide(case_in(), ANSWER, "dpu-liaison", based_on=based_on)
    found = [one.code for one in decision.reasons] if isinstance(decision, Refused) else []

    assert (["stale"] if expected else []) == found


# fields


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [("field_missing", "answer")]),
        ({"answer": None}, [("field_missing", "answer")]),
        ({"answer": ""}, [("field_invalid", "answer")]),
        ({"answer": " \n\u200b"}, [("field_invalid", "answer")]),
        ({"answer": 7}, [("field_invalid", "answer")]),
        ({"answer": ["Sudah"]}, [("field_invalid", "answer")]),
        ({"answer": "\ud800"}, [("field_invalid", "answer")]),
        ({"answer": "x" * 10_000}, []),
        ({"answer": "x" * 10_001}, [("field_too_long", "answer")]),
        ({"anser": "Sudah."}, [("field_unknown", "anser"), ("field_missing", "answer")]),
        ({"answer": "Sudah.", "to": "DPU", "note": None},
         [("field_unknown", "to"), ("field_unknown", "note")]),
    ],
)  # fmt: skip
def test_fields_of_an_answer(
    fields: dict[str, object],
    expected: list[tuple[str, str]],
    case_in: Callable[..., Case],
    decide: Callable[..., Decision],
) -> None:
    """Missing, unknown, of another type, invisible, half a character, or too long."""
    decision = decide(case_in(), Command("follow_up", fields), "dpu-liaison")
    found = decision.reasons if isinstance(decision, Refused) else ()

    assert expected == [(one.code, one["field"]) for one in found]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"classification": "service"}, []),
        ({"classification": "boring"}, ["classification"]),
        ({"classification": 7, "category": ""}, ["classification", "category"]),
        ({"category": "Kategori Tak Dikenal"}, []),  # this directory has no tree
        ({"category": "x" * 200}, []),
        ({"category": "x" * 201}, ["category"]),
        ({"title": "x" * 300, "body": "x" * 3_000}, []),
        ({"title": "x" * 301, "body": "x" * 3_001}, ["title", "body"]),
        ({"title": None, "body": None, "category": None, "classification": None}, []),
    ],
)  # fmt: skip
def test_fields_of_a_verification(
    fields: dict[str, object],
    expected: list[str],
    case_in: Callable[..., Case],
    decide: Callable[..., Decision],
) -> None:
    """Classes and the tree's categories are closed sets, texts have the complaint's own limits."""
    command = Command("verify", {"to": "DPU", **fields})
    decision = decide(case_in("unverified"), command, "dpu-admin")
    found = decision.reasons if isinstance(decision, Refused) else ()

    assert expected == [one["field"] for one in found]


@pytest.mark.parametrize("to", ["", "   ", 7, None, ["DPU"]])
def test_a_receiver_that_is_no_code(
    to: object, case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """It is invalid or missing; nobody else is put in its place."""
    found = codes(case_in(), Command("dispose", {"to": to}), "dpu-admin")

    assert ("field_missing" if to is None else "field_invalid") in found


# hidden cases


OUTSIDERS = (
    "other-reporter", "dishub-liaison", "dishub-admin", "kab-admin", "bidang-admin",
    "kota-liaison", "dpu-former", "dpu-future", "dishub-liaison@DPU", "nobody@NOWHERE",
)  # fmt: skip
INSIDERS = (
    "reporter", "system", "nasional-admin", "prov-admin", "kota-admin", "dpu-admin", "dpu-liaison",
    "dpu-operator",
)  # fmt: skip


def attempts() -> list[tuple[Command, dict[str, Any]]]:
    """Everything that might be wrong, with every command and an unknown one."""
    payloads: list[dict[str, object]] = [
        {}, {"to": "KAB"}, {"to": "NOWHERE"}, {"answer": ""}, {"qq": 1},
    ]  # fmt: skip
    kinds = [*(one.code for one in LAPOR.commands), "qqqqqq"]
    settings: list[dict[str, Any]] = [
        {}, {"based_on": 9}, {"at": NAIVE}, {"at": MON_2026_01_05 - timedelta(days=1)},
    ]  # fmt: skip
    return [
        (Command(code, fields), more) for code in kinds for fields in payloads for more in settings
    ]


@pytest.mark.parametrize("status", [one.code for one in LAPOR.statuses])
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_a_confidential_case_does_not_exist_for_outsiders(
    status: str,
    outsider: str,
    case_in: Callable[..., Case],
    codes: Callable[..., list[str]],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """Whatever they try, and whatever else is wrong with it, in decide and in options."""
    case = case_in(status, confidential=True)

    for command, more in attempts():
        assert ["not_found"] == codes(case, command, outsider, **more)
    for at in (TUE_2026_01_06, NAIVE):
        for option in procedure.options(case, by=who(outsider), at=at).values():
            assert isinstance(option, Refused)
            assert ["not_found"] == [one.code for one in option.reasons]


@pytest.mark.parametrize("insider", INSIDERS)
def test_insiders_are_told_why(
    insider: str, case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """They know the case anyway."""
    assert "not_found" not in codes(case_in("blocked", confidential=True), ANSWER, insider)


def test_a_confidential_case_hides_itself_even_from_the_accused(
    case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """Though they hold it, or it lies below them."""
    accused = {"confidential": True, "accused": {"DPU"}}

    assert ["not_found"] == codes(case_in(**accused), ANSWER, "dpu-liaison")
    assert ["not_found"] == codes(case_in(holder="BIDANG", **accused), ANSWER, "dpu-admin")


def test_a_proposed_secrecy_counts_from_the_start(
    procedure: Procedure, complaint: Callable[..., Complaint], codes: Callable[..., list[str]]
) -> None:
    """Before any admin has looked at it."""
    proposal = Proposal("DPU", "rule", "illegal-levy", confidential=True)
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=proposal)

    assert case.is_confidential
    assert ["not_found"] == codes(case, commands.withdraw(), "dpu-admin")
    assert ["not_from_status", "wrong_role"] == codes(case, commands.reply(message="Ya."), "system")


def test_an_unknown_zone_hides_a_confidential_case_from_every_officer(
    case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """Without a date no appointment can be told; the reporter and the system need none."""
    case = case_in(confidential=True)

    assert ["not_found"] == codes(case, ANSWER, "dpu-liaison", NAIVE)
    assert ["naive_time"] == codes(case, ANSWER, "reporter", NAIVE)
    assert ["naive_time"] == codes(case, ANSWER, "system", NAIVE)


# guards that fail


MORE_TIME = commands.extend(standard="answer", why="Menunggu hasil uji.")
KEYED_IN = commands.keyed_in(commands.withdraw(), came_by="letter", letter="Surat X-0001")


@pytest.mark.parametrize("name", GUARD_FIELDS)
def test_a_guard_that_raises_refuses(
    name: str,
    city: Procedure,
    complaint: Callable[..., Complaint],
    who: Callable[[str], Actor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With its name and the kind of error, without the error's words, wherever it stands."""
    failing = {**CHECKS, name: fails}
    at_the_desk = name in {"in_reach", "category_is_known"}
    status = "unverified" if at_the_desk else "verified"
    fields = {"confidential": name == "is_confidential"}
    status = "archived_by_admin" if name == "above_the_holder" else status
    status = "merged" if name in {"host_lets_go", "standing_case_closed"} else status
    case = city.adopt(
        complaint(**fields), status=status, holder="DPU", source="x", at=MON_2026_01_05
    )
    ask = commands.involve(to="DISHUB", question="Lampu siapa?")
    if name in {"receiver_is_involved", "has_open_parts"}:
        case = city.perform(case, ask, by=who("dpu-admin"), at=MON_2026_01_05)
    monkeypatch.setattr("sp4n.workflow.decisions.CHECKS", failing)
    command = {
        "in_reach": commands.verify(to="BIDANG"),
        "category_is_known": commands.verify(to="BIDANG"),
        "not_at_the_root": commands.return_to_sender(why="Bukan kami."),
        "is_public": commands.protect(),
        "is_confidential": commands.lift_protection(why="Atas permintaan pelapor."),
        "accused_are_known": commands.accuse(agencies=["BIDANG"]),
        "accused_in_reach": commands.accuse(agencies=["BIDANG"]),
        "accused_by_own": commands.clear(agencies=["BIDANG"], why="Keliru."),
        "above_the_holder": commands.revive(why="Keliru diarsipkan."),
        "other_takes_in": commands.join(into="2"),
        "other_was_joined": Command("gather", {"case": "2", "supporters": 1}),
        "receiver_is_not_involved": ask,
        "disclosure_is_reasoned": ask,
        "receiver_is_involved": commands.release(to="DISHUB", why="Tidak perlu lagi."),
        "has_open_parts": commands.release(to="DISHUB", why="Tidak perlu lagi."),
        "parts_are_in": ANSWER,
        "host_lets_go": commands.separate(out_of="2"),
        "other_was_separated": Command("let_go", {"case": "2"}),
        "standing_case_closed": commands.rate(score=5),
        **dict.fromkeys(("some_standard_allows_it", "standard_allows_it"), MORE_TIME),
        **dict.fromkeys(("came_by_is_told", "letter_is_named", "not_by_the_holder"), KEYED_IN),
    }.get(name, commands.dispose(to="BIDANG"))

    city = evolve(city, may_extend=None if command is not MORE_TIME else lambda *_: None)
    reporter = name == "standing_case_closed"
    by = who("reporter" if reporter else "kota-admin" if command is KEYED_IN else "dpu-admin")
    decision = city.decide(case, command, by=by, at=TUE_2026_01_06)
    option = city.options(case, by=by, at=TUE_2026_01_06)[command.code]

    assert isinstance(decision, Refused)
    assert [("guard_failed", (("guard", name), ("error", "RuntimeError")))] == [
        (one.code, one.facts) for one in decision.reasons
    ]
    assert "Rahasia" not in str(decision)
    assert isinstance(option, Needs if GUARD_FIELDS[name] else Refused)


def test_a_guard_can_ask_whom_an_actor_reaches(
    procedure: Procedure, case_in: Callable[..., Case], who: Callable[[str], Actor]
) -> None:
    """True or false, also of the system, which acts for no agency."""
    for by, role, expected in (
        ("kota-admin", Role.AGENCY_ADMIN, True),
        ("kota-admin", Role.LIAISON_OFFICER, False),
        ("kab-admin", Role.AGENCY_ADMIN, False),
        ("dpu-operator", Role.OPERATOR, True),
        ("system", Role.AGENCY_ADMIN, False),
    ):
        attempt = Attempt(
            case_in(), commands.close(), who(by), TUE_2026_01_06, procedure.directory, LAPOR,
            procedure.calendar, LAPOR.command("close"),
        )  # fmt: skip
        assert attempt.reaches(case_in(), role) is expected


# options


def test_options_of_a_verification_with_and_without_a_proposal(
    procedure: Procedure, complaint: Callable[..., Complaint], who: Callable[[str], Actor]
) -> None:
    """With one, it can be taken as it is; without one, the admin has to name somebody."""
    bare = procedure.receive(complaint(), at=MON_2026_01_05)
    proposed = procedure.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))
    lost = procedure.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("LAMA", "rule"))

    def option(case: Case) -> object:
        return procedure.options(case, by=who("kota-admin"), at=TUE_2026_01_06)["verify"]

    accepted = option(proposed)
    assert isinstance(accepted, Accepted)
    assert "DPU" == accepted.case.holder
    assert Needs(("to",)) == option(bare) == option(lost)


def test_options_name_required_fields(
    case_in: Callable[..., Case], procedure: Procedure, who: Callable[[str], Actor]
) -> None:
    """What an admin of the holder may do, and what has to be filled in."""
    options = procedure.options(case_in(), by=who("dpu-admin"), at=TUE_2026_01_06)

    assert {
        "hold": Needs(("missing",)),
        "return": Needs(("why",)),
        "dispose": Needs(("to",)),
        "follow_up": Needs(("answer",)),
        "archive": Needs(("reason",)),
    } == {code: one for code, one in options.items() if not isinstance(one, Refused)}


def test_nothing_to_dispose_to_is_refused_outright(
    case_in: Callable[..., Case], procedure: Procedure, who: Callable[[str], Actor]
) -> None:
    """Needs would promise a receiver that there is not; what is left below does not count."""

    def option(case: Case, by: str) -> object:
        return procedure.options(case, by=who(by), at=TUE_2026_01_06)["dispose"]

    assert isinstance(option(case_in("verified", "SEKSI"), "bidang-admin"), Refused)
    assert isinstance(option(case_in(holder="BIDANG", accused={"SEKSI"}), "dpu-admin"), Refused)
    assert isinstance(option(case_in("verified", "BIDANG"), "dpu-admin"), Needs)


# perform


def test_perform_does_what_decide_says(
    case_in: Callable[..., Case],
    decide: Callable[..., Decision],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """The case that decide shows, or an error with decide's reasons."""
    case, at = case_in(), TUE_2026_01_06
    accepted = decide(case, ANSWER, "dpu-liaison")
    refused = decide(case, ANSWER, "dishub-liaison")

    assert isinstance(accepted, Accepted)
    assert accepted.case == procedure.perform(case, ANSWER, by=who("dpu-liaison"), at=at)
    assert isinstance(refused, Refused)
    with pytest.raises(CommandRefused) as caught:
        procedure.perform(case, ANSWER, by=who("dishub-liaison"), at=at)
    assert refused.reasons == caught.value.reasons
    assert isinstance(caught.value, Sp4nError)
    assert [("refused", one.code) for one in refused.reasons] == [
        (one.code, one["found"]) for one in caught.value.faults
    ]


def test_an_accepted_command_writes_one_event_and_its_texts(
    case_in: Callable[..., Case], decide: Callable[..., Decision], who: Callable[[str], Actor]
) -> None:
    """Codes in the event, words beside it."""
    decision = decide(case_in(), commands.archive(reason="insult", note="Kasar."), "dpu-admin")

    assert isinstance(decision, Accepted)
    (event,), (text,) = decision.events, decision.texts
    assert (2, "archive", TUE_2026_01_06, who("dpu-admin")) == (
        event.number, event.kind, event.at, event.by,
    )  # fmt: skip
    assert ("archived_by_admin", "archived", "insult") == (event.status, event.phase, event.reason)
    assert (("note",), (), ("DPU",)) == (event.texts, event.facts, event.holders)
    assert ("1000001/2/note", "note", "Kasar.") == (text.key, text.kind, text.body)
    assert "Kasar" not in repr(decision)


@pytest.mark.parametrize(
    ("case", "command", "by", "fault"),
    [
        ("1", ANSWER, None, ("case", "case")),
        (None, "follow_up", None, ("command", "command")),
        (None, ANSWER, "dpu", ("by", "actor")),
    ],
)
def test_what_is_no_case_no_command_or_no_actor_is_an_error(
    case: Any,
    command: Any,
    by: Any,
    fault: tuple[str, str],
    case_in: Callable[..., Case],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """A slip of whoever calls, not a refusal: it names what was given, and what it should be."""
    with pytest.raises(InvalidValue) as caught:
        procedure.decide(case or case_in(), command, by=by or who("dpu-liaison"), at=TUE_2026_01_06)

    [found] = caught.value.faults
    assert ("wrong_type", *fault, "str") == (
        found.code, found.where, found["expected"], found["found"]
    )  # fmt: skip


def test_what_is_no_version_is_an_error(
    case_in: Callable[..., Case], procedure: Procedure, who: Callable[[str], Actor]
) -> None:
    """The text of a form's field, say: it would be stale for ever."""
    version: Any = "1"
    with pytest.raises(InvalidValue) as caught:
        procedure.decide(
            case_in(), ANSWER, by=who("dpu-liaison"), at=TUE_2026_01_06, based_on=version
        )

    assert [("based_on", "wrong_type")] == [(one.where, one.code) for one in caught.value.faults]


# what an embedder asks for


@pytest.mark.parametrize(
    ("by", "knows"),
    [
        ("reporter", True), ("system", True), ("dpu-liaison", True), ("kota-admin", True),
        ("dishub-liaison", False), ("other-reporter", False), ("dpu-former", False),
    ],
)  # fmt: skip
def test_who_may_learn_that_a_confidential_case_exists(
    by: str,
    knows: bool,  # noqa: FBT001 - a column of the table above
    case_in: Callable[..., Case],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """The same people to whom a decision says more than "there is no such case"."""
    secret, plain = case_in(confidential=True), case_in()
    decision = procedure.decide(secret, ANSWER, by=who(by), at=TUE_2026_01_06)
    hidden = isinstance(decision, Refused) and decision.reasons[0].code == "not_found"

    assert knows is procedure.may_know(secret, by=who(by), at=TUE_2026_01_06)
    assert knows is not hidden
    assert procedure.may_know(plain, by=who(by), at=TUE_2026_01_06)


def test_answers_are_plain_data_too(
    case_in: Callable[..., Case], procedure: Procedure, who: Callable[[str], Actor]
) -> None:
    """Ready for JSON, with the words in a language."""
    options = procedure.options(case_in(), by=who("dpu-admin"), at=TUE_2026_01_06)

    assert {"answer": "needs", "fields": ["answer"]} == options["follow_up"].to_dict()
    assert {"answer": "accepted"} == procedure.options(
        case_in("followed_up"), by=who("dpu-admin"), at=TUE_2026_01_06
    )["close"].to_dict()
    refused: Any = options["close"].to_dict("id")
    assert "refused" == refused["answer"]
    assert "tidak dapat dilakukan dari status verified" == refused["reasons"][0]["text"]


def test_a_reason_tells_whether_the_input_is_to_blame(
    case_in: Callable[..., Case], reasons: Callable[..., tuple[Reason, ...]]
) -> None:
    """A web service answers 422 then, and 409 when the case has to be read again."""
    found = reasons(case_in(), commands.archive(reason="boring"), "dpu-admin", based_on=7)

    assert [("stale", False), ("field_invalid", True)] == [
        (one.code, one.is_about_input) for one in found
    ]
