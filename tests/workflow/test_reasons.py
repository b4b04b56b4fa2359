"""Reasons: every code can happen, and says what is wrong and what helps, with all its facts."""

import copy
import json
import pickle
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from string import Formatter
from types import MappingProxyType
from typing import Any, NamedTuple

import attrs
import pytest

from sp4n.errors import Sp4nError
from sp4n.labels import Language, Message
from sp4n.messages import catalogue
from sp4n.model import Actor, Categories, Complaint
from sp4n.model.officer import WHO_LABELS
from sp4n.workflow import (
    ARCHIVE_REASONS,
    LAPOR,
    Case,
    Command,
    CommandRefused,
    FieldKind,
    Phase,
    Procedure,
    Reason,
    ReasonKind,
    Refused,
    commands,
    join_cases,
    replay,
)
from sp4n.workflow.guards import CHECKS
from sp4n.workflow.reasons import FIELD_KIND_LABELS, named, reason

SUN_2026_01_04 = datetime(2026, 1, 4, 2, 30, tzinfo=UTC)
MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
FRI_2029_12_28 = datetime(2029, 12, 28, 2, 30, tzinfo=UTC)
FRI_2030_02_01 = datetime(2030, 2, 1, 2, 30, tzinfo=UTC)
NAIVE = datetime(2026, 1, 6, 9, 30)  # noqa: DTZ001  # naive on purpose

ANSWER = commands.follow_up(answer="Sudah ditambal.")
WHO_ANSWERS = ("liaison_officer", "operator", "agency_admin")


class Row(NamedTuple):
    """One way to be refused: who tries what on which case, and the facts of the reason."""

    case: dict[str, Any]
    command: Command
    by: str
    facts: dict[str, Any]
    more: Mapping[str, Any] = MappingProxyType({})


NEW = {"status": "unverified"}
ANSWERED = {"status": "followed_up"}

ROWS = {
    "not_found": Row({"confidential": True}, ANSWER, "dishub-liaison", {}),
    "no_appointment": Row({}, ANSWER, "dpu-former", {"officer": "dpu-former", "agency": "DPU"}),
    "wrong_role": Row(
        {}, ANSWER, "nasional-admin", {"held": ("national_admin",), "allowed": WHO_ANSWERS}
    ),
    "not_the_holder": Row(
        {},
        ANSWER,
        "dishub-liaison",
        {"holders": ("DPU",), "agency": "DISHUB", "allowed": WHO_ANSWERS},
    ),
    "only_the_holder": Row(
        {},
        ANSWER,
        "kota-admin",
        {"holders": ("DPU",), "agency": "KOTA", "allowed": WHO_ANSWERS},
    ),
    "not_the_reporter": Row({}, commands.withdraw(), "other-reporter", {}),
    "unknown_command": Row(
        {}, Command("verfy"), "nasional-admin", {"found": "verfy", "suggestion": "verify"}
    ),
    "not_from_status": Row(
        {},
        commands.close(),
        "dpu-admin",
        {"status": "verified", "allowed": ("followed_up", "replied")},
    ),
    "time_reversed": Row(
        {}, ANSWER, "dpu-liaison", {"last": "2026-01-05T02:30:00+00:00"}, {"at": SUN_2026_01_04}
    ),
    "naive_time": Row({}, ANSWER, "dpu-liaison", {}, {"at": NAIVE}),
    "stale": Row({}, ANSWER, "dpu-liaison", {"based_on": 7, "version": 1}, {"based_on": 7}),
    "field_missing": Row({}, Command("follow_up"), "dpu-liaison", {"field": "answer"}),
    "field_unknown": Row(
        {},
        Command("dispose", {"to": "BIDANG", "why": "-"}),
        "dpu-admin",
        {"command": "dispose", "field": "why", "allowed": ("to", "note")},
    ),
    "field_invalid": Row(
        {},
        commands.archive(reason="boring"),
        "dpu-admin",
        {
            "field": "reason",
            "expected": ("insult", "no_evidence", "unclear", "not_government"),
        },
    ),
    "field_too_long": Row(
        NEW,
        commands.verify(to="DPU", title="x" * 301),
        "dpu-admin",
        {"field": "title", "length": 301, "limit": 300},
    ),
    "field_without_words": Row(
        {}, commands.follow_up(answer="…"), "dpu-liaison", {"field": "answer"}
    ),
    "no_proposal": Row(NEW, commands.verify(), "dpu-admin", {}),
    "unknown_agency": Row(
        NEW, commands.verify(to="DPV"), "dpu-admin", {"found": "DPV", "suggestion": "DPU"}
    ),
    "agency_inactive": Row(
        NEW, commands.verify(to="LAMA"), "kota-admin", {"agency": "LAMA", "on": date(2026, 1, 6)}
    ),
    "agency_accused": Row(
        NEW | {"accused": {"DISHUB"}},
        commands.verify(to="DISHUB"),
        "kota-admin",
        {"agency": "DISHUB"},
    ),
    "already_the_holder": Row({}, commands.dispose(to="DPU"), "kota-admin", {"agency": "DPU"}),
    "outside_subtree": Row(
        NEW, commands.verify(to="KAB"), "dpu-admin", {"agency": "KAB", "own": "DPU"}
    ),
    "no_unit_below": Row(
        {"holder": "DISHUB"}, commands.dispose(to="KAB"), "dishub-admin", {"own": "DISHUB"}
    ),
    "at_the_root": Row(
        {"holder": "NASIONAL"},
        commands.return_to_sender(why="Salah alamat."),
        "nasional-admin",
        {"agency": "NASIONAL"},
    ),
    # 16 January is Isra Mikraj: 6 to 9, 12 to 15, 19 and 20 January count
    "too_early": Row(
        ANSWERED,
        commands.close_by_system(),
        "system",
        {"limit": "10 working days", "ends": date(2026, 1, 20)},
    ),
    "time_unknown": Row(
        ANSWERED | {"at": FRI_2029_12_28},
        commands.close_by_system(),
        "system",
        {"limit": "10 working days"},
        {"at": FRI_2030_02_01},
    ),
}


