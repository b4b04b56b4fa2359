"""The same figures counted in the plainest way, from events and cells alone; nothing is sp4n's.

Days are counted by numpy. What a run of the follow-up clock is, is said here once more, in a few
lines that fit only plain lives: it begins when somebody gets a complaint, and ends with the next
event, whatever that is; nothing else can happen to it in between.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.peers import busday_calendar

__all__ = ["Figures", "pandas_counts", "plain_figures", "polars_counts"]

Figures = list[tuple[str, object]]
"""What was counted, each with its name."""

_WIB = ZoneInfo("Asia/Jakarta")
_LIMIT_DAYS = 5
_IN_PROCESS = {"answered", "in_progress"}
_OPEN = {"new", "assigned", "in_progress", "answered", "waiting_reporter"}
_PREAMBLE_ROWS = 10


def plain_figures(histories: Iterable[Sequence[Any]], now: datetime) -> Figures:
    """Count what a report tells of histories, each a sequence of events."""
    lives = list(histories)
    last = [life[-1] for life in lives]
    phases = Counter(event.phase.value for event in last)
    closers = Counter(event.by.kind.value for event in last if event.phase.value == "closed")
    took, judged = _follow_ups(lives, now)
    followed = phases["closed"] + sum(phases[one] for one in _IN_PROCESS)
    given = [after for life in lives for after in _after_dispositions(life)]
    returned = sum(after is not None and after.kind == "return" for after in given)
    return [
        ("received", len(lives)),
        ("by_status", dict(sorted(Counter(event.status for event in last).items()))),
        ("follow_up_rate", (followed, len(lives))),
        ("closed_by", dict(sorted(closers.items()))),
        ("backlog", sum(phases[one] for one in _OPEN)),
        ("out_of_authority", (returned, len(given))),
        ("first_follow_up_time", (len(took), sum(took), sorted(took)[(len(took) * 9 - 1) // 10])),
        ("first_follow_up_in_time", judged),
    ]


def _follow_ups(lives: Iterable[Sequence[Any]], now: datetime) -> tuple[list[int], tuple[int, int]]:
    """Give the days that each took, and how many were in time of those whose time is over."""
    runs = list(_runs(lives, now))
    days = _working_days([run[0] for run in runs], [run[1] for run in runs])
    ends = [end for _, _, end in runs]
    took = [n for n, end in zip(days, ends, strict=True) if end == "answered"]
    late = sum(n > _LIMIT_DAYS for n in days)
    in_time = sum(n <= _LIMIT_DAYS for n in took)
    return took, (in_time, in_time + late)


def _after_dispositions(life: Sequence[Any]) -> Iterator[Any]:
    """Give what came after each time that another agency got it; None while nothing has."""
    for before, event, after in zip_longest(life, life[1:], life[2:]):
        if event and event.phase.value == "assigned" and event.holders != before.holders:
            yield after


def _runs(lives: Iterable[Sequence[Any]], now: datetime) -> Iterator[tuple[date, date, str]]:
    """Give each run's first and last day, and into which phase it led; "" while it lasts."""
    for life in lives:
        for event, after in zip_longest(life, life[1:]):
            if event.phase.value == "assigned":
                ended_at = now if after is None else after.at
                end = "" if after is None else after.phase.value
                yield _day(event.at), _day(ended_at), end


def _day(instant: datetime) -> date:
    return instant.astimezone(_WIB).date()


def _working_days(from_on: Sequence[date], until_on: Sequence[date]) -> list[int]:
    """Count the working days after the one day up to and including the other."""
    a_day = np.timedelta64(1, "D")
    starts, ends = (np.array(days, dtype="datetime64[D]") + a_day for days in (from_on, until_on))
    counted: list[int] = np.busday_count(starts, ends, busdaycal=busday_calendar()).tolist()
    return counted


def pandas_counts(path: str) -> Figures:
    """Count what an export says of statuses and agencies, as pandas reads it."""
    plain: dict[str, Any] = {"skiprows": _PREAMBLE_ROWS, "dtype": str, "keep_default_na": False}
    is_workbook = path.endswith(".xlsx")
    read = partial(pd.read_excel, engine="calamine") if is_workbook else pd.read_csv
    frame = read(path, **plain)
    return [
        ("received", len(frame)),
        ("statuses", _counted(frame["Status Laporan"])),
        ("agencies", _counted(frame["Instansi Terdisposisi"])),
    ]


def polars_counts(path: str) -> Figures:
    """Count the same, as polars reads it."""
    if path.endswith(".xlsx"):
        options = {"header_row": _PREAMBLE_ROWS, "dtypes": "string"}
        frame = pl.read_excel(path, engine="calamine", read_options=options)
    else:
        frame = pl.read_csv(path, skip_rows=_PREAMBLE_ROWS, infer_schema=False)
    frame = frame.fill_null("")
    return [
        ("received", len(frame)),
        ("statuses", _counted(frame["Status Laporan"])),
        ("agencies", _counted(frame["Instansi Terdisposisi"])),
    ]


def _counted(cells: Any) -> dict[str, int]:  # noqa: ANN401  # pandas is untyped here
    return dict(sorted(Counter(map(str, cells)).items()))
