"""Decisions: may this actor give this command on this case now, and if not, why not.

`judge` gives what holds whatever the command's fields say; `field_reasons` depends on them. What an
actor may do (`options`) and what they try (`decide`) go through the same two functions.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import assert_never

from attrs import frozen

from sp4n.errors import closest
from sp4n.labels import Language
from sp4n.model.complaint import Complaint
from sp4n.model.officer import REPORTER, SYSTEM, Actor, ActorKind, Role
from sp4n.model.texts import Text
from sp4n.quiet import shown_short
from sp4n.validation import code_fault, codes_faults, line_fault, says_something, text_fault
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.events import FACT_LIMIT_CHARACTERS, Event
from sp4n.workflow.fields import LISTED, LISTED_LIMIT, CommandField, FieldKind, listed
from sp4n.workflow.guards import CHECKS, limit_reasons
from sp4n.workflow.joining_checks import hosts_of
from sp4n.workflow.notes import Note
from sp4n.workflow.reasons import Reason, named, reason
from sp4n.workflow.transition import GUARD_FIELDS, Transition
from sp4n.workflow.workflow import actors


@shown_short
@frozen
class Accepted:
    """The command is allowed: the new events, the new texts, and the case after them.

    What `options` shows beside it (`Note`) is in `notes`; a decision has none.
    """

    events: tuple[Event, ...]
    texts: tuple[Text, ...]
    case: Case
    notes: tuple[Note, ...] = ()

    def __bool__(self) -> bool:
        return True

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give the answer as plain data, ready for JSON; the case itself is for `sp4n.dump`."""
        return {"answer": "accepted"} | _noted(self.notes, language)


@shown_short
@frozen
class Refused:
    """The command is refused, with every reason. It is falsy, `Accepted` is truthy."""

    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return "\n".join(map(str, self.reasons))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give the answer with every reason as plain data, ready for JSON."""
        reasons = [against.to_dict(language) for against in self.reasons]
        return {"answer": "refused", "reasons": reasons}


@shown_short
@frozen
class Needs:
    """The command would be allowed with these fields filled in rightly.

    What is to be seen beside it (`Note`) is in `notes`.
    """

    fields: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give the answer with the fields as plain data, ready for JSON."""
        return {"answer": "needs", "fields": list(self.fields)} | _noted(self.notes, language)


def _noted(notes: tuple[Note, ...], language: Language) -> dict[str, object]:
    """Give the notes beside an answer as plain data; nothing when there are none."""
    return {"notes": [note.to_dict(language) for note in notes]} if notes else {}


Decision = Accepted | Refused

HIDDEN = (reason("not_found"),)
"""All that is said to somebody to whom a case must not exist."""


def knows_anyway(case: Case, by: Actor) -> bool:
    """Tell whether somebody may know that a case exists, whatever their appointments are."""
    if by.kind is ActorKind.OFFICER:
        return not case.is_guarded
    is_open_to_all = not case.is_confidential or by.kind is ActorKind.SYSTEM
    return is_open_to_all or is_reporter_of(case.complaint, by)


def is_reporter_of(complaint: Complaint, by: Actor) -> bool:
    """Tell whether the actor is the complaint's reporter, or acts for them (UU 25/2009 art. 42(1)).

    A complaint without any key is nobody's.
    """
    if by.kind is not ActorKind.REPORTER or by.id is None:
        return False
    return by.id == complaint.reporter or by.id in complaint.representatives


def known_beside(
    case: Case,
    kind: CommandKind | None,
    by: Actor,
    beside: Sequence[Case],
    may_know: Callable[[Case], bool],
) -> tuple[Case, ...]:
    """Keep the cases that the actor may know, or that stand for their own, which was joined.

    A command that names another case says more of it than a reporter may learn of what stands.
    """
    names = kind is None or any(part.kind is FieldKind.CASE for part in kind.fields)
    own = () if names or not is_reporter_of(case.complaint, by) else hosts_of(case, beside)
    return tuple(one for one in beside if one in own or may_know(one))


def may_know(attempt: Attempt) -> bool:
    """Tell whether the actor may learn that a case exists at all.

    The barred never may, though they hold it or it lies below them. A confidential case is hidden
    from all officers whom it does not concern; it concerns those too who have an open part.
    """
    case, by = attempt.case, attempt.by
    if knows_anyway(case, by):
        return True
    if by.kind is not ActorKind.OFFICER or attempt.bars(by):
        return False
    if not case.is_confidential or any(attempt.reaches(case, role) for role in attempt.roles):
        return True
    return bool(attempt.roles) and attempt.own_agency in attempt.involved


