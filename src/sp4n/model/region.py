"""Regions (*wilayah*): where something happened, and what an agency covers."""

import re
from collections.abc import Iterator
from enum import IntEnum

from attrs import field, frozen

from sp4n.errors import InvalidValue, shown

__all__ = ["NATION", "Region", "RegionLevel"]

_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
_NATION_CODE = "ID"


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
        code: object = self.code
        known = isinstance(code, str) and (code == _NATION_CODE or _CODE.fullmatch(code))
        if not known:
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
