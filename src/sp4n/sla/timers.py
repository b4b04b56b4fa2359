"""Due actions: what the system itself has to do, and when it has to look again."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Literal

from attrs import frozen

from sp4n.sla.assessment import assess_knowing_all
from sp4n.sla.clocks import ClockState
from sp4n.sla.reading import Reading
from sp4n.sla.reckoning import Amendments
from sp4n.sla.standards import Standard
from sp4n.validation import instant_fault, refuse, type_fault
from sp4n.workdays import WorkingCalendar
from sp4n.workdays.settings import ZONES
from sp4n.workflow import (
    Case,
    Command,
    Effect,
    Phase,
    Procedure,
    Reason,
    Transition,
    Workflow,
    stranded,
)
from sp4n.workflow.reception import fit_holders

ActionKind = Literal["close", "archive", "escalate", "command", "hand_over", "stranded", "remind"]
"""What an action does to the case: what its command leads to; a hand-over; or nothing but telling
somebody that it is stranded, or that a clock is due."""

_KINDS: dict[Phase, ActionKind] = {Phase.CLOSED: "close", Phase.ARCHIVED: "archive"}


@frozen
class DueAction:
    """Something the system has to do with a case.

    To ``close``, ``archive`` or ``escalate`` it, or to give it another ``command``, because a timer
    ended: give `command`. To ``hand_over`` what an ended agency holds (`sp4n.workflow.hand_over`);
    if several are named, somebody has to choose. To tell whoever runs the system that it is
    ``stranded``. Or to ``remind`` the holders of a clock that is due soon or overdue.

    Attributes:
        kind: What it does to the case.
        command: The command to give; None for the last three.
        due_at: Since when it is due.
        key: Tells doing one thing twice from doing two things. A command's key is the same as long
            as the case has not moved on; a reminder's as long as the same run of the same clock is
            in the same state, whatever else happens to the case. A clock that goes on after a pause
            may be in that state once more: that is another reminder.
        holders: The agencies that hold the case: successors, where one has ended; in place of one
            that is barred from it (`sp4n.workflow.is_barred`), the nearest above that is not. Of
            their officers, remind those who may know of the case.
        reasons: Why it is stranded.
        reading: For a reminder, which clock it is and how it stands.
    """

    kind: ActionKind
    command: Command | None
    due_at: datetime
    key: str
    holders: tuple[str, ...] = ()
    reading: Reading | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def standard(self) -> Standard | None:
        """The standard whose clock it reminds of; None for a command."""
        return None if self.reading is None else self.reading.standard


def due_actions(
    procedure: Procedure,
    case: Case,
    *,
    now: datetime,
    standards: Iterable[Standard] = (),
    calendar_on: Callable[[date], WorkingCalendar] | None = None,
    amendments: Amendments = "follow",
) -> tuple[DueAction, ...]:
    """Give what the system has to do with a case by now, commands first; nothing is done here.

    Hand-overs come next, then that nobody may act (`sp4n.workflow.stranded`), then reminders.

    Commands follow from the timers of the case's status: one is due from the moment at which its
    timer is over; for days, the midnight after the last one. Once a command was performed the case
    has moved on: the other actions are stale, and have to be asked for again.

    A clock is reminded of once when it becomes due soon, and once when it becomes overdue; what was
    sent, the caller remembers by the action's `key`. Whatever lies beyond the calendar's known
    range is not due.

    Args:
        procedure: The workflow at work, with its calendar.
        case: The case.
        now: The instant.
        standards: The clocks to remind of; without any there are no reminders.
        calendar_on: As for `assess`.
        amendments: As for `assess`.

    Raises:
        InvalidValue: `now` is naive, an argument has the wrong type, or as `assess` raises it.
    """
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, case, "case", "case"),
        instant_fault(now, "now"),
    )
    on = procedure.calendar.nearest_date_of(now)
    told = fit_holders(procedure.directory, _in_office(procedure, case, on), case, on)
    commands = tuple(
        _command(table, row, case, due_at, told)
        for table, row, due_at in _timers(procedure, case)
        if due_at <= now
    )
    at = max(now, case.events[-1].at)
    clocks = _open_clocks(procedure, case, at, standards, calendar_on, amendments)
    reminders = (_reminder(case, reading, now, told) for reading in clocks)
    return (
        *commands,
        *_hand_overs(procedure, case, on, told),
        *_stranded(procedure, case, now),
        *(reminder for reminder in reminders if reminder is not None),
    )


def next_due_at(
    procedure: Procedure,
    case: Case,
    *,
    standards: Iterable[Standard] = (),
    calendar_on: Callable[[date], WorkingCalendar] | None = None,
    amendments: Amendments = "follow",
    now: datetime | None = None,
) -> datetime | None:
    """Give the instant from which `due_actions` has something to do; it may lie in the past.

    A store can keep it in a column and ask a nightly job for whatever is not later than now. Work
    it out when an event is written; and, if reminders are asked for, when they have been sent, with
    `now`.

    A case that is stranded counts as due since its last event. That it will be one day, when
    somebody leaves, is not foreseen, nor that its last event lies in the future of whoever asks.

    None means that nothing will ever be due within the calendar's known range, unless something
    happens to the case. The answer goes stale with whatever it rests on: after a new decree, a new
    policy or a new version of this library it has to be worked out anew for every open case. Until
    then something may be found late, but nothing is done early, since the job asks `due_actions`.

    Args:
        procedure: The workflow at work, with its calendar.
        case: The case.
        standards: The clocks to remind of.
        calendar_on: As for `assess`.
        amendments: As for `assess`.
        now: Reminders that were due before it count as sent, and the next one is what remains;
            without it none counts as sent. So does that a case is stranded.

    Raises:
        InvalidValue: `now` is naive, an argument has the wrong type, or as `assess` raises it.
    """
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, case, "case", "case"),
        None if now is None else instant_fault(now, "now"),
    )
    timers = [due_at for _, _, due_at in _timers(procedure, case)]
    at = case.events[-1].at
    clocks = _open_clocks(procedure, case, at, standards, calendar_on, amendments)
    reminders = (at for reading in clocks for at in (reading.due_soon_at, reading.overdue_at))
    told = (action.due_at for action in _stranded(procedure, case, max(at, now or at)))
    ahead = [at for at in (*told, *reminders) if at is not None and (now is None or at >= now)]
    acts = [action.due_at for action in _hand_overs(procedure, case, None)]
    return min((*timers, *acts, *ahead), default=None)


def _timers(procedure: Procedure, case: Case) -> Iterator[tuple[Workflow, Transition, datetime]]:
    table = procedure.workflow_of(case)
    if table is None:
        return  # its timers are those of another workflow
    for row in table.timers(case.status):
        due_at = procedure.timer_ends_at(case, row)
        if due_at is not None:
            yield table, row, due_at


def _command(
    table: Workflow, row: Transition, case: Case, due_at: datetime, told: tuple[str, ...]
) -> DueAction:
    key = f"{case.number}/{case.version}/{row.command}"
    return DueAction(_kind(table, row), Command(row.command), due_at, key, told)


def _kind(table: Workflow, row: Transition) -> ActionKind:
    """Tell what a timer's command does, by its effects and the phase that it leads to."""
    kind = table.command(row.command)
    if kind is not None and Effect.ESCALATE in kind.effects:
        return "escalate"
    return _KINDS.get(table.phases[row.target], "command")