def only(code: str, found: Iterable[Reason]) -> Reason:
    """The one reason with a code."""
    (one,) = (each for each in found if each.code == code)
    return one


# What only extensions can refuse: status and holder of the case, the command, who, the facts, and
# the status of the other case that is shown (None: no other is).
KOTA = "kota-admin"
ASK = commands.involve(to="DISHUB", question="Lampu siapa?")
EXTENDED: dict[str, tuple[str, Command, str, dict[str, Any], str | None]] = {
    # thirty calendar days after Monday 5 January it is Wednesday 4 February
    "too_late": (
        "closed_by_system", commands.reopen(why="Rusak lagi."), "reporter",
        {"limit": "30 calendar days", "ends": date(2026, 2, 4)}, None,
    ),
    "already_rated": (
        "closed_by_system", commands.rate(score=5), "reporter",
        {"command": "rate", "times": 1, "at_most": 1}, None,
    ),
    "too_often": (
        "closed_by_system", commands.reopen(why="Rusak lagi."), "reporter",
        {"command": "reopen", "times": 1, "at_most": 1}, None,
    ),
    "case_not_shown": ("verified", commands.join(into="9"), KOTA, {"case": "9"}, "verified"),
    "same_case": ("verified", commands.join(into="1000001"), KOTA, {}, "verified"),
    "other_case_unfit": (
        "verified", commands.join(into="2"), KOTA,
        {"case": "2", "status": "blocked"}, "blocked",
    ),
    "not_joined": (
        "verified", Command("gather", {"case": "2", "supporters": 1}), KOTA,
        {"case": "2"}, "verified",
    ),
    "would_be_disclosed": (
        "verified", commands.join(into="2"), KOTA, {"case": "2"}, "verified",
    ),
    "accusation_lost": ("verified", commands.join(into="2"), KOTA, {"case": "2"}, "verified"),
    "already_confidential": ("verified", commands.protect(), KOTA, {}, None),
    "not_confidential": (
        "verified", commands.lift_protection(why="Tidak perlu lagi."), KOTA, {}, None,
    ),
    "nobody_named": ("verified", commands.accuse(), KOTA, {}, None),
    "accused_out_of_reach": (
        "verified", commands.accuse(agencies=["KAB"]), KOTA, {"found": "KAB", "own": "KOTA"}, None,
    ),
    "not_to_clear": (
        "verified", commands.clear(agencies=["BIDANG"], why="Keliru."), KOTA,
        {"found": "BIDANG", "own": "KOTA"}, None,
    ),
    "not_above_the_holder": (
        "archived_by_admin", commands.revive(why="Keliru diarsipkan."), "dpu-admin",
        {"own": "DPU"}, None,
    ),
    "nothing_to_extend": (
        "verified", commands.extend(standard="answer", why="Menunggu hasil uji."), "dpu-admin", {},
        None,
    ),
    "came_by_untold": (
        "awaiting_completion", commands.complete(addition="Di depan pasar."), KOTA,
        {"field": "came_by"}, None,
    ),
    "letter_unnamed": (
        "verified", commands.keyed_in(commands.withdraw(), came_by="counter", letter="-"), KOTA,
        {"field": "letter"}, None,
    ),
    "by_the_holder": (
        "verified", commands.keyed_in(commands.withdraw(), came_by="letter", letter="X-1"),
        "dpu-admin", {"agency": "DPU"}, None,
    ),
    "already_joined": (
        "verified", Command("gather", {"case": "2", "supporters": 1}), KOTA,
        {"case": "2"}, "verified",
    ),
    "already_involved": ("verified", ASK, "dpu-admin", {"agency": "DISHUB"}, None),
    "not_involved": (
        "verified", commands.contribute(text="Lampu kami."), "bidang-admin",
        {"agency": "BIDANG", "involved": ("DISHUB",)}, None,
    ),
    "part_not_open": (
        "verified", commands.release(to="KEM", why="Tidak perlu."), "dpu-admin",
        {"agency": "KEM", "involved": ("DISHUB",)}, None,
    ),
    "no_open_part": (
        "verified", commands.release(to="KEM", why="Tidak perlu."), "dpu-admin", {}, None,
    ),
    "everybody_barred": (
        "verified", commands.dispose(to="BIDANG"), "dpu-admin", {"agency": "BIDANG"}, None,
    ),
    "disclosure_unreasoned": ("verified", ASK, "dpu-admin", {"field": "why"}, None),
    "parts_open": (
        "verified", ANSWER, "dpu-admin", {"agencies": ("DISHUB",), "field": "why_without"}, None,
    ),
    "oversight_lost": ("verified", commands.join(into="2"), KOTA, {"case": "2"}, "verified"),
    "not_joined_to": ("merged", commands.separate(out_of="2"), KOTA, {"case": "2"}, "verified"),
    "not_separated": (
        "verified", Command("let_go", {"case": "2"}), KOTA, {"case": "2"}, "verified",
    ),
    "standing_not_closed": ("merged", commands.rate(score=5), "reporter", {}, None),
    "standing_ended_otherwise": ("merged", commands.rate(score=5), "reporter", {}, "verified"),
}  # fmt: skip
WITH_A_PART = {"already_involved", "not_involved", "part_not_open", "parts_open"}


