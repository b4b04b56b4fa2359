"""Asking: makes the table of authority by asking what `decide` asks.

Nothing is worked out a second time. Each cell is the answer of the very functions by which `decide`
finds a row, about a made-up case in a made-up small state: an agency that holds the case, and one
in each relation to it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from attrs import evolve

from sp4n.model.agency import Agency
from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory
from sp4n.model.officer import REPORTER, SYSTEM, Actor, Appointment, Officer
from sp4n.validation import refuse, type_fault
from sp4n.workdays import WorkingCalendar, indonesia
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.authority_table import (
    SERVING,
    STANDINGS,
    Authority,
    AuthorityCell,
    Grant,
    Relation,
    Standing,
)
from sp4n.workflow.case import Case, case_after
from sp4n.workflow.command_kinds import MOVING, CommandKind, Effect
from sp4n.workflow.commands import Command
from sp4n.workflow.decisions import HIDDEN, may_know, rows_for
from sp4n.workflow.events import PART, SUBMIT, Event
from sp4n.workflow.procedure import Procedure
from sp4n.workflow.status import Phase
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

_ON = date(2000, 1, 1)  # any day will do: whoever serves here serves always
_AT = datetime(2000, 1, 1, tzinfo=UTC)
_HELD_BY, _ACCUSED, _INVOLVED = (
    relation.name for relation in (Relation.HOLDER, Relation.ACCUSED, Relation.INVOLVED)
)
_AGENCIES = (
    Agency("ROOT", "ROOT"),
    Agency("ABOVE", "ABOVE", parent="ROOT"),
    Agency(_HELD_BY, _HELD_BY, parent="ABOVE"),
    Agency("BELOW", "BELOW", parent=_HELD_BY),
    Agency("BESIDE", "BESIDE", parent="ABOVE"),
    Agency(_INVOLVED, _INVOLVED, parent="ABOVE"),
    Agency(_ACCUSED, _ACCUSED, parent="ABOVE"),
)


def authority(of: Procedure | Workflow, *, confidential: bool = False) -> Authority:
    """Say of a procedure's workflow who may give which command in which status.

    The directory does not matter, so a workflow by itself will do. An officer with two roles may do
    what either may; for somebody in particular ask `Procedure.options`. With `confidential` it is
    about a case that is kept from everybody who has no part in it. Raises InvalidValue if *of* is
    neither a procedure nor a workflow, or *confidential* is not a bool.

    >>> from sp4n.workflow import LAPOR
    >>> authority(LAPOR)
    <Authority lapor/2: 28 standings, 12 statuses, 13 commands>
    >>> for cell in authority(LAPOR).where(status="replied", command="follow_up"):
    ...     if cell:
    ...         print(cell.standing.describe())
    agency admin at the holder
    liaison officer at the holder
    operator at the holder
    """
    workflow = of.workflow if isinstance(of, Procedure) else of
    refuse(
        type_fault(Workflow, workflow, "workflow", "workflow"),
        type_fault(bool, confidential, "confidential", "true_or_false"),
    )
    cells = (
        cell_of(workflow, standing, status, kind, confidential=confidential)
        for status, kind in _asked(workflow)
        for standing in STANDINGS
    )
    rows, elsewhere = {}, {}
    for cell in cells:
        if workflow.rows(cell.status, cell.command):
            rows[cell.standing, cell.status, cell.command] = cell
        else:
            elsewhere[cell.standing, cell.command] = cell.reasons
    statuses = tuple(status.code for status in workflow.statuses)
    commands = tuple(kind.code for kind in workflow.commands)
    return Authority(workflow.version, statuses, commands, rows, elsewhere)


def cell_of(
    workflow: Workflow,
    standing: Standing,
    status: str,
    kind: CommandKind,
    *,
    confidential: bool = False,
) -> AuthorityCell:
    """Ask one cell, without making the whole table."""
    phase, special = workflow.phases[status], standing.relation
    special = special if special in (Relation.ACCUSED, Relation.INVOLVED) else Relation.ANY
    case = _case(status, phase, special, confidential=confidential)
    command, by = Command(kind.code), _actors()[standing]
    attempt = Attempt(case, command, by, _AT, _state(), workflow, _calendar(), kind, on=_ON)
    if not may_know(attempt):
        hidden = tuple(reason.code for reason in HIDDEN)
        return AuthorityCell(standing, status, kind.code, reasons=hidden)
    rows, against = rows_for(attempt, kind)
    grant = _grant(workflow, rows[0], kind) if rows else None
    return AuthorityCell(
        standing, status, kind.code, grant, tuple(reason.code for reason in against)
    )


def _asked(workflow: Workflow) -> Iterator[tuple[str, CommandKind]]:
    """Every status and command with a row; and of each command one status from which it has none.

    Why it can't be given there is the same for all such statuses.
    """
    for kind in workflow.commands:
        sources = {row.source for row in workflow.rows_of(kind.code)}
        codes = [status.code for status in workflow.statuses]
        yield from ((code, kind) for code in codes if code in sources)
        yield from [(code, kind) for code in codes if code not in sources][:1]


def _grant(workflow: Workflow, row: Transition, kind: CommandKind) -> Grant:
    return Grant(
        row.target,
        workflow.phases[row.target],
        next((effect for effect in kind.effects if effect in MOVING), None),
        kind.effects,
        row.guards,
        kind.required,
        row.after,
        row.until,
        row.at_most,
    )


@cache
def _state() -> Directory:
    serving = [standing for standing in STANDINGS if standing.relation in SERVING]
    return Directory(
        _AGENCIES,
        [Officer(_officer(standing), "X") for standing in serving],
        [
            Appointment(_officer(standing), standing.relation.name, standing.who)
            for standing in serving
        ],
    )


@cache
def _calendar() -> WorkingCalendar:
    """Whichever: on a given day nobody asks it."""
    return indonesia()


@cache
def _actors() -> Mapping[Standing, Actor]:
    return {standing: _actor(standing) for standing in STANDINGS}


def _actor(standing: Standing) -> Actor:
    if standing.who == SYSTEM:
        return Actor.system()
    if standing.who == REPORTER:
        return Actor.reporter(standing.relation.value)
    serves = standing.relation in SERVING
    return Actor.officer(_officer(standing), at=standing.relation.name if serves else _HELD_BY)


def _officer(standing: Standing) -> str:
    return f"{standing.who}-{standing.relation}"


@lru_cache(maxsize=64)  # a status is asked by everybody before the next one comes
def _case(status: str, phase: Phase, special: Relation, *, confidential: bool) -> Case:
    complaint = Complaint(
        "X-0001",
        "X",
        "X",
        _AT,
        confidential=confidential,
        reporter=Relation.OWN.value,
        accused={_ACCUSED} if special is Relation.ACCUSED else (),
    )
    first = Event(1, SUBMIT, _AT, Actor.system(), status, phase, holders=(_HELD_BY,))
    case = Case.from_events(complaint, (first,))
    asked = evolve(first, number=2, kind="", effects=(Effect.INVOLVE,), facts=((PART, _INVOLVED),))
    return case_after(case, asked) if special is Relation.INVOLVED else case
