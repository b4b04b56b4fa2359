"""Days, one at a time: add, count, tell a working day, say a deadline."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from operator import attrgetter

import numpy as np
from pandas import Timestamp
from pandas.tseries.offsets import CustomBusinessDay

import sp4n
from benchmarks.comparison import Comparison, Contender
from benchmarks.peers import (
    bare_lookup,
    bizdays_calendar,
    busday_calendar,
    days_off,
    holidays_of_indonesia,
    known_days,
    some_days,
)

__all__ = ["BARE", "NUMPY", "NUMPY_DATES", "one_at_a_time"]

BARE = "bare look-up, no checks"
NUMPY = "numpy, `datetime64` in and out"
NUMPY_DATES = "numpy, `date` in and out"

_TERMS = (3, 5, 14)  # working days: LAPOR!'s standards for verification, first reply, settlement
_MARGIN = 120  # days: the longest term or distance, with all days off on the way
_DISTANCES = (1, 5, 20, 90)  # days from start to end
_A_DAY = timedelta(days=1)
_TIMED = 500
_COUNTED = (
    "sp4n counts the days after the start up to and including the end, 1 to 90 days later. "
    "numpy leaves out the end, so it is asked from the day after the start to the day after "
    "the end; `holidays` counts both, so it is asked from the day after the start; `bizdays` "
    "gives one less from a day off, so it is asked from the last working day. All that is done "
    "before the timing."
)


def one_at_a_time(rounds: int) -> Iterator[Comparison]:
    """Give the comparisons of scalar calls."""
    yield _add(rounds)
    yield _count(rounds)
    yield _is_working_day(rounds)
    yield _deadline(rounds)


def _terms(days: list[date]) -> list[tuple[date, int]]:
    return list(zip(days, cycle(_TERMS), strict=False))


def _every_term() -> list[tuple[date, int]]:
    return [(day, n) for n in _TERMS for day in known_days(_MARGIN)]


def _anew(day: date) -> date:
    """Make the day anew: callers bring dates of their own, whose hash nobody has asked for yet."""
    return date.fromordinal(day.toordinal())


def _new_term(day: date, n: int) -> tuple[date, int]:
    return _anew(day), n


def _new_pair(start: date, end: date) -> tuple[date, date]:
    return _anew(start), _anew(end)


def _item(scalar: np.generic) -> object:
    return scalar.item()


# -- add -------------------------------------------------------------------------------------------


def _add(rounds: int) -> Comparison:
    return Comparison(
        "add",
        "The n-th working day after a day",
        "n is 3, 5 or 14; the days are drawn from all kinds of days. numpy is told to roll "
        "backward, so that a term from a day off begins as sp4n's does.",
        checked=_every_term(),
        timed=_terms(some_days(_TIMED, _MARGIN)),
        contenders=(
            Contender("sp4n `calendar.add`", sp4n.indonesia().add, _new_term),
            Contender(BARE, bare_lookup().adder(), _new_term),
            *_numpy_adders(),
            Contender("bizdays `offset`", bizdays_calendar().offset, _new_term),
            _pandas_adder(),
            _holidays_adder(),
        ),
        rounds=rounds,
        warmed=True,
    )


def _numpy_adders() -> tuple[Contender, Contender]:
    busdays = busday_calendar()

    def add(day: np.datetime64, n: int) -> np.datetime64:
        due: np.datetime64 = np.busday_offset(day, n, roll="backward", busdaycal=busdays)
        return due

    def add_dates(day: date, n: int) -> object:
        return np.busday_offset(day, n, roll="backward", busdaycal=busdays).item()

    return (
        Contender(NUMPY, add, lambda day, n: (np.datetime64(day, "D"), n), _item),
        Contender(NUMPY_DATES, add_dates, _new_term),
    )


def _pandas_adder() -> Contender:
    offsets = {n: CustomBusinessDay(n, holidays=sorted(days_off())) for n in _TERMS}

    def add(day: Timestamp, offset: CustomBusinessDay) -> Timestamp:
        return day + offset

    return Contender(
        "pandas `CustomBusinessDay`, `Timestamp` in and out",
        add,
        lambda day, n: (Timestamp(day), offsets[n]),
        Timestamp.date,
    )


def _holidays_adder() -> Contender:
    call = holidays_of_indonesia().get_nth_working_day
    return Contender("holidays `get_nth_working_day`", call, _new_term)


# -- count -----------------------------------------------------------------------------------------


def _count(rounds: int) -> Comparison:
    pairs = zip(some_days(_TIMED, _MARGIN), cycle(_DISTANCES), strict=False)
    return Comparison(
        "count",
        "How many working days from one day to another",
        _COUNTED,
        checked=[
            (day, day + timedelta(days=distance))
            for distance in _DISTANCES
            for day in _days_with_a_working_day_before()
        ],
        timed=[(day, day + timedelta(days=distance)) for day, distance in pairs],
        contenders=(
            Contender("sp4n `calendar.count`", sp4n.indonesia().count, _new_pair),
            Contender(BARE, bare_lookup().counter(), _new_pair),
            *_numpy_counters(),
            _bizdays_counter(),
            _holidays_counter(),
        ),
        rounds=rounds,
        warmed=True,
    )


def _days_with_a_working_day_before() -> list[date]:
    return known_days(_MARGIN)[7:]


def _numpy_counters() -> tuple[Contender, Contender]:
    busdays = busday_calendar()

    def count(start: np.datetime64, end: np.datetime64) -> np.int64:
        counted: np.int64 = np.busday_count(start, end, busdaycal=busdays)
        return counted

    def count_dates(start: date, end: date) -> int:
        return int(np.busday_count(start, end, busdaycal=busdays))

    def next_days(start: date, end: date) -> tuple[np.datetime64, np.datetime64]:
        return np.datetime64(start + _A_DAY, "D"), np.datetime64(end + _A_DAY, "D")

    return (
        Contender(NUMPY, count, next_days, int),
        Contender(NUMPY_DATES, count_dates, lambda start, end: (start + _A_DAY, end + _A_DAY)),
    )


def _bizdays_counter() -> Contender:
    calendar = bizdays_calendar()

    def from_a_working_day(start: date, end: date) -> tuple[date, date]:
        return calendar.adjust_previous(start), _anew(end)

    return Contender("bizdays `bizdays`", calendar.bizdays, from_a_working_day)


def _holidays_counter() -> Contender:
    return Contender(
        "holidays `get_working_days_count`",
        holidays_of_indonesia().get_working_days_count,
        lambda start, end: (start + _A_DAY, _anew(end)),
    )


# -- is it a working day? --------------------------------------------------------------------------


def _is_working_day(rounds: int) -> Comparison:
    busdays = busday_calendar()

    def is_busday(day: np.datetime64) -> np.bool:
        is_worked: np.bool = np.is_busday(day, busdaycal=busdays)
        return is_worked

    return Comparison(
        "is_working_day",
        "Is it a working day?",
        "",
        checked=[(day,) for day in known_days()],
        timed=[(day,) for day in some_days(_TIMED)],
        contenders=(
            Contender("sp4n `calendar.is_working_day`", sp4n.indonesia().is_working_day, _new_day),
            Contender(NUMPY, is_busday, lambda day: (np.datetime64(day, "D"),), bool),
            Contender("bizdays `isbizday`", bizdays_calendar().isbizday, _new_day),
            Contender(
                "holidays `is_working_day`", holidays_of_indonesia().is_working_day, _new_day
            ),
        ),
        rounds=rounds,
        warmed=True,
    )


def _new_day(day: date) -> tuple[date]:
    return (_anew(day),)


# -- a deadline, and why ---------------------------------------------------------------------------


def _deadline(rounds: int) -> Comparison:
    deadline = sp4n.indonesia().deadline

    def explained(day: date, n: int) -> tuple[date, object]:
        answer = deadline(day, n)
        return answer.due_on, answer.skipped

    return Comparison(
        "deadline",
        "A deadline that can explain itself",
        "sp4n's deadline knows how certain it is; the skipped days and their decrees are worked "
        "out when asked for. The peer gives the day alone.",
        checked=_every_term(),
        timed=_terms(some_days(_TIMED, _MARGIN)),
        contenders=(
            Contender("sp4n `calendar.deadline`", deadline, _new_term, attrgetter("due_on")),
            Contender("sp4n, with its skipped days", explained, _new_term, lambda both: both[0]),
            _holidays_adder(),
        ),
        rounds=rounds,
        warmed=True,
    )
