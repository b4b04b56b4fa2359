"""Which province lies in which zone."""

import pytest

from sp4n.workdays.zones import zone_of_province


@pytest.mark.parametrize(
    ("code", "zone"),
    [("32.76", "WIB"), ("63.71", "WITA"), ("95", "WIT"), ("99.71", None), ("", None)],
)
def test_a_province_is_known_by_the_first_digits_of_its_code(code: str, zone: str | None) -> None:
    """What begins with no province's digits has no zone."""
    assert zone == zone_of_province(code)
