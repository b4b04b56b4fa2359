"""No module knows another one that knows it: not when it is called, and not even by its types."""

import ast
from collections.abc import Iterator
from pathlib import Path

import sp4n

ROOT = Path(sp4n.__file__).parent
MODULES = {
    ".".join(("sp4n", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
}
DOORS = {
    ".".join(("sp4n", *path.parent.relative_to(ROOT).parts)) for path in ROOT.rglob("__init__.py")
}


def imported(module: str) -> Iterator[str]:
    """Give what a module imports wherever it does so; a door stands for all behind it."""
    path = ROOT.joinpath(*module.split(".")[1:])
    source = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = {f"{node.module}.{name.name}" for name in node.names} & MODULES
            yield from below or {node.module}


def test_no_circle() -> None:
    """Doors apart: they hand on what lies behind them."""
    knows = {
        module: {other for other in imported(module) if other in MODULES - DOORS} - {module}
        for module in MODULES - DOORS
    }
    left = dict(knows)
    while free := [module for module, others in left.items() if not others & left.keys()]:
        for module in free:
            del left[module]

    assert len(knows) > 200
    assert {} == left
