"""Run the examples in README, docs and docstrings as tests, and the whole suite on all cores."""

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE

import pytest
from sybil import Sybil
from sybil.integration.pytest import SybilItem
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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the examples of pages and docstrings in order again: they build on each other."""
    places = [place for place, item in enumerate(items) if isinstance(item, SybilItem)]
    examples = [item for item in items if isinstance(item, SybilItem)]
    examples.sort(key=lambda item: (item.path, item.example.start))
    for place, item in zip(places, examples, strict=True):
        items[place] = item


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Start no processes when only some files are asked for: most are done sooner than that.

    ``-n 2`` starts them all the same. None means one for each core.
    """
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0
