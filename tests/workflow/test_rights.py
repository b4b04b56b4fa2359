"""Rights: what a lawyer would ask, each question by planted rows, each witness played for real."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.findings import FINDING_LABELS, Finding, Severity
from sp4n.labels import Label
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer, Role
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Accepted,
    Case,
    Command,
    CommandField,
    CommandKind,
    Effect,
    FieldKind,
    Phase,
    Procedure,
    Proposal,
    Status,
    Transition,
    Workflow,
    extended,
)
from sp4n.workflow.deeds import DEED_LABELS, Deed, deeds, rights
from sp4n.workflow.rights import check_rights

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
ADMINS = (Role.NATIONAL_ADMIN, Role.AGENCY_ADMIN)
WEEK = Limit(5, "working days")
FIT = ("receiver_is_fit",)
WITHIN = (*FIT, "in_reach")
BELOW = (*FIT, "below_own_agency")
TO = CommandField("to", FieldKind.AGENCY, required=True)
WORDS = CommandField("words", FieldKind.TEXT, required=True, text_kind="words")
MAYBE = CommandField("words", FieldKind.TEXT, text_kind="words")

VERIFIED = ("unverified", "verify", "verified")
FOLLOWED_UP = (*VERIFIED, "follow_up", "followed_up")
REPLIED = (*FOLLOWED_UP, "reply", "replied")
WAITING = ("unverified", "hold", "awaiting_completion")


def kind(code: str, *fields: CommandField, effects: Iterable[Effect] = ()) -> CommandKind:
    return CommandKind(code, Label(id=code, en=code), fields, effects)


def row(source: str, command: str, who: Any, target: str, *guards: str, **more: Any) -> Transition:
    given = (who,) if isinstance(who, str) else who
    return Transition(source, command, given, target, guards, **more)


KINDS = (
    kind("go"),
    kind("tell", WORDS),
    kind("shrug", MAYBE, effects=[Effect.ANSWER]),
    kind("pass_on", TO, effects=[Effect.ASSIGN]),
    kind("send_back", MAYBE, effects=[Effect.GIVE_BACK]),
    kind("lift", effects=[Effect.ESCALATE]),
    kind("reclass", effects=[Effect.CORRECT]),
    kind("answer_and_close", WORDS, effects=[Effect.ANSWER]),
    kind("score", effects=[Effect.RATE]),
    kind("wake", effects=[Effect.REOPEN]),
)
STATUSES = (
    Status("surveyed", Phase.ASSIGNED, Label(id="Disurvei", en="surveyed")),
    Status("in_work", Phase.IN_PROGRESS, Label(id="Dikerjakan", en="in work")),
    Status("answered", Phase.ANSWERED, Label(id="Dijawab", en="answered")),
    Status("settled", Phase.CLOSED, Label(id="Tuntas", en="settled")),
    Status("shelved", Phase.ARCHIVED, Label(id="Disimpan", en="shelved")),
)


def table(
    *rows: Transition, base: Workflow = LAPOR, without: Iterable[Transition] = ()
) -> Workflow:
    """A table with further rows, statuses and commands, each only where a row needs it."""
    gone = tuple(without)
    used = {one.command for one in rows}
    there = {status for one in rows for status in (one.source, one.target)}
    return evolve(
        base,
        version=base.version.replace("lapor/1", "kota-contoh/1"),
        statuses=(*base.statuses, *(one for one in STATUSES if one.code in there)),
        commands=(*base.commands, *(one for one in KINDS if one.code in used)),
        transitions=[*(one for one in base.transitions if one not in gone), *rows],
    )


# Planted rows: the question, the table, the witness, and who can do it (None where there is no
# such fact).

Planted = tuple[str, Workflow, tuple[str, ...], tuple[str, ...] | None]
LEAVES = row("surveyed", "withdraw", "reporter", "archived_by_reporter")
QUITS = row("in_work", "withdraw", "reporter", "archived_by_reporter")

PLANTED: Mapping[str, Planted] = {
    # can a case be closed without an answer, by whom
    "an admin closes what was only verified": (
        "closed_without_answer", table(row("verified", "close", ADMINS, "closed_by_admin")),
        (*VERIFIED, "close", "closed_by_admin"), ADMINS,
    ),
    "an operator closes at once, to a status of the city": (
        "closed_without_answer", table(row("unverified", "go", Role.OPERATOR, "settled")),
        ("unverified", "go", "settled"), (Role.OPERATOR,),
    ),
    "the reporter closes, which LAPOR! would archive": (
        "closed_without_answer",
        table(row("verified", "close", "reporter", "closed_by_reporter")),
        (*VERIFIED, "close", "closed_by_reporter"), ("reporter",),
    ),
    "a shortcut to where LAPOR!'s own rows close": (
        "closed_without_answer",
        table(row("verified", "go", Role.LIAISON_OFFICER, "replied")),
        (*VERIFIED, "go", "replied", "close", "closed_by_admin"), (*ADMINS, "reporter"),
    ),
    "the system closes what waited": (
        "closed_without_answer",
        table(row("awaiting_completion", "go", "system", "closed_by_system", after=WEEK)),
        (*WAITING, "go", "closed_by_system"), ("system",),
    ),
    "what was archived counts as settled afterwards": (
        "closed_without_answer",
        table(row("archived_by_reporter", "go", Role.AGENCY_ADMIN, "settled")),
        ("unverified", "withdraw", "archived_by_reporter", "go", "settled"), (Role.AGENCY_ADMIN,),
    ),
    # who gains a right over whom
    "an operator closes": (
        "gains_a_right", table(row("followed_up", "close", Role.OPERATOR, "closed_by_admin")),
        (*FOLLOWED_UP, "close", "closed_by_admin"), (Role.OPERATOR,),
    ),
    "a liaison officer archives": (
        "gains_a_right",
        table(row("verified", "archive", Role.LIAISON_OFFICER, "archived_by_admin")),
        (*VERIFIED, "archive", "archived_by_admin"), (Role.LIAISON_OFFICER,),
    ),
    "an operator takes on what nobody verified": (
        "gains_a_right",
        table(row("unverified", "go", Role.OPERATOR, "surveyed"), LEAVES,
              row("surveyed", "follow_up", Role.OPERATOR, "followed_up")),
        ("unverified", "go", "surveyed"), (Role.OPERATOR,),
    ),
    "an admin hands on beyond their reach": (
        "gains_a_right", table(row("verified", "pass_on", Role.AGENCY_ADMIN, "verified", *FIT)),
        (*VERIFIED, "pass_on", "verified"), (Role.AGENCY_ADMIN,),
    ),
    "an admin hands on within their reach, where LAPOR! lets them only downward": (
        "gains_a_right",
        table(row("verified", "pass_on", Role.AGENCY_ADMIN, "verified", *WITHIN)),
        (*VERIFIED, "pass_on", "verified"), (Role.AGENCY_ADMIN,),
    ),
    "an admin archives what was answered": (
        "gains_a_right",
        table(row("followed_up", "archive", Role.AGENCY_ADMIN, "archived_by_admin")),
        (*FOLLOWED_UP, "archive", "archived_by_admin"), (Role.AGENCY_ADMIN,),
    ),
    "an admin opens again what the reporter closed": (
        "gains_a_right", table(row("closed_by_reporter", "wake", ADMINS, "replied")),
        (*FOLLOWED_UP, "close", "closed_by_reporter", "wake", "replied"), ADMINS,
    ),
    "an office rates itself": (
        "gains_a_right",
        table(row("closed_by_admin", "score", Role.OPERATOR, "closed_by_admin")),
        (*FOLLOWED_UP, "close", "closed_by_admin", "score", "closed_by_admin"), (Role.OPERATOR,),
    ),
    "the system gives back what was answered": (
        "gains_a_right",
        table(row("followed_up", "send_back", "system", "unverified", after=WEEK)),
        (*FOLLOWED_UP, "send_back", "unverified"), ("system",),
    ),
    "the system closes after a reply, and no extension says so": (
        "gains_a_right",
        table(row("replied", "close_by_system", "system", "closed_by_system", after=WEEK)),
        (*REPLIED, "close_by_system", "closed_by_system"), ("system",),
    ),
    # may the reporter do what is for the office
    "the reporter hands on": (
        "reporter_decides", table(row("verified", "pass_on", "reporter", "verified", *FIT)),
        (*VERIFIED, "pass_on", "verified"), None,
    ),
    "the reporter sends back": (
        "reporter_decides", table(row("verified", "send_back", "reporter", "unverified")),
        (*VERIFIED, "send_back", "unverified"), None,
    ),
    "the reporter goes over the office's head": (
        "reporter_decides", table(row("replied", "lift", "reporter", "replied")),
        (*REPLIED, "lift", "replied"), None,
    ),
    "the reporter answers": (
        "reporter_decides", table(row("verified", "answer_and_close", "reporter", "followed_up")),
        (*VERIFIED, "answer_and_close", "followed_up"), None,
    ),
    "the reporter lets it count as answered": (
        "reporter_decides", table(row("replied", "go", ("reporter", Role.OPERATOR), "followed_up")),
        (*REPLIED, "go", "followed_up"), None,
    ),
    "the reporter verifies": (
        "reporter_decides", table(row("unverified", "go", "reporter", "verified")),
        ("unverified", "go", "verified"), None,
    ),
    "the reporter blocks": (
        "reporter_decides", table(row("unverified", "go", "reporter", "blocked")),
        ("unverified", "go", "blocked"), None,
    ),
    "the reporter settles what was archived": (
        "reporter_decides",
        table(row("archived_by_admin", "close", "reporter", "closed_by_reporter")),
        ("unverified", "archive", "archived_by_admin", "close", "closed_by_reporter"), None,
    ),
    "the reporter opens again what was blocked": (
        "reporter_decides", table(row("blocked", "wake", "reporter", "unverified")),
        ("unverified", "block", "blocked", "wake", "unverified"), None,
    ),
    # may the system end what nobody touched
    "a timer archives what nobody verified": (
        "system_ends_untouched",
        table(row("unverified", "go", "system", "archived_by_system", after=WEEK)),
        ("unverified", "go", "archived_by_system"), None,
    ),
    "a timer closes what the office never acted on": (
        "system_ends_untouched",
        table(row("verified", "close_by_system", "system", "closed_by_system", after=WEEK)),
        (*VERIFIED, "close_by_system", "closed_by_system"), None,
    ),
    "a timer blocks": (
        "system_ends_untouched", table(row("unverified", "go", "system", "blocked", after=WEEK)),
        ("unverified", "go", "blocked"), None,
    ),
    "LAPOR!'s own timer ends what only the reporter set waiting": (
        "system_ends_untouched", table(row("unverified", "go", "reporter", "awaiting_completion")),
        ("unverified", "go", "awaiting_completion", "expire", "archived_by_system"), None,
    ),
    "a timer ends what has come to another holder since": (
        "system_ends_untouched",
        table(row("replied", "pass_on", Role.AGENCY_ADMIN, "in_work", *BELOW), QUITS,
              row("in_work", "follow_up", Role.OPERATOR, "followed_up"),
              row("in_work", "go", "system", "shelved", after=WEEK)),
        (*REPLIED, "pass_on", "in_work", "go", "shelved"), None,
    ),
    "a timer ends what an officer only put back among the assigned": (
        "system_ends_untouched",
        table(row("replied", "go", Role.OPERATOR, "surveyed"), LEAVES,
              row("surveyed", "follow_up", Role.OPERATOR, "followed_up"),
              row("surveyed", "go", "system", "shelved", after=WEEK)),
        (*REPLIED, "go", "surveyed", "go", "shelved"), None,
    ),
    # ends in another's name
    "an admin lets it read as the reporter's wish": (
        "in_anothers_name", table(row("verified", "go", ADMINS, "archived_by_reporter")),
        (*VERIFIED, "go", "archived_by_reporter"), ADMINS,
    ),
    "the system closes in the admin's name": (
        "in_anothers_name",
        table(row("replied", "go", "system", "closed_by_admin", after=WEEK)),
        (*REPLIED, "go", "closed_by_admin"), ("system",),
    ),
    "the reporter closes in the admin's name": (
        "in_anothers_name", table(row("replied", "go", "reporter", "closed_by_admin")),
        (*REPLIED, "go", "closed_by_admin"), ("reporter",),
    ),
    # an answer without words
    "an answer whose words may be left out": (
        "answer_without_words", table(row("verified", "shrug", Role.OPERATOR, "followed_up")),
        (*VERIFIED, "shrug", "followed_up"), None,
    ),
    "a step to where a case counts as answered": (
        "answer_without_words", table(row("verified", "go", Role.OPERATOR, "followed_up")),
        (*VERIFIED, "go", "followed_up"), None,
    ),
    "an answer in passing, after a reply": (
        "answer_without_words", table(row("replied", "shrug", Role.OPERATOR, "replied")),
        (*REPLIED, "shrug", "replied"), None,
    ),
    # no reason required
    "a return without a word": (
        "no_reason_required",
        table(row("verified", "send_back", Role.LIAISON_OFFICER, "unverified")),
        (*VERIFIED, "send_back", "unverified"), (Role.LIAISON_OFFICER,),
    ),
    "an archive without a reason": (
        "no_reason_required", table(row("verified", "go", ADMINS, "archived_by_admin")),
        (*VERIFIED, "go", "archived_by_admin"), ADMINS,
    ),
    "a wait without a question": (
        "no_reason_required", table(row("verified", "go", ADMINS, "awaiting_completion")),
        (*VERIFIED, "go", "awaiting_completion"), ADMINS,
    ),
    # the reporter loses a right
    "a status that the reporter can't leave": (
        "reporter_loses_a_right",
        table(row("verified", "go", Role.OPERATOR, "surveyed"),
              row("surveyed", "follow_up", Role.OPERATOR, "followed_up")),
        (*VERIFIED, "go", "surveyed"), None,
    ),
    "an answer that can't be replied to": (
        "reporter_loses_a_right", table(without=LAPOR.rows("followed_up", "reply")),
        FOLLOWED_UP, None,
    ),
    "a question that can't be answered": (
        "reporter_loses_a_right", table(without=LAPOR.rows("awaiting_completion", "complete")),
        WAITING, None,
    ),
    "a new complaint that can't be withdrawn": (
        "reporter_loses_a_right", table(without=LAPOR.rows("unverified", "withdraw")),
        ("unverified",), None,
    ),
    "a reply only within a day": (
        "reporter_loses_a_right",
        table(row("followed_up", "reply", "reporter", "replied", until=Limit(1, "working days")),
              without=LAPOR.rows("followed_up", "reply")),
        FOLLOWED_UP, None,
    ),
    "a complaint that can be withdrawn but once": (
        "reporter_loses_a_right",
        table(row("replied", "withdraw", "reporter", "archived_by_reporter", at_most=1),
              without=[*LAPOR.rows("replied", "withdraw"), *LAPOR.rows("replied", "close")[1:]]),
        REPLIED, None,
    ),
    # the time to complete
    "a week to complete": (
        "completion_cut_short", LAPOR.with_timers({"expire": "7 calendar days"}),
        (*WAITING, "expire", "archived_by_system"), None,
    ),
    "a day less than the statute": (
        "completion_cut_short", LAPOR.with_timers({"expire": "29 calendar days"}),
        (*WAITING, "expire", "archived_by_system"), None,
    ),
    "working days that may be fewer": (
        "completion_cut_short", LAPOR.with_timers({"expire": "25 working days"}),
        (*WAITING, "expire", "archived_by_system"), None,
    ),
    "a timer of the city, to its own end": (
        "completion_cut_short",
        table(row("awaiting_completion", "go", "system", "shelved",
                  after=Limit(100, "working hours"))),
        (*WAITING, "go", "shelved"), None,
    ),
}  # fmt: skip

QUESTIONS = {
    "closed_without_answer": Severity.ERROR,
    "system_ends_untouched": Severity.ERROR,
    "reporter_decides": Severity.ERROR,
    "in_anothers_name": Severity.ERROR,
    "answer_without_words": Severity.ERROR,
    "no_reason_required": Severity.WARNING,
    "gains_a_right": Severity.WARNING,
    "reporter_loses_a_right": Severity.WARNING,
    "completion_cut_short": Severity.WARNING,
}


def of(code: str, workflow: Workflow) -> list[Finding]:
    return [one for one in check_rights(workflow) if one.code == code]


def test_each_question_is_asked_by_at_least_three_tables() -> None:
    """And there is no other question."""
    asked = [code for code, *_ in PLANTED.values()]

    assert QUESTIONS.keys() == set(asked)
    assert min(map(asked.count, QUESTIONS)) >= 3
    assert QUESTIONS.keys() <= FINDING_LABELS.keys()


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_found(name: str) -> None:
    """By its code, with its witness, and who can do it."""
    code, workflow, witness, who = PLANTED[name]

    (found,) = of(code, workflow)

    assert witness == found.witness
    assert who is None or tuple(map(str, who)) == dict(found.facts)["who"]
    assert not found.is_accepted
    only_theirs = (code, who) == ("closed_without_answer", ("reporter",))
    assert (Severity.WARNING if only_theirs else QUESTIONS[code]) is found.severity
    named = dict(found.facts)["status"]
    assert f"workflow.status.{named}" == found.where
    assert str(named) in witness


@pytest.mark.parametrize("name", PLANTED)
def test_every_sentence_is_whole(name: str) -> None:
    """In both languages: no fact is missing, no code of a deed or a role is left."""
    for found in check_rights(PLANTED[name][1]):
        for message in (found.message("id"), found.message("en")):
            assert not {"?", "{", "}"} & set(message)
            assert not {"national_admin", "assign_below", "give_back"} & set(message.split())


# The witnesses are real


PLACES = {"NASIONAL": "99", "KOTA": "99.71", "DPU": "99.71", "BIDANG": "99.71"}


@pytest.fixture(scope="module")
def crowded() -> Directory:
    """Four agencies, each below the one before it, and at each somebody in every role."""
    codes = tuple(PLACES)
    agencies = [
        Agency(code, code, parent=codes[place - 1] if place else None, region=region,
               front_desk=code == "KOTA")
        for place, (code, region) in enumerate(PLACES.items())
    ]  # fmt: skip
    team = [(f"{code}-{role}", code, role) for code in codes for role in Role]
    return Directory(
        agencies,
        [Officer(officer, "Petugas Contoh") for officer, _, _ in team],
        [Appointment(*one) for one in team],
    )


@pytest.mark.parametrize("name", PLANTED)
def test_a_witness_can_be_played(
    name: str, crowded: Directory, complaint: Callable[..., Complaint]
) -> None:
    """By whoever may, each step as late as it must be; and it shows what the finding says."""
    code, workflow, _, _ = PLANTED[name]
    (found,) = of(code, workflow)
    procedure = Procedure(workflow, crowded, indonesia())
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))

    played = [one for one in plays(procedure, case, found.witness) if shows(found, one)]

    assert played


def answered(case: Case) -> bool:
    return any(Effect.ANSWER in one.effects or one.phase is Phase.ANSWERED for one in case.events)


def hand(case: Case) -> str:
    """Who did the last thing: a role, the reporter or the system."""
    by = case.events[-1].by
    return str(by.id).partition("-")[2] if by.kind == "officer" else by.kind.value


SHOWN: Mapping[str, Callable[[Case], bool]] = {
    "closed_without_answer": lambda case: case.phase is Phase.CLOSED and not answered(case),
    "system_ends_untouched": lambda case: (
        hand(case) == "system" and not case.is_open and not acted(case)
    ),
    "reporter_decides": lambda case: hand(case) == "reporter",
    "answer_without_words": lambda case: answered(case) and not case.events[-1].texts,
    "no_reason_required": lambda case: not case.events[-1].reason and not case.events[-1].texts,
    "completion_cut_short": lambda case: hand(case) == "system" and not case.is_open,
}


def shows(found: Finding, case: Case) -> bool:
    """Tell whether a case went where a finding says that one can go, by the hand that it names."""
    who = dict(found.facts).get("who")
    by_them = not isinstance(who, tuple) or hand(case) in who
    return by_them and (found.code not in SHOWN or SHOWN[found.code](case))


def acted(case: Case) -> bool:
    """Tell whether an officer did anything since the case came to its holder, but let it stay."""
    came = max(
        place
        for place, one in enumerate(case.events)
        if Effect.ASSIGN in one.effects or one.phase in (Phase.NEW, Phase.ASSIGNED)
    )
    return any(one.by.kind == "officer" for one in case.events[came + 1 :])


def plays(procedure: Procedure, case: Case, witness: tuple[str, ...]) -> Iterator[Case]:
    """Perform a witness in every way that differs in who holds the case; each last step by all."""
    if len(witness) == 1:
        yield case
        return
    seen = set()
    for after in _steps(procedure, case, witness[1], witness[2]):
        if (after.holder, after.events[-1].by) not in seen:
            seen.add((after.holder, after.events[-1].by))
            yield from plays(procedure, after, witness[2:])


def _steps(procedure: Procedure, case: Case, command: str, target: str) -> Iterator[Case]:
    kind_of = procedure.workflow.command(command)
    assert kind_of is not None
    serving = [
        Actor.officer(one.officer, at=one.agency) for one in procedure.directory.appointments
    ]
    for by in (Actor.reporter(case.complaint.reporter), *serving, Actor.system()):
        for fields in _payloads(kind_of, procedure.directory):
            for wait in (timedelta(minutes=1), timedelta(days=60)):
                at = case.events[-1].at + wait
                decision = procedure.decide(case, Command(command, fields), by=by, at=at)
                if isinstance(decision, Accepted) and decision.case.status == target:
                    yield decision.case


def _payloads(kind_of: CommandKind, directory: Directory) -> Iterator[dict[str, object]]:
    """What is required; where an agency is, each."""
    words: dict[str, object] = {
        one.name: one.choices[0] if one.choices else "Sudah."
        for one in kind_of.fields
        if one.required and one.kind is not FieldKind.AGENCY
    }
    agencies = [one.name for one in kind_of.fields if one.kind is FieldKind.AGENCY]
    if not agencies:
        yield words
    for agency in directory if agencies else ():
        yield words | {agencies[0]: agency.code}


# No finding


RENAMED = evolve(
    LAPOR,
    version="kata-lain/1",
    statuses=[evolve(one, code=f"own_{one.code}") for one in LAPOR.statuses],
    commands=[evolve(one, code=f"own_{one.code}") for one in LAPOR.commands],
    transitions=[
        evolve(one, source=f"own_{one.source}", command=f"own_{one.command}",
               target=f"own_{one.target}")
        for one in LAPOR.transitions
    ],
    initial="own_unverified",
)  # fmt: skip

ALLOWED: Mapping[str, Workflow] = {
    "LAPOR! itself": LAPOR,
    "LAPOR! in a city's own words": RENAMED,
    "officers may less often": evolve(
        LAPOR,
        transitions=[
            evolve(one, at_most=9) if Role.AGENCY_ADMIN in one.who else one
            for one in LAPOR.transitions
        ],
    ),
    "fewer officers may": table(
        row("verified", "archive", Role.AGENCY_ADMIN, "archived_by_admin"),
        without=LAPOR.rows("verified", "archive"),
    ),
    "an admin may do no more than admins do in that phase": table(
        row("verified", "go", Role.OPERATOR, "surveyed"), LEAVES,
        row("surveyed", "archive", ADMINS, "archived_by_admin"),
        row("surveyed", "follow_up", Role.OPERATOR, "followed_up"),
    ),
    "a step within a phase": table(
        row("verified", "go", Role.OPERATOR, "surveyed"), LEAVES,
        row("surveyed", "go", Role.OPERATOR, "verified"),
    ),
    "work begun": table(
        row("verified", "go", Role.OPERATOR, "in_work"), QUITS,
        row("in_work", "follow_up", Role.OPERATOR, "followed_up"),
    ),
    "closed in one step with its answer": table(
        row("verified", "answer_and_close", Role.OPERATOR, "answered"),
        row("answered", "reply", "reporter", "replied"),
        row("answered", "withdraw", "reporter", "archived_by_reporter"),
        row("answered", "close", (*ADMINS, "reporter"), "settled"),
    ),
    "a reply until the timer closes": table(
        row("followed_up", "reply", "reporter", "replied", until=Limit(10, "working days")),
        without=LAPOR.rows("followed_up", "reply"),
    ),
    "the reporter goes on and on": table(row("replied", "tell", "reporter", "replied")),
    "the reporter completes to where it was": table(
        row("awaiting_completion", "tell", "reporter", "verified")
    ),
    "the reporter closes what was answered": table(
        row("replied", "go", "reporter", "settled")
    ),
    "the reporter opens again what was closed": table(
        row("closed_by_admin", "wake", "reporter", "replied")
    ),
    "an onward disposition that goes only downward": table(
        row("verified", "pass_on", Role.AGENCY_ADMIN, "verified", *BELOW)
    ),
    "a timer that takes what waits to the office": table(
        row("awaiting_completion", "go", "system", "unverified", after=WEEK)
    ),
    "a timer that can never come": table(
        row("verified", "tell", "system", "closed_by_system", after=WEEK)
    ),
    "a reporter for whom nothing lies below": table(
        row("verified", "pass_on", "reporter", "verified", *BELOW)
    ),
    "a month and a half to complete": LAPOR.with_timers({"expire": "26 working days"}),
    "a month to complete": LAPOR.with_timers({"expire": "30 calendar days"}),
    "weeks of office hours to complete": LAPOR.with_timers({"expire": "208 working hours"}),
    "silence that ends sooner after an answer": LAPOR.with_timers(
        {"close_by_system": "7 working days"}
    ),
    "a status that nothing leads out of is told elsewhere": table(
        row("replied", "go", Role.OPERATOR, "in_work")
    ),
    "a status that nobody comes into is told elsewhere": table(
        row("surveyed", "follow_up", Role.OPERATOR, "followed_up")
    ),
    **{f"the extension {name}": extended(LAPOR, {name: {}}) for name in EXTENSIONS},
    "every extension": extended(LAPOR, {name: {} for name in EXTENSIONS}),
    "every extension of a table in other words": extended(
        RENAMED, {name: {} for name in EXTENSIONS}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_what_lapor_allows_too_is_not_told(name: str) -> None:
    """Nor what an extension that is switched on is known for."""
    told = [str(one) for one in check_rights(ALLOWED[name]) if not one.is_accepted]

    assert [] == told


KNOWN = {
    "duplicates": {"merge", "gather"},
    "escalation": {"escalate"},
    "return_limit": {"adjudicate"},
    "closing_after_reply": {"close_by_system"},
}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_what_an_extension_is_known_for_is_told_as_accepted(name: str) -> None:
    """With a reason that names the extension in both languages."""
    found = check_rights(extended(LAPOR, {name: {}}))

    assert KNOWN.get(name, set()) == {dict(one.facts)["command"] for one in found}
    for one in found:
        assert one.accepted_because is not None
        assert name in one.accepted_because.id
        assert name in one.accepted_because.en


def test_an_extension_that_a_city_changed_is_not_accepted() -> None:
    """Somebody else may take its row; or it is not switched on at all."""
    joined = extended(LAPOR, {"duplicates": {}})
    anybody = evolve(
        joined,
        transitions=[
            evolve(one, who=(*one.who, Role.OPERATOR)) if one.command == "merge" else one
            for one in joined.transitions
        ],
    )
    by_hand = evolve(joined, version="kota-contoh/1")

    assert {"merge"} == {
        dict(one.facts)["command"] for one in check_rights(anybody) if not one.is_accepted
    }
    assert all(not one.is_accepted for one in check_rights(by_hand))
    assert len(check_rights(by_hand)) == len(check_rights(joined))


# What a finding says


@pytest.mark.parametrize(
    ("who", "over"),
    [
        ("operator", "holder"),
        ("liaison_officer", "holder"),
        ("agency_admin", "above"),
        ("national_admin", "above"),
        ("system", "any"),
    ],
)
def test_who_gains_what_over_whom(who: str, over: str) -> None:
    """An officer over their agency's cases, an admin over those below too, the system over all."""
    after = WEEK if who == "system" else None
    planted = table(row("followed_up", "go", who, "shelved", after=after))

    assert [(over,)] == [dict(one.facts)["over"] for one in of("gains_a_right", planted)]