@pytest.fixture
def extended_example(
    city: Procedure, complaint: Callable[..., Complaint], who: Callable[[str], Actor]
) -> Callable[[str], tuple[Reason, dict[str, Any]]]:
    """Make a reason come about that only extensions can give."""

    def adopted(status: str, **fields: Any) -> Case:
        return city.adopt(
            complaint(**fields), status=status, holder="DPU", source="x", at=MON_2026_01_05
        )

    def make(code: str) -> tuple[Reason, dict[str, Any]]:
        status, command, by, facts, other = EXTENDED[code]
        given: dict[str, dict[str, Any]] = {
            "would_be_disclosed": {"confidential": True},
            "already_confidential": {"confidential": True},
            "accusation_lost": {"accused": {"DISHUB"}},
            "disclosure_unreasoned": {"confidential": True},
            "oversight_lost": {"classification": "oversight"},
            "everybody_barred": {"accused_officers": {"bidang-admin"}},
        }
        fields = given.get(code, {})
        case, at = adopted(status, **fields), datetime(2026, 1, 6, 3, 0, tzinfo=UTC)
        beside = [] if other is None else [adopted(other, number="2")]
        if code == "too_late":
            at = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)
        if code in ("already_rated", "too_often"):
            case = city.perform(case, command, by=who(by), at=at)
        if code == "too_often":
            case = city.perform(case, commands.close(), by=who(KOTA), at=at)
        if code in WITH_A_PART:
            case = city.perform(case, ASK, by=who("dpu-admin"), at=at)
        if code in ("already_joined", "not_separated"):
            joined, case = join_cases(city, beside[0], into=case, by=who(by), at=at)
            beside = [joined] if code == "not_separated" else beside
        if code == "standing_ended_otherwise":
            case, host = join_cases(city, adopted("verified"), into=beside[0], by=who(KOTA), at=at)
            end = commands.archive(reason="unclear")
            beside = [city.perform(host, end, by=who(KOTA), at=at)]
        decision = city.decide(case, command, by=who(by), at=at, beside=beside)
        assert isinstance(decision, Refused)
        return only(code, decision.reasons), facts

    return make


