"""A small city and its complaints, for the tests of routing."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sp4n.model import Agency, AgencyKind, Categories, Complaint, Directory


@pytest.fixture
def directory() -> Directory:
    """A nation, a province, a city with offices, a district and a village."""
    return Directory(
        [
            Agency("NASIONAL", "Admin nasional", kind=AgencyKind.NATIONAL),
            Agency("KEMENPU", "Kementerian PU", parent="NASIONAL", kind=AgencyKind.MINISTRY),
            Agency("PROV", "Provinsi Contoh", parent="NASIONAL", region="99", front_desk=True),
            Agency("KOTA", "Kota Contoh", parent="PROV", region="99.71", front_desk=True),
            Agency("DPU", "Dinas PU", parent="KOTA", region="99.71", mandate={"Jalan"}),
            Agency("DLH", "Dinas LH", parent="KOTA", region="99.71", mandate={"Lingkungan"}),
            Agency("DISHUB", "Dinas Perhubungan", parent="KOTA", region="99.71"),
            Agency("INSPEKTORAT", "Inspektorat", parent="KOTA", region="99.71"),
            Agency(
                "LAMA",
                "Dinas Lama",
                parent="KOTA",
                region="99.71",
                active_until=date(2025, 1, 1),
            ),
            Agency("KEC", "Kecamatan", parent="KOTA", region="99.71.01", front_desk=True),
            Agency("KEL", "Kelurahan", parent="KEC", region="99.71.01.1001", front_desk=True),
        ],
        categories=Categories(
            {"Jalan": None, "Jalan Berlubang": "Jalan", "Lingkungan": None, "Sampah": "Lingkungan"}
        ),
    )


@pytest.fixture
def complaint() -> Callable[..., Complaint]:
    """Make a complaint with a text; everything else may be given."""

    def make(body: str = "Jalan berlubang", **fields: Any) -> Complaint:
        given = {"title": body[:60], "region": "99.71"} | fields
        return Complaint(
            number="1000001",
            body=body,
            submitted_at=datetime(2026, 1, 5, 2, 30, tzinfo=UTC),
            **given,
        )

    return make


@pytest.fixture
def word_table() -> Callable[[str], list[tuple[str, str]]]:
    """Read pairs of root and word from a table in tests/data."""
    return _word_table


def _word_table(name: str) -> list[tuple[str, str]]:
    path = Path(__file__).parent.parent / "data" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(root, word) for root, words in rows for word in words.split()]


@pytest.fixture
def count_calls() -> Callable[[Callable[[], object]], int]:
    """Count the calls, of Python and of C, that some work takes: a clock that is never late."""
    return _count_calls


def _count_calls(work: Callable[[], object]) -> int:
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
