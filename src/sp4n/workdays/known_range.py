"""The edge of what a calendar knows: beyond it there is an error, never a guess."""

from datetime import date

from sp4n.errors import Sp4nError, fault


class OutsideKnownRange(Sp4nError, ValueError):
    """The question or its answer lies outside the days that a calendar knows.

    `day` is the day asked about, `n` the number of working days and `hours` the number of working
    hours asked for; both are None when the day alone was out of range. `known_from` and
    `known_until` are the first and the last known day. `last_decree` names the latest decree of the
    calendar, in words that are the same in every language, or is empty when the calendar has none.
    With `by_ramadan` it is the office hours that aren't known, since Ramadan isn't.

    >>> raise OutsideKnownRange(date(2035, 1, 2), date(2015, 1, 1), date(2029, 12, 31), "SKB 1/2")
    Traceback (most recent call last):
    sp4n.workdays.known_range.OutsideKnownRange: 2035-01-02 lies outside the known range \
2015-01-01 to 2029-12-31; the last decree is SKB 1/2
    """

    day: date
    known_from: date
    known_until: date
    last_decree: str
    n: int | None
    hours: float | None

    def __init__(
        self,
        day: date,
        known_from: date,
        known_until: date,
        last_decree: str,
        n: int | None = None,
        hours: float | None = None,
        *,
        by_ramadan: bool = False,
    ) -> None:
        super().__init__(
            fault(
                _code(n, hours, by_ramadan=by_ramadan),
                day=day,
                n=n,
                hours=hours,
                known_from=known_from,
                known_until=known_until,
                last_decree=last_decree,
            )
        )
        self.day = day
        self.known_from = known_from
        self.known_until = known_until
        self.last_decree = last_decree
        self.n = n
        self.hours = hours


def _code(n: int | None, hours: float | None, *, by_ramadan: bool) -> str:
    if hours is not None:
        return "time_leads_outside_known_hours" if by_ramadan else "time_leads_outside_known_range"
    if by_ramadan:
        return "hours_unknown"
    return "outside_known_range" if n is None else "leads_outside_known_range"
