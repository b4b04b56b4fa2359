"""The export of LAPOR! ("Laporan Ringkas"): rows as complaints; what it can't say stays unsaid."""

from sp4n.interchange.export.reading import read_export
from sp4n.interchange.export.values import Export, ExportRow, Place, UnreadableRow

__all__ = ["Export", "ExportRow", "Place", "UnreadableRow", "read_export"]
