"""Interchange: values as plain data, for stores, queues and other systems."""

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
