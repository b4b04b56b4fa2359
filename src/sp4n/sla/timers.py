"""Due actions: what the system itself has to do, and when it has to look again."""

from datetime import date, datetime, time, timedelta

from attrs import frozen

from sp4n.validation import instant_fault, refuse
from sp4n.workdays.settings import ZONES
from sp4n.workflow import Case, Command, Procedure

__all__ = ["DueAction", "due_actions", "next_due_at"]


@frozen
class DueAction:
    """Something the system has to do with a case: give `command`, as a timer ended on `due_on`.

    `key` is the same as long as the case has not moved on: doing it twice can be told from doing
    two things.
    """

    command: Command
    due_on: date
    key: str


def due_actions(procedure: Procedure, case: Case, *, now: datetime) -> tuple[DueAction, ...]:
    """Give what the timers of the case's status require by now; nothing is done here.

    An action is due from the day after its timer's last day. Timers beyond the calendar's known
    range are not due. Raises InvalidValue for a naive `now`.
    """
    refuse(instant_fault(now, "now"))
    return tuple(
        DueAction(Command(command), due_on, f"{case.number}/{case.version}/{command}")
        for command, due_on in _timers(procedure, case)
        if _day_after(procedure, due_on) <= now
    )


def next_due_at(procedure: Procedure, case: Case) -> datetime | None:
    """Give the instant from which `due_actions` has something to do, or None if that never comes.

    It is the first moment of a day in the calendar's zone, and may lie in the past: a store can
    keep it in a column and ask a nightly job for whatever is not later than now.
    """
    days = [due_on for _, due_on in _timers(procedure, case)]
    return _day_after(procedure, min(days)) if days else None


def _day_after(procedure: Procedure, day: date) -> datetime:
    """The first moment after a day, in the calendar's zone."""
    return datetime.combine(day + timedelta(days=1), time.min, ZONES[procedure.calendar.zone])


def _timers(procedure: Procedure, case: Case) -> list[tuple[str, date]]:
    found: list[tuple[str, date]] = []
    if case.workflow != procedure.workflow.version:
        return found  # its timers are those of another workflow
    for row in procedure.workflow.timers(case.status):
        due_on = procedure.timer_due_on(case, row)
        if due_on is not None:
            found.append((row.command, due_on))
    return found
