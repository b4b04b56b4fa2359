"""What `import sp4n` offers: the core nouns, each with one home, imported when first asked for."""

import subprocess
import sys
from importlib import import_module
from pkgutil import walk_packages

import pytest

import sp4n

DOORS_OF_ONE_MODULE = (
    "sp4n.errors", "sp4n.findings", "sp4n.labels", "sp4n.tables", "sp4n.workflow.commands",
)  # fmt: skip
ROOMS = (
    "sp4n.commandline", "sp4n.interchange", "sp4n.model", "sp4n.monitoring", "sp4n.policy",
    "sp4n.routing", "sp4n.sample", "sp4n.sla", "sp4n.testing", "sp4n.workdays", "sp4n.workflow",
    *DOORS_OF_ONE_MODULE,
)  # fmt: skip


@pytest.mark.parametrize("name", sp4n.__all__)
def test_every_name_is_there(name: str) -> None:
    """Each name of `__all__` comes from its room, and is the room's own."""
    value = getattr(sp4n, name)
    home = import_module(f"sp4n.{sp4n._HOME_OF[name]}")

    assert value is getattr(home, name)
    assert name in dir(sp4n)


def test_the_table_of_homes_is_the_public_list() -> None:
    """Nothing is handed on that is not public, and the other way round."""
    assert sorted(sp4n._HOME_OF) == sorted(sp4n.__all__)


def test_another_name_is_an_attribute_error() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match="no attribute 'complaint'"):
        sp4n.complaint  # noqa: B018


def modules() -> list[str]:
    return [one.name for one in walk_packages(sp4n.__path__, "sp4n.")]


@pytest.mark.parametrize("name", [name for name in modules() if name != "sp4n.__main__"])
def test_what_is_public_stands_at_a_door(name: str) -> None:
    """Each room says what it hands on, and so do five modules; all other modules are private."""
    module = import_module(name)
    is_door = hasattr(module, "__path__") or name in DOORS_OF_ONE_MODULE

    assert is_door == hasattr(module, "__all__")
    assert all(hasattr(module, public) for public in getattr(module, "__all__", ()))
    assert set(getattr(module, "__all__", ())) <= set(dir(module))
    assert not hasattr(module, "no_such_name")


def test_no_module_is_named_like_a_public_function() -> None:
    """`from sp4n.x import y` must never be a module on one day and a function on another."""
    functions = {
        public
        for room in ROOMS
        for public in import_module(room).__all__
        if callable(getattr(import_module(room), public))
    }
    assert {name.rpartition(".")[2] for name in modules()} & functions == set()


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_importing_sp4n_imports_nothing_else_of_it() -> None:
    """The front door is light: rooms, attrs and holidays come when needed."""
    code = (
        "import sys, sp4n; "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in {'sp4n', 'attrs', 'holidays'}))"
    )
    assert run(code) == "['sp4n']"


def test_a_deadline_of_this_year_needs_neither_holidays_nor_other_rooms() -> None:
    """Two lines give a due date: no policy, no model, no hypothesis, no holidays package."""
    code = (
        "import sys, sp4n; from datetime import date; "
        "sp4n.indonesia().deadline(date(2026, 1, 5), 5); "
        "print(sorted(m for m in sys.modules if m in {'holidays', 'hypothesis', 'sp4n.model', "
        "'sp4n.policy', 'sp4n.testing', 'dateutil', 'numpy'}))"
    )
    assert run(code) == "[]"


def test_a_policy_needs_neither_laboratory_nor_figures() -> None:
    """They come when a policy is checked, compared or simulated, or its cases are counted."""
    code = (
        "import sys; from sp4n.policy import Policy; "
        "rooms = ('sp4n.policy.lab', 'sp4n.policy.loader', 'sp4n.routing.analysis', "
        "'sp4n.monitoring', 'sp4n.interchange', 'sp4n.sample', 'holidays'); "
        "print(sorted(m for m in sys.modules if m in rooms))"
    )
    assert run(code) == "[]"


def test_the_main_job_never_imports_the_testing_kit() -> None:
    """Users of the library need no hypothesis."""
    code = (
        "import sys; from sp4n.commandline import main; "
        "assert main(['check', 'sample']) == 0; print('hypothesis' in sys.modules)"
    )
    assert run(code).endswith("False")
