"""Extending: whether a standard grants a case more time when somebody asks for it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from sp4n.errors import closest
from sp4n.model import Directory
from sp4n.sla.assessment import assess
from sp4n.sla.clocks import ClockState
from sp4n.sla.figures import Figures
from sp4n.sla.reckoning import Amendments
from sp4n.sla.standards import Standard
from sp4n.workdays import WorkingCalendar
from sp4n.workflow import Case, Reason
from sp4n.workflow.reasons import named, reason


def against_extending(  # noqa: PLR0913  # as `assess`, with whom it asks for what
    case: Case,
    code: str | None,
    by: int | None,
    at: datetime,
    *,
    standards: Iterable[Standard],
    calendar: WorkingCalendar,
    calendar_on: Callable[[date], WorkingCalendar] | None = None,
    amendments: Amendments = "follow",
    directory: Directory | None = None,
) -> Reason | None:
    """Say what speaks against more time for a case by a standard; None if nothing does.

    The standard has to hold for the case, its clock has to be open (standing still is no matter)
    and not late, and it has to grant so much time once more.

    Args:
        case: The case.
        code: The standard's code; None asks whether any standard would do.
        by: By how many units of its limit; None for as many as it grants.
        at: When somebody asks for it.
        standards: The standards of the office.
        calendar: As for `sp4n.sla.assess`, as are the rest.
        calendar_on: As there.
        amendments: As there.
        directory: As there.
    """
    known = tuple(standards)
    report = assess(
        case, known, calendar=calendar, now=at, calendar_on=calendar_on, amendments=amendments,
        directory=directory,
    )  # fmt: skip
    if code is None:
        grants = any(_against(each, None) is None for each in report)
        return None if grants else reason("nothing_to_extend")
    reading = next((each for each in report if each.standard.code == code), None)
    if reading is None:
        codes = [each.standard.code for each in report]
        return reason("standard_unknown", found=named(code), suggestion=closest(code, codes) or "-")
    return _against(reading, by)


def _against(reading: Figures, by: int | None) -> Reason | None:
    standard, run = reading.standard, reading.run
    code, extension = standard.code, standard.extension
    if extension is None:
        return reason("standard_not_extendable", standard=code)
    if run is None or not run.is_open or reading.state is ClockState.UNKNOWN:
        return reason("standard_not_running", standard=code)
    if reading.state is ClockState.OVERDUE:
        due = reading.counts_on if reading.counts_at is None else reading.counts_at.isoformat()
        return reason("extension_too_late", standard=code, due=due or "-")
    times, at_most = len(run.extended), extension.times
    if times >= at_most:
        return reason("extended_too_often", standard=code, times=times, at_most=at_most)
    if by is not None and by > extension.by.n:
        return reason("extension_too_long", standard=code, by=by, at_most=extension.by.n)
    return None
