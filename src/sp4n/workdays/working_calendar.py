"""The calendar of an office: its working days, its deadlines and its working time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, overload

from attrs import field, frozen

from sp4n.errors import InvalidValue
from sp4n.quiet import shown_short
from sp4n.workdays._checks import instance, plain_date, whole_number
from sp4n.workdays.deadline import Deadline
from sp4n.workdays.uncertainty import Certainty, certainty_of
from sp4n.workdays.working_days import WorkingDays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sp4n.workdays.hours.hours_deadline import HoursDeadline
    from sp4n.workdays.hours.pauses import Pause
    from sp4n.workdays.hours.timeline import Stretch, Timeline
    from sp4n.workdays.not_known import NotKnown


@shown_short
@frozen(cache_hash=True, repr=False)
class WorkingCalendar(WorkingDays):
    """Which days are worked, as one office knew it on one day; made by `sp4n.workdays.indonesia`.

    Everything follows from three fields: the office's `settings`, the `decrees` in force (one a
    year), and the feasts `pending` (year and feast) that wait for the moon sighting. Two calendars
    with the same three are equal, and they pickle as those three.

    The calendar knows the days from `known_from` to `known_until`. A question or an answer outside
    raises `OutsideKnownRange`. Years without a decree in force are estimated: they hold national
    holidays but no joint leave, and every deadline that touches them says so. Whatever ends by
    `certain_until` is fixed.

    Every verb takes plain dates. A datetime raises `InvalidValue` (``not_a_plain_date``): use
    `date_of` first. Reading years that no decree covers imports the package `holidays`, once.
    """

    _timeline: "Timeline | None" = field(init=False, eq=False, default=None)

    def deadline(self, start_on: date, n: int) -> Deadline:
        """Give the deadline of n working days after a day, able to explain itself.

        The day of receipt `start_on` is not counted. n = 0 means the day itself, or the next
        working day.

        Raises:
            OutsideKnownRange: The day or the answer is not known.
            InvalidValue: `start_on` is not a plain date, or `n` negative or not a whole number.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().deadline(date(2025, 3, 27), 5).due_on
        datetime.date(2025, 4, 14)
        """
        if n.__class__ is not int:
            n = whole_number(n)
        due_on = self.add(start_on, n)
        if n < 0:
            raise InvalidValue.of("too_small", "n", limit=0, found=n)
        certainty: Certainty = "fixed"
        if due_on > self.certain_until:
            certainty = certainty_of(self._uncertain, start_on, due_on)
        return Deadline(self, start_on, n, due_on, certainty)

    # -- many at once --------------------------------------------------------------------------

    @overload
    def add_many(self, days: "NDArray[np.datetime64]", n: int) -> "NDArray[np.datetime64]": ...
    @overload
    def add_many(self, days: Iterable[date], n: int) -> list[date]: ...
    def add_many(
        self, days: "Iterable[date] | NDArray[np.datetime64]", n: int
    ) -> "list[date] | NDArray[np.datetime64]":
        """Do `add` for many days: dates in, a list out; a datetime64[D] array in, an array out.

        Raises as `add` does, for a day that has no answer. Arrays of another unit than days are
        refused (`wrong_type`), since they hold times; NaT has no answer either.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().add_many([date(2025, 1, 24), date(2025, 1, 27)], 5)
        [datetime.date(2025, 2, 5), datetime.date(2025, 2, 5)]
        """
        from sp4n.workdays.many import add_to_array, add_to_dates, is_array

        if is_array(days):
            return add_to_array(self, days, n)
        return add_to_dates(self, days, n)

    @overload
    def count_many(
        self, starts: "NDArray[np.datetime64]", ends: "NDArray[np.datetime64]"
    ) -> "NDArray[np.int64]": ...
    @overload
    def count_many(self, starts: Iterable[date], ends: Iterable[date]) -> list[int]: ...
    def count_many(
        self,
        starts: "Iterable[date] | NDArray[np.datetime64]",
        ends: "Iterable[date] | NDArray[np.datetime64]",
    ) -> "list[int] | NDArray[np.int64]":
        """Do `count` for many pairs: dates in, a list out; datetime64[D] arrays in, an array out.

        Raises as `count` does; also `InvalidValue` when there are not as many ends as starts, or
        only one of both is an array.

        >>> from sp4n.workdays import indonesia
        >>> indonesia().count_many([date(2025, 1, 24)], [date(2025, 2, 5)])
        [5]
        """
        from sp4n.workdays.many import count_arrays, count_dates, is_array

        if is_array(starts) and is_array(ends):
            return count_arrays(self, starts, ends)
        if is_array(starts) or is_array(ends):
            expected = "arrays_both_or_neither"
            raise InvalidValue.of("wrong_type", "ends", expected=expected, found="one_of_each")
        return count_dates(self, starts, ends)

    # -- working time --------------------------------------------------------------------------

    @property
    def timeline(self) -> "Timeline":
        """Every opening and closing of the office, laid out when it is first asked for."""
        if self._timeline is not None:
            return self._timeline
        from sp4n.workdays.hours.timeline import timeline_of

        timeline = timeline_of(self)
        object.__setattr__(self, "_timeline", timeline)
        return timeline

    def received_on(self, instant: datetime) -> date:
        """Give the day of receipt from which working days are counted.

        With the setting ``late_receipt="same-day"`` it is the date on which the instant falls,
        whatever the hour and even on a day off. With ``"next-working-day"`` what comes after the
        last closing time of a day, or on a day off, counts as received on the next working day.
        What comes at closing time itself is in time; what comes before the office opens is too, and
        so is what comes on a day off in a shift that began on the day before.

        Raises:
            InvalidValue: The instant is naive or not a datetime; the day is worked but has no hours
                (`no_hours`).
            OutsideKnownRange: The day isn't known, or its office hours are not.

        >>> from datetime import UTC
        >>> from sp4n.workdays import indonesia
        >>> friday_at_17 = datetime(2025, 1, 24, 10, 0, tzinfo=UTC)
        >>> indonesia(late_receipt="next-working-day").received_on(friday_at_17)
        datetime.date(2025, 1, 30)
        """
        day, settings = self.date_of(instant), self.settings
        if settings.changes:
            settings = settings.on(day)
        if settings.late_receipt == "same-day":
            return day
        if self.is_working_day(day):
            return self.add(day, 1) if instant > self.timeline.closes_at(day) else day
        return day if self.timeline.is_still_open(day, instant) else self.roll(day)

    def working_time_between(
        self, start: datetime, end: datetime, *, pauses: "Iterable[Pause]" = ()
    ) -> timedelta:
        """Give the time that the office was open between two instants, pauses not counted.

        Negative if `end` comes before `start`: ``between(a, b) == -between(b, a)``. Zero if both
        fall into the same night or weekend.

        Args:
            start: From when.
            end: Until when.
            pauses: Two instants each, or one and None while the pause lasts. Pauses may overlap,
                touch, and come in any order: each moment is left out once. What lies outside of
                `start` and `end` changes nothing.

        Raises:
            InvalidValue: An instant is naive (`naive_datetime`) or not a datetime (`wrong_type`), a
                pause ends before it begins (`out_of_order`), or a working day has no hours
                (`no_hours`).
            OutsideKnownRange: The calendar doesn't know an instant.

        >>> from sp4n.workdays import indonesia
        >>> from sp4n.workdays.zones import ZONES
        >>> friday = datetime(2026, 1, 9, 15, 30, tzinfo=ZONES["WIB"])  # an hour before closing
        >>> monday = datetime(2026, 1, 12, 9, 0, tzinfo=ZONES["WIB"])
        >>> str(indonesia().working_time_between(friday, monday))
        '2:30:00'
        """
        timeline = self._timeline or self.timeline
        first, last = timeline.mark(start, "start"), timeline.mark(end, "end")
        if first > last:
            return -self.working_time_between(end, start, pauses=pauses)
        if pauses:
            return timedelta(0, 0, timeline.between_pauses(first, last, pauses))
        return timedelta(0, 0, timeline.between(first, last))

    def add_working_time(self, start: datetime, duration: timedelta) -> datetime:
        """Give the instant by which the office has worked for some time after `start`.

        Time that runs out at closing time ends there, not at the next opening; that of a break's
        beginning likewise. Negative time counts backwards, and ends at an opening rather than at
        the closing before it. No time at all is a roll: `start` itself if the office is open or
        just closes, else the next opening. The answer is in the calendar's zone; a day that closes
        at 24:00 ends at 00:00 of the next date.

        Raises:
            InvalidValue: `start` is naive or not a datetime, `duration` not a timedelta
                (`wrong_type`), or a working day has no hours (`no_hours`).
            OutsideKnownRange: `start` or the answer is not known.

        >>> from sp4n.workdays import indonesia
        >>> from sp4n.workdays.zones import ZONES
        >>> friday = datetime(2026, 1, 9, 15, 30, tzinfo=ZONES["WIB"])
        >>> str(indonesia().add_working_time(friday, timedelta(hours=1)))
        '2026-01-09 16:30:00+07:00'
        >>> str(indonesia().add_working_time(friday, timedelta(hours=1, minutes=1)))
        '2026-01-12 07:31:00+07:00'
        """
        return (self._timeline or self.timeline).after(
            start, instance(duration, timedelta, "duration")
        )

    def hours_deadline(self, start_at: datetime, duration: timedelta) -> "HoursDeadline":
        """Give the deadline of some working time after an instant, able to explain itself.

        Raises as `add_working_time` does; also InvalidValue (`too_small`) for negative time.

        >>> from sp4n.workdays import indonesia
        >>> from sp4n.workdays.zones import ZONES
        >>> friday = datetime(2025, 1, 24, 15, 0, tzinfo=ZONES["WIB"])
        >>> deadline = indonesia().hours_deadline(friday, timedelta(hours=40))
        >>> str(deadline.due_at), deadline.certainty, len(deadline.skipped)
        ('2025-02-06 08:30:00+07:00', 'fixed', 7)
        """
        from sp4n.workdays.hours.hours_deadline import HoursDeadline, uncertain_hours

        due_at = self.add_working_time(start_at, duration)
        if duration < timedelta(0):
            found = duration / timedelta(hours=1)
            raise InvalidValue.of("too_small", "duration", limit=0, found=found)
        on = self.date_of(start_at), self.date_of(due_at)
        uncertain = (*self._uncertain, *uncertain_hours(self))
        certainty = certainty_of(uncertain, on[0] - timedelta(days=1), on[1])
        here = start_at.astimezone(due_at.tzinfo)
        return HoursDeadline(self, here, duration, due_at, certainty)

    def working_stretches(
        self, start: datetime, end: datetime, *, pauses: "Iterable[Pause]" = ()
    ) -> "tuple[Stretch, ...]":
        """List when the office was open between two instants, in order, pauses cut out.

        The stretches explain `working_time_between`: their lengths add up to it. There are none if
        `end` comes before `start`.

        Args:
            start: From when.
            end: Until when.
            pauses: What is left out, as for `working_time_between`.

        Raises:
            InvalidValue: As `working_time_between` does.
            OutsideKnownRange: The calendar doesn't know an instant.

        >>> from sp4n.workdays import indonesia
        >>> from sp4n.workdays.zones import ZONES
        >>> friday = datetime(2026, 1, 9, 15, 30, tzinfo=ZONES["WIB"])
        >>> monday = datetime(2026, 1, 12, 9, 0, tzinfo=ZONES["WIB"])
        >>> for opens, closes in indonesia().working_stretches(friday, monday):
        ...     print(f"{opens:%a %H:%M}-{closes:%H:%M}")
        Fri 15:30-16:30
        Mon 07:30-09:00
        """
        return tuple(self.timeline.stretches(start, end, pauses))

    def not_known(self, first: date, last: date, *, hours: bool = True) -> "tuple[NotKnown, ...]":
        """List what is not known of some days: a decree, a sighting, Ramadan, or the days at all.

        Only what depends on it is refused or uncertain: a question about days that are known is
        answered, and so is one about hours outside of a Ramadan that nobody gave.

        Args:
            first: The first day.
            last: The last day; none lies between if it comes before the first.
            hours: Whether to tell what is not known of office hours too.

        Raises:
            InvalidValue: One of them is not a plain date.

        >>> from sp4n.workdays import indonesia
        >>> print(*indonesia().not_known(date(2028, 1, 1), date(2028, 6, 30)), sep="; ")
        2028-01-01 to 2028-06-30: no joint decree yet; 2028-01-27 to 2028-02-25: the office hours \
of Ramadan, whose days nobody gave
        """
        from sp4n.workdays.not_known import not_known

        plain_date(first, "first")
        return not_known(self, first, plain_date(last, "last"), hours=hours)

    def __repr__(self) -> str:
        return (
            f"<WorkingCalendar: {self.settings.describe()}; known {self.known_from} to "
            f"{self.known_until}, certain until {self.certain_until}; last {self.last_decree}>"
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what the calendar follows from; the tables are made anew."""
        return WorkingCalendar, (self.settings, self.decrees, self.pending)
