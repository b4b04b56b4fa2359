"""Interchange: values as plain data, for stores, queues and other systems."""

from sp4n.interchange.documents import dump, load, read_complaints
from sp4n.interchange.reader import FormatError, Reader

__all__ = ["FormatError", "Reader", "dump", "load", "read_complaints"]