def test_each_is_told_what_they_gain_themselves() -> None:
    """A row that two roles may take, of whom one could do half of it before."""
    planted = table(row("verified", "shrug", (Role.OPERATOR, Role.AGENCY_ADMIN), "shelved"))

    assert {("operator",): ("archive",)} == {
        dict(one.facts)["who"]: dict(one.facts)["deeds"] for one in of("gains_a_right", planted)
    }


def test_nobody_but_an_officer_finds_a_unit_below(
    crowded: Directory, complaint: Callable[..., Complaint]
) -> None:
    """Why a reporter's row with such a guard is not told: it is always refused to them."""
    planted = table(row("unverified", "pass_on", ("reporter", Role.OPERATOR), "verified", *BELOW))
    procedure = Procedure(planted, crowded, indonesia())
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("DPU", "rule"))

    taken = {hand(one) for one in _steps(procedure, case, "pass_on", "verified")}

    assert {"operator"} == taken
    assert [("operator",)] == [dict(one.facts)["who"] for one in of("gains_a_right", planted)]
    assert [] == of("reporter_decides", planted)


def test_of_handing_on_the_furthest_is_told() -> None:
    """Not that a unit below may be handed it as well."""
    planted = table(row("verified", "pass_on", Role.OPERATOR, "verified", *WITHIN))

    assert [("assign_within",)] == [
        dict(one.facts)["deeds"] for one in of("gains_a_right", planted)
    ]


