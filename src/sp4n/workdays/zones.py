"""The three zones of Indonesia."""

from collections.abc import Mapping
from datetime import timedelta, timezone
from typing import Literal

from sp4n.frozen_dict import FrozenDict

Zone = Literal["WIB", "WITA", "WIT"]
"""Western, central or eastern Indonesian time."""

ZONES: Mapping[Zone, timezone] = FrozenDict(
    {
        "WIB": timezone(timedelta(hours=7), "WIB"),
        "WITA": timezone(timedelta(hours=8), "WITA"),
        "WIT": timezone(timedelta(hours=9), "WIT"),
    }
)
"""UTC+7, +8 and +9, without daylight saving and unchanged since 1988."""

_PROVINCES: Mapping[Zone, str] = FrozenDict(
    {
        "WIB": "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
        "WITA": "51 52 53 63 64 65 71 72 73 74 75 76",
        "WIT": "81 82 91 92 93 94 95 96",
    }
)


def zone_of_province(code: str) -> Zone | None:
    """Give the zone of a province, by the first two digits of a region's code; None for others.

    Keppres 41/1987 parts the country so (secondary); provinces that were founded later lie where
    they lay before.

    >>> zone_of_province("32.76"), zone_of_province("63.71"), zone_of_province("99.71")
    ('WIB', 'WITA', None)
    """
    return next((zone for zone, codes in _PROVINCES.items() if code[:2] in codes.split()), None)
