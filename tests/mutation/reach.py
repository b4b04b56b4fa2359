"""Which tests pass which lines, as seen while all of them run on the unchanged source."""

import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from attrs import field, frozen
from coverage import Coverage
from tests.mutation.copies import PYTEST

__all__ = ["Reach", "TestsFail", "test_of", "watch"]


class TestsFail(Exception):
    """The tests fail on the unchanged source, so that nothing can be said of mutants."""

    __test__ = False


@frozen
class Reach:
    """The tests that pass each line (a file and a number), and the seconds that each test takes."""

    tests: dict[tuple[str, int], set[str]] = field(repr=False)
    seconds: dict[str, float] = field(repr=False)

    def passing(self, file: str, lines: Iterable[int]) -> list[str]:
        """The tests that pass any of the lines, the quickest first."""
        found: set[str] = set().union(*(self.tests.get((file, line), ()) for line in lines))
        return sorted(found, key=lambda test: (self.seconds.get(test, 0), test))

    def takes(self, tests: Iterable[str]) -> float:
        """The seconds that these tests take."""
        return sum(self.seconds.get(test, 0) for test in tests)


def watch(tests: list[str], source: Path) -> Reach:
    """Run the tests, and see what they pass in the files below *source*.

    Raises:
        TestsFail: a test fails.
    """
    coverage = Coverage(data_file=None, config_file=False, source=[str(source)])
    coverage.start()
    clock = _Clock(coverage)
    with redirect_stdout(sys.stderr):
        code = pytest.main([*PYTEST, *tests], [clock])
    if code != pytest.ExitCode.OK:
        raise TestsFail
    coverage.stop()
    data = coverage.get_data()
    passed = {
        (Path(path).relative_to(source).as_posix(), line): set(names) - {""}
        for path in data.measured_files()
        for line, names in data.contexts_by_lineno(path).items()
    }
    return Reach(passed, clock.seconds)


class _Clock:
    """A plug-in of pytest that tells coverage which test runs, and clocks it."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        self._coverage.switch_context(test_of(item.nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        test = test_of(report.nodeid)
        self.seconds[test] = self.seconds.get(test, 0) + report.duration


def test_of(node: str) -> str:
    """The test function of an item, whatever its parameters."""
    return node.partition("[")[0]
