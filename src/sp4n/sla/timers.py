"""Due actions: what the system itself has to do, and when it has to look again."""

from datetime import datetime

from attrs import frozen

from sp4n.validation import instant_fault, refuse
from sp4n.workflow import Case, Command, Procedure

__all__ = ["DueAction", "due_actions", "next_due_at"]


@frozen
class DueAction:
    """Something the system has to do with a case: give `command`, as a timer ended at `due_at`.

    `key` is the same as long as the case has not moved on: doing it twice can be told from doing
    two things.
    """

    command: Command
    due_at: datetime
    key: str


def due_actions(procedure: Procedure, case: Case, *, now: datetime) -> tuple[DueAction, ...]:
    """Give what the timers of the case's status require by now; nothing is done here.

    An action is due from the moment at which its timer is over: for days, the midnight after the
    last one. Timers beyond the calendar's known range are not due. Raises InvalidValue for a naive
    `now`.
    """
    refuse(instant_fault(now, "now"))
    return tuple(
        DueAction(Command(command), due_at, f"{case.number}/{case.version}/{command}")
        for command, due_at in _timers(procedure, case)
        if due_at <= now
    )


def next_due_at(procedure: Procedure, case: Case) -> datetime | None:
    """Give the instant from which `due_actions` has something to do, or None if that never comes.

    It may lie in the past: a store can keep it in a column and ask a nightly job for whatever is
    not later than now.
    """
    return min((due_at for _, due_at in _timers(procedure, case)), default=None)


def _timers(procedure: Procedure, case: Case) -> list[tuple[str, datetime]]:
    found: list[tuple[str, datetime]] = []
    table = procedure.table_of(case)
    if table is None:
        return found  # its timers are those of another workflow
    for row in table.timers(case.status):
        due_at = procedure.timer_ends_at(case, row)
        if due_at is not None:
            found.append((row.command, due_at))
    return found