@pytest.mark.parametrize(
    ("who", "severity"),
    [
        (("reporter",), Severity.WARNING),
        (("reporter", Role.OPERATOR), Severity.ERROR),
        ((Role.OPERATOR,), Severity.ERROR),
    ],
)
def test_closing_without_an_answer_is_worse_by_an_office(who: Any, severity: Severity) -> None:
    """A reporter who closes their own complaint only harms the statistics."""
    (found,) = of("closed_without_answer", table(row("verified", "go", who, "settled")))

    assert severity is found.severity


def test_an_end_whose_code_means_something_else_here_names_nobody() -> None:
    """A city may call a status as it likes; LAPOR!'s meaning is that of LAPOR!'s phase."""
    planted = table(row("verified", "go", ADMINS, "archived_by_reporter"))
    blocked = [
        evolve(one, phase=Phase.BLOCKED) if one.code == "archived_by_reporter" else one
        for one in planted.statuses
    ]

    assert 1 == len(of("in_anothers_name", planted))
    assert [] == of("in_anothers_name", evolve(planted, statuses=blocked))


def test_a_row_that_only_adopted_cases_come_to_is_shown_alone() -> None:
    """There is no way to it from the beginning."""
    planted = table(row("surveyed", "archive", Role.OPERATOR, "archived_by_admin"))

    assert [("surveyed", "archive", "archived_by_admin")] == [
        one.witness for one in of("gains_a_right", planted)
    ]


