"""Readings: how one clock of one case stands and why, and how that is said."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import field, frozen

from sp4n.labels import Described, Language, Message
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.sla.clocks import STATE_LABELS, ClockState, FormerClass, Run
from sp4n.sla.counting import AN_HOUR, working_days_used
from sp4n.sla.reckoning import AnyReckoning
from sp4n.sla.standards import SUBMITTED, Standard
from sp4n.workdays import ZONES, Limit, OutsideKnownRange

if TYPE_CHECKING:
    from sp4n.workdays import DayChange, Deadline, Decree, HoursDeadline
    from sp4n.workdays.limit import Unit


_DUE_ON = Message("reading.due_on")
_DUE_AT = Message("reading.due_at")
_LEFT = Message("reading.left")
_WILL_BE_LEFT = Message("reading.will_be_left")
_LATE = Message("reading.late")
_AMOUNTS: "dict[Unit, Message]" = {
    "working days": Message("limit.working_days"),
    "calendar days": Message("limit.calendar_days"),
    "working hours": Message("limit.working_hours"),
}
_STARTED = Message("reading.started")
_ELSEWHERE = Message("reading.elsewhere")
_BEYOND = Message("reading.beyond")
_DONE = Message("reading.done")
_MOVED = Message("reading.moved")
_KEPT = Message("reading.kept")
_OTHER_DAYS = Message("reading.other_days")
_FORMER = Message("reading.former")
_NO_CLASS = Message("reading.no_class")


def _times(run: Run | None) -> object:
    return None if run is None else (run.started_at, run.holders, run.stopped_at)


def _points(reckoning: AnyReckoning | None) -> object:
    return (
        None
        if reckoning is None
        else (reckoning.promised, reckoning.due, reckoning.counts, reckoning.left)
    )


@frozen(repr=False)
class Reading(Described):
    """How one clock of one case stands.

    `promised_on` is the due date by the calendar as it was known when the clock started, `due_on`
    by the calendar as known now; both are None while the clock is paused, not started or unknown.
    (`promised_on` alone is None if the calendar of the start did not reach so far.) `counts_on` is
    the one of the two that the verdict rests on.

    Limits in working hours end at an instant: `promised_at` and `due_at`, and the dates are those
    of their last moments. What is done at that instant itself is in time. Limits in days have no
    such instants (None), since the whole of their last day counts.

    Attributes:
        standard: The standard whose clock it is.
        state: How the clock stands.
        limit: The limit for the case's present class, counted from the clock's own start whenever
            the class was given.
        run: The run that was read; None if the clock has not started, or nobody knows.
        reclassified_from: The class at the start, if its limit was another one.
        reckoning: How the due dates were worked out; None if they can't be told.
    """

    standard: Standard
    state: ClockState
    limit: Limit
    run: Run | None = field(default=None, eq=_times)
    reclassified_from: FormerClass | None = None
    reckoning: AnyReckoning | None = field(default=None, eq=_points)

    @property
    def started_at(self) -> datetime | None:
        """When the clock started; None when it has not, or nobody knows."""
        return None if self.run is None else self.run.started_at

    @property
    def holders(self) -> tuple[str, ...]:
        """Those who held the case when the clock started."""
        return () if self.run is None else self.run.holders

    def charged_to(self, holder: str | None) -> str | None:
        """Name the agency whose clock it is, given who holds the case at the instant of reading.

        That is who held the case when the clock started. But a clock that starts at the submission
        is nobody's in particular: it goes to whoever holds the case at last, and so does one that
        has not started. What started elsewhere, with nobody knows whom, goes to nobody.
        """
        if self.run is None or self.standard.starts == SUBMITTED:
            return holder
        return self.holders[0] if self.holders else None

    @property
    def run_number(self) -> int:
        """Which run of its clock it is, from 1; 1 for one that has not started."""
        return 1 if self.run is None else self.run.number

    @property
    def stopped_at(self) -> datetime | None:
        """When the step was done; None when it was not."""
        return None if self.run is None else self.run.stopped_at

    @property
    def promised_on(self) -> date | None:
        """The due date as it was promised when the clock started, worked out when asked for."""
        return None if self.reckoning is None else self.reckoning.promised_on

    @property
    def due_on(self) -> date | None:
        """The due date as known now."""
        return None if self.reckoning is None else self.reckoning.due_on

    @property
    def counts_on(self) -> date | None:
        """The one of the two that the verdict rests on."""
        return None if self.reckoning is None else self.reckoning.counts_on

    @property
    def days_left(self) -> int | None:
        """The days up to and including that day, negative when past; after a pause, those left."""
        return self._left if isinstance(self._left, int) else None

    @property
    def promised_at(self) -> datetime | None:
        """The instant that was promised, for limits in working hours; else None."""
        return None if self.reckoning is None else self.reckoning.promised_at

    @property
    def due_at(self) -> datetime | None:
        """The instant as known now, for limits in working hours; else None."""
        return None if self.reckoning is None else self.reckoning.due_at

    @property
    def hours_left(self) -> float | None:
        """The working hours up to that instant, negative when past, as a number."""
        return self._left / AN_HOUR if isinstance(self._left, timedelta) else None

    @property
    def _left(self) -> int | timedelta | None:
        return None if self.reckoning is None else self.reckoning.left

    @property
    def days_used(self) -> int | None:
        """The working days that the step took, pauses left out, whatever unit the limit has.

        The day of the start is not counted: what is done on the same day took 0. None unless it was
        done, and where the calendar does not reach.
        """
        if self.run is None or self.reckoning is None:
            return None
        try:
            return working_days_used(self.run, self.reckoning.calendar)
        except OutsideKnownRange:  # a limit in calendar days is read there all the same
            return None

    @property
    def is_breach(self) -> bool:
        """Tell whether the standard was broken: open and overdue counts, not only late answers."""
        return self.state in (ClockState.OVERDUE, ClockState.BREACHED)

    @property
    def counts_at(self) -> datetime | None:
        """The instant that the verdict rests on, for limits in working hours; else None."""
        return None if self.reckoning is None else self.reckoning.counts_at

    @property
    def deadline(self) -> "Deadline | HoursDeadline | None":
        """The due date as known now with the days that were skipped, of the last leg.

        None while there is no due date, and for limits in calendar days, which skip nothing.
        """
        if self.reckoning is None or self.due_on is None:
            return None
        return self.reckoning.deadline

    @property
    def due_soon_at(self) -> datetime | None:
        """The first moment at which it is, or was, due soon; None unless it is open and running."""
        if self.reckoning is None or self.state in _OVER:
            return None
        return self.reckoning.soon_at

    @property
    def overdue_at(self) -> datetime | None:
        """The first moment at which it is, or was, overdue; None unless it is open and running.

        In days that is the midnight after the last one; in hours the microsecond after the instant.
        """
        if self.reckoning is None or self.state in _OVER:
            return None
        return self.reckoning.late_at

    @property
    def leg_key(self) -> str | None:
        """Which run of the clock it is, and after how many pauses: ``2.1``; None when unknown."""
        return None if self.reckoning is None else self.reckoning.leg_key

    @property
    def is_moved(self) -> bool:
        """Tell whether it is due at another time than was promised."""
        known = self.promised_on is not None and self.due_on is not None
        promised, due = (self.promised_on, self.promised_at), (self.due_on, self.due_at)
        return known and promised != due

    @property
    def changed_days(self) -> "tuple[DayChange, ...]":
        """The days that moved the due date, each with its decree; worked out when asked for.

        They are those between the start and the later of both due dates, pauses left out, that
        were worked when the clock started and are not now, or the other way round. Empty when the
        due date is as promised.
        """
        if self.reckoning is None or self.promised_on is None or self.due_on is None:
            return ()
        if not self.is_moved:
            return ()
        reckoning, until = self.reckoning, max(self.promised_on, self.due_on)
        return reckoning.changed_days(reckoning.at_start, reckoning.calendar, until)

    @property
    def moved_by(self) -> "tuple[Decree, ...] | None":
        """The decrees that moved the due date from the promise; None when it was not moved.

        Empty when no decree did: the office closed on other days, or an estimate changed.
        """
        if not self.is_moved:
            return None
        decrees = (decree.decree for decree in self.changed_days)
        return tuple(dict.fromkeys(decree for decree in decrees if decree is not None))

    def __repr__(self) -> str:
        return f"<Reading {self}>"

    def __str__(self) -> str:
        return self.describe(short=True)

    def _short(self, language: Language) -> str:
        """Say how it stands, and what moved or changed it."""
        parts = (_head(self, language), *_due(self, language), *_reasons(self, language))
        return "".join(parts)

    def _full(self, language: Language) -> str:
        """Say all of it: how it stands, since when, with whom, and what moved or changed it."""
        parts = (
            _head(self, language),
            *_due(self, language),
            *_left(self, language),
            *_started_and_done(self, language),
            *_reasons(self, language),
        )
        return f"{''.join(parts)}."

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; unknown values are None."""
        former, moved_by = self.reclassified_from, self.moved_by
        return {
            "standard": self.standard.code,
            "label": self.standard.label.describe(language) or self.standard.code,
            "state": self.state.value,
            "state_label": STATE_LABELS[self.state].describe(language),
            "limit": str(self.limit),
            "started_at": _iso(self.started_at),
            "stopped_at": _iso(self.stopped_at),
            "promised_on": _iso(self.promised_on),
            "due_on": _iso(self.due_on),
            "counts_on": _iso(self.counts_on),
            "promised_at": _iso(self.promised_at),
            "due_at": _iso(self.due_at),
            "days_left": self.days_left,
            "hours_left": self.hours_left,
            "holders": list(self.holders),
            "moved_by": None if moved_by is None else [str(decree) for decree in moved_by],
            "reclassified_from": former and former.to_dict(),
            "sentence": self.describe(language),
        }