HOLD = commands.hold(missing="Foto.")
TUE_2026_01_06 = datetime(2026, 1, 6, 3, 0, tzinfo=UTC)
ACCUSED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "unknown_accused": ({"accused": {"DPV"}}, {"found": "DPV", "suggestion": "DPU"}),
    "unknown_accused_officer": (
        {"accused_officers": {"dpu-admn"}},
        {"found": "dpu-admn", "suggestion": "dpu-admin"},
    ),
}

RECORDED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "status_unknown": (
        {"status": "lost"},
        {"status": "lost", "workflow": "lapor/2"},
    ),
    "phase_contradicted": (
        {"phase": Phase.IN_PROGRESS},
        {
            "status": "awaiting_completion",
            "phase": "in_progress",
            "known_phase": "waiting_reporter",
            "workflow": "lapor/2",
        },
    ),
    "another_status": (
        {"status": "verified", "phase": Phase.ASSIGNED},
        {"by_rules": "awaiting_completion", "status": "verified"},
    ),
    "other_holders": (
        {"holders": ("KOTA", "DPU")},
        {"by_rules": ("DPU",), "holders": ("KOTA", "DPU")},
    ),
    "other_effects": ({"effects": ()}, {"by_rules": ("ask",), "effects": ("-",)}),
}


@pytest.fixture
def example(
    case_in: Callable[..., Case],
    complaint: Callable[..., Complaint],
    directory: Any,
    procedure: Procedure,
    reasons: Callable[..., tuple[Reason, ...]],
    monkeypatch: pytest.MonkeyPatch,
    extended_example: Callable[[str], tuple[Reason, dict[str, Any]]],
) -> Callable[[str], tuple[Reason, dict[str, Any]]]:
    """Make a reason with a code come about, and give it with the facts it should have."""

    def fails(attempt: object) -> None:
        raise ZeroDivisionError

    def make(code: str) -> tuple[Reason, dict[str, Any]]:  # noqa: PLR0911 - one for each way
        if code in ROWS:
            row = ROWS[code]
            found = reasons(case_in(**row.case), row.command, row.by, **row.more)
            return only(code, found), row.facts
        if code == "submitted_later":
            with pytest.raises(CommandRefused) as caught:
                procedure.receive(complaint(), at=SUN_2026_01_04)
            return only(code, caught.value.reasons), {"submitted": "2026-01-05T02:30:00+00:00"}
        if code in ACCUSED:
            fields, facts = ACCUSED[code]
            with pytest.raises(CommandRefused) as caught:
                procedure.receive(complaint(**fields), at=MON_2026_01_05)
            return only(code, caught.value.reasons), facts
        if code == "unknown_workflow":
            older = attrs.evolve(procedure, workflow=attrs.evolve(LAPOR, version="lapor/0"))
            case = older.receive(complaint(), at=MON_2026_01_05)
            found = reasons(case, commands.withdraw(), "reporter")
            return only(code, found), {"pinned": "lapor/0", "known": "lapor/2"}
        if code == "unknown_category":
            tree = Categories({"Jalan": None})
            directory = attrs.evolve(procedure.directory, categories=tree)
            command = commands.verify(to="DPU", category="Jaln")
            decision = attrs.evolve(procedure, directory=directory).decide(
                case_in(**NEW),
                command,
                by=Actor.officer("kota-admin", at="KOTA"),
                at=datetime(2026, 1, 6, 3, 0, tzinfo=UTC),
            )
            assert isinstance(decision, Refused)
            return only(code, decision.reasons), {
                "field": "category",
                "suggestion": "Jalan",
            }
        if code in RECORDED:
            changes, facts = RECORDED[code]
            held = procedure.perform(
                case_in(), HOLD, by=Actor.officer("dpu-admin", at="DPU"), at=TUE_2026_01_06
            )
            forged = attrs.evolve(held.events[-1], case=None, **changes)
            history = Case.from_events(complaint(), [*held.events[:-1], forged])
            (divergence,) = replay(procedure, history)
            return only(code, divergence.reasons), facts
        if code in EXTENDED:
            return extended_example(code)
        assert code == "guard_failed"
        failing = {**CHECKS, "has_units_below": fails}
        monkeypatch.setattr("sp4n.workflow.decisions.CHECKS", failing)
        found = reasons(case_in(), commands.dispose(to="BIDANG"), "dpu-admin")
        return only(code, found), {"guard": "has_units_below", "error": "ZeroDivisionError"}

    return make


