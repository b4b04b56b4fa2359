"""Recurrences: days that come again, such as the fifth of every month."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from attrs import field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.labels import Described, Language, Message
from sp4n.monitoring.four_elements.recurrence_rule import read_rule, walk
from sp4n.monitoring.four_elements.recurrence_words import rule_in_words
from sp4n.monitoring.period import Period
from sp4n.validation import date_fault, number_fault, order_fault, refuse, type_fault, word_fault
from sp4n.workdays import OutsideKnownRange, WorkingCalendar
from sp4n.workdays.hours.hours_text import WEEKDAYS

LAST_DAY = date(2299, 12, 31)
"""The last day that a recurrence may have (own choice: no plan lies beyond)."""

_FIRST_DAY = date(1900, 1, 1)  # own choice
_END = LAST_DAY + timedelta(days=1)
_SURE_OF_EVERY_MONTH = 28
_SAID = Message("recurrence.said")
_UNTIL = Message("recurrence.until")


@frozen
class Recurrence(Described):
    """Days that come again by a rule.

    Attributes:
        rule: Text as RFC 5545 (iCalendar) has it after ``RRULE:``, with the parts FREQ (DAILY,
            WEEKLY, MONTHLY, YEARLY), INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS
            and WKST. It is kept written in one way, so that two that say the same in other words
            are mostly equal. What a rule doesn't say follows from `from_on`: ``FREQ=MONTHLY`` alone
            is its day of the month, and leaves out the months without such a day.
        from_on: The first day that it may fall on.
        until_on: The day from which it no longer falls on any; an UNTIL of the rule becomes the day
            after it.

    Raises:
        InvalidValue: The text is not such a rule (`bad_recurrence`, `not_one_of`, `missing`,
            `duplicate`, `contradiction`), a value is out of range, an interval or count is above
            1000 or the text longer than 200 characters (own choices), the rule falls on no day
            (`never_falls`), or `from_on` is not a date from 1900 to 2299 (own choice).

    >>> Recurrence.every_month(day=5, from_on=date(2026, 1, 1)).days(Period.quarter(2026, 1))
    (datetime.date(2026, 1, 5), datetime.date(2026, 2, 5), datetime.date(2026, 3, 5))
    """

    rule: str
    from_on: date = field(kw_only=True)
    until_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(*_day_faults(self.from_on, self.until_on))
        rule, named = read_rule(self.rule, "recurrence.rule")
        if named is not None:
            refuse(*_until_faults(self.from_on, self.until_on, named))
            object.__setattr__(self, "until_on", named)
        object.__setattr__(self, "rule", rule)
        if next(walk(rule, self.from_on), None) is None:
            raise InvalidValue.of("never_falls", "recurrence.rule", found=rule)

    @classmethod
    def parse(cls, text: str, *, from_on: date, until_on: date | None = None) -> "Recurrence":
        """Read a rule of RFC 5545; the same as calling the class.

        Args:
            text: The rule.
            from_on: The first day that it may fall on.
            until_on: The day from which it no longer falls on any; None for no end.

        Raises:
            InvalidValue: As the class raises it.

        >>> Recurrence.parse("freq=monthly;bymonthday=05", from_on=date(2026, 1, 1)).rule
        'FREQ=MONTHLY;BYMONTHDAY=5'
        """
        return cls(text, from_on=from_on, until_on=until_on)

    @classmethod
    def every_week(
        cls, *, weekday: str, from_on: date, until_on: date | None = None
    ) -> "Recurrence":
        """Give a day of every week.

        Args:
            weekday: ``Mon``, ``Tue``, … ``Sun``.
            from_on: The first day that it may fall on.
            until_on: The day from which it no longer falls on any; None for no end.

        Raises:
            InvalidValue: The weekday is another word, or as the class raises it.
        """
        refuse(word_fault(weekday, WEEKDAYS, "weekday"))
        return cls(f"FREQ=WEEKLY;BYDAY={weekday[:2]}", from_on=from_on, until_on=until_on)

    @classmethod
    def every_month(cls, *, day: int, from_on: date, until_on: date | None = None) -> "Recurrence":
        """Give a day of every month.

        Args:
            day: 1 to 31: in a month without such a day its last one.
            from_on: The first day that it may fall on.
            until_on: The day from which it no longer falls on any; None for no end.

        Raises:
            InvalidValue: The day is another number, or as the class raises it.

        >>> ends = Recurrence.every_month(day=31, from_on=date(2026, 1, 1))
        >>> [f"{day:%d %b}" for day in ends.days(Period.quarter(2026, 1))]
        ['31 Jan', '28 Feb', '31 Mar']
        """
        return cls(f"FREQ=MONTHLY;{_day_or_last(day)}", from_on=from_on, until_on=until_on)

    @classmethod
    def every_quarter(
        cls, *, month: int = 1, day: int, from_on: date, until_on: date | None = None
    ) -> "Recurrence":
        """Give a day in the first, second or third month of every quarter of the calendar year.

        Args:
            month: 1 to 3.
            day: As for `every_month`.
            from_on: The first day that it may fall on.
            until_on: The day from which it no longer falls on any; None for no end.

        Raises:
            InvalidValue: The month or day is another number, or as the class raises it.
        """
        refuse(number_fault(month, "month", 1, 3))
        months = ",".join(str(month + 3 * quarter) for quarter in range(4))
        rule = f"FREQ=MONTHLY;BYMONTH={months};{_day_or_last(day)}"
        return cls(rule, from_on=from_on, until_on=until_on)

    @classmethod
    def every_year(
        cls, *, month: int, day: int, from_on: date, until_on: date | None = None
    ) -> "Recurrence":
        """Give a day of every year; 29 February is the 28th in a year without it.

        Args:
            month: 1 to 12.
            day: As for `every_month`.
            from_on: The first day that it may fall on.
            until_on: The day from which it no longer falls on any; None for no end.

        Raises:
            InvalidValue: The month or day is another number, or as the class raises it.
        """
        refuse(number_fault(month, "month", 1, 12))
        rule = f"FREQ=YEARLY;BYMONTH={month};{_day_or_last(day)}"
        return cls(rule, from_on=from_on, until_on=until_on)

    def days(self, period: Period, calendar: WorkingCalendar | None = None) -> tuple[date, ...]:
        """Give its days within a period, in order.

        With a calendar, a day off moves to the next working day (own choice: what falls due on a
        day off is done on the next day that is worked). The period then holds the days as moved, so
        that a year's days are those of its months; two that move to one day are one. `from_on` and
        `until_on` speak of the days before they move. A day that the calendar doesn't know, or
        whose next working day it doesn't, stays where it is: ``calendar.known_until`` tells from
        when on.

        Raises InvalidValue if *period* is not a Period, is open on one side (``missing``) or ends
        after 2299 (own choice), or if *calendar* is not a WorkingCalendar.

        >>> from sp4n.workdays import indonesia
        >>> monthly = Recurrence.every_month(day=28, from_on=date(2025, 1, 1))
        >>> monthly.days(Period.month(2025, 1), indonesia())  # joint leave, then a feast
        (datetime.date(2025, 1, 30),)
        """
        refuse(_calendar_fault(calendar))
        from_on, until_on = bounds_of(period)
        first = _reaching(from_on, calendar)
        end = until_on if self.until_on is None else min(self.until_on, until_on)
        planned = takewhile(lambda day: day < end, walk(self.rule, self.from_on))
        moved = (_moved(day, calendar) for day in planned if day >= first)
        return tuple(sorted({day for day in moved if day in period}))

    def next_after(self, day: date, calendar: WorkingCalendar | None = None) -> date | None:
        """Give its next day after a day, moved as by `days`, as if the recurrence never ended.

        So it tells until when the last one may be done. None if it has no further day before 2300.

        Raises InvalidValue if *day* is not a plain date, or *calendar* not a WorkingCalendar.

        >>> last = Recurrence.every_month(
        ...     day=5, from_on=date(2026, 1, 1), until_on=date(2026, 2, 1)
        ... )
        >>> last.next_after(date(2026, 1, 5))
        datetime.date(2026, 2, 5)
        """
        refuse(date_fault(day, "day"), _calendar_fault(calendar))
        first = _reaching(day, calendar)
        endless = walk(self.rule, self.from_on, endless=True)
        planned = takewhile(lambda planned_on: planned_on <= LAST_DAY, endless)
        moved = (_moved(planned_on, calendar) for planned_on in planned if planned_on >= first)
        return next((moved_on for moved_on in moved if moved_on > day), None)

    def _full(self, language: Language) -> str:
        """Say its rule in words, or as RFC 5545 writes it when it is a rare one, and its bounds.

        >>> Recurrence.every_month(day=5, from_on=date(2026, 1, 1)).describe("id")
        'setiap bulan tanggal 5, mulai 2026-01-01'
        """
        rule = rule_in_words(self.rule, self.from_on, language) or self.rule
        until = "" if self.until_on is None else _UNTIL.fill(language, until_on=self.until_on)
        return _SAID.fill(language, rule=rule, from_on=self.from_on, until=until)

    def to_dict(self) -> dict[str, str | None]:
        """Give plain data, ready for JSON: what the class takes."""
        until_on = None if self.until_on is None else self.until_on.isoformat()
        return {"rule": self.rule, "from_on": self.from_on.isoformat(), "until_on": until_on}


def bounds_of(period: Period) -> tuple[date, date]:
    """Give a period's first day and the day after its last.

    Raises InvalidValue if *period* is not a Period, is open on a side (``missing``) or ends after
    2299 (own choice: no plan lies beyond).

    >>> bounds_of(Period.month(2026, 2))
    (datetime.date(2026, 2, 1), datetime.date(2026, 3, 1))
    """
    refuse(type_fault(Period, period, "period", "period"))
    sides = {"from_on": period.from_on, "until_on": period.until_on}
    refuse(*(fault("missing", f"period.{side}") for side, day in sides.items() if day is None))
    from_on, until_on = filter(None, sides.values())
    if until_on > _END:
        limit, found = _END.isoformat(), until_on.isoformat()
        raise InvalidValue.of("too_large", "period.until_on", limit=limit, found=found)
    return from_on, until_on


def _day_faults(from_on: date, until_on: date | None) -> Iterator[Fault | None]:
    where = "recurrence.from_on"
    yield (wrong := date_fault(from_on, where))
    yield None if until_on is None else date_fault(until_on, "recurrence.until_on")
    yield order_fault(from_on, until_on, "recurrence.until_on")
    if wrong is None and from_on < _FIRST_DAY:
        yield fault("too_small", where, limit=_FIRST_DAY, found=from_on.isoformat())
    if wrong is None and from_on > LAST_DAY:
        yield fault("too_large", where, limit=LAST_DAY, found=from_on.isoformat())


def _until_faults(from_on: date, until_on: date | None, named: date) -> Iterator[Fault | None]:
    """The rule's own end comes after its beginning, and there is no second one."""
    yield order_fault(from_on, named, "recurrence.rule.UNTIL")
    if until_on is not None:
        found = until_on.isoformat()
        yield fault("contradiction", "recurrence.until_on", found=found, other="UNTIL")


def _day_or_last(day: int) -> str:
    """Name a day of the month, or the last one of a month that is shorter."""
    refuse(number_fault(day, "day", 1, 31))
    if day <= _SURE_OF_EVERY_MONTH:
        return f"BYMONTHDAY={day}"
    days = ",".join(map(str, range(_SURE_OF_EVERY_MONTH, day + 1)))
    return f"BYMONTHDAY={days};BYSETPOS=-1"


def _calendar_fault(calendar: object) -> Fault | None:
    if calendar is None:
        return None
    return type_fault(WorkingCalendar, calendar, "calendar", "calendar")


def _moved(day: date, calendar: WorkingCalendar | None) -> date:
    if calendar is None:
        return day
    try:
        return calendar.roll(day)
    except OutsideKnownRange:
        return day


def _reaching(day: date, calendar: WorkingCalendar | None) -> date:
    """Give the first day that may move to a day or beyond it: all between them are days off."""
    if calendar is None:
        return day
    try:
        return calendar.add(day, -1) + timedelta(days=1)
    except OutsideKnownRange:
        return min(day, calendar.known_from)
