"""A due date that explains itself."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.workdays.uncertainty import Certainty

if TYPE_CHECKING:
    from sp4n.workdays.working_calendar import WorkingCalendar

__all__ = ["Deadline"]


@frozen
class Deadline:
    """The end of n working days after a day, with its reasons."""

    calendar: "WorkingCalendar"
    start_on: date
    n: int
    due_on: date
    certainty: Certainty