OF_STANDARDS = {  # tests/sla/test_extending.py
    "standard_unknown", "standard_not_extendable", "standard_not_running", "extended_too_often",
    "extension_too_late", "extension_too_long",
}  # fmt: skip
OF_RECORD = {  # of acts of record, and of who is stranded: test_offices_change.py
    "no_successor", "several_successors", "not_a_successor", "no_such_event", "time_unfit",
    "own_times", "nothing_set_right", "later_than_recorded", "cut_short",
    "holder_unknown", "holder_ended", "nobody_may_act", "in_the_future",
}  # fmt: skip
CODES = tuple(code for code in catalogue("en")["reason"] if code not in OF_RECORD | OF_STANDARDS)


@pytest.mark.parametrize("code", CODES)
def test_every_code_comes_about_with_its_facts(
    code: str, example: Callable[[str], tuple[Reason, dict[str, Any]]]
) -> None:
    """As somebody meets it who tries something."""
    found, facts = example(code)

    assert facts == dict(found.facts)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_code_says_what_is_wrong_and_what_helps(
    code: str, language: Language, example: Callable[[str], tuple[Reason, dict[str, Any]]]
) -> None:
    """In both languages, with every fact filled in and no code word for a role left."""
    found, _ = example(code)

    for label, said in (
        (Message(f"reason.{code}"), found.describe(language)),
        (Message(f"remedy.{code}"), found.remedy(language)),
    ):
        template = label.fill(language, **{name: f"{{{name}}}" for name, _ in found.facts})
        named = {name for _, name, _, _ in Formatter().parse(template) if name}
        assert said.strip()
        assert not {"?", "{", "}"} & set(said)
        assert named <= {name for name, _ in found.facts}
        assert not said.endswith((".", " "))
        assert "_admin" not in said
        assert "liaison_officer" not in said


@pytest.mark.parametrize("code", CODES)
def test_a_reason_is_plain_data_too(
    code: str, example: Callable[[str], tuple[Reason, dict[str, Any]]]
) -> None:
    """Ready for JSON, with nothing lost."""
    found, _ = example(code)
    document = found.to_dict("id")

    assert document == json.loads(json.dumps(document))
    assert ["code", "kind", "text", "remedy", "facts"] == list(document)
    assert (code, found.kind.value) == (document["code"], document["kind"])
    assert (found.describe("id"), found.remedy("id")) == (document["text"], document["remedy"])
    assert {name for name, _ in found.facts} == set(found.to_dict()["facts"])  # type: ignore[call-overload]


