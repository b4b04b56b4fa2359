"""What another policy changes: where complaints go, who helps, how clocks stand, and why."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message
from sp4n.routing import Proposals, Route
from sp4n.sla import Reading
from sp4n.tables import Kind
from sp4n.workdays import DayChange, Limit, OutsideKnownRange, WorkingCalendar


@frozen(repr=False)
class Move(Described):
    """A complaint that goes to another agency; `before` and `after` say why."""

    number: str
    before: Route
    after: Route

    def _full(self, language: Language) -> str:
        """Say in a sentence what changes."""
        before, after = (
            self.before.describe(language, short=True),
            self.after.describe(language, short=True),
        )
        return f"{self.number}: {before} -> {after}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "number": self.number,
            "before": self.before.to_dict(language),
            "after": self.after.to_dict(language),
        }

    def __repr__(self) -> str:
        return f"<Move {self}>"


_RECEIVED = Message("change.received")
_SUPPORTED = Message("change.supported")
_PROPOSED = Message("change.proposed")


@frozen(repr=False)
class HandlingChange(Described):
    """What else changes about a complaint, beside the agency that should handle it.

    Each pair has the one policy's answer and the other's.

    Attributes:
        number: The complaint's.
        received_by: The agencies that verify it; None for a case adopted from another system.
        supporting: Those that help.
        proposals: What the rules propose to the admin.
    """

    number: str
    received_by: tuple[str | None, str | None]
    supporting: tuple[tuple[str, ...], tuple[str, ...]]
    proposals: tuple[Proposals, Proposals]

    @property
    def is_received_elsewhere(self) -> bool:
        """Tell whether another agency verifies it."""
        return self.received_by[0] != self.received_by[1]

    @property
    def has_other_support(self) -> bool:
        """Tell whether other agencies help, or the same in another order."""
        return self.supporting[0] != self.supporting[1]

    @property
    def has_other_proposals(self) -> bool:
        """Tell whether something else is proposed."""
        return self.proposals[0] != self.proposals[1]

    def _full(self, language: Language) -> str:
        """Say in a sentence what changes."""
        pairs: tuple[tuple[Message, list[str]], ...] = (
            (_RECEIVED, [agency or "" for agency in self.received_by]),
            (_SUPPORTED, [", ".join(agencies) for agencies in self.supporting]),
            (_PROPOSED, [proposed.describe(language) for proposed in self.proposals]),
        )
        said = (
            label.fill(language, before=before or "-", after=after or "-")
            for label, (before, after) in pairs
            if before != after
        )
        return f"{self.number}: {'; '.join(said)}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON: each pair as a list."""
        return {
            "number": self.number,
            "received_by": list(self.received_by),
            "supporting": [list(agencies) for agencies in self.supporting],
            "proposals": [proposed.to_data() for proposed in self.proposals],
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<HandlingChange {self}>"


@frozen
class Load:
    """How much of the complaints an agency gets by the one policy and by the other.

    Attributes:
        agency: Its code.
        before: How many it should handle by the one policy.
        after: And by the other.
        supporting_before: With how many it should help.
        supporting_after: And by the other.
        received_before: How many it verifies.
        received_after: And by the other.
    """

    agency: str
    before: int
    after: int
    supporting_before: int = field(default=0, repr=False)
    supporting_after: int = field(default=0, repr=False)
    received_before: int = field(default=0, repr=False)
    received_after: int = field(default=0, repr=False)

    @property
    def gain(self) -> int:
        """How many more it should handle; negative when fewer."""
        return self.after - self.before

    @property
    def supporting_gain(self) -> int:
        """With how many more it should help; negative when fewer."""
        return self.supporting_after - self.supporting_before

    @property
    def received_gain(self) -> int:
        """How many more it verifies; negative when fewer."""
        return self.received_after - self.received_before

    @property
    def is_changed(self) -> bool:
        """Tell whether it gains or loses anything."""
        return bool(self.gain or self.supporting_gain or self.received_gain)

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {name: getattr(self, name) for name in LOAD_COLUMNS}


_TEXT: Kind = "text"
_COUNT: Kind = "whole"
_LOADS = ("before", "after", "gain", "supporting_before", "supporting_after")
LOAD_COLUMNS: Mapping[str, Kind] = FrozenDict(
    {"agency": _TEXT} | dict.fromkeys((*_LOADS, "received_before", "received_after"), _COUNT)
)
"""What a table of loads has, and a load as plain data."""

Cause = Literal["added", "removed", "limit", "course", "days", "amendments", "calendar"]
"""Why a clock changes: only one policy has it; another limit; it starts, stops or pauses otherwise
(`course`); other days are worked; later decrees count otherwise; other settings of the calendar."""

_NO_CLOCK = Message("change.no_clock")
_WHY: dict[Cause, Message] = {
    "added": Message("change.why_added"),
    "removed": Message("change.why_removed"),
    "limit": Message("change.why_limit"),
    "course": Message("change.why_course"),
    "days": Message("change.why_days"),
    "amendments": Message("change.why_amendments"),
    "calendar": Message("change.why_calendar"),
}
_SEEN_ANYWAY: frozenset[Cause] = frozenset({"added", "removed", "limit"})  # the readings say so


@frozen(repr=False)
class ClockChange(Described):
    """A clock of a case that stands otherwise, or is due at another time.

    Attributes:
        number: The case's.
        standard: The code of the clock's service standard.
        before: How it stands by the one policy; None if that has no such clock.
        after: And by the other.
        run: Which run of the clock this is, from 1.
        agency: Whose clock it is (see `sp4n.sla.Reading.charged_to`).
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
        before, after = self._both("state")
        return before is not after

    @property
    def limits(self) -> tuple[Limit | None, Limit | None]:
        """The limits of the one and of the other for the case's class."""
        return self._both("limit")

    @property
    def due_on(self) -> tuple[date | None, date | None]:
        """The due dates that count by the one and by the other; None where none is known."""
        return self._both("counts_on")

    @property
    def due_at(self) -> tuple[datetime | None, datetime | None]:
        """The instants that count, of limits in working hours; None for limits in days."""
        return self._both("counts_at")

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
        reckoning = None if self.after is None else self.after.reckoning
        if before is None or after is None or reckoning is None:
            return None
        try:
            return reckoning.counting_calendar.count(before, after)
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
        before, after = map(bool, self._both("is_breach"))
        if before is after:
            return None
        return "appears" if after else "vanishes"

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it changes, worked out when asked for."""
        before, after = self.before, self.after
        if before is None or after is None:
            return ("added",) if before is None else ("removed",)
        return tuple(_causes(before, after, self.changed_days)) or ("calendar",)

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
        before, after = self._both("reckoning")
        if before is None or after is None:
            return None
        return before.counting_calendar, after.counting_calendar

    def _both(self, name: str) -> tuple[Any, Any]:
        """Give an attribute of both readings; None where there is no clock."""
        return getattr(self.before, name, None), getattr(self.after, name, None)

    def why(self, language: Language = "en") -> str:
        """Say why it changes: the limits, the days with their reasons, or what else it is."""
        before, after = (
            "-" if limit is None else limit.describe(language) for limit in self.limits
        )
        days = "; ".join(day.describe(language) for day in self.changed_days)
        facts = {"before": before, "after": after, "days": days}
        return "; ".join(_WHY[cause].fill(language, **facts) for cause in self.causes)

    def _full(self, language: Language) -> str:
        """Say in a sentence what changes, and why where the two readings don't show it."""
        before, after = (
            (_NO_CLOCK if reading is None else reading).describe(language, short=True)
            for reading in (self.before, self.after)
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
            "changed_days": [day.to_dict(language) for day in self.changed_days],
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
    here, there = before.reckoning, after.reckoning
    if here is None or there is None:
        return
    if here.is_kept is not there.is_kept and (before.is_moved or after.is_moved):
        yield "amendments"
    if _settings(here.calendar) != _settings(there.calendar):
        yield "calendar"


def _settings(calendar: WorkingCalendar) -> object:
    """Give what a calendar does to instants; which days it has off is told day by day."""
    return [
        (first, held.zone, calendar.hours_on(first), held.late_receipt)
        for first, held in calendar.settings.periods
    ]


def _course(reading: Reading) -> object:
    run = reading.run
    return None if run is None else (run.started_at, run.pauses, run.stopped_at, run.ended_at)


@frozen
class ClockCount:
    """How many clocks of one standard at one agency there are by both policies, and are broken.

    Clocks that have started, earlier runs included.

    Attributes:
        standard: Its code.
        agency: Whose clocks they are; None where nobody holds the case.
        clocks_before: How many there are by the one policy.
        breaches_before: How many of them are broken.
        clocks_after: How many there are by the other policy.
        breaches_after: How many of those are broken.
    """

    standard: str
    agency: str | None
    clocks_before: int
    breaches_before: int
    clocks_after: int
    breaches_after: int

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {name: getattr(self, name) for name in CLOCK_COUNT_COLUMNS}


CLOCK_COUNT_COLUMNS: Mapping[str, Kind] = FrozenDict(
    {"standard": _TEXT, "agency": _TEXT}
    | dict.fromkeys(("clocks_before", "breaches_before", "clocks_after", "breaches_after"), _COUNT)
)
"""What a table of counts has, and a count as plain data."""
