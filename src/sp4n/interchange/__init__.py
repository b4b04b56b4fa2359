"""Interchange: values as plain data, for stores, queues and other systems."""

from sp4n.interchange.documents import dump, load, read_complaints, read_items
from sp4n.interchange.export import Export, ExportRow, Place, UnreadableRow, read_export
from sp4n.interchange.reader import FormatError, Reader

__all__ = [
    "Export",
    "ExportRow",
    "FormatError",
    "Place",
    "Reader",
    "UnreadableRow",
    "dump",
    "load",
    "read_complaints",
    "read_export",
    "read_items",
]
