"""How long something may take: a number and a unit, and never the one unit for the other."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from attrs import field, frozen

from sp4n.errors import InvalidValue, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message
from sp4n.validation import refuse, word_fault
from sp4n.workdays._checks import instance, whole_number
from sp4n.workdays.receipt import day_of_receipt

if TYPE_CHECKING:
    from sp4n.workdays.working_calendar import WorkingCalendar

Unit = Literal[
    "working days", "calendar days", "weeks",
    "working hours", "working minutes", "calendar hours", "minutes",
]  # fmt: skip
"""The units of a limit. Working days and calendar days differ by weekends and holidays. Working
hours and minutes run while the office is open; calendar hours and minutes run day and night: 24
calendar hours are *1 x 24 jam*. A week is seven calendar days."""

Roll = Literal["not", "forward", "back"]
"""Where a last day that is off goes: nowhere, to the next working day, or to the one before."""

DAYS: FrozenDict[Unit, int] = FrozenDict({"working days": 1, "calendar days": 1, "weeks": 7})
"""The units whose last day counts as a whole, and how many days one of each is."""

SPANS: FrozenDict[Unit, timedelta] = FrozenDict(
    {
        "working hours": timedelta(hours=1),
        "working minutes": timedelta(minutes=1),
        "calendar hours": timedelta(hours=1),
        "minutes": timedelta(minutes=1),
    }
)
"""The units that end at an instant, and how long one of each is."""

_WORDS: dict[Unit, Message] = {
    unit: Message(f"limit.{unit.replace(' ', '_')}") for unit in get_args(Unit)
}
_ROLLED: dict[Roll, Message] = {
    "forward": Message("limit.or_next"),
    "back": Message("limit.or_before"),
}
_MOST = 9999  # own choice: beyond every known range, far from trouble with date arithmetic
_HOURS_A_DAY = 24
_DAYS_OF_HOURS = re.compile(r"([0-9]{1,3}) ?x ?24 (?:jam|hours)", re.ASCII)
_LANGUAGES = ("en", "id")  # in which limits are read; most files are written in English
_A_DAY = timedelta(days=1)


def _nowhere(rolls: Roll | None) -> Roll | None:
    return None if rolls == "not" else rolls


@frozen(order=False, repr=False)
class Limit(Described):
    """A span such as ``5 working days``, as service standards and timers state it.

    `n` is at least 1 and at most 9,999. Limits of different units are never equal and have no
    order: 10 calendar days may be more or less than 8 working days.

    Attributes:
        n: How many.
        unit: Of what.
        rolls: What happens when the last day of calendar days or weeks is off: it goes ``forward``
            to the next working day, or ``back``. None, or ``not``: nothing; the statutes say no
            more than "days".

    Raises:
        InvalidValue: `n` is not a whole number (`wrong_type`), too small or too large, the unit is
            unknown, or there is no such roll (`not_one_of`): what ends by a working day or at an
            instant doesn't roll.

    >>> Limit(5, "working days")
    Limit(n=5, unit='working days')
    >>> str(Limit(1, "working days")), Limit(14, "calendar days").describe("id")
    ('1 working day', '14 hari kalender')
    >>> str(Limit(14, "calendar days", "forward"))
    '14 calendar days, or the next working day'
    """

    n: int = field(converter=whole_number)
    unit: Unit
    rolls: Roll | None = field(default=None, converter=_nowhere)

    def __attrs_post_init__(self) -> None:
        """Refuse numbers out of bounds, unknown units, and rolls of what can't roll."""
        rolling = self.unit in {"calendar days", "weeks"} or self.unit not in get_args(Unit)
        refuse(
            fault("too_small", "n", limit=1, found=self.n) if self.n < 1 else None,
            fault("too_large", "n", limit=_MOST, found=self.n) if self.n > _MOST else None,
            word_fault(self.unit, get_args(Unit), "unit"),
            None
            if self.rolls is None
            else word_fault(self.rolls, get_args(Roll) if rolling else ("not",), "rolls"),
        )

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Read what a limit writes, in either language: ``5 working days``, ``5 hari kerja``.

        Case and the amount of white space don't matter; the singular reads like the plural.
        ``1 x 24 jam`` is 24 calendar hours. Bare days and hours are refused: nobody could say of
        which kind they are.

        Raises:
            InvalidValue: The text can't be read as a limit (`bad_limit`), its number is out of
                bounds, or it is not text at all (`wrong_type`).

        >>> Limit.parse("10 working days") == Limit.parse("10 hari kerja")
        True
        >>> Limit.parse("1 x 24 jam")
        Limit(n=24, unit='calendar hours')
        """
        words = " ".join(instance(text, str, "limit").casefold().replace("\u00d7", " x ").split())
        for language in _LANGUAGES:
            units, tails = _vocabulary(language)
            tail, rolls = next((each for each in tails if words.endswith(each[0])), ("", "not"))
            number, _, unit = words.removesuffix(tail).partition(" ")
            if unit in units and _is_number(number):
                return cls(int(number), units[unit], rolls)
        days = _DAYS_OF_HOURS.fullmatch(words)
        if days is not None:
            return cls(int(days[1]) * _HOURS_A_DAY, "calendar hours")
        raise InvalidValue.of("bad_limit", "limit", found=shown(text))

    def __repr__(self) -> str:
        rolls = "" if self.rolls is None else f", rolls={self.rolls!r}"
        return f"Limit(n={self.n}, unit={self.unit!r}{rolls})"

    def _full(self, language: Language) -> str:
        """Say the limit in words, which are what `parse` reads."""
        return self.said(language)

    def said(self, language: Language = "en", *, n: int | str | None = None) -> str:
        """Say the limit, with something else for the number where that is given."""
        said = _WORDS[self.unit].fill(language, n=self.n if n is None else n)
        return said if self.rolls is None else _ROLLED[self.rolls].fill(language, limit=said)

    @property
    def in_days(self) -> bool:
        """Tell whether it ends with a day, and not at an instant."""
        return self.unit in DAYS

    @property
    def key(self) -> str:
        """Say it as a part of a key: ``5-working-days``."""
        rolls = "" if self.rolls is None else f"-{self.rolls}"
        return f"{self.n}-{self.unit.replace(' ', '-')}{rolls}"

    def end_on(self, calendar: "WorkingCalendar", start_on: date) -> date:
        """Give the last day of the limit; the day of receipt `start_on` is not counted.

        Working days are those of the calendar. Calendar days and weeks are plain addition: the end
        may fall on a day off, and goes where the limit says that it rolls.

        Raises:
            OutsideKnownRange: The calendar doesn't know the start or the end.
            InvalidValue: `start_on` is not a plain date, or the limit ends at an instant
                (`needs_office_hours`, `ends_at_an_instant`): see `ends_at`.

        >>> from sp4n.workdays import indonesia
        >>> Limit(14, "calendar days").end_on(indonesia(), date(2025, 1, 24))
        datetime.date(2025, 2, 7)
        >>> Limit(2, "weeks", "forward").end_on(indonesia(), date(2025, 3, 15))  # 29 March is off
        datetime.date(2025, 4, 8)
        """
        if self.unit == "working days":
            return calendar.add(start_on, self.n)
        if not self.in_days:
            is_of_office = self.unit.startswith("working")
            code = "needs_office_hours" if is_of_office else "ends_at_an_instant"
            raise InvalidValue.of(code, "limit")
        calendar.is_working_day(start_on)  # raises when the day isn't known
        return rolled(calendar, start_on, start_on + self.n * DAYS[self.unit] * _A_DAY, self.rolls)

    def ends_at(self, calendar: "WorkingCalendar", start_at: datetime) -> datetime:
        """Give the first instant at which the limit is over.

        Days end with their last day: that is the midnight after `end_on`, in the calendar's zone,
        counted from the day of receipt (`WorkingCalendar.received_on`). Working hours and minutes
        end when the office has worked for so long, calendar hours and minutes by the clock.

        Raises:
            OutsideKnownRange: The calendar doesn't know the start or the end.
            InvalidValue: `start_at` is no aware datetime, or a working day has no hours.

        >>> from sp4n.workdays import ZONES, indonesia
        >>> friday = datetime(2025, 1, 24, 15, 0, tzinfo=ZONES["WIB"])
        >>> str(Limit(1, "working days").ends_at(indonesia(), friday))
        '2025-01-31 00:00:00+07:00'
        >>> str(Limit(3, "working hours").ends_at(indonesia(), friday))
        '2025-01-30 09:00:00+07:00'
        >>> str(Limit.parse("1 x 24 jam").ends_at(indonesia(), friday))
        '2025-01-25 15:00:00+07:00'
        """
        if self.in_days:
            end_on = self.end_on(calendar, day_of_receipt(calendar, start_at))
            return calendar.begins_at(end_on + _A_DAY)
        span = self.n * SPANS[self.unit]
        if self.unit in ("working hours", "working minutes"):
            return calendar.add_working_time(start_at, span)
        calendar.is_working_day(calendar.date_of(start_at))  # raises when the day isn't known
        end_at = calendar.local(start_at + span)
        calendar.is_working_day(end_at.date())
        return end_at


def rolled(calendar: "WorkingCalendar", start_on: date, end_on: date, rolls: Roll | None) -> date:
    """Give the last day of calendar days; rolled back it never comes to the start or before it.

    Raises OutsideKnownRange if the calendar doesn't know it.
    """
    if calendar.is_working_day(end_on) or rolls is None:
        return end_on
    if rolls == "forward":
        return calendar.roll(end_on)
    before = calendar.add(end_on, -1)
    return before if before > start_on else end_on


@lru_cache(maxsize=8)
def _vocabulary(language: str) -> tuple[dict[str, Unit], tuple[tuple[str, Roll], ...]]:
    """Give the words of each unit, after one and after several, and what is said of a roll."""
    units = {
        message.fill(language, n=n).partition(" ")[2].casefold(): unit
        for unit, message in _WORDS.items()
        for n in (1, 2)
    }
    tails = (
        (message.fill(language, limit="").casefold(), rolls) for rolls, message in _ROLLED.items()
    )
    return units, tuple(tails)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST))
