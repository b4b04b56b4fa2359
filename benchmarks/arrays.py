"""A million days at once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

import sp4n
from benchmarks.comparison import Comparison, Contender
from benchmarks.peers import busday_calendar, known_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NUMPY_ARRAY", "NUMPY_BY_ORDINALS", "many_at_once"]

NUMPY_ARRAY = "numpy `busday_offset`"
NUMPY_BY_ORDINALS = "numpy, by ordinal numbers and `tolist`"

_MILLION = 1_000_000
_TERM = 14  # working days: LAPOR!'s standard for the settlement
_MARGIN = 60  # days: that term with all days off on the way
_DISTANCE = 30  # days from start to end
_A_DAY = np.timedelta64(1, "D")


def many_at_once(rounds: int) -> Iterator[Comparison]:
    """Give the comparisons of arrays and lists."""
    days = _days(_MILLION)
    yield _add_array(days, rounds)
    yield _add_list(days, rounds)
    yield _count_array(days, rounds)


def _days(how_many: int) -> "NDArray[np.datetime64]":
    known = np.array(known_days(_MARGIN), dtype="datetime64[D]")
    return np.random.default_rng(how_many).choice(known, how_many)


def _add_array(days: "NDArray[np.datetime64]", rounds: int) -> Comparison:
    busdays = busday_calendar()

    def add(days: "NDArray[np.datetime64]", n: int) -> "NDArray[np.datetime64]":
        return np.busday_offset(days, n, roll="backward", busdaycal=busdays)

    return Comparison(
        "add_array",
        "The 14th working day after each of 1,000,000 days, as an array",
        "`datetime64[D]` in and out.",
        checked=[(days, _TERM)],
        timed=[(days, _TERM)],
        contenders=(
            Contender(
                "sp4n `calendar.add_many`", sp4n.indonesia().add_many, give=np.ndarray.tolist
            ),
            Contender(NUMPY_ARRAY, add, give=np.ndarray.tolist),
        ),
        rounds=rounds,
    )


def _add_list(days: "NDArray[np.datetime64]", rounds: int) -> Comparison:
    def as_list(days: "NDArray[np.datetime64]", n: int) -> tuple[list[date], int]:
        return days.tolist(), n

    return Comparison(
        "add_list",
        "The 14th working day after each of 1,000,000 days, as a list",
        "`date` objects in and out; numpy turns them into an array and back: the plain way, or by "
        "way of their ordinal numbers, the fastest that we found.",
        checked=[(days, _TERM)],
        timed=[(days, _TERM)],
        contenders=(
            Contender("sp4n `calendar.add_many`", sp4n.indonesia().add_many, as_list),
            Contender(NUMPY_BY_ORDINALS, _by_numpy(_from_ordinals), as_list),
            Contender("numpy, by `np.array` and `tolist`", _by_numpy(_from_dates), as_list),
        ),
        rounds=rounds,
    )


def _by_numpy(
    array_of: "Callable[[list[date]], NDArray[np.datetime64]]",
) -> "Callable[[list[date], int], list[date]]":
    busdays = busday_calendar()

    def add(days: list[date], n: int) -> list[date]:
        array = np.busday_offset(array_of(days), n, roll="backward", busdaycal=busdays)
        answers: list[date] = array.tolist()
        return answers

    return add


def _from_dates(days: list[date]) -> "NDArray[np.datetime64]":
    return np.array(days, dtype="datetime64[D]")


def _from_ordinals(days: list[date]) -> "NDArray[np.datetime64]":
    ordinals = np.fromiter(map(date.toordinal, days), np.int64, len(days))
    return (ordinals - date(1970, 1, 1).toordinal()).view("datetime64[D]")


def _count_array(days: "NDArray[np.datetime64]", rounds: int) -> Comparison:
    count_many = sp4n.indonesia().count_many
    pairs = [(days, days + np.timedelta64(_DISTANCE, "D"))]
    return Comparison(
        "count_array",
        "How many working days from each of 1,000,000 days to another",
        "`datetime64[D]` in, 30 days apart; for numpy's interval both were moved by a day before.",
        checked=pairs,
        timed=pairs,
        contenders=(
            Contender("sp4n `calendar.count_many`", count_many, give=np.ndarray.tolist),
            _numpy_counter(),
        ),
        rounds=rounds,
    )


def _numpy_counter() -> Contender:
    busdays = busday_calendar()

    def count(
        starts: "NDArray[np.datetime64]", ends: "NDArray[np.datetime64]"
    ) -> "NDArray[np.int64]":
        return np.busday_count(starts, ends, busdaycal=busdays)

    def moved(*both: "NDArray[np.datetime64]") -> "tuple[NDArray[np.datetime64], ...]":
        return tuple(days + _A_DAY for days in both)

    return Contender("numpy `busday_count`", count, moved, np.ndarray.tolist)
