"""Big values show themselves in a line, also where tools would spread their fields."""

import pytest
from hypothesis.internal.reflection import nicerepr

import sp4n
from sp4n.workflow import authority

POLICY = sp4n.sample_policy()


@pytest.mark.parametrize(
    "value",
    [POLICY.directory, POLICY.workflow, POLICY.calendar(), authority(POLICY.procedure)],
    ids=lambda one: type(one).__name__,
)
def test_a_big_value_shows_in_a_line(value: object) -> None:
    """In failing examples and notebooks too."""
    assert repr(value) == nicerepr(value)
    assert len(repr(value)) < 250


def test_a_strategy_over_a_city_can_be_shown() -> None:
    """Hypothesis warns of what is longer than 30 kB."""
    assert len(nicerepr(POLICY.procedure)) < 1000
