"""Exports in LAPOR!'s layout, written by hand: nobody and nothing in them is real."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl
import pytest

PREAMBLE = (
    ("Judul Laporan", "Laporan Ringkas"),
    ("Nama Instansi", "Pemerintah Kota Contoh"),
    ("Tanggal Generate", "3 Feb 2026 10:15"),
    ("Periode Masuk", "1 Jan 2026 - 31 Jan 2026"),
    *((),) * 6,
)

ROW: Mapping[str, Any] = {
    "Tracking ID": "9000001",
    "Tanggal Laporan Masuk": "3 Jan 2026",
    "Waktu Laporan Masuk": "01:30:15",
    "Nama Pelapor": "Pelapor Contoh",
    "Klasifikasi Laporan": "Pengaduan Tidak Berkadar Pengawasan",
    "ID Kategori": "77",
    "Kategori": "Jalan Berlubang",
    "Judul Laporan": "Jalan rusak",
    "Isi Laporan Awal": "Jalan berlubang,\ndi depan pasar.",
    "Isi Laporan Akhir": "Jalan berlubang di depan Pasar Contoh.",
    "Tipe Laporan (Anonim/Rahasia)": "Anonim|Rahasia",
    "Sumber Laporan": "Website",
    "Instansi Induk": "Pemerintah Kota Contoh",
    "ID Instansi Terdisposisi": "D-7",
    "Instansi Terdisposisi": "Dinas Jalan Contoh",
    "Status Laporan": "Ditutup oleh Sistem",
    "Alasan Tunda/Arsip": "tidak jelas",
    "Provinsi": "Provinsi Contoh",
    "Kota/Kabupaten": "Kota Contoh",
    "Kecamatan": "Mekarjaya",
    "Kelurahan": "Sukamaju",
    "Nomor SK": "SK/1",
    "Url SK": "https://example.invalid/sk",
    "Url Dokumen Laporan Tahunan": "https://example.invalid/tahunan",
    "Laporan yang Masuk melalui Kanal Aduan Setwapres": "Tidak",
    "Rating": "4",
}

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]


def make_row(
    cells: Mapping[str, Any] | None = None, columns: Iterable[str] = tuple(ROW)
) -> list[Any]:
    """A good row, but for the cells given, in the order of some columns."""
    filled = {**ROW, **(cells or {})}
    return [filled[column] for column in columns]


def write_csv(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[str] = tuple(ROW),
    *,
    preamble: Iterable[Sequence[Any]] = PREAMBLE,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> io.BytesIO:
    """The bytes of a CSV in the layout; the header is in line 11."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows(preamble)
    writer.writerow(columns)
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def write_xlsx(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[str] = tuple(ROW),
    *,
    preamble: Iterable[Sequence[Any]] = PREAMBLE,
) -> io.BytesIO:
    """The bytes of a workbook in the layout; the header is in row 11."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*preamble, columns, *rows):
        sheet.append(list(row))
    into = io.BytesIO()
    book.save(into)
    into.seek(0)
    return into


@pytest.fixture(scope="session")
def columns() -> list[str]:
    """All columns, those of 2026 and the names of reporters among them."""
    return list(ROW)


@pytest.fixture(scope="session")
def row() -> Row:
    """Make a row; `row({"Rating": ""})` is a good one without a rating."""
    return make_row


@pytest.fixture(scope="session")
def as_csv() -> Write:
    """Write rows as CSV."""
    return write_csv


@pytest.fixture(scope="session")
def as_xlsx() -> Write:
    """Write rows as a workbook."""
    return write_xlsx


@pytest.fixture(params=[write_csv, write_xlsx], ids=["csv", "xlsx"])
def write(request: pytest.FixtureRequest) -> Write:
    """Write rows in either format: what is claimed holds for both."""
    chosen: Write = request.param
    return chosen
