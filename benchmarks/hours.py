"""Hours: the working time between two instants, and the instant after some working time."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from operator import attrgetter
from random import Random

from business_duration import businessDuration
from businesstime import BusinessTime
from pandas import Timestamp
from pandas.tseries.offsets import CustomBusinessHour

import sp4n
from benchmarks.comparison import Comparison, Contender
from benchmarks.peers import days_off, known_days
from sp4n.workdays import OfficeHours, WorkingCalendar
from sp4n.workdays.zones import ZONES

__all__ = ["BUSINESSTIME", "BUSINESS_DURATION", "PANDAS", "PANDAS_TIMESTAMPS", "by_the_hour"]

BUSINESSTIME = "businesstime, days off in a list as its own calendars keep them"
BUSINESSTIME_SET = "businesstime, days off in a set"
BUSINESS_DURATION = "business-duration `businessDuration`"
PANDAS = "pandas `CustomBusinessHour`, `datetime` in and out"
PANDAS_TIMESTAMPS = "pandas `CustomBusinessHour`, `Timestamp` in and out"

_Pauses = list[tuple[datetime, datetime]]

_OPENS, _CLOSES = time(8), time(16)
_ZONE = ZONES["WIB"]
_FORTY_HOURS = timedelta(hours=40)
_LONGEST = timedelta(days=30)  # between the two instants
_MARGIN = 120  # days: more than that time, or 40 working hours, with all days off on the way
_TIMED = 200
_ABOUT = {
    "between": "An office open from 08:00 to 16:00, which is all that these peers can say; the "
    "instants lie up to 30 days apart. `businesstime` refuses aware datetimes and gets naive ones; "
    "it loses the hours of a day between two evenings, so every start lies before closing time.",
    "after": "The same office; `CustomBusinessHour` answers with the next opening when the time is "
    "up at closing time, as it is for any start outside office hours, so every start lies within.",
}


def by_the_hour(rounds: int) -> Iterator[Comparison]:
    """Give the comparisons of working time."""
    yield _between(rounds)
    yield _after(rounds)


@cache
def _calendar() -> WorkingCalendar:
    return sp4n.indonesia(hours=OfficeHours({"Mon-Fri": f"{_OPENS:%H:%M}-{_CLOSES:%H:%M}"}))


def _between(rounds: int) -> Comparison:
    pairs = list(_pairs())
    return Comparison(
        "between",
        "The working time between two aware datetimes",
        _ABOUT["between"],
        checked=pairs,
        timed=Random(_TIMED).sample(pairs, _TIMED),
        contenders=(
            Contender("sp4n `calendar.working_time_between`", _calendar().working_time_between),
            _with_pauses(),
            _businesstime(BUSINESSTIME, sorted(days_off())),
            _businesstime(BUSINESSTIME_SET, days_off()),
            _business_duration(),
        ),
        rounds=rounds,
        warmed=True,
    )


def _pairs() -> Iterator[tuple[datetime, datetime]]:
    """Give a start before closing time on every day known, and an end at any time after it."""
    draw = Random(_MARGIN)
    longest = _LONGEST // timedelta(minutes=1)
    for day in known_days(_MARGIN):
        start = datetime.combine(day, time(), _ZONE)
        start += timedelta(minutes=draw.randrange(_CLOSES.hour * 60))
        yield start, start + timedelta(minutes=draw.randrange(longest))


def _with_pauses() -> Contender:
    between = sp4n.indonesia().working_time_between

    def worked(span: tuple[datetime, datetime], pauses: _Pauses) -> timedelta:
        return between(*span, pauses=pauses)

    def twice_paused(start: datetime, end: datetime) -> tuple[tuple[datetime, datetime], _Pauses]:
        quarter = (end - start) / 4
        return (start, end), [(start, start + quarter), (end - quarter, end)]

    name = "sp4n, the government's hours with breaks, and two pauses"
    return Contender(name, worked, twice_paused, answers=False)


def _businesstime(name: str, off: Collection[date]) -> Contender:
    call = BusinessTime((_OPENS, _CLOSES), holidays=off).businesstime_hours
    return Contender(name, call, lambda *both: tuple(map(_naive, both)), _whole_seconds)


def _naive(instant: datetime) -> datetime:
    return instant.replace(tzinfo=None)


def _whole_seconds(worked: timedelta) -> timedelta:
    """Round what was counted in fractions of hours."""
    return timedelta(seconds=round(worked.total_seconds()))


def _business_duration() -> Contender:
    off = days_off()

    def worked(start: datetime, end: datetime) -> float:
        seconds: float = businessDuration(start, end, _OPENS, _CLOSES, holidaylist=off, unit="sec")
        return seconds

    return Contender(BUSINESS_DURATION, worked, give=lambda seconds: timedelta(seconds=seconds))


def _after(rounds: int) -> Comparison:
    return Comparison(
        "after",
        "An aware datetime and 40 working hours",
        _ABOUT["after"],
        checked=list(_starts()),
        timed=Random(_TIMED).sample(list(_starts()), _TIMED),
        contenders=(
            Contender("sp4n `calendar.add_working_time`", _calendar().add_working_time),
            _deadline(),
            *_pandas(),
        ),
        rounds=rounds,
        warmed=True,
    )


def _starts() -> Iterator[tuple[datetime, timedelta]]:
    """Give a start in office hours on every working day known."""
    draw = Random(_MARGIN)
    for day in filter(_calendar().is_working_day, known_days(_MARGIN)):
        minute = draw.randrange(_OPENS.hour * 60 + 1, _CLOSES.hour * 60)
        yield datetime.combine(day, time(), _ZONE) + timedelta(minutes=minute), _FORTY_HOURS


def _deadline() -> Contender:
    call = _calendar().hours_deadline
    return Contender("sp4n `calendar.hours_deadline`", call, give=attrgetter("due_at"))


def _pandas() -> Iterator[Contender]:
    hours = _FORTY_HOURS // timedelta(hours=1)
    offset = CustomBusinessHour(hours, start=_OPENS, end=_CLOSES, holidays=sorted(days_off()))

    def after(start: datetime, offset: CustomBusinessHour) -> datetime:
        found: datetime = (start + offset).to_pydatetime()
        return found

    def after_timestamp(start: Timestamp, offset: CustomBusinessHour) -> Timestamp:
        return start + offset

    yield Contender(PANDAS, after, lambda start, _: (start, offset))
    yield Contender(
        PANDAS_TIMESTAMPS,
        after_timestamp,
        lambda start, _: (Timestamp(start), offset),
        Timestamp.to_pydatetime,
    )
