"""The export of LAPOR! ("Laporan Ringkas"): rows as complaints; what it can't say stays unsaid."""

from sp4n.interchange.export.found import Export
from sp4n.interchange.export.offices import Offices
from sp4n.interchange.export.problems import Problem
from sp4n.interchange.export.reading import read_export, read_rows
from sp4n.interchange.export.values import ExportRow, Place, UnreadableRow

__all__ = [
    "Export",
    "ExportRow",
    "Offices",
    "Place",
    "Problem",
    "UnreadableRow",
    "read_export",
    "read_rows",
]
