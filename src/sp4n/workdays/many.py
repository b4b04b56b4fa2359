"""Many days at once: lists of dates, or numpy arrays if the caller has numpy anyway."""

import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeGuard

from sp4n.errors import InvalidValue
from sp4n.workdays._checks import iterable, plain_date, whole_number
from sp4n.workdays.day_tables import DayTables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sp4n.workdays.working_days import WorkingDays

_WORTH_A_TABLE = 4096  # own choice: about as many days as a table of all answers has entries
_UNIX_EPOCH = date(1970, 1, 1).toordinal()


def is_array(value: object) -> "TypeGuard[NDArray[np.datetime64]]":
    """Tell a plain numpy array, without importing numpy; a masked one doesn't count."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ndarray


def add_to_dates(calendar: "WorkingDays", days: Iterable[date], n: int) -> list[date]:
    """Do `WorkingCalendar.add` for each date; for long lists by a table of all answers."""
    n = whole_number(n)
    days = days if isinstance(days, list) else list(iterable(days, "days"))
    if len(days) >= _WORTH_A_TABLE:
        tables = _tables(calendar)
        ranks = tables.upto if n > 0 else tables.before
        working, size = tables.working, len(tables.working)
        answers = {
            day: working[rank + n]
            for day, rank in zip(tables.place, ranks, strict=False)
            if 0 < rank + n < size
        }
        try:
            return list(map(answers.__getitem__, days))
        except (KeyError, TypeError):
            pass  # a day without an answer here: `add` reads further or says what is wrong
    return [_add(calendar, day, n, place) for place, day in enumerate(days)]


def _add(calendar: "WorkingDays", day: date, n: int, place: int) -> date:
    """Do `WorkingCalendar.add`; an item that isn't a date is named by its place in the list."""
    try:
        return calendar.add(day, n)
    except InvalidValue:
        return plain_date(day, f"days[{place}]")


def count_dates(calendar: "WorkingDays", starts: Iterable[date], ends: Iterable[date]) -> list[int]:
    """Do `WorkingCalendar.count` for each pair."""
    starts, ends = list(iterable(starts, "starts")), list(iterable(ends, "ends"))
    _alike(len(starts), len(ends))
    return list(map(calendar.count, starts, ends))


def add_to_array(
    calendar: "WorkingDays", days: "NDArray[np.datetime64]", n: int
) -> "NDArray[np.datetime64]":
    """Do `WorkingCalendar.add` for each day of an array: one gather from a table of answers."""
    places = _places(days, calendar.known_from)
    answers, first, last = _answers(_tables(calendar), whole_number(n))
    if places.size and not first <= places.min() <= places.max() <= last:
        for place in (int(places.argmin()), int(places.argmax())):
            day: Any = days.flat[place].item()
            _add(calendar, day, n, place)  # reads further years, or raises
        answers, first, last = _answers(_tables(calendar), n)
    return answers.take(places)


def count_arrays(
    calendar: "WorkingDays",
    starts: "NDArray[np.datetime64]",
    ends: "NDArray[np.datetime64]",
) -> "NDArray[np.int64]":
    """Do `WorkingCalendar.count` for each pair of days of two arrays."""
    import numpy as np

    _alike(starts.shape, ends.shape)
    places = [_places(days, calendar.known_from) for days in (starts, ends)]
    for days, place in zip((starts, ends), places, strict=True):
        if place.size and not 0 <= place.min() <= place.max() < len(_tables(calendar).upto):
            for day in days.flat[[place.argmin(), place.argmax()]]:
                calendar.is_working_day(day.item())
    upto = np.array(_tables(calendar).upto, dtype=np.int64)
    return upto.take(places[1]) - upto.take(places[0])


def _tables(calendar: "WorkingDays") -> DayTables:
    """Give the tables as they are now: a calendar has others once it has read a further year."""
    return calendar._tables  # noqa: SLF001  # the verbs for many days are the calendar's own


def _alike(starts: object, ends: object) -> None:
    """Refuse ends that don't pair with the starts: another length, or another shape."""
    if starts != ends:
        found = f"{starts} and {ends}"
        raise InvalidValue.of("wrong_type", "ends", expected="as_many_as_the_starts", found=found)


def _places(days: "NDArray[np.datetime64]", known_from: date) -> "NDArray[np.int64]":
    """Give the place of each day; any other unit than days is refused, since it holds a time."""
    import numpy as np

    if days.dtype != np.dtype("datetime64[D]"):
        found = str(days.dtype)
        raise InvalidValue.of("wrong_type", "days", expected="datetime64[D]", found=found)
    return days.view(np.int64) - (known_from.toordinal() - _UNIX_EPOCH)


def _answers(tables: DayTables, n: int) -> "tuple[NDArray[np.datetime64], int, int]":
    """Give the answer for every place, and the first and last place that have one."""
    import numpy as np

    furthest = len(tables.working)  # further than that there is no answer anyway
    n = max(-furthest, min(n, furthest))
    ranks = np.array(tables.upto if n > 0 else tables.before, dtype=np.int64) + n
    ordinals = np.fromiter(map(date.toordinal, tables.working), np.int64, len(tables.working))
    working = (ordinals - _UNIX_EPOCH).view("datetime64[D]")
    known = np.flatnonzero((ranks > 0) & (ranks < len(working)))
    answers = working.take(ranks, mode="clip")
    return answers, int(known[0]) if known.size else 1, int(known[-1]) if known.size else 0
