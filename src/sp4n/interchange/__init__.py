"""Interchange: values as plain data, for stores, queues and other systems."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sp4n.interchange.documents import dump, load, read_complaints, read_items
    from sp4n.interchange.lapor_export import (
        Export,
        ExportRow,
        Offices,
        Place,
        Problem,
        UnreadableRow,
        read_export,
        read_rows,
    )
    from sp4n.reader import FormatError, Reader

__all__ = [
    "Export",
    "ExportRow",
    "FormatError",
    "Offices",
    "Place",
    "Problem",
    "Reader",
    "UnreadableRow",
    "dump",
    "load",
    "read_complaints",
    "read_export",
    "read_items",
    "read_rows",
]

_HOMES = {
    "sp4n.interchange.documents": ("dump", "load", "read_complaints", "read_items"),
    "sp4n.interchange.lapor_export": (
        "Export", "ExportRow", "Offices", "Place", "Problem", "UnreadableRow", "read_export",
        "read_rows",
    ),
    "sp4n.reader": ("FormatError", "Reader"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a name from where it is when it is first asked for (PEP 562)."""
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
