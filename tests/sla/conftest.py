"""A small city, and the lives of its complaints told in a few words."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from stories import WIB, instant_of, small_city, tell

from sp4n.workflow import Case, Procedure

__all__ = ["WIB"]

Instant = Callable[[str], datetime]
Story = Callable[..., Case]


@pytest.fixture
def instant() -> Instant:
    """Read an instant; without an offset it is WIB."""
    return instant_of


@pytest.fixture(scope="session")
def procedure() -> Procedure:
    """LAPOR!'s own workflow in a nation with one city, two offices and a unit."""
    return small_city()


@pytest.fixture
def story(procedure: Procedure) -> Story:
    """Tell a case: submitted when, keyed in or adopted when, and then what happened."""
    return partial(tell, procedure)
