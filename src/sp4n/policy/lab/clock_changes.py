"""What another policy changes about clocks: how each stands, when it is due, and why."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from attrs import frozen

from sp4n.labels import Described, Label, Language, Template
from sp4n.sla import Reading
from sp4n.workdays import DayChange, Limit, OutsideKnownRange, WorkingCalendar

Cause = Literal["added", "removed", "limit", "course", "days", "amendments", "calendar"]
"""Why a clock changes: only one policy has it; another limit; it starts, stops or pauses otherwise
(`course`); other days are worked; later decrees count otherwise; other settings of the calendar."""

_NO_CLOCK = Label(id="tidak ada", en="no clock")
_WHY: dict[Cause, Template] = {
    "added": Template(id="hanya ada pada kebijakan kedua", en="only the other policy has it"),
    "removed": Template(
        id="tidak ada pada kebijakan kedua", en="the other policy does not have it"
    ),
    "limit": Template(id="batas {before} -> {after}", en="limit {before} -> {after}"),
    "course": Template(
        id="mulai, selesai, atau jedanya berbeda", en="it starts, stops or pauses otherwise"
    ),
    "days": Template(id="{days}", en="{days}"),
    "amendments": Template(
        id="perubahan keputusan bersama diperlakukan berbeda", en="later decrees count otherwise"
    ),
    "calendar": Template(
        id="pengaturan kalender berbeda (zona, jam kantor, atau hari penerimaan)",
        en="other settings of the calendar (zone, office hours or day of receipt)",
    ),
}
_SEEN_ANYWAY: frozenset[Cause] = frozenset({"added", "removed", "limit"})  # the readings say so


@frozen(repr=False)
class ClockChange(Described):
    """A clock of a case that stands otherwise, or is due at another time; None where there is none.

    `standard` is the code of the clock's service standard, `run` which run of it this is, from 1,
    `agency` whose clock it is (see `sp4n.sla.Reading.charged_to`).
    """

    number: str
    standard: str
    before: Reading | None
    after: Reading | None
    run: int = 1
    agency: str | None = None

    @property
    def is_other_state(self) -> bool:
        """Tell whether it is met, overdue, … by the one and not by the other."""
        before, after = (one and one.state for one in (self.before, self.after))
        return before is not after

    @property
    def limits(self) -> tuple[Limit | None, Limit | None]:
        """The limits of the one and of the other for the case's class."""
        before, after = (None if one is None else one.limit for one in (self.before, self.after))
        return before, after

    @property
    def due_on(self) -> tuple[date | None, date | None]:
        """The due dates that count by the one and by the other; None where none is known."""
        before, after = (
            None if one is None else one.counts_on for one in (self.before, self.after)
        )
        return before, after

    @property
    def due_at(self) -> tuple[datetime | None, datetime | None]:
        """The instants that count, of limits in working hours; None for limits in days."""
        before, after = (
            None if one is None else one.counts_at for one in (self.before, self.after)
        )
        return before, after

    @property
    def moved_days(self) -> int | None:
        """By how many calendar days the due date moves, positive for later.

        None where one of the two has none; 0 where it is due on the same day, perhaps at another
        hour.
        """
        before, after = self.due_on
        return None if before is None or after is None else (after - before).days

    @property
    def moved_working_days(self) -> int | None:
        """The same in working days of the other policy's calendar; None where it does not reach."""
        before, after = self.due_on
        found = None if self.after is None else self.after.reckoning
        if before is None or after is None or found is None:
            return None
        try:
            return found.counting_calendar.count(before, after)
        except OutsideKnownRange:  # a limit in calendar days may end there
            return None

    @property
    def is_deadline_moved(self) -> bool:
        """Tell whether both know when it is due, and differ."""
        if self.moved_days is None:
            return False
        return self.moved_days != 0 or self.due_at[0] != self.due_at[1]

    @property
    def breach(self) -> Literal["appears", "vanishes"] | None:
        """Tell whether the standard is broken by the other policy only, or by the one only."""
        before, after = (one is not None and one.is_breach for one in (self.before, self.after))
        if before is after:
            return None
        return "appears" if after else "vanishes"

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it changes, worked out when asked for."""
        before, after = self.before, self.after
        if before is None or after is None:
            return ("added",) if before is None else ("removed",)
        found = tuple(_causes(before, after, self.changed_days))
        return found or ("calendar",)

    @property
    def changed_days(self) -> tuple[DayChange, ...]:
        """The days within the run that are worked by one policy's calendar only, pauses left out.

        Up to the later of the two due dates, and none while one of them is not known.
        """
        calendars, due_on = self._calendars, [day for day in self.due_on if day is not None]
        if calendars is None or len(due_on) < len(self.due_on):
            return ()
        assert self.after is not None  # noqa: S101  # it has a due date
        assert self.after.reckoning is not None  # noqa: S101
        return self.after.reckoning.changed_days(*calendars, max(due_on))

    @property
    def _calendars(self) -> tuple[WorkingCalendar, WorkingCalendar] | None:
        before = None if self.before is None else self.before.reckoning
        after = None if self.after is None else self.after.reckoning
        if before is None or after is None:
            return None
        return before.counting_calendar, after.counting_calendar

    def why(self, language: Language = "en") -> str:
        """Say why it changes: the limits, the days with their reasons, or what else it is."""
        before, after = ("-" if one is None else one.describe(language) for one in self.limits)
        days = "; ".join(one.describe(language) for one in self.changed_days)
        facts = {"before": before, "after": after, "days": days}
        return "; ".join(_WHY[one].fill(language, **facts) for one in self.causes)

    def _full(self, language: Language) -> str:
        """Say in a sentence what changes, and why where the two readings don't show it."""
        before, after = (
            _NO_CLOCK.describe(language) if one is None else one.describe(language, short=True)
            for one in (self.before, self.after)
        )
        said = f"{self.number}: {before} -> {after}"
        return said if _SEEN_ANYWAY.issuperset(self.causes) else f"{said} ({self.why(language)})"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "number": self.number,
            "standard": self.standard,
            "run": self.run,
            "agency": self.agency,
            "moved_days": self.moved_days,
            "moved_working_days": self.moved_working_days,
            "breach": self.breach,
            "causes": list(self.causes),
            "changed_days": [one.to_dict(language) for one in self.changed_days],
            "why": self.why(language),
            "before": self.before and self.before.to_dict(language),
            "after": self.after and self.after.to_dict(language),
        }

    def __repr__(self) -> str:
        return f"<ClockChange {self}>"


