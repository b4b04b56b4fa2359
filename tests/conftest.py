"""Settings that every test shares."""

import os

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_FEW_EXAMPLES = 20  # of a property, in the quick run; many a property sets its own number
_LEFT_OUT = "long"

settings.register_profile("workbench", _PATIENT)
settings.register_profile("ci", _PATIENT, derandomize=True, database=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the tests look that can look for any length of time."""
    group = parser.getgroup("sp4n")
    group.addoption(
        "--whole", action="store_true", help="run the long tests, too, and properties at length"
    )
    group.addoption(
        "--worlds", type=int, default=500, help="in how many worlds two models of decide compare"
    )
    group.addoption(
        "--fuzz-seconds", type=float, default=3, help="how long all fuzz targets run together"
    )
    group.addoption("--fuzz-seed", type=int, default=2026, help="other inputs for fuzz targets")


def pytest_configure(config: pytest.Config) -> None:
    """Draw fewer examples in the quick run, and in CI the same ones each time."""
    settings.load_profile("ci" if os.environ.get("CI") else "workbench")
    if is_quick(config):
        settings.register_profile("quick", settings(), max_examples=_FEW_EXAMPLES)
        settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, and show it as skipped."""
    if is_quick(config):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason=_LEFT_OUT))


def pytest_terminal_summary(
    terminalreporter: "pytest.TerminalReporter", config: pytest.Config
) -> None:
    """Say in which order tests ran, what a quick run left out, and how to run it."""
    terminalreporter.write_line(
        f"Tests ran in the order of the seed {config.option.randomly_seed}; again:"
        f" --randomly-seed={config.option.randomly_seed}"
    )
    if is_quick(config):
        skipped = terminalreporter.stats.get("skipped", [])
        number = sum(_LEFT_OUT in str(one.longrepr) for one in skipped)
        terminalreporter.write_line(
            f"This was the quick run: {number} long tests were left out, and properties were tried"
            f" with {_FEW_EXAMPLES} examples at most. All of it: python -m pytest --whole"
        )


def is_quick(config: pytest.Config) -> bool:
    """Tell whether all tests are to be run without being asked for at length."""
    return not config.option.whole and not config.option.file_or_dir
