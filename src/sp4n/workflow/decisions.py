"""Decisions: may this actor give this command on this case now, and if not, why not.

`standing_reasons` holds whatever the command's fields say; `field_reasons` depends on them. What
an actor may do (`options`) and what they try (`decide`) go through the same two functions.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from sp4n.errors import closest
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.officer import ADMIN_ROLES, Actor, ActorKind, Role
from sp4n.model.texts import Text
from sp4n.validation import text_fault
from sp4n.workflow.case import Case
from sp4n.workflow.commands import CommandField, CommandKind, FieldKind
from sp4n.workflow.events import Event
from sp4n.workflow.guards import GUARDS, Attempt, Guard
from sp4n.workflow.reasons import REPORTER, SYSTEM, Reason, named, reason
from sp4n.workflow.table import Transition

__all__ = [
    "Accepted",
    "Decision",
    "Needs",
    "Refused",
    "choose_row",
    "field_reasons",
    "is_reporter_of",
    "knows_anyway",
    "missing_fields",
    "standing_reasons",
]


@frozen
class Accepted:
    """The command is allowed: the new events, the new texts, and the case after them."""

    events: tuple[Event, ...]
    texts: tuple[Text, ...]
    case: Case

    def __bool__(self) -> bool:
        return True


@frozen
class Refused:
    """The command is refused, with every reason. It is falsy, `Accepted` is truthy."""

    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return "\n".join(map(str, self.reasons))


@frozen
class Needs:
    """The command would be allowed with these fields filled in rightly."""

    fields: tuple[str, ...]


Decision = Accepted | Refused


def knows_anyway(case: Case, by: Actor) -> bool:
    """Tell whether somebody may know that a case exists, whatever their appointments are."""
    if not case.is_confidential or by.kind is ActorKind.SYSTEM:
        return True
    return is_reporter_of(case.complaint, by)


def is_reporter_of(complaint: Complaint, by: Actor) -> bool:
    """Tell whether the actor is the complaint's reporter; one without a key is nobody's."""
    own = complaint.reporter
    return by.kind is ActorKind.REPORTER and own is not None and by.id == own


def accused_agency_of(attempt: Attempt) -> str | None:
    """The accused agency that an officer serves, whatever agency they act for; None if none."""
    identity = str(attempt.by.id)
    accused = sorted(attempt.case.complaint.accused)
    return next(
        (
            code
            for code in accused
            if code == attempt.own_agency or attempt.directory.roles(identity, code, attempt.on)
        ),
        None,
    )


def may_know(attempt: Attempt) -> bool:
    """Tell whether the actor may learn that a confidential case exists at all.

    The accused never may, though the case lies below them.
    """
    case, by = attempt.case, attempt.by
    if knows_anyway(case, by):
        return True
    if by.kind is not ActorKind.OFFICER or accused_agency_of(attempt) is not None:
        return False
    roles = attempt.directory.roles(str(by.id), attempt.own_agency, attempt.on)
    return any(_reaches(role, attempt) for role in roles)


def choose_row(attempt: Attempt) -> Transition | None:
    """Find the row of the table by which this actor may give the command, or None."""
    for row in attempt.workflow.rows(attempt.case.status, attempt.command.code):
        if not list(_authority_reasons(attempt, [row])):
            return row
    return None


def standing_reasons(attempt: Attempt, based_on: int | None = None) -> Iterator[Reason]:
    """Give every reason that holds for every payload: time, status, authority, timers, guards."""
    if not may_know(attempt):
        yield reason("not_found")
        return
    case, workflow, code = attempt.case, attempt.workflow, attempt.command.code
    if case.workflow != workflow.version:
        yield reason("unknown_workflow", pinned=case.workflow, known=workflow.version)
    if based_on is not None and based_on != case.version:
        yield reason("stale", based_on=based_on, version=case.version)
    if attempt.at < case.events[-1].at:
        yield reason("time_reversed", last=case.events[-1].at.isoformat())
    if workflow.command(code) is None:
        codes = [one.code for one in workflow.commands]
        yield reason("unknown_command", found=named(code), suggestion=closest(code, codes) or "-")
        return
    rows = workflow.rows(case.status, code)
    if not rows:
        allowed = tuple(dict.fromkeys(row.source for row in workflow.rows_of(code)))
        yield reason("not_from_status", status=case.status, allowed=allowed)
    yield from _authority_reasons(attempt, rows or workflow.rows_of(code))
    if rows:
        row = choose_row(attempt) or rows[0]
        yield from _guard_reasons(attempt, row, reads_fields=False)


def field_reasons(attempt: Attempt) -> Iterator[Reason]:
    """Give every reason that depends on what the command's fields say."""
    kind = attempt.workflow.command(attempt.command.code)
    if kind is None:
        return
    yield from _payload_reasons(attempt, kind)
    rows = attempt.workflow.rows(attempt.case.status, attempt.command.code)
    row = choose_row(attempt) or next(iter(rows), None)
    if row is not None:
        yield from _guard_reasons(attempt, row, reads_fields=True)


