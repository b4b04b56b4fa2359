"""How office hours are written: weekdays and times of opening and closing, as text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.labels import Language, Message
from sp4n.validation import refuse
from sp4n.workdays._checks import iterable

Span = tuple[int, int]
"""From when to when an office is open, in minutes since midnight; 24:00 is 1440, and 06:00 of the
next day 1800."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""The days of a week as `sp4n.workdays.OfficeHours` names them."""

_HARI = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
_NAMES = {name: day for names in (WEEKDAYS, _HARI) for day, name in enumerate(names)}

_DAY_MINUTES = 1440
_SPAN = re.compile(r"(\d{2})[:.]([0-5]\d)-(\d{2})[:.]([0-5]\d)", re.ASCII)


def read_spans(text: object, where: str, faults: list[Fault]) -> tuple[Span, ...]:
    """Read ``07:30-12:00 13:00-16:00``, or ``07.30-12.00``; what is wrong goes into `faults`.

    Of ``22:00-06:00`` the end lies on the next day.
    """
    if not isinstance(text, str):
        faults.append(fault("wrong_type", where, expected="text", found=shown(text)))
        return ()
    spans = []
    for word in text.replace(",", " ").split():
        span = _SPAN.fullmatch(word)
        opens, closes = _minutes(span.groups()) if span else (0, 0)
        if opens == closes or max(opens + 1, closes) > _DAY_MINUTES:
            faults.append(fault("bad_hours", where, found=shown(word)))
            return ()
        spans.append((opens, closes if opens < closes else closes + _DAY_MINUTES))
    for (_, closes), (opens, _) in pairwise(spans):
        if opens < closes:
            faults.append(fault("out_of_order", where, earlier=_clock(closes)))
            return ()
    return tuple(_without_empty_breaks(spans))


def _without_empty_breaks(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for opens, closes in spans:
        if joined and joined[-1][1] == opens:
            opens, _ = joined.pop()  # noqa: PLW2901 - goes on from there
        joined.append((opens, closes))
    return joined


def _minutes(digits: Sequence[str]) -> Span:
    opens, opens_minute, closes, closes_minute = map(int, digits)
    return opens * 60 + opens_minute, closes * 60 + closes_minute


def _clock(minutes: int) -> str:
    minutes -= _DAY_MINUTES * (minutes > _DAY_MINUTES)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def written(spans: Iterable[Span]) -> str:
    """Write the hours of a day in the one way that equal hours are written."""
    return " ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in spans)


def named_days(name: object) -> list[int]:
    """Give the weekdays that ``Fri``, ``Mon-Thu`` or ``Mon-Wed,Fri`` names; empty for none."""
    days: list[int] = []
    for part in str(name).split(","):
        first, joint, last = part.strip().partition("-")
        ends = (first, last) if joint else (first, first)
        row = [_NAMES[day] for day in ends if day in _NAMES]
        if len(row) != len(ends) or row[0] > row[1]:
            return []
        days += range(row[0], row[1] + 1)
    return days


def _by_weekday(given: Iterable[str], where: str) -> dict[str, str]:
    texts = tuple(iterable(given, where))
    if len(texts) != len(WEEKDAYS):
        found = f"{len(texts)}"
        raise InvalidValue.of("wrong_type", where, expected="seven_texts", found=found)
    return dict(zip(WEEKDAYS, texts, strict=True))


def read_week(given: Mapping[str, str] | Iterable[str], where: str) -> tuple[str, ...]:
    """Read a week, named by days or as seven texts, and write each day in one way."""
    given = given if isinstance(given, Mapping) else _by_weekday(given, where)
    faults: list[Fault] = []
    week: dict[int, str] = {}
    for name, text in given.items():
        days, at = named_days(name), f"{where}.{name}"
        if not days:
            faults.append(fault("not_one_of", where, found=shown(name), allowed=WEEKDAYS))
            continue
        hours = written(read_spans(text, at, faults))
        again = [day for day in days if week.setdefault(day, hours) != hours]
        faults += [fault("duplicate", at, found=WEEKDAYS[day]) for day in again]
    if not (faults or any(week.values())):
        faults.append(fault("empty", where))
    faults += _overlapping_nights(week, where)
    refuse(*faults)
    return tuple(week.get(day, "") for day in range(7))


def _overlapping_nights(week: Mapping[int, str], where: str) -> Iterator[Fault]:
    """Find the days that open before the shift that began the day before is over."""
    for day, text in week.items():
        tomorrow = read_spans(week.get((day + 1) % 7, ""), where, [])
        closes = read_spans(text, where, [])[-1][1] - _DAY_MINUTES if text else 0
        if tomorrow and tomorrow[0][0] < closes:
            name = WEEKDAYS[(day + 1) % 7]
            yield fault("out_of_order", f"{where}.{name}", earlier=_clock(closes))


def week_in_words(week: Sequence[str], language: Language) -> str:
    """Put the days with the same hours together."""
    days: dict[str, list[int]] = {}
    for day, hours in enumerate(week):
        if hours:
            days.setdefault(hours, []).append(day)
    return ", ".join(f"{days_in_words(row, language)} {hours}" for hours, row in days.items())


def days_in_words(days: Iterable[int], language: Language) -> str:
    """Write neighbours as a row: ``Mon-Wed,Fri``."""
    names = [Message(f"short_weekday.{day}").describe(language) for day in range(7)]
    return _rows(days, names)


def days_written(days: Iterable[int]) -> str:
    """Write days in the one way that equal weeks are written: as a row, by their English names."""
    return _rows(days, WEEKDAYS)


def _rows(days: Iterable[int], names: Sequence[str]) -> str:
    rows: list[list[int]] = []
    for day in days:
        if not rows or rows[-1][-1] + 1 < day:
            rows.append([])
        rows[-1].append(day)
    ends = (dict.fromkeys((row[0], row[-1])) for row in rows)
    return ",".join("-".join(names[day] for day in row) for row in ends)
