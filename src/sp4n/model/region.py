"""Regions (*wilayah*): where something happened, and what an agency covers."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import cast

from attrs import field, frozen

from sp4n.errors import Fault, InvalidValue, fault, shown

_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
_NATION_CODE = "ID"


def _is_code(value: object) -> bool:
    return isinstance(value, str) and (value == _NATION_CODE or bool(_CODE.fullmatch(value)))


class RegionLevel(IntEnum):
    """How deep a region lies below the nation; greater is smaller land."""

    NATION = 0
    PROVINCE = 1
    CITY = 2
    """Kabupaten or kota."""
    DISTRICT = 3
    """Kecamatan."""
    VILLAGE = 4
    """Kelurahan or desa."""


@frozen(order=True)
class Region:
    """A region by its dotted Kemendagri code.

    ``32`` is a province, ``32.76`` a city, ``32.76.01`` a district, ``32.76.01.1001`` a village.

    The nation is the root and has the code ``ID``. Only whole segments count: ``32`` contains
    ``32.76``, and ``32.7`` is no code at all (InvalidValue). Whether a code is in use in the real
    world is not checked; the made-up city of the samples uses ``99.71``.

    >>> Region("32.76.01") in Region("32.76")
    True
    >>> Region("32.76").parent
    Region('32')
    """

    code: str = field()

    def __attrs_post_init__(self) -> None:
        if not _is_code(self.code):
            raise InvalidValue.of("bad_region_code", "region", found=shown(self.code))

    @property
    def level(self) -> RegionLevel:
        """Say what kind of region this is."""
        if self.code == _NATION_CODE:
            return RegionLevel.NATION
        return RegionLevel(self.code.count(".") + 1)

    @property
    def parent(self) -> "Region | None":
        """The region one level up; None for the nation."""
        if self.code == _NATION_CODE:
            return None
        head, dot, _ = self.code.rpartition(".")
        return Region(head) if dot else NATION

    def lineage(self) -> Iterator["Region"]:
        """Walk from this region up to the nation, both included.

        >>> [region.code for region in Region("32.76").lineage()]
        ['32.76', '32', 'ID']
        """
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    def contains(self, other: "Region") -> bool:
        """Tell whether `other` is this region or lies within it.

        >>> Region("32").contains(Region("32.76")), Region("32.76").contains(Region("32"))
        (True, False)
        """
        return self.code in (_NATION_CODE, other.code) or other.code.startswith(f"{self.code}.")

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Region) and self.contains(other)

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"Region({self.code!r})"


NATION = Region(_NATION_CODE)
"""The whole of Indonesia, above every province."""


def region_or_as_given(value: Region | str | None) -> Region | None:
    """Turn a code into its region; anything else stays as it is, for `region_fault` to refuse."""
    return Region(value) if isinstance(value, str) and _is_code(value) else cast("Region", value)


def region_fault(value: object, where: str) -> Fault | None:
    """A region is a `Region`, or was given by its code.

    >>> region_fault(region_or_as_given("32.7"), "complaint.region").code
    'bad_region_code'
    """
    if isinstance(value, Region):
        return None
    return fault("bad_region_code", where, found=shown(value))
