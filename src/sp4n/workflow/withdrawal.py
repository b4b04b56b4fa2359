"""Withdrawal: holders who may not know a case any more, or can't act on it, lose it."""

from datetime import date

from sp4n.model.directory import Directory
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.barring import is_barred_officer
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.reception import admin_above, fit_holders
from sp4n.workflow.workflow import Workflow


def holders_afterwards(attempt: Attempt, after: Case) -> tuple[str, ...]:
    """Say who holds a case after it was accused more, or revived, given how it stands then.

    In place of a holder who is barred now, or at whose agency all are who might act, comes the
    nearest admin above who may; nobody, if even the root is accused. What is revived goes on with
    whoever held it, or with the agency that revives it.
    """
    if Effect.REVIVE in after.events[-1].effects:
        return _revived(attempt, after)
    directory, on = attempt.directory, attempt.on
    holders: list[str] = []
    for holder in after.holders:
        had, has = (
            may_act(attempt.workflow, directory, of, holder, on) for of in (attempt.case, after)
        )
        if attempt.bars(holder, after) or has or not had:
            holders += fit_holders(directory, (holder,), after, on)
        else:
            holders += admin_above(directory, holder, after, on, (holder,))
    return tuple(dict.fromkeys(holders))


def _revived(attempt: Attempt, after: Case) -> tuple[str, ...]:
    table, directory, on = attempt.workflow, attempt.directory, attempt.on
    kept = (
        holder
        for holder in attempt.holders
        if not attempt.bars(holder, after) and may_act(table, directory, after, holder, on)
    )
    return tuple(kept) or (attempt.own_agency,)


def may_act(workflow: Workflow, directory: Directory, case: Case, agency: str, on: date) -> bool:
    """Tell whether somebody at an agency may move a case, as far as their role goes.

    Of what is over, or what no officer may move, whoever serves there may at least know.
    """
    roles = {
        role
        for row in workflow.transitions
        if case.is_open and row.source == case.status and not row.is_keyed_in
        if row.target != case.status or workflow.kind_of(row).moves
        for role in row.officers
    }
    return any(
        (not roles or held.role in roles)
        and not is_barred_officer(case, held.officer, directory=directory, on=on)
        for held in directory.team(agency, on)
    )
