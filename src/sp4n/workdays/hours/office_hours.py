"""Office hours (*jam kerja*): when an office is open, by weekday, in Ramadan, on single days."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import field, frozen

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message
from sp4n.validation import refuse
from sp4n.workdays._checks import instance, iterable, plain_date
from sp4n.workdays.hours.hours_text import (
    WEEKDAYS,
    Span,
    read_spans,
    read_week,
    week_in_words,
    written,
)
from sp4n.workdays.uncertainty import UncertainDays

_SHORTEST, _LONGEST = 29, 30  # days of a month by the moon


def _flag(value: object) -> bool:
    return instance(value, bool, "is_sighted")


def _first_on(value: object) -> date:
    return plain_date(value, "first_on")


def _last_on(value: object) -> date:
    return plain_date(value, "last_on")


@frozen(order=True)
class Ramadan:
    """One month of fasting (*Ramadan*), from its first to its last day.

    Attributes:
        first_on: Its first day.
        last_on: Its last day.
        is_sighted: Whether the moon was sighted (*sidang isbat*). Before that either end may still
            move by a day.

    Raises:
        InvalidValue: A day is not a plain date, the last one comes before the first
            (`out_of_order`), or it has neither 29 nor 30 days (`too_small`, `too_large`).

    >>> RAMADANS[-1].first_on, RAMADANS[-1].is_sighted
    (datetime.date(2027, 2, 8), False)
    """

    first_on: date = field(converter=_first_on)
    last_on: date = field(converter=_last_on)
    is_sighted: bool = field(kw_only=True, default=True, converter=_flag)

    def __attrs_post_init__(self) -> None:
        """Refuse a month that ends before it begins."""
        if self.last_on < self.first_on:
            raise InvalidValue.of("out_of_order", "last_on", earlier=self.first_on)
        days = (self.last_on - self.first_on).days + 1
        if not _SHORTEST <= days <= _LONGEST:
            code, limit = ("too_small", _SHORTEST) if days < _SHORTEST else ("too_large", _LONGEST)
            raise InvalidValue.of(code, "days", limit=limit, found=days)

    def overlaps(self, other: "Ramadan") -> bool:
        """Tell whether two months share a day, so that one corrects the other."""
        return self.first_on <= other.last_on and other.first_on <= self.last_on


RAMADANS = (
    Ramadan(date(2019, 5, 6), date(2019, 6, 4)),
    Ramadan(date(2020, 4, 24), date(2020, 5, 23)),
    Ramadan(date(2021, 4, 13), date(2021, 5, 12)),
    Ramadan(date(2022, 4, 3), date(2022, 5, 1)),
    Ramadan(date(2023, 3, 23), date(2023, 4, 21)),
    Ramadan(date(2024, 3, 12), date(2024, 4, 9)),
    Ramadan(date(2025, 3, 1), date(2025, 3, 30)),
    Ramadan(date(2026, 2, 19), date(2026, 3, 20)),
    Ramadan(date(2027, 2, 8), date(2027, 3, 9), is_sighted=False),  # computed
)
"""Ramadan of 2019 to 2027 (secondary: news of each sighting). Calculated Hijri calendars differ
from the government's sighting in 2022 and 2026, so none is used."""


def ramadans_from(added: Iterable[Ramadan]) -> tuple[Ramadan, ...]:
    """Add someone's own months to the table's; an own one replaces the one that it overlaps."""
    own = [instance(month, Ramadan, "ramadans") for month in iterable(added, "ramadans")]
    for place, month in enumerate(own):
        if any(month.overlaps(earlier) for earlier in own[:place]):
            raise InvalidValue.of("duplicate", "ramadans", found=month.first_on)
    kept = [month for month in RAMADANS if not any(month.overlaps(own_month) for own_month in own)]
    return tuple(sorted({*kept, *own}))


_SPECIAL = Message("hours.special")


def _week(given: Mapping[str, str] | Iterable[str]) -> tuple[str, ...]:
    return read_week(given, "week")


def _ramadan(given: Mapping[str, str] | Iterable[str] | None) -> tuple[str, ...] | None:
    return None if given is None else read_week(given, "ramadan")


def _special_days(
    given: Mapping[date, str] | Iterable[tuple[date, str]],
) -> tuple[tuple[date, str], ...]:
    try:
        days = dict(given)
    except (TypeError, ValueError):
        days = None
    if days is None:
        found = shown(given)
        raise InvalidValue.of("wrong_type", "special_days", expected="hours_by_date", found=found)
    faults: list[Fault] = []
    read = {
        plain_date(on, "special_days"): written(read_spans(text, f"special_days.{on}", faults))
        for on, text in days.items()
    }
    refuse(*faults)
    return tuple(sorted(read.items()))


