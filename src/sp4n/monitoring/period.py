"""Periods: from which day up to which day a report speaks."""

from datetime import date, datetime, timedelta

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from sp4n.validation import date_fault, number_fault, order_fault, refuse


@frozen
class Period:
    """Half-open: from `from_on` up to but not including `until_on`; None leaves a side open.

    Raises InvalidValue if the period has no day, or a side is not a plain date.

    >>> quarter = Period.quarter(2026, 1)
    >>> print(quarter)
    2026-01-01 … 2026-03-31
    >>> date(2026, 3, 31) in quarter, date(2026, 4, 1) in quarter
    (True, False)
    """

    from_on: date | None = field(default=None)
    until_on: date | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        days = {"period.from_on": self.from_on, "period.until_on": self.until_on}
        refuse(
            *(date_fault(day, where) for where, day in days.items() if day is not None),
            order_fault(self.from_on or date.min, self.until_on, "period.until_on"),
        )

    @classmethod
    def year(cls, year: int) -> "Period":
        """Give a whole year; InvalidValue for one that no date can have."""
        return cls._of_months(year, 1, 12)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """Give a quarter of a year, 1 to 4; InvalidValue for another one."""
        refuse(number_fault(quarter, "quarter", 1, 4))
        return cls._of_months(year, 3 * quarter - 2, 3)

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """Give a month, 1 to 12; InvalidValue for another one."""
        refuse(number_fault(month, "month", 1, 12))
        return cls._of_months(year, month, 1)

    @classmethod
    def _of_months(cls, year: int, month: int, months: int) -> "Period":
        refuse(number_fault(year, "year", 1, date.max.year - 1))
        from_on = date(year, month, 1)
        return cls(from_on, from_on + relativedelta(months=months))

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date) or isinstance(day, datetime):
            return False
        begun = self.from_on is None or self.from_on <= day
        return begun and (self.until_on is None or day < self.until_on)

    def __str__(self) -> str:
        last = None if self.until_on is None else self.until_on - timedelta(days=1)
        return f"{self.from_on or ''} … {last or ''}".strip()

    def to_dict(self) -> dict[str, str | None]:
        """Give plain data, ready for JSON: `until_on` is the day after the last."""
        days = {"from_on": self.from_on, "until_on": self.until_on}
        return {name: None if day is None else day.isoformat() for name, day in days.items()}