def missing_fields(attempt: Attempt, kind: CommandKind, row: Transition) -> tuple[str, ...]:
    """Name the fields without which the command can't be accepted as it is."""
    required = [one.name for one in kind.fields if one.required]
    failing = [
        GUARDS[name].field
        for name in row.guards
        if GUARDS[name].field and _ask(GUARDS[name], name, attempt)
    ]
    return tuple(dict.fromkeys((*required, *failing)))


def _authority_reasons(attempt: Attempt, rows: Sequence[Transition]) -> Iterator[Reason]:
    """Give the reasons why the actor may take none of these rows; nothing when one is theirs."""
    by, who = attempt.by, tuple(dict.fromkeys(one for row in rows for one in row.who))
    if by.kind is ActorKind.OFFICER:
        yield from _officer_reasons(attempt, who)
    elif by.kind is ActorKind.REPORTER:
        if REPORTER not in who:
            yield reason("wrong_role", held=REPORTER, allowed=who)
        if not is_reporter_of(attempt.case.complaint, by):
            yield reason("not_the_reporter")
    elif SYSTEM not in who:
        yield reason("wrong_role", held=SYSTEM, allowed=who)


def _officer_reasons(attempt: Attempt, who: tuple[str, ...]) -> Iterator[Reason]:
    by, agency = attempt.by, attempt.own_agency
    accused = accused_agency_of(attempt)
    if accused is not None:
        yield reason("own_agency_accused", agency=accused)
    roles = attempt.directory.roles(str(by.id), agency, attempt.on)
    if not roles:
        yield reason("no_appointment", officer=by.id, agency=agency)
        return
    fitting = [role for role in roles if role in who]
    if not fitting:
        yield reason("wrong_role", held=tuple(sorted(roles)), allowed=who)
    if not any(_reaches(role, attempt) for role in fitting or roles):
        holders = attempt.case.holders
        yield reason("not_the_holder", holders=holders, agency=agency, allowed=who)


def _reaches(role: Role, attempt: Attempt) -> bool:
    """An admin reaches what lies below their agency, everybody else their own agency only.

    What an agency held that has left the directory lies below the root.
    """
    own, holders, directory = attempt.own_agency, attempt.case.holders, attempt.directory
    if role in ADMIN_ROLES:
        at_the_root = own == directory.root.code
        return any(
            directory.is_within(holder, own) or (at_the_root and holder not in directory)
            for holder in holders
        )
    return own in holders


def _guard_reasons(attempt: Attempt, row: Transition, *, reads_fields: bool) -> Iterator[Reason]:
    for name in row.guards:
        guard = GUARDS[name]
        if bool(guard.field) == reads_fields:
            found = _ask(guard, name, attempt)
            if found is not None:
                yield found


def _ask(guard: Guard, name: str, attempt: Attempt) -> Reason | None:
    """Ask a guard; one that raises refuses."""
    try:
        return guard.check(attempt)
    except Exception as error:  # noqa: BLE001  # failing closed is the point
        return reason("guard_failed", guard=name, error=type(error).__name__)


def _payload_reasons(attempt: Attempt, kind: CommandKind) -> Iterator[Reason]:
    for name, value in attempt.command.fields:
        one = kind.field(name)
        if one is None:
            allowed = tuple(known.name for known in kind.fields) or ("-",)
            yield reason("field_unknown", command=kind.code, field=named(name), allowed=allowed)
        elif value is not None:
            yield from _value_reasons(one, value)
    for one in kind.fields:
        if one.required and attempt.command.get(one.name) is None:
            yield reason("field_missing", field=one.name)


def _value_reasons(one: CommandField, value: object) -> Iterator[Reason]:
    choices = tuple(Classification) if one.kind is FieldKind.CLASSIFICATION else one.choices
    found = text_fault(value, one.name, one.limit_characters)
    if found is not None and found.code == "too_long":
        limit = one.limit_characters
        yield reason("field_too_long", field=one.name, length=found["length"], limit=limit)
    elif found is not None or (choices and value not in choices):
        yield reason("field_invalid", field=one.name, expected=choices or one.kind.value)
