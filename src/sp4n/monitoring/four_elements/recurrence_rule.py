"""What a recurrence may say: the part of RFC 5545's ``RRULE`` that names days, read and walked."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import dropwhile, islice

from dateutil.rrule import rrulestr

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.validation import number_fault, refuse, type_fault, word_fault

Parts = Mapping[str, tuple[str, ...]]
"""A rule by the names of its parts, each with its values: ``{"FREQ": ("DAILY",)}``."""

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of a week as RFC 5545 names them."""

_LONGEST_TEXT = 200  # own choice, in characters: the longest useful rule has about seventy
_MOST = 1000  # own choice: intervals and counts
_MOST_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_MOST_WEEKS = {"MONTHLY": 5, "YEARLY": 53}  # which of its Mondays a month or a year may have
_WORDS = {"FREQ": tuple(_MOST_DAYS), "WKST": WEEKDAY_CODES}
_NUMBERS = {"INTERVAL": _MOST, "COUNT": _MOST, "BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 366}
_FROM_THE_END = ("BYMONTHDAY", "BYSETPOS")  # they may count backwards
_SINGLE = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST")
_ORDER = ("FREQ", "INTERVAL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")
_KNOWN = (*_ORDER, "UNTIL")
_NEEDLESS = ("INTERVAL=1", "WKST=MO")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}", re.ASCII)
_DATE = re.compile(r"[0-9]{8}", re.ASCII)
_SHIFT = 7600  # 19 times 400 years, after which the calendar repeats itself to the weekday


def read_rule(text: str, where: str) -> tuple[str, date | None]:
    """Read a rule: written in one way only and without its end, and the day after that, if any.

    Raises InvalidValue for text that is no such rule: nothing finer than days, every value in
    range. The parts that name days within a year or its weeks (BYYEARDAY, BYWEEKNO) are not
    supported.

    >>> read_rule("until=20260131;byday=fr,mo;freq=weekly", "rule")
    ('FREQ=WEEKLY;BYDAY=MO,FR', datetime.date(2026, 2, 1))
    """
    refuse(type_fault(str, text, where, "text"))
    if len(text) > _LONGEST_TEXT:
        raise InvalidValue.of("too_long", where, length=len(text), limit=_LONGEST_TEXT)
    parts: dict[str, tuple[str, ...]] = {}
    for pair in text.upper().removeprefix("RRULE:").split(";"):
        name, _, values = pair.partition("=")
        if not values:
            raise InvalidValue.of("bad_recurrence", where, found=shown(text))
        if name in parts:
            raise InvalidValue.of("duplicate", where, found=shown(name))
        parts[name] = tuple(values.split(","))
    refuse(*_rule_faults(parts, where))
    rule = _joined({name: _in_order(name, parts[name]) for name in _ORDER if name in parts})
    ends = [date.fromisoformat(day) + timedelta(days=1) for day in parts.get("UNTIL", ())]
    return rule, ends[0] if ends else None


def _rule_faults(parts: Parts, where: str) -> Iterator[Fault | None]:
    """Every name and value of a rule is one that is known, and they go together."""
    frequency = parts.get("FREQ", ("",))[0]
    for name, values in parts.items():
        at = f"{where}.{name}"
        if name not in _KNOWN:
            yield fault("not_one_of", where, found=shown(name), allowed=_KNOWN)
        elif name in _SINGLE and len(values) > 1:
            yield fault("bad_recurrence", at, found=shown(",".join(values)))
        else:
            yield from (_value_fault(name, value, frequency, at) for value in values)
    if "FREQ" not in parts:
        yield fault("missing", f"{where}.FREQ")
    if "COUNT" in parts and "UNTIL" in parts:
        yield fault("contradiction", f"{where}.COUNT", found="COUNT", other="UNTIL")
    if "BYSETPOS" in parts and not parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"}:
        yield fault("missing", f"{where}.BYDAY")


def _value_fault(name: str, value: str, frequency: str, at: str) -> Fault | None:
    if name in _WORDS:
        return word_fault(value, _WORDS[name], at)
    if name == "UNTIL":
        return _until_fault(value, at)
    if name == "BYDAY":
        return _day_fault(value, _MOST_WEEKS.get(frequency, 0), at)
    if not _NUMBER.fullmatch(value):
        return fault("bad_recurrence", at, found=shown(value))
    number = abs(int(value)) if name in _FROM_THE_END else int(value)
    return number_fault(number, at, 1, _NUMBERS[name])


def _day_fault(value: str, most: int, at: str) -> Fault | None:
    """A weekday; in months and years it may say which one of them."""
    day = _DAY.fullmatch(value)
    if day is not None and (day[1] is None or 0 < abs(int(day[1])) <= most):
        return None
    return fault("bad_recurrence", at, found=shown(value))


