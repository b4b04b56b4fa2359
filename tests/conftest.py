"""Settings that every test shares."""

import os

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("workbench", _PATIENT)
settings.register_profile("ci", _PATIENT, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "workbench")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the tests look that can look for any length of time."""
    group = parser.getgroup("sp4n")
    group.addoption(
        "--worlds", type=int, default=250, help="in how many worlds two models of decide compare"
    )
    group.addoption(
        "--fuzz-seconds", type=float, default=3, help="how long all fuzz targets run together"
    )
    group.addoption("--fuzz-seed", type=int, default=2026, help="other inputs for fuzz targets")
