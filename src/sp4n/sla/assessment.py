"""Assessment: how the clocks of a case stand at an instant."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import assert_never, get_args

from attrs import evolve, frozen

from sp4n.errors import UnknownCode
from sp4n.labels import Language
from sp4n.model import Directory
from sp4n.model.categories import Categories
from sp4n.model.complaint import Classification
from sp4n.sla.clocks import ClockState, FormerClass, runs_of
from sp4n.sla.conditions import ALWAYS, CaseFacts
from sp4n.sla.counting import (
    CALENDAR_DAYS,
    CLOCK_HOURS,
    CLOCK_MINUTES,
    HOURS,
    MINUTES,
    WORKING_DAYS,
)
from sp4n.sla.drafts import Run
from sp4n.sla.figures import View
from sp4n.sla.history import History
from sp4n.sla.reading import Reading
from sp4n.sla.reckoning import Amendments, AnyReckoning, Calendars, calendar_known, reckon
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
from sp4n.workdays.limit import DAYS, SPANS
from sp4n.workdays.receipt import day_of_receipt
from sp4n.workflow import Case, Effect, Event
from sp4n.workflow.events import RECORDED_AT, SET_RIGHT

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
    as_known: datetime | None = None,
    directory: Directory | None = None,
) -> SlaReport:
    """Read every clock of a case at an instant, from its events alone.

    Events after `now` are left out, and so is what was known only later: a decree, a closure, a
    time that was set right. Only standards that hold for the case and were in force on the day of
    receipt are read. It never raises for days beyond the known range: a clock that is still open
    within it is read though its end isn't known, and any other one is unknown.

    Args:
        case: The case.
        standards: The clocks to read.
        calendar: The calendar with all that is known.
        now: The instant of reading.
        calendar_on: Gives the calendar as it was known on a day, for the promise and for what was
            known by `as_known`; without it `calendar` is all that is known.
        amendments: Which due date counts after a later decree: the one as known (``follow``) or the
            promise (``keep``).
        as_known: By when something was known; by default `now`. A later instant asks for hindsight.
        directory: Tells what agencies are called, and below which category one lies.

    Raises:
        InvalidValue: `now` or `as_known` is naive, an argument has the wrong type, or a limit is in
            working hours while the calendar has a working day without hours (`no_hours`).
    """
    chosen = items_or_as_given(standards)
    _refuse_wrong_types(case, chosen, calendar, now, calendar_on, amendments)
    if as_known is not None:
        refuse(instant_fault(as_known, "as_known"))
    if directory is not None:
        refuse(type_fault(Directory, directory, "directory", "directory"))
    known_at = as_known or now
    if calendar_on is not None:
        calendar = calendar_known(calendar_on, calendar.nearest_date_of(known_at))
    calendars = Calendars(calendar, calendar_on, amendments)
    return _read_all(case_known(case, known_at), case, chosen, now, calendars, directory)


def assess_knowing_all(
    case: Case,
    standards: Iterable[Standard],
    *,
    calendar: WorkingCalendar,
    now: datetime,
    calendar_on: Callable[[date], WorkingCalendar] | None,
    amendments: Amendments,
    directory: Directory,
) -> SlaReport:
    """Do `assess` with all that is known at all, for whoever acts on it today."""
    chosen = items_or_as_given(standards)
    _refuse_wrong_types(case, chosen, calendar, now, calendar_on, amendments)
    calendars = Calendars(calendar, calendar_on, amendments)
    return _read_all(case, case, chosen, now, calendars, directory)


def _read_all(
    known: Case | None,
    case: Case,
    standards: tuple[Standard, ...],
    now: datetime,
    calendars: Calendars,
    directory: Directory | None,
) -> SlaReport:
    received_on = day_of_receipt(calendars.now, case.complaint.submitted_at)
    then = None if known is None else known.as_of(now)
    view = View(now, () if then is None else then.holders, directory, then)
    reader = _ClockReader(case, then, view, calendars)
    latest: list[Reading] = []
    earlier: list[Reading] = []
    for standard in standards:
        holds = standard.when is ALWAYS or standard.when.holds(reader.facts)
        if holds and standard.is_valid(received_on):
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


def case_known(case: Case, known_at: datetime) -> Case | None:
    """Give a case with the times that were on record by an instant; None before its first event.

    Times that were set right later are those that they were before.
    """
    for event in case.events:
        if event.kind == SET_RIGHT and event.at > known_at:
            return _before_set_right(case, known_at)
    return case


def _before_set_right(case: Case, known_at: datetime) -> Case | None:
    known = [
        _as_recorded(event)
        for event in case.events
        if event.kind != SET_RIGHT or event.at <= known_at
    ]
    numbered = (evolve(event, number=n) for n, event in enumerate(known, start=1))
    return Case.from_events(case.complaint, numbered) if known else None


def _as_recorded(event: Event) -> Event:
    recorded = event.fact(RECORDED_AT)
    if recorded is None:
        return event
    facts = tuple((name, value) for name, value in event.facts if name != RECORDED_AT)
    return evolve(event, at=datetime.fromisoformat(str(recorded)), facts=facts)


class _ClockReader:
    """One case as it was at one instant, ready to be read by any standard."""

    __slots__ = ("_facts", "calendars", "case", "categories", "history", "then", "view")

    def __init__(self, case: Case, then: Case | None, view: View, calendars: Calendars) -> None:
        self.case, self.then, self.view, self.calendars = case, then, view, calendars
        self.history = None if then is None else History(then)
        self.categories = None if view.directory is None else view.directory.categories
        self._facts: CaseFacts | None = None

    @property
    def facts(self) -> CaseFacts:
        """What conditions ask of the case."""
        if self._facts is None:
            case = self.then or self.case
            name, category = case.classification, case.category
            self._facts = CaseFacts.of(case, self.categories, name, category)
        return self._facts

    def read(self, standard: Standard) -> list[Reading]:
        """Read every run of a standard's clock, the latest last; at least one reading."""
        case, limit = self.then, standard.limit
        if case is None or self.history is None:
            return [Reading(standard, ClockState.NOT_STARTED, limit, None, (), None, self.view)]
        if standard.by_condition:
            limit = standard.limit_of(self.facts)
        elif standard.by_class:
            limit = standard.by_class_table.get(case.classification, limit)
        found = runs_of(standard, self.history)
        if found:
            return [self._read(standard, limit, run, case) for run in found]
        is_known = self.history.is_known_from_the_start
        state = ClockState.NOT_STARTED if is_known else ClockState.UNKNOWN
        return [Reading(standard, state, limit, None, (), None, self.view)]

    def _read(self, standard: Standard, limit: Limit, run: Run, case: Case) -> Reading:
        formers: tuple[FormerClass, ...] = ()
        if standard.by_class or standard.by_condition:
            formers = _formers(standard, limit, run, case, self.categories)
        if run.is_lost:
            return Reading(standard, ClockState.UNKNOWN, limit, run, formers, None, self.view)
        reckoning: AnyReckoning | None
        whole = _extended(limit, standard, run) if run.extended else limit
        try:
            reckoning = _reckon(whole, run, self.view.read_at, self.calendars)
            state = _state(run, reckoning)
        except OutsideKnownRange:
            state = ClockState.UNKNOWN
        if state is ClockState.UNKNOWN:
            reckoning = None
        return Reading(standard, state, limit, run, formers, reckoning, self.view)