def judge(attempt: Attempt, based_on: int | None = None) -> tuple[Transition | None, list[Reason]]:
    """Find the row by which the actor may give the command, and whatever speaks against it.

    The reasons are all that hold for every payload: time, status, authority, limits, guards. The
    row is None when none is the actor's; then there is a reason too.
    """
    case, kind = attempt.case, attempt.kind
    if case.is_guarded and not may_know(attempt):
        return None, [*HIDDEN]
    reasons = _history_reasons(attempt, based_on)
    if kind is None:
        return None, [*reasons, _unknown_command(attempt)]
    own, lacking = rows_for(attempt, kind)
    reasons += lacking
    against: list[Reason] = []
    for row in own or attempt.workflow.rows(case.status, kind.code)[:1]:
        of_row = _row_reasons(attempt, row)
        if not of_row:
            return (row if own else None), reasons
        against = against or of_row
    return (own[0] if own else None), [*reasons, *against]


def rows_for(attempt: Attempt, kind: CommandKind) -> tuple[list[Transition], list[Reason]]:
    """Give the rows that status and authority leave to the actor, and if none, what they lack.

    The case's status and its holders decide; neither time nor the fields do. Whoever is barred from
    the case has no business here.
    """
    workflow, status = attempt.workflow, attempt.case.status
    rows = workflow.rows(status, kind.code)
    own = _rows_of(attempt, kind, rows)
    if own:
        return own, []
    lacking: list[Reason] = []
    if rows:
        who = actors(rows)
    else:
        who, rows = workflow.actors_of(kind.code), workflow.rows_of(kind.code)
        at = status if status in workflow.phases else named(status)
        lacking.append(reason("not_from_status", status=at, allowed=workflow.sources_of(kind.code)))
    lacking += _authority_reasons(attempt, kind, who, rows)
    return own, lacking


def _row_reasons(attempt: Attempt, row: Transition) -> list[Reason]:
    """Give what speaks against a row whatever the fields say: its limits and its guards."""
    reasons = [*limit_reasons(attempt, row)] if row.is_limited else []
    return reasons + _guard_reasons(attempt, row.case_guards) if row.case_guards else reasons


def field_reasons(attempt: Attempt, row: Transition | None) -> list[Reason]:
    """Give every reason that depends on what the command's fields say."""
    kind = attempt.kind
    if kind is None:
        return []
    reasons = _payload_reasons(attempt, kind) if attempt.command.fields or kind.required else []
    if row is None:
        row = next(iter(attempt.workflow.rows(attempt.case.status, kind.code)), None)
    if row is not None and row.field_guards:
        reasons += _guard_reasons(attempt, row.field_guards)
    return reasons


def future_reasons(at: datetime, not_after: datetime | None) -> list[Reason]:
    """Say that something would be done after the caller's clock."""
    if not_after is None or at <= not_after:
        return []
    return [reason("in_the_future", now=not_after.isoformat())]


def missing_fields(attempt: Attempt, kind: CommandKind, row: Transition) -> tuple[str, ...]:
    """Name the fields without which the command can't be accepted as it is."""
    failing = (GUARD_FIELDS[name] for name in row.field_guards if _ask(name, attempt))
    return tuple(dict.fromkeys((*kind.required, *failing)))


def _history_reasons(attempt: Attempt, based_on: int | None) -> list[Reason]:
    """Give what speaks against any command on the case at this time."""
    case, known, last_at = attempt.case, attempt.workflow.version, attempt.case.events[-1].at
    reasons = []
    if case.workflow != known:
        reasons.append(reason("unknown_workflow", pinned=case.workflow, known=known))
    if based_on is not None and based_on != case.version:
        reasons.append(reason("stale", based_on=based_on, version=case.version))
    if attempt.at < last_at:
        reasons.append(reason("time_reversed", last=last_at.isoformat()))
    return reasons


def _unknown_command(attempt: Attempt) -> Reason:
    code, codes = attempt.command.code, [kind.code for kind in attempt.workflow.commands]
    return reason("unknown_command", found=named(code), suggestion=closest(code, codes) or "-")


def _rows_of(attempt: Attempt, kind: CommandKind, rows: Sequence[Transition]) -> list[Transition]:
    """Give the rows that the actor may take; none exactly when authority speaks against it."""
    by = attempt.by
    if by.kind is not ActorKind.OFFICER:
        if by.kind is ActorKind.REPORTER and not is_reporter_of(attempt.case.complaint, by):
            return []
        who = REPORTER if by.kind is ActorKind.REPORTER else SYSTEM
        return [row for row in rows if who in row.who]
    roles, holds = attempt.roles, attempt.own_agency in attempt.holders
    if kind.contributes:
        is_asked = attempt.own_agency in attempt.involved
        return [row for row in rows if is_asked and not roles.isdisjoint(row.who)]
    own = []
    for row in rows:
        for role in roles:
            if role in row.who and (
                holds or (not row.holder_only and attempt.reaches(attempt.case, role))
            ):
                own.append(row)  # noqa: PERF401 - a comprehension takes longer to begin than this
    return own


