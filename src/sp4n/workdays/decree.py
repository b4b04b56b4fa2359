"""The joint decree of three ministers that fixes a year's days off, as a value."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, Self, get_args

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.labels import Wording
from sp4n.validation import LABEL_LIMIT_CHARACTERS, line_fault, note_fault, refuse, word_fault
from sp4n.workdays._checks import instance, iterable, plain_date, whole_number
from sp4n.workdays.holiday import Holiday, holidays_from

Sureness = Literal["verified", "secondary", "own choice"]
"""How sure a fact is: read at its source, taken from reports about it, or decided by us."""

Instrument = Literal["SKB 3 Menteri", "Keppres"]
"""What kind of decree it is: the joint decree of three ministers, or one of the President, which
binds civil servants to the joint leave and has once added a day of its own (2017)."""

_FIRST_YEAR = 2015
_LAST_YEAR = 2077  # the last year that the package `holidays` estimates for the Islamic feasts


def _year(value: object) -> int:
    return whole_number(value, "year")


def _signing_day(value: object) -> date | None:
    return None if value is None else plain_date(value, "signed_on")


def _numbers(value: str | Iterable[str]) -> tuple[str, ...]:
    numbers = (value,) if isinstance(value, str) else tuple(iterable(value, "numbers"))
    return tuple(instance(number, str, "numbers") for number in numbers)


def _source(value: object) -> str:
    return instance(value, str, "source")


def _as_data(days: Iterable[Holiday]) -> list[dict[str, str]]:
    return [
        {"on": holiday.on.isoformat(), "name": holiday.feast or holiday.name.id} for holiday in days
    ]


def _changed(
    days: Iterable[Holiday],
    gone: set[date],
    added: Mapping[date, str | Wording] | Iterable[Holiday],
) -> tuple[Holiday, ...]:
    return (*(holiday for holiday in days if holiday.on not in gone), *holidays_from(added))


@frozen(cache_hash=True, repr=False)
class Decree:
    """One version of a year's list of days off (*SKB 3 Menteri*, or a *Keppres* that changes it).

    A decree always carries the year's whole list, as it is in force from its signing day on: a
    later decree for the same year replaces the earlier one. Weekend days may be listed; they change
    nothing.

    Attributes:
        year: The year whose days off it fixes.
        signed_on: When it was signed. None for a final list whose versions are not recorded: it
            counts as always known.
        numbers: Those of the ministers for religion, manpower and administrative reform, in that
            order.
        national: The national holidays: a mapping from date to a feast's code (a key of
            `sp4n.workdays.FEASTS`) or name, to another name, or to a `Label`; or `Holiday` values.
        joint_leave: The days of joint leave (*cuti bersama*), given in the same way.
        source: Where the facts come from.
        sure: How sure they are.
        instrument: What kind of decree it is, as it is cited.

    Raises:
        InvalidValue: A day lies outside the year or is in both lists (`contradiction`), there is no
            national holiday (`empty`: a decree carries the whole list), the year is before 2015
            (`too_small`) or after 2077 (`too_large`), a number is not a line, or the source is not
            a line of at most 500 characters; all of them at once.

    >>> decree = Decree(2028, date(2027, 9, 1), "1/2027", national={date(2028, 1, 1): "new_year"})
    >>> str(decree)
    'SKB 3 Menteri 1/2027 (2027-09-01)'
    """

    year: int = field(converter=_year)
    signed_on: date | None = field(converter=_signing_day)
    numbers: tuple[str, ...] = field(converter=_numbers, default=())
    national: tuple[Holiday, ...] = field(kw_only=True, default=(), converter=holidays_from)
    joint_leave: tuple[Holiday, ...] = field(kw_only=True, default=(), converter=holidays_from)
    source: str = field(kw_only=True, default="", converter=_source)
    sure: Sureness = field(kw_only=True, default="secondary")
    instrument: Instrument = field(kw_only=True, default="SKB 3 Menteri")

    def __attrs_post_init__(self) -> None:
        """Refuse a list that contradicts itself or its year."""
        faults = [*filter(None, self._word_faults())]
        if self.year < _FIRST_YEAR:
            faults.append(fault("too_small", "year", limit=_FIRST_YEAR, found=self.year))
        if self.year > _LAST_YEAR:
            faults.append(fault("too_large", "year", limit=_LAST_YEAR, found=self.year))
        faults += [
            fault("contradiction", where, found=holiday.on, other=self.year)
            for where, days in (("national", self.national), ("joint_leave", self.joint_leave))
            for holiday in days
            if holiday.on.year != self.year
        ]
        if not self.national:
            faults.append(fault("empty", "national"))
        faults += filter(None, [word_fault(self.sure, get_args(Sureness), "sure")])
        kinds = get_args(Instrument)
        faults += filter(None, [word_fault(self.instrument, kinds, "instrument")])
        both = {holiday.on for holiday in self.national} & {
            holiday.on for holiday in self.joint_leave
        }
        faults += [
            fault("contradiction", "joint_leave", found=on, other="national") for on in sorted(both)
        ]
        refuse(*faults)

    def _word_faults(self) -> Iterator[Fault | None]:
        for place, number in enumerate(self.numbers):
            yield line_fault(number, f"numbers[{place}]", LABEL_LIMIT_CHARACTERS)
        yield note_fault(self.source, "source")

    def __str__(self) -> str:
        """Cite the decree, alike in every language."""
        numbers = ", ".join(self.numbers) or str(self.year)
        return f"{self.instrument} {numbers} ({self.signed_on or 'final list'})"

    def __repr__(self) -> str:
        sizes = f"{len(self.national)} national holidays, {len(self.joint_leave)} of joint leave"
        return f"<Decree {self}: {sizes}>"

    def amended(
        self,
        signed_on: date,
        numbers: str | Iterable[str] = (),
        *,
        add_national: Mapping[date, str | Wording] | Iterable[Holiday] = (),
        add_joint_leave: Mapping[date, str | Wording] | Iterable[Holiday] = (),
        remove: Iterable[date] = (),
        source: str = "",
        instrument: Instrument = "SKB 3 Menteri",
    ) -> Self:
        """Give the amendment that changes some days of this list and keeps the others.

        To move a holiday, remove it and add it again.

        Args:
            signed_on: When the amendment was signed.
            numbers: The ministers' numbers of the amendment.
            add_national: National holidays that it adds.
            add_joint_leave: Days of joint leave that it adds.
            remove: Days that leave whichever list they are in.
            source: Where the facts come from.
            instrument: What kind of decree the amendment is.

        Raises:
            InvalidValue: A day to remove isn't listed (`not_listed`), the signing day isn't later
                than this decree's (`out_of_order`), or the new list is refused by the constructor.

        >>> from sp4n.workdays import indonesia
        >>> monday = {date(2026, 5, 4): "labor_day"}
        >>> decree = indonesia().source_of(2026).decree
        >>> later = decree.amended(date(2026, 4, 1), "1/2026", add_joint_leave=monday)
        >>> len(later.joint_leave) - len(decree.joint_leave)
        1
        """
        after = plain_date(signed_on, "signed_on")
        if self.signed_on is not None and after <= self.signed_on:
            raise InvalidValue.of("out_of_order", "signed_on", earlier=self.signed_on)
        gone = {plain_date(day, "remove") for day in iterable(remove, "remove")}
        missing = gone - {holiday.on for holiday in (*self.national, *self.joint_leave)}
        refuse(
            *(fault("not_listed", "remove", found=day, other=str(self)) for day in sorted(missing))
        )
        return evolve(
            self,
            signed_on=signed_on,
            numbers=numbers,
            national=_changed(self.national, gone, add_national),
            joint_leave=_changed(self.joint_leave, gone, add_joint_leave),
            source=source,
            instrument=instrument,
        )

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON; each day with its feast's code, or its name."""
        return {
            "year": self.year,
            "signed_on": self.signed_on and self.signed_on.isoformat(),
            "numbers": list(self.numbers),
            "national": _as_data(self.national),
            "joint_leave": _as_data(self.joint_leave),
            "source": self.source,
            "sure": self.sure,
            "instrument": self.instrument,
        }