@frozen(cache_hash=True, repr=False)
class OfficeHours(Described):
    """When an office is open on the days on which it works.

    Whether a day is worked at all, a calendar decides.

    Attributes:
        week: The hours of each weekday: ``{"Mon-Thu": "07:30-12:00 13:00-16:00"}``. A key may also
            be a single day, or several as in ``"Mon-Wed,Fri"``, or in Indonesian (``"Sen-Kam"``).
            What lies between two spans is a break. A weekday that isn't named has no hours. 24:00
            is the end of a day. A shift across midnight (``"22:00-06:00"``) belongs to the day on
            which it begins, and is that day's last.
        ramadan: The week kept in Ramadan; None means the same hours all year. With it, the hours of
            the days on which a Ramadan may be that nobody gave are not known.
        special_days: Half days and other single days: ``{date(2025, 12, 24): "07:30-11:30"}``; an
            empty text means that nobody is there on that day.
        ramadans: Months that the library doesn't know yet, or that correct one of the government's
            sightings (`sp4n.workdays.RAMADANS`).

    Raises:
        InvalidValue: A weekday is unknown (`not_one_of`) or named twice (`duplicate`), hours can't
            be read or take no time (`bad_hours`), spans overlap, with those of the next day too, or
            are not in order (`out_of_order`), a week has no hours at all (`empty`), or a weekday
            has hours but none in Ramadan, or the other way round (`missing`).

    >>> usual = {"Mon-Thu": "08:00-12:00 13:00-16:00", "Fri": "08:00-11:30 13:00-16:30"}
    >>> hours = OfficeHours(usual, ramadan={"Mon-Fri": "08:00-15:00"})
    >>> str(hours.weekly), hours.spans_on(date(2025, 3, 3))  # a Monday in Ramadan
    ('1 day, 11:00:00', ((480, 900),))
    """

    week: tuple[str, ...] = field(converter=_week)
    ramadan: tuple[str, ...] | None = field(kw_only=True, default=None, converter=_ramadan)
    special_days: tuple[tuple[date, str], ...] = field(
        kw_only=True, default=(), converter=_special_days
    )
    ramadans: tuple[Ramadan, ...] = field(
        kw_only=True, default=RAMADANS, converter=ramadans_from, repr=False
    )
    _spans: tuple[tuple[Span, ...], ...] = field(init=False, eq=False, repr=False)
    _ramadan_spans: tuple[tuple[Span, ...], ...] = field(init=False, eq=False, repr=False)
    _special: Mapping[date, tuple[Span, ...]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse weekdays with hours at one time of the year only, and read the texts."""
        in_ramadan = self.week if self.ramadan is None else self.ramadan
        faults = [
            fault("missing", f"{'week' if usual < fasting else 'ramadan'}.{name}")
            for name, usual, fasting in zip(WEEKDAYS, self.week, in_ramadan, strict=True)
            if bool(usual) != bool(fasting)
        ]
        refuse(*faults)
        object.__setattr__(self, "_spans", tuple(map(_read, self.week)))
        object.__setattr__(self, "_ramadan_spans", tuple(map(_read, in_ramadan)))
        special = {on: _read(text) for on, text in self.special_days}
        object.__setattr__(self, "_special", FrozenDict(special))

    @property
    def weekly(self) -> timedelta:
        """The hours of an ordinary week, breaks not counted.

        >>> GOVERNMENT_HOURS.weekly == timedelta(hours=37, minutes=30)
        True
        """
        return _sum(self._spans)

    @property
    def weekly_in_ramadan(self) -> timedelta:
        """The hours of a week in Ramadan, breaks not counted.

        >>> GOVERNMENT_HOURS.weekly_in_ramadan == timedelta(hours=32, minutes=30)
        True
        """
        return _sum(self._ramadan_spans)

    def ramadan_of(self, day: date) -> Ramadan | None:
        """Give the Ramadan that a day lies in, or None."""
        return next(
            (month for month in self.ramadans if month.first_on <= day <= month.last_on), None
        )

    def knows_ramadan(self, first: date, last: date) -> bool:
        """Tell whether a known Ramadan touches some days."""
        return any(month.first_on <= last and first <= month.last_on for month in self.ramadans)

    def uncertain_days(self) -> tuple[UncertainDays, ...]:
        """Give the days whose hours depend on a sighting to come: the ends of such a Ramadan.

        >>> [str(first) for first, _, _ in GOVERNMENT_HOURS.uncertain_days()]
        ['2027-02-07', '2027-03-09']
        """
        if self.ramadan is None:
            return ()
        waiting = (ramadan for ramadan in self.ramadans if not ramadan.is_sighted)
        return tuple(days for ramadan in waiting for days in _ends(ramadan))

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Give the hours of a day, in minutes since its midnight, as if it were worked.

        More than 1440 minutes lie on the next day. Nothing is checked here: a holiday has the hours
        of its weekday, and in a year whose Ramadan isn't known every day is an ordinary one.
        """
        special = self._special.get(day)
        if special is not None:
            return special
        if self.ramadan is not None and self.ramadan_of(day):
            return self._ramadan_spans[day.weekday()]
        return self._spans[day.weekday()]

    def on_working_day(self, day: date) -> tuple[Span, ...]:
        """Give the hours of a day that is worked.

        Raises InvalidValue (`no_hours`) when its weekday has none: whoever works a six-day week, or
        makes up for a day on a Saturday, has to say when.
        """
        if not self.has_hours(day):
            found = f"{WEEKDAYS[day.weekday()]} {day}"
            raise InvalidValue.of("no_hours", "hours", found=found)
        return self.spans_on(day)

    def has_hours(self, day: date) -> bool:
        """Tell whether somebody said when a day is worked, be it never."""
        return day in self._special or bool(self.week[day.weekday()])

    def outer_hours(self, day: date) -> Span | None:
        """Give from when to when a day may be worked, in Ramadan or not; None if that is the same.

        >>> GOVERNMENT_HOURS.outer_hours(date(2028, 2, 1))  # a Tuesday
        (450, 960)
        """
        usual, fasting = self._spans[day.weekday()], self._ramadan_spans[day.weekday()]
        if day in self._special or usual == fasting:
            return None
        spans = (*usual, *fasting)
        return min(spans)[0], max(closes for _, closes in spans)

    @property
    def known_years(self) -> range | None:
        """The years whose Ramadan is known; None means all, since it changes nothing.

        They are those in a row, 2019 among them, in which a Ramadan is known.

        >>> GOVERNMENT_HOURS.known_years
        range(2019, 2028)
        """
        if self.ramadan is None:
            return None
        years = {day.year for month in self.ramadans for day in (month.first_on, month.last_on)}
        first = last = RAMADANS[0].first_on.year
        while first - 1 in years:
            first -= 1
        while last + 1 in years:
            last += 1
        return range(first, last + 1)

    def __repr__(self) -> str:
        return f"<OfficeHours {self}>"

    def _full(self, language: Language) -> str:
        """Say the hours of each weekday, and how many days are special.

        >>> OfficeHours({"Mon-Fri": "08:00-16:00"}).describe("id")
        'Sen-Jum 08:00-16:00'
        """
        said = [week_in_words(self.week, language)]
        if self.ramadan is not None:
            said.append(f"Ramadan {week_in_words(self.ramadan, language)}")
        if self.special_days:
            said.append(_SPECIAL.fill(language, n=len(self.special_days)))
        return "; ".join(said)

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "week": dict(zip(WEEKDAYS, self.week, strict=True)),
            "ramadan": self.ramadan and dict(zip(WEEKDAYS, self.ramadan, strict=True)),
            "special_days": {on.isoformat(): text for on, text in self.special_days},
            "ramadans": [
                {
                    "first_on": month.first_on.isoformat(),
                    "last_on": month.last_on.isoformat(),
                    "is_sighted": month.is_sighted,
                }
                for month in (self.ramadans if self.ramadan else ())
            ],
        }


