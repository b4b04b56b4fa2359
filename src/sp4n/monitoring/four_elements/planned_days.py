"""Planned days and what was done for them: each deed counts once, for the latest plan before it."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from sp4n.errors import Fault
from sp4n.labels import Language, Message, Wording
from sp4n.monitoring.four_elements.recurrence import Recurrence, bounds_of
from sp4n.monitoring.period import Period
from sp4n.validation import date_fault, items_or_as_given, list_faults, number_fault
from sp4n.workdays import WorkingCalendar

UNPLANNED = Message("planned_days.unplanned")
"""What was done beside a plan."""

_MOST_GRACE_DAYS = 366  # own choice: more than between any two days of a yearly plan


@frozen
class PlannedDay:
    """One day of a plan: until before `next_on` it may be done, and `done_on` is when it was.

    `next_on` is None when no further day comes, `done_on` when nothing was done that is known.
    """

    planned_on: date
    next_on: date | None
    done_on: date | None

    def is_over(self, as_of_on: date) -> bool:
        """Tell whether the next planned day has come, so that this one can't be done any more."""
        return self.next_on is not None and self.next_on <= as_of_on

    def due_on(self, grace_days: int) -> date:
        """Give the last day that is in time: so many days later, but before the next planned.

        From the day after it on, what is not done is overdue.
        """
        day = self.planned_on + timedelta(days=grace_days)
        return day if self.next_on is None else min(day, self.next_on - timedelta(days=1))


@frozen
class Planned:
    """The planned days of a period, and the deeds in it that count for none.

    `unplanned` came before the first planned day, or after another deed for the same one.
    """

    days: tuple[PlannedDay, ...]
    unplanned: tuple[date, ...]


def planned_days(
    recurrence: Recurrence,
    done: Iterable[date],
    period: Period,
    as_of_on: date,
    calendar: WorkingCalendar | None,
) -> Planned:
    """Give each planned day of a period the first deed from that day to before the next one.

    Deeds after `as_of_on` are left out: on that day nobody knew of them. A deed belongs to the day
    that it counts for, so one after the period may count within it; those that count for none
    belong to the period in which they lie.
    """
    from_on, until_on = bounds_of(period)
    planned = recurrence.days(Period(min(recurrence.from_on, from_on), until_on), calendar)
    ends = (*planned[1:], recurrence.next_after(planned[-1], calendar)) if planned else ()
    firsts: dict[date, date] = {}
    unplanned: list[date] = []
    for day in sorted(day for day in done if day <= as_of_on):
        place = bisect_right(planned, day) - 1
        end = ends[place] if place >= 0 else None
        if end is not None and end <= day:
            continue  # it counts for a planned day after the period
        if place >= 0 and planned[place] not in firsts:
            firsts[planned[place]] = day
        else:
            unplanned.append(day)
    return Planned(
        tuple(
            PlannedDay(on, end, firsts.get(on))
            for on, end in zip(planned, ends, strict=True)
            if on in period
        ),
        tuple(day for day in unplanned if day in period),
    )


def sorted_dates(given: Iterable[date]) -> tuple[date, ...]:
    """Put dates in order; anything else stays as it is, for `dates_faults` to refuse."""
    dates = items_or_as_given(given)
    sound = not any(dates_faults(dates, "dates"))
    return tuple(sorted(dates)) if sound else dates


def dates_faults(dates: object, where: str) -> list[Fault | None]:
    """A list of plain dates."""
    if not isinstance(dates, tuple):
        return list_faults(date, dates, where, "date")
    return [date_fault(day, f"{where}[{place}]") for place, day in enumerate(dates)]


def grace_fault(days: object, where: str) -> Fault | None:
    """Days of grace are a whole number from 0 to 366."""
    return number_fault(days, where, 0, _MOST_GRACE_DAYS)


def counted(numbers: Iterable[tuple[int, Wording]], language: Language = "en") -> str:
    """Say each number with its words after a semicolon; zeros are left out.

    >>> from sp4n.labels import Wording
    >>> from sp4n.labels import Label
    >>> counted([(2, Label(id="terlewat", en="missed")), (0, UNPLANNED)])
    '; 2 missed'
    """
    return "".join(f"; {n} {words.describe(language)}" for n, words in numbers if n)
