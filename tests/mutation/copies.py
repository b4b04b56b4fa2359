"""Work in a copy of the project: nothing that is tried there touches the real one."""

import os
import shutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp

from tests.mutation.rooms import ROOT

__all__ = ["PYTEST", "copy_project", "move_into_copy"]

PYTEST = ("-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Options of pytest in a process that has imported much already, in a folder that nobody keeps."""

_COPIED = ("src", "tests", "docs", "README.md", "conftest.py", "pyproject.toml")
_IMPORTED = ("attrs", "dateutil.easter", "holidays", "numpy", "pandas", "polars", "sybil")


def copy_project(folder: Path, root: Path = ROOT) -> None:
    """Copy what the tests need to a folder that is empty."""
    ignore = shutil.ignore_patterns("__pycache__", ".*")
    for path in (root / name for name in _COPIED):
        if path.is_dir():
            shutil.copytree(path, folder / path.name, ignore=ignore)
        else:
            shutil.copy2(path, folder)


def move_into_copy(original: Path) -> Path:
    """Copy the original to a folder beside it, import from there from now on, and tell the folder.

    What the tests need beside sp4n is imported now, so that processes forked from here have it.
    """
    folder = Path(mkdtemp(dir=original.parent))
    copy_project(folder, original)
    _import_from(folder)
    os.chdir(folder)
    os.environ["CI"] = "1"  # the same examples of every law in every run
    return folder


def _import_from(folder: Path) -> None:
    ours = [str(folder / part) for part in ("src", "tests/shared", "docs/how-to")]
    others = [one for one in sys.path if one and not Path(one).is_relative_to(ROOT / "src")]
    sys.path[:] = [*ours, *(one for one in others if Path(one) != ROOT)]
    os.environ["PYTHONPATH"] = os.pathsep.join(ours)
    for name in _IMPORTED:
        import_module(name)
