"""Due actions: what the system itself has to do, and when it has to look again."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from attrs import evolve, frozen

from sp4n.model import Actor, ActorKind
from sp4n.sla.assessment import assess_knowing_all
from sp4n.sla.clocks import ClockState
from sp4n.sla.reading import Reading
from sp4n.sla.reckoning import Amendments
from sp4n.sla.standards import Standard
from sp4n.validation import instant_fault, refuse, type_fault
from sp4n.workdays import WorkingCalendar
from sp4n.workflow import (
    Case,
    Command,
    Effect,
    Event,
    Note,
    Part,
    Phase,
    Procedure,
    Reason,
    Transition,
    Workflow,
    stranded,
)
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.events import SET_RIGHT
from sp4n.workflow.links import taken_in
from sp4n.workflow.notes import is_urgent, standing_notes
from sp4n.workflow.reception import fit_holders
from sp4n.workflow.recording import due_hand_over

ActionKind = Literal[
    "close", "archive", "escalate", "command", "hand_over", "stranded", "review", "urgent",
    "contribute", "tell", "remind", "tell_reporter",
]  # fmt: skip
"""What an action does to the case: what its command leads to; a hand-over; or nothing but telling
somebody: that it is stranded or urgent, that nothing says when it is due, that what stands for
their own was answered, that a clock or a part is due; or the reporter, what was keyed in for
them, or that times were set right."""

_KINDS: dict[Phase, ActionKind] = {Phase.CLOSED: "close", Phase.ARCHIVED: "archive"}


@frozen
class DueAction:
    """Something the system has to do with a case.

    To ``close``, ``archive`` or ``escalate`` it, or to give it another ``command``, because a timer
    ended: give `command`. To ``hand_over`` what an ended agency holds, or one that is barred by now
    (`sp4n.workflow.hand_over`); `holders` are those who may take it, and if there are several,
    somebody has to choose. To tell whoever runs the system that it is
    ``stranded``. To have the holders ``review`` an adopted case: so little is known of its past
    that nothing says when it is due. To tell the holders that it is ``urgent``, by the route on
    record. To ``tell`` the reporter of a case that was joined to this one that this one was
    answered, or has ended without an answer (`sp4n.workflow.standing_answer` gives what they may
    see; if that case has `duplicates` of its own, tell their reporters too). To ``remind`` the
    holders of a clock that is due soon or overdue; or, with those who were asked, of a part that is
    still to ``contribute``. Or to ``tell_reporter`` what an officer keyed in
    for them, or that times were set right.

    Attributes:
        kind: What it does to the case.
        command: The command to give; None for a hand-over, and where somebody is told.
        due_at: Since when it is due.
        key: Tells doing one thing twice from doing two things. A command's key is the same as long
            as the case has not moved on; a reminder's as long as the same run of the same clock is
            in the same state, whatever else happens to the case. A clock that goes on after a pause
            may be in that state once more: that is another reminder. What somebody is told has the
            same key as long as there is no further answer.
        holders: The agencies that hold the case: successors, where one has ended; in place of one
            that is barred from it (`sp4n.workflow.is_barred`), the nearest above that is not. Of
            their officers, remind those who may know of the case. Empty if the reporter is told.
        reasons: Why it is stranded.
        part: The part that was asked for and is open.
        involved: The agencies to remind of that part beside the holders, as for `holders`; none
            where whoever was asked is barred by now, or gone.
        notes: What there is to note of the case: what the route proposed and nobody has done, and
            whose parts are open (`sp4n.workflow.Note`).
        reading: For a reminder, which clock it is and how it stands.
        joined: The number of the joined case whose reporter is to be told.
    """

    kind: ActionKind
    command: Command | None
    due_at: datetime
    key: str
    holders: tuple[str, ...] = ()
    reading: Reading | None = None
    reasons: tuple[Reason, ...] = ()
    joined: str | None = None
    part: Part | None = None
    involved: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_urgent(self) -> bool:
        """Tell whether the route called the case urgent, and an office owes the next step."""
        return is_urgent(self.notes)

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

    Hand-overs come next, then that nobody may act (`sp4n.workflow.stranded`), then that the case is
    urgent, open parts, whom to tell of an answer, reminders, and what to tell the reporter.

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
        standards: The clocks to remind of; without any there are no reminders, nor is anybody told
            that a case is urgent or a part open.
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
    clocks = [*_open_clocks(procedure, case, at, standards, calendar_on, amendments)]
    reminders = (_reminder(case, reading, now, told) for reading in clocks)
    stands = (*_hand_overs(procedure, case, on), *_stranded(procedure, case, now))
    is_dated = bool(clocks or stands or any(True for _ in _timers(procedure, case)))
    attempt = _attempt(procedure, case, now)
    at_once = _told_at_once(attempt, procedure, told) if standards else ()
    actions = (
        *commands,
        *stands,
        *(() if is_dated else _review(case, now, told)),
        *(action for action in (*at_once, *_told(case, told)) if action.due_at <= now),
        *(reminder for reminder in reminders if reminder is not None),
        *_keyed_in(case, now),
    )
    notes = tuple(standing_notes(attempt))
    return tuple(evolve(one, notes=notes) for one in actions) if notes else actions


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

    A case that is stranded counts as due since its last event, a part since it was asked for, and
    an urgent case since it came into its status or to its holder. That it will be one day, when
    somebody leaves, is not foreseen, nor that its last event lies in the future of whoever asks.

    None means that nothing will ever be due within the calendar's known range, unless something
    happens to the case. The answer goes stale with whatever it rests on: after a new decree, a new
    policy or a new version of this library it has to be worked out anew for every open case. Until
    then something may be found late, but nothing is done early, since the job asks `due_actions`.

    Args:
        procedure: The workflow at work, with its calendar.
        case: The case.
        standards: The clocks to remind of; as for `due_actions`.
        calendar_on: As for `assess`.
        amendments: As for `assess`.
        now: Reminders that were due before it count as sent, and the next one is what remains;
            without it none counts as sent. So does whatever else is only told.

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
    clocks = [*_open_clocks(procedure, case, at, standards, calendar_on, amendments)]
    reminders = [at for reading in clocks for at in (reading.due_soon_at, reading.overdue_at)]
    later = max(at, now or at)
    told = [*_stranded(procedure, case, later)]
    acts = [action.due_at for action in _hand_overs(procedure, case, None)]
    if not (timers or clocks or told or acts):
        told += _review(case, later)
    if standards:
        told += _told_at_once(_attempt(procedure, case, later), procedure)
    told += (*_told(case), *_keyed_in(case, later))
    moments = (*(action.due_at for action in told), *reminders)
    ahead = [at for at in moments if at is not None and (now is None or at >= now)]
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
    if not procedure.directory.succeeded:
        return case.holders
    lines = (_followers(procedure, code, on) for code in case.holders)
    return tuple(dict.fromkeys(code for line in lines for code in line))


def _followers(procedure: Procedure, code: str, on: date) -> tuple[str, ...]:
    """Give who does on a day what an agency did; itself, if nobody does."""
    directory = procedure.directory
    return (directory.successors(code, on) or (code,)) if code in directory else (code,)


def _hand_overs(procedure: Procedure, case: Case, on: date | None) -> Iterator[DueAction]:
    """Give the hand-over of an open case by a day, or, without one, whenever it will be due."""
    due = due_hand_over(procedure, case, on)
    if due is not None:
        midnight = procedure.calendar.begins_at(due[0])
        due_at = max(midnight, case.events[-1].at)
        key = f"{case.number}/{case.version}/hand_over"
        yield DueAction("hand_over", None, due_at, key, due[1])


def _stranded(procedure: Procedure, case: Case, now: datetime) -> Iterator[DueAction]:
    """Say that nobody may act on an open case, since its last event at the latest."""
    reasons = stranded(procedure, case, at=now)
    if reasons:
        key = f"{case.number}/{case.version}/stranded"
        due_at = min(case.events[-1].at, now)
        on = procedure.calendar.nearest_date_of(now)
        holders = fit_holders(procedure.directory, case.holders, case, on)
        yield DueAction("stranded", None, due_at, key, holders, reasons=reasons)


def _attempt(procedure: Procedure, case: Case, now: datetime) -> Attempt:
    """Nobody tries anything: it tells of a case on the day of an instant."""
    workflow = procedure.workflow_of(case) or procedure.workflow
    directory, calendar = procedure.directory, procedure.calendar
    return Attempt(case, Command(""), Actor.system(), now, directory, workflow, calendar, None)


def _told_at_once(
    attempt: Attempt, procedure: Procedure, told: tuple[str, ...] = ()
) -> Iterator[DueAction]:
    """Tell whoever comes to hold an urgent case of it; and of each open part both sides."""
    case = attempt.case
    if is_urgent(standing_notes(attempt)):
        key = f"{case.number}/urgent/{','.join(told)}"
        yield DueAction("urgent", None, case.since_at, key, told)
    for part in attempt.parts:
        key = f"{case.number}/part/{part.number}"
        asked = _followers(procedure, part.agency, attempt.on)
        fit = tuple(code for code in asked if not attempt.bars(code))
        yield DueAction("contribute", None, part.asked_at, key, told, part=part, involved=fit)


def _told(case: Case, holders: tuple[str, ...] = ()) -> Iterator[DueAction]:
    """Tell the reporter of each joined case of the last answer, else that there will be none.

    What stood answered when theirs was joined to it is told since then.
    """
    joined = taken_in(case.events)
    news = _news(case) if joined and case.joined_into is None else None
    if news is None:
        return
    for number in case.duplicates:
        key, due_at = f"{case.number}/{news.number}/tell/{number}", joined[number].at
        yield DueAction("tell", None, max(news.at, due_at), key, holders, joined=number)


def _news(case: Case) -> Event | None:
    """Find the last answer of a case; if it ended without one, the event by which it did."""
    for event in reversed(case.events):
        if Effect.ANSWER in event.effects:
            return event
    steps = () if case.is_open else reversed([*pairwise(case.events)])
    return next((event for before, event in steps if before.phase.is_open), None)


def _review(case: Case, now: datetime, told: tuple[str, ...] = ()) -> Iterator[DueAction]:
    """Say that somebody has to look at an adopted case, since nothing says when it is due."""
    if case.is_adopted and case.is_open:
        key = f"{case.number}/{case.version}/review"
        yield DueAction("review", None, min(case.events[-1].at, now), key, told)


def _keyed_in(case: Case, now: datetime) -> Iterator[DueAction]:
    """Say what was keyed in for the reporter, or set right, and which time limit was extended.

    They can object if it was not so.
    """
    for event in case.events:
        is_set_right = event.kind == SET_RIGHT and event.by.kind is ActorKind.OFFICER
        is_news = is_set_right or event.is_keyed_in or Effect.EXTEND in event.effects
        if is_news and event.at <= now:
            key = f"{case.number}/{event.number}/tell_reporter"
            yield DueAction("tell_reporter", None, event.at, key)


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
