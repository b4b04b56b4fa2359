"""How long something may take: a number and a unit, and never the one unit for the other."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, assert_never, get_args

from attrs import field, frozen

from sp4n.errors import InvalidValue, fault, shown
from sp4n.labels import Described, Language, Message
from sp4n.validation import refuse, word_fault
from sp4n.workdays._checks import instance, whole_number
from sp4n.workdays.zones import ZONES

if TYPE_CHECKING:
    from sp4n.workdays.working_calendar import WorkingCalendar

Unit = Literal["working days", "calendar days", "working hours"]
"""The units of a limit. Working days and calendar days differ by weekends and holidays; working
hours need office hours too."""

_UNITS: dict[Unit, Message] = {
    "working days": Message("limit.working_days"),
    "calendar days": Message("limit.calendar_days"),
    "working hours": Message("limit.working_hours"),
}
_MOST = 9999  # own choice: beyond every known range, far from trouble with date arithmetic


@frozen(order=False)
class Limit(Described):
    """A span such as ``5 working days``, as service standards and timers state it.

    `n` is at least 1 and at most 9,999. Limits of different units are never equal and have no
    order: 10 calendar days may be more or less than 8 working days.

    Raises:
        InvalidValue: `n` is not a whole number (`wrong_type`), too small or too large, or the unit
            is unknown (`not_one_of`).

    >>> Limit(5, "working days")
    Limit(n=5, unit='working days')
    >>> str(Limit(1, "working days")), Limit(14, "calendar days").describe("id")
    ('1 working day', '14 hari kalender')
    """

    n: int = field(converter=whole_number)
    unit: Unit

    def __attrs_post_init__(self) -> None:
        """Refuse numbers out of bounds and unknown units."""
        refuse(
            fault("too_small", "n", limit=1, found=self.n) if self.n < 1 else None,
            fault("too_large", "n", limit=_MOST, found=self.n) if self.n > _MOST else None,
            word_fault(self.unit, get_args(Unit), "unit"),
        )

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Read what `str` writes, such as ``10 working days`` or ``1 calendar day``.

        Case and the amount of white space don't matter; the singular reads like the plural.

        Raises:
            InvalidValue: The text can't be read as a limit (`bad_limit`), its number is out of
                bounds, or it is not text at all (`wrong_type`).

        >>> Limit.parse("10 working days") == Limit(10, "working days")
        True
        """
        words = instance(text, str, "limit").lower().split()
        number, unit = (words[0], " ".join(words[1:])) if words else ("", "")
        for known in get_args(Unit):
            if unit in (known, known[:-1]) and _is_number(number):
                return cls(int(number), known)
        raise InvalidValue.of("bad_limit", "limit", found=shown(text))

    def _full(self, language: Language) -> str:
        """Say the limit in words; the English words are what `parse` reads."""
        return _UNITS[self.unit].fill(language, n=self.n)

    def end_on(self, calendar: "WorkingCalendar", start_on: date) -> date:
        """Give the last day of the limit; the day of receipt `start_on` is not counted.

        Working days are those of the calendar. Calendar days are plain addition: the end may fall
        on a day off, and nothing rolls it.

        Raises:
            OutsideKnownRange: The calendar doesn't know the start or the end.
            InvalidValue: `start_on` is not a plain date, or the unit is working hours, which end at
                an instant (`needs_office_hours`): see `ends_at`.

        >>> from sp4n.workdays import indonesia
        >>> Limit(14, "calendar days").end_on(indonesia(), date(2025, 1, 24))
        datetime.date(2025, 2, 7)
        """
        match self.unit:
            case "working days":
                return calendar.add(start_on, self.n)
            case "working hours":
                raise InvalidValue.of("needs_office_hours", "limit")
            case "calendar days":
                calendar.is_working_day(start_on)  # raises when the day isn't known
                end_on = start_on + timedelta(days=self.n)
                calendar.is_working_day(end_on)
                return end_on
            case _:
                assert_never(self.unit)

    def ends_at(self, calendar: "WorkingCalendar", start_at: datetime) -> datetime:
        """Give the first instant at which the limit is over.

        Days end with their last day: that is the midnight after `end_on`, in the calendar's zone.
        Working hours end when the office has worked for so long.

        Raises:
            OutsideKnownRange: The calendar doesn't know the start or the end.
            InvalidValue: `start_at` is no aware datetime, or a working day has no hours.

        >>> from sp4n.workdays import ZONES, indonesia
        >>> friday = datetime(2025, 1, 24, 15, 0, tzinfo=ZONES["WIB"])
        >>> str(Limit(1, "working days").ends_at(indonesia(), friday))
        '2025-01-31 00:00:00+07:00'
        >>> str(Limit(3, "working hours").ends_at(indonesia(), friday))
        '2025-01-30 09:00:00+07:00'
        """
        if self.unit == "working hours":
            return calendar.add_working_time(start_at, timedelta(hours=self.n))
        end_on = self.end_on(calendar, calendar.date_of(start_at))
        return datetime.combine(end_on + timedelta(days=1), time.min, ZONES[calendar.zone])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST))
