"""The hand-worked cohort: its cases, and how to read them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from stories import instant_of, small_city, tell

from sp4n.monitoring import Snapshot, observe
from sp4n.workdays import indonesia
from sp4n.workflow import Case

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "monitoring_cohort.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="session")
def cohort() -> tuple[Case, ...]:
    """The cases of the data file."""
    city = small_city()
    return tuple(tell(city, **one) for one in DATA["case"])


@pytest.fixture(scope="session")
def on_20_jan(cohort: tuple[Case, ...]) -> Snapshot:
    """The cohort as it stood on Monday 20 January at noon."""
    return observe(cohort, now=instant_of("2025-01-20 12:00"), calendar=indonesia())
