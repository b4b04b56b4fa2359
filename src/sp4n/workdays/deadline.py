"""A due date that explains itself."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.workdays.uncertainty import Certainty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sp4n.workdays.skipped_day import SkippedDay
    from sp4n.workdays.working_days import WorkingDays

_SENTENCE = Message("deadline.sentence")
_BETWEEN = Message("deadline.between")
_SKIPPED = Message("deadline.skipped")
_WEEKEND_DAYS = Message("deadline.weekend_days")
CERTAINTIES: dict[Certainty, Wording] = FrozenDict(
    {
        "fixed": Message("certainty.fixed"),
        "pending": Message("certainty.pending"),
        "estimated": Message("certainty.estimated"),
    }
)
_NO_DECREE = Message("deadline.no_decree")
_BEYOND = Message("deadline.beyond")


@frozen(repr=False)
class Deadline(Described):
    """The end of n working days after a day, with its reasons.

    Made by `WorkingCalendar.deadline`. The explanation is worked out when asked for.

    Attributes:
        calendar: The calendar by which it was worked out.
        start_on: The day of receipt, which isn't counted.
        n: How many working days; for 0 the deadline is `start_on` or the next working day.
        due_on: The last day.
        certainty: How sure `due_on` is as the calendar knows it: a later amendment makes another
            calendar, and so another deadline.

    >>> from sp4n.workdays import indonesia
    >>> deadline = indonesia().deadline(date(2025, 8, 15), 1)
    >>> print(deadline)
    1 working day after 2025-08-15 ends on 2025-08-19 (fixed). Skipped 3: 2025-08-17 national \
holiday: Independence Day; 2025-08-18 joint leave: Independence Day; 1 on weekends. \
By SKB 3 Menteri 933/2025, 1/2025, 3/2025 (2025-08-07). Five-day week, joint leave not worked, WIB.
    """

    calendar: "WorkingDays"
    start_on: date
    n: int
    due_on: date
    certainty: Certainty

    @property
    def skipped(self) -> "tuple[SkippedDay, ...]":
        """The days off that the count passed over, in order, each with kind, name and decree.

        >>> from sp4n.workdays import indonesia
        >>> [str(day) for day in indonesia().deadline(date(2025, 8, 15), 1).skipped][2]
        '2025-08-18 joint leave: Independence Day'
        """
        first = self.start_on.toordinal() + (self.n > 0)
        days = map(date.fromordinal, range(first, self.due_on.toordinal()))
        return tuple(off for day in days if (off := self.calendar.day_off(day)))

    @property
    def earliest(self) -> date:
        """The earliest day on which the deadline may fall; `due_on` when it is fixed.

        Pending and estimated feasts move by a day either way.
        """
        if self.certainty == "fixed":
            return self.due_on
        from sp4n.workdays.bounds import earliest_on

        return earliest_on(self.calendar, self.start_on, self.n)

    @property
    def latest(self) -> date:
        """The latest day on which the deadline may fall; `due_on` when it is fixed.

        Pending and estimated feasts move by a day either way, and a year without a decree gets
        joint leave beside its feasts (see `sp4n.workdays.bounds`).

        Raises:
            OutsideKnownRange: That would lie beyond the known range.

        >>> from sp4n.workdays import indonesia
        >>> deadline = indonesia().deadline(date(2027, 3, 5), 3)
        >>> str(deadline.earliest), str(deadline.due_on), str(deadline.latest)
        ('2027-03-16', '2027-03-18', '2027-03-18')
        """
        if self.certainty == "fixed":
            return self.due_on
        from sp4n.workdays.bounds import latest_on

        return latest_on(self.calendar, self.start_on, self.n)

    def __repr__(self) -> str:
        days = "day" if self.n == 1 else "days"
        after = f"{self.n} working {days} after {self.start_on}"
        return f"<Deadline {self.due_on}: {after}, {self.certainty}>"

    def _full(self, language: Language) -> str:
        """Say when the deadline is, how sure that is, and why, in plain words."""
        between = ""
        if self.certainty != "fixed":
            earliest, latest = self.earliest, self._latest_known() or _BEYOND.describe(language)
            if earliest != latest:
                between = _BETWEEN.fill(language, earliest=earliest, latest=latest)
        return _SENTENCE.fill(
            language,
            n=self.n,
            start_on=self.start_on,
            due_on=self.due_on,
            certainty=CERTAINTIES[self.certainty].describe(language),
            between=between,
            skipped=skipped_in_words(self.skipped, language),
            sources="; ".join(self._sources_in_words(language)),
            settings=self.calendar.settings.describe(language),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON: what ``sp4n due --json`` prints.

        `latest` is None when it would lie beyond the known range. `sources` names, for each year
        touched, the decree in force or None.

        >>> from sp4n.workdays import indonesia
        >>> data = indonesia().deadline(date(2025, 1, 24), 5).to_dict()
        >>> data["due_on"], data["certainty"], data["skipped"][2]["name"]
        ('2025-02-05', 'fixed', "Isra' and Mi'raj")
        """
        latest = self._latest_known()
        return {
            "start_on": self.start_on.isoformat(),
            "n": self.n,
            "unit": "working days",
            "due_on": self.due_on.isoformat(),
            "certainty": self.certainty,
            "earliest": self.earliest.isoformat(),
            "latest": latest and latest.isoformat(),
            "skipped": [day.to_dict(language) for day in self.skipped],
            "sources": [self.calendar.source_of(year).to_dict() for year in self._years()],
            "calendar": self.calendar.to_dict(language),
        }

    def _years(self) -> range:
        return range(self.start_on.year, self.due_on.year + 1)

    def _latest_known(self) -> date | None:
        from sp4n.workdays.known_range import OutsideKnownRange

        try:
            return self.latest
        except OutsideKnownRange:
            return None

    def _sources_in_words(self, language: Language) -> list[str]:
        sources = [self.calendar.source_of(year) for year in self._years()]
        return [
            str(source.decree) if source.decree else _NO_DECREE.fill(language, year=source.year)
            for source in sources
        ]


def skipped_in_words(skipped: "Sequence[SkippedDay]", language: Language) -> str:
    """Name each holiday and closure; weekends are only counted."""
    days = [day.describe(language) for day in skipped if day.kind != "weekend"]
    if weekends := len(skipped) - len(days):
        days.append(_WEEKEND_DAYS.fill(language, n=weekends))
    return _SKIPPED.fill(language, n=len(skipped), days="; ".join(days)) if days else ""
