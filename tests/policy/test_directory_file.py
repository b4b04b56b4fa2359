"""Directories load from TOML, and say every fault at once."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sp4n.model import AgencyKind, Region, Role
from sp4n.policy import PolicyError, directory_from_data, load_directory

if TYPE_CHECKING:
    from tests.policy.conftest import Write

HEAD: dict[str, Any] = {"schema": "sp4n/directory/1"}


def faults_of(data: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(PolicyError) as error:
        directory_from_data(data)
    return {(one.where, one.code) for one in error.value.faults}


def test_everything_that_a_file_can_say(write: "Write") -> None:
    """Agencies with their fields, officers with their appointments, categories as a tree."""
    directory = load_directory(write().parent / "directory.toml")
    office = directory.agency("DPU")

    assert (office.kind, office.parent, office.region) == (
        AgencyKind.WORK_UNIT,
        "KOTA",
        Region("99.71"),
    )
    assert list(directory.categories.lineage("Jalan Berlubang")) == ["Jalan Berlubang", "Jalan"]
    assert directory.roles("kota", "KOTA", on=date(2024, 1, 2)) == {Role.AGENCY_ADMIN}
    assert directory.roles("kota", "KOTA", on=date(2024, 1, 1)) == frozenset()
    assert directory.roles("kota", "DPU", on=date(2030, 1, 1)) == frozenset()
    assert directory.appointments[2].letter == "SK Contoh"


def test_a_directory_without_a_tree_of_categories() -> None:
    """Then every category is unknown, and excludes nobody."""
    directory = directory_from_data(HEAD | {"agency": {"A": {"name": "x"}}})

    assert len(directory.categories) == 0


def test_faults_of_the_parts_come_at_once() -> None:
    """What is wrong with each agency and officer has its key path."""
    assert faults_of(
        {
            "categories": {"Jalan": 7, "Parkir": "Perhubungan"},
            "agency": {
                "NASIONAL": {"nmae": "x"},
                "K T": {"name": "x", "active": {"from": "2026", "to": 1}},
                "A": {
                    "name": "x",
                    "officers": [
                        {"id": "a", "name": "Petugas Contoh 1", "role": "chief"},
                        {"id": "b", "name": "Petugas Contoh 2", "role": "operator"},
                        {"id": "b", "name": "Petugas Contoh 3", "role": "operator", "sinse": 1},
                        {"id": "c d", "name": "Petugas Contoh 4", "role": "operator"},
                    ],
                },
                "B": 5,
            },
            "officers": [],
        }
    ) == {
        ("schema", "missing"),
        ("categories.Jalan", "wrong_type"),
        ("categories.Parkir", "unknown_category"),
        ("agency.NASIONAL.name", "missing"),
        ("agency.NASIONAL.nmae", "unknown_key"),
        ("agency.<3 characters>.active.from", "not_a_date"),
        ("agency.<3 characters>.active.to", "unknown_key"),
        ("agency.<3 characters>.code", "bad_code"),
        ("agency.A.officers[0].role", "not_one_of"),
        ("agency.A.officers[2].name", "contradiction"),
        ("agency.A.officers[2].sinse", "unknown_key"),
        ("agency.A.officers[3].id", "bad_code"),
        ("agency.A.officers[3].officer", "bad_code"),
        ("agency.B", "wrong_type"),
        ("officers", "unknown_key"),
    }


@pytest.mark.parametrize(
    ("agencies", "expected"),
    [
        ({}, {("agency", "no_root")}),
        ({"A": {"name": "x", "parent": "B"}}, {("agency.A.parent", "unknown_agency")}),
        (
            {"A": {"name": "x", "parent": "B"}, "B": {"name": "x", "parent": "A"}},
            {("agency", "no_root")},
        ),
        ({"A": {"name": "x"}, "B": {"name": "x"}}, {("agency", "two_roots")}),
        (
            {
                "A": {"name": "x"},
                "B": {"name": "x", "parent": "A", "region": "99", "front_desk": True},
                "C": {"name": "x", "parent": "A", "region": "99", "front_desk": True},
            },
            {("agency", "two_front_desks")},
        ),
    ],
)
def test_trees_that_are_none(agencies: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    """No root, several, circles, dangling parents and two desks are refused."""
    assert expected <= faults_of(HEAD | {"agency": agencies})


def test_another_schema_is_refused() -> None:
    """A file says what it is."""
    agency = {"A": {"name": "x"}}

    assert faults_of({"schema": "sp4n/policy/1", "agency": agency}) == {
        ("schema", "unknown_schema")
    }


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is a fault, not a traceback."""
    with pytest.raises(PolicyError) as error:
        load_directory(tmp_path / "none.toml")

    assert error.value.code == "not_readable"