def _open_clocks(
    procedure: Procedure,
    case: Case,
    at: datetime,
    standards: Iterable[Standard],
    calendar_on: Callable[[date], WorkingCalendar] | None,
    amendments: Amendments,
) -> Iterator[Reading]:
    """Read the clocks that run and whose end is known, as they stand after the last event."""
    report = assess_knowing_all(
        case,
        standards,
        calendar=procedure.calendar,
        now=at,
        calendar_on=calendar_on,
        amendments=amendments,
        directory=procedure.directory,
    )
    return (reading for reading in report.all_readings if reading.overdue_at is not None)


def _in_office(procedure: Procedure, case: Case, on: date) -> tuple[str, ...]:
    """Give who holds a case on a day: successors, where holders have ended."""
    directory = procedure.directory
    if not directory.succeeded:
        return case.holders
    lines = (
        (directory.successors(code, on) or (code,)) if code in directory else (code,)
        for code in case.holders
    )
    return tuple(dict.fromkeys(code for line in lines for code in line))


def _hand_overs(
    procedure: Procedure, case: Case, on: date | None, told: tuple[str, ...] = ()
) -> Iterator[DueAction]:
    """Give the hand-over of an open case by a day, or, without one, whenever it will be due."""
    directory = procedure.directory
    if not case.is_open or not directory.succeeded:
        return
    ends = [
        ended_on
        for holder in case.holders
        for ended_on in [holder in directory and directory.agency(holder).active_until]
        if ended_on and (on is None or ended_on <= on) and directory.successors(holder, on)
    ]
    if ends:
        midnight = datetime.combine(min(ends), time.min, ZONES[procedure.calendar.zone])
        due_at = max(midnight, case.events[-1].at)
        key = f"{case.number}/{case.version}/hand_over"
        yield DueAction("hand_over", None, due_at, key, told)


def _stranded(procedure: Procedure, case: Case, now: datetime) -> Iterator[DueAction]:
    """Say that nobody may act on an open case, since its last event at the latest."""
    reasons = stranded(procedure, case, at=now)
    if reasons:
        key = f"{case.number}/{case.version}/stranded"
        due_at = min(case.events[-1].at, now)
        on = procedure.calendar.nearest_date_of(now)
        holders = fit_holders(procedure.directory, case.holders, case, on)
        yield DueAction("stranded", None, due_at, key, holders, reasons=reasons)


def _reminder(
    case: Case, reading: Reading, now: datetime, told: tuple[str, ...]
) -> DueAction | None:
    """Say that a clock is overdue or due soon, as far as it is by now."""
    due_soon_at, overdue_at = reading.due_soon_at, reading.overdue_at
    if overdue_at is not None and overdue_at <= now:
        state, due_at = ClockState.OVERDUE, overdue_at
    elif due_soon_at is not None and due_soon_at <= now:
        state, due_at = ClockState.DUE_SOON, due_soon_at
    else:
        return None
    key = f"{case.number}/{reading.standard.code}/{reading.due_key}/{state}"
    return DueAction("remind", None, due_at, key, told, reading)
