"""Regions: dotted Kemendagri codes, whole segments only."""

import copy
import pickle

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import NATION, Region, RegionLevel


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("ID", RegionLevel.NATION),
        ("32", RegionLevel.PROVINCE),
        ("32.76", RegionLevel.CITY),
        ("32.76.01", RegionLevel.DISTRICT),
        ("32.76.01.1001", RegionLevel.VILLAGE),
    ],
)
def test_each_level_has_its_code(code: str, level: RegionLevel) -> None:
    """The number of segments is the level; the nation is called ID."""
    assert level is Region(code).level
    assert code == str(Region(code))
    assert Region(code) == eval(repr(Region(code)))


@pytest.mark.parametrize(
    "code",
    [
        "", "3", "32.", "32.7", "32.766", "32.76.1", "32.76.01.101", "32.76.01.10011", ".32",
        "32.76.01.1001.01", "id", "32 ", " 32", "32\n", "32,76", "3a", "٣٢", "३२", "x" * 500,
        None, 32, 32.76, b"32", ["32"],
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused(code: str) -> None:
    """Half segments, white space, other digits and other types are no region."""
    with pytest.raises(InvalidValue) as caught:
        Region(code)

    assert "bad_region_code" == caught.value.code
    assert "region" == caught.value.faults[0].where
    assert len(str(caught.value.faults[0]["found"])) <= 50


def test_the_lineage_ends_with_the_nation() -> None:
    """Walk from a village upward, both ends included."""
    lineage = [region.code for region in Region("32.76.01.1001").lineage()]

    assert ["32.76.01.1001", "32.76.01", "32.76", "32", "ID"] == lineage
    assert NATION.parent is None
    assert Region("32").parent == NATION


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("32", "32.76", True),
        ("32", "32", True),
        ("ID", "32.76.01.1001", True),
        ("ID", "ID", True),
        ("32.76", "32", False),
        ("32", "33.76", False),
        ("32.76", "32.75.01", False),
        ("32", "ID", False),
    ],
)
def test_only_whole_segments_contain(outer: str, inner: str, *, expected: bool) -> None:
    """`contains` and `in` agree, and know prefixes of whole segments only."""
    assert expected is Region(outer).contains(Region(inner))
    assert expected is (Region(inner) in Region(outer))


def test_what_is_no_region_lies_in_no_region() -> None:
    """A bare code is no region."""
    assert "32.76" not in Region("32")


def test_regions_have_an_order_for_listings() -> None:
    """Regions sort by code; other types have no order with them."""
    assert [Region("32"), Region("32.76"), Region("99")] == sorted(
        [Region("99"), Region("32.76"), Region("32")]
    )
    with pytest.raises(TypeError):
        Region("32") < "33"  # type: ignore[operator]  # noqa: B015


def test_regions_are_values() -> None:
    """They compare by code, hash, copy and pickle."""
    region = Region("99.71")

    assert region == pickle.loads(pickle.dumps(region)) == copy.deepcopy(region)
    assert {region: 1} == {Region("99.71"): 1}
    assert region != object()
