"""Each extra brings what some code uses, and what code asks for by name is an extra."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
GROUP = [one for one in PROJECT["dependency-groups"]["test"] if isinstance(one, str)]


@cache
def nodes() -> list[ast.AST]:
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "src").rglob("*.py")]
    return [node for tree in trees for node in ast.walk(tree)]


def imported() -> set[str]:
    """What is imported anywhere in src, by the name of its top package."""
    names = {one.name for node in nodes() if isinstance(node, ast.Import) for one in node.names}
    names |= {str(node.module) for node in nodes() if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def missed() -> set[str]:
    """The extras that some ``MissingExtra("…")`` in src names."""
    return {
        str(ast.literal_eval(node.args[0]))
        for node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "MissingExtra"
    }


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_has_code_that_uses_it(extra: str) -> None:
    """Whatever it brings is imported somewhere."""
    brought = {re.split(r"[^\w-]", one)[0].replace("-", "_") for one in EXTRAS[extra]}

    assert brought <= imported()


def test_an_extra_that_is_missing_can_be_installed() -> None:
    """What an error tells people to install exists; only arrays need no error, being numpy's."""
    assert set(EXTRAS) - {"numpy"} == missed()


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_is_tested_from_its_lowest_version_on(extra: str) -> None:
    """The group for tests allows the same versions."""
    assert set(EXTRAS[extra]) <= set(GROUP)
