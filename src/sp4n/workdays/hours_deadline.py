"""The end of some working time, able to explain itself."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.labels import Label, Language
from sp4n.workdays.deadline import CERTAINTIES
from sp4n.workdays.uncertainty import Certainty

if TYPE_CHECKING:
    from sp4n.workdays.skipped_day import SkippedDay
    from sp4n.workdays.timeline import Stretch
    from sp4n.workdays.working_calendar import WorkingCalendar

__all__ = ["HoursDeadline"]

_SENTENCE = Label(
    id="{duration} jam kerja sesudah {start_at} berakhir pada {due_at} ({certainty}). "
    "{stretches}{settings}; {hours}.",
    en="{duration} working hours after {start_at} end at {due_at} ({certainty}). "
    "{stretches}{settings}; {hours}.",
)
_COUNTED = Label(id="Dihitung: {days}. ", en="Counted: {days}. ")


@frozen
class HoursDeadline:
    """The end of some working time after an instant, with its reasons.

    Made by `WorkingCalendar.hours_deadline`. `due_at` is an instant in the calendar's zone; time
    that runs out at closing time ends there. `certainty` tells how sure it is as the calendar knows
    it: the days on the way may still move, and so may the ends of a Ramadan that isn't sighted yet.

    >>> from sp4n.workdays import indonesia
    >>> from sp4n.workdays.settings import ZONES
    >>> friday = datetime(2025, 1, 24, 15, 0, tzinfo=ZONES["WIB"])
    >>> print(indonesia().hours_deadline(friday, timedelta(hours=3)))
    3:00 working hours after 2025-01-24 15:00 end at 2025-01-30 09:00 (fixed). Counted: \
2025-01-24 15:00-16:30; 2025-01-30 07:30-09:00. Five-day week, joint leave is off, WIB; \
Mon-Thu 07:30-12:00 13:00-16:00, Fri 07:30-11:30 13:00-16:30; Ramadan Mon-Thu 08:00-12:00 \
12:30-15:00, Fri 08:00-11:30 12:30-15:30.
    """

    calendar: "WorkingCalendar"
    start_at: datetime
    duration: timedelta
    due_at: datetime
    certainty: Certainty

    @property
    def due_on(self) -> date:
        """The date of the last moment of work: a day that closes at 24:00 is the due one itself."""
        return self.calendar.date_of(max(self.start_at, self.due_at - timedelta.resolution))

    @property
    def stretches(self) -> "tuple[Stretch, ...]":
        """When the office is open on the way: what was counted."""
        return self.calendar.working_stretches(self.start_at, self.due_at)

    @property
    def skipped(self) -> "tuple[SkippedDay, ...]":
        """The days off on the way, in order, each with kind, name and decree."""
        first = self.calendar.date_of(self.start_at).toordinal()
        days = map(date.fromordinal, range(first, self.due_on.toordinal()))
        return tuple(off for day in days if (off := self.calendar.day_off(day)))

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, language: Language = "en") -> str:
        """Say when the time is over, how sure that is, and which hours were counted."""
        counted = [f"{opens:%Y-%m-%d %H:%M}-{closes:%H:%M}" for opens, closes in self.stretches]
        return _SENTENCE.text(
            language,
            duration=_hours_and_minutes(self.duration),
            start_at=f"{self.start_at:%Y-%m-%d %H:%M}",
            due_at=f"{self.due_at:%Y-%m-%d %H:%M}",
            certainty=CERTAINTIES[self.certainty].text(language),
            stretches=_COUNTED.text(language, days="; ".join(counted)) if counted else "",
            settings=self.calendar.settings.sentence(language),
            hours=self.calendar.hours,
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "start_at": self.start_at.isoformat(),
            "hours": self.duration / timedelta(hours=1),
            "unit": "working hours",
            "due_at": self.due_at.isoformat(),
            "due_on": self.due_on.isoformat(),
            "certainty": self.certainty,
            "stretches": [[one.isoformat() for one in stretch] for stretch in self.stretches],
            "skipped": [day.to_dict(language) for day in self.skipped],
            "office_hours": self.calendar.hours.to_dict(),
            "calendar": self.calendar.to_dict(language),
        }


def _hours_and_minutes(duration: timedelta) -> str:
    """Write 40 hours as 40:00; seconds only where there are some."""
    minutes, seconds = divmod(duration.days * 86400 + duration.seconds, 60)
    written = f"{minutes // 60}:{minutes % 60:02}"
    return f"{written}:{seconds:02}" if seconds else written
