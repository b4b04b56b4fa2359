"""Holidays by name: one day of a decree's list, and the feasts that come back every year."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.workdays._checks import instance, plain_date

__all__ = ["FEASTS", "MOVABLE_FEASTS", "SIGHTED_FEASTS", "Holiday"]

FEASTS: Mapping[str, Label] = {
    "new_year": Label(id="Tahun Baru Masehi", en="New Year's Day"),
    "imlek": Label(id="Tahun Baru Imlek", en="Lunar New Year"),
    "isra_mikraj": Label(id="Isra Mikraj Nabi Muhammad", en="Isra' and Mi'raj"),
    "nyepi": Label(id="Hari Suci Nyepi", en="Day of Silence"),
    "good_friday": Label(id="Wafat Yesus Kristus", en="Good Friday"),
    "easter": Label(id="Kebangkitan Yesus Kristus", en="Easter Sunday"),
    "idul_fitri": Label(id="Hari Raya Idul Fitri", en="Eid al-Fitr"),
    "labor_day": Label(id="Hari Buruh Internasional", en="International Labor Day"),
    "ascension": Label(id="Kenaikan Yesus Kristus", en="Ascension Day"),
    "waisak": Label(id="Hari Raya Waisak", en="Vesak Day"),
    "pancasila": Label(id="Hari Lahir Pancasila", en="Pancasila Day"),
    "idul_adha": Label(id="Hari Raya Idul Adha", en="Eid al-Adha"),
    "muharram": Label(id="Tahun Baru Islam", en="Islamic New Year"),
    "independence": Label(id="Hari Kemerdekaan Republik Indonesia", en="Independence Day"),
    "maulid": Label(id="Maulid Nabi Muhammad", en="Prophet's Birthday"),
    "christmas": Label(id="Hari Raya Natal", en="Christmas Day"),
    "general_election": Label(id="Hari Pemilihan Umum", en="General Election Day"),
    "local_election": Label(id="Hari Pemilihan Kepala Daerah", en="Local Election Day"),
    "idul_fitri_replacement": Label(
        id="pengganti Hari Raya Idul Fitri", en="Eid al-Fitr (replacement)"
    ),
}
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


@frozen
class Holiday:
    """One day of a list of days off: when, what it is called, and which feast it belongs to.

    `feast` is a key of `FEASTS`, or empty when the name is someone's own. A joint leave day
    belongs to the feast that it surrounds, so that both move together.

    >>> Holiday.named(date(2025, 3, 31), "idul_fitri").name.en
    'Eid al-Fitr'
    """

    on: date
    name: Label
    feast: str = ""

    @classmethod
    def named(cls, on: date, name: str | Label) -> "Holiday":
        """Make a holiday from a feast's code, from free text, or from a text in both languages.

        Raises:
            InvalidValue: the day is no plain date, or the name is empty or no text.
        """
        plain_date(on, "on")
        if isinstance(name, Label):
            return cls(on, name)
        if not instance(name, str, "name").strip():
            raise InvalidValue.of("empty", "name")
        if name in FEASTS:
            return cls(on, FEASTS[name], name)
        return cls(on, Label(id=name, en=name))


def holidays_from(
    given: Mapping[date, str | Label] | Iterable[Holiday],
) -> tuple[Holiday, ...]:
    """Read a list of holidays, written as a mapping or as values; the result is in date order."""
    if isinstance(given, Mapping):
        days = [Holiday.named(on, name) for on, name in given.items()]
    else:
        days = [instance(one, Holiday, "holidays") for one in given]
    return tuple(sorted(days, key=lambda one: one.on))
