"""Run the examples in README, docs and docstrings as tests, and the whole suite on all cores."""

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

_FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE

pytest_collect_file = (
    Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=_FLAGS), SkipParser()],
        patterns=["*.md"],
    )
    + Sybil(parsers=[DocTestParser(optionflags=_FLAGS)], patterns=["*.py"], path="src/sp4n")
).pytest()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Start no processes when only some files are asked for: most are done sooner than that.

    ``-n 2`` starts them all the same. None means one for each core.
    """
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0