_OVER = (ClockState.MET, ClockState.BREACHED, ClockState.ENDED)


def _iso(value: date | None) -> str | None:
    """Write a date or an instant as ISO has it."""
    return None if value is None else value.isoformat()


def _head(reading: Reading, language: Language) -> str:
    name = reading.standard.label.describe(language) or reading.standard.code
    state = STATE_LABELS[reading.state].describe(language)
    return f"{name} ({reading.limit.describe(language)}): {state}"


def _due(reading: Reading, language: Language) -> Iterator[str]:
    if reading.counts_at is not None:
        yield _DUE_AT.fill(language, due=_said(reading, reading.counts_at))
    elif reading.counts_on is not None:
        yield _DUE_ON.fill(language, due=reading.counts_on)


def _left(reading: Reading, language: Language) -> Iterator[str]:
    """What is left, or by how much it is late; nothing on the last day itself."""
    left = reading.days_left if reading.hours_left is None else reading.hours_left
    if not left:
        return
    label = _LATE if left < 0 else _LEFT
    if reading.state is ClockState.PAUSED:
        label = _WILL_BE_LEFT
    yield label.fill(language, left=_amount(abs(left), reading.limit.unit, language))


def _amount(left: float, unit: "Unit", language: Language) -> str:
    """Say a number of days, or hours and minutes (with seconds where there are some)."""
    said = str(left)
    if unit == "working hours":
        minutes, seconds = divmod(round(left * 3600), 60)
        said = f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return _AMOUNTS[unit].fill(language, n=left if said == str(left) else said)


