"""Assessment: how the clocks of a case stand at an instant."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import assert_never, get_args

from attrs import frozen

from sp4n.errors import UnknownCode
from sp4n.labels import Language
from sp4n.model.complaint import Classification
from sp4n.sla.clocks import ClockState, FormerClass, Run, is_known_from_the_start, runs
from sp4n.sla.counting import CALENDAR_DAYS, HOURS, WORKING_DAYS
from sp4n.sla.reading import Reading
from sp4n.sla.reckoning import Amendments, AnyReckoning, Calendars, reckon
from sp4n.sla.standards import Standard
from sp4n.validation import (
    function_fault,
    instant_fault,
    items_or_as_given,
    list_faults,
    refuse,
    type_fault,
    word_fault,
)
from sp4n.workdays import Limit, OutsideKnownRange, WorkingCalendar
from sp4n.workflow import Case, Effect

_AMENDMENTS = get_args(Amendments)


@frozen(repr=False)
class SlaReport:
    """The clocks of a case at an instant.

    ``report["first_follow_up"]`` finds a reading by the standard's code.

    Attributes:
        now: The instant.
        readings: The latest run of each standard.
        earlier: The runs before those.
    """

    now: datetime
    readings: tuple[Reading, ...]
    earlier: tuple[Reading, ...] = ()

    def __getitem__(self, code: str) -> Reading:
        """Find the latest reading of a standard; UnknownCode when there is no such standard."""
        refuse(type_fault(str, code, "standard", "code"))
        for reading in self.readings:
            if reading.standard.code == code:
                return reading
        raise UnknownCode("standard", code, [reading.standard.code for reading in self.readings])

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def __repr__(self) -> str:
        states = ", ".join(f"{reading.standard.code} {reading.state}" for reading in self.readings)
        return f"<SlaReport {self.now.isoformat()}: {states}>"

    @property
    def all_readings(self) -> tuple[Reading, ...]:
        """The readings of all runs, the earlier ones first."""
        return (*self.earlier, *self.readings)

    @property
    def breaches(self) -> tuple[Reading, ...]:
        """Every broken standard, of earlier runs too."""
        return tuple(reading for reading in self.all_readings if reading.is_breach)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "now": self.now.isoformat(),
            "readings": [reading.to_dict(language) for reading in self.readings],
            "earlier": [reading.to_dict(language) for reading in self.earlier],
        }

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

    Events after `now` are left out. Only standards in force on the day of receipt are read. It
    never raises for days beyond the known range: such a reading is unknown.

    Args:
        case: The case.
        standards: The clocks to read.
        calendar: The calendar as known now.
        now: The instant of reading.
        calendar_on: Gives the calendar as it was known on a day, for the promise; without it the
            promise is the due date as known now.
        amendments: Which due date counts after a later decree: the one as known now (``follow``) or
            the promise (``keep``).

    Raises:
        InvalidValue: `now` is naive, an argument has the wrong type, or a limit is in working hours
            while the calendar has a working day without hours (`no_hours`).
    """
    chosen = items_or_as_given(standards)
    _refuse_wrong_types(case, chosen, calendar, now, calendar_on, amendments)
    received_on = calendar.nearest_date_of(case.complaint.submitted_at)
    calendars = Calendars(calendar, calendar_on, amendments)
    reader = _ClockReader(case.as_of(now), now, calendars)
    latest: list[Reading] = []
    earlier: list[Reading] = []
    for standard in chosen:
        if standard.is_valid(received_on):
            *over, last = reader.read(standard)
            latest.append(last)
            earlier += over
    return SlaReport(now, tuple(latest), tuple(earlier))


def _refuse_wrong_types(
    case: object,
    standards: object,
    calendar: object,
    now: object,
    calendar_on: object,
    amendments: object,
) -> None:
    """Look quickly; only what does not look right is asked what is wrong."""
    if (
        case.__class__ is Case
        and _are_standards(standards)
        and calendar.__class__ is WorkingCalendar
        and isinstance(now, datetime)
        and now.utcoffset() is not None
        and (calendar_on is None or callable(calendar_on))
        and amendments in _AMENDMENTS
    ):
        return
    refuse(
        type_fault(Case, case, "case", "case"),
        *list_faults(Standard, standards, "standards", "standard"),
        type_fault(WorkingCalendar, calendar, "calendar", "calendar"),
        instant_fault(now, "now"),
        None if calendar_on is None else function_fault(calendar_on, "calendar_on"),
        word_fault(amendments, _AMENDMENTS, "amendments"),
    )


def _are_standards(given: object) -> bool:
    return isinstance(given, tuple) and {Standard}.issuperset(map(type, given))


@frozen
class _ClockReader:
    """One case at one instant, ready to be read by any standard."""

    case: Case | None
    now: datetime
    calendars: Calendars

    def read(self, standard: Standard) -> list[Reading]:
        """Read every run of a standard's clock, the latest last; at least one reading."""
        case = self.case
        if case is None:
            return [Reading(standard, ClockState.NOT_STARTED, standard.limit)]
        limit = standard.limit_for(case.classification)
        readings = [self._read(standard, limit, run, case) for run in runs(standard, case)]
        if readings:
            return readings
        is_known = is_known_from_the_start(case)
        state = ClockState.NOT_STARTED if is_known else ClockState.UNKNOWN
        return [Reading(standard, state, limit)]

    def _read(self, standard: Standard, limit: Limit, run: Run, case: Case) -> Reading:
        former = _former_class(standard, limit, run, case) if standard.by_class else None
        if run.is_lost:
            return Reading(standard, ClockState.UNKNOWN, limit, run, former)
        try:
            reckoning = self._reckon(limit, run)
        except OutsideKnownRange:
            return Reading(standard, ClockState.UNKNOWN, limit, run, former)
        return Reading(standard, _state(run, reckoning), limit, run, former, reckoning)

    def _reckon(self, limit: Limit, run: Run) -> AnyReckoning:
        match limit.unit:
            case "working hours":
                return reckon(HOURS, limit.n, run, self.now, self.calendars)
            case "working days":
                return reckon(WORKING_DAYS, limit.n, run, self.now, self.calendars)
            case "calendar days":
                return reckon(CALENDAR_DAYS, limit.n, run, self.now, self.calendars)
            case _:
                assert_never(limit.unit)


def _state(run: Run, reckoning: AnyReckoning) -> ClockState:
    if reckoning.counts is None:
        return ClockState.PAUSED
    if run.stopped_at is not None:
        return ClockState.BREACHED if reckoning.is_late else ClockState.MET
    if run.ended_at is not None:
        return ClockState.BREACHED if reckoning.is_late else ClockState.ENDED
    if reckoning.is_late:
        return ClockState.OVERDUE
    return ClockState.DUE_SOON if reckoning.is_soon else ClockState.RUNNING


_CLASSES: dict[object, Classification] = {name.value: name for name in Classification}


def _former_class(standard: Standard, limit: Limit, run: Run, case: Case) -> FormerClass | None:
    """Find the class at the start of a run, if its limit was another one."""
    name, until_at = case.complaint.classification, None
    for event in case.events:
        corrects = event.facts and Effect.CORRECT in event.effects
        given = _CLASSES.get(event.fact("classification")) if corrects else None
        if given is not None and event.at <= run.started_at:
            name = given
        elif given is not None:
            until_at = event.at
    former = standard.limit_for(name)
    return None if until_at is None or former == limit else FormerClass(name, former, until_at)
