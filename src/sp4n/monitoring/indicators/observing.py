"""Observing: reading cases at an instant, so that figures can be worked out of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from sp4n.errors import Fault, fault, shown
from sp4n.monitoring.indicators.definitions import Knowledge
from sp4n.monitoring.indicators.snapshot import Disposition, Entry, Snapshot, Turn
from sp4n.progress import Progress, told_while
from sp4n.sla import LAPOR_STANDARDS, Amendments, ClockState, Reading, Standard, assess
from sp4n.validation import (
    instant_fault,
    items_or_as_given,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workdays import OutsideKnownRange, WorkingCalendar
from sp4n.workdays.receipt import day_of_receipt
from sp4n.workflow import LAPOR, Case, Effect, Event, Workflow


def observe(
    cases: Iterable[Case],
    *,
    now: datetime,
    calendar: WorkingCalendar,
    standards: Iterable[Standard] = LAPOR_STANDARDS,
    workflow: Workflow = LAPOR,
    calendar_on: Callable[[date], WorkingCalendar] | None = None,
    amendments: Amendments = "follow",
    progress: Progress = False,
) -> Snapshot:
    """Read cases as they stood at an instant: later events are unknown, later cases are not there.

    Of an adopted case that counts which is known of its clocks, and when it ended; who handled it
    elsewhere is unknown.

    Args:
        cases: The cases.
        now: The instant.
        calendar: As for `sp4n.sla.assess`.
        standards: As for `sp4n.sla.assess`.
        workflow: Says what the statuses are called.
        calendar_on: As for `sp4n.sla.assess`.
        amendments: As for `sp4n.sla.assess`.
        progress: Is told how many cases are read; True shows a bar.

    Raises:
        InvalidValue: An argument has the wrong type, `now` is naive, or two cases have one number
            (`duplicate`: their complaint would count twice).

    >>> from datetime import UTC
    >>> from sp4n.sample import sample_cases, sample_policy
    >>> now = datetime(2026, 3, 27, 10, tzinfo=UTC)
    >>> observe(sample_cases(), now=now, calendar=sample_policy().calendar())
    <Snapshot as of 2026-03-27 10:00:00+00:00: 40 complaints>
    """
    given, clocks = items_or_as_given(cases), items_or_as_given(standards)
    refuse(
        *list_faults(Case, given, "cases", "case"),
        *list_faults(Standard, clocks, "standards", "standard"),
        instant_fault(now, "now"),
        type_fault(WorkingCalendar, calendar, "calendar", "calendar"),
        type_fault(Workflow, workflow, "workflow", "workflow"),
    )
    refuse(*_duplicates(given))
    read_clocks = partial(
        assess,
        standards=clocks,
        calendar=calendar,
        now=now,
        calendar_on=calendar_on,
        amendments=amendments,
    )
    today = calendar.nearest_date_of(now)
    entries: list[Entry] = []
    turns: list[Turn] = []
    dispositions: list[Disposition] = []
    with told_while(progress, len(given)) as tell:
        for case in given:
            if (then := case.as_of(now)) is not None:
                entry = _entry(then, calendar, today)
                entries.append(entry)
                turns += (_turn(reading, entry) for reading in read_clocks(then).all_readings)
                dispositions += _dispositions(then, entry)
            tell(1)
    return Snapshot(
        now,
        entries,
        turns,
        dispositions,
        standards=clocks,
        knows=frozenset(Knowledge),
        status_labels={status.code: status.label for status in workflow.statuses},
        reason_labels={command.code: command.label for command in workflow.commands},
    )


def age_days(calendar: WorkingCalendar, received_on: date, on: date) -> int | None:
    """Count the working days since a complaint was received; None where the calendar ends.

    The day of receipt is not counted; what was received later is 0 days old.
    """
    try:
        return max(0, calendar.count(received_on, on))
    except OutsideKnownRange:
        return None


def _duplicates(cases: tuple[Case, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, case in enumerate(cases):
        if case.number in seen:
            yield fault("duplicate", f"cases[{place}].number", found=shown(case.number))
        seen.add(case.number)


def _entry(case: Case, calendar: WorkingCalendar, today: date) -> Entry:
    complaint, region = case.complaint, case.complaint.region
    received_on = day_of_receipt(calendar, complaint.submitted_at)
    end = None if case.is_open else _end(case)
    ended_here = None if end is None or _is_past(case, end) else end
    return Entry(
        case.number,
        received_on,
        case.status,
        case.phase,
        case.holder,
        case.category,
        case.classification,
        complaint.channel,
        None if region is None else region.code,
        None if end is None else calendar.nearest_date_of(end.at),
        None if ended_here is None else ended_here.by.kind,
        None if ended_here is None else ended_here.reason or ended_here.kind,
        age_days(calendar, received_on, today) if case.is_open else None,
        None if case.is_adopted else _hops(case.events),
        _rating(case.events),
        case.joined_into is not None,
    )


def _end(case: Case) -> Event | None:
    """Find the event that ended a case; None if it ended elsewhere and nobody knows when."""
    ended = len(case.events) - 1
    while ended and case.events[ended - 1].status == case.status:
        ended -= 1
    is_undated = case.is_adopted and ended == case.past_steps
    return None if is_undated else case.events[ended]


def _is_past(case: Case, event: Event) -> bool:
    """Tell whether an event happened elsewhere: when is known, but not by whom, or why."""
    return case.is_adopted and event.number <= case.past_steps + 1


def _hops(events: tuple[Event, ...]) -> int:
    return sum(before.holders != after.holders for before, after in pairwise(events))


def _rating(events: tuple[Event, ...]) -> int | None:
    """Give the last rating, the reporter's own rather than a keyed-in one; whole numbers only."""
    rated = [event for event in events if Effect.RATE in event.effects]
    own = [event for event in rated if not event.is_keyed_in]
    scores = [str(event.fact("score")) for event in own or rated]
    return int(scores[-1]) if scores and scores[-1].isdecimal() else None


def _dispositions(case: Case, entry: Entry) -> list[Disposition]:
    """Find who got the case from an officer, and whether they sent it back as not theirs."""
    dispositions: list[tuple[str, bool]] = []
    standing: list[int] = []  # the dispositions by which it came to where it is, one upon the other
    for before, event in pairwise(case.events):
        if _is_past(case, event):
            continue  # whether it was sent back there, nobody knows
        if Effect.ASSIGN in event.effects and event.holders and event.holders != before.holders:
            standing.append(len(dispositions))
            dispositions.append((event.holders[0], False))
        elif Effect.GIVE_BACK in event.effects and standing:
            place = standing.pop()
            dispositions[place] = dispositions[place][0], True
    return [Disposition(entry, agency, is_returned) for agency, is_returned in dispositions]


def _turn(reading: Reading, entry: Entry) -> Turn:
    agency, state = reading.charged_to(entry.agency), reading.state
    if state is ClockState.OVERDUE and not reading.is_breach:  # it may have stood still elsewhere
        state = ClockState.UNKNOWN
    return Turn(entry, reading.standard.code, agency, state, reading.days_used)
