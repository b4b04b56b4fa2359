"""What a recurrence may say: the part of RFC 5545's ``RRULE`` that names days, read and checked."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday, weekdays

from sp4n.errors import Fault, fault, shown
from sp4n.validation import word_fault

__all__ = ["WEEKDAY_CODES", "Parts", "read_rule", "rule_faults", "until_of", "walk", "written_rule"]

Parts = Mapping[str, tuple[str, ...]]
"""A rule by the names of its parts, each with its values: ``{"FREQ": ("DAILY",)}``."""

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of a week as RFC 5545 names them."""

_FREQUENCIES: Mapping[str, Literal[0, 1, 2, 3]] = {
    "DAILY": DAILY,
    "WEEKLY": WEEKLY,
    "MONTHLY": MONTHLY,
    "YEARLY": YEARLY,
}
_LONGEST_TEXT = 200  # own choice, in characters: the longest useful rule has about seventy
_MOST = 1000  # own choice: intervals and counts
_NUMBERS = {  # from, to, and whether it counts from the end as well; by RFC 5545
    "INTERVAL": (1, _MOST, False),
    "COUNT": (1, _MOST, False),
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYSETPOS": (1, 366, True),
}
_SINGLE = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST")
_ORDER = ("FREQ", "INTERVAL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")
_KNOWN = (*_ORDER, "UNTIL")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}", re.ASCII)
_DATE = re.compile(r"[0-9]{8}", re.ASCII)
_MOST_WEEKS = {"MONTHLY": 5, "YEARLY": 53}  # which of its Mondays a month or a year may have
_SHIFT = 7600  # 19 times 400 years, after which the calendar repeats itself to the weekday


def read_rule(text: object, where: str) -> "Parts | Fault":
    """Read a rule's text into its parts, or tell why it is none; values are not looked at."""
    if not isinstance(text, str):
        return fault("wrong_type", where, expected="text", found=type(text).__name__)
    if len(text) > _LONGEST_TEXT:
        return fault("too_long", where, length=len(text), limit=_LONGEST_TEXT)
    parts: dict[str, tuple[str, ...]] = {}
    for pair in text.upper().removeprefix("RRULE:").split(";"):
        name, equals, values = pair.partition("=")
        if not equals or not values:
            return fault("bad_recurrence", where, found=shown(text))
        if name in parts:
            return fault("duplicate", where, found=shown(name))
        parts[name] = tuple(values.split(","))
    return parts


def rule_faults(parts: Parts, where: str) -> Iterator[Fault]:
    """Tell what is wrong with the parts of a rule: nothing finer than days, every value in range.

    The parts that name days within a year or its weeks (BYYEARDAY, BYWEEKNO) are not supported.
    """
    frequency = parts.get("FREQ", ("",))[0]
    for name, values in parts.items():
        at = f"{where}.{name}"
        if name not in _KNOWN:
            yield fault("not_one_of", where, found=shown(name), allowed=_KNOWN)
        elif name in _SINGLE and len(values) > 1:
            yield fault("bad_recurrence", at, found=shown(",".join(values)))
        else:
            found = (_value_fault(name, value, frequency, at) for value in values)
            yield from (one for one in found if one is not None)
    if "FREQ" not in parts:
        yield fault("missing", f"{where}.FREQ")
    if "COUNT" in parts and "UNTIL" in parts:
        yield fault("contradiction", f"{where}.COUNT", found="COUNT", other="UNTIL")
    if "BYSETPOS" in parts and not parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"}:
        yield fault("missing", f"{where}.BYDAY")


def _value_fault(name: str, value: str, frequency: str, at: str) -> Fault | None:
    if name == "FREQ":
        return word_fault(value, tuple(_FREQUENCIES), at)
    if name == "WKST":
        return word_fault(value, WEEKDAY_CODES, at)
    if name == "BYDAY":
        return _day_fault(value, _MOST_WEEKS.get(frequency, 0), at)
    return _until_fault(value, at) if name == "UNTIL" else _number_fault(value, name, at)


