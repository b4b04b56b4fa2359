"""Tables with planted rows, one for each way in which a lawyer's question can be answered."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from sp4n.findings import Finding
from sp4n.labels import Label
from sp4n.model import Role
from sp4n.workdays import Limit
from sp4n.workflow import (
    LAPOR,
    CommandField,
    CommandKind,
    Effect,
    FieldKind,
    Phase,
    Status,
    Transition,
    Workflow,
)
from sp4n.workflow.rights import check_rights

__all__ = [
    "ADMINS",
    "BELOW",
    "FIT",
    "FOLLOWED_UP",
    "KINDS",
    "LEAVES",
    "PLANTED",
    "QUITS",
    "REPLIED",
    "VERIFIED",
    "WAITING",
    "WEEK",
    "WITHIN",
    "WORDS",
    "kind",
    "of",
    "row",
    "table",
]

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
        version=base.version.replace("lapor/2", "kota-contoh/1"),
        statuses=(*base.statuses, *(one for one in STATUSES if one.code in there)),
        commands=(*base.commands, *(one for one in KINDS if one.code in used)),
        transitions=[*(one for one in base.transitions if one not in gone), *rows],
    )


def of(code: str, workflow: Workflow) -> list[Finding]:
    """The findings of one question."""
    return [one for one in check_rights(workflow) if one.code == code]


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
