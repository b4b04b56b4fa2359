"""A second opinion on recurrences: which days RFC 5545, 3.3.10, says that a rule has.

Written from the text of the RFC, not from the code that walks: of each day, week, month or year
all days that no part of the rule leaves out, of these the positions, of these the ones from the
first day on. Every day is looked at; nothing is skipped.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

__all__ = ["plain_days"]

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ONE_DAY = timedelta(days=1)
_Parts = Mapping[str, list[str]]


def plain_days(rule: str, from_on: date, until_on: date) -> list[date]:
    """Give the days of a rule before `until_on`; its own UNTIL is not looked at."""
    parts = {name: values.split(",") for name, values in map(_pair, rule.upper().split(";"))}
    limits = _with_what_the_first_day_says(parts, from_on)
    days: list[date] = []
    for start, end in _spans(parts, from_on, until_on):
        candidates = [day for day in _each_day(start, end) if _is_in(day, limits, parts)]
        if "BYSETPOS" in parts:
            candidates = _at(candidates, [int(value) for value in parts["BYSETPOS"]])
        days += [day for day in candidates if day >= from_on]
    most = int(parts["COUNT"][0]) if "COUNT" in parts else len(days)
    return [day for day in days[:most] if day < until_on]


def _pair(part: str) -> tuple[str, str]:
    name, values = part.split("=")
    return name, values


def _with_what_the_first_day_says(parts: _Parts, from_on: date) -> _Parts:
    """What the rule doesn't say follows from the first day."""
    limits, frequency = dict(parts), parts["FREQ"][0]
    if parts.keys() & {"BYMONTHDAY", "BYDAY"}:
        return limits
    if frequency == "WEEKLY":
        limits["BYDAY"] = [_WEEKDAYS[from_on.weekday()]]
    if frequency in ("MONTHLY", "YEARLY"):
        limits["BYMONTHDAY"] = [str(from_on.day)]
    if frequency == "YEARLY":
        limits.setdefault("BYMONTH", [str(from_on.month)])
    return limits


def _spans(parts: _Parts, from_on: date, until_on: date) -> Iterator[tuple[date, date]]:
    """Every so many days, weeks, months or years, from the one with the first day in it."""
    step, frequency = int(parts.get("INTERVAL", ["1"])[0]), parts["FREQ"][0]
    first = _WEEKDAYS.index(parts.get("WKST", ["MO"])[0])
    week = from_on - timedelta(days=(from_on.weekday() - first) % 7)
    month, number = from_on.year * 12 + from_on.month - 1, 0
    while True:
        if frequency == "DAILY":
            start = from_on + number * _ONE_DAY
            end = start + _ONE_DAY
        elif frequency == "WEEKLY":
            start = week + number * 7 * _ONE_DAY
            end = start + 7 * _ONE_DAY
        elif frequency == "MONTHLY":
            start, end = _first_of(month + number), _first_of(month + number + 1)
        else:
            start, end = date(from_on.year + number, 1, 1), date(from_on.year + number + 1, 1, 1)
        if start >= until_on:
            return
        yield start, end
        number += step


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _each_day(start: date, end: date) -> Iterator[date]:
    while start < end:
        yield start
        start += _ONE_DAY


def _is_in(day: date, limits: _Parts, parts: _Parts) -> bool:
    """No part of the rule leaves the day out."""
    length = monthrange(day.year, day.month)[1]
    of_month = {str(day.day), str(day.day - length - 1)}
    in_months = parts["FREQ"] == ["MONTHLY"] or "BYMONTH" in parts
    start = day.replace(day=1) if in_months else date(day.year, 1, 1)
    last = day.replace(day=length) if in_months else date(day.year, 12, 31)
    weekday = _WEEKDAYS[day.weekday()]
    forwards, backwards = (day - start).days // 7 + 1, (last - day).days // 7 + 1
    of_week = {weekday, f"{forwards}{weekday}", f"-{backwards}{weekday}"}
    return (
        str(day.month) in limits.get("BYMONTH", [str(day.month)])
        and bool(of_month & set(limits.get("BYMONTHDAY", of_month)))
        and bool(of_week & set(limits.get("BYDAY", of_week)))
    )


def _at(days: list[date], positions: list[int]) -> list[date]:
    places = {place - 1 if place > 0 else len(days) + place for place in positions}
    return [day for place, day in enumerate(days) if place in places]
