"""A small directory with officers, and complaints, for the tests of the nouns."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.errors import Fault, InvalidValue
from sp4n.model import Agency, AgencyKind, Appointment, Categories, Complaint, Directory, Officer


@pytest.fixture
def directory() -> Directory:
    """From the nation down to a village, with offices, one of which ended and one begins later."""
    return Directory(
        [
            Agency("NASIONAL", "Admin nasional", kind=AgencyKind.NATIONAL),
            Agency("PROV", "Provinsi Contoh", parent="NASIONAL", region="99", front_desk=True),
            Agency("KOTA", "Kota Contoh", parent="PROV", region="99.71", front_desk=True),
            Agency("DPU", "Dinas PU", parent="KOTA", region="99.71", mandate={"Jalan"}),
            Agency("LAMA", "Dinas Lama", parent="KOTA", active_until=date(2025, 1, 1)),
            Agency("BARU", "Dinas Baru", parent="KOTA", active_from=date(2026, 1, 1)),
            Agency("KEC", "Kecamatan", parent="KOTA", region="99.71.01", front_desk=True),
            Agency("KEL", "Kelurahan", parent="KEC", region="99.71.01.1001", front_desk=True),
        ],
        [Officer("nas", "Satu"), Officer("kota", "Dua"), Officer("dpu", "Tiga")],
        [
            Appointment("nas", "NASIONAL", "national_admin"),
            Appointment("kota", "KOTA", "agency_admin", since=date(2026, 1, 5)),
            Appointment("kota", "KOTA", "liaison_officer", until=date(2026, 1, 5)),
            Appointment("dpu", "DPU", "liaison_officer"),
            Appointment("dpu", "DPU", "operator", since=date(2026, 3, 1), until=date(2026, 4, 1)),
            Appointment("dpu", "KEC", "operator", since=date(2026, 2, 1), until=date(2026, 3, 1)),
        ],
        Categories({"Jalan": None, "Jalan Berlubang": "Jalan", "Sampah": None}),
    )


@pytest.fixture
def complaint() -> Callable[..., Complaint]:
    """Make a complaint, in which any field may be given."""

    def make(**fields: Any) -> Complaint:
        given: dict[str, Any] = {
            "number": "1000001",
            "title": "Jalan berlubang",
            "body": "Jalan di depan pasar berlubang.",
            "submitted_at": datetime(2026, 1, 5, 2, 30, tzinfo=UTC),
        }
        return Complaint(**(given | fields))

    return make


@pytest.fixture
def faults() -> Callable[[Callable[[], object]], list[tuple[str, str]]]:
    """Build something that must be refused, and give the place and code of every fault."""

    def collect(build: Callable[[], object]) -> list[tuple[str, str]]:
        with pytest.raises(InvalidValue) as caught:
            build()
        found: tuple[Fault, ...] = caught.value.faults
        return [(one.where, one.code) for one in found]

    return collect
