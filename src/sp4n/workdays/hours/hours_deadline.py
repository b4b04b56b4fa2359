"""The end of some working time, able to explain itself."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.labels import Described, Language, Message
from sp4n.workdays.deadline import CERTAINTIES, skipped_in_words
from sp4n.workdays.hours.timeline import Stretch, timeline_of
from sp4n.workdays.setting_change import in_order
from sp4n.workdays.uncertainty import Certainty, UncertainDays

if TYPE_CHECKING:
    from sp4n.workdays.skipped_day import SkippedDay
    from sp4n.workdays.working_days import WorkingDays

_SENTENCE = Message("deadline.hours_sentence")
_HOURS = Message("deadline.hours")
_MINUTES = Message("deadline.minutes")
_SECONDS = Message("deadline.seconds")
_COUNTED = Message("deadline.counted")


@frozen(repr=False)
class HoursDeadline(Described):
    """The end of some working time after an instant, with its reasons.

    Made by `WorkingCalendar.hours_deadline`.

    Attributes:
        calendar: The calendar by which it was worked out.
        start_at: From when the time runs, in the calendar's zone.
        duration: How much working time it is.
        due_at: When it is over; time that runs out at closing time ends there.
        certainty: How sure that is as the calendar knows it: the days on the way may still move,
            and so may the ends of a Ramadan that isn't sighted yet. By how much is not worked out
            here: ask for a deadline in days.

    >>> from sp4n.workdays import indonesia
    >>> from datetime import UTC
    >>> friday = datetime(2025, 1, 24, 8, 0, tzinfo=UTC)  # 15:00 in Jakarta
    >>> print(indonesia().hours_deadline(friday, timedelta(hours=3)))
    3 h of working time after 2025-01-24 15:00 end at 2025-01-30 09:00 WIB (fixed). Counted: \
2025-01-24 15:00-16:30; 2025-01-30 07:30-09:00. Skipped 5: 2025-01-27 national holiday: Isra' and \
Mi'raj; 2025-01-28 joint leave: Lunar New Year; 2025-01-29 national holiday: Lunar New Year; 2 on \
weekends. Office hours: Mon-Thu 07:30-12:00 13:00-16:00, Fri 07:30-11:30 13:00-16:30; Ramadan \
Mon-Thu 08:00-12:00 12:30-15:00, Fri 08:00-11:30 12:30-15:30. Five-day week, joint leave not \
worked, WIB.
    """

    calendar: "WorkingDays"
    start_at: datetime
    duration: timedelta
    due_at: datetime
    certainty: Certainty

    @property
    def due_on(self) -> date:
        """The date of the last moment of work: a day that closes at 24:00 is the due one itself."""
        worked = min(self.duration, timedelta.resolution)  # nothing, if no time was asked for
        return self.calendar.date_of(self.due_at - worked)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """When the office is open on the way: what was counted."""
        return tuple(timeline_of(self.calendar).stretches(self.start_at, self.due_at))

    @property
    def skipped(self) -> "tuple[SkippedDay, ...]":
        """The days off on the way, in order, each with kind, name and decree."""
        first = self.calendar.date_of(self.start_at).toordinal()
        days = map(date.fromordinal, range(first, self.due_on.toordinal()))
        return tuple(off for day in days if (off := self.calendar.day_off(day)))

    def __repr__(self) -> str:
        start_at, due_at = _said(self.start_at), _said(self.due_at)
        zone = self.calendar.zone_on(self.due_on)
        return (
            f"<HoursDeadline {due_at} {zone}: {self.duration} after {start_at}, {self.certainty}>"
        )

    def _full(self, language: Language) -> str:
        """Say when the time is over, how sure that is, and which hours were counted."""
        counted = [f"{_said(opens)}-{_clock(closes)}" for opens, closes in self.stretches]
        settings = self.calendar.settings
        return _SENTENCE.fill(
            language,
            duration=_in_words(self.duration, language),
            start_at=_said(self.start_at),
            due_at=_said(self.due_at),
            zone=settings.on(self.due_on).zone,
            certainty=CERTAINTIES[self.certainty].describe(language),
            stretches=_COUNTED.fill(language, days="; ".join(counted)) if counted else "",
            skipped=skipped_in_words(self.skipped, language),
            hours=self._hours_in_words(language),
            settings=settings.describe(language, short=True),
        )

    def _hours_in_words(self, language: Language) -> str:
        """Say the office hours at the start, and each time that others come into force."""
        first, last = self.calendar.date_of(self.start_at), self.due_on
        said = [self.calendar.hours_on(first).describe(language)]
        said += [
            change.describe(language)
            for change in in_order(self.calendar.settings.changes)
            if first < change.valid_from <= last and change.hours is not None
        ]
        return "; ".join(said)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "start_at": self.start_at.isoformat(),
            "hours": self.duration / timedelta(hours=1),
            "unit": "working hours",
            "due_at": self.due_at.isoformat(),
            "due_on": self.due_on.isoformat(),
            "certainty": self.certainty,
            "stretches": [[at.isoformat() for at in stretch] for stretch in self.stretches],
            "skipped": [day.to_dict(language) for day in self.skipped],
            "office_hours": self.calendar.hours_on(self.due_on).to_dict(),
            "calendar": self.calendar.to_dict(language),
        }


def uncertain_hours(calendar: "WorkingDays") -> Iterator[UncertainDays]:
    """Give the days whose hours depend on a sighting to come, by the hours in force on them."""
    hours = {held.hours for _, held in calendar.settings.periods}
    for kept in {own or calendar.hours_on(date.min) for own in hours}:
        for first, last, certainty in kept.uncertain_days():
            if calendar.hours_on(first) == kept or calendar.hours_on(last) == kept:
                yield first, last, certainty


def _in_words(duration: timedelta, language: Language) -> str:
    """Write a duration in hours, minutes and seconds, as far as there are any."""
    minutes, seconds = divmod(duration.days * 86400 + duration.seconds, 60)
    parts = ((_HOURS, minutes // 60), (_MINUTES, minutes % 60), (_SECONDS, seconds))
    said = [label.fill(language, n=n) for label, n in parts if n]
    return " ".join(said) or _HOURS.fill(language, n=0)


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d} {_clock(at)}"


def _clock(at: datetime) -> str:
    """Give the time of day; seconds only where there are some."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