def _authority_reasons(
    attempt: Attempt, kind: CommandKind, who: tuple[str, ...], rows: Sequence[Transition]
) -> Iterator[Reason]:
    """Give the reasons why the actor may take none of these rows; nothing when one is theirs."""
    by = attempt.by
    match by.kind:
        case ActorKind.OFFICER:
            yield from _officer_reasons(attempt, kind, who, rows)
        case ActorKind.REPORTER:
            if REPORTER not in who:
                yield reason("wrong_role", held=REPORTER, allowed=who)
            if not is_reporter_of(attempt.case.complaint, by):
                yield reason("not_the_reporter")
        case ActorKind.SYSTEM:
            if SYSTEM not in who:
                yield reason("wrong_role", held=SYSTEM, allowed=who)
        case _:
            assert_never(by.kind)


def _officer_reasons(
    attempt: Attempt, kind: CommandKind, who: tuple[str, ...], rows: Sequence[Transition]
) -> Iterator[Reason]:
    by, agency = attempt.by, attempt.own_agency
    roles = attempt.roles
    if not roles:
        yield reason("no_appointment", officer=by.id, agency=agency)
        return
    fitting = [role for role in roles if role in who]
    if not fitting:
        yield reason("wrong_role", held=tuple(sorted(roles)), allowed=who)
    if kind.contributes:
        if agency not in attempt.involved:
            yield reason("not_involved", agency=agency, involved=attempt.involved or ("-",))
        return
    reaching = [role for role in fitting or roles if attempt.reaches(attempt.case, role)]
    if reaching and (not fitting or _rows_within_reach(attempt, rows, reaching)):
        return
    officers = tuple(role for role in who if role not in (REPORTER, SYSTEM))
    if not officers:
        return
    holders = tuple(map(named, attempt.holders)) or ("-",)
    if reaching:
        yield reason("only_the_holder", holders=holders, agency=agency, allowed=officers)
    else:
        yield reason("not_the_holder", holders=holders, agency=agency, allowed=officers)


def _rows_within_reach(
    attempt: Attempt, rows: Sequence[Transition], reaching: Sequence[Role]
) -> bool:
    """Tell whether a row is for one of the roles that reach the case, be it from above."""
    holds = attempt.own_agency in attempt.holders
    return any(
        (holds or not row.holder_only) and any(role in row.who for role in reaching) for row in rows
    )


def _guard_reasons(attempt: Attempt, guards: tuple[str, ...]) -> list[Reason]:
    answers = [_ask(name, attempt) for name in guards]
    return [answer for answer in answers if answer is not None]


def _ask(guard: str, attempt: Attempt) -> Reason | None:
    """Ask a guard; one that raises refuses."""
    try:
        return CHECKS[guard](attempt)
    except Exception as error:  # noqa: BLE001  # failing closed is the point
        return reason("guard_failed", guard=guard, error=type(error).__name__)


def _payload_reasons(attempt: Attempt, kind: CommandKind) -> list[Reason]:
    reasons: list[Reason] = []
    for name, value in attempt.command.fields:
        against = _field_reason(kind, name, value)
        if against is not None:
            reasons.append(against)
    for name in kind.required:
        if attempt.command.get(name) is None:
            reasons += [reason("field_missing", field=name)]
    return reasons


def _field_reason(kind: CommandKind, name: str, value: object) -> Reason | None:
    field = kind.field_named(name)
    if field is None:
        allowed = tuple(known.name for known in kind.fields) or ("-",)
        return reason("field_unknown", command=kind.code, field=named(name), allowed=allowed)
    if value is None:
        return None
    against = value_reason(field, value)
    if against is None and field.required and field.kind is FieldKind.TEXT:
        return _words_reason(kind, field, str(value))
    return against


def _words_reason(kind: CommandKind, field: CommandField, text: str) -> Reason | None:
    """What must be said says something; an answer, and what asks for words, has a letter."""
    if text.isascii() and text[0].isalpha():  # as nearly always
        return None
    in_words = field.in_words or Effect.ANSWER in kind.effects
    if says_something(text, in_words=in_words):
        return None
    return reason("field_without_words", field=field.name)


def value_reason(field: CommandField, value: object) -> Reason | None:
    """Say what is wrong with what a field was given, None if nothing is."""
    name = field.name
    if field.kind in LISTED:
        codes = listed(value) or ()
        fits = 0 < len(codes) <= LISTED_LIMIT and not any(codes_faults(codes, name))
        return None if fits else reason("field_invalid", field=name, expected=field.kind.value)
    if field.kind is FieldKind.COUNT:
        fits = isinstance(value, int) and not isinstance(value, bool) and value > 0
        return None if fits else reason("field_invalid", field=name, expected=field.kind.value)
    if field.kind is FieldKind.CODE and code_fault(value, name) is not None:
        return reason("field_invalid", field=name, expected=field.kind.value)
    is_text, limit = field.kind is FieldKind.TEXT, field.limit_characters
    limit = limit if is_text else min(limit, FACT_LIMIT_CHARACTERS)
    wrong = (text_fault if is_text else line_fault)(value, name, limit)
    if wrong is None and (not field.choices or value in field.choices):
        return None
    if wrong is not None and wrong.code == "too_long":
        return reason("field_too_long", field=name, length=wrong["length"], limit=limit)
    return reason("field_invalid", field=name, expected=field.choices or field.kind.value)
