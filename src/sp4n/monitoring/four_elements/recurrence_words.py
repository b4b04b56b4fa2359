"""Recurrences in words: the common rules as people say them, in both languages.

Common are days, weeks on weekdays, and months and years on days that each of them has, or on
their last day. What is rarer has no words here and is said as RFC 5545 writes it.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from sp4n.labels import Language, Message
from sp4n.monitoring.four_elements.recurrence_rule import WEEKDAY_CODES, Parts, parts_of
from sp4n.workdays.skipped_day import WEEKDAY_LABELS

_MONTHS = tuple(Message(f"month.{number}") for number in range(1, 13))
_EVERY_QUARTER = Message("recurrence_words.every_quarter")
_EVERY_YEAR = Message("recurrence_words.every_yearly", {"n": 1})
_QUARTERS = ((1, 4, 7, 10), (2, 5, 8, 11), (3, 6, 9, 12))
_YEAR = tuple(range(1, 13))

_ON = Message("recurrence_words.on")
_ON_OF = Message("recurrence_words.on_of")
_DAYS = Message("recurrence_words.days")
_DAY_OR_LAST = Message("recurrence_words.day_or_last")
_LAST = Message("recurrence_words.last")
_IN_ALL = Message("recurrence_words.in_all")
_TWO = Message("recurrence_words.two")
_MORE = Message("recurrence_words.more")

_OF_ALL = {"FREQ", "INTERVAL", "COUNT"}
_OF_MONTHS = {*_OF_ALL, "BYMONTH", "BYMONTHDAY", "BYSETPOS"}
_SAYABLE = {
    "DAILY": _OF_ALL,
    "WEEKLY": {*_OF_ALL, "BYDAY"},
    "MONTHLY": _OF_MONTHS,
    "YEARLY": _OF_MONTHS,
}
_SURE_OF_EVERY_MONTH = 28
_ENDED_BY_THEIR_OWN = frozenset({1, 2, 3, 21, 22, 23, 31})
"""The days of a month whose number some language does not say as it says the others."""


def rule_in_words(rule: str, from_on: date, language: Language = "en") -> str | None:
    """Say a written rule as people do; None when it has no words here.

    What it leaves to its first day, the weekday for instance, is said too.

    >>> rule_in_words("FREQ=MONTHLY;BYMONTHDAY=5", date(2026, 1, 1))
    'every month on the 5th'
    >>> rule_in_words("FREQ=WEEKLY;INTERVAL=2", date(2026, 1, 2), "id")
    'setiap 2 minggu pada hari Jumat'
    >>> rule_in_words("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 1, 1)) is None
    True
    """
    parts = parts_of(rule)
    (frequency,) = parts["FREQ"]
    if not parts.keys() <= _SAYABLE[frequency]:
        return None
    say = _in_months if frequency in ("MONTHLY", "YEARLY") else _every
    said = say(parts, from_on, language)
    if said is None or "COUNT" not in parts:
        return said
    return _IN_ALL.fill(language, said=said, n=parts["COUNT"][0])


def _every(parts: Parts, from_on: date, language: Language) -> str:
    """Say how often: every day, every Friday, every 2 months."""
    (frequency,), (n,) = parts["FREQ"], parts.get("INTERVAL", ("1",))
    codes = parts.get("BYDAY", (WEEKDAY_CODES[from_on.weekday()],))
    weekdays = [WEEKDAY_LABELS[WEEKDAY_CODES.index(code)].describe(language) for code in codes]
    sentence = Message(f"recurrence_words.every_{frequency.lower()}")
    return sentence.fill(language, n=int(n), weekdays=_listed(weekdays, language))


def _in_months(parts: Parts, from_on: date, language: Language) -> str | None:
    """Say the days of every month, of some months, or of one in a year."""
    months = _months(parts, from_on)
    day = months and _day(parts, from_on, months, language)
    if months is None or day is None:
        return None
    every = _every(parts, from_on, language)
    if parts["FREQ"] == ("MONTHLY",) and "BYMONTH" not in parts:
        return _ON.fill(language, every=every, day=day)
    if "INTERVAL" not in parts:
        is_quarterly = months in _QUARTERS
        sentence = _EVERY_QUARTER if is_quarterly else _EVERY_YEAR
        every = sentence.describe(language)
    named = _listed([_MONTHS[month - 1].describe(language) for month in months], language)
    return _ON_OF.fill(language, every=every, day=day, months=named)


def _months(parts: Parts, from_on: date) -> tuple[int, ...] | None:
    """Give the months in which it falls; None when that takes more than their names."""
    yearly, named = parts["FREQ"] == ("YEARLY",), _numbers(parts, "BYMONTH")
    if named is None:
        if yearly:
            return None if "BYMONTHDAY" in parts else (from_on.month,)
        return _YEAR
    of_one_set = yearly and "BYSETPOS" in parts and len(named) > 1
    skips = not yearly and "INTERVAL" in parts
    return None if of_one_set or skips else named


def _day(parts: Parts, from_on: date, months: Sequence[int], language: Language) -> str | None:
    """Say the days of a month; None for those that some of the months leave out, and for rarer."""
    days = _numbers(parts, "BYMONTHDAY") or (from_on.day,)
    every_one_has = min(monthrange(2023, month)[1] for month in months)
    any_one_has = max(monthrange(2024, month)[1] for month in months)
    if "BYSETPOS" not in parts:
        if days == (-1,):
            return _LAST.describe(language)
        sure = days[0] > 0 and days[-1] <= every_one_has
        return _dates(_DAYS, days, language) if sure else None
    day = days[-1]
    if parts["BYSETPOS"] != ("-1",) or days != tuple(range(_SURE_OF_EVERY_MONTH, day + 1)):
        return None
    if day >= any_one_has:
        return _LAST.describe(language)
    return _dates(_DAYS if day <= every_one_has else _DAY_OR_LAST, (day,), language)


def _dates(label: Message, days: Sequence[int], language: Language) -> str:
    said = [_ordinal(day, language) for day in days]
    return label.fill(language, days=_listed(said, language))


def _ordinal(day: int, language: Language) -> str:
    """Say the number of a day: 3rd, or in Indonesian 3."""
    return Message(f"ordinal.{day if day in _ENDED_BY_THEIR_OWN else 'other'}").fill(
        language, day=day
    )


def _numbers(parts: Parts, name: str) -> tuple[int, ...] | None:
    return tuple(map(int, parts[name])) if name in parts else None


def _listed(words: Sequence[str], language: Language) -> str:
    """Say words in a row: one, one and another, or several."""
    *first, last = words
    together = _MORE if len(first) > 1 else _TWO
    return together.fill(language, first=", ".join(first), last=last) if first else last