def _number_fault(value: str, name: str, at: str) -> Fault | None:
    least, most, from_the_end = _NUMBERS[name]
    if not _NUMBER.fullmatch(value):
        return fault("bad_recurrence", at, found=shown(value))
    number = abs(int(value)) if from_the_end else int(value)
    if number < least:
        return fault("too_small", at, limit=least, found=number)
    return fault("too_large", at, limit=most, found=number) if number > most else None


def _day_fault(value: str, most: int, at: str) -> Fault | None:
    """A weekday; in months and years it may say which one of them."""
    found = _DAY.fullmatch(value)
    if found is None:
        return fault("bad_recurrence", at, found=shown(value))
    which = found[1]
    if which is None or 0 < abs(int(which)) <= most:
        return None
    return fault("bad_recurrence", at, found=shown(value))


def _until_fault(value: str, at: str) -> Fault | None:
    """The last day, as RFC 5545 writes a date; an instant is refused."""
    if _DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return None if day < date.max else fault("too_large", at, limit=date.max, found=day)
    return fault("bad_recurrence", at, found=shown(value))


def until_of(parts: Parts) -> date | None:
    """Give the day after the rule's last one, if it names one."""
    return date.fromisoformat(parts["UNTIL"][0]) + timedelta(days=1) if "UNTIL" in parts else None


def written_rule(parts: Parts) -> str:
    """Write a sound rule in one way only, without its end: the parts and values in one order."""
    said = ((name, _written(name, parts[name])) for name in _ORDER if name in parts)
    return ";".join(f"{name}={values}" for name, values in said if (name, values) not in _NEEDLESS)


_NEEDLESS = (("INTERVAL", "1"), ("WKST", "MO"))


def _written(name: str, values: tuple[str, ...]) -> str:
    if name == "BYDAY":
        days = {(int(value[:-2] or 0), WEEKDAY_CODES.index(value[-2:])) for value in values}
        return ",".join(f"{which or ''}{WEEKDAY_CODES[day]}" for which, day in sorted(days))
    if name in _NUMBERS:
        return ",".join(map(str, sorted({int(value) for value in values})))
    return values[0]


def walk(rule: str, from_on: date, *, endless: bool = False) -> Iterator[date]:
    """Walk the days of a written rule, from a day on; `endless` leaves its count out.

    It walks 7,600 years later, where the calendar is the same: a rule that gives no more days ends
    at the last year that a date can have, after some five hundred years instead of eight thousand.
    """
    pairs = (part.partition("=") for part in rule.split(";"))
    parts = {name: values.split(",") for name, _, values in pairs}
    days = rrule(
        _FREQUENCIES[parts["FREQ"][0]],
        dtstart=datetime(from_on.year + _SHIFT, from_on.month, from_on.day),  # noqa: DTZ001
        interval=int(parts.get("INTERVAL", ["1"])[0]),
        wkst=WEEKDAY_CODES.index(parts.get("WKST", ["MO"])[0]),
        count=int(parts["COUNT"][0]) if "COUNT" in parts and not endless else None,
        bymonth=_numbers(parts, "BYMONTH"),
        bymonthday=_numbers(parts, "BYMONTHDAY"),
        byweekday=_weekdays(parts),
        bysetpos=_numbers(parts, "BYSETPOS"),
    )
    return (day.date().replace(year=day.year - _SHIFT) for day in days)


def _numbers(parts: Mapping[str, list[str]], name: str) -> list[int] | None:
    return [int(value) for value in parts[name]] if name in parts else None


def _weekdays(parts: Mapping[str, list[str]]) -> list[weekday] | None:
    if "BYDAY" not in parts:
        return None
    return [_weekday(value) for value in parts["BYDAY"]]


def _weekday(value: str) -> weekday:
    day, which = weekdays[WEEKDAY_CODES.index(value[-2:])], value[:-2]
    return day(int(which)) if which else day