def _ends(ramadan: Ramadan) -> tuple[UncertainDays, UncertainDays]:
    """Either end may move by a day: the last ordinary day may fall into Ramadan, and so on."""
    a_day = timedelta(days=1)
    return (
        (ramadan.first_on - a_day, ramadan.first_on, "pending"),
        (ramadan.last_on, ramadan.last_on + a_day, "pending"),
    )


def _read(text: str) -> tuple[Span, ...]:
    return read_spans(text, "", [])


def _sum(week: Iterable[Iterable[Span]]) -> timedelta:
    return timedelta(minutes=sum(closes - opens for day in week for opens, closes in day))


GOVERNMENT_HOURS = OfficeHours(
    {"Mon-Thu": "07:30-12:00 13:00-16:00", "Fri": "07:30-11:30 13:00-16:30"},
    ramadan={"Mon-Thu": "08:00-12:00 12:30-15:00", "Fri": "08:00-11:30 12:30-15:30"},
)
"""Hours that fit Perpres 21/2023 art. 4 (quoted, verified; in force since 12 April 2023).

The regulation sets five days from Monday to Friday, 37 h 30 a week without breaks from 07:30, in
Ramadan 32 h 30 from 08:00, and breaks of 60 minutes (Friday 90), in Ramadan 30 (Friday 60). When
the office closes and when its breaks begin is an own choice: the regulation says neither. Before
it, Ramadan hours came by yearly circulars; these hours stand in for them (own choice).
"""
