"""Assessment: how the clocks of a case stand at an instant."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from attrs import evolve, field, frozen

from sp4n.errors import UnknownCode
from sp4n.labels import Label, Language
from sp4n.sla.clocks import Leg, Run, runs
from sp4n.sla.standards import Standard
from sp4n.validation import instant_fault, refuse
from sp4n.workdays import Deadline, Limit, OutsideKnownRange, WorkingCalendar
from sp4n.workflow import Case

__all__ = ["DUE_SOON_DAYS", "Amendments", "ClockState", "Reading", "SlaReport", "assess"]

DUE_SOON_DAYS = 1
"""Own choice: a clock with this many days left, or fewer, is due soon."""

Amendments = Literal["follow", "keep"]
"""What a later decree does to a running clock: ``follow`` moves it, ``keep`` leaves the promise."""


class ClockState(StrEnum):
    """How a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    """Open and past its due date: a breach already."""
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    ENDED = "ended"
    """The case went another way in time (sent back, archived): neither met nor breached."""
    UNKNOWN = "unknown"
    """It can't be told: the case began elsewhere, or the calendar does not reach that far."""


STATE_LABELS = {
    ClockState.NOT_STARTED: Label(id="belum mulai", en="not started"),
    ClockState.RUNNING: Label(id="berjalan", en="running"),
    ClockState.DUE_SOON: Label(id="segera jatuh tempo", en="due soon"),
    ClockState.OVERDUE: Label(id="terlambat", en="overdue"),
    ClockState.PAUSED: Label(id="ditunda", en="paused"),
    ClockState.MET: Label(id="terpenuhi", en="met"),
    ClockState.BREACHED: Label(id="terlampaui", en="breached"),
    ClockState.ENDED: Label(id="berakhir", en="ended"),
    ClockState.UNKNOWN: Label(id="tidak diketahui", en="unknown"),
}


@frozen
class Reading:
    """How one clock of one case stands.

    `limit` is the one for the case's present class, counted from the clock's own start.
    `promised_on` is the due date by the calendar as it was known when the clock started, `due_on`
    by the calendar as known now; both are None while the clock is paused, not started or unknown.
    `counts_on` is the one of the two that the verdict rests on. `days_left` are those up to and
    including that day (negative when past), or what will be left after a pause. `deadline`
    explains the skipped days of the last stretch; None for limits in calendar days.
    """

    standard: Standard
    state: ClockState
    limit: Limit
    started_at: datetime | None = None
    holders: tuple[str, ...] = ()
    stopped_at: datetime | None = None
    promised_on: date | None = None
    due_on: date | None = None
    counts_on: date | None = None
    days_left: int | None = None
    deadline: Deadline | None = field(default=None, eq=False, repr=False)

    @property
    def is_breach(self) -> bool:
        """Tell whether the standard was broken: open and overdue counts, not only late answers."""
        return self.state in (ClockState.OVERDUE, ClockState.BREACHED)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "standard": self.standard.code,
            "label": self.standard.label.text(language) or self.standard.code,
            "state": self.state.value,
            "limit": str(self.limit),
            "started_at": self.started_at and self.started_at.isoformat(),
            "stopped_at": self.stopped_at and self.stopped_at.isoformat(),
            "promised_on": self.promised_on and self.promised_on.isoformat(),
            "due_on": self.due_on and self.due_on.isoformat(),
            "days_left": self.days_left,
            "holders": list(self.holders),
        }

    def __str__(self) -> str:
        due = f", due on {self.counts_on}" if self.counts_on else ""
        name = self.standard.label.en or self.standard.code
        return f"{name} ({self.limit}): {STATE_LABELS[self.state].en}{due}"


@frozen(repr=False)
class SlaReport:
    """The clocks of a case at an instant: the latest run of each standard, and the earlier ones.

    ``report["first_follow_up"]`` finds a reading by the standard's code.
    """

    now: datetime
    readings: tuple[Reading, ...]
    earlier: tuple[Reading, ...] = ()

    def __getitem__(self, code: str) -> Reading:
        """Find the latest reading of a standard; UnknownCode when there is no such standard."""
        for reading in self.readings:
            if reading.standard.code == code:
                return reading
        raise UnknownCode("standard", code, [one.standard.code for one in self.readings])

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def __repr__(self) -> str:
        states = ", ".join(f"{one.standard.code} {one.state}" for one in self.readings)
        return f"<SlaReport {self.now.isoformat()}: {states}>"

    @property
    def breaches(self) -> tuple[Reading, ...]:
        """Every broken standard, of earlier runs too."""
        return tuple(one for one in (*self.earlier, *self.readings) if one.is_breach)

    def __str__(self) -> str:
        return "\n".join(map(str, self.readings))


