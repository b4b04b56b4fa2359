"""A small state with officers, cases in any status, and shorthands, for the tests of workflow.

An officer's id tells where and as what they serve: ``dpu-liaison`` is DPU's liaison officer.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer
from sp4n.workdays import indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Accepted,
    Case,
    Command,
    Decision,
    Procedure,
    Reason,
    Refused,
    extended,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)

AGENCIES = (
    Agency("NASIONAL", "Admin nasional", kind="national"),
    Agency(
        "PROV", "Provinsi Contoh", kind="province", parent="NASIONAL", region="99", front_desk=True
    ),
    Agency("KOTA", "Kota Contoh", kind="city", parent="PROV", region="99.71", front_desk=True),
    Agency("DPU", "Dinas PU", parent="KOTA", region="99.71"),
    Agency("BIDANG", "Bidang Jalan", parent="DPU", region="99.71"),
    Agency("SEKSI", "Seksi Lampu", parent="BIDANG", region="99.71"),
    Agency("DISHUB", "Dinas Perhubungan", parent="KOTA", region="99.71"),
    Agency("LAMA", "Dinas Lama", parent="KOTA", region="99.71", active_until=date(2025, 1, 1)),
    Agency("KEC", "Kecamatan", kind="district", parent="KOTA", region="99.71.01", front_desk=True),
    Agency(
        "KAB", "Kabupaten Contoh", kind="regency", parent="PROV", region="99.72", front_desk=True
    ),
    Agency("KEM", "Kementerian Contoh", kind="ministry", parent="NASIONAL"),
)

_ROLES = {
    "admin": "agency_admin",
    "liaison": "liaison_officer",
    "operator": "operator",
    "former": "liaison_officer",
    "future": "liaison_officer",
}

OFFICERS = (
    "nasional-admin", "prov-admin", "kota-admin", "kota-liaison", "dpu-admin", "dpu-liaison",
    "dpu-operator", "dpu-former", "dpu-future", "bidang-admin", "dishub-admin", "dishub-liaison",
    "lama-admin", "kab-admin", "kem-admin",
)  # fmt: skip


def _appointment(officer: str) -> Appointment:
    place, _, part = officer.partition("-")
    role = "national_admin" if officer == "nasional-admin" else _ROLES[part]
    until = date(2026, 1, 1) if part == "former" else None
    since = date(2028, 1, 1) if part == "future" else None
    return Appointment(officer, place.upper(), role, since=since, until=until)


@pytest.fixture(scope="session")
def directory() -> Directory:
    """From the nation down to a section; SEKSI and KEC have no officers of their own.

    One officer, ``double-liaison``, serves at both DPU and DISHUB; ``never`` nowhere.
    """
    officers = [Officer(one, f"Petugas {place}") for place, one in enumerate(OFFICERS)]
    twice = Officer("double-liaison", "Petugas ganda")
    at_two = [Appointment(twice.id, agency, "liaison_officer") for agency in ("DPU", "DISHUB")]
    return Directory(
        AGENCIES,
        [*officers, twice, Officer("never", "Petugas tanpa jabatan")],
        [*map(_appointment, OFFICERS), *at_two],
    )


@pytest.fixture(scope="session")
def procedure(directory: Directory) -> Procedure:
    """LAPOR!'s table at work in the small state."""
    return Procedure(LAPOR, directory, indonesia())


@pytest.fixture(scope="session")
def city(directory: Directory) -> Procedure:
    """LAPOR!'s table with every extension, at work in the small state."""
    table = extended(LAPOR, {name: {} for name in EXTENSIONS})
    return Procedure(table, directory, indonesia())


@pytest.fixture(scope="session")
def who() -> Callable[[str], Actor]:
    """Find an actor: ``reporter``, ``other-reporter``, ``system``, or an officer by their id.

    ``dpu-admin@KOTA`` is an officer who acts for an agency where they do not serve.
    """

    def find(name: str) -> Actor:
        if name == "system":
            return Actor.system()
        if name.endswith("reporter"):
            return Actor.reporter("pelapor-1" if name == "reporter" else "pelapor-2")
        officer, _, agency = name.partition("@")
        return Actor.officer(officer, at=agency or name.partition("-")[0].upper())

    return find


@pytest.fixture(scope="session")
def complaint() -> Callable[..., Complaint]:
    """Make a complaint of the reporter, in which any field may be given."""

    def make(**fields: Any) -> Complaint:
        given: dict[str, Any] = {
            "number": "1000001",
            "title": "Jalan berlubang",
            "body": "Jalan di depan pasar berlubang.",
            "submitted_at": MON_2026_01_05,
            "region": "99.71",
            "reporter": "pelapor-1",
        }
        return Complaint(**(given | fields))

    return make


@pytest.fixture(scope="session")
def case_in(procedure: Procedure, complaint: Callable[..., Complaint]) -> Callable[..., Case]:
    """Make a case in a status, held by DPU unless another holder is given, since 5 January."""

    def make(
        status: str = "verified", holder: str = "DPU", at: datetime = MON_2026_01_05, **fields: Any
    ) -> Case:
        given = {"submitted_at": at} | fields
        return procedure.adopt(
            complaint(**given), status=status, holder=holder, source="sebelumnya", at=at
        )

    return make


@pytest.fixture(scope="session")
def decide(procedure: Procedure, who: Callable[[str], Actor]) -> Callable[..., Decision]:
    """Decide on a command by a named actor, on 6 January unless another time is given."""

    def ask(
        case: Case, command: Command, by: str, at: datetime = TUE_2026_01_06, **more: Any
    ) -> Decision:
        return procedure.decide(case, command, by=who(by), at=at, **more)

    return ask


@pytest.fixture(scope="session")
def reasons(decide: Callable[..., Decision]) -> Callable[..., tuple[Reason, ...]]:
    """Decide as `decide` does, and give the reasons of a refusal."""

    def ask(*args: Any, **more: Any) -> tuple[Reason, ...]:
        decision = decide(*args, **more)
        assert isinstance(decision, Refused)
        return decision.reasons

    return ask


@pytest.fixture(scope="session")
def codes(reasons: Callable[..., tuple[Reason, ...]]) -> Callable[..., list[str]]:
    """Decide as `decide` does, and give the codes of a refusal."""

    def ask(*args: Any, **more: Any) -> list[str]:
        return [one.code for one in reasons(*args, **more)]

    return ask


@pytest.fixture(scope="session")
def after(decide: Callable[..., Decision]) -> Callable[..., Case]:
    """Decide as `decide` does, and give the case after an accepted command."""

    def ask(*args: Any, **more: Any) -> Case:
        decision = decide(*args, **more)
        assert isinstance(decision, Accepted), str(decision)
        return decision.case

    return ask


@pytest.fixture
def adopted(city: Procedure, complaint: Callable[..., Complaint]) -> Callable[..., Case]:
    """Make a case in a status, held by DPU unless another holder is given, since 5 January.

    It goes by LAPOR!'s table with every extension.
    """

    def make(status: str = "verified", holder: str = "DPU", **fields: Any) -> Case:
        given = complaint(**fields)
        return city.adopt(given, status=status, holder=holder, source="x", at=MON_2026_01_05)

    return make


@pytest.fixture(scope="session")
def case_of(city: Procedure, complaint: Callable[..., Complaint]) -> Callable[..., Case]:
    """A case in a status, held by DPU; its reporter has no key."""

    def make(status: str, holder: str = "DPU", **fields: Any) -> Case:
        return city.adopt(
            complaint(**{"reporter": None} | fields), status=status, holder=holder, source="x",
            at=MON_2026_01_05,
        )  # fmt: skip

    return make