def test_kinds() -> None:
    """Authority: somebody else may. Hidden: not even the reason may be told. Else validity."""
    authority = {code for code in CODES if Reason(code).kind is ReasonKind.AUTHORITY}
    hidden = {code for code in CODES if Reason(code).kind is ReasonKind.HIDDEN}

    assert {
        "no_appointment", "wrong_role", "not_the_holder", "only_the_holder",
        "not_the_reporter", "outside_subtree", "no_unit_below", "not_involved",
        "accused_out_of_reach", "not_to_clear", "not_above_the_holder",
    } == authority  # fmt: skip
    assert {"not_found"} == hidden


def test_words_of_a_reason() -> None:
    """Roles have names, lists have commas, days are ISO dates."""
    found = reason("not_the_holder", holders=("A", "B"), agency="C", allowed=("operator", "system"))
    early = reason("too_early", limit="10 working days", ends=date(2026, 1, 20))

    assert "the case is held by A, B, not by C" == found.describe()
    assert "who may: operator, the system at A, B, or an admin above it" == found.remedy()
    assert "yang boleh: operator, sistem di A, B, atau admin di atasnya" == found.remedy("id")
    assert "the limit of 10 working days has not passed; it ends on 2026-01-20" == early.describe()
    assert f"{early.describe()}; wait until after 2026-01-20" == str(early)
    assert {"limit": "10 working days", "ends": "2026-01-20"} == early.to_dict()["facts"]
    assert {"version": 3, "based_on": None} == reason("stale", version=3, based_on=None).to_dict()[
        "facts"
    ]


def test_facts_by_name() -> None:
    """A fact that a reason does not have is an error of whoever asks."""
    found = reason("stale", based_on=2, version=3)

    assert 3 == found["version"]
    with pytest.raises(KeyError):
        found["agency"]


def test_everybody_who_may_act_has_a_name() -> None:
    """Whoever stands in the table can be named in both languages."""
    in_the_table = {who for row in LAPOR.transitions for who in row.who}

    assert in_the_table == set(WHO_LABELS)
    assert all(label.id and label.en for label in ARCHIVE_REASONS.values())


@pytest.mark.parametrize("copied", [copy.copy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_refused_command_carries_all_its_reasons(
    copied: Callable[[CommandRefused], CommandRefused],
    case_in: Callable[..., Case],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """As values, as words and as plain data, also after a copy."""
    with pytest.raises(CommandRefused) as caught:
        procedure.perform(
            case_in(), commands.close(), by=who("dishub-liaison"), at=MON_2026_01_05, based_on=3
        )
    error = copied(caught.value)
    expected = ["stale", "not_from_status", "wrong_role", "not_the_holder"]

    assert isinstance(error, Sp4nError)
    assert caught.value.reasons == error.reasons
    assert expected == [one.code for one in error.reasons]
    assert "stale" == error.code
    assert 4 == len(error.describe("id").splitlines()) == len(str(error).splitlines())
    assert "baca kembali" in error.describe("id")
    assert ["code", "message", "reasons"] == list(error.to_dict())
    assert error.to_dict("id") == json.loads(json.dumps(error.to_dict("id")))


@pytest.mark.parametrize("kind", FieldKind)
def test_what_a_field_takes_is_said_in_both_languages(kind: FieldKind) -> None:
    """No English name of a kind in an Indonesian sentence."""
    found = reason("field_invalid", field="x", expected=kind.value)
    label = FIELD_KIND_LABELS[kind]

    assert f"isian x tidak sah; yang diterima: {label.id}" == found.describe("id")
    assert f"the field x is not valid; it takes: {label.en}" == found.describe()
    assert label.id != label.en


def test_codes_to_choose_from_are_said_as_they_are() -> None:
    """Even one that reads like a kind of field."""
    found = reason("field_invalid", field="x", expected=("text", "photo"))

    assert "isian x tidak sah; yang diterima: text, photo" == found.describe("id")


def test_what_is_no_code_is_told_by_its_length_in_both_languages() -> None:
    """15 characters, none of them shown."""
    found = reason("unknown_agency", found=named("Budi minta uang"), suggestion="-")

    assert "tidak ada instansi teks sepanjang 15 karakter" == found.describe("id")
    assert "there is no agency a string of 15 characters" == found.describe()
