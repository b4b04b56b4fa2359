"""Interchange: values as plain data, for stores, queues and other systems."""

from typing import TYPE_CHECKING

from sp4n.doors import opened_late

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
__getattr__ = opened_late(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
