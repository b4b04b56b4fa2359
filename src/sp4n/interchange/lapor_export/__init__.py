"""The export of LAPOR! ("Laporan Ringkas"): rows as complaints; what it can't say stays unsaid."""

from sp4n.interchange.lapor_export.found import Export
from sp4n.interchange.lapor_export.offices import Offices
from sp4n.interchange.lapor_export.problems import Problem
from sp4n.interchange.lapor_export.reading import read_export, read_rows
from sp4n.interchange.lapor_export.values import ExportRow, Place, UnreadableRow

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
