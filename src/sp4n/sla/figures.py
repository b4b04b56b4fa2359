"""Figures: how one clock of one case stands, and why."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen

from sp4n.model import Directory
from sp4n.sla.clocks import ClockState, FormerClass
from sp4n.sla.counting import Bounds, working_days_used
from sp4n.sla.drafts import MoreTime, Run
from sp4n.sla.moments import SUBMITTED
from sp4n.sla.reckoning import AnyReckoning
from sp4n.sla.standards import Standard
from sp4n.workdays import Limit, OutsideKnownRange
from sp4n.workflow import Case

if TYPE_CHECKING:
    from sp4n.workdays import DayChange, Deadline, Decree, HoursDeadline
    from sp4n.workdays.uncertainty import Certainty

_AN_HOUR = timedelta(hours=1)


def _times(run: Run | None) -> object:
    return None if run is None else (run.started_at, run.holders, run.stopped_at)


def _points(reckoning: AnyReckoning | None) -> object:
    return (
        None
        if reckoning is None
        else (reckoning.promised, reckoning.due, reckoning.counts, reckoning.left)
    )


@frozen
class Hold:
    """A time for which a clock stood still, waiting for the reporter for instance.

    Attributes:
        since_at: Since when.
        until_at: Until when; None while it still does.
        took: For how long: days, in the unit of the limit, or time. A hold within one day took 0.
    """

    since_at: datetime
    until_at: datetime | None
    took: int | timedelta


class View(NamedTuple):
    """When a case was read, who held it then, and what tells how agencies are called."""

    read_at: datetime
    held_by: tuple[str, ...] = ()
    directory: Directory | None = None
    case: Case | None = None


@frozen(repr=False)
class Figures:
    """What a reading of one clock of one case comes to; see `Reading`, which says it in words."""

    standard: Standard
    state: ClockState
    limit: Limit
    run: Run | None = field(default=None, eq=_times)
    formers: tuple[FormerClass, ...] = ()
    reckoning: AnyReckoning | None = field(default=None, eq=_points)
    view: View | None = field(default=None, eq=False)

    @property
    def held_by(self) -> tuple[str, ...]:
        """Those who held the case at the instant of reading."""
        return () if self.view is None else self.view.held_by

    @property
    def read_at(self) -> datetime | None:
        """The instant of reading."""
        return None if self.view is None else self.view.read_at

    @property
    def started_at(self) -> datetime | None:
        """When the clock started; None when it has not, or nobody knows."""
        return None if self.run is None else self.run.started_at

    @property
    def holders(self) -> tuple[str, ...]:
        """Those who held the case when the clock started."""
        return () if self.run is None else self.run.holders

    @property
    def extended(self) -> tuple[MoreTime, ...]:
        """Each time that an agency took more time for it, in order."""
        return () if self.run is None else self.run.extended

    @property
    def more(self) -> tuple[int, ...]:
        """By how many units of the limit, each time; `limit` is without them."""
        extension = self.standard.extension
        return () if extension is None else extension.taken(self.extended)

    def why_extended(self, more: MoreTime) -> str | None:
        """Give the reason as it was written; None if it was erased, or the case is not at hand."""
        case = None if self.view is None else self.view.case
        if case is None:
            return None
        keys = case.events[more.event - 1].text_keys(case.number)
        return next((case.texts[key].body for key in keys if key in case.texts), None)

    @property
    def reclassified_from(self) -> FormerClass | None:
        """The class at the start, if the limit has become another one since."""
        return self.formers[0] if self.formers else None

    def charged_to(self, holder: str | None) -> str | None:
        """Name the agency whose clock it is, given who holds the case at the instant of reading.

        That is who held the case when the clock last began to run. But a clock that starts at the
        submission is nobody's in particular: it goes to whoever holds the case at last, and so does
        one that has not started. What started elsewhere, with nobody knows whom, goes to nobody.
        """
        if self.run is None or SUBMITTED in self.standard.starts:
            return holder
        return self.run.owners[0] if self.run.owners else None

    def names_of(self, agencies: Iterable[str], at: datetime | None) -> tuple[str, ...]:
        """Name agencies as they were called at an instant; by their codes, where nobody knows."""
        directory = None if self.view is None else self.view.directory
        calendar = None if self.reckoning is None else self.reckoning.calendar
        on = None if at is None or calendar is None else calendar.nearest_date_of(at)
        found = ((code, directory and directory.find(code)) for code in agencies)
        return tuple(agency.name_on(on) if agency else code for code, agency in found)

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
        """The days that are left of the limit, negative when it is late by so many."""
        return self._left if isinstance(self._left, int) else None

    @property
    def certainty(self) -> "Certainty | None":
        """How sure the date is that counts; None while there is none."""
        return None if self._bounds is None else self._bounds.certainty

    @property
    def earliest_on(self) -> date | None:
        """The earliest day on which it may be due; None while there is none, or nobody knows."""
        return None if self._bounds is None else self._bounds.earliest_on

    @property
    def latest_on(self) -> date | None:
        """The latest day on which it may be due; None while there is none, or nobody knows.

        That of a case that began elsewhere is unknown: it may have stood still there.
        """
        if self._bounds is None or not self.is_known:
            return None
        return self._bounds.latest_on

    @property
    def is_known(self) -> bool:
        """Tell whether all pauses are known; if not, the case is due *at the earliest* then."""
        return self.run is None or self.run.is_known

    @property
    def _bounds(self) -> Bounds | None:
        return None if self.reckoning is None else self.reckoning.bounds

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Each time that the clock stood still for somebody, with the days that it cost."""
        if self.reckoning is None or self.read_at is None:
            return ()
        try:
            held = self.reckoning.held(self.read_at)
        except OutsideKnownRange:
            return ()
        return tuple(Hold(pause.since_at, pause.until_at, took) for pause, took in held)

    @property
    def promised_at(self) -> datetime | None:
        """The instant that was promised, for limits in hours or minutes; else None."""
        return None if self.reckoning is None else self.reckoning.promised_at

    @property
    def due_at(self) -> datetime | None:
        """The instant as known now, for limits in hours or minutes; else None."""
        return None if self.reckoning is None else self.reckoning.due_at

    @property
    def hours_left(self) -> float | None:
        """The hours that are left, negative when it is late by so many, as a number."""
        return self._left / _AN_HOUR if isinstance(self._left, timedelta) else None

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
        """Tell whether the standard was broken: open and overdue counts, not only late answers.

        That an agency was late is not said of a clock that may have stood still in another system.
        """
        return self.state in (ClockState.OVERDUE, ClockState.BREACHED) and self.is_known

    @property
    def is_open(self) -> bool:
        """Tell whether the clock was neither stopped nor ended."""
        return self.run is not None and self.run.is_open

    @property
    def counts_at(self) -> datetime | None:
        """The instant that the verdict rests on, for limits in hours or minutes; else None."""
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
    def due_key(self) -> str | None:
        """The run and its stretch (`leg_key`), by which limit it is due, and when."""
        if self.leg_key is None:
            return None
        due = self.counts_on if self.counts_at is None else f"{self.counts_at:%Y%m%dT%H%M%S%z}"
        return f"{self.leg_key}/{self.limit.key}/{due}"

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


_OVER = (ClockState.MET, ClockState.BREACHED, ClockState.ENDED)
