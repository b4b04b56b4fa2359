"""Holidays by name: one day of a decree's list, and the feasts that come back every year."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from attrs import frozen

from sp4n.errors import InvalidValue, closest, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label, Message, Wording
from sp4n.validation import LABEL_LIMIT_CHARACTERS, label_faults, line_fault, refuse
from sp4n.workdays._checks import instance, iterable, plain_date

_CODE = "[a-z]+(?:_[a-z]+)*"  # as the feasts' codes are; a name has capitals or several words

_FEASTS = (
    "new_year", "imlek", "isra_mikraj", "nyepi", "good_friday",
    "easter", "idul_fitri", "labor_day", "ascension", "waisak",
    "pancasila", "idul_adha", "muharram", "independence", "maulid",
    "christmas", "general_election", "local_election", "idul_fitri_replacement",
)  # fmt: skip
FEASTS: Mapping[str, Wording] = FrozenDict({code: Message(f"feast.{code}") for code in _FEASTS})
"""The feasts of Indonesia's decrees by code, under the names that decrees use since 2024.

Before the amendment of February 2024 decrees gave the Christian feasts older names; the days are
the same, so earlier years show today's names too (own choice).
"""

SIGHTED_FEASTS = frozenset({"idul_fitri", "idul_adha"})
"""Feasts that wait for the moon sighting (*sidang isbat*) even after a decree (secondary).

1 Muharram is sighted too, but the decree of 2027 leaves only these two open; the library treats
every year alike (own choice).
"""

MOVABLE_FEASTS = SIGHTED_FEASTS | {"imlek", "isra_mikraj", "maulid", "muharram", "waisak"}
"""Feasts that may turn out a day off in a year without a decree (own choice).

They are those that the package `holidays` marks as estimated.
"""


def feast_named(name: str) -> str | None:
    """Give the code of the feast that a code or a name in either language means, or None.

    A name may say more than that, a year for instance, and in whatever case.

    >>> feast_named("Hari Raya Idul Fitri 1449 Hijriah"), feast_named("Hari Jadi")
    ('idul_fitri', None)
    """
    if name in FEASTS:
        return name
    words = f" {_folded(name)} "
    known = [key for key in _feasts_by_words() if f" {key} " in words]
    return _feasts_by_words()[max(known, key=len)] if known else None


@cache
def _feasts_by_words() -> Mapping[str, str]:
    """Every feast by its names in folded words; the sighted ones by their codes' words too."""
    names = {_folded(name): code for code, label in FEASTS.items() for name in (label.id, label.en)}
    return {code.replace("_", " "): code for code in SIGHTED_FEASTS} | names


def _folded(name: str) -> str:
    return " ".join(re.findall("[a-z]+", name.casefold()))


@frozen(repr=False)
class Holiday:
    """One day of a list of days off.

    Attributes:
        on: The day.
        name: What it is called.
        feast: A key of `FEASTS`, or empty if the name is someone's own. A joint leave day belongs
            to the feast that it surrounds, so that both move together.

    >>> Holiday.named(date(2025, 3, 31), "idul_fitri").name.en
    'Eid al-Fitr'
    """

    on: date
    name: Wording
    feast: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse a day, name or feast that isn't one."""
        if self.on.__class__ is not date:
            plain_date(self.on, "on")
        refuse(*label_faults(self.name, "name"))
        if self.feast and self.feast not in FEASTS:
            suggestion = closest(self.feast, FEASTS)
            raise InvalidValue.of("unknown_feast", found=shown(self.feast), suggestion=suggestion)

    @classmethod
    def named(cls, on: date, name: str | Wording, where: str = "name") -> "Holiday":
        """Make a holiday from a feast's code or name, from free text, or from both languages.

        Args:
            on: The day.
            name: A feast's code or name, any other name, or a label.
            where: What the name is called in an error.

        Raises:
            InvalidValue: The day is not a plain date, or the name is not a line of at most 200
                characters.
        """
        plain_date(on, "on")
        if isinstance(name, Wording):
            refuse(*label_faults(name, where))
            return cls(on, name)
        refuse(line_fault(name, where, LABEL_LIMIT_CHARACTERS))
        feast = feast_named(name)
        return cls(on, FEASTS[feast], feast) if feast else cls(on, Label(id=name, en=name))

    def __repr__(self) -> str:
        return f"<Holiday {self.on}: {self.name.en}>"


def _feast_or_name(name: str | Wording) -> str | Wording:
    if isinstance(name, str) and name not in FEASTS and re.fullmatch(_CODE, name):
        suggestion = closest(name, FEASTS)
        raise InvalidValue.of("unknown_feast", found=shown(name), suggestion=suggestion)
    return name


def holidays_from(given: Mapping[date, str | Wording] | Iterable[Holiday]) -> tuple[Holiday, ...]:
    """Read a list of holidays, written as a mapping or as values; the result is in date order.

    Raises InvalidValue (`unknown_feast`) for a word that looks like a feast's code and isn't one:
    a feast misspelt would lose its certainty in silence.
    """
    if isinstance(given, Mapping):
        days = [Holiday.named(on, _feast_or_name(name)) for on, name in given.items()]
    else:
        days = [instance(holiday, Holiday, "holidays") for holiday in iterable(given, "holidays")]
    return tuple(sorted(days, key=lambda holiday: holiday.on))