def _causes(before: Reading, after: Reading, days: tuple[DayChange, ...]) -> Iterator[Cause]:
    if before.limit != after.limit:
        yield "limit"
    if _course(before) != _course(after):
        yield "course"
    if days:
        yield "days"
    one, other = before.reckoning, after.reckoning
    if one is None or other is None:
        return
    if one.is_kept is not other.is_kept and (before.is_moved or after.is_moved):
        yield "amendments"
    if _settings(one.calendar) != _settings(other.calendar):
        yield "calendar"


def _settings(calendar: WorkingCalendar) -> object:
    """Give what a calendar does to instants; which days it has off is told day by day."""
    return calendar.zone, calendar.hours, calendar.settings.late_receipt


def _course(reading: Reading) -> object:
    run = reading.run
    return None if run is None else (run.started_at, run.pauses, run.stopped_at, run.ended_at)


@frozen
class ClockCount:
    """How many clocks of one standard at one agency there are by both policies, and are broken.

    Clocks that have started, earlier runs included. `agency` is None where nobody holds the case.
    """

    standard: str
    agency: str | None
    clocks_before: int
    breaches_before: int
    clocks_after: int
    breaches_after: int

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "standard": self.standard,
            "agency": self.agency,
            "clocks_before": self.clocks_before,
            "breaches_before": self.breaches_before,
            "clocks_after": self.clocks_after,
            "breaches_after": self.breaches_after,
        }