# What it means to lead from a phase (first) to another (in this order).
ORDER = (
    "new",
    "assigned",
    "in_progress",
    "answered",
    "waiting_reporter",
    "closed",
    "archived",
    "blocked",
)
STEPS = """
new              | -      | verify | verify | verify answer | ask        | close | archive | block
assigned         | -      | -      | -      | answer        | ask        | close | archive | block
in_progress      | -      | -      | -      | answer        | ask        | close | archive | block
answered         | -      | -      | -      | -             | ask        | close | archive | block
waiting_reporter | -      | -      | -      | answer        | -          | close | archive | block
closed           | revive | revive | revive | revive answer | revive ask | -     | archive | block
archived         | revive | revive | revive | revive answer | revive ask | close | -       | block
blocked          | revive | revive | revive | revive answer | revive ask | close | archive | -
"""


@pytest.mark.parametrize("line", STEPS.strip().splitlines())
def test_a_step_between_phases_is_a_deed(line: str) -> None:
    """Whatever the command is called, and though it has no effect."""
    source, *cells = (cell.strip() for cell in line.split("|"))
    phases = {code: Status(code, Phase(code), Label(id=code, en=code)) for code in ORDER}
    expected = {
        to: set(cell.replace("-", "").split()) for to, cell in zip(ORDER, cells, strict=True)
    }

    actual = {}
    for target in ORDER:
        step = row(source, "go", Role.OPERATOR, target)
        tiny = Workflow("tiny/1", tuple(phases.values()), KINDS[:1], [step], source)
        actual[target] = {deed.value for deed in deeds(tiny, step)}

    assert expected == actual


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (Effect.GIVE_BACK, {"give_back"}),
        (Effect.ESCALATE, {"escalate"}),
        (Effect.CORRECT, {"correct"}),
        (Effect.ASK, {"ask"}),
        (Effect.ANSWER, {"answer"}),
        (Effect.LINK, {"join"}),
        (Effect.REOPEN, {"revive"}),
        (Effect.RATE, {"rate"}),
        (Effect.ASSIGN, {"assign_below", "assign_within", "assign_anywhere"}),
    ],
)
def test_an_effect_is_a_deed(effect: Effect, expected: set[str]) -> None:
    """Though the status stays."""
    step = row("verified", "x", Role.OPERATOR, "verified")
    acting = evolve(
        LAPOR, commands=(*LAPOR.commands, kind("x", effects=[effect])), transitions=[step]
    )

    assert expected == {deed.value for deed in deeds(acting, step)}


def test_rights_are_what_all_rows_of_a_phase_give() -> None:
    """Of LAPOR!, some by hand."""
    found = rights(LAPOR)

    assert {Deed.ANSWER} == found["operator", Phase.ASSIGNED]
    assert {Deed.CLOSE, Deed.ARCHIVE} == found["reporter", Phase.ANSWERED]
    assert {Deed.ARCHIVE} == found["system", Phase.WAITING_REPORTER]
    assert ("operator", Phase.NEW) not in found
    assert set(Deed) == DEED_LABELS.keys()
