"""Which days of a week are worked: in a word, or by the names of the days."""

from collections.abc import Iterable
from functools import lru_cache

from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Language, Message
from sp4n.validation import word_fault

Week = str
"""``"five-day"``: Monday to Friday, as Perpres 21/2023 sets it (secondary); ``"six-day"``: Monday
to Saturday, as schools, hospitals and direct services keep it; ``"seven-day"``; or the days by
name, such as ``"Tue,Thu"`` or ``"Mon-Wed,Fri"``, in English or Indonesian."""

WEEKS = ("five-day", "six-day", "seven-day")
"""The weeks that have a name."""

_WORDS = FrozenDict({word: tuple(day < n for day in range(7)) for n, word in enumerate(WEEKS, 5)})
_SAID = FrozenDict({word: Message(f"settings.weeks_{word.replace('-', '_')}") for word in WEEKS})
_DAYS = Message("settings.weeks_days")


def week_from(value: object) -> object:
    """Write a week in the one way that equal weeks are written; what can't be read stays as it is.

    >>> week_from("Mon-Sat"), week_from(("thu", "tue")), week_from("Sel,Kam"), week_from("Someday")
    ('six-day', 'Tue,Thu', 'Tue,Thu', 'Someday')
    """
    if isinstance(value, str) and value in _WORDS:
        return value
    worked = _read(value)
    if not any(worked):
        return value
    for word, known in _WORDS.items():
        if known == worked:
            return word
    from sp4n.workdays.hours.hours_text import days_written

    return days_written(day for day in range(7) if worked[day])


def _read(value: object) -> tuple[bool, ...]:
    """Read the names of days: in a text, or as several texts."""
    from sp4n.workdays.hours.hours_text import named_days

    names = [value] if isinstance(value, str) else value
    if not isinstance(names, Iterable):
        return ()
    days = [named_days(name.title()) if isinstance(name, str) else [] for name in names]
    worked = {day for row in days for day in row}
    return tuple(day in worked for day in range(7)) if all(days) else ()


def week_fault(value: object, where: str) -> Fault | None:
    """A week is one of `WEEKS`, or names its days."""
    if isinstance(value, str) and (value in _WORDS or any(_read(value))):
        return None
    return word_fault(value, WEEKS, where)


@lru_cache(maxsize=256)
def worked_weekdays(week: Week) -> tuple[bool, ...]:
    """Tell of each day of the week, Monday first, whether it is worked.

    >>> worked_weekdays("Tue,Thu")
    (False, True, False, True, False, False, False)
    """
    return _WORDS.get(week) or _read(week)


def said_week(week: Week, language: Language) -> str:
    """Say a week in a few words.

    >>> said_week("six-day", "en"), said_week("Tue,Thu", "id")
    ('Six-day week', 'Hari kerja Sel,Kam')
    """
    if week in _SAID:
        return _SAID[week].describe(language)
    from sp4n.workdays.hours.hours_text import days_in_words

    days = [day for day, worked in enumerate(worked_weekdays(week)) if worked]
    return _DAYS.fill(language, days=days_in_words(days, language))