def assess(
    case: Case,
    standards: Iterable[Standard],
    *,
    calendar: WorkingCalendar,
    now: datetime,
    calendar_on: Callable[[date], WorkingCalendar] | None = None,
    amendments: Amendments = "follow",
) -> SlaReport:
    """Read every clock of a case at an instant, from its events alone.

    Events after `now` are left out. Only standards in force on the day of receipt are read.
    `calendar_on` gives the calendar as it was known on a day, for `promised_on`; without it the
    promise is the due date as known now. It never raises for days beyond the known range: such a
    reading is unknown. Raises InvalidValue for a naive `now`.
    """
    refuse(instant_fault(now, "now"))
    received_on = calendar.nearest_date_of(case.complaint.submitted_at)
    reader = _ClockReader(_as_of(case, now), calendar, now, calendar_on, amendments)
    latest: list[Reading] = []
    earlier: list[Reading] = []
    for standard in standards:
        if standard.is_valid(received_on):
            readings = reader.read(standard)
            latest.append(readings[-1])
            earlier.extend(readings[:-1])
    return SlaReport(now, tuple(latest), tuple(earlier))


def _as_of(case: Case, now: datetime) -> Case | None:
    """The case as it was at an instant; None when it had not begun."""
    past = [event for event in case.events if event.at <= now]
    if len(past) == case.version:
        return case
    return Case.from_events(case.complaint, past) if past else None


@frozen
class _ClockReader:
    """One case at one instant, ready to be read by any standard."""

    case: Case | None
    calendar: WorkingCalendar
    now: datetime
    calendar_on: Callable[[date], WorkingCalendar] | None
    amendments: Amendments

    def read(self, standard: Standard) -> list[Reading]:
        if self.case is None:
            return [Reading(standard, ClockState.NOT_STARTED, standard.limit_for(None))]
        limit = standard.limit_for(self.case.classification)
        readings = [self._read(standard, limit, run) for run in runs(standard, self.case)]
        if readings:
            return readings
        adopted = self.case.is_adopted
        state = ClockState.UNKNOWN if adopted else ClockState.NOT_STARTED
        return [Reading(standard, state, limit)]

    def _read(self, standard: Standard, limit: Limit, run: Run) -> Reading:
        blank = Reading(
            standard, ClockState.UNKNOWN, limit, run.started_at, run.holders, run.stopped_at
        )
        try:
            leg = run.last_leg(limit, self.calendar)
            if leg.waits and run.is_open:
                return evolve(blank, state=ClockState.PAUSED, days_left=leg.n)
            promised_on, due_on = self._promised_on(run, limit), leg.due_on(self.calendar)
            counts_on = promised_on if self.amendments == "keep" else due_on
            end_on = self.calendar.date_of(run.stopped_at or run.ended_at or self.now)
            days_left = Leg(end_on, 0, limit.unit).used(self.calendar, counts_on)
        except OutsideKnownRange:
            return blank
        return evolve(
            blank,
            state=_verdict(run, days_left, late=end_on > counts_on),
            promised_on=promised_on,
            due_on=due_on,
            counts_on=counts_on,
            days_left=days_left,
            deadline=self._deadline(leg),
        )

    def _promised_on(self, run: Run, limit: Limit) -> date:
        calendar = self.calendar
        if self.calendar_on is not None:
            calendar = self.calendar_on(calendar.date_of(run.started_at))
        return run.last_leg(limit, calendar).due_on(calendar)

    def _deadline(self, leg: Leg) -> Deadline | None:
        if leg.unit != "working days":
            return None
        return self.calendar.deadline(leg.from_on, leg.n)


def _verdict(run: Run, days_left: int, *, late: bool) -> ClockState:
    if run.stopped_at is not None:
        return ClockState.BREACHED if late else ClockState.MET
    if run.ended_at is not None:
        return ClockState.BREACHED if late else ClockState.ENDED
    if late:
        return ClockState.OVERDUE
    return ClockState.DUE_SOON if days_left <= DUE_SOON_DAYS else ClockState.RUNNING
