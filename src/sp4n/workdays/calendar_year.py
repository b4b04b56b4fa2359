"""One year's days off and where they came from: a decree, hindsight, or an estimate."""

from typing import Literal

from attrs import frozen

from sp4n.workdays.decree import Decree
from sp4n.workdays.holiday import Holiday
from sp4n.workdays.year_lists import elections, is_in_table, national_holidays

__all__ = ["CalendarYear", "YearSource"]

YearSource = Literal["decree", "hindsight", "holidays"]
"""Where a year's list comes from.

``"decree"``: a decree in force. ``"hindsight"``: no decree yet at the time asked about, so the
national holidays as they were decreed later. ``"holidays"``: no decree at all; the national
holidays as the installed package `holidays` estimates them. The last two hold no joint leave.
"""


@frozen
class CalendarYear:
    """The days off of one year, beside weekends and an office's own closures.

    `decree` is the one in force, or None: then the year is estimated and has no joint leave.

    >>> CalendarYear(2025, None).source, len(CalendarYear(2025, None).national)
    ('hindsight', 17)
    """

    year: int
    decree: Decree | None

    @property
    def is_estimated(self) -> bool:
        """Tell whether no decree stands behind the year."""
        return self.decree is None

    @property
    def source(self) -> YearSource:
        """Where the list comes from."""
        if self.decree:
            return "decree"
        return "hindsight" if is_in_table(self.year) else "holidays"

    @property
    def national(self) -> tuple[Holiday, ...]:
        """The national holidays in date order, `elections` included."""
        return national_holidays(self.year, self.decree)

    @property
    def joint_leave(self) -> tuple[Holiday, ...]:
        """The joint leave days (*cuti bersama*) in date order; none without a decree."""
        return self.decree.joint_leave if self.decree else ()

    @property
    def elections(self) -> tuple[Holiday, ...]:
        """The days of national voting, which have decrees of their own."""
        return elections(self.year)

    def to_dict(self) -> dict[str, object]:
        """Give where the year comes from as plain data, ready for JSON."""
        signed_on = self.decree.signed_on if self.decree else None
        return {
            "year": self.year,
            "source": self.source,
            "decree": str(self.decree) if self.decree else None,
            "signed_on": signed_on and signed_on.isoformat(),
            "sure": self.decree.sure if self.decree else None,
        }
