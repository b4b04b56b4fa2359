"""Doors of rooms that import a name from where it is when it is first asked for (PEP 562)."""

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module


def opened_late(room: str, homes: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """Give the ``__getattr__`` of a room; `homes` has the names that stand in each module."""
    home_of = {name: home for home, names in homes.items() for name in names}

    def ask(name: str) -> object:
        home = home_of.get(name)
        if home is None:
            message = f"module {room!r} has no attribute {name!r}"
            raise AttributeError(message)
        value: object = getattr(import_module(home), name)
        setattr(sys.modules[room], name, value)
        return value

    return ask