def _until_fault(value: str, at: str) -> Fault | None:
    """The last day, as RFC 5545 writes a date; an instant is refused."""
    try:
        day = date.fromisoformat(value if _DATE.fullmatch(value) else "")
    except ValueError:
        return fault("bad_recurrence", at, found=shown(value))
    return None if day < date.max else fault("too_large", at, limit=date.max, found=day)


def _in_order(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Put values in order, each once and without signs and zeros that go without saying."""
    if name in _NUMBERS:
        return tuple(map(str, sorted({int(value) for value in values})))
    if name != "BYDAY":
        return values
    days = {(int(value[:-2] or 0), WEEKDAY_CODES.index(value[-2:])) for value in values}
    return tuple(f"{which or ''}{WEEKDAY_CODES[day]}" for which, day in sorted(days))


def _joined(parts: Parts) -> str:
    said = (f"{name}={','.join(values)}" for name, values in parts.items())
    return ";".join(part for part in said if part not in _NEEDLESS)


def parts_of(rule: str) -> dict[str, tuple[str, ...]]:
    """Take a rule apart as `read_rule` writes it.

    >>> parts_of("FREQ=WEEKLY;BYDAY=MO,FR")
    {'FREQ': ('WEEKLY',), 'BYDAY': ('MO', 'FR')}
    """
    pairs = (part.split("=") for part in rule.split(";"))
    return {name: tuple(values.split(",")) for name, values in pairs}


def walk(rule: str, from_on: date, *, endless: bool = False) -> Iterator[date]:
    """Walk the days of a rule as `read_rule` writes it; `endless` leaves its count out.

    It walks 7,600 years later, where the calendar is the same: a rule that gives no more days ends
    at the last year that a date can have, after some five hundred years instead of eight thousand.

    dateutil is told some rules in other words, so that it finds what RFC 5545 says. In a first week
    it counts positions (BYSETPOS) from `from_on`, not from the week's beginning; BYDAY=MO,1FR are
    to it days that are both; at a month's 20th Monday it fails; and it looks one by one for
    positions that no period has.

    >>> next(walk("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1", date(2026, 1, 7)))  # a Wednesday
    datetime.date(2026, 1, 12)
    """
    parts = parts_of(rule)
    count = parts.pop("COUNT", None)
    start = _whole_week(parts, from_on)
    later = start.replace(year=start.year + _SHIFT)
    days = rrulestr(_joined({**parts, **_weekdays(parts), **_positions(parts)}), dtstart=later)
    earlier = (day.date().replace(year=day.year - _SHIFT) for day in days)
    since = dropwhile(lambda day: day < from_on, earlier)
    return islice(since, int(count[0]) if count and not endless else None)


def _whole_week(parts: Parts, from_on: date) -> date:
    """Begin with the week, unless the first day itself tells on which of its days a rule falls."""
    if parts["FREQ"] != ("WEEKLY",) or not parts.keys() & {"BYDAY", "BYMONTHDAY"}:
        return from_on
    first = WEEKDAY_CODES.index(parts.get("WKST", ("MO",))[0])
    return from_on - timedelta(days=(from_on.weekday() - first) % 7)


def _weekdays(parts: Parts) -> Parts:
    """Number all weekdays where one is numbered: 1MO, 2MO, … are the Mondays.

    A number beyond what a month has becomes the first of these: neither is there.

    >>> _weekdays({"FREQ": ("MONTHLY",), "BYDAY": ("MO", "1FR")})
    {'BYDAY': ('1MO', '2MO', '3MO', '4MO', '5MO', '1FR')}
    """
    days = parts.get("BYDAY", ())
    if not any(day[:-2] for day in days):
        return {}
    most = 5 if "BYMONTH" in parts else _MOST_WEEKS[parts["FREQ"][0]]
    numbers = ((day, [int(day[:-2])] if day[:-2] else range(1, most + 1)) for day in days)
    return {"BYDAY": tuple(f"{min(n, most + 1)}{day[-2:]}" for day, ns in numbers for n in ns)}


def _positions(parts: Parts) -> Parts:
    """Make one position of all that lie beyond the days of a period: none of them is there.

    >>> _positions({"FREQ": ("DAILY",), "BYSETPOS": ("1", "5", "6")})
    {'BYSETPOS': ('1', '2')}
    """
    beyond = _MOST_DAYS[parts["FREQ"][0]] + 1
    reached = {min(max(int(n), -beyond), beyond) for n in parts.get("BYSETPOS", ())}
    return {"BYSETPOS": tuple(map(str, sorted(reached)))} if reached else {}