def _extended(limit: Limit, standard: Standard, run: Run) -> Limit:
    """Give a limit with all the time that was taken beyond it."""
    more = () if standard.extension is None else standard.extension.taken(run.extended)
    return evolve(limit, n=limit.n + sum(more))


def _reckon(limit: Limit, run: Run, now: datetime, calendars: Calendars) -> AnyReckoning:
    unit = limit.unit
    match unit:
        case "working days":
            return reckon(WORKING_DAYS, limit.n, run, now, calendars)
        case "calendar days" | "weeks":
            days = limit.n * DAYS[unit]
            return reckon(CALENDAR_DAYS[limit.rolls], days, run, now, calendars)
        case "working hours":
            return reckon(HOURS, limit.n * SPANS[unit], run, now, calendars)
        case "working minutes":
            return reckon(MINUTES, limit.n * SPANS[unit], run, now, calendars)
        case "calendar hours":
            return reckon(CLOCK_HOURS, limit.n * SPANS[unit], run, now, calendars)
        case "minutes":
            return reckon(CLOCK_MINUTES, limit.n * SPANS[unit], run, now, calendars)
        case _:
            assert_never(unit)


def _state(run: Run, reckoning: AnyReckoning) -> ClockState:
    """Tell how a clock stands; late by a clock that may have stood still elsewhere, nobody knows.

    That is only said of what is over. What is open is due at the earliest when it is found to be,
    and somebody has to look at it.
    """
    if reckoning.leg.waits:
        return ClockState.PAUSED
    if run.is_open:
        if reckoning.is_late:
            return ClockState.OVERDUE
        return ClockState.DUE_SOON if reckoning.is_soon else ClockState.RUNNING
    if reckoning.is_late:
        return ClockState.BREACHED if run.is_known else ClockState.UNKNOWN
    return ClockState.ENDED if run.stopped_at is None else ClockState.MET


_CLASSES: dict[object, Classification] = {name.value: name for name in Classification}


def _formers(
    standard: Standard, limit: Limit, run: Run, case: Case, categories: Categories | None
) -> tuple[FormerClass, ...]:
    """Find what limits the run had before, in order; none if it ends with that of its start."""
    name, category = case.complaint.classification, case.complaint.category
    formers: list[FormerClass] = []
    before: Limit | None = None
    for event in case.events:
        if not event.facts or Effect.CORRECT not in event.effects:
            continue
        if event.at > run.started_at:
            before = standard.limit_of(CaseFacts.of(case, categories, name, category))
        new_name = _CLASSES.get(event.fact("classification"), name)
        corrected = event.fact("category")
        new_category = category if corrected is None else str(corrected)
        if before is not None:
            after = standard.limit_of(CaseFacts.of(case, categories, new_name, new_category))
            if after != before:
                formers.append(FormerClass(name, before, event.at))
        name, category = new_name, new_category
    return () if not formers or formers[0].limit == limit else tuple(formers)