def _started_and_done(reading: Reading, language: Language) -> Iterator[str]:
    if reading.started_at is not None:
        at, holders = _said(reading, reading.started_at), ", ".join(reading.holders)
        yield _STARTED.fill(language, at=at, holders=holders or "-")
    if reading.stopped_at is not None:
        yield _DONE.fill(language, at=_said(reading, reading.stopped_at))


def _reasons(reading: Reading, language: Language) -> Iterator[str]:
    if reading.state is ClockState.UNKNOWN:
        is_lost = reading.run is None or reading.run.is_lost
        yield (_ELSEWHERE if is_lost else _BEYOND).describe(language)
    if reading.is_moved:
        yield _moved(reading, language)
    if reading.reclassified_from is not None:
        yield _former(reading, reading.reclassified_from, language)


def _moved(reading: Reading, language: Language) -> str:
    """Name both due dates, and the decrees between them; or the days, where no decree did it."""
    days = "; ".join(change.describe(language) for change in reading.changed_days)
    decrees = "; ".join(map(str, reading.moved_by or ()))
    promised, due = (
        str(on) if at is None else _said(reading, at)
        for on, at in ((reading.promised_on, reading.promised_at), (reading.due_on, reading.due_at))
    )
    label = _KEPT if reading.reckoning and reading.reckoning.is_kept else _MOVED
    why = decrees or _OTHER_DAYS.fill(language, days=days)
    return label.fill(language, promised=promised, due=due, why=why)


def _former(reading: Reading, former: FormerClass, language: Language) -> str:
    name = former.classification
    label = _NO_CLASS if name is None else CLASSIFICATION_LABELS[name]
    at = _said(reading, former.until_at)
    limit = former.limit.describe(language)
    return _FORMER.fill(language, limit=limit, name=label.describe(language), at=at)


def _said(reading: Reading, at: datetime) -> str:
    """Say an instant in the zone of the office; in its own, where no office is known."""
    if reading.reckoning is None:
        return at.isoformat(" ", "minutes")
    zone = reading.reckoning.calendar.zone
    return f"{at.astimezone(ZONES[zone]):%Y-%m-%d %H:%M} {zone}"
