"""The kit as a module: it needs Hypothesis, and nothing else needs it."""

import importlib
import subprocess
import sys

import pytest

from sp4n.errors import MissingExtra


def test_without_hypothesis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """MissingExtra says what to install, and is an ImportError."""
    for name in [one for one in sys.modules if one.startswith("sp4n.testing")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(ImportError) as caught:
        importlib.import_module("sp4n.testing")

    assert isinstance(caught.value, MissingExtra)
    assert "testing" == caught.value.extra
    assert "pip install 'sp4n[testing]'" in str(caught.value)


@pytest.mark.parametrize(
    "room", ["", ".model", ".interchange", ".workflow", ".workdays", ".routing", ".sla", ".policy"]
)
def test_no_room_imports_the_kit_or_hypothesis(room: str) -> None:
    """A program that never tests pays nothing, and needs nothing, for it."""
    code = (
        f"import sys, sp4n{room}; [getattr(sp4n, name) for name in sp4n.__all__]; "
        "print([m for m in sys.modules if m.startswith(('sp4n.testing', 'hypothesis'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.strip()
