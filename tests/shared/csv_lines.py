"""Lines of a small CSV in LAPOR!'s layout, and what becomes of them."""

import io

from sp4n.interchange import Export, read_export

__all__ = ["HEADER", "found", "line", "lost", "read"]

HEADER = (
    "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Judul Laporan,Isi Laporan Awal,"
    "Status Laporan,Sumber Laporan"
)


def line(number: int, body: str = "Berlubang.", rest: str = "Ditutup oleh Sistem,SMS") -> str:
    """A row, but for its number, its text and what follows."""
    return f"{number},3 Jan 2026,01:30,Jalan,{body},{rest}"


def read(*lines: str, header: str = HEADER, end: str = "\n") -> Export:
    """What is read of a header and some lines."""
    return read_export(io.BytesIO(end.join((header, *lines)).encode()))


def found(export: Export) -> list[tuple[int, str]]:
    """The line and number of each row that was read."""
    return [(row.row, row.complaint.number) for row in export.rows]


def lost(export: Export) -> list[tuple[int, int | None, str]]:
    """The lines of each unreadable row, and its first code."""
    return [(one.row, one.last_row, one.faults[0].code) for one in export.unreadable]
