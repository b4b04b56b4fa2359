"""Directories that are too deep, too wide, or wrong everywhere."""

from collections.abc import Callable

from hostile_pieces import AB, BA, Hostile, listed, repeated

__all__ = ["DIRECTORIES"]

_OF_DIRECTORY = 'schema = "sp4n/directory/1"\n'


_ROOT = '[agency.R]\nname = "R"\n'


def _directory(size: int, piece: Callable[[int], str]) -> str:
    return f"{_OF_DIRECTORY}{_ROOT}{repeated(size, piece)}"


def _below_the_last(number: int) -> str:
    return f'c{number + 1}="c{number}"\n'


def _above(number: int) -> str:
    return f"a{number - 1}" if number else "R"


def _officers(size: int, piece: Callable[[int], str]) -> str:
    return f"{_OF_DIRECTORY}{_ROOT}{listed(size, 'officers=[', piece)}"


DIRECTORIES: Hostile = {
    "a chain of agencies": lambda size: _directory(
        size,
        lambda number: f'[agency.a{number}]\nname="x"\nparent="{_above(number)}"\n',
    ),
    "agencies in a circle": lambda size: (
        _directory(
            size,
            lambda number: f'[agency.a{number}]\nname="x"\nparent="a{number + 1}"\n',
        )
        + '[agency.aa]\nname="x"\nparent="a0"\n'
    ),
    "agencies each in its own circle": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\nparent="a{number}"\n'
    ),
    "agencies without parents": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\n'
    ),
    "agencies with unknown parents": lambda size: _directory(
        size, lambda number: f'[agency.{AB}{number}]\nname="x"\nparent="{BA}{number}"\n'
    ),
    "agencies with nothing": lambda size: _directory(size, lambda number: f"[agency.a{number}]\n"),
    "agencies with unknown keys": lambda size: _directory(
        size, lambda number: f"[agency.a{number}]\nnmae=1\nmandtae=1\nprent=1\n"
    ),
    "desks of one region": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\nparent="R"\nfront_desk=true\n'
    ),
    "a flat directory": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\nparent="R"\n'
    ),
    "regions": lambda size: _directory(
        size,
        lambda number: (
            f'[agency.a{number}]\nname="x"\nparent="R"\nfront_desk=true\n'
            f'region="99.{number % 90 + 10}.{number // 90 % 90 + 10}"\n'
        ),
    ),
    "mandates": lambda size: (
        f"{_OF_DIRECTORY}{_ROOT}" + listed(size, "mandate=[", lambda number: f'"m{number}"')
    ),
    "a chain of categories": lambda size: (
        f"{_OF_DIRECTORY}[categories]\nc0=''\n" + repeated(size, _below_the_last) + _ROOT
    ),
    "a chain of categories in many mandates": lambda size: (
        f"{_OF_DIRECTORY}[categories]\nc0=''\n"
        + repeated(size // 2, _below_the_last)
        + _ROOT
        + listed(size // 2, "mandate=[", lambda number: f'"c{number}"')
    ),
    "categories in a circle": lambda size: (
        f"{_OF_DIRECTORY}[categories]\nc0='c1'\nc1='c0'\n"
        + repeated(size, lambda number: f'd{number}="d{number}"\n')
        + _ROOT
    ),
    "categories with unknown parents": lambda size: (
        f"{_OF_DIRECTORY}[categories]\n"
        + repeated(size, lambda number: f'{AB}{number}="{BA}{number}"\n')
        + _ROOT
    ),
    "officers": lambda size: _officers(
        size, lambda number: f'{{id="o{number}",name="x",role="operator"}}'
    ),
    "one officer many times": lambda size: _officers(
        size, lambda _: '{id="o",name="x",role="operator"}'
    ),
    "one officer by many names": lambda size: _officers(
        size, lambda number: f'{{id="o",name="x{number}",role="operator"}}'
    ),
    "officers with nothing": lambda size: _officers(size, lambda _: "{}"),
    "officers with unknown roles": lambda size: _officers(
        size, lambda number: f'{{id="o{number}",name="x",role="oprator"}}'
    ),
}
"""Directories that are too deep, too wide, or wrong everywhere."""
